//! An installation whose clock and randomness stay the same, without workers: the story grades by hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use spyrales_app::App;
use spyrales_app::accounts::AccountRequest;
use spyrales_app::certificates::Issuing;
use spyrales_app::packs::PackRelease;
use spyrales_app::rng::SharedRng;
use spyrales_core::clock::{Clock, ManualClock};
use spyrales_core::framework::Framework;
use spyrales_core::grading::{Library, RuntimeLibraries};
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_core::store::Role;
use spyrales_core::text::Lang;
use spyrales_credential::{Issuer, SecretKey};
use spyrales_oidc::{Provider, Registration};
use spyrales_server::provider::SignIn;
use spyrales_server::state::{AppState, Parts, Settings};
use spyrales_store_sql::sqlite::SqliteStore;
use spyrales_tests::conformance::at;
use spyrales_tests::folder;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The people of the story, and what they are.
const PEOPLE: [(&str, &str, Role); 4] = [
    ("andrea", "Andrea Costa", Role::Administrator),
    ("camille", "Camille Özgür", Role::Agent),
    ("dominique", "Dominique Roy", Role::Trainer),
    ("lea", "Léa Martin", Role::Agent),
];

/// An answer to a request.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) html: String,
}

/// An installation, and a language that its people read.
pub(crate) struct Installation {
    pub(crate) app: App,
    clock: Arc<ManualClock>,
    router: Router,
    lang: Lang,
    sessions: BTreeMap<&'static str, String>,
    _folder: TempDir,
}

impl Installation {
    pub(crate) async fn new(lang: Lang, provider: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("spyrales.sqlite3"))
            .await
            .unwrap();
        let clock = Arc::new(ManualClock::new(at(0)));
        let app = App::new(
            Arc::new(store),
            Framework::shipped(),
            Arc::clone(&clock) as Arc<dyn Clock>,
            SharedRng::from_seed([7; 32]),
        );
        let mut rng = StdRng::seed_from_u64(7);
        let issuer = Issuer {
            origin: "http://127.0.0.1:8080".parse().unwrap(),
            name: "Spyrales".parse().unwrap(),
        };
        let (key, log_key) = (SecretKey::generate(&mut rng), SecretKey::generate(&mut rng));
        let provider = Provider::new(Registration {
            issuer: provider.to_owned(),
            client_id: "spyrales".to_owned(),
            client_secret: "a secret of more than thirty-two characters".to_owned().into(),
            signed_in: "http://127.0.0.1:8080/sign-in/oidc/callback".to_owned(),
            signed_out: "http://127.0.0.1:8080/signed-out".to_owned(),
            acr: Vec::new(),
        });
        let state = AppState::new(Parts {
            browser_secret: [7; 32],
            runtimes: vec![RuntimeLibraries {
                name: "python".to_owned(),
                version: "3.14.0".to_owned(),
                libraries: vec![Library {
                    name: "pandas".to_owned(),
                    version: "3.0.6".to_owned(),
                }],
            }],
            app: app.clone(),
            issuing: Issuing::new(issuer, Arc::new(key), Arc::new(log_key)),
            sign_in: Some(SignIn {
                provider: provider.unwrap(),
                name: "ProConnect".to_owned(),
                roles: Vec::new(),
            }),
            settings: Settings {
                onyxia: Some("https://datalab.example.fr".to_owned()),
                demo: &["demo"],
                ..Settings::default()
            },
        });
        // As in a service that goes down: a page doesn't wait for what no worker will do.
        app.notices.close();
        let mut sessions = BTreeMap::new();
        for (name, display_name, role) in PEOPLE {
            let request = AccountRequest {
                name: name.to_owned(),
                display_name: display_name.to_owned(),
                email: format!("{name}@example.fr"),
                role,
                password: false,
                token: None,
            };
            let made = app.make_account("spyrales user add", request).await.unwrap();
            let secret = app.open_session(made.user.id, None).await.unwrap();
            sessions.insert(name, secret.reveal().to_owned());
        }
        Self {
            app,
            clock,
            router: spyrales_server::router(state),
            lang,
            sessions,
            _folder: folder,
        }
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, minutes: i64) {
        self.clock
            .set(self.clock.now() + SignedDuration::from_mins(minutes));
    }

    /// Asks for a page, signed in under a name, or as anybody.
    pub(crate) async fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(who, Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form.
    pub(crate) async fn post(&self, who: &str, path: &str, fields: &str) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(who, request.body(Body::from(fields.to_owned())).unwrap())
            .await
    }

    /// Sends a file in a form.
    pub(crate) async fn upload(&self, who: &str, path: &str, field: &str, name: &str, file: &[u8]) -> Answer {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.ask(who, request.body(Body::from(body)).unwrap()).await
    }

    async fn ask(&self, who: &str, mut request: Request<Body>) -> Answer {
        let mut cookie = format!("lang={}", self.lang.code());
        if let Some(secret) = self.sessions.get(who) {
            cookie.push_str(&format!("; spyrales={secret}"));
        }
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers.insert(header::ACCEPT, "text/html".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let location = parts.headers.get(header::LOCATION);
        let bytes = axum::body::to_bytes(body, 1 << 24).await.unwrap();
        Answer {
            status: parts.status,
            location: location.map_or_else(String::new, |location| location.to_str().unwrap().to_owned()),
            html: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Publishes the sample pack in a version.
    pub(crate) async fn publish(&self, version: &str) {
        let (pack, files) = sample(version);
        self.app
            .publish_pack(PackRelease::new(&pack, &files), "dominique")
            .await
            .unwrap();
    }

    /// Uploads the sample pack as a draft, and tries its answers but the last: the first is broken.
    pub(crate) async fn draft(&self, version: &str) {
        let (pack, files) = sample(version);
        self.app
            .upload_pack_draft(pack, &files, "dominique")
            .await
            .unwrap();
        let trial = self.app.trials.next().unwrap();
        let why = spyrales_core::text::Bilingual::new("Le bac à sable manque.", "The sandbox is missing.");
        self.app.trials.finish(trial.digest(), trial.broken(why));
    }
}

/// How long a lease of the story lasts.
pub(crate) const TTL: Duration = Duration::from_secs(60);

/// The pack of the story: one exercise in Python, with data.
fn sample(version: &str) -> (Pack, PackFiles) {
    let shipped = folder::files(&folder::exercises().join("../tests/bench/ventes"));
    let mut files = shipped.as_map().clone();
    files.retain(|path, _| path == "pack.toml" || path.starts_with("meilleurs-produits/"));
    let of_version = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .replace("1.0.0", version)
            .into_bytes()
    };
    if let Some(manifest) = files.get_mut("pack.toml") {
        *manifest = of_version(manifest);
    }
    if let Some(checks) = files.get_mut("meilleurs-produits/check.py") {
        // The checks of each version are others, so that one can correct the other.
        checks.extend_from_slice(format!("\n# {version}\n").as_bytes());
    }
    let table = b"produit,quantite,prix\na,1,2.5\nb,3,\"4,5\"\n".to_vec();
    files.insert("meilleurs-produits/data/ventes.csv".to_owned(), table);
    let files = PackFiles::new(files).unwrap();
    let pack = Pack::parse(&files, &Framework::shipped()).unwrap_or_else(|errors| panic!("{errors}"));
    (pack, files)
}
