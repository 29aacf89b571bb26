//! ICU's data, without what graders have no use for: it is read into every guest's memory.

use std::path::Path;
use std::process::Command;

use super::{BundleError, run};

/// Debian puts it where only administrators look for programs.
const ICUPKG: &str = "/usr/sbin/icupkg";
/// Kinds of names for people to read, kept in French and English only.
const NAMES: [&str; 6] = ["curr", "lang", "rbnf", "region", "unit", "zone"];
/// What those kinds need whatever the language.
const NEEDED: [&str; 7] = [
    "root",
    "res_index",
    "pool",
    "supplementalData",
    "tzdbNames",
    "fr",
    "en",
];
/// Encodings that are kept beside those that ICU has in its code: Windows's, and the one with the euro.
const ENCODINGS: [&str; 2] = ["ibm-5348", "ibm-923"];

/// Unpacks the data and leaves out what isn't needed; into `to`, under its own name.
pub(super) fn trim(archive: &Path, to: &Path) -> Result<(), BundleError> {
    let name = archive.file_stem().unwrap_or_default();
    let whole = archive.with_file_name(name);
    run(Command::new("xz")
        .args(["--decompress", "--keep", "--force"])
        .arg(archive))?;
    let items = run(Command::new(ICUPKG).arg("--list").arg(&whole))?;
    let list = archive.with_file_name("left-out.txt");
    let left_out: Vec<_> = items.lines().filter(|item| !is_needed(item)).collect();
    std::fs::write(&list, left_out.join("\n"))?;
    let mut command = Command::new(ICUPKG);
    command.arg("--remove").arg(&list).arg(&whole).arg(to.join(name));
    run(&mut command).map(drop)
}

fn is_needed(item: &str) -> bool {
    let (folder, name) = item.rsplit_once('/').unwrap_or(("", item));
    let starts = |word: &&str| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(['_', '.', '-']))
    };
    if name.ends_with(".cnv") {
        ENCODINGS.iter().any(starts)
    } else if NAMES.contains(&folder) {
        NEEDED.iter().any(starts)
    } else {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::is_needed;

    #[test]
    fn languages_are_sorted_in_all_of_the_world_and_named_in_two() {
        for item in [
            "coll/sv.res",
            "lang/fr.res",
            "lang/root.res",
            "zone/tzdbNames.res",
            "ibm-5348_P100-1997.cnv",
            "nfc.nrm",
        ] {
            assert!(is_needed(item), "{item}");
        }
        for item in [
            "lang/sv.res",
            "unit/ja.res",
            "ibm-1047_P100-1995.cnv",
            "zone/frp.res",
        ] {
            assert!(!is_needed(item), "{item}");
        }
    }
}
