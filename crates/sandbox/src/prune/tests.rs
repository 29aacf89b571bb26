use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::*;
use crate::image::{Frozen, Image};
use crate::slot::PAGE;

const NAMED: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

struct World {
    cache: Cache,
    named: Named,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::open(folder.path().join("cache")).expect("a cache");
        let named = Named {
            guests: HashSet::from(["python-now-3".to_owned()]),
            code: HashSet::from(["python-now-here".to_owned()]),
            snapshots: HashSet::from([NAMED.to_owned()]),
        };
        for name in ["python-now-3", "python-before-3"] {
            let home = cache.directory("guests").expect("guests").join(name);
            fs::create_dir(&home).expect("a guest");
            Image::save_ground(&home.join("base.mem"), &memory(name.len() as u8)).expect("a ground");
        }
        for name in ["python-now-here", "python-before-here"] {
            let path = cache
                .directory("code")
                .expect("code")
                .join(format!("{name}.cwasm"));
            fs::write(path, "code").expect("code");
        }
        Self {
            cache,
            named,
            _folder: folder,
        }
    }

    fn image(&self, name: &str) -> PathBuf {
        self.cache
            .directory("images")
            .expect("images")
            .join(format!("{name}.mem"))
    }

    /// A ground that is open, and a layer on it.
    fn images(&self, digest: &str, fill: u8) -> Image {
        let path = self.image(&format!("python-learner-{digest}"));
        Image::save_ground(&path, &memory(fill)).expect("a ground");
        let ground = Image::open_ground(&path).expect("a ground").expect("whole");
        let layer = self.image(&format!("exercise-{fill:032x}"));
        Image::save_layer(&layer, ground.ground(), &memory(fill + 1)).expect("a layer");
        ground
    }

    fn prune(&self, unused_since: Option<SystemTime>, remove: bool) -> Vec<String> {
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(1_000_000);
        let stale = prune(&self.cache, &self.named, now, unused_since, remove).expect("pruned");
        let names = stale.iter().map(|one| name_of(&one.path));
        names.collect()
    }
}

fn memory(fill: u8) -> Frozen<'static> {
    Frozen {
        memory: vec![fill; 2 * PAGE].leak(),
        stack_pointer: 0,
        initialised: true,
    }
}

#[test]
fn what_no_recipe_names_goes_and_the_rest_stays() {
    let world = World::new();
    drop(world.images(NAMED, 1));
    drop(world.images(OTHER, 4));
    let layer = format!("exercise-{:032x}", 4);
    let expected = [
        "python-before-3".to_owned(),
        "python-before-here.cwasm".to_owned(),
        format!("{layer}.mem"),
        format!("{layer}.mem.json"),
        format!("python-learner-{OTHER}.mem"),
        format!("python-learner-{OTHER}.mem.json"),
    ];
    assert_eq!(world.prune(None, false), expected);
    assert_eq!(world.prune(None, true), expected, "a dry run removes nothing");
    assert_eq!(world.prune(None, true), [""; 0]);
    assert!(world.image(&format!("python-learner-{NAMED}")).exists());
    assert!(world.image(&format!("exercise-{:032x}", 1)).exists());
}

#[test]
fn what_somebody_uses_stays_and_goes_once_nobody_does() {
    let world = World::new();
    let image = Arc::new(world.images(OTHER, 4));
    let base = world
        .cache
        .directory("guests")
        .expect("guests")
        .join("python-before-3/base.mem");
    let guest = Image::open_ground(&base).expect("a ground").expect("whole");
    assert_eq!(world.prune(None, true), [""; 0]);
    drop((image, guest));
    assert_eq!(world.prune(None, true).len(), 6);
}

#[test]
fn by_age_only_what_was_not_used_since_goes() {
    let world = World::new();
    drop(world.images(OTHER, 4));
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(1);
    assert_eq!(world.prune(Some(long_ago), true), [""; 0]);
    let path = world.image(&format!("python-learner-{OTHER}"));
    let file = fs::OpenOptions::new().write(true).open(path).expect("an image");
    file.set_modified(SystemTime::UNIX_EPOCH).expect("a time");
    assert_eq!(
        world.prune(Some(long_ago), true),
        [
            format!("python-learner-{OTHER}.mem"),
            format!("python-learner-{OTHER}.mem.json")
        ]
    );
}
