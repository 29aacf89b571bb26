//! An SVG file, written from numbers, colours and escaped text, and from nothing else.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A picture that would be larger isn't drawn.
const LARGEST: usize = 2 << 20;

/// A colour, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Color(pub(super) [f64; 3]);

impl Color {
    pub(super) const BLACK: Self = Self([0.0; 3]);

    fn hex(self) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to 255 after the clamp"
        )]
        let [red, green, blue] = self.0.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// How a path is filled or drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ink {
    pub(super) color: Color,
    pub(super) alpha: f64,
}

/// The pen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pen {
    pub(super) ink: Ink,
    pub(super) width: f64,
    pub(super) dash: Vec<f64>,
    pub(super) cap: u8,
    pub(super) join: u8,
}

/// A rectangle to draw in: left, top, width, height.
pub(super) type Frame = [f64; 4];

/// What a path may become one with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Nothing: shapes that turn different ways would cancel one another where they overlap.
    Alone,
    /// Its likes.
    Joined,
    /// Its likes, with no seam where they touch.
    Pixels,
}

/// The file while it is written.
pub(super) struct Svg {
    size: [f64; 2],
    body: String,
    clips: BTreeMap<String, usize>,
    /// The last element is a path with these attributes, still open for more of the same.
    open: Option<String>,
}

/// A number in a few characters: hundredths of a point are finer than any screen.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

impl Svg {
    pub(super) fn new(size: [f64; 2]) -> Self {
        Self {
            size,
            body: String::new(),
            clips: BTreeMap::new(),
            open: None,
        }
    }

    /// Whether there is room for more.
    pub(super) fn has_room(&self) -> bool {
        self.body.len() < LARGEST
    }

    pub(super) fn height(&self) -> f64 {
        self.size[1]
    }

    /// A path, whose `outline` is in SVG's own words.
    pub(super) fn path(
        &mut self,
        outline: &str,
        fill: Option<&Ink>,
        even_odd: bool,
        pen: Option<&Pen>,
        clip: Option<Frame>,
        sort: Sort,
    ) {
        let mut attributes = String::new();
        let mut opaque = true;
        match fill {
            Some(ink) => {
                let _ = write!(attributes, " fill=\"{}\"", ink.color.hex());
                opaque &= ink.alpha >= 1.0;
                fade(&mut attributes, "fill-opacity", ink.alpha);
                if even_odd {
                    attributes.push_str(" fill-rule=\"evenodd\"");
                }
            }
            None => attributes.push_str(" fill=\"none\""),
        }
        if let Some(pen) = pen {
            opaque &= pen.ink.alpha >= 1.0;
            describe(&mut attributes, pen);
        }
        if sort == Sort::Pixels {
            attributes.push_str(" shape-rendering=\"crispEdges\"");
        }
        attributes.push_str(&self.clip(clip));
        // Opaque paths of one look are one path; where both fill and line show, what lies above matters.
        let joinable = sort != Sort::Alone && opaque && !(fill.is_some() && pen.is_some()) && !even_odd;
        if joinable && self.open.as_ref() == Some(&attributes) {
            self.body.push_str(outline);
            return;
        }
        self.close();
        let _ = write!(self.body, "<path{attributes} d=\"{outline}");
        self.open = Some(if joinable { attributes } else { String::new() });
    }

    /// A text whose base line begins at a point, turned by an angle in degrees.
    pub(super) fn text(
        &mut self,
        text: &str,
        at: [f64; 2],
        turn: f64,
        font: &Font,
        ink: &Ink,
        clip: Option<Frame>,
    ) {
        self.close();
        let mut attributes = font.attributes();
        let _ = write!(attributes, " fill=\"{}\"", ink.color.hex());
        fade(&mut attributes, "fill-opacity", ink.alpha);
        let [x, y] = at.map(short);
        let turned = match short(turn).as_str() {
            "0" => String::new(),
            turn => format!(" transform=\"rotate({turn} {x} {y})\""),
        };
        let clip = self.clip(clip);
        // The clip holds for the page and not for the turned text, so it stands around it.
        let (before, after) = if clip.is_empty() {
            (String::new(), "")
        } else {
            (format!("<g{clip}>"), "</g>")
        };
        let _ = writeln!(
            self.body,
            "{before}<text x=\"{x}\" y=\"{y}\"{turned}{attributes} xml:space=\"preserve\">{}</text>{after}",
            escaped(text)
        );
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.body.push_str("\"/>\n");
        }
    }

    fn clip(&mut self, clip: Option<Frame>) -> String {
        let Some(frame) = clip else { return String::new() };
        let [x, y, width, height] = frame.map(short);
        let area = format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
        let next = self.clips.len();
        let number = self.clips.entry(area).or_insert(next);
        format!(" clip-path=\"url(#c{number})\"")
    }

    /// The file; nothing where it grew too large.
    pub(super) fn finish(mut self) -> Option<String> {
        self.close();
        if !self.has_room() {
            return None;
        }
        let [width, height] = self.size.map(short);
        let mut file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<defs>"
        );
        for (area, number) in &self.clips {
            let _ = write!(file, "<clipPath id=\"c{number}\">{area}</clipPath>");
        }
        let _ = writeln!(
            file,
            "</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"
        );
        file.push_str(&self.body);
        file.push_str("</svg>\n");
        Some(file)
    }
}

/// The font that a text is in.
#[derive(Clone, Debug)]
pub(super) struct Font {
    pub(super) size: f64,
    pub(super) family: &'static str,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Font {
    fn attributes(&self) -> String {
        let mut text = format!(
            " font-family=\"{}\" font-size=\"{}\"",
            self.family,
            short(self.size)
        );
        if self.bold {
            text.push_str(" font-weight=\"bold\"");
        }
        if self.italic {
            text.push_str(" font-style=\"italic\"");
        }
        text
    }
}

fn fade(attributes: &mut String, name: &str, alpha: f64) {
    if alpha < 1.0 {
        let _ = write!(attributes, " {name}=\"{}\"", short(alpha.max(0.0)));
    }
}

fn describe(attributes: &mut String, pen: &Pen) {
    let _ = write!(
        attributes,
        " stroke=\"{}\" stroke-width=\"{}\"",
        pen.ink.color.hex(),
        short(pen.width)
    );
    fade(attributes, "stroke-opacity", pen.ink.alpha);
    if !pen.dash.is_empty() {
        let dash: Vec<_> = pen.dash.iter().map(|length| short(length.abs())).collect();
        let _ = write!(attributes, " stroke-dasharray=\"{}\"", dash.join(" "));
    }
    match pen.cap {
        1 => attributes.push_str(" stroke-linecap=\"round\""),
        2 => attributes.push_str(" stroke-linecap=\"square\""),
        _ => {}
    }
    match pen.join {
        1 => attributes.push_str(" stroke-linejoin=\"round\""),
        2 => attributes.push_str(" stroke-linejoin=\"bevel\""),
        _ => {}
    }
}
