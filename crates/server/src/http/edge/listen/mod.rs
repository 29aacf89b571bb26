//! Connections: how many there are, what is served on them, and how long is waited for whoever is at the other end.

mod connections;
mod guard;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum_server::{Handle, Server};
use tokio::net::TcpListener;

pub(crate) use connections::Caps;
use connections::Connections;
use guard::Guard;

/// The most of a request's head that is read: what hyper holds for a connection while nothing is asked on it.
const HEAD_BYTES: usize = 64 << 10;

/// How long a connection is waited for. Nobody holds one for nothing, and nobody holds up the end.
pub(crate) struct Patience {
    /// For the whole head of a request, and for the next request on a connection.
    pub(crate) head: Duration,
    /// For whoever takes nothing of an answer.
    pub(crate) unread: Duration,
    /// For what is under way when the end is asked for.
    pub(crate) end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_mins(1),
            unread: Duration::from_mins(1),
            end: Duration::from_secs(10),
        }
    }
}

/// Serves until the end has come, and then for as long as it takes to answer what is under way.
pub(crate) async fn listen(
    listener: TcpListener,
    routes: Router,
    patience: Patience,
    caps: Caps,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let handle = Handle::<SocketAddr>::new();
    let mut server = Server::from_listener(listener)
        .acceptor(Guard::new(Connections::new(caps), patience.unread))
        .http1_only()
        .handle(handle.clone())
        .first_request_timeout(patience.head);
    server
        .http_builder()
        .http1()
        .header_read_timeout(patience.head)
        .max_buf_size(HEAD_BYTES);
    let ending = tokio::spawn(async move {
        end.await;
        handle.graceful_shutdown(Some(patience.end));
    });
    let served = server
        .serve(routes.into_make_service_with_connect_info::<SocketAddr>())
        .await;
    ending.abort();
    served
}

#[cfg(test)]
mod tests;
