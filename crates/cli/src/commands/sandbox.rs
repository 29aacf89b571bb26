//! `spyrales sandbox`: a confined process that grades for the one that started it.

use std::net::TcpStream;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use spyrales_core::text::Lang;
use spyrales_grader::worker::{Confinement, Reach, TAKING, confine, serve};
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::runtime::open_pagemap;

use crate::args::Sandbox;
use crate::notice::log;
use crate::setting::Setting;

pub(crate) fn run(setting: &Setting, args: &Sandbox) -> anyhow::Result<ExitCode> {
    if args.self_test {
        return self_test(setting, args.prepare);
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
    line.set_write_timeout(Some(TAKING))?;
    let (cache, _) = confined(setting, args.prepare)?;
    serve(line, || setting.prepared_grader(&cache))?;
    Ok(ExitCode::SUCCESS)
}

/// Confines this process; what it has of the cache.
fn confined(setting: &Setting, prepares: bool) -> anyhow::Result<(Cache, Confinement)> {
    let cache = setting.cache()?;
    let (cache, written) = if prepares {
        let written = cache.snapshot_folders()?.to_vec();
        (cache, written)
    } else {
        (cache.read_only(), Vec::new())
    };
    if let Err(error) = open_pagemap() {
        tracing::warn!(%error, "no page map: each grade maps its memory anew");
    }
    let confinement = confine(Reach {
        read: cache.root(),
        written: &written,
    })?;
    if !(confinement.files && confinement.calls) {
        tracing::warn!(?confinement, "this kernel can't confine a worker fully");
    }
    Ok((cache, confinement))
}

/// Whether a file can be written in a folder.
fn can_write(folder: &Path) -> bool {
    let scratch = folder.join("worker-self-test");
    let written = std::fs::write(&scratch, "");
    if written.is_ok() {
        // Nobody reads it: what is left of it is told by the next try.
        let _ = std::fs::remove_file(&scratch);
    }
    written.is_ok()
}

/// Tries from inside what a worker must not be able to do.
fn self_test(setting: &Setting, prepares: bool) -> anyhow::Result<ExitCode> {
    let (cache, confinement) = confined(setting, prepares)?;
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
            "écrire dans le cache",
            "write to the cache",
            can_write(cache.root()),
        ),
        (
            "écrire du code compilé",
            "write compiled code",
            can_write(&cache.root().join("code")),
        ),
        (
            "écrire un instantané",
            "write a snapshot",
            !prepares && can_write(&cache.root().join("images")),
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
    if prepares && !can_write(&cache.root().join("images")) {
        bail!("what makes snapshots can't write them");
    }
    std::fs::read_dir(cache.root()).context("a worker can't read the cache")?;
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
