//! The guests' side of the protocol, embedded: real Python files, loaded once before the snapshots are taken.

use spyrales_sandbox::runtime::Recipe;

/// Files below `guest/python` of this crate.
macro_rules! harness {
    ($($name:literal)*) => { vec![$(($name, include_str!(concat!("../guest/python/", $name)))),*] };
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

/// What the submission's sandbox starts from.
pub(crate) fn python_learner() -> Recipe {
    let mut modules = harness!(
        "spyrales_agent.py"
        "spyrales_agent_originals.py"
        "spyrales_agent_report.py"
    );
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
        "spyrales/__init__.py"
        "spyrales/array.py"
        "spyrales/bars.py"
        "spyrales/calls.py"
        "spyrales/columns.py"
        "spyrales/difference.py"
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
        "spyrales/submission.py"
        "spyrales/text.py"
        "spyrales/walk.py"
        "spyrales/wrong.py"
    );
    modules.extend(CODEC);
    Recipe {
        name: "python-checker",
        modules,
        warm_up: include_str!("../guest/python/warm_checker.py"),
    }
}

/// The turn that makes the submission's agent ask for its next request.
pub(crate) const AGENT_TURN: &[u8] = b"__import__('spyrales_agent').turn()";

/// The turn that makes the checker ready for an exercise.
pub(crate) const PREPARE_TURN: &[u8] = b"__import__('spyrales_checker').prepare()";

/// The turn that makes the checker run its checks.
pub(crate) const CHECKER_TURN: &[u8] = b"__import__('spyrales_checker').run()";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn python_files(directory: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                if !matches!(name.as_str(), "tests" | "__pycache__") {
                    python_files(&entry.path(), &format!("{prefix}{name}/"), found);
                }
            } else if name.ends_with(".py") && !name.starts_with("warm_") {
                found.insert(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn every_guest_file_is_embedded() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut there = BTreeSet::new();
        python_files(&here.join("guest/python"), "", &mut there);
        python_files(&here.join("../sandbox/guest/python"), "", &mut there);
        let embedded: BTreeSet<String> = [python_learner(), python_checker()]
            .iter()
            .flat_map(|recipe| recipe.modules.iter().map(|(name, _)| (*name).to_owned()))
            .collect();
        assert_eq!(embedded, there);
    }
}
