//! The dynamic linker: side modules in one memory and one table, found by the names they export.
//!
//! Source: the WebAssembly tool conventions, "Dynamic Linking", and what Emscripten's own linker does.
//!
//! Every name of a function or an address that a module reaches through the "global offset table" is a mutable
//! global shared by all modules. The main module comes first and its definitions win, then the libraries in
//! the order they were loaded.

use std::collections::HashMap;
use std::sync::LazyLock;

use wasmtime::{
    Extern, ExternType, Func, FuncType, Global, GlobalType, Instance, Module, Mutability, Ref,
    StoreContextMut, Table, Val, ValType,
};

use super::memory::{exported, memory, new_text, read_u32, write};
use super::{Library, Program};
use crate::functions::{Entered, metered, new_function, pay};
use crate::host::Host;
use crate::work::Work;

/// Names that belong to one module each, whatever others call theirs.
fn is_private(name: &str) -> bool {
    matches!(
        name,
        "__wasm_apply_data_relocs"
            | "__wasm_call_ctors"
            | "__dso_handle"
            | "__start_em_asm"
            | "__stop_em_asm"
            | "__start_em_js"
            | "__stop_em_js"
    ) || name.starts_with("__em_js__")
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub(super) enum Symbol {
    Function(Func),
    Address(u32),
}

/// A library in place.
#[derive(Clone, Copy)]
pub(super) struct Loaded {
    pub(super) library: usize,
    pub(super) memory_base: u32,
    pub(super) table_base: u32,
    pub(super) instance: Instance,
}

/// An entry of the global offset table.
pub(super) struct Entry {
    pub(super) global: Global,
    /// Something is known to define it, or nothing ever will.
    pub(super) settled: bool,
}

/// What the linker knows of one running guest.
#[derive(Default)]
pub(crate) struct Linked {
    pub(super) program: Option<Program>,
    pub(super) main: Option<Instance>,
    pub(super) table: Option<Table>,
    pub(super) offsets: HashMap<String, Entry>,
    pub(super) libraries: Vec<Loaded>,
    /// Handles of `dlopen`, and the library each stands for.
    pub(super) handles: HashMap<u32, usize>,
    /// Where in the table each function is, once somebody asked: its raw pointer names it.
    slots: Option<HashMap<usize, u32>>,
    /// The guest's own allocator and start-up code work.
    started: bool,
}

/// A module can't be linked.
fn refused(why: String) -> wasmtime::Error {
    wasmtime::Error::msg(why)
}

impl Host {
    /// What the linker knows; nothing where the guest has none.
    pub(crate) fn linked(&self) -> &Linked {
        static NOTHING: LazyLock<Linked> = LazyLock::new(Linked::default);
        self.dialect.downcast_ref().unwrap_or(&NOTHING)
    }

    /// The same, to be changed.
    pub(super) fn linked_mut(&mut self) -> &mut Linked {
        if !self.dialect.is::<Linked>() {
            self.dialect = Box::<Linked>::default();
        }
        #[expect(
            clippy::expect_used,
            reason = "a box of this type was put there, if there was none"
        )]
        self.dialect.downcast_mut().expect("the dialect is Emscripten's")
    }
}

impl Linked {
    pub(crate) fn main(&self) -> Option<Instance> {
        self.main
    }

    pub(super) fn adopt(&mut self, program: Program) {
        self.program = Some(program);
    }

    pub(super) fn start(&mut self) {
        self.started = true;
    }

    pub(super) fn instances(&self) -> Vec<Instance> {
        self.libraries.iter().map(|loaded| loaded.instance).collect()
    }

    pub(super) fn program(&self) -> wasmtime::Result<Program> {
        let program = self.program.clone();
        program.ok_or_else(|| refused("the guest has no linker".to_owned()))
    }

    pub(super) fn table(&self) -> wasmtime::Result<Table> {
        self.table
            .ok_or_else(|| refused("the guest has no table yet".to_owned()))
    }
}

/// What an instance exports under a name; addresses count from where its data lies.
pub(super) fn symbol_of(
    store: &mut StoreContextMut<'_, Host>,
    instance: Instance,
    memory_base: u32,
    name: &str,
) -> wasmtime::Result<Option<Symbol>> {
    pay(&mut *store, Work::Symbol, 1)?;
    if is_private(name) {
        return Ok(None);
    }
    Ok(match instance.get_export(&mut *store, name) {
        Some(Extern::Func(function)) => Some(Symbol::Function(function)),
        Some(Extern::Global(global)) if global.ty(&*store).mutability() == Mutability::Const => {
            let offset = global.get(&mut *store).i32().map(i32::cast_unsigned);
            offset.map(|offset| Symbol::Address(offset.wrapping_add(memory_base)))
        }
        _ => None,
    })
}

/// The first definition of a name.
fn definition(store: &mut StoreContextMut<'_, Host>, name: &str) -> wasmtime::Result<Option<Symbol>> {
    let Some(main) = store.data().linked().main else {
        return Ok(None);
    };
    if let Some(symbol) = symbol_of(&mut *store, main, 0, name)? {
        return Ok(Some(symbol));
    }
    let mut at = 0;
    while let Some(loaded) = store.data().linked().libraries.get(at).copied() {
        if let Some(symbol) = symbol_of(&mut *store, loaded.instance, loaded.memory_base, name)? {
            return Ok(Some(symbol));
        }
        at += 1;
    }
    Ok(None)
}

/// A function that the host provides.
fn hosts(store: &mut StoreContextMut<'_, Host>, name: &str) -> wasmtime::Result<Option<Func>> {
    pay(&mut *store, Work::Symbol, 1)?;
    let program = store.data().linked().program()?;
    let found = program.functions().get(&mut *store, "env", name);
    Ok(found.ok().and_then(Extern::into_func))
}

/// Where a function is in the table: where it is already, or in a new slot, so that equal functions have equal
/// addresses.
pub(super) fn address_of(store: &mut StoreContextMut<'_, Host>, function: Func) -> wasmtime::Result<u32> {
    let table = store.data().linked().table()?;
    if store.data().linked().slots.is_none() {
        let size = table.size(&*store);
        store.data_mut().linked_mut().slots = Some(HashMap::new());
        index_slots(&mut *store, 0..size)?;
    }
    pay(&mut *store, Work::Slot, 1)?;
    let raw = function.to_raw(&mut *store) as usize;
    let known = store
        .data()
        .linked()
        .slots
        .as_ref()
        .and_then(|slots| slots.get(&raw));
    if let Some(&slot) = known {
        return Ok(slot);
    }
    let slot = table.grow(&mut *store, 1, Ref::Func(Some(function)))? as u32;
    if let Some(slots) = &mut store.data_mut().linked_mut().slots {
        slots.insert(raw, slot);
    }
    Ok(slot)
}

fn index_slots(store: &mut StoreContextMut<'_, Host>, range: std::ops::Range<u64>) -> wasmtime::Result<()> {
    pay(&mut *store, Work::Slot, (range.end - range.start) as usize)?;
    let table = store.data().linked().table()?;
    for slot in range {
        let Some(Ref::Func(Some(function))) = table.get(&mut *store, slot) else {
            continue;
        };
        let raw = function.to_raw(&mut *store) as usize;
        if let Some(slots) = &mut store.data_mut().linked_mut().slots {
            slots.entry(raw).or_insert(slot as u32);
        }
    }
    Ok(())
}

fn value_of(store: &mut StoreContextMut<'_, Host>, symbol: Symbol) -> wasmtime::Result<u32> {
    match symbol {
        Symbol::Address(address) => Ok(address),
        Symbol::Function(function) => address_of(&mut *store, function),
    }
}

/// The global that stands for a name in the global offset table.
pub(super) fn offset_entry(store: &mut StoreContextMut<'_, Host>, name: &str) -> wasmtime::Result<Global> {
    if let Some(entry) = store.data().linked().offsets.get(name) {
        return Ok(entry.global);
    }
    let known = definition(&mut *store, name)?;
    let value = match known {
        Some(symbol) => value_of(&mut *store, symbol)?,
        None => u32::MAX,
    };
    new_offset(&mut *store, name, value, known.is_some())
}

pub(super) fn new_offset(
    store: &mut StoreContextMut<'_, Host>,
    name: &str,
    value: u32,
    settled: bool,
) -> wasmtime::Result<Global> {
    let ty = GlobalType::new(ValType::I32, Mutability::Var);
    let global = Global::new(&mut *store, ty, Val::I32(value.cast_signed()))?;
    let offsets = &mut store.data_mut().linked_mut().offsets;
    offsets.insert(name.to_owned(), Entry { global, settled });
    Ok(global)
}

/// Fills the entries that a new instance defines.
fn fill_offsets(
    store: &mut StoreContextMut<'_, Host>,
    instance: Instance,
    memory_base: u32,
) -> wasmtime::Result<()> {
    for name in open_offsets(&mut *store)? {
        if let Some(symbol) = symbol_of(&mut *store, instance, memory_base, &name)? {
            settle(&mut *store, &name, Some(symbol))?;
        }
    }
    Ok(())
}

/// Fills the whole table after the first libraries are in place, the main module's definitions first.
pub(super) fn settle_all(store: &mut StoreContextMut<'_, Host>, main: Instance) -> wasmtime::Result<()> {
    fill_offsets(&mut *store, main, 0)?;
    let libraries = store.data().linked().libraries.clone();
    for loaded in libraries {
        fill_offsets(&mut *store, loaded.instance, loaded.memory_base)?;
    }
    finish_offsets(&mut *store)
}

/// Fills what nobody defined: functions of the host get a slot, everything else is null.
pub(super) fn finish_offsets(store: &mut StoreContextMut<'_, Host>) -> wasmtime::Result<()> {
    for name in open_offsets(&mut *store)? {
        let function = hosts(&mut *store, &name)?;
        settle(&mut *store, &name, function.map(Symbol::Function))?;
    }
    Ok(())
}

/// In the order of their names, because slots are given in this order.
fn open_offsets(store: &mut StoreContextMut<'_, Host>) -> wasmtime::Result<Vec<String>> {
    let known = store.data().linked().offsets.len();
    pay(&mut *store, Work::Slot, known)?;
    let offsets = store.data().linked().offsets.iter();
    let mut open: Vec<_> = offsets
        .filter(|(_, entry)| !entry.settled)
        .map(|(name, _)| name.clone())
        .collect();
    open.sort();
    Ok(open)
}

fn settle(store: &mut StoreContextMut<'_, Host>, name: &str, symbol: Option<Symbol>) -> wasmtime::Result<()> {
    let value = match symbol {
        Some(symbol) => value_of(&mut *store, symbol)?,
        None => 0,
    };
    let Some(entry) = store.data_mut().linked_mut().offsets.get_mut(name) else {
        return Ok(());
    };
    entry.settled = true;
    let global = entry.global;
    global.set(&mut *store, Val::I32(value.cast_signed()))
}

/// A call by name, bound when it is first made: its definition may be loaded later.
fn late_call(store: &mut StoreContextMut<'_, Host>, name: &str, ty: FuncType) -> Func {
    let name = name.to_owned();
    let bound = std::sync::OnceLock::new();
    new_function(&mut *store, ty, move |entered, arguments, results| {
        let function = match bound.get() {
            Some(function) => *function,
            None => match definition(&mut entered.store(), &name)? {
                Some(Symbol::Function(function)) => *bound.get_or_init(|| function),
                _ => return raise(entered, &format!("{name} is not available here")),
            },
        };
        function.call(entered.store(), arguments, results)
    })
}

/// Raises an error in R: control goes to whoever catches it there.
pub(super) fn raise(entered: &mut Entered<'_>, message: &str) -> wasmtime::Result<()> {
    let text = new_text(entered.store(), message.replace('%', "%%").as_bytes())?;
    exported::<(u32, u32), ()>(entered.store(), "Rf_error")?.call(entered.store(), (text, 0))
}

/// Instantiates the main module, which owns memory and table.
pub(super) fn instantiate_main(
    store: &mut StoreContextMut<'_, Host>,
    instantiate: impl FnOnce(&mut StoreContextMut<'_, Host>, &Module, &[Extern]) -> wasmtime::Result<Instance>,
) -> wasmtime::Result<Instance> {
    let program = store.data().linked().program()?;
    let module = program.main();
    let mut imports = Vec::new();
    for import in module.imports() {
        imports.push(match (import.module(), import.ty()) {
            ("GOT.func" | "GOT.mem", _) => offset_entry(&mut *store, import.name())?.into(),
            (from, ExternType::Func(ty)) => match program.functions().get(&mut *store, from, import.name()) {
                Ok(function) => function,
                Err(_) => late_call(&mut *store, import.name(), ty).into(),
            },
            (from, _) => {
                return Err(refused(format!(
                    "the main module imports {from}.{}",
                    import.name()
                )));
            }
        });
    }
    let instance = instantiate(store, module, &imports)?;
    let table = instance.get_table(&mut *store, "__indirect_function_table");
    let memory = instance.get_memory(&mut *store, "memory");
    let host = store.data_mut();
    host.memory = memory;
    host.linked_mut().table = table;
    host.linked_mut().main = Some(instance);
    Ok(instance)
}

/// Instantiates a library at the places it was given.
pub(super) fn place(
    store: &mut StoreContextMut<'_, Host>,
    library: usize,
    memory_base: u32,
    table_base: u32,
) -> wasmtime::Result<Instance> {
    let program = store.data().linked().program()?;
    let Library { module, name, .. } = program.library(library);
    pay(&mut *store, Work::Module, 1)?;
    let linked = &store.data().linked();
    let main = linked
        .main
        .ok_or_else(|| refused("a library without a main module".to_owned()))?;
    let table = linked.table()?;
    let mut imports: Vec<Extern> = Vec::new();
    for import in module.imports() {
        let wanted = import.name();
        imports.push(match (import.module(), import.ty()) {
            ("env", ExternType::Memory(_)) => memory(&*store)?.into(),
            ("env", ExternType::Table(_)) => table.into(),
            ("env", ExternType::Global(ty)) if wanted == "__memory_base" => {
                Global::new(&mut *store, ty, Val::I32(memory_base.cast_signed()))?.into()
            }
            ("env", ExternType::Global(ty)) if wanted == "__table_base" => {
                Global::new(&mut *store, ty, Val::I32(table_base.cast_signed()))?.into()
            }
            ("GOT.mem" | "GOT.func", _) => offset_entry(&mut *store, wanted)?.into(),
            (_, ExternType::Func(ty)) => match definition(&mut *store, wanted)? {
                Some(Symbol::Function(function)) => function.into(),
                _ => match hosts(&mut *store, wanted)? {
                    Some(function) => function.into(),
                    None => late_call(&mut *store, wanted, ty).into(),
                },
            },
            // The stack pointer and the tags of exceptions are the main module's.
            (from, _) => main
                .get_export(&mut *store, wanted)
                .ok_or_else(|| refused(format!("{name} imports {from}.{wanted}")))?,
        });
    }
    let instance = Instance::new(&mut *store, module, &imports)?;
    store.data_mut().linked_mut().libraries.push(Loaded {
        library,
        memory_base,
        table_base,
        instance,
    });
    Ok(instance)
}

/// Loads a library and what it needs, unless it is there already; its number among the loaded ones, or nothing
/// if there is no such library.
pub(super) fn load(store: &mut StoreContextMut<'_, Host>, name: &str) -> wasmtime::Result<Option<usize>> {
    let program = store.data().linked().program()?;
    let Some(library) = metered(&mut *store, |meter| program.find(name, meter))? else {
        return Ok(None);
    };
    let loaded = &store.data().linked().libraries;
    if let Some(at) = loaded.iter().position(|loaded| loaded.library == library) {
        return Ok(Some(at));
    }
    let Library { dylink, .. } = program.library(library);
    for needed in &dylink.needed {
        load(&mut *store, needed)?
            .ok_or_else(|| refused(format!("{name} needs {needed}, which is not here")))?;
    }
    let memory_base = reserve_memory(&mut *store, dylink.memory_size, dylink.memory_alignment)?;
    let table = store.data().linked().table()?;
    let table_base = table.grow(&mut *store, dylink.table_size.into(), Ref::Func(None))? as u32;
    let at = store.data().linked().libraries.len();
    let instance = place(&mut *store, library, memory_base, table_base)?;
    if store.data().linked().slots.is_some() {
        let first = u64::from(table_base);
        index_slots(&mut *store, first..first + u64::from(dylink.table_size))?;
    }
    fill_offsets(&mut *store, instance, memory_base)?;
    if store.data().linked().started {
        finish_offsets(&mut *store)?;
        call_if_there(&mut *store, instance, "__wasm_apply_data_relocs")?;
        call_if_there(&mut *store, instance, "__wasm_call_ctors")?;
    }
    Ok(Some(at))
}

pub(super) fn call_if_there(
    store: &mut StoreContextMut<'_, Host>,
    instance: Instance,
    name: &str,
) -> wasmtime::Result<()> {
    match instance.get_func(&mut *store, name) {
        Some(function) => function.call(&mut *store, &[], &mut []),
        None => Ok(()),
    }
}

/// Memory for a library's data: the guest's own allocator gives it, or, before that works, the beginning of its
/// heap.
fn reserve_memory(store: &mut StoreContextMut<'_, Host>, size: u32, alignment: u32) -> wasmtime::Result<u32> {
    if size == 0 {
        return Ok(0);
    }
    if store.data().linked().started {
        let allocate = exported::<(u32, u32), u32>(&mut *store, "calloc")?;
        let at = allocate.call(&mut *store, (size + alignment, 1))?;
        return at
            .checked_next_multiple_of(alignment)
            .filter(|_| at != 0)
            .ok_or_else(|| refused("no memory left for a library".to_owned()));
    }
    let end_at = exported::<(), u32>(&mut *store, "emscripten_get_sbrk_ptr")?.call(&mut *store, ())?;
    let base = read_u32(&mut *store, end_at)?.next_multiple_of(alignment);
    write(
        &mut *store,
        end_at,
        &(base + size).next_multiple_of(16).to_le_bytes(),
    )?;
    Ok(base)
}
