//! The transparency log.

use spyrales_core::level::Level;
use spyrales_core::store::{LogPlace, StoredCheckpoint};

use super::credentials::{award, certificate, certificates, credential, entry, insert};
use super::{Database, World, at};

/// One transaction: neither a certificate without its entry nor an entry without its certificate.
pub async fn a_certificate_and_its_entry_come_together_or_not_at_all(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let first = certificate(&world, person.id, Level::ALL[0]).await;
    let store = world.another_handle().await;
    let mut reader = store.reader().await.unwrap();
    assert_eq!(reader.log_size().await.unwrap(), 1);
    let place = LogPlace {
        position: 0,
        nonce: Some([0; 32]),
    };
    assert_eq!(reader.log_place(first.id).await.unwrap(), Some(place));
    let entries = reader.log_entries(0..10).await.unwrap();
    assert_eq!(entries[0][..16], *first.id.uuid().as_bytes());
    let nodes = reader.log_nodes(&[(0, 0)]).await.unwrap().unwrap();
    assert_eq!(nodes[0].hash, entries[0]);
    let missing = reader.log_nodes(&[(0, 0), (1, 0)]).await.unwrap();
    assert_eq!(missing, None, "one of them isn't there");
    drop(reader);

    // A place that is taken, a gap, and an entry that completes a subtree which is complete can't be right.
    let second = credential(&world, person.id, Level::ALL[1], 2);
    let mut again = entry(&second, 1);
    again.nodes[0].position = 0;
    for wrong in [entry(&second, 0), entry(&second, 2), again] {
        let holder = world.open(person.id).await;
        let mut tx = store.begin("append").await.unwrap();
        tx.insert_credential(&holder, &second).await.unwrap();
        assert!(tx.append_log_entry(&wrong, at(2)).await.is_err(), "{wrong:?}");
    }
    let mut reader = store.reader().await.unwrap();
    assert_eq!(reader.log_size().await.unwrap(), 1);
    assert_eq!(reader.credential(second.id).await.unwrap(), None);
    assert_eq!(reader.log_places().await.unwrap().len(), 1);
}

/// However many issue at the same time, each entry has a place of its own, none is left out, and the tree is whole.
pub async fn many_at_once_leave_no_gap(database: &dyn Database) {
    let world = World::new(database).await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(world.person(&format!("agent-{number}")).await);
    }
    let issued = world
        .at_once(|number, app| {
            let certificates = certificates(&app);
            let award = award(&app, &people[number], Level::ALL[0]);
            async move { certificates.issue(award).await.unwrap() }
        })
        .await;
    assert!(issued.iter().all(|one| one.new));
    let certificates = certificates(&world.app);
    let mut reader = world.store.reader().await.unwrap();
    let places = reader.log_places().await.unwrap();
    drop(reader);
    let positions: Vec<u64> = places.iter().map(|(_, place)| place.position).collect();
    assert_eq!(positions, (0..12).collect::<Vec<_>>());
    let audit = world
        .app
        .audit_log(certificates.issuing.log_key(), None)
        .await
        .unwrap();
    assert_eq!(
        (audit.entries, audit.certificates, audit.faults.as_slice()),
        (12, 12, &[][..])
    );
    let latest = certificates.checkpoint().await.unwrap();
    assert_eq!(latest.size, 12);
    for (id, _) in places {
        let proof = certificates.proof(id).await.unwrap().unwrap();
        assert_eq!(proof.checkpoint, latest.note);
    }
}

/// Two signed roots of one size would be two histories.
pub async fn a_checkpoint_of_a_size_is_signed_once(database: &dyn Database) {
    let world = World::new(database).await;
    let note = |size, note: &str| StoredCheckpoint {
        size,
        note: note.to_owned(),
    };
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.latest_checkpoint().await.unwrap(), None);
    drop(reader);
    for (offered, kept) in [(note(1, "a"), true), (note(1, "b"), false), (note(2, "c"), true)] {
        let done = wrote!(world.store, insert_checkpoint(&offered, at(1)));
        assert_eq!(done.is_ok(), kept, "{offered:?}");
    }
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.latest_checkpoint().await.unwrap(), Some(note(2, "c")));
    assert_eq!(reader.checkpoint(1).await.unwrap(), Some(note(1, "a")));
    assert_eq!(reader.checkpoint(3).await.unwrap(), None);
    assert_eq!(reader.checkpoints().await.unwrap(), [note(1, "a"), note(2, "c")]);
}

/// Whoever asks at the same time is given the same one.
pub async fn many_who_ask_for_the_checkpoint_at_once_are_given_the_same(database: &dyn Database) {
    let world = World::new(database).await;
    let given = world
        .at_once(|_, app| {
            let certificates = certificates(&app);
            async move { certificates.checkpoint().await.unwrap() }
        })
        .await;
    assert!(given.iter().all(|one| *one == given[0]), "{given:?}");
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.checkpoints().await.unwrap(), given[..1]);
}

/// What a compromised key signed before is known by its place.
pub async fn the_size_at_a_time_counts_what_came_before(database: &dyn Database) {
    let world = World::new(database).await;
    let size_at = async |seconds| {
        let mut reader = world.store.reader().await.unwrap();
        reader.log_size_at(at(seconds)).await.unwrap()
    };
    assert_eq!(size_at(0).await, 0);
    let person = world.person("camille").await;
    for (seconds, level) in [(10, 0), (20, 1), (30, 2)] {
        let new = credential(&world, person.id, Level::ALL[level], seconds);
        insert(&*world.store, &new).await.unwrap();
    }
    for (seconds, size) in [(9, 0), (10, 1), (25, 2), (30, 3), (99, 3)] {
        assert_eq!(size_at(seconds).await, size, "{seconds}");
    }
}
