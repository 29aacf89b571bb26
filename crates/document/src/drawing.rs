//! A page, before it is written in any format: points (1/72 inch), from the upper left corner.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::DrawError;
use crate::font::{Face, Font};

/// A colour: red, green, blue.
pub(crate) type Colour = [u8; 3];

/// What a text is, for whoever has it read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The page's title.
    Title,
    /// Any other text.
    Paragraph,
}

/// One thing on the page, in reading order.
pub(crate) enum Item {
    /// A rectangle, which says nothing.
    Rectangle {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// A text.
    Text(Text),
    /// A QR code.
    Qr(Qr),
}

/// A text in lines.
pub(crate) struct Text {
    pub(crate) role: Role,
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
    /// Each with the left end of its baseline.
    pub(crate) lines: Vec<(f32, f32, String)>,
}

/// A QR code.
pub(crate) struct Qr {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    /// What it says, for whoever can't scan it.
    pub(crate) description: String,
    code: QrCode,
}

/// A page.
pub(crate) struct Drawing {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) paper: Colour,
    pub(crate) items: Vec<Item>,
}

/// Where and how a text is set.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) role: Role,
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
    pub(crate) width: f32,
    pub(crate) most_lines: usize,
}

impl Drawing {
    /// Sets a text from the top of its first line, and says where the next thing can begin. A text that doesn't fit is cut, with `…`.
    pub(crate) fn text(&mut self, text: &str, x: f32, top: f32, style: Style) -> Result<f32, DrawError> {
        let font = style.face.open()?;
        let mut lines = font.wrap(&font.drawable(text), style.size, style.width);
        if lines.len() > style.most_lines {
            lines.truncate(style.most_lines);
            if let Some(last) = lines.last_mut() {
                shorten(last, &font, style);
            }
        }
        let leading = style.size * if style.face == Face::Display { 1.25 } else { 1.45 };
        let mut bottom = top;
        let placed = lines.into_iter().map(|line| {
            bottom += leading;
            (x, bottom - leading + style.size, line)
        });
        let placed: Vec<_> = placed.collect();
        self.items.push(Item::Text(Text {
            role: style.role,
            face: style.face,
            size: style.size,
            colour: style.colour,
            lines: placed,
        }));
        Ok(bottom)
    }

    /// A rectangle.
    pub(crate) fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        self.items.push(Item::Rectangle {
            x,
            y,
            width,
            height,
            colour,
        });
    }

    /// A QR code of an address.
    pub(crate) fn qr(
        &mut self,
        address: &str,
        x: f32,
        y: f32,
        size: f32,
        description: String,
    ) -> Result<(), DrawError> {
        let code = QrCode::encode_text(address, QrCodeEcc::Medium)?;
        self.items.push(Item::Qr(Qr {
            x,
            y,
            size,
            description,
            code,
        }));
        Ok(())
    }
}

fn shorten(line: &mut String, font: &Font, style: Style) {
    while font.width(&format!("{line}…"), style.size) > style.width && line.pop().is_some() {}
    line.truncate(line.trim_end_matches([' ', ',', '.', ';', ':']).len());
    line.push('…');
}

impl Qr {
    /// Its dark modules as rectangles, those beside each other as one: x, y, width, height.
    pub(crate) fn bars(&self) -> Vec<[f32; 4]> {
        let modules = self.code.size();
        let module = self.size / modules as f32;
        let mut bars = Vec::new();
        for row in 0..modules {
            let mut column = 0;
            while column < modules {
                let length = (column..modules)
                    .take_while(|at| self.code.get_module(*at, row))
                    .count() as i32;
                if length > 0 {
                    let (x, y) = (self.x + column as f32 * module, self.y + row as f32 * module);
                    bars.push([x, y, length as f32 * module, module]);
                }
                column += length.max(1);
            }
        }
        bars
    }
}
