//! What every request and every worker shares.

use std::sync::Arc;

use crate::http::edge::body::{Bodies, Pace};
use crate::http::edge::error::ApiError;
use crate::http::edge::known_browser::KnownBrowsers;
use crate::http::edge::limits::Limits;
use crate::http::edge::provider::SignIn;
use crate::http::edge::verification::VerificationPool;
use crate::runner::metrics::Metrics;
use spyrales_app::App;
use spyrales_app::catalog::{ExerciseHandle, FindExerciseError};
use spyrales_app::certificates::{Certificates, Issuing};
use spyrales_core::grading::RuntimeLibraries;

/// The parts that the server is put together from.
pub struct Parts {
    /// What the service does.
    pub app: App,
    /// Who signs certificates.
    pub issuing: Issuing,
    /// Where people sign in who have an account elsewhere; nothing when they only do so here.
    pub sign_in: Option<SignIn>,
    /// A secret of this installation, under which browsers keep in which accounts they have signed in.
    pub browser_secret: [u8; 32],
    /// The languages that exercises are solved in, and their libraries.
    pub runtimes: Vec<RuntimeLibraries>,
    /// How a running service is tuned.
    pub settings: Settings,
}

/// How a running service is tuned.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How many submissions of one person may wait or be graded at the same time. Default: 5.
    pub queue_limit: u32,
    /// How many connections are served at the same time. One place may have half of them, unless all come through a proxy.
    /// Default: 1,024.
    pub connections: usize,
    /// Whether operators may sign arbitrary credentials over the VC-API, as its test suites do. Default: no.
    pub vc_api: bool,
    /// Whether requests come through a proxy of ours, whose last `X-Forwarded-For` tells where they are from. Default: no.
    pub behind_proxy: bool,
    /// Address of an Onyxia in which exercises may be opened. Default: none.
    pub onyxia: Option<String>,
    /// The accounts that the sign-in page offers to try the service with. Default: none.
    pub demo: &'static [&'static str],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            queue_limit: 5,
            connections: 1024,
            vc_api: false,
            behind_proxy: false,
            onyxia: None,
            demo: &[],
        }
    }
}

/// What every request and every worker shares; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) app: App,
    pub(crate) certificates: Certificates,
    pub(crate) sign_in: Option<Arc<SignIn>>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) bodies: Arc<Bodies>,
    pub(crate) known_browsers: Arc<KnownBrowsers>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) verification: Arc<VerificationPool>,
    pub(crate) runtimes: Arc<[RuntimeLibraries]>,
    pub(crate) settings: Settings,
}

impl AppState {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            certificates: Certificates::new(parts.app.clone(), parts.issuing),
            limits: Arc::new(Limits::new(&parts.app.clock)),
            bodies: Arc::new(Bodies::new(Pace::default())),
            known_browsers: Arc::new(KnownBrowsers::new(&parts.browser_secret)),
            app: parts.app,
            sign_in: parts.sign_in.map(Arc::new),
            metrics: Arc::default(),
            verification: Arc::default(),
            runtimes: parts.runtimes.into(),
            settings: parts.settings,
        }
    }

    /// Runs what blocks or computes for long where it doesn't hold up other requests.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|error| ApiError::Internal(format!("a computation ended badly: {error}")))
    }

    /// An exercise of the latest version of a pack.
    pub(crate) async fn exercise(&self, pack: String, exercise: String) -> Result<ExerciseHandle, ApiError> {
        let found = self.app.catalog.exercise(pack, exercise).await;
        found.map_err(|error| match error {
            FindExerciseError::UnknownPack(pack) => ApiError::UnknownPack(pack),
            FindExerciseError::UnknownExercise(name) => ApiError::UnknownExercise(name),
            FindExerciseError::Store(error) => error.into(),
        })
    }
}
