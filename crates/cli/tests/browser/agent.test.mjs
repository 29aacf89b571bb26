// An agent practises, earns a certificate, and an employer verifies it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";

import { exerciseFile, passwords, paste, signIn, stop, url, visitor, write } from "./browser.mjs";

after(stop);

const PACK = "python-preparer-donnees";

test("an agent solves exercises in the editor, earns a certificate, and an employer verifies its file", async () => {
    const agent = await visitor();
    const { page, go } = agent;
    await signIn(agent, "demo");

    // Wrong first: the check says what was expected, and shows the differences.
    await go(`/exercises/${PACK}/budget-types`);
    await page.waitForSelector(".cm-content");
    await write(page, await exerciseFile(`${PACK}/budget-types/wrong/zeros_perdus.py`));
    await page.click("button[value=check]");
    await page.waitForSelector("#result[data-state=graded]");
    assert.match(await page.innerText("#result"), /contrôles réussis sur/);
    assert.match(await page.innerText("#result .failed"), /attendu '01014', obtenu '1014'/);
    assert.match(page.url(), /\?submission=/);

    // A hint is given when it is asked for.
    assert.doesNotMatch(await page.innerText("#result .failed"), /dtype/);
    await page.click("#result .failed >> text=Voir l'indice");
    await page.waitForSelector("#result .failed >> text=dtype");

    // The result has an address of its own, and the code is still there after a reload.
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.match(await page.innerText("#result"), /contrôles réussis sur/);
    assert.match(await page.innerText("#result .failed"), /dtype/);
    assert.match(await page.innerText(".cm-content"), /fails: codes_communes/);

    for (const exercise of ["budget-types", "dpe-passoires"]) {
        await go(`/exercises/${PACK}/${exercise}`);
        await page.waitForSelector(".cm-content");
        await write(page, await exerciseFile(`${PACK}/${exercise}/solution.py`));
        await page.click("button[value=check]");
        await page.waitForSelector("#result[data-state=graded] .alert.right");
    }
    await go(`/exercises/${PACK}/budget-types`);
    await page.click("text=Comparer à la précédente");
    assert.ok((await page.locator("tr.added").count()) > 0);

    await go("/me");
    await page.click("text=Demander le certificat du palier 1");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(".certificate >> text=JSON")]);
    const file = await readFile(await download.path());

    // What was done to earn it is for the holder, and for whoever has a link of theirs.
    await page.click(".certificate h3 a");
    assert.match(await page.innerText("main"), /python-preparer-donnees 1\.0\.0/);
    const address = page.url();
    await go("/me");
    await page.click(".certificate summary");
    await page.click("text=Créer un lien");
    const link = await page.inputValue(".alert.right input");

    const employer = await visitor();
    await employer.page.goto(address);
    assert.doesNotMatch(await employer.page.innerText("main"), /1\.0\.0|Camille/);
    await employer.page.goto(link);
    assert.match(await employer.page.innerText("main"), /Camille[^]*python-preparer-donnees 1\.0\.0/);
    await employer.go("/verify");
    await employer.page.setInputFiles("#file", { name: "certificat.json", mimeType: "application/json", buffer: file });
    await employer.page.click("main form button");
    await employer.page.waitForSelector(".verdict");
    assert.match(await employer.page.innerText(".verdict"), /authentique/);
    const tampered = Buffer.from(file.toString().replace("palier 1", "palier 4"));
    await employer.go("/verify");
    await employer.page.setInputFiles("#file", { name: "certificat.json", mimeType: "application/json", buffer: tampered });
    await employer.page.click("main form button");
    await employer.page.waitForSelector(".verdict.invalid");
    assert.deepEqual([...agent.complaints, ...employer.complaints], []);
});

test("running shows output, variables and figures, and counts for nothing", async () => {
    const agent = await visitor();
    const { page, go } = agent;
    await signIn(agent, "demo");
    await go(`/exercises/${PACK}/depenses-epci`);
    await page.waitForSelector(".cm-content");
    const before = await page.innerText("form#editor-form");
    await write(page, "import matplotlib.pyplot as plt\nx = [1, 2, 3]\nplt.plot(x)\nprint('<b>bonjour</b>')\n");
    await page.click("button[value=run]");
    await page.waitForSelector("#result[data-state=run]");
    assert.match(await page.innerText("#result pre"), /<b>bonjour<\/b>/);
    await page.click("#result summary");
    assert.match(await page.innerText("#result table"), /x\s+list\s+\[1, 2, 3\]/);
    const width = await page.locator("#result img").evaluate((img) => img.naturalWidth);
    assert.ok(width > 200, `the figure is ${width} px wide`);
    await page.reload();
    const left = /reste (\d+)/;
    assert.equal((await page.innerText("form#editor-form")).match(left)[1], before.match(left)[1]);
    assert.deepEqual(agent.complaints, []);
});

test("R code runs as well, and shows what it leaves and what it draws", async () => {
    const agent = await visitor();
    const { page, go } = agent;
    await signIn(agent, "demo");
    await go("/exercises/r-premiers-pas/ozone-moyen");
    await page.waitForSelector(".cm-content");
    await write(page, "x <- c(1, NA, 3)\nprint(mean(x, na.rm = TRUE))\nd <- data.frame(a = 1:3, b = 4:6)\n");
    await page.click("button[value=run]");
    await page.waitForSelector("#result[data-state=run]");
    assert.match(await page.innerText("#result pre"), /\[1\] 2/);
    await page.click("#result summary");
    assert.match(await page.innerText("#result table"), /d\s+data\.frame\s+3 × 2[^]*x\s+double\s+c\(1, NA, 3\)/);
    // A picture that is drawn here, and words for whoever can't see it.
    await write(page, "barplot(c(Ain = 3, Var = 1), main = '<b>Bilan</b>', ylab = 'Nombre')\npie(1:3)\n");
    await page.click("button[value=run]");
    await page.waitForSelector("#result img");
    const [bars, pie] = await page.locator("#result img").all();
    assert.equal(
        await bars.getAttribute("alt"),
        "Figure 1, dessinée par votre programme : diagramme en barres « <b>Bilan</b> », en ordonnée « Nombre »",
    );
    assert.match(await pie.getAttribute("alt"), /^Figure 2, .* diagramme circulaire$/);
    const width = await bars.evaluate((img) => img.decode().then(() => img.naturalWidth));
    assert.equal(width, 576);
    await write(page, await exerciseFile("r-premiers-pas/ozone-moyen/solution.R"));
    await page.click("button[value=check]");
    await page.waitForSelector("#result[data-state=graded] .alert.right");
    assert.deepEqual(agent.complaints, []);
});

test("without JavaScript the same work is done, and nothing written is lost", async () => {
    const agent = await visitor({ script: false });
    const { page, go } = agent;
    await signIn(agent, "demo");
    await go(`/exercises/${PACK}/dpe-passoires?starter=1`);
    const solution = await exerciseFile(`${PACK}/dpe-passoires/solution.py`);
    await page.fill("#source", solution);
    await page.click("button[value=run]");
    assert.match(await page.innerText("#result"), /s'est exécuté/);
    await page.click("button[value=check]");
    assert.match(page.url(), /submission=/);
    assert.match(await page.innerText("#result"), /Tout est juste/);
    await page.fill("#source", "# en cours\n");
    await page.click("text=Enregistrer le brouillon");
    await go("/exercises");
    await go(`/exercises/${PACK}/dpe-passoires`);
    assert.equal(await page.inputValue("#source"), "# en cours\n");

    // A session that ends while one writes takes nothing along.
    await page.fill("#source", "# écrit après la fin de la session\n");
    await agent.context.clearCookies();
    await page.click("button[value=check]");
    assert.match(await page.innerText("main"), /votre code est gardé/);
    await page.fill("[name=name]", "demo");
    await page.fill("[name=password]", passwords.demo);
    await page.click("main form button");
    assert.equal(await page.inputValue("#source"), "# écrit après la fin de la session\n");
});

test("two windows on one draft never overwrite each other unasked", async () => {
    const first = await visitor({ script: false });
    await signIn(first, "demo");
    const second = await first.context.newPage();
    const address = `${url}/exercises/${PACK}/frequentation-mensuelle`;
    await first.page.goto(address);
    await second.goto(address);
    await first.page.fill("#source", "premier\n");
    await first.page.click("text=Enregistrer le brouillon");
    await second.fill("#source", "second\n");
    await second.click("text=Enregistrer le brouillon");
    assert.match(await second.innerText("main"), /Deux brouillons/);
    assert.equal(await second.inputValue("#source"), "second\n");
    await second.click("text=Enregistrer le brouillon");
    await first.page.goto(address);
    assert.equal(await first.page.inputValue("#source"), "second\n");
});

test("the keyboard alone is enough, into the editor and out of it", async () => {
    const agent = await visitor();
    const { page, go } = agent;
    await signIn(agent, "demo");
    await go(`/exercises/${PACK}/dpe-passoires?starter=1`);
    await page.waitForSelector(".cm-content");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.className"), "skip");
    const focused = () =>
        page.evaluate(() => {
            const inner = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
            return `${inner.className} ${inner.textContent}`;
        });
    let steps = 0;
    while (!(await focused()).includes("cm-content")) {
        await page.keyboard.press("Tab");
        assert.ok(++steps < 60, "the editor is reached");
    }
    await page.keyboard.press("Control+A");
    await paste(page, await exerciseFile(`${PACK}/dpe-passoires/solution.py`));
    await page.keyboard.press("Tab");
    assert.match(await focused(), /cm-content/, "Tab indents");
    await page.keyboard.press("Control+Z");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.match(await focused(), /Vérifier/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#result[data-state=graded] .alert.right");
    assert.equal(await page.evaluate("document.activeElement.id"), "result");
    assert.deepEqual(agent.complaints, []);
});
