//! The guest's only door: one call that takes bytes and gives bytes.

use crate::work::{Meter, OutOfFuel};

/// Largest message that crosses the port, in bytes.
pub(crate) const MAX_MESSAGE: u32 = 80 << 20;

/// Answers what a guest asks through `_host.call`.
///
/// The port sees raw bytes that the guest chose: it must decode them with care, and bound what it does for
/// them.
pub trait Port: Send {
    /// Answers one request. An error ends the guest's run at once; it is for faults of the host, not for
    /// requests that make no sense, which get an answer that says so.
    ///
    /// The bytes of request and answer are paid for already when they cross; what is done with them is paid from the
    /// guest's `meter`, before it is done. Where that runs empty, the guest is out of fuel, whatever the port gives.
    fn call(&mut self, request: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError>;
}

/// The host can't go on answering this guest.
#[derive(Debug, thiserror::Error)]
#[error("the port closed: {0}")]
pub struct PortError(pub String);

impl From<OutOfFuel> for PortError {
    fn from(out: OutOfFuel) -> Self {
        Self(out.to_string())
    }
}

/// A port that answers nothing: for warm-ups, which talk to nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPort;

impl Port for NoPort {
    fn call(&mut self, _request: &[u8], _meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        Err(PortError("nobody listens to this sandbox".to_owned()))
    }
}

/// A conversation over `/dev/port`.
#[derive(Debug, Default)]
pub(crate) struct Door {
    pub(crate) request: Vec<u8>,
    pub(crate) answer: Vec<u8>,
    pub(crate) fault: Option<PortError>,
}

impl Door {
    /// Why the port closed, told once.
    pub(crate) fn take_fault(&mut self) -> Option<PortError> {
        self.fault.take()
    }

    /// Puts down a request as if it had been written.
    #[cfg(test)]
    pub(crate) fn ask(&mut self, request: &[u8]) {
        request.clone_into(&mut self.request);
    }

    /// Bytes of the answer that waits.
    pub(crate) fn waiting(&self) -> usize {
        self.answer.len()
    }
}
