//! The transparency log's rows.

use futures::future::join_all;
use spyrales_core::level::Level;
use spyrales_core::store::{Issued, LogPlace, StoredCheckpoint};

use super::credentials::{certificate, issue, logged};
use super::{Database, World, at};

/// One transaction: neither a certificate without its entry nor an entry without its certificate.
pub async fn a_certificate_and_its_entry_come_together_or_not_at_all(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let first = certificate(&world, person.id, Level::ALL[0]).await;
    let store = world.another_handle().await;
    assert_eq!(store.reader().await.unwrap().log_size().await.unwrap(), 1);
    let place = store.reader().await.unwrap().log_place(first.id).await.unwrap();
    assert_eq!(
        place,
        Some(LogPlace {
            position: 0,
            nonce: Some([0; 32])
        })
    );
    let entry = store.reader().await.unwrap().log_entries(0..10).await.unwrap();
    assert_eq!(entry[0][..16], *first.id.uuid().as_bytes());
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .log_nodes(&[(0, 0)])
            .await
            .unwrap()
            .unwrap()[0]
            .hash,
        entry[0]
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .log_nodes(&[(0, 0), (1, 0)])
            .await
            .unwrap(),
        None,
        "one of them isn't there"
    );

    // The place was taken meanwhile; and an entry that completes a subtree that is complete can't be right.
    let mut second = first.clone();
    second.id = world.id();
    second.level = Level::ALL[1];
    let stale = wrote!(store, add_credential(logged(second.clone(), 0))).unwrap();
    assert_eq!(stale, Issued::LogMoved);
    let mut wrong = logged(second.clone(), 1);
    wrong.log.nodes[0].position = 0;
    assert!(wrote!(store, add_credential(wrong)).is_err());
    assert_eq!(store.reader().await.unwrap().log_size().await.unwrap(), 1);
    assert_eq!(
        store.reader().await.unwrap().credential(second.id).await.unwrap(),
        None
    );
    assert_eq!(store.reader().await.unwrap().log_places().await.unwrap().len(), 1);
}

/// However many issue at the same time, each entry has a place of its own and none is left out.
pub async fn many_at_once_leave_no_gap(database: &dyn Database) {
    let world = World::new(database).await;
    let mut issuing = Vec::new();
    for number in 0..8 {
        let person = world.person(&format!("agent-{number}")).await;
        let store = world.another_handle().await;
        let mut new = certificate_of(&world, person.id);
        new.segment = "preparation".to_owned();
        issuing.push(tokio::spawn(async move { issue(&*store, new).await }));
    }
    for issued in join_all(issuing).await {
        assert!(matches!(issued.unwrap(), Issued::New(_)));
    }
    let places = world.store.reader().await.unwrap().log_places().await.unwrap();
    let positions: Vec<u64> = places.iter().map(|(_, place)| place.position).collect();
    assert_eq!(positions, (0..8).collect::<Vec<_>>());
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .log_entries(0..100)
            .await
            .unwrap()
            .len(),
        8
    );
}

fn certificate_of(
    world: &World<'_>,
    user: spyrales_core::id::UserId,
) -> spyrales_core::store::StoredCredential {
    spyrales_core::store::StoredCredential {
        id: world.id(),
        user,
        segment: String::new(),
        level: Level::ALL[0],
        achievement_version: 1,
        issued: at(1),
        document: b"{}".to_vec(),
    }
}

/// Two signed roots of one size would be two histories.
pub async fn a_checkpoint_of_a_size_is_signed_once(database: &dyn Database) {
    let world = World::new(database).await;
    let note = |size, note: &str| StoredCheckpoint {
        size,
        note: note.to_owned(),
    };
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .latest_checkpoint()
            .await
            .unwrap(),
        None
    );
    for (offered, kept) in [
        (note(1, "a"), note(1, "a")),
        (note(1, "b"), note(1, "a")),
        (note(2, "c"), note(2, "c")),
    ] {
        assert_eq!(wrote!(world.store, add_checkpoint(offered, at(1))).unwrap(), kept);
    }
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .latest_checkpoint()
            .await
            .unwrap(),
        Some(note(2, "c"))
    );
    assert_eq!(
        world.store.reader().await.unwrap().checkpoints().await.unwrap(),
        [note(1, "a"), note(2, "c")]
    );
}

/// What a compromised key signed before is known by its place.
pub async fn the_size_at_a_time_counts_what_came_before(database: &dyn Database) {
    let world = World::new(database).await;
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .log_size_at(at(0))
            .await
            .unwrap(),
        0
    );
    let person = world.person("camille").await;
    for (seconds, level) in [(10, 0), (20, 1), (30, 2)] {
        let mut new = certificate_of(&world, person.id);
        new.level = Level::ALL[level];
        new.issued = at(seconds);
        issue(&*world.store, new).await;
    }
    for (seconds, size) in [(9, 0), (10, 1), (25, 2), (30, 3), (99, 3)] {
        assert_eq!(
            world
                .store
                .reader()
                .await
                .unwrap()
                .log_size_at(at(seconds))
                .await
                .unwrap(),
            size,
            "{seconds}"
        );
    }
}
