//! Memory images: a guest's linear memory and stack pointer at a moment, in files.
//!
//! A ground is a whole memory in a sparse file. A layer is the pages in which a memory differs from a ground: a
//! snapshot of one exercise shares its ground, on the disk and in memory, with all others.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::Mmap;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::in_use;
use crate::slot::{PAGE, view};

/// Version of the two files that make an image.
const FORMAT: u32 = 2;
/// What a page beyond the ground holds where no layer says otherwise.
const ZERO: [u8; PAGE] = [0; PAGE];

/// A guest frozen at a moment, ready to be started from any number of times.
#[derive(Debug)]
pub struct Image {
    ground: Arc<Ground>,
    layer: Option<Layer>,
    len: usize,
    stack_pointer: i32,
    initialised: bool,
}

/// A whole memory, in a file that is mapped.
#[derive(Debug)]
pub(crate) struct Ground {
    file: File,
    /// That of its manifest, by which its layers name it.
    digest: String,
    bytes: Mmap,
}

/// Pages that aren't as in the ground.
#[derive(Debug)]
struct Layer {
    /// Their numbers, in order.
    numbers: Vec<u32>,
    /// Their contents, one after the other.
    pages: Mmap,
}

/// What is written beside the memory: enough to use it, and to see damage.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    /// Bytes of linear memory.
    bytes: u64,
    stack_pointer: i32,
    /// The guest's initialisers have run.
    initialised: bool,
    /// Of a layer: the numbers of its pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    layer: Option<Vec<u32>>,
    /// Of a layer: the digest of the ground that it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    /// SHA-256 over the pages written, each with its number.
    digest: String,
}

/// A memory about to become an image.
pub(crate) struct Frozen<'a> {
    pub(crate) memory: &'a [u8],
    pub(crate) stack_pointer: i32,
    /// The guest's initialisers have run.
    pub(crate) initialised: bool,
}

impl Ground {
    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// Bytes of linear memory that the file holds.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    fn page(&self, number: usize) -> &[u8] {
        self.bytes
            .get(number * PAGE..(number + 1) * PAGE)
            .unwrap_or(&ZERO)
    }
}

impl Image {
    /// Bytes of linear memory.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the image holds no memory at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes that it keeps beside its ground: what each sandbox started from it has as its own.
    #[must_use]
    pub fn layer_bytes(&self) -> usize {
        self.layer.as_ref().map_or(0, |layer| layer.pages.len())
    }

    pub(crate) fn ground(&self) -> &Arc<Ground> {
        &self.ground
    }

    /// A page, as it was frozen.
    pub(crate) fn page(&self, number: usize) -> &[u8] {
        self.layer_page(number)
            .unwrap_or_else(|| self.ground.page(number))
    }

    /// A page of the layer, if it has that one.
    pub(crate) fn layer_page(&self, number: usize) -> Option<&[u8]> {
        let layer = self.layer.as_ref()?;
        let at = layer.numbers.binary_search(&u32::try_from(number).ok()?).ok()?;
        layer.pages.get(at * PAGE..(at + 1) * PAGE)
    }

    /// The numbers of the layer's pages.
    pub(crate) fn layer_numbers(&self) -> &[u32] {
        self.layer.as_ref().map_or(&[], |layer| &layer.numbers)
    }

    pub(crate) fn stack_pointer(&self) -> i32 {
        self.stack_pointer
    }

    pub(crate) fn initialised(&self) -> bool {
        self.initialised
    }

    /// Writes a ground: `PATH` holds the memory, `PATH.json` its description, which is written last and without
    /// which the memory counts as absent.
    pub(crate) fn save_ground(path: &Path, frozen: &Frozen<'_>) -> io::Result<()> {
        let mut file = scratch(path)?;
        file.as_file().set_len(frozen.memory.len() as u64)?;
        for (number, page) in pages(frozen.memory) {
            file.as_file().write_all_at(page, (number * PAGE) as u64)?;
        }
        file.as_file_mut().flush()?;
        file.persist(path)?;
        describe(path, frozen, None, digest(pages(frozen.memory)))
    }

    /// Writes what a memory has that a ground hasn't, in the same two files.
    pub(crate) fn save_layer(path: &Path, ground: &Ground, frozen: &Frozen<'_>) -> io::Result<()> {
        let different = || {
            let all = frozen.memory.chunks(PAGE).enumerate();
            all.filter(|&(number, page)| page != ground.page(number))
        };
        let mut file = scratch(path)?;
        for (_, page) in different() {
            file.write_all(page)?;
        }
        file.flush()?;
        file.persist(path)?;
        let numbers = different().map(|(number, _)| u32::try_from(number).map_err(io::Error::other));
        let numbers = numbers.collect::<io::Result<_>>()?;
        describe(path, frozen, Some((numbers, &ground.digest)), digest(different()))
    }

    /// Opens a ground and checks its digest; `None` when it is absent, damaged, or of another version, and so
    /// has to be made again.
    pub(crate) fn open_ground(path: &Path) -> io::Result<Option<Self>> {
        let Some((manifest, mut file)) = find(path)? else {
            return Ok(None);
        };
        let whole = manifest.layer.is_none() && file.metadata()?.len() == manifest.bytes;
        if !whole || digest_file(&mut file)? != manifest.digest {
            damaged(path);
            return Ok(None);
        }
        in_use::mark(&file);
        let ground = Ground {
            bytes: view(&file)?,
            file,
            digest: manifest.digest,
        };
        Ok(Some(Self {
            len: ground.len(),
            ground: Arc::new(ground),
            layer: None,
            stack_pointer: manifest.stack_pointer,
            initialised: manifest.initialised,
        }))
    }

    /// Opens a layer on the ground that it was made on; as [`Self::open_ground`].
    pub(crate) fn open_layer(path: &Path, ground: &Arc<Ground>) -> io::Result<Option<Self>> {
        let Some((manifest, file)) = find(path)? else {
            return Ok(None);
        };
        in_use::mark(&file);
        let numbers = manifest.layer.unwrap_or_default();
        let pages = view(&file)?;
        let len = usize::try_from(manifest.bytes).map_err(io::Error::other)?;
        let fits = len >= ground.len()
            && numbers.is_sorted_by(|a, b| a < b)
            && numbers.last().is_none_or(|&last| (last as usize) < len / PAGE);
        let named = numbers
            .iter()
            .map(|&number| number as usize)
            .zip(pages.chunks(PAGE));
        if !fits || pages.len() != numbers.len() * PAGE || digest(named) != manifest.digest {
            damaged(path);
            return Ok(None);
        }
        Ok(Some(Self {
            ground: Arc::clone(ground),
            layer: Some(Layer { numbers, pages }),
            len,
            stack_pointer: manifest.stack_pointer,
            initialised: manifest.initialised,
        }))
    }
}

fn scratch(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))
}

fn describe(
    path: &Path,
    frozen: &Frozen<'_>,
    layer: Option<(Vec<u32>, &str)>,
    digest: String,
) -> io::Result<()> {
    let (layer, on) = layer.map(|(numbers, on)| (numbers, on.to_owned())).unzip();
    let manifest = Manifest {
        format: FORMAT,
        bytes: frozen.memory.len() as u64,
        stack_pointer: frozen.stack_pointer,
        initialised: frozen.initialised,
        layer,
        on,
        digest,
    };
    let mut description = scratch(path)?;
    serde_json::to_writer(&mut description, &manifest)?;
    description.persist(manifest_path(path))?;
    Ok(())
}

/// What an image says of itself.
pub(crate) enum About {
    /// It is a ground, which layers name by this digest.
    Ground {
        /// Over its pages.
        digest: String,
    },
    /// It is a layer.
    Layer {
        /// The digest of its ground, where it says so.
        on: Option<String>,
    },
}

/// What an image says of itself; nothing of one that can't be used.
pub(crate) fn about(path: &Path) -> io::Result<Option<About>> {
    let manifest = match std::fs::read(manifest_path(path)) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    let manifest = serde_json::from_slice::<Manifest>(&manifest).ok();
    let manifest = manifest.filter(|manifest| manifest.format == FORMAT);
    Ok(manifest.map(|manifest| match manifest.layer {
        Some(_) => About::Layer { on: manifest.on },
        None => About::Ground {
            digest: manifest.digest,
        },
    }))
}

/// An image's two files, if they are there and of this version.
fn find(path: &Path) -> io::Result<Option<(Manifest, File)>> {
    let manifest = match std::fs::read(manifest_path(path)) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    let manifest = serde_json::from_slice::<Manifest>(&manifest);
    let Some(manifest) = manifest.ok().filter(|manifest| manifest.format == FORMAT) else {
        damaged(path);
        return Ok(None);
    };
    match File::open(path) {
        Ok(file) => Ok(Some((manifest, file))),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

fn damaged(path: &Path) {
    tracing::warn!(path = %path.display(), "a memory image is damaged or outdated: making it again");
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

fn digest<'a>(pages: impl Iterator<Item = (usize, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    pages.for_each(|(number, page)| absorb(&mut hash, number, page));
    hex::encode(hash.finalize())
}

/// As [`digest`] of a whole memory, skipping the holes of a sparse file without reading them.
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

    fn frozen(memory: &[u8]) -> Frozen<'_> {
        Frozen {
            memory,
            stack_pointer: 4711,
            initialised: true,
        }
    }

    fn whole(image: &Image) -> Vec<u8> {
        (0..image.len() / PAGE)
            .flat_map(|number| image.page(number).to_vec())
            .collect()
    }

    #[test]
    fn an_image_comes_back_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("image.mem");
        Image::save_ground(&path, &frozen(&memory())).unwrap();
        let image = Image::open_ground(&path).unwrap().unwrap();
        assert_eq!(
            (image.len(), image.stack_pointer(), image.initialised()),
            (700 * PAGE, 4711, true)
        );
        assert_eq!(whole(&image), memory());
    }

    #[test]
    fn a_layer_keeps_only_the_pages_that_differ() {
        let dir = tempfile::tempdir().unwrap();
        let (path, above) = (dir.path().join("image.mem"), dir.path().join("above.mem"));
        Image::save_ground(&path, &frozen(&memory())).unwrap();
        let ground = Image::open_ground(&path).unwrap().unwrap();
        let mut changed = memory();
        changed[300 * PAGE + 7] = 0;
        changed[400 * PAGE] = 9;
        changed.resize(720 * PAGE, 0);
        changed[719 * PAGE] = 8;
        Image::save_layer(&above, ground.ground(), &frozen(&changed)).unwrap();
        let image = Image::open_layer(&above, ground.ground()).unwrap().unwrap();
        assert_eq!(image.layer_numbers(), [300, 400, 719]);
        assert_eq!(whole(&image), changed);
        assert!(
            Image::open_ground(&above).unwrap().is_none(),
            "a layer alone is no memory"
        );
    }

    #[test]
    fn a_changed_byte_makes_the_image_absent() {
        let dir = tempfile::tempdir().unwrap();
        let (path, above) = (dir.path().join("image.mem"), dir.path().join("above.mem"));
        Image::save_ground(&path, &frozen(&memory())).unwrap();
        let image = Image::open_ground(&path).unwrap().unwrap();
        let mut changed = memory();
        changed[400 * PAGE] = 9;
        Image::save_layer(&above, image.ground(), &frozen(&changed)).unwrap();
        let damage = |path: &Path, at: u64, byte: u8| {
            let file = File::options().write(true).open(path).unwrap();
            file.write_all_at(&[byte], at).unwrap();
        };
        damage(&above, 0, 8);
        assert!(Image::open_layer(&above, image.ground()).unwrap().is_none());
        damage(&above, 0, 9);
        assert!(Image::open_layer(&above, image.ground()).unwrap().is_some());

        damage(&path, 300 * PAGE as u64 + 7, 9);
        assert!(Image::open_ground(&path).unwrap().is_none());
        damage(&path, 300 * PAGE as u64 + 7, 2);
        assert!(Image::open_ground(&path).unwrap().is_some());
        damage(&path, 100 * PAGE as u64, 9);
        assert!(
            Image::open_ground(&path).unwrap().is_none(),
            "a byte in a hole counts too"
        );
    }

    #[test]
    fn an_image_without_its_description_is_absent() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("image.mem");
        Image::save_ground(&path, &frozen(&memory())).unwrap();
        std::fs::remove_file(manifest_path(&path)).unwrap();
        assert!(Image::open_ground(&path).unwrap().is_none());
    }
}
