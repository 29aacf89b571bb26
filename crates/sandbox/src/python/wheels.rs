//! Wheels of pure Python beside the guest's own library: pinned, downloaded once, and laid out as one folder that is searched
//! last. What nobody imports costs nothing, and no snapshot holds any of it.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use zip::ZipArchive;

use super::PrepareError;
use super::package::{self, PackageError};
use crate::cache::Cache;
use crate::digest;
use crate::fs::Tree;
use crate::packed;
use crate::progress::{Progress, Step, during};

/// Which, by version and digest.
const TABLE: &str = include_str!("wheels.toml");
/// Where the guest finds them, below its library; the prelude names it too.
const FOLDER: &str = "wheels";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    wheel: Vec<Wheel>,
}

/// A wheel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wheel {
    name: String,
    version: String,
    file: String,
    sha256: String,
    #[expect(dead_code, reason = "for whoever reads the table")]
    licence: String,
}

/// Names all that comes beside the guest's own library.
pub(super) fn source() -> String {
    digest::of_texts([TABLE])
}

/// What the folder of the wheels is called.
pub(super) fn name() -> String {
    format!("python-wheels-{}", &source()[..16])
}

/// The folder of the wheels, filled now if it never was.
pub(super) fn prepare(cache: &Cache, progress: &dyn Progress) -> Result<PathBuf, PrepareError> {
    let home = cache.directory("guests")?.join(name());
    cache.exclusively("guest-python-wheels", || {
        if !home.exists() {
            fill(cache, &home, progress)?;
        }
        Ok::<_, PrepareError>(home.clone())
    })?
}

fn fill(cache: &Cache, home: &Path, progress: &dyn Progress) -> Result<(), PrepareError> {
    let wheels = toml::from_str::<Table>(TABLE)?.wheel;
    let scratch = tempfile::tempdir_in(cache.root())?;
    let requirements: Vec<_> = wheels
        .iter()
        .map(|wheel| format!("{}=={}", wheel.name, wheel.version))
        .collect();
    during(progress, Step::DownloadWheels, || {
        package::download(scratch.path(), &requirements)
    })?;
    let mut files = Vec::new();
    for wheel in &wheels {
        let path = scratch.path().join(&wheel.file);
        package::verify(&path, &wheel.file, &wheel.sha256)?;
        files.extend(files_of(&path)?);
    }
    let fresh = scratch.path().join("unpacked");
    std::fs::create_dir(&fresh)?;
    packed::write(&fresh, files)?;
    std::fs::rename(&fresh, home)?;
    Ok(())
}

/// The files of a wheel as they are installed: not those of scripts and the like, which have a folder of their own.
fn files_of(wheel: &Path) -> Result<Vec<(String, Vec<u8>)>, PackageError> {
    let archive = ZipArchive::new(File::open(wheel)?)?;
    let files = package::files_of_zip(archive)?.into_iter();
    Ok(files
        .filter(|(path, _)| !path.split('/').next().is_some_and(|top| top.ends_with(".data")))
        .collect())
}

/// A tree of files with the wheels' in it.
pub(super) fn mount(tree: Tree, home: &Path) -> Result<Tree, PrepareError> {
    packed::add(tree, home, &format!("{FOLDER}/")).map_err(|_| PackageError::Damaged(home.to_owned()).into())
}
