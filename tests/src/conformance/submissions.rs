//! Submissions.

use std::collections::BTreeSet;

use futures::future::join_all;
use spyrales_app::catalog::ExerciseHandle;
use spyrales_app::queue::Completion;
use spyrales_app::submissions::{
    CancelError, FindSubmissionError, OpenHintError, SubmitError, SubmitRequest,
};
use spyrales_core::digest::Digest;
use spyrales_core::grading::{CheckOutcome, CheckStatus, NotGraded, Points};
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{Page, QueueDepth, SubmissionState};
use spyrales_core::submission::ATTEMPTS_WINDOW;
use spyrales_core::text::Bilingual;

use super::world::{TTL, exercise, source_of};
use super::{Database, World, at, grading};

/// A submission waits, is counted, and can be read back.
pub async fn a_submission_and_its_job_come_together(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let first = world.submission(person.id, "revenus").await;
    let new = world.new_submission("revenus");
    world.store_submission(person.id, &new, at(5)).await.unwrap();
    assert_eq!(
        world.store.reader().await.unwrap().depth().await.unwrap().queued,
        2
    );
    let stored = world
        .store
        .reader()
        .await
        .unwrap()
        .submission(new.id, person.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (stored.id, stored.user, stored.submitted),
        (new.id, person.id, at(5))
    );
    assert_eq!((&stored.exercise, stored.pack), (&new.exercise, new.pack));
    assert_eq!(stored.state, SubmissionState::Queued { ahead: 1 });
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .submission_source(new.id, person.id)
            .await
            .unwrap(),
        Some(new.source)
    );
    world.lease(at(6)).await.unwrap().unwrap();
    let state = async |id| {
        world
            .store
            .reader()
            .await
            .unwrap()
            .submission(id, person.id)
            .await
            .unwrap()
            .unwrap()
            .state
    };
    assert_eq!(state(first).await, SubmissionState::Grading);
    assert_eq!(state(new.id).await, SubmissionState::Queued { ahead: 0 });
}

/// Neither is there when the transaction was dropped between them.
pub async fn a_submission_without_its_job_is_nothing(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let new = world.new_submission("revenus");
    let author = world.open(person.id).await;
    let mut tx = world.store.begin("submit").await.unwrap();
    tx.insert_submission(&author, &new, at(1)).await.unwrap();
    drop(tx);
    let found = world.app.submission(new.id, person.id).await;
    assert!(matches!(found, Err(FindSubmissionError::Unknown(_))), "{found:?}");
    world.store_submission(person.id, &new, at(2)).await.unwrap();
}

/// A client that sends again, at once and from several places, gets the one submission it made.
pub async fn the_same_key_makes_one_submission_however_many_ask_at_once(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let exercise = world.exercise("revenus", 1000);
    let mut requests = Vec::new();
    for _ in 0..4 {
        let app = world.another_app().await;
        for _ in 0..4 {
            let (app, exercise) = (app.clone(), exercise.clone());
            requests.push(tokio::spawn(async move {
                let request = SubmitRequest {
                    user: person.id,
                    exercise: &exercise,
                    source: b"same".to_vec(),
                    key: Some("k1".to_owned()),
                    queue_limit: 1000,
                };
                app.submit(request).await.unwrap()
            }));
        }
    }
    let made = join_all(requests).await.into_iter().map(Result::unwrap);
    assert_eq!(made.collect::<BTreeSet<_>>().len(), 1);
    assert_eq!(
        world.store.reader().await.unwrap().depth().await.unwrap().queued,
        1
    );
}

/// A key is for one request of one person.
pub async fn a_key_is_refused_for_other_code_and_belongs_to_its_person(database: &dyn Database) {
    let world = World::new(database).await;
    let (camille, dominique) = (world.person("camille").await, world.person("dominique").await);
    let submit = async |user, exercise_id, source: &[u8]| {
        let request = SubmitRequest {
            user,
            exercise: &world.exercise(exercise_id, 1000),
            source: source.to_vec(),
            key: Some("k1".to_owned()),
            queue_limit: 1000,
        };
        world.app.submit(request).await
    };
    let first = submit(camille.id, "revenus", b"a").await.unwrap();
    for (exercise_id, source) in [("revenus", b"b"), ("budgets", b"a")] {
        let refused = submit(camille.id, exercise_id, source).await;
        assert!(matches!(refused, Err(SubmitError::KeyReused)), "{refused:?}");
    }
    assert_eq!(submit(camille.id, "revenus", b"a").await.unwrap(), first);
    assert_ne!(submit(dominique.id, "revenus", b"b").await.unwrap(), first);
}

/// Not even that it is there.
pub async fn nobody_sees_the_submission_of_another(database: &dyn Database) {
    let world = World::new(database).await;
    let (owner, stranger) = (world.person("camille").await, world.person("dominique").await);
    let id = world
        .graded(owner.id, "revenus", &super::grading(1, 1), at(2))
        .await;
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .submission(id, stranger.id)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .submission_source(id, stranger.id)
            .await
            .unwrap(),
        None
    );
    let all = Page {
        before: None,
        limit: 10,
    };
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .submissions(stranger.id, None, all)
            .await
            .unwrap(),
        []
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .best_results(stranger.id)
            .await
            .unwrap(),
        []
    );
    assert!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .submission(id, owner.id)
            .await
            .unwrap()
            .is_some()
    );
}

/// Submits code of its own, under a quota.
async fn submit(
    world: &World<'_>,
    user: UserId,
    exercise: &ExerciseHandle,
    queue_limit: u32,
) -> Result<SubmissionId, SubmitError> {
    let request = SubmitRequest {
        user,
        exercise,
        source: source_of(world.number()),
        key: None,
        queue_limit,
    };
    world.app.submit(request).await
}

/// Leased ones count too; what is done counts no longer; others aren't held up.
pub async fn a_person_waits_with_so_many_and_no_more(database: &dyn Database) {
    let world = World::new(database).await;
    let (busy, other) = (world.person("camille").await, world.person("dominique").await);
    let exercise = world.exercise("revenus", 1000);
    let submit = async |user| submit(&world, user, &exercise, 2).await;
    submit(busy.id).await.unwrap();
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    submit(busy.id).await.unwrap();
    let refused = submit(busy.id).await;
    assert!(
        matches!(refused, Err(SubmitError::QueueFull { waiting: 2 })),
        "{refused:?}"
    );
    submit(other.id).await.unwrap();
    world.complete(&lease, &super::grading(0, 1), at(3)).await;
    submit(busy.id).await.unwrap();
}

/// However many ask at once, and from wherever.
pub async fn of_many_submissions_at_once_no_more_are_taken_than_may_be(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    for (exercise_id, queue_limit, daily_attempts, taken) in [("a", 3, 1000, 3), ("b", 1000, 4, 4)] {
        let exercise = world.exercise(exercise_id, daily_attempts);
        let mut requests = Vec::new();
        for number in 0..12 {
            let (app, exercise) = (world.another_app().await, exercise.clone());
            requests.push(tokio::spawn(async move {
                let request = SubmitRequest {
                    user: person.id,
                    exercise: &exercise,
                    source: source_of(number),
                    key: None,
                    queue_limit,
                };
                app.submit(request).await
            }));
        }
        let made = join_all(requests).await;
        let made = made.iter().filter(|made| made.as_ref().unwrap().is_ok());
        assert_eq!(made.count(), taken, "{exercise_id}");
    }
}

/// Each exercise by itself, and a day later they are as new.
pub async fn a_person_has_so_many_attempts_a_day(database: &dyn Database) {
    let world = World::new(database).await;
    let (eager, other) = (world.person("camille").await, world.person("dominique").await);
    let submit = async |user, exercise_id, now| {
        world.clock.set(now);
        submit(&world, user, &world.exercise(exercise_id, 2), 1000).await
    };
    let left = async |exercise_id| {
        let exercise = world.exercise(exercise_id, 2);
        world.app.attempts_left(eager.id, &exercise).await.unwrap()
    };
    let day = ATTEMPTS_WINDOW.as_secs();
    let barred = async |now| {
        let refused = submit(eager.id, "revenus", now).await;
        let Err(SubmitError::AttemptsUsedUp { limit, again, .. }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!((limit, again), (2, at(1 + day)));
    };
    submit(eager.id, "revenus", at(1)).await.unwrap();
    assert_eq!(left("revenus").await, 1);
    submit(eager.id, "revenus", at(5)).await.unwrap();
    barred(at(6)).await;
    assert_eq!((left("revenus").await, left("budgets").await), (0, 2));
    submit(eager.id, "budgets", at(6)).await.unwrap();
    submit(other.id, "revenus", at(6)).await.unwrap();
    barred(at(day)).await;
    submit(eager.id, "revenus", at(1 + day)).await.unwrap();
}

/// Set aside, it costs nothing.
pub async fn what_was_set_aside_is_no_attempt(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let exercise = world.exercise("revenus", 1);
    submit(&world, person.id, &exercise, 1000).await.unwrap();
    give_up(&world, NotGraded::Fault).await;
    submit(&world, person.id, &exercise, 1000).await.unwrap();
}

/// It was the code's own doing.
pub async fn what_was_set_aside_as_an_attempt_is_one(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let exercise = world.exercise("revenus", 1);
    submit(&world, person.id, &exercise, 1000).await.unwrap();
    give_up(&world, NotGraded::Exceeded).await;
    let refused = submit(&world, person.id, &exercise, 1000).await;
    assert!(
        matches!(refused, Err(SubmitError::AttemptsUsedUp { .. })),
        "{refused:?}"
    );
}

/// Whether it waited or was being graded. Once more changes nothing, and what is graded stays.
pub async fn what_was_cancelled_is_no_attempt_and_nobodys_job(database: &dyn Database) {
    let world = World::new(database).await;
    let (person, other) = (world.person("camille").await, world.person("dominique").await);
    let exercise = world.exercise("revenus", 1);
    let cancel = async |id, user| world.app.cancel_submission(id, user).await;
    let state = async |id| world.app.submission(id, person.id).await.unwrap().state;

    let waiting = submit(&world, person.id, &exercise, 1000).await.unwrap();
    let theirs = cancel(waiting, other.id).await;
    assert!(matches!(theirs, Err(CancelError::Unknown(_))), "{theirs:?}");
    cancel(waiting, person.id).await.unwrap();
    cancel(waiting, person.id).await.unwrap();
    assert_eq!(state(waiting).await, SubmissionState::Cancelled);
    assert!(world.lease(at(2)).await.unwrap().is_none(), "nothing waits");

    let graded = submit(&world, person.id, &exercise, 1000).await.unwrap();
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    cancel(graded, person.id).await.unwrap();
    assert!(!world.app.renew(&lease, TTL).await.unwrap(), "the lease is lost");
    let late = world.app.complete(&lease, &grading(1, 1)).await.unwrap();
    assert_eq!(late, Completion::LeaseLost);
    assert_eq!(state(graded).await, SubmissionState::Cancelled);

    let kept = submit(&world, person.id, &exercise, 1000).await.unwrap();
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    world.app.complete(&lease, &grading(1, 1)).await.unwrap();
    let late = cancel(kept, person.id).await;
    assert!(matches!(late, Err(CancelError::Settled(_))), "{late:?}");
}

/// Fails to grade the submission that waits until it is set aside.
async fn give_up(world: &World<'_>, why: fn(Bilingual) -> NotGraded) {
    let why = why(Bilingual::new("perdu", "lost"));
    while let Some(lease) = world.lease(at(2)).await.unwrap() {
        world.release(&lease, &why, at(3)).await;
    }
}

/// Whoever submitted it.
pub async fn code_is_found_by_its_digest(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let new = world.new_submission("revenus");
    world.store_submission(person.id, &new, at(1)).await.unwrap();
    let found = world
        .store
        .reader()
        .await
        .unwrap()
        .source_by_digest(Digest::of(&new.source))
        .await
        .unwrap();
    assert_eq!(found, Some(new.source));
    let nothing = world
        .store
        .reader()
        .await
        .unwrap()
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
        let part = world
            .store
            .reader()
            .await
            .unwrap()
            .submissions(person.id, None, page)
            .await
            .unwrap();
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
        .reader()
        .await
        .unwrap()
        .submissions(person.id, Some(&exercise("budgets")), all)
        .await
        .unwrap();
    let budgets: Vec<_> = budgets.iter().map(|submission| submission.id).collect();
    assert_eq!(budgets, [ids[6], ids[3], ids[0]]);
}

/// Refused wholly: no submission without its job, no job without its submission.
pub async fn an_unknown_person_is_refused_and_nothing_is_stored(database: &dyn Database) {
    let world = World::new(database).await;
    let exercise = world.exercise("revenus", 1000);
    let refused = submit(&world, world.id(), &exercise, 1000).await;
    assert!(matches!(refused, Err(SubmitError::NotLive(_))), "{refused:?}");
    let depth = world.store.reader().await.unwrap().depth().await.unwrap();
    assert_eq!(depth, QueueDepth::default());
}

/// Opening twice is opening once; nobody opens another's, nor one of a check that there isn't.
pub async fn a_hint_is_opened_by_its_person_and_stays_open(database: &dyn Database) {
    let world = World::new(database).await;
    let (person, other) = (world.person("camille").await, world.person("dominique").await);
    let mut failed = super::grading(0, 1);
    failed.record.checks = vec![CheckOutcome {
        id: "types".to_owned(),
        title: Bilingual::default(),
        status: CheckStatus::Failed,
        points: Points::whole(1),
        earned: Points::ZERO,
        group: None,
        hidden: false,
        message: None,
        hint: None,
        difference: None,
    }];
    let id = world.graded(person.id, "revenus", &failed, at(2)).await;
    let opened = async || {
        let store = world.another_handle().await;
        let mut reader = store.reader().await.unwrap();
        reader.opened_hints(id).await.unwrap()
    };
    let theirs = world.app.open_hint(id, other.id, "types").await;
    assert!(matches!(theirs, Err(OpenHintError::UnknownSubmission(_))));
    let nothing = world.app.open_hint(id, person.id, "values").await;
    assert!(matches!(nothing, Err(OpenHintError::UnknownCheck(_))));
    assert_eq!(opened().await, [""; 0]);
    let opens = (0..12).map(|_| {
        let app = world.app.clone();
        tokio::spawn(async move { app.open_hint(id, person.id, "types").await.unwrap().id })
    });
    for opened in join_all(opens.collect::<Vec<_>>()).await {
        assert_eq!(opened.unwrap(), id);
    }
    assert_eq!(opened().await, ["types"]);
    let waiting = world.submission(person.id, "revenus").await;
    let early = world.app.open_hint(waiting, person.id, "types").await;
    assert!(matches!(early, Err(OpenHintError::UnknownCheck(_))));
}
