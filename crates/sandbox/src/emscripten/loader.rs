//! `dlopen` and `dlsym`, as Emscripten's C library calls them.

use super::linker::{Loaded, Symbol, address_of, load, symbol_of};
use super::memory::{exported, new_text, text, write};
use crate::functions::{Entered, Functions};

/// Offsets in the `struct dso` that stands for a library.
const ALLOCATED: u32 = 8;
const MEMORY: u32 = 12;
const NAME: u32 = 36;
/// Handles that a guest may have. Its C library gives one to each library.
const MAX_HANDLES: usize = 4096;

pub(super) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    functions.define("env", "_dlopen_js", open)?;
    functions.define("env", "_dlsym_js", find)
}

/// Loads the library that a handle names; 1, or 0 with a message left for `dlerror`.
fn open(entered: &mut Entered<'_>, handle: u32) -> wasmtime::Result<u32> {
    let name = text(entered.store(), handle.wrapping_add(NAME))?;
    if entered.host().linked().handles.len() >= MAX_HANDLES {
        complain(entered, "too many dynamic libs")?;
        return Ok(0);
    }
    let why = match load(&mut entered.store(), &name) {
        Ok(Some(at)) => {
            describe(entered, handle, at)?;
            entered.host_mut().linked_mut().handles.insert(handle, at);
            return Ok(1);
        }
        Ok(None) => "not found".to_owned(),
        // Its start-up code has thrown: that's for the guest to catch.
        Err(error) if entered.store().has_pending_exception() => return Err(error),
        Err(error) if error.is::<wasmtime::Trap>() => return Err(error),
        Err(error) => error.to_string(),
    };
    complain(entered, &format!("could not load dynamic lib: {name}: {why}"))?;
    Ok(0)
}

/// Writes into the handle where the library lies.
fn describe(entered: &mut Entered<'_>, handle: u32, at: usize) -> wasmtime::Result<()> {
    let loaded = entered.host().linked().libraries[at];
    let program = entered.host().linked().program()?;
    let dylink = &program.library(loaded.library).dylink;
    write(entered.store(), handle + ALLOCATED, &[1])?;
    let places = [
        loaded.memory_base,
        dylink.memory_size,
        loaded.table_base,
        dylink.table_size,
    ];
    let bytes: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
    write(entered.store(), handle + MEMORY, &bytes)
}

/// The address of a symbol of a library; 0 with a message left for `dlerror`.
fn find(entered: &mut Entered<'_>, handle: u32, symbol: u32, _index: u32) -> wasmtime::Result<u32> {
    let name = text(entered.store(), symbol)?;
    let linked = entered.host().linked();
    let loaded = linked.handles.get(&handle).map(|&at| linked.libraries[at]);
    let symbol = match loaded {
        Some(Loaded {
            instance,
            memory_base,
            ..
        }) => symbol_of(&mut entered.store(), instance, memory_base, &name)?,
        None => None,
    };
    match symbol {
        Some(Symbol::Address(address)) => Ok(address),
        Some(Symbol::Function(function)) => address_of(&mut entered.store(), function),
        None => {
            complain(entered, &format!("symbol not found: {name}"))?;
            Ok(0)
        }
    }
}

fn complain(entered: &mut Entered<'_>, message: &str) -> wasmtime::Result<()> {
    let text = new_text(entered.store(), message.as_bytes())?;
    exported::<(u32, u32), ()>(entered.store(), "__dl_seterr")?.call(entered.store(), (text, 0))
}
