//! The guest's packages on npm: which ones, how to get them, how to be sure of them.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::read::GzDecoder;

use crate::digest;

/// A package of the npm registry, by version and digest.
pub(super) struct Package {
    name: &'static str,
    version: &'static str,
    /// SHA-256 of its archive.
    pub(super) sha256: &'static str,
}

/// R 4.6.0 for WebAssembly (GPL-2 or later, with a list of its parts' licences).
pub(super) const WEBR: Package = Package {
    name: "webr",
    version: "0.6.0",
    sha256: "5821c8bd87484add59064fa13fa62a65f686032f3f64dacf4b0aa34c4325e959",
};

/// The translator from legacy to standard exception handling (Apache-2.0).
pub(super) const BINARYEN: Package = Package {
    name: "binaryen",
    version: "132.0.0",
    sha256: "6543555fb29bb92548f325c7dc18e9ab7dbb1215edda25993d1e3f71d85b8618",
};

/// The guest's packages can't be had, or aren't what they should be.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// A program that we need isn't on this machine.
    #[error("{0} was not found; hint: install Node.js 20 or later and npm (Debian: apt install nodejs npm)")]
    NoProgram(&'static str),
    /// npm said no.
    #[error(
        "npm failed to download {package}: {said}; hint: npm must reach a package registry (see npm's own configuration)"
    )]
    Download {
        /// The package, with its version.
        package: String,
        /// The last line of what npm said.
        said: String,
    },
    /// The registry gave something else.
    #[error(
        "the package {package} has SHA-256 {found}, but {expected} is expected; hint: the registry may serve an altered file: do not use it"
    )]
    WrongDigest {
        /// The package, with its version.
        package: String,
        /// What its archive has.
        found: String,
        /// What it should have.
        expected: &'static str,
    },
    /// A script of ours that runs in Node.js failed.
    #[error("{task} failed in Node.js: {said}; hint: Node.js 20 or later is needed")]
    Script {
        /// What it was to do.
        task: &'static str,
        /// The last line of what it said.
        said: String,
    },
    /// The unpacked package was changed on disk.
    #[error("the unpacked guest in {} is damaged; hint: remove that directory and start again", .0.display())]
    Damaged(PathBuf),
    /// The file can't be read or written.
    #[error("failed to unpack the package: {0}")]
    Io(#[from] io::Error),
}

impl Package {
    fn requirement(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }

    /// Downloads the archive into `directory`.
    pub(super) fn download(&self, directory: &Path) -> Result<PathBuf, PackageError> {
        let requirement = self.requirement();
        let arguments: [&OsStr; 6] = [
            "pack".as_ref(),
            "--silent".as_ref(),
            "--ignore-scripts".as_ref(),
            "--pack-destination".as_ref(),
            directory.as_ref(),
            requirement.as_ref(),
        ];
        // In that directory, so that no project's configuration is read.
        let output = run("npm", Command::new("npm").args(arguments).current_dir(directory))?;
        if !output.status.success() {
            return Err(PackageError::Download {
                package: requirement,
                said: last_line(&output),
            });
        }
        Ok(directory.join(format!("{}-{}.tgz", self.name, self.version)))
    }

    /// Compares the archive with the digest we know.
    pub(super) fn verify(&self, archive: &Path) -> Result<(), PackageError> {
        let found = digest::of_file(archive)?;
        if found == self.sha256 {
            Ok(())
        } else {
            Err(PackageError::WrongDigest {
                package: self.requirement(),
                found,
                expected: self.sha256,
            })
        }
    }

    /// Takes the archive apart into `directory`; the package's files lie below `package/`.
    pub(super) fn extract(archive: &Path, directory: &Path) -> Result<PathBuf, PackageError> {
        tar::Archive::new(GzDecoder::new(File::open(archive)?)).unpack(directory)?;
        Ok(directory.join("package"))
    }
}

/// Runs a script in Node.js.
pub(super) fn node(task: &'static str, arguments: &[&OsStr]) -> Result<(), PackageError> {
    let output = run("node", Command::new("node").args(arguments))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(PackageError::Script {
            task,
            said: last_line(&output),
        })
    }
}

fn run(program: &'static str, command: &mut Command) -> Result<Output, PackageError> {
    match command.output() {
        Ok(output) => Ok(output),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(PackageError::NoProgram(program)),
        Err(e) => Err(e.into()),
    }
}

fn last_line(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let last = errors.lines().rev().find(|l| !l.trim().is_empty());
    last.unwrap_or("no message").trim().to_owned()
}
