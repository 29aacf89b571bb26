// The workshop, livelier: an editor over the text area, drafts that keep themselves, verdicts without a new page. Without
// this script the same form does the same work.

const form = document.getElementById("editor-form");
const area = document.getElementById("source");
const status = document.getElementById("draft-status");
const outcome = document.getElementById("outcome");
const revision = form.elements.namedItem("revision");
const words = form.dataset;
const signedIn = words.signedIn === "true";
const local = `spyrales-draft:${location.pathname}`;
const headers = { "x-spyrales-script": "1" };

/** What is in the editor. */
let read = () => area.value;
/** What the server has. */
let kept = area.value;

function tell(text) {
    status.textContent = text;
}

async function send(address, signal) {
    const body = new URLSearchParams({ source: read(), revision: revision.value });
    return fetch(address, { method: "POST", headers, body, signal });
}

// Drafts: in this browser at once, on the server a moment later.

let timer;

function changed() {
    try {
        localStorage.setItem(local, read());
    } catch {
        // Storage is full or switched off: the server keeps the draft all the same.
    }
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
}

async function keep() {
    clearTimeout(timer);
    const source = read();
    if (!signedIn || source === kept) {
        if (!signedIn) tell(words.local);
        return;
    }
    try {
        const response = await send(`${form.action}/draft`);
        if (response.status === 401) {
            tell(words.signedOut);
        } else if (response.status === 409) {
            // The form's own button shows both drafts and lets their person choose.
            tell((await response.json()).words);
        } else if (response.ok) {
            const saved = await response.json();
            revision.value = saved.revision;
            kept = source;
            localStorage.removeItem(local);
            tell(saved.words);
        } else {
            tell(words.local);
        }
    } catch {
        tell(words.local);
    }
}

// What a closed browser or a lost connection left here goes on where it was.
const left = localStorage.getItem(local);
const asked = new URLSearchParams(location.search);
if (left !== null && left !== area.value && !asked.has("from") && !asked.has("starter")) {
    area.value = left;
    tell(words.local);
}

// Verdicts.

function show(text) {
    outcome.innerHTML = "";
    const line = document.createElement("p");
    line.className = "alert";
    line.setAttribute("role", "status");
    line.textContent = text;
    outcome.append(line);
    if (waiting) line.append(waiting);
}

/** What is waited for: seconds that pass and, beyond two of them, a button that gives it up. */
let waiting = null;

function wait(cancel) {
    const begun = Date.now();
    const part = document.createElement("span");
    // Read out every second, it would be in the way.
    const seconds = document.createElement("span");
    seconds.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "secondary outline small";
    button.textContent = words.cancel;
    button.addEventListener("click", () => {
        button.disabled = true;
        cancel();
    });
    const ticking = setInterval(() => {
        const passed = Math.floor((Date.now() - begun) / 1000);
        if (passed < 2) return;
        seconds.textContent = ` ${passed} s `;
        if (!button.isConnected) part.append(button);
    }, 500);
    part.append(seconds);
    waiting = part;
    return () => {
        clearInterval(ticking);
        waiting = null;
    };
}

/** Waits until a submission is settled. */
function settled(id) {
    return new Promise((resolve) => {
        const events = new EventSource(`/submissions/${id}/events`);
        const done = () => {
            events.close();
            resolve();
        };
        events.addEventListener("queued", () => show(words.queued));
        events.addEventListener("grading", () => show(words.waiting));
        events.addEventListener("graded", done);
        events.addEventListener("set_aside", done);
        events.addEventListener("cancelled", done);
        events.addEventListener("error", done);
    });
}

async function check(button) {
    button.setAttribute("aria-busy", "true");
    show(words.waiting);
    try {
        const response = await send(form.action);
        if (response.status !== 202) {
            // A refusal is a page of its own: the form shows it, with the code.
            area.value = read();
            form.submit();
            return;
        }
        const { id } = await response.json();
        kept = read();
        const over = wait(() => fetch(`/submissions/${id}/cancel`, { method: "POST", headers, redirect: "manual" }));
        await settled(id).finally(over);
        const address = `${form.action}?submission=${id}`;
        const part = await fetch(`${address}&only=result`, { headers });
        if (!part.ok) {
            location.assign(address);
            return;
        }
        put(await part.text());
        history.replaceState(null, "", address);
    } catch {
        show(words.failed);
    } finally {
        button.removeAttribute("aria-busy");
    }
}

async function run(button) {
    button.setAttribute("aria-busy", "true");
    const abandoned = new AbortController();
    const over = wait(() => abandoned.abort());
    show(words.running);
    try {
        // The server ends what nobody waits for.
        const response = await send(`${form.action}/run`, abandoned.signal);
        if (response.ok) {
            kept = read();
            put(await response.text());
        } else {
            const problem = await response.json();
            over();
            show(`${problem.detail} ${problem.hint ?? ""}`);
        }
    } catch {
        over();
        show(abandoned.signal.aborted ? words.cancelled : words.failed);
    } finally {
        over();
        button.removeAttribute("aria-busy");
    }
}

/** Shows a result and goes there, for whoever reads with a screen reader. */
function put(html) {
    outcome.innerHTML = html;
    outcome.querySelector("#result").focus({ preventScroll: true });
    outcome.scrollIntoView({ block: "nearest" });
}

// A hint that is asked for: the result comes again, with it. What is in the editor stays.
outcome.addEventListener("submit", async (event) => {
    if (!event.target.hasAttribute("data-hint")) return;
    event.preventDefault();
    const check = event.target.closest("li").id;
    const { submission } = outcome.querySelector("#result").dataset;
    await fetch(event.target.action, { method: "POST", headers, redirect: "manual" });
    const part = await fetch(`${form.action}?submission=${submission}&only=result`, { headers });
    if (part.ok) {
        outcome.innerHTML = await part.text();
        const row = document.getElementById(check);
        row.tabIndex = -1;
        row.focus();
    } else {
        event.target.submit();
    }
});

const deeds = { check, run };

form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const deed = signedIn && button ? deeds[button.value] : undefined;
    if (deed) {
        event.preventDefault();
        deed(button);
    } else {
        area.value = read();
    }
});

area.addEventListener("input", changed);
addEventListener("pagehide", () => {
    if (signedIn && read() !== kept) {
        const body = new URLSearchParams({ source: read(), revision: revision.value });
        navigator.sendBeacon(`${form.action}/draft`, body);
    }
});

// The editor comes last: until it is there, and where it can't be had, the text area is the editor.
import(words.editor)
    .then(({ mount }) => {
        const editor = mount(area, { language: words.language, label: words.leave, changed });
        read = editor.read;
    })
    .catch(() => {});
