//! Leaving, starting other programs (there are none), and the pieces of JavaScript that the guest was built
//! with.

use wasmtime::{Caller, Linker, Ref};

use super::memory::{new_text, text, write};
use super::pager::file_shown;
use crate::host::Host;
use crate::wasi::{Exit, enter};

/// The guest gave up.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the guest aborted: {0}")]
pub(crate) struct Aborted(String);

/// `system` could not start a shell.
const NO_SHELL: i32 = -52;

pub(super) fn link(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    linker.func_wrap("env", "exit", |code: i32| -> wasmtime::Result<()> {
        Err(wasmtime::Error::new(Exit(code)))
    })?;
    linker.func_wrap("env", "_abort_js", || -> wasmtime::Result<()> {
        Err(wasmtime::Error::new(Aborted("abort".to_owned())))
    })?;
    linker.func_wrap(
        "env",
        "__assert_fail",
        |caller: Caller<'_, Host>,
         condition: u32,
         file: u32,
         line: u32,
         _function: u32|
         -> wasmtime::Result<()> {
            let (condition, file) = (text(&caller, condition)?, text(&caller, file)?);
            Err(wasmtime::Error::new(Aborted(format!(
                "{file}:{line}: {condition}"
            ))))
        },
    )?;
    linker.func_wrap(
        "env",
        "__call_sighandler",
        |mut caller: Caller<'_, Host>, handler: u32, signal: i32| {
            let table = caller.data().linked.table()?;
            match table.get(&mut caller, handler.into()) {
                Some(Ref::Func(Some(handler))) => {
                    handler.typed::<i32, ()>(&caller)?.call(&mut caller, signal)
                }
                _ => Ok(()),
            }
        },
    )?;
    linker.func_wrap(
        "env",
        "_emscripten_system",
        |mut caller: Caller<'_, Host>, command: u32| -> wasmtime::Result<i32> {
            // Whether there is a shell.
            if command == 0 {
                return Ok(0);
            }
            let command = text(&caller, command)?;
            if let Some(file) = file_shown(&command) {
                let shown = enter(&mut caller, |call| call.show_file(file))?;
                return Ok(shown.map_or(NO_SHELL, |()| 0));
            }
            // R removes its temporary directory this way when it ends; the directory goes with the sandbox.
            let removes = command.starts_with("rm -Rf ");
            Ok(if removes { 0 } else { NO_SHELL })
        },
    )?;
    linker.func_wrap(
        "env",
        "_emscripten_get_progname",
        |mut caller: Caller<'_, Host>, out: u32, _len: u32| write(&mut caller, out, b"R\0"),
    )?;
    linker.func_wrap("env", "_emscripten_runtime_keepalive_clear", || {})?;
    linker.func_wrap("env", "emscripten_is_main_browser_thread", || 1_i32)?;
    linker.func_wrap("env", "_setitimer_js", |_which: i32, _ms: f64| 0_i32)?;
    // Files are handed in by the host, not by the module.
    linker.func_wrap("env", "_emscripten_fs_load_embedded_files", |_table: u32| {})?;
    linker.func_wrap("env", "_emscripten_log_formatted", |_flags: u32, _text: u32| {})?;
    linker.func_wrap("env", "emscripten_asm_const_int", script)?;
    linker.func_wrap("env", "emscripten_asm_const_double", |_: u32, _: u32, _: u32| {
        0_f64
    })?;
    linker.func_wrap("env", "emscripten_run_script_int", |_script: u32| 0_i32)?;
    Ok(())
}

/// A piece of JavaScript, known by its address: it is read from the module's data. The console is asked for a
/// line and gives an empty one; nothing else has an effect.
fn script(
    mut caller: Caller<'_, Host>,
    code: u32,
    _signature: u32,
    _arguments: u32,
) -> wasmtime::Result<u32> {
    if text(&caller, code)?.contains("readConsole") {
        return new_text(&mut caller, b"\n");
    }
    Ok(0)
}
