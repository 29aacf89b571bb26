//! What of a frozen guest isn't in its memory: where its libraries lie, what its table and globals hold, which
//! directories it made.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wasmtime::{AsContextMut, Func, Global, Mutability, Ref, Store, Val};

use super::Program;
use super::linker::{self, Loaded, Symbol, symbol_of};
use crate::functions::metered;
use crate::host::Host;
use crate::image::Image;
use crate::runtime::TEMPORARY;
use crate::work::Meter;

/// A library's places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    name: String,
    memory_base: u32,
    table_base: u32,
}

/// Whose function a slot of the table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Owner {
    Host,
    Main,
    /// By its number among the loaded ones.
    Library(usize),
}

/// A slot that was given to a function on demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    at: u32,
    owner: Owner,
    symbol: String,
}

/// A frozen guest's linker, as it was. It belongs to the image of the same moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    libraries: Vec<Place>,
    offsets: Vec<(String, u32)>,
    globals: Vec<(String, i32)>,
    table_size: u64,
    slots: Vec<Slot>,
    handles: Vec<(u32, usize)>,
    working_directory: String,
    /// The directories that the guest made below [`TEMPORARY`].
    temporary: Vec<String>,
}

impl Record {
    /// Reads the record beside an image; nothing if there is none, as for languages without records.
    pub(crate) fn open(image: &Path) -> io::Result<Option<Self>> {
        let bytes = match std::fs::read(path_beside(image)) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        Ok(serde_json::from_slice(&bytes).map(Some)?)
    }

    /// Writes the record beside an image, before the image: one without its record must not be found.
    pub(crate) fn save(&self, image: &Path) -> io::Result<()> {
        let parent = image.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(parent)?;
        serde_json::to_writer(&mut file, self)?;
        file.persist(path_beside(image))?;
        Ok(())
    }

    /// Takes down a running guest.
    pub(crate) fn of(store: &mut Store<Host>) -> wasmtime::Result<Self> {
        let program = store.data().linked().program()?;
        let loaded = store.data().linked().libraries.clone();
        let libraries = loaded.iter().map(|loaded| Place {
            name: program.library(loaded.library).name.clone(),
            memory_base: loaded.memory_base,
            table_base: loaded.table_base,
        });
        let libraries = libraries.collect();
        let mut offsets = Vec::new();
        let entries = store.data().linked().offsets.iter();
        let entries: Vec<(String, Global)> = entries
            .map(|(name, entry)| (name.clone(), entry.global))
            .collect();
        for (name, global) in entries {
            offsets.push((name, global.get(&mut *store).unwrap_i32().cast_unsigned()));
        }
        offsets.sort();
        let mut handles: Vec<_> = store
            .data()
            .linked()
            .handles
            .iter()
            .map(|(k, v)| (*k, *v))
            .collect();
        handles.sort_unstable();
        let table = store.data().linked().table()?;
        Ok(Self {
            libraries,
            offsets,
            globals: mutable_globals(store)?,
            table_size: table.size(&*store),
            slots: extra_slots(store, &program, &loaded)?,
            handles,
            working_directory: store.data().directory.clone(),
            temporary: store.data().fs.directories(TEMPORARY),
        })
    }
}

fn path_beside(image: &Path) -> PathBuf {
    image.with_added_extension("record.json")
}

/// The main module's mutable globals, the stack pointer among them.
fn mutable_globals(store: &mut Store<Host>) -> wasmtime::Result<Vec<(String, i32)>> {
    let Some(main) = store.data().linked().main() else {
        return Err(wasmtime::Error::msg("nothing to freeze"));
    };
    let exports = main.exports(&mut *store);
    let globals: Vec<(String, Global)> = exports
        .filter_map(|export| Some((export.name().to_owned(), export.into_global()?)))
        .collect();
    let mut found = Vec::new();
    for (name, global) in globals {
        if global.ty(&*store).mutability() == Mutability::Var {
            found.push((name, global.get(&mut *store).unwrap_i32()));
        }
    }
    Ok(found)
}

/// The slots beyond those that modules fill when they are instantiated.
fn extra_slots(store: &mut Store<Host>, program: &Program, loaded: &[Loaded]) -> wasmtime::Result<Vec<Slot>> {
    let names = functions_by_address(store, program, loaded)?;
    let table = store.data().linked().table()?;
    let first = program.main_table_size();
    let filled = |slot: u64| {
        loaded.iter().any(|loaded| {
            let size = program.library(loaded.library).dylink.table_size;
            (u64::from(loaded.table_base)..u64::from(loaded.table_base + size)).contains(&slot)
        })
    };
    let mut slots = Vec::new();
    for at in (first..table.size(&*store)).filter(|&at| !filled(at)) {
        let Some(Ref::Func(Some(function))) = table.get(&mut *store, at) else {
            continue;
        };
        let raw = function.to_raw(&mut *store) as usize;
        let (owner, symbol) = names
            .get(&raw)
            .cloned()
            .ok_or_else(|| wasmtime::Error::msg(format!("slot {at} holds a function without a name")))?;
        slots.push(Slot {
            at: at as u32,
            owner,
            symbol,
        });
    }
    Ok(slots)
}

fn functions_by_address(
    store: &mut Store<Host>,
    program: &Program,
    loaded: &[Loaded],
) -> wasmtime::Result<HashMap<usize, (Owner, String)>> {
    let mut functions: Vec<(Owner, String, Func)> = Vec::new();
    let instances = loaded.iter().enumerate();
    let instances = instances.map(|(at, loaded)| (Owner::Library(at), loaded.instance));
    let main = store.data().linked().main().map(|main| (Owner::Main, main));
    for (owner, instance) in main.into_iter().chain(instances) {
        let exports = instance.exports(&mut *store);
        functions.extend(exports.filter_map(|export| {
            let name = export.name().to_owned();
            Some((owner.clone(), name, export.into_func()?))
        }));
    }
    for import in program.main().imports() {
        let found = program
            .functions()
            .get(&mut *store, import.module(), import.name());
        if let Some(function) = found.ok().and_then(wasmtime::Extern::into_func) {
            functions.push((Owner::Host, import.name().to_owned(), function));
        }
    }
    let mut names = HashMap::new();
    for (owner, name, function) in functions {
        names
            .entry(function.to_raw(&mut *store) as usize)
            .or_insert((owner, name));
    }
    Ok(names)
}

fn make_directories(host: &mut Host, below: &[String]) -> wasmtime::Result<()> {
    // The guest made them before it was frozen, and paid then.
    let mut meter = Meter::new(u64::MAX);
    for directory in below {
        let path = format!("{TEMPORARY}/{directory}");
        let now = host.clock.realtime(0);
        let made = host
            .fs
            .locate(&path, &mut meter)
            .and_then(|(mount, rest)| host.fs.create_directory(mount, rest, now, &mut meter));
        made.map_err(|errno| wasmtime::Error::msg(format!("failed to make {path}: {errno:?}")))?;
    }
    Ok(())
}

impl Program {
    /// Starts a guest as it was frozen: everything is put where it was, and no code of the guest's runs but
    /// what instantiating a module takes.
    pub(crate) fn thaw(
        &self,
        store: &mut Store<Host>,
        image: &Arc<Image>,
        record: &Record,
    ) -> wasmtime::Result<()> {
        self.enter(store);
        store.data_mut().directory.clone_from(&record.working_directory);
        make_directories(store.data_mut(), &record.temporary)?;
        for (name, value) in &record.offsets {
            linker::new_offset(&mut store.as_context_mut(), name, *value, true)?;
        }
        let main = self.instantiate(store, image)?;
        store.data_mut().linked_mut().start();
        let table = store.data().linked().table()?;
        let missing = record.table_size.saturating_sub(table.size(&*store));
        table.grow(&mut *store, missing, Ref::Func(None))?;
        for (name, value) in &record.globals {
            let global = main
                .get_global(&mut *store, name)
                .ok_or_else(|| wasmtime::Error::msg(format!("no global {name}")))?;
            global.set(&mut *store, Val::I32(*value))?;
        }
        self.thaw_libraries(store, record)?;
        for slot in &record.slots {
            let function = self.function(store, slot)?;
            table.set(&mut *store, slot.at.into(), Ref::Func(Some(function)))?;
        }
        store.data_mut().linked_mut().handles = record.handles.iter().copied().collect();
        Ok(())
    }

    fn thaw_libraries(&self, store: &mut Store<Host>, record: &Record) -> wasmtime::Result<()> {
        let memory = store
            .data()
            .memory
            .ok_or_else(|| wasmtime::Error::msg("no memory"))?;
        for place in &record.libraries {
            let library = metered(&mut *store, |meter| self.find(&place.name, meter))?
                .ok_or_else(|| wasmtime::Error::msg(format!("no library {}", place.name)))?;
            // Instantiating puts the library's first data over what it had become.
            let mut frozen = vec![0; self.library(library).dylink.memory_size as usize];
            memory.read(&*store, place.memory_base as usize, &mut frozen)?;
            linker::place(
                &mut store.as_context_mut(),
                library,
                place.memory_base,
                place.table_base,
            )?;
            memory.write(&mut *store, place.memory_base as usize, &frozen)?;
        }
        Ok(())
    }

    fn function(&self, store: &mut Store<Host>, slot: &Slot) -> wasmtime::Result<Func> {
        let symbol = match slot.owner {
            Owner::Host => {
                let found = self.functions().get(&mut *store, "env", &slot.symbol);
                let found = found.or_else(|_| {
                    self.functions()
                        .get(&mut *store, "wasi_snapshot_preview1", &slot.symbol)
                });
                return found?
                    .into_func()
                    .ok_or_else(|| wasmtime::Error::msg(format!("{} is no function", slot.symbol)));
            }
            Owner::Main => {
                let main = store.data().linked().main();
                main.and_then(|main| main.get_func(&mut *store, &slot.symbol))
                    .map(Symbol::Function)
            }
            Owner::Library(at) => {
                let loaded = store.data().linked().libraries.get(at).copied();
                match loaded {
                    Some(loaded) => symbol_of(
                        &mut store.as_context_mut(),
                        loaded.instance,
                        loaded.memory_base,
                        &slot.symbol,
                    )?,
                    None => None,
                }
            }
        };
        match symbol {
            Some(Symbol::Function(function)) => Ok(function),
            _ => Err(wasmtime::Error::msg(format!("no function {}", slot.symbol))),
        }
    }
}
