//! The page as PNG.

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

use crate::DrawError;
use crate::drawing::{Colour, Drawing, Item};
use crate::font::Pen;

/// Pixels per point.
const SCALE: f32 = 2.0;

pub(crate) fn write(drawing: &Drawing) -> Result<Vec<u8>, DrawError> {
    let (width, height) = ((drawing.width * SCALE) as u32, (drawing.height * SCALE) as u32);
    let mut picture =
        Pixmap::new(width, height).ok_or_else(|| DrawError::Picture("it has no size".to_owned()))?;
    let [red, green, blue] = drawing.paper;
    picture.fill(Color::from_rgba8(red, green, blue, 255));
    for item in &drawing.items {
        match item {
            Item::Rectangle {
                x,
                y,
                width,
                height,
                colour,
            } => {
                let mut path = Path(PathBuilder::new());
                path.rectangle([*x, *y, *width, *height]);
                fill(&mut picture, path, *colour, true);
            }
            Item::Text(text) => {
                let font = text.face.open()?;
                let mut path = Path(PathBuilder::new());
                for (x, y, line) in &text.lines {
                    font.trace(line, text.size, *x, *y, &mut path);
                }
                fill(&mut picture, path, text.colour, true);
            }
            Item::Qr(qr) => {
                let mut path = Path(PathBuilder::new());
                for bar in qr.bars() {
                    path.rectangle(bar);
                }
                // Sharp edges, without hairlines between the rows.
                fill(&mut picture, path, [0, 0, 0], false);
            }
        }
    }
    picture
        .encode_png()
        .map_err(|error| DrawError::Picture(error.to_string()))
}

fn fill(picture: &mut Pixmap, path: Path, [red, green, blue]: Colour, smooth: bool) {
    let Some(path) = path.0.finish() else { return };
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = smooth;
    picture.fill_path(
        &path,
        &paint,
        FillRule::Winding,
        Transform::from_scale(SCALE, SCALE),
        None,
    );
}

struct Path(PathBuilder);

impl Path {
    fn rectangle(&mut self, [x, y, width, height]: [f32; 4]) {
        if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
            self.0.push_rect(rectangle);
        }
    }
}

impl Pen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
