//! What expressions of `NumPy`, pandas, scikit-learn and `SciPy` give here is what they give on a desk: type and value.
//!
//! `expressions.txt` has the expressions, `native.txt` what they gave on a 64-bit machine with the guest's versions
//! (`native.py`), `different.txt` what is different here and why. `docs/en/desk-python.md` says it for people.

use std::collections::BTreeMap;

use spyrales_sandbox::fs::{Quota, SharedBytes, Tree};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Ended;
use spyrales_tests::python;

const EXPRESSIONS: &str = include_str!("expressions.txt");
const NATIVE: &str = include_str!("native.txt");
const DIFFERENT: &str = include_str!("different.txt");
/// Fuel for all expressions, some minutes' worth.
const FUEL: u64 = 1_000_000_000_000;
/// Prints what each expression of the file beside it gives.
const TURN: &[u8] = b"import sys
sys.path.insert(0, '/work')
import describe
for line in describe.lines(open('/work/expressions.txt').read()):
    print(line)
";

/// Lines of an expression, a tab and what it gives.
fn table(text: &str) -> BTreeMap<&str, &str> {
    text.lines().filter_map(|line| line.split_once('\t')).collect()
}

/// What the expressions give in the submission's sandbox.
fn given_here() -> String {
    let pair = python::pair();
    let file = |text: &str| SharedBytes::new(text.as_bytes().to_vec());
    let work = Tree::new()
        .with_file("describe.py", file(include_str!("describe.py")))
        .with_file("expressions.txt", file(EXPRESSIONS));
    let limits = Limits {
        output_bytes: 1 << 20,
        files: Quota::default(),
        ..Limits::default()
    };
    on_guest_stack(|| {
        let mut sandbox = pair
            .runtime()
            .start(pair.learner(), work, limits, 7, Box::new(NoPort))
            .expect("a sandbox");
        let ended = sandbox.turn(TURN, FUEL).expect("a turn");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let errors = text(sandbox.stderr().0);
        assert_eq!(ended, Ended::Returned { code: 0 }, "{errors}");
        text(sandbox.stdout().0)
    })
}

#[test]
fn expressions_give_what_they_give_on_a_desk() {
    let here = given_here();
    let (here, native, different) = (table(&here), table(NATIVE), table(DIFFERENT));
    assert!(native.len() > 700, "{} expressions", native.len());
    let mut wrong = Vec::new();
    for (expression, desk) in &native {
        let found = here.get(expression).copied().unwrap_or("nothing");
        let expected = different.get(expression).unwrap_or(desk);
        if found != *expected {
            wrong.push(format!("{expression}\t{found}\n    on a desk: {desk}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        native.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_different_is_different_and_has_a_reason() {
    let native = table(NATIVE);
    let mut reason = "";
    for line in DIFFERENT.lines() {
        if let Some(text) = line.strip_prefix("# ") {
            reason = text;
        } else if let Some((expression, here)) = line.split_once('\t') {
            assert!(!reason.is_empty(), "no reason stands above {expression}");
            let desk = native
                .get(expression)
                .unwrap_or_else(|| panic!("no such expression: {expression}"));
            assert_ne!(*desk, here, "{expression} isn't different");
        } else {
            reason = "";
        }
    }
    let asked = EXPRESSIONS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let without: Vec<_> = asked.filter(|line| !native.contains_key(line)).collect();
    assert!(
        without.is_empty(),
        "native.txt is older than expressions.txt: {without:?}"
    );
}
