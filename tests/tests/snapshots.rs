//! The snapshots of exercises: made once on a machine however many ask, and again when a file is damaged.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Barrier;

use spyrales_core::digest::Digest;
use spyrales_core::pack::Pack;
use spyrales_grader::{Grader, Pair};
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::progress::Silent;
use spyrales_tests::{folder, python};

const EXERCISE: &str = "resume-sejours";

fn pack() -> Pack {
    folder::pack(&folder::exercises().join("python-statistiques"))
}

/// A cache of its own, in which the languages are prepared already but no exercise is.
struct Fresh(tempfile::TempDir);

impl Fresh {
    fn new() -> Self {
        // Whatever isn't there yet is made where it stays.
        python::pair();
        let users = Cache::default_root();
        let fresh = Self(tempfile::tempdir_in(&users).unwrap());
        for part in ["code", "guests"] {
            std::os::unix::fs::symlink(users.join(part), fresh.0.path().join(part)).unwrap();
        }
        fs::create_dir(fresh.0.path().join("images")).unwrap();
        for image in fs::read_dir(users.join("images")).unwrap() {
            let image = image.unwrap();
            if image.file_name().to_string_lossy().starts_with("python-") {
                fs::hard_link(
                    image.path(),
                    fresh.0.path().join("images").join(image.file_name()),
                )
                .unwrap();
            }
        }
        fresh
    }

    /// A grader as another process would have it.
    fn grader(&self) -> Grader {
        let cache = Cache::open(self.0.path()).unwrap();
        Grader::new(Pair::python(&cache, &Silent).unwrap().into())
    }

    /// The exercise's snapshot: its memory's file.
    fn snapshot(&self) -> PathBuf {
        let files = fs::read_dir(self.0.path().join("images")).unwrap();
        let paths = files.map(|file| file.unwrap().path());
        let mut mine = paths.filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(EXERCISE) && name.ends_with(".mem")
        });
        let found = mine.next().expect("the exercise has a snapshot");
        assert_eq!(mine.next(), None, "one snapshot and no leftovers");
        found
    }
}

fn record(grader: &Grader, pack: &Pack) -> Digest {
    let exercise = pack.exercise(EXERCISE).unwrap();
    let grading = grader.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 3);
    let record = grading.unwrap_or_else(|error| panic!("{error}")).record;
    assert!(record.is_full(), "{record:?}");
    record.digest()
}

/// Tells a file from one that has taken its place. Its time doesn't: each use renews it.
fn made(path: &Path) -> u64 {
    fs::metadata(path).unwrap().ino()
}

#[test]
fn graders_that_ask_at_the_same_time_make_one_snapshot_and_come_to_one_record() {
    let (fresh, pack) = (Fresh::new(), pack());
    let graders: Vec<_> = (0..3).map(|_| fresh.grader()).collect();
    let together = Barrier::new(graders.len());
    let records: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = graders
            .iter()
            .map(|grader| {
                scope.spawn(|| {
                    together.wait();
                    record(grader, &pack)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(records.iter().all(|record| *record == records[0]), "{records:?}");
    let first = made(&fresh.snapshot());
    assert_eq!(record(&fresh.grader(), &pack), records[0]);
    assert_eq!(made(&fresh.snapshot()), first, "what is there is not made again");
}

#[test]
fn a_damaged_snapshot_is_made_again_and_comes_to_the_same_record() {
    let (fresh, pack) = (Fresh::new(), pack());
    let before = record(&fresh.grader(), &pack);
    let path = fresh.snapshot();
    let sound = fs::read(&path).unwrap();
    let mut damaged = sound.clone();
    damaged[sound.len() / 2] ^= 1;
    for wrong in [damaged, sound[..sound.len() - 1].to_vec(), Vec::new()] {
        fs::write(&path, wrong).unwrap();
        assert_eq!(record(&fresh.grader(), &pack), before);
        assert_eq!(
            fs::read(fresh.snapshot()).unwrap(),
            sound,
            "the same bytes as at first"
        );
    }
}
