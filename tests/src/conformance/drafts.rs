//! Drafts.

use futures::future::join_all;
use spyrales_app::drafts::SaveDraftError;
use spyrales_core::store::Draft;

use super::world::exercise;
use super::{Database, World, at};

/// A draft comes back as it was written, to its person and for its exercise only.
pub async fn a_draft_is_kept_for_its_person_and_exercise(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let (one, other) = (exercise("revenus"), exercise("budget"));
    let source = "é\r\n\u{1F600} \n";
    world.clock.set(at(1));
    let saved = world.app.save_draft(first.id, &one, Some(0), source).await;
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
    let (exercise, store) = (exercise("revenus"), &world.store);
    let save = async |base, source: &str, second| {
        world.clock.set(at(second));
        world.app.save_draft(user, &exercise, base, source).await
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
    let exercise = exercise("revenus");
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
