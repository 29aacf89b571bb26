//! Code that is run without being graded: who waits for whom, and what is said when a run comes to nothing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use futures::FutureExt as _;
use spyrales_app::App;
use spyrales_app::catalog::ExerciseHandle;
use spyrales_app::rng::SharedRng;
use spyrales_app::runs::{MOST, RunError};
use spyrales_core::clock::ManualClock;
use spyrales_core::framework::Framework;
use spyrales_core::grading::{NotGraded, Output, Run, Verdict};
use spyrales_core::id::UserId;
use spyrales_core::text::Bilingual;
use spyrales_store_sql::sqlite::SqliteStore;
use spyrales_tests::folder;
use tempfile::TempDir;
use uuid::Uuid;

struct Service {
    app: App,
    exercise: ExerciseHandle,
    _data: TempDir,
}

type Waiting<'a> = Pin<Box<dyn Future<Output = Result<Run, RunError>> + 'a>>;

impl Service {
    async fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&data.path().join("spyrales.sqlite3"))
            .await
            .unwrap();
        let clock = ManualClock::new(jiff::Timestamp::UNIX_EPOCH);
        let rng = SharedRng::from_seed([1; 32]);
        let pack = folder::pack(&folder::exercises().join("python-preparer-donnees"));
        let id = pack.exercises[0].id.clone();
        Self {
            app: App::new(Arc::new(store), Framework::shipped(), Arc::new(clock), rng),
            exercise: ExerciseHandle::of(Arc::new(pack), &id).unwrap(),
            _data: data,
        }
    }

    /// Asks for a run of the person with a number; what is refused is refused at once.
    fn ask(&self, person: u128) -> Result<Waiting<'_>, RunError> {
        let user = UserId::from(Uuid::from_u128(person));
        let mut run: Waiting<'_> = Box::pin(self.app.run(user, &self.exercise, b"1 + 1".to_vec()));
        match run.as_mut().now_or_never() {
            None => Ok(run),
            Some(answer) => Err(answer.unwrap_err()),
        }
    }
}

fn ran() -> Run {
    Run {
        verdict: Verdict::Graded,
        output: Output::default(),
        variables: Vec::new(),
        figures: Vec::new(),
        notes: Vec::new(),
    }
}

#[tokio::test]
async fn a_person_waits_for_one_run_and_hears_whose_runs_are_in_the_way() {
    let service = Service::new().await;
    let first = service.ask(0).unwrap();
    assert_eq!(service.ask(0).err(), Some(RunError::OwnWaits));
    let others: Vec<_> = (1..MOST as u128).map(|person| service.ask(person)).collect();
    assert!(others.iter().all(Result::is_ok));
    assert_eq!(service.ask(MOST as u128).err(), Some(RunError::OthersWait));
    let request = service.app.runs.take().unwrap();
    assert_eq!(request.user, UserId::from(Uuid::from_u128(0)));
    assert!(service.ask(MOST as u128).is_ok(), "there is room again");
    request.answer.send(Ok(ran())).unwrap();
    assert_eq!(first.await.unwrap(), ran());
}

#[tokio::test]
async fn a_caller_that_has_gone_away_is_in_nobodys_way() {
    let service = Service::new().await;
    drop(service.ask(0).unwrap());
    drop(service.ask(0).unwrap());
    assert!(service.app.runs.take().is_none());
}

#[tokio::test]
async fn a_run_that_broke_off_is_told_apart_from_one_that_could_not_be_had() {
    let service = Service::new().await;
    let broken = service.ask(0).unwrap();
    drop(service.app.runs.take().unwrap());
    assert_eq!(broken.await, Err(RunError::BrokeOff));
    let lost = service.ask(0).unwrap();
    let why = NotGraded::WorkerLost(Bilingual::new("perdu", "lost"));
    let request = service.app.runs.take().unwrap();
    request.answer.send(Err(why.clone())).unwrap();
    assert_eq!(lost.await, Err(RunError::NotRun(why)));
}
