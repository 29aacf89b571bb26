//! The `dylink.0` section of a module: what it needs to be placed in memory and table.
//!
//! Source: the WebAssembly tool conventions, "Dynamic Linking".

use wasmparser::{Dylink0Subsection, KnownCustom, Parser, Payload};

/// What a module asks of the linker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dylink {
    /// Bytes of data, and their alignment.
    pub(super) memory_size: u32,
    pub(super) memory_alignment: u32,
    /// Slots of the function table.
    pub(super) table_size: u32,
    /// Libraries to load first.
    pub(super) needed: Vec<String>,
}

/// Largest alignment that is taken seriously, as a power of two.
const MAX_ALIGNMENT: u32 = 16;

impl Dylink {
    /// Reads the section; a module without one asks for nothing.
    pub(crate) fn of(module: &[u8]) -> Result<Self, wasmparser::BinaryReaderError> {
        let mut found = Self {
            memory_alignment: 1,
            ..Self::default()
        };
        for payload in Parser::new(0).parse_all(module) {
            let Payload::CustomSection(section) = payload? else {
                continue;
            };
            let KnownCustom::Dylink0(subsections) = section.as_known() else {
                continue;
            };
            for subsection in subsections {
                match subsection? {
                    Dylink0Subsection::MemInfo(info) => {
                        found.memory_size = info.memory_size;
                        found.memory_alignment = 1 << info.memory_alignment.min(MAX_ALIGNMENT);
                        found.table_size = info.table_size;
                    }
                    Dylink0Subsection::Needed(names) => {
                        found.needed = names.into_iter().map(str::to_owned).collect();
                    }
                    _ => {}
                }
            }
        }
        Ok(found)
    }
}
