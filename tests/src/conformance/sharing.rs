//! What holders let others see, and their right to be forgotten.

use spyrales_core::digest::Digest;
use spyrales_core::id::TokenId;
use spyrales_core::level::Level;
use spyrales_core::store::{
    Erased, NewSession, NewShareLink, NewStatusEvent, NewToken, Scope, StatusChange, StatusOutcome,
};

use super::credentials::certificate;
use super::world::exercise;
use super::{Database, World, at};

/// Nobody decides for another.
pub async fn a_name_is_hidden_until_its_holder_shows_it(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let store = &world.store;
    assert!(
        !store
            .reader()
            .await
            .unwrap()
            .name_is_shown(held.id)
            .await
            .unwrap()
    );
    assert!(
        !wrote!(store, show_name(held.id, other.id, true)).unwrap(),
        "it isn't theirs"
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
    for shown in [true, true, false] {
        assert!(wrote!(store, show_name(held.id, holder.id, shown)).unwrap());
        assert_eq!(
            store
                .reader()
                .await
                .unwrap()
                .name_is_shown(held.id)
                .await
                .unwrap(),
            shown
        );
    }
}

/// The secret is in the link alone.
pub async fn a_link_shows_its_certificate_until_it_expires_or_is_withdrawn(database: &dyn Database) {
    let world = World::new(database).await;
    let (holder, other) = (world.person("camille").await, world.person("dominique").await);
    let held = certificate(&world, holder.id, Level::ALL[0]).await;
    let store = &world.store;
    let link = |secret: &[u8], expires| NewShareLink {
        id: world.id(),
        credential: held.id,
        digest: Digest::of(secret),
        expires,
    };
    assert_eq!(
        wrote!(store, add_share_link(link(b"x", None), other.id, at(1))).unwrap(),
        None
    );
    let short = wrote!(
        store,
        add_share_link(link(b"short", Some(at(5))), holder.id, at(1))
    )
    .unwrap()
    .unwrap();
    let long = wrote!(store, add_share_link(link(b"long", None), holder.id, at(1)))
        .unwrap()
        .unwrap();
    let shown = async |secret: &[u8], seconds| {
        store
            .reader()
            .await
            .unwrap()
            .shared_credential(Digest::of(secret), at(seconds))
            .await
            .unwrap()
    };
    assert_eq!(shown(b"short", 4).await, Some(held.id));
    assert_eq!(shown(b"short", 5).await, None, "it has expired");
    assert_eq!(shown(b"guessed", 4).await, None);
    assert!(!wrote!(store, withdraw_share_link(long.id, other.id, at(6))).unwrap());
    assert_eq!(shown(b"long", 7).await, Some(held.id));
    assert!(wrote!(store, withdraw_share_link(long.id, holder.id, at(8))).unwrap());
    assert_eq!(shown(b"long", 9).await, None);
    let links = world
        .another_handle()
        .await
        .reader()
        .await
        .unwrap()
        .share_links(held.id, holder.id)
        .await
        .unwrap();
    assert_eq!(
        links.iter().map(|link| link.id).collect::<Vec<_>>(),
        [long.id, short.id]
    );
    assert_eq!((links[0].withdrawn, links[1].expires), (Some(at(8)), Some(at(5))));
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .share_links(held.id, other.id)
            .await
            .unwrap(),
        []
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
        user: holder.id,
        digest: Digest::of(b"token"),
        label: String::new(),
        scope: Scope::All,
        expires: None,
    };
    wrote!(store, add_token(token, at(1))).unwrap();
    let link = NewShareLink {
        id: world.id(),
        credential: held.id,
        digest: Digest::of(b"link"),
        expires: None,
    };
    wrote!(store, add_share_link(link, holder.id, at(1))).unwrap();
    wrote!(store, show_name(held.id, holder.id, true)).unwrap();

    let exercise = exercise("revenus");
    world
        .app
        .save_draft(holder.id, &exercise, None, "# camille")
        .await
        .unwrap();
    wrote!(store, set_password(holder.id, "$argon2id$")).unwrap();
    let session = NewSession {
        digest: Digest::of(b"cookie"),
        user: holder.id,
        expires: at(100),
        id_token: None,
    };
    wrote!(store, open_session(session, at(1))).unwrap();
    let handed_in = world.new_submission(holder.id, "revenus");
    let (code, digest) = (handed_in.id, Digest::of(&handed_in.source));
    world.store_submission(&handed_in, at(1)).await.unwrap();
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

    assert_eq!(wrote!(store, erase_user(holder.id, at(2))).unwrap(), Erased::Done);
    assert_eq!(
        wrote!(store, erase_user(world.id(), at(2))).unwrap(),
        Erased::Unknown
    );
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
            .session(Digest::of(b"cookie"), at(3))
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
            .shared_credential(Digest::of(b"link"), at(3))
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
    let event = NewStatusEvent {
        credential: held.id,
        change: StatusChange::Revoked,
        reason: "fraude".to_owned(),
        actor: "dominique".to_owned(),
    };
    assert!(matches!(
        wrote!(store, change_status(event, at(4))).unwrap(),
        StatusOutcome::Changed(_)
    ));
    world.person("camille").await;
    assert_eq!(
        store.reader().await.unwrap().credential(kept.id).await.unwrap(),
        Some(kept)
    );
}
