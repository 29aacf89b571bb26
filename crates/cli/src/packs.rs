//! Reading packs from folders: the only place where pack files come from the disk.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use spyrales_core::framework::Framework;
use spyrales_core::pack::{Exercise, Pack, PackErrors, PackFiles};

/// Why a folder is no pack.
pub(crate) enum Unusable {
    /// Its files are wrong in ways that the pack's author can mend.
    Errors(PackErrors),
    /// It can't be read.
    Unreadable(anyhow::Error),
}

/// Reads and checks the pack in a folder.
pub(crate) fn load(folder: &Path) -> Result<(Pack, PackFiles), Unusable> {
    let files = read(folder)
        .map_err(Unusable::Unreadable)?
        .map_err(Unusable::Errors)?;
    let pack = Pack::parse(&files, &Framework::shipped()).map_err(Unusable::Errors)?;
    Ok((pack, files))
}

/// The pack and the exercise that a path `PACK/EXERCISE` names.
pub(crate) fn load_exercise(path: &Path) -> Result<(Pack, Exercise), Unusable> {
    let path = fs::canonicalize(path)
        .with_context(|| format!("failed to open {}", path.display()))
        .map_err(Unusable::Unreadable)?;
    let (Some(folder), Some(id)) = (path.parent(), path.file_name().and_then(|n| n.to_str())) else {
        return Err(Unusable::Unreadable(anyhow::anyhow!(
            "{} is no exercise's folder",
            path.display()
        )));
    };
    let (pack, _) = load(folder)?;
    match pack.exercises.iter().find(|e| e.id == id).cloned() {
        Some(exercise) => Ok((pack, exercise)),
        None => Err(Unusable::Unreadable(anyhow::anyhow!(
            "the pack {} has no exercise {id}",
            pack.id
        ))),
    }
}

/// The folders below `exercises` that hold a `pack.toml`, in the order of their names.
pub(crate) fn folders(exercises: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(exercises).with_context(|| {
        format!(
            "failed to read {}; hint: run from the project's folder, or name the packs with --exercises",
            exercises.display()
        )
    })?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.join("pack.toml").is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(folder: &Path) -> anyhow::Result<Result<PackFiles, PackErrors>> {
    if !folder.is_dir() {
        bail!(
            "{} is no folder; hint: name a pack, such as exercises/PACK",
            folder.display()
        );
    }
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    let name = fs::canonicalize(folder)?;
    let name = name
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(PackFiles::new(files).map(|files| files.in_folder(name)))
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("failed to read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if PackFiles::ignores(&name) {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if kind.is_file() {
            let content = content(&path).with_context(|| format!("failed to read {}", path.display()))?;
            files.push((name, content));
            let bytes: usize = files.iter().map(|(_, content)| content.len()).sum();
            if files.len() > PackFiles::MAX_FILES || bytes > PackFiles::MAX_TOTAL_BYTES {
                // Enough for `PackFiles` to say what is too much.
                return Ok(());
            }
        } else {
            bail!(
                "{} is neither a file nor a folder; hint: packs hold no links",
                path.display()
            );
        }
    }
    Ok(())
}

/// What a file holds, up to one byte more than it may: whatever lies in the folder, memory is safe.
fn content(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)?
        .take(PackFiles::MAX_FILE_BYTES as u64 + 1)
        .read_to_end(&mut content)?;
    Ok(content)
}
