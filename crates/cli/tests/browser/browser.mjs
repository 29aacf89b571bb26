// A real browser, and what every story asks of a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

export const url = process.env.SPYRALES_URL;
/** Passwords by account name. */
export const passwords = JSON.parse(process.env.SPYRALES_PASSWORDS);
const exercises = process.env.SPYRALES_EXERCISES;

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;

/** The browser, started once. */
async function started() {
    browser ??= await chromium.launch({
        executablePath: process.env.SPYRALES_CHROMIUM,
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    return browser;
}

export async function stop() {
    await browser?.close();
}

/** Someone with a browser of their own; what their pages ask of other hosts, or complain of, is remembered. */
export async function visitor({ lang = "fr-FR", script = true, ...options } = {}) {
    const context = await (await started()).newContext({
        locale: lang,
        // The authority of the test's certificate is nobody's.
        ignoreHTTPSErrors: url.startsWith("https:"),
        javaScriptEnabled: script,
        reducedMotion: "reduce",
        viewport: { width: 1280, height: 900 },
        ...options,
    });
    const page = await context.newPage();
    const complaints = [];
    page.on("request", (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith("data:")) complaints.push(`asked ${request.url()}`);
    });
    page.on("pageerror", (error) => complaints.push(`error ${error.message}`));
    page.on("console", (message) => {
        if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
    });
    page.on("dialog", (dialog) => {
        complaints.push(`dialog ${dialog.message()}`);
        dialog.dismiss();
    });
    return { page, context, complaints, go: (path) => page.goto(url + path), shoot: (name) => shoot(page, name) };
}

/** Pictures of a page on a small and a large screen, for whoever names a folder for them (SPYRALES_PICTURES). */
async function shoot(page, name) {
    const folder = process.env.SPYRALES_PICTURES;
    if (!folder) return;
    for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    }
}

/** Signs in with an account of the demonstration. */
export async function signIn({ page, go }, name) {
    await go("/sign-in");
    await page.fill("[name=name]", name);
    await page.fill("[name=password]", passwords[name]);
    await page.click("main form button");
    await page.waitForURL(`${url}/`);
}

/** A file of an exercise that comes with the product. */
export function exerciseFile(path) {
    return readFile(`${exercises}/${path}`, "utf8");
}

/** Writes code into the editor, in place of what is there. */
export async function write(page, source) {
    await page.click(".cm-content");
    await page.keyboard.press("Control+A");
    await paste(page, source);
}

/** Pastes a text where the editor's cursor is, as the clipboard does. */
export function paste(page, source) {
    return page.locator(".cm-content").evaluate((content, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, source);
}

/** What axe finds wrong with a page, in both colour schemes and on a small and a large screen. It's a script itself, and
 * would wait for ever on a page that runs none. */
export async function faults(page) {
    const found = [];
    for (const width of [320, 1280]) {
        for (const colorScheme of ["light", "dark"]) {
            await page.setViewportSize({ width, height: 900 });
            // As for those who ask for nothing: a colour that faded would be looked at halfway.
            await page.emulateMedia({ colorScheme, reducedMotion: "no-preference" });
            // Through the debugger: the page's own policy lets no script in but ours.
            const debug = await page.context().newCDPSession(page);
            const evaluate = async (expression) => {
                const { result, exceptionDetails } = await debug.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
                if (exceptionDetails) throw new Error(exceptionDetails.text);
                return result.value;
            };
            await evaluate(axe);
            const violations = await evaluate(
                "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`))",
            );
            found.push(...violations.map((violation) => `${width} ${colorScheme} ${violation}`));
            const beyond = await evaluate("document.documentElement.scrollWidth - innerWidth");
            if (beyond > 0) found.push(`${width} the page is ${beyond} px too wide`);
            await debug.detach();
        }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    return found;
}
