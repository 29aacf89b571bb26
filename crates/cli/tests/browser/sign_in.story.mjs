// Signing in through a real provider, registered with as ProConnect is. Told in order: it ends with who has an account.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";

import { exerciseFile, faults, passwords, signIn, stop, url, visitor, write } from "./browser.mjs";

const issuer = process.env.SPYRALES_ISSUER;
const provider = new URL(issuer).origin;
const pkce = process.env.SPYRALES_PROVIDER_PKCE === "1";
const https = url.startsWith("https:");
// A name that browsers take over HTTPS from this very host alone.
const cookieName = https ? "__Host-spyrales" : "spyrales";
const control = (what) => fetch(`${provider}/control/${what}`, { method: "POST" });

after(stop);

/** Has time pass for the service, by way of its database. */
function sql(statement) {
    const change = "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as it: it.execute(sys.argv[2])";
    execFileSync("python3", ["-c", change, `${process.env.SPYRALES_DATA}/spyrales.sqlite3`, statement]);
}

/** Goes to the provider from the sign-in page and says who they are there. */
async function come({ page, go }, who, next = "/") {
    await go(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.click("main a[href^='/sign-in/oidc']");
    await page.waitForURL(`${provider}/interaction/**`);
    await page.click(`button[value="${who}"]`);
    await page.waitForURL(`${url}/**`);
}

async function account({ page, go }) {
    await go("/account");
    return page.innerText("main dl");
}

async function alert(page) {
    return page.innerText("[role=alert]");
}

/** What a browser holds against our own pages. */
const ours = (complaints) => complaints.filter((complaint) => !complaint.startsWith(`asked ${provider}/`));

const kept = { domain: new URL(url).hostname, path: "/", httpOnly: true, secure: https, sameSite: "Lax" };
const flags = ({ name, domain, path, httpOnly, secure, sameSite }) => ({ name, domain, path, httpOnly, secure, sameSite });

async function isNobody({ page, go }) {
    await go("/me");
    assert.equal(new URL(page.url()).pathname, "/sign-in", "nobody is signed in");
}

test("a provider that can't be reached is told, and tried again", async () => {
    const { page, go } = await visitor();
    await go("/sign-in");
    await page.click("main a[href^='/sign-in/oidc']");
    assert.match(await alert(page), /ne répond pas/);
    assert.deepEqual(await faults(page), []);
    assert.equal(await page.locator("main a[href='/sign-in']").count(), 1, "the local account is offered");
    await control(`register?url=${encodeURIComponent(url)}`);
    await page.click("main a[href='/sign-in/oidc']");
    await page.waitForURL(`${provider}/interaction/**`);
});

test("an agent signs in, signs out there as well, and finds their account again", async () => {
    const agent = await visitor();
    const { page, go } = agent;
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await come(agent, "camille", "/exercises?level=1");
    assert.equal(page.url(), `${url}/exercises?level=1`, "where they were going");
    const said = await account(agent);
    for (const part of ["camille.martin\n", "Camille Martin", "camille.martin@example.gouv.fr", "agent", "Un ministère"]) assert.ok(said.includes(part), `${part} in ${said}`);
    assert.match(await page.innerText("section[aria-labelledby=identities]"), /reliée le/);

    const { searchParams: sent } = asked.find((address) => address.pathname === "/api/v2/authorize");
    assert.deepEqual([...sent.keys()].sort(), ["claims", "client_id", "nonce", "redirect_uri", "response_type", "scope", "state", ...(pkce ? ["code_challenge", "code_challenge_method"] : [])].sort());
    assert.equal(sent.get("response_type"), "code");
    assert.equal(sent.get("scope"), "openid given_name usual_name email uid siret idp_id roles organization_label");
    assert.deepEqual(JSON.parse(sent.get("claims")), { id_token: { acr: { essential: true, values: ["eidas0-mfa", "eidas1-mfa", "eidas2", "eidas3"] } } });
    assert.ok(sent.get("state").length >= 32 && sent.get("nonce").length >= 32);
    assert.notEqual(sent.get("state"), sent.get("nonce"));

    await page.click("form[action='/sign-out'] button");
    await page.waitForURL(`${provider}/api/v2/session/end?**`);
    const { searchParams: left } = new URL(page.url());
    assert.deepEqual([...left.keys()].sort(), ["id_token_hint", "post_logout_redirect_uri", "state"]);
    assert.equal(left.get("post_logout_redirect_uri"), `${url}/signed-out`);
    assert.ok(left.get("state").length >= 32);
    await page.click("button[name=logout]");
    await page.waitForURL(`${url}/`);
    await isNobody(agent);

    // The provider asks who they are, so its session has ended too.
    await come(agent, "camille");
    assert.equal(await account(agent), said);
    const cookies = (await agent.context.cookies(url)).filter(({ name }) => name.includes("spyrales"));
    cookies.sort((one, other) => one.name.length - other.name.length);
    assert.deepEqual(cookies.map(flags), [{ name: cookieName, ...kept }, { name: `${cookieName}-known`, ...kept }]);
    assert.deepEqual(ours(agent.complaints), []);
});

test("the choice of a language is kept as safely as the address is", async () => {
    const person = await visitor();
    await person.go("/language/en?next=/sign-in");
    const [cookie] = await person.context.cookies(url);
    assert.deepEqual([cookie.name, cookie.value, cookie.secure, cookie.sameSite], ["lang", "en", https, "Lax"]);
});

test("on the way to the provider, one cookie is kept, and none that opens anything after signing out", async () => {
    const person = await visitor();
    const cookies = async () => (await person.context.cookies(url)).filter(({ name }) => name.includes("spyrales")).map(flags);
    await person.go("/sign-in/oidc");
    await person.page.waitForURL(`${provider}/interaction/**`);
    assert.deepEqual(await cookies(), [{ name: `${cookieName}-attempt`, ...kept }]);
    await person.page.click("button[value=camille]");
    await person.page.waitForURL(`${url}/**`);
    await person.page.click("form[action='/sign-out'] button");
    await person.page.waitForURL(`${provider}/api/v2/session/end?**`);
    assert.deepEqual(await cookies(), [{ name: `${cookieName}-known`, ...kept }]);
});

if (!pkce) {
    test("signing in takes no script", async () => {
        const agent = await visitor({ script: false });
        await come(agent, "camille");
        assert.match(await account(agent), /camille\.martin\n/);
        await agent.page.click("form[action='/sign-out'] button");
        await agent.page.waitForURL(`${provider}/api/v2/session/end?**`);
    });

    test("a provider that has changed its keys is asked for the new ones, once it answers", async () => {
        await control("rotate");
        await control("next?deed=deaf");
        const person = await visitor();
        await come(person, "camille");
        assert.match(await alert(person.page), /ne répond pas/);
        await isNobody(person);
        await person.go("/sign-in/oidc");
        await person.page.waitForURL(`${url}/`);
        assert.match(await account(person), /camille\.martin\n/);
    });

    test("an agent comes through the provider, solves exercises in Python and in R, and an employer verifies what they earned", async () => {
        const agent = await visitor();
        const { page, go } = agent;
        await come(agent, "camille", "/exercises");
        for (const [exercise, solution] of [
            ["python-preparer-donnees/budget-types", "solution.py"],
            ["python-preparer-donnees/dpe-passoires", "solution.py"],
            ["r-premiers-pas/ozone-moyen", "solution.R"],
        ]) {
            await go(`/exercises/${exercise}`);
            await page.waitForSelector(".cm-content");
            await write(page, await exerciseFile(`${exercise}/${solution}`));
            await page.click("button[value=check]");
            await page.waitForSelector("#result[data-state=graded] .alert.right", { timeout: 120_000 });
        }
        await go("/me");
        assert.match(await page.innerText("main"), /Programmer en R[^]*1 sur 4/);
        await page.click("text=Demander le certificat du palier 1");
        // Browsers show a PDF file instead of saving it.
        const address = await page.getAttribute(".certificate a:text-is('PDF')", "href");
        const pdf = await (await page.request.get(new URL(address, url).href)).body();
        assert.deepEqual(ours(agent.complaints), []);

        const employer = await visitor();
        await employer.go("/verify");
        await employer.page.setInputFiles("#file", { name: "certificat.pdf", mimeType: "application/pdf", buffer: pdf });
        await employer.page.click("main form button");
        await employer.page.waitForSelector(".verdict");
        assert.match(await employer.page.innerText(".verdict"), /authentique/);
        assert.deepEqual(ours(employer.complaints), []);
    });

    test("code that is sent after the session ran out waits at the end of the way through the provider", async () => {
        for (const script of [false, true]) {
            const agent = await visitor({ script });
            const { page, go } = agent;
            const path = "/exercises/python-preparer-donnees/budget-types";
            await come(agent, "camille", path);
            const code = `# ${script ? "avec" : "sans"} script\n`;
            const type = (text) => (script ? write(page, text) : page.fill("#source", text));
            await type(code);
            sql("UPDATE sessions SET expires_at = unixepoch() * 1000000 - 1");
            await page.click("button[value=check]");
            await page.waitForSelector("main a[href^='/sign-in/oidc']");
            assert.match(await alert(page), /votre code est gardé/);
            assert.equal(await page.locator("textarea").count(), 0, "it needn't be carried");
            if (script) assert.deepEqual(await faults(page), []);
            await page.click("main a[href^='/sign-in/oidc']");
            await page.waitForURL(url + path);
            assert.equal(await page.inputValue("#source"), code);
            // Another window has saved since: that isn't replaced by who isn't here.
            await type("# périmé\n");
            sql("UPDATE drafts SET revision = revision + 5, source = '# plus récent'");
            sql("UPDATE sessions SET expires_at = unixepoch() * 1000000 - 1");
            await page.click("button[value=check]");
            await page.waitForSelector("main a[href^='/sign-in/oidc']");
            assert.equal(await page.inputValue("textarea"), "# périmé\n");
            await page.click("main a[href^='/sign-in/oidc']");
            await page.waitForURL(url + path);
            if (!script) assert.equal(await page.inputValue("#source"), "# plus récent");
            // Nobody knows whose it is: it's shown, and said not to follow.
            await type("# sans session\n");
            await agent.context.clearCookies({ name: "spyrales" });
            await page.click("button[value=check]");
            await page.waitForSelector("main a[href^='/sign-in/oidc']");
            assert.match(await page.innerText("main"), /ne vous suivrait pas\s: copiez-le/);
            assert.equal(await page.inputValue("textarea"), "# sans session\n");
            if (script) assert.deepEqual(await faults(page), []);
        }
    });

    test("a name that is taken is followed by a number", async () => {
        const agent = await visitor();
        await come(agent, "another-camille");
        assert.match(await account(agent), /camille\.martin-2\n[^]*Camille Martin-Duval/);
    });

    test("who may not sign in is told why, and who may", async () => {
        for (const [who, why] of [
            ["", /refusée ou abandonnée/],
            ["company", /destiné aux agents publics/],
            ["without-address", /adresse électronique/],
        ]) {
            const person = await visitor();
            await come(person, who);
            assert.match(await alert(person.page), why);
            assert.deepEqual(await faults(person.page), [], who);
            assert.equal(await person.page.locator("main a[href='/sign-in']").count(), 1);
            if (who === "company") assert.match(await person.page.innerText("main ul"), /les agents de l'État/);
            await isNobody(person);
            assert.deepEqual(ours(person.complaints), []);
        }
    });

    test("what the provider didn't say, or not to us, signs nobody in", async () => {
        for (const [deed, why] of [
            ["nonce", /n'a pas pu être vérifiée/],
            ["audience", /n'a pas pu être vérifiée/],
            ["issuer", /n'a pas pu être vérifiée/],
            ["expired", /n'a pas pu être vérifiée/],
            ["party", /n'a pas pu être vérifiée/],
            ["several", /n'a pas pu être vérifiée/],
            ["early", /n'a pas pu être vérifiée/],
            ["future", /n'a pas pu être vérifiée/],
            ["old", /n'a pas pu être vérifiée/],
            ["unsigned", /n'a pas pu être vérifiée/],
            ["hmac", /n'a pas pu être vérifiée/],
            ["signature", /n'a pas pu être vérifiée/],
            ["key", /n'a pas pu être vérifiée/],
            ["late", /n'a pas pu être vérifiée/],
            ["subject", /n'a pas pu être vérifiée/],
            ["plain", /n'a pas pu être vérifiée/],
            ["forged", /n'a pas pu être vérifiée/],
            ["weak", /second facteur/],
        ]) {
            const person = await visitor();
            await control(`next?deed=${deed}`);
            await come(person, "camille");
            assert.match(await alert(person.page), why, deed);
            await isNobody(person);
            // Nothing of it stays.
            await person.go("/sign-in/oidc");
            await person.page.waitForURL(`${url}/`);
            assert.match(await account(person), /camille\.martin\n/, deed);
        }
    });

    test("an answer is taken from the browser that was sent, once, and as it was sent", async () => {
        const person = await visitor();
        const { page, context } = person;
        // Up to the provider's answer, which is held back.
        await person.go("/sign-in/oidc?next=/me");
        const said = await context.request.post(page.url(), { form: { who: "camille" }, maxRedirects: 0 });
        const resumed = await context.request.get(said.headers().location, { maxRedirects: 0 });
        const answer = resumed.headers().location;
        assert.ok(answer.startsWith(`${url}/sign-in/oidc/callback?`), answer);
        const [attempt] = (await context.cookies(url)).filter((cookie) => cookie.name === "spyrales-attempt");

        const stranger = await visitor();
        await stranger.page.goto(answer);
        assert.match(await alert(stranger.page), /aucune connexion commencée/);

        const tampered = new URL(answer);
        const state = tampered.searchParams.get("state");
        tampered.searchParams.set("state", `${state.startsWith("A") ? "B" : "A"}${state.slice(1)}`);
        const ask = (address, cookie) => fetch(address, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
        const kept = `spyrales-attempt=${attempt.value}`;
        assert.equal((await ask(tampered, kept)).status, 400, "another state");
        const [ends, secret] = attempt.value.split(".");
        const elsewhere = Buffer.from("sign-in /account").toString("base64url");
        assert.equal((await ask(answer, `spyrales-attempt=${ends}.${secret}.${elsewhere}`)).status, 400, "another attempt");
        assert.equal((await ask(`${answer}&iss=x`.replace(/iss=[^&]*&(.*)iss=x/, "$1iss=https://another.example"), kept)).status, 502, "another provider");
        await page.goto(answer);
        assert.equal(page.url(), `${url}/me`);
        assert.equal((await ask(answer, kept)).status, 502, "once: the provider takes no code twice");
    });

    test("an address that is known opens nothing until its account confirms it", async () => {
        const person = await visitor();
        const { page, go } = person;
        await come(person, "demo");
        assert.match(await alert(page), /Un compte existe déjà/);
        assert.match(await page.innerText("main pre"), new RegExp(`spyrales user link NOM-DU-COMPTE --issuer '${issuer}' --sub 'demo'`));
        assert.deepEqual(await faults(page), []);
        await isNobody(person);
        // The old account confirms.
        await signIn(person, "demo");
        await go("/account");
        assert.deepEqual(await faults(page), []);
        await page.click("form[action='/account/identities'] button");
        await page.waitForURL(`${url}/account#identities`);
        assert.match(await page.innerText("section[aria-labelledby=identities]"), /reliée le/);
        assert.deepEqual(ours(person.complaints), []);
        const again = await visitor();
        await come(again, "demo");
        assert.match(await account(again), /demo\n/);
        // What opens one account can't be linked with another.
        const other = await visitor();
        await signIn(other, "demo-formation");
        await other.go("/account");
        await other.page.click("form[action='/account/identities'] button");
        await other.page.waitForURL(`${provider}/interaction/**`);
        await other.page.click("button[value=demo]");
        await other.page.waitForURL(`${url}/**`);
        assert.match(await alert(other.page), /ouvre déjà un autre compte/);
        assert.deepEqual(await faults(other.page), []);
        // An administrator sees what opens the account.
        for (const lang of ["fr-FR", "en-GB"]) {
            const administrator = await visitor({ lang });
            await signIn(administrator, "demo-administration");
            await administrator.go("/admin/users?q=DEMO@");
            await administrator.page.click("table a");
            assert.ok((await administrator.page.innerText("section[aria-labelledby=identities]")).includes(issuer));
            assert.deepEqual(await faults(administrator.page), []);
        }
    });

    test("who signed in long ago shows once more who they are, before what outlasts their session", async () => {
        const agent = await visitor();
        const { page, go } = agent;
        await come(agent, "camille");
        sql("UPDATE sessions SET opened_at = 0");
        await go("/account");
        for (const asked of ["tokens", "password", "identities"]) assert.equal(await page.locator(`form[action='/account/${asked}']`).count(), 0, asked);
        assert.deepEqual(await faults(page), []);
        // A form that was open before is refused as well.
        const stale = await page.request.post(`${url}/account/tokens`, { form: { label: "x", scope: "read", days: "3" } });
        assert.equal(stale.status(), 422);
        await page.click("section[aria-labelledby=tokens] form[action='/account/confirm'] button");
        await page.waitForURL(`${url}/account#tokens`);
        await page.fill("form[action='/account/tokens'] [name=label]", "carnet");
        await page.click("form[action='/account/tokens'] button");
        assert.match(await page.inputValue("[role=status] input"), /^spy_/);
        assert.deepEqual(await faults(page), []);
        // Whoever has a password gives it.
        const local = await visitor();
        await signIn(local, "demo-formation");
        sql("UPDATE sessions SET opened_at = 0");
        for (const [password, expected] of [["faux", "alert"], [passwords["demo-formation"], "status"]]) {
            await local.go("/account");
            await local.page.fill("form[action='/account/tokens'] [name=label]", "carnet");
            await local.page.fill("form[action='/account/tokens'] [name=password]", password);
            await local.page.click("form[action='/account/tokens'] button");
            assert.equal(await local.page.locator(`[role=${expected}]`).count(), 1, expected);
            assert.deepEqual(await faults(local.page), []);
        }
    });

    test("a link is for who asked for it: signed out meanwhile, nothing is linked", async () => {
        const person = await visitor();
        await signIn(person, "demo-formation");
        await person.go("/account");
        await person.page.click("form[action='/account/identities'] button");
        await person.page.waitForURL(`${provider}/interaction/**`);
        await person.context.clearCookies({ name: "spyrales" });
        await person.page.click("button[value='camille-elsewhere']");
        await person.page.waitForURL(`${url}/**`);
        assert.match(await alert(person.page), /y rester connecté/);
    });

    test("who changed ministry is linked by an administrator", async () => {
        const person = await visitor();
        await come(person, "camille-elsewhere");
        assert.match(await alert(person.page), /Un compte existe déjà/);
        const line = ["user", "link", "camille.martin", "--issuer", issuer, "--sub", "camille-elsewhere", "--data", process.env.SPYRALES_DATA];
        execFileSync(process.env.SPYRALES_BINARY, line);
        await person.go("/sign-in/oidc");
        await person.page.waitForURL(`${url}/`);
        // The provider says who employs them now.
        assert.match(await account(person), /camille\.martin\n[^]*Une collectivité/);
    });
}

// Where few have come back for nothing so far: the service counts them.
if (pkce) {
    for (const lang of ["fr-FR", "en-GB"]) {
        test(`axe finds nothing to mend on the way there and back, in ${lang}`, async () => {
            const found = [];
            const look = async (person, where) => {
                assert.equal(await person.page.getAttribute("html", "lang"), lang.slice(0, 2), where);
                for (const fault of await faults(person.page)) found.push(`${where} ${fault}`);
            };
            for (const who of ["", "company", "without-address", "camille-elsewhere", "weak"]) {
                const person = await visitor({ lang });
                if (who === "weak") await control("next?deed=weak");
                await come(person, who === "weak" ? "camille" : who);
                assert.equal(await person.page.locator("[role=alert]").count(), 1, who);
                await look(person, `refused ${who}`);
            }
            const person = await visitor({ lang });
            await person.go("/sign-in/oidc/callback?state=x");
            await look(person, "stale");
            await come(person, "camille");
            // The page that goes on to the provider, which doesn't answer here.
            await person.page.route(`${provider}/**`, (route) => route.fulfill({ status: 204 }));
            await person.go("/account");
            await person.page.click("form[action='/account/identities'] button");
            await person.page.waitForSelector(`main a[href^='${provider}/']`);
            await look(person, "leaving to link");
            await person.page.click("form[action='/sign-out'] button");
            await person.page.waitForSelector(`main a[href^='${provider}/api/v2/session/end']`);
            await look(person, "leaving");
            assert.deepEqual(found, []);
        });
    }

    test("answers that nobody asked for hold nobody up", async () => {
        const person = await visitor();
        for (let n = 0; n < 104; n++) {
            const answer = await person.page.goto(`${url}/sign-in/oidc/callback?state=x`);
            assert.equal(answer.status(), 400);
        }
        assert.deepEqual(await faults(person.page), []);
    });
}
