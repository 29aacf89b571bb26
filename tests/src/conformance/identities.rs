//! Who a provider says somebody is, and whose account that is.

use spyrales_core::digest::Digest;
use spyrales_core::store::{
    Admitted, AuditAction, Identity, Linked, NewSession, NewUser, Role, StoreError, User,
};

use super::{Database, World, at};

fn identity(issuer: &str, subject: &str) -> Identity {
    Identity {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
    }
}

fn newcomer(world: &World, name: &str, email: &str) -> NewUser {
    NewUser {
        id: world.id(),
        name: name.to_owned(),
        display_name: "Camille Martin".to_owned(),
        email: email.to_owned(),
        role: Role::Agent,
    }
}

fn made(admitted: Admitted) -> User {
    match admitted {
        Admitted::Made(user) => user,
        other => panic!("{other:?}"),
    }
}

/// Whoever comes again finds their account, whatever the provider says of them by now.
pub async fn an_identity_opens_one_account_however_often_it_comes(database: &dyn Database) {
    let world = World::new(database).await;
    let camille = identity("https://one.example", "1");
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .identified(&camille)
            .await
            .unwrap(),
        None
    );
    let first = newcomer(&world, "camille", "camille@example.fr");
    let user = made(wrote!(world.store, admit(camille.clone(), first, at(1))).unwrap());
    let store = world.another_handle().await;
    assert_eq!(
        store.reader().await.unwrap().user(user.id).await.unwrap(),
        Some(user.clone())
    );
    assert_eq!(
        store.reader().await.unwrap().identified(&camille).await.unwrap(),
        Some(user.clone())
    );
    let again = newcomer(&world, "another", "another@example.fr");
    let known = wrote!(store, admit(camille, again, at(2))).unwrap();
    assert_eq!(known, Admitted::Known(user));
    assert_eq!(
        store.reader().await.unwrap().user_named("another").await.unwrap(),
        None
    );
    // Another provider's person of the same name is somebody else.
    let other = identity("https://two.example", "1");
    assert_eq!(
        store.reader().await.unwrap().identified(&other).await.unwrap(),
        None
    );
    let other = wrote!(
        store,
        admit(other, newcomer(&world, "other", "other@example.fr"), at(3))
    );
    made(other.unwrap());
}

/// An address may have passed to somebody else: it opens nothing.
pub async fn an_address_that_is_known_makes_and_links_nothing(database: &dyn Database) {
    let world = World::new(database).await;
    let first = newcomer(&world, "camille", "Camille@example.fr");
    let first = wrote!(world.store, add_user(first, at(0))).unwrap();
    let came = identity("https://one.example", "1");
    let second = newcomer(&world, "camille-2", "camille@Example.fr");
    let admitted = wrote!(world.store, admit(came.clone(), second, at(1))).unwrap();
    assert_eq!(admitted, Admitted::EmailKnown);
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .identified(&came)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .user_named("camille-2")
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .identities(first.id)
            .await
            .unwrap(),
        []
    );
}

/// A name that is taken leaves nothing behind, so that another can be tried.
pub async fn a_newcomer_needs_a_name_of_their_own(database: &dyn Database) {
    let world = World::new(database).await;
    world.person("camille").await;
    let came = identity("https://one.example", "1");
    let taken = newcomer(&world, "camille", "c.martin@example.fr");
    let refused = wrote!(world.store, admit(came.clone(), taken, at(1)));
    assert!(matches!(refused, Err(StoreError::Taken { .. })), "{refused:?}");
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .identified(&came)
            .await
            .unwrap(),
        None
    );
    let free = newcomer(&world, "camille-2", "c.martin@example.fr");
    made(wrote!(world.store, admit(came, free, at(2))).unwrap());
}

/// What was confirmed is linked, and nothing is taken from another account.
pub async fn an_identity_is_linked_to_one_account(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let store = &world.store;
    let (old, new) = (
        identity("https://one.example", "1"),
        identity("https://one.example", "2"),
    );
    let nobody = wrote!(store, link_identity(old.clone(), world.id(), at(0)));
    assert!(matches!(nobody, Err(StoreError::Unknown { .. })), "{nobody:?}");
    for (identity, user, time, linked) in [
        (&old, &first, 1, Linked::Now),
        (&old, &first, 2, Linked::Already),
        (&old, &second, 3, Linked::Elsewhere),
        (&new, &first, 4, Linked::Now),
    ] {
        let done = wrote!(store, link_identity(identity.clone(), user.id, at(time))).unwrap();
        assert_eq!(done, linked, "{identity:?} {}", user.name);
    }
    assert_eq!(
        store.reader().await.unwrap().identified(&old).await.unwrap(),
        Some(first.clone())
    );
    let listed = store.reader().await.unwrap().identities(first.id).await.unwrap();
    let listed: Vec<_> = listed
        .into_iter()
        .map(|stored| (stored.identity, stored.linked))
        .collect();
    assert_eq!(listed, [(old.clone(), at(1)), (new.clone(), at(4))]);
    assert_eq!(
        store.reader().await.unwrap().identities(second.id).await.unwrap(),
        []
    );
    // Unlinked, it opens nothing, and whoever came in by it is out.
    let cookie = Digest::of(b"cookie");
    let session = NewSession {
        digest: cookie,
        user: first.id,
        expires: at(90),
        id_token: None,
    };
    wrote!(store, open_session(session, at(4))).unwrap();
    let unlink = async |user| wrote!(store, unlink_identity(&new, user, "andrea", at(5))).unwrap();
    assert!(!unlink(second.id).await, "it isn't theirs");
    assert!(
        store
            .reader()
            .await
            .unwrap()
            .session(cookie, at(5))
            .await
            .unwrap()
            .is_some()
    );
    assert!(unlink(first.id).await && !unlink(first.id).await);
    assert_eq!(
        store.reader().await.unwrap().identified(&new).await.unwrap(),
        None
    );
    assert!(
        store
            .reader()
            .await
            .unwrap()
            .session(cookie, at(5))
            .await
            .unwrap()
            .is_none()
    );
    let [act] = store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 9)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(
        (act.action, act.subject),
        (AuditAction::IdentityUnlinked, first.id.to_string())
    );
    assert!(!act.detail.contains(&new.subject) && act.actor == "andrea");
    // Who has been forgotten may begin anew.
    wrote!(store, erase_user(first.id, at(5))).unwrap();
    assert_eq!(
        store.reader().await.unwrap().identified(&old).await.unwrap(),
        None
    );
    let anew = newcomer(&world, "camille", "anew@example.fr");
    assert_ne!(made(wrote!(store, admit(old, anew, at(6))).unwrap()).id, first.id);
}
