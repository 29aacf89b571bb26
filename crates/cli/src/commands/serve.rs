//! `spyrales serve`: prepares what is missing, then serves and grades.

use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use jiff::SignedDuration;
use spyrales_core::clock::Clock;
use spyrales_core::framework::Framework;
use spyrales_core::grading::{Grading, NotGraded, PackRef};
use spyrales_core::pack::Exercise;
use spyrales_core::store::{PackStore, Published, Store};
use spyrales_core::text::Lang;
use spyrales_grader::worker::Worker;
use spyrales_server::grade::Grade;
use spyrales_server::rng::SharedRng;
use spyrales_server::state::{AppState, Parts, Settings};
use spyrales_store_sqlite::SqliteStore;
use tokio::net::TcpListener;

use crate::args::Serve;
use crate::commands::{pack, user};
use crate::setting::{Setting, SystemClock, database, need_r, system_rng, system_seed};
use crate::{issuer, packs};

/// How long the demonstration account's token is good for.
const DEMO_TOKEN: SignedDuration = SignedDuration::from_hours(24);

/// A worker process, as the server sees it.
struct Grader(Worker);

impl Grade for Grader {
    fn grade(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seed: u64,
    ) -> Result<Grading, NotGraded> {
        self.0.grade(pack, exercise, source, seed)
    }
}

pub(crate) fn run(setting: &Setting, args: &Serve) -> anyhow::Result<ExitCode> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    tokio::runtime::Runtime::new()?.block_on(serve(setting, args))
}

async fn serve(setting: &Setting, args: &Serve) -> anyhow::Result<ExitCode> {
    // First what fails at once: a taken port, a folder without packs, a key that others can read.
    let listener = TcpListener::bind(args.listen).await.with_context(|| {
        format!(
            "failed to listen on {}; hint: choose another address with --listen 127.0.0.1:PORT",
            args.listen
        )
    })?;
    let address = listener.local_addr()?;
    let data = args.data.resolve();
    make_private(&data)?;
    let store = Arc::new(SqliteStore::open(&database(&data)).await?);
    let Some(needs) = publish(&store, &args.exercises, setting.lang).await? else {
        return Ok(ExitCode::from(2));
    };
    let origin = args
        .public_url
        .clone()
        .or_else(|| issuer::known_origin(&data))
        .unwrap_or_else(|| format!("http://{address}"));
    let lock = issuer::KeyLock::open(&data)?;
    let _keys_in_use = lock.in_use()?;
    let validity = args
        .certificate_days
        .map(|days| SignedDuration::from_hours(24 * i64::from(days)));
    let issuing = issuer::open(&data, &origin, &mut system_rng()?)?.with_validity(validity);
    let workers = args.workers.unwrap_or_else(cores).max(1);
    let graders = tokio::task::block_in_place(|| graders(setting, &needs, workers))?;

    let state = AppState::new(Parts {
        store: Arc::clone(&store) as Arc<dyn Store>,
        framework: Framework::shipped(),
        clock: Arc::new(SystemClock),
        rng: SharedRng::from_seed(system_seed()?),
        issuing,
        settings: Settings {
            vc_api: args.vc_api,
            ..Settings::default()
        },
    });
    welcome(&store, address, setting.lang).await?;
    let (stop, shutdown) = spyrales_server::shutdown::channel();
    tokio::spawn(async move {
        ended().await;
        stop.stop();
    });
    spyrales_server::serve(listener, state, graders, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}

/// So many worker processes, each with a grader that is ready.
fn graders(setting: &Setting, needs: &Needs, workers: usize) -> anyhow::Result<Vec<Box<dyn Grade>>> {
    // Here, where downloads and compilation are allowed and progress is seen; the workers find it in the cache.
    let grader = setting.grader(needs.r)?;
    for exercise in &needs.packages {
        // The others are graded all the same.
        if let Err(missing) = grader.pair_of(exercise) {
            eprintln!("{} : {}", exercise.id, missing.why().get(setting.lang));
        }
    }
    drop(grader);
    let started = (0..workers).map(|_| {
        let worker = Worker::start(setting.worker_command()?)?;
        Ok(Box::new(Grader(worker)) as Box<dyn Grade>)
    });
    started.collect()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Waits for Ctrl-C or SIGTERM.
async fn ended() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            // Without a handler, Ctrl-C still works.
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

fn make_private(data: &Path) -> anyhow::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("failed to make the data directory {}", data.display()))
}

/// What the packs of a folder take to be graded.
#[derive(Default)]
struct Needs {
    /// R, beside Python.
    r: bool,
    /// An exercise for each set of packages of R's that some ask for.
    packages: Vec<Exercise>,
}

impl Needs {
    fn add(&mut self, exercises: &[Exercise]) {
        self.r |= need_r(exercises);
        for exercise in exercises {
            let known = |other: &Exercise| other.packages == exercise.packages;
            if !exercise.packages.is_empty() && !self.packages.iter().any(known) {
                self.packages.push(exercise.clone());
            }
        }
    }
}

/// Publishes the packs of a folder; nothing when one of them is wrong, which its author is told.
async fn publish(store: &SqliteStore, exercises: &Path, lang: Lang) -> anyhow::Result<Option<Needs>> {
    let mut needs = Needs::default();
    let folders = packs::folders(exercises)?;
    if folders.is_empty() {
        bail!(
            "{} holds no pack; hint: name the folder that holds them with --exercises",
            exercises.display()
        );
    }
    for folder in folders {
        let (parsed, files) = match packs::load(&folder) {
            Ok(loaded) => loaded,
            Err(unusable) => {
                pack::report(unusable, lang)?;
                return Ok(None);
            }
        };
        needs.add(&parsed.exercises);
        let version = parsed.version.to_string();
        let published = store
            .publish(
                &parsed.id,
                &version,
                parsed.digest,
                files.as_map(),
                SystemClock.now(),
            )
            .await?;
        if published == Published::Added {
            let count = parsed.exercises.len();
            match lang {
                Lang::Fr => eprintln!("✓ Paquet {} {version} publié ({count} exercices)", parsed.id),
                Lang::En => eprintln!("✓ Pack {} {version} published ({count} exercises)", parsed.id),
            }
        }
    }
    Ok(Some(needs))
}

/// Says that all is ready and what to do next; at the first start, with a token to try it with.
async fn welcome(store: &SqliteStore, address: SocketAddr, lang: Lang) -> anyhow::Result<()> {
    use spyrales_core::store::Accounts;
    let url = format!("http://{address}");
    let mut rng = system_rng()?;
    let now = SystemClock.now();
    match lang {
        Lang::Fr => println!("\nSpyrales est prêt : {url}  (API : {url}/api/v1/docs)\n"),
        Lang::En => println!("\nSpyrales is ready: {url}  (API: {url}/api/v1/docs)\n"),
    }
    if store.user_named("demo").await?.is_some() {
        match lang {
            Lang::Fr => println!(
                "Pour un compte et son jeton :\n\n  spyrales user add NOM --email ADRESSE\n\nLes exercices :\n\n  curl -s {url}/api/v1/packs\n\nCtrl-C pour arrêter."
            ),
            Lang::En => println!(
                "For an account and its token:\n\n  spyrales user add NAME --email ADDRESS\n\nThe exercises:\n\n  curl -s {url}/api/v1/packs\n\nCtrl-C to stop."
            ),
        }
        return Ok(());
    }
    let demo = user::demo(now, &mut rng);
    let (_, token) = user::create(store, demo, DEMO_TOKEN, now, &mut rng).await?;
    let token = token.reveal();
    let exercise = "python-preparer-donnees/revenu-departement";
    let (pack, id) = ("python-preparer-donnees", "revenu-departement");
    let curl = format!(
        "  curl -sS -H 'Authorization: Bearer {token}' -H 'Content-Type: text/x-python' \\\n    --data-binary @exercises/{exercise}/starter.py \\\n    {url}/api/v1/packs/{pack}/exercises/{id}/submissions"
    );
    match lang {
        Lang::Fr => println!(
            "Un compte de démonstration est créé ; son jeton vaut 24 heures et ne sera plus affiché.\nDans un autre terminal, depuis ce dossier, soumettez un premier exercice :\n\n{curl}\n\nLa réponse donne l'adresse où suivre la correction. Ctrl-C pour arrêter."
        ),
        Lang::En => println!(
            "A demonstration account was made; its token is good for 24 hours and won't be shown again.\nIn another terminal, from this folder, submit a first exercise:\n\n{curl}\n\nThe answer says where to follow the grading. Ctrl-C to stop."
        ),
    }
    Ok(())
}
