// A trainer publishes a pack; an administrator suspends a certificate, and an employer sees it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";

import { exerciseFile, faults, signIn, stop, url, visitor } from "./browser.mjs";
import { packFile } from "./pack.mjs";

after(stop);

const PACK = "python-preparer-donnees";

test("a trainer uploads a broken pack, mends it, publishes it, and retires it", async () => {
    const trainer = await visitor();
    const { page, go } = trainer;
    await signIn(trainer, "demo-formation");
    const upload = async (file) => {
        await go("/training");
        await page.setInputFiles("[name=pack]", file);
        await page.click("text=Téléverser et contrôler");
    };
    await upload(await packFile("essai-du-formateur", "1.0.0", (edit) => edit("budget-types/exercise.toml", "level = 1", "nivel = 1")));
    assert.match(await page.innerText("main"), /budget-types\/exercise\.toml[^]*nivel/);
    assert.deepEqual(await faults(page), []);
    await upload({ name: "x.zip", mimeType: "application/zip", buffer: Buffer.from("no zip at all") });
    assert.equal(await page.locator("[role=alert]").count(), 1);

    await upload(await packFile("essai-du-formateur", "1.0.0"));
    assert.match(await page.innerText("h1"), /essai-du-formateur/);
    assert.deepEqual(await faults(page), []);
    const draft = page.url();
    await page.click("a.title");
    assert.match(await page.innerText("main"), /Aperçu|aperçu|brouillon/i);
    assert.deepEqual(await faults(page), []);
    const agent = await visitor();
    await agent.go("/exercises");
    assert.doesNotMatch(await agent.page.innerText("main"), /essai-du-formateur/);
    await page.goto(draft);
    await page.click("main form[action$=publish] button");
    await agent.go("/exercises");
    assert.match(await agent.page.innerText("main"), /essai-du-formateur/);
    await go("/training/packs/essai-du-formateur");
    await page.click("main form[action$=retire] button");
    await agent.go("/exercises");
    assert.doesNotMatch(await agent.page.innerText("main"), /essai-du-formateur/);
    assert.deepEqual(trainer.complaints, []);
});

test("an administrator suspends a certificate, the employer and its holder see it, and it is on record", async () => {
    const holder = await visitor({ script: false });
    await signIn(holder, "demo");
    for (const exercise of ["budget-types", "dpe-passoires"]) {
        await holder.go(`/exercises/${PACK}/${exercise}`);
        await holder.page.fill("#source", await exerciseFile(`${PACK}/${exercise}/solution.py`));
        await holder.page.click("button[value=check]");
        await holder.page.waitForSelector("#result .alert.right");
    }
    await holder.go("/me");
    const ask = holder.page.locator("text=Demander le certificat du palier 1");
    if ((await ask.count()) > 0) await ask.first().click();
    const address = await holder.page.getAttribute(".certificate h3 a", "href");

    const administrator = await visitor();
    const { page, go } = administrator;
    await signIn(administrator, "demo-administration");
    await go(`/admin/certificates?q=${address.split("/").pop()}`);
    await page.fill("[name=reason]", "Contrôle en cours");
    await page.click("button[value=suspended]");
    const employer = await visitor();
    await employer.go(address);
    assert.match(await employer.page.innerText(".verdict"), /suspendu/i);
    await holder.go("/me");
    assert.match(await holder.page.innerText("main"), /suspendu[^]*Contrôle en cours/);
    await go("/admin/acts");
    assert.match(await page.innerText("main"), /demo-administration/);
    await go(`/admin/certificates?q=${address.split("/").pop()}`);
    assert.deepEqual(await faults(page), []);
    await page.fill("[name=reason]", "Contrôle terminé");
    await page.click("button[value=reinstated]");
    await employer.go(address);
    assert.match(await employer.page.innerText(".verdict"), /authentique/);
    assert.deepEqual(administrator.complaints, []);
});

test("an administrator makes an organisation, mends its number, puts people into it, and merges it", async () => {
    const administrator = await visitor();
    const { page, go } = administrator;
    await signIn(administrator, "demo-administration");
    const make = async (name, sirets) => {
        await go("/admin/organisations");
        await page.fill("[name=name]", name);
        await page.fill("[name=sirets]", sirets);
        await page.click("text=Créer l'organisation");
    };
    const alert = () => page.innerText("[role=alert]");
    await make("Ministère de l'Essai", "130 025 265 00014");
    assert.match(await alert(), /130 025 265 00014[^]*clé de contrôle/);
    assert.equal(await page.inputValue("[name=name]"), "Ministère de l'Essai", "nothing to write again");
    assert.deepEqual(await faults(page), []);
    await page.fill("[name=sirets]", "35600000000048\n\n 356 000 000 49837");
    await page.click("text=Créer l'organisation");
    assert.equal(await page.innerText("h1"), "Ministère de l'Essai");
    const ministry = page.url();
    await make("Service à réunir", "356 000 000 00048");
    assert.match(await alert(), /déjà celui d'une autre organisation[^]*Ministère de l'Essai/);
    await make("Service à réunir", "");
    const service = page.url();

    await go("/admin/users?q=demo-formation");
    await page.click("table a");
    await page.fill("[name=organisation]", "Service à reunire");
    await page.click("text=Changer l'organisation");
    assert.match(await alert(), /Aucune organisation ne s'appelle «.Service à reunire.»/);
    // However far down the form is: a reader is there, and sees it.
    const seen = await page.locator("[role=alert]").evaluate((alert) => {
        const { top, bottom } = alert.getBoundingClientRect();
        return [document.activeElement === alert, top >= 0 && bottom <= innerHeight];
    });
    assert.deepEqual(seen, [true, true]);
    assert.deepEqual(await faults(page), []);
    await page.fill("[name=organisation]", "service a reunir");
    await page.click("text=Changer l'organisation");
    assert.match(await page.innerText("section[aria-labelledby=organisation]"), /Service à réunir[^]*par l'administration/);
    assert.deepEqual(await faults(page), []);

    await page.goto(service);
    await page.click("text=Supprimer cette organisation");
    assert.match(await alert(), /a des membres \(1\)/);
    assert.deepEqual(await faults(page), []);
    await page.fill("[name=into]", "Ministère");
    await page.click("text=Supprimer cette organisation");
    assert.match(await alert(), /Aucune organisation ne s'appelle «.Ministère.»/);
    assert.equal(await page.inputValue("[name=into]"), "Ministère", "nothing to write again");
    await page.fill("[name=into]", "service à réunir");
    await page.click("text=Supprimer cette organisation");
    assert.match(await alert(), /est cette organisation elle-même/);
    await page.fill("[name=into]", "356 000 000 49837");
    await page.click("text=Supprimer cette organisation");
    assert.equal(page.url(), ministry);
    assert.match(await page.innerText("section[aria-labelledby=headcount]"), /Membres\s+1\s[^]*moins de 5/);
    await page.click("section[aria-labelledby=headcount] a");
    assert.match(await page.innerText("main table"), /^(?!.*demo-administration)[^]*demo-formation/);
    await go("/admin/acts");
    assert.match(await page.innerText("main"), /Organisation supprimée[^]*Service à réunir → Ministère de l'Essai[^]*Organisation créée/);

    const trainer = await visitor();
    await signIn(trainer, "demo-formation");
    await trainer.go("/account");
    assert.match(await trainer.page.innerText("main dl"), /Ministère de l'Essai[^]*ne voit rien de vos résultats/);
    assert.deepEqual(await faults(trainer.page), []);
    assert.equal((await trainer.page.goto(ministry)).status(), 403);
    assert.equal((await trainer.page.request.post(`${ministry}/remove`, { form: { into: "" } })).status(), 403);
    assert.equal((await page.goto(service)).status(), 404);
    // Everybody gets what is kept of them.
    const archive = await (await trainer.page.request.get(`${url}/me/archive`)).body();
    const read = "import io, sys, zipfile; print(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).read('account.json').decode())";
    const { organisation } = JSON.parse(execFileSync("python3", ["-c", read], { input: archive }));
    assert.deepEqual([organisation.name, organisation.placedBy], ["Ministère de l'Essai", "administrator"]);
    assert.deepEqual(organisation.sirets, ["35600000000048", "35600000049837"]);

    // A name comes from a provider, too: it's shown as it was written, and does nothing.
    const attack = `<img src=x onerror=alert(1)>"'><svg/onload=alert(2)>`;
    await page.goto(ministry);
    await page.fill("[name=name]", attack);
    await page.click("text=Enregistrer");
    for (const [who, path] of [[page, "/admin/organisations"], [page, new URL(ministry).pathname], [page, "/admin/users?q=demo-formation"], [page, "/admin/acts"], [trainer.page, "/account"]]) {
        await who.goto(url + path);
        if (path.includes("users")) await who.click("table a");
        assert.ok((await who.innerText("main")).includes(attack), path);
        assert.equal(await who.locator("main img[src=x], main svg[onload]").count(), 0, path);
    }
    assert.deepEqual([...administrator.complaints, ...trainer.complaints], []);
});

test("nobody sees the pages of another role", async () => {
    const agent = await visitor();
    await signIn(agent, "demo");
    const trainer = await visitor();
    await signIn(trainer, "demo-formation");
    for (const [who, path] of [[agent, "/training"], [agent, "/admin"], [agent, "/admin/users"], [trainer, "/admin"], [trainer, "/admin/acts"]]) {
        const answer = await who.page.goto(url + path);
        assert.equal(answer.status(), 403, path);
    }
    const answer = await agent.page.request.post(`${url}/admin/users`, { form: { name: "intrus", display_name: "x", email: "x@example.fr", role: "administrator" } });
    assert.equal(answer.status(), 403);
});

for (const [lang, html] of [["fr-FR", "fr"], ["en-GB", "en"]]) {
    test(`axe finds nothing to mend on the staff's pages in ${html}`, async () => {
        const found = [];
        const visits = [
            ["demo-formation", ["/training", `/training/packs/${PACK}`, `/training/packs/${PACK}/budget-types`, `/training/packs/${PACK}/1.0.0/regrade`, "/training/reports"]],
            ["demo-administration", ["/admin", "/admin/users", "/admin/users?q=demo", "/admin/organisations", "/admin/organisations?q=nulle-part", "/admin/certificates", "/admin/keys", "/admin/acts"]],
        ];
        for (const [name, paths] of visits) {
            const who = await visitor({ lang });
            await signIn(who, name);
            for (const path of paths) {
                await who.go(path);
                assert.equal(await who.page.getAttribute("html", "lang"), html, path);
                for (const fault of await faults(who.page)) found.push(`${path} ${fault}`);
            }
            // One of those that the lists lead to.
            for (const list of name === "demo-administration" ? ["/admin/users", "/admin/organisations"] : []) {
                await who.go(list);
                await who.page.click("table a");
                for (const fault of await faults(who.page)) found.push(`one of ${list} ${fault}`);
            }
            assert.deepEqual(who.complaints, []);
        }
        assert.deepEqual(found, []);
    });
}
