//! People and their tokens.

use spyrales_core::digest::Digest;
use spyrales_core::store::{NewToken, Scope, StoreError};

use super::{Database, World, at};

/// A name is unique; the second person is refused, and the first stays.
pub async fn a_name_is_taken_once(database: &dyn Database) {
    let world = World::new(database).await;
    let first = world.person("camille").await;
    let second = wrote!(world.store, add_user(world.new_user("camille"), at(1)));
    assert!(matches!(second, Err(StoreError::Taken { .. })), "{second:?}");
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .user_named("camille")
            .await
            .unwrap(),
        Some(first)
    );
}

/// A token grants its person until the very moment it expires, and only by its own digest.
pub async fn a_token_stands_for_its_person_until_it_expires(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let (short, long) = (Digest::of(b"short"), Digest::of(b"long"));
    for (digest, expires) in [(short, Some(at(10))), (long, None)] {
        let token = NewToken {
            id: world.id(),
            user: person.id,
            digest,
            label: String::new(),
            scope: Scope::All,
            expires,
        };
        wrote!(world.store, add_token(token, at(0))).unwrap();
    }
    let granted = async |digest, now| {
        world
            .store
            .reader()
            .await
            .unwrap()
            .grant(digest, now)
            .await
            .unwrap()
            .map(|grant| grant.user)
    };
    assert_eq!(granted(short, at(9)).await.as_ref(), Some(&person));
    assert_eq!(granted(short, at(10)).await, None);
    assert_eq!(granted(long, at(1_000_000)).await.as_ref(), Some(&person));
    assert_eq!(granted(Digest::of(b"neither"), at(0)).await, None);
}

/// A token for nobody is refused.
pub async fn a_token_needs_its_person(database: &dyn Database) {
    let world = World::new(database).await;
    let token = NewToken {
        id: world.id(),
        user: world.id(),
        digest: Digest::of(b"token"),
        label: String::new(),
        scope: Scope::All,
        expires: None,
    };
    let added = wrote!(world.store, add_token(token, at(0)));
    assert!(matches!(added, Err(StoreError::Unknown { .. })), "{added:?}");
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .grant(Digest::of(b"token"), at(0))
            .await
            .unwrap(),
        None
    );
}

/// What one handle wrote, another reads, after the first is gone.
pub async fn people_and_tokens_outlive_the_handle_that_wrote_them(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let token = NewToken {
        id: world.id(),
        user: person.id,
        digest: Digest::of(b"token"),
        label: String::new(),
        scope: Scope::All,
        expires: None,
    };
    wrote!(world.store, add_token(token.clone(), at(0))).unwrap();
    drop(world);
    let store = database.open().await;
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .user(person.id)
            .await
            .unwrap()
            .as_ref(),
        Some(&person)
    );
    let grant = store
        .reader()
        .await
        .unwrap()
        .grant(token.digest, at(0))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((grant.token, grant.user), (token.id, person));
}

/// Nobody sees or withdraws the token of another.
pub async fn a_token_is_listed_with_its_scope_until_its_person_withdraws_it(database: &dyn Database) {
    let world = World::new(database).await;
    let (person, other) = (world.person("camille").await, world.person("dominique").await);
    let digest = Digest::of(b"token");
    let token = NewToken {
        id: world.id(),
        user: person.id,
        digest,
        label: "notebook".to_owned(),
        scope: Scope::Submit,
        expires: Some(at(10)),
    };
    let id = token.id;
    wrote!(world.store, add_token(token, at(1))).unwrap();
    let store = world.another_handle().await;
    let [listed] = store
        .reader()
        .await
        .unwrap()
        .tokens(person.id)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!((listed.label.as_str(), listed.scope), ("notebook", Scope::Submit));
    assert_eq!((listed.created, listed.expires), (at(1), Some(at(10))));
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .grant(digest, at(2))
            .await
            .unwrap()
            .unwrap()
            .scope,
        Scope::Submit
    );
    assert_eq!(store.reader().await.unwrap().tokens(other.id).await.unwrap(), []);
    assert!(!wrote!(store, withdraw_token(id, other.id)).unwrap());
    assert!(wrote!(store, withdraw_token(id, person.id)).unwrap());
    assert_eq!(
        store.reader().await.unwrap().grant(digest, at(2)).await.unwrap(),
        None
    );
    assert_eq!(store.reader().await.unwrap().tokens(person.id).await.unwrap(), []);
}
