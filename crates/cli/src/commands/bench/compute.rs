//! Compute-bound code: how much longer it takes in a sandbox than in a native interpreter.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use spyrales_core::text::Lang;
use spyrales_grader::Pair;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Ended;

use super::{native, start};

const KERNELS: &str = include_str!("kernels.py");
/// Runs of each kernel, the shortest of which counts; as many as `kernels.py` makes.
const ROUNDS: u32 = 5;
/// Fuel that no kernel comes near to.
const FUEL: u64 = 1 << 40;

/// A kernel, and how long it takes on both sides.
pub(super) struct Ratio {
    pub(super) kernel: String,
    pub(super) sandbox: Duration,
    pub(super) native: Duration,
}

impl Ratio {
    pub(super) fn times(&self) -> f64 {
        self.sandbox.as_secs_f64() / self.native.as_secs_f64()
    }
}

/// The geometric mean of the ratios.
pub(super) fn mean(ratios: &[Ratio]) -> f64 {
    let logarithms: f64 = ratios.iter().map(|ratio| ratio.times().ln()).sum();
    (logarithms / ratios.len() as f64).exp()
}

pub(super) fn ratios(pair: &Pair, cache: &Cache, lang: Lang) -> anyhow::Result<Vec<Ratio>> {
    let native = native_times(cache, lang)?;
    on_guest_stack(|| {
        native
            .into_iter()
            .map(|(kernel, native)| ratio(pair, kernel, native))
            .collect()
    })
}

fn native_times(cache: &Cache, lang: Lang) -> anyhow::Result<Vec<(String, Duration)>> {
    let python = native::environment(cache, lang)?;
    let output = native::unhampered(Command::new(python).args(["-c", KERNELS])).output()?;
    ensure!(
        output.status.success(),
        "the native kernels failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let times: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&output.stdout)?;
    let times = times.into_iter().map(|(name, seconds)| {
        let seconds = seconds.as_f64().context("a time is a number")?;
        Ok((name, Duration::from_secs_f64(seconds)))
    });
    times.collect()
}

/// The host's clock around a turn: the guest's own follows fuel.
fn ratio(pair: &Pair, kernel: String, native: Duration) -> anyhow::Result<Ratio> {
    let mut sandbox = start(pair)?;
    let mut turn = |source: &str| -> anyhow::Result<Duration> {
        let began = Instant::now();
        let ended = sandbox.turn(source.as_bytes(), FUEL)?;
        let elapsed = began.elapsed();
        ensure!(
            ended == (Ended::Returned { code: 0 }),
            "the kernel {kernel} ended with {ended:?}: {}",
            String::from_utf8_lossy(sandbox.stderr().0)
        );
        Ok(elapsed)
    };
    // Its name isn't `__main__`, so that nothing is measured in there.
    turn(&format!("__name__ = 'kernels'\n{KERNELS}"))?;
    let call = format!("{kernel}()");
    turn(&call)?;
    let mut shortest = turn(&call)?;
    for _ in 1..ROUNDS {
        shortest = shortest.min(turn(&call)?);
    }
    Ok(Ratio {
        kernel,
        sandbox: shortest,
        native,
    })
}
