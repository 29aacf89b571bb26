//! Re-grades: submissions under a version whose checks were wrong are graded once more, by a corrected one.

mod notices;
mod preview;
mod settle;
mod start;
mod versions;

pub use notices::ReadNoticeError;
pub use preview::{PersonChange, RegradePreview};
pub use settle::{RegradeSettled, SettleRegradeError};
pub use start::{RegradeRequest, RegradeStarted, StartRegradeError};
pub use versions::{CorrectableVersion, FindVersionError};

use spyrales_core::store::{AuditAction, NewAuditEvent, VersionRef};

/// What is put on record of a re-grade.
fn audit_event(
    actor: &str,
    action: AuditAction,
    (pack, from, to): (&str, &VersionRef, Option<&VersionRef>),
    detail: &str,
) -> NewAuditEvent {
    let subject = match to {
        Some(to) => format!("{pack} {} → {}", from.version, to.version),
        None => format!("{pack} {}", from.version),
    };
    NewAuditEvent::new(actor, action, subject, detail)
}
