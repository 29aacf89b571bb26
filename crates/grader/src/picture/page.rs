//! A page's operators, done one after the other.

use std::fmt::Write;

use super::image::find;
use super::resources::Resources;
use super::svg::{Color, Font, Frame, Ink, Pen, Sort, Svg, short};
use super::token::{Token, Tokens, number};
use super::{LARGEST_PAGE, PDF_SIGNATURE, glyphs};

/// The first page of a file that R's PDF device wrote without compression, as an SVG file; nothing where it isn't
/// one, or is too large.
pub(crate) fn svg_of(file: &[u8]) -> Option<String> {
    if file.len() > LARGEST_PAGE || !file.starts_with(PDF_SIGNATURE) {
        return None;
    }
    let start = find(file, b"stream\n")? + b"stream\n".len();
    let content = &file[start..];
    let content = &content[..find(content, b"endstream")?];
    let mut page = Page::new(file, Svg::new(size(file)?));
    for token in Tokens::of(content) {
        if !page.svg.has_room() {
            return None;
        }
        page.read(token);
    }
    page.svg.finish()
}

/// Width and height in points.
fn size(file: &[u8]) -> Option<[f64; 2]> {
    let rest = &file[find(file, b"/MediaBox [")? + b"/MediaBox [".len()..];
    let numbers: Vec<f64> = rest
        .split(|byte| byte.is_ascii_whitespace() || *byte == b']')
        .filter(|word| !word.is_empty())
        .map_while(number)
        .take(4)
        .collect();
    match numbers[..] {
        [_, _, width, height] if width >= 1.0 && height >= 1.0 => Some([width, height]),
        _ => None,
    }
}

/// Two lengths of the plane and a shift: PDF's `a b c d e f`.
type Matrix = [f64; 6];

const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `inner`, then `outer`.
fn times(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let [g, h, i, j, k, l] = outer;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State {
    pen: Pen,
    fill: Ink,
    clip: Option<Frame>,
    matrix: Matrix,
}

/// `q` within `q` beyond this isn't R's doing.
const DEEPEST: usize = 64;
/// Operands of one operator, and strings of one text.
const MOST_OPERANDS: usize = 4_096;

struct Page<'a> {
    resources: Resources<'a>,
    svg: Svg,
    state: State,
    kept: Vec<State>,
    operands: Vec<Token<'a>>,
    /// The path so far, in SVG's words, and whether it is of shapes that always turn the same way.
    outline: String,
    plain: bool,
    /// The last rectangle, for a clip that may come of it.
    rectangle: Option<Frame>,
    clipping: bool,
    font: &'a [u8],
    text: Matrix,
}

impl<'a> Page<'a> {
    fn new(file: &'a [u8], svg: Svg) -> Self {
        let ink = Ink {
            color: Color::BLACK,
            alpha: 1.0,
        };
        let pen = Pen {
            ink: ink.clone(),
            width: 1.0,
            dash: Vec::new(),
            cap: 0,
            join: 0,
        };
        Self {
            resources: Resources::of(file),
            svg,
            state: State {
                pen,
                fill: ink,
                clip: None,
                matrix: UNMOVED,
            },
            kept: Vec::new(),
            operands: Vec::new(),
            outline: String::new(),
            plain: true,
            rectangle: None,
            clipping: false,
            font: b"",
            text: UNMOVED,
        }
    }

    fn read(&mut self, token: Token<'a>) {
        match token {
            Token::Operator(operator) => {
                self.operate(operator);
                self.operands.clear();
            }
            operand if self.operands.len() < MOST_OPERANDS => self.operands.push(operand),
            _ => {}
        }
    }

    /// The last operands, where they are so many numbers.
    fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let from = self.operands.len().checked_sub(N)?;
        let mut found = [0.0; N];
        for (place, operand) in found.iter_mut().zip(&self.operands[from..]) {
            let Token::Number(value) = operand else {
                return None;
            };
            *place = *value;
        }
        Some(found)
    }

    fn name(&self) -> Option<&'a [u8]> {
        self.operands.iter().find_map(|operand| match operand {
            Token::Name(name) => Some(*name),
            _ => None,
        })
    }

    /// An operator that lacks operands is left out.
    fn operate(&mut self, operator: &[u8]) {
        let _ = self.try_operate(operator);
    }

    fn try_operate(&mut self, operator: &[u8]) -> Option<()> {
        match operator {
            b"q" if self.kept.len() < DEEPEST => self.kept.push(self.state.clone()),
            b"Q" => {
                // R closes what it never opened, once for each page.
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.matrix = times(self.numbers()?, self.state.matrix),
            b"m" | b"l" => self.point(operator, self.numbers()?),
            b"c" => self.curve(self.numbers()?),
            b"h" => self.outline.push('Z'),
            b"re" => self.rectangle(self.numbers()?),
            b"W" | b"W*" => self.clipping = true,
            b"n" => self.end_path(),
            b"S" => self.paint(false, true, false),
            b"s" => self.closed(false, true, false),
            b"f" | b"F" => self.paint(true, false, false),
            b"f*" => self.paint(true, false, true),
            b"B" => self.paint(true, true, false),
            b"B*" => self.paint(true, true, true),
            b"b" => self.closed(true, true, false),
            b"b*" => self.closed(true, true, true),
            b"w" => self.state.pen.width = self.numbers::<1>()?[0].abs(),
            b"d" => self.state.pen.dash = self.dash(),
            b"J" => self.state.pen.cap = small(self.numbers::<1>()?[0]),
            b"j" => self.state.pen.join = small(self.numbers::<1>()?[0]),
            b"RG" | b"SCN" => self.state.pen.ink.color = Color(self.numbers()?),
            b"rg" | b"scn" => self.state.fill.color = Color(self.numbers()?),
            b"gs" => self.fade(self.name()?),
            b"Tf" => self.font = self.name()?,
            b"Tm" => self.text = self.numbers()?,
            b"Tj" | b"TJ" => self.write(),
            b"Do" => self.image(self.name()?)?,
            _ => {}
        }
        Some(())
    }

    fn flipped(&self, y: f64) -> String {
        short(self.svg.height() - y)
    }

    fn point(&mut self, operator: &[u8], [x, y]: [f64; 2]) {
        let word = if operator == b"m" { 'M' } else { 'L' };
        self.plain &= operator == b"m";
        let y = self.flipped(y);
        let _ = write!(self.outline, "{word}{} {y}", short(x));
    }

    fn curve(&mut self, [a, b, c, d, e, f]: [f64; 6]) {
        let [b, d, f] = [b, d, f].map(|y| self.flipped(y));
        let [a, c, e] = [a, c, e].map(short);
        let _ = write!(self.outline, "C{a} {b} {c} {d} {e} {f}");
    }

    fn rectangle(&mut self, [x, y, width, height]: [f64; 4]) {
        let left = x.min(x + width);
        let top = self.svg.height() - y.max(y + height);
        let frame = [left, top, width.abs(), height.abs()];
        self.rectangle = Some(frame);
        let [left, top, width, height] = frame.map(short);
        let _ = write!(self.outline, "M{left} {top}h{width}v{height}h-{width}Z");
    }

    fn closed(&mut self, fill: bool, stroke: bool, even_odd: bool) {
        self.outline.push('Z');
        self.paint(fill, stroke, even_odd);
    }

    fn paint(&mut self, fill: bool, stroke: bool, even_odd: bool) {
        if !self.outline.is_empty() {
            let State {
                pen, fill: ink, clip, ..
            } = &self.state;
            let sort = if self.plain || !fill {
                Sort::Joined
            } else {
                Sort::Alone
            };
            self.svg.path(
                &self.outline,
                fill.then_some(ink),
                even_odd,
                stroke.then_some(pen),
                *clip,
                sort,
            );
        }
        self.end_path();
    }

    fn end_path(&mut self) {
        if self.clipping {
            self.state.clip = self.rectangle;
        }
        self.clipping = false;
        self.rectangle = None;
        self.plain = true;
        self.outline.clear();
    }

    fn dash(&self) -> Vec<f64> {
        let lengths = self
            .operands
            .iter()
            .skip_while(|operand| **operand != Token::ArrayStart);
        let lengths = lengths.skip(1).map_while(|operand| match operand {
            Token::Number(length) => Some(*length),
            _ => None,
        });
        lengths.take(8).collect()
    }

    /// How much the pen, or what fills, covers of what lies below.
    fn fade(&mut self, name: &'a [u8]) {
        let cover = self.resources.cover(name);
        if let Some(alpha) = cover.pen {
            self.state.pen.ink.alpha = alpha;
        }
        if let Some(alpha) = cover.fill {
            self.state.fill.alpha = alpha;
        }
    }

    fn write(&mut self) {
        let parts = self.operands.iter().filter_map(|operand| match operand {
            Token::Text(bytes) => Some(bytes.as_slice()),
            _ => None,
        });
        let bytes: Vec<u8> = parts.flatten().copied().collect();
        let [a, b, _, _, e, f] = self.text;
        let base = self.resources.font(self.font);
        let text = glyphs::text(&bytes, base == b"Symbol");
        let font = Font {
            size: a.hypot(b),
            family: family(base),
            bold: find(base, b"Bold").is_some(),
            italic: find(base, b"Oblique").is_some() || find(base, b"Italic").is_some(),
        };
        let at = [e, self.svg.height() - f];
        let turn = -b.atan2(a).to_degrees();
        self.svg
            .text(&text, at, turn, &font, &self.state.fill, self.state.clip);
    }

    fn image(&mut self, name: &[u8]) -> Option<()> {
        let image = self.resources.image(name)?;
        let rows = image.pixels.len() / image.width;
        for (row, pixels) in image.pixels.chunks(image.width).enumerate() {
            let mut start = 0;
            for run in pixels.chunk_by(|one, other| one == other) {
                let end = start + run.len();
                self.pixels(run[0], [start, end, image.width], [row, row + 1, rows]);
                start = end;
            }
        }
        Some(())
    }

    /// A run of pixels of one colour; columns and rows are given as from, to, and of how many.
    fn pixels(&mut self, (color, cover): ([u8; 3], u8), columns: [usize; 3], rows: [usize; 3]) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an image has some thousand pixels at most"
        )]
        let part = |at: usize, of: usize| at as f64 / of as f64;
        let [left, right] = [columns[0], columns[1]].map(|at| part(at, columns[2]));
        let [top, bottom] = [rows[0], rows[1]].map(|at| 1.0 - part(at, rows[2]));
        let [a, b, c, d, e, f] = self.state.matrix;
        let mut outline = String::new();
        for (word, x, y) in [
            ('M', left, top),
            ('L', right, top),
            ('L', right, bottom),
            ('L', left, bottom),
        ] {
            let _ = write!(
                outline,
                "{word}{} {}",
                short(x * a + y * c + e),
                self.flipped(x * b + y * d + f)
            );
        }
        outline.push('Z');
        let ink = Ink {
            color: Color(color.map(|part| f64::from(part) / 255.0)),
            alpha: f64::from(cover) / 255.0,
        };
        self.svg
            .path(&outline, Some(&ink), false, None, self.state.clip, Sort::Pixels);
    }
}

fn small(number: f64) -> u8 {
    if number >= 2.0 { 2 } else { u8::from(number >= 1.0) }
}

/// Fonts of the same widths as those that R measured its texts with.
fn family(base: &[u8]) -> &'static str {
    if base.starts_with(b"Times") {
        "Times, Liberation Serif, serif"
    } else if base.starts_with(b"Courier") {
        "Courier, Liberation Mono, monospace"
    } else {
        "Helvetica, Arial, Liberation Sans, sans-serif"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as R writes one: a page's content, and after it what the content names.
    fn file(content: &str, more: &str) -> Vec<u8> {
        let text = format!(
            "%PDF-1.4\n8 0 obj\n<<\n/Length 9 0 R\n>>\nstream\n{content}\nendstream\nendobj\n{more}\n3 0 obj\n\
             << /Type /Pages /Kids [ 7 0 R ] /Count 1 /MediaBox [0 0 100 50] >>\nendobj\n"
        );
        text.into_bytes()
    }

    fn drawn(content: &str, more: &str) -> String {
        svg_of(&file(content, more)).expect("a picture")
    }

    #[test]
    fn lines_shapes_and_texts_are_drawn_the_right_way_up() {
        let text = drawn(
            "q 10 20 30 15 re W n\n1 0 0 RG 0 0 1 rg 2 w [ 3 4] 0 d 10 20 m 40 50 l S\n\
             5 5 m 6 6 l 7 5 l b*\nQ\nBT /F3 1 Tf 0 12 -12 0 8 10 Tm [(\\(\\351) 30 (<b>)] TJ ET",
            "12 0 obj\n<< /Type /Font /Subtype /Type1 /Name /F3 /BaseFont /Helvetica-Bold\n>>\nendobj",
        );
        for part in [
            "viewBox=\"0 0 100 50\"",
            "<rect x=\"10\" y=\"15\" width=\"30\" height=\"15\"/></clipPath>",
            "stroke=\"#ff0000\" stroke-width=\"2\" stroke-dasharray=\"3 4\" clip-path=\"url(#c0)\" d=\"M10 30L40 0\"",
            "<path fill=\"#0000ff\" fill-rule=\"evenodd\"",
            "<text x=\"8\" y=\"40\" transform=\"rotate(-90 8 40)\"",
            "font-weight=\"bold\"",
            ">(é&lt;b&gt;</text>",
        ] {
            assert!(text.contains(part), "{part} isn't in {text}");
        }
    }

    #[test]
    fn pixels_and_what_they_let_through_are_drawn() {
        let image = "10 0 obj <<\n/Width 2\n/Height 1\n/SMask 11 0 R\n>>\nstream\nff000000ff00>\nendstream\nendobj\n\
                     11 0 obj <<\n/Width 2\n>>\nstream\n80ff>\nendstream\nendobj\n4 0 obj\n/XObject <<\n/Im0 10 0 R\n>>\nendobj";
        let text = drawn("q 1 0 0 1 20 10 cm 40 0 0 30 0 0 cm /Im0 Do Q", image);
        assert!(text.contains("fill=\"#ff0000\" fill-opacity=\"0.5\""), "{text}");
        assert!(
            text.contains("fill=\"#00ff00\" shape-rendering=\"crispEdges\" d=\"M40 10L60 10L60 40L40 40Z"),
            "{text}"
        );
    }

    #[test]
    fn what_is_no_page_of_rs_is_no_picture() {
        let page = file("0 0 m 1 1 l S", "");
        assert!(svg_of(&page).is_some());
        for broken in [
            &b""[..],
            b"%PDF-",
            &page[1..],
            &page[..60],
            b"\x89PNG\r\n\x1a\n",
            b"<svg onload='x'/>",
        ] {
            assert_eq!(svg_of(broken), None);
        }
        let mut large = page;
        large.resize(LARGEST_PAGE + 1, b' ');
        assert_eq!(svg_of(&large), None);
    }

    #[test]
    fn a_page_that_lies_costs_no_more_than_one_that_does_not() {
        let operands = "1 ".repeat(20_000);
        let names: String = (0..40_000)
            .map(|number| format!("/GS{number} gs /F{number} 1 Tf (x) Tj "))
            .collect();
        let image = "10 0 obj <<\n/Width 99999\n/Height 99999\n>>\nstream\n00>\nendstream\nendobj\n4 0 obj\n/XObject <<\n/Im0 10 0 R\n>>";
        for (content, more) in [
            ("q ".repeat(100_000), ""),
            ("Q cm W S b* ".repeat(50_000), ""),
            (format!("{operands} c {operands} re f (unclosed \\"), ""),
            ("999999999999999999999 m -.-. nan inf 1e999 l S".to_owned(), ""),
            (names, "4 0 obj\n/ExtGState << /GS1 4 0 R >>"),
            ("/Im0 Do ".repeat(100_000), image),
        ] {
            let file = file(&content, more);
            if let Some(text) = svg_of(&file) {
                assert!(text.len() < 3 << 20, "{} bytes", text.len());
                assert!(!text.contains("NaN") && !text.contains("inf"), "{text:.300}");
            }
        }
        // A polygon without end isn't drawn.
        let polygon = format!("0 0 m {} b", "123.45 67.89 l ".repeat(250_000));
        assert_eq!(svg_of(&file(&polygon, "")), None);
    }
}
