//! Revocation and suspension.

use spyrales_core::id::CredentialId;
use spyrales_core::level::Level;
use spyrales_core::store::{NewStatusEvent, StatusChange, StatusOutcome, StatusPlace};

use super::credentials::certificate;
use super::{Database, World, at};

fn event(credential: CredentialId, change: StatusChange) -> NewStatusEvent {
    NewStatusEvent {
        credential,
        change,
        reason: "délivré par erreur".to_owned(),
        actor: "camille".to_owned(),
    }
}

/// Neighbours say nothing of each other, and two certificates never share a bit.
pub async fn a_place_is_given_once_and_a_new_list_opened_when_half_is_taken(database: &dyn Database) {
    let world = World::new(database).await;
    let take = async |drawn: &[u32]| wrote!(world.store, take_status_place(world.id(), drawn, 4)).unwrap();
    assert_eq!(
        world.store.reader().await.unwrap().status_lists().await.unwrap(),
        1
    );
    assert_eq!(take(&[3, 2]).await, Some(StatusPlace { list: 1, position: 3 }));
    assert_eq!(take(&[3]).await, None, "it is taken");
    assert_eq!(take(&[9]).await, None, "it is past the end");
    assert_eq!(take(&[3, 0]).await, Some(StatusPlace { list: 1, position: 0 }));
    assert_eq!(
        take(&[3]).await,
        Some(StatusPlace { list: 2, position: 3 }),
        "half of the first is taken"
    );
    assert_eq!(
        world.store.reader().await.unwrap().status_lists().await.unwrap(),
        2
    );
}

/// Whoever looks at the record sees what was done, by whom and why.
pub async fn a_status_is_the_last_change_and_nothing_comes_after_revocation(database: &dyn Database) {
    use StatusChange::{Reinstated, Revoked, Suspended};

    let world = World::new(database).await;
    let person = world.person("camille").await;
    let held = certificate(&world, person.id, Level::ALL[0]).await;
    let change = async |change, seconds| {
        wrote!(world.store, change_status(event(held.id, change), at(seconds))).unwrap()
    };
    assert_eq!(
        change(Reinstated, 1).await,
        StatusOutcome::Unchanged,
        "it never was suspended"
    );
    for (seconds, next) in [(2, Suspended), (3, Reinstated), (4, Suspended), (5, Revoked)] {
        assert!(
            matches!(change(next, seconds).await, StatusOutcome::Changed(_)),
            "{next:?}"
        );
        let again = change(next, seconds).await;
        assert_eq!(again, StatusOutcome::Unchanged, "{next:?}");
    }
    assert_eq!(change(Reinstated, 6).await, StatusOutcome::RevokedForGood);
    assert_eq!(change(Suspended, 6).await, StatusOutcome::RevokedForGood);
    let nothing = wrote!(world.store, change_status(event(world.id(), Revoked), at(1))).unwrap();
    assert_eq!(nothing, StatusOutcome::Unknown);

    let events = world
        .another_handle()
        .await
        .reader()
        .await
        .unwrap()
        .status_events(held.id)
        .await
        .unwrap();
    let changes: Vec<_> = events.iter().map(|event| event.change).collect();
    assert_eq!(changes, [Suspended, Reinstated, Suspended, Revoked]);
    let acts = world
        .store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 9)
        .await
        .unwrap();
    let actions: Vec<_> = acts.iter().map(|act| act.action.name()).collect();
    assert_eq!(
        actions,
        [
            "certificate-revoked",
            "certificate-suspended",
            "certificate-reinstated",
            "certificate-suspended"
        ]
    );
    assert!(
        acts.iter()
            .all(|act| act.actor == "camille" && act.subject == held.id.to_string())
    );
    assert_eq!(
        (events[3].reason.as_str(), events[3].actor.as_str()),
        ("délivré par erreur", "camille")
    );
    assert_eq!(events[3].at, at(5));
    let told = world
        .store
        .reader()
        .await
        .unwrap()
        .status_events_of(person.id)
        .await
        .unwrap();
    assert_eq!(
        told.first(),
        events.last(),
        "the holder is told, the newest first"
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .status_events_of(world.id())
            .await
            .unwrap(),
        []
    );
}

/// What is published is what is on record.
pub async fn a_list_has_the_positions_of_its_certificates_with_that_status(database: &dyn Database) {
    use StatusChange::{Reinstated, Revoked, Suspended};

    let world = World::new(database).await;
    let person = world.person("camille").await;
    let before = world
        .store
        .reader()
        .await
        .unwrap()
        .status_version()
        .await
        .unwrap();
    for (level, changes) in [
        (0, &[Revoked][..]),
        (1, &[Suspended]),
        (2, &[Suspended, Reinstated]),
        (3, &[]),
    ] {
        let held = certificate(&world, person.id, Level::ALL[level]).await;
        wrote!(world.store, take_status_place(held.id, &[level as u32 + 10], 100)).unwrap();
        for change in changes {
            wrote!(world.store, change_status(event(held.id, *change), at(2))).unwrap();
        }
    }
    let positions = async |list, status| {
        world
            .store
            .reader()
            .await
            .unwrap()
            .status_positions(list, status)
            .await
            .unwrap()
    };
    assert_eq!(positions(1, Revoked).await, [10]);
    assert_eq!(positions(1, Suspended).await, [11]);
    assert_eq!(positions(2, Revoked).await, Vec::<u32>::new());
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .status_version()
            .await
            .unwrap(),
        before + 4
    );
}
