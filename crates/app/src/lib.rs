//! What Spyrales does: one function for each thing that a person or a worker can do.
//!
//! A use case reads top to bottom: begin a transaction, read, decide in `spyrales-core`, write, record the audit event,
//! enqueue what follows, commit. HTTP, pages and the command line call the same function here.
//!
//! Invariant: this crate knows no HTTP, no SQL and no WebAssembly. Time, ids and randomness are drawn before a transaction
//! begins, so that a transaction that is run again writes the same rows.

mod blocking;
mod relay;
mod transaction;

pub mod accounts;
pub mod catalog;
pub mod certificates;
pub mod drafts;
pub mod grade;
pub mod hidden_seeds;
pub mod notices;
pub mod organisations;
pub mod packs;
pub mod pool;
pub mod queue;
pub mod regrades;
pub mod reports;
pub mod results;
pub mod rng;
pub mod runs;
pub mod submissions;
pub mod trials;

use std::sync::Arc;

use rand::RngExt as _;
use spyrales_core::clock::Clock;
use spyrales_core::framework::Framework;
use spyrales_core::store::Store;
use zeroize::Zeroizing;

use crate::accounts::Hashing;
use crate::catalog::Catalog;
use crate::hidden_seeds::HiddenSeeds;
use crate::notices::Notices;
use crate::pool::Pool;
use crate::rng::SharedRng;
use crate::runs::Runs;
use crate::trials::Trials;

/// What every use case needs; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// Segments and levels.
    pub framework: Arc<Framework>,
    /// Published packs, parsed once.
    pub catalog: Arc<Catalog>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids, salts and secrets come from it.
    pub rng: SharedRng,
    /// Seeds of hidden checks.
    pub hidden_seeds: HiddenSeeds,
    /// Tells waiting requests and idle workers that something moved.
    pub notices: Arc<Notices>,
    /// Code that waits to be run.
    pub runs: Arc<Runs>,
    /// Passwords are hashed here and nowhere else.
    pub hashing: Arc<Pool<Hashing>>,
    /// Drafts of packs whose answers are being tried out.
    pub trials: Arc<Trials>,
}

impl App {
    /// Use cases over a store. Hidden checks draw from a secret that ends with this process; see
    /// [`Self::with_hidden_seeds`].
    #[must_use]
    pub fn new(store: Arc<dyn Store>, framework: Framework, clock: Arc<dyn Clock>, rng: SharedRng) -> Self {
        let framework = Arc::new(framework);
        Self {
            catalog: Arc::new(Catalog::new(Arc::clone(&store), Arc::clone(&framework))),
            store,
            framework,
            clock,
            hidden_seeds: HiddenSeeds::new(rng.with(|rng| Zeroizing::new(rng.random()))),
            rng,
            notices: Arc::default(),
            runs: Arc::default(),
            hashing: Arc::default(),
            trials: Arc::default(),
        }
    }

    /// The same with the seeds of an installation, which a service takes from its own secret.
    #[must_use]
    pub fn with_hidden_seeds(self, hidden_seeds: HiddenSeeds) -> Self {
        Self { hidden_seeds, ..self }
    }
}
