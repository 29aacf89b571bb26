//! Certificates inside pictures and documents: baked PNG and SVG, and PDF with an attachment.
//!
//! Reading is on untrusted bytes: one pass, bounded output, and exactly one certificate or a refusal, for two
//! readers that each find another one are how a picture could show two faces.

#[cfg(test)]
mod agreement;
mod pdf;
mod png;
mod svg;
mod xml;

use std::borrow::Cow;

use thiserror::Error;

pub use png::bake as bake_png;
pub use svg::bake as bake_svg;

use crate::fuel::{Fuel, SCANNED_BYTES};
use crate::strict_json::MAX_BYTES;

/// The most bytes of a picture or document that carries a certificate (8 MiB).
pub const MAX_CONTAINER: usize = 8 << 20;

/// A kind of file that carries a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A baked PNG picture.
    Png,
    /// A baked SVG picture.
    Svg,
    /// A PDF document with the certificate attached.
    Pdf,
}

/// Why no certificate was taken from a file.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ContainerError {
    /// More than [`MAX_CONTAINER`].
    #[error("the file is larger than 8 MiB")]
    TooLarge,
    /// Broken, or with parts that this reader doesn't take.
    #[error("the {0} file isn't well formed")]
    Malformed(Container),
    /// Nothing inside.
    #[error("the {0} file holds no certificate")]
    Empty(Container),
    /// More than one inside.
    #[error("the {0} file holds more than one certificate")]
    Several(Container),
    /// The content unpacks to more than a certificate may have.
    #[error("what the {0} file holds is larger than 64 KiB")]
    Oversize(Container),
    /// Reading it would take more work than a verification may.
    #[error("the {0} file has too many parts to be read")]
    TooComplex(Container),
    /// A picture that can't be baked: it isn't of the format, or carries a certificate already.
    #[error("the picture can't carry a certificate")]
    NotBakeable,
}

impl std::fmt::Display for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
            Self::Pdf => "PDF",
        })
    }
}

/// The certificate's bytes in a file: those of a picture or document that carries one, or the file itself.
pub fn unwrap(file: &[u8]) -> Result<Cow<'_, [u8]>, ContainerError> {
    unwrap_with(file, &mut Fuel::full())
}

/// The same, paid for from the verification's fuel.
pub(crate) fn unwrap_with<'a>(file: &'a [u8], fuel: &mut Fuel) -> Result<Cow<'a, [u8]>, ContainerError> {
    let Some(container) = kind(file) else {
        return Ok(Cow::Borrowed(file));
    };
    if file.len() > MAX_CONTAINER {
        return Err(ContainerError::TooLarge);
    }
    fuel.spend(file.len() as u64 / SCANNED_BYTES)
        .map_err(|_| ContainerError::TooComplex(container))?;
    let mut found = match container {
        Container::Png => png::certificates(file, fuel),
        Container::Svg => svg::certificates(file, fuel),
        Container::Pdf => pdf::certificates(file, fuel),
    }?;
    match (found.pop(), found.is_empty()) {
        (None, _) => Err(ContainerError::Empty(container)),
        (Some(_), false) => Err(ContainerError::Several(container)),
        (Some(one), true) if one.len() > MAX_BYTES => Err(ContainerError::Oversize(container)),
        (Some(one), true) => Ok(Cow::Owned(one)),
    }
}

/// What a file is by its first bytes; `None` for what can only be a certificate itself.
pub(crate) fn kind(file: &[u8]) -> Option<Container> {
    let text = file
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(file)
        .trim_ascii_start();
    if file.starts_with(png::SIGNATURE) {
        Some(Container::Png)
    } else if file.starts_with(b"%PDF-") {
        Some(Container::Pdf)
    } else if text.starts_with(b"<") {
        Some(Container::Svg)
    } else {
        None
    }
}
