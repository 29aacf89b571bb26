//! A guest that makes any calls with any paths, and what must hold whatever they are: nothing is written beyond
//! the quota, nothing in a read-only tree changes, and what was written last is what is read.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::fs::{FileSystem, Location, Mount, Opening, Quota, StatKind, Tree};
use crate::work::Meter;

const QUOTA: Quota = Quota {
    bytes: 4096,
    nodes: 24,
    descriptors: 8,
};
/// More than any of the calls takes.
const FUEL: u64 = 1 << 40;
const SHARED: &[u8] = b"shared";
/// Files that are open at the same time.
const OPEN: usize = 4;

/// The calls, as the bytes spell them.
struct Script<'a>(&'a [u8]);

impl Script<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Small numbers, and those near the ends of what 64 bits hold.
    fn number(&mut self) -> Option<u64> {
        let shift = self.byte()?;
        let number = u64::from(self.byte()?) << (shift & 63);
        Some(if shift & 64 == 0 { number } else { !number })
    }

    /// Any text of up to 31 bytes, or a few pieces of paths that mean something here.
    fn path(&mut self) -> Option<String> {
        const PIECES: [&str; 8] = ["a", "b", "/", "..", ".", "kept", "folder", "/lib/shared"];
        let head = self.byte()?;
        let length = usize::from(head & 31).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        if head & 0x80 == 0 {
            return Some(String::from_utf8_lossy(text).into_owned());
        }
        Some(
            text.iter()
                .map(|piece| PIECES[usize::from(*piece) % PIECES.len()])
                .collect(),
        )
    }
}

fn start() -> FileSystem {
    let library = Tree::new().with_file("shared", SHARED.to_vec().into());
    let own = Tree::new()
        .with_file("kept", SHARED.to_vec().into())
        .with_directory("folder");
    let mounts = vec![
        Mount::ReadOnly {
            path: "/lib",
            tree: Arc::new(library),
        },
        Mount::Writable {
            path: "/work",
            tree: own,
        },
    ];
    FileSystem::new(mounts, QUOTA)
}

/// Makes the calls.
///
/// # Panics
///
/// When a promise is broken.
pub fn play(bytes: &[u8]) {
    let mut script = Script(bytes);
    let mut fs = start();
    let mut open: Vec<Location> = Vec::new();
    for now in 0.. {
        if call(&mut script, &mut fs, &mut open, now).is_none() {
            break;
        }
        hold(&fs);
    }
    for at in open {
        fs.release(at);
    }
    hold(&fs);
}

fn call(script: &mut Script<'_>, fs: &mut FileSystem, open: &mut Vec<Location>, now: u64) -> Option<()> {
    let what = script.byte()?;
    let meter = &mut Meter::new(FUEL);
    let path = FileSystem::absolute("/work", &script.path()?, meter);
    let Ok(path) = path else { return Some(()) };
    let Ok((at, rest)) = fs.locate(&path, meter) else {
        return Some(());
    };
    match what % 13 {
        0 => {
            let how = script.byte()?;
            let how = Opening {
                create: how & 1 != 0,
                exclusive: how & 2 != 0,
                truncate: how & 4 != 0,
                directory: how & 8 != 0,
                write: how & 16 != 0,
                follow: how & 32 != 0,
            };
            if open.len() < OPEN
                && let Ok(opened) = fs.open(at, rest, how, now, meter)
            {
                open.push(opened);
            }
        }
        1 if !open.is_empty() => {
            let index = usize::from(script.byte()?) % open.len();
            fs.release(open.swap_remove(index));
        }
        2 if !open.is_empty() => {
            let file = open[usize::from(script.byte()?) % open.len()];
            let offset = script.number()?;
            let data = vec![what; 1 + usize::from(script.byte()?)];
            if fs.write(file, offset, &data, now, meter).is_ok() {
                let mut read = vec![0; data.len()];
                assert_eq!(
                    fs.read(file, offset, &mut read, meter),
                    Ok(data.len()),
                    "what was written is there"
                );
                assert_eq!(read, data, "what is read is what was written last");
            }
        }
        3 if !open.is_empty() => {
            let file = open[usize::from(script.byte()?) % open.len()];
            let size = script.number()?;
            if fs.set_size(file, size, now, meter).is_ok() {
                assert_eq!(fs.stat(file).size, size, "a file has the size that it was given");
            }
        }
        4 => _ = fs.create_directory(at, rest, now, meter),
        5 => {
            let target = script.path()?;
            if fs.symlink(at, rest, &target, now, meter).is_ok() {
                assert_eq!(
                    fs.read_link(at, rest, meter),
                    Ok(target.as_str()),
                    "a link says where it leads"
                );
            }
        }
        6 => _ = fs.read_link(at, rest, meter),
        7 => _ = fs.unlink(at, rest, meter),
        8 => _ = fs.remove_directory(at, rest, meter),
        9 | 10 => {
            let Ok(other) = FileSystem::absolute("/work", &script.path()?, meter) else {
                return Some(());
            };
            let Ok((to, new)) = fs.locate(&other, meter) else {
                return Some(());
            };
            if what % 13 == 9 {
                _ = fs.rename(at, rest, to, new, now, meter);
            } else {
                _ = fs.link(at, rest, to, new, now, meter);
            }
        }
        11 => {
            if let Ok(stat) = fs.stat_path(at, rest, what & 16 != 0, meter)
                && stat.kind == StatKind::Directory
            {
                let mut entries = 0;
                let listed = fs.each_entry(stat.location, 0, meter, |_, _, _| {
                    entries += 1;
                    Ok(ControlFlow::Continue(()))
                });
                assert_eq!(listed, Ok(()), "a directory can be listed");
                assert!(
                    entries <= QUOTA.nodes + 2,
                    "a directory holds no more than there may be"
                );
            }
        }
        _ => {}
    }
    Some(())
}

/// What holds after any call.
fn hold(fs: &FileSystem) {
    let meter = &mut Meter::new(FUEL);
    let (library, rest) = fs.locate("/lib/shared", meter).expect("the library is mounted");
    let shared = fs.stat_path(library, rest, true, meter).expect("what is shared stays");
    let mut bytes = [0; SHARED.len() + 1];
    assert_eq!(
        fs.read(shared.location, 0, &mut bytes, meter),
        Ok(SHARED.len()),
        "what is shared stays as it was"
    );
    assert_eq!(&bytes[..SHARED.len()], SHARED, "what is shared stays as it was");
    let written = fs.written("/work");
    let total: u64 = written.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    // A file under two names is listed twice.
    let names = written.len() as u64;
    assert!(total <= QUOTA.bytes * names.max(1), "more bytes than the quota");
    assert!(
        written.iter().all(|(_, bytes)| bytes.len() as u64 <= QUOTA.bytes),
        "a file above the quota"
    );
    assert!(
        fs.directories("/work").len() <= QUOTA.nodes + 2,
        "more folders than the quota"
    );
}
