//! What the host holds for one guest: its files, clock, randomness, output, and limits.

use std::any::Any;

use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use wasmtime::{Memory, ResourceLimiter, TypedFunc};

use crate::clock::VirtualClock;
use crate::fs::{Descriptors, FileSystem, Mount};
use crate::limits::Limits;
use crate::port::{Door, Port};

/// Elements the guest's function tables may hold; CPython's has 47,157.
const TABLE_ELEMENTS: usize = 60_000;

/// How much is kept of the end of a stream that went over its limit, in bytes.
const END: usize = 4096;

/// What a guest wrote to a stream: its start up to a limit, and its end.
#[derive(Debug, Default)]
pub(crate) struct Captured {
    pub(crate) bytes: Vec<u8>,
    pub(crate) dropped: u64,
    /// The last of the bytes that were dropped.
    end: Vec<u8>,
    limit: usize,
}

impl Captured {
    fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            dropped: 0,
            end: Vec::new(),
            limit,
        }
    }

    fn room(&self) -> usize {
        self.limit - self.bytes.len()
    }

    /// How many bytes at the beginning and at the end of so many are kept.
    pub(crate) fn kept_of(&self, len: u32) -> (u32, u32) {
        let first = u32::try_from(self.room()).map_or(len, |room| room.min(len));
        (first, (len - first).min(END as u32))
    }

    /// Counts bytes that come next and aren't kept.
    pub(crate) fn skip(&mut self, len: u32) {
        self.dropped += u64::from(len);
    }

    pub(crate) fn push(&mut self, data: &[u8]) {
        let kept = data.len().min(self.room());
        self.bytes.extend_from_slice(&data[..kept]);
        let rest = &data[kept..];
        self.dropped += rest.len() as u64;
        self.end
            .extend_from_slice(&rest[rest.len().saturating_sub(END)..]);
        // Moved to the front now and then, not byte by byte.
        if self.end.len() > 2 * END {
            self.end.drain(..self.end.len() - END);
        }
    }

    /// The last of the bytes after the limit.
    pub(crate) fn end(&self) -> &[u8] {
        &self.end[self.end.len().saturating_sub(END)..]
    }

    pub(crate) fn written(&self) -> u64 {
        self.bytes.len() as u64 + self.dropped
    }
}

/// The host's side of one sandbox.
pub(crate) struct Host {
    pub(crate) fs: FileSystem,
    pub(crate) descriptors: Descriptors,
    pub(crate) clock: VirtualClock,
    pub(crate) random: ChaCha20Rng,
    pub(crate) arguments: Vec<&'static str>,
    pub(crate) environment: Vec<(&'static str, &'static str)>,
    pub(crate) stdout: Captured,
    pub(crate) stderr: Captured,
    pub(crate) port: Option<Box<dyn Port>>,
    pub(crate) door: Door,
    /// The working directory, where the dialect has one.
    pub(crate) directory: String,
    /// State of the guest's dialect, of a type that the dialect alone knows.
    pub(crate) dialect: Box<dyn Any + Send + Sync>,
    /// The guest's memory, known once it is instantiated.
    pub(crate) memory: Option<Memory>,
    /// The guest's function that makes room for what the port answers, where it has one.
    pub(crate) allocate: Option<TypedFunc<u32, u32>>,
    memory_limit: usize,
    pub(crate) memory_peak: usize,
    /// The guest asked for more memory than it may have; what it does about it is its own affair.
    pub(crate) memory_refused: bool,
}

impl Host {
    pub(crate) fn new(mounts: Vec<Mount>, limits: &Limits, seed: u64, clock: VirtualClock) -> Self {
        let fs = FileSystem::new(mounts, limits.files);
        Self {
            descriptors: Descriptors::new(&fs),
            fs,
            clock,
            random: ChaCha20Rng::seed_from_u64(seed),
            arguments: Vec::new(),
            environment: Vec::new(),
            stdout: Captured::new(limits.output_bytes),
            stderr: Captured::new(limits.output_bytes),
            port: None,
            door: Door::default(),
            directory: "/".to_owned(),
            dialect: Box::new(()),
            memory: None,
            allocate: None,
            memory_limit: limits.memory_bytes,
            memory_peak: 0,
            memory_refused: false,
        }
    }
}

impl ResourceLimiter for Host {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired > self.memory_limit {
            self.memory_refused = true;
            return Ok(false);
        }
        self.memory_peak = self.memory_peak.max(desired);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ELEMENTS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_keeps_its_start_and_its_end() {
        let mut stream = Captured::new(4);
        for part in ["abc", "def", &"x".repeat(3 * END), "fin"] {
            stream.push(part.as_bytes());
        }
        assert_eq!(stream.bytes, b"abcd");
        assert_eq!(stream.dropped as usize, 2 + 3 * END + 3);
        assert_eq!(stream.end().len(), END);
        assert!(stream.end().ends_with(b"xfin"));
        let mut short = Captured::new(4);
        short.push(b"abcdef");
        assert_eq!(short.end(), b"ef");
    }
}
