//! The built packages as the guest finds them: all files in one, its list, the modules, and what was left out.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::BundleError;
use super::package::Built;
use super::recipe::Package;
use crate::cache::Cache;
use crate::digest;

/// Where the guest finds them.
pub(super) const SITE_LIBRARY: &str = "/usr/lib/R/site-library";
const FORMAT: u32 = 2;
/// What `dyn.load` finds in place of a module: that a file is there is all it looks at.
const STAND_IN: &[u8] = b"\0asm";

/// A package that can be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A package that can't.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Why.
    pub reason: String,
    /// Known when this program was released: the archive had dropped its source, or that of a package that it needs.
    pub expected: bool,
}

impl Kept {
    pub(super) fn new(name: &str, version: &str) -> Self {
        let (name, version) = (name.to_owned(), version.to_owned());
        Self { name, version }
    }
}

impl LeftOut {
    pub(super) fn new(package: &Package, reason: &BundleError, expected: bool) -> Self {
        Self {
            name: package.name.clone(),
            version: package.version.clone(),
            reason: reason.to_string(),
            expected,
        }
    }
}

/// What the library's file says of it.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    format: u32,
    /// Names all that is in it.
    digest: String,
    kept: Vec<Kept>,
    left_out: Vec<LeftOut>,
    /// What each module is known by.
    modules: Vec<String>,
}

/// The library of a machine.
#[derive(Debug)]
pub(in crate::r) struct Library {
    about: About,
    pub(in crate::r) home: PathBuf,
}

impl Library {
    /// The library, if there is one.
    pub(in crate::r) fn open(cache: &Cache) -> io::Result<Option<Self>> {
        let guests = cache.directory("guests")?;
        let bytes = match std::fs::read(guests.join("r-tidyverse.json")) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        let Ok(about) = serde_json::from_slice::<About>(&bytes) else {
            return Ok(None);
        };
        let home = guests.join(folder_of(&about.digest));
        Ok((about.format == FORMAT && home.is_dir()).then_some(Self { about, home }))
    }

    pub(super) fn kept(&self) -> &[Kept] {
        &self.about.kept
    }

    pub(in crate::r) fn digest(&self) -> &str {
        &self.about.digest
    }

    pub(in crate::r) fn modules(&self) -> &[String] {
        &self.about.modules
    }

    /// Lays the packages out.
    pub(super) fn assemble(
        cache: &Cache,
        kept: &[Kept],
        left_out: &[LeftOut],
        built: impl Fn(&str) -> Option<Built>,
    ) -> Result<(), BundleError> {
        let guests = cache.directory("guests")?;
        let fresh = tempfile::tempdir_in(&guests)?;
        let modules = fresh.path().join("modules");
        std::fs::create_dir(&modules)?;
        let mut packed = Packed::new(fresh.path())?;
        let mut names = Vec::new();
        let mut sorted: Vec<_> = kept.iter().map(|one| &one.name).collect();
        sorted.sort();
        for name in sorted {
            let Some(one) = built(name) else { continue };
            let place = format!("{SITE_LIBRARY}/{name}");
            packed.add_folder(&one.library(), &place)?;
            if let Some(module) = one.module()? {
                let file = module.file_name().unwrap_or_default().to_string_lossy();
                let known_by = format!("{place}/libs/{file}");
                std::fs::copy(&module, modules.join(format!("{}.wasm", names.len())))?;
                packed.add(&known_by, STAND_IN)?;
                names.push(known_by);
            }
        }
        packed.finish()?;
        let mut parts = vec![digest::of_file(&fresh.path().join("root.bin"))?];
        parts.push(digest::of_file(&fresh.path().join("root.json"))?);
        for number in 0..names.len() {
            parts.push(digest::of_file(&modules.join(format!("{number}.wasm")))?);
        }
        let digest = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(parts.join("\n")));
        let home = guests.join(folder_of(&digest));
        if !home.is_dir() {
            std::fs::rename(fresh.keep(), &home)?;
        }
        let about = About {
            format: FORMAT,
            digest,
            kept: kept.to_vec(),
            left_out: left_out.to_vec(),
            modules: names,
        };
        let mut file = tempfile::NamedTempFile::new_in(&guests)?;
        serde_json::to_writer_pretty(&mut file, &about).map_err(io::Error::other)?;
        file.persist(guests.join("r-tidyverse.json"))
            .map_err(|e| e.error)?;
        Ok(())
    }
}

fn folder_of(digest: &str) -> String {
    format!("r-tidyverse-{}", &digest[..16.min(digest.len())])
}

/// All files in one, as `unpack.mjs` writes them for R itself.
struct Packed {
    home: PathBuf,
    all: BufWriter<File>,
    at: usize,
    index: Vec<(String, usize, usize)>,
}

impl Packed {
    fn new(home: &Path) -> io::Result<Self> {
        Ok(Self {
            home: home.to_owned(),
            all: BufWriter::new(File::create(home.join("root.bin"))?),
            at: 0,
            index: Vec::new(),
        })
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.all.write_all(bytes)?;
        self.index.push((path.to_owned(), self.at, self.at + bytes.len()));
        self.at += bytes.len();
        Ok(())
    }

    /// A folder's files, in the order of their names.
    fn add_folder(&mut self, folder: &Path, place: &str) -> io::Result<()> {
        let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let path = format!("{place}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add_folder(&entry.path(), &path)?;
            } else {
                self.add(&path, &std::fs::read(entry.path())?)?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.all.flush()?;
        let index = serde_json::to_vec(&self.index)?;
        std::fs::write(self.home.join("root.json"), index)
    }
}
