//! Compiled code in the cache: files that are run as code, each with a digest beside it.
//!
//! A process that runs code of strangers can't write to them, and one that can loads nothing but what was written: a file whose
//! digest isn't the one beside it is compiled again.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use wasmtime::Module;

use crate::cache::Cache;
use crate::engine::Engine;
use crate::slot::view;

/// Compiled code isn't loaded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    /// It can't be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It isn't what was written.
    #[error("{} isn't what was written", .0.display())]
    Changed(PathBuf),
    /// It isn't for this engine.
    #[error(transparent)]
    Engine(#[from] wasmtime::Error),
}

/// Writes compiled code, and its digest beside it.
pub(crate) fn write(path: &Path, code: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let digest = blake3::hash(code).to_hex();
    for (path, bytes) in [(path, code), (digest_path(path).as_path(), digest.as_bytes())] {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
    }
    Ok(())
}

/// Loads compiled code for an engine. It is compared with its digest, unless this process only reads the cache: it runs code
/// of strangers then, and whoever started it has compared the same file before.
#[expect(unsafe_code, reason = "compiled code is loaded from a file")]
pub(crate) fn load(cache: &Cache, engine: &Engine, path: &Path) -> Result<Module, LoadError> {
    let file = File::open(path)?;
    if !cache.is_read_only() {
        let written = std::fs::read_to_string(digest_path(path))?;
        if blake3::hash(&view(&file)?).to_hex().as_str() != written {
            return Err(LoadError::Changed(path.to_owned()));
        }
    }
    // SAFETY: the file was written by `write` with what the engine's compiler gave, into the cache, which only this user can
    // write to (`Cache::open` refuses any other) and no process that runs code of strangers. It is replaced as a whole, never
    // changed in place, and what was compared is what is loaded: the same open file.
    let module = unsafe { Module::deserialize_open_file(engine.wasmtime(), file) };
    Ok(module?)
}

fn digest_path(path: &Path) -> PathBuf {
    path.with_added_extension("blake3")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::FileExt as _;

    use super::*;

    #[test]
    fn code_that_was_changed_is_not_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path().join("cache")).unwrap();
        let engine = Engine::new().unwrap();
        let compile = |wat: &[u8]| engine.wasmtime().precompile_module(wat).unwrap();
        // An empty module.
        let code = compile(b"\0asm\x01\0\0\0");
        let path = cache.root().join("code.cwasm");
        write(&path, &code).unwrap();
        load(&cache, &engine, &path).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        let at = code.len() as u64 / 2;
        file.write_all_at(&[!code[code.len() / 2]], at).unwrap();
        let changed = load(&cache, &engine, &path);
        assert!(matches!(changed, Err(LoadError::Changed(_))), "{changed:?}");
        file.write_all_at(&[code[code.len() / 2]], at).unwrap();
        load(&cache, &engine, &path).unwrap();
        // A whole other program, as valid as the first, without its digest.
        std::fs::remove_file(digest_path(&path)).unwrap();
        assert!(matches!(load(&cache, &engine, &path), Err(LoadError::Io(_))));
    }
}
