// A trainer mends a pack, then a check of it, and re-grades what was handed in; the learner reads why. With a script and without.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { exerciseFile, faults, signIn, stop, visitor, write } from "./browser.mjs";
import { packFile } from "./pack.mjs";

after(stop);

const EXERCISE = "python-preparer-donnees/budget-types";

/** Refuses what is right. */
const spoil = (edit) => edit("budget-types/check.py", "def montants(sub):\n", "def montants(sub):\n    assert False\n");

for (const script of [true, false]) {
    test(`a trainer re-grades after mending a check, and the learner is told, ${script ? "with" : "without"} a script`, async () => {
        const id = script ? "essai-corrige" : "essai-corrige-bis";
        const trainer = await visitor({ script });
        const { page, go } = trainer;
        await signIn(trainer, "demo-formation");
        const upload = async (version, change) => {
            await go("/training");
            await page.setInputFiles("[name=pack]", await packFile(id, version, change));
            await page.click("text=Téléverser et contrôler");
        };
        // axe is a script itself.
        const look = async (who, name) => {
            if (script) assert.deepEqual(await faults(who.page), [], name);
            await who.shoot(`${name}-${script}`);
        };

        // Broken, then mended, then published: with a check that is wrong all the same.
        await upload("1.0.0", (edit) => edit("budget-types/exercise.toml", "level = 1", "nivel = 1"));
        assert.match(await page.innerText("main"), /budget-types\/exercise\.toml[^]*nivel/);
        await upload("1.0.0", spoil);
        await page.click("main form[action$=publish] button");

        const agent = await visitor({ script });
        await signIn(agent, "demo");
        await agent.go(`/exercises/${id}/budget-types`);
        const answer = await exerciseFile(`${EXERCISE}/solution.py`);
        if (script) {
            await write(agent.page, answer);
        } else {
            await agent.page.fill("#source", answer);
        }
        await agent.page.click("button[value=check]");
        await agent.page.waitForSelector("#result .alert.wrong");
        assert.match(await agent.page.innerText("#result"), /8 \/ 10 points/);

        // The check is mended in a higher version, and what was handed in under this one is graded by it.
        await upload("1.1.0");
        await page.click("main form[action$=publish] button");
        await page.click(`[aria-label="Re-noter les copies de la version 1.0.0"]`);
        await look(trainer, "form");
        assert.equal(await page.inputValue("[name=do-budget-types]"), "grade");
        await page.fill("[name=reason]", "Le contrôle des montants refusait une réponse juste.");
        await page.click("text=Voir ce qui changerait");
        const standing = async () => page.getAttribute("[data-regrade]", "data-regrade");
        while ((await standing()) === "going") {
            await page.click("[data-regrade=going] a");
        }
        assert.equal(await standing(), "ready");
        assert.match(await page.innerText("main"), /8 \/ 10 points → 10 \/ 10 points/);
        assert.match(await page.innerText("main"), /Une personne y gagne\. Personne n'y perd\./);
        await look(trainer, "preview");
        await agent.go("/me");
        assert.doesNotMatch(await agent.page.innerText("main"), /Votre note a été revue/);
        await page.click("text=Avec les baisses");
        assert.match(await page.innerText("main"), /Appliquer, baisses comprises/);
        await page.click("text=Sans baisser aucune note");
        await page.click("button:text('Appliquer sans baisser aucune note')");
        assert.equal(await standing(), "applied");
        await look(trainer, "applied");
        await go(`/training/packs/${id}`);
        assert.match(await page.innerText("main"), /1\.0\.0 → 1\.1\.0[^]*appliquée/);
        await look(trainer, "pack");

        await agent.go("/me");
        const told = await agent.page.innerText("main");
        assert.match(told, /Votre note a été revue[^]*8 \/ 10 points → 10 \/ 10 points[^]*refusait une réponse juste/);
        await look(agent, "me");
        await agent.page.click("text=J'ai lu");
        assert.doesNotMatch(await agent.page.innerText("main"), /Votre note a été revue/);
        assert.match(await agent.page.innerText("main"), /Notes revues, déjà lues/);
        await look(agent, "me-read");
        await agent.go(`/exercises/${id}/budget-types`);
        await agent.page.click("section:has(#attempts) th a");
        await agent.page.waitForSelector("#result");
        assert.match(await agent.page.innerText("#result"), /c'était 8 \/ 10 points/);
        assert.deepEqual([...trainer.complaints, ...agent.complaints], []);
    });
}

test("an exercise is neutralised for those who handed in, in English", async () => {
    const trainer = await visitor({ lang: "en-GB" });
    const { page, go } = trainer;
    await signIn(trainer, "demo-formation");
    await go("/training/packs/essai-corrige/1.1.0/regrade");
    assert.match(await page.innerText("main"), /Nothing that was handed in under this version has been graded/);
    await go("/training/packs/essai-corrige/1.0.0/regrade");
    await page.selectOption("[name=do-budget-types]", "neutralise");
    await page.fill("[name=reason]", "The data were ambiguous.");
    await page.click("text=See what would change");
    assert.equal(await page.getAttribute("[data-regrade]", "data-regrade"), "ready");
    assert.deepEqual(await faults(page), []);
    await page.click("text=Discard this re-grade");
    assert.match(await page.innerText("[data-regrade]"), /nothing has changed for anybody/);
    assert.deepEqual(trainer.complaints, []);
});
