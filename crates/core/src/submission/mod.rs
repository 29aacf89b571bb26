//! Submitting code: which submissions are admitted, how often one is tried, which result counts.

mod cancel;
mod idempotency;
mod quota;
mod result;
mod retry;
mod size;

pub use cancel::{Cancellation, cancel, cancelled};
pub use idempotency::{KeyedSubmission, Replay, replay};
pub use quota::{ATTEMPTS_WINDOW, Admission, Quota, admit, attempts_left, attempts_since};
pub use result::is_better;
pub use retry::{AfterFailure, MAX_ATTEMPTS, out_of_attempts};
pub use size::{MAX_SOURCE_BYTES, SourceTooLarge, check_size};
