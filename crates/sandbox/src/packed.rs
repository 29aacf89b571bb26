//! Many files in one: mapped once and shared by every sandbox.
//!
//! `root.bin` holds them end to end, `root.json` is a list of paths, starts and ends.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use crate::fs::{SharedBytes, Tree};
use crate::in_use;
use crate::slot::view;

const FILES: &str = "root.bin";
const INDEX: &str = "root.json";

/// The file, which stays open: others see that it is used.
struct Whole {
    bytes: Mmap,
    _file: File,
}

/// A file inside the file.
struct Part {
    whole: Arc<Whole>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.whole.bytes[self.range.clone()]
    }
}

/// A tree with the files of a folder added, each below `prefix`.
pub(crate) fn add(mut tree: Tree, home: &Path, prefix: &str) -> io::Result<Tree> {
    let file = File::open(home.join(FILES))?;
    in_use::mark(&file);
    let whole = Arc::new(Whole {
        bytes: view(&file)?,
        _file: file,
    });
    let index: Vec<(String, usize, usize)> = serde_json::from_slice(&std::fs::read(home.join(INDEX))?)?;
    for (path, start, end) in index {
        if start > end || end > whole.bytes.len() {
            return Err(io::Error::other(format!("{path} lies outside of its file")));
        }
        let part = Part {
            whole: Arc::clone(&whole),
            range: start..end,
        };
        tree = tree.with_file(&format!("{prefix}{path}"), SharedBytes::new(part));
    }
    Ok(tree)
}

/// Lays files out in a folder.
pub(crate) fn write(home: &Path, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(home.join(FILES))?);
    let (mut index, mut at) = (Vec::new(), 0);
    for (path, bytes) in files {
        out.write_all(&bytes)?;
        index.push((path, at, at + bytes.len()));
        at += bytes.len();
    }
    out.into_inner()?.sync_all()?;
    std::fs::write(home.join(INDEX), serde_json::to_vec(&index)?)
}
