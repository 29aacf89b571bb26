//! The files of a pack, before anyone reads them.

use std::collections::{BTreeMap, BTreeSet};

use crate::digest::Digest;
use crate::pack::error::{Findings, PackError, PackErrors};
use crate::text::Bilingual;

/// The files of a pack by their path in it: plain relative paths with `/`, within the caps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFiles {
    files: BTreeMap<String, Vec<u8>>,
    folder: Option<String>,
}

impl PackFiles {
    /// How many files a pack may have.
    pub const MAX_FILES: usize = 2000;
    /// How large a file may be: 2 MiB.
    pub const MAX_FILE_BYTES: usize = 2 << 20;
    /// How large all files together may be: 32 MiB.
    pub const MAX_TOTAL_BYTES: usize = 32 << 20;
    /// How long a path may be, in bytes.
    pub const MAX_PATH_BYTES: usize = 240;

    /// Takes files from anywhere, a folder or an archive, after looking at every path and size.
    ///
    /// # Errors
    ///
    /// Paths that are absolute, lead upwards or can't exist on every system, paths that differ in case
    /// only, and whatever is over a cap.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, PackErrors> {
        let mut findings = Findings::default();
        let mut taken = Taken::default();
        let mut kept = BTreeMap::new();
        let mut total = 0;
        for (count, (path, bytes)) in files.into_iter().enumerate() {
            if count == Self::MAX_FILES {
                findings.push(too_many(path));
                break;
            }
            if let Some(error) = path_error(&path)
                .or_else(|| taken.clash(&path))
                .or_else(|| (bytes.len() > Self::MAX_FILE_BYTES).then(|| too_large(&path)))
            {
                findings.push(error);
                continue;
            }
            total += bytes.len();
            if total > Self::MAX_TOTAL_BYTES {
                findings.push(too_large_together(path));
                break;
            }
            kept.insert(path, bytes);
        }
        findings.settle(Some(Self {
            files: kept,
            folder: None,
        }))
    }

    /// The same files, found in a folder of this name: the pack's id must be the same.
    #[must_use]
    pub fn in_folder(mut self, name: impl Into<String>) -> Self {
        self.folder = Some(name.into());
        self
    }

    /// Whether a file is a tool's or the system's and no part of a pack: its name or a folder's begins with
    /// a dot, or is `__pycache__`. Whoever reads a folder leaves these out.
    #[must_use]
    pub fn ignores(path: &str) -> bool {
        path.split(['/', '\\'])
            .any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__pycache__")
    }

    /// A file's content.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// All files by path, as a store keeps them.
    #[must_use]
    pub fn as_map(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// The name of the folder they were found in.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    /// The digest of names and contents: of the line `spyrales-pack 1`, then of one line
    /// `path NUL length NUL sha256` per file, by path in byte order. Where the files lay doesn't matter.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut listing = String::from("spyrales-pack 1\n");
        for (path, bytes) in &self.files {
            listing.push_str(&format!("{path}\0{}\0{}\n", bytes.len(), Digest::of(bytes).hex()));
        }
        Digest::of(listing.as_bytes())
    }
}

/// Names that are taken, whatever their case.
#[derive(Default)]
struct Taken {
    files: BTreeMap<String, String>,
    folders: BTreeMap<String, String>,
}

impl Taken {
    /// Takes a path; what it can't stand beside on every system is an error.
    fn clash(&mut self, path: &str) -> Option<PackError> {
        let folders: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).collect();
        let folded = path.to_lowercase();
        let other = self
            .files
            .get(&folded)
            .or_else(|| self.folders.get(&folded))
            .or_else(|| {
                folders
                    .iter()
                    .find_map(|folder| self.files.get(&folder.to_lowercase()))
            })
            .or_else(|| {
                folders.iter().find_map(|folder| {
                    self.folders
                        .get(&folder.to_lowercase())
                        .filter(|spelt| spelt != folder)
                })
            })
            .cloned();
        if let Some(other) = other {
            return Some(PackError::of_file(
                "pack::path_clash",
                path,
                Bilingual::new(
                    format!("ce chemin et « {other} » ne peuvent pas coexister sur tous les systèmes"),
                    format!("this path and `{other}` can't stand side by side on every system"),
                ),
                Bilingual::new(
                    "renommez l'un des deux ; les majuscules ne suffisent pas à distinguer deux noms",
                    "rename one of the two; capitals alone don't tell two names apart",
                ),
            ));
        }
        for folder in folders {
            self.folders.insert(folder.to_lowercase(), folder.to_owned());
        }
        self.files.insert(folded, path.to_owned());
        None
    }
}

/// What is wrong with a path.
fn path_error(path: &str) -> Option<PackError> {
    let parts: BTreeSet<&str> = path.split('/').collect();
    let (fr, en) = if path.is_empty() {
        ("le chemin est vide", "the path is empty")
    } else if path.len() > PackFiles::MAX_PATH_BYTES {
        ("le chemin est trop long", "the path is too long")
    } else if path.chars().any(char::is_control) {
        (
            "le chemin contient un caractère de contrôle",
            "the path contains a control character",
        )
    } else if path.contains('\\') {
        (
            "le chemin contient une barre oblique inverse",
            "the path contains a backslash",
        )
    } else if path.starts_with('/') || path.contains(':') {
        (
            "le chemin est absolu, ou contient un deux-points",
            "the path is absolute, or contains a colon",
        )
    } else if parts.contains("..") || parts.contains(".") {
        (
            "le chemin contient « . » ou « .. »",
            "the path contains `.` or `..`",
        )
    } else if parts.contains("") {
        (
            "le chemin contient un nom vide",
            "the path contains an empty name",
        )
    } else if parts.iter().any(|part| part.ends_with(['.', ' '])) {
        (
            "le chemin contient un nom qui finit par un point ou une espace",
            "the path contains a name that ends in a dot or a space",
        )
    } else {
        return None;
    };
    let shown: String = match path {
        "" => "\"\"".to_owned(),
        path => path.chars().take(PackFiles::MAX_PATH_BYTES).collect(),
    };
    Some(PackError::of_file(
        "pack::path",
        shown,
        Bilingual::new(fr, en),
        Bilingual::new(
            "donnez un chemin relatif et court, en noms simples séparés par « / »",
            "give a short relative path of plain names separated by `/`",
        ),
    ))
}

fn too_many(path: String) -> PackError {
    let most = PackFiles::MAX_FILES;
    PackError::of_file(
        "pack::too_many_files",
        path,
        Bilingual::new(
            format!("le pack contient plus de {most} fichiers"),
            format!("the pack has more than {most} files"),
        ),
        Bilingual::new(
            "répartissez ses exercices entre plusieurs packs",
            "spread its exercises over several packs",
        ),
    )
}

fn too_large(path: &str) -> PackError {
    let most = PackFiles::MAX_FILE_BYTES >> 20;
    PackError::of_file(
        "pack::file_too_large",
        path,
        Bilingual::new(
            format!("le fichier pèse plus de {most} Mio"),
            format!("the file has more than {most} MiB"),
        ),
        Bilingual::new(
            "réduisez le jeu de données : un échantillon suffit à un exercice",
            "cut the data down: a sample is enough for an exercise",
        ),
    )
}

fn too_large_together(path: String) -> PackError {
    let most = PackFiles::MAX_TOTAL_BYTES >> 20;
    PackError::of_file(
        "pack::too_large",
        path,
        Bilingual::new(
            format!("avec ce fichier, le pack dépasse {most} Mio"),
            format!("with this file the pack has more than {most} MiB"),
        ),
        Bilingual::new(
            "réduisez ses données, ou répartissez ses exercices entre plusieurs packs",
            "cut its data down, or spread its exercises over several packs",
        ),
    )
}
