//! The door: counts connections, and tells those that are too many.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::connections::{Connection, Connections};

/// What one hears who isn't let in: no request of theirs was read, nor its language.
const TOO_MANY: &str = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 128\r\n\r\nTrop de connexions sont ouvertes. Réessayez dans quelques secondes.\nToo many connections are open. Try again in a few seconds.\n";

/// How many hear it at a time; others are closed without a word.
const TOLD: usize = 32;

/// How long somebody may take to hear it.
const HEARING: Duration = Duration::from_secs(1);

/// Lets connections in.
#[derive(Clone)]
pub(super) struct Guard {
    connections: Arc<Connections>,
    told: Arc<Semaphore>,
    /// How long an answer may lie unread by its client.
    unread: Duration,
}

impl Guard {
    pub(super) fn new(connections: Connections, unread: Duration) -> Self {
        Self {
            connections: Arc::new(connections),
            told: Arc::new(Semaphore::new(TOLD)),
            unread,
        }
    }
}

impl<S: Send + 'static> Accept<TcpStream, S> for Guard {
    type Stream = Guarded;
    type Service = S;
    type Future = BoxFuture<'static, io::Result<(Guarded, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let guard = self.clone();
        async move {
            // The kernel gives up on who takes nothing of what was sent: nobody holds an answer in memory for ever.
            SockRef::from(&stream).set_tcp_user_timeout(Some(guard.unread))?;
            match guard.connections.enter(stream.peer_addr()?.ip()) {
                Ok(connection) => Ok((
                    Guarded {
                        stream,
                        connection: Some(connection),
                    },
                    service,
                )),
                Err(_) => {
                    if let Ok(_telling) = guard.told.try_acquire() {
                        // Whoever doesn't listen isn't told.
                        let _ = timeout(HEARING, tell(stream)).await;
                    }
                    Err(io::Error::other("too many connections"))
                }
            }
        }
        .boxed()
    }
}

/// Says it, and waits for the other end: a connection that is closed with unread bytes is reset, and the answer lost.
async fn tell(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(TOO_MANY.as_bytes()).await?;
    stream.shutdown().await?;
    while stream.read(&mut [0; 1024]).await? > 0 {}
    Ok(())
}

/// A connection that ends when it has to make room.
pub(super) struct Guarded {
    stream: TcpStream,
    connection: Option<Connection>,
}

impl Guarded {
    fn is_needed(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        let connection = self.connection.as_mut();
        let stays = connection.is_some_and(|connection| connection.needed.poll_unpin(cx).is_pending());
        if stays {
            return Ok(());
        }
        self.connection = None;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.is_needed(cx)?;
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.is_needed(cx)?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.is_needed(cx)?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_has_the_length_that_it_says() {
        let (head, body) = TOO_MANY.split_once("\r\n\r\n").unwrap();
        assert!(
            head.ends_with(&format!("Content-Length: {}", body.len())),
            "{}",
            body.len()
        );
    }
}
