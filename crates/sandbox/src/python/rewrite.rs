//! Rewriting the guest's module once, so that one compilation serves every snapshot.
//!
//! The data segments become a flat memory image, and the stack pointer is exported: with both in the host's
//! hands, a snapshot is no more than a copy of memory and one number.

use wasm_encoder::{ExportKind, ExportSection, Module, RawSection};
use wasmparser::{DataKind, ExternalKind, Operator, Parser, Payload};

use crate::sandbox::STACK_POINTER;

const PAGE: usize = 65_536;

/// A module without data, and the memory it starts with.
pub(super) struct Rewritten {
    pub(super) module: Vec<u8>,
    pub(super) memory: Vec<u8>,
    pub(super) stack_pointer: i32,
}

/// The module isn't of the shape that `docs/runtime-python.md` describes.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// Not WebAssembly.
    #[error("not a WebAssembly module: {0}")]
    Parse(#[from] wasmparser::BinaryReaderError),
    /// Valid, but not what we can rewrite.
    #[error("{0}")]
    Shape(&'static str),
}

/// Drops data and names, exports the stack pointer, and lays the data out as memory.
pub(super) fn rewrite(bytes: &[u8]) -> Result<Rewritten, RewriteError> {
    let mut module = Module::new();
    let mut memory = Vec::new();
    let mut stack_pointer = None;
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
            Payload::MemorySection(reader) => {
                let first = reader
                    .clone()
                    .into_iter()
                    .next()
                    .ok_or(RewriteError::Shape("no memory"))??;
                let pages =
                    usize::try_from(first.initial).map_err(|_| RewriteError::Shape("memory too large"))?;
                memory = vec![0; pages * PAGE];
            }
            Payload::GlobalSection(reader) => stack_pointer = find_stack_pointer(reader)?,
            Payload::ExportSection(reader) => {
                let (index, _) = stack_pointer.ok_or(RewriteError::Shape("no stack pointer"))?;
                module.section(&exports(reader, index)?);
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
    let (_, stack_pointer) = stack_pointer.ok_or(RewriteError::Shape("no stack pointer"))?;
    Ok(Rewritten {
        module: module.finish(),
        memory,
        stack_pointer,
    })
}

/// The only mutable global: its index and its first value.
fn find_stack_pointer(
    reader: &wasmparser::GlobalSectionReader<'_>,
) -> Result<Option<(u32, i32)>, RewriteError> {
    let mut found = None;
    for (index, global) in (0u32..).zip(reader.clone()) {
        let global = global?;
        if !global.ty.mutable {
            continue;
        }
        if found.is_some() {
            return Err(RewriteError::Shape("more than one mutable global"));
        }
        let Operator::I32Const { value } = global.init_expr.get_operators_reader().read()? else {
            return Err(RewriteError::Shape(
                "the stack pointer doesn't start at a constant",
            ));
        };
        found = Some((index, value));
    }
    Ok(found)
}

fn exports(
    reader: &wasmparser::ExportSectionReader<'_>,
    stack_pointer: u32,
) -> Result<ExportSection, RewriteError> {
    let mut section = ExportSection::new();
    for export in reader.clone() {
        let export = export?;
        let kind = match export.kind {
            ExternalKind::Func => ExportKind::Func,
            ExternalKind::Memory => ExportKind::Memory,
            ExternalKind::Global => ExportKind::Global,
            ExternalKind::Table => ExportKind::Table,
            _ => return Err(RewriteError::Shape("an export of an unknown kind")),
        };
        section.export(export.name, kind, export.index);
    }
    section.export(STACK_POINTER, ExportKind::Global, stack_pointer);
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
