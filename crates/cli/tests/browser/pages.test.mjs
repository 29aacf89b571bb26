// Every page: accessible, in both languages, light, and of this host alone.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";

import { faults, signIn, stop, url, visitor, write } from "./browser.mjs";

after(stop);

const OPEN = ["/", "/path?goal=ml-2", "/exercises", "/exercises?level=9", "/exercises/r-premiers-pas/ozone-moyen", "/sign-in", "/verify", "/verify/none", "/accessibilite", "/libraries", "/api/v1/docs", "/problems/queue-full", "/achievements/prep-1/v1/criteria", "/nowhere"];
const OWN = ["/", "/path?goal=stat-3&language=r", "/exercises", "/exercises/python-preparer-donnees/budget-types", "/me", "/account"];

for (const [lang, html] of [["fr-FR", "fr"], ["en-GB", "en"]]) {
    test(`axe finds nothing to mend in ${html}`, async () => {
        const guest = await visitor({ lang });
        const person = await visitor({ lang });
        await signIn(person, "demo");
        const found = [];
        for (const [who, paths] of [[guest, OPEN], [person, OWN]]) {
            for (const path of paths) {
                await who.go(path);
                assert.equal(await who.page.getAttribute("html", "lang"), html, path);
                for (const fault of await faults(who.page)) found.push(`${path} ${fault}`);
            }
            assert.deepEqual(who.complaints, []);
        }
        assert.deepEqual(found, []);
    });
}

test("pages are light, and lighter without the editor", async () => {
    const person = await visitor();
    await signIn(person, "demo");
    for (const [path, most] of [["/", 60_000], ["/exercises", 60_000], ["/me", 60_000], ["/verify", 60_000], ["/exercises/python-preparer-donnees/budget-types", 300_000]]) {
        const context = await (await visitor()).context;
        await context.addCookies(await person.context.cookies());
        const page = await context.newPage();
        let bytes = 0;
        const bodies = [];
        page.on("response", (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))));
        await page.goto(url + path, { waitUntil: "networkidle" });
        for (const body of await Promise.all(bodies)) bytes += gzipSync(body).length;
        assert.ok(bytes > 1000 && bytes < most, `${path} takes ${bytes} bytes`);
        await context.close();
    }
});

test("headers and cookies are what they should be", async () => {
    const answer = await fetch(`${url}/sign-in`);
    const policy = answer.headers.get("content-security-policy");
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
        assert.ok(policy.includes(part), part);
    }
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    const person = await visitor();
    await signIn(person, "demo");
    const [session] = (await person.context.cookies()).filter((cookie) => cookie.name === "spyrales");
    assert.equal(session.httpOnly, true);
    assert.equal(session.sameSite, "Lax");
    const forged = await fetch(`${url}/sign-out`, { method: "POST", redirect: "manual", headers: { cookie: `spyrales=${session.value}`, origin: "https://evil.example" } });
    assert.equal(forged.status, 403);
    await person.go("/me");
    assert.equal(new URL(person.page.url()).pathname, "/me", "still signed in");
});

test("passwords can't be tried for ever", async () => {
    const attempt = () =>
        fetch(`${url}/sign-in`, { method: "POST", body: new URLSearchParams({ name: "personne", password: "x" }), redirect: "manual" });
    const statuses = [];
    for (let n = 0; n < 11; n++) statuses.push((await attempt()).status);
    assert.deepEqual(statuses, [...Array(10).fill(401), 429]);
});

test("what people and programs write is shown as they wrote it, and does nothing", async () => {
    const agent = await visitor();
    const { page, go } = agent;
    await signIn(agent, "demo");
    const attack = `<img src=x onerror=alert(1)><script>alert(2)</script>"'><svg/onload=alert(3)>`;
    await go("/exercises/python-preparer-donnees/frequentation-mensuelle");
    await page.waitForSelector(".cm-content");
    const programs = [
        `print(${JSON.stringify(attack)})\nimport sys\nsys.stderr.write(${JSON.stringify(attack)})\nx = ${JSON.stringify(attack)}\n`,
        `class ${"E"}(Exception): pass\nE.__name__ = ${JSON.stringify(attack)}\nraise E(${JSON.stringify(attack)})\n`,
        `</textarea>${attack}`,
    ];
    for (const program of programs) {
        for (const deed of ["run", "check"]) {
            await write(page, program);
            await page.click(`button[value=${deed}]`);
            await page.waitForSelector(`#result[data-state=${deed === "run" ? "run" : "graded"}]`);
            assert.equal(await page.locator("main script, main svg[onload], main img[src=x]").count(), 0);
        }
        // The same as the server writes it, without the script's help.
        await page.reload();
        assert.equal(await page.locator("main script, main svg[onload], main img[src=x]").count(), 0);
    }
    const token = await page.request.post(`${url}/account/tokens`, { form: { label: attack, scope: "read", days: "3" } });
    assert.equal(token.status(), 200);
    await go("/account");
    assert.ok((await page.innerText("main")).includes(attack));
    assert.deepEqual(agent.complaints, []);
});
