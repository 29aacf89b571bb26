//! Drafts.

use futures::future::join_all;
use spyrales_app::drafts::SaveDraftError;
use spyrales_core::draft::MOST_DRAFT_BYTES;
use spyrales_core::store::Draft;
use spyrales_core::submission::MAX_SOURCE_BYTES;

use super::world::exercise;
use super::{Database, World, at};

/// A draft comes back as it was written, to its person and for its exercise only.
pub async fn a_draft_is_kept_for_its_person_and_exercise(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let (here, one, other) = (
        world.exercise("revenus", 50),
        exercise("revenus"),
        exercise("budget"),
    );
    let source = "é\r\n\u{1F600} \n";
    world.clock.set(at(1));
    let saved = world.app.save_draft(first.id, &here, Some(0), source).await;
    assert_eq!(saved.unwrap(), 1);
    let store = world.another_handle().await;
    let kept = Draft {
        revision: 1,
        source: source.to_owned(),
        saved: at(1),
    };
    assert_eq!(
        store.reader().await.unwrap().draft(first.id, &one).await.unwrap(),
        Some(kept)
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .draft(first.id, &other)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .draft(second.id, &one)
            .await
            .unwrap(),
        None
    );
}

/// The second window hears of the first one's text instead of replacing it, unless its person says so.
pub async fn two_windows_never_overwrite_each_other_unasked(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let (here, exercise, store) = (world.exercise("revenus", 50), exercise("revenus"), &world.store);
    let save = async |base, source: &str, second| {
        world.clock.set(at(second));
        world.app.save_draft(user, &here, base, source).await
    };
    assert_eq!(save(Some(0), "one", 1).await.unwrap(), 1);
    let kept = Draft {
        revision: 1,
        source: "one".to_owned(),
        saved: at(1),
    };
    let refused = save(Some(0), "two", 2).await;
    assert!(matches!(refused, Err(SaveDraftError::Conflict(theirs)) if theirs == kept));
    let found = store.reader().await.unwrap().draft(user, &exercise).await;
    assert_eq!(found.unwrap(), Some(kept));
    let same = save(Some(0), "one", 3).await.unwrap();
    assert_eq!(same, 2, "the same text is no conflict");
    assert_eq!(save(Some(2), "three", 4).await.unwrap(), 3);
    assert_eq!(save(None, "four", 5).await.unwrap(), 4);
}

/// Of saves that begin on the same revision one is kept; the others hear of it.
pub async fn of_many_windows_at_once_one_is_kept(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let exercise = world.exercise("revenus", 50);
    let saves = (0..12).map(|number| {
        let (app, exercise) = (world.app.clone(), exercise.clone());
        tokio::spawn(async move {
            let source = format!("window {number}");
            app.save_draft(user, &exercise, Some(0), &source).await
        })
    });
    let saved = join_all(saves.collect::<Vec<_>>()).await;
    let kept = saved.into_iter().filter(|saved| saved.as_ref().unwrap().is_ok());
    assert_eq!(kept.count(), 1);
}

/// An account has room for so much and no more, however many windows save at once; its submissions go on, and so do others' drafts.
pub async fn drafts_have_a_quota_per_account(database: &dyn Database) {
    let world = World::new(database).await;
    let (user, other) = (
        world.person("camille").await.id,
        world.person("dominique").await.id,
    );
    let full = "x".repeat(MAX_SOURCE_BYTES);
    let most = MOST_DRAFT_BYTES / MAX_SOURCE_BYTES as u64;
    let save = |user, number: u64| {
        let (app, exercise) = (world.app.clone(), world.exercise(&format!("e{number}"), 50));
        let full = full.clone();
        tokio::spawn(async move { app.save_draft(user, &exercise, None, &full).await })
    };
    for number in 0..most - 1 {
        save(user, number).await.unwrap().unwrap();
    }
    let saves: Vec<_> = (most..most + 12).map(|number| save(user, number)).collect();
    let saved = join_all(saves).await;
    let kept = saved.into_iter().filter(|saved| saved.as_ref().unwrap().is_ok());
    assert_eq!(kept.count(), 1, "there was room for one");
    let refused = save(user, most + 20).await.unwrap();
    assert!(matches!(refused, Err(SaveDraftError::OverQuota)), "{refused:?}");
    assert!(
        save(user, 0).await.unwrap().is_ok(),
        "one that is there is saved again"
    );
    assert!(save(other, most + 20).await.unwrap().is_ok(), "another account");
    let exercise = world.exercise("e999", 50);
    world.app.keep_draft(user, &exercise, "x").await.unwrap();
    let draft = world
        .store
        .reader()
        .await
        .unwrap()
        .draft(user, &exercise.name())
        .await;
    assert_eq!(draft.unwrap(), None);
    let large = format!("{full}x");
    let refused = world.app.save_draft(other, &exercise, None, &large).await;
    assert!(matches!(refused, Err(SaveDraftError::TooLarge(_))), "{refused:?}");
}
