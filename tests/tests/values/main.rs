//! Values through the real sandbox: from Python to the host and back, and from the host to Python and back.
//!
//! The guest's own suite shows what its codec does by itself; here both codecs meet.

#[expect(clippy::unwrap_used, reason = "what it makes is right, or the test ends")]
#[path = "../../../crates/sandbox/src/value/tests/any.rs"]
mod any;
mod mirror;

use std::sync::{Arc, Mutex};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use spyrales_sandbox::fs::{SharedBytes, Tree};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::Port;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Ended;
use spyrales_sandbox::value;
use spyrales_sandbox::value::Value;
use spyrales_tests::python;

use crate::mirror::{Answer, Exchange, Mirror, Questions};

/// Fuel for a turn, some minutes' worth.
const FUEL: u64 = 1_000_000_000_000;
/// Values drawn by lot; `SPYRALES_THOROUGH=1` draws ten times as many.
const DRAWN: usize = 1_000;

/// Why Python refuses a value that the host lets through: pandas' nanoseconds reach from 1677 to 2262 only, and keys that
/// Python calls equal are one.
const CANNOT_HOLD: [&str; 2] = ["too big to convert", "that Python calls equal"];

/// Runs a file of this folder in a learner's sandbox, and gives what it printed.
fn run(source: &'static [u8], port: Box<dyn Port>) -> String {
    let files = [
        (
            "value_table.py",
            include_bytes!("../../../crates/sandbox/guest/python/tests/value_table.py").as_slice(),
        ),
        (
            "test_values.py",
            include_bytes!("../../../crates/sandbox/guest/python/tests/test_values.py").as_slice(),
        ),
    ];
    let work: Tree = files
        .into_iter()
        .map(|(name, source)| (name.to_owned(), SharedBytes::new(source)))
        .collect();
    let pair = python::pair();
    let (ended, output) = on_guest_stack(|| {
        let limits = Limits {
            output_bytes: 1 << 20,
            ..Limits::default()
        };
        let mut sandbox = pair
            .runtime()
            .start(pair.learner(), work, limits, 7, port)
            .expect("a sandbox");
        let ended = sandbox.turn(source, FUEL).expect("a turn");
        let output = [sandbox.stdout().0, sandbox.stderr().0].concat();
        (ended, String::from_utf8_lossy(&output).into_owned())
    });
    assert_eq!(ended, Ended::Returned { code: 0 }, "{output}");
    output
}

#[test]
fn what_python_sends_comes_back_to_it_as_it_was() {
    let output = run(include_bytes!("from_python.py"), Box::new(Mirror));
    let summary = output.lines().last().unwrap_or_default();
    let count = summary
        .strip_prefix("all alike: ")
        .and_then(|count| count.parse().ok());
    assert!(count.is_some_and(|count: u32| count > 500), "{output}");
}

/// Sends values to Python, each of which it sends back; the answers in their order.
fn through_python(values: &[Value]) -> Vec<Answer> {
    let exchange = Arc::new(Mutex::new(Exchange::new(values.to_vec())));
    let output = run(
        include_bytes!("from_host.py"),
        Box::new(Questions(Arc::clone(&exchange))),
    );
    let answers = exchange.lock().expect("a sound lock").answers();
    assert_eq!(answers.len(), values.len(), "{output}");
    answers
}

/// Python holds fewer values than cross: its times end at the microsecond, its arrays of objects aren't columns, its
/// `Decimal` writes an exponent in one way. So a value may come back as a simpler one; but that one comes back as it is.
#[test]
fn what_the_host_sends_comes_back_as_what_comes_back_unchanged() {
    let count = if std::env::var_os("SPYRALES_THOROUGH").is_some() {
        10 * DRAWN
    } else {
        DRAWN
    };
    let mut runner = TestRunner::deterministic();
    let strategy = any::value();
    let sent: Vec<Value> = (0..count)
        .map(|_| strategy.new_tree(&mut runner).expect("a value").current())
        .collect();
    let (mut simpler, mut whole, mut unreadable) = (Vec::new(), 0, 0);
    for (sent, answer) in sent.iter().zip(through_python(&sent)) {
        match answer {
            Answer::Back(back) if back == *sent => whole += 1,
            Answer::Back(back) => simpler.push(back),
            // What the host lets through but Python can't hold: `docs/internals/values.md`.
            Answer::Refused(why) if CANNOT_HOLD.iter().any(|reason| why.contains(reason)) => unreadable += 1,
            Answer::Refused(why) => panic!("{why}\n{sent:?}"),
        }
    }
    println!(
        "{whole} whole, {} simpler, {unreadable} unreadable",
        simpler.len()
    );
    for (sent, answer) in simpler.iter().zip(through_python(&simpler)) {
        assert_eq!(answer, Answer::Back(sent.clone()));
    }
    // Or the test would show little.
    assert!(
        whole * 5 > count * 2 && unreadable * 4 < count,
        "{whole} whole, {unreadable} unreadable"
    );
}
