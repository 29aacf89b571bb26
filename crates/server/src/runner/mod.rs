//! The job runner: workers that lease submissions, have them graded, and record what comes out.

pub(crate) mod metrics;
mod trace;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use spyrales_app::App;
use spyrales_app::grade::{Grade, Switch};
use spyrales_app::queue::{Completion, Released};
use spyrales_app::runs::RunRequest;
use spyrales_app::trials::Trial;
use spyrales_core::grading::{Grading, NotGraded};
use spyrales_core::pack::Pack;
use spyrales_core::store::{Lease, Queue, StoreError, Work};
use spyrales_core::text::Bilingual;
use tokio::task::{JoinHandle, JoinSet};
use tracing::Instrument as _;

use self::metrics::Metrics;
use crate::shutdown::Shutdown;

/// How long a lease holds; renewed after a third of it. A killed server's jobs wait this long at most.
const LEASE: Duration = Duration::from_secs(15);
/// How often an idle worker looks for leases that ran out.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Runs a worker for each grader until the end is asked for; what runs then is finished.
pub(crate) async fn run(app: App, metrics: Arc<Metrics>, graders: Vec<Box<dyn Grade>>, shutdown: Shutdown) {
    let mut running = JoinSet::new();
    for (number, grader) in graders.into_iter().enumerate() {
        let worker = Worker {
            app: app.clone(),
            metrics: Arc::clone(&metrics),
            switch: grader.switch(),
            grader: Arc::new(Mutex::new(grader)),
            number,
        };
        running.spawn(worker.run(shutdown.clone()));
    }
    while let Some(ended) = running.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a worker ended badly");
        }
    }
}

struct Worker {
    app: App,
    metrics: Arc<Metrics>,
    /// Only this worker's: the lock is for handing it to a thread that may block.
    grader: Arc<Mutex<Box<dyn Grade>>>,
    /// Ends what the grader is at, while that lock is held.
    switch: Arc<dyn Switch>,
    number: usize,
}

impl Worker {
    async fn run(self, mut shutdown: Shutdown) {
        while !shutdown.is_requested() {
            if let Some(request) = self.app.runs.take() {
                self.serve(request).await;
            } else if let Some(lease) = self.lease(Queue::Submissions).await {
                self.work(lease).await;
            } else if let Some(trial) = self.app.trials.next() {
                // Learners go first. A draft's trials are before re-grades, for somebody waits for them before a page.
                self.try_out(trial).await;
            } else if let Some(lease) = self.lease(Queue::Regrades).await {
                self.work(lease).await;
            } else {
                self.idle(&mut shutdown).await;
            }
        }
    }

    /// The next job of a queue; none when the store fails, which is looked at again soon.
    async fn lease(&self, queue: Queue) -> Option<Lease> {
        match self.app.lease(queue, LEASE).await {
            Ok(lease) => lease,
            Err(error) => {
                tracing::error!(worker = self.number, ?queue, %error, "failed to lease a job");
                None
            }
        }
    }

    async fn idle(&self, shutdown: &mut Shutdown) {
        tokio::select! {
            () = self.app.notices.arrival() => {}
            () = shutdown.requested() => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }

    /// Runs code for somebody who waits for it.
    async fn serve(&self, request: RunRequest) {
        let grader = Arc::clone(&self.grader);
        let RunRequest {
            exercise,
            source,
            seed,
            mut answer,
            ..
        } = request;
        let mut running = tokio::task::spawn_blocking(move || {
            let mut grader = grader.lock().unwrap_or_else(PoisonError::into_inner);
            grader.run(&exercise.pack().pack_ref(), &exercise, &source, seed)
        });
        let run = tokio::select! {
            run = &mut running => run,
            () = answer.closed() => {
                self.switch.stop();
                running.await
            }
        };
        let run = run.unwrap_or_else(|panic| Err(broken(&panic)));
        // An error says that nobody waits any more.
        drop(answer.send(run));
    }

    /// Grades an answer of a draft, which is written nowhere.
    async fn try_out(&self, trial: Trial) {
        let (grader, trial) = (Arc::clone(&self.grader), Arc::new(trial));
        let running = Arc::clone(&trial);
        let tried = tokio::task::spawn_blocking(move || {
            let mut grader = grader.lock().unwrap_or_else(PoisonError::into_inner);
            running.run(&mut **grader)
        });
        let tried = tried
            .await
            .unwrap_or_else(|panic| trial.broken(broken(&panic).why().clone()));
        self.app.trials.finish(trial.digest(), tried);
    }

    async fn work(&self, lease: Lease) {
        let span = trace::grade(self.number, &lease);
        self.grade_and_record(lease).instrument(span).await;
    }

    async fn grade_and_record(&self, lease: Lease) {
        tracing::info!("grading");
        let outcome = self.grade(&lease).await;
        let settled = match outcome {
            Ok(Some(grading)) => self.complete(&lease, &grading).await,
            // The lease was lost: another worker has the job.
            Ok(None) => {
                trace::not_graded("lease lost");
                Ok(())
            }
            Err(not_graded) => self.release(&lease, &not_graded).await,
        };
        if let Err(error) = settled {
            // The lease runs out and the job is graded again.
            tracing::error!(%error, "failed to record a grading");
        }
    }

    /// Grades while renewing the lease; nothing when the lease was lost, to another worker or because the submission was
    /// cancelled: the grading is ended then.
    async fn grade(&self, lease: &Lease) -> Result<Option<Grading>, NotGraded> {
        let pack = match self.app.catalog.pack(lease.pack).await {
            Ok(Some(pack)) => pack,
            Ok(None) => return Err(missing(lease)),
            Err(error) => {
                tracing::error!(digest = %lease.pack, %error, "failed to read a pack");
                return Err(missing(lease));
            }
        };
        let mut grading = self.start(lease, pack);
        let mut renewal = tokio::time::interval(LEASE / 3);
        renewal.tick().await;
        loop {
            tokio::select! {
                ended = &mut grading => return ended.unwrap_or_else(|panic| Err(broken(&panic))).map(Some),
                _ = renewal.tick() => {}
                () = self.app.notices.movement(lease.submission) => {}
            }
            match self.app.renew(lease, LEASE).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::info!("a lease was lost: its grading is ended");
                    self.switch.stop();
                    // Whatever it came to is nobody's.
                    drop(grading.await);
                    return Ok(None);
                }
                Err(error) => tracing::warn!(%error, "failed to renew a lease"),
            }
        }
    }

    fn start(&self, lease: &Lease, pack: Arc<Pack>) -> JoinHandle<Result<Grading, NotGraded>> {
        let (grader, lease) = (Arc::clone(&self.grader), lease.clone());
        tokio::task::spawn_blocking(move || {
            let exercise = pack
                .exercise(&lease.exercise.exercise)
                .ok_or_else(|| missing(&lease))?;
            let mut grader = grader.lock().unwrap_or_else(PoisonError::into_inner);
            grader.grade(&pack.pack_ref(), exercise, &lease.source, lease.seeds)
        })
    }

    async fn complete(&self, lease: &Lease, grading: &Grading) -> Result<(), StoreError> {
        trace::graded(grading);
        let completion = self.app.complete(lease, grading).await?;
        let (earned, possible) = (grading.record.earned, grading.record.possible);
        match completion {
            Completion::Recorded => {
                let metrics = &self.metrics;
                match lease.work {
                    Work::Submission(_) => metrics.graded.inc(),
                    Work::Regrade(_) => metrics.regraded.inc(),
                };
                tracing::info!(%earned, %possible, "graded");
            }
            Completion::LeaseLost => {
                tracing::warn!("graded too late: another worker has it");
            }
        }
        Ok(())
    }

    async fn release(&self, lease: &Lease, not_graded: &NotGraded) -> Result<(), StoreError> {
        trace::not_graded("not graded");
        let why = &not_graded.why().en;
        let metrics = &self.metrics;
        if matches!(not_graded, NotGraded::WorkerLost(_) | NotGraded::Exceeded(_)) {
            metrics.workers_lost.inc();
        }
        match self.app.release(lease, not_graded).await? {
            Released::Requeued => {
                metrics.retried.inc();
                tracing::warn!(why, "not graded, will be tried again");
            }
            Released::SetAside => {
                metrics.set_aside.inc();
                tracing::error!(why, "set aside: could not be graded");
            }
            Released::LeaseLost => tracing::warn!("a lease was lost"),
        }
        Ok(())
    }
}

fn missing(lease: &Lease) -> NotGraded {
    NotGraded::Fault(Bilingual::new(
        format!(
            "l'exercice {} ne peut plus être lu par ce service",
            lease.exercise
        ),
        format!(
            "the exercise {} can't be read by this service any more",
            lease.exercise
        ),
    ))
}

fn broken(panic: &tokio::task::JoinError) -> NotGraded {
    tracing::error!(%panic, "grading broke off");
    NotGraded::Fault(Bilingual::new(
        "la correction s'est interrompue ; rien n'est perdu",
        "the grading broke off; nothing is lost",
    ))
}
