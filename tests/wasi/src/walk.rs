//! All that lies in a guest's writable directory, read with the guest's own calls.

use std::collections::BTreeMap;

use crate::operation::{Fd, Mode, Operation};
use crate::outcome::{DIRECTORY, FILE, LINK, Outcome};
use crate::path::Path;
use crate::world::World;

/// What lies at a path: its kind, and a file's bytes or where a link leads.
pub(crate) type Tree = BTreeMap<String, (u8, Vec<u8>)>;

/// The tree below the writable directory.
pub(crate) fn tree(world: &mut World) -> Tree {
    let mut found = Tree::new();
    directory(world, "", &mut found);
    found
}

fn directory(world: &mut World, prefix: &str, found: &mut Tree) {
    let place = if prefix.is_empty() { "." } else { prefix };
    for (name, kind) in with_open(world, place, true, |world, fd| {
        world.perform(&Operation::List(fd, 4096))
    })
    .entries()
    {
        let name = String::from_utf8(name).expect("a name in UTF-8");
        if name == "." || name == ".." {
            continue;
        }
        let path = format!("{prefix}{name}");
        let content = match kind {
            FILE => with_open(world, &path, false, |world, fd| {
                world.perform(&Operation::ReadAt(fd, 1 << 18, 0))
            }),
            LINK => world.perform(&Operation::ReadLink(Fd::Own, path.as_str().into(), 4096)),
            _ => Outcome::Bytes(Vec::new()),
        };
        let Outcome::Bytes(content) = content else {
            panic!("reading {path}: {content:?}");
        };
        found.insert(path.clone(), (kind, content));
        if kind == DIRECTORY {
            directory(world, &format!("{path}/"), found);
        }
    }
}

fn with_open(
    world: &mut World,
    path: &str,
    directory: bool,
    then: impl FnOnce(&mut World, Fd) -> Outcome,
) -> Outcome {
    let mode = Mode {
        read: true,
        directory,
        ..Mode::default()
    };
    let opened = world.perform(&Operation::Open(Fd::Own, Path::from(path), mode));
    assert_eq!(opened, Outcome::Opened, "opening {path}");
    let fd = world.newest();
    let outcome = then(world, fd);
    assert_eq!(world.perform(&Operation::Close(fd)), Outcome::Done);
    outcome
}

impl Outcome {
    fn entries(self) -> Vec<(Vec<u8>, u8)> {
        match self {
            Self::Entries(entries) => entries,
            other => panic!("listing a directory: {other:?}"),
        }
    }
}
