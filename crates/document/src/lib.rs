//! Draws certificates: a page to hang on a wall or put in a CV, as PDF, PNG and SVG, each carrying the credential itself.
//!
//! [`Sheet`] lays the page out once, as rectangles, lines of text and a QR code; `pdf`, `png` and `svg` each write that. A
//! crate of its own, so that `spyrales-credential` stays free of fonts and drawing.
//!
//! Invariant: what is drawn is only a view. The credential inside is byte for byte the issued one, and verifies.

mod drawing;
mod font;
mod pdf;
mod png;
mod sheet;
mod svg;

pub use sheet::Sheet;

/// A certificate couldn't be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The document to be drawn isn't a certificate.
    #[error("failed to read the certificate: {0}")]
    Certificate(#[from] serde_json::Error),
    /// The address is too long for a QR code.
    #[error("failed to make the QR code: {0}")]
    Qr(#[from] qrcodegen::DataTooLong),
    /// A font of this crate can't be used.
    #[error("failed to read a font")]
    Font,
    /// The PDF doesn't hold to its standards.
    #[error("failed to write the PDF: {0}")]
    Pdf(String),
    /// The picture can't be written.
    #[error("failed to write the picture: {0}")]
    Picture(String),
    /// The certificate can't be put into the picture.
    #[error("failed to put the certificate into the picture: {0}")]
    Bake(#[from] spyrales_credential::ContainerError),
}
