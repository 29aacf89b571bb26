//! The queue, and what completing a job counts.

use std::collections::BTreeSet;

use futures::future::join_all;
use spyrales_core::store::{
    AfterFailure, Completion, Lease, MAX_ATTEMPTS, QueueDepth, Released, SubmissionState, Work,
};
use spyrales_core::text::Bilingual;

use super::world::{TTL, exercise};
use super::{Database, World, at, grading};

fn why() -> Bilingual {
    Bilingual::new("Le bac à sable ne démarre pas.", "The sandbox does not start.")
}

/// First come, first served, whoever submits.
pub async fn jobs_are_taken_in_order_of_arrival(database: &dyn Database) {
    let world = World::new(database).await;
    let people = [world.person("camille").await, world.person("dominique").await];
    let mut submitted = Vec::new();
    for number in 0..6 {
        submitted.push(world.submission(people[number % 2].id, "revenus").await);
    }
    let mut leased = Vec::new();
    while let Some(lease) = world.lease(at(2)).await.unwrap() {
        leased.push(lease.submission);
    }
    assert_eq!(leased, submitted);
    assert_eq!(
        world.store.depth().await.unwrap(),
        QueueDepth { queued: 0, leased: 6 }
    );
}

/// Several handles, each with workers that take what they can at the same time.
pub async fn concurrent_workers_never_get_the_same_job(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    for _ in 0..24 {
        world.submission(person.id, "revenus").await;
    }
    let mut workers = Vec::new();
    for _ in 0..4 {
        let store = world.another_handle().await;
        workers.push(tokio::spawn(async move {
            let mut taken = Vec::new();
            while let Some(lease) = store.lease_job(at(2), TTL).await.unwrap() {
                taken.push(lease.submission);
            }
            taken
        }));
    }
    let taken: Vec<_> = join_all(workers)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    assert_eq!(taken.len(), 24);
    assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), 24);
}

/// At the moment it runs out the job is free; from then on the first owner's word counts for nothing.
pub async fn a_lease_that_ran_out_goes_to_the_next_and_the_first_owner_writes_nothing(
    database: &dyn Database,
) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let id = world.submission(person.id, "revenus").await;
    let first = world.lease(at(0)).await.unwrap().unwrap();
    assert_eq!(first.expires, at(30));
    assert_eq!(world.lease(at(29)).await.unwrap(), None);
    let second = world.lease(at(30)).await.unwrap().unwrap();
    assert_eq!((second.submission, second.attempt), (id, 2));
    lost(&world, &first).await;
    let state = world
        .store
        .submission(id, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    assert_eq!(state, SubmissionState::Grading);
    let completed = world
        .store
        .complete(&second, &grading(2, 4), at(33))
        .await
        .unwrap();
    assert_eq!(completed, Completion::Recorded);
    lost(&world, &first).await;
    let best = world.store.best_results(person.id).await.unwrap();
    assert_eq!(best[0].record, grading(2, 4).record.digest());
}

async fn lost(world: &World<'_>, lease: &Lease) {
    assert!(!world.store.renew(lease, at(31), TTL).await.unwrap());
    let completed = world.store.complete(lease, &grading(4, 4), at(31)).await.unwrap();
    assert_eq!(completed, Completion::LeaseLost);
    let released = world
        .store
        .release(lease, &why(), AfterFailure::Again, at(31))
        .await
        .unwrap();
    assert_eq!(released, Released::LeaseLost);
}

/// A long grading keeps its job.
pub async fn a_renewed_lease_is_not_taken_over(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    world.submission(person.id, "revenus").await;
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    assert!(world.store.renew(&lease, at(20), TTL).await.unwrap());
    assert_eq!(world.lease(at(49)).await.unwrap(), None);
    let completed = world
        .store
        .complete(&lease, &grading(1, 1), at(49))
        .await
        .unwrap();
    assert_eq!(completed, Completion::Recorded);
}

/// A submission is tried so many times; then it is set aside, with the reason, and costs nothing.
pub async fn a_released_job_is_taken_again_and_set_aside_after_the_last_attempt(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let id = world.submission(person.id, "revenus").await;
    for attempt in 1..=MAX_ATTEMPTS {
        let lease = world.lease(at(0)).await.unwrap().unwrap();
        assert_eq!(lease.attempt, attempt);
        let (then, expected) = if attempt < MAX_ATTEMPTS {
            (AfterFailure::Again, Released::Requeued)
        } else {
            (AfterFailure::SetAside, Released::SetAside)
        };
        let released = world.store.release(&lease, &why(), then, at(1)).await;
        assert_eq!(released.unwrap(), expected);
    }
    assert_eq!(world.lease(at(2)).await.unwrap(), None);
    let state = world
        .store
        .submission(id, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    assert_eq!(state, SubmissionState::SetAside { why: why() });
    assert_eq!(world.store.best_results(person.id).await.unwrap(), []);
}

/// What made a worker silent holds up nobody who waits, and once more makes it an attempt like any other.
pub async fn a_job_that_is_tried_later_comes_after_those_that_wait_and_counts_in_the_end(
    database: &dyn Database,
) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let silent = world.submission(person.id, "revenus").await;
    let waiting = world.submission(world.person("sasha").await.id, "revenus").await;
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    assert_eq!(lease.submission, silent);
    let released = world
        .store
        .release(&lease, &why(), AfterFailure::Later, at(1))
        .await;
    assert_eq!(released.unwrap(), Released::Requeued);
    let next = world.lease(at(2)).await.unwrap().unwrap();
    assert_eq!(next.submission, waiting);
    let again = world.lease(at(3)).await.unwrap().unwrap();
    assert_eq!((again.submission, again.attempt), (silent, 2));
    let then = AfterFailure::SetAsideAsAttempt;
    let released = world.store.release(&again, &why(), then, at(4)).await;
    assert_eq!(released.unwrap(), Released::SetAside);
    let found = world.store.submission(silent, person.id).await.unwrap().unwrap();
    assert_eq!(found.state, SubmissionState::SetAside { why: why() });
}

/// What brings its worker down every time doesn't do so for ever, and doesn't hold up what is behind it.
pub async fn a_job_whose_leases_all_ran_out_is_set_aside(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let deadly = world.submission(person.id, "revenus").await;
    for attempt in 0..MAX_ATTEMPTS {
        let lease = world.lease(at(i64::from(attempt) * 30)).await.unwrap().unwrap();
        assert_eq!(lease.submission, deadly);
    }
    let next = world.submission(person.id, "revenus").await;
    let lease = world
        .lease(at(i64::from(MAX_ATTEMPTS) * 30))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(lease.submission, next);
    let state = world
        .store
        .submission(deadly, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    assert!(matches!(state, SubmissionState::SetAside { .. }), "{state:?}");
}

/// Told twice, from two handles at once: recorded once.
pub async fn a_job_is_completed_once_however_often_it_is_told(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    world.submission(person.id, "revenus").await;
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    let mut tellers = Vec::new();
    for _ in 0..4 {
        let (store, lease) = (world.another_handle().await, lease.clone());
        tellers.push(tokio::spawn(async move {
            store.complete(&lease, &grading(1, 1), at(1)).await.unwrap()
        }));
    }
    let outcomes: Vec<_> = join_all(tellers).await.into_iter().map(Result::unwrap).collect();
    let recorded = outcomes
        .iter()
        .filter(|outcome| **outcome == Completion::Recorded);
    assert_eq!(recorded.count(), 1, "{outcomes:?}");
    assert_eq!(world.store.depth().await.unwrap(), QueueDepth::default());
}

/// Whatever bytes were sent, and a seed of 64 bits.
pub async fn a_lease_carries_the_submission_bit_for_bit(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let mut new = world.new_submission(person.id, "revenus");
    new.source = (0..=u8::MAX).collect();
    new.seed = u64::MAX - 1;
    world.store.submit(new.clone(), at(1)).await.unwrap();
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    let work = Work::Submission(new.job);
    assert_eq!((lease.work, lease.submission, lease.attempt), (work, new.id, 1));
    assert_eq!((lease.source, lease.seed), (new.source, new.seed));
    assert_eq!((lease.exercise, lease.pack), (new.exercise, new.pack));
}

/// The record, its time and how long it took; also from another handle.
pub async fn the_record_comes_back_as_it_was_written(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let written = grading(1, 3);
    let id = world.graded(person.id, "revenus", &written, at(7)).await;
    let other_handle = world.another_handle().await;
    let state = other_handle
        .submission(id, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    let expected = SubmissionState::Graded {
        record: Box::new(written.record),
        wall_us: 12_345,
        at: at(7),
    };
    assert_eq!(state, expected);
}

/// By share, so that an exercise may change its points; a later equal changes nothing.
pub async fn the_best_result_is_the_largest_share_and_the_earliest_of_equals(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let best = async || world.store.best_results(person.id).await.unwrap();
    world.graded(person.id, "revenus", &grading(0, 4), at(2)).await;
    let half = world.graded(person.id, "revenus", &grading(2, 4), at(3)).await;
    assert_eq!(best().await[0].submission, half);
    world.graded(person.id, "revenus", &grading(3, 6), at(4)).await;
    assert_eq!(best().await[0].submission, half, "an equal share came later");
    world.graded(person.id, "revenus", &grading(3, 8), at(5)).await;
    assert_eq!(best().await[0].submission, half, "more points, a smaller share");
    let full = world.graded(person.id, "revenus", &grading(1, 1), at(6)).await;
    world.graded(person.id, "budgets", &grading(1, 2), at(7)).await;
    let results = best().await;
    let exercises: Vec<_> = results.iter().map(|result| &result.exercise).collect();
    assert_eq!(exercises, [&exercise("budgets"), &exercise("revenus")]);
    assert_eq!((results[1].submission, results[1].at), (full, at(6)));
    assert_eq!(results[1].record, grading(1, 1).record.digest());
}
