//! One package: its R code out of Debian's binary package, its native code built anew.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::archive::{self, Mirror};
use super::recipe::Package;
use super::toolchain::Toolchain;
use super::{BundleError, icu, namespace, symbols};

/// Where Debian's packages put R's.
const LIBRARIES: [&str; 2] = ["usr/lib/R/site-library", "usr/lib/R/library"];
/// What nobody needs who grades: documentation, and what other packages are compiled with, which is kept beside.
const NOT_NEEDED: [&str; 10] = [
    "demo", "doc", "examples", "help", "html", "include", "NEWS", "NEWS.md", "po", "tests",
];
/// Packages that R itself brings.
const BASE: [&str; 14] = [
    "base",
    "compiler",
    "datasets",
    "grDevices",
    "graphics",
    "grid",
    "methods",
    "parallel",
    "splines",
    "stats",
    "stats4",
    "tcltk",
    "tools",
    "utils",
];

/// What building packages takes.
pub(super) struct Workshop<'a> {
    pub(super) mirror: &'a Mirror,
    pub(super) toolchain: &'a Toolchain,
    /// Names that R's modules export.
    pub(super) symbols: &'a BTreeSet<String>,
    /// Brings a module up to today's WebAssembly, in place.
    pub(super) translate: &'a dyn Fn(&Path) -> Result<(), BundleError>,
    /// Where built packages lie.
    pub(super) home: &'a Path,
}

/// A package that was built.
#[derive(Clone, Debug)]
pub(super) struct Built {
    pub(super) place: PathBuf,
}

impl Built {
    /// Its R code, as a folder to be installed.
    pub(super) fn library(&self) -> PathBuf {
        self.place.join("library")
    }

    /// Its native code: a file that is named as R loads it.
    pub(super) fn module(&self) -> io::Result<Option<PathBuf>> {
        match std::fs::read_dir(self.place.join("module")) {
            Ok(mut entries) => entries.next().transpose().map(|entry| Some(entry?.path())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Headers for packages that link to it.
    fn include(&self) -> Option<PathBuf> {
        Some(self.place.join("include")).filter(|path| path.is_dir())
    }
}

impl Workshop<'_> {
    /// Builds a package into `to`, on top of those that are built already: `built` finds them by name.
    pub(super) fn build(
        &self,
        package: &Package,
        to: PathBuf,
        built: &dyn Fn(&str) -> Option<Built>,
    ) -> Result<Built, BundleError> {
        let fresh = tempfile::tempdir_in(self.home)?;
        let installed = self.unpack(package, fresh.path())?;
        let mut headers = Vec::new();
        for name in needs_of(&installed)? {
            let found = built(&name).ok_or_else(|| BundleError::Needs(name.clone()))?;
            headers.extend(found.include());
        }
        let place = fresh.path().join("built");
        let wanted = |name: &str| !NOT_NEEDED.contains(&name) && name != "libs";
        archive::copy_folder(&installed, &place.join("library"), &wanted)?;
        if installed.join("include").is_dir() {
            archive::copy_folder(&installed.join("include"), &place.join("include"), &|_| true)?;
        }
        match &package.source {
            Some(source) => {
                let sources = fresh.path().join("source");
                archive::extract_source(&self.mirror.get(source)?, &sources)?;
                let sources = sources.join("src");
                if let Some(configured) = &package.configured {
                    let mut text = std::fs::read_to_string(sources.join(&configured.template))?;
                    for (name, value) in &configured.values {
                        text = text.replace(&format!("@{name}@"), value);
                    }
                    std::fs::write(sources.join(&configured.path), text)?;
                }
                if let Some(data) = &package.icu_data {
                    let to = place.join("library/libs");
                    std::fs::create_dir_all(&to)?;
                    icu::trim(&sources.join(data), &to)?;
                }
                std::fs::create_dir(place.join("module"))?;
                if let Some(more) = &package.headers {
                    let unpacked = fresh.path().join("headers");
                    archive::extract_binary(&self.mirror.get(more)?, &unpacked)?;
                    headers.push(unpacked.join("usr/include"));
                }
                let module = place.join("module").join(format!("{}.so", package.object()));
                let objects = self.home.join("objects").join(to.file_name().unwrap_or_default());
                self.toolchain
                    .build(package, &sources, &headers, &objects, &module)?;
                (self.translate)(&module)?;
                let missing = symbols::missing(&module, self.symbols)?;
                if !missing.is_empty() {
                    return Err(BundleError::Missing(missing.join(", ")));
                }
            }
            None if installed.join("libs").is_dir() => {
                return Err(BundleError::Shape(
                    "it has native code, and its source isn't named".to_owned(),
                ));
            }
            None => {}
        }
        std::fs::rename(&place, &to)?;
        Ok(Built { place: to })
    }

    /// The packages without which a package can't be compiled or loaded; its binary package is downloaded for that.
    pub(super) fn needs(&self, package: &Package) -> Result<BTreeSet<String>, BundleError> {
        let scratch = tempfile::tempdir_in(self.home)?;
        needs_of(&self.unpack(package, scratch.path())?)
    }

    /// Unpacks Debian's binary package; where in it the R package lies.
    fn unpack(&self, package: &Package, scratch: &Path) -> Result<PathBuf, BundleError> {
        let unpacked = scratch.join("binary");
        archive::extract_binary(&self.mirror.get(&package.binary)?, &unpacked)?;
        LIBRARIES
            .iter()
            .map(|place| unpacked.join(place).join(&package.name))
            .find(|place| place.is_dir())
            .ok_or_else(|| BundleError::Shape(format!("there is no {} in its package", package.name)))
    }
}

fn needs_of(installed: &Path) -> Result<BTreeSet<String>, BundleError> {
    let description = std::fs::read_to_string(installed.join("DESCRIPTION"))?;
    let namespace_file = std::fs::read_to_string(installed.join("NAMESPACE"))?;
    Ok(needs(&description, &namespace_file))
}

/// The packages without which one can't be compiled or loaded, in no order: what it only calls in some of its functions
/// isn't among them.
fn needs(description: &str, namespace_file: &str) -> BTreeSet<String> {
    let fields = ["Depends", "LinkingTo"].map(|field| names_in(description, field));
    let all = fields
        .into_iter()
        .flatten()
        .chain(namespace::imports(namespace_file));
    all.filter(|name| !name.is_empty() && name != "R" && !BASE.contains(&name.as_str()))
        .collect()
}

/// The packages that a field of a DESCRIPTION names, without versions.
fn names_in(description: &str, field: &str) -> Vec<String> {
    let mut text = String::new();
    let mut inside = false;
    for line in description.lines() {
        if line.starts_with([' ', '\t']) {
            if inside {
                text.push_str(line);
            }
        } else {
            inside = line.split_once(':').is_some_and(|(name, _)| name == field);
            if inside {
                text.push_str(&line[field.len() + 1..]);
            }
        }
    }
    let names = text
        .split(',')
        .map(|part| part.split('(').next().unwrap_or_default().trim());
    names
        .filter(|name| !name.is_empty() && *name != "R" && !BASE.contains(name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::needs;

    #[test]
    fn a_package_needs_what_it_loads_and_not_what_it_may_call() {
        let description = "Package: x\nDepends: R (>= 4.0), methods, withr\nImports: cli (>= 3.4.0),\n  callr, mgcv\n\
                           LinkingTo: cpp11,\n  progress (>= 1.2)\nSuggests: bench\n";
        let namespace = "export(f)\nimport(rlang, utils)\nimportFrom(cli,rule)\nif (a) importFrom(\"vctrs\", b)\n\
                         importMethodsFrom(Matrix, t)\n";
        let needed: Vec<_> = needs(description, namespace).into_iter().collect();
        assert_eq!(
            needed,
            ["Matrix", "cli", "cpp11", "progress", "rlang", "vctrs", "withr"]
        );
    }
}
