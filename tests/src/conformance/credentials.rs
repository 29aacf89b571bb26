//! Issued certificates.

use std::sync::Arc;

use futures::future::join_all;
use spyrales_core::id::UserId;
use spyrales_core::level::Level;
use spyrales_core::store::StoredCredential;

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

/// Asked for several times at once, it is the same certificate; another level or version is another.
pub async fn one_certificate_per_person_segment_level_and_version(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let [first, second, ..] = Level::ALL;
    let mut requests = Vec::new();
    for _ in 0..4 {
        let store = world.another_handle().await;
        let asked = credential(&world, person.id, first, 1);
        requests.push(tokio::spawn(
            async move { store.add_credential(asked).await.unwrap() },
        ));
    }
    let issued: Vec<_> = join_all(requests).await.into_iter().map(Result::unwrap).collect();
    assert!(issued.iter().all(|one| *one == issued[0]), "{issued:?}");
    let mut newer = credential(&world, person.id, first, 2);
    newer.achievement_version = 2;
    let higher = credential(&world, person.id, second, 3);
    for other in [newer, higher] {
        assert_eq!(world.store.add_credential(other.clone()).await.unwrap(), other);
    }
    assert_eq!(world.store.credentials(person.id).await.unwrap().len(), 3);
}

/// A signature is over bytes.
pub async fn certificates_come_back_byte_for_byte_newest_first(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let mut added = Vec::new();
    for (seconds, level) in (1..).zip(Level::ALL) {
        let new = credential(&world, holder.id, level, seconds);
        added.push(world.store.add_credential(new).await.unwrap());
    }
    let store: Arc<_> = world.another_handle().await;
    assert_eq!(
        store.credential(added[2].id).await.unwrap().as_ref(),
        Some(&added[2])
    );
    added.reverse();
    assert_eq!(store.credentials(holder.id).await.unwrap(), added);
    assert_eq!(store.credentials(other.id).await.unwrap(), []);
    assert_eq!(store.credential(world.id()).await.unwrap(), None);
}
