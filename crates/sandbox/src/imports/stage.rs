//! A guest that was started and whose host functions are called one by one.

use wasmtime::{AsContextMut, Func, Store, Trap, Val, ValType};

use super::allocations::{Allocated, during};
use crate::fs::{Descriptor, Errno, Flags, Location, Mount, Opening, Quota, Target, Tree};
use crate::guest::Import;
use crate::host::Host;
use crate::limits::Limits;
use crate::port::{Port, PortError};
use crate::runtime::{Runtime, TEMPORARY};
use crate::sandbox::{Program, Sandbox, Setup};
use crate::value::{Caps, Value};
use crate::work::Meter;

/// Fuel for a call.
const FUEL: u64 = 1 << 33;
/// Pages of memory that the guest is given for arguments.
const SCRATCH_PAGES: u64 = 1024;
const PAGE: u64 = 65_536;

/// Rebuilds what it is sent, and answers with little.
struct Listener;

impl Port for Listener {
    fn call(&mut self, request: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let _ = Value::decode(request, &Caps::default(), meter);
        Ok(vec![0; 100])
    }
}

/// What came of a call.
pub(super) struct Called {
    pub(super) fuel: u64,
    pub(super) out_of_fuel: bool,
    /// The guest is gone.
    pub(super) ended: bool,
    pub(super) allocated: Allocated,
}

/// A guest whose host functions are called.
pub(super) struct Stage {
    program: Program,
    sandbox: Sandbox,
    scratch: u32,
}

impl Stage {
    pub(super) fn new(runtime: &Runtime) -> Self {
        let mut mounts = runtime.library.clone();
        for path in [TEMPORARY, crate::runtime::WORK] {
            mounts.push(Mount::Writable {
                path,
                tree: Tree::new(),
            });
        }
        let setup = Setup {
            mounts,
            limits: Limits {
                files: Quota {
                    nodes: 20_000,
                    descriptors: 2_000,
                    ..Quota::default()
                },
                ..Limits::default()
            },
            seed: 0,
            arguments: runtime.arguments.clone(),
            environment: runtime.environment.clone(),
            clock_seconds: 0,
            port: Box::new(Listener),
        };
        let mut sandbox = Sandbox::start(&runtime.program, &runtime.base, None, setup).expect("a guest");
        let store = sandbox.store_mut();
        store.set_fuel(FUEL).expect("fuel is counted");
        let memory = store.data().memory.expect("a memory");
        let scratch = memory.grow(&mut *store, SCRATCH_PAGES).expect("room") * PAGE;
        let scratch = u32::try_from(scratch).expect("a guest of 32 bits");
        Self {
            program: runtime.program.clone(),
            sandbox,
            scratch,
        }
    }

    pub(super) fn store(&mut self) -> &mut Store<Host> {
        self.sandbox.store_mut()
    }

    pub(super) fn engine(&mut self) -> &wasmtime::Engine {
        self.sandbox.store_mut().engine()
    }

    /// What the guest's modules import from the host.
    pub(super) fn imports(&mut self) -> Vec<Import> {
        self.program.imports(self.sandbox.store_mut())
    }

    /// Where memory is that the guest doesn't use.
    pub(super) fn scratch(&self) -> u32 {
        self.scratch
    }

    /// Puts bytes so far into the scratch memory; their address.
    pub(super) fn put(&mut self, offset: u32, bytes: &[u8]) -> Val {
        let at = self.scratch + offset;
        let store = self.store();
        let memory = store.data().memory.expect("a memory");
        memory.write(store, at as usize, bytes).expect("room");
        Val::I32(at.cast_signed())
    }

    /// A tree of the guest's own that files are made in.
    pub(super) fn work(&mut self) -> Location {
        let host = self.store().data();
        let found = host.fs.locate("/work", &mut Meter::new(FUEL));
        found.expect("a mount").0
    }

    /// Makes something in the guest's files; that it is there already is as good.
    pub(super) fn make(&mut self, make: impl FnOnce(&mut Host, Location, &mut Meter) -> Result<(), Errno>) {
        let work = self.work();
        let made = make(self.store().data_mut(), work, &mut Meter::new(FUEL));
        assert!(matches!(made, Ok(()) | Err(Errno::Exists)), "{made:?}");
    }

    /// Opens a file or a directory at a path; its descriptor.
    pub(super) fn open(&mut self, path: &str, how: Opening) -> Val {
        let work = self.work();
        let host = self.store().data_mut();
        let at = host
            .fs
            .open(work, path, how, 0, &mut Meter::new(FUEL))
            .expect(path);
        let target = match how.write {
            true => Target::File(at),
            false if how.directory => Target::Directory(at),
            false => Target::File(at),
        };
        self.descriptor(target)
    }

    /// A descriptor of something.
    pub(super) fn descriptor(&mut self, target: Target) -> Val {
        let host = self.store().data_mut();
        let opened = host.descriptors.insert(Descriptor {
            target,
            flags: Flags {
                read: true,
                write: true,
                append: false,
            },
            offset: 0,
        });
        Val::I32(opened.expect("a descriptor").cast_signed())
    }

    /// The descriptor of the directory that [`make`](Self::make) makes things in.
    pub(super) fn directory(&mut self) -> Val {
        let work = self.work();
        self.descriptor(Target::Directory(work))
    }

    /// Arguments of a function's type that are all one number.
    pub(super) fn wild(&mut self, function: &Func, number: u64) -> Vec<Val> {
        let ty = function.ty(self.store());
        let all = ty.params().map(|ty| match ty {
            ValType::I64 => Val::I64(number.cast_signed()),
            ValType::F64 => Val::F64(number),
            ValType::F32 => Val::F32(number as u32),
            _ => Val::I32((number as u32).cast_signed()),
        });
        all.collect()
    }

    pub(super) fn call(&mut self, function: &Func, arguments: &[Val]) -> Called {
        self.call_with(function, arguments, FUEL)
    }

    /// Calls a function of the host's as the guest would; what it answers is nobody's business here.
    pub(super) fn call_with(&mut self, function: &Func, arguments: &[Val], fuel: u64) -> Called {
        let store = self.store();
        store.set_fuel(fuel).expect("fuel is counted");
        let mut results = vec![Val::I32(0); function.ty(&*store).results().len()];
        let (done, allocated) = during(|| function.call(store.as_context_mut(), arguments, &mut results));
        let left = store.get_fuel().expect("fuel is counted");
        let error = done.err();
        let trap = error.as_ref().and_then(|error| error.downcast_ref::<Trap>());
        Called {
            fuel: fuel - left,
            out_of_fuel: trap == Some(&Trap::OutOfFuel),
            ended: error.is_some(),
            allocated,
        }
    }
}
