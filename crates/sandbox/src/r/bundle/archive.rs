//! Files of Debian's archive, through Debian's own tools.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::recipe::Archive;
use super::{BundleError, run};
use crate::digest;

const HELPER: &str = "/usr/lib/apt/apt-helper";

/// Where this machine's package manager gets Debian's files from.
pub(super) struct Mirror {
    url: String,
    downloads: PathBuf,
}

impl Mirror {
    /// The first of Debian's own archives that `apt` is configured for.
    pub(super) fn find(downloads: PathBuf) -> Result<Self, BundleError> {
        let mut command = Command::new("apt-get");
        command.args([
            "indextargets",
            "--format",
            "$(SITE)",
            "Label: Debian",
            "Created-By: Packages",
        ]);
        let sites = run(&mut command)?;
        let url = sites.lines().next().ok_or(BundleError::NoMirror)?.to_owned();
        std::fs::create_dir_all(&downloads)?;
        Ok(Self { url, downloads })
    }

    /// The file, downloaded unless it is there already.
    pub(super) fn get(&self, archive: &Archive) -> Result<PathBuf, BundleError> {
        let name = archive.path.rsplit('/').next().unwrap_or(&archive.path);
        let path = self.downloads.join(name);
        if path.is_file() && digest::of_file(&path)? == archive.sha256 {
            return Ok(path);
        }
        let from = format!("{}/{}", self.url, archive.path);
        let mut command = Command::new(HELPER);
        command.arg("download-file").arg(from).arg(&path);
        command.arg(format!("SHA256:{}", archive.sha256));
        match run(&mut command) {
            Ok(_) => Ok(path),
            Err(BundleError::Failed { said, .. }) if said.contains("404") => {
                Err(BundleError::Gone(name.to_owned()))
            }
            Err(error) => Err(error),
        }
    }
}

/// Takes a binary package apart.
pub(super) fn extract_binary(archive: &Path, to: &Path) -> Result<(), BundleError> {
    run(Command::new("dpkg-deb").arg("-x").arg(archive).arg(to)).map(drop)
}

/// Takes a source archive apart, without the folder that it puts around everything.
pub(super) fn extract_source(archive: &Path, to: &Path) -> Result<(), BundleError> {
    std::fs::create_dir_all(to)?;
    let mut command = Command::new("tar");
    command.arg("-xf").arg(archive).arg("-C").arg(to);
    command.arg("--strip-components=1");
    run(&mut command).map(drop)
}

/// Copies a folder, links followed.
pub(super) fn copy_folder(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if !wanted(&name.to_string_lossy()) {
            continue;
        }
        let target = to.join(&name);
        // A link out of the package leads nowhere here.
        match std::fs::metadata(entry.path()) {
            Ok(about) if about.is_dir() => copy_folder(&entry.path(), &target, &|_| true)?,
            Ok(_) => drop(std::fs::copy(entry.path(), target)?),
            Err(_) => {}
        }
    }
    Ok(())
}
