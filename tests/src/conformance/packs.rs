//! Published packs.

use std::collections::BTreeMap;

use spyrales_core::digest::Digest;
use spyrales_core::store::{AuditAction, DraftPublished, PackDraft, Published, Store, StoreError};

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
    let publish =
        async |digest, text: &str| wrote!(store, publish("p", "1.0.0", digest, &files(text), at(0)));
    assert_eq!(publish(first, "a").await.unwrap(), Published::Added);
    assert_eq!(publish(first, "a").await.unwrap(), Published::Unchanged);
    let changed = publish(other, "b").await;
    assert!(
        matches!(changed, Err(StoreError::VersionPublished { .. })),
        "{changed:?}"
    );
    assert_eq!(
        store.reader().await.unwrap().pack_files(other).await.unwrap(),
        None
    );
    assert_eq!(
        store.reader().await.unwrap().pack_files(first).await.unwrap(),
        Some(files("a"))
    );
}

/// By semantic versions, not by text and not by time; what came before can still be read.
pub async fn the_current_version_is_the_highest_not_the_latest(database: &dyn Database) {
    let store = database.open().await;
    for (seconds, version) in ["1.9.0", "1.10.0", "1.2.0"].into_iter().enumerate() {
        let digest = Digest::of(version.as_bytes());
        let now = at(i64::try_from(seconds).unwrap());
        wrote!(store, publish("p", version, digest, &files(version), now)).unwrap();
    }
    wrote!(store, publish("a", "0.1.0", Digest::of(b"a"), &files("a"), at(9))).unwrap();
    let current = store.reader().await.unwrap().current_packs().await.unwrap();
    let named: Vec<_> = current
        .iter()
        .map(|pack| (pack.id.as_str(), pack.version.as_str()))
        .collect();
    assert_eq!(named, [("a", "0.1.0"), ("p", "1.10.0")]);
    assert_eq!(current[1].published, at(1));
    let old = store
        .reader()
        .await
        .unwrap()
        .pack_files(Digest::of(b"1.9.0"))
        .await
        .unwrap();
    assert_eq!(old, Some(files("1.9.0")));
}

/// Text, other bytes and nothing at all.
pub async fn files_come_back_byte_for_byte(database: &dyn Database) {
    let store = database.open().await;
    let digest = Digest::of(b"pack");
    wrote!(store, publish("p", "1.0.0", digest, &files("a"), at(0))).unwrap();
    let other_handle = database.open().await;
    assert_eq!(
        other_handle
            .reader()
            .await
            .unwrap()
            .pack_files(digest)
            .await
            .unwrap(),
        Some(files("a"))
    );
}

fn draft(version: &str, digest: Digest, seconds: i64) -> PackDraft {
    PackDraft {
        id: "p".to_owned(),
        version: version.to_owned(),
        digest,
        by: "dominique".to_owned(),
        uploaded: at(seconds),
    }
}

async fn current(store: &dyn Store) -> Vec<String> {
    let packs = store.reader().await.unwrap().current_packs().await.unwrap();
    packs.into_iter().map(|pack| pack.version).collect()
}

/// Nobody sees a draft among what is published; it is published with the files that its trainer saw, and no others.
pub async fn a_draft_is_apart_until_it_is_published_as_the_highest_version(database: &dyn Database) {
    let store = database.open().await;
    let (first, second) = (Digest::of(b"first"), Digest::of(b"second"));
    wrote!(store, save_pack_draft(draft("1.0.0", first, 1), &files("a"))).unwrap();
    wrote!(store, save_pack_draft(draft("1.0.0", second, 2), &files("b"))).unwrap();
    let other = database.open().await;
    assert_eq!(
        other.reader().await.unwrap().pack_drafts().await.unwrap(),
        [draft("1.0.0", second, 2)]
    );
    assert_eq!(
        other
            .reader()
            .await
            .unwrap()
            .pack_draft_files("p", "1.0.0")
            .await
            .unwrap(),
        Some(files("b"))
    );
    assert_eq!(
        other
            .reader()
            .await
            .unwrap()
            .pack_draft_files("p", "2.0.0")
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        other.reader().await.unwrap().pack_files(second).await.unwrap(),
        None
    );
    assert_eq!(current(&*other).await, [""; 0]);

    let publish = async |version, digest| {
        wrote!(
            store,
            publish_pack_draft("p", version, digest, "dominique", at(3))
        )
    };
    assert_eq!(
        publish("1.0.0", first).await.unwrap(),
        DraftPublished::Unknown,
        "replaced"
    );
    assert_eq!(publish("1.0.0", second).await.unwrap(), DraftPublished::Published);
    assert_eq!(
        publish("1.0.0", second).await.unwrap(),
        DraftPublished::Unknown,
        "done"
    );
    assert_eq!(
        store.reader().await.unwrap().pack_files(second).await.unwrap(),
        Some(files("b"))
    );
    assert_eq!(store.reader().await.unwrap().pack_drafts().await.unwrap(), []);
    assert_eq!(current(&*store).await, ["1.0.0"]);
    let again = wrote!(store, save_pack_draft(draft("1.0.0", first, 4), &files("a")));
    assert!(
        matches!(again, Err(StoreError::VersionPublished { .. })),
        "{again:?}"
    );

    // By semantic versions, not by text.
    for version in ["1.10.0", "1.9.0"] {
        wrote!(store, save_pack_draft(draft(version, first, 5), &files("a"))).unwrap();
    }
    let drafts = store.reader().await.unwrap().pack_drafts().await.unwrap();
    let versions: Vec<_> = drafts.iter().map(|draft| draft.version.as_str()).collect();
    assert_eq!(versions, ["1.10.0", "1.9.0"]);
    assert_eq!(publish("1.10.0", first).await.unwrap(), DraftPublished::Published);
    let highest = DraftPublished::NotHighest {
        highest: "1.10.0".to_owned(),
    };
    assert_eq!(publish("1.9.0", first).await.unwrap(), highest);
    let discard = async || wrote!(store, discard_pack_draft("p", "1.9.0", "dominique", at(6))).unwrap();
    assert!(discard().await);
    assert!(!discard().await);
    let deeds: Vec<_> = store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 20)
        .await
        .unwrap()
        .into_iter()
        .rev()
        .map(|act| (act.action, act.subject))
        .collect();
    let told = |action, subject: &str| (action, subject.to_owned());
    assert_eq!(
        deeds,
        [
            told(AuditAction::DraftUploaded, "p 1.0.0"),
            told(AuditAction::DraftUploaded, "p 1.0.0"),
            told(AuditAction::VersionPublished, "p 1.0.0"),
            told(AuditAction::DraftUploaded, "p 1.10.0"),
            told(AuditAction::DraftUploaded, "p 1.9.0"),
            told(AuditAction::VersionPublished, "p 1.10.0"),
            told(AuditAction::DraftDiscarded, "p 1.9.0"),
        ]
    );
}

/// The next highest is offered instead; what refers to the retired one still finds its files.
pub async fn a_retired_version_is_no_longer_offered_and_still_there(database: &dyn Database) {
    let store = database.open().await;
    for version in ["1.0.0", "2.0.0"] {
        let digest = Digest::of(version.as_bytes());
        wrote!(store, publish("p", version, digest, &files(version), at(0))).unwrap();
    }
    let set = async |version, retired| {
        wrote!(store, set_retired("p", version, retired, "dominique", at(7))).unwrap()
    };
    assert!(!set("3.0.0", true).await, "there is none");
    assert!(set("2.0.0", true).await);
    assert!(!set("2.0.0", true).await, "it is so already");
    assert_eq!(current(&*store).await, ["1.0.0"]);
    assert!(set("1.0.0", true).await);
    assert_eq!(current(&*store).await, [""; 0]);
    let kept = store
        .reader()
        .await
        .unwrap()
        .pack_files(Digest::of(b"2.0.0"))
        .await
        .unwrap();
    assert_eq!(kept, Some(files("2.0.0")));
    let versions: Vec<_> = store
        .reader()
        .await
        .unwrap()
        .pack_versions()
        .await
        .unwrap()
        .into_iter()
        .map(|version| (version.pack.version, version.retired))
        .collect();
    assert_eq!(
        versions,
        [
            ("2.0.0".to_owned(), Some(at(7))),
            ("1.0.0".to_owned(), Some(at(7)))
        ]
    );
    assert!(set("2.0.0", false).await);
    assert_eq!(current(&*store).await, ["2.0.0"]);
    let deeds: Vec<_> = store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 9)
        .await
        .unwrap()
        .into_iter()
        .map(|act| act.action)
        .collect();
    assert_eq!(
        deeds,
        [
            AuditAction::VersionRestored,
            AuditAction::VersionRetired,
            AuditAction::VersionRetired
        ]
    );
}
