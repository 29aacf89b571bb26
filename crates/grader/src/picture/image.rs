//! Pixels of a page: R writes colour bars and images as such.

use memchr::memmem;

use super::token::number;

/// An image of more pixels isn't drawn.
const MOST_PIXELS: usize = 16_384;

/// Pixels, row by row from the top, each with what covers it.
pub(super) struct Image {
    pub(super) width: usize,
    pub(super) pixels: Vec<([u8; 3], u8)>,
}

/// The image whose object begins here.
pub(super) fn read(file: &[u8], object: usize) -> Option<Image> {
    let about = Object::at(file, object)?;
    let (width, height) = (about.count(b"/Width")?, about.count(b"/Height")?);
    let count = width
        .checked_mul(height)
        .filter(|count| (1..=MOST_PIXELS).contains(count))?;
    let colors = about.bytes(count * 3)?;
    let cover = match about.count(b"/SMask") {
        Some(mask) => Object::at(file, object_at(file, mask)?)?.bytes(count)?,
        None => vec![u8::MAX; count],
    };
    let pixels = colors.as_chunks::<3>().0.iter().copied().zip(cover).collect();
    Some(Image { width, pixels })
}

/// Where the numbered object begins.
pub(super) fn object_at(file: &[u8], number: usize) -> Option<usize> {
    let mark = format!("\n{number} 0 obj");
    find(file, mark.as_bytes())
}

/// What a dictionary says of a name: the word after it.
pub(super) fn after<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let rest = &text[find(text, name)? + name.len()..];
    let rest = rest.trim_ascii_start();
    let end = rest.iter().position(u8::is_ascii_whitespace)?;
    Some(&rest[..end])
}

pub(super) fn find(text: &[u8], words: &[u8]) -> Option<usize> {
    memmem::find(text, words)
}

struct Object<'a> {
    dictionary: &'a [u8],
    stream: &'a [u8],
}

impl<'a> Object<'a> {
    fn at(file: &'a [u8], start: usize) -> Option<Self> {
        let text = file.get(start..)?;
        let stream = find(text, b"stream\n")?;
        Some(Self {
            dictionary: &text[..stream],
            stream: &text[stream + b"stream\n".len()..],
        })
    }

    fn count(&self, name: &[u8]) -> Option<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and below a million"
        )]
        let count = |value: f64| value as usize;
        number(after(self.dictionary, name)?)
            .filter(|value| *value >= 0.0)
            .map(count)
    }

    /// The first bytes of the stream, which R writes in hexadecimal digits.
    fn bytes(&self, count: usize) -> Option<Vec<u8>> {
        let mut digits = self.stream.iter().filter(|byte| !byte.is_ascii_whitespace());
        let mut digit = || char::from(*digits.next()?).to_digit(16);
        (0..count)
            .map(|_| u8::try_from(digit()? * 16 + digit()?).ok())
            .collect()
    }
}
