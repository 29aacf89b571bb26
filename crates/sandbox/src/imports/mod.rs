//! Every function that a guest imports, called with the worst that it can be given: what the host does for it is held
//! against the fuel that it charges.
//!
//! Two witnesses count the work, and neither is a clock. Each row of the table says what its arguments make the host do
//! at least ([`Work`]); and an allocator counts what is allocated meanwhile, whether a meter was asked or not.

mod allocations;
mod rows;
mod stage;

use std::collections::BTreeSet;

use wasmtime::Linker;

use crate::cache::Cache;
use crate::engine::Engine;
use crate::functions::Functions;
use crate::guest::Import;
use crate::progress::Silent;
use crate::work::Work;
use crate::{emscripten, python, r};
use rows::{Row, rows};
use stage::{Called, Stage};

/// Units of work of the host's, as the allocator sees it, that a unit of fuel may stand for.
const MOST_PER_FUEL: u64 = 3;
/// Work beyond that, in units, that saying why a guest ends may take.
const ENDING: u64 = 1_000;

fn cache() -> Cache {
    Cache::open(Cache::default_root()).expect("a cache")
}

/// CPython, just started.
fn python() -> Stage {
    let engine = Engine::new().expect("an engine");
    Stage::new(&python::prepare(&cache(), &engine, &Silent).expect("Python"))
}

/// R, just started.
fn r() -> Stage {
    let engine = Engine::keeping_nans().expect("an engine");
    Stage::new(&r::prepare(&cache(), &engine, &Silent).expect("R"))
}

/// The functions that do something, by name.
fn defined(
    stage: &mut Stage,
    link: impl FnOnce(&mut Functions<'_>) -> wasmtime::Result<()>,
) -> BTreeSet<(String, String)> {
    let mut linker = Linker::new(stage.engine());
    link(&mut Functions(&mut linker)).expect("no function is defined twice");
    let all = linker
        .iter(stage.store())
        .map(|(module, name, _)| (module.to_owned(), name.to_owned()));
    all.collect()
}

/// Holds the table against what the guest's modules import.
fn assert_covered(imports: &[Import], defined: &BTreeSet<(String, String)>) {
    let covered: BTreeSet<&str> = rows().iter().map(|row| row.name).collect();
    for (module, name) in defined {
        assert!(
            covered.contains(name.as_str()),
            "{module}.{name} does work and has no row"
        );
    }
    assert!(imports.len() > 30, "the guest's imports were found");
}

/// No more work was done than the fuel stands for, by either witness.
fn assert_paid(name: &str, called: &Called, least: u64) {
    assert!(
        called.fuel >= least,
        "{name} did work for {least} units of fuel and charged {}",
        called.fuel
    );
    assert_little_work(name, called, called.fuel);
}

/// No more work was done, as the allocator sees it, than so much fuel stands for.
fn assert_little_work(name: &str, called: &Called, fuel: u64) {
    let once = if called.ended { ENDING } else { 0 };
    assert!(
        called.allocated.work() <= MOST_PER_FUEL * fuel + once,
        "{name} allocated {:?} and charged {}",
        called.allocated,
        fuel
    );
}

/// Drives each import by its row, and then with arguments that make no sense.
fn drive(stage: &mut Stage, imports: &[Import], defined: &BTreeSet<(String, String)>) {
    assert_covered(imports, defined);
    let does_work = |import: &Import| defined.contains(&(import.module.clone(), import.name.clone()));
    let mut left: Vec<Row> = rows();
    for import in imports.iter().filter(|import| does_work(import)) {
        // Libraries import what the main module does.
        let Some(at) = left.iter().position(|row| row.name == import.name) else {
            continue;
        };
        let (arguments, least) = (left.swap_remove(at).arguments)(stage);
        let called = stage.call(&import.function, &arguments);
        assert_paid(&import.name, &called, Work::Call.fuel() + least);
    }
    for import in imports {
        for wild in [0, 1, 0x7fff_0000, u64::MAX, stage.scratch().into()] {
            let arguments = stage.wild(&import.function, wild);
            let called = stage.call(&import.function, &arguments);
            assert_paid(&import.name, &called, Work::Call.fuel());
            if !does_work(import) {
                assert_eq!(called.fuel, Work::Call.fuel(), "{} is absent", import.name);
            }
        }
    }
}

#[test]
fn all_that_python_asks_of_the_host_is_paid_in_fuel() {
    let mut stage = python();
    let defined = defined(&mut stage, python::link);
    let imports = stage.imports();
    drive(&mut stage, &imports, &defined);
}

#[test]
fn all_that_r_asks_of_the_host_is_paid_in_fuel() {
    let mut stage = r();
    let defined = defined(&mut stage, emscripten::link);
    let imports = stage.imports();
    drive(&mut stage, &imports, &defined);
}

#[test]
fn a_guest_without_fuel_gets_no_work() {
    let mut stage = python();
    let imports = stage.imports();
    for row in rows() {
        let Some(import) = imports.iter().find(|import| import.name == row.name) else {
            continue;
        };
        let (arguments, least) = (row.arguments)(&mut stage);
        let enough = Work::Call.fuel() + least;
        let called = stage.call_with(&import.function, &arguments, enough - 1);
        assert!(called.out_of_fuel, "{} did work for {least} with less", row.name);
        // Work is paid before it is done: at most one piece of it, of what was asked for, is under way.
        assert_little_work(row.name, &called, enough);
    }
}
