//! What differs from language to language once a guest runs: how it is started, how it takes a turn, what
//! freezing it needs.

use std::sync::Arc;

use wasmtime::Store;

use crate::emscripten::Record;
use crate::host::Host;
use crate::image::Image;

/// How guests of one language are started. Compiled code is shared by all of them.
pub(crate) trait Language: Send + Sync {
    /// Starts a guest from an image; the record is that of the same moment, where the language has records.
    fn start(
        &self,
        store: &mut Store<Host>,
        image: &Arc<Image>,
        record: Option<&Record>,
    ) -> wasmtime::Result<Box<dyn Guest>>;

    /// The host's functions that its modules import.
    #[cfg(test)]
    fn imports(&self, store: &mut Store<Host>) -> Vec<Import>;
}

/// A function of the host's that a guest imports.
#[cfg(test)]
pub(crate) struct Import {
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) function: wasmtime::Func,
}

/// Those of a module's imports that the host defines.
#[cfg(test)]
pub(crate) fn imports_of(
    module: &wasmtime::Module,
    defined: &wasmtime::Linker<Host>,
    store: &mut Store<Host>,
) -> Vec<Import> {
    let found = module.imports().filter_map(|import| {
        let function = defined.get(&mut *store, import.module(), import.name()).ok()?;
        Some(Import {
            module: import.module().to_owned(),
            name: import.name().to_owned(),
            function: function.into_func()?,
        })
    });
    found.collect()
}

/// A guest that was started.
pub(crate) trait Guest: Send {
    /// Runs source code; the exit code of the turn, 0 for one that ran to its end.
    fn turn(&mut self, store: &mut Store<Host>, source: &[u8]) -> wasmtime::Result<i32>;

    /// The stack pointer, between two turns.
    fn stack_pointer(&self, store: &mut Store<Host>) -> i32;

    /// What of the guest isn't in its memory, between two turns.
    fn record(&self, store: &mut Store<Host>) -> wasmtime::Result<Option<Record>>;
}
