//! R as a running guest: started as `Rscript` starts it, then given one expression per turn.

use std::sync::Arc;

use wasmtime::{Global, Store};

use crate::emscripten::{self, Program, Record, exported, new_text};
use crate::guest::{Guest, Language};
use crate::host::Host;
use crate::image::Image;
use crate::runtime::WORK;

/// Arguments of the program, its name first.
const ARGUMENTS: [&str; 4] = ["R", "--no-save", "--no-restore", "--no-echo"];
/// The C stack: 1 MiB as R was built, which is too little for a thousand calls inside one another. R looks at
/// how much it uses, so that a deep recursion is an error of R's before it runs into the heap.
const STACK_BYTES: u32 = 2 << 20;
const STACK_LIMIT: u32 = STACK_BYTES - (128 << 10);
const STACK_GROWS_DOWN: u32 = 1;
/// The global that the module exports of itself.
const STACK_POINTER: &str = "__stack_pointer";

impl Language for Program {
    #[cfg(test)]
    fn imports(&self, store: &mut Store<Host>) -> Vec<crate::guest::Import> {
        self.imports(store)
    }

    fn start(
        &self,
        store: &mut Store<Host>,
        image: &Arc<Image>,
        record: Option<&Record>,
    ) -> wasmtime::Result<Box<dyn Guest>> {
        match record {
            Some(record) => self.thaw(store, image, record)?,
            None => {
                self.boot(store, image)?;
                WORK.clone_into(&mut store.data_mut().directory);
                let stack = enlarge_stack(store)?;
                start_r(store, stack)?;
            }
        }
        Ok(Box::new(Started))
    }
}

/// Moves the C stack into memory of its own; its upper end.
fn enlarge_stack(store: &mut Store<Host>) -> wasmtime::Result<u32> {
    let allocate = exported::<(u32, u32), u32>(&mut *store, "emscripten_builtin_memalign")?;
    let bottom = allocate.call(&mut *store, (1 << 16, STACK_BYTES))?;
    let top = bottom + STACK_BYTES;
    if let Some(pointer) = stack_pointer(store) {
        pointer.set(&mut *store, top.cast_signed().into())?;
    }
    Ok(top)
}

fn stack_pointer(store: &mut Store<Host>) -> Option<Global> {
    let main = store.data().linked().main()?;
    main.get_global(&mut *store, STACK_POINTER)
}

fn start_r(store: &mut Store<Host>, stack: u32) -> wasmtime::Result<()> {
    let mut arguments = Vec::new();
    for argument in ARGUMENTS {
        arguments.extend(new_text(&mut *store, argument.as_bytes())?.to_le_bytes());
    }
    arguments.extend([0; 4]);
    let list = new_text(&mut *store, &arguments)?;
    let initialise = exported::<(u32, u32), u32>(&mut *store, "Rf_initialize_R")?;
    initialise.call(&mut *store, (ARGUMENTS.len() as u32, list))?;
    exported::<(), ()>(&mut *store, "setup_Rmainloop")?.call(&mut *store, ())?;
    emscripten::set_variable(&mut *store, "R_Interactive", 0)?;
    emscripten::set_variable(&mut *store, "R_CStackLimit", STACK_LIMIT)?;
    emscripten::set_variable(&mut *store, "R_CStackStart", stack)?;
    emscripten::set_variable(&mut *store, "R_CStackDir", STACK_GROWS_DOWN)
}

struct Started;

impl Guest for Started {
    /// The source is one expression; an error that nothing in it catches is printed, and makes the code 1.
    fn turn(&mut self, store: &mut Store<Host>, source: &[u8]) -> wasmtime::Result<i32> {
        let text = new_text(&mut *store, source)?;
        let failed_at = new_text(&mut *store, &[0; 4])?;
        let expression = exported::<u32, u32>(&mut *store, "R_ParseString")?.call(&mut *store, text)?;
        exported::<u32, u32>(&mut *store, "Rf_protect")?.call(&mut *store, expression)?;
        let global = emscripten::variable(&mut *store, "R_BaseEnv")?;
        let evaluate = exported::<(u32, u32, u32), u32>(&mut *store, "R_tryEval")?;
        evaluate.call(&mut *store, (expression, global, failed_at))?;
        exported::<i32, ()>(&mut *store, "Rf_unprotect")?.call(&mut *store, 1)?;
        let failed = emscripten::word(&mut *store, failed_at)?;
        for text in [text, failed_at] {
            exported::<u32, ()>(&mut *store, "free")?.call(&mut *store, text)?;
        }
        Ok(i32::from(failed != 0))
    }

    fn stack_pointer(&self, store: &mut Store<Host>) -> i32 {
        stack_pointer(store).map_or(0, |pointer| pointer.get(&mut *store).unwrap_i32())
    }

    fn record(&self, store: &mut Store<Host>) -> wasmtime::Result<Option<Record>> {
        Record::of(store).map(Some)
    }
}
