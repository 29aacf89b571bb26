//! Rewriting a guest's main module once, so that one compilation serves every snapshot.
//!
//! The data segments become a flat memory image, and the mutable globals are exported: with both in the
//! host's hands, a snapshot is no more than a copy of memory and a few numbers.

use wasm_encoder::{ExportKind, ExportSection, MemorySection, MemoryType, Module, RawSection};
use wasmparser::{DataKind, ExternalKind, Operator, Parser, Payload};

use crate::engine::GUEST_MINIMUM_PAGES;

const PAGE: usize = 65_536;

/// A module without data, and what it starts with.
pub(crate) struct Rewritten {
    pub(crate) module: Vec<u8>,
    pub(crate) memory: Vec<u8>,
    /// The mutable globals that had no name outside and have one now: name and first value.
    pub(crate) globals: Vec<(String, i32)>,
}

/// The module isn't of the shape that we can rewrite.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// Not WebAssembly.
    #[error("not a WebAssembly module: {0}")]
    Parse(#[from] wasmparser::BinaryReaderError),
    /// Valid, but not what we can rewrite.
    #[error("{0}")]
    Shape(&'static str),
}

/// Drops data and names, exports each hidden mutable global under the name that `name` gives its index, and
/// lays the data out as memory, of the size that tells a guest's own memory from others.
pub(crate) fn rewrite(bytes: &[u8], name: impl Fn(u32) -> String) -> Result<Rewritten, RewriteError> {
    let mut module = Module::new();
    let mut memory = Vec::new();
    let mut mutable = Vec::new();
    let mut globals = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match &payload {
            Payload::DataSection(reader) => {
                for segment in reader.clone() {
                    lay_out(&segment?, &mut memory)?;
                }
                continue;
            }
            Payload::DataCountSection { .. } => continue,
            Payload::CustomSection(section) if section.name() == "name" => continue,
            Payload::ImportSection(reader) => mutable_imports(reader, &mut mutable)?,
            Payload::MemorySection(reader) => {
                module.section(&memories(reader)?);
                memory = vec![0; GUEST_MINIMUM_PAGES as usize * PAGE];
                continue;
            }
            Payload::GlobalSection(reader) => find_globals(reader, &mut mutable)?,
            Payload::ExportSection(reader) => {
                let exported: Vec<u32> = exported_globals(reader)?;
                globals = (0u32..)
                    .zip(&mutable)
                    .filter(|(index, _)| !exported.contains(index))
                    .filter_map(|(index, global)| {
                        let Global::Mutable(value) = global else {
                            return None;
                        };
                        Some((index, name(index), *value))
                    })
                    .collect();
                module.section(&exports(reader, &globals)?);
                continue;
            }
            _ => {}
        }
        if let Some((id, range)) = payload.as_section() {
            module.section(&RawSection {
                id,
                data: &bytes[range],
            });
        }
    }
    Ok(Rewritten {
        module: module.finish(),
        memory,
        globals: globals
            .into_iter()
            .map(|(_, name, value)| (name, value))
            .collect(),
    })
}

/// A global, as far as freezing a guest is concerned.
enum Global {
    /// Imported, or never changing.
    Fixed,
    /// Mutable, with its first value.
    Mutable(i32),
}

/// Imported globals come first in the numbering; whoever provides them holds their values.
fn mutable_imports(
    reader: &wasmparser::ImportSectionReader<'_>,
    found: &mut Vec<Global>,
) -> Result<(), RewriteError> {
    for import in reader.clone().into_imports() {
        if matches!(import?.ty, wasmparser::TypeRef::Global(_)) {
            found.push(Global::Fixed);
        }
    }
    Ok(())
}

fn find_globals(
    reader: &wasmparser::GlobalSectionReader<'_>,
    found: &mut Vec<Global>,
) -> Result<(), RewriteError> {
    for global in reader.clone() {
        let global = global?;
        found.push(if global.ty.mutable {
            let Operator::I32Const { value } = global.init_expr.get_operators_reader().read()? else {
                return Err(RewriteError::Shape(
                    "a mutable global doesn't start at a constant",
                ));
            };
            Global::Mutable(value)
        } else {
            Global::Fixed
        });
    }
    Ok(())
}

fn memories(reader: &wasmparser::MemorySectionReader<'_>) -> Result<MemorySection, RewriteError> {
    let mut section = MemorySection::new();
    let mut memories = reader.clone().into_iter();
    let only = memories.next().ok_or(RewriteError::Shape("no memory"))??;
    if only.initial > GUEST_MINIMUM_PAGES || memories.next().is_some() {
        return Err(RewriteError::Shape("more memory than a guest starts with"));
    }
    section.memory(MemoryType {
        minimum: GUEST_MINIMUM_PAGES,
        maximum: only.maximum,
        memory64: only.memory64,
        shared: only.shared,
        page_size_log2: only.page_size_log2,
    });
    Ok(section)
}

fn exported_globals(reader: &wasmparser::ExportSectionReader<'_>) -> Result<Vec<u32>, RewriteError> {
    let mut found = Vec::new();
    for export in reader.clone() {
        let export = export?;
        if export.kind == ExternalKind::Global {
            found.push(export.index);
        }
    }
    Ok(found)
}

fn exports(
    reader: &wasmparser::ExportSectionReader<'_>,
    globals: &[(u32, String, i32)],
) -> Result<ExportSection, RewriteError> {
    let mut section = ExportSection::new();
    for export in reader.clone() {
        let export = export?;
        let kind = match export.kind {
            ExternalKind::Func => ExportKind::Func,
            ExternalKind::Memory => ExportKind::Memory,
            ExternalKind::Global => ExportKind::Global,
            ExternalKind::Table => ExportKind::Table,
            ExternalKind::Tag => ExportKind::Tag,
            _ => return Err(RewriteError::Shape("an export of an unknown kind")),
        };
        section.export(export.name, kind, export.index);
    }
    for (index, name, _) in globals {
        section.export(name, ExportKind::Global, *index);
    }
    Ok(section)
}

fn lay_out(segment: &wasmparser::Data<'_>, memory: &mut [u8]) -> Result<(), RewriteError> {
    let DataKind::Active { offset_expr, .. } = &segment.kind else {
        return if segment.data.is_empty() {
            Ok(())
        } else {
            Err(RewriteError::Shape("a passive data segment"))
        };
    };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
        return Err(RewriteError::Shape("a data segment without a constant address"));
    };
    let start = value as u32 as usize;
    let target = memory
        .get_mut(start..start + segment.data.len())
        .ok_or(RewriteError::Shape("a data segment outside the memory"))?;
    target.copy_from_slice(segment.data);
    Ok(())
}
