//! What the bundle is made of: the file `recipe.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

const RECIPE: &str = include_str!("recipe.toml");

/// All of the recipe.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recipe {
    pub(super) headers: Headers,
    #[serde(rename = "package")]
    pub(super) packages: Vec<Package>,
}

/// What every package is compiled with.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Headers {
    pub(super) system: Archive,
    pub(super) r: Archive,
}

/// A file of Debian's archive, by path and SHA-256.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Archive {
    pub(super) path: String,
    pub(super) sha256: String,
}

/// A package of R's.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) binary: Archive,
    /// Where it has native code.
    pub(super) source: Option<Archive>,
    /// The archive has dropped the source: the package can be built only where a download of before is kept.
    #[serde(default, skip_serializing)]
    pub(super) gone: bool,
    /// What its native library is called, if not as the package.
    pub(super) object: Option<String>,
    /// Folders of headers below `src`.
    #[serde(default)]
    pub(super) include: Vec<String>,
    #[serde(default)]
    pub(super) define: Vec<String>,
    /// A header of R's that every file begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<String>,
    /// The files to compile below `src`; `*` stands for any text in a file's name.
    #[serde(default = "every_file")]
    pub(super) files: Vec<String>,
    /// Files whose names hold one of these aren't.
    #[serde(default)]
    pub(super) without: Vec<String>,
    /// Folders of `SuiteSparse` whose makefile names more files.
    #[serde(default)]
    pub(super) suite_sparse: Vec<String>,
    /// A file that its own configuration would write.
    pub(super) configured: Option<Configured>,
    /// The data of ICU that it reads, below `src`.
    pub(super) icu_data: Option<String>,
    /// Another library's headers, in a binary package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headers: Option<Archive>,
    /// Every symbol is seen from outside, since it marks none.
    #[serde(default)]
    pub(super) visible: bool,
}

/// A file below `src` that is made of another one, with values for what stands between two `@`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Configured {
    pub(super) template: String,
    pub(super) path: String,
    pub(super) values: BTreeMap<String, String>,
}

fn every_file() -> Vec<String> {
    ["*.c", "*.cpp", "*.cc"].map(str::to_owned).into()
}

impl Recipe {
    /// The one that the product ships with.
    pub(super) fn shipped() -> Result<Self, toml::de::Error> {
        toml::from_str(RECIPE)
    }

    /// The package with a name.
    pub(super) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }
}

impl Package {
    pub(super) fn object(&self) -> &str {
        self.object.as_deref().unwrap_or(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_named_once_and_pinned() {
        let recipe = Recipe::shipped().expect("the recipe reads");
        let mut names: Vec<_> = recipe.packages.iter().map(|package| &package.name).collect();
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
        for package in &recipe.packages {
            for archive in std::iter::once(&package.binary).chain(&package.source) {
                assert_eq!(archive.sha256.len(), 64, "{}", package.name);
                assert!(archive.path.starts_with("pool/main/"), "{}", package.name);
                let version = package.version.split('+').next().expect("a version");
                assert!(archive.path.contains(version), "{} isn't {version}", archive.path);
            }
        }
    }
}
