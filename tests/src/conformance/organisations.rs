//! Who employs people.

use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::level::Level;
use spyrales_core::siret::Siret;
use spyrales_core::store::{
    Deed, Headcount, NewOrganisation, Organisation, OrganisationRemoved, OrganisationSaved, Placed, PlacedBy,
    StatusChange, Store, UserSearch,
};

use super::credentials::certificate;
use super::{Database, World, at, grading};

const DINUM: &str = "13002526500013";
const POST: &str = "35600000000048";

fn siret(text: &str) -> Siret {
    text.parse().unwrap()
}

fn new(id: OrganisationId, name: &str, sirets: &[&str]) -> NewOrganisation {
    NewOrganisation {
        id,
        name: name.to_owned(),
        sirets: sirets.iter().map(|text| siret(text)).collect(),
    }
}

fn saved(outcome: OrganisationSaved) -> Organisation {
    match outcome {
        OrganisationSaved::Saved(organisation) => organisation,
        other => panic!("{other:?}"),
    }
}

async fn made(world: &World<'_>, name: &str, sirets: &[&str]) -> Organisation {
    let new = new(world.id(), name, sirets);
    saved(wrote!(world.store, add_organisation(new, "andrea", at(1))).unwrap())
}

async fn place(store: &dyn Store, user: UserId, organisation: Option<OrganisationId>) -> Placed {
    wrote!(store, place_member(user, organisation, "andrea", at(2))).unwrap()
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

/// What was done since the first act, oldest first.
async fn deeds(store: &dyn Store) -> Vec<(Deed, String, String)> {
    let acts = store.reader().await.unwrap().acts(None, 50).await.unwrap();
    acts.into_iter()
        .rev()
        .map(|act| (act.deed, act.actor, act.detail))
        .collect()
}

/// Whoever comes second is told who has it, and nothing is half written.
pub async fn an_organisation_has_its_name_and_its_establishments_to_itself(database: &dyn Database) {
    let world = World::new(database).await;
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
    let attempt = async |wish: NewOrganisation| {
        if wish.id == second.id {
            wrote!(store, change_organisation(wish, "andrea", at(3))).unwrap()
        } else {
            wrote!(store, add_organisation(wish, "andrea", at(3))).unwrap()
        }
    };
    for id in [world.id(), second.id] {
        let name = new(id, "MINISTèRE de l'exemple", &[]);
        assert_eq!(attempt(name).await, OrganisationSaved::NameTaken(first.clone()));
        let number = new(id, "Autre", &[DINUM]);
        let taken = OrganisationSaved::SiretTaken(siret(DINUM), first.clone());
        assert_eq!(attempt(number).await, taken);
    }
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .organisation(second.id)
            .await
            .unwrap(),
        Some(second.clone())
    );
    let unknown = new(world.id(), "Autre", &[]);
    let unknown = wrote!(store, change_organisation(unknown, "andrea", at(3))).unwrap();
    assert_eq!(unknown, OrganisationSaved::Unknown);
    // It gives one up, and the other may have it; the same again is no act.
    let fewer = || new(first.id, "Ministère", &[POST]);
    for _ in 0..2 {
        let changed = saved(wrote!(store, change_organisation(fewer(), "andrea", at(4))).unwrap());
        assert_eq!(
            (changed.name.as_str(), changed.sirets),
            ("Ministère", vec![siret(POST)])
        );
    }
    let more = new(second.id, "Ville d'Essai", &[DINUM]);
    let changed = saved(wrote!(store, change_organisation(more, "andrea", at(5))).unwrap());
    assert_eq!((changed.sirets, changed.created), (vec![siret(DINUM)], at(1)));
    let told: Vec<_> = deeds(&*store)
        .await
        .into_iter()
        .map(|(deed, _, detail)| (deed, detail))
        .collect();
    let changed = |detail: &str| (Deed::OrganisationChanged, detail.to_owned());
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
    place(&*world.store, user.id, Some(town.id)).await;
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
        let found = world
            .store
            .reader()
            .await
            .unwrap()
            .organisation_called(called)
            .await
            .unwrap();
        assert_eq!(found.is_some(), known, "{called}");
    }
    // Nobody could tell the two apart in a list.
    let double = new(world.id(), "Ecole d\u{2019}Exemple", &[]);
    let outcome = wrote!(world.store, add_organisation(double, "andrea", at(1))).unwrap();
    assert!(matches!(outcome, OrganisationSaved::NameTaken(taken) if taken.name == school.0));
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
    assert_eq!(
        store.reader().await.unwrap().membership(user.id).await.unwrap(),
        None
    );
    assert_eq!(place(store, user.id, None).await, Placed::Unchanged);
    assert_eq!(place(store, user.id, Some(town.id)).await, Placed::Placed);
    assert_eq!(place(store, user.id, Some(town.id)).await, Placed::Unchanged);
    assert_eq!(place(store, other.id, Some(town.id)).await, Placed::Placed);
    assert_eq!(names(store, town.id).await, ["camille", "zoe"]);
    assert_eq!(place(store, user.id, Some(ministry.id)).await, Placed::Placed);
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
    assert_eq!(place(store, user.id, Some(world.id())).await, Placed::Unknown);
    assert_eq!(place(store, world.id(), Some(town.id)).await, Placed::Unknown);
    assert_eq!(place(store, user.id, None).await, Placed::Placed);
    assert_eq!(
        store.reader().await.unwrap().membership(user.id).await.unwrap(),
        None
    );
    let placed: Vec<_> = deeds(store)
        .await
        .into_iter()
        .filter(|(deed, ..)| *deed == Deed::MemberPlaced)
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
    place(store, user.id, Some(ministry.id)).await;
    let arrive = async |user: UserId, number: &str, label: &str, time| {
        let new = new(world.id(), label, &[]);
        wrote!(store, place_arrival(user, &siret(number), new, at(time))).unwrap()
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
    let made: Vec<_> = deeds(store)
        .await
        .into_iter()
        .filter(|(_, actor, _)| actor == "sign-in")
        .collect();
    assert_eq!(made.len(), 2, "{made:?}");
    assert!(made.iter().all(|(deed, ..)| *deed == Deed::OrganisationMade));
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
    place(store, user.id, Some(gone.id)).await;
    let remove = async |id, into| wrote!(store, remove_organisation(id, into, "andrea", at(3))).unwrap();
    assert_eq!(remove(gone.id, None).await, OrganisationRemoved::HasMembers(1));
    assert_eq!(remove(gone.id, Some(gone.id)).await, OrganisationRemoved::Unknown);
    assert_eq!(
        remove(gone.id, Some(world.id())).await,
        OrganisationRemoved::Unknown
    );
    assert_eq!(
        store.reader().await.unwrap().organisation(gone.id).await.unwrap(),
        Some(gone.clone())
    );
    assert_eq!(remove(gone.id, Some(heir.id)).await, OrganisationRemoved::Removed);
    assert_eq!(remove(gone.id, Some(heir.id)).await, OrganisationRemoved::Unknown);
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
    place(store, user.id, None).await;
    assert_eq!(remove(heir.id, None).await, OrganisationRemoved::Removed);
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
    let removed: Vec<_> = deeds(store)
        .await
        .into_iter()
        .filter(|(deed, ..)| *deed == Deed::OrganisationRemoved)
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
        place(store, person.id, Some(town.id)).await;
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
    wrote!(store, erase_user(user.id, at(4))).unwrap();
    assert_eq!(count(1).await, (1, 0, 0));
    assert_eq!(
        store.reader().await.unwrap().membership(user.id).await.unwrap(),
        None
    );
}
