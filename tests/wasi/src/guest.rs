//! The guest that passes calls on, over either implementation.

use std::sync::OnceLock;

use wasmtime::{Config, Engine, Instance, Linker, Memory, Module, Store, Val};

/// Fuel that no sequence of calls uses up.
const FUEL: u64 = u64::MAX / 2;
/// What stands for the end of the guest; no error number of WASI preview 1.
pub(crate) const TRAP: u16 = u16::MAX;

/// The engine and the module, made once.
pub(crate) fn module() -> &'static (Engine, Module) {
    static MODULE: OnceLock<(Engine, Module)> = OnceLock::new();
    MODULE.get_or_init(|| {
        let mut config = Config::new();
        config.consume_fuel(true);
        let engine = Engine::new(&config).expect("an engine");
        let module = Module::new(&engine, include_str!("guest.wat")).expect("a module");
        (engine, module)
    })
}

/// A guest with its memory.
pub(crate) struct Guest<T: 'static> {
    pub(crate) store: Store<T>,
    instance: Instance,
    memory: Memory,
}

impl<T> Guest<T> {
    /// Links the guest; `settle` tells the state which memory is the guest's.
    pub(crate) fn new(linker: &Linker<T>, state: T, settle: impl FnOnce(&mut T, Memory)) -> Self {
        let (engine, module) = module();
        let mut store = Store::new(engine, state);
        store.set_fuel(FUEL).expect("an engine that counts fuel");
        let instance = linker.instantiate(&mut store, module).expect("an instance");
        let memory = instance.get_memory(&mut store, "memory").expect("a memory");
        settle(store.data_mut(), memory);
        Self {
            store,
            instance,
            memory,
        }
    }
}

/// What a test does with a guest.
pub(crate) trait Calls {
    /// Makes a system call; 0, or an error number, [`TRAP`] where the implementation ended the guest.
    fn call(&mut self, name: &str, arguments: &[Val]) -> u16;
    /// Puts bytes into the guest's memory.
    fn put(&mut self, at: u32, bytes: &[u8]);
    /// Takes bytes from the guest's memory.
    fn take(&mut self, at: u32, len: u32) -> Vec<u8>;

    /// Takes a number of 32 bits from the guest's memory.
    fn take_u32(&mut self, at: u32) -> u32 {
        u32::from_le_bytes(self.take(at, 4).try_into().expect("four bytes"))
    }

    /// Takes a number of 64 bits from the guest's memory.
    fn take_u64(&mut self, at: u32) -> u64 {
        u64::from_le_bytes(self.take(at, 8).try_into().expect("eight bytes"))
    }
}

impl<T> Calls for Guest<T> {
    fn call(&mut self, name: &str, arguments: &[Val]) -> u16 {
        let function = self.instance.get_func(&mut self.store, name).expect(name);
        let mut results = [Val::I32(0)];
        match function.call(&mut self.store, arguments, &mut results) {
            Ok(()) => u16::try_from(results[0].unwrap_i32()).expect("an error number"),
            Err(_) => TRAP,
        }
    }

    fn put(&mut self, at: u32, bytes: &[u8]) {
        self.memory
            .write(&mut self.store, at as usize, bytes)
            .expect("an address");
    }

    fn take(&mut self, at: u32, len: u32) -> Vec<u8> {
        let mut bytes = vec![0; len as usize];
        self.memory
            .read(&self.store, at as usize, &mut bytes)
            .expect("an address");
        bytes
    }
}
