//! PDF with the certificate attached (ISO 32000-2, section 7.11.4).
//!
//! Only embedded file streams are looked for. A stream is never inside another object's stream, so finding every one
//! in the bytes takes no parser: an object's dictionary with `/EmbeddedFile`, then its data, plain or deflated.

mod inflate;

use super::{Container, ContainerError};
use crate::fuel::{Fuel, PART};
use crate::strict_json::MAX_BYTES;

/// The most bytes of a stream's dictionary.
const MAX_DICTIONARY: usize = 4_096;

/// The most embedded files that are looked at.
const MAX_FILES: usize = 16;

/// Every embedded file of a document that may be a certificate: those that are JSON objects.
pub(super) fn certificates(document: &[u8], fuel: &mut Fuel) -> Result<Vec<Vec<u8>>, ContainerError> {
    let malformed = ContainerError::Malformed(Container::Pdf);
    let mut found = Vec::new();
    let mut files = 0;
    let mut rest = document;
    while let Some(at) = find(rest, b"stream") {
        fuel.spend(PART)
            .map_err(|_| ContainerError::TooComplex(Container::Pdf))?;
        let (before, after) = (&rest[..at], &rest[at + b"stream".len()..]);
        let Some(end) = find(after, b"endstream") else {
            // Cut short here; without this every further `stream` would be looked for to the end again.
            return Err(malformed);
        };
        let dictionary = dictionary(before);
        if dictionary.is_some_and(|dictionary| find(dictionary, b"/EmbeddedFile").is_some()) {
            files += 1;
            if files > MAX_FILES {
                return Err(malformed);
            }
            let data = &after[..end];
            let data = data
                .strip_prefix(b"\r\n")
                .or_else(|| data.strip_prefix(b"\n"))
                .ok_or(malformed)?;
            let file = contents(dictionary.unwrap_or_default(), data, fuel)?;
            if file.trim_ascii_start().starts_with(b"{") {
                found.push(file);
            }
        }
        // Past the data, which may hold anything.
        rest = &after[end + b"endstream".len()..];
    }
    Ok(found)
}

/// The dictionary of the object whose `stream` keyword follows.
fn dictionary(before: &[u8]) -> Option<&[u8]> {
    let window = &before[before.len().saturating_sub(MAX_DICTIONARY)..];
    let window = window.trim_ascii_end();
    window.ends_with(b">>").then_some(())?;
    // `obj` of this object, for the one before it ended with `endobj`.
    let start = rfind(window, b" obj")?;
    Some(&window[start..])
}

/// The data of a stream as it was before its filter; one byte more than a certificate may have tells the rest.
fn contents(dictionary: &[u8], data: &[u8], fuel: &mut Fuel) -> Result<Vec<u8>, ContainerError> {
    if find(dictionary, b"/Filter").is_none() {
        // The line end before `endstream` isn't data.
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        let data = data.strip_suffix(b"\r").unwrap_or(data);
        return Ok(data[..data.len().min(MAX_BYTES + 1)].to_vec());
    }
    let only_flate =
        find(dictionary, b"/FlateDecode").is_some() && find(dictionary, b"/DecodeParms").is_none();
    if only_flate {
        inflate::file(data, fuel)
    } else {
        Err(ContainerError::Malformed(Container::Pdf))
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

fn rfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(haystack, needle)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::container::unwrap;

    fn object(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("7 0 obj\n<< /Type /EmbeddedFile {dictionary} >>\nstream\n");
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    fn document(objects: &[Vec<u8>]) -> Vec<u8> {
        [
            b"%PDF-1.7\n3 0 obj\n<< /Length 9 >>\nstream\nBT (x) ET\nendstream\nendobj\n",
            objects.concat().as_slice(),
        ]
        .concat()
    }

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn an_attached_certificate_is_found_plain_or_deflated() {
        assert_eq!(
            unwrap(&document(&[object("", b"{\"a\":1}")])).unwrap().as_ref(),
            b"{\"a\":1}"
        );
        let packed = object("/Filter /FlateDecode", &deflated(b"{\"a\":1}"));
        assert_eq!(
            unwrap(&document(&[object("", b"notes"), packed]))
                .unwrap()
                .as_ref(),
            b"{\"a\":1}"
        );
    }

    #[test]
    fn none_two_and_bombs_are_refused() {
        assert_eq!(unwrap(&document(&[])), Err(ContainerError::Empty(Container::Pdf)));
        let two = document(&[object("", b"{}"), object("", b"{}")]);
        assert_eq!(unwrap(&two), Err(ContainerError::Several(Container::Pdf)));
        let bomb = deflated(&[b"{".as_slice(), &vec![b' '; 10 << 20]].concat());
        let bomb = document(&[object("/Filter /FlateDecode", &bomb)]);
        assert_eq!(unwrap(&bomb), Err(ContainerError::Oversize(Container::Pdf)));
        let malformed = Err(ContainerError::Malformed(Container::Pdf));
        assert_eq!(
            unwrap(&document(&[object("/Filter /LZWDecode", b"x")])),
            malformed
        );
        assert_eq!(
            unwrap(&document(&[object("/Filter /FlateDecode", b"x")])),
            malformed
        );
        assert_eq!(unwrap(&document(&vec![object("", b"x"); 17])), malformed);
    }
}
