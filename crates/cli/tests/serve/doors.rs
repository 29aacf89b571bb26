//! What comes in at the doors and how much of it: whoever asks for too much is told so, and nobody else notices.

use futures::future::join_all;
use reqwest::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, COOKIE, LOCATION, RETRY_AFTER, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::json;

use crate::browser::{Browser, account};
use crate::earning::{EXERCISES, PACK, earn};
use crate::service::{Agent, Service, add_user, exercise_file, json};

/// The most code that is taken.
const MOST: usize = 256 << 10;
const EXERCISE: &str = "python-preparer-donnees/revenu-departement";

/// Somebody without a session, at an address that a proxy tells of.
struct Stranger {
    client: Client,
    url: String,
    address: String,
}

impl Stranger {
    fn at(service: &Service, address: impl Into<String>) -> Self {
        Self {
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            url: service.url.clone(),
            address: address.into(),
        }
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client
            .post(format!("{}{path}", self.url))
            .header("x-forwarded-for", &self.address)
    }

    fn sign_in(&self, name: &str, password: &str) -> RequestBuilder {
        self.post("/sign-in")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(format!("name={name}&password={password}"))
    }

    async fn tries(&self, name: &str, password: &str) -> StatusCode {
        self.sign_in(name, password).send().await.unwrap().status()
    }
}

/// A cookie that an answer sets, as a browser sends it back.
fn cookie(response: &Response, name: &str) -> String {
    let set = response.headers().get_all(SET_COOKIE).iter();
    let mut cookies = set.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
    cookies
        .find(|cookie| cookie.starts_with(&format!("{name}=")))
        .unwrap()
}

#[tokio::test]
async fn code_has_256_kib_at_every_door() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let password = account(data.path(), "lea", "agent");
    let page = Browser::sign_in(&service, "lea", &password).await;
    let code = |bytes: usize| "#".repeat(bytes);
    let path = format!("/api/v1/packs/{PACK}/exercises/revenu-departement/submissions");
    let in_json = |bytes| {
        let body = json!({ "source": code(bytes) }).to_string();
        agent
            .post(&path)
            .header(CONTENT_TYPE, "application/json")
            .body(body)
    };
    for (most, more) in [
        (
            agent.submission(EXERCISE, code(MOST).into()),
            agent.submission(EXERCISE, code(MOST + 1).into()),
        ),
        (in_json(MOST), in_json(MOST + 1)),
    ] {
        assert_eq!(most.send().await.unwrap().status(), StatusCode::ACCEPTED);
        let refused = more.header("accept-language", "en").send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let problem = json(refused).await;
        assert_eq!(
            (&problem["type"], &problem["limit"]),
            (&json!("/problems/too-large"), &json!(MOST))
        );
        assert!(
            problem["hint"].as_str().unwrap().contains("notebook"),
            "{problem}"
        );
    }
    let huge = agent
        .submission(EXERCISE, code(5 << 20).into())
        .send()
        .await
        .unwrap();
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(json(huge).await["limit"], json!(MOST));
    for door in ["", "/run", "/draft"] {
        let path = format!("/exercises/{EXERCISE}{door}");
        let sent = async |bytes| {
            page.post(&path, &format!("source={}", code(bytes).replace('#', "%23")))
                .await
        };
        let refused = sent(MOST + 1).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(refused.text.contains("262144"), "{}", refused.text);
        assert!(sent(MOST).await.status.is_success() || door != "/run", "{path}");
    }
    // Nobody's code that was brought along to the sign-in page is carried further than others' either.
    let stranger = Stranger::at(&service, "192.0.2.1");
    let posted = format!(
        "name=lea&password={password}&next=/exercises/{EXERCISE}&source={}",
        code(MOST + 1)
    );
    let brought = stranger
        .post("/sign-in")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(
        brought.body(posted).send().await.unwrap().status(),
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test]
async fn a_draft_is_kept_for_an_exercise_that_exists_and_nowhere_else() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let password = account(data.path(), "lea", "agent");
    let stranger = Stranger::at(&service, "192.0.2.1");
    for (exercise, source) in [
        ("nowhere/nothing", "is dropped"),
        ("python-preparer-donnees/nothing", "is dropped"),
        (EXERCISE, "is kept"),
    ] {
        let form = format!("name=lea&password={password}&next=/exercises/{exercise}&source=%23 {source}");
        let sent = stranger
            .post("/sign-in")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert_eq!(
            sent.body(form).send().await.unwrap().status(),
            StatusCode::SEE_OTHER
        );
    }
    let written: Vec<u8> = std::fs::read_dir(data.path())
        .unwrap()
        .filter(|file| {
            file.as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .contains("sqlite3")
        })
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    let holds = |text: &str| {
        written
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds("# is kept"));
    assert!(!holds("# is dropped"));
}

#[tokio::test]
async fn passwords_are_hashed_in_a_small_pool_and_who_comes_too_many_is_told_to_come_back() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--behind-proxy"]);
    let password = account(data.path(), "lea", "agent");
    let many = (0..400).map(|n| {
        let stranger = Stranger::at(&service, format!("203.0.113.{}", n % 250));
        async move {
            let answer = stranger.sign_in(&format!("nobody{n}"), "x").send().await.unwrap();
            (answer.status(), answer.headers().contains_key(RETRY_AFTER))
        }
    });
    let answers = join_all(many).await;
    let told = |status| answers.iter().filter(|(other, _)| *other == status).count();
    let (wrong, busy) = (
        told(StatusCode::UNAUTHORIZED),
        told(StatusCode::SERVICE_UNAVAILABLE),
    );
    assert_eq!(wrong + busy, answers.len(), "{answers:?}");
    assert!(
        busy > 0 && wrong >= 130,
        "{wrong} were looked at, {busy} told to come back"
    );
    assert!(
        answers
            .iter()
            .all(|(status, later)| *later == (*status == StatusCode::SERVICE_UNAVAILABLE))
    );
    let hers = Stranger::at(&service, "192.0.2.1");
    assert_eq!(
        hers.tries("lea", &password).await,
        StatusCode::SEE_OTHER,
        "all is as before"
    );
}

#[tokio::test]
async fn whoever_guesses_passwords_is_held_up_and_the_person_is_not() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--behind-proxy"]);
    let password = account(data.path(), "lea", "agent");
    let hers = Stranger::at(&service, "192.0.2.1");
    let signed_in = hers.sign_in("lea", &password).send().await.unwrap();
    let known = cookie(&signed_in, "spyrales-known");

    // A network of IPv6 is one place, whichever of its addresses asks.
    for n in 0..11 {
        let guesser = Stranger::at(&service, format!("2001:db8:1:2::{n:x}"));
        let answer = guesser.sign_in("lea", "wrong").send().await.unwrap();
        let expected = if n < 10 {
            StatusCode::UNAUTHORIZED
        } else {
            StatusCode::TOO_MANY_REQUESTS
        };
        assert_eq!(answer.status(), expected, "{n}");
        assert_eq!(answer.headers().contains_key(RETRY_AFTER), n == 10);
    }
    assert_eq!(hers.tries("lea", &password).await, StatusCode::SEE_OTHER);

    // Guesses from everywhere bar an unknown browser, and not hers.
    let mut guesser = Stranger::at(&service, "10.0.0.0");
    let mut places = 0..1 << 24;
    let wait = loop {
        let place = places.next().unwrap();
        guesser.address = format!("10.{}.{}.{}", place >> 16, place >> 8 & 255, place & 255);
        let answer = guesser.sign_in("lea", "wrong").send().await.unwrap();
        // A try comes back every nine seconds: until then there is none.
        if let Some(seconds) = answer.headers().get(RETRY_AFTER) {
            let seconds: u64 = seconds.to_str().unwrap().parse().unwrap();
            if seconds > 4 {
                break seconds;
            }
        }
    };
    assert!(wait <= 10, "{wait}");
    assert_eq!(hers.tries("lea", &password).await, StatusCode::TOO_MANY_REQUESTS);
    let from_hers = hers
        .sign_in("lea", &password)
        .header(COOKIE, &known)
        .send()
        .await
        .unwrap();
    assert_eq!(from_hers.status(), StatusCode::SEE_OTHER);
    let stolen = known.replace('.', ".x");
    let forged = hers
        .sign_in("lea", &password)
        .header(COOKIE, stolen)
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_is_signed_in_guesses_ten_times_and_chooses_no_common_password() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let password = account(data.path(), "lea", "agent");
    let page = Browser::sign_in(&service, "lea", &password).await;
    for (new, told) in [
        ("motdepasse123", "essaie en premier"),
        ("lea-lea-spyrales", "votre nom"),
        ("court", "trop court"),
    ] {
        let refused = page
            .post("/account/password", &format!("old={password}&new={new}"))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
        assert!(refused.text.contains(told), "{new}");
    }
    let guess = async |n: usize| {
        let form = format!("old=wrong&new=canal-treize-velo-{n}");
        page.post("/account/password", &form).await.status
    };
    let statuses = join_all((0..30).map(guess)).await;
    let told = |status| statuses.iter().filter(|other| **other == status).count();
    let (refused, later) = (
        told(StatusCode::UNPROCESSABLE_ENTITY),
        told(StatusCode::TOO_MANY_REQUESTS),
    );
    assert_eq!((refused, later), (10, 20), "{statuses:?}");
}

#[tokio::test]
async fn an_address_to_come_back_to_is_one_of_ours_whatever_it_holds() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let password = account(data.path(), "lea", "agent");
    let stranger = Stranger::at(&service, "192.0.2.1");
    for (next, there) in [
        ("/me", "/me"),
        ("/me%0d%0aset-cookie:%20a=b", "/"),
        ("/me%01", "/"),
        ("/me%7f", "/"),
        ("//example.org", "/"),
    ] {
        let answers = [
            stranger
                .client
                .get(format!("{}/language/fr?next={next}", stranger.url)),
            stranger
                .post("/sign-in")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(format!("name=lea&password={password}&next={next}")),
        ];
        for answer in answers {
            let answer = answer.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{next}");
            assert_eq!(answer.headers()[LOCATION], there, "{next}");
        }
    }
}

#[tokio::test]
async fn no_cache_keeps_what_depends_on_who_asks() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let password = account(data.path(), "lea", "agent");
    let stranger = Stranger::at(&service, "192.0.2.1");
    let signed_in = stranger.sign_in("lea", &password).send().await.unwrap();
    assert_eq!(signed_in.headers()[CACHE_CONTROL], "no-store");
    let session = cookie(&signed_in, "spyrales");
    for path in [
        "/",
        "/me",
        "/exercises",
        "/account",
        "/nothing",
        &format!("/exercises/{EXERCISE}"),
    ] {
        let page = stranger.client.get(format!("{}{path}", stranger.url));
        let page = page
            .header(COOKIE, &session)
            .header(ACCEPT, "text/html")
            .send()
            .await
            .unwrap();
        assert_eq!(page.headers()[CACHE_CONTROL], "no-store", "{path}");
    }
    for path in [
        "/me",
        "/me/scores",
        "/me/certificates",
        "/submissions",
        "/packs",
        "/me/archive",
    ] {
        let answer = agent.get(&format!("/api/v1{path}")).send().await.unwrap();
        let kept = answer.headers()[CACHE_CONTROL].to_str().unwrap();
        assert!(kept.ends_with("no-store"), "{path}: {kept}");
    }
    // What is for everybody is kept as before.
    let list = agent.get("/status/revocation/1").send().await.unwrap();
    assert!(
        list.headers()[CACHE_CONTROL]
            .to_str()
            .unwrap()
            .starts_with("public")
    );
}

#[tokio::test]
async fn a_certificate_is_compared_with_ten_addresses_an_hour_from_one_place_and_forgeries_count_for_nothing()
{
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--behind-proxy"]);
    let camille = Agent::new(&service, &add_user(data.path(), "camille"));
    let earned = earn(&camille).await;
    let ask = async |address: &str, certificate: &str, email: &str| {
        let body = format!("{{\"credential\": {certificate}, \"email\": \"{email}\"}}");
        let asked = Stranger::at(&service, address).post("/api/v1/verify/recipient");
        asked
            .header(CONTENT_TYPE, "application/json")
            .body(body)
            .send()
            .await
            .unwrap()
    };
    let genuine = String::from_utf8(earned.bytes).unwrap();
    let hash = earned.json["credentialSubject"]["identifier"][0]["identityHash"]
        .as_str()
        .unwrap();
    for n in 0..20 {
        let made_up = genuine.replace(hash, &format!("sha256${n:064x}"));
        assert_ne!(made_up, genuine);
        assert_eq!(
            ask("203.0.113.9", &made_up, "a@example.fr").await.status(),
            StatusCode::OK,
            "{n}"
        );
    }
    for n in 0..12 {
        let answer = ask("203.0.113.9", &genuine, &format!("a{n}@example.fr")).await;
        if n < 10 {
            assert_eq!(json(answer).await["decidedBy"], "recipient", "{n}");
        } else {
            assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "{n}");
            assert!(answer.headers().contains_key(RETRY_AFTER));
        }
    }
    let employer = ask("192.0.2.1", &genuine, "camille@example.fr").await;
    assert_eq!(json(employer).await["outcome"], "valid", "another place asks");
}

#[tokio::test]
async fn thirty_requests_at_once_make_one_certificate() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    for exercise in EXERCISES {
        let exercise = format!("{PACK}/{exercise}");
        agent
            .solve(&exercise, exercise_file(&format!("{exercise}/solution.py")))
            .await;
    }
    let award = async |_| {
        let wish = json!({ "segment": "prep", "level": 1 }).to_string();
        let asked = agent
            .post("/api/v1/me/certificates")
            .header(CONTENT_TYPE, "application/json")
            .body(wish);
        let answer = asked.send().await.unwrap();
        (answer.status(), answer.bytes().await.unwrap())
    };
    let answers = join_all((0..30).map(award)).await;
    let made = answers
        .iter()
        .filter(|(status, _)| *status == StatusCode::CREATED)
        .count();
    assert_eq!(made, 1);
    assert!(answers.iter().all(|(_, bytes)| *bytes == answers[0].1));
}
