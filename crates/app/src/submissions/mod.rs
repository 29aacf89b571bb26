//! Submissions: made, followed from the queue to the verdict, read, cancelled.

mod cancel;
mod hints;
mod progress;
mod read;
mod submit;

pub use cancel::CancelError;
pub use hints::OpenHintError;
pub use progress::SubmissionProgress;
pub use read::{FindSubmissionError, ReadRecordError};
pub use submit::{SubmitError, SubmitRequest};
