//! Functions that the guest imports and that nothing here stands behind: sockets, pipes, owners, windows.

use wasmtime::{ExternType, Linker, Module, Val, ValType};

use crate::fs::Errno;
use crate::host::Host;

/// Gives every function that the main module imports and that isn't defined yet an answer: system calls say
/// that they aren't supported, everything else answers with zero. Names in `later` are left to libraries.
pub(super) fn link(
    linker: &mut Linker<Host>,
    module: &Module,
    later: impl Fn(&str) -> bool,
) -> wasmtime::Result<()> {
    for import in module.imports() {
        let ExternType::Func(ty) = import.ty() else {
            continue;
        };
        let (from, name) = (import.module(), import.name());
        if later(name) {
            continue;
        }
        let answer = if name.starts_with("__syscall_") {
            Val::I32(-(Errno::NotSupported as i32))
        } else {
            match ty.results().next() {
                Some(ValType::F64) => Val::F64(0),
                Some(ValType::I64) => Val::I64(0),
                _ => Val::I32(0),
            }
        };
        let absent = linker.func_new(from, name, ty, move |_caller, _arguments, results| {
            results.fill(answer);
            Ok(())
        });
        // What is defined already stays: the linker refuses a second definition.
        drop(absent);
    }
    Ok(())
}
