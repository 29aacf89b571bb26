//! R's packages that aren't in R itself: a pair of snapshots for each set of them that an exercise asks for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use spyrales_core::grading::NotGraded;
use spyrales_core::text::Bilingual;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::progress::Progress;
use spyrales_sandbox::r::bundle;

use crate::examination::fault;
use crate::pair::Pair;

/// The bundle of packages, made ready when it is first asked for.
pub struct Packages {
    cache: Cache,
    progress: Box<dyn Progress>,
    bundle: OnceLock<Bundle>,
    pairs: Mutex<HashMap<Vec<String>, Arc<Pair>>>,
}

struct Bundle {
    names: Vec<String>,
    /// R with all of them at hand and none loaded.
    pair: Pair,
}

impl Packages {
    /// The packages of this cache's machine.
    #[must_use]
    pub fn new(cache: Cache, progress: Box<dyn Progress>) -> Self {
        Self {
            cache,
            progress,
            bundle: OnceLock::new(),
            pairs: Mutex::default(),
        }
    }

    /// R with these packages loaded. The first time on a machine takes seconds.
    pub(crate) fn pair(&self, wanted: &[String]) -> Result<Arc<Pair>, NotGraded> {
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = pairs.get(wanted) {
            return Ok(Arc::clone(pair));
        }
        let bundle = self.bundle()?;
        let lacking: Vec<_> = wanted
            .iter()
            .filter(|name| !bundle.names.contains(name))
            .collect();
        if !lacking.is_empty() {
            return Err(not_there(&lacking));
        }
        let pair = Arc::new(bundle.pair.with_packages(wanted).map_err(|error| fault(&error))?);
        pairs.insert(wanted.to_vec(), Arc::clone(&pair));
        Ok(pair)
    }

    fn bundle(&self) -> Result<&Bundle, NotGraded> {
        if let Some(bundle) = self.bundle.get() {
            return Ok(bundle);
        }
        let kept = bundle::installed(&self.cache).map_err(|error| fault(&error))?;
        let pair = Pair::r_with_bundle(&self.cache, &*self.progress).map_err(|error| fault(&error))?;
        let (Some(kept), Some(pair)) = (kept, pair) else {
            return Err(never_built());
        };
        let names = kept.into_iter().map(|one| one.name).collect();
        Ok(self.bundle.get_or_init(|| Bundle { names, pair }))
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
