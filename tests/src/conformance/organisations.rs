//! Who employs people.

use futures::future::join_all;
use spyrales_app::organisations::{PlaceMemberError, RemoveOrganisationError, SaveOrganisationError};
use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::level::Level;
use spyrales_core::organisation::{Kept, Taken};
use spyrales_core::siret::Siret;
use spyrales_core::store::{
    AuditAction, Headcount, NewOrganisation, Organisation, PlacedBy, StatusChange, Store, UserSearch,
};

use super::credentials::certificate;
use super::{Database, World, at, grading};

const DINUM: &str = "13002526500013";
const POST: &str = "35600000000048";

fn siret(text: &str) -> Siret {
    text.parse().unwrap()
}

fn sirets(texts: &[&str]) -> Vec<Siret> {
    texts.iter().map(|text| siret(text)).collect()
}

async fn made(world: &World<'_>, name: &str, numbers: &[&str]) -> Organisation {
    let added = world.app.add_organisation("andrea", name, sirets(numbers));
    added.await.unwrap()
}

async fn place(world: &World<'_>, user: UserId, organisation: Option<OrganisationId>) {
    let placed = world.app.place_member("andrea", user, organisation);
    placed.await.unwrap();
}

async fn names(store: &dyn Store, organisation: OrganisationId) -> Vec<String> {
    let search = UserSearch {
        text: "",
        organisation: Some(organisation),
        after: None,
        limit: 9,
    };
    let found = store.reader().await.unwrap().find_users(search).await.unwrap();
    found.into_iter().map(|user| user.name).collect()
}

/// All events, oldest first.
async fn actions(store: &dyn Store) -> Vec<(AuditAction, String, String)> {
    let events = store
        .reader()
        .await
        .unwrap()
        .audit_events(None, 50)
        .await
        .unwrap();
    events
        .into_iter()
        .rev()
        .map(|event| (event.action, event.actor, event.detail))
        .collect()
}

/// Whoever comes second is told who has it, and nothing is half written.
pub async fn an_organisation_has_its_name_and_its_establishments_to_itself(database: &dyn Database) {
    let world = World::new(database).await;
    world.clock.set(at(1));
    let first = made(&world, "Ministère de l'Exemple", &[POST, DINUM, DINUM]).await;
    assert_eq!(first.sirets, [siret(DINUM), siret(POST)]);
    let store = world.another_handle().await;
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .organisation(first.id)
            .await
            .unwrap(),
        Some(first.clone())
    );
    let second = made(&world, "Ville d'Essai", &[]).await;
    let attempt = async |id: Option<OrganisationId>, name: &str, numbers: &[&str]| {
        let numbers = sirets(numbers);
        match id {
            Some(id) => world.app.change_organisation("andrea", id, name, numbers).await,
            None => world.app.add_organisation("andrea", name, numbers).await,
        }
    };
    for id in [None, Some(second.id)] {
        let refused = attempt(id, "MINISTèRE de l'exemple", &[]).await.unwrap_err();
        assert!(matches!(refused, SaveOrganisationError::Taken(Taken::Name(taken)) if taken == first));
        let refused = attempt(id, "Autre", &[DINUM]).await.unwrap_err();
        let expected = Taken::Siret(siret(DINUM), first.clone());
        assert!(matches!(refused, SaveOrganisationError::Taken(taken) if taken == expected));
        let refused = attempt(id, " Autre", &[]).await.unwrap_err();
        assert!(matches!(refused, SaveOrganisationError::Name(name) if name == " Autre"));
    }
    let there = store.reader().await.unwrap().organisation(second.id).await;
    assert_eq!(there.unwrap(), Some(second.clone()));
    let unknown = attempt(Some(world.id()), "Autre", &[]).await;
    assert!(
        matches!(unknown, Err(SaveOrganisationError::Unknown(_))),
        "{unknown:?}"
    );
    // It gives one up, and the other may have it; the same again is no event.
    for _ in 0..2 {
        let changed = attempt(Some(first.id), "Ministère", &[POST]).await.unwrap();
        assert_eq!(
            (changed.name.as_str(), changed.sirets),
            ("Ministère", vec![siret(POST)])
        );
    }
    let changed = attempt(Some(second.id), "Ville d'Essai", &[DINUM]).await.unwrap();
    assert_eq!(
        (changed.sirets.clone(), changed.created),
        (vec![siret(DINUM)], at(1))
    );
    let there = store.reader().await.unwrap().organisation(second.id).await;
    assert_eq!(there.unwrap(), Some(changed));
    let told: Vec<_> = actions(&*store)
        .await
        .into_iter()
        .map(|(action, _, detail)| (action, detail))
        .collect();
    let changed = |detail: &str| (AuditAction::OrganisationChanged, detail.to_owned());
    assert_eq!(
        told[2..],
        [
            changed(
                "Ministère de l'Exemple (130 025 265 00013, 356 000 000 00048) → Ministère (356 000 000 00048)"
            ),
            changed("Ville d'Essai → Ville d'Essai (130 025 265 00013)"),
        ]
    );
    assert_eq!(told.len(), 4, "{told:?}");
}

/// Signs of a pattern are signs; a number is found with and without its blanks.
pub async fn organisations_are_found_by_a_part_of_their_name_or_number(database: &dyn Database) {
    let world = World::new(database).await;
    for (name, sirets) in [
        ("Ville B", &[][..]),
        ("ville a", &[DINUM]),
        ("Ministère 100%", &[POST]),
    ] {
        made(&world, name, sirets).await;
    }
    let user = world.person("camille").await;
    let town = &world
        .store
        .reader()
        .await
        .unwrap()
        .find_organisations("ville a", None, 1)
        .await
        .unwrap()[0]
        .0;
    place(&world, user.id, Some(town.id)).await;
    let find = async |text: &str, after: Option<&str>, limit| -> Vec<(String, u64)> {
        let found = world
            .store
            .reader()
            .await
            .unwrap()
            .find_organisations(text, after, limit)
            .await
            .unwrap();
        found
            .into_iter()
            .map(|(found, members)| (found.name, members))
            .collect()
    };
    let [ministry, a, b] =
        [("Ministère 100%", 0), ("ville a", 1), ("Ville B", 0)].map(|(n, m)| (n.to_owned(), m));
    assert_eq!(find("", None, 9).await, [ministry.clone(), a.clone(), b.clone()]);
    assert_eq!(find("", Some("Ville A"), 9).await, std::slice::from_ref(&b));
    assert_eq!(find("VILLE", None, 1).await, std::slice::from_ref(&a));
    assert_eq!(find("130 025", None, 9).await, [a]);
    for typed in [
        "0%",
        "100 ministere",
        "ministere",
        "MINISTÈRE",
        "ministe\u{300}re",
    ] {
        assert_eq!(
            find(typed, None, 9).await,
            std::slice::from_ref(&ministry),
            "{typed}"
        );
    }
    made(&world, "École d'exemple", &[]).await;
    let school = ("École d'exemple".to_owned(), 0);
    assert_eq!(find("", None, 1).await, std::slice::from_ref(&school));
    assert_eq!(find("", Some(&school.0), 1).await, [ministry]);
    for (called, known) in [
        ("ecole d'exemple", true),
        ("École", false),
        ("130 025 265 00013", true),
        ("35600000049837", false),
    ] {
        let found = world.app.organisation_called(called).await.unwrap();
        assert_eq!(found.is_some(), known, "{called}");
    }
    // Nobody could tell the two apart in a list.
    let double = world
        .app
        .add_organisation("andrea", "Ecole d\u{2019}Exemple", Vec::new());
    let refused = double.await.unwrap_err();
    assert!(matches!(refused, SaveOrganisationError::Taken(Taken::Name(taken)) if taken.name == school.0));
    assert_eq!(find("_", None, 9).await, []);
}

/// An administrator's word.
pub async fn a_person_is_in_one_organisation_and_is_put_into_another_on_record(database: &dyn Database) {
    let world = World::new(database).await;
    let (town, ministry) = (
        made(&world, "Ville", &[]).await,
        made(&world, "Ministère", &[]).await,
    );
    let (user, other) = (world.person("camille").await, world.person("zoe").await);
    let store = &*world.store;
    world.clock.set(at(2));
    let belongs = async |user| store.reader().await.unwrap().membership(user).await.unwrap();
    assert_eq!(belongs(user.id).await, None);
    for organisation in [None, Some(town.id), Some(town.id)] {
        place(&world, user.id, organisation).await;
    }
    place(&world, other.id, Some(town.id)).await;
    assert_eq!(names(store, town.id).await, ["camille", "zoe"]);
    place(&world, user.id, Some(ministry.id)).await;
    let membership = world
        .another_handle()
        .await
        .reader()
        .await
        .unwrap()
        .membership(user.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(membership.organisation, ministry);
    assert_eq!(
        (membership.placed_by, membership.since),
        (PlacedBy::Administrator, at(2))
    );
    assert_eq!(
        (names(store, town.id).await, names(store, ministry.id).await),
        (vec!["zoe".to_owned()], vec!["camille".to_owned()])
    );
    let place_at = async |user, organisation| {
        let placed = world.app.place_member("andrea", user, Some(organisation)).await;
        placed.unwrap_err()
    };
    let unknown = place_at(user.id, world.id()).await;
    assert!(
        matches!(unknown, PlaceMemberError::UnknownOrganisation(_)),
        "{unknown}"
    );
    let unknown = place_at(world.id(), town.id).await;
    assert!(matches!(unknown, PlaceMemberError::NotLive(_)), "{unknown}");
    place(&world, user.id, None).await;
    assert_eq!(belongs(user.id).await, None);
    let placed: Vec<_> = actions(store)
        .await
        .into_iter()
        .filter(|(action, ..)| *action == AuditAction::MemberPlaced)
        .map(|(.., detail)| detail)
        .collect();
    assert_eq!(
        placed,
        ["– → Ville", "– → Ville", "Ville → Ministère", "Ministère → –"]
    );
}

/// The provider knows who has moved; an organisation that it names and nobody knows is made once.
pub async fn the_provider_has_the_last_word_and_makes_what_is_not_there(database: &dyn Database) {
    let world = World::new(database).await;
    let ministry = made(&world, "Ministère", &[POST]).await;
    let (user, other) = (world.person("camille").await, world.person("zoe").await);
    let store = &*world.store;
    world.clock.set(at(2));
    place(&world, user.id, Some(ministry.id)).await;
    let arrive = async |user: UserId, number: &str, label: &str, time| {
        world.clock.set(at(time));
        let number = siret(number);
        let placed = world.app.place_arrival(user, &number, Some(label));
        placed.await.unwrap()
    };
    // Its word stands in the place of the administrator's, though nobody has moved.
    assert_eq!(arrive(user.id, POST, "another label", 3).await, ministry);
    let said = store
        .reader()
        .await
        .unwrap()
        .membership(user.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((said.placed_by, said.since), (PlacedBy::Provider, at(2)));
    let long = "é".repeat(NewOrganisation::LONGEST_NAME);
    made(&world, &long, &[]).await;
    let long_too = arrive(other.id, "73282932000074", &long, 4).await;
    assert_eq!(long_too.name.chars().count(), NewOrganisation::LONGEST_NAME);
    let dinum = arrive(user.id, DINUM, "ministère", 5).await;
    assert_eq!(dinum.name, "ministère (130 025 265 00013)");
    assert_eq!(arrive(other.id, DINUM, "ministère", 6).await, dinum);
    assert_eq!(arrive(user.id, DINUM, "ministère", 7).await, dinum);
    let said = store
        .reader()
        .await
        .unwrap()
        .membership(user.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((said.organisation, said.since), (dinum.clone(), at(5)));
    assert_eq!(names(store, dinum.id).await, ["camille", "zoe"]);
    let made: Vec<_> = actions(store)
        .await
        .into_iter()
        .filter(|(_, actor, _)| actor == "sign-in")
        .collect();
    assert_eq!(made.len(), 2, "{made:?}");
    assert!(
        made.iter()
            .all(|(action, ..)| *action == AuditAction::OrganisationMade)
    );
}

/// Two that are one: members and establishments go along, so that the next arrival finds them.
pub async fn an_organisation_becomes_part_of_another_or_goes_empty(database: &dyn Database) {
    let world = World::new(database).await;
    let (gone, heir) = (
        made(&world, "Service", &[DINUM]).await,
        made(&world, "Ministère", &[POST]).await,
    );
    let user = world.person("camille").await;
    let store = &*world.store;
    place(&world, user.id, Some(gone.id)).await;
    let remove = async |id, into| world.app.remove_organisation("andrea", id, into).await;
    for (heir, expected) in [(None, Kept::HasMembers(1)), (Some(gone.id), Kept::Itself)] {
        let kept = remove(gone.id, heir).await.unwrap_err();
        assert!(matches!(kept, RemoveOrganisationError::Kept(kept) if kept == expected));
    }
    let unknown = remove(gone.id, Some(world.id())).await;
    assert!(
        matches!(unknown, Err(RemoveOrganisationError::Unknown(_))),
        "{unknown:?}"
    );
    assert_eq!(
        store.reader().await.unwrap().organisation(gone.id).await.unwrap(),
        Some(gone.clone())
    );
    remove(gone.id, Some(heir.id)).await.unwrap();
    let unknown = remove(gone.id, Some(heir.id)).await;
    assert!(
        matches!(unknown, Err(RemoveOrganisationError::Unknown(_))),
        "{unknown:?}"
    );
    let membership = store
        .reader()
        .await
        .unwrap()
        .membership(user.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(membership.organisation.sirets, [siret(DINUM), siret(POST)]);
    assert_eq!(membership.organisation.id, heir.id);
    place(&world, user.id, None).await;
    remove(heir.id, None).await.unwrap();
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .find_organisations("", None, 9)
            .await
            .unwrap(),
        []
    );
    // Their numbers are free.
    made(&world, "Ministère", &[DINUM, POST]).await;
    let removed: Vec<_> = actions(store)
        .await
        .into_iter()
        .filter(|(action, ..)| *action == AuditAction::OrganisationRemoved)
        .map(|(.., detail)| detail)
        .collect();
    assert_eq!(
        removed,
        [
            "Service (130 025 265 00013) → Ministère (356 000 000 00048)",
            "Ministère (130 025 265 00013, 356 000 000 00048)",
        ]
    );
}

/// The others hear who has the name.
pub async fn of_many_organisations_of_one_name_at_once_one_is_added(database: &dyn Database) {
    let world = World::new(database).await;
    let tries = (0..12).map(|number| {
        let (app, name) = (world.app.clone(), ["École", "ECOLE"][number % 2]);
        tokio::spawn(async move { app.add_organisation("andrea", name, sirets(&[DINUM])).await })
    });
    let added = join_all(tries.collect::<Vec<_>>()).await;
    let (added, refused): (Vec<_>, Vec<_>) = added.into_iter().map(Result::unwrap).partition(Result::is_ok);
    assert_eq!((added.len(), actions(&*world.store).await.len()), (1, 1));
    for refused in refused {
        assert!(
            matches!(refused, Err(SaveOrganisationError::Taken(_))),
            "{refused:?}"
        );
    }
}

/// On a Monday morning everybody arrives from the same office.
pub async fn of_many_arrivals_at_once_one_makes_the_organisation(database: &dyn Database) {
    let world = World::new(database).await;
    let mut arrivals = Vec::new();
    for number in 0..12 {
        let user = world.person(&format!("camille-{number}")).await.id;
        let app = world.app.clone();
        arrivals.push(tokio::spawn(async move {
            app.place_arrival(user, &siret(DINUM), Some("DINUM"))
                .await
                .unwrap()
                .id
        }));
    }
    let placed = join_all(arrivals).await;
    let dinum = world.app.organisation_called("dinum").await.unwrap().unwrap();
    assert!(placed.into_iter().all(|id| id.unwrap() == dinum.id));
    let members = world.store.reader().await.unwrap().count_members(dinum.id).await;
    assert_eq!(members.unwrap(), 12);
    assert_eq!(actions(&*world.store).await.len(), 1);
}

/// What can't be put on record isn't done.
pub async fn an_organisation_whose_event_is_refused_stays_as_it_is(database: &dyn Database) {
    let world = World::new(database).await;
    let (service, ministry) = (
        made(&world, "Service", &[DINUM]).await,
        made(&world, "Ministère", &[POST]).await,
    );
    let user = world.person("camille").await.id;
    place(&world, user, Some(service.id)).await;
    database.refuse_inserts("acts").await;
    let app = &world.app;
    assert!(app.add_organisation("andrea", "Autre", Vec::new()).await.is_err());
    let renamed = app.change_organisation("andrea", service.id, "Autre", Vec::new());
    assert!(renamed.await.is_err());
    let merged = app.remove_organisation("andrea", service.id, Some(ministry.id));
    assert!(merged.await.is_err());
    let moved = app.place_member("andrea", user, Some(ministry.id));
    assert!(moved.await.is_err());
    let mut reader = world.store.reader().await.unwrap();
    let found = reader.find_organisations("", None, 9).await.unwrap();
    assert_eq!(found, [(ministry, 0), (service, 1)]);
}

/// However much one does; what was revoked or suspended isn't held.
pub async fn heads_are_counted_once_and_forgotten_with_their_account(database: &dyn Database) {
    let world = World::new(database).await;
    let town = made(&world, "Ville", &[]).await;
    let store = &*world.store;
    let count = async |since| {
        let Headcount {
            members,
            active,
            certified,
        } = store
            .reader()
            .await
            .unwrap()
            .headcount(town.id, at(since))
            .await
            .unwrap();
        (members, active, certified)
    };
    assert_eq!(count(0).await, (0, 0, 0));
    let (user, other) = (world.person("camille").await, world.person("zoe").await);
    let outside = world.person("dominique").await;
    for person in [&user, &other] {
        place(&world, person.id, Some(town.id)).await;
    }
    for person in [&user, &user, &outside] {
        world.graded(person.id, "revenus", &grading(1, 1), at(1)).await;
    }
    let held = certificate(&world, user.id, Level::ALL[0]).await;
    certificate(&world, user.id, Level::ALL[1]).await;
    certificate(&world, outside.id, Level::ALL[0]).await;
    let other_held = certificate(&world, other.id, Level::ALL[0]).await;
    assert_eq!((count(1).await, count(2).await), ((2, 1, 2), (2, 0, 2)));
    for (credential, change, certified) in [
        (held.id, StatusChange::Suspended, 2),
        (other_held.id, StatusChange::Suspended, 1),
        (other_held.id, StatusChange::Reinstated, 2),
        (other_held.id, StatusChange::Revoked, 1),
    ] {
        let changed = world
            .app
            .change_status(credential, change, "essai", "andrea")
            .await;
        changed.unwrap();
        assert_eq!(count(1).await.2, certified, "{change:?}");
    }
    world.erase(user.id).await;
    assert_eq!(count(1).await, (1, 0, 0));
    assert_eq!(
        store.reader().await.unwrap().membership(user.id).await.unwrap(),
        None
    );
}
