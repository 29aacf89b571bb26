//! One running guest.

use std::sync::Arc;

use wasmtime::{Store, Trap};

use crate::clock::VirtualClock;
use crate::emscripten::{Aborted, Record};
use crate::engine::Engine;
use crate::fs::{Errno, Mount};
use crate::functions::Entered;
use crate::guest::{Guest, Language};
use crate::host::Host;
use crate::image::{Frozen, Ground, Image};
use crate::limits::{Limits, Usage};
use crate::port::{MAX_MESSAGE, Port};
use crate::wasi::Exit;

/// Fuel for putting an image in place, which only our own code burns.
const SETUP_FUEL: u64 = 1 << 40;
/// A compiled guest, ready to be started from an image.
#[derive(Clone)]
pub struct Program {
    engine: Engine,
    language: Arc<dyn Language>,
}

impl Program {
    pub(crate) fn new(engine: &Engine, language: impl Language + 'static) -> Self {
        Self {
            engine: engine.clone(),
            language: Arc::new(language),
        }
    }

    /// The host's functions that the guest imports.
    #[cfg(test)]
    pub(crate) fn imports(&self, store: &mut Store<Host>) -> Vec<crate::guest::Import> {
        self.language.imports(store)
    }

    /// What of the engine a record depends on.
    pub(crate) fn semantics(&self) -> String {
        self.engine.semantics()
    }
}

/// What a sandbox is started with.
pub struct Setup {
    /// Its files. Guest paths and their order must be those that the image was made with.
    pub mounts: Vec<Mount>,
    /// Its limits.
    pub limits: Limits,
    /// Where all its randomness comes from.
    pub seed: u64,
    /// Arguments, the program's name first.
    pub arguments: Vec<&'static str>,
    /// Environment variables.
    pub environment: Vec<(&'static str, &'static str)>,
    /// Seconds between 2026-01-01T00:00:00Z and the time its clock starts at.
    pub clock_seconds: u64,
    /// Answers its calls.
    pub port: Box<dyn Port>,
}

/// How a turn ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The guest came back; it takes another turn.
    Returned {
        /// Exit code of the turn: 0 for a turn that ran to its end.
        code: u8,
    },
    /// The guest called `proc_exit` (Python's `os._exit`); it is gone.
    Exited {
        /// What it exited with.
        code: i32,
    },
    /// The fuel for this turn is used up; the guest is gone.
    OutOfFuel,
    /// The guest's stack is used up; it is gone.
    StackExhausted,
    /// The guest aborted or broke in another way; it is gone.
    Trapped {
        /// The trap, in wasmtime's words.
        trap: String,
    },
}

/// The host could not run a turn; the guest is not to blame.
#[derive(Debug, thiserror::Error)]
#[error("the sandbox failed: {0}")]
pub struct SandboxError(pub(crate) wasmtime::Error);

/// A guest with its memory, files and limits. Dropping it leaves nothing behind.
pub struct Sandbox {
    store: Store<Host>,
    guest: Box<dyn Guest>,
    fuel: u64,
}

impl Sandbox {
    /// Starts a guest from an image, and its record where the language has one.
    pub(crate) fn start(
        program: &Program,
        image: &Arc<Image>,
        record: Option<&Record>,
        setup: Setup,
    ) -> Result<Self, SandboxError> {
        Self::try_start(program, image, record, setup).map_err(SandboxError)
    }

    fn try_start(
        program: &Program,
        image: &Arc<Image>,
        record: Option<&Record>,
        setup: Setup,
    ) -> wasmtime::Result<Self> {
        let clock = VirtualClock::starting_after(setup.clock_seconds);
        let mut host = Host::new(setup.mounts, &setup.limits, setup.seed, clock);
        host.arguments = setup.arguments;
        host.environment = setup.environment;
        host.port = Some(setup.port);
        let mut store = Store::new(program.engine.wasmtime(), host);
        store.limiter(|host| host);
        store.set_fuel(SETUP_FUEL)?;
        let guest = program.language.start(&mut store, image, record)?;
        let size = store.data().memory.map_or(0, |memory| memory.data_size(&store));
        let host = store.data_mut();
        host.memory_peak = host.memory_peak.max(size);
        Ok(Self {
            store,
            guest,
            fuel: 0,
        })
    }

    /// Runs source code in the guest with so much fuel.
    pub fn turn(&mut self, source: &[u8], fuel: u64) -> Result<Ended, SandboxError> {
        self.store.set_fuel(fuel).map_err(SandboxError)?;
        self.store.data_mut().clock.begin_turn(fuel);
        let result = self.guest.turn(&mut self.store, source);
        let left = self.store.get_fuel().map_err(SandboxError)?;
        // A guest that ran dry has burned it all, though the last instruction may have gone a little over.
        let left = if matches!(trap(&result), Some(Trap::OutOfFuel)) {
            0
        } else {
            left
        };
        self.store.data_mut().clock.end_turn(left);
        self.fuel += fuel.saturating_sub(left);
        Self::ended(result)
    }

    fn ended(result: wasmtime::Result<i32>) -> Result<Ended, SandboxError> {
        let error = match result {
            Ok(code) => return Ok(Ended::Returned { code: code as u8 }),
            Err(error) => error,
        };
        if let Some(Exit(code)) = error.downcast_ref() {
            return Ok(Ended::Exited { code: *code });
        }
        if let Some(aborted) = error.downcast_ref::<Aborted>() {
            return Ok(Ended::Trapped {
                trap: aborted.to_string(),
            });
        }
        match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => Ok(Ended::OutOfFuel),
            Some(Trap::StackOverflow) => Ok(Ended::StackExhausted),
            Some(trap) => Ok(Ended::Trapped {
                trap: trap.to_string(),
            }),
            None => Err(SandboxError(error)),
        }
    }

    /// The guest's store, for whoever calls the host's functions by themselves.
    #[cfg(test)]
    pub(crate) fn store_mut(&mut self) -> &mut Store<Host> {
        &mut self.store
    }

    /// What it has used so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let host = self.store.data();
        Usage {
            fuel: self.fuel,
            memory_peak_bytes: host.memory_peak as u64,
            output_bytes: host.stdout.written() + host.stderr.written(),
        }
    }

    /// Whether it was refused memory at some time.
    #[must_use]
    pub fn memory_refused(&self) -> bool {
        self.store.data().memory_refused
    }

    /// What it wrote to standard output, and how many bytes came after the limit.
    #[must_use]
    pub fn stdout(&self) -> (&[u8], u64) {
        let stream = &self.store.data().stdout;
        (&stream.bytes, stream.dropped)
    }

    /// The last 4 KiB of what it wrote to standard output after the limit.
    #[must_use]
    pub fn stdout_end(&self) -> &[u8] {
        self.store.data().stdout.end()
    }

    /// What it wrote to standard error, and how many bytes came after the limit.
    #[must_use]
    pub fn stderr(&self) -> (&[u8], u64) {
        let stream = &self.store.data().stderr;
        (&stream.bytes, stream.dropped)
    }

    /// The files it wrote below a mount.
    #[must_use]
    pub fn written(&self, mount_path: &str) -> Vec<(String, &[u8])> {
        self.store.data().fs.written(mount_path)
    }

    /// Files that it has open.
    #[must_use]
    pub fn open_files(&self) -> usize {
        self.store.data().descriptors.open_files()
    }

    /// Gives up the sandbox and hands back its port.
    #[must_use]
    pub fn into_port(mut self) -> Option<Box<dyn Port>> {
        self.store.data_mut().port.take()
    }

    /// Freezes it as it is between two turns: as a whole, or what it has that a ground hasn't.
    pub(crate) fn freeze(&mut self, path: &std::path::Path, on: Option<&Ground>) -> Result<(), SandboxError> {
        let stack_pointer = self.guest.stack_pointer(&mut self.store);
        let record = self.guest.record(&mut self.store).map_err(SandboxError)?;
        let memory = self.store.data().memory.map(|memory| memory.data(&self.store));
        let frozen = Frozen {
            memory: memory.unwrap_or_default(),
            stack_pointer,
            initialised: true,
        };
        let save = || {
            if let Some(record) = record {
                record.save(path)?;
            }
            match on {
                Some(ground) => Image::save_layer(path, ground, &frozen),
                None => Image::save_ground(path, &frozen),
            }
        };
        save().map_err(|e| SandboxError(wasmtime::Error::new(e)))
    }
}

fn trap(result: &wasmtime::Result<i32>) -> Option<&Trap> {
    result.as_ref().err()?.downcast_ref()
}

/// `host::call`: hands the guest's bytes to the port and the answer back, in memory the guest allocates.
///
/// Returns 0, or -1 when nobody answers, or -2 when the guest's addresses make no sense.
pub(crate) fn answer(
    entered: &mut Entered<'_>,
    at: u32,
    len: u32,
    out_at: u32,
    out_len: u32,
) -> wasmtime::Result<i32> {
    if len > MAX_MESSAGE {
        return Ok(-2);
    }
    let asked = entered.call(|call| {
        let request = call.memory.read(at, len, call.meter)?;
        // Taken for the length of the call: an answer that needs this same guest would find no port.
        let mut port = call.host.port.take().ok_or(Errno::NotFound)?;
        let answered = port.call(request, call.meter);
        call.host.port = Some(port);
        Ok(answered)
    })?;
    let reply = match asked {
        Ok(answered) => answered.map_err(wasmtime::Error::new)?,
        Err(Errno::NotFound) => return Ok(-1),
        Err(_) => return Ok(-2),
    };
    let Some(allocate) = entered.host().allocate.clone() else {
        return Ok(-1);
    };
    let reply_len = u32::try_from(reply.len()).map_err(wasmtime::Error::new)?;
    let target = allocate.call(entered.store(), reply_len)?;
    let written = entered.call(|call| {
        call.write(target, &reply)?;
        call.write_u32(out_at, target)?;
        call.write_u32(out_len, reply_len)
    })?;
    Ok(if written.is_ok() { 0 } else { -2 })
}
