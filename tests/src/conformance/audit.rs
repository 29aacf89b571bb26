//! The audit log, and roles.

use futures::future::join_all;
use spyrales_app::accounts::{ChangeRoleError, EraseAccountError};
use spyrales_core::account::RoleKept;
use spyrales_core::store::{AuditAction, NewAuditEvent, NewUser, Role, User, UserSearch};

use super::{Database, World, at};

/// Newest first, page by page, and as they were written.
pub async fn events_come_back_newest_first_without_gaps(database: &dyn Database) {
    let world = World::new(database).await;
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .audit_events(None, 10)
            .await
            .unwrap(),
        []
    );
    for (second, action) in (0..).zip(AuditAction::ALL) {
        let event = NewAuditEvent {
            actor: "andrea".to_owned(),
            action: *action,
            subject: "préparer 1.0.0".to_owned(),
            detail: format!("<b>{second}</b>"),
        };
        wrote!(world.store, record_event(&event, at(second))).unwrap();
    }
    let store = world.another_handle().await;
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = store
            .reader()
            .await
            .unwrap()
            .audit_events(before, 5)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        seen.extend(
            page.into_iter()
                .map(|event| (event.action, event.at, event.detail)),
        );
    }
    seen.reverse();
    let written: Vec<_> = (0..)
        .zip(AuditAction::ALL)
        .map(|(second, action)| (*action, at(second), format!("<b>{second}</b>")))
        .collect();
    assert_eq!(seen, written);
}

/// A change is recorded; no change isn't; and somebody always runs the service.
pub async fn a_role_changes_on_record_and_the_last_administrator_stays(database: &dyn Database) {
    let world = World::new(database).await;
    let store = &world.store;
    let agent = world.person("camille").await;
    let [andrea, claude] = [
        administrator(&world, "andrea").await,
        administrator(&world, "claude").await,
    ];
    world.clock.set(at(5));
    let set = async |by: &User, user, role| world.app.change_role(by, user, role).await;
    let unknown = set(&andrea, world.id(), Role::Trainer).await;
    assert!(matches!(unknown, Err(ChangeRoleError::NotLive(_))), "{unknown:?}");
    let own = set(&andrea, andrea.id, Role::Agent).await;
    assert!(
        matches!(own, Err(ChangeRoleError::Kept(RoleKept::Own))),
        "{own:?}"
    );
    set(&andrea, agent.id, Role::Agent).await.unwrap();
    let events = store.reader().await.unwrap().audit_events(None, 10).await;
    assert_eq!(events.unwrap(), [], "nothing changed");
    set(&andrea, agent.id, Role::Trainer).await.unwrap();
    set(&andrea, claude.id, Role::Agent).await.unwrap();
    // Two of them at once: whoever was an administrator a moment ago.
    let last = set(&claude, andrea.id, Role::Agent).await;
    let is_last = matches!(last, Err(ChangeRoleError::Kept(RoleKept::LastAdministrator)));
    assert!(is_last, "{last:?}");
    let last = world.app.erase_account(None, andrea.id, "andrea").await;
    assert!(
        matches!(last, Err(EraseAccountError::LastAdministrator)),
        "{last:?}"
    );
    // Who erased their account runs nothing any more.
    set(&andrea, claude.id, Role::Administrator).await.unwrap();
    world.app.erase_account(None, claude.id, "claude").await.unwrap();
    let last = set(&agent, andrea.id, Role::Agent).await;
    let is_last = matches!(last, Err(ChangeRoleError::Kept(RoleKept::LastAdministrator)));
    assert!(is_last, "{last:?}");
    let mut reader = store.reader().await.unwrap();
    assert_eq!(reader.administrators().await.unwrap(), [andrea.id]);
    let events = reader.audit_events(None, 10).await.unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.subject.clone(), event.detail.as_str(), event.at))
        .collect();
    let (agent, claude) = (agent.id.to_string(), claude.id.to_string());
    assert_eq!(
        told,
        [
            (claude.clone(), "agent → administrator", at(5)),
            (claude, "administrator → agent", at(5)),
            (agent, "agent → trainer", at(5)),
        ]
    );
    assert!(
        events
            .iter()
            .all(|event| event.action == AuditAction::RoleChanged && event.actor == "andrea")
    );
}

/// What can't be put on record isn't done.
pub async fn a_role_whose_event_is_refused_stays(database: &dyn Database) {
    let world = World::new(database).await;
    let (agent, andrea) = (
        world.person("camille").await,
        administrator(&world, "andrea").await,
    );
    database.refuse_inserts("acts").await;
    let refused = world.app.change_role(&andrea, agent.id, Role::Trainer).await;
    assert!(matches!(refused, Err(ChangeRoleError::Store(_))), "{refused:?}");
    let there = world.store.reader().await.unwrap().user(agent.id).await;
    assert_eq!(there.unwrap(), Some(agent));
}

/// Whether they take each other's role or erase their own account.
pub async fn of_many_administrators_who_leave_at_once_one_stays(database: &dyn Database) {
    let world = World::new(database).await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(administrator(&world, &format!("andrea-{number}")).await);
    }
    let leaving = (0..12).map(|number| {
        let app = world.app.clone();
        let (own, other) = (people[number].clone(), people[(number + 1) % 12].clone());
        tokio::spawn(async move {
            match number % 2 {
                0 => app.change_role(&own, other.id, Role::Agent).await.is_ok(),
                _ => app.erase_account(None, own.id, &own.name).await.is_ok(),
            }
        })
    });
    let left = join_all(leaving.collect::<Vec<_>>()).await;
    assert!(left.into_iter().any(Result::unwrap));
    let stay = world
        .store
        .reader()
        .await
        .unwrap()
        .administrators()
        .await
        .unwrap();
    assert!(!stay.is_empty());
}

async fn administrator(world: &World<'_>, name: &str) -> User {
    let user = NewUser {
        role: Role::Administrator,
        ..world.new_user(name)
    };
    world.insert(&user).await
}

/// By any parts of name and address, in any order and case, with or without accents; signs of a pattern are signs;
/// who is erased isn't found.
pub async fn people_are_found_by_a_part_of_their_name_or_address(database: &dyn Database) {
    let world = World::new(database).await;
    for name in ["camille", "dominique", "zoe"] {
        let mut user = world.new_user(name);
        user.display_name = match name {
            "zoe" => "Zoé Lefèvre-Œil 100%".to_owned(),
            name => format!("{name} 100%"),
        };
        user.email = format!("{name}@Exemple.fr");
        world.insert(&user).await;
    }
    let store = &world.store;
    let find = async |text: &str, after: Option<&str>, limit| -> Vec<String> {
        let search = UserSearch {
            text,
            organisation: None,
            after,
            limit,
        };
        let found = store.reader().await.unwrap().find_users(search).await.unwrap();
        found.into_iter().map(|user| user.name).collect()
    };
    assert_eq!(find("", None, 10).await, ["camille", "dominique", "zoe"]);
    assert_eq!(find("", None, 2).await, ["camille", "dominique"]);
    assert_eq!(find("", Some("dominique"), 2).await, ["zoe"]);
    assert_eq!(find("MIN", None, 10).await, ["dominique"]);
    for typed in ["zoe@ex", "zoé lef", "ZOÉ", "Lefevre-oe", "LEFÈVRE", "œil  zoé"] {
        assert_eq!(find(typed, None, 10).await, ["zoe"], "{typed}");
    }
    assert_eq!(find("0%", None, 10).await.len(), 3);
    assert_eq!(find("zoé camille", None, 10).await, [""; 0]);
    assert_eq!(find("%z", None, 10).await, [""; 0]);
    assert_eq!(find("_", None, 10).await, [""; 0]);
    let zoe = store
        .reader()
        .await
        .unwrap()
        .user_named("zoe")
        .await
        .unwrap()
        .unwrap();
    world.erase(zoe.id).await;
    assert_eq!(find("", None, 10).await, ["camille", "dominique"]);
}
