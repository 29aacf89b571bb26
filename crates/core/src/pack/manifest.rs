//! Reading `pack.toml`.

use toml::Spanned;

use super::error::Findings;
use super::fields::{At, Fields};
use super::source::Source;
use super::texts::Texts;
use crate::framework::{Framework, unknown_segment};
use crate::text::{Bilingual, Lang};

/// What `pack.toml` says.
pub(super) struct Manifest {
    pub(super) id: String,
    pub(super) version: semver::Version,
    pub(super) licence: String,
    pub(super) authors: Vec<String>,
    pub(super) languages: Vec<Lang>,
    pub(super) segments: Vec<String>,
    pub(super) title: Texts,
    pub(super) description: Texts,
}

/// What other files are read by, as far as it could be made out.
#[derive(Default)]
pub(super) struct Context {
    /// The languages.
    pub(super) languages: Option<Vec<Lang>>,
    /// The segments.
    pub(super) segments: Option<Vec<String>>,
}

/// Reads the file; what it says goes to the context even if the rest is wrong.
pub(super) fn read(
    source: &Source,
    folder: Option<&str>,
    framework: &Framework,
    findings: &mut Findings,
) -> (Context, Option<Manifest>) {
    let Some(root) = source.toml(findings) else {
        return (Context::default(), None);
    };
    let known = [
        "format",
        "id",
        "version",
        "licence",
        "authors",
        "languages",
        "segments",
        "title",
        "description",
    ];
    let fields = Fields::open(source, root.get_ref(), 0..0, &known, findings);
    let format = fields.format(findings);
    let id = identifier(&fields, "id", findings);
    if let (Some(id), Some(folder)) = (&id, folder) {
        same_as_folder(source, id, folder, findings);
    }
    let version = version(&fields, findings);
    let licence = fields.text("licence", findings);
    let authors = fields.some_texts("authors", findings);
    let languages = languages(&fields, findings);
    let segments = segments(&fields, framework, findings);
    let title = texts(&fields, "title", languages.as_deref(), findings);
    let description = texts(&fields, "description", languages.as_deref(), findings);
    let context = Context {
        languages: languages.clone(),
        segments: segments.clone(),
    };
    let manifest = || {
        format?;
        Some(Manifest {
            id: id?.into_inner(),
            version: version?,
            licence: (*licence?.get_ref()).to_owned(),
            authors: authors?
                .iter()
                .map(|author| (*author.get_ref()).to_owned())
                .collect(),
            languages: languages?,
            segments: segments?,
            title: title?,
            description: description?,
        })
    };
    (context, manifest())
}

/// An id: lower-case letters without accents, digits and hyphens, a letter first.
pub(crate) fn identifier(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Option<At<String>> {
    let id = fields.text(name, findings)?;
    let text = *id.get_ref();
    let plain = text
        .bytes()
        .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if !plain || !text.starts_with(|c: char| c.is_ascii_lowercase()) || text.ends_with('-') || text.len() > 64
    {
        findings.push(fields.source().error(
            "pack::id",
            id.span(),
            Bilingual::new(
                format!("« {text} » n'est pas un identifiant"),
                format!("`{text}` isn't an id"),
            ),
            Bilingual::new(
                "employez des minuscules sans accent, des chiffres et des tirets, une lettre en tête, 64 caractères au plus",
                "use lower-case letters without accents, digits and hyphens, a letter first, 64 characters at most",
            ),
        ));
        return None;
    }
    Some(Spanned::new(id.span(), text.to_owned()))
}

/// An id must be its folder's name.
pub(super) fn same_as_folder(source: &Source, id: &At<String>, folder: &str, findings: &mut Findings) {
    if id.get_ref() != folder {
        findings.push(source.error(
            "pack::folder",
            id.span(),
            Bilingual::new(
                format!(
                    "l'identifiant est « {} », mais le dossier s'appelle « {folder} »",
                    id.get_ref()
                ),
                format!(
                    "the id is `{}`, but the folder is called `{folder}`",
                    id.get_ref()
                ),
            ),
            Bilingual::new("donnez-leur le même nom", "give them the same name"),
        ));
    }
}

/// A version by semver.org.
pub(crate) fn version(fields: &Fields<'_>, findings: &mut Findings) -> Option<semver::Version> {
    let text = fields.text("version", findings)?;
    let version = semver::Version::parse(text.get_ref());
    if version.is_err() {
        findings.push(fields.source().error(
            "pack::version",
            text.span(),
            Bilingual::new(
                format!("« {} » n'est pas une version", text.get_ref()),
                format!("`{}` isn't a version", text.get_ref()),
            ),
            Bilingual::new(
                "écrivez trois nombres séparés par des points, comme \"1.0.0\" (semver.org)",
                "write three numbers with dots between them, like \"1.0.0\" (semver.org)",
            ),
        ));
    }
    version.ok()
}

fn languages(fields: &Fields<'_>, findings: &mut Findings) -> Option<Vec<Lang>> {
    let texts = fields.some_texts("languages", findings)?;
    let mut languages = Vec::new();
    let mut known = true;
    for text in &texts {
        match text.get_ref().parse() {
            Ok(lang) => languages.push(lang),
            Err(_) => {
                known = false;
                findings.push(fields.source().error(
                    "pack::language",
                    text.span(),
                    Bilingual::new(
                        format!("langue inconnue « {} »", text.get_ref()),
                        format!("unknown language `{}`", text.get_ref()),
                    ),
                    Bilingual::new("possibles ici : fr, en", "possible here: fr, en"),
                ));
            }
        }
    }
    if known && !languages.contains(&Lang::Fr) {
        findings.push(fields.source().error(
            "pack::language",
            fields.span_of("languages"),
            Bilingual::new("le français manque", "French is missing"),
            Bilingual::new(
                "ajoutez \"fr\" aux langues et rédigez les textes en français : les autres langues s'y ajoutent",
                "add \"fr\" to the languages and write the texts in French: other languages come on top",
            ),
        ));
        return None;
    }
    known.then_some(languages)
}

fn segments(fields: &Fields<'_>, framework: &Framework, findings: &mut Findings) -> Option<Vec<String>> {
    let ids = framework.segments().iter().map(|segment| segment.id.as_str());
    let mut known = true;
    let texts = fields.some_texts("segments", findings)?;
    for text in &texts {
        if framework.segment(text.get_ref()).is_none() {
            known = false;
            findings.push(unknown_segment(
                fields.source(),
                text.span(),
                text.get_ref(),
                ids.clone(),
            ));
        }
    }
    known.then(|| texts.iter().map(|text| (*text.get_ref()).to_owned()).collect())
}

/// Reads a table of a text per language: every language of the pack, and no other. With no languages known, those
/// there are.
pub(super) fn texts(
    fields: &Fields<'_>,
    name: &str,
    languages: Option<&[Lang]>,
    findings: &mut Findings,
) -> Option<Texts> {
    let table = fields.table(name, &["fr", "en"], findings)?;
    let fr = table.text("fr", findings);
    let wanted = languages.map_or_else(
        || table.optional("en").is_some(),
        |languages| languages.contains(&Lang::En),
    );
    if !wanted {
        if table.optional("en").is_some() {
            findings.push(table.source().error(
                "pack::language",
                table.span_of("en"),
                Bilingual::new(
                    "l'anglais ne figure pas parmi les langues du pack",
                    "English isn't among the pack's languages",
                ),
                Bilingual::new(
                    "ajoutez \"en\" à `languages` dans pack.toml, ou retirez ce texte",
                    "add \"en\" to `languages` in pack.toml, or remove this text",
                ),
            ));
        }
        return Some(Texts::new((*fr?.get_ref()).to_owned(), None));
    }
    let en = table.text("en", findings);
    Some(Texts::new(
        (*fr?.get_ref()).to_owned(),
        Some((*en?.get_ref()).to_owned()),
    ))
}
