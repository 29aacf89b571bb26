//! The page as SVG. Letters are outlines, so that it looks the same where its fonts aren't.

use std::fmt::Write as _;

use crate::drawing::{Colour, Drawing, Item};
use crate::font::Pen;
use crate::{DrawError, Sheet};

pub(crate) fn write(sheet: &Sheet, drawing: &Drawing) -> Result<String, DrawError> {
    let (width, height) = (drawing.width, drawing.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" xml:lang=\"fr\">\
         <title>{}</title><desc>{}</desc>",
        escaped(sheet.title()),
        escaped(&sheet.summary())
    );
    shape(&mut svg, drawing.paper, &rectangle(0.0, 0.0, width, height));
    for item in &drawing.items {
        match item {
            Item::Rectangle {
                x,
                y,
                width,
                height,
                colour,
            } => {
                shape(&mut svg, *colour, &rectangle(*x, *y, *width, *height));
            }
            Item::Text(text) => {
                let font = text.face.open()?;
                let mut pen = PathData::default();
                for (x, y, line) in &text.lines {
                    font.trace(line, text.size, *x, *y, &mut pen);
                }
                shape(&mut svg, text.colour, &pen.written);
            }
            Item::Qr(qr) => {
                let bars: String = qr
                    .bars()
                    .iter()
                    .map(|[x, y, width, height]| rectangle(*x, *y, *width, *height))
                    .collect();
                shape(&mut svg, [0, 0, 0], &bars);
            }
        }
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn shape(svg: &mut String, [red, green, blue]: Colour, path: &str) {
    let _ = write!(
        svg,
        "<path fill=\"#{red:02x}{green:02x}{blue:02x}\" d=\"{path}\"/>"
    );
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> String {
    format!(
        "M{} {}h{}v{}h{}z",
        short(x),
        short(y),
        short(width),
        short(height),
        short(-width)
    )
}

/// Hundredths of a point, without a leading zero.
fn short(number: f32) -> String {
    let text = ((number * 100.0).round() / 100.0).to_string();
    match text.strip_prefix("0.") {
        Some(fraction) => format!(".{fraction}"),
        None => text.replacen("-0.", "-.", 1),
    }
}

/// What can't stand in XML text: markup, and characters that XML 1.0 has not.
fn escaped(text: &str) -> String {
    let allowed = text.chars().filter(|c| !c.is_control());
    allowed
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Path data with steps from where the pen is: letters are small, so are the numbers.
#[derive(Default)]
struct PathData {
    written: String,
    at: (f32, f32),
}

impl PathData {
    /// Writes steps to these points, from rounded place to rounded place, so that errors don't add up.
    fn step(&mut self, letter: char, points: &[(f32, f32)]) {
        self.written.push(letter);
        let round = |number: f32| (number * 100.0).round() / 100.0;
        let mut end = self.at;
        for (at, &(x, y)) in points.iter().enumerate() {
            end = (round(x), round(y));
            for (part, number) in [end.0 - self.at.0, end.1 - self.at.1].into_iter().enumerate() {
                let number = short(number);
                if at + part > 0 && !number.starts_with('-') {
                    self.written.push(' ');
                }
                self.written.push_str(&number);
            }
        }
        self.at = end;
    }
}

impl Pen for PathData {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (0.0, 0.0);
        self.step('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.step('q', &[(x1, y1), (x, y)]);
    }

    fn close(&mut self) {
        self.written.push('z');
    }
}
