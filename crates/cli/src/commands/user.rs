//! `spyrales user add`, `user password`, `user link` and `user unlink`: an account, its API token, and what opens it on the pages.

use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::{SignedDuration, Timestamp};
use rand::CryptoRng;
use spyrales_core::clock::Clock;
use spyrales_core::id::{TokenId, UserId};
use spyrales_core::store::{
    AuditAction, Identity, Linked, NewAuditEvent, NewToken, NewUser, Role, Scope, Store, User,
};
use spyrales_core::text::Lang;
use spyrales_server::auth::Token;
use spyrales_store_sql::sqlite::SqliteStore;

use crate::args::{UserAdd, UserLink, UserPassword};
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
        let (user, token) = create(&store, user, lifetime, now, &mut rng).await?;
        let act = NewAuditEvent {
            actor: "spyrales user add".to_owned(),
            action: AuditAction::AccountMade,
            subject: user.id.to_string(),
            detail: user.role.name().to_owned(),
        };
        {
            let mut tx = store.begin("record_event").await?;
            let done = tx.record_event(&act, now).await?;
            tx.commit().await?;
            done
        };
        anyhow::Ok((user, token))
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
    let user = {
        let mut tx = store.begin("add_user").await?;
        let done = tx.add_user(user, now).await?;
        tx.commit().await?;
        done
    };
    let token = Token::new(rng);
    let expires = Some(now + lifetime);
    let stored = NewToken {
        id: TokenId::new(now, rng),
        user: user.id,
        digest: token.digest(),
        label: "spyrales user add".to_owned(),
        scope: Scope::All,
        expires,
    };
    {
        let mut tx = store.begin("add_token").await?;
        let done = tx.add_token(stored, now).await?;
        tx.commit().await?;
        done
    };
    Ok((user, token))
}

pub(crate) fn password(setting: &Setting, args: &UserPassword) -> anyhow::Result<ExitCode> {
    let path = database(&args.data.resolve());
    let password = tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&path).await?;
        let user = find(&store, &args.name).await?;
        let password = new_password(&store, user.id, &mut system_rng()?).await?;
        let act = NewAuditEvent {
            actor: "spyrales user password".to_owned(),
            action: AuditAction::PasswordReset,
            subject: user.id.to_string(),
            detail: String::new(),
        };
        {
            let mut tx = store.begin("record_event").await?;
            let done = tx.record_event(&act, SystemClock.now()).await?;
            tx.commit().await?;
            done
        };
        Ok::<_, anyhow::Error>(password)
    })?;
    match setting.lang {
        Lang::Fr => eprintln!(
            "Nouveau mot de passe de {}. Il ne sera plus jamais affiché ; la personne peut en changer sur sa page « Mon compte » :",
            args.name
        ),
        Lang::En => eprintln!(
            "New password of {}. It will never be shown again; the person can change it on their account's page:",
            args.name
        ),
    }
    println!("{password}");
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn link(setting: &Setting, args: &UserLink) -> anyhow::Result<ExitCode> {
    let path = database(&args.data.resolve());
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&path).await?;
        let user = find(&store, &args.name).await?;
        let identity = Identity {
            issuer: args.issuer.clone(),
            subject: args.sub.clone(),
        };
        let now = SystemClock.now();
        match {
            let mut tx = store.begin("link_identity").await?;
            let done = tx.link_identity(identity, user.id, now).await?;
            tx.commit().await?;
            done
        } {
            Linked::Already => Ok(()),
            Linked::Now => {
                let act = NewAuditEvent {
                    actor: "spyrales user link".to_owned(),
                    action: AuditAction::IdentityLinked,
                    subject: user.id.to_string(),
                    detail: args.issuer.clone(),
                };
                Ok({
                    let mut tx = store.begin("record_event").await?;
                    let done = tx.record_event(&act, now).await?;
                    tx.commit().await?;
                    done
                })
            }
            Linked::Elsewhere => bail!(
                "this identity opens another account; hint: who has it can sign in to that one and erase it"
            ),
        }
    })?;
    match setting.lang {
        Lang::Fr => eprintln!("Cette identité ouvre désormais le compte {}.", args.name),
        Lang::En => eprintln!("This identity opens the account {} from now on.", args.name),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn unlink(setting: &Setting, args: &UserLink) -> anyhow::Result<ExitCode> {
    let path = database(&args.data.resolve());
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&path).await?;
        let user = find(&store, &args.name).await?;
        let identity = Identity {
            issuer: args.issuer.clone(),
            subject: args.sub.clone(),
        };
        let actor = "spyrales user unlink";
        if !{ let mut tx = store.begin("unlink_identity").await?; let done = tx.unlink_identity(&identity, user.id, actor, SystemClock.now()).await?; tx.commit().await?; done }
        {
            bail!(
                "this identity doesn't open the account {}; hint: the account's page in the administration lists those that do",
                args.name
            );
        }
        Ok(())
    })?;
    match setting.lang {
        Lang::Fr => eprintln!("Cette identité n'ouvre plus le compte {}.", args.name),
        Lang::En => eprintln!("This identity no longer opens the account {}.", args.name),
    }
    Ok(ExitCode::SUCCESS)
}

async fn find(store: &dyn Store, name: &str) -> anyhow::Result<User> {
    store.reader().await?.user_named(name).await?.with_context(|| {
        format!("no account {name:?}; hint: `spyrales user add {name} --email ADDRESS` makes it")
    })
}

/// Gives an account a new password; it.
async fn new_password(store: &dyn Store, user: UserId, rng: &mut impl CryptoRng) -> anyhow::Result<String> {
    let password = spyrales_server::NewPassword::draw(rng).map_err(|error| anyhow::anyhow!("{error}"))?;
    {
        let mut tx = store.begin("set_password").await?;
        let done = tx.set_password(user, &password.hash).await?;
        tx.commit().await?;
        done
    };
    Ok(password.text)
}

/// The accounts that a first start makes, so that the service can be tried at once: one for each role.
pub(crate) const DEMO: [&str; 3] = ["demo", "demo-formation", "demo-administration"];

/// What trying the service takes.
pub(crate) struct Demo {
    /// An API token of the agent.
    pub(crate) token: Token,
    /// Names and passwords.
    pub(crate) accounts: Vec<(&'static str, String)>,
}

/// Makes the demonstration's accounts; their token lasts so long.
pub(crate) async fn demo(
    store: &dyn Store,
    lifetime: SignedDuration,
    now: Timestamp,
    rng: &mut impl CryptoRng,
) -> anyhow::Result<Demo> {
    let [agent, trainer, administrator] = DEMO;
    let mut tokens = Vec::new();
    let mut accounts = Vec::new();
    for (name, display_name, role) in [
        (agent, "Camille (démonstration)", Role::Agent),
        (trainer, "Dominique (démonstration, formation)", Role::Trainer),
        (
            administrator,
            "Andrea (démonstration, administration)",
            Role::Administrator,
        ),
    ] {
        let user = NewUser {
            id: UserId::new(now, rng),
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            email: format!("{name}@example.org"),
            role,
        };
        let (user, token) = create(store, user, lifetime, now, rng).await?;
        accounts.push((name, new_password(store, user.id, rng).await?));
        tokens.push(token);
    }
    Ok(Demo {
        token: tokens.swap_remove(0),
        accounts,
    })
}

fn check_name(name: &str) -> anyhow::Result<()> {
    if !NewUser::is_name(name) {
        bail!("{name:?} can't be an account's name; hint: 1 to 64 of a-z, 0-9, dot, hyphen, underscore");
    }
    Ok(())
}
