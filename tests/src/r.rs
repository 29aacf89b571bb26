//! The real sandbox pair for R, made ready once in a test process.

use std::sync::{Arc, OnceLock};

use spyrales_grader::{Grader, Packages, Pair};
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

/// A grader over Python's pair, this one, and the bundle's packages where the machine has built it.
///
/// # Panics
///
/// When the cache can't be used.
pub fn grader() -> Grader {
    static PACKAGES: OnceLock<Arc<Packages>> = OnceLock::new();
    let packages = PACKAGES.get_or_init(|| {
        let cache = Cache::open(Cache::default_root()).unwrap_or_else(|e| panic!("{e}"));
        Arc::new(Packages::new(cache, pair()))
    });
    python::grader()
        .with_r(pair())
        .with_packages(Arc::clone(packages))
}
