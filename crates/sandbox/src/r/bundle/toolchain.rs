//! The compiler of native code: which one, its headers, how it is called.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::archive::{self, Mirror};
use super::recipe::{Headers, Package};
use super::{BundleError, fortran, run};

const COMPILER: &str = "clang-19";
const COMPILER_FOR_CPP: &str = "clang++-19";
const LINKER: &str = "wasm-ld-19";
/// How everything is compiled: position-independent, with WebAssembly's exceptions for C++'s and for `longjmp`, as R
/// itself was built.
const FLAGS: [&str; 11] = [
    "--target=wasm32-unknown-emscripten",
    "-nostdinc",
    "-fPIC",
    "-O2",
    "-D__EMSCRIPTEN__",
    "-DNDEBUG",
    "-w",
    "-fwasm-exceptions",
    "-mllvm",
    "-wasm-enable-sjlj",
    "-I.",
];
const LINK_FLAGS: [&str; 8] = [
    "-shared",
    "--experimental-pic",
    "--no-entry",
    "--unresolved-symbols=import-dynamic",
    "--export-dynamic",
    "--export-if-defined=__wasm_call_ctors",
    "--export-if-defined=__wasm_apply_data_relocs",
    "--strip-debug",
];
const REMOVED_API: &str = include_str!("../../../guest/r/bundle/removed_api.c");

/// A compiler that makes side modules for R.
pub(super) struct Toolchain {
    system: PathBuf,
    r: PathBuf,
    own: PathBuf,
    removed_api: PathBuf,
    /// Names what it is, for the key of what it made.
    pub(super) identity: String,
}

impl Toolchain {
    /// Finds the programs, fetches the headers.
    pub(super) fn find(mirror: &Mirror, headers: &Headers, home: &Path) -> Result<Self, BundleError> {
        let version = run(Command::new(COMPILER).arg("--version"))?;
        run(Command::new(LINKER).arg("--version"))?;
        let own = run(Command::new(COMPILER).arg("-print-resource-dir"))?;
        let place = home.join(format!("headers-{}", &headers.system.sha256[..16]));
        if !place.exists() {
            let fresh = tempfile::tempdir_in(home)?;
            unpack_headers(mirror, headers, fresh.path())?;
            std::fs::rename(fresh.keep(), &place)?;
        }
        let removed_api = home.join("removed_api.c");
        std::fs::write(&removed_api, REMOVED_API)?;
        let first = version.lines().next().unwrap_or_default();
        Ok(Self {
            system: place.join("system"),
            r: place.join("r"),
            own: Path::new(own.trim()).join("include"),
            removed_api,
            identity: format!(
                "{first} {FLAGS:?} {LINK_FLAGS:?} {} {} {REMOVED_API}",
                headers.system.sha256, headers.r.sha256
            ),
        })
    }

    /// Compiles a package's files and links them into one side module.
    ///
    /// What is compiled stays in `objects` until the module is there: the next build goes on from it.
    pub(super) fn build(
        &self,
        package: &Package,
        sources: &Path,
        more_headers: &[PathBuf],
        objects: &Path,
        to: &Path,
    ) -> Result<(), BundleError> {
        std::fs::create_dir_all(objects)?;
        let mut files = fortran::translate(files_of(package, sources)?, sources)?;
        files.push(self.removed_api.clone());
        let commands = files.iter().enumerate().map(|(number, file)| {
            let object = objects.join(format!("{number}.o"));
            let mut command = self.compile(package, sources, more_headers, file);
            command.arg("-o").arg(&object);
            (command, object)
        });
        let (commands, made): (Vec<_>, Vec<_>) = commands.unzip();
        // The compiler gives an object its name when it is whole.
        let open = commands
            .into_iter()
            .zip(&made)
            .filter(|(_, object)| !object.exists());
        run_all(&mut open.map(|(command, _)| command).collect::<Vec<_>>())?;
        let mut link = Command::new(LINKER);
        link.args(LINK_FLAGS).arg("--gc-sections");
        let entry = format!("R_init_{}", package.object().replace('.', "_"));
        link.arg(format!("--export-if-defined={entry}"));
        run(link.args(made).arg("-o").arg(to))?;
        Ok(std::fs::remove_dir_all(objects)?)
    }

    fn compile(&self, package: &Package, sources: &Path, more_headers: &[PathBuf], file: &Path) -> Command {
        let is_c = file.extension().is_some_and(|ending| ending == "c");
        let mut command = Command::new(if is_c { COMPILER } else { COMPILER_FOR_CPP });
        command.current_dir(sources).args(FLAGS);
        if !package.visible {
            command.arg("-fvisibility=hidden");
        }
        if !is_c {
            command.args(["-std=c++17", "-nostdinc++"]);
            command.arg("-isystem").arg(self.system.join("c++/v1"));
        }
        for folder in [&self.system, &self.system.join("compat"), &self.own] {
            command.arg("-isystem").arg(folder);
        }
        let own = package.include.iter().map(PathBuf::from);
        let include = [self.r.clone(), PathBuf::from("../inst/include")];
        for folder in include.into_iter().chain(own).chain(more_headers.iter().cloned()) {
            let mut argument = OsString::from("-I");
            argument.push(folder);
            command.arg(argument);
        }
        command.args(package.define.iter().map(|define| format!("-D{define}")));
        if let Some(first) = &package.first {
            command.arg("-include").arg(first);
        }
        command.arg("-c").arg(file);
        command
    }
}

/// The system's headers, and R's, told that addresses have four bytes.
fn unpack_headers(mirror: &Mirror, headers: &Headers, to: &Path) -> Result<(), BundleError> {
    let scratch = tempfile::tempdir_in(to)?;
    archive::extract_binary(&mirror.get(&headers.system)?, scratch.path())?;
    archive::extract_binary(&mirror.get(&headers.r)?, scratch.path())?;
    let usr = scratch.path().join("usr/share");
    let all = |_: &str| true;
    archive::copy_folder(
        &usr.join("emscripten/cache/sysroot/include"),
        &to.join("system"),
        &all,
    )?;
    archive::copy_folder(&usr.join("R/include"), &to.join("r"), &all)?;
    let config = to.join("r/Rconfig.h");
    let text = std::fs::read_to_string(&config)?;
    std::fs::write(&config, text.replace("SIZEOF_SIZE_T 8", "SIZEOF_SIZE_T 4"))?;
    Ok(())
}

/// The files that a package is compiled from.
fn files_of(package: &Package, sources: &Path) -> Result<Vec<PathBuf>, BundleError> {
    let mut files = Vec::new();
    for pattern in &package.files {
        let (folder, name) = pattern.rsplit_once('/').unwrap_or((".", pattern));
        let (start, end) = name.split_once('*').unwrap_or((name, ""));
        let mut found = Vec::new();
        for entry in std::fs::read_dir(sources.join(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let fits = if pattern.contains('*') {
                name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
            } else {
                name == start
            };
            if fits && !package.without.iter().any(|part| name.contains(part)) {
                found.push(Path::new(folder).join(name));
            }
        }
        found.sort();
        files.extend(found);
    }
    for folder in &package.suite_sparse {
        files.extend(suite_sparse(sources, folder)?);
    }
    Ok(files)
}

/// The files that a makefile of `SuiteSparse`'s names.
fn suite_sparse(sources: &Path, folder: &str) -> Result<Vec<PathBuf>, BundleError> {
    let place = Path::new("SuiteSparse").join(folder);
    let text = std::fs::read_to_string(sources.join(&place).join("Makefile"))?;
    let words = text.split(|c: char| c.is_whitespace() || "=:()\\".contains(c));
    let mut files: Vec<_> = words
        .filter(|word| word.len() > 2 && word.ends_with(".c") && !word.contains(['%', '*', '$']))
        .map(|word| place.join(word))
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// Runs commands side by side, one for each core; the first failure ends it.
fn run_all(commands: &mut [Command]) -> Result<(), BundleError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let count = commands.len();
    let commands: Vec<_> = commands.iter_mut().map(Mutex::new).collect();
    let (next, failure) = (AtomicUsize::new(0), Mutex::new(None));
    std::thread::scope(|scope| {
        for _ in 0..cores.min(count) {
            scope.spawn(|| {
                while let Some(command) = commands.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Ok(mut command) = command.lock() else { return };
                    if let Err(error) = run(&mut command) {
                        next.store(count, Ordering::Relaxed);
                        if let Ok(mut failure) = failure.lock() {
                            failure.get_or_insert(error);
                        }
                        return;
                    }
                }
            });
        }
    });
    match failure.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => Ok(()),
    }
}
