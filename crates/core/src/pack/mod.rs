//! Exercise packs: what a trainer writes, read with every error at once.
//!
//! A pack is a folder of plain files (`pack.toml`, and a folder per exercise). [`PackFiles`] holds them and
//! digests them; [`Pack::parse`] makes sense of them or says all that is wrong, by file and line, with a
//! remedy. Nothing here touches a disk, and nothing runs: whether the reference solution earns its points
//! is for grading to show.

mod choices;
pub(crate) mod error;
mod exercise;
pub(crate) mod fields;
mod files;
mod folder;
pub(crate) mod manifest;
mod parameters;
mod sheet;
pub(crate) mod source;
mod template;
mod texts;

pub use error::{LocalisedPackError, PackError, PackErrors};
pub use exercise::{
    Ask, AskKind, CheckFile, CheckLanguage, Exercise, NamedFile, RuntimeKind, Weight, WrongAnswer,
};
pub use files::PackFiles;
pub use parameters::{Parameters, Scalar, exercise_seed};
pub use texts::Texts;

use std::collections::BTreeMap;

use self::error::Findings;
use self::fields::{nearest, suggestion};
use self::folder::{Folder, missing};
use self::manifest::Context;
use self::source::Source;
use crate::digest::Digest;
use crate::framework::Framework;
use crate::grading::{ExerciseRef, PackRef};
use crate::text::{Bilingual, Lang};

/// A pack that was read without an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: semver::Version,
    /// Under which licence it may be used (SPDX expression).
    pub licence: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The languages of its texts; French is among them.
    pub languages: Vec<Lang>,
    /// The segments that its exercises count in.
    pub segments: Vec<String>,
    /// Its title.
    pub title: Texts,
    /// What it is about.
    pub description: Texts,
    /// Its exercises, by id.
    pub exercises: Vec<Exercise>,
    /// The digest of its files.
    pub digest: Digest,
}

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    ///
    /// All that is wrong in any of its files.
    pub fn parse(files: &PackFiles, framework: &Framework) -> Result<Self, PackErrors> {
        let mut findings = Findings::default();
        let pack = read(files, framework, &mut findings);
        findings.settle(pack)
    }

    /// An exercise by its id.
    #[must_use]
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// An exercise's full name.
    #[must_use]
    pub fn exercise_ref(&self, exercise: &Exercise) -> ExerciseRef {
        ExerciseRef {
            pack: self.id.clone(),
            exercise: exercise.id.clone(),
        }
    }

    /// This version of the pack, as a record names it.
    #[must_use]
    pub fn pack_ref(&self) -> PackRef {
        PackRef {
            id: self.id.clone(),
            version: self.version.to_string(),
            digest: self.digest,
        }
    }
}

fn read(files: &PackFiles, framework: &Framework, findings: &mut Findings) -> Option<Pack> {
    let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
    let mut manifest = None;
    for (path, bytes) in files.iter() {
        match path.split_once('/') {
            Some((name, rest)) => folders
                .entry(name)
                .or_insert_with(|| Folder::new(name))
                .put(rest, bytes),
            None if path == "pack.toml" => manifest = Some(bytes),
            None => findings.push(unexpected(path)),
        }
    }
    let (context, manifest) = match manifest {
        Some(bytes) => Source::decode("pack.toml", bytes, findings).map_or_else(
            || (Context::default(), None),
            |source| manifest::read(&source, files.folder(), framework, findings),
        ),
        None => {
            let purpose = Bilingual::new("décrit le pack", "describes the pack");
            findings.push(missing("pack.toml", &purpose));
            (Context::default(), None)
        }
    };
    if folders.is_empty() {
        findings.push(PackError::of_file(
            "pack::no_exercise",
            "pack.toml",
            Bilingual::new("le pack n'a aucun exercice", "the pack has no exercise"),
            Bilingual::new(
                "ajoutez un dossier par exercice, avec un fichier exercise.toml",
                "add a folder per exercise, with a file exercise.toml",
            ),
        ));
    }
    let exercises: Vec<_> = folders
        .into_values()
        .map(|folder| folder.read(&context, framework, findings))
        .collect();
    let manifest = manifest?;
    Some(Pack {
        id: manifest.id,
        version: manifest.version,
        licence: manifest.licence,
        authors: manifest.authors,
        languages: manifest.languages,
        segments: manifest.segments,
        title: manifest.title,
        description: manifest.description,
        exercises: exercises.into_iter().collect::<Option<_>>()?,
        digest: files.digest(),
    })
}

/// A file beside `pack.toml`.
fn unexpected(path: &str) -> PackError {
    let expected = ["pack.toml"];
    let near = nearest(path, expected);
    PackError::of_file(
        "pack::unexpected_file",
        path,
        Bilingual::new(
            "ce fichier n'a pas sa place à la racine d'un pack",
            "this file has no place at the top of a pack",
        ),
        match near {
            Some(_) => suggestion(near, expected),
            None => Bilingual::new(
                "il n'y a là que pack.toml et un dossier par exercice : retirez-le, ou mettez-le dans un exercice",
                "only pack.toml and a folder per exercise stand there: remove it, or move it into an exercise",
            ),
        },
    )
}
