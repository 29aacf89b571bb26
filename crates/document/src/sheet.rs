//! What stands where on a certificate: one A4 page, landscape.

use serde_json::Value;
use spyrales_credential::{Credential, DateTime};

use crate::DrawError;
use crate::drawing::{Colour, Drawing, Role, Style};
use crate::font::Face;
use crate::{pdf, png, svg};

const WIDTH: f32 = 842.0;
const HEIGHT: f32 = 595.0;
const LEFT: f32 = 84.0;
/// Where the text column ends; the QR code's begins after it.
const COLUMN: f32 = 520.0;
const QR_LEFT: f32 = 648.0;
const QR_SIZE: f32 = 126.0;

const INK: Colour = [0x1b, 0x1b, 0x22];
const QUIET: Colour = [0x4c, 0x4c, 0x58];
const ACCENT: Colour = [0x1f, 0x4f, 0x8f];
const GOLD: Colour = [0xc8, 0x9b, 0x3c];
const PAPER: Colour = [0xfd, 0xfd, 0xfb];
const RULE: Colour = [0xd8, 0xd8, 0xd0];

/// A certificate to be drawn.
pub struct Sheet {
    json: String,
    credential: Credential,
    issuer: String,
    holder: Option<String>,
    verify_url: String,
}

impl Sheet {
    /// A certificate's file, with its issuer's name from the issuer's own registry, its holder's name if it is to be seen, and
    /// the address that verifies it.
    pub fn new(
        json: String,
        issuer: String,
        holder: Option<String>,
        verify_url: String,
    ) -> Result<Self, DrawError> {
        let mut document: Value = serde_json::from_str(&json)?;
        if let Some(document) = document.as_object_mut() {
            document.remove("proof");
        }
        let credential = serde_json::from_value(document)?;
        Ok(Self {
            json,
            credential,
            issuer,
            holder: holder.filter(|name| !name.is_empty()),
            verify_url,
        })
    }

    /// The certificate's file.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The certificate.
    #[must_use]
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// A tagged PDF (PDF/A-3 and PDF/UA-1) with the certificate attached.
    pub fn pdf(&self) -> Result<Vec<u8>, DrawError> {
        pdf::write(self, &self.drawing()?)
    }

    /// A PNG picture with the certificate baked in, at 144 dots an inch.
    pub fn png(&self) -> Result<Vec<u8>, DrawError> {
        let picture = png::write(&self.drawing()?)?;
        Ok(spyrales_credential::bake_png(&picture, &self.json)?)
    }

    /// An SVG picture with the certificate baked in.
    pub fn svg(&self) -> Result<String, DrawError> {
        let picture = svg::write(self, &self.drawing()?)?;
        Ok(spyrales_credential::bake_svg(&picture, &self.json)?)
    }

    /// The certificate in one sentence, for whoever doesn't see it.
    pub(crate) fn summary(&self) -> String {
        let holder = self
            .holder
            .as_ref()
            .map(|name| format!(", délivré à {name}"))
            .unwrap_or_default();
        format!(
            "{}{holder} par {}, score {} %, obtenu le {}. À vérifier sur {}",
            self.credential.name().as_str(),
            self.issuer,
            decimal(&self.credential.score().to_string()),
            date(self.credential.awarded()),
            self.verify_url
        )
    }

    /// When the certificate was issued.
    pub(crate) fn issued(&self) -> DateTime {
        self.credential.valid_from()
    }

    pub(crate) fn title(&self) -> &str {
        self.credential.name().as_str()
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    fn drawing(&self) -> Result<Drawing, DrawError> {
        let mut page = Drawing {
            width: WIDTH,
            height: HEIGHT,
            paper: PAPER,
            items: Vec::new(),
        };
        page.rectangle(0.0, 0.0, 22.0, HEIGHT, ACCENT);
        page.rectangle(22.0, 0.0, 4.0, HEIGHT, GOLD);
        let text = Style {
            role: Role::Paragraph,
            face: Face::Regular,
            size: 11.0,
            colour: INK,
            width: COLUMN,
            most_lines: 1,
        };

        page.text(
            &self.issuer,
            LEFT,
            54.0,
            Style {
                face: Face::Display,
                size: 20.0,
                colour: ACCENT,
                ..text
            },
        )?;
        page.text(
            "Certificat vérifiable, Open Badges 3.0",
            LEFT,
            82.0,
            Style {
                size: 10.0,
                colour: QUIET,
                ..text
            },
        )?;

        let name = self.credential.achievement().name().as_str();
        // A long title is set smaller rather than cut.
        let size = if name.chars().count() > 90 { 24.0 } else { 31.0 };
        let title = Style {
            role: Role::Title,
            face: Face::Display,
            size,
            width: WIDTH - LEFT - 68.0,
            most_lines: 3,
            ..text
        };
        let mut y = page.text(name, LEFT, 128.0, title)?;
        y += 14.0;

        if let Some(holder) = &self.holder {
            y = page.text(
                "délivré à",
                LEFT,
                y,
                Style {
                    colour: QUIET,
                    ..text
                },
            )?;
            y = page.text(
                holder,
                LEFT,
                y + 2.0,
                Style {
                    face: Face::Display,
                    size: 25.0,
                    most_lines: 2,
                    ..text
                },
            )?;
            y += 10.0;
        }
        let description = self.credential.achievement().description().as_str();
        y = page.text(
            description,
            LEFT,
            y,
            Style {
                most_lines: 5,
                ..text
            },
        )?;
        if self.holder.is_none() {
            let hidden = "Titulaire : nom non affiché. L'adresse électronique du titulaire permet de vérifier que ce certificat est bien le sien.";
            page.text(
                hidden,
                LEFT,
                y + 8.0,
                Style {
                    size: 9.5,
                    colour: QUIET,
                    most_lines: 2,
                    ..text
                },
            )?;
        }

        self.facts(&mut page, text)?;
        self.code(&mut page, text)?;
        Ok(page)
    }

    /// The row of figures and dates.
    fn facts(&self, page: &mut Drawing, text: Style) -> Result<(), DrawError> {
        page.rectangle(LEFT, 438.0, COLUMN, 0.75, RULE);
        let until = self
            .credential
            .valid_until()
            .map_or_else(|| "sans limite".to_owned(), date);
        let facts = [
            (
                "Score",
                format!("{} %", decimal(&self.credential.score().to_string())),
            ),
            ("Obtenu le", date(self.credential.awarded())),
            ("Délivré le", date(self.issued())),
            ("Valable jusqu'au", until),
        ];
        let column = COLUMN / facts.len() as f32;
        for (at, (label, value)) in facts.into_iter().enumerate() {
            let x = LEFT + at as f32 * column;
            page.text(
                label,
                x,
                450.0,
                Style {
                    size: 9.0,
                    colour: QUIET,
                    width: column - 8.0,
                    ..text
                },
            )?;
            page.text(
                &value,
                x,
                464.0,
                Style {
                    face: Face::SemiBold,
                    size: 12.0,
                    width: column - 4.0,
                    ..text
                },
            )?;
        }
        let id = self.credential.id().as_str();
        let number = format!("{id} — signé par {}.", self.credential.issuer().as_str());
        let small = Style {
            size: 8.0,
            colour: QUIET,
            most_lines: 2,
            ..text
        };
        let y = page.text(&number, LEFT, 508.0, small)?;
        let note = "Ce fichier contient le certificat signé ; ce que l'on voit n'en est que l'image. Il se vérifie sans compte ni logiciel particulier.";
        page.text(note, LEFT, y, small)?;
        Ok(())
    }

    /// The QR code and the address in it.
    fn code(&self, page: &mut Drawing, text: Style) -> Result<(), DrawError> {
        let description = format!("Code QR : {}", self.verify_url);
        page.qr(&self.verify_url, QR_LEFT, 372.0, QR_SIZE, description)?;
        let caption = Style {
            face: Face::SemiBold,
            size: 9.5,
            width: QR_SIZE,
            ..text
        };
        let y = page.text("Vérifier ce certificat", QR_LEFT, 508.0, caption)?;
        let host = self.verify_url.split("/verify/").next().unwrap_or_default();
        let host = host.split_once("://").map_or(host, |(_, host)| host);
        page.text(
            &format!("{host}/verify"),
            QR_LEFT,
            y,
            Style {
                size: 8.0,
                colour: QUIET,
                width: QR_SIZE + 40.0,
                ..text
            },
        )?;
        Ok(())
    }
}

/// A number with the French comma.
fn decimal(number: &str) -> String {
    number.replace('.', ",")
}

/// A date in French words, at Greenwich.
fn date(at: DateTime) -> String {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let day = jiff::tz::Offset::UTC.to_datetime(at.timestamp()).date();
    let number = if day.day() == 1 {
        "1er".to_owned()
    } else {
        day.day().to_string()
    };
    let month = usize::try_from(day.month())
        .ok()
        .and_then(|month| MONTHS.get(month - 1))
        .unwrap_or(&"");
    format!("{number} {month} {}", day.year())
}
