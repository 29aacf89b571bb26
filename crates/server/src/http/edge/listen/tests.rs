//! Real connections, to a listener that echoes.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::post;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::*;
use crate::http::edge::body::{self, Bodies, Class, Pace};

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_hours(1);
/// What hangs fails.
const HANGS: Duration = Duration::from_mins(1);
const HALF_A_HEAD: &[u8] = b"POST / HTTP/1.1\r\nHos";
const HALF_A_BODY: &[u8] = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf";
const WHOLE: &[u8] = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nhalf";

/// What a listener is to be like.
#[derive(Clone, Copy)]
struct Manner {
    head: Duration,
    body: Duration,
    end: Duration,
    caps: Caps,
}

/// It waits for everybody.
const PATIENT: Manner = Manner {
    head: LONG,
    body: LONG,
    end: LONG,
    caps: Caps {
        total: 100,
        place: None,
    },
};

struct Listening {
    address: SocketAddr,
    end: oneshot::Sender<()>,
    served: JoinHandle<io::Result<()>>,
}

async fn listening(manner: Manner) -> Listening {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel();
    let pace = Pace {
        window: manner.body,
        bytes: 1000,
    };
    let files = Router::new()
        .route("/file", post(async |body: String| body.len().to_string()))
        .layer(middleware::from_fn(body::file));
    let routes = Router::new()
        .route("/", post(async |body: String| body))
        .merge(files)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(
            Arc::new(Bodies::new(pace)),
            body::bound,
        ));
    let patience = Patience {
        head: manner.head,
        unread: LONG,
        end: manner.end,
    };
    let served = tokio::spawn(listen(listener, routes, patience, manner.caps, async {
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

/// The first line of an answer, on a connection that may stay.
async fn status(stream: &mut TcpStream) -> String {
    let mut read = [0; 12];
    timeout(HANGS, stream.read_exact(&mut read))
        .await
        .unwrap()
        .unwrap();
    String::from_utf8_lossy(&read).into_owned()
}

async fn ended(served: JoinHandle<io::Result<()>>) {
    timeout(HANGS, served).await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn whoever_stops_in_the_middle_is_not_waited_for() {
    let listening = listening(Manner {
        head: SHORT,
        body: SHORT,
        ..PATIENT
    })
    .await;
    let (head, body) = tokio::join!(listening.connect(HALF_A_HEAD), listening.connect(HALF_A_BODY));
    assert_eq!(answer(head).await, "");
    let told = answer(body).await;
    assert!(told.starts_with("HTTP/1.1 408"), "{told}");
    // A whole one is answered, and its connection not kept for ever.
    let told = answer(listening.connect(WHOLE).await).await;
    assert!(
        told.starts_with("HTTP/1.1 200") && told.ends_with("half"),
        "{told}"
    );
    listening.end().await;
}

#[tokio::test]
async fn a_body_that_is_spun_out_byte_by_byte_is_cut() {
    let listening = listening(Manner {
        body: SHORT,
        ..PATIENT
    })
    .await;
    let stream = listening
        .connect(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 200000\r\n\r\n")
        .await;
    let (mut read, mut write) = stream.into_split();
    // Bytes come for as long as they are taken: what ends this is the cut.
    let spun = tokio::spawn(async move {
        while write.write_all(b"x").await.is_ok() {
            tokio::task::yield_now().await;
            tokio::time::sleep(SHORT / 25).await;
        }
    });
    let mut told = [0; 12];
    timeout(HANGS, read.read_exact(&mut told)).await.unwrap().unwrap();
    assert_eq!(&told, b"HTTP/1.1 408");
    drop(read);
    timeout(HANGS, spun).await.unwrap().unwrap();
    listening.end().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_or_while_it_comes() {
    let listening = listening(PATIENT).await;
    let most = Class::Form.limit();
    let announced = format!(
        "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: {}\r\n\r\n{}",
        most + 1,
        "x".repeat(most + 1)
    );
    let mut stream = listening.connect(announced.as_bytes()).await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 413");
    let part = format!("{:x}\r\n{}\r\n", 100_000, "x".repeat(100_000));
    let chunked = format!(
        "POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
        part.repeat(3)
    );
    let mut stream = listening.connect(chunked.as_bytes()).await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 413");
    // What may be larger is taken.
    let file = announced.replacen("POST /", "POST /file", 1);
    let mut stream = listening.connect(file.as_bytes()).await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 200");
    // Nothing is waited for that its announcement has condemned.
    let absurd = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 99999999999\r\n\r\n";
    let mut stream = listening.connect(absurd).await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 413");
    drop(stream);
    listening.end().await;
}

#[tokio::test]
async fn large_bodies_that_dont_end_make_room_for_one_that_does() {
    let listening = listening(PATIENT).await;
    let head = "POST /file HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n";
    let begun = format!("{head}{}", "x".repeat(900_000));
    let mut held = Vec::new();
    for _ in 0..9 {
        held.push(listening.connect(begun.as_bytes()).await);
    }
    // Nine are more than there are places: one of them is told to come back.
    let told = held.iter_mut().map(|stream| Box::pin(status(stream)));
    let (first, ..) = timeout(HANGS, futures::future::select_all(told)).await.unwrap();
    assert_eq!(first, "HTTP/1.1 503");
    let whole = format!("{head}{}", "x".repeat(1_000_000));
    let mut stream = listening.connect(whole.as_bytes()).await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 200");
    drop((stream, held));
    listening.end().await;
}

#[tokio::test]
async fn one_connection_too_many_is_told_so_and_one_that_ends_makes_room() {
    let listening = listening(Manner {
        caps: Caps {
            total: 100,
            place: Some(2),
        },
        ..PATIENT
    })
    .await;
    let mut kept = Vec::new();
    for _ in 0..2 {
        let mut stream = listening.connect(WHOLE).await;
        assert_eq!(status(&mut stream).await, "HTTP/1.1 200");
        kept.push(stream);
    }
    let told = answer(listening.connect(WHOLE).await).await;
    assert!(
        told.starts_with("HTTP/1.1 503") && told.contains("Retry-After"),
        "{told}"
    );
    kept.pop();
    // The other end is heard of when it is read: it is asked until there is room.
    let again = async {
        while status(&mut listening.connect(WHOLE).await).await != "HTTP/1.1 200" {
            tokio::task::yield_now().await;
        }
    };
    timeout(HANGS, again).await.unwrap();
    drop(kept);
    listening.end().await;
}

#[tokio::test]
async fn the_end_comes_whoever_is_slow() {
    let listening = listening(Manner {
        end: SHORT,
        ..PATIENT
    })
    .await;
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
    let Listening { address, end, served } = listening(PATIENT).await;
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
