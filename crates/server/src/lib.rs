//! The JSON API under `/api/v1`, its description, the pages, and the job runner that grades.
//!
//! Invariant: the server names no database and no grader. It works on [`App`] and [`Grade`], which
//! the binary hands in, and takes the time and all randomness from there too.

mod http;
mod runner;

pub mod shutdown;

use std::sync::Arc;

use spyrales_app::App;
use spyrales_app::grade::Grade;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::http::edge::listen::{self, Caps, Patience};
use crate::http::edge::state::AppState;
use crate::http::health::Health;
use crate::shutdown::Shutdown;

pub use crate::http::edge::{provider, state};
pub use crate::http::router;

/// Who asks whether a process is well is few.
const HEALTH_CAPS: Caps = Caps {
    total: 64,
    place: None,
};

/// Serves, and grades with so many workers as there are graders, until the end is asked for; what runs then is
/// finished, but for a client that doesn't come to its end.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    graders: Vec<Box<dyn Grade>>,
    shutdown: Shutdown,
) -> std::io::Result<()> {
    let runner = tokio::spawn(runner::run(
        state.app.clone(),
        Arc::clone(&state.metrics),
        graders,
        shutdown.clone(),
    ));
    let relay = relay(&state.app);
    // Before anybody can look: a draft is never shown as one that wasn't tried.
    state.app.try_out_stored_drafts().await;
    let notices = Arc::clone(&state.app.notices);
    let mut ending = shutdown;
    let end = async move {
        ending.requested().await;
        notices.close();
    };
    let settings = &state.settings;
    let caps = Caps {
        total: settings.connections,
        place: (!settings.behind_proxy).then_some(settings.connections / 2),
    };
    let served = listen::listen(listener, router(state), Patience::default(), caps, end).await;
    if let Err(error) = runner.await {
        tracing::error!(%error, "the job runner ended badly");
    }
    // Last: what was just graded is still told.
    relay.abort();
    served
}

/// Grades until the end is asked for, for whoever serves on the same database; what runs then is finished. Where there is a
/// listener, it answers whether this process is well, and what it counts (`/healthz`, `/readyz`, `/metrics`).
///
/// # Errors
///
/// When the listener fails.
pub async fn work(
    app: App,
    graders: Vec<Box<dyn Grade>>,
    listener: Option<TcpListener>,
    shutdown: Shutdown,
) -> std::io::Result<()> {
    let metrics = Arc::default();
    let relay = relay(&app);
    let running = runner::run(app.clone(), Arc::clone(&metrics), graders, shutdown.clone());
    let health = async {
        let Some(listener) = listener else { return Ok(()) };
        let mut ending = shutdown;
        let router = http::health(Health { app, metrics });
        listen::listen(listener, router, Patience::default(), HEALTH_CAPS, async move {
            ending.requested().await;
        })
        .await
    };
    let ((), served) = tokio::join!(running, health);
    relay.abort();
    served
}

/// Carries notices between processes, in a task of its own.
fn relay(app: &App) -> JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move { app.relay().await })
}
