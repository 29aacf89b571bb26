//! What a running service counts, for dashboards and alerts.

use std::sync::atomic::AtomicI64;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// What the job runner counts since the service started.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Submissions that were graded.
    pub(crate) graded: Counter,
    /// Submissions that were graded once more, for a re-grade.
    pub(crate) regraded: Counter,
    /// Gradings that failed for our own fault and are tried again.
    pub(crate) retried: Counter,
    /// Submissions that could not be graded after several attempts. Worth an alert.
    pub(crate) set_aside: Counter,
    /// Worker processes that ended in the middle of a grading. Worth an alert.
    pub(crate) workers_lost: Counter,
}

impl Metrics {
    /// The counters, and the queue's depth of now.
    pub(crate) fn registry(&self, queued: u64, leased: u64) -> Registry {
        let mut registry = Registry::with_prefix("spyrales");
        let counters = [
            ("gradings", "Submissions graded", &self.graded),
            ("regradings", "Submissions graded once more", &self.regraded),
            (
                "gradings_retried",
                "Gradings that failed and are tried again",
                &self.retried,
            ),
            (
                "gradings_set_aside",
                "Submissions that could not be graded",
                &self.set_aside,
            ),
            (
                "workers_lost",
                "Worker processes that ended in the middle of a grading",
                &self.workers_lost,
            ),
        ];
        for (name, help, counter) in counters {
            registry.register(name, help, counter.clone());
        }
        let gauges = [
            ("jobs_queued", "Submissions that wait", queued),
            ("jobs_leased", "Submissions that workers are at", leased),
        ];
        for (name, help, value) in gauges {
            let gauge: Gauge<i64, AtomicI64> = Gauge::default();
            gauge.set(value.cast_signed());
            registry.register(name, help, gauge);
        }
        registry
    }
}
