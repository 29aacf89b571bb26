//! `spyrales user add`: a local account with its API token.

use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::{SignedDuration, Timestamp};
use rand::CryptoRng;
use spyrales_core::clock::Clock;
use spyrales_core::id::{TokenId, UserId};
use spyrales_core::store::{NewToken, NewUser, Role, Store, User};
use spyrales_core::text::Lang;
use spyrales_server::auth::Token;
use spyrales_store_sqlite::SqliteStore;

use crate::args::UserAdd;
use crate::setting::{Setting, SystemClock, database, system_rng};

pub(crate) fn add(setting: &Setting, args: &UserAdd) -> anyhow::Result<ExitCode> {
    check_name(&args.name)?;
    args.email
        .parse::<spyrales_credential::Email>()
        .with_context(|| {
            format!(
                "{:?} is no e-mail address that a certificate could be bound to; hint: name@example.fr",
                args.email
            )
        })?;
    let path = database(&args.data.resolve());
    let (user, token) = tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&path).await?;
        let mut rng = system_rng()?;
        let now = SystemClock.now();
        let user = NewUser {
            id: UserId::new(now, &mut rng),
            name: args.name.clone(),
            display_name: args.display_name.clone().unwrap_or_else(|| args.name.clone()),
            email: args.email.clone(),
            role: args.role.into(),
        };
        let lifetime = SignedDuration::from_hours(24 * i64::from(args.days));
        create(&store, user, lifetime, now, &mut rng).await
    })?;
    // The token alone goes to standard output, so that a script can take it from there.
    match setting.lang {
        Lang::Fr => {
            eprintln!("Compte {} créé ({}).", user.name, user.role.name());
            eprintln!(
                "Jeton d'API, valable {} jours. Il ne sera plus jamais affiché :",
                args.days
            );
        }
        Lang::En => {
            eprintln!("Account {} created ({}).", user.name, user.role.name());
            eprintln!(
                "API token, valid for {} days. It will never be shown again:",
                args.days
            );
        }
    }
    println!("{}", token.reveal());
    Ok(ExitCode::SUCCESS)
}

/// Adds an account and gives it a token.
pub(crate) async fn create(
    store: &dyn Store,
    user: NewUser,
    lifetime: SignedDuration,
    now: Timestamp,
    rng: &mut impl CryptoRng,
) -> anyhow::Result<(User, Token)> {
    let user = store.add_user(user, now).await?;
    let token = Token::new(rng);
    let expires = Some(now + lifetime);
    let stored = NewToken {
        id: TokenId::new(now, rng),
        user: user.id,
        digest: token.digest(),
        expires,
    };
    store.add_token(stored, now).await?;
    Ok((user, token))
}

/// The account that the first start makes, so that the first request can be tried at once.
pub(crate) fn demo(now: Timestamp, rng: &mut impl CryptoRng) -> NewUser {
    NewUser {
        id: UserId::new(now, rng),
        name: "demo".to_owned(),
        display_name: "Compte de démonstration".to_owned(),
        email: "demo@example.org".to_owned(),
        role: Role::Agent,
    }
}

fn check_name(name: &str) -> anyhow::Result<()> {
    let fits = (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'));
    if !fits {
        bail!("{name:?} can't be an account's name; hint: 1 to 64 of a-z, 0-9, dot, hyphen, underscore");
    }
    Ok(())
}
