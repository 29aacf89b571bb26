//! R's packages that aren't in R itself: a pair of snapshots for each set of them that an exercise asks for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use spyrales_core::grading::NotGraded;
use spyrales_core::text::Bilingual;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::r::bundle;

use crate::examination::fault;
use crate::pair::Pair;
use crate::unready::Unready;

/// The bundle of packages: what an exercise names is loaded before its submissions.
pub struct Packages {
    cache: Cache,
    /// R with all of them at hand and none loaded.
    r: Arc<Pair>,
    pairs: Mutex<HashMap<Vec<String>, Arc<Pair>>>,
}

impl Packages {
    /// The packages of this cache's machine, for R as it was made ready there.
    #[must_use]
    pub fn new(cache: Cache, r: Arc<Pair>) -> Self {
        Self {
            cache,
            r,
            pairs: Mutex::default(),
        }
    }

    /// R with these packages loaded. The first time on a machine takes seconds.
    pub(crate) fn pair(&self, wanted: &[String]) -> Result<Arc<Pair>, Unready> {
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = pairs.get(wanted) {
            return Ok(Arc::clone(pair));
        }
        let installed = bundle::installed(&self.cache).map_err(|error| fault(&error))?;
        let installed = installed.ok_or_else(never_built)?;
        let is_there = |name: &&String| installed.iter().any(|one| one.name == **name);
        let lacking: Vec<_> = wanted.iter().filter(|name| !is_there(name)).collect();
        if !lacking.is_empty() {
            return Err(not_there(&lacking).into());
        }
        let pair = Arc::new(self.r.with_packages(wanted)?);
        pairs.insert(wanted.to_vec(), Arc::clone(&pair));
        Ok(pair)
    }
}

fn never_built() -> NotGraded {
    NotGraded::Fault(Bilingual::new(
        "cet exercice demande des paquets de R qui ne sont pas sur cette machine ; `spyrales runtime build r-tidyverse` \
         les construit, une fois pour toutes",
        "this exercise asks for packages of R's that aren't on this machine; `spyrales runtime build r-tidyverse` builds \
         them, once for all",
    ))
}

fn not_there(names: &[&String]) -> NotGraded {
    let names = names
        .iter()
        .map(|name| name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    NotGraded::Fault(Bilingual::new(
        format!(
            "le paquet de R {names} n'est pas sur cette machine ; `spyrales runtime build r-tidyverse` dit pourquoi, ou le \
             construit"
        ),
        format!(
            "R's package {names} isn't on this machine; `spyrales runtime build r-tidyverse` says why, or builds it"
        ),
    ))
}
