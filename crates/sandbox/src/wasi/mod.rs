//! WASI preview 1 over the file system in memory: the 39 functions that CPython imports.
//!
//! Source of every number and layout: the WASI preview 1 interface (`wasi_snapshot_preview1.witx`).
//!
//! Invariant: no function here touches the host's files, clock, randomness or network; each costs fuel in
//! proportion to the work it makes the host do, so a guest can't get work for free.

mod abi;
mod descriptors;
mod paths;
mod process;
mod times;

use wasmtime::{Caller, Linker, Trap};

use crate::fs::Errno;
use crate::host::Host;

pub(crate) use abi::{Buffer, inode};
pub(crate) use process::Exit;

const MODULE: &str = "wasi_snapshot_preview1";

/// Fuel for entering the host at all, about what the transition costs.
const FUEL_PER_CALL: u64 = 200;
/// Bytes that the host copies for one unit of fuel.
const BYTES_PER_FUEL: u64 = 8;

/// Fuel for `bytes` of the host's work.
pub(crate) fn host_fuel(bytes: u64) -> u64 {
    FUEL_PER_CALL + bytes / BYTES_PER_FUEL
}

/// A system call in progress: the guest's memory and the host's state side by side.
pub(crate) struct Call<'a> {
    pub(crate) memory: &'a mut [u8],
    pub(crate) host: &'a mut Host,
    pub(crate) fuel_left: u64,
    /// Bytes of work done so far, to be paid in fuel.
    pub(crate) work: u64,
}

impl Call<'_> {
    pub(crate) fn now(&self) -> u64 {
        self.host.clock.realtime(self.fuel_left)
    }
}

/// Runs one system call and charges its fuel.
pub(crate) fn enter<T>(
    caller: &mut Caller<'_, Host>,
    call: impl FnOnce(&mut Call<'_>) -> Result<T, Errno>,
) -> wasmtime::Result<Result<T, Errno>> {
    let fuel_left = caller.get_fuel()?;
    let Some(memory) = caller.data().memory else {
        return Err(wasmtime::Error::msg("a system call before the memory is known"));
    };
    let (memory, host) = memory.data_and_store_mut(&mut *caller);
    let mut open = Call {
        memory,
        host,
        fuel_left,
        work: 0,
    };
    let result = call(&mut open);
    let Some(rest) = fuel_left.checked_sub(host_fuel(open.work)) else {
        caller.set_fuel(0)?;
        return Err(Trap::OutOfFuel.into());
    };
    caller.set_fuel(rest)?;
    match caller.data_mut().door.fault() {
        Some(fault) => Err(wasmtime::Error::new(fault)),
        None => Ok(result),
    }
}

macro_rules! functions {
    ($linker:ident: $($name:ident($($arg:ident: $ty:ty),*);)*) => {
        $($linker.func_wrap(MODULE, stringify!($name), |mut caller: Caller<'_, Host>, $($arg: $ty),*| -> wasmtime::Result<i32> {
            let result = enter(&mut caller, |call| call.$name($($arg),*))?;
            Ok(result.map_or_else(|errno| errno as i32, |()| 0))
        })?;)*
    };
}

/// Defines all of WASI preview 1 that our guests import.
pub(crate) fn link(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    functions! { linker:
        args_get(argv: u32, buffer: u32);
        args_sizes_get(count: u32, size: u32);
        environ_get(environ: u32, buffer: u32);
        environ_sizes_get(count: u32, size: u32);
        clock_res_get(id: u32, out: u32);
        clock_time_get(id: u32, precision: u64, out: u32);
        random_get(buffer: u32, len: u32);
        sched_yield();
        poll_oneoff(subscriptions: u32, events: u32, count: u32, out: u32);
        fd_advise(fd: u32, offset: u64, len: u64, advice: u32);
        fd_close(fd: u32);
        fd_datasync(fd: u32);
        fd_fdstat_get(fd: u32, out: u32);
        fd_fdstat_set_flags(fd: u32, flags: u32);
        fd_filestat_get(fd: u32, out: u32);
        fd_filestat_set_size(fd: u32, size: u64);
        fd_filestat_set_times(fd: u32, accessed: u64, modified: u64, flags: u32);
        fd_pread(fd: u32, iovs: u32, count: u32, offset: u64, out: u32);
        fd_prestat_get(fd: u32, out: u32);
        fd_prestat_dir_name(fd: u32, path: u32, len: u32);
        fd_pwrite(fd: u32, iovs: u32, count: u32, offset: u64, out: u32);
        fd_read(fd: u32, iovs: u32, count: u32, out: u32);
        fd_readdir(fd: u32, buffer: u32, len: u32, cookie: u64, out: u32);
        fd_seek(fd: u32, offset: i64, whence: u32, out: u32);
        fd_sync(fd: u32);
        fd_tell(fd: u32, out: u32);
        fd_write(fd: u32, iovs: u32, count: u32, out: u32);
        path_create_directory(fd: u32, path: u32, len: u32);
        path_filestat_get(fd: u32, lookup: u32, path: u32, len: u32, out: u32);
        path_filestat_set_times(fd: u32, lookup: u32, path: u32, len: u32, accessed: u64, modified: u64, flags: u32);
        path_link(from: u32, lookup: u32, old: u32, old_len: u32, to: u32, new: u32, new_len: u32);
        path_open(fd: u32, lookup: u32, path: u32, len: u32, open: u32, rights: u64, inherited: u64, flags: u32, out: u32);
        path_readlink(fd: u32, path: u32, len: u32, buffer: u32, buffer_len: u32, out: u32);
        path_remove_directory(fd: u32, path: u32, len: u32);
        path_rename(from: u32, old: u32, old_len: u32, to: u32, new: u32, new_len: u32);
        path_symlink(target: u32, target_len: u32, fd: u32, path: u32, len: u32);
        path_unlink_file(fd: u32, path: u32, len: u32);
        sock_accept(fd: u32, flags: u32, out: u32);
        sock_recv(fd: u32, iovs: u32, count: u32, flags: u32, len: u32, out: u32);
        sock_send(fd: u32, iovs: u32, count: u32, flags: u32, out: u32);
        sock_shutdown(fd: u32, how: u32);
    }
    linker.func_wrap(MODULE, "proc_exit", |code: i32| -> wasmtime::Result<()> {
        Err(wasmtime::Error::new(Exit(code)))
    })?;
    Ok(())
}
