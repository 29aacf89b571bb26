//! The record of privileged acts, and roles.

use spyrales_core::store::{AuditAction, Erased, NewAuditEvent, NewUser, Role, RoleChange, UserSearch};

use super::{Database, World, at};

/// Newest first, page by page, and as they were written.
pub async fn acts_come_back_newest_first_without_gaps(database: &dyn Database) {
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
        let act = NewAuditEvent {
            actor: "andrea".to_owned(),
            action: *action,
            subject: "préparer 1.0.0".to_owned(),
            detail: format!("<b>{second}</b>"),
        };
        wrote!(world.store, record_event(&act, at(second))).unwrap();
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
        seen.extend(page.into_iter().map(|act| (act.action, act.at, act.detail)));
    }
    seen.reverse();
    let written: Vec<_> = (0..)
        .zip(AuditAction::ALL)
        .map(|(second, action)| (*action, at(second), format!("<b>{second}</b>")))
        .collect();
    assert_eq!(seen, written);
}

/// A change leaves an act; no change, none; and somebody always runs the service.
pub async fn a_role_changes_on_record_and_the_last_administrator_stays(database: &dyn Database) {
    let world = World::new(database).await;
    let store = &world.store;
    let agent = world.person("camille").await;
    let andrea = NewUser {
        role: Role::Administrator,
        ..world.new_user("andrea")
    };
    let andrea = wrote!(store, add_user(andrea, at(0))).unwrap();
    let set = async |user, role| wrote!(store, set_role(user, role, "andrea", at(5))).unwrap();
    assert_eq!(set(world.id(), Role::Trainer).await, RoleChange::Unknown);
    assert_eq!(set(agent.id, Role::Agent).await, RoleChange::Unchanged);
    assert_eq!(set(andrea.id, Role::Agent).await, RoleChange::LastAdministrator);
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .audit_events(None, 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(set(agent.id, Role::Administrator).await, RoleChange::Changed);
    assert_eq!(set(andrea.id, Role::Agent).await, RoleChange::Changed);
    let role = async |id| {
        store
            .reader()
            .await
            .unwrap()
            .user(id)
            .await
            .unwrap()
            .unwrap()
            .role
    };
    assert_eq!(
        (role(agent.id).await, role(andrea.id).await),
        (Role::Administrator, Role::Agent)
    );
    // Who erased their account runs nothing any more.
    assert_eq!(set(andrea.id, Role::Administrator).await, RoleChange::Changed);
    assert_eq!(wrote!(store, erase_user(andrea.id, at(6))).unwrap(), Erased::Done);
    assert_eq!(set(agent.id, Role::Agent).await, RoleChange::LastAdministrator);
    let kept = wrote!(store, erase_user(agent.id, at(7))).unwrap();
    assert_eq!(kept, Erased::LastAdministrator);
    assert!(
        store
            .reader()
            .await
            .unwrap()
            .user_named("camille")
            .await
            .unwrap()
            .is_some()
    );
    let acts = store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 10)
        .await
        .unwrap();
    let told: Vec<_> = acts
        .iter()
        .map(|act| (act.subject.clone(), act.detail.as_str(), act.at))
        .collect();
    let (agent, andrea) = (agent.id.to_string(), andrea.id.to_string());
    assert_eq!(
        told,
        [
            (andrea.clone(), "agent → administrator", at(5)),
            (andrea, "administrator → agent", at(5)),
            (agent, "agent → administrator", at(5)),
        ]
    );
    assert!(
        acts.iter()
            .all(|act| act.action == AuditAction::RoleChanged && act.actor == "andrea")
    );
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
        wrote!(world.store, add_user(user, at(0))).unwrap();
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
    wrote!(store, erase_user(zoe.id, at(1))).unwrap();
    assert_eq!(find("", None, 10).await, ["camille", "dominique"]);
}
