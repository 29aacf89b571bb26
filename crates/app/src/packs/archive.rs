//! A pack in a ZIP file, from a stranger's hands: read in memory, under caps, before anything makes sense of it.

mod counted;

use std::io::Read as _;

use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackErrors, PackFiles};
use spyrales_credential::Stop;
use zip::ZipArchive;

use counted::Counted;

/// What each entry of an archive's directory begins with (APPNOTE, section 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// Entries of an archive, folders and what is left out included.
const MAX_ENTRIES: usize = 4 * PackFiles::MAX_FILES;
/// The part of a Unix mode that tells the kind of file, and the kind of a link (`stat.h`).
const KIND: u32 = 0o170_000;
const LINK: u32 = 0o120_000;

/// Why an archive isn't a pack.
#[derive(Debug)]
pub enum ArchiveRefused {
    /// It can't be read as a ZIP file.
    NotAnArchive,
    /// It has more entries than any pack.
    TooManyEntries,
    /// Two entries have the same name: which one counts is told by nothing.
    SameName,
    /// An entry is a link.
    Link(String),
    /// An entry can't be read: damaged, encrypted, or packed in a way that isn't known here.
    Unreadable(String),
    /// The files are read, and wrong.
    Errors(PackErrors),
}

/// Reads and checks a pack in a ZIP file, until nobody waits for it any more. Computes for long.
pub fn read_archive(
    bytes: Vec<u8>,
    framework: &Framework,
    stop: Stop,
) -> Result<(Pack, PackFiles), ArchiveRefused> {
    let files = PackFiles::new(extract(bytes, stop)?).map_err(ArchiveRefused::Errors)?;
    let pack = Pack::parse(&files, framework).map_err(ArchiveRefused::Errors)?;
    Ok((pack, files))
}

/// The archive's files by path; paths are looked at by [`PackFiles`], and no file is ever written.
fn extract(bytes: Vec<u8>, stop: Stop) -> Result<Vec<(String, Vec<u8>)>, ArchiveRefused> {
    // Before the directory is read, for reading it takes memory for each entry.
    if memchr::memmem::find_iter(&bytes, ENTRY)
        .nth(MAX_ENTRIES)
        .is_some()
    {
        return Err(ArchiveRefused::TooManyEntries);
    }
    let mut archive = ZipArchive::new(Counted::new(bytes, stop)).map_err(|_| ArchiveRefused::NotAnArchive)?;
    if archive.has_duplicate_names() {
        return Err(ArchiveRefused::SameName);
    }
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive
            .by_index(index)
            .map_err(|_| ArchiveRefused::Unreadable(format!("n° {}", index + 1)))?;
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => return Err(ArchiveRefused::Unreadable(format!("n° {}", index + 1))),
        };
        if entry.is_dir() || PackFiles::ignores(&name) || name.starts_with("__MACOSX/") {
            continue;
        }
        if entry.unix_mode().is_some_and(|mode| mode & KIND == LINK) {
            return Err(ArchiveRefused::Link(name));
        }
        let mut content = Vec::new();
        // One byte more than a file may have: what the archive says of its size isn't believed.
        let read = entry
            .by_ref()
            .take(PackFiles::MAX_FILE_BYTES as u64 + 1)
            .read_to_end(&mut content);
        if read.is_err() {
            return Err(ArchiveRefused::Unreadable(name));
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

/// An archive made of a folder has the folder in it.
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
    use std::io::{Cursor, Write as _};

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
        let files = extract(bytes, Stop::default()).unwrap();
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
            let files = extract(archive(&[("pack.toml", b""), (name, b"x")]), Stop::default()).unwrap();
            let errors = PackFiles::new(files).unwrap_err();
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
        let extracted = extract(bytes, Stop::default()).unwrap();
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
        assert!(
            matches!(extract(bytes, Stop::default()), Err(ArchiveRefused::Link(name)) if name == "pack.toml")
        );
        assert!(matches!(
            extract(b"PK nonsense".to_vec(), Stop::default()),
            Err(ArchiveRefused::NotAnArchive)
        ));
        let mut cut = archive(&[("pack.toml", &[7; 1000])]);
        // The content of the first entry, damaged: its checksum doesn't fit.
        cut[40] ^= 0xFF;
        assert!(matches!(
            extract(cut, Stop::default()),
            Err(ArchiveRefused::Unreadable(_))
        ));
    }

    /// An archive of entries that all have the same content, or of contents of their own, and no local names.
    fn crafted(names: &[String], packed: &[u8], apart: bool) -> Vec<u8> {
        // Version, flags, method (deflate), time, date, checksum, packed and unpacked size, length of the name.
        let head = |name: &str| {
            let mut head = [&20_u16.to_le_bytes()[..], &[0, 0, 8, 0, 0, 0, 0x21, 0], &[0; 4]].concat();
            head.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
            head.extend([0; 4]);
            head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            head.extend([0, 0]);
            head
        };
        let mut bytes = Vec::new();
        let mut directory = Vec::new();
        for name in names {
            if apart || bytes.is_empty() {
                bytes.extend([b"PK\x03\x04", head("").as_slice(), packed].concat());
            }
            let at = if apart { bytes.len() - 30 - packed.len() } else { 0 };
            directory.extend([ENTRY, &20_u16.to_le_bytes(), &head(name), &[0; 10]].concat());
            directory.extend(u32::try_from(at).unwrap().to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let sizes = [directory.len(), bytes.len()].map(|size| u32::try_from(size).unwrap().to_le_bytes());
        let end = [
            b"PK\x05\x06\0\0\0\0".as_slice(),
            &count,
            &count,
            &sizes.concat(),
            &[0, 0],
        ]
        .concat();
        [bytes, directory, end].concat()
    }

    fn numbered(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("a/{n}.csv")).collect()
    }

    /// Empty deflate blocks, the last one marked as such.
    fn nothing(blocks: usize) -> Vec<u8> {
        [[0, 0, 0, 0xFF, 0xFF].repeat(blocks), vec![1, 0, 0, 0xFF, 0xFF]].concat()
    }

    #[test]
    fn entries_that_lie_over_one_another_are_not_unpacked_again_and_again() {
        let apart = crafted(&numbered(100), &nothing(100), true);
        assert_eq!(names(apart).len(), 100);
        let over = crafted(&numbered(100), &nothing(100_000), false);
        assert!(matches!(
            extract(over, Stop::default()),
            Err(ArchiveRefused::Unreadable(_))
        ));
    }

    #[test]
    fn more_entries_than_a_pack_has_are_refused_before_they_are_read() {
        let most = crafted(&numbered(PackFiles::MAX_FILES), &nothing(0), true);
        assert_eq!(names(most).len(), PackFiles::MAX_FILES);
        let many = crafted(&numbered(MAX_ENTRIES + 1), &nothing(0), false);
        assert!(matches!(
            extract(many, Stop::default()),
            Err(ArchiveRefused::TooManyEntries)
        ));
        // However few its end says that there are.
        let mut few = crafted(&numbered(MAX_ENTRIES + 1), &nothing(0), false);
        let end = few.len() - 14;
        few[end..end + 4].copy_from_slice(&[1, 0, 1, 0]);
        assert!(matches!(
            extract(few, Stop::default()),
            Err(ArchiveRefused::TooManyEntries)
        ));
    }

    #[test]
    fn two_entries_of_the_same_name_are_refused() {
        let twice = crafted(&["a".to_owned(), "a".to_owned()], &nothing(0), true);
        assert!(matches!(
            extract(twice, Stop::default()),
            Err(ArchiveRefused::SameName)
        ));
    }

    #[test]
    fn names_of_any_length_and_depth_are_told_from_a_pack_s() {
        let deep = vec!["a/".repeat(30_000), format!("{}b", "a/".repeat(30_000))];
        let files = extract(crafted(&deep, &nothing(0), true), Stop::default()).unwrap();
        let errors = PackFiles::new(files).unwrap_err();
        assert!(
            errors.iter().all(|error| error.code() == "pack::path"),
            "{errors}"
        );
    }

    #[test]
    fn what_nobody_waits_for_is_not_unpacked() {
        let stop = Stop::default();
        stop.set();
        let bytes = archive(&[("pack.toml", b"")]);
        assert!(matches!(extract(bytes, stop), Err(ArchiveRefused::NotAnArchive)));
    }

    #[test]
    fn a_manifest_of_whatever_toml_is_slow_on_is_refused() {
        // A larger text isn't looked at.
        let most = 256 << 10;
        let fill = |part: &str| part.repeat(most / part.len());
        let numbered = |part: &dyn Fn(usize) -> String| {
            let mut text = String::new();
            for part in (0..).map(part) {
                if text.len() + part.len() > most {
                    break;
                }
                text += &part;
            }
            text
        };
        for (name, manifest) in [
            ("arrays in arrays", format!("a = {}", &fill("[")[8..])),
            ("tables in tables", format!("a = {}", &fill("{a=")[8..])),
            ("a key of many parts", format!("{}a = 1", &fill("a.")[8..])),
            ("a header of many parts", format!("[{}a]", &fill("a.")[8..])),
            ("many keys", numbered(&|n| format!("k{n}=1\n"))),
            (
                "many keys of many parts",
                numbered(&|n| format!("{}k{n}=1\n", "a.".repeat(60))),
            ),
            (
                "many headers",
                numbered(&|n| format!("[{}k{n}]\n", "a.".repeat(60))),
            ),
            ("many tables of one name", fill("[[a]]\n")),
            ("the same key again and again", fill("a=1\n")),
            (
                "a string that doesn't end",
                format!("a = \"\"\"{}", &fill("\"\" ")[16..]),
            ),
            ("faults on every line", fill("=\n")),
        ] {
            let files = vec![("pack.toml".to_owned(), manifest.into_bytes())];
            let files = PackFiles::new(files).unwrap();
            assert!(Pack::parse(&files, &Framework::shipped()).is_err(), "{name}");
        }
    }
}
