//! Functions that the guest imports and that nothing here stands behind: sockets, pipes, owners, windows.

use wasmtime::{ExternType, Module, Val, ValType};

use crate::fs::Errno;
use crate::functions::Functions;

/// Gives every function that the main module imports and that isn't defined yet an answer: system calls say
/// that they aren't supported, everything else answers with zero. Names in `later` are left to libraries.
pub(super) fn link(functions: &mut Functions<'_>, module: &Module, later: impl Fn(&str) -> bool) {
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
        functions.define_if_absent(from, name, ty, move |_, _, results| {
            results.fill(answer);
            Ok(())
        });
    }
}
