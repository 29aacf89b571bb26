//! Who a provider says somebody is, and whose account that is.

use futures::future::join_all;
use spyrales_app::accounts::{AdmitError, Arrival, LinkIdentityError, UnlinkIdentityError};
use spyrales_core::digest::Digest;
use spyrales_core::store::{AuditAction, Identity, NewSession, NewUser};

use super::{Database, World, at};

fn identity(issuer: &str, subject: &str) -> Identity {
    Identity {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
    }
}

fn arrival(identity: &Identity, email: &str) -> Arrival {
    Arrival {
        identity: identity.clone(),
        email: Some(email.to_owned()),
        full_name: Some("Camille Martin".to_owned()),
    }
}

/// Whoever comes again finds their account, whatever the provider says of them by now.
pub async fn an_identity_opens_one_account_however_often_it_comes(database: &dyn Database) {
    let world = World::new(database).await;
    let camille = identity("https://one.example", "1");
    let identified = async |identity: &Identity| {
        let store = world.another_handle().await;
        let mut reader = store.reader().await.unwrap();
        reader.identified(identity).await.unwrap()
    };
    assert_eq!(identified(&camille).await, None);
    let first = arrival(&camille, "camille@example.fr");
    let user = world.app.admit(&first).await.unwrap();
    assert_eq!(
        (user.name.as_str(), user.display_name.as_str()),
        ("camille", "Camille Martin")
    );
    assert_eq!(identified(&camille).await, Some(user.clone()));
    for again in [
        arrival(&camille, "another@example.fr"),
        Arrival { email: None, ..first },
    ] {
        assert_eq!(world.app.admit(&again).await.unwrap(), user);
    }
    let another = world.store.reader().await.unwrap().user_named("another").await;
    assert_eq!(another.unwrap(), None);
    // Another provider's person of the same name is somebody else.
    let other = identity("https://two.example", "1");
    assert_eq!(identified(&other).await, None);
    let made = world
        .app
        .admit(&arrival(&other, "other@example.fr"))
        .await
        .unwrap();
    assert_ne!(made.id, user.id);
}

/// An address may have passed to somebody else: it opens nothing.
pub async fn an_address_that_is_known_makes_and_links_nothing(database: &dyn Database) {
    let world = World::new(database).await;
    let first = NewUser {
        email: "Camille@example.fr".to_owned(),
        ..world.new_user("somebody")
    };
    let first = world.insert(&first).await;
    let came = identity("https://one.example", "1");
    let admitted = world.app.admit(&arrival(&came, "camille@Example.fr")).await;
    assert!(matches!(admitted, Err(AdmitError::EmailKnown)), "{admitted:?}");
    let nameless = Arrival {
        email: None,
        ..arrival(&came, "")
    };
    for unusable in [arrival(&came, "no address"), nameless] {
        let admitted = world.app.admit(&unusable).await;
        assert!(matches!(admitted, Err(AdmitError::NoEmail)), "{admitted:?}");
    }
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.identified(&came).await.unwrap(), None);
    assert_eq!(reader.user_named("camille").await.unwrap(), None);
    assert_eq!(reader.identities(first.id).await.unwrap(), []);
}

/// A name that is taken leaves room for the next one.
pub async fn a_newcomer_needs_a_name_of_their_own(database: &dyn Database) {
    let world = World::new(database).await;
    for name in ["c.martin", "c.martin-2"] {
        world.person(name).await;
    }
    let came = identity("https://one.example", "1");
    let arrival = arrival(&came, "C.Martin@example.org");
    let user = world.app.admit(&arrival).await.unwrap();
    assert_eq!(user.name, "c.martin-3");
    let identities = world.store.reader().await.unwrap().identities(user.id).await;
    assert_eq!(identities.unwrap()[0].identity, came);
    // Without the identity there is no account.
    database.refuse_inserts("identities").await;
    let other = Arrival {
        identity: identity("https://one.example", "2"),
        email: Some("lea@example.org".to_owned()),
        full_name: None,
    };
    let refused = world.app.admit(&other).await;
    assert!(matches!(refused, Err(AdmitError::Store(_))), "{refused:?}");
    let lea = world.store.reader().await.unwrap().user_named("lea").await;
    assert_eq!(lea.unwrap(), None);
}

/// A double click, or two windows.
pub async fn of_many_arrivals_at_once_one_makes_the_account(database: &dyn Database) {
    let world = World::new(database).await;
    let came = identity("https://one.example", "1");
    let arrivals = (0..12).map(|_| {
        let (app, arrival) = (world.app.clone(), arrival(&came, "camille@example.fr"));
        tokio::spawn(async move { app.admit(&arrival).await.unwrap().id })
    });
    let admitted = join_all(arrivals.collect::<Vec<_>>()).await;
    let owner = world.store.reader().await.unwrap().identified(&came).await;
    let owner = owner.unwrap().unwrap().id;
    assert!(admitted.into_iter().all(|user| user.unwrap() == owner));
    let second = world.store.reader().await.unwrap().user_named("camille-2").await;
    assert_eq!(second.unwrap(), None);
}

/// What was confirmed is linked, and nothing is taken from another account.
pub async fn an_identity_is_linked_to_one_account(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let (store, app) = (&world.store, &world.app);
    let (old, new) = (
        identity("https://one.example", "1"),
        identity("https://one.example", "2"),
    );
    let nobody = app.link_identity(None, world.id(), &old).await;
    assert!(matches!(nobody, Err(LinkIdentityError::NotLive(_))), "{nobody:?}");
    for (identity, actor, time) in [
        (&old, None, 1),
        (&old, Some("andrea"), 2),
        (&new, Some("andrea"), 4),
    ] {
        world.clock.set(at(time));
        app.link_identity(actor, first.id, identity).await.unwrap();
    }
    let taken = app.link_identity(None, second.id, &old).await;
    assert!(matches!(taken, Err(LinkIdentityError::OpensAnother)), "{taken:?}");
    let mut reader = store.reader().await.unwrap();
    assert_eq!(reader.identified(&old).await.unwrap(), Some(first.clone()));
    let listed = reader.identities(first.id).await.unwrap();
    let listed: Vec<_> = listed
        .into_iter()
        .map(|stored| (stored.identity, stored.linked))
        .collect();
    assert_eq!(listed, [(old.clone(), at(1)), (new.clone(), at(4))]);
    assert_eq!(reader.identities(second.id).await.unwrap(), []);
    drop(reader);
    // Unlinked, it opens nothing, and whoever came in by it is out.
    let cookie = Digest::of(b"cookie");
    let session = NewSession {
        digest: cookie,
        opened: at(1),
        expires: at(90),
        id_token: None,
    };
    let owner = world.open(first.id).await;
    wrote!(store, insert_session(&owner, &session)).unwrap();
    let session = async || {
        let mut reader = store.reader().await.unwrap();
        reader.session(cookie).await.unwrap().is_some()
    };
    let unlink = async |user| app.unlink_identity("andrea", user, &new).await;
    let nobody = unlink(world.id()).await;
    assert!(
        matches!(nobody, Err(UnlinkIdentityError::NotLive(_))),
        "{nobody:?}"
    );
    assert!(!unlink(second.id).await.unwrap(), "it isn't theirs");
    assert!(session().await);
    assert!(unlink(first.id).await.unwrap());
    assert!(!unlink(first.id).await.unwrap());
    assert!(!session().await);
    let mut reader = store.reader().await.unwrap();
    assert_eq!(reader.identified(&new).await.unwrap(), None);
    let events = reader.audit_events(None, 9).await.unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.action, event.subject.clone()))
        .collect();
    let of_first = first.id.to_string();
    assert_eq!(
        told,
        [
            (AuditAction::IdentityUnlinked, of_first.clone()),
            (AuditAction::IdentityLinked, of_first),
        ]
    );
    for event in events {
        assert_eq!(
            (event.actor.as_str(), event.detail.as_str()),
            ("andrea", "https://one.example")
        );
    }
    drop(reader);
    // Who has been forgotten may begin anew.
    world.erase(first.id).await;
    assert_eq!(
        store.reader().await.unwrap().identified(&old).await.unwrap(),
        None
    );
    let anew = app.admit(&arrival(&old, "camille@example.org")).await.unwrap();
    assert_ne!(anew.id, first.id);
    assert_eq!(anew.name, "camille");
}

/// The others are told that it opens another account.
pub async fn of_many_accounts_at_once_one_gets_the_identity(database: &dyn Database) {
    let world = World::new(database).await;
    let came = identity("https://one.example", "1");
    let mut links = Vec::new();
    for number in 0..12 {
        let user = world.person(&format!("camille-{number}")).await.id;
        let (app, came) = (world.app.clone(), came.clone());
        links.push(tokio::spawn(async move {
            app.link_identity(Some("andrea"), user, &came).await
        }));
    }
    let linked = join_all(links).await.into_iter().map(Result::unwrap);
    let (linked, refused): (Vec<_>, Vec<_>) = linked.partition(Result::is_ok);
    assert_eq!(linked.len(), 1);
    for refused in refused {
        assert!(
            matches!(refused, Err(LinkIdentityError::OpensAnother)),
            "{refused:?}"
        );
    }
    let events = world.store.reader().await.unwrap().audit_events(None, 99).await;
    assert_eq!(events.unwrap().len(), 1);
}

/// What can't be put on record isn't done: neither linking nor unlinking.
pub async fn a_link_whose_event_is_refused_is_none(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let (old, new) = (
        identity("https://one.example", "1"),
        identity("https://one.example", "2"),
    );
    world.app.link_identity(None, user, &old).await.unwrap();
    database.refuse_inserts("acts").await;
    let linked = world.app.link_identity(Some("andrea"), user, &new).await;
    assert!(matches!(linked, Err(LinkIdentityError::Store(_))), "{linked:?}");
    let unlinked = world.app.unlink_identity("andrea", user, &old).await;
    assert!(
        matches!(unlinked, Err(UnlinkIdentityError::Store(_))),
        "{unlinked:?}"
    );
    let listed = world
        .store
        .reader()
        .await
        .unwrap()
        .identities(user)
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].identity, old);
}
