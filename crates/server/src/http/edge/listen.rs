//! Connections: what is served on them, and how long is waited for whoever is at the other end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum_server::{Handle, Server};
use tokio::net::TcpListener;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long a connection is waited for. Nobody holds one for nothing, and nobody holds up the end.
pub(crate) struct Patience {
    /// For the whole head of a request, and for the next request on a connection.
    pub(crate) head: Duration,
    /// For each next part of a body: a slow line gets through, a dead one doesn't.
    pub(crate) body: Duration,
    /// For what is under way when the end is asked for.
    pub(crate) end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_mins(1),
            body: Duration::from_secs(30),
            end: Duration::from_secs(10),
        }
    }
}

/// Serves until the end has come, and then for as long as it takes to answer what is under way.
pub(crate) async fn listen(
    listener: TcpListener,
    routes: Router,
    patience: Patience,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let routes = routes.layer(RequestBodyTimeoutLayer::new(patience.body));
    let handle = Handle::<SocketAddr>::new();
    let mut server = Server::from_listener(listener)
        .http1_only()
        .handle(handle.clone())
        .first_request_timeout(patience.head);
    server.http_builder().http1().header_read_timeout(patience.head);
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
mod tests {
    use axum::routing::post;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;
    use tokio::time::timeout;

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_hours(1);
    /// What hangs fails.
    const HANGS: Duration = Duration::from_mins(1);
    const HALF_A_HEAD: &[u8] = b"POST / HTTP/1.1\r\nHos";
    const HALF_A_BODY: &[u8] = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf";
    const WHOLE: &[u8] = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nhalf";

    struct Listening {
        address: SocketAddr,
        end: oneshot::Sender<()>,
        served: JoinHandle<io::Result<()>>,
    }

    async fn listening(patience: Patience) -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel();
        let routes = Router::new().route("/", post(async |body: String| body));
        let served = tokio::spawn(listen(listener, routes, patience, async {
            let _ = ended.await;
        }));
        Listening { address, end, served }
    }

    impl Listening {
        async fn connect(&self, sent: &[u8]) -> TcpStream {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            stream.write_all(sent).await.unwrap();
            stream
        }

        async fn end(self) {
            self.end.send(()).unwrap();
            ended(self.served).await;
        }
    }

    async fn answer(mut stream: TcpStream) -> String {
        let mut answer = String::new();
        let read = stream.read_to_string(&mut answer);
        timeout(HANGS, read).await.unwrap().unwrap();
        answer
    }

    async fn ended(served: JoinHandle<io::Result<()>>) {
        timeout(HANGS, served).await.unwrap().unwrap().unwrap();
    }

    #[tokio::test]
    async fn whoever_stops_in_the_middle_is_not_waited_for() {
        let patience = Patience {
            head: SHORT,
            body: SHORT,
            end: LONG,
        };
        let listening = listening(patience).await;
        let (head, body) = tokio::join!(listening.connect(HALF_A_HEAD), listening.connect(HALF_A_BODY));
        assert_eq!(answer(head).await, "");
        let told = answer(body).await;
        assert!(told.starts_with("HTTP/1.1 400"), "{told}");
        // A whole one is answered, and its connection not kept for ever.
        let told = answer(listening.connect(WHOLE).await).await;
        assert!(
            told.starts_with("HTTP/1.1 200") && told.ends_with("half"),
            "{told}"
        );
        listening.end().await;
    }

    #[tokio::test]
    async fn the_end_comes_whoever_is_slow() {
        let patience = Patience {
            head: LONG,
            body: LONG,
            end: SHORT,
        };
        let listening = listening(patience).await;
        let slow = [HALF_A_HEAD, HALF_A_BODY, WHOLE, b""].map(|sent| listening.connect(sent));
        let slow = futures::future::join_all(slow).await;
        // Accepted last, and answered: the others are under way.
        let mut last = listening.connect(WHOLE).await;
        last.read_u8().await.unwrap();
        listening.end().await;
        drop(slow);
    }

    #[tokio::test]
    async fn what_is_under_way_when_the_end_is_asked_for_is_answered() {
        let patience = Patience {
            head: LONG,
            body: LONG,
            end: LONG,
        };
        let Listening { address, end, served } = listening(patience).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(HALF_A_BODY).await.unwrap();
        // A connection that came later has been answered: the first is under way, too.
        let mut other = TcpStream::connect(address).await.unwrap();
        other.write_all(WHOLE).await.unwrap();
        other.read_u8().await.unwrap();
        end.send(()).unwrap();
        stream.write_all(b" done").await.unwrap();
        let told = answer(stream).await;
        assert!(told.ends_with("half done"), "{told}");
        ended(served).await;
    }
}
