//! Accounts that are closed or erased: nothing is written for their people, whatever is under way.

use spyrales_app::App;
use spyrales_app::accounts::{
    ChangePasswordError, CloseAccountError, Confirmed, MakeTokenError, OpenSessionError, Token,
};
use spyrales_app::drafts::SaveDraftError;
use spyrales_app::reports::ReportProblemError;
use spyrales_app::submissions::{SubmitError, SubmitRequest};
use spyrales_core::account::ClosingRefused;
use spyrales_core::id::UserId;
use spyrales_core::level::Level;
use spyrales_core::store::{
    AccountState, AuditAction, AuditEvent, Identity, NotLive, Page, ReportCategory, Role, Scope,
    StatusChange, User,
};

use super::credentials::certificate;
use super::world::exercise;
use super::{Database, World, at};

/// What somebody does to their own account, or has done to it; why it wasn't done.
async fn act(number: usize, app: &App, world: &Acts, user: UserId) -> Option<NotLive> {
    match number % 9 {
        0 => match app
            .change_password(
                user,
                Some(&world.confirmed),
                String::new(),
                "correct horse".to_owned(),
            )
            .await
        {
            Err(ChangePasswordError::NotLive(why)) => Some(why),
            // Another one has set it.
            Ok(_) | Err(ChangePasswordError::Wrong) => None,
            Err(other) => panic!("{other}"),
        },
        1 => match app.open_session(user, None).await {
            Err(OpenSessionError::NotLive(why)) => Some(why),
            other => other.map(|_| None).unwrap(),
        },
        2 => match app.make_token(&world.confirmed, "notebook", Scope::All, 1).await {
            Err(MakeTokenError::NotLive(why)) => Some(why),
            other => other.map(|_| None).unwrap(),
        },
        3 => match app.save_draft(user, &world.exercise, None, "# camille").await {
            Err(SaveDraftError::NotLive(why)) => Some(why),
            other => other.map(|_| None).unwrap(),
        },
        4 => {
            let request = SubmitRequest {
                user,
                exercise: &world.exercise,
                source: b"# camille".to_vec(),
                key: Some(format!("camille {number}")),
                queue_limit: 99,
            };
            match app.submit(request).await {
                Err(SubmitError::NotLive(why)) => Some(why),
                other => other.map(|_| None).unwrap(),
            }
        }
        5 => {
            let about = exercise("revenus");
            let pack = world.exercise.pack().digest;
            let made = app.report_problem(user, about, pack, ReportCategory::Other, "camille");
            match made.await {
                Err(ReportProblemError::NotLive(why)) => Some(why),
                other => other.map(|_| None).unwrap(),
            }
        }
        6 => {
            use spyrales_app::accounts::LinkIdentityError::NotLive;
            match app.link_identity(None, user, &identity()).await {
                Err(NotLive(why)) => Some(why),
                other => other.map(|()| None).unwrap(),
            }
        }
        7 => {
            use spyrales_app::accounts::ResetPasswordError::NotLive;
            match app.reset_password("andrea", user).await {
                Err(NotLive(why)) => Some(why),
                other => other.map(|_| None).unwrap(),
            }
        }
        _ => {
            use spyrales_app::organisations::PlaceArrivalError::NotLive;
            let siret = "13002526500013".parse().unwrap();
            match app.place_arrival(user, &siret, Some("DINUM")).await {
                Err(NotLive(why)) => Some(why),
                other => other.map(|_| None).unwrap(),
            }
        }
    }
}

fn identity() -> Identity {
    Identity {
        issuer: "https://provider.example".to_owned(),
        subject: "camille".to_owned(),
    }
}

/// What acts need.
struct Acts {
    confirmed: Confirmed,
    exercise: spyrales_app::catalog::ExerciseHandle,
}

async fn acts(world: &World<'_>, user: UserId) -> std::sync::Arc<Acts> {
    std::sync::Arc::new(Acts {
        confirmed: world.confirmed(user).await,
        exercise: world.exercise("revenus", 1000),
    })
}

/// What the store holds that opens an account or was written for its person.
async fn left(world: &World<'_>, user: UserId) -> Vec<&'static str> {
    let store = world.another_handle().await;
    let mut reader = store.reader().await.unwrap();
    let page = Page {
        before: None,
        limit: 99,
    };
    let mut codes = false;
    for submission in reader.submissions(user, None, page).await.unwrap_or_default() {
        let code = reader.submission_source(submission.id, user).await.unwrap();
        codes |= code.is_some_and(|code| !code.is_empty());
    }
    [
        ("password", reader.password(user).await.unwrap().is_some()),
        ("token", !reader.tokens(user).await.unwrap().is_empty()),
        (
            "draft",
            reader.draft(user, &exercise("revenus")).await.unwrap().is_some(),
        ),
        ("code", codes),
        ("job", reader.jobs_of(user).await.unwrap() > 0),
        ("report", !reader.reports_of(user).await.unwrap().is_empty()),
        ("identity", !reader.identities(user).await.unwrap().is_empty()),
        ("membership", reader.membership(user).await.unwrap().is_some()),
    ]
    .into_iter()
    .filter_map(|(what, is_there)| is_there.then_some(what))
    .collect()
}

/// Requests that began before come too late: each says so, and none leaves a row.
pub async fn an_erased_account_gets_nothing_more(database: &dyn Database) {
    let world = World::new(database).await;
    let user = world.person("camille").await.id;
    let all = acts(&world, user).await;
    world.erase(user).await;
    for number in 0..9 {
        let refused = act(number, &world.app, &all, user).await;
        assert_eq!(refused, Some(NotLive::Unknown(user)), "{number}");
    }
    assert_eq!(left(&world, user).await, [""; 0]);
}

/// Whoever is first, nothing is left.
pub async fn of_many_acts_and_an_erasure_at_once_nothing_is_left(database: &dyn Database) {
    let world = World::new(database).await;
    for round in 0..3 {
        let user = world.person(&format!("camille-{round}")).await.id;
        let all = acts(&world, user).await;
        let outcomes = world
            .at_once(|number, app| {
                let all = std::sync::Arc::clone(&all);
                async move {
                    if number == round {
                        app.erase_account(None, user, &format!("camille-{round}"))
                            .await
                            .unwrap();
                        None
                    } else {
                        act(number, &app, &all, user).await
                    }
                }
            })
            .await;
        for refused in outcomes.into_iter().flatten() {
            assert_eq!(refused, NotLive::Unknown(user));
        }
        assert_eq!(left(&world, user).await, [""; 0]);
        let erased = world
            .store
            .reader()
            .await
            .unwrap()
            .user(user)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(erased.state, AccountState::Erased);
    }
}

/// It is on record, ends what was opened, and can be undone; what was issued stays.
pub async fn a_closed_account_lets_nobody_in_until_it_is_opened_again(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    let user = world.person("camille").await.id;
    let all = acts(&world, user).await;
    let held = certificate(&world, user, Level::ALL[0]).await;
    let session = app.open_session(user, None).await.unwrap();
    let token: Token = app
        .make_token(&all.confirmed, "notebook", Scope::All, 1)
        .await
        .unwrap();
    let state = async || {
        let grant = app.token_grant(&token).await.unwrap().unwrap();
        let signed_in = app.signed_in(session.reveal()).await.unwrap();
        (grant.user.state, signed_in.is_some())
    };
    assert_eq!(state().await, (AccountState::Open, true));
    for _ in 0..2 {
        app.close_account("andrea", None, user).await.unwrap();
        assert_eq!(state().await, (AccountState::Closed, false));
    }
    for number in 0..6 {
        let refused = act(number, app, &all, user).await;
        assert_eq!(refused, Some(NotLive::Closed(user)), "{number}");
    }
    for _ in 0..2 {
        app.reopen_account("andrea", user).await.unwrap();
        assert_eq!(state().await, (AccountState::Open, false), "sessions stay ended");
    }
    for number in 0..6 {
        assert_eq!(act(number, app, &all, user).await, None, "{number}");
    }
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.credential(held.id).await.unwrap(), Some(held));
    let events = reader.audit_events(None, 9).await.unwrap();
    let told: Vec<_> = events.iter().map(|event| event.action).collect();
    assert_eq!(told, [AuditAction::AccountReopened, AuditAction::AccountClosed]);
    assert!(events.iter().all(|event| event.subject == user.to_string()));
}

async fn administrator(world: &World<'_>, name: &str) -> User {
    let mut new = world.new_user(name);
    new.role = Role::Administrator;
    world.insert(&new).await
}

/// Nobody closes their own; and a closed account runs nothing.
pub async fn the_last_administrator_is_not_closed(database: &dyn Database) {
    let world = World::new(database).await;
    let (andrea, claude) = (
        administrator(&world, "andrea").await.id,
        administrator(&world, "claude").await.id,
    );
    let close = async |by, user| world.app.close_account("andrea", by, user).await;
    let own = close(Some(andrea), andrea).await;
    assert!(
        matches!(own, Err(CloseAccountError::Refused(ClosingRefused::Own))),
        "{own:?}"
    );
    close(Some(andrea), claude).await.unwrap();
    for by in [Some(claude), None] {
        let last = close(by, andrea).await;
        assert!(
            matches!(
                last,
                Err(CloseAccountError::Refused(ClosingRefused::LastAdministrator))
            ),
            "{last:?}"
        );
    }
    let erased = world.app.erase_account(None, andrea, "andrea").await;
    assert!(erased.is_err(), "nobody who can sign in would run the service");
    world.app.reopen_account("andrea", claude).await.unwrap();
    close(Some(claude), andrea).await.unwrap();
}

/// Whether they close each other, take each other's role or erase their own.
pub async fn of_many_administrators_who_close_each_other_one_stays(database: &dyn Database) {
    let world = World::new(database).await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(administrator(&world, &format!("andrea-{number}")).await);
    }
    let left = world
        .at_once(|number, app| {
            let (own, other) = (people[number].clone(), people[(number + 1) % 12].clone());
            async move {
                match number % 3 {
                    0 => app.change_role(&own, other.id, Role::Agent).await.is_ok(),
                    1 => app.erase_account(None, own.id, &own.name).await.is_ok(),
                    _ => app.close_account(&own.name, Some(own.id), other.id).await.is_ok(),
                }
            }
        })
        .await;
    assert!(left.contains(&true));
    let stay = world.store.reader().await.unwrap().administrators().await;
    assert!(!stay.unwrap().is_empty());
}

/// Theirs alone, and on record where somebody else does it.
pub async fn somebody_is_signed_out_everywhere(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    let (camille, lea) = (world.person("camille").await.id, world.person("lea").await.id);
    let mut secrets = Vec::new();
    for user in [camille, camille, lea] {
        secrets.push(app.open_session(user, None).await.unwrap());
    }
    assert_eq!(app.end_sessions(None, camille).await.unwrap(), 2);
    let mut there = Vec::new();
    for secret in &secrets {
        there.push(app.signed_in(secret.reveal()).await.unwrap().is_some());
    }
    assert_eq!(there, [false, false, true]);
    assert_eq!(app.end_sessions(Some("andrea"), lea).await.unwrap(), 1);
    let events = world.store.reader().await.unwrap().audit_events(None, 9).await;
    let [event] = events.unwrap().try_into().unwrap();
    assert_eq!(
        (event.action, event.subject),
        (AuditAction::SessionsEnded, lea.to_string())
    );
}

/// Whoever had the old password may have made tokens; whoever has none yet keeps the one they were given.
pub async fn a_new_password_withdraws_every_token(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    let user = world.person("camille").await.id;
    let confirmed = world.confirmed(user).await;
    let token = app
        .make_token(&confirmed, "notebook", Scope::All, 1)
        .await
        .unwrap();
    let works = async |token: &Token| app.token_grant(token).await.unwrap().is_some();
    let drawn = app.reset_password("andrea", user).await.unwrap();
    assert!(works(&token).await, "the first password");
    let own = "correct horse battery".to_owned();
    app.change_password(user, None, drawn.reveal().to_owned(), own)
        .await
        .unwrap();
    assert!(!works(&token).await, "their own change");
    let token = app
        .make_token(&confirmed, "notebook", Scope::All, 1)
        .await
        .unwrap();
    app.reset_password("andrea", user).await.unwrap();
    assert!(!works(&token).await, "an administrator's reset");
}

/// A session that was found open makes nothing that outlasts it.
pub async fn a_token_or_a_first_password_asks_for_who_is_there(database: &dyn Database) {
    use spyrales_app::accounts::ConfirmError;

    let world = World::new(database).await;
    let app = &world.app;
    let user = world.person("camille").await.id;
    let secret = app.open_session(user, None).await.unwrap();
    let confirm = async |password: &str| app.confirm(user, secret.reveal(), password.to_owned()).await;
    assert_eq!(confirm("").await.unwrap().user(), user, "just signed in");
    world.clock.set(at(600));
    let stale = confirm("").await;
    assert!(matches!(stale, Err(ConfirmError::NotFresh)), "{stale:?}");
    let first = app
        .change_password(user, None, String::new(), "correct horse".to_owned())
        .await;
    assert!(
        matches!(first, Err(ChangePasswordError::Unconfirmed)),
        "{first:?}"
    );
    let other = world.person("lea").await.id;
    let theirs = world.confirmed(other).await;
    let first = app
        .change_password(user, Some(&theirs), String::new(), "correct horse".to_owned())
        .await;
    assert!(
        matches!(first, Err(ChangePasswordError::Unconfirmed)),
        "{first:?}"
    );
    let drawn = app.reset_password("andrea", user).await.unwrap();
    let wrong = confirm("correct horse").await;
    assert!(matches!(wrong, Err(ConfirmError::WrongPassword)), "{wrong:?}");
    assert_eq!(confirm(drawn.reveal()).await.unwrap().user(), user);
    // Another's session confirms nobody.
    let another = app.open_session(other, None).await.unwrap();
    let by = app.confirm_by_session(user, another.reveal()).await.unwrap();
    assert!(by.is_none());
}

/// An administrator sees when it was used, to the hour, and withdraws it on record.
pub async fn the_use_of_a_token_is_noted_by_the_hour(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    let user = world.person("camille").await.id;
    let confirmed = world.confirmed(user).await;
    let token = app
        .make_token(&confirmed, "notebook", Scope::Read, 1)
        .await
        .unwrap();
    let listed = async || {
        let mut reader = world.store.reader().await.unwrap();
        let [listed] = reader.tokens(user).await.unwrap().try_into().unwrap();
        listed
    };
    assert_eq!(listed().await.last_used, None);
    let hour = 3600;
    // The tests' clock begins at a full hour.
    for (now, noted) in [(1, 0), (hour - 1, 0), (hour, hour), (hour + 7, hour)] {
        world.clock.set(at(now));
        app.token_grant(&token).await.unwrap().unwrap();
        assert_eq!(listed().await.last_used, Some(at(noted)), "{now}");
    }
    let id = listed().await.id;
    assert!(app.withdraw_token(Some("andrea"), user, id).await.unwrap());
    assert!(!app.withdraw_token(Some("andrea"), user, id).await.unwrap());
    assert_eq!(app.token_grant(&token).await.unwrap(), None);
    let events = world.store.reader().await.unwrap().audit_events(None, 9).await;
    let [event] = events.unwrap().try_into().unwrap();
    assert_eq!(event.action, AuditAction::TokenWithdrawn);
}

/// A trainer's name and an administrator's, wherever they did something; and what was noted of somebody.
pub async fn an_erased_name_is_on_no_record(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    administrator(&world, "andrea").await;
    let (dominique, claude) = (
        administrator(&world, "dominique").await,
        administrator(&world, "claude").await,
    );
    let user = world.person("camille").await.id;
    let pack = world.exercise("revenus", 9).pack().digest;
    let report = app
        .report_problem(user, exercise("revenus"), pack, ReportCategory::Other, "?")
        .await
        .unwrap();
    app.answer_report(report, "dominique", "Merci").await.unwrap();
    app.change_role(&dominique, user, Role::Trainer).await.unwrap();
    let held = certificate(&world, user, Level::ALL[0]).await.id;
    app.change_status(held, StatusChange::Suspended, "Camille a menti", "claude")
        .await
        .unwrap();
    for name in ["dominique", "claude"] {
        let id = if name == "claude" { claude.id } else { dominique.id };
        app.erase_account(Some("andrea"), id, name).await.unwrap();
    }
    let nobody = |user: &User| format!("erased-{}", user.id.uuid().simple());
    let mut reader = world.store.reader().await.unwrap();
    let [reported] = reader.reports_of(user).await.unwrap().try_into().unwrap();
    assert_eq!(reported.replies[0].author, nobody(&dominique));
    let told = |events: Vec<AuditEvent>| {
        let told = events
            .into_iter()
            .map(|event| (event.action, event.actor, event.detail));
        told.collect::<Vec<_>>()
    };
    let (gone, lost) = (nobody(&dominique), nobody(&claude));
    let andrea = "andrea".to_owned();
    assert_eq!(
        told(reader.audit_events(None, 9).await.unwrap()),
        [
            (AuditAction::AccountErased, andrea.clone(), String::new()),
            (AuditAction::AccountErased, andrea, String::new()),
            (
                AuditAction::CertificateSuspended,
                lost.clone(),
                "Camille a menti".to_owned()
            ),
            (
                AuditAction::RoleChanged,
                gone.clone(),
                "agent → trainer".to_owned()
            ),
            (AuditAction::ReportAnswered, gone, String::new()),
        ]
    );
    drop(reader);
    // The holder's own erasure takes along what was written of them.
    world.erase(user).await;
    let mut reader = world.store.reader().await.unwrap();
    let events = told(reader.audit_events(None, 9).await.unwrap());
    let details: Vec<_> = events.iter().map(|(.., detail)| detail.as_str()).collect();
    assert_eq!(details, ["", "", "", "agent → trainer", ""], "the reason is gone");
    let [status] = reader.status_events(held).await.unwrap().try_into().unwrap();
    assert_eq!((status.reason.as_str(), status.actor), ("–", lost));
    assert_eq!(status.change, StatusChange::Suspended, "it stays what it is");
}
