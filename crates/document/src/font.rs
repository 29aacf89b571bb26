//! The embedded fonts: how wide a text is, and the outlines of its letters.

use ttf_parser::{Face as Table, GlyphId, OutlineBuilder};

use crate::DrawError;

/// A font of this crate; `fonts/NOTICE.md` says where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// For text.
    Regular,
    /// For what stands out in text.
    SemiBold,
    /// For the title and the name.
    Display,
}

impl Face {
    /// The font's file.
    pub(crate) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../fonts/Inter-Regular.ttf"),
            Self::SemiBold => include_bytes!("../fonts/Inter-SemiBold.ttf"),
            Self::Display => include_bytes!("../fonts/Literata-SemiBold.ttf"),
        }
    }

    pub(crate) fn open(self) -> Result<Font, DrawError> {
        Table::parse(self.bytes(), 0)
            .map(Font)
            .map_err(|_| DrawError::Font)
    }
}

/// A font that is being used.
pub(crate) struct Font(Table<'static>);

impl Font {
    /// The text with what the font can't draw replaced by a question mark: a missing letter must be seen to be missing.
    pub(crate) fn drawable(&self, text: &str) -> String {
        let text = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
        text.map(|c| if self.glyph(c).is_some() { c } else { '?' })
            .collect()
    }

    /// How wide a line is at a size, in points.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = text.chars().map(|c| self.advance(c)).sum();
        units as f32 * self.scale(size)
    }

    /// The text in lines that fit a width; a word that is longer than a line stays whole.
    pub(crate) fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Traces a line's letters, from the left end of its baseline.
    pub(crate) fn trace(&self, text: &str, size: f32, x: f32, y: f32, pen: &mut impl Pen) {
        let scale = self.scale(size);
        let mut at = x;
        for c in text.chars() {
            if let Some(glyph) = self.glyph(c) {
                let mut outline = Outline { pen, scale, x: at, y };
                self.0.outline_glyph(glyph, &mut outline);
            }
            at += self.advance(c) as f32 * scale;
        }
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.0.glyph_index(c).filter(|glyph| glyph.0 != 0)
    }

    fn advance(&self, c: char) -> u32 {
        let advance = self.glyph(c).and_then(|glyph| self.0.glyph_hor_advance(glyph));
        u32::from(advance.unwrap_or_default())
    }

    fn scale(&self, size: f32) -> f32 {
        size / f32::from(self.0.units_per_em())
    }
}

/// Draws outlines, with the page's axes: y grows downwards.
pub(crate) trait Pen {
    fn move_to(&mut self, x: f32, y: f32);
    fn line_to(&mut self, x: f32, y: f32);
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32);
    fn close(&mut self);
}

/// Turns a font's units and axes into the page's.
struct Outline<'a, P> {
    pen: &'a mut P,
    scale: f32,
    x: f32,
    y: f32,
}

impl<P> Outline<'_, P> {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl<P: Pen> OutlineBuilder for Outline<'_, P> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.pen.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.pen.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.pen.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, _: f32, _: f32, x2: f32, y2: f32, x: f32, y: f32) {
        // TrueType outlines, which these fonts have, know quadratic curves only.
        self.quad_to(x2, y2, x, y);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}
