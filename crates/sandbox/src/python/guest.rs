//! CPython as a running guest: a WASI reactor with a function that runs source code.

use std::sync::Arc;

use wasmtime::{Global, InstancePre, Linker, Memory, Module, Store, TypedFunc};

use crate::emscripten::Record;
use crate::functions::Functions;
use crate::guest::{Guest, Language};
use crate::host::Host;
use crate::image::Image;
use crate::sandbox::answer;
use crate::{slot, wasi};

/// The global that `rewrite` exports.
pub(super) const STACK_POINTER: &str = "__stack_pointer";

/// The module with its imports, ready to be instantiated.
pub(super) struct Python(InstancePre<Host>);

impl Python {
    pub(super) fn new(engine: &wasmtime::Engine, module: &Module) -> wasmtime::Result<Self> {
        let mut linker = Linker::new(engine);
        link(&mut Functions(&mut linker))?;
        Ok(Self(linker.instantiate_pre(module)?))
    }
}

/// All that CPython imports.
pub(crate) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    wasi::link(functions)?;
    functions.define("host", "call", answer)
}

impl Language for Python {
    #[cfg(test)]
    fn imports(&self, store: &mut Store<Host>) -> Vec<crate::guest::Import> {
        let mut linker = Linker::new(store.engine());
        link(&mut Functions(&mut linker)).expect("no function is defined twice");
        crate::guest::imports_of(self.0.module(), &linker, store)
    }

    fn start(
        &self,
        store: &mut Store<Host>,
        image: &Arc<Image>,
        _record: Option<&Record>,
    ) -> wasmtime::Result<Box<dyn Guest>> {
        let instance = slot::with_image(image, || self.0.instantiate(&mut *store))?;
        let missing = |what: &str| wasmtime::Error::msg(format!("the guest exports no {what}"));
        let memory = instance.get_memory(&mut *store, "memory");
        let memory = memory.ok_or_else(|| missing("memory"))?;
        let stack_pointer = instance.get_global(&mut *store, STACK_POINTER);
        let stack_pointer = stack_pointer.ok_or_else(|| missing("stack pointer"))?;
        stack_pointer.set(&mut *store, image.stack_pointer().into())?;
        store.data_mut().memory = Some(memory);
        if !image.initialised() {
            for name in ["_initialize", "wizer.initialize"] {
                instance
                    .get_typed_func::<(), ()>(&mut *store, name)?
                    .call(&mut *store, ())?;
            }
        }
        let allocate = instance.get_typed_func(&mut *store, "host_alloc")?;
        store.data_mut().allocate = Some(allocate.clone());
        Ok(Box::new(Started {
            allocate,
            turn: instance.get_typed_func(&mut *store, "turn")?,
            memory,
            stack_pointer,
        }))
    }
}

struct Started {
    allocate: TypedFunc<u32, u32>,
    turn: TypedFunc<(u32, u32), i32>,
    memory: Memory,
    stack_pointer: Global,
}

impl Guest for Started {
    fn turn(&mut self, store: &mut Store<Host>, source: &[u8]) -> wasmtime::Result<i32> {
        let len = u32::try_from(source.len()).map_err(wasmtime::Error::new)?;
        let at = self.allocate.call(&mut *store, len)?;
        self.memory
            .write(&mut *store, at as usize, source)
            .map_err(wasmtime::Error::new)?;
        self.turn.call(&mut *store, (at, len))
    }

    fn stack_pointer(&self, store: &mut Store<Host>) -> i32 {
        self.stack_pointer.get(store).unwrap_i32()
    }

    fn record(&self, _store: &mut Store<Host>) -> wasmtime::Result<Option<Record>> {
        Ok(None)
    }
}
