//! Everything that can be wrong in a pack is said in French and in English, with place and remedy.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use miette::{GraphicalReportHandler, GraphicalTheme};
use spyrales_core::pack::{Pack, PackErrors, PackFiles};
use spyrales_core::text::Lang;

use crate::sample::Sample;

const EXERCISE: &str = "somme/exercise.toml";

/// A pack that is wrong, and how.
struct Case {
    name: &'static str,
    result: Result<Pack, PackErrors>,
}

fn case(name: &'static str, sample: Sample) -> Case {
    Case {
        name,
        result: sample.parse(),
    }
}

/// Files that aren't taken at all.
fn refused<const N: usize>(name: &'static str, files: [(&str, usize); N]) -> Case {
    let files = files.map(|(path, bytes)| (path.to_owned(), vec![b'x'; bytes]));
    Case {
        name,
        result: Err(PackFiles::new(files).unwrap_err()),
    }
}

/// Every kind of error, most of them one at a time.
fn cases() -> Vec<Case> {
    let sample = Sample::new;
    let pack = |from, to| sample().edited("pack.toml", from, to);
    let exercise = |from, to| sample().edited(EXERCISE, from, to);
    let french = |text: &str| sample().with("somme/statement.fr.md", text);
    let too_many = (0..=PackFiles::MAX_FILES).map(|n| (format!("data/{n}"), Vec::new()));
    let too_large = (0..17).map(|n| (format!("data/{n}"), vec![0; PackFiles::MAX_FILE_BYTES]));
    vec![
        // Files
        refused(
            "paths",
            [
                ("", 1),
                ("/etc/passwd", 1),
                ("../a", 1),
                ("a/./b", 1),
                ("a\\b", 1),
                ("C:a", 1),
                ("a//b", 1),
                ("a\0b", 1),
                ("a.", 1),
            ],
        ),
        refused(
            "path_clash",
            [
                ("a/Data.csv", 1),
                ("a/data.csv", 1),
                ("a/data.csv/x", 1),
                ("A/y", 1),
            ],
        ),
        refused("file_too_large", [("a", PackFiles::MAX_FILE_BYTES + 1)]),
        Case {
            name: "too_many_files",
            result: Err(PackFiles::new(too_many).unwrap_err()),
        },
        Case {
            name: "too_large",
            result: Err(PackFiles::new(too_large).unwrap_err()),
        },
        case("missing_pack_toml", sample().renamed("pack.toml", "pack.tmol")),
        case("unexpected_at_top", sample().with("LISEZMOI.md", "Bonjour")),
        case("no_exercise", Sample::only("pack.toml")),
        case(
            "missing_files",
            [
                "statement.en.md",
                "starter.py",
                "solution.py",
                "check.py",
                EXERCISE,
            ]
            .iter()
            .fold(sample(), |sample, name| {
                sample.without(&format!("somme/{}", name.trim_start_matches("somme/")))
            }),
        ),
        case(
            "missing_programs",
            sample()
                .without("somme/starter.py")
                .without("somme/solution.py")
                .without("somme/check.py"),
        ),
        case(
            "unexpected_in_exercise",
            sample()
                .with("somme/solutoin.py", "")
                .with("somme/notes.txt", "")
                .with("somme/starter.R", "")
                .with("somme/data/sous/dossier.csv", "")
                .with("somme/wrong/autre.R", ""),
        ),
        case("two_checks", sample().with("somme/check.R", "library(spyrales)")),
        case("hidden_in_data", sample().with("somme/hidden/Valeurs.csv", "")),
        case(
            "empty_files",
            sample()
                .with("somme/check.py", "\n")
                .with("somme/solution.py", "")
                .with("somme/statement.en.md", " "),
        ),
        case(
            "not_utf8",
            sample().with("somme/solution.py", b"# d\xe9partement\n".to_vec()),
        ),
        case(
            "control_characters",
            french("Bon\0jour")
                .with("somme/check.py", "# \n\x1b[2J")
                .with("somme/solution.py", "a\rb")
                .edited("pack.toml", "1.2.0", "\\u001b[2J"),
        ),
        case(
            "text_too_large",
            sample().with("somme/starter.py", vec![b'#'; (256 << 10) + 1]),
        ),
        case("english_statement_unlisted", pack("\"fr\", \"en\"", "\"fr\"")),
        case(
            "fails_line_missing",
            sample().with("somme/wrong/zero.py", "def somme(valeurs):\n    return 0\n"),
        ),
        case(
            "fails_line_malformed",
            sample().with("somme/wrong/zero.py", "# fails: juste, juste\n"),
        ),
        case(
            "unknown_placeholder",
            french("Le seuil est {{seuill}},\nl'année {{annee}}."),
        ),
        // TOML
        case("not_toml", exercise("level = 2", "level 2\nminutes = ")),
        case(
            "unknown_fields",
            exercise("level = 2", "nivel = 2").edited("pack.toml", "licence", "license"),
        ),
        case(
            "unknown_field_far",
            pack("[title]", "[editeur]\nnom = \"X\"\n[title]"),
        ),
        case(
            "missing_fields",
            exercise("minutes = 10\n", "").edited("pack.toml", "authors = [\"Camille Martin\"]\n", ""),
        ),
        case(
            "wrong_types",
            exercise("level = 2", "level = \"2\"")
                .edited(EXERCISE, "minutes = 10", "minutes = 10.5")
                .edited(
                    EXERCISE,
                    "prerequisites = [\"prep-1\"]",
                    "prerequisites = \"prep-1\"",
                )
                .edited(EXERCISE, "prep = 1.0", "prep = true")
                .edited("pack.toml", "version = \"1.2.0\"", "version = 2026-01-01")
                .edited(
                    "pack.toml",
                    "[title]\nfr = \"Un exemple\"\nen = \"An example\"",
                    "title = \"Un exemple\"",
                ),
        ),
        case(
            "asks_of_wrong_type",
            exercise("[[asks]]\nkind = \"function\"\nname = \"somme\"\n", "").edited(
                EXERCISE,
                "level = 2",
                "level = 2\nasks = [\"somme\"]",
            ),
        ),
        case(
            "packages_of_python",
            exercise("level = 2", "level = 2\npackages = [\"dplyr\"]"),
        ),
        case("future_format", pack("format = 1", "format = 2")),
        case(
            "out_of_range",
            exercise("level = 2", "level = 5")
                .edited(EXERCISE, "points = 4", "points = -1")
                .edited(EXERCISE, "stat = 0.25", "stat = 1.5")
                .edited(EXERCISE, "2_000_000_000", "99_999_999_999_999_999_999"),
        ),
        // Values of pack.toml
        case("id", pack("id = \"exemple\"", "id = \"Mon exemple\"")),
        case(
            "folder",
            pack("id = \"exemple\"", "id = \"autre\"").edited(EXERCISE, "id = \"somme\"", "id = \"total\""),
        ),
        case("version", pack("1.2.0", "1.2")),
        case("language", pack("\"fr\", \"en\"", "\"fr\", \"de\"")),
        case("french_missing", pack("\"fr\", \"en\"", "\"en\"")),
        case(
            "empty_values",
            pack("[\"Camille Martin\"]", "[]").edited("pack.toml", "\"CC-BY-4.0\"", "\"\""),
        ),
        case(
            "duplicates",
            pack("\"prep\", \"stat\"", "\"prep\", \"stat\", \"prep\""),
        ),
        case(
            "unknown_segment_in_pack",
            pack("\"prep\", \"stat\"", "\"prep\", \"stats\""),
        ),
        // Values of exercise.toml
        case("runtime", exercise("\"python\"", "\"pyhton\"")),
        case("ask_kind", exercise("\"function\"", "\"fonction\"")),
        case(
            "no_asks",
            exercise("[[asks]]\nkind = \"function\"\nname = \"somme\"\n", "").edited(
                EXERCISE,
                "[title]",
                "asks = []\n[title]",
            ),
        ),
        case("no_segments", exercise("prep = 1.0\nstat = 0.25\n", "")),
        case("unlisted_segment", exercise("stat = 0.25", "viz = 0.5")),
        case(
            "unknown_segment_in_exercise",
            exercise("stat = 0.25", "statt = 0.5"),
        ),
        case("weight_too_fine", exercise("0.25", "0.33333")),
        case(
            "prerequisites",
            exercise("[\"prep-1\"]", "[\"prep\", \"prep-5\", \"pep-1\"]"),
        ),
        case(
            "parameter_name",
            exercise("seuil =", "\"seuil haut\" =")
                .with("somme/statement.fr.md", "Rien.")
                .with("somme/statement.en.md", "Nothing."),
        ),
        case(
            "parameter_choices",
            exercise("[0.5, 1.0]", "[0.5, 1]").edited(EXERCISE, "\"69\"", "\"38\""),
        ),
        case("parameter_empty", exercise("[0.5, 1.0]", "[]")),
        case(
            "parameter_not_scalar",
            exercise("[0.5, 1.0]", "[nan]").edited(EXERCISE, "\"01\", ", "[\"01\"], "),
        ),
    ]
}

/// The errors as the command line shows them.
fn rendered(errors: &PackErrors) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(110);
    let mut page = String::new();
    for lang in [Lang::Fr, Lang::En] {
        writeln!(page, "── {lang} ──").unwrap();
        for error in errors {
            handler.render_report(&mut page, &error.localised(lang)).unwrap();
        }
    }
    page.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

#[test]
fn every_error_names_place_and_remedy_in_both_languages() {
    for Case { name, result } in cases() {
        let errors = result
            .err()
            .unwrap_or_else(|| panic!("{name} is read without an error"));
        insta::assert_snapshot!(name, rendered(&errors));
    }
}

/// The codes of errors that the sources name.
fn codes(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        codes.extend(
            text.split('"')
                .filter(|word| {
                    word.strip_prefix("pack::")
                        .is_some_and(|rest| !rest.contains(':'))
                })
                .map(str::to_owned),
        );
    }
}

#[test]
fn every_kind_of_error_has_a_case() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut named = BTreeSet::new();
    codes(&sources.join("pack"), &mut named);
    codes(&sources.join("framework"), &mut named);
    let raised: BTreeSet<String> = cases()
        .into_iter()
        .flat_map(|case| case.result.unwrap_err())
        .map(|error| error.code().to_owned())
        .collect();
    assert!(named.len() > 20);
    assert_eq!(named, raised);
}

#[test]
fn all_errors_come_at_once_by_file_and_line() {
    let errors = Sample::new()
        .edited(EXERCISE, "level = 2", "level = 9")
        .edited(EXERCISE, "0.25", "7")
        .edited("pack.toml", "1.2.0", "x")
        .with("somme/statement.fr.md", "é {{a}}\n{{b}}")
        .parse()
        .unwrap_err();
    let places: Vec<_> = errors
        .iter()
        .map(|error| (error.file(), error.line().unwrap(), error.column().unwrap()))
        .collect();
    assert_eq!(
        places,
        [
            ("pack.toml", 3, 11),
            (EXERCISE, 4, 9),
            (EXERCISE, 15, 8),
            ("somme/statement.fr.md", 1, 3),
            ("somme/statement.fr.md", 2, 1),
        ]
    );
    assert!(
        errors
            .to_string()
            .starts_with("pack.toml:3:11: `x` isn't a version\n")
    );
}

#[test]
fn a_pack_made_to_be_wrong_is_refused_with_so_many_errors_and_no_more() {
    let errors = Sample::new()
        .with("somme/statement.fr.md", "{{x}}".repeat(50_000))
        .parse()
        .unwrap_err();
    assert_eq!(errors.len(), 500);
}

#[test]
fn an_error_is_json_for_a_page() {
    let errors = Sample::new()
        .edited("pack.toml", "1.2.0", "x")
        .parse()
        .unwrap_err();
    insta::assert_json_snapshot!("as_json", errors);
}
