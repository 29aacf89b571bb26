//! `spyrales user …`: an account, its API token, what opens it on the pages, and its end.

use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::SignedDuration;
use spyrales_app::App;
use spyrales_app::accounts::{AccountRequest, DrawnPassword, Token, TokenRequest};
use spyrales_core::store::{Identity, Role, User};
use spyrales_core::text::Lang;

use crate::args::{UserAdd, UserErase, UserLink, UserName};
use crate::setting::Setting;

/// What `user add` and the demonstration call the token that they make.
const LABEL: &str = "spyrales user add";

pub(crate) fn add(setting: &Setting, args: &UserAdd) -> anyhow::Result<ExitCode> {
    let request = AccountRequest {
        name: args.name.clone(),
        display_name: args.display_name.clone().unwrap_or_else(|| args.name.clone()),
        email: args.email.clone(),
        role: args.role.into(),
        password: false,
        token: Some(TokenRequest {
            label: LABEL.to_owned(),
            lifetime: SignedDuration::from_hours(24 * i64::from(args.days)),
        }),
    };
    let data = args.data.resolve();
    let made = tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        anyhow::Ok(app.make_account("spyrales user add", request).await?)
    })?;
    let (user, token) = (made.user, made.token.context("no token was made")?);
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

pub(crate) fn password(setting: &Setting, args: &UserName) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    let password = tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        let user = find(&app, &args.name).await?;
        anyhow::Ok(app.reset_password("spyrales user password", user.id).await?)
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
    println!("{}", password.reveal());
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn link(setting: &Setting, args: &UserLink) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        let user = find(&app, &args.name).await?;
        let actor = Some("spyrales user link");
        anyhow::Ok(app.link_identity(actor, user.id, &identity(args)).await?)
    })?;
    match setting.lang {
        Lang::Fr => eprintln!("Cette identité ouvre désormais le compte {}.", args.name),
        Lang::En => eprintln!("This identity opens the account {} from now on.", args.name),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn unlink(setting: &Setting, args: &UserLink) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    let unlinked = tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        let user = find(&app, &args.name).await?;
        let actor = "spyrales user unlink";
        anyhow::Ok(app.unlink_identity(actor, user.id, &identity(args)).await?)
    })?;
    if !unlinked {
        bail!(
            "this identity doesn't open the account {}; hint: the account's page in the administration lists those that do",
            args.name
        );
    }
    match setting.lang {
        Lang::Fr => eprintln!("Cette identité n'ouvre plus le compte {}.", args.name),
        Lang::En => eprintln!("This identity no longer opens the account {}.", args.name),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn close(setting: &Setting, args: &UserName) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        let user = find(&app, &args.name).await?;
        anyhow::Ok(app.close_account("spyrales user close", None, user.id).await?)
    })?;
    match setting.lang {
        Lang::Fr => eprintln!(
            "Le compte {0} est fermé : personne ne s'y connecte. Pour le rouvrir : spyrales user reopen {0}",
            args.name
        ),
        Lang::En => eprintln!(
            "The account {0} is closed: nobody signs in to it. To open it again: spyrales user reopen {0}",
            args.name
        ),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn reopen(setting: &Setting, args: &UserName) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        let user = find(&app, &args.name).await?;
        anyhow::Ok(app.reopen_account("spyrales user reopen", user.id).await?)
    })?;
    match setting.lang {
        Lang::Fr => eprintln!("Le compte {} est ouvert.", args.name),
        Lang::En => eprintln!("The account {} is open.", args.name),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn erase(setting: &Setting, args: &UserErase) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        let user = find(&app, &args.name).await?;
        let actor = Some("spyrales user erase");
        app.erase_account(actor, user.id, &args.confirm)
            .await
            .with_context(|| format!("the account isn't erased; hint: --confirm {}", args.name))
    })?;
    match setting.lang {
        Lang::Fr => eprintln!("Le compte est effacé."),
        Lang::En => eprintln!("The account is erased."),
    }
    Ok(ExitCode::SUCCESS)
}

fn identity(args: &UserLink) -> Identity {
    Identity {
        issuer: args.issuer.clone(),
        subject: args.sub.clone(),
    }
}

async fn find(app: &App, name: &str) -> anyhow::Result<User> {
    let found = app.store.reader().await?.user_named(name).await?;
    found.with_context(|| {
        format!("no account {name:?}; hint: `spyrales user add {name} --email ADDRESS` makes it")
    })
}

/// The accounts that a first start makes, so that the service can be tried at once: one for each role.
pub(crate) const DEMO: [&str; 3] = ["demo", "demo-formation", "demo-administration"];

/// What trying the service takes.
pub(crate) struct Demo {
    /// An API token of the agent.
    pub(crate) token: Token,
    /// Names and passwords.
    pub(crate) accounts: Vec<(&'static str, DrawnPassword)>,
}

/// Makes the demonstration's accounts, on record; the agent's token is valid for so long.
pub(crate) async fn demo(app: &App, lifetime: SignedDuration) -> anyhow::Result<Demo> {
    let [agent, trainer, administrator] = DEMO;
    let requests = [
        (agent, "Camille (démonstration)", Role::Agent),
        (trainer, "Dominique (démonstration, formation)", Role::Trainer),
        (
            administrator,
            "Andrea (démonstration, administration)",
            Role::Administrator,
        ),
    ]
    .map(|(name, display_name, role)| AccountRequest {
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        email: format!("{name}@example.org"),
        role,
        password: true,
        token: (role == Role::Agent).then(|| TokenRequest {
            label: LABEL.to_owned(),
            lifetime,
        }),
    });
    let mut token = None;
    let mut accounts = Vec::new();
    let made = app.make_accounts("spyrales serve", requests).await?;
    for (name, account) in DEMO.into_iter().zip(made) {
        token = token.or(account.token);
        accounts.push((name, account.password.context("no password was drawn")?));
    }
    Ok(Demo {
        token: token.context("no token was made")?,
        accounts,
    })
}
