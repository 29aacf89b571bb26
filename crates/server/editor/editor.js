// The code editor over a text area: CodeMirror 6 with what the exercises are written in.
//
// It lives in a shadow root, where CodeMirror's styles are adopted sheets: the pages' Content-Security-Policy, which
// allows no inline style, stays as strict as it is.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { sql, SQLite } from "@codemirror/lang-sql";
import { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { r } from "@codemirror/legacy-modes/mode/r";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const languages = {
    python: () => [python(), indentUnit.of("    ")],
    r: () => [StreamLanguage.define(r), indentUnit.of("  ")],
    sql: () => [sql({ dialect: SQLite }), indentUnit.of("  ")],
};

// Contrast of at least 4.5 on the editor's paper, in both schemes.
const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "light-dark(#7a2f8f, #d9a5ea)" },
    { tag: [tags.string, tags.special(tags.string)], color: "light-dark(#1c6a38, #8fd6a6)" },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "light-dark(#8a4a00, #f0bd7c)" },
    { tag: [tags.comment], color: "light-dark(#5c666d, #9fabb3)", fontStyle: "italic" },
    { tag: [tags.function(tags.variableName), tags.definition(tags.variableName)], color: "light-dark(#14507a, #8ec7ea)" },
    { tag: [tags.className, tags.typeName], color: "light-dark(#7a4100, #e6c38f)" },
    { tag: tags.invalid, textDecoration: "underline wavy" },
]);

const look = EditorView.theme({
    "&": { color: "var(--pico-color)", backgroundColor: "var(--pico-form-element-background-color)", fontSize: "0.9rem", fontWeight: "400", maxHeight: "70vh" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "18rem" },
    ".cm-gutters": { backgroundColor: "var(--pico-card-sectioning-background-color)", color: "var(--pico-muted-color)", border: "0" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "light-dark(rgb(20 96 127 / 7%), rgb(134 200 230 / 9%))" },
    ".cm-cursor": { borderLeftColor: "var(--pico-color)" },
    "&.cm-focused": { outline: "3px solid var(--pico-primary)", outlineOffset: "-3px" },
    ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "light-dark(#cfe3ee, #2c4a5a)" },
    ".cm-tooltip": { backgroundColor: "var(--pico-card-background-color)", color: "var(--pico-color)" },
});

/** Puts an editor in an area's place; `read` tells what is in it. */
export function mount(area, { language, label, changed }) {
    const host = document.createElement("div");
    host.className = "editor";
    const root = host.attachShadow({ mode: "open", delegatesFocus: true });
    const inner = document.createElement("div");
    root.append(inner);
    area.before(host);
    const name = [...area.labels].map((one) => one.textContent.trim()).join(" ");
    const view = new EditorView({
        root,
        parent: inner,
        state: EditorState.create({
            doc: area.value,
            extensions: [
                lineNumbers(),
                highlightSpecialChars(),
                history(),
                drawSelection(),
                indentOnInput(),
                bracketMatching(),
                closeBrackets(),
                autocompletion(),
                highlightActiveLine(),
                syntaxHighlighting(colours),
                look,
                (languages[language] ?? languages.python)(),
                keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]),
                EditorView.contentAttributes.of({ "aria-label": `${name}. ${label}`, tabindex: "0", autocapitalize: "none", spellcheck: "false" }),
                EditorView.updateListener.of((update) => {
                    if (update.docChanged) {
                        area.value = view.state.doc.toString();
                        changed();
                    }
                }),
            ],
        }),
    });
    area.hidden = true;
    for (const one of area.labels) {
        one.addEventListener("click", (event) => {
            event.preventDefault();
            view.focus();
        });
    }
    return { read: () => view.state.doc.toString() };
}
