//! The picture of a figure: what R's PDF device writes of a page, drawn again as an SVG file.
//!
//! The page comes from the submission's sandbox and is no more than a claim. Nothing of it is passed on: its
//! operators are read, one by one, and lines, shapes, texts and pixels are written anew, in numbers and escaped
//! text, so that no script, link or style of anybody's can be in there. Anything unknown is left out.

mod glyphs;
mod image;
mod page;
mod resources;
mod svg;
mod token;

pub(crate) use page::svg_of;

/// A page of more bytes isn't looked at.
const LARGEST_PAGE: usize = 4 << 20;

/// Beginning of a PDF file.
pub(crate) const PDF_SIGNATURE: &[u8] = b"%PDF-";
