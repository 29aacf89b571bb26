//! The files of a pack and their digest.

use proptest::prelude::*;
use spyrales_core::digest::Digest;
use spyrales_core::pack::{CheckLanguage, PackFiles, RuntimeKind};

use crate::sample::Sample;

#[test]
fn the_digest_is_that_of_the_documented_listing() {
    let files = PackFiles::new([("b".to_owned(), b"2".to_vec()), ("a/é".to_owned(), Vec::new())]).unwrap();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let two = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35";
    let listing = format!("spyrales-pack 1\na/é\0{}\0{empty}\nb\0{}\0{two}\n", 0, 1);
    assert_eq!(files.digest(), Digest::of(listing.as_bytes()));
    assert_eq!(files.clone().in_folder("x").digest(), files.digest());
}

#[test]
fn files_of_tools_and_systems_are_no_part_of_a_pack() {
    for ignored in [
        ".DS_Store",
        "a/.ruff_cache/x",
        "a/__pycache__/check.pyc",
        ".git/HEAD",
    ] {
        assert!(PackFiles::ignores(ignored), "{ignored}");
    }
    for kept in ["pack.toml", "a/data/b.csv", "../x", "./x"] {
        assert!(!PackFiles::ignores(kept), "{kept}");
    }
}

#[test]
fn editors_byte_order_marks_and_line_ends_do_no_harm() {
    let exercise = Sample::new()
        .with("somme/wrong/zero.py", "\u{feff}# fails: juste\r\npass\r\n")
        .with("somme/statement.fr.md", "\u{feff}Bonjour\r\n")
        .exercise();
    assert_eq!(exercise.wrong[0].fails, ["juste"]);
    assert!(
        exercise
            .statement(Default::default(), &Default::default())
            .starts_with('B')
    );
}

#[test]
fn r_and_sql_exercises_have_their_own_extensions() {
    let r = Sample::new()
        .edited("somme/exercise.toml", "\"python\"", "\"r\"")
        .renamed("somme/starter.py", "somme/starter.R")
        .renamed("somme/solution.py", "somme/solution.R")
        .renamed("somme/wrong/zero.py", "somme/wrong/zero.R")
        .exercise();
    assert_eq!(
        (r.runtime, r.check.language),
        (RuntimeKind::R, CheckLanguage::Python)
    );
    let sql = Sample::new()
        .edited("somme/exercise.toml", "\"python\"", "\"sql\"")
        .renamed("somme/starter.py", "somme/starter.sql")
        .renamed("somme/solution.py", "somme/solution.sql")
        .without("somme/wrong/zero.py")
        .with("somme/wrong/zero.sql", "-- fails: juste\nSELECT 0")
        .renamed("somme/check.py", "somme/check.R")
        .exercise();
    assert_eq!(
        (sql.runtime, sql.check.language),
        (RuntimeKind::Sql, CheckLanguage::R)
    );
}

proptest! {
    #[test]
    fn no_path_leads_out_of_the_pack(path in "[a./\\\\:~\u{0}é ]{0,12}") {
        if let Ok(files) = PackFiles::new([(path.clone(), Vec::new())]) {
            let (kept, _) = files.iter().next().unwrap();
            prop_assert_eq!(kept, path.as_str());
            let joined = std::path::Path::new("/pack").join(kept);
            let plain = joined.components().all(|part| {
                matches!(part, std::path::Component::Normal(_) | std::path::Component::RootDir)
            });
            prop_assert!(plain && joined.starts_with("/pack") && joined != std::path::Path::new("/pack"));
        }
    }

    #[test]
    fn the_digest_depends_on_content_and_not_on_order(
        mut files in proptest::collection::btree_map("[a-z]{1,4}", proptest::collection::vec(any::<u8>(), 0..8), 1..6)
    ) {
        let forward = PackFiles::new(files.clone()).unwrap();
        let backward = PackFiles::new(files.clone().into_iter().rev()).unwrap();
        prop_assert_eq!(forward.digest(), backward.digest());
        files.values_mut().next().unwrap().push(0);
        prop_assert_ne!(PackFiles::new(files).unwrap().digest(), forward.digest());
    }

    #[test]
    fn reading_never_panics(toml in "([a-z\\[\\]=\"{},.0-9é\n -]|format = 1\n|\\[\\[asks\\]\\]\n|level = ){0,60}", text in "[{}\\\\a é\n]{0,40}") {
        let result = Sample::new()
            .with("somme/exercise.toml", toml.clone())
            .with("pack.toml", toml)
            .with("somme/statement.fr.md", text)
            .parse();
        prop_assert!(result.is_err());
    }
}
