//! Path resolution inside one tree: no step leaves the directory it started from.

use super::errno::Errno;
use super::tree::{Kind, NodeId, Tree};

/// Longest path, in bytes, and longest name, as Linux has them.
const MAX_PATH: usize = 4096;
const MAX_NAME: usize = 255;
/// Symbolic links followed before a path counts as endless.
const MAX_LINKS: usize = 32;

/// Where a path leads: the directory it ends in, the last name, and the node there if there is one.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) parent: NodeId,
    /// Empty when the path names the starting directory itself.
    pub(super) name: Box<str>,
    pub(super) node: Option<NodeId>,
    /// The path ended in `/`, so only a directory will do.
    pub(super) directory_wanted: bool,
}

/// Resolves `path` from the directory `start`; a last symbolic link is followed when `follow` is set.
pub(super) fn resolve(tree: &Tree, start: NodeId, path: &str, follow: bool) -> Result<Resolved, Errno> {
    if path.is_empty() {
        return Err(Errno::NotFound);
    }
    if path.len() > MAX_PATH {
        return Err(Errno::NameTooLong);
    }
    if path.starts_with('/') {
        return Err(Errno::NotCapable);
    }
    let directory_wanted = path.ends_with('/');
    // Components still to walk, last one first; directories walked through, so that `..` can go back.
    let mut pending: Vec<String> = components(path);
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
        if name.len() > MAX_NAME {
            return Err(Errno::NameTooLong);
        }
        let Kind::Directory(entries) = &tree.nodes[here].kind else {
            return Err(Errno::NotDirectory);
        };
        let node = entries.get(name.as_str()).copied();
        let last = pending.is_empty();
        match node.map(|id| (id, &tree.nodes[id].kind)) {
            Some((_, Kind::Link(target))) if !last || follow || directory_wanted => {
                links += 1;
                if links > MAX_LINKS {
                    return Err(Errno::TooManyLinks);
                }
                if target.starts_with('/') {
                    return Err(Errno::NotCapable);
                }
                pending.extend(components(target));
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
    // Only `.` and `..` were left: the path names a directory we stand in.
    let here = *trail.last().ok_or(Errno::NotCapable)?;
    Ok(Resolved {
        parent: here,
        name: "".into(),
        node: Some(here),
        directory_wanted,
    })
}

fn components(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|c| !c.is_empty() && *c != ".")
        .rev()
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::tree::{Node, ROOT};

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
        assert_eq!(resolve(&tree, ROOT, "..", true).unwrap_err(), Errno::NotCapable);
        assert_eq!(
            resolve(&tree, ROOT, "a/../..", true).unwrap_err(),
            Errno::NotCapable
        );
        assert_eq!(resolve(&tree, ROOT, "/a", true).unwrap_err(), Errno::NotCapable);
        let inside = resolve(&tree, ROOT, "a/b/../b/./c.txt", true).unwrap();
        assert_eq!(tree.nodes[inside.node.unwrap()].size(), 1);
        // From a directory deeper down, its own parent is out of reach too.
        assert_eq!(
            resolve(&tree, inside.parent, "../../a", true).unwrap_err(),
            Errno::NotCapable
        );
    }

    #[test]
    fn links_stay_inside_and_come_to_an_end() {
        let loops = tree_with_link("l", "l");
        assert_eq!(resolve(&loops, ROOT, "l", true).unwrap_err(), Errno::TooManyLinks);
        let outside = tree_with_link("l", "/etc/passwd");
        assert_eq!(resolve(&outside, ROOT, "l", true).unwrap_err(), Errno::NotCapable);
        let above = tree_with_link("l", "../x");
        assert_eq!(resolve(&above, ROOT, "l", true).unwrap_err(), Errno::NotCapable);
        let fine = tree_with_link("l", "a/b");
        assert!(resolve(&fine, ROOT, "l/c.txt", true).unwrap().node.is_some());
        let unfollowed = resolve(&fine, ROOT, "l", false).unwrap();
        assert!(matches!(fine.nodes[unfollowed.node.unwrap()].kind, Kind::Link(_)));
    }

    #[test]
    fn a_missing_last_name_is_no_error_but_a_missing_directory_is() {
        let tree = Tree::new().with_file("a/b/c.txt", vec![1].into());
        assert!(resolve(&tree, ROOT, "a/new", true).unwrap().node.is_none());
        assert_eq!(resolve(&tree, ROOT, "x/new", true).unwrap_err(), Errno::NotFound);
        assert_eq!(
            resolve(&tree, ROOT, "a/b/c.txt/d", true).unwrap_err(),
            Errno::NotDirectory
        );
    }
}
