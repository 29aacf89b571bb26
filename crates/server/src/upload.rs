//! A pack in a ZIP file, from a stranger's hands: read in memory, under caps, before anything makes sense of it.

use std::io::{Cursor, Read as _};

use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackErrors, PackFiles};
use zip::ZipArchive;

/// Entries of an archive, folders and what is left out included.
const MAX_ENTRIES: usize = 4 * PackFiles::MAX_FILES;
/// The part of a Unix mode that tells the kind of file, and the kind of a link (`stat.h`).
const KIND: u32 = 0o170_000;
const LINK: u32 = 0o120_000;

/// Why an archive isn't a pack.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It can't be read as a ZIP file.
    NotAnArchive,
    /// It has more entries than any pack.
    TooManyEntries,
    /// An entry is a link.
    Link(String),
    /// An entry can't be read: damaged, encrypted, or packed in a way that isn't known here.
    Unreadable(String),
    /// The files are read, and wrong.
    Errors(PackErrors),
}

/// Reads and checks a pack in a ZIP file.
pub(crate) fn read(bytes: Vec<u8>, framework: &Framework) -> Result<(Pack, PackFiles), Refused> {
    let files = PackFiles::new(extract(bytes)?).map_err(Refused::Errors)?;
    let pack = Pack::parse(&files, framework).map_err(Refused::Errors)?;
    Ok((pack, files))
}

/// The archive's files by path; paths are looked at by [`PackFiles`], and no file is ever written.
fn extract(bytes: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::NotAnArchive)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Refused::TooManyEntries);
    }
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive
            .by_index(index)
            .map_err(|_| Refused::Unreadable(format!("n° {}", index + 1)))?;
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => return Err(Refused::Unreadable(format!("n° {}", index + 1))),
        };
        if entry.is_dir() || PackFiles::ignores(&name) || name.starts_with("__MACOSX/") {
            continue;
        }
        if entry.unix_mode().is_some_and(|mode| mode & KIND == LINK) {
            return Err(Refused::Link(name));
        }
        let mut content = Vec::new();
        // One byte more than a file may have: what the archive says of its size isn't believed.
        let read = entry
            .by_ref()
            .take(PackFiles::MAX_FILE_BYTES as u64 + 1)
            .read_to_end(&mut content);
        if read.is_err() {
            return Err(Refused::Unreadable(name));
        }
        total += content.len();
        files.push((name, content));
        if files.len() > PackFiles::MAX_FILES || total > PackFiles::MAX_TOTAL_BYTES {
            // Enough for `PackFiles` to say what is too much.
            break;
        }
    }
    Ok(without_common_folder(files))
}

/// Who packs a folder gets an archive with the folder in it.
fn without_common_folder(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let folder = files
        .iter()
        .find_map(|(path, _)| path.strip_suffix("pack.toml")?.strip_suffix('/'))
        .filter(|folder| !folder.is_empty() && !folder.contains('/'))
        .map(|folder| format!("{folder}/"));
    match folder {
        Some(folder) if files.iter().all(|(path, _)| path.starts_with(&folder)) => files
            .into_iter()
            .map(|(path, content)| (path[folder.len()..].to_owned(), content))
            .collect(),
        _ => files,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn names(bytes: Vec<u8>) -> Vec<String> {
        let files = extract(bytes).unwrap();
        files.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_folder_around_the_pack_and_what_tools_leave_are_left_out() {
        let bytes = archive(&[
            ("prep/pack.toml", b""),
            ("prep/a/exercise.toml", b""),
            ("prep/.git/config", b""),
            ("__MACOSX/prep/._pack.toml", b""),
        ]);
        assert_eq!(names(bytes), ["pack.toml", "a/exercise.toml"]);
        let two = archive(&[("prep/pack.toml", b""), ("other/pack.toml", b"")]);
        assert_eq!(names(two), ["prep/pack.toml", "other/pack.toml"]);
    }

    #[test]
    fn paths_that_lead_elsewhere_are_errors_with_a_place() {
        for name in ["../pack.toml", "/etc/passwd", "a\\..\\b", "C:/x"] {
            let refused = read(
                archive(&[("pack.toml", b""), (name, b"x")]),
                &Framework::shipped(),
            );
            let Err(Refused::Errors(errors)) = refused else {
                panic!("{name}")
            };
            assert!(
                errors.iter().any(|error| error.code() == "pack::path"),
                "{name}: {errors}"
            );
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_read_no_further() {
        let bomb = vec![0; PackFiles::MAX_FILE_BYTES + 10];
        let files: Vec<(String, &[u8])> = (0..40)
            .map(|n| (format!("a/data/{n}.csv"), bomb.as_slice()))
            .collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        let bytes = archive(&files);
        assert!(bytes.len() < 1 << 20, "{} bytes", bytes.len());
        let extracted = extract(bytes).unwrap();
        assert!(extracted.len() < 20);
        assert!(
            extracted
                .iter()
                .all(|(_, content)| content.len() == PackFiles::MAX_FILE_BYTES + 1)
        );
    }

    #[test]
    fn links_and_what_is_no_archive_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .add_symlink("pack.toml", "/etc/passwd", SimpleFileOptions::default())
            .unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        assert!(matches!(extract(bytes), Err(Refused::Link(name)) if name == "pack.toml"));
        assert!(matches!(
            extract(b"PK nonsense".to_vec()),
            Err(Refused::NotAnArchive)
        ));
        let mut cut = archive(&[("pack.toml", &[7; 1000])]);
        // The content of the first entry, damaged: its checksum doesn't fit.
        cut[40] ^= 0xFF;
        assert!(matches!(extract(cut), Err(Refused::Unreadable(_))));
    }
}
