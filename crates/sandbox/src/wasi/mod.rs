//! WASI preview 1 over the file system in memory: the 39 functions that CPython imports.
//!
//! Source of every number and layout: the WASI preview 1 interface (`wasi_snapshot_preview1.witx`).
//!
//! Invariant: no function here touches the host's files, clock, randomness or network. What they cost is counted where
//! the work is done (`crate::functions`).

mod abi;
mod descriptors;
mod paths;
mod process;
mod times;

use crate::functions::{Entered, Functions};

pub(crate) use abi::{Buffer, inode, total};
pub(crate) use process::Exit;

const MODULE: &str = "wasi_snapshot_preview1";

macro_rules! functions {
    ($functions:ident: $($name:ident($($arg:ident: $ty:ty),*);)*) => {
        $($functions.define(MODULE, stringify!($name), |entered: &mut Entered<'_>, $($arg: $ty),*| {
            let result = entered.call(|call| call.$name($($arg),*))?;
            Ok(result.map_or_else(|errno| errno as i32, |()| 0))
        })?;)*
    };
}

/// Defines all of WASI preview 1 that our guests import.
pub(crate) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    functions! { functions:
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
    functions.define(
        MODULE,
        "proc_exit",
        |_: &mut Entered<'_>, code: i32| -> wasmtime::Result<()> { Err(wasmtime::Error::new(Exit(code))) },
    )
}
