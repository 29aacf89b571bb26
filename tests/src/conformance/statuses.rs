//! Revocation and suspension.

use spyrales_app::certificates::{ChangeStatusError, StatusChanged};
use spyrales_core::level::Level;
use spyrales_core::store::StatusChange::{Reinstated, Revoked, Suspended};
use spyrales_core::store::{StatusListUse, StatusPlace};

use super::credentials::certificate;
use super::{Database, World, at};

const REASON: &str = "délivré par erreur";

/// Neighbours say nothing of each other, and two certificates never share a bit.
pub async fn a_place_is_given_once(database: &dyn Database) {
    let world = World::new(database).await;
    let last = async || {
        let mut reader = world.store.reader().await.unwrap();
        reader.last_status_list().await.unwrap()
    };
    let lists = async || {
        let mut reader = world.store.reader().await.unwrap();
        reader.status_lists().await.unwrap()
    };
    assert_eq!((last().await, lists().await), (None, 1));
    let place = |list, position| StatusPlace { list, position };
    let mut given = Vec::new();
    for place in [place(1, 3), place(1, 3), place(1, 0), place(2, 3)] {
        given.push(wrote!(world.store, insert_status_place(world.id(), place)).unwrap());
    }
    assert_eq!(given, [true, false, true, true]);
    assert_eq!(last().await, Some(StatusListUse { list: 2, taken: 1 }));
    assert_eq!(lists().await, 2);
    let mut reader = world.store.reader().await.unwrap();
    for (place, taken) in [(place(1, 3), true), (place(1, 1), false), (place(2, 0), false)] {
        assert_eq!(
            reader.status_place_is_taken(place).await.unwrap(),
            taken,
            "{place:?}"
        );
    }
}

/// Whoever looks at the record sees what was done, by whom and why.
pub async fn a_status_is_the_last_change_and_nothing_comes_after_revocation(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let held = certificate(&world, person.id, Level::ALL[0]).await;
    let change = async |change, seconds| {
        world.clock.set(at(seconds));
        world.app.change_status(held.id, change, REASON, "camille").await
    };
    let unchanged = change(Reinstated, 1).await.unwrap();
    assert_eq!(unchanged, StatusChanged::Unchanged, "it never was suspended");
    for (seconds, next) in [(2, Suspended), (3, Reinstated), (4, Suspended), (5, Revoked)] {
        assert_eq!(
            change(next, seconds).await.unwrap(),
            StatusChanged::Changed,
            "{next:?}"
        );
        let again = change(next, seconds).await.unwrap();
        assert_eq!(again, StatusChanged::Unchanged, "{next:?}");
    }
    for late in [Reinstated, Suspended] {
        let refused = change(late, 6).await;
        assert!(
            matches!(refused, Err(ChangeStatusError::RevokedForGood(_))),
            "{refused:?}"
        );
    }
    let nothing = world
        .app
        .change_status(world.id(), Revoked, REASON, "camille")
        .await;
    assert!(
        matches!(nothing, Err(ChangeStatusError::Unknown(_))),
        "{nothing:?}"
    );
    let unsaid = world.app.change_status(held.id, Revoked, " \n", "camille").await;
    assert!(matches!(unsaid, Err(ChangeStatusError::Reason)), "{unsaid:?}");

    let other = world.another_handle().await;
    let mut reader = other.reader().await.unwrap();
    let events = reader.status_events(held.id).await.unwrap();
    let changes: Vec<_> = events.iter().map(|event| event.change).collect();
    assert_eq!(changes, [Suspended, Reinstated, Suspended, Revoked]);
    let acts = reader.audit_events(None, 9).await.unwrap();
    let names: Vec<_> = acts.iter().map(|act| act.action.name()).collect();
    assert_eq!(
        names,
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
        (REASON, "camille")
    );
    assert_eq!(events[3].at, at(5));
    let told = reader.status_events_of(person.id).await.unwrap();
    assert_eq!(
        told.first(),
        events.last(),
        "the holder is told, the newest first"
    );
    assert_eq!(reader.status_events_of(world.id()).await.unwrap(), []);
}

/// Twelve at once: one revokes, whoever suspends comes before or not at all, and each change is on record once.
pub async fn of_many_who_change_a_status_at_once_nothing_follows_a_revocation(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let held = certificate(&world, person.id, Level::ALL[0]).await;
    let id = held.id;
    let done = world
        .at_once(|number, app| async move {
            let change = [Suspended, Reinstated, Revoked][number % 3];
            app.change_status(id, change, REASON, "camille").await
        })
        .await;
    let mut changed = 0;
    for done in done {
        match done {
            Ok(StatusChanged::Changed) => changed += 1,
            Ok(StatusChanged::Unchanged) | Err(ChangeStatusError::RevokedForGood(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    let mut reader = world.store.reader().await.unwrap();
    let events = reader.status_events(held.id).await.unwrap();
    let changes: Vec<_> = events.iter().map(|event| event.change).collect();
    assert_eq!(changes.last(), Some(&Revoked));
    assert!(changes.windows(2).all(|pair| pair[0] != pair[1]), "{changes:?}");
    assert_eq!(changes.iter().filter(|change| **change == Revoked).count(), 1);
    assert_eq!(changes.len(), changed);
    assert_eq!(reader.audit_events(None, 50).await.unwrap().len(), changed);
}

/// An actor's name is too long for the audit log, so the second write fails: the first is undone.
pub async fn a_status_changes_on_record_or_not_at_all(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let held = certificate(&world, person.id, Level::ALL[0]).await;
    let actor = "x".repeat(65);
    let refused = world.app.change_status(held.id, Revoked, REASON, &actor).await;
    assert!(matches!(refused, Err(ChangeStatusError::Store(_))), "{refused:?}");
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.status_events(held.id).await.unwrap(), []);
}

/// What is published is what is on record.
pub async fn a_list_has_the_positions_of_its_certificates_with_that_status(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let version = async || {
        let mut reader = world.store.reader().await.unwrap();
        reader.status_version().await.unwrap()
    };
    let before = version().await;
    for (level, changes) in [
        (0, &[Revoked][..]),
        (1, &[Suspended]),
        (2, &[Suspended, Reinstated]),
        (3, &[]),
    ] {
        let held = certificate(&world, person.id, Level::ALL[level]).await;
        let place = StatusPlace {
            list: 1,
            position: level as u32 + 10,
        };
        assert!(wrote!(world.store, insert_status_place(held.id, place)).unwrap());
        for change in changes {
            let done = world.app.change_status(held.id, *change, REASON, "camille").await;
            done.unwrap();
        }
    }
    let positions = async |list, status| {
        let mut reader = world.store.reader().await.unwrap();
        reader.status_positions(list, status).await.unwrap()
    };
    assert_eq!(positions(1, Revoked).await, [10]);
    assert_eq!(positions(1, Suspended).await, [11]);
    assert_eq!(positions(2, Revoked).await, Vec::<u32>::new());
    assert_eq!(version().await, before + 4);
}
