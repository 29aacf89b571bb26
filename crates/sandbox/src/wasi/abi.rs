//! Reading and writing the guest's memory in WASI's layouts.

use crate::fs::{Errno, Stat, StatKind};
use crate::functions::Call;
use crate::work::Work;

/// Scatter-gather buffers in one call, as Linux's `IOV_MAX`.
const MAX_BUFFERS: u32 = 1024;

/// WASI `filetype`.
pub(super) const FILETYPE_UNKNOWN: u8 = 0;
pub(super) const FILETYPE_DIRECTORY: u8 = 3;
const FILETYPE_REGULAR: u8 = 4;
const FILETYPE_LINK: u8 = 7;

pub(super) fn filetype(kind: StatKind) -> u8 {
    match kind {
        StatKind::Directory => FILETYPE_DIRECTORY,
        StatKind::File => FILETYPE_REGULAR,
        StatKind::Link => FILETYPE_LINK,
    }
}

/// A buffer in the guest's memory: address and length.
pub(crate) type Buffer = (u32, u32);

impl Call<'_> {
    pub(crate) fn bytes(&mut self, at: u32, len: u32) -> Result<&[u8], Errno> {
        self.memory.read(at, len, self.meter)
    }

    pub(crate) fn write(&mut self, at: u32, data: &[u8]) -> Result<(), Errno> {
        self.memory.write(at, data, self.meter)
    }

    pub(crate) fn write_u32(&mut self, at: u32, value: u32) -> Result<(), Errno> {
        self.write(at, &value.to_le_bytes())
    }

    pub(crate) fn write_u64(&mut self, at: u32, value: u64) -> Result<(), Errno> {
        self.write(at, &value.to_le_bytes())
    }

    pub(crate) fn u32_at(&mut self, at: u32) -> Result<u32, Errno> {
        let bytes = self.bytes(at, 4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(crate) fn u64_at(&mut self, at: u32) -> Result<u64, Errno> {
        let (low, high) = (
            self.u32_at(at)?,
            self.u32_at(at.checked_add(4).ok_or(Errno::Fault)?)?,
        );
        Ok(u64::from(high) << 32 | u64::from(low))
    }

    /// A path, which must be UTF-8 without NUL.
    pub(super) fn path(&mut self, at: u32, len: u32) -> Result<String, Errno> {
        if len > 1 << 16 {
            return Err(Errno::NameTooLong);
        }
        self.meter.spend(Work::ReadByte, len as usize)?;
        let text = std::str::from_utf8(self.bytes(at, len)?).map_err(|_| Errno::IllegalSequence)?;
        if text.contains('\0') {
            Err(Errno::Invalid)
        } else {
            Ok(text.to_owned())
        }
    }

    /// The buffers of an `iovec` array.
    pub(crate) fn buffers(&mut self, at: u32, count: u32) -> Result<Vec<Buffer>, Errno> {
        if count > MAX_BUFFERS {
            return Err(Errno::Invalid);
        }
        (0..count)
            .map(|i| {
                let entry = at.checked_add(8 * i).ok_or(Errno::Fault)?;
                Ok((
                    self.u32_at(entry)?,
                    self.u32_at(entry.checked_add(4).ok_or(Errno::Fault)?)?,
                ))
            })
            .collect()
    }

    /// WASI `filestat`.
    pub(super) fn write_stat(&mut self, at: u32, stat: &Stat) -> Result<(), Errno> {
        let mut out = [0; 64];
        out[0..8].copy_from_slice(&(stat.location.mount as u64 + 1).to_le_bytes());
        out[8..16].copy_from_slice(&inode(stat.location.node).to_le_bytes());
        out[16] = filetype(stat.kind);
        out[24..32].copy_from_slice(&u64::from(stat.links).to_le_bytes());
        out[32..40].copy_from_slice(&stat.size.to_le_bytes());
        out[40..48].copy_from_slice(&stat.accessed.to_le_bytes());
        out[48..56].copy_from_slice(&stat.modified.to_le_bytes());
        out[56..64].copy_from_slice(&stat.changed.to_le_bytes());
        self.write(at, &out)
    }

    /// NUL-terminated strings with an array of their addresses: arguments and environment.
    pub(super) fn write_strings(
        &mut self,
        pointers: u32,
        buffer: u32,
        strings: &[String],
    ) -> Result<(), Errno> {
        let mut at = buffer;
        for (i, text) in (0u32..).zip(strings) {
            self.write_u32(pointers + 4 * i, at)?;
            self.write(at, text.as_bytes())?;
            at += u32::try_from(text.len()).map_err(|_| Errno::Invalid)?;
            self.write(at, &[0])?;
            at += 1;
        }
        Ok(())
    }

    pub(super) fn write_sizes(&mut self, count: u32, size: u32, strings: &[String]) -> Result<(), Errno> {
        let bytes: usize = strings.iter().map(|s| s.len() + 1).sum();
        self.write_u32(count, u32::try_from(strings.len()).map_err(|_| Errno::Invalid)?)?;
        self.write_u32(size, u32::try_from(bytes).map_err(|_| Errno::Invalid)?)
    }
}

/// Bytes in all buffers together.
pub(crate) fn total(buffers: &[Buffer]) -> Result<u32, Errno> {
    let total = buffers.iter().map(|&(_, len)| u64::from(len)).sum::<u64>();
    u32::try_from(total).map_err(|_| Errno::FileTooBig)
}

/// Inode numbers start at 1: 0 means "unknown" to some readers of directories.
pub(crate) fn inode(node: usize) -> u64 {
    node as u64 + 1
}
