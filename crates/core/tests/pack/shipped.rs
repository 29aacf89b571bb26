//! The packs that ship with the product are read without an error.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackFiles, Parameters};
use spyrales_core::text::Lang;

fn exercises() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises")
}

/// The files of a folder by their path in it.
fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if PackFiles::ignores(&name) {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            files.push((name, fs::read(&path).unwrap()));
        }
    }
}

fn packs() -> Vec<(PackFiles, Pack)> {
    let framework = Framework::shipped();
    let mut packs = Vec::new();
    for entry in fs::read_dir(exercises()).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("pack.toml").exists() {
            continue;
        }
        let mut files = Vec::new();
        walk(&folder, &folder, &mut files);
        let name = folder.file_name().unwrap().to_str().unwrap();
        let files = PackFiles::new(files).unwrap().in_folder(name);
        let pack = Pack::parse(&files, &framework).unwrap_or_else(|errors| panic!("{name}:\n{errors}"));
        packs.push((files, pack));
    }
    packs
}

#[test]
fn every_shipped_pack_is_read_in_both_languages() {
    let packs = packs();
    assert!(packs.len() >= 3, "only {} packs", packs.len());
    for (files, pack) in &packs {
        assert_eq!(pack.languages, [Lang::Fr, Lang::En]);
        assert_eq!(pack.digest, files.digest());
        // One statement in two languages is a pack of its own.
        let languages: BTreeSet<_> = pack.exercises.iter().map(|one| one.runtime.name()).collect();
        let least = if languages.len() > 1 { languages.len() } else { 4 };
        assert!(pack.exercises.len() >= least, "{} has too few exercises", pack.id);
        for exercise in &pack.exercises {
            assert!(
                !exercise.wrong.is_empty(),
                "{}/{} has no wrong answer",
                pack.id,
                exercise.id
            );
            let parameters = Parameters::pick(exercise, 7);
            let french = exercise.statement(Lang::Fr, &parameters);
            assert_ne!(french, exercise.statement(Lang::En, &parameters));
            for name in exercise.parameters.keys() {
                assert!(!french.contains(&format!("{{{{{name}}}}}")));
            }
        }
    }
}

#[test]
fn exercise_names_are_unique_across_the_packs() {
    let packs = packs();
    let names: Vec<_> = packs
        .iter()
        .flat_map(|(_, pack)| pack.exercises.iter().map(|exercise| pack.exercise_ref(exercise)))
        .collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}
