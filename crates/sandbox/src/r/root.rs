//! R's root directory: one file with all others in it, mapped once and shared by every sandbox.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use crate::fs::{SharedBytes, Tree};
use crate::runtime::{MODULES, TEMPORARY, WORK};
use crate::slot::view;

/// A file inside the file.
struct Part {
    whole: Arc<Mmap>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.whole[self.range.clone()]
    }
}

/// The tree that `unpack.mjs` laid out, with what others add to it and the directories that other mounts go to.
pub(super) fn open(homes: impl IntoIterator<Item = impl AsRef<Path>>) -> io::Result<Tree> {
    let mut tree = Tree::new();
    for home in homes {
        tree = add(tree, home.as_ref())?;
    }
    let places = [MODULES, TEMPORARY, WORK, "/dev"];
    Ok(places.into_iter().fold(tree, Tree::with_directory))
}

fn add(mut tree: Tree, home: &Path) -> io::Result<Tree> {
    let whole = Arc::new(view(&File::open(home.join("root.bin"))?)?);
    let index: Vec<(String, usize, usize)> = serde_json::from_slice(&std::fs::read(home.join("root.json"))?)?;
    for (path, start, end) in index {
        if start > end || end > whole.len() {
            return Err(io::Error::other(format!("{path} lies outside the root's file")));
        }
        let part = Part {
            whole: Arc::clone(&whole),
            range: start..end,
        };
        tree = tree.with_file(&path, SharedBytes::new(part));
    }
    Ok(tree)
}
