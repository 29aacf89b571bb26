//! `dlopen` and `dlsym`, as Emscripten's C library calls them.

use wasmtime::{AsContextMut, Caller, Linker};

use super::linker::{Symbol, address_of, load, symbol_of};
use super::memory::{exported, new_text, text, write};
use crate::host::Host;

/// Offsets in the `struct dso` that stands for a library.
const ALLOCATED: u32 = 8;
const MEMORY: u32 = 12;
const NAME: u32 = 36;

pub(super) fn link(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    linker.func_wrap("env", "_dlopen_js", open)?;
    linker.func_wrap("env", "_dlsym_js", find)?;
    Ok(())
}

/// Loads the library that a handle names; 1, or 0 with a message left for `dlerror`.
fn open(mut caller: Caller<'_, Host>, handle: u32) -> wasmtime::Result<u32> {
    let name = text(&caller, handle.wrapping_add(NAME))?;
    let why = match load(&mut caller.as_context_mut(), &name) {
        Ok(Some(at)) => {
            describe(&mut caller, handle, at)?;
            caller.data_mut().linked.handles.insert(handle, at);
            return Ok(1);
        }
        Ok(None) => "not found".to_owned(),
        // Its start-up code has thrown: that's for the guest to catch.
        Err(error) if caller.as_context_mut().has_pending_exception() => return Err(error),
        Err(error) if error.is::<wasmtime::Trap>() => return Err(error),
        Err(error) => error.to_string(),
    };
    complain(&mut caller, &format!("could not load dynamic lib: {name}: {why}"))?;
    Ok(0)
}

/// Writes into the handle where the library lies.
fn describe(caller: &mut Caller<'_, Host>, handle: u32, at: usize) -> wasmtime::Result<()> {
    let loaded = caller.data().linked.libraries[at];
    let program = caller.data().linked.program()?;
    let dylink = &program.library(loaded.library).dylink;
    write(&mut *caller, handle + ALLOCATED, &[1])?;
    let places = [
        loaded.memory_base,
        dylink.memory_size,
        loaded.table_base,
        dylink.table_size,
    ];
    let bytes: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
    write(&mut *caller, handle + MEMORY, &bytes)
}

/// The address of a symbol of a library; 0 with a message left for `dlerror`.
fn find(mut caller: Caller<'_, Host>, handle: u32, symbol: u32, _index: u32) -> wasmtime::Result<u32> {
    let name = text(&caller, symbol)?;
    let linked = &caller.data().linked;
    let loaded = linked.handles.get(&handle).map(|&at| linked.libraries[at]);
    let symbol = loaded.and_then(|loaded| {
        symbol_of(
            &mut caller.as_context_mut(),
            loaded.instance,
            loaded.memory_base,
            &name,
        )
    });
    match symbol {
        Some(Symbol::Address(address)) => Ok(address),
        Some(Symbol::Function(function)) => address_of(&mut caller.as_context_mut(), function),
        None => {
            complain(&mut caller, &format!("symbol not found: {name}"))?;
            Ok(0)
        }
    }
}

fn complain(caller: &mut Caller<'_, Host>, message: &str) -> wasmtime::Result<()> {
    let text = new_text(&mut *caller, message.as_bytes())?;
    exported::<(u32, u32), ()>(&mut *caller, "__dl_seterr")?.call(&mut *caller, (text, 0))
}
