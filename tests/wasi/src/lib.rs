//! Our WASI preview 1 against the stock one, call by call.
//!
//! A guest that only passes calls on ([`guest`]) is linked twice: with the sandbox's own functions over its files in
//! memory, and with `wasmtime-wasi` over two directories of this machine. Both get the same calls, written by hand
//! ([`scenes`]) or drawn by lot ([`sequence`]), and must come to the same outcome, after each call and in the tree that
//! is left. Where we mean to differ, [`difference`] says why; whatever isn't listed there is a fault.
//!
//! The sandbox keeps these modules to itself, and rightly: they are compiled here a second time, so that the stock
//! implementation, which the product must never link, need not come near it.

#![cfg(test)]
#![expect(
    dead_code,
    reason = "of the sandbox's modules, only what system calls need is used here"
)]

mod difference;
mod guest;
mod operation;
mod outcome;
mod own;
mod path;
mod scenes;
mod sequence;
mod walk;
mod world;

#[path = "../../../crates/sandbox/src/clock.rs"]
mod clock;
#[path = "../../../crates/sandbox/src/door.rs"]
mod door;
#[expect(unused_imports, reason = "only what system calls need of it is used here")]
#[path = "../../../crates/sandbox/src/fs/mod.rs"]
mod fs;
#[path = "../../../crates/sandbox/src/functions.rs"]
mod functions;
#[path = "../../../crates/sandbox/src/host.rs"]
mod host;
#[path = "../../../crates/sandbox/src/limits.rs"]
mod limits;
#[path = "../../../crates/sandbox/src/port.rs"]
mod port;
#[expect(unused_imports, reason = "R's system calls have some of it too")]
#[path = "../../../crates/sandbox/src/wasi/mod.rs"]
mod wasi;
#[path = "../../../crates/sandbox/src/work.rs"]
mod work;

/// What the modules above name of the rest of the sandbox: nothing of it takes part here.
mod emscripten {
    /// In place of R's linked modules: this guest is one module.
    #[derive(Default)]
    pub(crate) struct Linked {}
}
mod sandbox {
    /// As the sandbox has it; this guest asks nobody.
    pub(crate) const MAX_MESSAGE: u32 = 80 << 20;
}

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::difference::Verdict;
use crate::operation::Operation;
use crate::world::Pair;

/// Runs operations in both worlds up to the first one after which they mean to differ; tells where they differ without
/// meaning to.
fn compare(operations: &[Operation]) -> Result<(), String> {
    let mut pair = Pair::new();
    for (number, operation) in operations.iter().enumerate() {
        let (ours, stock) = pair.perform(operation);
        match difference::judge(operation, &ours, &stock) {
            Verdict::Same | Verdict::Meant(_) => {}
            Verdict::PartWays(_) => return Ok(()),
            Verdict::Fault => {
                return Err(format!(
                    "call {number}, {operation:?}:\n  ours  {ours:?}\n  stock {stock:?}\n  after {:#?}",
                    &operations[..number]
                ));
            }
        }
    }
    let (ours, stock) = pair.trees();
    if ours == stock {
        Ok(())
    } else {
        Err(format!(
            "the trees differ:\n  ours  {ours:#?}\n  stock {stock:#?}\n  after {operations:#?}"
        ))
    }
}

proptest! {
    #![proptest_config(lots())]

    #[test]
    fn calls_drawn_by_lot_end_alike(operations in sequence::operations()) {
        compare(&operations).map_err(TestCaseError::fail)?;
    }
}

/// The same 1,000 sequences each time; `SPYRALES_THOROUGH=1` draws 20,000 others.
fn lots() -> ProptestConfig {
    let thorough = std::env::var_os("SPYRALES_THOROUGH").is_some();
    ProptestConfig {
        cases: if thorough { 20_000 } else { 1_000 },
        rng_seed: if thorough {
            RngSeed::Random
        } else {
            RngSeed::Fixed(7)
        },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

#[test]
fn every_scene_ends_alike() {
    let faults: Vec<_> = scenes::all()
        .into_iter()
        .filter_map(|(name, operations)| compare(&operations).err().map(|fault| format!("{name}: {fault}")))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_difference_that_is_listed_is_there() {
    let mut unseen: Vec<_> = difference::ALL
        .iter()
        .map(|difference| difference.reason)
        .collect();
    for (_, operations) in scenes::all() {
        let mut pair = Pair::new();
        for operation in &operations {
            let (ours, stock) = pair.perform(operation);
            if let Verdict::Meant(difference) | Verdict::PartWays(difference) =
                difference::judge(operation, &ours, &stock)
            {
                unseen.retain(|reason| *reason != difference.reason);
            }
        }
    }
    assert!(unseen.is_empty(), "no scene shows that {unseen:#?}");
}
