//! Sessions and passwords.

use spyrales_core::digest::Digest;
use spyrales_core::store::{LAPSED_SESSIONS_KEPT, NewSession, StoreError};

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
    let nobody = wrote!(world.store, open_session(session(world.id()), at(0)));
    assert!(matches!(nobody, Err(StoreError::Unknown { .. })), "{nobody:?}");
    wrote!(world.store, open_session(session(person.id), at(0))).unwrap();
    let store = world.another_handle().await;
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .session(digest, at(9))
            .await
            .unwrap(),
        Some(person.clone())
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .session(digest, at(10))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .session(Digest::of(b"other"), at(1))
            .await
            .unwrap(),
        None
    );
    let ended = wrote!(store, end_session(digest)).unwrap();
    assert_eq!(ended.as_deref(), Some("header.claims.signature"));
    assert_eq!(wrote!(store, end_session(digest)).unwrap(), None, "ended already");
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .session(digest, at(9))
            .await
            .unwrap(),
        None
    );
}

/// What ran out says for a week whose it was; what was ended says nothing.
pub async fn a_session_that_ran_out_is_remembered_for_a_while(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let store = &world.store;
    let open = async |cookie: &[u8], ends| {
        let session = NewSession {
            digest: Digest::of(cookie),
            user: person.id,
            expires: at(ends),
            id_token: None,
        };
        wrote!(store, open_session(session, at(0))).unwrap();
    };
    let lapsed = async |cookie: &[u8], now| {
        let found = store
            .reader()
            .await
            .unwrap()
            .lapsed_session(Digest::of(cookie), at(now))
            .await
            .unwrap();
        found.map(|user| user.name)
    };
    let week = LAPSED_SESSIONS_KEPT.as_secs();
    open(b"a", 10).await;
    open(b"b", 10).await;
    assert_eq!(lapsed(b"a", 9).await, None, "it hasn't ended");
    assert_eq!(lapsed(b"a", 10).await.as_deref(), Some("camille"));
    assert_eq!(lapsed(b"a", week + 9).await.as_deref(), Some("camille"));
    assert_eq!(lapsed(b"a", week + 10).await, None, "too long ago");
    wrote!(store, end_session(Digest::of(b"b"))).unwrap();
    assert_eq!(lapsed(b"b", 11).await, None, "signed out");
    wrote!(store, set_password(person.id, "$argon2id$1")).unwrap();
    assert_eq!(lapsed(b"a", 11).await, None, "another password");
}

/// Whoever knew the old password is out; other people stay in.
pub async fn a_new_password_ends_every_session(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let store = &world.store;
    assert_eq!(
        store.reader().await.unwrap().password(first.id).await.unwrap(),
        None
    );
    assert!(
        !wrote!(store, set_password(world.id(), "$argon2id$x")).unwrap(),
        "nobody"
    );
    assert!(wrote!(store, set_password(first.id, "$argon2id$1")).unwrap());
    for (user, cookie) in [(first.id, b"a"), (first.id, b"b"), (second.id, b"c")] {
        let session = NewSession {
            digest: Digest::of(cookie),
            user,
            expires: at(100),
            id_token: None,
        };
        wrote!(store, open_session(session, at(0))).unwrap();
    }
    assert!(wrote!(store, set_password(first.id, "$argon2id$2")).unwrap());
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .password(first.id)
            .await
            .unwrap()
            .as_deref(),
        Some("$argon2id$2")
    );
    for cookie in [b"a", b"b"] {
        assert_eq!(
            store
                .reader()
                .await
                .unwrap()
                .session(Digest::of(cookie), at(1))
                .await
                .unwrap(),
            None
        );
    }
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .session(Digest::of(b"c"), at(1))
            .await
            .unwrap(),
        Some(second)
    );
}
