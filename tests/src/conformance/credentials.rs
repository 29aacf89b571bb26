//! Issued certificates.

use std::sync::Arc;

use futures::future::join_all;
use spyrales_core::id::UserId;
use spyrales_core::level::Level;
use spyrales_core::store::{Issued, LogAppend, LogNode, NewCredential, Store, StoredCredential};

use super::{Database, World, at};

fn credential(world: &World<'_>, user: UserId, level: Level, seconds: i64) -> StoredCredential {
    StoredCredential {
        id: world.id(),
        user,
        segment: "preparation".to_owned(),
        level,
        achievement_version: 1,
        issued: at(seconds),
        document: format!("{{\"a\": 1.0, \"n\": {}}} \u{0}", world.number()).into_bytes(),
    }
}

/// The certificate with a log entry at a position. What nodes hash to is nothing to the store.
#[must_use]
pub fn logged(credential: StoredCredential, position: u64) -> NewCredential {
    let mut entry = [0; 32];
    entry[..16].copy_from_slice(credential.id.uuid().as_bytes());
    NewCredential {
        transcript: credential.id.to_string().into_bytes(),
        log: LogAppend {
            position,
            entry,
            nonce: [position as u8; 32],
            nodes: vec![LogNode {
                level: 0,
                position,
                hash: entry,
            }],
        },
        credential,
    }
}

/// Stores a certificate at the log's end, wherever that is when it is reached.
pub async fn issue(store: &dyn Store, credential: StoredCredential) -> Issued {
    loop {
        let position = store.reader().await.unwrap().log_size().await.unwrap();
        match wrote!(store, add_credential(logged(credential.clone(), position))).unwrap() {
            Issued::LogMoved => {}
            issued => return issued,
        }
    }
}

/// A person's certificate for a level of one segment.
pub async fn certificate(world: &World<'_>, user: UserId, level: Level) -> StoredCredential {
    match issue(&*world.store, credential(world, user, level, 1)).await {
        Issued::New(stored) => stored,
        other => panic!("{other:?}"),
    }
}

/// Asked for several times at once, it is the same certificate; another level or version is another.
pub async fn one_certificate_per_person_segment_level_and_version(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let [first, second, ..] = Level::ALL;
    let mut requests = Vec::new();
    for _ in 0..4 {
        let store = world.another_handle().await;
        let asked = credential(&world, person.id, first, 1);
        requests.push(tokio::spawn(async move {
            match issue(&*store, asked).await {
                Issued::New(stored) | Issued::Earlier(stored) => stored,
                Issued::LogMoved => unreachable!("it is asked for again"),
            }
        }));
    }
    let issued: Vec<_> = join_all(requests).await.into_iter().map(Result::unwrap).collect();
    assert!(issued.iter().all(|one| *one == issued[0]), "{issued:?}");
    let mut newer = credential(&world, person.id, first, 2);
    newer.achievement_version = 2;
    let higher = credential(&world, person.id, second, 3);
    for other in [newer, higher] {
        assert_eq!(issue(&*world.store, other.clone()).await, Issued::New(other));
    }
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .credentials(person.id)
            .await
            .unwrap()
            .len(),
        3
    );
    let found = world
        .store
        .reader()
        .await
        .unwrap()
        .credential_for(person.id, "preparation", second, 1)
        .await
        .unwrap();
    assert_eq!(found.map(|found| found.level), Some(second));
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .credential_for(person.id, "autre", second, 1)
            .await
            .unwrap(),
        None
    );
}

/// A signature is over bytes.
pub async fn certificates_come_back_byte_for_byte_newest_first(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let mut added = Vec::new();
    for (seconds, level) in (1..).zip(Level::ALL) {
        let new = credential(&world, holder.id, level, seconds);
        let Issued::New(stored) = issue(&*world.store, new).await else {
            panic!("it is new")
        };
        added.push(stored);
    }
    let store: Arc<_> = world.another_handle().await;
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .credential(added[2].id)
            .await
            .unwrap()
            .as_ref(),
        Some(&added[2])
    );
    added.reverse();
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .credentials(holder.id)
            .await
            .unwrap(),
        added
    );
    assert_eq!(
        store.reader().await.unwrap().credentials(other.id).await.unwrap(),
        []
    );
    let transcript = store
        .reader()
        .await
        .unwrap()
        .transcript(added[0].id)
        .await
        .unwrap();
    assert_eq!(transcript, Some(added[0].id.to_string().into_bytes()));
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .credential(world.id())
            .await
            .unwrap(),
        None
    );
}

/// Certificates refer to it by its address, which stands for one text for ever.
pub async fn a_published_achievement_never_changes(database: &dyn Database) {
    let world = World::new(database).await;
    let publish = async |version, text: &str| {
        wrote!(
            world.store,
            publish_achievement("prep-1", version, text.as_bytes(), at(1))
        )
        .unwrap()
    };
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .achievement("prep-1", 1)
            .await
            .unwrap(),
        None
    );
    assert_eq!(publish(1, "first").await, b"first");
    assert_eq!(
        publish(1, "second").await,
        b"first",
        "what is published is returned"
    );
    assert_eq!(publish(2, "second").await, b"second");
    let other = world.another_handle().await;
    assert_eq!(
        other
            .reader()
            .await
            .unwrap()
            .achievement("prep-1", 1)
            .await
            .unwrap()
            .as_deref(),
        Some(&b"first"[..])
    );
}
