//! Notebooks (`.ipynb`): their code cells, one after the other.

use serde_json::Value;
use spyrales_core::grading::Unreadable;
use spyrales_core::pack::RuntimeKind;
use spyrales_core::text::Bilingual;

use super::Source;
use super::magic;

/// The code of a notebook; nothing where the text is no notebook.
pub(super) fn cells(text: &str, runtime: RuntimeKind) -> Result<Option<Source>, Unreadable> {
    if !looks_like_one(text) {
        return Ok(None);
    }
    let Ok(notebook) = serde_json::from_str::<Value>(text) else {
        return Err(not_code(
            "Le fichier envoyé est un notebook (.ipynb), mais il est incomplet ou abîmé. Enregistrez-le de nouveau, ou exportez-le en script (Fichier, Enregistrer et exporter, Executable Script), puis envoyez-le de nouveau.",
            "The file that was sent is a notebook (.ipynb), but it is incomplete or damaged. Save it again, or export it as a script (File, Save and export, Executable Script), and send it again.",
        ));
    };
    // Version 3 of the format had them in a worksheet.
    let cells = notebook
        .get("cells")
        .or_else(|| notebook.pointer("/worksheets/0/cells"));
    let Some(cells) = cells.and_then(Value::as_array) else {
        return Ok(None);
    };
    if let Some(language) = other_language(&notebook, runtime) {
        return Err(not_code(
            &format!(
                "Le notebook envoyé est en {language}, et cet exercice attend du {}.",
                name(runtime)
            ),
            &format!(
                "The notebook that was sent is in {language}, and this exercise expects {}.",
                name(runtime)
            ),
        ));
    }
    let code: Vec<_> = cells
        .iter()
        .filter(|cell| cell.get("cell_type").and_then(Value::as_str) == Some("code"))
        .map(source)
        .filter(|code| !code.trim().is_empty())
        .collect();
    let mut joined = String::new();
    let mut foreign = Vec::new();
    for (number, code) in (1..).zip(&code) {
        match magic::foreign_cell(code) {
            Some(line) => foreign.push(line.to_owned()),
            None => joined.push_str(&format!("# Cellule {number}\n{}\n", code.trim_end())),
        }
    }
    let many = code.len() > 1;
    let mut notes = vec![Bilingual::new(
        format!(
            "Votre fichier est un notebook : {} cellule{} de code {} lue{}, dans l'ordre.",
            code.len(),
            if many { "s" } else { "" },
            if many { "ont été" } else { "a été" },
            if many { "s" } else { "" },
        ),
        format!(
            "Your file is a notebook: {} code cell{} {} read, in order.",
            code.len(),
            if many { "s" } else { "" },
            if many { "were" } else { "was" },
        ),
    )];
    if !foreign.is_empty() {
        let shown = foreign.join("`, `");
        notes.push(Bilingual::new(
            format!(
                "Ces cellules ne sont pas du {} et ont été laissées de côté : `{shown}`.",
                name(runtime)
            ),
            format!(
                "These cells aren't {} and were left out: `{shown}`.",
                name(runtime)
            ),
        ));
    }
    Ok(Some(Source { text: joined, notes }))
}

/// Whether a text begins as a notebook does.
pub(super) fn looks_like_one(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"cells\"") && text.contains("\"cell_type\"")
}

/// A notebook that its results make too large.
pub(super) fn too_large() -> Unreadable {
    not_code(
        "Le notebook envoyé est trop volumineux, sans doute à cause de ses résultats et de ses figures : effacez toutes les sorties (Cellule, Effacer toutes les sorties), enregistrez-le, et envoyez-le de nouveau.",
        "The notebook that was sent is too large, probably for its results and figures: clear all outputs (Cell, Clear all outputs), save it, and send it again.",
    )
}

/// A cell's source, which is one text or a list of lines.
fn source(cell: &Value) -> String {
    match cell.get("source").or_else(|| cell.get("input")) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

/// The language that a notebook says it is in, where the exercise is in another.
fn other_language(notebook: &Value, runtime: RuntimeKind) -> Option<String> {
    let about = |path| notebook.pointer(path).and_then(Value::as_str);
    let language =
        about("/metadata/language_info/name").or_else(|| about("/metadata/kernelspec/language"))?;
    let same = language.eq_ignore_ascii_case(name(runtime)) || runtime == RuntimeKind::Sql;
    (!same).then(|| language.chars().take(40).collect())
}

fn name(runtime: RuntimeKind) -> &'static str {
    match runtime {
        RuntimeKind::Python => "Python",
        RuntimeKind::R => "R",
        RuntimeKind::Sql => "SQL",
    }
}

fn not_code(fr: &str, en: &str) -> Unreadable {
    Unreadable::NotCode {
        what: Bilingual::new(fr, en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notebook(cells: &str, metadata: &str) -> String {
        format!(r#"{{"cells": [{cells}], "metadata": {metadata}, "nbformat": 4, "nbformat_minor": 5}}"#)
    }

    fn read(text: &str) -> Option<Source> {
        cells(text, RuntimeKind::Python).expect("readable")
    }

    #[test]
    fn code_cells_come_in_their_order_and_nothing_else_does() {
        let text = notebook(
            r##"{"cell_type": "markdown", "source": "# Titre"}, {"cell_type": "code", "source": "x = 1"},
               {"cell_type": "code", "source": ""}, {"cell_type": "code", "source": ["y = 2\n", "z = 3"]},
               {"cell_type": "code", "source": "%%bash\nls"}"##,
            "{}",
        );
        let source = read(&text).expect("a notebook");
        assert_eq!(source.text, "# Cellule 1\nx = 1\n# Cellule 2\ny = 2\nz = 3\n");
        assert!(source.notes[0].fr.contains("3 cellules"), "{:?}", source.notes);
        assert!(source.notes[1].en.contains("%%bash"), "{:?}", source.notes);
    }

    #[test]
    fn an_old_notebook_has_its_cells_in_a_worksheet() {
        let text =
            r#"{"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n"]}]}], "nbformat": 3}"#;
        let source = read(text).expect("a notebook");
        assert_eq!(source.text, "# Cellule 1\nx = 1\n");
    }

    #[test]
    fn a_dictionary_is_no_notebook() {
        assert_eq!(read("{'cells': 1}"), None);
        assert_eq!(read("{\"cells\": [], \"a\": 1}"), None);
    }

    #[test]
    fn a_notebook_in_another_language_or_cut_short_is_refused() {
        let text = notebook(
            r#"{"cell_type": "code", "source": "x <- 1"}"#,
            r#"{"language_info": {"name": "R"}}"#,
        );
        for (text, word) in [(text.as_str(), "en R"), (&text[..60], "incomplet")] {
            let Err(Unreadable::NotCode { what }) = cells(text, RuntimeKind::Python) else {
                panic!("{text}");
            };
            assert!(what.fr.contains(word), "{what:?}");
        }
        assert!(cells(&text, RuntimeKind::R).expect("readable").is_some());
    }
}
