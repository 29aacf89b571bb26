//! The page as PDF: PDF/A-3 for archives, PDF/UA-1 for whoever has it read aloud, and the certificate attached.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use spyrales_credential::DateTime as Issued;

use crate::drawing::{Colour, Drawing, Item, Role, Text};
use crate::{DrawError, Sheet};

/// The attachment's name.
const ATTACHMENT: &str = "certificat.json";

pub(crate) fn write(sheet: &Sheet, drawing: &Drawing) -> Result<Vec<u8>, DrawError> {
    let broken = |what: &str| DrawError::Pdf(what.to_owned());
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| DrawError::Pdf(format!("{error:?}")))?;
    let settings = SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let size =
        PageSettings::from_wh(drawing.width, drawing.height).ok_or_else(|| broken("the page has no size"))?;
    let mut tags = TagTree::new().with_lang(Some("fr".to_owned()));

    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    for item in &drawing.items {
        match item {
            Item::Rectangle {
                x,
                y,
                width,
                height,
                colour,
            } => {
                decorate(&mut surface, &rectangles(&[[*x, *y, *width, *height]])?, *colour);
            }
            Item::Text(text) => tags.push(set(&mut surface, text)?),
            Item::Qr(qr) => {
                let figure = surface.start_tagged(ContentTag::Other);
                surface.set_fill(Some(fill([0, 0, 0])));
                surface.draw_path(&rectangles(&qr.bars())?);
                surface.end_tagged();
                let bounds = Rect::from_xywh(qr.x, qr.y, qr.size, qr.size)
                    .ok_or_else(|| broken("the code has no size"))?;
                let tag = Tag::Figure(Some(qr.description.clone()))
                    .with_bbox(Some(krilla::tagging::BBox::new(0, bounds)));
                tags.push(Node::Group(TagGroup::with_children(tag, vec![figure.into()])));
            }
        }
    }
    surface.finish();
    page.finish();

    document.set_tag_tree(tags);
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(
        sheet.title().to_owned(),
        XyzDestination::new(0, Point::from_xy(0.0, 0.0)),
    ));
    document.set_outline(outline);
    let issued = date(sheet.issued());
    document.set_metadata(
        Metadata::new()
            .title(sheet.title().to_owned())
            .description(sheet.summary())
            .language("fr".to_owned())
            .authors(vec![sheet.issuer().to_owned()])
            .creator("Spyrales".to_owned())
            .creation_date(issued)
            .document_id(sheet.credential().id().as_str().to_owned()),
    );
    let attached = document.embed_file(EmbeddedFile {
        path: ATTACHMENT.to_owned(),
        mime_type: MimeType::new("application/json"),
        description: Some("Certificat signé (Open Badges 3.0)".to_owned()),
        association_kind: AssociationKind::Source,
        data: sheet.json().as_bytes().to_vec().into(),
        modification_date: Some(issued),
        // Plain, so that it can be found in the file with nothing but a text search.
        compress: Some(false),
        location: None,
    });
    attached.ok_or_else(|| broken("the certificate couldn't be attached"))?;
    document
        .finish()
        .map_err(|error| DrawError::Pdf(format!("{error:?}")))
}

/// Sets a text, tagged as what it is.
fn set(surface: &mut Surface<'_>, text: &Text) -> Result<Node, DrawError> {
    let font = Font::new(text.face.bytes().to_vec().into(), 0).ok_or(DrawError::Font)?;
    surface.set_fill(Some(fill(text.colour)));
    let mut parts = Vec::new();
    for (at, (x, y, line)) in text.lines.iter().enumerate() {
        // A line's end is a space to whoever reads on.
        let end = if at + 1 < text.lines.len() { " " } else { "" };
        let span = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        surface.draw_text(
            Point::from_xy(*x, *y),
            font.clone(),
            text.size,
            &format!("{line}{end}"),
            false,
            TextDirection::LeftToRight,
        );
        surface.end_tagged();
        parts.push(span.into());
    }
    let group = match text.role {
        Role::Title => {
            let title: Vec<&str> = text.lines.iter().map(|(_, _, line)| line.as_str()).collect();
            TagGroup::with_children(Tag::Hn(NonZeroU16::MIN, Some(title.join(" "))), parts)
        }
        Role::Paragraph => TagGroup::with_children(Tag::P, parts),
    };
    Ok(Node::Group(group))
}

/// Draws what says nothing.
fn decorate(surface: &mut Surface<'_>, path: &Path, colour: Colour) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    surface.set_fill(Some(fill(colour)));
    surface.draw_path(path);
    surface.end_tagged();
}

fn fill([red, green, blue]: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}

fn rectangles(all: &[[f32; 4]]) -> Result<Path, DrawError> {
    let mut path = PathBuilder::new();
    for [x, y, width, height] in all {
        if let Some(rectangle) = Rect::from_xywh(*x, *y, *width, *height) {
            path.push_rect(rectangle);
        }
    }
    path.finish()
        .ok_or_else(|| DrawError::Pdf("a shape has no size".to_owned()))
}

fn date(at: Issued) -> DateTime {
    let at = jiff::tz::Offset::UTC.to_datetime(at.timestamp());
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
