//! Path resolution inside one tree: no step leaves the directory it started from.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::errno::Errno;
use super::tree::{Kind, NodeId, Tree};
use crate::work::{Meter, Work};

/// Longest path, in bytes, and longest name, as Linux has them.
pub(super) const MAX_PATH: usize = 4095;
const MAX_NAME: usize = 255;
/// Symbolic links followed before a path counts as endless.
const MAX_LINKS: usize = 32;

/// Where a path leads: the directory it ends in, the last name, and the node there if there is one.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) parent: NodeId,
    /// Empty when the path ends in `.` or `..`, and so names a directory without a name to it.
    pub(super) name: Box<str>,
    pub(super) node: Option<NodeId>,
    /// The path ended in `/`, so only a directory will do.
    pub(super) directory_wanted: bool,
}

/// What becomes of a symbolic link that a path ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastLink {
    /// It is followed.
    Followed,
    /// It is what was meant, unless a slash after it asks for the directory that it leads to.
    Meant,
    /// It is a name like any other: for calls that make, move or remove names.
    Name,
}

/// Resolves `path` from the directory `start`.
pub(super) fn resolve(
    tree: &Tree,
    start: NodeId,
    path: &str,
    last_link: LastLink,
    meter: &mut Meter,
) -> Result<Resolved, Errno> {
    if path.is_empty() {
        return Err(Errno::NotFound);
    }
    if path.len() > MAX_PATH {
        return Err(Errno::NameTooLong);
    }
    if path.starts_with('/') {
        return Err(Errno::NotCapable);
    }
    let mut directory_wanted = path.ends_with('/');
    let follow = match last_link {
        LastLink::Followed => true,
        LastLink::Meant => directory_wanted,
        LastLink::Name => false,
    };
    // Components still to walk, last one first; directories walked through, so that `..` can go back.
    let mut pending: Vec<&str> = Vec::new();
    push_components(path, &mut pending, meter)?;
    let mut trail = vec![start];
    let mut links = 0;
    while let Some(name) = pending.pop() {
        let here = *trail.last().ok_or(Errno::NotCapable)?;
        if name == ".." {
            trail.pop();
            if trail.is_empty() {
                return Err(Errno::NotCapable);
            }
            continue;
        }
        if name == "." {
            continue;
        }
        if name.len() > MAX_NAME {
            return Err(Errno::NameTooLong);
        }
        let Kind::Directory(entries) = &tree.nodes[here].kind else {
            return Err(Errno::NotDirectory);
        };
        let (name, node) = find(entries, name, meter)?;
        let last = pending.is_empty();
        match node.map(|id| (id, &tree.nodes[id].kind)) {
            Some((_, Kind::Link(target))) if !last || follow => {
                links += 1;
                if links > MAX_LINKS {
                    return Err(Errno::TooManyLinks);
                }
                if target.starts_with('/') {
                    return Err(Errno::NotCapable);
                }
                // A slash at the end of the link counts as one at the end of the path.
                directory_wanted |= last && target.ends_with('/');
                push_components(target, &mut pending, meter)?;
            }
            _ if last => {
                return Ok(Resolved {
                    parent: here,
                    name: name.into(),
                    node,
                    directory_wanted,
                });
            }
            Some((id, Kind::Directory(_))) => trail.push(id),
            Some(_) => return Err(Errno::NotDirectory),
            None => return Err(Errno::NotFound),
        }
    }
    // The path ended in `.` or `..`: it names a directory we stand in.
    let here = *trail.last().ok_or(Errno::NotCapable)?;
    Ok(Resolved {
        parent: here,
        name: "".into(),
        node: Some(here),
        directory_wanted,
    })
}

/// The entry of a name, and the name that the directory has for it. `é` in one character and `e` with an accent after
/// it are one name, as they are on a Mac: files come from there, and code that opens them is typed elsewhere.
fn find<'a>(
    entries: &'a BTreeMap<Box<str>, NodeId>,
    name: &'a str,
    meter: &mut Meter,
) -> Result<(&'a str, Option<NodeId>), Errno> {
    if let Some(node) = entries.get(name) {
        return Ok((name, Some(*node)));
    }
    if name.is_ascii() {
        return Ok((name, None));
    }
    for (other, node) in entries {
        meter.spend(Work::Entry, 1)?;
        if other.is_ascii() {
            continue;
        }
        meter.spend(Work::Item, other.len() + name.len())?;
        if other.nfc().eq(name.nfc()) {
            return Ok((other, Some(*node)));
        }
    }
    Ok((name, None))
}

/// Puts a path's components on a list, last one first. A `.` counts at the end alone, where it asks for a directory that
/// is there. Looking them up is paid here.
fn push_components<'a>(path: &'a str, pending: &mut Vec<&'a str>, meter: &mut Meter) -> Result<(), Errno> {
    meter.spend(Work::ReadByte, path.len())?;
    let mut is_last = true;
    for component in path.rsplit('/').filter(|c| !c.is_empty()) {
        if component != "." || is_last {
            meter.spend(Work::Component, 1)?;
            pending.push(component);
        }
        is_last = false;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::tree::{Node, ROOT};

    #[test]
    fn an_accent_composed_or_not_is_one_name() {
        let tree = Tree::new().with_file("d/donne\u{301}es.csv", vec![1].into());
        let found = resolve(&tree, ROOT, "d/donn\u{e9}es.csv", LastLink::Followed).unwrap();
        assert_eq!(&*found.name, "donne\u{301}es.csv");
        assert!(found.node.is_some());
        let other = resolve(&tree, ROOT, "d/donnees.csv", LastLink::Followed).unwrap();
        assert!(other.node.is_none());
    }

    fn resolve(tree: &Tree, start: NodeId, path: &str, last_link: LastLink) -> Result<Resolved, Errno> {
        super::resolve(tree, start, path, last_link, &mut Meter::new(1 << 40))
    }

    fn tree_with_link(name: &str, target: &str) -> Tree {
        let mut tree = Tree::new().with_file("a/b/c.txt", vec![1].into());
        let link = tree.insert(Node::new(Kind::Link(target.into()), 0));
        let Kind::Directory(entries) = &mut tree.nodes[ROOT].kind else {
            unreachable!()
        };
        entries.insert(name.into(), link);
        tree
    }

    #[test]
    fn dot_dot_never_leaves_the_start() {
        let tree = Tree::new().with_file("a/b/c.txt", vec![1].into());
        assert_eq!(
            resolve(&tree, ROOT, "..", LastLink::Followed).unwrap_err(),
            Errno::NotCapable
        );
        assert_eq!(
            resolve(&tree, ROOT, "a/../..", LastLink::Followed).unwrap_err(),
            Errno::NotCapable
        );
        assert_eq!(
            resolve(&tree, ROOT, "/a", LastLink::Followed).unwrap_err(),
            Errno::NotCapable
        );
        let inside = resolve(&tree, ROOT, "a/b/../b/./c.txt", LastLink::Followed).unwrap();
        assert_eq!(tree.nodes[inside.node.unwrap()].size(), 1);
        // From a directory deeper down, its own parent is out of reach too.
        assert_eq!(
            resolve(&tree, inside.parent, "../../a", LastLink::Followed).unwrap_err(),
            Errno::NotCapable
        );
    }

    #[test]
    fn links_stay_inside_and_come_to_an_end() {
        let loops = tree_with_link("l", "l");
        assert_eq!(
            resolve(&loops, ROOT, "l", LastLink::Followed).unwrap_err(),
            Errno::TooManyLinks
        );
        let outside = tree_with_link("l", "/etc/passwd");
        assert_eq!(
            resolve(&outside, ROOT, "l", LastLink::Followed).unwrap_err(),
            Errno::NotCapable
        );
        let above = tree_with_link("l", "../x");
        assert_eq!(
            resolve(&above, ROOT, "l", LastLink::Followed).unwrap_err(),
            Errno::NotCapable
        );
        let fine = tree_with_link("l", "a/b");
        assert!(
            resolve(&fine, ROOT, "l/c.txt", LastLink::Followed)
                .unwrap()
                .node
                .is_some()
        );
        let unfollowed = resolve(&fine, ROOT, "l", LastLink::Meant).unwrap();
        assert!(matches!(fine.nodes[unfollowed.node.unwrap()].kind, Kind::Link(_)));
    }

    #[test]
    fn a_missing_last_name_is_no_error_but_a_missing_directory_is() {
        let tree = Tree::new().with_file("a/b/c.txt", vec![1].into());
        assert!(
            resolve(&tree, ROOT, "a/new", LastLink::Followed)
                .unwrap()
                .node
                .is_none()
        );
        assert_eq!(
            resolve(&tree, ROOT, "x/new", LastLink::Followed).unwrap_err(),
            Errno::NotFound
        );
        assert_eq!(
            resolve(&tree, ROOT, "a/b/c.txt/d", LastLink::Followed).unwrap_err(),
            Errno::NotDirectory
        );
    }
}
