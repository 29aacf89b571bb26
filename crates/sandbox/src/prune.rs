//! Removing from the cache what no recipe of this program names: guests, compiled code, bundles and images of before.
//!
//! What a running process uses stays, whatever its version: it holds a mark (`in_use`) on the guest's files and on the images
//! that others stand on.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::cache::Cache;
use crate::engine::Engine;
use crate::image;
use crate::in_use::{is_marked, last_use};
use crate::{python, r};

/// The files of a guest's folder that whoever uses it has open.
const MARKED: [&str; 2] = ["base.mem", "root.bin"];
/// What a process that was killed leaves behind is nobody's after so long.
const ABANDONED: Duration = Duration::from_hours(24);

/// What the recipes of this program name.
#[derive(Debug, Default)]
pub struct Named {
    guests: HashSet<String>,
    code: HashSet<String>,
    /// Digests of snapshots, as they stand in the names of their files.
    snapshots: HashSet<String>,
}

impl Named {
    /// The guests and the code of this program's own recipes, and these snapshots.
    ///
    /// # Errors
    ///
    /// When the cache can't be read.
    pub fn current(
        cache: &Cache,
        engines: &[Engine],
        snapshots: impl IntoIterator<Item = String>,
    ) -> io::Result<Self> {
        let mut sources = vec![python::source_name()];
        let mut guests = vec![python::home_name(), python::wheels_name()];
        let of_r = r::names(cache)?;
        sources.extend(of_r.clone());
        guests.extend(of_r);
        // Packages that are built stay: what they were built from may be gone.
        guests.extend(["r-tidyverse-build", "r-tidyverse.json"].map(str::to_owned));
        let mut code = HashSet::new();
        for engine in engines {
            let compatibility = engine.compatibility();
            code.extend(
                sources
                    .iter()
                    .map(|source| format!("{source}-{}", &compatibility[..16])),
            );
        }
        Ok(Self {
            guests: guests.into_iter().collect(),
            code,
            snapshots: snapshots
                .into_iter()
                .map(|digest| digest[..32].to_owned())
                .collect(),
        })
    }
}

/// Something that no recipe names and nobody uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Where it lies.
    pub path: PathBuf,
    /// What it takes on the disk, in bytes.
    pub bytes: u64,
}

/// Finds what is stale; with `remove`, removes it. With `unused_since`, only what wasn't used since then.
///
/// # Errors
///
/// When the cache can't be read, or something in it not be removed.
pub fn prune(
    cache: &Cache,
    named: &Named,
    now: SystemTime,
    unused_since: Option<SystemTime>,
    remove: bool,
) -> io::Result<Vec<Stale>> {
    let is_due = |used: SystemTime| unused_since.is_none_or(|since| used < since);
    let mut stale = Vec::new();
    let mut kept_guests = named.guests.clone();
    for path in entries(&cache.directory("guests")?)? {
        let name = name_of(&path);
        let (used, last) = guest_use(&path)?;
        if named.guests.contains(&name) {
            continue;
        } else if used || !is_due(last) {
            kept_guests.insert(name);
        } else if !name.starts_with(".tmp") {
            stale.push(path);
        }
    }
    for path in entries(&cache.directory("code")?)? {
        let name = name_of(&path);
        let key = name.strip_suffix(".cwasm").unwrap_or(&name);
        let source = key.rsplit_once('-').map_or(key, |(source, _)| source);
        // A guest of another version, that somebody uses, has code of its own.
        let others = kept_guests.difference(&named.guests);
        let of_other = |guest: &String| guest == source || guest.starts_with(&format!("{source}-"));
        let kept = named.code.contains(key) || others.into_iter().any(of_other);
        if !kept && !name.starts_with(".tmp") && is_due(fs::metadata(&path)?.modified()?) {
            stale.push(path);
        }
    }
    stale.extend(stale_images(&cache.directory("images")?, named, &is_due)?);
    for path in entries(&cache.directory("libraries")?)? {
        let digest = digest_in(&name_of(&path));
        if !named.snapshots.contains(&digest) && is_due(fs::metadata(&path)?.modified()?) {
            stale.push(path);
        }
    }
    for folder in [
        cache.root().to_owned(),
        cache.directory("guests")?,
        cache.directory("images")?,
    ] {
        for path in entries(&folder)? {
            let changed = fs::metadata(&path)?.modified()?;
            let old = now.duration_since(changed).is_ok_and(|since| since > ABANDONED);
            if name_of(&path).starts_with(".tmp") && old {
                stale.push(path);
            }
        }
    }
    let stale = stale.into_iter().map(|path| {
        let bytes = size(&path)?;
        if remove {
            match fs::symlink_metadata(&path)?.is_dir() {
                true => fs::remove_dir_all(&path)?,
                false => fs::remove_file(&path)?,
            }
        }
        Ok(Stale { path, bytes })
    });
    stale.collect()
}

/// The files of images that no recipe names: of grounds, and of layers whose ground isn't there or is stale.
fn stale_images(
    folder: &Path,
    named: &Named,
    is_due: &dyn Fn(SystemTime) -> bool,
) -> io::Result<Vec<PathBuf>> {
    let paths = entries(folder)?;
    let mut kept = HashSet::new();
    let (mut layers, mut gone) = (Vec::new(), HashSet::new());
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "mem"))
    {
        let file = File::open(path)?;
        let digest = digest_in(&name_of(path));
        let due = is_due(last_use(&file)?);
        match image::about(path)? {
            Some(image::About::Layer { on }) => layers.push((path.clone(), on, due)),
            Some(image::About::Ground { digest: content })
                if named.snapshots.contains(&digest) || !due || is_marked(&file) =>
            {
                kept.insert(content);
            }
            Some(image::About::Ground { .. }) | None if due => {
                gone.insert(path.clone());
            }
            Some(image::About::Ground { .. }) | None => {}
        }
    }
    for (path, on, due) in layers {
        if due && !on.is_some_and(|on| kept.contains(&on)) {
            gone.insert(path);
        }
    }
    // What stands beside an image, by the image's name with more after it, goes with it.
    let of_gone = |path: &PathBuf| {
        let name = name_of(path);
        name.split_once(".mem")
            .is_some_and(|(stem, _)| gone.contains(&folder.join(format!("{stem}.mem"))))
    };
    Ok(paths.into_iter().filter(of_gone).collect())
}

/// Whether a process uses a guest, and when one last did.
fn guest_use(path: &Path) -> io::Result<(bool, SystemTime)> {
    let mut last = fs::metadata(path)?.modified()?;
    let mut used = false;
    for name in MARKED {
        if let Ok(file) = File::open(path.join(name)) {
            used |= is_marked(&file);
            last = last.max(last_use(&file)?);
        }
    }
    Ok((used, last))
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The digest in the name of a file: what stands after the last hyphen, up to a dot.
fn digest_in(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    stem.rsplit('-').next().unwrap_or_default().to_owned()
}

/// What a file or a folder takes on the disk, in bytes.
fn size(path: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt as _;
    let about = fs::symlink_metadata(path)?;
    if !about.is_dir() {
        return Ok(about.blocks() * 512);
    }
    entries(path)?.iter().map(|path| size(path)).sum()
}
