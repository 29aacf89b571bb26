//! Packs read from folders of this repository.

use std::fs;
use std::path::{Path, PathBuf};

use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackFiles};

/// Where the packs lie that ship with the product.
#[must_use]
pub fn exercises() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../exercises")
}

/// The folders of the packs that ship with the product, by name.
///
/// # Panics
///
/// When the folder can't be read.
#[must_use]
pub fn shipped() -> Vec<PathBuf> {
    let entries = fs::read_dir(exercises()).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("pack.toml").is_file());
    folders.sort();
    folders
}

/// A folder's files, as a pack's.
///
/// # Panics
///
/// When the folder can't be read, or holds what no pack may hold.
#[must_use]
pub fn files(folder: &Path) -> PackFiles {
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    PackFiles::new(found).unwrap_or_else(|errors| panic!("{}:\n{errors}", folder.display()))
}

/// The pack in a folder.
///
/// # Panics
///
/// When the folder can't be read, or its pack isn't right.
#[must_use]
pub fn pack(folder: &Path) -> Pack {
    Pack::parse(&files(folder), &Framework::shipped())
        .unwrap_or_else(|errors| panic!("{}:\n{errors}", folder.display()))
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if PackFiles::ignores(&name) {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            found.push((name, fs::read(&path).unwrap()));
        }
    }
}
