//! Guests built with Emscripten: a main module that owns memory and table, and side modules that a dynamic
//! linker loads into them.
//!
//! Files are `fs`'s, input and output are `wasi`'s, which the C library shares; here are the system calls that
//! have another shape, the linker, and how such a guest is frozen.
//!
//! | room | says |
//! | --- | --- |
//! | `abi`, `memory` | the guest's memory, in the layouts of its C library |
//! | `paths`, `descriptors` | system calls on names, and on what is open |
//! | `collation` | the order of texts |
//! | `time`, `process`, `absent` | clocks and calendars; leaving; what isn't there |
//! | `pager` | shows help pages and files, in the place of a program |
//! | `dylink`, `linker`, `loader` | what a module asks for, where it is put, `dlopen` |
//! | `record` | what of a frozen guest isn't in its memory |

mod abi;
mod absent;
pub(crate) mod collation;
mod descriptors;
mod dylink;
mod linker;
mod loader;
mod memory;
mod pager;
mod paths;
mod process;
mod record;
mod time;

use std::collections::HashMap;
use std::sync::Arc;

use wasmtime::{AsContextMut, Linker, Module, Store};

use crate::fs::FileSystem;
use crate::functions::{Entered, Functions};
use crate::host::Host;
use crate::image::Image;
use crate::slot;
use crate::wasi;
use crate::work::Meter;

pub(crate) use dylink::Dylink;
pub(crate) use memory::{exported, new_text, read_u32 as word, set_variable, variable};
pub(crate) use process::Aborted;
pub(crate) use record::Record;

/// A side module, compiled, under the name that the guest loads it by: a path, or a bare file name.
pub(crate) struct Library {
    pub(crate) name: String,
    pub(crate) module: Module,
    pub(crate) dylink: Dylink,
}

/// A guest's modules and the host's functions for them: all that its instances share.
#[derive(Clone)]
pub(crate) struct Program(Arc<Modules>);

struct Modules {
    main: Module,
    dylink: Dylink,
    libraries: Vec<Library>,
    numbers: HashMap<String, usize>,
    functions: Linker<Host>,
}

impl Program {
    pub(crate) fn new(main: Module, dylink: Dylink, libraries: Vec<Library>) -> wasmtime::Result<Self> {
        let mut functions = Linker::new(main.engine());
        let mut defined = Functions(&mut functions);
        link(&mut defined)?;
        let needed = libraries
            .iter()
            .filter(|library| dylink.needed.contains(&library.name));
        let later: Vec<&Module> = needed.map(|library| &library.module).collect();
        absent::link(&mut defined, &main, |name| {
            later.iter().any(|module| module.get_export(name).is_some())
        });
        let numbers = (0..)
            .zip(&libraries)
            .map(|(at, library)| (library.name.clone(), at))
            .collect();
        Ok(Self(Arc::new(Modules {
            main,
            dylink,
            libraries,
            numbers,
            functions,
        })))
    }

    fn main(&self) -> &Module {
        &self.0.main
    }

    fn library(&self, number: usize) -> &Library {
        &self.0.libraries[number]
    }

    /// The host's functions that its modules import.
    #[cfg(test)]
    pub(crate) fn imports(&self, store: &mut Store<Host>) -> Vec<crate::guest::Import> {
        let libraries = self.0.libraries.iter().map(|library| &library.module);
        let modules = std::iter::once(self.main()).chain(libraries);
        let imports = modules.flat_map(|module| crate::guest::imports_of(module, self.functions(), store));
        imports.collect()
    }

    fn functions(&self) -> &Linker<Host> {
        &self.0.functions
    }

    /// Slots of the table that the main module starts with.
    fn main_table_size(&self) -> u64 {
        let exports = self.main().exports();
        exports
            .filter_map(|export| Some(export.ty().table()?.minimum()))
            .max()
            .unwrap_or_default()
    }

    /// The library that a name means: its own, or a path that ends in it.
    fn find(&self, name: &str, meter: &mut Meter) -> Option<usize> {
        let path = FileSystem::absolute("/", name, meter).ok()?;
        let file = name.rsplit('/').next().unwrap_or(name);
        let known = self.0.numbers.get(&path).or_else(|| self.0.numbers.get(file));
        known.copied()
    }

    /// Starts a guest from its first memory, up to the point where its functions can be called.
    pub(crate) fn boot(&self, store: &mut Store<Host>, image: &Arc<Image>) -> wasmtime::Result<()> {
        self.enter(store);
        let main = self.instantiate(store, image)?;
        for needed in &self.0.dylink.needed {
            if linker::load(&mut store.as_context_mut(), needed)?.is_none() {
                return Err(wasmtime::Error::msg(format!("the guest needs {needed}")));
            }
        }
        linker::settle_all(&mut store.as_context_mut(), main)?;
        let libraries = store.data().linked().instances();
        for &library in &libraries {
            linker::call_if_there(&mut store.as_context_mut(), library, "__wasm_apply_data_relocs")?;
        }
        store.data_mut().linked_mut().start();
        for instance in std::iter::once(main).chain(libraries) {
            linker::call_if_there(&mut store.as_context_mut(), instance, "__wasm_call_ctors")?;
        }
        Ok(())
    }

    /// Makes a store's host ready for this program.
    fn enter(&self, store: &mut Store<Host>) {
        let host = store.data_mut();
        host.descriptors.close_directories();
        host.linked_mut().adopt(self.clone());
    }

    fn instantiate(
        &self,
        store: &mut Store<Host>,
        image: &Arc<Image>,
    ) -> wasmtime::Result<wasmtime::Instance> {
        linker::instantiate_main(&mut store.as_context_mut(), |store, module, imports| {
            slot::with_image(image, || {
                wasmtime::Instance::new(store.as_context_mut(), module, imports)
            })
        })
    }
}

/// All that does something for an Emscripten guest.
pub(crate) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    wasi::link(functions)?;
    link_system_calls(functions)?;
    memory::link(functions)?;
    collation::link(functions)?;
    time::link(functions)?;
    process::link(functions)?;
    loader::link(functions)
}

macro_rules! system_calls {
    ($functions:ident: $($import:literal = $name:ident($($arg:ident: $ty:ty),*);)*) => {
        $($functions.define("env", $import, |entered: &mut Entered<'_>, $($arg: $ty),*| {
            let result = entered.call(|call| call.$name($($arg),*))?;
            Ok(result.map_or_else(|errno| -(errno as i32), u32::cast_signed))
        })?;)*
    };
}

/// Functions that give the same answer whatever they are asked.
macro_rules! constant {
    ($functions:ident: $($import:literal($($ty:ty),*) = $answer:expr;)*) => {
        $($functions.define("env", $import, |_: &mut Entered<'_>, $(_: $ty),*| Ok($answer))?;)*
    };
}
use constant;

/// The system calls of Emscripten's C library, without those that nothing stands behind.
fn link_system_calls(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    functions.define(
        "env",
        "__syscall_openat",
        |entered: &mut Entered<'_>, directory: i32, path: u32, flags: u32, _arguments: u32| {
            let result = entered.call(|call| call.openat(directory, path, flags))?;
            Ok(result.map_or_else(|errno| -(errno as i32), u32::cast_signed))
        },
    )?;
    // What asks for nothing that a file in memory could refuse.
    constant! { functions:
        "__syscall_umask"(u32) = 0o22_u32;
        "__syscall_fdatasync"(u32) = 0_u32;
        "__syscall_fadvise64"(u32, i64, i64, u32) = 0_u32;
        "__syscall_fchmod"(u32, u32) = 0_u32;
    }
    system_calls! { functions:
        "__syscall_stat64" = stat64(path: u32, out: u32);
        "__syscall_lstat64" = lstat64(path: u32, out: u32);
        "__syscall_fstat64" = fstat64(fd: u32, out: u32);
        "__syscall_newfstatat" = newfstatat(directory: i32, path: u32, out: u32, flags: u32);
        "__syscall_faccessat" = faccessat(directory: i32, path: u32, how: u32, flags: u32);
        "__syscall_chdir" = chdir(path: u32);
        "__syscall_fchdir" = fchdir(fd: u32);
        "__syscall_getcwd" = getcwd(buffer: u32, len: u32);
        "__syscall_mkdirat" = mkdirat(directory: i32, path: u32, mode: u32);
        "__syscall_unlinkat" = unlinkat(directory: i32, path: u32, flags: u32);
        "__syscall_rmdir" = rmdir(path: u32);
        "__syscall_renameat" = renameat(from: i32, old: u32, to: i32, new: u32);
        "__syscall_symlinkat" = symlinkat(target: u32, directory: i32, path: u32);
        "__syscall_readlinkat" = readlinkat(directory: i32, path: u32, buffer: u32, len: u32);
        "__syscall_chmod" = chmod(path: u32, mode: u32);
        "__syscall_utimensat" = utimensat(directory: i32, path: u32, times: u32, flags: u32);
        "__syscall_truncate64" = truncate64(path: u32, size: i64);
        "__syscall_ftruncate64" = ftruncate64(fd: u32, size: i64);
        "__syscall_statfs64" = statfs64(path: u32, size: u32, out: u32);
        "__syscall_fstatfs64" = statfs64(fd: u32, size: u32, out: u32);
        "__syscall_dup" = dup(fd: u32);
        "__syscall_dup3" = dup3(fd: u32, to: u32, flags: u32);
        "__syscall_fcntl64" = fcntl64(fd: u32, command: u32, arguments: u32);
        "__syscall_ioctl" = ioctl(fd: u32, operation: u32, arguments: u32);
        "__syscall_poll" = poll(polled: u32, count: u32, timeout: i32);
        "__syscall_getdents64" = getdents64(fd: u32, buffer: u32, len: u32);
    }
    Ok(())
}
