//! How a worker is ended in the middle of what it does, by whoever learns that nobody waits for it.

use std::io;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::{Mutex, PoisonError};

/// Ends a worker process while it is at something: its socket is closed, and the worker ends by itself then. The next
/// question starts another one.
#[derive(Debug, Default)]
pub struct Switch(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The socket of the worker that is at something.
    line: Option<UnixStream>,
    stopped: bool,
}

impl Switch {
    /// Ends what the worker is at; without effect where that is nothing.
    pub fn stop(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = state.line.take() {
            state.stopped = true;
            if let Err(error) = line.shutdown(Shutdown::Both) {
                tracing::debug!(%error, "a worker had ended before it was stopped");
            }
        }
    }

    /// The worker at this socket is asked something.
    pub(super) fn connect(&self, line: &UnixStream) -> io::Result<()> {
        let line = Some(line.try_clone()?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = State { line, stopped: false };
        Ok(())
    }

    /// It has answered, or never will; whether it was stopped.
    pub(super) fn disconnect(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *state).stopped
    }
}
