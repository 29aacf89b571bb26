//! Published vectors: RFC 9162's example, certificate-transparency's test data, C2SP's notes and checkpoints.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::checkpoint::{Checkpoint, CheckpointError, LogKey};
use super::tree::{Hash, Node, append, consistency, consistent, inclusion, inclusion_root, leaf_hash, root};
use crate::key::ProofValue;
use crate::signer::{SecretKey, Signer as _};

/// The entries and roots of certificate-transparency's published Merkle test data, which RFC 9162's hashing keeps.
const ENTRIES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// The log of these entries.
pub(super) fn tree(entries: &[Vec<u8>]) -> BTreeMap<Node, Hash> {
    let mut nodes = BTreeMap::new();
    for (size, entry) in (0..).zip(entries) {
        for added in append(size, entry, |node| nodes.get(&node).copied()).unwrap() {
            assert_eq!(nodes.insert(added.node, added.hash), None, "a node is made once");
        }
    }
    nodes
}

/// Certificate-transparency's entries.
pub(super) fn published() -> Vec<Vec<u8>> {
    ENTRIES.iter().map(|entry| hex::decode(entry).unwrap()).collect()
}

fn hashes(hex: &[&str]) -> Vec<Hash> {
    hex.iter()
        .map(|hash| hex::decode(hash).unwrap().try_into().unwrap())
        .collect()
}

#[test]
fn the_published_roots() {
    let nodes = tree(&published());
    let empty = root(0, |_| None).unwrap();
    assert_eq!(
        hex::encode(empty),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    for (size, expected) in (1..).zip(ROOTS) {
        assert_eq!(
            hex::encode(root(size, |node| nodes.get(&node).copied()).unwrap()),
            expected,
            "{size}"
        );
    }
}

/// The proofs of the same test data, each led back to the published root.
#[test]
fn the_published_proofs() {
    let nodes = tree(&published());
    let read = |node: Node| nodes.get(&node).copied();
    let [h01, h23, h45, h0, h1, h5, h6] = [
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    ];
    let (h4567, first_four) = (
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ROOTS[3],
    );
    let inclusions: [(u64, u64, &[&str]); 5] = [
        (0, 1, &[]),
        (0, 8, &[h1, h23, h4567]),
        (5, 8, &[h5, h6, first_four]),
        (2, 3, &[h01]),
        (1, 5, &[h0, h23, h5]),
    ];
    for (index, size, path) in inclusions {
        let path = hashes(path);
        assert_eq!(inclusion(index, size, read).unwrap(), path, "{index} in {size}");
        let leaf = leaf_hash(&published()[usize::try_from(index).unwrap()]);
        let whole = root(size, read).unwrap();
        assert_eq!(
            inclusion_root(&leaf, index, size, &path),
            Some(whole),
            "{index} in {size}"
        );
    }
    let consistencies: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (1, 8, &[h1, h23, h4567]),
        (6, 8, &[h45, h6, first_four]),
        (2, 5, &[h23, h5]),
    ];
    for (old, new, path) in consistencies {
        let path = hashes(path);
        assert_eq!(consistency(old, new, read).unwrap(), path, "{old} to {new}");
        let [before, after] = [old, new].map(|size| root(size, read).unwrap());
        assert!(consistent((old, &before), (new, &after), &path), "{old} to {new}");
    }
}

/// RFC 9162, section 2.1.5: the proofs of a tree of seven entries, by the names of its nodes there.
#[test]
fn the_example_of_rfc_9162() {
    let entries: Vec<Vec<u8>> = (0..7_u8).map(|entry| vec![entry]).collect();
    let nodes = tree(&entries);
    let read = |node: Node| nodes.get(&node).copied();
    let named = |name: char| {
        let (level, position) = match name {
            'a'..='f' => (0, u64::from(name) - u64::from('a')),
            'j' => (0, 6),
            'g'..='i' => (1, u64::from(name) - u64::from('g')),
            'k' => (2, 0),
            // Not complete, so not a node that is kept.
            'l' => return super::tree::node_hash(&nodes[&node(1, 2)], &nodes[&node(0, 6)]),
            other => unreachable!("{other}"),
        };
        nodes[&node(level, position)]
    };
    for (index, path) in [(0, "bhl"), (3, "cgl"), (4, "fjk"), (6, "ik")] {
        let path: Vec<Hash> = path.chars().map(named).collect();
        assert_eq!(inclusion(index, 7, read).unwrap(), path, "d{index}");
    }
    for (old, path) in [(3, "cdgl"), (4, "l"), (6, "ijk")] {
        let path: Vec<Hash> = path.chars().map(named).collect();
        assert_eq!(consistency(old, 7, read).unwrap(), path, "{old}");
    }
}

fn node(level: u8, position: u64) -> Node {
    Node { level, position }
}

/// The secret key of a `PRIVATE+KEY+NAME+HASH+KEY` line, as Go's `note` package writes it.
fn secret(line: &str) -> SecretKey {
    let bytes = STANDARD.decode(line.splitn(5, '+').last().unwrap()).unwrap();
    assert_eq!(bytes[0], 1, "Ed25519");
    SecretKey::new(ed25519_dalek::SigningKey::from_bytes(
        bytes[1..].try_into().unwrap(),
    ))
}

/// The note in the tests of `golang.org/x/mod/sumdb/note`, the reference that C2SP `signed-note` names.
#[test]
fn the_note_of_the_reference() {
    let line = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let key: LogKey = line.parse().unwrap();
    assert_eq!((key.name(), key.to_string()), ("PeterNeumann", line.to_owned()));
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let signature =
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    let bytes = STANDARD.decode(signature).unwrap();
    assert_eq!(bytes[..4], key.id());
    let value = ProofValue(bytes[4..].try_into().unwrap());
    assert!(key.key().verifies(text.as_bytes(), &value));
    let secret = secret("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    assert_eq!(secret.sign(text.as_bytes()).unwrap(), bytes[4..]);
    // The same tests: a key of another hash, with the hash put right of another length, and of another kind.
    for wrong in [
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ] {
        assert!(wrong.parse::<LogKey>().is_err(), "{wrong}");
    }
}

/// A checkpoint that Tessera, another implementation, signed with the key of its own test log, and that key.
#[test]
fn a_checkpoint_of_another_implementation() {
    let key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    let secret =
        secret("PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg");
    let note = "example.com/log/testdata\n100270\nGRV1O0dCqmjjPvYi7CtOT79zb/fPwLNsMFWsynwU8Ac=\n\n\
        \u{2014} example.com/log/testdata \
        M9e0lkcvy5bAe7rrC8tCyAP+my+CLzswA91zOpBNWVU7qCojkUOHnfdQzDImoYeYH8G8PJSwOqsx0RkSa261OmKVwwM=\n";
    let key: LogKey = key.parse().unwrap();
    let checkpoint = Checkpoint::open(note, &key).unwrap();
    assert_eq!(checkpoint.size, 100_270);
    assert_eq!(checkpoint.sign(&key, &secret).unwrap(), note);
    let larger = note.replace("100270", "100271");
    assert_eq!(Checkpoint::open(&larger, &key), Err(CheckpointError::NotSigned));
}

/// The example of C2SP `tlog-checkpoint`, whose key isn't published: its form is ours, and without its key it is refused.
#[test]
fn the_checkpoint_of_the_specification() {
    let body = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let note = format!(
        "{body}\n\u{2014} example.com/behind-the-sofa \
         Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    );
    let root = STANDARD
        .decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        .unwrap();
    let checkpoint = Checkpoint {
        size: 20_852_163,
        root: root.try_into().unwrap(),
    };
    assert_eq!(checkpoint.text("example.com/behind-the-sofa"), body);
    let other = SecretKey::new(ed25519_dalek::SigningKey::from_bytes(&[3; 32]));
    let key = LogKey::named("example.com/behind-the-sofa", other.public_key()).unwrap();
    assert_eq!(Checkpoint::open(&note, &key), Err(CheckpointError::NotSigned));
}
