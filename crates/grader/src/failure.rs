//! How a submission can fail an operation, and what that makes of a failed load.

use spyrales_core::grading::{GradingLimits, Verdict};
use spyrales_sandbox::sandbox::Ended;
use spyrales_sandbox::value::{DecodeError, Value};

use crate::message::{bilingual, detail, message, number, text, word};

/// What the host says of a turn that ended without an answer of the agent's; `None` when the guest lives on. `granted` is
/// the fuel that the turn had.
pub(crate) fn of_end(
    ended: &Ended,
    memory_refused: bool,
    granted: u64,
    limits: &GradingLimits,
) -> Option<Value> {
    Some(match ended {
        Ended::Returned { .. } => return None,
        Ended::Exited { code } => message("exited", [Value::map([("code", Value::Int(i64::from(*code)))])]),
        Ended::OutOfFuel => out_of_fuel(granted, limits),
        Ended::StackExhausted => message("stack", []),
        // A guest that aborts right after it was refused memory died of that.
        Ended::Trapped { .. } if memory_refused => {
            let limit = Value::Int(limits.memory_mib.into());
            message("memory", [Value::map([("mib", limit)])])
        }
        Ended::Trapped { trap } => stopped(trap),
    })
}

/// What the host says of an operation that used up the fuel it was granted; with none granted, it wasn't begun.
pub(crate) fn out_of_fuel(granted: u64, limits: &GradingLimits) -> Value {
    let number = |fuel| Value::Int(i64::try_from(fuel).unwrap_or(i64::MAX));
    let details = [("granted", number(granted)), ("limit", number(limits.fuel))];
    message("fuel", [Value::map(details)])
}

pub(crate) fn stopped(why: &str) -> Value {
    message("stopped", [Value::map([("why", Value::str(why))])])
}

/// What the host says of an answer that it can't rebuild.
pub(crate) fn of_decoding(error: &DecodeError) -> Value {
    message(
        "too_large",
        [Value::map([("what", Value::str(error.to_string()))])],
    )
}

/// What the host says when the agent came back without an answer.
pub(crate) fn no_answer() -> Value {
    message("no_answer", [])
}

/// The verdict on a submission whose load was answered by this; `None` when it was loaded.
pub(crate) fn verdict_of_load(answer: &Value) -> Option<Verdict> {
    let nothing = Value::Null;
    let about = detail(answer).unwrap_or(&nothing);
    Some(match word(answer) {
        Some("done") => return None,
        Some("syntax") => Verdict::SyntaxError {
            message: text(about, "message").unwrap_or_default(),
            line: number(about, "line"),
            column: number(about, "column"),
            text: text(about, "text"),
            help: about.get("help").and_then(bilingual),
        },
        Some("raised") => match text(about, "type").unwrap_or_default() {
            exception if exception == "MemoryError" => Verdict::OutOfMemory,
            exception => Verdict::Raised {
                exception,
                message: text(about, "message").unwrap_or_default(),
                line: number(about, "line"),
                text: text(about, "text"),
                help: about.get("help").and_then(bilingual),
            },
        },
        Some("exited") => Verdict::Exited {
            // `sys.exit("text")` prints the text and exits with 1.
            code: about
                .get("code")
                .and_then(Value::as_i64)
                .and_then(|c| i32::try_from(c).ok())
                .unwrap_or(1),
        },
        Some("fuel") => Verdict::OutOfFuel,
        Some("memory") => Verdict::OutOfMemory,
        Some("stack") => Verdict::StackExhausted,
        Some("stopped") => Verdict::Stopped {
            why: text(about, "why").unwrap_or_default(),
        },
        // Whatever else arrives was not sent by our agent.
        _ => Verdict::Stopped {
            why: "no answer".to_owned(),
        },
    })
}
