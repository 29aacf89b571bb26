//! `spyrales sandbox`: a confined process that grades for the one that started it.

use std::net::TcpStream;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use spyrales_core::text::Lang;
use spyrales_grader::worker::{Confinement, confine, serve};
use spyrales_sandbox::runtime::open_pagemap;

use crate::args::Sandbox;
use crate::notice::log;
use crate::setting::Setting;

pub(crate) fn run(setting: &Setting, args: &Sandbox) -> anyhow::Result<ExitCode> {
    if args.self_test {
        return self_test(setting);
    }
    let line = std::io::stdin().as_fd().try_clone_to_owned()?;
    let line = UnixStream::from(line);
    if line.peer_addr().is_err() {
        bail!(
            "this is started by `spyrales serve` and `spyrales worker`, not by hand; hint: spyrales sandbox --self-test"
        );
    }
    // Its environment is empty: it tells what the server tells by default, on the same standard error.
    log(args.log_format, "warn");
    confined(setting)?;
    serve(line, || setting.prepared_grader())?;
    Ok(ExitCode::SUCCESS)
}

fn confined(setting: &Setting) -> anyhow::Result<Confinement> {
    let cache = setting.cache()?;
    if let Err(error) = open_pagemap() {
        tracing::warn!(%error, "no page map: each grade maps its memory anew");
    }
    let confinement = confine(cache.root())?;
    if !(confinement.files && confinement.calls) {
        tracing::warn!(?confinement, "this kernel can't confine a worker fully");
    }
    Ok(confinement)
}

/// Tries from inside what a worker must not be able to do.
fn self_test(setting: &Setting) -> anyhow::Result<ExitCode> {
    let confinement = confined(setting)?;
    let scratch = setting.cache()?.root().join("worker-self-test");
    let attempts = [
        (
            "lire /etc/passwd",
            "read /etc/passwd",
            std::fs::read("/etc/passwd").is_ok(),
        ),
        (
            "lire /proc/self/environ",
            "read /proc/self/environ",
            std::fs::read("/proc/self/environ").is_ok(),
        ),
        (
            "écrire dans /tmp",
            "write to /tmp",
            std::fs::write("/tmp/spyrales-self-test", "").is_ok(),
        ),
        (
            "ouvrir une connexion",
            "open a connection",
            TcpStream::connect("127.0.0.1:9")
                .is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionRefused),
        ),
        (
            "lancer un programme",
            "start a program",
            Command::new("/bin/true").status().is_ok(),
        ),
    ];
    let works = std::fs::write(&scratch, "").and_then(|()| std::fs::remove_file(&scratch));
    works.context("a worker can't write to its own cache")?;
    std::thread::Builder::new()
        .spawn(|| ())
        .context("a worker can't start a thread")?;
    let say = |fr, en| if setting.lang == Lang::Fr { fr } else { en };
    for (name, there) in [("Landlock", confinement.files), ("seccomp", confinement.calls)] {
        println!(
            "{name:<28} {}",
            if there {
                say("en vigueur", "in force")
            } else {
                say("absent du noyau", "not in this kernel")
            }
        );
    }
    for (fr, en, possible) in attempts {
        println!(
            "{:<28} {}",
            say(fr, en),
            if possible {
                say("POSSIBLE", "POSSIBLE")
            } else {
                say("refusé", "refused")
            }
        );
    }
    Ok(ExitCode::from(u8::from(
        attempts.iter().any(|(.., possible)| *possible),
    )))
}
