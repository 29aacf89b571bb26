//! Drafts.

use spyrales_core::store::{Draft, DraftSaved};

use super::world::exercise;
use super::{Database, World, at};

/// A draft comes back as it was written, to its person and for its exercise only.
pub async fn a_draft_is_kept_for_its_person_and_exercise(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let (one, other) = (exercise("revenus"), exercise("budget"));
    let source = "é\r\n\u{1F600} \n";
    let saved = world
        .store
        .save_draft(first.id, &one, Some(0), source, at(1))
        .await;
    assert_eq!(saved.unwrap(), DraftSaved::Saved(1));
    let store = world.another_handle().await;
    let kept = Draft {
        revision: 1,
        source: source.to_owned(),
        saved: at(1),
    };
    assert_eq!(store.draft(first.id, &one).await.unwrap(), Some(kept));
    assert_eq!(store.draft(first.id, &other).await.unwrap(), None);
    assert_eq!(store.draft(second.id, &one).await.unwrap(), None);
}

/// The second window hears of the first one's text instead of replacing it, unless its person says so.
pub async fn two_windows_never_overwrite_each_other_unasked(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let (exercise, store) = (exercise("revenus"), &world.store);
    let save = async |base, source: &str, second| {
        store
            .save_draft(user, &exercise, base, source, at(second))
            .await
            .unwrap()
    };
    assert_eq!(save(Some(0), "one", 1).await, DraftSaved::Saved(1));
    let kept = Draft {
        revision: 1,
        source: "one".to_owned(),
        saved: at(1),
    };
    assert_eq!(save(Some(0), "two", 2).await, DraftSaved::Conflict(kept.clone()));
    assert_eq!(store.draft(user, &exercise).await.unwrap(), Some(kept));
    assert_eq!(
        save(Some(0), "one", 3).await,
        DraftSaved::Saved(2),
        "the same text is no conflict"
    );
    assert_eq!(save(Some(2), "three", 4).await, DraftSaved::Saved(3));
    assert_eq!(save(None, "four", 5).await, DraftSaved::Saved(4));
}
