//! Baked PNG (Open Badges 3.0, section 5.3.1): one uncompressed iTXt chunk with the keyword `openbadgecredential`.

use super::{Container, ContainerError};
use crate::fuel::{Fuel, PART};
use crate::strict_json::MAX_BYTES;

/// The first bytes of every PNG (PNG, section 5.2).
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

const KEYWORD: &[u8] = b"openbadgecredential";

/// A chunk: its type and its data.
struct Chunk<'a> {
    kind: &'a [u8],
    data: &'a [u8],
    /// All of it, from the length to the checksum.
    bytes: &'a [u8],
}

/// Puts a certificate into a picture, after its header.
pub fn bake(picture: &[u8], certificate: &str) -> Result<Vec<u8>, ContainerError> {
    let chunks: Option<Vec<_>> = Chunks::of(picture).collect();
    let chunks = chunks.ok_or(ContainerError::NotBakeable)?;
    if chunks.iter().any(is_ours) {
        return Err(ContainerError::NotBakeable);
    }
    let (header, rest) = chunks.split_first().ok_or(ContainerError::NotBakeable)?;
    // Not compressed (0, method 0), no language, no translated keyword.
    let data = [KEYWORD, b"\0\0\0\0\0", certificate.as_bytes()].concat();
    let mut baked = [SIGNATURE, header.bytes].concat();
    let length = u32::try_from(data.len()).map_err(|_| ContainerError::NotBakeable)?;
    let body = [b"iTXt", data.as_slice()].concat();
    baked.extend(length.to_be_bytes());
    baked.extend(&body);
    baked.extend(crc32fast::hash(&body).to_be_bytes());
    for chunk in rest {
        baked.extend(chunk.bytes);
    }
    Ok(baked)
}

/// The certificates in a picture: two are as bad as more.
pub(super) fn certificates(picture: &[u8], fuel: &mut Fuel) -> Result<Vec<Vec<u8>>, ContainerError> {
    let malformed = ContainerError::Malformed(Container::Png);
    let mut found = Vec::new();
    for chunk in Chunks::of(picture) {
        fuel.spend(PART)
            .map_err(|_| ContainerError::TooComplex(Container::Png))?;
        let chunk = chunk.ok_or(malformed)?;
        if is_ours(&chunk) {
            let text = text(&chunk).ok_or(malformed)?;
            // One byte more than a certificate may have tells the rest.
            found.push(text[..text.len().min(MAX_BYTES + 1)].to_vec());
            if found.len() > 1 {
                break;
            }
        }
    }
    Ok(found)
}

/// The certificate's text. Any other chunk type under this keyword, and a compressed one, is what other readers may read
/// otherwise.
fn text<'a>(chunk: &Chunk<'a>) -> Option<&'a [u8]> {
    let text = (chunk.kind == b"iTXt").then_some(chunk.data)?;
    let mut parts = text
        .strip_prefix(KEYWORD)?
        .strip_prefix(b"\0\0\0")?
        .splitn(3, |byte| *byte == 0);
    let _language = parts.next();
    let _translated = parts.next();
    parts.next()
}

/// Whether a chunk of text has our keyword; PNG has three kinds of them.
fn is_ours(chunk: &Chunk<'_>) -> bool {
    matches!(chunk.kind, b"iTXt" | b"tEXt" | b"zTXt")
        && chunk
            .data
            .strip_prefix(KEYWORD)
            .is_some_and(|rest| rest.first() == Some(&0))
}

/// All chunks, from IHDR to IEND and nothing after it, with good checksums; the last one is `None` otherwise.
struct Chunks<'a> {
    /// What is left; nothing once the end was reached.
    rest: Option<&'a [u8]>,
    first: bool,
}

impl<'a> Chunks<'a> {
    fn of(picture: &'a [u8]) -> Self {
        Self {
            // Without the signature there is nothing to read, which no chunk is.
            rest: Some(picture.strip_prefix(SIGNATURE).unwrap_or_default()),
            first: true,
        }
    }

    fn read(&mut self, rest: &'a [u8]) -> Option<Chunk<'a>> {
        let (length, _) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (bytes, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let body = &bytes[4..length + 8];
        if bytes[length + 8..] != crc32fast::hash(body).to_be_bytes() {
            return None;
        }
        let (kind, data) = body.split_at(4);
        if std::mem::take(&mut self.first) != (kind == b"IHDR") {
            return None;
        }
        if kind != b"IEND" {
            self.rest = Some(after);
        } else if !after.is_empty() {
            return None;
        }
        Some(Chunk { kind, data, bytes })
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Option<Chunk<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        Some(self.read(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::unwrap;

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let body = [kind, data].concat();
        let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend(&body);
        chunk.extend(crc32fast::hash(&body).to_be_bytes());
        chunk
    }

    fn picture(middle: &[Vec<u8>]) -> Vec<u8> {
        [
            SIGNATURE.to_vec(),
            chunk(b"IHDR", &[0; 13]),
            middle.concat(),
            chunk(b"IEND", b""),
        ]
        .concat()
    }

    #[test]
    fn what_is_baked_comes_out_and_only_once() {
        let baked = bake(&picture(&[]), "{\"é\":1}").unwrap();
        assert_eq!(unwrap(&baked).unwrap().as_ref(), "{\"é\":1}".as_bytes());
        assert_eq!(bake(&baked, "{}"), Err(ContainerError::NotBakeable));
        assert_eq!(unwrap(&picture(&[])), Err(ContainerError::Empty(Container::Png)));
    }

    #[test]
    fn what_readers_could_read_differently_is_refused() {
        let ours = chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}");
        let twice = picture(&[ours.clone(), ours.clone()]);
        assert_eq!(unwrap(&twice), Err(ContainerError::Several(Container::Png)));
        let malformed = Err(ContainerError::Malformed(Container::Png));
        let compressed = chunk(b"iTXt", b"openbadgecredential\0\x01\0\0\0x");
        let text = chunk(b"tEXt", b"openbadgecredential\0{}");
        assert_eq!(unwrap(&picture(&[ours.clone(), text])), malformed);
        assert_eq!(unwrap(&picture(&[compressed])), malformed);
        let good = picture(&[ours]);
        for cut in 8..good.len() {
            assert_eq!(unwrap(&good[..cut]), malformed, "cut at {cut}");
        }
        assert_eq!(
            unwrap(&[good.as_slice(), b"x"].concat()),
            malformed,
            "something after the end"
        );
        let mut flipped = good.clone();
        flipped[70] ^= 1;
        assert_eq!(unwrap(&flipped), malformed, "a bad checksum");
    }
}
