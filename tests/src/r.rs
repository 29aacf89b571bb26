//! The real sandbox pair for R, made ready once in a test process.

use std::sync::{Arc, OnceLock};

use spyrales_grader::{Grader, Pair};
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::progress::Silent;

use crate::python;

/// The pair, from the user's own cache: the first test on a machine downloads, translates, compiles and warms up.
///
/// # Panics
///
/// When R can't be made ready; every test that asks fails with the reason.
pub fn pair() -> Arc<Pair> {
    static PAIR: OnceLock<Arc<Pair>> = OnceLock::new();
    Arc::clone(PAIR.get_or_init(|| {
        let cache = Cache::open(Cache::default_root()).unwrap_or_else(|e| panic!("{e}"));
        Arc::new(Pair::r(&cache, &Silent).unwrap_or_else(|e| panic!("{e}")))
    }))
}

/// A grader over Python's pair and this one.
pub fn grader() -> Grader {
    python::grader().with_r(pair())
}
