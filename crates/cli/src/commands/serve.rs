//! `spyrales serve`: prepares what is missing, then serves and grades.

use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use jiff::SignedDuration;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use spyrales_app::App;
use spyrales_app::grade::{Grade, Switch};
use spyrales_app::packs::{PackRelease, Published};
use spyrales_core::clock::Clock;
use spyrales_core::grading::{Grading, NotGraded, PackRef, Run, RuntimeLibraries, Seeds};
use spyrales_core::pack::Exercise;
use spyrales_core::text::Lang;
use spyrales_grader::worker::Worker;
use spyrales_server::state::{AppState, Parts, Settings};
use tokio::net::TcpListener;

use crate::args::Serve;
use crate::commands::user::Demo;
use crate::commands::{pack, runtime, user};
use crate::notice::log;
use crate::setting::{Setting, SystemClock, app_over, need_r, system_rng};
use crate::{browser_secret, hidden_seeds, issuer, packs, sign_in};

/// How long the demonstration account's token is good for.
const DEMO_TOKEN: SignedDuration = SignedDuration::from_hours(24);

/// Files that may be open: the connections, and room for the database and the workers.
const DESCRIPTORS: u64 = 4096;

/// A worker process, as the server sees it.
struct Grader(Worker);

/// Ends what a worker process is at, with the process.
struct EndProcess(Arc<spyrales_grader::worker::Switch>);

impl Switch for EndProcess {
    fn stop(&self) {
        self.0.stop();
    }
}

impl Grade for Grader {
    fn switch(&self) -> Arc<dyn Switch> {
        Arc::new(EndProcess(self.0.switch()))
    }

    fn grade(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: Seeds,
    ) -> Result<Grading, NotGraded> {
        self.0.grade(pack, exercise, source, seeds)
    }

    fn run(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seed: u64,
    ) -> Result<Run, NotGraded> {
        self.0.run(pack, exercise, source, seed)
    }
}

pub(crate) fn run(setting: &Setting, args: &Serve) -> anyhow::Result<ExitCode> {
    log(args.log_format, "info");
    raise_descriptors();
    tokio::runtime::Runtime::new()?.block_on(serve(setting, args))
}

/// Raises how many files may be open as far as the system lets us: each connection is one, and shells allow no more than 1,024.
fn raise_descriptors() {
    let allowed = getrlimit(Resource::Nofile);
    if allowed.current.is_none_or(|current| current >= DESCRIPTORS) {
        return;
    }
    let raised = Rlimit {
        current: Some(allowed.maximum.map_or(DESCRIPTORS, |most| most.min(DESCRIPTORS))),
        maximum: allowed.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "failed to raise how many files may be open");
    }
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
    make_private(data.folder())?;
    let store = data.open_store().await?;
    let app = app_over(Arc::clone(&store))?;
    let Some(needs) = publish(&app, &args.exercises, setting).await? else {
        return Ok(ExitCode::from(2));
    };
    let origin = args
        .public_url
        .clone()
        .or_else(|| issuer::known_origin(data.folder()))
        .unwrap_or_else(|| format!("http://{address}"));
    let lock = issuer::KeyLock::open(data.folder())?;
    let _keys_in_use = lock.in_use()?;
    let validity = args
        .certificate_days
        .map(|days| SignedDuration::from_hours(24 * i64::from(days)));
    let issuing = issuer::open(data.folder(), &origin, &mut system_rng()?)?.with_validity(validity);
    // What an interrupted `spyrales issuer` has done and not recorded.
    let changes = issuer::Keys::load(data.folder())?.changes();
    app.record_key_changes("spyrales serve", &changes).await?;
    let sign_in = tokio::task::block_in_place(|| {
        let origin = issuing.origin().as_str();
        sign_in::open(&args.oidc, origin, SystemClock.now(), setting)
    })?;
    let app = app.with_hidden_seeds(hidden_seeds::open(data.folder(), &mut system_rng()?)?);
    let workers = args.workers.unwrap_or_else(cores);
    let Graders { graders, runtimes } = tokio::task::block_in_place(|| graders(setting, &needs, workers))?;

    let demo = demonstrate(&app, args).await?;
    let [first, ..] = user::DEMO;
    let has_demo = store.reader().await?.user_named(first).await?.is_some();
    let state = AppState::new(Parts {
        app,
        issuing,
        sign_in,
        browser_secret: browser_secret::open(data.folder(), &mut system_rng()?)?,
        runtimes,
        settings: Settings {
            vc_api: args.vc_api,
            behind_proxy: args.behind_proxy,
            onyxia: args.onyxia.clone(),
            demo: if has_demo { &user::DEMO } else { &[] },
            ..Settings::default()
        },
    });
    welcome(demo.as_ref(), address, setting.lang);
    let (stop, shutdown) = spyrales_server::shutdown::channel();
    tokio::spawn(async move {
        ended().await;
        stop.stop();
    });
    spyrales_server::serve(listener, state, graders, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}

/// What grades, and in which languages.
#[derive(Default)]
pub(super) struct Graders {
    /// One for each worker process.
    pub(super) graders: Vec<Box<dyn Grade>>,
    /// The languages that they have, and their libraries.
    pub(super) runtimes: Vec<RuntimeLibraries>,
}

/// So many worker processes, each with a grader that is ready.
pub(super) fn graders(setting: &Setting, needs: &Needs, workers: usize) -> anyhow::Result<Graders> {
    if workers == 0 {
        return Ok(Graders::default());
    }
    // Here, where downloads and compilation are allowed and progress is seen; the workers find it in the cache.
    let grader = setting.grader(needs.r)?;
    for exercise in &needs.packages {
        // The others are graded all the same.
        if let Err(missing) = grader.pair_of(exercise) {
            let why = missing.why().get(setting.lang);
            setting.notices.say(&format!("{} : {why}", exercise.id));
        }
    }
    let runtimes = grader.libraries(&setting.cache()?);
    runtime::prune_old(setting, &grader);
    drop(grader);
    let preparer = setting.preparer()?;
    let started = (0..workers).map(|_| {
        let worker = Worker::start(setting.worker_command()?, Arc::clone(&preparer))?;
        Ok(Box::new(Grader(worker)) as Box<dyn Grade>)
    });
    Ok(Graders {
        graders: started.collect::<anyhow::Result<_>>()?,
        runtimes,
    })
}

pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Waits for Ctrl-C or SIGTERM.
pub(super) async fn ended() {
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
pub(super) struct Needs {
    /// R, beside Python.
    r: bool,
    /// An exercise for each set of packages of R's that some ask for.
    packages: Vec<Exercise>,
}

impl Needs {
    pub(super) fn add(&mut self, exercises: &[Exercise]) {
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
async fn publish(app: &App, exercises: &Path, setting: &Setting) -> anyhow::Result<Option<Needs>> {
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
                pack::report(unusable, setting)?;
                return Ok(None);
            }
        };
        needs.add(&parsed.exercises);
        let version = &parsed.version;
        let release = PackRelease::new(&parsed, &files);
        if app.publish_pack(release, "spyrales serve").await? == Published::Added {
            let count = parsed.exercises.len();
            setting.notices.say(&match setting.lang {
                Lang::Fr => format!("✓ Paquet {} {version} publié ({count} exercices)", parsed.id),
                Lang::En => format!("✓ Pack {} {version} published ({count} exercises)", parsed.id),
            });
        }
    }
    Ok(Some(needs))
}

/// Makes the demonstration at the first start, unless it isn't wanted; nothing when there are accounts already.
async fn demonstrate(app: &App, args: &Serve) -> anyhow::Result<Option<Demo>> {
    let [first, ..] = user::DEMO;
    if args.no_demo || args.public_url.is_some() {
        return Ok(None);
    }
    let known = app.store.reader().await?.user_named(first).await?;
    if known.is_some() {
        return Ok(None);
    }
    Ok(Some(user::demo(app, DEMO_TOKEN).await?))
}

/// Says that all is ready and what to do next; at the first start, with accounts and a token to try it with.
fn welcome(demo: Option<&Demo>, address: SocketAddr, lang: Lang) {
    let url = format!("http://{address}");
    match lang {
        Lang::Fr => println!("\nSpyrales est prêt : {url}  (API : {url}/api/v1/docs)\n"),
        Lang::En => println!("\nSpyrales is ready: {url}  (API: {url}/api/v1/docs)\n"),
    }
    let Some(demo) = demo else {
        match lang {
            Lang::Fr => println!(
                "Pour un compte, son jeton et son mot de passe :\n\n  spyrales user add NOM --email ADRESSE\n  spyrales user password NOM\n\nCtrl-C pour arrêter."
            ),
            Lang::En => println!(
                "For an account, its token and its password:\n\n  spyrales user add NAME --email ADDRESS\n  spyrales user password NAME\n\nCtrl-C to stop."
            ),
        }
        return;
    };
    let accounts: String = demo
        .accounts
        .iter()
        .map(|(name, password)| format!("  {name:<22} {}\n", password.reveal()))
        .collect();
    let token = demo.token.reveal();
    let exercise = "python-preparer-donnees/revenu-departement";
    let (pack, id) = ("python-preparer-donnees", "revenu-departement");
    let curl = format!(
        "  curl -sS -H 'Authorization: Bearer {token}' -H 'Content-Type: text/x-python' \\\n    --data-binary @exercises/{exercise}/starter.py \\\n    {url}/api/v1/packs/{pack}/exercises/{id}/submissions"
    );
    match lang {
        Lang::Fr => println!(
            "Trois comptes de démonstration sont créés, un par rôle. Leurs mots de passe ne seront plus affichés :\n\n{accounts}\nConnectez-vous sur {url}/sign-in ; ou, dans un autre terminal, depuis ce dossier, soumettez un premier exercice\n(le jeton vaut 24 heures) :\n\n{curl}\n\nLa réponse donne l'adresse où suivre la correction. Ctrl-C pour arrêter."
        ),
        Lang::En => println!(
            "Three demonstration accounts were made, one for each role. Their passwords won't be shown again:\n\n{accounts}\nSign in at {url}/sign-in; or, in another terminal, from this folder, submit a first exercise\n(the token is good for 24 hours):\n\n{curl}\n\nThe answer says where to follow the grading. Ctrl-C to stop."
        ),
    }
}
