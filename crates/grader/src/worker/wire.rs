//! What passes between a worker and whoever started it: frames of a length (four bytes, little-endian) and a
//! MessagePack value.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use spyrales_core::grading::{Grading, NotGraded, PackRef, Run, Seeds};
use spyrales_core::pack::Exercise;

/// Largest frame, in bytes: the files of an exercise, or a record with all its output, and room to spare.
const MAX_FRAME: usize = 256 << 20;

/// Code, and what is to be done with it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// The exercises that were sent so far are needed no more.
    pub(super) forget: bool,
    pub(super) pack: PackRef,
    pub(super) exercise: Named,
    #[serde(with = "bytes")]
    pub(super) source: Vec<u8>,
    pub(super) seeds: Seeds,
    pub(super) kind: RequestKind,
}

/// What is to be done with the code.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum RequestKind {
    /// Make ready what a grade starts from, which may take minutes at the first time on a machine.
    PrepareGrade,
    /// The same for a run.
    PrepareRun,
    Grade,
    Run,
}

/// An exercise of the pack: whole, the first time, and by its id after that.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Named {
    New(Box<Exercise>),
    Known(String),
}

/// What a worker says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// It can grade now.
    Ready,
    /// It never will, and ends: why.
    Unable(String),
    Prepared,
    /// Something was never made on this machine, and a worker makes nothing.
    Unprepared,
    Graded(Box<Grading>),
    Ran(Box<Run>),
    NotGraded(NotGraded),
}

pub(super) fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut frame = vec![0; 4];
    rmp_serde::encode::write_named(&mut frame, message).map_err(io::Error::other)?;
    let len = frame.len() - 4;
    if len > MAX_FRAME {
        return Err(io::Error::other(format!("a message of {len} bytes is too large")));
    }
    frame[..4].copy_from_slice(&u32::try_from(len).map_err(io::Error::other)?.to_le_bytes());
    to.write_all(&frame)?;
    to.flush()
}

/// The next message; nothing at the end.
pub(super) fn receive<M: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<M>> {
    let mut head = [0; 4];
    match from.read(&mut head)? {
        0 => return Ok(None),
        read => from.read_exact(&mut head[read..])?,
    }
    let len = u32::from_le_bytes(head) as usize;
    if len > MAX_FRAME {
        return Err(io::Error::other(format!("a message of {len} bytes is too large")));
    }
    // As it comes: a length alone takes no memory.
    let mut body = Vec::new();
    if from.take(len as u64).read_to_end(&mut body)? < len {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    rmp_serde::from_slice(&body).map(Some).map_err(io::Error::other)
}

/// One side of the line for one exchange, which has to be over by a time: whoever is at the other end may say one byte after the
/// other, and take one after the other.
pub(super) struct Exchange<'l> {
    line: &'l UnixStream,
    until: Instant,
}

impl<'l> Exchange<'l> {
    /// An exchange that may take so long from now.
    pub(super) fn within(line: &'l UnixStream, patience: Duration) -> Self {
        let now = Instant::now();
        Self {
            line,
            until: now.checked_add(patience).unwrap_or(now),
        }
    }

    /// The time that is left.
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(left)
    }
}

impl Read for Exchange<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.line.set_read_timeout(Some(self.left()?))?;
        self.line.read(to)
    }
}

impl Write for Exchange<'_> {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.line.set_write_timeout(Some(self.left()?))?;
        self.line.write(from)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.line.flush()
    }
}

/// Bytes as MessagePack's own kind, not as a list of numbers.
mod bytes {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() {
        let mut line = Vec::new();
        send(&mut line, &Reply::Unable("é".to_owned())).unwrap();
        send(&mut line, &Reply::Ready).unwrap();
        let mut line = line.as_slice();
        assert!(matches!(receive(&mut line).unwrap(), Some(Reply::Unable(why)) if why == "é"));
        assert!(matches!(receive(&mut line).unwrap(), Some(Reply::Ready)));
        assert!(receive::<Reply>(&mut line).unwrap().is_none());
    }

    #[test]
    fn an_exchange_is_over_in_time_whatever_the_other_end_does() {
        let within = Duration::from_millis(200);
        let is_late =
            |error: &io::Error| matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
        // It says one byte after the other, and never comes to the end.
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        let dribbling = std::thread::spawn(move || {
            theirs.write_all(&(200u32 << 20).to_le_bytes()).unwrap();
            while theirs.write_all(&[0]).is_ok() {}
        });
        let heard = receive::<Reply>(&mut Exchange::within(&ours, within));
        assert!(is_late(&heard.unwrap_err()));
        drop(ours);
        dribbling.join().unwrap();
        // It takes nothing.
        let (ours, _theirs) = UnixStream::pair().unwrap();
        let long = Reply::Unable("x".repeat(8 << 20));
        let told = send(&mut Exchange::within(&ours, within), &long);
        assert!(is_late(&told.unwrap_err()));
    }

    #[test]
    fn a_frame_that_is_cut_or_too_large_is_an_error() {
        let mut line = Vec::new();
        send(&mut line, &Reply::Ready).unwrap();
        for cut in 1..line.len() {
            assert!(receive::<Reply>(&mut &line[..cut]).is_err(), "cut at {cut}");
        }
        assert!(receive::<Reply>(&mut [0xff; 8].as_slice()).is_err());
    }
}
