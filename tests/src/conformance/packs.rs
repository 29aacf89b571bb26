//! Published packs, by content.

use std::collections::BTreeMap;

use spyrales_app::App;
use spyrales_app::packs::{
    DraftPublished, PackRelease, PublishDraftError, PublishError, Published, SaveDraftError,
};
use spyrales_core::digest::Digest;
use spyrales_core::publication::offered;
use spyrales_core::store::{AuditAction, PackDraft};

use super::{Database, World, at};

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

/// Publishes files whose digest is that of a text, as a command does.
async fn publish(app: &App, id: &str, version: &str, text: &str) -> Result<Published, PublishError> {
    let release = PackRelease {
        id,
        version: &version.parse().unwrap(),
        digest: Digest::of(text.as_bytes()),
        files: &files(text),
    };
    app.publish_pack(release, "spyrales serve").await
}

/// Keeps such files as a draft.
async fn save(app: &App, version: &str, text: &str) -> Result<(), SaveDraftError> {
    let release = PackRelease {
        id: "p",
        version: &version.parse().unwrap(),
        digest: Digest::of(text.as_bytes()),
        files: &files(text),
    };
    app.save_pack_draft(release, "dominique").await
}

async fn files_of(app: &App, text: &str) -> Option<Files> {
    let mut reader = app.store.reader().await.unwrap();
    reader.pack_files(Digest::of(text.as_bytes())).await.unwrap()
}

/// The versions of the pack `p` that are offered.
async fn current(app: &App) -> Vec<String> {
    let versions = app.store.reader().await.unwrap().pack_versions().await.unwrap();
    let packs = offered(versions).into_iter().filter(|pack| pack.id == "p");
    packs.map(|pack| pack.version).collect()
}

/// What is on record, oldest first.
async fn recorded(app: &App) -> Vec<(AuditAction, String)> {
    let acts = app
        .store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 50)
        .await
        .unwrap();
    acts.into_iter()
        .rev()
        .map(|act| (act.action, act.subject))
        .collect()
}

/// The same version with the same files is no change; with others it is refused.
pub async fn a_published_version_never_changes(database: &dyn Database) {
    let app = World::new(database).await.app;
    assert_eq!(publish(&app, "p", "1.0.0", "a").await.unwrap(), Published::Added);
    assert_eq!(
        publish(&app, "p", "1.0.0", "a").await.unwrap(),
        Published::Unchanged
    );
    let changed = publish(&app, "p", "1.0.0", "b").await;
    assert!(matches!(changed, Err(PublishError::Taken(_))), "{changed:?}");
    assert_eq!(files_of(&app, "b").await, None);
    assert_eq!(files_of(&app, "a").await, Some(files("a")));
    let once = [(AuditAction::VersionPublished, "p 1.0.0".to_owned())];
    assert_eq!(recorded(&app).await, once);
}

/// However many services start at the same time.
pub async fn of_many_who_publish_a_version_at_once_one_does(database: &dyn Database) {
    let world = World::new(database).await;
    let done = world
        .at_once(|number, app| async move { publish(&app, "p", "1.0.0", ["a", "b"][number % 2]).await })
        .await;
    let count =
        |kind: fn(&Result<Published, PublishError>) -> bool| done.iter().filter(|one| kind(one)).count();
    assert_eq!(count(|one| matches!(one, Ok(Published::Added))), 1);
    assert_eq!(count(|one| matches!(one, Ok(Published::Unchanged))), 5);
    assert_eq!(count(|one| matches!(one, Err(PublishError::Taken(_)))), 6);
    assert_eq!(recorded(&world.app).await.len(), 1);
}

/// An actor's name is too long for the record, so the second write fails: the first is undone.
pub async fn a_version_is_published_on_record_or_not_at_all(database: &dyn Database) {
    let app = World::new(database).await.app;
    let release = PackRelease {
        id: "p",
        version: &"1.0.0".parse().unwrap(),
        digest: Digest::of(b"a"),
        files: &files("a"),
    };
    let refused = app.publish_pack(release, &"x".repeat(65)).await;
    assert!(matches!(refused, Err(PublishError::Store(_))), "{refused:?}");
    assert_eq!(files_of(&app, "a").await, None);
    assert_eq!(current(&app).await, [""; 0]);
    assert_eq!(publish(&app, "p", "1.0.0", "a").await.unwrap(), Published::Added);
}

/// By semantic versions, not by text and not by time; what came before can still be read.
pub async fn the_current_version_is_the_highest_not_the_latest(database: &dyn Database) {
    let World { app, clock, .. } = World::new(database).await;
    for (seconds, version) in (0..).zip(["1.9.0", "1.10.0", "1.2.0"]) {
        clock.set(at(seconds));
        publish(&app, "p", version, version).await.unwrap();
    }
    publish(&app, "a", "0.1.0", "a").await.unwrap();
    let versions = app.store.reader().await.unwrap().pack_versions().await.unwrap();
    let current = offered(versions);
    let named: Vec<_> = current
        .iter()
        .map(|pack| (pack.id.as_str(), pack.version.as_str()))
        .collect();
    assert_eq!(named, [("a", "0.1.0"), ("p", "1.10.0"), ("preparer", "1.0.0")]);
    assert_eq!(current[1].published, at(1));
    assert_eq!(files_of(&app, "1.9.0").await, Some(files("1.9.0")));
}

/// Text, other bytes and nothing at all.
pub async fn files_come_back_byte_for_byte(database: &dyn Database) {
    let world = World::new(database).await;
    publish(&world.app, "p", "1.0.0", "a").await.unwrap();
    assert_eq!(files_of(&world.another_app().await, "a").await, Some(files("a")));
}

fn draft(version: &str, text: &str, seconds: i64) -> PackDraft {
    PackDraft {
        id: "p".to_owned(),
        version: version.to_owned(),
        digest: Digest::of(text.as_bytes()),
        by: "dominique".to_owned(),
        uploaded: at(seconds),
    }
}

/// Nobody sees a draft among what is published; it is published with the files that its trainer saw, and no others.
pub async fn a_draft_is_apart_until_it_is_published_as_the_highest_version(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    for (seconds, text) in [(1, "a"), (2, "b")] {
        world.clock.set(at(seconds));
        save(app, "1.0.0", text).await.unwrap();
    }
    let other = world.another_app().await;
    let mut reader = other.store.reader().await.unwrap();
    assert_eq!(reader.pack_drafts().await.unwrap(), [draft("1.0.0", "b", 2)]);
    assert_eq!(
        reader.pack_draft("p", "1.0.0").await.unwrap(),
        Some(draft("1.0.0", "b", 2))
    );
    let kept = reader.pack_draft_files("p", "1.0.0").await.unwrap();
    assert_eq!(kept, Some(files("b")));
    assert_eq!(reader.pack_draft_files("p", "2.0.0").await.unwrap(), None);
    drop(reader);
    assert_eq!(files_of(&other, "b").await, None);
    assert_eq!(current(&other).await, [""; 0]);

    let publish = async |version, text: &str| {
        let seen = Digest::of(text.as_bytes());
        app.publish_pack_draft("p", version, seen, "dominique").await
    };
    assert_eq!(
        publish("1.0.0", "a").await.unwrap(),
        DraftPublished::Gone,
        "replaced"
    );
    assert_eq!(publish("1.0.0", "b").await.unwrap(), DraftPublished::Published);
    assert_eq!(publish("1.0.0", "b").await.unwrap(), DraftPublished::Gone, "done");
    assert_eq!(files_of(app, "b").await, Some(files("b")));
    let mut reader = app.store.reader().await.unwrap();
    assert_eq!(reader.pack_drafts().await.unwrap(), []);
    drop(reader);
    assert_eq!(current(app).await, ["1.0.0"]);
    let again = save(app, "1.0.0", "a").await;
    assert!(matches!(again, Err(SaveDraftError::Taken(_))), "{again:?}");

    // By semantic versions, not by text.
    for version in ["1.10.0", "1.9.0"] {
        save(app, version, "a").await.unwrap();
    }
    let drafts = app.store.reader().await.unwrap().pack_drafts().await.unwrap();
    let versions: Vec<_> = drafts.iter().map(|draft| draft.version.as_str()).collect();
    assert_eq!(versions, ["1.10.0", "1.9.0"]);
    assert_eq!(publish("1.10.0", "a").await.unwrap(), DraftPublished::Published);
    let refused = publish("1.9.0", "a").await;
    assert!(
        matches!(&refused, Err(PublishDraftError::NotHighest { highest }) if highest == "1.10.0"),
        "{refused:?}"
    );
    let discard = async || app.discard_pack_draft("p", "1.9.0", "dominique").await.unwrap();
    assert!(discard().await);
    assert!(!discard().await);
    let event = |action, subject: &str| (action, subject.to_owned());
    assert_eq!(
        recorded(app).await,
        [
            event(AuditAction::DraftUploaded, "p 1.0.0"),
            event(AuditAction::DraftUploaded, "p 1.0.0"),
            event(AuditAction::VersionPublished, "p 1.0.0"),
            event(AuditAction::DraftUploaded, "p 1.10.0"),
            event(AuditAction::DraftUploaded, "p 1.9.0"),
            event(AuditAction::VersionPublished, "p 1.10.0"),
            event(AuditAction::DraftDiscarded, "p 1.9.0"),
        ]
    );
}

/// Each version is published once, and never below one that is published already.
pub async fn of_many_who_publish_drafts_at_once_the_highest_is_offered(database: &dyn Database) {
    let world = World::new(database).await;
    for minor in 0..4 {
        save(&world.app, &format!("1.{minor}.0"), "a").await.unwrap();
    }
    let done = world
        .at_once(|number, app| async move {
            let version = format!("1.{}.0", [2, 0, 3, 1][number % 4]);
            app.publish_pack_draft("p", &version, Digest::of(b"a"), "dominique")
                .await
        })
        .await;
    for done in done {
        assert!(
            matches!(done, Ok(_) | Err(PublishDraftError::NotHighest { .. })),
            "{done:?}"
        );
    }
    assert_eq!(current(&world.app).await, ["1.3.0"]);
    let events = recorded(&world.app).await.into_iter();
    let mut published: Vec<_> = events
        .filter(|(action, _)| *action == AuditAction::VersionPublished)
        .map(|(_, subject)| subject)
        .collect();
    assert!(published.is_sorted(), "{published:?}");
    let all = published.len();
    published.dedup();
    assert_eq!(published.len(), all, "{published:?}");
}

/// The next highest is offered instead; what refers to the retired one still finds its files.
pub async fn a_retired_version_is_no_longer_offered_and_still_there(database: &dyn Database) {
    let World { app, clock, .. } = World::new(database).await;
    for version in ["1.0.0", "2.0.0"] {
        publish(&app, "p", version, version).await.unwrap();
    }
    clock.set(at(7));
    let set = async |version, retired| {
        let done = app.set_retired("p", version, retired, "dominique").await;
        done.unwrap()
    };
    assert!(!set("3.0.0", true).await, "there is none");
    assert!(set("2.0.0", true).await);
    assert!(!set("2.0.0", true).await, "it is so already");
    assert_eq!(current(&app).await, ["1.0.0"]);
    assert!(set("1.0.0", true).await);
    assert_eq!(current(&app).await, [""; 0]);
    assert_eq!(files_of(&app, "2.0.0").await, Some(files("2.0.0")));
    let mut reader = app.store.reader().await.unwrap();
    for version in ["1.0.0", "2.0.0"] {
        let found = reader.pack_version("p", version).await.unwrap().unwrap();
        assert_eq!(
            (found.pack.version.as_str(), found.retired),
            (version, Some(at(7)))
        );
    }
    drop(reader);
    assert!(set("2.0.0", false).await);
    assert_eq!(current(&app).await, ["2.0.0"]);
    let events = recorded(&app).await.into_iter().map(|(action, _)| action);
    assert_eq!(
        events.collect::<Vec<_>>(),
        [
            AuditAction::VersionPublished,
            AuditAction::VersionPublished,
            AuditAction::VersionRetired,
            AuditAction::VersionRetired,
            AuditAction::VersionRestored
        ]
    );
}

/// Twelve times at once, it is retired once and on record once.
pub async fn of_many_who_retire_a_version_at_once_one_does(database: &dyn Database) {
    let world = World::new(database).await;
    publish(&world.app, "p", "1.0.0", "a").await.unwrap();
    let done = world
        .at_once(|_, app| async move { app.set_retired("p", "1.0.0", true, "dominique").await.unwrap() })
        .await;
    assert_eq!(done.into_iter().filter(|retired| *retired).count(), 1);
    assert_eq!(recorded(&world.app).await.len(), 2);
}
