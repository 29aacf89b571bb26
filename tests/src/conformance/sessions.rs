//! Sessions and passwords.

use futures::future::join_all;
use spyrales_app::accounts::{ChangePasswordError, OpenSessionError, ResetPasswordError, SessionSecret};
use spyrales_core::id::UserId;
use spyrales_core::session::{LAPSED_KEPT, LASTS};
use spyrales_core::store::{AuditAction, NewSession};

use super::{Database, World, at};

async fn signed_in(world: &World<'_>, secret: &SessionSecret, seconds: i64) -> Option<String> {
    world.clock.set(at(seconds));
    let user = world.app.signed_in(secret.reveal()).await.unwrap();
    user.map(|user| user.name)
}

async fn was_signed_in(world: &World<'_>, secret: &SessionSecret, seconds: i64) -> Option<String> {
    world.clock.set(at(seconds));
    let user = world.app.was_signed_in(secret.reveal()).await.unwrap();
    user.map(|user| user.name)
}

async fn password(world: &World<'_>, user: UserId) -> Option<String> {
    let mut reader = world.store.reader().await.unwrap();
    reader.password(user).await.unwrap()
}

/// A session stands for its person until the moment it ends, and for nobody else.
pub async fn a_session_is_its_persons_until_it_ends(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let nobody = world.app.open_session(world.id(), None).await;
    assert!(matches!(nobody, Err(OpenSessionError::NotLive(_))), "{nobody:?}");
    let id_token = "header.claims.signature".to_owned();
    let secret = world.app.open_session(person.id, Some(id_token)).await.unwrap();
    let other = world.app.open_session(person.id, None).await.unwrap();
    let ends = LASTS.as_secs();
    assert_eq!(
        signed_in(&world, &secret, ends - 1).await.as_deref(),
        Some("camille")
    );
    assert_eq!(signed_in(&world, &secret, ends).await, None);
    world.clock.set(at(1));
    assert_eq!(world.app.signed_in("another secret").await.unwrap(), None);
    let end = async |secret: &SessionSecret| world.app.end_session(secret.reveal()).await.unwrap();
    assert_eq!(end(&secret).await.as_deref(), Some("header.claims.signature"));
    assert_eq!(end(&secret).await, None, "ended already");
    assert_eq!(signed_in(&world, &secret, 2).await, None);
    assert_eq!(signed_in(&world, &other, 2).await.as_deref(), Some("camille"));
    assert_eq!(end(&other).await, None, "it had no ID token");
    assert_eq!(signed_in(&world, &other, 2).await, None);
}

/// What ran out says for a week whose it was; what was ended says nothing.
pub async fn a_session_that_ran_out_is_remembered_for_a_while(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let (first, second) = (
        world.app.open_session(person.id, None).await.unwrap(),
        world.app.open_session(person.id, None).await.unwrap(),
    );
    let (ends, week) = (LASTS.as_secs(), LAPSED_KEPT.as_secs());
    assert_eq!(
        was_signed_in(&world, &first, ends - 1).await,
        None,
        "it hasn't ended"
    );
    for now in [ends, ends + week - 1] {
        assert_eq!(
            was_signed_in(&world, &first, now).await.as_deref(),
            Some("camille")
        );
    }
    assert_eq!(
        was_signed_in(&world, &first, ends + week).await,
        None,
        "too long ago"
    );
    world.app.end_session(second.reveal()).await.unwrap();
    assert_eq!(was_signed_in(&world, &second, ends + 1).await, None, "signed out");
    world.app.reset_password("andrea", person.id).await.unwrap();
    assert_eq!(
        was_signed_in(&world, &first, ends + 1).await,
        None,
        "another password"
    );
    // Whoever signs in sweeps out what is too old to tell anything.
    let old = NewSession {
        digest: spyrales_core::digest::Digest::of(b"old"),
        opened: at(0),
        expires: at(1),
        id_token: None,
    };
    let owner = world.open(person.id).await;
    wrote!(world.store, insert_session(&owner, &old)).unwrap();
    let there = async || {
        let mut reader = world.store.reader().await.unwrap();
        reader.session(old.digest).await.unwrap().is_some()
    };
    for (now, kept) in [(week, true), (week + 1, false)] {
        world.clock.set(at(now));
        world.app.open_session(person.id, None).await.unwrap();
        assert_eq!(there().await, kept);
    }
}

/// Whoever knew the old password is out; other people stay in.
pub async fn a_new_password_ends_every_session(database: &dyn Database) {
    let world = World::new(database).await;
    let (first, second) = (world.person("camille").await, world.person("dominique").await);
    let mut secrets = Vec::new();
    for user in [first.id, first.id, second.id] {
        secrets.push(world.app.open_session(user, None).await.unwrap());
    }
    world.app.reset_password("andrea", first.id).await.unwrap();
    assert_eq!(signed_in(&world, &secrets[0], 1).await, None);
    assert_eq!(signed_in(&world, &secrets[1], 1).await, None);
    assert_eq!(
        signed_in(&world, &secrets[2], 1).await.as_deref(),
        Some("dominique")
    );
}

/// The first password needs no old one; who changes it stays signed in, in a new session.
pub async fn a_password_is_changed_by_whom_it_is_and_reset_on_record(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let app = &world.app;
    let confirmed = world.confirmed(person.id).await;
    let change = async |old: &str, new: &str| {
        app.change_password(person.id, Some(&confirmed), old.to_owned(), new.to_owned())
            .await
    };
    let opens = async |password: &str| {
        let user = app.check_password("camille", password.to_owned()).await.unwrap();
        user.is_some()
    };
    assert!(!opens("").await, "no password opens nothing");
    let first = change("", "correct horse").await.unwrap();
    assert!(opens("correct horse").await && !opens("correct house").await);
    let short = change("correct horse", "too short").await;
    assert!(
        matches!(short, Err(ChangePasswordError::Unacceptable(_))),
        "{short:?}"
    );
    let wrong = change("correct house", "battery staple").await;
    assert!(matches!(wrong, Err(ChangePasswordError::Wrong)), "{wrong:?}");
    assert!(opens("correct horse").await);
    assert_eq!(signed_in(&world, &first, 1).await.as_deref(), Some("camille"));
    let second = change("correct horse", "battery staple").await.unwrap();
    assert_eq!(signed_in(&world, &first, 2).await, None);
    assert_eq!(signed_in(&world, &second, 2).await.as_deref(), Some("camille"));
    let events = world.store.reader().await.unwrap().audit_events(None, 9).await;
    assert_eq!(events.unwrap(), [], "it is their own");
    let drawn = app.reset_password("andrea", person.id).await.unwrap();
    assert!(opens(drawn.reveal()).await && !opens("battery staple").await);
    let events = world.store.reader().await.unwrap().audit_events(None, 9).await;
    let [event] = events.unwrap().try_into().unwrap();
    assert_eq!(
        (event.action, event.subject),
        (AuditAction::PasswordReset, person.id.to_string())
    );
    let nobody = app.reset_password("andrea", world.id()).await;
    assert!(
        matches!(nobody, Err(ResetPasswordError::NotLive(_))),
        "{nobody:?}"
    );
}

/// A reset that can't be put on record, or a change without the session that goes with it, leaves all as it was.
pub async fn a_password_whose_event_is_refused_stays(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let confirmed = world.confirmed(user).await;
    let change = async |old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        world.app.change_password(user, Some(&confirmed), old, new).await
    };
    let secret = change("", "correct horse").await.unwrap();
    let before = password(&world, user).await;
    database.refuse_inserts("acts").await;
    let reset = world.app.reset_password("andrea", user).await;
    assert!(matches!(reset, Err(ResetPasswordError::Store(_))), "{reset:?}");
    database.refuse_inserts("sessions").await;
    let changed = change("correct horse", "battery staple").await;
    assert!(
        matches!(changed, Err(ChangePasswordError::Store(_))),
        "{changed:?}"
    );
    assert_eq!(password(&world, user).await, before);
    assert_eq!(signed_in(&world, &secret, 1).await.as_deref(), Some("camille"));
}

/// The others no longer know the old one.
pub async fn of_many_changes_of_a_password_at_once_one_is_made(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let first = "correct horse".to_owned();
    let confirmed = world.confirmed(user).await;
    world
        .app
        .change_password(user, Some(&confirmed), String::new(), first)
        .await
        .unwrap();
    let changes = (0..12).map(|number| {
        let (app, new) = (world.app.clone(), format!("battery staple {number}"));
        tokio::spawn(async move {
            app.change_password(user, None, "correct horse".to_owned(), new)
                .await
        })
    });
    let changed = join_all(changes.collect::<Vec<_>>()).await;
    let (changed, refused): (Vec<_>, Vec<_>) =
        changed.into_iter().map(Result::unwrap).partition(Result::is_ok);
    assert_eq!(changed.len(), 1);
    for refused in refused {
        assert!(matches!(refused, Err(ChangePasswordError::Wrong)), "{refused:?}");
    }
    let [secret] = changed.try_into().unwrap();
    assert_eq!(
        signed_in(&world, &secret.unwrap(), 1).await.as_deref(),
        Some("camille")
    );
}
