//! The worst arguments of each function, and the work that they ask for.

use wasmtime::Val;

use super::stage::Stage;
use crate::fs::{Device, Opening, Target};
use crate::value::Value;
use crate::work::Work;

/// A function's worst arguments, and units of fuel that the work they ask for takes at least.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) arguments: fn(&mut Stage) -> (Vec<Val>, u64),
}

/// Bytes of the files that are read and written.
const FILE: usize = 8 << 20;
/// Entries of the directory that is listed, and moved.
const ENTRIES: usize = 900;
/// Components of a symbolic link's target, and links behind one another.
const STEPS: usize = 800;
const LINKS: usize = 30;
/// Values of a message.
const VALUES: usize = 1_900_000;
/// Where in the scratch memory things lie.
const PATH: u32 = 0;
const SECOND_PATH: u32 = 8 << 10;
const VECTORS: u32 = 16 << 10;
const OUT: u32 = 32 << 10;
const BUFFER: u32 = 1 << 20;

fn i32(value: usize) -> Val {
    Val::I32((value as u32).cast_signed())
}

fn i64(value: u64) -> Val {
    Val::I64(value.cast_signed())
}

fn at(stage: &Stage, offset: u32) -> Val {
    Val::I32((stage.scratch() + offset).cast_signed())
}

fn out(stage: &Stage) -> Val {
    at(stage, OUT)
}

/// A path as WASI takes one: address and length.
fn path(stage: &mut Stage, offset: u32, path: &str) -> [Val; 2] {
    [stage.put(offset, path.as_bytes()), i32(path.len())]
}

/// A path as C takes one.
fn text(stage: &mut Stage, offset: u32, path: &str) -> Val {
    stage.put(offset, format!("{path}\0").as_bytes())
}

/// One buffer of so many bytes, as `readv` and `writev` take it.
fn vector(stage: &mut Stage, bytes: usize) -> [Val; 2] {
    let buffer = stage.scratch() + BUFFER;
    let vector = [buffer.to_le_bytes(), (bytes as u32).to_le_bytes()].concat();
    [stage.put(VECTORS, &vector), i32(1)]
}

/// Symbolic links that lead from one to the next, each by a long way about; what it takes to follow them all.
fn chain(stage: &mut Stage) -> (&'static str, u64) {
    let about = "d/../".repeat(STEPS / 2);
    stage.make(|host, work, meter| host.fs.create_directory(work, "d", 0, meter));
    for link in 0..LINKS {
        let (name, target) = (format!("l{link}"), format!("{about}l{}", link + 1));
        stage.make(|host, work, meter| host.fs.symlink(work, &name, &target, 0, meter));
    }
    stage.make(|host, work, meter| host.fs.create_directory(work, &format!("l{LINKS}"), 0, meter));
    ("l0", Work::Component.times((STEPS * LINKS) as u64))
}

/// Where `chain` leads into, and what it takes to come to its first entry.
fn chained(stage: &mut Stage, name: &str) -> (String, u64) {
    let (chain, work) = chain(stage);
    (format!("{chain}/{name}"), work)
}

/// A large file, open.
fn file(stage: &mut Stage) -> Val {
    let opened = stage.open("file", WRITE);
    stage.make(|host, work, meter| {
        let at = host.fs.open(work, "file", WRITE, 0, meter)?;
        host.fs.set_size(at, FILE as u64, 0, meter)
    });
    opened
}

const WRITE: Opening = Opening {
    create: true,
    exclusive: false,
    truncate: false,
    directory: false,
    write: true,
    follow: true,
};
const LIST: Opening = Opening {
    create: false,
    exclusive: false,
    truncate: false,
    directory: true,
    write: false,
    follow: true,
};

/// A directory with many entries.
fn folder(stage: &mut Stage) -> &'static str {
    stage.make(|host, work, meter| host.fs.create_directory(work, "many", 0, meter));
    for entry in 0..ENTRIES {
        let name = format!("many/{entry}");
        stage.make(|host, work, meter| host.fs.create_directory(work, &name, 0, meter));
    }
    "many"
}

/// A message of very many nulls.
fn nulls() -> Vec<u8> {
    Value::list(std::iter::repeat_n(Value::Null, VALUES)).encode()
}

const BYTES: u64 = FILE as u64 * Work::Byte.fuel();

macro_rules! rows {
    ($($name:literal => |$stage:ident| $arguments:expr;)*) => {
        vec![$(Row { name: $name, arguments: |$stage| $arguments }),*]
    };
}

/// One row for each function that does something.
pub(super) fn rows() -> Vec<Row> {
    let mut all = wasi();
    all.extend(wasi_paths());
    all.extend(system_calls());
    all.extend(emscripten());
    all
}

fn wasi() -> Vec<Row> {
    rows! {
        "call" => |stage| {
            let message = nulls();
            let (sent, len) = (stage.put(BUFFER, &message), i32(message.len()));
            let least = Work::Value.times(VALUES as u64) + message.len() as u64;
            (vec![sent, len, out(stage), at(stage, OUT + 8)], least)
        };
        "args_get" => |stage| (vec![out(stage), at(stage, BUFFER)], 10);
        "args_sizes_get" => |stage| (vec![out(stage), at(stage, OUT + 8)], 8);
        "environ_get" => |stage| (vec![out(stage), at(stage, BUFFER)], 20);
        "environ_sizes_get" => |stage| (vec![out(stage), at(stage, OUT + 8)], 8);
        "clock_res_get" => |stage| (vec![i32(0), out(stage)], 8);
        "clock_time_get" => |stage| (vec![i32(0), i64(0), out(stage)], 8);
        "random_get" => |stage| (vec![at(stage, BUFFER), i32(FILE)], Work::RandomByte.times(FILE as u64));
        "sched_yield" => |_stage| (vec![], 0);
        "poll_oneoff" => |stage| {
            let waits = stage.put(BUFFER, &[0; 64 * 48]);
            (vec![waits, out(stage), i32(64), at_vectors(stage)], 64 * 48)
        };
        "fd_advise" => |stage| (vec![file(stage), i64(0), i64(u64::MAX), i32(0)], 0);
        // With the largest message waiting at the port, where the port is a file.
        "fd_close" => |stage| (vec![port(stage)], 0);
        "fd_datasync" => |stage| (vec![file(stage)], 0);
        "fd_fdstat_get" => |stage| (vec![file(stage), out(stage)], 24);
        "fd_fdstat_set_flags" => |stage| (vec![file(stage), i32(1)], 0);
        "fd_filestat_get" => |stage| (vec![file(stage), out(stage)], 64);
        "fd_filestat_set_size" => |stage| (vec![stage.open("grown", WRITE), i64(FILE as u64)], BYTES);
        "fd_filestat_set_times" => |stage| (vec![file(stage), i64(0), i64(0), i32(10)], 0);
        "fd_pread" => |stage| {
            let (file, [vectors, count]) = (file(stage), vector(stage, FILE));
            (vec![file, vectors, count, i64(0), out(stage)], BYTES)
        };
        "fd_prestat_get" => |stage| (vec![i32(3), out(stage)], 0);
        "fd_prestat_dir_name" => |stage| (vec![i32(3), out(stage), i32(4096)], 0);
        "fd_pwrite" => |stage| {
            let (file, [vectors, count]) = (stage.open("other", WRITE), vector(stage, FILE));
            (vec![file, vectors, count, i64(0), out(stage)], 2 * BYTES)
        };
        "fd_read" => |stage| {
            let (file, [vectors, count]) = (file(stage), vector(stage, FILE));
            (vec![file, vectors, count, out(stage)], BYTES)
        };
        "fd_readdir" => |stage| {
            let many = folder(stage);
            let directory = stage.open(many, LIST);
            let arguments = vec![directory, at(stage, BUFFER), i32(FILE), i64(0), out(stage)];
            (arguments, Work::Entry.times(ENTRIES as u64))
        };
        "fd_seek" => |stage| (vec![file(stage), i64(0), i32(2), out(stage)], 8);
        "fd_sync" => |stage| (vec![file(stage)], 0);
        "fd_tell" => |stage| (vec![file(stage), out(stage)], 8);
        "fd_write" => |stage| {
            let (output, [vectors, count]) = (stage.descriptor(Target::Output), vector(stage, FILE));
            // Elements over the limit are counted and not looked at.
            (vec![output, vectors, count, out(stage)], Work::Byte.times(60_000))
        };
        "sock_accept" => |stage| (vec![file(stage), i32(0), out(stage)], 0);
        "sock_recv" => |stage| (vec![file(stage), at(stage, VECTORS), i32(1), i32(0), out(stage), out(stage)], 0);
        "sock_send" => |stage| (vec![file(stage), at(stage, VECTORS), i32(1), i32(0), out(stage)], 0);
        "sock_shutdown" => |stage| (vec![file(stage), i32(0)], 0);
        "proc_exit" => |_stage| (vec![i32(3)], 0);
    }
}

/// The port as a file, with a message written to it.
fn port(stage: &mut Stage) -> Val {
    let opened = stage.descriptor(Target::Device(Device::Port));
    stage.store().data_mut().door.ask(&nulls());
    opened
}

fn wasi_paths() -> Vec<Row> {
    rows! {
        "path_create_directory" => |stage| {
            let (name, least) = chained(stage, "made");
            let [at, len] = path(stage, PATH, &name);
            (vec![stage.directory(), at, len], least)
        };
        "path_filestat_get" => |stage| {
            let (name, least) = chain(stage);
            let [at, len] = path(stage, PATH, name);
            (vec![stage.directory(), i32(1), at, len, out(stage)], least)
        };
        "path_filestat_set_times" => |stage| {
            let (name, least) = chain(stage);
            let [at, len] = path(stage, PATH, name);
            (vec![stage.directory(), i32(1), at, len, i64(0), i64(0), i32(10)], least)
        };
        "path_link" => |stage| {
            file(stage);
            let (name, least) = chained(stage, "linked");
            let ([old, old_len], [new, new_len]) = (path(stage, PATH, "file"), path(stage, SECOND_PATH, &name));
            let (from, to) = (stage.directory(), stage.directory());
            (vec![from, i32(0), old, old_len, to, new, new_len], least)
        };
        "path_open" => |stage| {
            let (name, least) = chained(stage, "opened");
            let [at, len] = path(stage, PATH, &name);
            let arguments = vec![
                stage.directory(), i32(1), at, len, i32(1), i64(u64::MAX), i64(0), i32(0), out(stage),
            ];
            (arguments, least)
        };
        "path_readlink" => |stage| {
            let (name, least) = chained(stage, "../l0");
            let [at, len] = path(stage, PATH, &name);
            (vec![stage.directory(), at, len, out(stage), i32(4096), at_vectors(stage)], least)
        };
        "path_remove_directory" => |stage| {
            let (name, least) = chained(stage, "removed");
            stage.make(|host, work, meter| host.fs.create_directory(work, &name, 0, meter));
            let [at, len] = path(stage, PATH, &name);
            (vec![stage.directory(), at, len], least)
        };
        "path_rename" => |stage| {
            let (to, least) = chained(stage, "moved");
            let from = folder(stage);
            let ([old, old_len], [new, new_len]) = (path(stage, PATH, from), path(stage, SECOND_PATH, &to));
            let (here, there) = (stage.directory(), stage.directory());
            (vec![here, old, old_len, there, new, new_len], least + Work::Node.times(ENTRIES as u64))
        };
        "path_symlink" => |stage| {
            let (name, least) = chained(stage, "link");
            let ([target, target_len], [at, len]) = (path(stage, PATH, &"x".repeat(4000)), path(stage, SECOND_PATH, &name));
            (vec![target, target_len, stage.directory(), at, len], least + 4000)
        };
        "path_unlink_file" => |stage| {
            let (name, least) = chained(stage, "unlinked");
            stage.open(&name, WRITE);
            let [at, len] = path(stage, PATH, &name);
            (vec![stage.directory(), at, len], least)
        };
    }
}

fn at_vectors(stage: &Stage) -> Val {
    at(stage, VECTORS)
}

/// A path below `/work` that goes through `chain`.
fn absolute(stage: &mut Stage, name: &str) -> (Val, u64) {
    let (name, least) = chained(stage, name);
    (text(stage, PATH, &format!("/work/{name}")), least)
}

const HERE: Val = Val::I32(-100);

fn system_calls() -> Vec<Row> {
    rows! {
        "__syscall_openat" => |stage| {
            let (path, least) = absolute(stage, "opened");
            (vec![HERE, path, i32(0o102), i32(0)], least)
        };
        "__syscall_stat64" => |stage| { let (path, least) = absolute(stage, "."); (vec![path, out(stage)], least) };
        "__syscall_lstat64" => |stage| { let (path, least) = absolute(stage, "x"); (vec![path, out(stage)], least) };
        "__syscall_fstat64" => |stage| (vec![file(stage), out(stage)], 96);
        "__syscall_newfstatat" => |stage| {
            let (path, least) = absolute(stage, ".");
            (vec![HERE, path, out(stage), i32(0)], least)
        };
        "__syscall_faccessat" => |stage| {
            let (path, least) = absolute(stage, ".");
            (vec![HERE, path, i32(0), i32(0)], least)
        };
        "__syscall_chdir" => |stage| { let (path, least) = absolute(stage, "."); (vec![path], least) };
        // The directory is the last one that is met on the way down.
        "__syscall_fchdir" => |stage| {
            folder(stage);
            let name = format!("many/{}", ENTRIES - 1);
            (vec![stage.open(&name, LIST)], Work::Node.times(ENTRIES as u64))
        };
        "__syscall_getcwd" => |stage| (vec![out(stage), i32(4096)], 1);
        "__syscall_mkdirat" => |stage| { let (path, least) = absolute(stage, "made"); (vec![HERE, path, i32(0)], least) };
        "__syscall_unlinkat" => |stage| {
            let (path, least) = absolute(stage, "unlinked");
            (vec![HERE, path, i32(0)], least)
        };
        "__syscall_rmdir" => |stage| { let (path, least) = absolute(stage, "removed"); (vec![path], least) };
        "__syscall_renameat" => |stage| {
            let from = folder(stage);
            let (to, least) = chained(stage, "moved");
            let (old, new) = (format!("/work/{from}"), format!("/work/{to}"));
            let (old, new) = (text(stage, PATH, &old), text(stage, SECOND_PATH, &new));
            (vec![HERE, old, HERE, new], least + Work::Node.times(ENTRIES as u64))
        };
        "__syscall_symlinkat" => |stage| {
            let target = text(stage, SECOND_PATH, &"x".repeat(4000));
            let (path, least) = absolute(stage, "link");
            (vec![target, HERE, path], least + 4000)
        };
        "__syscall_readlinkat" => |stage| {
            stage.make(|host, work, meter| host.fs.symlink(work, "l0/long", &"x".repeat(4000), 0, meter));
            let (path, least) = absolute(stage, "long");
            (vec![HERE, path, at(stage, BUFFER), i32(4096)], least + 4000)
        };
        "__syscall_chmod" => |stage| { let (path, least) = absolute(stage, "."); (vec![path, i32(0)], least) };
        "__syscall_utimensat" => |stage| {
            let (path, least) = absolute(stage, ".");
            (vec![HERE, path, i32(0), i32(0)], least)
        };
        "__syscall_truncate64" => |stage| {
            stage.open("truncated", WRITE);
            let path = text(stage, PATH, "/work/truncated");
            (vec![path, i64(FILE as u64)], BYTES)
        };
        "__syscall_ftruncate64" => |stage| (vec![stage.open("cut", WRITE), i64(FILE as u64)], BYTES);
        "__syscall_statfs64" => |stage| (vec![at(stage, PATH), i32(72), out(stage)], 72);
        "__syscall_fstatfs64" => |stage| (vec![file(stage), i32(72), out(stage)], 72);
        "__syscall_dup" => |stage| (vec![file(stage)], 0);
        // What it takes the place of is the port, with the largest message.
        "__syscall_dup3" => |stage| (vec![file(stage), port(stage), i32(0)], asked());
        "__syscall_fcntl64" => |stage| (vec![file(stage), i32(0), i32(0)], 0);
        "__syscall_ioctl" => |stage| (vec![file(stage), i32(0), i32(0)], 0);
        "__syscall_poll" => |stage| (vec![at(stage, BUFFER), i32(64), i32(1)], 64 * 10);
        "__syscall_getdents64" => |stage| {
            let many = folder(stage);
            let directory = stage.open(many, LIST);
            (vec![directory, at(stage, BUFFER), i32(FILE)], (Work::Entry.fuel() + 280) * ENTRIES as u64)
        };
        "__syscall_umask" => |_stage| (vec![i32(0)], 0);
        "__syscall_fdatasync" => |stage| (vec![file(stage)], 0);
        "__syscall_fadvise64" => |stage| (vec![file(stage), i64(0), i64(0), i32(0)], 0);
        "__syscall_fchmod" => |stage| (vec![file(stage), i32(0)], 0);
    }
}

/// What it takes to ask the port with the largest message.
fn asked() -> u64 {
    Work::Value.times(VALUES as u64)
}

fn emscripten() -> Vec<Row> {
    rows! {
        "emscripten_get_heap_max" => |_stage| (vec![], 0);
        "emscripten_resize_heap" => |_stage| (vec![i32(1_200 << 20)], Work::Page.fuel());
        "_mmap_js" => |stage| {
            let arguments = vec![i32(FILE), i32(0), i32(0), file(stage), i64(0), out(stage), at(stage, OUT + 8)];
            (arguments, 2 * BYTES)
        };
        "_munmap_js" => |_stage| (vec![i32(0), i32(0), i32(0), i32(0), i32(0), i64(0)], 0);
        "_msync_js" => |_stage| (vec![i32(0), i32(0), i32(0), i32(0), i32(0), i64(0)], 0);
        "emscripten_date_now" => |_stage| (vec![], 0);
        "emscripten_get_now" => |_stage| (vec![], 0);
        "_tzset_js" => |stage| (vec![out(stage), out(stage), out(stage), out(stage)], 16);
        "_gmtime_js" => |stage| (vec![i64(u64::MAX >> 1), out(stage)], 40);
        "_localtime_js" => |stage| (vec![i64(u64::MAX >> 1), out(stage)], 40);
        "_timegm_js" => |stage| (vec![out(stage)], 64);
        "_mktime_js" => |stage| (vec![out(stage)], 64);
        "exit" => |_stage| (vec![i32(3)], 0);
        "_abort_js" => |_stage| (vec![], 0);
        "__assert_fail" => |stage| {
            let (condition, file) = (text(stage, PATH, &"x".repeat(4000)), text(stage, SECOND_PATH, &"x".repeat(4000)));
            (vec![condition, file, i32(1), i32(0)], Work::ReadByte.times(8000))
        };
        "__call_sighandler" => |_stage| (vec![i32(u32::MAX as usize), i32(2)], 0);
        // The pager, with a large file.
        "_emscripten_system" => |stage| {
            file(stage);
            (vec![text(stage, PATH, "/usr/lib/R/bin/pager < /work/file")], Work::ReadByte.times(FILE as u64))
        };
        "_emscripten_get_progname" => |stage| (vec![out(stage), i32(4)], 2);
        "_emscripten_runtime_keepalive_clear" => |_stage| (vec![], 0);
        "emscripten_is_main_browser_thread" => |_stage| (vec![], 0);
        "_setitimer_js" => |_stage| (vec![i32(0), Val::F64(0)], 0);
        "_emscripten_fs_load_embedded_files" => |_stage| (vec![i32(0)], 0);
        "_emscripten_log_formatted" => |_stage| (vec![i32(0), i32(0)], 0);
        "emscripten_asm_const_int" => |stage| {
            let script = format!("readConsole{}", "x".repeat(4000));
            (vec![text(stage, PATH, &script), i32(0), i32(0)], Work::ReadByte.times(4000))
        };
        "emscripten_asm_const_double" => |_stage| (vec![i32(0), i32(0), i32(0)], 0);
        "emscripten_run_script_int" => |_stage| (vec![i32(0)], 0);
        "_dlopen_js" => |stage| {
            stage.put(BUFFER, &[0; 128]);
            stage.put(BUFFER + 36, b"/usr/lib/R/library/splines/libs/splines.so\0");
            (vec![at(stage, BUFFER)], Work::Module.fuel())
        };
        // Two long texts that differ in their last letter's accent alone.
        "spyrales_strcoll" => |stage| {
            let one = text(stage, PATH, &format!("{}é", "É".repeat(2000)));
            let other = text(stage, SECOND_PATH, &format!("{}e", "É".repeat(2000)));
            (vec![one, other], Work::Item.times(2 * 4000))
        };
        "_dlsym_js" => |stage| (vec![out(stage), text(stage, PATH, &"x".repeat(4000)), i32(0)], Work::ReadByte.times(4000));
    }
}
