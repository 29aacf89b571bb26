//! One namespace over all mounts, for guests whose C library hands over whole paths.
//!
//! `.` and `..` are taken out of a path before anything is looked up, so `..` after a symbolic link to a
//! directory leads back to where the link is. A link never leaves its mount.

use super::errno::Errno;
use super::file_system::FileSystem;
use super::stat::Location;
use super::tree::ROOT;
use crate::work::{Meter, Work};

impl FileSystem {
    /// An absolute path without `.`, `..` and doubled slashes; `directory` is where a relative one starts.
    pub(crate) fn absolute(directory: &str, path: &str, meter: &mut Meter) -> Result<String, Errno> {
        if path.is_empty() {
            return Err(Errno::NotFound);
        }
        let start = if path.starts_with('/') { "" } else { directory };
        meter.spend(Work::ReadByte, start.len() + path.len())?;
        let mut kept: Vec<&str> = Vec::new();
        for component in start.split('/').chain(path.split('/')) {
            match component {
                "" | "." => {}
                ".." => {
                    kept.pop();
                }
                name => {
                    meter.spend(Work::Slot, 1)?;
                    kept.push(name);
                }
            }
        }
        Ok(format!("/{}", kept.join("/")))
    }

    /// The mount that an absolute path lies in, and the rest of the path: `.` for the mount itself.
    pub(crate) fn locate<'a>(
        &self,
        absolute: &'a str,
        meter: &mut Meter,
    ) -> Result<(Location, &'a str), Errno> {
        meter.spend(Work::Component, self.mounts().count())?;
        let below = |mount: &str| {
            let rest = absolute.strip_prefix(mount.trim_end_matches('/'))?;
            (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/'))
        };
        self.mounts()
            .filter_map(|(index, mount)| Some((mount.len(), index, below(mount)?)))
            .max_by_key(|&(len, _, _)| len)
            .map(|(_, mount, rest)| {
                let rest = if rest.is_empty() { "." } else { rest };
                (Location { mount, node: ROOT }, rest)
            })
            .ok_or(Errno::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fs::{Mount, Quota, Tree};

    #[test]
    fn a_path_lies_in_the_deepest_mount_that_holds_it() {
        let root = Tree::new().with_file("work.txt", vec![1].into());
        let mounts = vec![
            Mount::ReadOnly {
                path: "/",
                tree: Arc::new(root),
            },
            Mount::Writable {
                path: "/work",
                tree: Tree::new(),
            },
        ];
        let fs = FileSystem::new(mounts, Quota::default());
        let mut meter = Meter::new(1 << 30);
        let mut place = |path: &str| {
            let path = FileSystem::absolute("/work/sub", path, &mut meter).unwrap();
            fs.locate(&path, &mut meter)
                .map(|(at, rest)| (at.mount, rest.to_owned()))
        };
        assert_eq!(place("a.txt").unwrap(), (1, "sub/a.txt".to_owned()));
        assert_eq!(place("..").unwrap(), (1, ".".to_owned()));
        assert_eq!(place("../../work.txt").unwrap(), (0, "work.txt".to_owned()));
        assert_eq!(place("/../../work/./b//c").unwrap(), (1, "b/c".to_owned()));
        assert_eq!(place("/").unwrap(), (0, ".".to_owned()));
        assert_eq!(FileSystem::absolute("/", "", &mut meter), Err(Errno::NotFound));
    }
}
