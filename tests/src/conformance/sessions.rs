//! Sessions and passwords.

use spyrales_core::digest::Digest;
use spyrales_core::store::{NewSession, StoreError};

use super::{Database, World, at};

/// A session stands for its person until the moment it ends, and for nobody else.
pub async fn a_session_is_its_persons_until_it_ends(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let digest = Digest::of(b"cookie");
    let session = |user| NewSession {
        digest,
        user,
        expires: at(10),
        id_token: Some("header.claims.signature".to_owned()),
    };
    let nobody = world.store.open_session(session(world.id()), at(0)).await;
    assert!(matches!(nobody, Err(StoreError::Unknown { .. })), "{nobody:?}");
    world.store.open_session(session(person.id), at(0)).await.unwrap();
    let store = world.another_handle().await;
    assert_eq!(store.session(digest, at(9)).await.unwrap(), Some(person.clone()));
    assert_eq!(store.session(digest, at(10)).await.unwrap(), None);
    assert_eq!(store.session(Digest::of(b"other"), at(1)).await.unwrap(), None);
    let ended = store.end_session(digest).await.unwrap();
    assert_eq!(ended.as_deref(), Some("header.claims.signature"));
    assert_eq!(store.end_session(digest).await.unwrap(), None, "ended already");
    assert_eq!(store.session(digest, at(9)).await.unwrap(), None);
}

/// Whoever knew the old password is out; other people stay in.
pub async fn a_new_password_ends_every_session(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let store = &world.store;
    assert_eq!(store.password(first.id).await.unwrap(), None);
    assert!(
        !store.set_password(world.id(), "$argon2id$x").await.unwrap(),
        "nobody"
    );
    assert!(store.set_password(first.id, "$argon2id$1").await.unwrap());
    for (user, cookie) in [(first.id, b"a"), (first.id, b"b"), (second.id, b"c")] {
        let session = NewSession {
            digest: Digest::of(cookie),
            user,
            expires: at(100),
            id_token: None,
        };
        store.open_session(session, at(0)).await.unwrap();
    }
    assert!(store.set_password(first.id, "$argon2id$2").await.unwrap());
    assert_eq!(
        store.password(first.id).await.unwrap().as_deref(),
        Some("$argon2id$2")
    );
    for cookie in [b"a", b"b"] {
        assert_eq!(store.session(Digest::of(cookie), at(1)).await.unwrap(), None);
    }
    assert_eq!(
        store.session(Digest::of(b"c"), at(1)).await.unwrap(),
        Some(second)
    );
}
