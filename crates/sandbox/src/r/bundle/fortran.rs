//! Fortran, translated to C: there is no compiler of Fortran for WebAssembly.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{BundleError, run};

/// The translator's own header, which its output begins with.
const HEADER: &str = "/usr/include/f2c.h";
const LIBRARY: &str = include_str!("../../../guest/r/bundle/fortran.c");

/// Replaces the files that are in Fortran by what they become in C.
///
/// The translator's subroutines return a number that nobody reads. In WebAssembly that isn't the same function as the one
/// without a result that callers in C declare, so it is taken away.
pub(super) fn translate(files: Vec<PathBuf>, sources: &Path) -> Result<Vec<PathBuf>, BundleError> {
    let (fortran, mut files): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| file.extension().is_some_and(|ending| ending == "f"));
    if fortran.is_empty() {
        return Ok(files);
    }
    std::fs::copy(HEADER, sources.join("f2c.h")).map_err(|_| BundleError::NoProgram("f2c.h".to_owned()))?;
    std::fs::write(sources.join("f2c_library.c"), LIBRARY)?;
    files.push(PathBuf::from("f2c_library.c"));
    for file in fortran {
        run(Command::new("f2c")
            .args(["-A", "-a"])
            .arg(&file)
            .current_dir(sources))?;
        let c = file.with_extension("c");
        let text = std::fs::read_to_string(sources.join(&c))?;
        let text = text
            .replace("/* Subroutine */ int ", "void ")
            .replace("return 0;", "return;");
        std::fs::write(sources.join(&c), text)?;
        files.push(c);
    }
    Ok(files)
}
