//! Work that computes for long or waits for a device, on a thread where it holds up no request.

/// A computation ended without a result: it panicked, or the service goes down.
#[derive(Debug, thiserror::Error)]
#[error("a computation ended badly: {0}")]
pub struct Interrupted(#[from] tokio::task::JoinError);

/// Runs it to its end.
pub(crate) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Interrupted> {
    Ok(tokio::task::spawn_blocking(work).await?)
}
