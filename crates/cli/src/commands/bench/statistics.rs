//! Quantiles of measured times.

use std::fmt;
use std::time::Duration;

use super::ms;

/// Measured times.
#[derive(Debug, Default)]
pub(super) struct Sample(Vec<Duration>);

impl Sample {
    pub(super) fn push(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    /// The nearest-rank quantile.
    pub(super) fn quantile(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }

    pub(super) fn mean(&self) -> Duration {
        let count = u32::try_from(self.0.len()).unwrap_or(u32::MAX).max(1);
        self.0.iter().sum::<Duration>() / count
    }

    pub(super) fn median(&self) -> Duration {
        self.quantile(0.5)
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [p50, p95] = [0.5, 0.95].map(|share| ms(self.quantile(share)));
        write!(f, "p50 {p50:.2} ms   p95 {p95:.2} ms   (n = {})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_were_measured() {
        let sample = Sample((1..=100).map(Duration::from_millis).collect());
        assert_eq!(sample.quantile(0.5), Duration::from_millis(50));
        assert_eq!(sample.quantile(0.95), Duration::from_millis(95));
        assert_eq!(Sample::default().quantile(0.5), Duration::ZERO);
    }
}
