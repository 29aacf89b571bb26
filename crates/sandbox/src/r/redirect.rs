//! R's order of texts: the one function that asks the C library for it asks the host instead.

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, Function, ImportSection, Instruction};
use wasmparser::{ExternalKind, FunctionBody, Operator, Parser, Payload};

use crate::emscripten::collation::IMPORT;
use crate::rewrite::RewriteError;

/// Gives the module one more import, and has R's comparison of two texts call it.
///
/// That comparison translates both texts and calls `strcmp`: no other function of R's has that shape.
pub(super) fn redirect(module: &[u8]) -> Result<Vec<u8>, RewriteError> {
    let found = Found::in_module(module)?;
    let mut changed = wasm_encoder::Module::new();
    let mut with_import = WithImport { found, at: 0 };
    with_import
        .parse_core_module(&mut changed, Parser::new(0), module)
        .map_err(|_| RewriteError::Shape("a part that can't be written again"))?;
    Ok(changed.finish())
}

/// Where things are in the module, in its own numbers.
struct Found {
    /// How many functions are imported, which is the number that the new one gets.
    imports: u32,
    /// The type of `strcmp`.
    signature: u32,
    translate: u32,
    /// R's comparison, counted among the functions that have code.
    comparison: u32,
}

impl Found {
    fn in_module(module: &[u8]) -> Result<Self, RewriteError> {
        let (mut imports, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        let (mut translate, mut compare) = (None, None);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        imports += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(reader) => types = reader.into_iter().collect::<Result<_, _>>()?,
                Payload::ExportSection(reader) => {
                    for export in reader {
                        let export = export?;
                        match (export.kind, export.name) {
                            (ExternalKind::Func, "Rf_translateChar") => translate = Some(export.index),
                            (ExternalKind::Func, "strcmp") => compare = Some(export.index),
                            _ => {}
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let (Some(translate), Some(compare)) = (translate, compare) else {
            return Err(RewriteError::Shape("R doesn't export how it reads texts"));
        };
        let mut fitting = (0..)
            .zip(&bodies)
            .filter(|(_, body)| is_comparison(body, translate, compare));
        let (Some((comparison, _)), None) = (fitting.next(), fitting.next()) else {
            return Err(RewriteError::Shape("R's comparison of texts isn't where it was"));
        };
        let signature = compare.checked_sub(imports).and_then(|at| types.get(at as usize));
        Ok(Self {
            imports,
            signature: *signature.ok_or(RewriteError::Shape("strcmp has no type"))?,
            translate,
            comparison,
        })
    }
}

/// Whether a function does nothing but compare the translations of its two arguments.
fn is_comparison(body: &FunctionBody<'_>, translate: u32, compare: u32) -> bool {
    let Ok(reader) = body.get_operators_reader() else {
        return false;
    };
    let operators: Vec<_> = reader.into_iter().take(7).filter_map(Result::ok).collect();
    let calls = |operator: &Operator<'_>, function| matches!(operator, Operator::Call { function_index } if *function_index == function);
    matches!(
        operators.as_slice(),
        [Operator::LocalGet { local_index: 0 }, first, Operator::LocalGet { local_index: 1 }, second, last, Operator::End]
            if calls(first, translate) && calls(second, translate) && calls(last, compare)
    )
}

/// Writes the module again with one more import, which comes after the others: the functions with code move up by one.
struct WithImport {
    found: Found,
    /// The next function with code.
    at: u32,
}

impl Reencode for WithImport {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(function + u32::from(function >= self.found.imports))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        reencode::utils::parse_import_section(self, imports, section)?;
        let (module, name) = IMPORT;
        imports.import(
            module,
            name,
            wasm_encoder::EntityType::Function(self.found.signature),
        );
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        function: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let at = self.at;
        self.at += 1;
        if at != self.found.comparison {
            return reencode::utils::parse_function_body(self, code, function);
        }
        let translate = self.function_index(self.found.translate)?;
        let mut comparison = Function::new([]);
        for instruction in [
            Instruction::LocalGet(0),
            Instruction::Call(translate),
            Instruction::LocalGet(1),
            Instruction::Call(translate),
            Instruction::Call(self.found.imports),
            Instruction::End,
        ] {
            comparison.instruction(&instruction);
        }
        code.function(&comparison);
        Ok(())
    }
}
