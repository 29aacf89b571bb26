//! Leaving, starting other programs (there are none), and the pieces of JavaScript that the guest was built
//! with.

use wasmtime::Ref;

use super::constant;
use super::memory::{new_text, text, write};
use super::pager::file_shown;
use crate::functions::{Entered, Functions};
use crate::wasi::Exit;

/// The guest gave up.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the guest aborted: {0}")]
pub(crate) struct Aborted(String);

/// `system` could not start a shell.
const NO_SHELL: i32 = -52;

pub(super) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    functions.define(
        "env",
        "exit",
        |_: &mut Entered<'_>, code: i32| -> wasmtime::Result<()> { Err(wasmtime::Error::new(Exit(code))) },
    )?;
    functions.define(
        "env",
        "_abort_js",
        |_: &mut Entered<'_>| -> wasmtime::Result<()> {
            Err(wasmtime::Error::new(Aborted("abort".to_owned())))
        },
    )?;
    functions.define("env", "__assert_fail", assertion_failed)?;
    functions.define("env", "__call_sighandler", call_handler)?;
    functions.define("env", "_emscripten_system", system)?;
    functions.define(
        "env",
        "_emscripten_get_progname",
        |entered: &mut Entered<'_>, out: u32, _len: u32| write(entered.store(), out, b"R\0"),
    )?;
    constant! { functions:
        "_emscripten_runtime_keepalive_clear"() = ();
        "emscripten_is_main_browser_thread"() = 1_i32;
        "_setitimer_js"(i32, f64) = 0_i32;
        // Files are handed in by the host, not by the module.
        "_emscripten_fs_load_embedded_files"(u32) = ();
        "_emscripten_log_formatted"(u32, u32) = ();
        "emscripten_asm_const_double"(u32, u32, u32) = 0_f64;
        "emscripten_run_script_int"(u32) = 0_i32;
    }
    functions.define("env", "emscripten_asm_const_int", script)
}

fn assertion_failed(
    entered: &mut Entered<'_>,
    condition: u32,
    file: u32,
    line: u32,
    _function: u32,
) -> wasmtime::Result<()> {
    let (condition, file) = (text(entered.store(), condition)?, text(entered.store(), file)?);
    Err(wasmtime::Error::new(Aborted(format!(
        "{file}:{line}: {condition}"
    ))))
}

fn call_handler(entered: &mut Entered<'_>, handler: u32, signal: i32) -> wasmtime::Result<()> {
    let mut store = entered.store();
    let table = store.data().linked().table()?;
    match table.get(&mut store, handler.into()) {
        Some(Ref::Func(Some(handler))) => handler.typed::<i32, ()>(&store)?.call(&mut store, signal),
        _ => Ok(()),
    }
}

fn system(entered: &mut Entered<'_>, command: u32) -> wasmtime::Result<i32> {
    // Whether there is a shell.
    if command == 0 {
        return Ok(0);
    }
    let command = text(entered.store(), command)?;
    if let Some(file) = file_shown(&command) {
        let shown = entered.call(|call| call.show_file(file))?;
        return Ok(shown.map_or(NO_SHELL, |()| 0));
    }
    // R removes its temporary directory this way when it ends; the directory goes with the sandbox.
    let removes = command.starts_with("rm -Rf ");
    Ok(if removes { 0 } else { NO_SHELL })
}

/// A piece of JavaScript, known by its address: it is read from the module's data. The console is asked for a
/// line and gives an empty one; nothing else has an effect.
fn script(entered: &mut Entered<'_>, code: u32, _signature: u32, _arguments: u32) -> wasmtime::Result<u32> {
    if text(entered.store(), code)?.contains("readConsole") {
        return new_text(entered.store(), b"\n");
    }
    Ok(0)
}
