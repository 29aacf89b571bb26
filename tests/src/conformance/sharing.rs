//! What holders let others see, and their right to be forgotten.

use spyrales_app::accounts::EraseAccountError;
use spyrales_app::certificates::{Holder, ReadCertificateError, ShareError, StatusChanged};
use spyrales_core::digest::Digest;
use spyrales_core::id::TokenId;
use spyrales_core::level::Level;
use spyrales_core::store::{NewSession, NewToken, Scope, StatusChange};

use super::credentials::certificate;
use super::world::exercise;
use super::{Database, World, at};

/// Nobody decides for another.
pub async fn a_name_is_hidden_until_its_holder_shows_it(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let app = &world.app;
    let seen = async |visitor| app.holder_of(&held, visitor, None).await.unwrap();
    assert_eq!(seen(None).await, Holder::Hidden);
    for id in [held.id, world.id()] {
        let refused = app.show_name(id, other.id, true).await;
        assert!(
            matches!(refused, Err(ShareError::UnknownCertificate(_))),
            "{refused:?}"
        );
    }
    assert_eq!(seen(Some(other.id)).await, Holder::Hidden);
    let name = holder.display_name.clone();
    assert_eq!(seen(Some(holder.id)).await, Holder::Trusted(name.clone()));
    for shown in [true, true, false] {
        app.show_name(held.id, holder.id, shown).await.unwrap();
        let expected = if shown {
            Holder::Named(name.clone())
        } else {
            Holder::Hidden
        };
        assert_eq!(seen(Some(other.id)).await, expected);
    }
}

/// The secret is in the link alone.
pub async fn a_link_shows_its_certificate_until_it_expires_or_is_withdrawn(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let app = &world.app;
    let day = 24 * 3600;
    let make = async |user, days| app.make_share_link(held.id, user, days).await;
    let refused = make(other.id, None).await;
    assert!(
        matches!(refused, Err(ShareError::UnknownCertificate(_))),
        "{refused:?}"
    );
    let refused = make(holder.id, Some(0)).await;
    assert!(matches!(refused, Err(ShareError::Days)), "{refused:?}");
    let (short, short_secret) = make(holder.id, Some(1)).await.unwrap();
    let (long, long_secret) = make(holder.id, None).await.unwrap();
    assert_eq!((short.expires, long.expires), (Some(at(day)), None));
    let shown = async |secret: &str, seconds| {
        world.clock.set(at(seconds));
        match app.holder_of(&held, None, Some(secret)).await {
            Ok(Holder::Trusted(name)) => name == holder.display_name,
            Err(ReadCertificateError::LinkWithdrawn) => false,
            other => panic!("{other:?}"),
        }
    };
    assert!(shown(&short_secret, day - 1).await);
    assert!(!shown(&short_secret, day).await, "it has expired");
    assert!(!shown("guessed", 4).await);
    let refused = app.withdraw_share_link(long.id, other.id).await;
    assert!(matches!(refused, Err(ShareError::UnknownLink(_))), "{refused:?}");
    assert!(shown(&long_secret, day).await);
    for seconds in [day + 1, day + 2] {
        world.clock.set(at(seconds));
        app.withdraw_share_link(long.id, holder.id).await.unwrap();
    }
    assert!(!shown(&long_secret, day + 3).await);
    let store = world.another_handle().await;
    let mut reader = store.reader().await.unwrap();
    let links = reader.share_links(held.id, holder.id).await.unwrap();
    assert_eq!(links.len(), 2);
    for link in links {
        let first = (link.id == long.id).then(|| at(day + 1));
        assert_eq!(link.withdrawn, first, "the first withdrawal counts");
    }
    assert_eq!(reader.share_links(held.id, other.id).await.unwrap(), []);
}

/// Twelve at once: each link has a secret of its own, and a withdrawn one shows nothing.
pub async fn many_links_may_be_made_and_withdrawn_at_once(database: &dyn Database) {
    let world = World::new(database).await;
    let holder = world.person("camille").await;
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let (id, user) = (held.id, holder.id);
    let made = world
        .at_once(|number, app| async move {
            let (link, secret) = app.make_share_link(id, user, None).await.unwrap();
            let withdrawn = number % 2 == 0;
            if withdrawn {
                app.withdraw_share_link(link.id, user).await.unwrap();
            }
            (secret, withdrawn)
        })
        .await;
    for (secret, withdrawn) in made {
        let seen = world.app.holder_of(&held, None, Some(&secret)).await;
        assert_eq!(seen.is_err(), withdrawn);
    }
}

/// The transcript is for the holder, and for whoever has a link of theirs.
pub async fn a_transcript_is_shown_to_its_holder_and_through_links(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let app = &world.app;
    let (_, secret) = app.make_share_link(held.id, holder.id, None).await.unwrap();
    let transcript = held.id.to_string().into_bytes();
    assert_eq!(
        app.evidence(held.id, Some(holder.id), None).await.unwrap(),
        transcript
    );
    assert_eq!(
        app.evidence(held.id, None, Some(&secret)).await.unwrap(),
        transcript
    );
    app.show_name(held.id, holder.id, true).await.unwrap();
    let refused = app.evidence(held.id, Some(other.id), None).await;
    assert!(
        matches!(refused, Err(ReadCertificateError::NotShown(_))),
        "{refused:?}"
    );
    let unknown = app.evidence(world.id(), Some(holder.id), None).await;
    assert!(
        matches!(unknown, Err(ReadCertificateError::Unknown(_))),
        "{unknown:?}"
    );
}

/// What others rely on stays: that the certificate was issued, and whether it was revoked.
pub async fn an_erased_account_leaves_no_name_no_token_and_no_nonce(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let kept = certificate(&world, other.id, Level::ALL[0]).await;
    let store = &world.store;
    let token = NewToken {
        id: world.id::<TokenId>(),
        digest: Digest::of(b"token"),
        label: String::new(),
        scope: Scope::All,
        expires: None,
    };
    let owner = world.open(holder.id).await;
    wrote!(store, insert_token(&owner, &token, at(1))).unwrap();
    let (_, link) = world.app.make_share_link(held.id, holder.id, None).await.unwrap();
    world.app.show_name(held.id, holder.id, true).await.unwrap();

    let exercise = exercise("revenus");
    world
        .app
        .save_draft(holder.id, &world.exercise("revenus", 50), None, "# camille")
        .await
        .unwrap();
    wrote!(store, put_password(owner.live(), "$argon2id$")).unwrap();
    let session = NewSession {
        digest: Digest::of(b"cookie"),
        opened: at(1),
        expires: at(100),
        id_token: None,
    };
    wrote!(store, insert_session(&owner, &session)).unwrap();
    let handed_in = world.new_submission("revenus");
    let (code, digest) = (handed_in.id, Digest::of(&handed_in.source));
    world
        .store_submission(holder.id, &handed_in, at(1))
        .await
        .unwrap();
    assert!(
        store
            .reader()
            .await
            .unwrap()
            .source_by_digest(digest)
            .await
            .unwrap()
            .is_some()
    );

    let app = &world.app;
    let unknown = app.erase_account(None, world.id(), "camille").await;
    assert!(
        matches!(unknown, Err(EraseAccountError::NotLive(_))),
        "{unknown:?}"
    );
    let unconfirmed = app.erase_account(None, holder.id, "dominique").await;
    assert!(
        matches!(unconfirmed, Err(EraseAccountError::NotConfirmed)),
        "{unconfirmed:?}"
    );
    app.erase_account(None, holder.id, "camille").await.unwrap();
    let store = world.another_handle().await;
    let erased = store
        .reader()
        .await
        .unwrap()
        .user(holder.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((erased.display_name.as_str(), erased.email.as_str()), ("", ""));
    assert_eq!(
        store.reader().await.unwrap().user_named("camille").await.unwrap(),
        None
    );
    assert_eq!(
        store.reader().await.unwrap().password(holder.id).await.unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .session(Digest::of(b"cookie"))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .draft(holder.id, &exercise)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .source_by_digest(digest)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .submission_source(code, holder.id)
            .await
            .unwrap(),
        Some(Vec::new())
    );
    assert_eq!(world.lease(at(3)).await.unwrap(), None, "nothing waits");
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .grant(Digest::of(b"token"), at(3))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .shared_credential(Digest::of(link.as_bytes()), at(3))
            .await
            .unwrap(),
        None
    );
    assert!(
        !store
            .reader()
            .await
            .unwrap()
            .name_is_shown(held.id)
            .await
            .unwrap()
    );
    assert_eq!(
        store.reader().await.unwrap().transcript(held.id).await.unwrap(),
        None
    );
    assert!(
        store
            .reader()
            .await
            .unwrap()
            .credential(held.id)
            .await
            .unwrap()
            .unwrap()
            .is_erased()
    );
    let place = store
        .reader()
        .await
        .unwrap()
        .log_place(held.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((place.position, place.nonce), (0, None));
    assert_eq!(
        store.reader().await.unwrap().log_size().await.unwrap(),
        2,
        "the log forgets nothing"
    );

    // Its status can still be changed; the name is free again; the neighbour noticed nothing.
    let change = StatusChange::Revoked;
    let revoked = world
        .app
        .change_status(held.id, change, "fraude", "dominique")
        .await;
    assert_eq!(revoked.unwrap(), StatusChanged::Changed);
    let erased = world.app.certificate(held.id).await;
    assert!(
        matches!(erased, Err(ReadCertificateError::Erased(_))),
        "{erased:?}"
    );
    world.person("camille").await;
    assert_eq!(
        store.reader().await.unwrap().credential(kept.id).await.unwrap(),
        Some(kept)
    );
}
