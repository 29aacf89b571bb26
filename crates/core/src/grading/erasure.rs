//! What stays of a record whose author's account is erased.

use super::record::{GradingRecord, Output};
use super::verdict::Verdict;

impl GradingRecord {
    /// The same record without what the submitted code said: what it printed, raised and returned, and what the checks quote of
    /// it. Points, outcomes and digests stay. It isn't the record any more that its digest was taken of.
    #[must_use]
    pub fn without_texts(mut self) -> Self {
        self.verdict = without_texts(self.verdict);
        self.notes.clear();
        for check in &mut self.checks {
            check.message = None;
            check.difference = None;
        }
        self.output = Output::default();
        self
    }
}

fn without_texts(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::SyntaxError { .. } => Verdict::SyntaxError {
            message: String::new(),
            line: None,
            column: None,
            text: None,
            help: None,
        },
        // The class may be one of the submission's own.
        Verdict::Raised { .. } => Verdict::Raised {
            exception: String::new(),
            message: String::new(),
            line: None,
            text: None,
            help: None,
        },
        Verdict::Stopped { .. } => Verdict::Stopped { why: String::new() },
        Verdict::Graded
        | Verdict::Exited { .. }
        | Verdict::OutOfFuel
        | Verdict::OutOfMemory
        | Verdict::StackExhausted
        | Verdict::Unreadable(_) => verdict,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Each text that code can bring about is marked; none of them is left.
    #[test]
    fn nothing_that_code_said_is_left() {
        let record = |verdict| {
            json!({
                "version": 1,
                "pack": { "id": "prep", "version": "1.0.0", "digest": format!("sha256:{}", "0".repeat(64)) },
                "exercise": "prep/budget",
                "runtime": { "name": "python", "digest": format!("sha256:{}", "1".repeat(64)) },
                "submission": format!("sha256:{}", "2".repeat(64)),
                "seed": "00000000000000ff",
                "limits": crate::grading::GradingLimits::default(),
                "verdict": verdict,
                "notes": [{ "fr": "marked", "en": "marked" }],
                "checks": [{
                    "id": "types",
                    "title": { "fr": "Titre", "en": "Title" },
                    "status": "failed",
                    "points": 1000,
                    "earned": 0,
                    "hidden": false,
                    "message": { "fr": "marked", "en": "marked" },
                    "hint": { "fr": "Indice", "en": "Hint" },
                    "difference": { "got": "marked" },
                }],
                "earned": 0,
                "possible": 1000,
                "usage": { "fuel": 1, "checker_fuel": 1, "memory_peak_bytes": 1, "output_bytes": 6 },
                "output": { "stdout": "marked", "stdout_dropped": 0, "stderr": "marked", "stderr_dropped": 0 },
            })
        };
        for verdict in [
            json!({ "kind": "graded" }),
            json!({ "kind": "syntax_error", "message": "marked", "line": 1, "column": 1, "text": "marked",
                    "help": { "fr": "marked", "en": "marked" } }),
            json!({ "kind": "raised", "exception": "marked", "message": "marked", "line": 1, "text": "marked",
                    "help": { "fr": "marked", "en": "marked" } }),
            json!({ "kind": "stopped", "why": "marked" }),
        ] {
            let kind = verdict["kind"].clone();
            let whole: GradingRecord = serde_json::from_value(record(verdict)).unwrap();
            let left = serde_json::to_value(whole.clone().without_texts()).unwrap();
            assert!(!left.to_string().contains("marked"), "{left}");
            assert_eq!(left["verdict"]["kind"], kind);
            assert_eq!(left["checks"][0]["hint"]["en"], "Hint");
            let again: GradingRecord = serde_json::from_value(left).unwrap();
            assert_eq!((again.earned, again.possible), (whole.earned, whole.possible));
            assert_eq!(again.submission, whole.submission);
        }
    }
}
