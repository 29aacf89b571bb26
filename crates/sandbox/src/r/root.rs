//! R's root directory: one file with all others in it, and the places that other mounts go to.

use std::io;
use std::path::Path;

use crate::fs::Tree;
use crate::packed;
use crate::runtime::{MODULES, TEMPORARY, WORK};

/// The tree that `unpack.mjs` laid out, with what others add to it and the directories that other mounts go to.
pub(super) fn open(homes: impl IntoIterator<Item = impl AsRef<Path>>) -> io::Result<Tree> {
    let mut tree = Tree::new();
    for home in homes {
        tree = packed::add(tree, home.as_ref(), "")?;
    }
    let places = [MODULES, TEMPORARY, WORK, "/dev"];
    Ok(places.into_iter().fold(tree, Tree::with_directory))
}
