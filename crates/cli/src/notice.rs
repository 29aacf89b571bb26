//! What a command says on its way, on standard error: lines for whoever reads the terminal, or entries of the log where a
//! collector reads it as JSON and every line must be an object.

use tracing_subscriber::EnvFilter;

use crate::args::{Command, LogFormat};

/// How notices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notices {
    /// As lines to read.
    Lines,
    /// As entries of the log.
    Log,
}

impl Notices {
    /// How a command writes them.
    pub(crate) fn of(command: &Command) -> Self {
        let format = match command {
            Command::Serve(serve) => serve.log_format,
            Command::Worker(worker) => worker.log_format,
            Command::Sandbox(sandbox) => sandbox.log_format,
            _ => LogFormat::Text,
        };
        match format {
            LogFormat::Text => Self::Lines,
            LogFormat::Json => Self::Log,
        }
    }

    /// Says something.
    pub(crate) fn say(self, text: &str) {
        match self {
            Self::Lines => eprintln!("{text}"),
            Self::Log => tracing::info!("{text}"),
        }
    }

    /// Says why the command can't do its work.
    pub(crate) fn fail(self, error: &anyhow::Error) {
        match self {
            Self::Lines => eprintln!("spyrales: {error:#}"),
            Self::Log => tracing::error!("{error:#}"),
        }
    }
}

/// Logs to standard error, from a level on; `RUST_LOG` says otherwise.
pub(crate) fn log(format: LogFormat, level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
