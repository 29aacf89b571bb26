//! The R runtime: R with its base packages, as WebAssembly modules built with Emscripten.

pub mod bundle;
mod driver;
mod package;
mod redirect;
mod root;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::code::{self, LoadError};
use crate::emscripten::{Dylink, Library, Program};
use crate::engine::Engine;
use crate::fs::Mount;
use crate::image::{Frozen, Image};
use crate::progress::{Progress, Step, during};
use crate::rewrite::{self, RewriteError};
use crate::runtime::Runtime;
use crate::sandbox;

pub use package::PackageError;
use package::{BINARYEN, Package, WEBR, node};

/// Version of how the downloaded packages are taken apart.
const UNPACKED_FORMAT: u32 = 2;
/// Version of what R's system calls answer, part of its digest: raised where a program may print something else.
const HOST_VERSION: u32 = 3;
/// Takes webr's files apart, in Node.js.
const UNPACK: &str = include_str!("../../guest/r/unpack.mjs");
/// What R's modules need translating, and the features that the translator must let pass: R was built for the
/// first form of WebAssembly's exceptions, which browsers still take.
const TRANSLATION: [&str; 10] = [
    "--translate-to-exnref",
    "--emit-exnref",
    "--enable-exception-handling",
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "-g",
];

/// R can't be prepared on this machine.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The packages can't be had, or aren't what they should be.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// A module isn't shaped as expected.
    #[error("failed to rewrite the guest's module: {0}")]
    Rewrite(#[from] RewriteError),
    /// The cache can't be read or written.
    #[error("failed to use the cache: {0}")]
    Io(#[from] io::Error),
    /// The compiler refused.
    #[error("failed to compile the guest: {0}")]
    Compile(wasmtime::Error),
    /// What was compiled can't be loaded.
    #[error("failed to load compiled code: {0}")]
    Load(String),
}

impl From<LoadError> for PrepareError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Io(error) => Self::Io(error),
            other => Self::Load(other.to_string()),
        }
    }
}

/// What the unpacked packages' directory says of itself.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Unpacked {
    format: u32,
    packages: [String; 2],
    /// What each module is known by; the main one first.
    modules: Vec<String>,
}

/// R as it was downloaded: unpacked and translated.
struct Guest {
    home: PathBuf,
    /// What each module is known by; the main one first.
    modules: Vec<String>,
}

impl Guest {
    /// The file of a module.
    fn module(&self, number: usize) -> PathBuf {
        module_path(&self.home, number)
    }
}

/// Modules of [`Guest`] whose names every other module may use: R, and its two libraries of linear algebra.
const OWN_LIBRARIES: usize = 3;

/// Downloads, verifies, unpacks and translates R, unless that has been done.
fn unpacked_guest(cache: &Cache, progress: &dyn Progress) -> Result<Guest, PrepareError> {
    let home = home(cache)?;
    let unpacked = cache.exclusively("guest-r", || match unpacked(&home) {
        Some(unpacked) => Ok(unpacked),
        None => {
            cache.must_be_writable("R")?;
            unpack(cache, &home, progress)
        }
    })??;
    let modules = unpacked.modules;
    Ok(Guest { home, modules })
}

/// Prepares R: downloads, verifies, unpacks, translates and compiles what isn't in the cache yet. The packages of the
/// bundle are at hand where it was built, and part of the runtime's digest: they cost what is loaded of them.
///
/// The first time takes a minute or two and 200 MB of disk; after that, well under a second.
pub fn prepare(cache: &Cache, engine: &Engine, progress: &dyn Progress) -> Result<Runtime, PrepareError> {
    let library = bundle::Library::open(cache)?;
    let library = library.as_ref();
    let guest = unpacked_guest(cache, progress)?;
    let own = ModuleSet {
        home: &guest.home,
        key: own_name(),
        names: &guest.modules,
    };
    let packages = library.map(|library| ModuleSet {
        home: &library.home,
        key: format!("r-tidyverse-{}", &library.digest()[..16]),
        names: library.modules(),
    });
    let mut modules = Vec::new();
    for set in std::iter::once(own).chain(packages) {
        modules.extend(set.compiled(cache, engine, progress)?);
    }
    let program = program_of(modules).map_err(PrepareError::Compile)?;
    let home = &guest.home;
    let base = Image::open_ground(&home.join("base.mem"))?.ok_or(PackageError::Damaged(home.clone()))?;
    let homes = std::iter::once(home).chain(library.map(|library| &library.home));
    let translation = TRANSLATION.join(" ");
    let mut source_digest = format!(
        "{} {} {translation} host {HOST_VERSION} ",
        WEBR.sha256, BINARYEN.sha256
    );
    if let Some(library) = library {
        source_digest.push_str(library.digest());
    }
    Ok(Runtime {
        name: "r",
        source_digest,
        program: sandbox::Program::new(engine, program),
        base: Arc::new(base),
        library: vec![Mount::ReadOnly {
            path: "/",
            tree: Arc::new(root::open(homes)?),
        }],
        arguments: Vec::new(),
        environment: vec![
            ("FONTCONFIG_PATH", "/etc/fonts"),
            ("HOME", "/tmp"),
            ("LANG", "en_US.UTF-8"),
            ("LOGNAME", "spyrales"),
            // R's bytecode is slower here than its syntax trees: the function that runs it is one of 4 MB,
            // whose frame of 6 KB each call of a closure pays for.
            ("R_DISABLE_BYTECODE", "1"),
            ("R_ENABLE_JIT", "0"),
            ("R_HOME", "/usr/lib/R"),
            ("TMPDIR", "/tmp"),
            ("TZ", "UTC"),
            ("USER", "spyrales"),
        ],
        prelude: "local(envir = new.env(parent = globalenv()), {\n",
        coda: "\n})\n",
        cache: cache.clone(),
    })
}

/// Whether R's packages are in the cache, so that [`prepare`] needs no network and no Node.js.
pub fn is_downloaded(cache: &Cache) -> io::Result<bool> {
    Ok(unpacked(&home(cache)?).is_some())
}

/// webr as it is published, downloaded into `directory`, verified and taken apart there: for whoever wants to see what
/// the same R does elsewhere. Its files lie in the directory that this gives.
pub fn published(directory: &Path) -> Result<PathBuf, PackageError> {
    let archive = WEBR.download(directory)?;
    WEBR.verify(&archive)?;
    Package::extract(&archive, directory)
}

fn home(cache: &Cache) -> io::Result<PathBuf> {
    Ok(cache.directory("guests")?.join(own_name()))
}

/// The folders of R and of its packages, which name what they are made from.
pub(crate) fn names(cache: &Cache) -> io::Result<Vec<String>> {
    let library = bundle::Library::open(cache)?;
    let library = library.map(|library| format!("r-tidyverse-{}", &library.digest()[..16]));
    Ok(std::iter::once(own_name()).chain(library).collect())
}

/// Names what R's own modules are made from.
fn own_name() -> String {
    format!("r-{}-{UNPACKED_FORMAT}", &WEBR.sha256[..16])
}

fn unpacked(home: &Path) -> Option<Unpacked> {
    let bytes = std::fs::read(home.join("unpacked.json")).ok()?;
    let unpacked: Unpacked = serde_json::from_slice(&bytes).ok()?;
    let right = unpacked.format == UNPACKED_FORMAT && unpacked.packages == [WEBR.sha256, BINARYEN.sha256];
    right.then_some(unpacked)
}

fn unpack(cache: &Cache, home: &Path, progress: &dyn Progress) -> Result<Unpacked, PrepareError> {
    let scratch = tempfile::tempdir_in(cache.root())?;
    let here = scratch.path();
    let archives = during(progress, Step::DownloadR, || {
        Ok::<_, PackageError>([WEBR.download(here)?, BINARYEN.download(here)?])
    })?;
    during(progress, Step::Verify, || {
        WEBR.verify(&archives[0])?;
        BINARYEN.verify(&archives[1])
    })?;
    let fresh = here.join("unpacked");
    std::fs::create_dir(&fresh)?;
    during(progress, Step::Unpack, || {
        let webr = Package::extract(&archives[0], &here.join("webr"))?;
        let script = here.join("unpack.mjs");
        std::fs::write(&script, UNPACK)?;
        node(
            "unpacking R",
            &[script.as_ref(), webr.join("dist").as_ref(), fresh.as_ref()],
        )
    })?;
    let modules: Vec<String> =
        serde_json::from_slice(&std::fs::read(fresh.join("modules.json"))?).map_err(io::Error::other)?;
    during(progress, Step::Translate, || {
        let binaryen = Package::extract(&archives[1], &here.join("binaryen"))?;
        for number in 0..modules.len() {
            translate(&binaryen, &module_path(&fresh, number))?;
        }
        rewrite_main(&fresh)
    })?;
    let unpacked = Unpacked {
        format: UNPACKED_FORMAT,
        packages: [WEBR.sha256, BINARYEN.sha256].map(str::to_owned),
        modules,
    };
    let mark = serde_json::to_vec_pretty(&unpacked).map_err(io::Error::other)?;
    std::fs::write(fresh.join("unpacked.json"), mark)?;
    if home.exists() {
        std::fs::remove_dir_all(home)?;
    }
    std::fs::rename(&fresh, home)?;
    Ok(unpacked)
}

fn module_path(home: &Path, number: usize) -> PathBuf {
    home.join("modules").join(format!("{number}.wasm"))
}

fn translate(binaryen: &Path, module: &Path) -> Result<(), PackageError> {
    let tool = binaryen.join("bin/wasm-opt");
    let mut arguments: Vec<&OsStr> = vec!["--stack-size=60000".as_ref(), tool.as_ref()];
    arguments.extend([module.as_os_str(), "-o".as_ref(), module.as_os_str()]);
    arguments.extend(TRANSLATION.map(OsStr::new));
    node("translating R", &arguments)
}

/// Takes the main module's data out into a first image.
fn rewrite_main(home: &Path) -> Result<(), PrepareError> {
    let path = module_path(home, 0);
    let redirected = redirect::redirect(&std::fs::read(&path)?)?;
    let rewritten = rewrite::rewrite(&redirected, |index| format!("__hidden_global_{index}"))?;
    std::fs::write(&path, &rewritten.module)?;
    let base = Frozen {
        memory: &rewritten.memory,
        stack_pointer: 0,
        initialised: false,
    };
    Image::save_ground(&home.join("base.mem"), &base)?;
    Ok(())
}

/// Modules that lie in one directory and are compiled together.
struct ModuleSet<'a> {
    home: &'a Path,
    /// Names them, for the compiled code's directory.
    key: String,
    names: &'a [String],
}

impl ModuleSet<'_> {
    /// Their compiled code, from the cache or compiled now.
    fn compiled(
        &self,
        cache: &Cache,
        engine: &Engine,
        progress: &dyn Progress,
    ) -> Result<Vec<Library>, PrepareError> {
        let key = format!("{}-{}", self.key, &engine.compatibility()[..16]);
        let code = cache.directory("code")?.join(&key);
        let load_all = || self.load(cache, engine, &code);
        cache.exclusively(&format!("code-{key}"), || {
            if code.exists() {
                match load_all() {
                    Ok(modules) => return Ok(modules),
                    Err(error) => tracing::warn!(%error, "compiled code is unusable: compiling again"),
                }
            }
            cache.must_be_writable("R's compiled code")?;
            during(progress, Step::Compile, || self.compile(cache, engine, &code))?;
            load_all()
        })?
    }

    fn compile(&self, cache: &Cache, engine: &Engine, code: &Path) -> Result<(), PrepareError> {
        let fresh = tempfile::tempdir_in(cache.directory("code")?)?;
        for number in 0..self.names.len() {
            let module = std::fs::read(module_path(self.home, number))?;
            let compiled = engine.wasmtime().precompile_module(&module);
            let compiled = compiled.map_err(PrepareError::Compile)?;
            code::write(&code_path(fresh.path(), number), &compiled)?;
        }
        if code.exists() {
            std::fs::remove_dir_all(code)?;
        }
        std::fs::rename(fresh.keep(), code)?;
        Ok(())
    }

    fn load(&self, cache: &Cache, engine: &Engine, code: &Path) -> Result<Vec<Library>, PrepareError> {
        let load = |(number, name): (usize, &String)| {
            let module = code::load(cache, engine, &code_path(code, number))?;
            let source = std::fs::read(module_path(self.home, number))?;
            let dylink = Dylink::of(&source).map_err(|error| PrepareError::Load(error.to_string()))?;
            let name = name.clone();
            Ok(Library { name, module, dylink })
        };
        self.names.iter().enumerate().map(load).collect()
    }
}

/// The compiled code of a module in its directory.
fn code_path(code: &Path, number: usize) -> PathBuf {
    code.join(format!("{number}.cwasm"))
}

/// A program of modules, the main one first.
fn program_of(modules: Vec<Library>) -> wasmtime::Result<Program> {
    let mut modules = modules.into_iter();
    let main = modules.next();
    let main = main.ok_or_else(|| wasmtime::Error::msg("no main module"))?;
    Program::new(main.module, main.dylink, modules.collect())
}
