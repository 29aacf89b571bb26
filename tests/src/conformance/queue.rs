//! The queue, and what completing a job counts.

use std::collections::BTreeSet;

use futures::future::join_all;
use spyrales_app::queue::{Completion, Released};
use spyrales_core::grading::{NotGraded, Seeds};
use spyrales_core::store::{Lease, Queue, QueueDepth, SubmissionState};
use spyrales_core::submission::{AfterFailure, MAX_ATTEMPTS};
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
        world.store.reader().await.unwrap().depth().await.unwrap(),
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
        let app = world.another_app().await;
        workers.push(tokio::spawn(async move {
            let mut taken = Vec::new();
            while let Some(lease) = app.lease(Queue::Submissions, TTL).await.unwrap() {
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
        .reader()
        .await
        .unwrap()
        .submission(id, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    assert_eq!(state, SubmissionState::Grading);
    let completed = world.complete(&second, &grading(2, 4), at(33)).await;
    assert_eq!(completed, Completion::Recorded);
    lost(&world, &first).await;
    let best = world
        .store
        .reader()
        .await
        .unwrap()
        .best_results(person.id)
        .await
        .unwrap();
    assert_eq!(best[0].record, grading(2, 4).record.digest());
}

async fn lost(world: &World<'_>, lease: &Lease) {
    world.clock.set(at(31));
    assert!(!world.app.renew(lease, TTL).await.unwrap());
    let completed = world.complete(lease, &grading(4, 4), at(31)).await;
    assert_eq!(completed, Completion::LeaseLost);
    for not_graded in [NotGraded::Fault(why()), NotGraded::WorkerLost(why())] {
        let released = world.release(lease, &not_graded, at(31)).await;
        assert_eq!(released, Released::LeaseLost);
    }
}

/// A long grading keeps its job.
pub async fn a_renewed_lease_is_not_taken_over(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    world.submission(person.id, "revenus").await;
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    world.clock.set(at(20));
    assert!(world.app.renew(&lease, TTL).await.unwrap());
    assert_eq!(world.lease(at(49)).await.unwrap(), None);
    let completed = world.complete(&lease, &grading(1, 1), at(49)).await;
    assert_eq!(completed, Completion::Recorded);
}

/// A submission is tried so many times; then it is set aside, with the reason, and costs nothing.
pub async fn a_released_job_is_taken_again_and_set_aside_after_the_last_attempt(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let id = world.submission(person.id, "revenus").await;
    let fault = NotGraded::Fault(why());
    for attempt in 1..=MAX_ATTEMPTS {
        let lease = world.lease(at(0)).await.unwrap().unwrap();
        assert_eq!(lease.attempt, attempt);
        let expected = if attempt < MAX_ATTEMPTS {
            Released::Requeued
        } else {
            Released::SetAside
        };
        assert_eq!(world.release(&lease, &fault, at(1)).await, expected);
    }
    assert_eq!(world.lease(at(2)).await.unwrap(), None);
    let state = world
        .store
        .reader()
        .await
        .unwrap()
        .submission(id, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    let told = AfterFailure::SetAside.told(&why());
    assert_eq!(state, SubmissionState::SetAside { why: told });
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .best_results(person.id)
            .await
            .unwrap(),
        []
    );
}

/// What made a worker silent holds up nobody who waits, and once more makes it an attempt like any other.
pub async fn a_job_that_is_tried_later_comes_after_those_that_wait_and_counts_in_the_end(
    database: &dyn Database,
) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let silent = world.submission(person.id, "revenus").await;
    let waiting = world.submission(world.person("sasha").await.id, "revenus").await;
    let exceeded = NotGraded::Exceeded(why());
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    assert_eq!(lease.submission, silent);
    assert_eq!(world.release(&lease, &exceeded, at(1)).await, Released::Requeued);
    let next = world.lease(at(2)).await.unwrap().unwrap();
    assert_eq!(next.submission, waiting);
    let again = world.lease(at(3)).await.unwrap().unwrap();
    assert_eq!((again.submission, again.attempt), (silent, 2));
    assert_eq!(again.work, lease.work, "it is the same job");
    assert_eq!(world.release(&again, &exceeded, at(4)).await, Released::SetAside);
    let found = world.app.submission(silent, person.id).await.unwrap();
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
        .reader()
        .await
        .unwrap()
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
    world.clock.set(at(1));
    let mut tellers = Vec::new();
    for number in 0..12 {
        let (app, lease) = (world.another_app().await, lease.clone());
        tellers.push(tokio::spawn(async move {
            let grading = grading(number % 5, 4);
            app.complete(&lease, &grading).await.unwrap()
        }));
    }
    let outcomes: Vec<_> = join_all(tellers).await.into_iter().map(Result::unwrap).collect();
    let recorded = outcomes
        .iter()
        .filter(|outcome| **outcome == Completion::Recorded);
    assert_eq!(recorded.count(), 1, "{outcomes:?}");
    assert_eq!(
        world.store.reader().await.unwrap().depth().await.unwrap(),
        QueueDepth::default()
    );
}

/// Given back by many at once, and completed by some: one of them is heard, and the job is there once or done.
pub async fn of_many_words_about_a_lease_one_is_heard(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let id = world.submission(person.id, "revenus").await;
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    let mut words = Vec::new();
    for number in 0..12 {
        let (app, lease) = (world.another_app().await, lease.clone());
        words.push(tokio::spawn(async move {
            match number % 3 {
                0 => app.complete(&lease, &grading(1, 1)).await.unwrap() == Completion::Recorded,
                1 => {
                    let fault = NotGraded::Fault(why());
                    app.release(&lease, &fault).await.unwrap() == Released::Requeued
                }
                _ => {
                    let lost = NotGraded::WorkerLost(why());
                    app.release(&lease, &lost).await.unwrap() == Released::Requeued
                }
            }
        }));
    }
    let heard = join_all(words)
        .await
        .into_iter()
        .filter(|heard| *heard.as_ref().unwrap());
    assert_eq!(heard.count(), 1);
    let depth = world.store.reader().await.unwrap().depth().await.unwrap();
    let expected = match world.app.submission(id, person.id).await.unwrap().state {
        SubmissionState::Graded { .. } => 0,
        SubmissionState::Queued { .. } => 1,
        other => panic!("{other:?}"),
    };
    assert_eq!((depth.queued, depth.leased), (expected, 0));
}

/// A grading whose job goes on, or a job that ends without its grading, is nothing: the transaction was dropped between.
pub async fn a_grading_and_the_end_of_its_job_come_together(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let id = world.submission(person.id, "revenus").await;
    let lease = world.lease(at(0)).await.unwrap().unwrap();
    let mut tx = world.store.begin("complete").await.unwrap();
    assert!(tx.end_job(&lease.key()).await.unwrap());
    tx.insert_grading(id, &grading(1, 1), at(1)).await.unwrap();
    drop(tx);
    let state = world.app.submission(id, person.id).await.unwrap().state;
    assert_eq!(state, SubmissionState::Grading);
    let completed = world.complete(&lease, &grading(1, 2), at(2)).await;
    assert_eq!(completed, Completion::Recorded);
}

/// Whatever bytes were sent, and a seed of 64 bits.
pub async fn a_lease_carries_the_submission_bit_for_bit(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let mut new = world.new_submission("revenus");
    new.source = (0..=u8::MAX).collect();
    new.seeds = Seeds {
        visible: u64::MAX - 1,
        hidden: Some(u64::MAX),
    };
    let job = world.store_submission(person.id, &new, at(1)).await.unwrap();
    let lease = world.lease(at(2)).await.unwrap().unwrap();
    assert_eq!(
        (lease.work, lease.submission, lease.attempt),
        (job.work, new.id, 1)
    );
    assert_eq!((&*lease.source, lease.seeds), (&*new.source, new.seeds));
    assert_eq!(lease.user, person.id);
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
        .reader()
        .await
        .unwrap()
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
    let best = async || {
        world
            .store
            .reader()
            .await
            .unwrap()
            .best_results(person.id)
            .await
            .unwrap()
    };
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
