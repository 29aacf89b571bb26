//! The Merkle tree of RFC 9162, section 2.1: hashes, proofs, and what they are computed from.

use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// A SHA-256 hash of the tree.
pub type Hash = [u8; 32];

/// A complete subtree: the one over the `2^level` leaves that begin at `position · 2^level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// How many times its leaves were paired; 0 is a leaf.
    pub level: u8,
    /// Which of its level, from the left.
    pub position: u64,
}

/// A complete subtree and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeHash {
    /// Which.
    pub node: Node,
    /// Its hash.
    pub hash: Hash,
}

/// The keeper of the tree has lost a node that it must have.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the log has no node {} of level {}", .0.position, .0.level)]
pub struct MissingNode(pub Node);

/// Leaves from the first, included, to the last, excluded; what one hash of a proof stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: u64,
    to: u64,
}

/// The hash of a leaf with this content: SHA-256(0x00 ‖ entry).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(entry)
        .finalize()
        .into()
}

/// The hash of two neighbours' parent: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let parent = Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right);
    parent.finalize().into()
}

impl Span {
    fn len(self) -> u64 {
        self.to - self.from
    }

    /// Where the recursion of RFC 9162 cuts it: after the largest power of two of leaves that isn't all of them.
    fn cut(self) -> u64 {
        self.from + (1 << (self.len() - 1).ilog2())
    }

    /// The complete subtrees that make it up, from the left. It begins where a subtree of its size may.
    fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut from = self.from;
        while from < self.to {
            let level = (self.to - from).ilog2();
            nodes.push(Node {
                level: level as u8,
                position: from >> level,
            });
            from += 1 << level;
        }
        nodes
    }

    /// Its hash; the empty span's is that of nothing.
    fn hash(self, read: &impl Fn(Node) -> Option<Hash>) -> Result<Hash, MissingNode> {
        let hashes: Vec<Hash> = self
            .nodes()
            .into_iter()
            .map(|node| read(node).ok_or(MissingNode(node)))
            .collect::<Result<_, _>>()?;
        let whole = hashes
            .into_iter()
            .rev()
            .reduce(|right, left| node_hash(&left, &right));
        Ok(whole.unwrap_or_else(|| Sha256::digest([]).into()))
    }
}

/// The nodes that [`append`] reads for a tree of `size` leaves.
#[must_use]
pub fn append_needs(size: u64) -> Vec<Node> {
    // A subtree is completed by its last leaf when all bits below are set; its left half is then complete.
    (0..size.trailing_ones() as u8)
        .map(|level| Node {
            level,
            position: (size >> level) - 1,
        })
        .collect()
}

/// The nodes that become complete when an entry is appended to a tree of `size` leaves: its leaf first.
pub fn append(
    size: u64,
    entry: &[u8],
    read: impl Fn(Node) -> Option<Hash>,
) -> Result<Vec<NodeHash>, MissingNode> {
    let mut hash = leaf_hash(entry);
    let mut added = vec![NodeHash {
        node: Node {
            level: 0,
            position: size,
        },
        hash,
    }];
    for left in append_needs(size) {
        hash = node_hash(&read(left).ok_or(MissingNode(left))?, &hash);
        let node = Node {
            level: left.level + 1,
            position: left.position >> 1,
        };
        added.push(NodeHash { node, hash });
    }
    Ok(added)
}

/// The nodes that [`root`] reads.
#[must_use]
pub fn root_needs(size: u64) -> Vec<Node> {
    Span { from: 0, to: size }.nodes()
}

/// The root of the tree's first `size` leaves.
pub fn root(size: u64, read: impl Fn(Node) -> Option<Hash>) -> Result<Hash, MissingNode> {
    Span { from: 0, to: size }.hash(&read)
}

/// The nodes that [`inclusion`] reads.
#[must_use]
pub fn inclusion_needs(index: u64, size: u64) -> Vec<Node> {
    path(index, size).into_iter().flat_map(Span::nodes).collect()
}

/// The proof that a leaf is in the tree of the first `size` leaves (RFC 9162, section 2.1.3.1): the hashes from the
/// leaf's neighbour to the root's child. Empty when `index` isn't below `size`.
pub fn inclusion(
    index: u64,
    size: u64,
    read: impl Fn(Node) -> Option<Hash>,
) -> Result<Vec<Hash>, MissingNode> {
    path(index, size)
        .into_iter()
        .map(|span| span.hash(&read))
        .collect()
}

fn path(index: u64, size: u64) -> Vec<Span> {
    let mut path = Vec::new();
    let mut within = Span { from: 0, to: size };
    while within.from <= index && index < within.to && within.len() > 1 {
        let (left, right) = halves(within);
        let (inner, outer) = if index < left.to {
            (left, right)
        } else {
            (right, left)
        };
        path.push(outer);
        within = inner;
    }
    path.reverse();
    path
}

fn halves(span: Span) -> (Span, Span) {
    let cut = span.cut();
    (
        Span {
            from: span.from,
            to: cut,
        },
        Span {
            from: cut,
            to: span.to,
        },
    )
}

/// The nodes that [`consistency`] reads.
#[must_use]
pub fn consistency_needs(old: u64, new: u64) -> Vec<Node> {
    extension(old, new).into_iter().flat_map(Span::nodes).collect()
}

/// The proof that the tree of `new` leaves only added to that of `old` leaves (RFC 9162, section 2.1.4.1). Empty when
/// there is nothing to prove: `old` is 0, or isn't below `new`.
pub fn consistency(
    old: u64,
    new: u64,
    read: impl Fn(Node) -> Option<Hash>,
) -> Result<Vec<Hash>, MissingNode> {
    extension(old, new)
        .into_iter()
        .map(|span| span.hash(&read))
        .collect()
}

fn extension(old: u64, new: u64) -> Vec<Span> {
    let mut proof = Vec::new();
    if old == 0 || old >= new {
        return proof;
    }
    let mut within = Span { from: 0, to: new };
    // Whether the old tree's own root is still what would be proved, which its holder knows.
    let mut known = true;
    while old != within.to {
        let (left, right) = halves(within);
        if old <= left.to {
            proof.push(right);
            within = left;
        } else {
            proof.push(left);
            within = right;
            known = false;
        }
    }
    if !known {
        proof.push(within);
    }
    proof.reverse();
    proof
}

/// The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2), or `None` if it can't be one.
#[must_use]
pub fn inclusion_root(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            // A node without a right neighbour rises unpaired until it has a left one.
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// Whether a consistency proof leads from the old root to the new one (RFC 9162, section 2.1.4.2).
#[must_use]
pub fn consistent(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == 0 || old_size >= new_size {
        return proof.is_empty() && old_size <= new_size && (old_size == 0 || old_root == new_root);
    }
    // An old tree that is one complete subtree is its own first hash.
    let mut hashes = proof.iter();
    let first = if old_size.is_power_of_two() {
        Some(old_root)
    } else {
        hashes.next()
    };
    let Some(first) = first else { return false };
    let (mut at, mut last) = (old_size - 1, new_size - 1);
    let trailing = at.trailing_ones();
    at >>= trailing;
    last >>= trailing;
    let (mut from_old, mut from_new) = (*first, *first);
    for hash in hashes {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            from_old = node_hash(hash, &from_old);
            from_new = node_hash(hash, &from_new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            from_new = node_hash(&from_new, hash);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && from_old == *old_root && from_new == *new_root
}

#[cfg(test)]
mod tests {
    use super::super::vectors::{published, tree};
    use super::*;

    #[test]
    fn every_proof_of_small_trees_holds_and_no_other_does() {
        let entries: Vec<Vec<u8>> = (0..40_u8).map(|i| vec![i; 5]).collect();
        let nodes = tree(&entries);
        let read = |node: Node| nodes.get(&node).copied();
        for size in 1..=40_u64 {
            let whole = root(size, read).unwrap();
            for index in 0..size {
                let proof = inclusion(index, size, read).unwrap();
                let leaf = leaf_hash(&entries[index as usize]);
                assert_eq!(inclusion_root(&leaf, index, size, &proof), Some(whole));
                for other in (0..size).filter(|other| *other != index) {
                    assert_ne!(inclusion_root(&leaf, other, size, &proof), Some(whole));
                }
                let longer = [proof.clone(), vec![whole]].concat();
                assert_eq!(inclusion_root(&leaf, index, size, &longer), None);
                if let Some((_, shorter)) = proof.split_last() {
                    assert_eq!(inclusion_root(&leaf, index, size, shorter), None);
                }
            }
            for old in 0..=size {
                let before = root(old, read).unwrap();
                let proof = consistency(old, size, read).unwrap();
                assert!(
                    consistent((old, &before), (size, &whole), &proof),
                    "{old} to {size}"
                );
                if old > 0 && old < size {
                    assert!(!consistent((old, &[7; 32]), (size, &whole), &proof));
                    assert!(!consistent((old, &before), (size, &[7; 32]), &proof));
                    assert!(!consistent((old, &before), (size, &whole), &proof[1..]));
                }
            }
        }
        assert_eq!(inclusion_root(&[0; 32], 5, 5, &[]), None);
        assert!(!consistent((5, &[0; 32]), (4, &[0; 32]), &[]));
    }

    #[test]
    fn a_lost_node_is_named() {
        let nodes = tree(&published());
        let lost = Node {
            level: 1,
            position: 0,
        };
        let read = |node: Node| nodes.get(&node).copied().filter(|_| node != lost);
        assert_eq!(root(2, read), Err(MissingNode(lost)));
    }
}
