//! The guest's memory in the layouts of Emscripten's C library (musl for wasm32, 64-bit times).

use crate::fs::{Errno, FileSystem, Location, Stat, StatKind};
use crate::functions::Call;
use crate::wasi::inode;
use crate::work::Work;

/// Longest path that is read, in bytes.
const MAX_PATH: usize = 4096;
/// `AT_FDCWD`: the working directory.
const WORKING_DIRECTORY: i32 = -100;
/// Bytes of a `struct stat`, and of a `struct dirent`.
const STAT_BYTES: usize = 96;
pub(super) const DIRENT_BYTES: u32 = 280;
const DIRENT_NAME: usize = 19;
/// `S_IFDIR`, `S_IFREG`, `S_IFLNK`, `S_IFCHR`.
const MODE_DIRECTORY: u32 = 0o040_000;
const MODE_FILE: u32 = 0o100_000;
const MODE_LINK: u32 = 0o120_000;
pub(super) const MODE_DEVICE: u32 = 0o020_000;
const BLOCK: u64 = 512;
const SECOND: u64 = 1_000_000_000;

fn mode(kind: StatKind) -> u32 {
    match kind {
        StatKind::Directory => MODE_DIRECTORY | 0o755,
        StatKind::File => MODE_FILE | 0o644,
        StatKind::Link => MODE_LINK | 0o777,
    }
}

/// `d_type`.
pub(super) fn entry_type(kind: StatKind) -> u8 {
    match kind {
        StatKind::Directory => 4,
        StatKind::File => 8,
        StatKind::Link => 10,
    }
}

impl Call<'_> {
    /// A NUL-terminated text.
    pub(super) fn text(&mut self, at: u32) -> Result<String, Errno> {
        let text = self.memory.text(at, MAX_PATH, self.meter)?;
        let text = std::str::from_utf8(text.ok_or(Errno::NameTooLong)?).map_err(|_| Errno::NotFound)?;
        Ok(text.to_owned())
    }

    /// The absolute path that a directory's descriptor and a path mean.
    pub(super) fn path_at(&mut self, directory: i32, at: u32) -> Result<String, Errno> {
        let path = self.text(at)?;
        let start = if path.starts_with('/') || directory == WORKING_DIRECTORY {
            self.meter.spend(Work::Byte, self.host.directory.len())?;
            self.host.directory.clone()
        } else {
            let open = self.host.descriptors.directory(directory.cast_unsigned())?;
            self.path_of(open)?
        };
        if path.is_empty() && directory != WORKING_DIRECTORY {
            return Ok(start);
        }
        FileSystem::absolute(&start, &path, self.meter)
    }

    /// A directory's absolute path, found by walking down from its mount.
    pub(super) fn path_of(&mut self, directory: Location) -> Result<String, Errno> {
        let path = self.host.fs.path_of(directory, self.meter)?;
        path.ok_or(Errno::NotFound)
    }

    /// `struct stat`.
    pub(super) fn write_stat64(&mut self, at: u32, stat: &Stat) -> Result<(), Errno> {
        let numbers = (stat.location.mount as u64 + 1, inode(stat.location.node));
        let times = [stat.accessed, stat.modified, stat.changed];
        self.write_stat_fields(at, numbers, mode(stat.kind), stat.links, stat.size, times)
    }

    /// `struct stat` of a stream or a device.
    pub(super) fn write_device_stat(&mut self, at: u32, size: u64) -> Result<(), Errno> {
        let now = self.now();
        self.write_stat_fields(at, (0, 1), MODE_DEVICE | 0o666, 1, size, [now; 3])
    }

    fn write_stat_fields(
        &mut self,
        at: u32,
        (device, inode): (u64, u64),
        mode: u32,
        links: u32,
        size: u64,
        times: [u64; 3],
    ) -> Result<(), Errno> {
        let mut out = [0; STAT_BYTES];
        let mut put = |offset: usize, bytes: &[u8]| out[offset..offset + bytes.len()].copy_from_slice(bytes);
        put(0, &(device as u32).to_le_bytes());
        put(4, &mode.to_le_bytes());
        put(8, &links.to_le_bytes());
        put(24, &size.to_le_bytes());
        put(32, &4096_u32.to_le_bytes());
        put(36, &(size.div_ceil(BLOCK) as u32).to_le_bytes());
        for (offset, time) in [40, 56, 72].into_iter().zip(times) {
            put(offset, &(time / SECOND).to_le_bytes());
            put(offset + 8, &((time % SECOND) as u32).to_le_bytes());
        }
        put(88, &inode.to_le_bytes());
        self.write(at, &out)
    }

    /// `struct dirent`.
    pub(super) fn write_dirent(
        &mut self,
        at: u32,
        inode: u64,
        next: u64,
        kind: u8,
        name: &str,
    ) -> Result<(), Errno> {
        let mut out = [0; DIRENT_BYTES as usize];
        out[0..8].copy_from_slice(&inode.to_le_bytes());
        out[8..16].copy_from_slice(&next.to_le_bytes());
        out[16..18].copy_from_slice(&(DIRENT_BYTES as u16).to_le_bytes());
        out[18] = kind;
        let name = name.as_bytes();
        out[DIRENT_NAME..DIRENT_NAME + name.len()].copy_from_slice(name);
        self.write(at, &out)
    }
}
