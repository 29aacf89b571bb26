//! Memory images: a guest's linear memory and stack pointer at a moment, in a sparse file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::slot::{PAGE, view};

/// Version of the two files that make an image.
const FORMAT: u32 = 1;

/// A guest frozen at a moment, ready to be started from any number of times.
#[derive(Debug)]
pub struct Image {
    file: File,
    bytes: Mmap,
    stack_pointer: i32,
    initialised: bool,
}

/// What is written beside the memory: enough to use it, and to see damage.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    bytes: u64,
    stack_pointer: i32,
    /// The guest's initialisers have run.
    initialised: bool,
    /// SHA-256 over the pages that aren't zero, each with its number.
    digest: String,
}

impl Image {
    /// Bytes of linear memory.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether the image holds no memory at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The memory, as it was frozen.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    pub(crate) fn stack_pointer(&self) -> i32 {
        self.stack_pointer
    }

    pub(crate) fn initialised(&self) -> bool {
        self.initialised
    }

    /// Writes an image's two files: `PATH` holds the memory, `PATH.json` its description, which is written
    /// last and without which the memory counts as absent.
    pub(crate) fn save(path: &Path, memory: &[u8], stack_pointer: i32, initialised: bool) -> io::Result<()> {
        let parent = path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(parent)?;
        file.as_file().set_len(memory.len() as u64)?;
        for (number, page) in pages(memory) {
            file.as_file().write_all_at(page, (number * PAGE) as u64)?;
        }
        file.as_file_mut().flush()?;
        file.persist(path)?;
        let manifest = Manifest {
            format: FORMAT,
            bytes: memory.len() as u64,
            stack_pointer,
            initialised,
            digest: digest(memory),
        };
        let mut description = tempfile::NamedTempFile::new_in(parent)?;
        serde_json::to_writer_pretty(&mut description, &manifest)?;
        description.persist(manifest_path(path))?;
        Ok(())
    }

    /// Opens an image and checks its digest; `None` when it is absent, damaged, or of another version, and so
    /// has to be made again.
    pub(crate) fn open(path: &Path) -> io::Result<Option<Self>> {
        let manifest = match std::fs::read(manifest_path(path)) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&manifest) else {
            return Ok(None);
        };
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        let bytes = file.metadata()?.len();
        if manifest.format != FORMAT || bytes != manifest.bytes || digest_file(&mut file)? != manifest.digest
        {
            tracing::warn!(path = %path.display(), "a memory image is damaged or outdated: making it again");
            return Ok(None);
        }
        Ok(Some(Self {
            bytes: view(&file)?,
            file,
            stack_pointer: manifest.stack_pointer,
            initialised: manifest.initialised,
        }))
    }
}

fn manifest_path(path: &Path) -> PathBuf {
    path.with_added_extension("json")
}

/// The pages that hold anything, with their numbers.
fn pages(memory: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    memory
        .chunks(PAGE)
        .enumerate()
        .filter(|(_, page)| page.iter().any(|&byte| byte != 0))
}

fn absorb(hash: &mut Sha256, number: usize, page: &[u8]) {
    hash.update((number as u64).to_le_bytes());
    hash.update(page);
}

fn digest(memory: &[u8]) -> String {
    let mut hash = Sha256::new();
    pages(memory).for_each(|(number, page)| absorb(&mut hash, number, page));
    hex::encode(hash.finalize())
}

/// As [`digest`], skipping the holes of a sparse file without reading them.
fn digest_file(file: &mut File) -> io::Result<String> {
    let mut hash = Sha256::new();
    let end = file.metadata()?.len();
    let mut at = 0;
    let mut block = vec![0; 256 * PAGE];
    while at < end {
        let data = match rustix::fs::seek(&*file, rustix::fs::SeekFrom::Data(at)) {
            Ok(data) => data / PAGE as u64 * PAGE as u64,
            Err(rustix::io::Errno::NXIO) => break,
            // A file system without holes: everything is data.
            Err(_) => at,
        };
        file.seek(SeekFrom::Start(data))?;
        let want = usize::try_from((end - data).min(block.len() as u64)).map_err(io::Error::other)?;
        file.read_exact(&mut block[..want])?;
        let first = usize::try_from(data).map_err(io::Error::other)? / PAGE;
        pages(&block[..want]).for_each(|(number, page)| absorb(&mut hash, first + number, page));
        at = data + want as u64;
    }
    Ok(hex::encode(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Vec<u8> {
        let mut memory = vec![0; 700 * PAGE];
        memory[5] = 1;
        memory[300 * PAGE + 7] = 2;
        memory[699 * PAGE] = 3;
        memory
    }

    #[test]
    fn an_image_comes_back_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("image.mem");
        Image::save(&path, &memory(), 4711, true).unwrap();
        let image = Image::open(&path).unwrap().unwrap();
        assert_eq!(
            (image.len(), image.stack_pointer(), image.initialised()),
            (700 * PAGE, 4711, true)
        );
        assert_eq!(std::fs::read(&path).unwrap(), memory());
    }

    #[test]
    fn a_changed_byte_makes_the_image_absent() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("image.mem");
        Image::save(&path, &memory(), 4711, true).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        file.write_all_at(&[9], 300 * PAGE as u64 + 7).unwrap();
        assert!(Image::open(&path).unwrap().is_none());
        file.write_all_at(&[2], 300 * PAGE as u64 + 7).unwrap();
        assert!(Image::open(&path).unwrap().is_some());
        file.write_all_at(&[9], 100 * PAGE as u64).unwrap();
        assert!(
            Image::open(&path).unwrap().is_none(),
            "a byte in a hole counts too"
        );
    }

    #[test]
    fn an_image_without_its_description_is_absent() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("image.mem");
        Image::save(&path, &memory(), 4711, true).unwrap();
        std::fs::remove_file(manifest_path(&path)).unwrap();
        assert!(Image::open(&path).unwrap().is_none());
    }
}
