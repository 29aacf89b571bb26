//! Two guests with the same files: one over our file system, one over directories of this machine.

use std::sync::OnceLock;

use tempfile::TempDir;
use wasmtime::{Linker, Val};
use wasmtime_wasi::p1::{self, WasiP1Ctx};
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};

use crate::guest::{Calls, Guest, module};
use crate::operation::{Fd, Mode, Moment, Operation, Whence};
use crate::outcome::{DIRECTORY, Errno, Outcome, Stat};
use crate::own;
use crate::path::Path;
use crate::walk::{self, Tree};

/// Files of the read-only directory.
pub(crate) const SHARED: [(&str, &[u8]); 2] = [("lettre", b"abc"), ("tiroir/note", b"0123456789")];

// Where things lie in the guest's memory.
const OUT: u32 = 64;
const BUFFERS: u32 = 256;
const FIRST_PATH: u32 = 1 << 16;
const SECOND_PATH: u32 = 2 << 16;
const DATA: u32 = 4 << 16;

/// One guest, and the numbers of the descriptors that it opened.
pub(crate) struct World {
    guest: Box<dyn Calls>,
    opened: Vec<Option<u32>>,
    /// Keeps the directories of the stock guest for as long as it lives.
    _directories: Vec<TempDir>,
}

/// Both guests.
pub(crate) struct Pair {
    ours: World,
    stock: World,
}

impl Pair {
    pub(crate) fn new() -> Self {
        Self {
            ours: World {
                guest: Box::new(own::guest()),
                opened: Vec::new(),
                _directories: Vec::new(),
            },
            stock: stock(),
        }
    }

    /// The operation in both worlds. A descriptor that only one of them opened is closed again, so that the `n`th one
    /// is the same in both.
    pub(crate) fn perform(&mut self, operation: &Operation) -> (Outcome, Outcome) {
        let outcomes = (self.ours.perform(operation), self.stock.perform(operation));
        let opened = self.ours.opened.len().min(self.stock.opened.len());
        for world in [&mut self.ours, &mut self.stock] {
            if let Some(Some(fd)) = world.opened.get(opened) {
                world.guest.call("fd_close", &[number(*fd)]);
                world.opened.truncate(opened);
            }
        }
        outcomes
    }

    /// What lies in the writable directories.
    pub(crate) fn trees(&mut self) -> (Tree, Tree) {
        (walk::tree(&mut self.ours), walk::tree(&mut self.stock))
    }
}

fn stock() -> World {
    static LINKER: OnceLock<Linker<WasiP1Ctx>> = OnceLock::new();
    let linker = LINKER.get_or_init(|| {
        let mut linker = Linker::new(&module().0);
        p1::add_to_linker_sync(&mut linker, |context| context).expect("the stock functions");
        linker
    });
    let [own, shared] = [(), ()].map(|()| tempfile::tempdir().expect("a directory"));
    for (path, bytes) in SHARED {
        let path = shared.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, bytes).expect("a file");
    }
    let mut builder = WasiCtxBuilder::new();
    builder
        .allow_blocking_current_thread(true)
        .preopened_dir(own.path(), "/own", FsPerms::ReadWrite)
        .expect("a directory")
        .preopened_dir(shared.path(), "/shared", FsPerms::ReadOnly)
        .expect("a directory");
    World {
        guest: Box::new(Guest::new(linker, builder.build_p1(), |_, _| {})),
        opened: Vec::new(),
        _directories: vec![own, shared],
    }
}

fn number(value: u32) -> Val {
    Val::I32(value.cast_signed())
}

fn long(value: u64) -> Val {
    Val::I64(value.cast_signed())
}

impl World {
    fn fd(&self, fd: Fd) -> Val {
        number(match fd {
            Fd::Own => 3,
            Fd::Shared => 4,
            Fd::Stream(stream) => stream,
            Fd::Opened(n) => self.opened.get(n).copied().flatten().unwrap_or(999),
            Fd::Unknown => 999,
        })
    }

    /// The descriptor that was opened last.
    pub(crate) fn newest(&self) -> Fd {
        Fd::Opened(self.opened.len() - 1)
    }

    fn put(&mut self, at: u32, path: &Path) -> [Val; 2] {
        self.guest.put(at, &path.0);
        [
            number(at),
            number(u32::try_from(path.0.len()).expect("a short path")),
        ]
    }

    /// One buffer of so many bytes.
    fn buffer(&mut self, len: u32) -> [Val; 2] {
        self.guest
            .put(BUFFERS, &[DATA.to_le_bytes(), len.to_le_bytes()].concat());
        [number(BUFFERS), number(1)]
    }

    fn data(&mut self, data: &[u8]) -> [Val; 2] {
        self.guest.put(DATA, data);
        self.buffer(u32::try_from(data.len()).expect("short data"))
    }

    fn call(&mut self, name: &str, arguments: &[Val], read: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        match self.guest.call(name, arguments) {
            0 => read(self),
            errno => Outcome::Failed(Errno(errno)),
        }
    }

    fn plain(&mut self, name: &str, arguments: &[Val]) -> Outcome {
        self.call(name, arguments, |_| Outcome::Done)
    }

    pub(crate) fn perform(&mut self, operation: &Operation) -> Outcome {
        use Operation as O;
        match operation {
            O::Open(fd, path, mode) => self.open(*fd, path, *mode),
            O::Close(fd) => {
                let outcome = self.plain("fd_close", &[self.fd(*fd)]);
                if let (Fd::Opened(n), Outcome::Done) = (fd, &outcome) {
                    self.opened[*n] = None;
                }
                outcome
            }
            O::Read(fd, len) => {
                let [iovs, count] = self.buffer(*len);
                self.call("fd_read", &[self.fd(*fd), iovs, count, number(OUT)], Self::read)
            }
            O::ReadAt(fd, len, offset) => {
                let [iovs, count] = self.buffer(*len);
                let arguments = [self.fd(*fd), iovs, count, long(*offset), number(OUT)];
                self.call("fd_pread", &arguments, Self::read)
            }
            O::Write(fd, data) => {
                let [iovs, count] = self.data(data);
                self.call("fd_write", &[self.fd(*fd), iovs, count, number(OUT)], Self::count)
            }
            O::WriteAt(fd, data, offset) => {
                let [iovs, count] = self.data(data);
                let arguments = [self.fd(*fd), iovs, count, long(*offset), number(OUT)];
                self.call("fd_pwrite", &arguments, Self::count)
            }
            O::Seek(fd, offset, whence) => {
                let whence = match whence {
                    Whence::Start => 0,
                    Whence::Here => 1,
                    Whence::End => 2,
                    Whence::Nonsense => 7,
                };
                let arguments = [self.fd(*fd), Val::I64(*offset), number(whence), number(OUT)];
                self.call("fd_seek", &arguments, Self::position)
            }
            O::Tell(fd) => self.call("fd_tell", &[self.fd(*fd), number(OUT)], Self::position),
            O::Resize(fd, size) => self.plain("fd_filestat_set_size", &[self.fd(*fd), long(*size)]),
            O::Describe(fd) => self.call("fd_fdstat_get", &[self.fd(*fd), number(OUT)], Self::description),
            O::SetFlags(fd, flags) => {
                self.plain("fd_fdstat_set_flags", &[self.fd(*fd), number(u32::from(*flags))])
            }
            O::Sync(fd) => self.plain("fd_sync", &[self.fd(*fd)]),
            O::SyncData(fd) => self.plain("fd_datasync", &[self.fd(*fd)]),
            O::Advise(fd, offset, len, advice) => {
                let arguments = [self.fd(*fd), long(*offset), long(*len), number(*advice)];
                self.plain("fd_advise", &arguments)
            }
            O::List(fd, len) => self.list(*fd, *len),
            O::StatFd(fd) => self.call("fd_filestat_get", &[self.fd(*fd), number(OUT)], Self::stat),
            O::SetTimesFd(fd, accessed, modified) => {
                let times = times(*accessed, *modified);
                let set = self.plain("fd_filestat_set_times", &[&[self.fd(*fd)], &times[..]].concat());
                self.times_after(set, *accessed, *modified, "fd_filestat_get", &[self.fd(*fd)])
            }
            O::Stat(fd, path, follow) => {
                let path = self.put(FIRST_PATH, path);
                let arguments = [&[self.fd(*fd), flag(*follow)], &path[..], &[number(OUT)]].concat();
                self.call("path_filestat_get", &arguments, Self::stat)
            }
            O::SetTimes(fd, path, follow, accessed, modified) => {
                let path = self.put(FIRST_PATH, path);
                let place = [&[self.fd(*fd), flag(*follow)], &path[..]].concat();
                let times = times(*accessed, *modified);
                let set = self.plain("path_filestat_set_times", &[&place[..], &times[..]].concat());
                self.times_after(set, *accessed, *modified, "path_filestat_get", &place)
            }
            O::MakeDirectory(fd, path) => self.on_path("path_create_directory", *fd, path),
            O::RemoveDirectory(fd, path) => self.on_path("path_remove_directory", *fd, path),
            O::Unlink(fd, path) => self.on_path("path_unlink_file", *fd, path),
            O::Rename(from, old, to, new) => {
                let (old, new) = (self.put(FIRST_PATH, old), self.put(SECOND_PATH, new));
                let arguments = [&[self.fd(*from)], &old[..], &[self.fd(*to)], &new[..]].concat();
                self.plain("path_rename", &arguments)
            }
            O::HardLink(from, old, follow, to, new) => {
                let (old, new) = (self.put(FIRST_PATH, old), self.put(SECOND_PATH, new));
                let arguments = [
                    &[self.fd(*from), flag(*follow)],
                    &old[..],
                    &[self.fd(*to)],
                    &new[..],
                ]
                .concat();
                self.plain("path_link", &arguments)
            }
            O::SymbolicLink(target, fd, path) => {
                let (target, path) = (self.put(SECOND_PATH, target), self.put(FIRST_PATH, path));
                self.plain(
                    "path_symlink",
                    &[&target[..], &[self.fd(*fd)], &path[..]].concat(),
                )
            }
            O::ReadLink(fd, path, len) => {
                let path = self.put(FIRST_PATH, path);
                let room = [number(DATA), number(*len), number(OUT)];
                self.call(
                    "path_readlink",
                    &[&[self.fd(*fd)], &path[..], &room].concat(),
                    Self::read,
                )
            }
            O::SameFile(one, path, other, other_path) => {
                let inode = |world: &mut Self, fd, path| {
                    let [at, len] = world.put(FIRST_PATH, path);
                    let arguments = [world.fd(fd), number(0), at, len, number(OUT)];
                    let outcome = world.plain("path_filestat_get", &arguments);
                    (
                        outcome,
                        [world.guest.take_u64(OUT), world.guest.take_u64(OUT + 8)],
                    )
                };
                match (inode(self, *one, path), inode(self, *other, other_path)) {
                    ((Outcome::Done, first), (Outcome::Done, second)) => Outcome::Same(first == second),
                    ((Outcome::Done, _), (failed, _)) | ((failed, _), _) => failed,
                }
            }
        }
    }

    fn open(&mut self, fd: Fd, path: &Path, mode: Mode) -> Outcome {
        let path = self.put(FIRST_PATH, path);
        let bit = |set: bool, bit: u32| if set { 1 << bit } else { 0 };
        let how =
            bit(mode.create, 0) | bit(mode.directory, 1) | bit(mode.exclusive, 2) | bit(mode.truncate, 3);
        let rights = u64::from(bit(mode.read, 1) | bit(mode.write, 6));
        let arguments = [
            &[self.fd(fd), flag(mode.follow)],
            &path[..],
            &[
                number(how),
                long(rights),
                long(0),
                number(bit(mode.append, 0)),
                number(OUT),
            ],
        ];
        self.call("path_open", &arguments.concat(), |world| {
            let opened = world.guest.take_u32(OUT);
            world.opened.push(Some(opened));
            Outcome::Opened
        })
    }

    fn on_path(&mut self, name: &str, fd: Fd, path: &Path) -> Outcome {
        let path = self.put(FIRST_PATH, path);
        self.plain(name, &[&[self.fd(fd)], &path[..]].concat())
    }

    /// All entries, as a C library collects them: again from the last whole one until the buffer isn't full.
    fn list(&mut self, fd: Fd, len: u32) -> Outcome {
        let (mut entries, mut cookie) = (Vec::new(), 0);
        loop {
            let arguments = [self.fd(fd), number(DATA), number(len), long(cookie), number(OUT)];
            let errno = self.guest.call("fd_readdir", &arguments);
            if errno != 0 {
                return Outcome::Failed(Errno(errno));
            }
            let used = self.guest.take_u32(OUT);
            let bytes = self.guest.take(DATA, used);
            let mut rest = &bytes[..];
            while let Some((head, tail)) = rest.split_at_checked(24) {
                let name_len = u32::from_le_bytes(head[16..20].try_into().expect("four bytes")) as usize;
                let Some((name, next)) = tail.split_at_checked(name_len) else {
                    break;
                };
                entries.push((name.to_vec(), head[20]));
                cookie = u64::from_le_bytes(head[..8].try_into().expect("eight bytes"));
                rest = next;
            }
            if used < len {
                entries.sort();
                return Outcome::Entries(entries);
            }
        }
    }

    fn read(&mut self) -> Outcome {
        let len = self.guest.take_u32(OUT);
        Outcome::Bytes(self.guest.take(DATA, len))
    }

    fn count(&mut self) -> Outcome {
        Outcome::Number(self.guest.take_u32(OUT).into())
    }

    fn position(&mut self) -> Outcome {
        Outcome::Number(self.guest.take_u64(OUT))
    }

    /// WASI `filestat`.
    fn stat(&mut self) -> Outcome {
        let kind = self.guest.take(OUT + 16, 1)[0];
        let links_and_size = (self.guest.take_u64(OUT + 24), self.guest.take_u64(OUT + 32));
        Outcome::Stat(Stat {
            kind,
            links_and_size: (kind != DIRECTORY).then_some(links_and_size),
        })
    }

    /// WASI `fdstat`.
    fn description(&mut self) -> Outcome {
        let bytes = self.guest.take(OUT, 24);
        let rights = u64::from_le_bytes(bytes[8..16].try_into().expect("eight bytes"));
        Outcome::Descriptor {
            kind: bytes[0],
            flags: u16::from_le_bytes([bytes[2], bytes[3]]),
            reads: bytes[0] != DIRECTORY && rights & 1 << 1 != 0,
            writes: rights & 1 << 6 != 0,
        }
    }

    /// The times that were set, read back at once.
    fn times_after(
        &mut self,
        set: Outcome,
        accessed: Moment,
        modified: Moment,
        name: &str,
        place: &[Val],
    ) -> Outcome {
        if set != Outcome::Done {
            return set;
        }
        self.call(name, &[place, &[number(OUT)]].concat(), |world| {
            let mut read = |moment, at| match moment {
                Moment::At(_) => Some(world.guest.take_u64(at)),
                Moment::Kept | Moment::Now | Moment::NowAndAt(_) => None,
            };
            Outcome::Times(read(accessed, OUT + 40), read(modified, OUT + 48))
        })
    }
}

fn flag(set: bool) -> Val {
    number(u32::from(set))
}

/// Both times, and WASI's `fstflags`.
fn times(accessed: Moment, modified: Moment) -> [Val; 3] {
    let parts = |moment| match moment {
        Moment::Kept => (0, 0),
        Moment::At(ns) => (ns, 1),
        Moment::Now => (0, 2),
        Moment::NowAndAt(ns) => (ns, 3),
    };
    let ((accessed, first), (modified, second)) = (parts(accessed), parts(modified));
    [long(accessed), long(modified), number(first | second << 2)]
}
