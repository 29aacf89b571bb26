//! The guest's only door: one call that takes bytes and gives bytes.

/// Answers what a guest asks through `_host.call`.
///
/// The port sees raw bytes that the guest chose: it must decode them with care, and bound what it does for
/// them.
pub trait Port: Send {
    /// Answers one request. An error ends the guest's run at once; it is for faults of the host, not for
    /// requests that make no sense, which get an answer that says so.
    fn call(&mut self, request: &[u8]) -> Result<Vec<u8>, PortError>;
}

/// The host can't go on answering this guest.
#[derive(Debug, thiserror::Error)]
#[error("the port closed: {0}")]
pub struct PortError(pub String);

/// A port that answers nothing: for warm-ups, which talk to nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPort;

impl Port for NoPort {
    fn call(&mut self, _request: &[u8]) -> Result<Vec<u8>, PortError> {
        Err(PortError("nobody listens to this sandbox".to_owned()))
    }
}
