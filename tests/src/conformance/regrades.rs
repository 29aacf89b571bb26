//! Re-grades: what was submitted under a version is graded once more, beside what counts.

use std::collections::BTreeMap;

use futures::future::join_all;
use spyrales_app::packs::PackRelease;
use spyrales_app::queue::{Completion, Released};
use spyrales_app::regrades::{
    ReadNoticeError, RegradeSettled, RegradeStarted, SettleRegradeError, StartRegradeError,
};
use spyrales_core::digest::Digest;
use spyrales_core::grading::{NotGraded, Points, Share};
use spyrales_core::id::RegradeId;
use spyrales_core::regrade::{Lowering, Treatment};
use spyrales_core::store::{
    AuditAction, Lease, NewRegrade, Queue, RecordPlace, SubmissionState, VersionRef, Work,
};
use spyrales_core::submission::MAX_ATTEMPTS;
use spyrales_core::text::Bilingual;

use super::world::{TTL, exercise};
use super::{Database, World, at, grading};

const REASON: &str = "Le contrôle refusait une réponse juste.";

fn share(earned: u32, possible: u32) -> Share {
    Share {
        earned: Points::whole(earned),
        possible: Points::whole(possible),
    }
}

fn corrected() -> VersionRef {
    VersionRef {
        version: "1.1.0".to_owned(),
        digest: Digest::of(b"corrected"),
    }
}

/// A re-grade of what was submitted under the world's pack by a corrected version, which is published.
async fn regrade(world: &World<'_>, exercises: &[(&str, Treatment)]) -> NewRegrade {
    let to = corrected();
    let files = BTreeMap::from([("pack.toml".to_owned(), b"id = \"preparer\" # 2".to_vec())]);
    let version = to.version.parse().unwrap();
    let release = PackRelease {
        id: "preparer",
        version: &version,
        digest: to.digest,
        files: &files,
    };
    world.app.publish_pack(release, "dominique").await.unwrap();
    NewRegrade {
        id: world.id(),
        pack: "preparer".to_owned(),
        from: VersionRef {
            version: "1.0.0".to_owned(),
            digest: world.pack,
        },
        to: Some(to),
        exercises: exercises
            .iter()
            .map(|(exercise, treatment)| ((*exercise).to_owned(), *treatment))
            .collect(),
        reason: REASON.to_owned(),
        by: "dominique".to_owned(),
    }
}

async fn started(world: &World<'_>, exercises: &[(&str, Treatment)]) -> RegradeId {
    let new = regrade(world, exercises).await;
    let id = new.id;
    assert_eq!(start(world, &new, 10).await, RegradeStarted::Started(id));
    id
}

async fn start(world: &World<'_>, new: &NewRegrade, seconds: i64) -> RegradeStarted {
    world.clock.set(at(seconds));
    world.app.start_regrade(new).await.unwrap()
}

/// What was done to re-grades, as the audit log has it, the latest first.
async fn recorded(world: &World<'_>) -> Vec<(AuditAction, String)> {
    let mut reader = world.store.reader().await.unwrap();
    let events = reader.audit_events(None, 9).await.unwrap().into_iter();
    events
        .filter(|event| event.action != AuditAction::VersionPublished)
        .map(|event| (event.action, event.subject))
        .collect()
}

async fn lease(world: &World<'_>, seconds: i64) -> Option<Lease> {
    world.clock.set(at(seconds));
    world.app.lease(Queue::Regrades, TTL).await.unwrap()
}

/// Grades all that waits to be graded once more, so that it comes to so many of four points, in the order of submission.
async fn grade_all(world: &World<'_>, earned: &[u32]) {
    for earned in earned {
        let lease = lease(world, 11).await.unwrap();
        let completed = world.complete(&lease, &grading(*earned, 4), at(12)).await;
        assert_eq!(completed, Completion::Recorded);
    }
    assert_eq!(lease(world, 11).await, None);
}

async fn apply(world: &World<'_>, id: RegradeId, lowering: Lowering) -> RegradeSettled {
    world.clock.set(at(20));
    let applied = world.app.apply_regrade(id, lowering, REASON, "dominique").await;
    applied.unwrap()
}

/// Until then nobody's submission, result or notices move; then they do, and the earlier record is still there.
pub async fn a_regrade_stands_beside_what_counts_until_it_is_applied(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let submission = world.graded(person.id, "revenus", &grading(1, 4), at(2)).await;
    world.graded(person.id, "autre", &grading(1, 4), at(3)).await;
    let counts = world
        .store
        .reader()
        .await
        .unwrap()
        .submission_counts(world.pack)
        .await
        .unwrap();
    let counts: Vec<_> = counts
        .iter()
        .map(|one| (one.exercise.as_str(), one.submissions, one.people))
        .collect();
    assert_eq!(counts, [("autre", 1, 1), ("revenus", 1, 1)]);
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    let waiting = lease(&world, 11).await.unwrap();
    assert_eq!(
        (waiting.work, waiting.submission),
        (Work::Regrade(id), submission)
    );
    assert_eq!(waiting.pack, corrected().digest);
    let early = apply(&world, id, Lowering::Never).await;
    assert_eq!(early, RegradeSettled::Waiting(1));
    world.complete(&waiting, &grading(4, 4), at(12)).await;
    assert_eq!(
        lease(&world, 11).await,
        None,
        "the other exercise isn't concerned"
    );

    let best = async || {
        world
            .another_handle()
            .await
            .reader()
            .await
            .unwrap()
            .best_results(person.id)
            .await
            .unwrap()[1]
            .clone()
    };
    assert_eq!(
        (best().await.earned, best().await.exercise),
        (Points::whole(1), exercise("revenus"))
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .regrade_notices(person.id)
            .await
            .unwrap(),
        []
    );
    let [attempt] = world
        .store
        .reader()
        .await
        .unwrap()
        .regrade_attempts(id)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!((attempt.now, attempt.regraded), (share(1, 4), Some(share(4, 4))));

    let applied = apply(&world, id, Lowering::Never).await;
    assert_eq!(
        applied,
        RegradeSettled::Settled {
            replaced: 1,
            people: 1
        }
    );
    assert_eq!(best().await.earned, Points::whole(4));
    let state = world
        .store
        .reader()
        .await
        .unwrap()
        .submission(submission, person.id)
        .await
        .unwrap()
        .unwrap()
        .state;
    let expected = SubmissionState::Graded {
        record: Box::new(grading(4, 4).record),
        wall_us: 12_345,
        at: at(12),
    };
    assert_eq!(state, expected);
    let [earlier] = world
        .store
        .reader()
        .await
        .unwrap()
        .earlier_gradings(submission, person.id)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!((*earlier.record, earlier.at), (grading(1, 4).record, at(2)));
    assert_eq!((earlier.replaced_by, earlier.replaced), (id, at(20)));
    let other = world.person("dominique").await;
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .earlier_gradings(submission, other.id)
            .await
            .unwrap(),
        []
    );

    let [notice] = world
        .store
        .reader()
        .await
        .unwrap()
        .regrade_notices(person.id)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!((notice.before, notice.after), (share(1, 4), share(4, 4)));
    assert_eq!(
        (notice.exercise, notice.reason.as_str(), notice.read),
        (exercise("revenus"), REASON, None)
    );
    let theirs = world.app.read_regrade_notice(id, other.id).await;
    assert!(matches!(theirs, Err(ReadNoticeError::NothingChanged(_))));
    for now in [at(30), at(31)] {
        world.clock.set(now);
        world.app.read_regrade_notice(id, person.id).await.unwrap();
    }
    let read = world
        .store
        .reader()
        .await
        .unwrap()
        .regrade_notices(person.id)
        .await
        .unwrap()[0]
        .read;
    assert_eq!(read, Some(at(30)));
    let subject = "preparer 1.0.0 → 1.1.0";
    assert_eq!(
        recorded(&world).await,
        [
            (AuditAction::RegradeApplied, subject.to_owned()),
            (AuditAction::RegradeStarted, subject.to_owned())
        ]
    );
    let kept = world
        .store
        .reader()
        .await
        .unwrap()
        .regrades("preparer")
        .await
        .unwrap();
    let end = kept[0].end.as_ref().unwrap();
    assert_eq!(
        (end.applied, end.by.as_str(), end.at),
        (true, "dominique", at(20))
    );
    assert_eq!((kept[0].waiting, kept[0].graded, kept[0].failed), (0, 1, 0));
}

/// The better of both counts; where lowering is wanted, the best of what a person has left.
pub async fn nobody_loses_unless_it_is_wanted(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    for (exercise, lowering, replaced) in [("a", Lowering::Never, 1), ("b", Lowering::Allowed, 2)] {
        let first = world.graded(person.id, exercise, &grading(4, 4), at(2)).await;
        let second = world.graded(person.id, exercise, &grading(2, 4), at(3)).await;
        let id = started(&world, &[(exercise, Treatment::Grade)]).await;
        grade_all(&world, &[0, 3]).await;
        let people = usize::from(lowering == Lowering::Allowed);
        let settled = apply(&world, id, lowering).await;
        assert_eq!(settled, RegradeSettled::Settled { replaced, people });
        let results = world
            .store
            .reader()
            .await
            .unwrap()
            .best_results(person.id)
            .await
            .unwrap();
        let best = results
            .iter()
            .find(|best| best.exercise.exercise == exercise)
            .unwrap();
        let expected = match lowering {
            Lowering::Never => (first, Points::whole(4)),
            Lowering::Allowed => (second, Points::whole(3)),
        };
        assert_eq!((best.submission, best.earned), expected);
        let end = world
            .store
            .reader()
            .await
            .unwrap()
            .regrade(id)
            .await
            .unwrap()
            .unwrap()
            .end
            .unwrap();
        assert_eq!(end.lowering, lowering);
    }
}

/// Told twice, also from another handle, and not discarded afterwards either.
pub async fn applying_twice_changes_nothing(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let submission = world.graded(person.id, "revenus", &grading(1, 4), at(2)).await;
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    grade_all(&world, &[2]).await;
    apply(&world, id, Lowering::Never).await;
    let other = world.another_app().await;
    let again = other.apply_regrade(id, Lowering::Allowed, "Autre motif", "andrea");
    assert_eq!(again.await.unwrap(), RegradeSettled::Before);
    let discarded = other.discard_regrade(id, "andrea").await.unwrap();
    assert_eq!(discarded, RegradeSettled::Before);
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .earlier_gradings(submission, person.id)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .regrade_notices(person.id)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .regrade(id)
            .await
            .unwrap()
            .unwrap()
            .reason,
        REASON
    );
    assert_eq!(recorded(&world).await.len(), 2);
    let unknown = other.discard_regrade(world.id(), "andrea").await;
    assert!(matches!(unknown, Err(SettleRegradeError::Unknown(_))));
}

/// One of a version is open at a time.
pub async fn a_discarded_regrade_changes_nothing_and_makes_room_for_another(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    for _ in 0..3 {
        world.graded(person.id, "revenus", &grading(1, 4), at(2)).await;
    }
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    let first = lease(&world, 11).await.unwrap();
    world.complete(&first, &grading(4, 4), at(12)).await;
    let under_way = lease(&world, 11).await.unwrap();
    let second = regrade(&world, &[("revenus", Treatment::Grade)]).await;
    assert_eq!(start(&world, &second, 13).await, RegradeStarted::Open(id));
    let discarded = world.app.discard_regrade(id, "dominique").await.unwrap();
    assert_eq!(
        discarded,
        RegradeSettled::Settled {
            replaced: 0,
            people: 0
        }
    );
    let late = world.complete(&under_way, &grading(4, 4), at(15)).await;
    assert_eq!(late, Completion::LeaseLost);
    assert_eq!(lease(&world, 90).await, None, "what waited is gone");
    let best = world
        .store
        .reader()
        .await
        .unwrap()
        .best_results(person.id)
        .await
        .unwrap();
    assert_eq!(best[0].earned, Points::whole(1));
    assert_eq!(apply(&world, id, Lowering::Never).await, RegradeSettled::Before);
    assert_eq!(
        start(&world, &second, 16).await,
        RegradeStarted::Started(second.id)
    );
}

/// One is started, one of those who end it does so, and each is on record once.
pub async fn of_many_who_start_or_end_a_regrade_at_once_one_does(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    world.graded(person.id, "revenus", &grading(1, 4), at(2)).await;
    let new = regrade(&world, &[("revenus", Treatment::Grade)]).await;
    let mut starts = Vec::new();
    for _ in 0..12 {
        let (app, mut new) = (world.another_app().await, new.clone());
        new.id = world.id();
        starts.push(tokio::spawn(
            async move { app.start_regrade(&new).await.unwrap() },
        ));
    }
    let outcomes: Vec<_> = join_all(starts).await.into_iter().map(Result::unwrap).collect();
    let started = outcomes.iter().filter_map(|outcome| match outcome {
        RegradeStarted::Started(id) => Some(*id),
        RegradeStarted::Open(_) => None,
    });
    let [id] = started.collect::<Vec<_>>().try_into().unwrap();
    let all_know = |outcome: &&RegradeStarted| **outcome == RegradeStarted::Open(id);
    assert_eq!(outcomes.iter().filter(all_know).count(), 11);
    grade_all(&world, &[4]).await;
    let mut ends = Vec::new();
    for number in 0..12 {
        let app = world.another_app().await;
        ends.push(tokio::spawn(async move {
            let ended = if number % 2 == 0 {
                app.apply_regrade(id, Lowering::Never, REASON, "dominique").await
            } else {
                app.discard_regrade(id, "dominique").await
            };
            ended.unwrap()
        }));
    }
    let ended = join_all(ends).await.into_iter().map(Result::unwrap);
    let settled = ended.filter(|end| matches!(end, RegradeSettled::Settled { .. }));
    assert_eq!(settled.count(), 1);
    assert_eq!(recorded(&world).await.len(), 2);
}

/// What was written before the transaction was dropped is nowhere.
pub async fn a_regrade_is_applied_wholly_or_not_at_all(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let submission = world.graded(person.id, "revenus", &grading(1, 4), at(2)).await;
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    grade_all(&world, &[4]).await;
    let mut tx = world.store.begin("apply_regrade").await.unwrap();
    tx.replace_grading(id, submission, at(19)).await.unwrap();
    tx.neutralise(id, person.id, &exercise("revenus")).await.unwrap();
    drop(tx);
    {
        let mut reader = world.store.reader().await.unwrap();
        let best = reader.best_results(person.id).await.unwrap();
        assert_eq!((best[0].earned, best[0].neutralised), (Points::whole(1), false));
        let earlier = reader.earlier_gradings(submission, person.id).await.unwrap();
        assert_eq!(earlier, []);
    }
    let expected = RegradeSettled::Settled {
        replaced: 1,
        people: 1,
    };
    assert_eq!(apply(&world, id, Lowering::Never).await, expected);
}

/// Nothing is graded; who had all the points has nothing to be told.
pub async fn a_neutralised_exercise_is_marked_for_those_who_submitted(database: &dyn Database) {
    let world = World::new(database).await;
    let [weak, able, absent] = [
        world.person("camille").await,
        world.person("dominique").await,
        world.person("absent").await,
    ];
    world.graded(weak.id, "revenus", &grading(1, 4), at(2)).await;
    world.graded(able.id, "revenus", &grading(4, 4), at(3)).await;
    world.graded(absent.id, "autre", &grading(1, 4), at(4)).await;
    let id = started(&world, &[("revenus", Treatment::Neutralise)]).await;
    assert_eq!(lease(&world, 11).await, None);
    let neutralised = async |user| {
        world
            .store
            .reader()
            .await
            .unwrap()
            .best_results(user)
            .await
            .unwrap()[0]
            .neutralised
    };
    assert!(!neutralised(weak.id).await);
    let settled = apply(&world, id, Lowering::Never).await;
    assert_eq!(
        settled,
        RegradeSettled::Settled {
            replaced: 0,
            people: 1
        }
    );
    assert!(neutralised(weak.id).await && neutralised(able.id).await);
    assert!(!neutralised(absent.id).await);
    let [notice] = world
        .store
        .reader()
        .await
        .unwrap()
        .regrade_notices(weak.id)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert!(notice.neutralised && notice.before == notice.after);
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .regrade_notices(able.id)
            .await
            .unwrap(),
        []
    );
    let told = world
        .store
        .reader()
        .await
        .unwrap()
        .regrade_changes(id)
        .await
        .unwrap();
    assert_eq!(told, [(weak.id, notice)]);
    let again = started(&world, &[("revenus", Treatment::Neutralise)]).await;
    let settled = apply(&world, again, Lowering::Never).await;
    assert_eq!(
        settled,
        RegradeSettled::Settled {
            replaced: 0,
            people: 0
        },
        "they were told before"
    );
}

/// Renewed, taken over when a lease ran out, given back, completed once; and its code and seed are the submission's.
pub async fn a_regrade_is_leased_like_any_grading_and_outlives_its_workers(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let new = world.new_submission("revenus");
    world.store_submission(person.id, &new, at(1)).await.unwrap();
    let submitted = world.lease(at(2)).await.unwrap().unwrap();
    world.complete(&submitted, &grading(1, 4), at(2)).await;
    started(&world, &[("revenus", Treatment::Grade)]).await;
    assert_eq!(
        world.lease(at(10)).await.unwrap(),
        None,
        "not in the learners' queue"
    );
    let first = lease(&world, 10).await.unwrap();
    assert_eq!((&*first.source, first.seeds), (&*new.source, new.seeds));
    world.clock.set(at(20));
    assert!(world.app.renew(&first, TTL).await.unwrap());
    let other = world.another_app().await;
    world.clock.set(at(49));
    assert_eq!(other.lease(Queue::Regrades, TTL).await.unwrap(), None);
    world.clock.set(at(50));
    let second = other.lease(Queue::Regrades, TTL).await.unwrap().unwrap();
    assert_eq!((second.submission, second.attempt), (new.id, 2));
    world.clock.set(at(51));
    assert!(!world.app.renew(&first, TTL).await.unwrap());
    let late = world.complete(&first, &grading(0, 4), at(51)).await;
    assert_eq!(late, Completion::LeaseLost);
    let lost = NotGraded::WorkerLost(why());
    assert_eq!(world.release(&second, &lost, at(52)).await, Released::Requeued);
    let third = lease(&world, 53).await.unwrap();
    for expected in [Completion::Recorded, Completion::LeaseLost] {
        let completed = world.complete(&third, &grading(4, 4), at(54)).await;
        assert_eq!(completed, expected);
    }
}

fn why() -> Bilingual {
    Bilingual::new("Panne.", "Failure.")
}

/// By a worker's word, or because every lease ran out.
pub async fn what_cannot_be_graded_once_more_keeps_what_it_had(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    world.graded(person.id, "revenus", &grading(1, 4), at(2)).await;
    world.graded(person.id, "revenus", &grading(2, 4), at(3)).await;
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    let fault = NotGraded::Fault(why());
    for attempt in 1..=MAX_ATTEMPTS {
        let lease = lease(&world, 10).await.unwrap();
        let released = world.release(&lease, &fault, at(11)).await;
        let expected = match attempt {
            MAX_ATTEMPTS => Released::SetAside,
            _ => Released::Requeued,
        };
        assert_eq!(released, expected);
    }
    for attempt in 0..MAX_ATTEMPTS {
        lease(&world, 20 + i64::from(attempt) * 30).await.unwrap();
    }
    assert_eq!(lease(&world, 20 + i64::from(MAX_ATTEMPTS) * 30).await, None);
    let kept = world
        .store
        .reader()
        .await
        .unwrap()
        .regrade(id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.waiting, kept.graded, kept.failed), (0, 0, 2));
    let settled = apply(&world, id, Lowering::Allowed).await;
    assert_eq!(
        settled,
        RegradeSettled::Settled {
            replaced: 0,
            people: 0
        }
    );
    let best = world
        .store
        .reader()
        .await
        .unwrap()
        .best_results(person.id)
        .await
        .unwrap();
    assert_eq!(best[0].earned, Points::whole(2));
}

/// Neither before nor after.
pub async fn an_erased_account_is_in_no_regrade(database: &dyn Database) {
    let world = World::new(database).await;
    let [gone, going] = [world.person("camille").await, world.person("dominique").await];
    world.graded(gone.id, "revenus", &grading(1, 4), at(2)).await;
    world.graded(going.id, "revenus", &grading(1, 4), at(3)).await;
    world.erase(gone.id).await;
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .submission_counts(world.pack)
            .await
            .unwrap()[0]
            .people,
        1
    );
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    let lease = lease(&world, 11).await.unwrap();
    world.erase(going.id).await;
    let late = world.complete(&lease, &grading(4, 4), at(13)).await;
    assert_eq!(late, Completion::LeaseLost);
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .regrade_attempts(id)
            .await
            .unwrap(),
        []
    );
    let settled = apply(&world, id, Lowering::Never).await;
    assert_eq!(
        settled,
        RegradeSettled::Settled {
            replaced: 0,
            people: 0
        }
    );
}

/// Neither in the grading that counts nor in those that it replaced; the points stay.
pub async fn an_erased_account_leaves_nothing_that_its_code_said(database: &dyn Database) {
    let world = World::new(database).await;
    let [gone, stays] = [world.person("camille").await, world.person("dominique").await];
    let said = |word: &str, earned| {
        let mut grading = grading(earned, 4);
        grading.record.output.stdout = word.to_owned();
        grading.traces = vec![("forme".to_owned(), word.to_owned())];
        grading
    };
    let mut submissions = Vec::new();
    for person in [&gone, &stays] {
        submissions.push(world.graded(person.id, "revenus", &said("said", 1), at(2)).await);
    }
    let id = started(&world, &[("revenus", Treatment::Grade)]).await;
    for _ in 0..2 {
        let lease = lease(&world, 11).await.unwrap();
        world.complete(&lease, &said("again", 4), at(12)).await;
    }
    apply(&world, id, Lowering::Never).await;
    let places = |submission| {
        [None, Some(id)].map(|replaced_by| RecordPlace {
            submission,
            replaced_by,
        })
    };
    let outputs = async |submission| {
        let mut tx = world.store.begin("read").await.unwrap();
        let mut outputs = Vec::new();
        for place in places(submission) {
            let record = tx.record_at(place).await.unwrap().unwrap();
            outputs.push((record.output.stdout, record.earned));
        }
        outputs
    };
    let (one, four) = (Points::whole(1), Points::whole(4));
    let whole = [("again".to_owned(), four), ("said".to_owned(), one)];
    assert_eq!(outputs(submissions[0]).await, whole);
    world.erase(gone.id).await;
    assert_eq!(
        outputs(submissions[0]).await,
        [(String::new(), four), (String::new(), one)]
    );
    assert_eq!(outputs(submissions[1]).await, whole, "another's stay");
    // Whoever looks at the exercise's figures still counts them.
    let mut reader = world.store.reader().await.unwrap();
    let attempts = reader
        .graded_attempts(&exercise("revenus"), None, 99)
        .await
        .unwrap();
    assert_eq!(attempts.len(), 2);
}

/// Of another pack, or with other files.
pub async fn a_version_that_is_not_published_is_refused(database: &dyn Database) {
    let world = World::new(database).await;
    let good = regrade(&world, &[("revenus", Treatment::Grade)]).await;
    let mut other_files = good.clone();
    other_files.to.as_mut().unwrap().digest = Digest::of(b"other");
    let mut other_pack = good;
    other_pack.pack = "autre".to_owned();
    for new in [other_files, other_pack] {
        let refused = world.app.start_regrade(&new).await;
        assert!(
            matches!(refused, Err(StartRegradeError::Version(_))),
            "{refused:?}"
        );
    }
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .regrades("preparer")
            .await
            .unwrap(),
        []
    );
}
