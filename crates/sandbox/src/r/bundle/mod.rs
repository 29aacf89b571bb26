//! The bundle `r-tidyverse`: packages of R's that aren't in R itself, built once on a machine.
//!
//! | room | says |
//! | --- | --- |
//! | `recipe` | which packages, by version and digest |
//! | `namespace` | which packages one imports from
//! | `archive`, `toolchain`, `package`, `symbols` | fetching, compiling, one package from its archives to its module |
//! | `fortran` | what some packages are written in, as C |
//! | `icu` | the data about the world's languages that texts are handled with, made smaller |
//! | `library` | all of them as the guest finds them: one file, its list, the modules |
//!
//! Each package that is built stays in the cache under all that it was made from, so an interrupted build goes on where
//! it stopped. One that can't be built is left out with the reason, and those that need it, and the rest goes on.

mod archive;
mod fortran;
mod icu;
mod library;
mod namespace;
mod package;
mod recipe;
mod symbols;
mod toolchain;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::cache::Cache;
use crate::progress::Progress;
use archive::Mirror;
use package::{Built, Workshop};
use recipe::{Package, Recipe};
use toolchain::Toolchain;

pub(super) use library::Library;
pub use library::{Kept, LeftOut};

use super::package::{BINARYEN, Package as NpmPackage, PackageError};

/// The bundle can't be built, or a package of it.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The recipe has no such package.
    #[error(
        "the bundle has no package {0}; hint: `spyrales runtime build r-tidyverse` builds all that there are"
    )]
    Unknown(String),
    /// R itself isn't there.
    #[error(transparent)]
    R(#[from] super::PrepareError),
    /// The translator can't be had.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// A program that we need isn't on this machine.
    #[error(
        "{0} was not found; hint: on Debian 12 or later, apt install clang-19 lld-19 f2c libf2c2-dev icu-devtools xz-utils nodejs npm"
    )]
    NoProgram(String),
    /// A program failed.
    #[error("{program} failed: {said}")]
    Failed {
        /// Which.
        program: String,
        /// The first error that it told.
        said: String,
    },
    /// This machine's package manager knows no Debian archive.
    #[error(
        "no Debian archive is configured; hint: /etc/apt/sources.list must name one (see sources.list(5)), then apt-get update"
    )]
    NoMirror,
    /// The archive has dropped a file.
    #[error("the archive no longer has {0}")]
    Gone(String),
    /// A package that it needs was left out.
    #[error("it needs {0}, which isn't there")]
    Needs(String),
    /// R doesn't offer what it calls.
    #[error("it calls what R doesn't offer: {0}")]
    Missing(String),
    /// An archive isn't what it was.
    #[error("{0}")]
    Shape(String),
    /// Not WebAssembly.
    #[error("not a WebAssembly module: {0}")]
    Parse(#[from] wasmparser::BinaryReaderError),
    /// The recipe that the product ships with can't be read.
    #[error("the recipe can't be read: {0}")]
    Recipe(#[from] toml::de::Error),
    /// The cache can't be read or written.
    #[error("failed to use the cache: {0}")]
    Io(#[from] io::Error),
}

/// What a build is busy with.
#[derive(Clone, Copy, Debug)]
pub enum Building<'a> {
    /// A package begins, as number `number` of `count`.
    Package {
        /// Its name.
        name: &'a str,
        /// Counted from 1.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// It was built now, or lay in the cache.
    Done {
        /// Its name.
        name: &'a str,
        /// It lay in the cache.
        already: bool,
    },
    /// It is left out.
    LeftOut {
        /// Its name.
        name: &'a str,
        /// Why.
        reason: &'a BundleError,
    },
}

/// What a build came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The packages that can be loaded.
    pub kept: Vec<Kept>,
    /// Those that can't, and why.
    pub left_out: Vec<LeftOut>,
}

impl Outcome {
    /// The packages that are missing although the archive has all that they are built from.
    pub fn unexpected(&self) -> impl Iterator<Item = &LeftOut> {
        self.left_out.iter().filter(|one| !one.expected)
    }
}

/// Builds all that can be built, and puts it where graders look for it.
///
/// With names in `only`, builds those packages and the ones that they need; packages that were built before stay.
pub fn build(
    cache: &Cache,
    progress: &dyn Progress,
    only: &[String],
    tell: &dyn Fn(Building<'_>),
) -> Result<Outcome, BundleError> {
    let recipe = Recipe::shipped()?;
    if let Some(name) = only.iter().find(|name| recipe.package(name).is_none()) {
        return Err(BundleError::Unknown(name.clone()));
    }
    let guest = super::unpacked_guest(cache, progress)?;
    cache.exclusively("bundle-r", || build_alone(cache, &guest, &recipe, only, tell))?
}

/// The packages that can be loaded on this machine; nothing if the bundle was never built.
pub fn installed(cache: &Cache) -> io::Result<Option<Vec<Kept>>> {
    Ok(Library::open(cache)?.map(|library| library.kept().to_vec()))
}

fn build_alone(
    cache: &Cache,
    guest: &super::Guest,
    recipe: &Recipe,
    only: &[String],
    tell: &dyn Fn(Building<'_>),
) -> Result<Outcome, BundleError> {
    let home = cache.directory("guests")?.join("r-tidyverse-build");
    let packages = home.join("packages");
    std::fs::create_dir_all(&packages)?;
    let mirror = Mirror::find(home.join("downloads"))?;
    let toolchain = Toolchain::find(&mirror, &recipe.headers, &home)?;
    let binaryen = binaryen(&home)?;
    let workshop = Workshop {
        mirror: &mirror,
        toolchain: &toolchain,
        symbols: &symbols::exports((0..super::OWN_LIBRARIES).map(|number| guest.module(number)))?,
        translate: &|module| Ok(super::translate(&binaryen, module)?),
        home: &home,
    };
    let place_of =
        |package: &Package| packages.join(format!("{}-{}", package.name, &key(package, &toolchain)[..16]));
    let asked = if only.is_empty() {
        recipe
            .packages
            .iter()
            .map(|package| package.name.clone())
            .collect()
    } else {
        closure(&workshop, recipe, only)?
    };
    let wanted: Vec<_> = recipe
        .packages
        .iter()
        .filter(|package| asked.contains(&package.name) || place_of(package).is_dir())
        .collect();
    let mut built: BTreeMap<String, Built> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    let count = wanted.len();
    for (number, package) in (1..).zip(wanted) {
        let name = package.name.as_str();
        tell(Building::Package { name, number, count });
        let place = place_of(package);
        let already = place.is_dir();
        let made = if already {
            Ok(Built { place })
        } else {
            workshop.build(package, place, &|name| built.get(name).cloned())
        };
        match made {
            Ok(one) => {
                tell(Building::Done { name, already });
                built.insert(name.to_owned(), one);
                kept.push(Kept::new(name, &package.version));
            }
            // Without the program no package can be built.
            Err(error @ BundleError::NoProgram(_)) => return Err(error),
            Err(reason) => {
                tell(Building::LeftOut {
                    name,
                    reason: &reason,
                });
                let expected = match &reason {
                    BundleError::Gone(_) => package.gone,
                    BundleError::Needs(other) => left_out
                        .iter()
                        .any(|one: &LeftOut| one.expected && one.name == *other),
                    _ => false,
                };
                left_out.push(LeftOut::new(package, &reason, expected));
            }
        }
    }
    Library::assemble(cache, &kept, &left_out, |name| built.get(name).cloned())?;
    Ok(Outcome { kept, left_out })
}

/// The packages that are asked for and all that they need.
fn closure(
    workshop: &Workshop<'_>,
    recipe: &Recipe,
    only: &[String],
) -> Result<BTreeSet<String>, BundleError> {
    let mut found = BTreeSet::new();
    let mut open = only.to_vec();
    while let Some(name) = open.pop() {
        if let Some(package) = recipe.package(&name)
            && found.insert(name)
        {
            open.extend(workshop.needs(package)?);
        }
    }
    Ok(found)
}

/// The rules that packages are built by, in this module's sources: raised when one of them makes a package another.
const RULES: u32 = 2;

/// Names all that a package is made from.
fn key(package: &Package, toolchain: &Toolchain) -> String {
    let mut hash = Sha256::new();
    hash.update(serde_json::to_string(package).unwrap_or_default());
    hash.update(&toolchain.identity);
    hash.update(super::TRANSLATION.join(" "));
    hash.update(BINARYEN.sha256);
    hash.update(RULES.to_le_bytes());
    hex::encode(hash.finalize())
}

/// The translator, unpacked.
fn binaryen(home: &Path) -> Result<PathBuf, BundleError> {
    let place = home.join(format!("binaryen-{}", &BINARYEN.sha256[..16]));
    if !place.is_dir() {
        let scratch = tempfile::tempdir_in(home)?;
        let archive = BINARYEN.download(scratch.path())?;
        BINARYEN.verify(&archive)?;
        let fresh = NpmPackage::extract(&archive, &scratch.path().join("unpacked"))?;
        std::fs::rename(fresh, &place)?;
    }
    Ok(place)
}

/// Runs a program; what it printed.
fn run(command: &mut Command) -> Result<String, BundleError> {
    let program = || Path::new(command.get_program()).display().to_string();
    let program = program();
    let output = match command.output() {
        Ok(output) => output,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(BundleError::NoProgram(program)),
        Err(e) => return Err(e.into()),
    };
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let telling = errors
        .lines()
        .find(|line| line.contains("rror") || line.starts_with("E:"));
    let said = telling.or_else(|| errors.lines().last()).unwrap_or("no message");
    Err(BundleError::Failed {
        program,
        said: said.trim().chars().take(300).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`RULES`] stands for, as it was when it got its number.
    const SOURCES: [(&str, &str); 4] = [
        ("fortran.rs", include_str!("fortran.rs")),
        ("icu.rs", include_str!("icu.rs")),
        ("package.rs", include_str!("package.rs")),
        ("toolchain.rs", include_str!("toolchain.rs")),
    ];
    const DIGEST: &str = "c7d85ffefc9ab694f859808a65f91e737d057c439e589f3566e7108673d48828";

    #[test]
    fn rules_that_change_get_another_number() {
        let mut hash = Sha256::new();
        for (name, text) in SOURCES {
            hash.update(name);
            hash.update(text);
        }
        let digest = hex::encode(hash.finalize());
        assert_eq!(
            digest, DIGEST,
            "a file with rules has changed; if packages that were built before would be built otherwise now, raise \
             RULES; then write the digest above"
        );
    }
}
