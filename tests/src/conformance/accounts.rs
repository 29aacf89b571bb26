//! People and their tokens.

use futures::future::join_all;
use jiff::SignedDuration;
use spyrales_app::accounts::{AccountRequest, MakeAccountError, MakeTokenError, TokenRequest};
use spyrales_core::digest::Digest;
use spyrales_core::store::{AuditAction, NewToken, Role, Scope, UserSearch};

use super::{Database, World, at};

/// An account with all that one can be made with.
fn request(name: &str) -> AccountRequest {
    AccountRequest {
        name: name.to_owned(),
        display_name: "Camille Özgür".to_owned(),
        email: "camille@example.fr".to_owned(),
        role: Role::Trainer,
        password: true,
        token: Some(TokenRequest {
            label: "notebook".to_owned(),
            lifetime: SignedDuration::from_secs(10),
        }),
    }
}

/// How many accounts and how many audit events there are.
async fn counts(world: &World<'_>) -> (usize, usize) {
    let search = UserSearch {
        text: "",
        organisation: None,
        after: None,
        limit: 99,
    };
    let mut reader = world.store.reader().await.unwrap();
    let users = reader.find_users(search).await.unwrap();
    (users.len(), reader.audit_events(None, 99).await.unwrap().len())
}

/// A name is unique; the second person is refused, and the first stays.
pub async fn a_name_is_taken_once(database: &dyn Database) {
    let world = World::new(database).await;
    let first = world.person("camille").await;
    let second = wrote!(world.store, insert_user(&world.new_user("camille"), at(1)));
    assert_eq!(second.unwrap(), None);
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

/// Whoever comes second is refused, and leaves nothing behind.
pub async fn of_many_accounts_of_one_name_at_once_one_is_made(database: &dyn Database) {
    let world = World::new(database).await;
    let tries = (0..12).map(|_| {
        let app = world.app.clone();
        tokio::spawn(async move { app.make_account("andrea", request("camille")).await })
    });
    let made = join_all(tries.collect::<Vec<_>>()).await;
    let (made, refused): (Vec<_>, Vec<_>) = made.into_iter().map(Result::unwrap).partition(Result::is_ok);
    assert_eq!((made.len(), counts(&world).await), (1, (1, 1)));
    for refused in refused {
        assert!(matches!(refused, Err(MakeAccountError::NameTaken(name)) if name == "camille"));
    }
}

/// The three are one act: where the last is refused, the others are not there.
pub async fn an_account_is_made_with_its_password_its_token_and_its_event_or_not_at_all(
    database: &dyn Database,
) {
    let world = World::new(database).await;
    let made = world
        .app
        .make_account("andrea", request("camille"))
        .await
        .unwrap();
    let (password, token) = (made.password.unwrap(), made.token.unwrap());
    let known = world
        .app
        .check_password("camille", password.reveal().to_owned())
        .await;
    assert_eq!(known.unwrap(), Some(made.user.clone()));
    let store = world.another_handle().await;
    let mut reader = store.reader().await.unwrap();
    let granted = reader.grant(token.digest(), at(9)).await.unwrap().unwrap();
    assert_eq!((granted.user, granted.scope), (made.user.clone(), Scope::All));
    assert_eq!(reader.grant(token.digest(), at(10)).await.unwrap(), None);
    let [event] = reader.audit_events(None, 9).await.unwrap().try_into().unwrap();
    assert_eq!(
        (event.actor.as_str(), event.action),
        ("andrea", AuditAction::AccountMade)
    );
    assert_eq!(
        (event.subject, event.detail),
        (made.user.id.to_string(), "trainer".to_owned())
    );
    drop(reader);
    for (name, changed, expected) in [
        ("Camille", request("Camille"), "name"),
        (
            "lea",
            AccountRequest {
                display_name: String::new(),
                ..request("lea")
            },
            "display name",
        ),
        (
            "lea",
            AccountRequest {
                email: "lea".to_owned(),
                ..request("lea")
            },
            "e-mail",
        ),
    ] {
        let refused = world.app.make_account("andrea", changed).await.unwrap_err();
        let told = match refused {
            MakeAccountError::Name(_) => "name",
            MakeAccountError::DisplayName(_) => "display name",
            MakeAccountError::Email(_) => "e-mail",
            other => panic!("{other}"),
        };
        assert_eq!(told, expected, "{name}");
    }
    assert_eq!(counts(&world).await, (1, 1));
    for table in ["tokens", "passwords", "acts"] {
        database.refuse_inserts(table).await;
        let refused = world.app.make_account("andrea", request(table)).await;
        assert!(
            matches!(refused, Err(MakeAccountError::Store(_))),
            "{table}: {refused:?}"
        );
        assert_eq!(counts(&world).await, (1, 1), "{table}");
    }
}

/// Whoever tries the service has all accounts of the demonstration, or is asked again at the next start.
pub async fn accounts_that_are_made_together_are_all_made_or_none(database: &dyn Database) {
    let world = World::new(database).await;
    world.person("dominique").await;
    let together = world
        .app
        .make_accounts("spyrales serve", ["camille", "dominique"].map(request));
    let refused = together.await.unwrap_err();
    assert!(matches!(refused, MakeAccountError::NameTaken(name) if name == "dominique"));
    assert_eq!(counts(&world).await, (1, 0));
    let together = world
        .app
        .make_accounts("spyrales serve", ["camille", "lea"].map(request));
    let made = together.await.unwrap();
    assert_eq!(made.map(|made| made.user.name), ["camille", "lea"]);
    assert_eq!(counts(&world).await, (3, 2));
}

/// A token grants its person until the very moment it expires, and only by its own digest.
pub async fn a_token_stands_for_its_person_until_it_expires(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let owner = world.open(person.id).await;
    let (short, long) = (Digest::of(b"short"), Digest::of(b"long"));
    for (digest, expires) in [(short, Some(at(10))), (long, None)] {
        let token = NewToken {
            id: world.id(),
            digest,
            label: String::new(),
            scope: Scope::All,
            expires,
        };
        wrote!(world.store, insert_token(&owner, &token, at(0))).unwrap();
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

/// A token for nobody is refused, and so is one for ever.
pub async fn a_token_needs_its_person(database: &dyn Database) {
    let world = World::new(database).await;
    let erased = world.person("dominique").await.id;
    let confirmed = world.confirmed(erased).await;
    world.erase(erased).await;
    let made = world.app.make_token(&confirmed, "notebook", Scope::All, 1).await;
    assert!(matches!(made, Err(MakeTokenError::NotLive(_))), "{made:?}");
    let person = world.person("camille").await.id;
    let confirmed = world.confirmed(person).await;
    let made = world
        .app
        .make_token(&confirmed, "notebook", Scope::All, 367)
        .await;
    assert!(matches!(made, Err(MakeTokenError::Refused)), "{made:?}");
    let tokens = world.store.reader().await.unwrap().tokens(person).await;
    assert_eq!(tokens.unwrap(), []);
    let made = world
        .app
        .make_token(&confirmed, "notebook", Scope::All, 1)
        .await
        .unwrap();
    let granted = async |seconds| {
        let mut reader = world.store.reader().await.unwrap();
        reader.grant(made.digest(), at(seconds)).await.unwrap().is_some()
    };
    let day = 24 * 60 * 60;
    assert_eq!((granted(day - 1).await, granted(day).await), (true, false));
}

/// What one handle wrote, another reads, after the first is gone.
pub async fn people_and_tokens_outlive_the_handle_that_wrote_them(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let owner = world.open(person.id).await;
    let token = NewToken {
        id: world.id(),
        digest: Digest::of(b"token"),
        label: String::new(),
        scope: Scope::All,
        expires: None,
    };
    wrote!(world.store, insert_token(&owner, &token, at(0))).unwrap();
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
    let owner = world.open(person.id).await;
    let token = NewToken {
        id: world.id(),
        digest,
        label: "notebook".to_owned(),
        scope: Scope::Submit,
        expires: Some(at(10)),
    };
    let id = token.id;
    wrote!(world.store, insert_token(&owner, &token, at(1))).unwrap();
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
    assert!(!world.app.withdraw_token(None, other.id, id).await.unwrap());
    assert!(world.app.withdraw_token(None, person.id, id).await.unwrap());
    assert_eq!(
        store.reader().await.unwrap().grant(digest, at(2)).await.unwrap(),
        None
    );
    assert_eq!(store.reader().await.unwrap().tokens(person.id).await.unwrap(), []);
}
