//! Our side: the sandbox's own functions, over its files in memory.

use std::sync::{Arc, OnceLock};

use wasmtime::Linker;

use crate::clock::VirtualClock;
use crate::fs::{Mount, Tree};
use crate::functions::Functions;
use crate::guest::{Guest, module};
use crate::host::Host;
use crate::limits::Limits;
use crate::wasi;
use crate::world::SHARED;

const SEED: u64 = 7;

/// A guest with an empty writable directory and a read-only one, and the default limits.
pub(crate) fn guest() -> Guest<Host> {
    static LINKER: OnceLock<Linker<Host>> = OnceLock::new();
    let linker = LINKER.get_or_init(|| {
        let mut linker = Linker::new(&module().0);
        wasi::link(&mut Functions(&mut linker)).expect("our functions");
        linker
    });
    let shared = SHARED.map(|(path, bytes)| (path.to_owned(), bytes.to_vec().into()));
    let mounts = vec![
        Mount::Writable {
            path: "/own",
            tree: Tree::new(),
        },
        Mount::ReadOnly {
            path: "/shared",
            tree: Arc::new(shared.into_iter().collect()),
        },
    ];
    let host = Host::new(mounts, &Limits::default(), SEED, VirtualClock::starting_after(0));
    Guest::new(linker, host, |host, memory| host.memory = Some(memory))
}
