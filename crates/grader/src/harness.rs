//! The guests' side of the protocol, embedded: real Python files, loaded once before the snapshots are taken.

use spyrales_sandbox::runtime::Recipe;

/// Files below `guest/python` of this crate.
macro_rules! harness {
    ($($name:literal)*) => { vec![$(($name, include_str!(concat!("../guest/python/", $name)))),*] };
}

/// Files below `guest/r` of this crate.
macro_rules! r_harness {
    ($($name:literal)*) => { vec![$(($name, include_str!(concat!("../guest/r/", $name)))),*] };
}

/// The codec of plain values, which the sandbox crate ships beside its own end of it.
macro_rules! codec {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../sandbox/guest/python/", $name)))),*] };
}

const CODEC: [(&str, &str); 6] = codec!(
    "spyrales_values.py"
    "spyrales_values_boxes.py"
    "spyrales_values_figure.py"
    "spyrales_values_numpy.py"
    "spyrales_values_pandas.py"
    "spyrales_values_scipy.py"
);

/// What both sides need: words in two languages, and what a desk has.
fn shared() -> Vec<(&'static str, &'static str)> {
    harness!(
        "spyrales_characters.py"
        "spyrales_desk/__init__.py"
        "spyrales_desk/locales.py"
        "spyrales_desk/loops.py"
        "spyrales_desk/network.py"
        "spyrales_text.py"
    )
}

/// As [`CODEC`], in R, with the host's door.
macro_rules! r_codec {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../sandbox/guest/r/", $name)))),*] };
}

const R_CODEC: [(&str, &str); 5] =
    r_codec!("door.R" "home.R" "values_figure.R" "values_read.R" "values_write.R");

/// What the guests of a language run, beside what their snapshots hold.
pub(crate) struct Turns {
    /// Makes the submission's agent ask for its next request.
    pub(crate) agent: &'static [u8],
    /// Makes the checker ready for an exercise.
    pub(crate) prepare: &'static [u8],
    /// Makes the checker run its checks.
    pub(crate) checker: &'static [u8],
    /// Prints the language's version and its libraries.
    pub(crate) libraries: &'static [u8],
}

pub(crate) const PYTHON_TURNS: Turns = Turns {
    agent: b"__import__('spyrales_agent').turn()",
    prepare: b"__import__('spyrales_checker').prepare()",
    checker: b"__import__('spyrales_checker').run()",
    libraries: include_bytes!("../guest/python/libraries.py"),
};

pub(crate) const R_TURNS: Turns = Turns {
    agent: b"spyrales:::agent_turn()",
    prepare: b"spyrales:::prepare_checks()",
    checker: b"spyrales:::run_checks()",
    libraries: include_bytes!("../guest/r/libraries.R"),
};

/// What the submission's sandbox starts from, in R.
pub(crate) fn r_learner() -> Recipe {
    let mut modules = r_harness!(
        "agent.R"
        "agent_calls.R"
        "agent_failure.R"
        "document.R"
        "figure.R"
        "figure_ggplot2.R"
        "figure_operations.R"
        "figure_panels.R"
        "figure_styles.R"
        "habits.R"
        "lessons.R"
        "lessons_notes.R"
        "lessons_syntax.R"
        "lessons_syntax_table.R"
        "lessons_table.R"
        "locale.R"
        "nearest.R"
        "packages.R"
        "script.R"
    );
    modules.extend(R_CODEC);
    Recipe {
        name: "r-learner",
        modules,
        warm_up: include_str!("../guest/r/warm_learner.R"),
    }
}

/// What the checker's sandbox starts from, in R.
pub(crate) fn r_checker() -> Recipe {
    let mut modules = r_harness!(
        "checker/advice.R"
        "checker/advice_table.R"
        "checker/check.R"
        "checker/compare.R"
        "checker/compare_frames.R"
        "checker/expect.R"
        "checker/figure.R"
        "checker/remote.R"
        "checker/submission.R"
        "checker/text.R"
        "nearest.R"
        "packages.R"
    );
    modules.extend(R_CODEC);
    Recipe {
        name: "r-checker",
        modules,
        warm_up: include_str!("../guest/r/warm_checker.R"),
    }
}

/// What the submission's sandbox starts from.
pub(crate) fn python_learner() -> Recipe {
    let mut modules = harness!(
        "IPython/__init__.py"
        "IPython/display.py"
        "spyrales_agent.py"
        "spyrales_agent_figures.py"
        "spyrales_agent_habits.py"
        "spyrales_agent_look.py"
        "spyrales_agent_originals.py"
        "spyrales_agent_report.py"
        "spyrales_help/__init__.py"
        "spyrales_help/files.py"
        "spyrales_help/foreign.py"
        "spyrales_help/lookups.py"
        "spyrales_help/modules.py"
        "spyrales_help/names.py"
        "spyrales_help/paths.py"
        "spyrales_help/said.py"
        "spyrales_help/shapes.py"
        "spyrales_help/syntaxes.py"
        "spyrales_help/tables.py"
        "spyrales_help/types_.py"
        "spyrales_help/values.py"
        "ssl.py"
    );
    modules.extend(shared());
    modules.extend(CODEC);
    Recipe {
        name: "python-learner",
        modules,
        warm_up: include_str!("../guest/python/warm_learner.py"),
    }
}

/// What the checker's sandbox starts from.
pub(crate) fn python_checker() -> Recipe {
    let mut modules = harness!(
        "spyrales_checker.py"
        "spyrales_checker_world.py"
        "spyrales/__init__.py"
        "spyrales/alike.py"
        "spyrales/array.py"
        "spyrales/bars.py"
        "spyrales/calls.py"
        "spyrales/columns.py"
        "spyrales/dialect.py"
        "spyrales/difference.py"
        "spyrales/drawing.py"
        "spyrales/equal.py"
        "spyrales/failure.py"
        "spyrales/figure.py"
        "spyrales/frame.py"
        "spyrales/guess.py"
        "spyrales/host.py"
        "spyrales/kinds.py"
        "spyrales/model.py"
        "spyrales/panel.py"
        "spyrales/problems.py"
        "spyrales/query.py"
        "spyrales/raises.py"
        "spyrales/registry.py"
        "spyrales/remote.py"
        "spyrales/rows.py"
        "spyrales/rules.py"
        "spyrales/series.py"
        "spyrales/show.py"
        "spyrales/show_r.py"
        "spyrales/submission.py"
        "spyrales/walk.py"
        "spyrales/written.py"
        "spyrales/wrong.py"
    );
    modules.extend(shared());
    modules.extend(CODEC);
    Recipe {
        name: "python-checker",
        modules,
        warm_up: include_str!("../guest/python/warm_checker.py"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn files(directory: &Path, prefix: &str, ending: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                // `integers` is a part of the sandbox's own prelude.
                if !matches!(name.as_str(), "tests" | "__pycache__" | "integers") {
                    files(&entry.path(), &format!("{prefix}{name}/"), ending, found);
                }
            } else if name.ends_with(ending)
                && !name.starts_with("warm_")
                && name != format!("libraries{ending}")
            {
                found.insert(format!("{prefix}{name}"));
            }
        }
    }

    /// Two recipes hold all that there is of a language, here and in the sandbox crate, but for what runs on top of them: what
    /// warms them, and what lists their libraries.
    fn assert_embedded(folder: &str, ending: &str, recipes: &[Recipe; 2]) {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut there = BTreeSet::new();
        files(&here.join("guest").join(folder), "", ending, &mut there);
        files(
            &here.join("../sandbox/guest").join(folder),
            "",
            ending,
            &mut there,
        );
        let modules = recipes.iter().flat_map(|recipe| &recipe.modules);
        let embedded: BTreeSet<String> = modules.map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(embedded, there);
    }

    #[test]
    fn every_guest_file_is_embedded() {
        assert_embedded("python", ".py", &[python_learner(), python_checker()]);
        assert_embedded("r", ".R", &[r_learner(), r_checker()]);
    }
}
