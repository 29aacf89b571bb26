//! Why nobody arrived.

/// The registration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The issuer's address.
    #[error(
        "{0:?} can't be a provider's address; hint: https://HOST/PATH, or http://127.0.0.1:PORT for a trial"
    )]
    Issuer(String),
    /// One of our own addresses.
    #[error("{0:?} can't be an address that a provider sends people back to")]
    Return(String),
}

/// Why nobody arrived. The texts are for the log; nothing in them names a person.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The provider can't be reached, or doesn't answer as one.
    #[error("the provider can't be reached: {0}")]
    Unavailable(String),
    /// The answer belongs to no attempt of this browser, or to one that has ended.
    #[error("the answer belongs to no attempt of this browser")]
    Stale,
    /// The provider says no, with an error of its own (RFC 6749, section 4.1.2.1).
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The provider's answer doesn't hold.
    #[error("the provider's answer doesn't hold: {0}")]
    Invalid(String),
    /// The person signed in less strongly than is asked for.
    #[error("signed in with {0:?}, which is too weak")]
    Weak(String),
}

/// An error and all that caused it, on one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
