//! Deflated data, paid for before it is unpacked.

use std::io::{self, BufReader, Read};

use flate2::bufread::ZlibDecoder;

use super::super::{Container, ContainerError};
use crate::fuel::{Fuel, INFLATED_BYTE};
use crate::strict_json::MAX_BYTES;

/// The bytes that are paid for and unpacked at a time.
const PIECE: usize = 1_024;

/// Unpacks a file as far as it takes to know it: to the end of one that may be a certificate, or to one byte more than a
/// certificate may have.
pub(super) fn file(data: &[u8], fuel: &mut Fuel) -> Result<Vec<u8>, ContainerError> {
    let packed = BufReader::with_capacity(
        PIECE,
        Paid {
            data,
            fuel,
            broke: false,
        },
    );
    let mut unpacked = ZlibDecoder::new(packed).take(MAX_BYTES as u64 + 1);
    let mut file = Vec::new();
    let mut piece = [0; PIECE];
    loop {
        match unpacked.read(&mut piece) {
            Ok(0) => return Ok(file),
            Ok(read) => file.extend_from_slice(&piece[..read]),
            Err(_) if unpacked.get_ref().get_ref().get_ref().broke => {
                return Err(ContainerError::TooComplex(Container::Pdf));
            }
            Err(_) => return Err(ContainerError::Malformed(Container::Pdf)),
        }
        // Another attachment: how it goes on is nothing to us.
        if file
            .trim_ascii_start()
            .first()
            .is_some_and(|first| *first != b'{')
        {
            return Ok(file);
        }
    }
}

/// Packed bytes; a block can unpack to nothing, so that they are what is counted.
struct Paid<'a, 'f> {
    data: &'a [u8],
    fuel: &'f mut Fuel,
    /// Whether there was no fuel left for more.
    broke: bool,
}

impl Read for Paid<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = buffer.len().min(self.data.len());
        if self.fuel.spend(bytes as u64 * INFLATED_BYTE).is_err() {
            self.broke = true;
            return Err(io::Error::other("out of fuel"));
        }
        self.data.read(buffer)
    }
}
