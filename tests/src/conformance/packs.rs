//! Published packs.

use std::collections::BTreeMap;

use spyrales_core::digest::Digest;
use spyrales_core::store::{Published, StoreError};

use super::{Database, at};

type Files = BTreeMap<String, Vec<u8>>;

fn files(text: &str) -> Files {
    // One file that all versions share, one of its own, one that isn't text, one that is empty.
    BTreeMap::from([
        (
            "data/communes.csv".to_owned(),
            b"code;nom\n01001;L'Abergement\n".to_vec(),
        ),
        ("pack.toml".to_owned(), text.as_bytes().to_vec()),
        ("data/carte.png".to_owned(), vec![0x89, 0, 0xFF, 0xFE]),
        ("vide".to_owned(), Vec::new()),
    ])
}

/// The same version with the same files is no change; with others it is refused.
pub async fn a_published_version_never_changes(database: &dyn Database) {
    let store = database.open().await;
    let (first, other) = (Digest::of(b"first"), Digest::of(b"other"));
    let publish = async |digest, text: &str| store.publish("p", "1.0.0", digest, &files(text), at(0)).await;
    assert_eq!(publish(first, "a").await.unwrap(), Published::Added);
    assert_eq!(publish(first, "a").await.unwrap(), Published::Unchanged);
    let changed = publish(other, "b").await;
    assert!(
        matches!(changed, Err(StoreError::VersionPublished { .. })),
        "{changed:?}"
    );
    assert_eq!(store.pack_files(other).await.unwrap(), None);
    assert_eq!(store.pack_files(first).await.unwrap(), Some(files("a")));
}

/// By semantic versions, not by text and not by time; what came before can still be read.
pub async fn the_current_version_is_the_highest_not_the_latest(database: &dyn Database) {
    let store = database.open().await;
    for (seconds, version) in ["1.9.0", "1.10.0", "1.2.0"].into_iter().enumerate() {
        let digest = Digest::of(version.as_bytes());
        let now = at(i64::try_from(seconds).unwrap());
        store
            .publish("p", version, digest, &files(version), now)
            .await
            .unwrap();
    }
    store
        .publish("a", "0.1.0", Digest::of(b"a"), &files("a"), at(9))
        .await
        .unwrap();
    let current = store.current_packs().await.unwrap();
    let named: Vec<_> = current
        .iter()
        .map(|pack| (pack.id.as_str(), pack.version.as_str()))
        .collect();
    assert_eq!(named, [("a", "0.1.0"), ("p", "1.10.0")]);
    assert_eq!(current[1].published, at(1));
    let old = store.pack_files(Digest::of(b"1.9.0")).await.unwrap();
    assert_eq!(old, Some(files("1.9.0")));
}

/// Text, other bytes and nothing at all.
pub async fn files_come_back_byte_for_byte(database: &dyn Database) {
    let store = database.open().await;
    let digest = Digest::of(b"pack");
    store
        .publish("p", "1.0.0", digest, &files("a"), at(0))
        .await
        .unwrap();
    let other_handle = database.open().await;
    assert_eq!(other_handle.pack_files(digest).await.unwrap(), Some(files("a")));
}
