//! What a side module asks of others, and what R's own modules give.

use std::collections::BTreeSet;
use std::path::Path;

use wasmparser::{Parser, Payload};

use super::BundleError;

/// Imports that the linker makes up for each module.
const LINKERS: [&str; 5] = [
    "memory",
    "__indirect_function_table",
    "__memory_base",
    "__table_base",
    "__stack_pointer",
];

/// The names that modules export.
pub(super) fn exports(
    modules: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Result<BTreeSet<String>, BundleError> {
    let mut names = BTreeSet::new();
    for path in modules {
        let bytes = std::fs::read(path)?;
        for payload in Parser::new(0).parse_all(&bytes) {
            if let Payload::ExportSection(section) = payload? {
                for export in section {
                    names.insert(export?.name.to_owned());
                }
            }
        }
    }
    Ok(names)
}

/// What a module imports that neither these names nor itself define.
pub(super) fn missing(module: &Path, defined: &BTreeSet<String>) -> Result<Vec<String>, BundleError> {
    let own = exports([module])?;
    let bytes = std::fs::read(module)?;
    let mut missing = BTreeSet::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let name = import?.name;
                if !LINKERS.contains(&name) && !own.contains(name) && !defined.contains(name) {
                    missing.insert(name.to_owned());
                }
            }
        }
    }
    Ok(missing.into_iter().collect())
}
