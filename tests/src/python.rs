//! The real sandbox pair for Python, made ready once in a test process.

use std::sync::{Arc, OnceLock};

use spyrales_grader::{Grader, Pair};
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::progress::Silent;

/// The pair, from the user's own cache: the first test on a machine downloads, compiles and warms up.
///
/// # Panics
///
/// When Python can't be made ready; every test that asks fails with the reason.
pub fn pair() -> Arc<Pair> {
    static PAIR: OnceLock<Arc<Pair>> = OnceLock::new();
    Arc::clone(PAIR.get_or_init(|| {
        let cache = Cache::open(Cache::default_root()).unwrap_or_else(|e| panic!("{e}"));
        Arc::new(Pair::python(&cache, &Silent).unwrap_or_else(|e| panic!("{e}")))
    }))
}

/// A grader over [`pair`].
pub fn grader() -> Grader {
    Grader::new(pair())
}
