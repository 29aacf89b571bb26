//! People, packs and submissions to make promises about.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures::future::join_all;
use jiff::Timestamp;
use spyrales_app::App;
use spyrales_app::accounts::Confirmed;
use spyrales_app::catalog::ExerciseHandle;
use spyrales_app::queue::{Completion, Released};
use spyrales_app::rng::SharedRng;
use spyrales_core::clock::{Clock, ManualClock};
use spyrales_core::digest::Digest;
use spyrales_core::framework::Framework;
use spyrales_core::grading::{
    ExerciseRef, Grading, GradingLimits, GradingRecord, NotGraded, Output, PackRef, Points, RuntimeRef,
    Seeds, Usage, Verdict,
};
use spyrales_core::id::{JobId, SubmissionId, UserId};
use spyrales_core::pack::{Exercise, Pack};
use spyrales_core::store::{
    Lease, NewJob, NewSubmission, NewUser, OpenUser, Queue, Role, Store, StoreError, StoredPack, User, Work,
};
use tokio::sync::Barrier;
use uuid::Uuid;

use super::Database;
use crate::folder;

/// How long a lease of these tests lasts.
pub const TTL: Duration = Duration::from_secs(30);

/// A time, in seconds after one that stays the same.
#[must_use]
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// The code of the submission with a number.
#[must_use]
pub fn source_of(number: u64) -> Vec<u8> {
    format!("# {number}\n").into_bytes()
}

/// A grading that came to so many points.
#[must_use]
pub fn grading(earned: u32, possible: u32) -> Grading {
    Grading {
        record: GradingRecord {
            version: GradingRecord::VERSION,
            pack: PackRef {
                id: "preparer".to_owned(),
                version: "1.0.0".to_owned(),
                digest: Digest::of(b"pack"),
            },
            exercise: exercise("revenus"),
            runtime: RuntimeRef {
                name: "python".to_owned(),
                digest: Digest::of(b"runtime"),
            },
            submission: Digest::of(b"code"),
            seed: u64::MAX,
            hidden_seed: Some(u64::MAX - 1),
            limits: GradingLimits::default(),
            verdict: Verdict::Graded,
            notes: Vec::new(),
            checks: Vec::new(),
            earned: Points::whole(earned),
            possible: Points::whole(possible),
            usage: Usage::default(),
            output: Output {
                stdout: "é\u{0}\u{1F600}".to_owned(),
                ..Output::default()
            },
        },
        wall: Duration::from_micros(12_345),
        traces: vec![("forme".to_owned(), "AssertionError".to_owned())],
    }
}

/// An exercise of the pack that all submissions here are for.
#[must_use]
pub fn exercise(id: &str) -> ExerciseRef {
    ExerciseRef {
        pack: "preparer".to_owned(),
        exercise: id.to_owned(),
    }
}

/// Use cases over a store, with randomness that stays the same.
fn app(store: Arc<dyn Store>, clock: &Arc<ManualClock>, seed: u8) -> App {
    let clock: Arc<dyn Clock> = Arc::clone(clock) as _;
    App::new(
        store,
        Framework::shipped(),
        clock,
        SharedRng::from_seed([seed; 32]),
    )
}

/// A store with a published pack, and numbers for new things.
pub struct World<'d> {
    database: &'d dyn Database,
    /// A handle on the store.
    pub store: Arc<dyn Store>,
    /// Use cases over that handle.
    pub app: App,
    /// The time of these use cases.
    pub clock: Arc<ManualClock>,
    /// The pack's digest.
    pub pack: Digest,
    numbers: AtomicU64,
}

impl<'d> World<'d> {
    /// Opens an empty database and publishes a pack.
    pub async fn new(database: &'d dyn Database) -> Self {
        let store = database.open().await;
        let pack = Digest::of(b"pack");
        let files = BTreeMap::from([("pack.toml".to_owned(), b"id = \"preparer\"".to_vec())]);
        let stored = StoredPack {
            id: "preparer".to_owned(),
            version: "1.0.0".to_owned(),
            digest: pack,
            published: at(0),
        };
        wrote!(store, insert_pack(&stored, &files)).unwrap();
        let clock = Arc::new(ManualClock::new(at(0)));
        Self {
            database,
            // Not among the numbers, so that no other handle makes the same ids.
            app: app(Arc::clone(&store), &clock, 0),
            clock,
            store,
            pack,
            numbers: AtomicU64::new(1),
        }
    }

    /// Another handle, as another process has.
    pub async fn another_handle(&self) -> Arc<dyn Store> {
        self.database.open().await
    }

    /// Use cases over another handle, as another process has, at the same time.
    pub async fn another_app(&self) -> App {
        let seed = u8::try_from(self.number()).unwrap();
        app(self.another_handle().await, &self.clock, seed)
    }

    /// Use cases over a store, at a time of their own.
    pub fn app_at(&self, store: Arc<dyn Store>, now: Timestamp) -> App {
        let seed = u8::try_from(self.number()).unwrap();
        app(store, &Arc::new(ManualClock::new(now)), seed)
    }

    /// Does something twelve times at once, each time over a handle of its own; what came of each, in order. All handles are
    /// open before the first begins: opening one takes longer than most of what is done here.
    pub async fn at_once<T, F>(&self, act: impl Fn(usize, App) -> F) -> Vec<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        const TIMES: usize = 12;
        let start = Arc::new(Barrier::new(TIMES));
        let mut apps = Vec::new();
        for _ in 0..TIMES {
            apps.push(self.another_app().await);
        }
        let tasks = apps.into_iter().enumerate().map(|(number, app)| {
            let (start, act) = (Arc::clone(&start), act(number, app));
            tokio::spawn(async move {
                start.wait().await;
                act.await
            })
        });
        let tasks: Vec<_> = tasks.collect();
        join_all(tasks).await.into_iter().map(Result::unwrap).collect()
    }

    /// A number not given before.
    pub fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// An id not given before, higher than those before.
    pub fn id<T: From<Uuid>>(&self) -> T {
        Uuid::from_u128(u128::from(self.number())).into()
    }

    /// A person to be added.
    pub fn new_user(&self, name: &str) -> NewUser {
        NewUser {
            id: self.id(),
            name: name.to_owned(),
            display_name: "Camille Özgür".to_owned(),
            email: "camille@example.fr".to_owned(),
            role: Role::Agent,
        }
    }

    /// Inserts a person.
    pub async fn insert(&self, user: &NewUser) -> User {
        wrote!(self.store, insert_user(user, at(0))).unwrap().unwrap()
    }

    /// A person.
    pub async fn person(&self, name: &str) -> User {
        self.insert(&self.new_user(name)).await
    }

    /// The proof that a person's account is open.
    pub async fn open(&self, user: UserId) -> OpenUser {
        let found = self.store.reader().await.unwrap().user(user).await.unwrap();
        OpenUser::of(found, user).unwrap()
    }

    /// A person who has signed in a moment ago.
    pub async fn confirmed(&self, user: UserId) -> Confirmed {
        let secret = self.app.open_session(user, None).await.unwrap();
        let confirmed = self.app.confirm_by_session(user, secret.reveal()).await;
        confirmed.unwrap().unwrap()
    }

    /// Erases a person's account.
    pub async fn erase(&self, user: UserId) {
        let person = self
            .store
            .reader()
            .await
            .unwrap()
            .user(user)
            .await
            .unwrap()
            .unwrap();
        self.app.erase_account(None, user, &person.name).await.unwrap();
    }

    /// An exercise of the world's pack, which takes so many submissions of a person a day.
    #[must_use]
    pub fn exercise(&self, id: &str, daily_attempts: u32) -> ExerciseHandle {
        static SHIPPED: OnceLock<Pack> = OnceLock::new();
        let shipped =
            SHIPPED.get_or_init(|| folder::pack(&folder::exercises().join("python-preparer-donnees")));
        let exercise = Exercise {
            id: id.to_owned(),
            daily_attempts,
            ..shipped.exercises[0].clone()
        };
        let pack = Pack {
            id: "preparer".to_owned(),
            digest: self.pack,
            exercises: vec![exercise],
            ..shipped.clone()
        };
        ExerciseHandle::of(Arc::new(pack), id).unwrap()
    }

    /// A submission to be stored, for an exercise, with code of its own.
    pub fn new_submission(&self, exercise_id: &str) -> NewSubmission {
        let source = source_of(self.number());
        NewSubmission {
            id: self.id::<SubmissionId>(),
            exercise: exercise(exercise_id),
            pack: self.pack,
            digest: Digest::of(&source),
            source,
            seeds: Seeds {
                visible: self.number(),
                hidden: Some(self.number()),
            },
            key: None,
        }
    }

    /// The job of a submission.
    pub fn new_job(&self, user: UserId, submission: &NewSubmission) -> NewJob {
        NewJob {
            work: Work::Submission(self.id::<JobId>()),
            submission: submission.id,
            user,
            attempts: 0,
        }
    }

    /// Stores a submission and queues its job, which is returned.
    pub async fn store_submission(
        &self,
        user: UserId,
        new: &NewSubmission,
        now: Timestamp,
    ) -> Result<NewJob, StoreError> {
        let (author, job) = (self.open(user).await, self.new_job(user, new));
        let mut tx = self.store.begin("submit").await?;
        tx.insert_submission(&author, new, now).await?;
        tx.enqueue(&job).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// A submission, stored and queued.
    pub async fn submission(&self, user: UserId, exercise_id: &str) -> SubmissionId {
        let new = self.new_submission(exercise_id);
        self.store_submission(user, &new, at(1)).await.unwrap();
        new.id
    }

    /// Leases the next submission, at a time.
    pub async fn lease(&self, now: Timestamp) -> Result<Option<Lease>, StoreError> {
        self.clock.set(now);
        self.app.lease(Queue::Submissions, TTL).await
    }

    /// Completes a job, at a time.
    pub async fn complete(&self, lease: &Lease, grading: &Grading, now: Timestamp) -> Completion {
        self.clock.set(now);
        self.app.complete(lease, grading).await.unwrap()
    }

    /// Gives a job back, at a time.
    pub async fn release(&self, lease: &Lease, not_graded: &NotGraded, now: Timestamp) -> Released {
        self.clock.set(now);
        self.app.release(lease, not_graded).await.unwrap()
    }

    /// Submits, leases and completes.
    pub async fn graded(
        &self,
        user: UserId,
        exercise_id: &str,
        grading: &Grading,
        now: Timestamp,
    ) -> SubmissionId {
        let id = self.submission(user, exercise_id).await;
        let lease = self.lease(now).await.unwrap().unwrap();
        assert_eq!(lease.submission, id, "nothing else waits");
        self.complete(&lease, grading, now).await;
        id
    }
}
