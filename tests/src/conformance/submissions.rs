//! Submissions.

use std::sync::Arc;

use futures::future::join_all;
use spyrales_core::digest::Digest;
use spyrales_core::id::SubmissionId;
use spyrales_core::store::{
    ATTEMPTS_WINDOW, AfterFailure, Page, Released, StoreError, SubmissionState, Submitted,
};
use spyrales_core::text::Bilingual;

use super::world::exercise;
use super::{Database, World, at};

/// What was handed in waits, is counted, and can be read back.
pub async fn a_submission_and_its_job_come_together(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let first = world.submission(person.id, "revenus").await;
    let new = world.new_submission(person.id, "revenus");
    assert_eq!(
        world.store.submit(new.clone(), at(5)).await.unwrap(),
        Submitted::New(new.id)
    );
    assert_eq!(world.store.depth().await.unwrap().queued, 2);
    let stored = world.store.submission(new.id, person.id).await.unwrap().unwrap();
    assert_eq!(
        (stored.id, stored.user, stored.submitted),
        (new.id, person.id, at(5))
    );
    assert_eq!((&stored.exercise, stored.pack), (&new.exercise, new.pack));
    assert_eq!(stored.state, SubmissionState::Queued { ahead: 1 });
    assert_eq!(
        world.store.submission_source(new.id, person.id).await.unwrap(),
        Some(new.source)
    );
    world.lease(at(6)).await.unwrap().unwrap();
    let state = async |id| {
        world
            .store
            .submission(id, person.id)
            .await
            .unwrap()
            .unwrap()
            .state
    };
    assert_eq!(state(first).await, SubmissionState::Grading);
    assert_eq!(state(new.id).await, SubmissionState::Queued { ahead: 0 });
}

/// A client that sends again, at once and from several places, gets the one submission it made.
pub async fn the_same_key_makes_one_submission_however_many_ask_at_once(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let mut requests = Vec::new();
    for _ in 0..4 {
        let store = world.another_handle().await;
        for _ in 0..4 {
            let mut request = world.new_submission(person.id, "revenus");
            request.source = b"same".to_vec();
            request.key = Some("k1".to_owned());
            let store = Arc::clone(&store);
            requests.push(async move { store.submit(request, at(1)).await.unwrap() });
        }
    }
    let outcomes = join_all(requests.into_iter().map(tokio::spawn)).await;
    let (mut new, mut replayed) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome.unwrap() {
            Submitted::New(id) => new.push(id),
            Submitted::Replayed(id) => replayed.push(id),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((new.len(), replayed.len()), (1, 15));
    assert!(replayed.iter().all(|id| *id == new[0]));
    assert_eq!(world.store.depth().await.unwrap().queued, 1);
}

/// A key is for one request of one person.
pub async fn a_key_is_refused_for_other_code_and_belongs_to_its_person(database: &dyn Database) {
    let world = World::new(database).await;
    let (camille, dominique) = (world.person("camille").await, world.person("dominique").await);
    let keyed = |user, exercise_id, source: &[u8]| {
        let mut new = world.new_submission(user, exercise_id);
        new.source = source.to_vec();
        new.key = Some("k1".to_owned());
        new
    };
    let submit = async |new| world.store.submit(new, at(1)).await.unwrap();
    let first = keyed(camille.id, "revenus", b"a");
    assert_eq!(submit(first.clone()).await, Submitted::New(first.id));
    assert_eq!(
        submit(keyed(camille.id, "revenus", b"b")).await,
        Submitted::KeyReused
    );
    assert_eq!(
        submit(keyed(camille.id, "budgets", b"a")).await,
        Submitted::KeyReused
    );
    assert_eq!(
        submit(keyed(camille.id, "revenus", b"a")).await,
        Submitted::Replayed(first.id)
    );
    let other = keyed(dominique.id, "revenus", b"b");
    assert_eq!(submit(other.clone()).await, Submitted::New(other.id));
}

/// Not even that it is there.
pub async fn nobody_sees_the_submission_of_another(database: &dyn Database) {
    let world = World::new(database).await;
    let (owner, stranger) = (world.person("camille").await, world.person("dominique").await);
    let id = world
        .graded(owner.id, "revenus", &super::grading(1, 1), at(2))
        .await;
    assert_eq!(world.store.submission(id, stranger.id).await.unwrap(), None);
    assert_eq!(
        world.store.submission_source(id, stranger.id).await.unwrap(),
        None
    );
    let all = Page {
        before: None,
        limit: 10,
    };
    assert_eq!(world.store.submissions(stranger.id, None, all).await.unwrap(), []);
    assert_eq!(world.store.best_results(stranger.id).await.unwrap(), []);
    assert!(world.store.submission(id, owner.id).await.unwrap().is_some());
}

/// Leased ones count too; what is done counts no longer; others aren't held up.
pub async fn a_person_waits_with_so_many_and_no_more(database: &dyn Database) {
    let world = World::new(database).await;
    let (busy, other) = (world.person("camille").await, world.person("dominique").await);
    let submit = async |user| {
        let mut new = world.new_submission(user, "revenus");
        new.queue_limit = 2;
        world.store.submit(new, at(1)).await.unwrap()
    };
    assert!(matches!(submit(busy.id).await, Submitted::New(_)));
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    assert!(matches!(submit(busy.id).await, Submitted::New(_)));
    assert_eq!(submit(busy.id).await, Submitted::QueueFull { waiting: 2 });
    assert!(matches!(submit(other.id).await, Submitted::New(_)));
    world
        .store
        .complete(&lease, &super::grading(0, 1), at(3))
        .await
        .unwrap();
    assert!(matches!(submit(busy.id).await, Submitted::New(_)));
}

/// Each exercise by itself; what was set aside was no attempt, and a day later they are as new.
pub async fn a_person_has_so_many_attempts_a_day(database: &dyn Database) {
    let world = World::new(database).await;
    let (eager, other) = (world.person("camille").await, world.person("dominique").await);
    let submit = async |user, exercise_id, now| {
        let mut new = world.new_submission(user, exercise_id);
        new.daily_attempts = 2;
        world.store.submit(new, now).await.unwrap()
    };
    let day = ATTEMPTS_WINDOW.as_secs();
    assert!(matches!(
        submit(eager.id, "revenus", at(1)).await,
        Submitted::New(_)
    ));
    assert!(matches!(
        submit(eager.id, "revenus", at(5)).await,
        Submitted::New(_)
    ));
    let barred = Submitted::AttemptsUsedUp { again: at(1 + day) };
    assert_eq!(submit(eager.id, "revenus", at(6)).await, barred);
    assert!(matches!(
        submit(eager.id, "budgets", at(6)).await,
        Submitted::New(_)
    ));
    assert!(matches!(
        submit(other.id, "revenus", at(6)).await,
        Submitted::New(_)
    ));
    assert_eq!(submit(eager.id, "revenus", at(day)).await, barred);
    assert!(matches!(
        submit(eager.id, "revenus", at(1 + day)).await,
        Submitted::New(_)
    ));
}

/// Set aside, it costs nothing.
pub async fn what_was_set_aside_is_no_attempt(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let submit = async |now| {
        let mut new = world.new_submission(person.id, "revenus");
        new.daily_attempts = 1;
        world.store.submit(new, now).await.unwrap()
    };
    assert!(matches!(submit(at(1)).await, Submitted::New(_)));
    give_up(&world, AfterFailure::SetAside).await;
    assert!(matches!(submit(at(4)).await, Submitted::New(_)));
}

/// It was the code's own doing.
pub async fn what_was_set_aside_as_an_attempt_is_one(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let submit = async |now| {
        let mut new = world.new_submission(person.id, "revenus");
        new.daily_attempts = 1;
        world.store.submit(new, now).await.unwrap()
    };
    assert!(matches!(submit(at(1)).await, Submitted::New(_)));
    give_up(&world, AfterFailure::SetAsideAsAttempt).await;
    assert!(!matches!(submit(at(4)).await, Submitted::New(_)));
}

async fn give_up(world: &World<'_>, then: AfterFailure) {
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    let why = Bilingual::new("perdu", "lost");
    let released = world.store.release(&lease, &why, then, at(3)).await;
    assert_eq!(released.unwrap(), Released::SetAside);
}

/// Whoever submitted it.
pub async fn code_is_found_by_its_digest(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let new = world.new_submission(person.id, "revenus");
    world.store.submit(new.clone(), at(1)).await.unwrap();
    let found = world
        .store
        .source_by_digest(Digest::of(&new.source))
        .await
        .unwrap();
    assert_eq!(found, Some(new.source));
    let nothing = world
        .store
        .source_by_digest(Digest::of(b"never submitted"))
        .await
        .unwrap();
    assert_eq!(nothing, None);
}

/// Every submission once, whatever the length of a page.
pub async fn lists_are_newest_first_and_page_without_gaps(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let mut ids = Vec::new();
    for number in 0..7 {
        let exercise_id = if number % 3 == 0 { "budgets" } else { "revenus" };
        ids.push(world.submission(person.id, exercise_id).await);
    }
    let mut paged: Vec<SubmissionId> = Vec::new();
    loop {
        let page = Page {
            before: paged.last().copied(),
            limit: 3,
        };
        let part = world.store.submissions(person.id, None, page).await.unwrap();
        paged.extend(part.iter().map(|submission| submission.id));
        if part.len() < 3 {
            break;
        }
    }
    let newest_first: Vec<_> = ids.iter().rev().copied().collect();
    assert_eq!(paged, newest_first);
    let all = Page {
        before: None,
        limit: 10,
    };
    let budgets = world
        .store
        .submissions(person.id, Some(&exercise("budgets")), all)
        .await
        .unwrap();
    let budgets: Vec<_> = budgets.iter().map(|submission| submission.id).collect();
    assert_eq!(budgets, [ids[6], ids[3], ids[0]]);
}

/// Refused wholly: no submission without its job, no job without its submission.
pub async fn an_unknown_person_or_pack_is_refused_and_nothing_is_stored(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let nobody = world.new_submission(world.id(), "revenus");
    let mut nowhere = world.new_submission(person.id, "revenus");
    nowhere.pack = Digest::of(b"never published");
    for new in [nobody, nowhere] {
        let refused = world.store.submit(new.clone(), at(1)).await;
        assert!(matches!(refused, Err(StoreError::Unknown { .. })), "{refused:?}");
        assert_eq!(world.store.submission(new.id, new.user).await.unwrap(), None);
    }
    assert_eq!(world.store.depth().await.unwrap().queued, 0);
}

/// Opening twice is opening once; nobody opens another's.
pub async fn a_hint_is_opened_by_its_person_and_stays_open(database: &dyn Database) {
    let world = World::new(database).await;
    let (person, other) = (world.person("camille").await, world.person("dominique").await);
    let id = world.submission(person.id, "revenus").await;
    let store = &world.store;
    assert_eq!(store.opened_hints(id).await.unwrap(), [""; 0]);
    assert!(!store.open_hint(id, other.id, "types", at(1)).await.unwrap());
    for second in [1, 2] {
        assert!(store.open_hint(id, person.id, "types", at(second)).await.unwrap());
    }
    let again = world.another_handle().await;
    assert_eq!(again.opened_hints(id).await.unwrap(), ["types"]);
}
