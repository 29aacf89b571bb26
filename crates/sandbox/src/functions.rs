//! The one place where functions of the host's are defined for guests, and where their work is paid in fuel.
//!
//! Invariant: no function reaches a guest but through [`Functions`] (`clippy.toml` forbids wasmtime's own ways), so each
//! one costs [`Work::Call`]. Its further work is counted where it is done: the guest's memory, its files, its
//! port and the decoder of values ask for a [`Meter`], and [`Call`] has it.

use wasmtime::{AsContextMut, Caller, Func, FuncType, Linker, StoreContextMut, Trap, Val};
use wasmtime::{WasmRet, WasmTy};

use crate::fs::Errno;
use crate::host::Host;
use crate::work::{Meter, Work};

/// Defines functions of the host's for the guests of one language.
pub(crate) struct Functions<'a>(pub(crate) &'a mut Linker<Host>);

impl Functions<'_> {
    /// Defines a function.
    pub(crate) fn define<Arguments, F: Function<Arguments>>(
        &mut self,
        module: &str,
        name: &str,
        function: F,
    ) -> wasmtime::Result<()> {
        function.define(self.0, module, name)
    }

    /// Defines a function whose type is known at run time only, unless there is one of this name.
    #[expect(clippy::disallowed_methods, reason = "this is where functions are defined")]
    pub(crate) fn define_if_absent(
        &mut self,
        module: &str,
        name: &str,
        ty: FuncType,
        function: impl Fn(&mut Entered<'_>, &[Val], &mut [Val]) -> wasmtime::Result<()> + Send + Sync + 'static,
    ) {
        let defined = self
            .0
            .func_new(module, name, ty, move |caller, arguments, results| {
                function(&mut Entered::new(caller)?, arguments, results)
            });
        // The linker refuses a second definition, which is what is wanted.
        drop(defined);
    }
}

/// A function of the host's that belongs to one store.
#[expect(clippy::disallowed_methods, reason = "this is where functions are defined")]
pub(crate) fn new_function(
    store: &mut StoreContextMut<'_, Host>,
    ty: FuncType,
    function: impl Fn(&mut Entered<'_>, &[Val], &mut [Val]) -> wasmtime::Result<()> + Send + Sync + 'static,
) -> Func {
    Func::new(store, ty, move |caller, arguments, results| {
        function(&mut Entered::new(caller)?, arguments, results)
    })
}

/// A closure that can be defined as a function of the host's.
pub(crate) trait Function<Arguments> {
    fn define(self, linker: &mut Linker<Host>, module: &str, name: &str) -> wasmtime::Result<()>;
}

macro_rules! functions {
    ($($ty:ident $argument:ident)*) => {
        impl<F, R, $($ty),*> Function<(R, $($ty,)*)> for F
        where
            F: Fn(&mut Entered<'_>, $($ty),*) -> wasmtime::Result<R> + Send + Sync + 'static,
            wasmtime::Result<R>: WasmRet,
            R: 'static,
            $($ty: WasmTy + 'static,)*
        {
            #[expect(clippy::disallowed_methods, reason = "this is where functions are defined")]
            fn define(self, linker: &mut Linker<Host>, module: &str, name: &str) -> wasmtime::Result<()> {
                linker.func_wrap(
                    module,
                    name,
                    move |caller: Caller<'_, Host>, $($argument: $ty),*| -> wasmtime::Result<R> {
                        self(&mut Entered::new(caller)?, $($argument),*)
                    },
                )?;
                Ok(())
            }
        }
    };
}

functions! {}
functions! { A a }
functions! { A a B b }
functions! { A a B b C c }
functions! { A a B b C c D d }
functions! { A a B b C c D d E e }
functions! { A a B b C c D d E e G f }
functions! { A a B b C c D d E e G f H g }
functions! { A a B b C c D d E e G f H g I h }
functions! { A a B b C c D d E e G f H g I h J i }

/// A guest's store during one call of the host; the call itself is paid.
pub(crate) struct Entered<'a>(Caller<'a, Host>);

impl<'a> Entered<'a> {
    fn new(mut caller: Caller<'a, Host>) -> wasmtime::Result<Self> {
        pay(&mut caller, Work::Call, 1)?;
        Ok(Self(caller))
    }

    /// The store: for what calls back into the guest, which pays by itself.
    pub(crate) fn store(&mut self) -> StoreContextMut<'_, Host> {
        self.0.as_context_mut()
    }

    /// The host's state.
    pub(crate) fn host(&self) -> &Host {
        self.0.data()
    }

    /// The host's state.
    pub(crate) fn host_mut(&mut self) -> &mut Host {
        self.0.data_mut()
    }

    /// Units of fuel that are left.
    pub(crate) fn fuel(&self) -> wasmtime::Result<u64> {
        self.0.get_fuel()
    }

    /// Does work over the guest's memory and the host's state, and charges what its meter counted.
    pub(crate) fn call<T>(
        &mut self,
        call: impl FnOnce(&mut Call<'_>) -> Result<T, Errno>,
    ) -> wasmtime::Result<Result<T, Errno>> {
        let mut meter = Meter::new(self.fuel()?);
        let Some(memory) = self.host().memory else {
            return Err(wasmtime::Error::msg("a system call before the memory is known"));
        };
        let (memory, host) = memory.data_and_store_mut(&mut self.0);
        let mut open = Call {
            memory: GuestMemory(memory),
            host,
            meter: &mut meter,
        };
        let result = call(&mut open);
        self.0.set_fuel(meter.left())?;
        if meter.is_exhausted() {
            return Err(Trap::OutOfFuel.into());
        }
        match self.host_mut().door.take_fault() {
            Some(fault) => Err(wasmtime::Error::new(fault)),
            None => Ok(result),
        }
    }
}

/// Charges a store for work that is about to be done.
pub(crate) fn pay(store: impl AsContextMut<Data = Host>, work: Work, count: usize) -> wasmtime::Result<()> {
    metered(store, |meter| meter.spend(work, count)).map(drop)
}

/// Does work with a meter of a store's fuel.
pub(crate) fn metered<T>(
    mut store: impl AsContextMut<Data = Host>,
    work: impl FnOnce(&mut Meter) -> T,
) -> wasmtime::Result<T> {
    let mut store = store.as_context_mut();
    let mut meter = Meter::new(store.get_fuel()?);
    let done = work(&mut meter);
    store.set_fuel(meter.left())?;
    if meter.is_exhausted() {
        return Err(Trap::OutOfFuel.into());
    }
    Ok(done)
}

/// A call in progress: the guest's memory and the host's state side by side, and the meter of the work.
pub(crate) struct Call<'a> {
    pub(crate) memory: GuestMemory<'a>,
    pub(crate) host: &'a mut Host,
    pub(crate) meter: &'a mut Meter,
}

impl Call<'_> {
    /// Nanoseconds since 1970-01-01T00:00:00Z, by the guest's clock.
    pub(crate) fn now(&self) -> u64 {
        self.host.clock.realtime(self.meter.left())
    }
}

/// A guest's memory, whose bytes are reached for fuel only.
pub(crate) struct GuestMemory<'a>(&'a mut [u8]);

impl GuestMemory<'_> {
    fn range(at: u32, len: usize) -> Result<std::ops::Range<usize>, Errno> {
        let end = (at as usize).checked_add(len).ok_or(Errno::Fault)?;
        Ok(at as usize..end)
    }

    /// Whether there are such bytes.
    pub(crate) fn holds(&self, at: u32, len: u32) -> Result<(), Errno> {
        let held = self.0.get(Self::range(at, len as usize)?);
        held.map(drop).ok_or(Errno::Fault)
    }

    /// Bytes that are copied or looked at as a whole.
    pub(crate) fn read(&self, at: u32, len: u32, meter: &mut Meter) -> Result<&[u8], Errno> {
        let bytes = self.0.get(Self::range(at, len as usize)?).ok_or(Errno::Fault)?;
        meter.spend(Work::Byte, bytes.len())?;
        Ok(bytes)
    }

    /// The bytes before the next NUL, of which there may be `limit`; nothing if there are more.
    pub(crate) fn text(&self, at: u32, limit: usize, meter: &mut Meter) -> Result<Option<&[u8]>, Errno> {
        let rest = self.0.get(at as usize..).ok_or(Errno::Fault)?;
        let rest = &rest[..rest.len().min(limit)];
        let len = rest.iter().position(|&byte| byte == 0);
        meter.spend(Work::ReadByte, len.unwrap_or(rest.len()))?;
        Ok(len.map(|len| &rest[..len]))
    }

    /// Puts bytes there.
    pub(crate) fn write(&mut self, at: u32, data: &[u8], meter: &mut Meter) -> Result<(), Errno> {
        let target = self.0.get_mut(Self::range(at, data.len())?).ok_or(Errno::Fault)?;
        meter.spend(Work::Byte, data.len())?;
        target.copy_from_slice(data);
        Ok(())
    }

    /// Puts zeros there.
    pub(crate) fn clear(&mut self, at: u32, len: u32, meter: &mut Meter) -> Result<(), Errno> {
        let target = self
            .0
            .get_mut(Self::range(at, len as usize)?)
            .ok_or(Errno::Fault)?;
        meter.spend(Work::Byte, target.len())?;
        target.fill(0);
        Ok(())
    }

    /// Has bytes put there by `source`, which pays for what it puts; how many it put.
    pub(crate) fn fill_from(
        &mut self,
        at: u32,
        len: u32,
        meter: &mut Meter,
        source: impl FnOnce(&mut [u8], &mut Meter) -> Result<usize, Errno>,
    ) -> Result<u32, Errno> {
        let target = self
            .0
            .get_mut(Self::range(at, len as usize)?)
            .ok_or(Errno::Fault)?;
        let put = source(target, meter)?;
        u32::try_from(put).map_err(|_| Errno::FileTooBig)
    }
}
