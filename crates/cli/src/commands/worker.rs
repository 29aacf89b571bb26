//! `spyrales worker`: grades for the services that share its database.

use std::process::ExitCode;

use anyhow::{Context, bail};
use spyrales_core::text::Lang;
use tokio::net::TcpListener;

use super::serve::{Graders, Needs, cores, ended, graders};
use crate::args::Worker;
use crate::notice::log;
use crate::setting::{Setting, app_over};

pub(crate) fn run(setting: &Setting, args: &Worker) -> anyhow::Result<ExitCode> {
    log(args.log_format, "info");
    tokio::runtime::Runtime::new()?.block_on(work(setting, args))
}

async fn work(setting: &Setting, args: &Worker) -> anyhow::Result<ExitCode> {
    let listener = match args.listen {
        Some(address) => Some(TcpListener::bind(address).await.with_context(|| {
            format!(
                "failed to listen on {address}; hint: choose another address with --listen 127.0.0.1:PORT"
            )
        })?),
        None => None,
    };
    let app = app_over(args.data.resolve().open_existing_store().await?)?;
    let mut needs = Needs::default();
    for entry in app.catalog.current().await? {
        needs.add(&entry.pack.exercises);
    }
    let workers = args.workers.unwrap_or_else(cores);
    if workers == 0 {
        bail!("a worker with no place for a submission does nothing; hint: --workers 1");
    }
    let Graders { graders, .. } = tokio::task::block_in_place(|| graders(setting, &needs, workers))?;
    setting.notices.say(&match setting.lang {
        Lang::Fr => format!("✓ Prêt à corriger {workers} soumission(s) à la fois. Ctrl-C pour arrêter."),
        Lang::En => format!("✓ Ready to grade {workers} submission(s) at a time. Ctrl-C to stop."),
    });
    let (stop, shutdown) = spyrales_server::shutdown::channel();
    tokio::spawn(async move {
        ended().await;
        stop.stop();
    });
    spyrales_server::work(app, graders, listener, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}
