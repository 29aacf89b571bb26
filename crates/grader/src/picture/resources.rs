//! What a page's content calls by name: how much its inks cover, its fonts, its images.

use std::collections::BTreeMap;

use super::image::{self, Image, after, find, object_at};
use super::token::number;

/// Names that are looked for in one file: each search may read all of it.
const MOST_SEARCHES: usize = 512;
/// Images that are drawn of one page.
const MOST_IMAGES: usize = 64;

/// How much of what lies below a pen or a filling covers, where a name says so.
#[derive(Clone, Copy, Default)]
pub(super) struct Cover {
    pub(super) pen: Option<f64>,
    pub(super) fill: Option<f64>,
}

pub(super) struct Resources<'a> {
    file: &'a [u8],
    covers: BTreeMap<&'a [u8], Cover>,
    fonts: BTreeMap<&'a [u8], &'a [u8]>,
    searches: usize,
    images: usize,
}

impl<'a> Resources<'a> {
    pub(super) fn of(file: &'a [u8]) -> Self {
        Self {
            file,
            covers: BTreeMap::new(),
            fonts: BTreeMap::new(),
            searches: 0,
            images: 0,
        }
    }

    fn may_search(&mut self) -> bool {
        self.searches += 1;
        self.searches <= MOST_SEARCHES
    }

    /// Where the object begins that a dictionary of the file has under a name.
    fn object(&self, dictionary: &[u8], name: &[u8]) -> Option<usize> {
        let from = &self.file[find(self.file, dictionary)?..];
        let value = after(from, &[b"/", name, b" "].concat())?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and below a million"
        )]
        let value = number(value).filter(|value| *value >= 0.0)? as usize;
        object_at(self.file, value)
    }

    pub(super) fn cover(&mut self, name: &'a [u8]) -> Cover {
        if let Some(&cover) = self.covers.get(name) {
            return cover;
        }
        let cover = if self.may_search() {
            self.find_cover(name)
        } else {
            None
        };
        let cover = cover.unwrap_or_default();
        if self.covers.len() < MOST_SEARCHES {
            self.covers.insert(name, cover);
        }
        cover
    }

    fn find_cover(&self, name: &[u8]) -> Option<Cover> {
        let object = &self.file[self.object(b"/ExtGState <<", name)?..];
        let object = &object[..find(object, b"endobj")?];
        let part = |key: &[u8]| Some(number(after(object, key)?)?.clamp(0.0, 1.0));
        Some(Cover {
            pen: part(b"/CA"),
            fill: part(b"/ca"),
        })
    }

    /// The name of a font, as its object gives it.
    pub(super) fn font(&mut self, name: &'a [u8]) -> &'a [u8] {
        const USUAL: &[u8] = b"Helvetica";
        if let Some(&font) = self.fonts.get(name) {
            return font;
        }
        let mut font = USUAL;
        if self.may_search() {
            let mark = [b"/Name /", name, b" /BaseFont"].concat();
            let named = find(self.file, &mark).and_then(|at| after(&self.file[at..], b"/BaseFont"));
            font = named.and_then(|named| named.strip_prefix(b"/")).unwrap_or(USUAL);
        }
        if self.fonts.len() < MOST_SEARCHES {
            self.fonts.insert(name, font);
        }
        font
    }

    pub(super) fn image(&mut self, name: &[u8]) -> Option<Image> {
        self.images += 1;
        if self.images > MOST_IMAGES {
            return None;
        }
        image::read(self.file, self.object(b"/XObject <<", name)?)
    }
}
