//! The guest's memory for host functions that aren't system calls: reading, writing, growing, mapping.

use wasmtime::{AsContext, Caller, Linker, Memory, TypedFunc, WasmParams, WasmResults};

use crate::fs::Errno;
use crate::host::Host;
use crate::wasi::enter;

/// Bytes of a page of WebAssembly.
const PAGE: u64 = 65_536;
/// Addresses end here: R's build knows no more.
const MAXIMUM: u64 = 1 << 31;

pub(super) fn memory(store: impl AsContext<Data = Host>) -> wasmtime::Result<Memory> {
    let memory = store.as_context().data().memory;
    memory.ok_or_else(|| wasmtime::Error::msg("the guest has no memory yet"))
}

pub(super) fn read<const N: usize>(store: impl AsContext<Data = Host>, at: u32) -> wasmtime::Result<[u8; N]> {
    let mut bytes = [0; N];
    memory(&store)?.read(&store, at as usize, &mut bytes)?;
    Ok(bytes)
}

pub(crate) fn read_u32(store: impl AsContext<Data = Host>, at: u32) -> wasmtime::Result<u32> {
    Ok(u32::from_le_bytes(read(store, at)?))
}

pub(super) fn write(
    mut store: impl wasmtime::AsContextMut<Data = Host>,
    at: u32,
    bytes: &[u8],
) -> wasmtime::Result<()> {
    memory(&store)?.write(&mut store, at as usize, bytes)?;
    Ok(())
}

/// A NUL-terminated text, of at most 4 KiB.
pub(super) fn text(store: impl AsContext<Data = Host>, at: u32) -> wasmtime::Result<String> {
    let bytes = memory(&store)?.data(&store);
    let rest = bytes.get(at as usize..).unwrap_or_default();
    let len = rest.iter().take(4096).position(|&byte| byte == 0).unwrap_or(0);
    Ok(String::from_utf8_lossy(&rest[..len]).into_owned())
}

/// A function that the main module exports.
pub(crate) fn exported<P: WasmParams, R: WasmResults>(
    mut store: impl wasmtime::AsContextMut<Data = Host>,
    name: &str,
) -> wasmtime::Result<TypedFunc<P, R>> {
    let main = store.as_context().data().linked.main();
    main.ok_or_else(|| wasmtime::Error::msg("the guest isn't linked yet"))?
        .get_typed_func(&mut store, name)
}

/// A text in memory that the guest allocates and owns.
pub(crate) fn new_text(
    mut store: impl wasmtime::AsContextMut<Data = Host>,
    text: &[u8],
) -> wasmtime::Result<u32> {
    let len = u32::try_from(text.len() + 1).map_err(wasmtime::Error::new)?;
    let at = exported::<u32, u32>(&mut store, "malloc")?.call(&mut store, len)?;
    if at == 0 {
        return Err(wasmtime::Error::msg("the guest has no memory left for a text"));
    }
    write(&mut store, at, text)?;
    write(&mut store, at + len - 1, &[0])?;
    Ok(at)
}

pub(super) fn link(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    linker.func_wrap("env", "emscripten_get_heap_max", || MAXIMUM as u32)?;
    linker.func_wrap("env", "emscripten_resize_heap", resize)?;
    linker.func_wrap("env", "_mmap_js", map)?;
    linker.func_wrap(
        "env",
        "_munmap_js",
        |_: u32, _: u32, _: u32, _: u32, _: u32, _: u64| 0_u32,
    )?;
    linker.func_wrap(
        "env",
        "_msync_js",
        |_: u32, _: u32, _: u32, _: u32, _: u32, _: u64| 0_u32,
    )?;
    Ok(())
}

/// Grows the memory to hold `wanted` bytes, with some to spare while there is room.
fn resize(mut caller: Caller<'_, Host>, wanted: u32) -> wasmtime::Result<u32> {
    let wanted = u64::from(wanted);
    if wanted > MAXIMUM {
        return Ok(0);
    }
    let memory = memory(&caller)?;
    let now = memory.data_size(&caller) as u64;
    for generous in [(now + now / 8).clamp(wanted, MAXIMUM), wanted] {
        let more = generous.div_ceil(PAGE).saturating_sub(now / PAGE);
        if memory.grow(&mut caller, more).is_ok() {
            return Ok(1);
        }
    }
    Ok(0)
}

/// `mmap` of a file: a copy of it in memory that the guest allocates.
#[expect(clippy::too_many_arguments, reason = "the import has so many")]
fn map(
    mut caller: Caller<'_, Host>,
    len: u32,
    _protection: u32,
    _flags: u32,
    fd: u32,
    offset: u64,
    allocated: u32,
    address: u32,
) -> wasmtime::Result<i32> {
    let Some(size) = len.checked_next_multiple_of(PAGE as u32) else {
        return Ok(-(Errno::NoMemory as i32));
    };
    let align = exported::<(u32, u32), u32>(&mut caller, "emscripten_builtin_memalign")?;
    let at = align.call(&mut caller, (PAGE as u32, size))?;
    if at == 0 {
        return Ok(-(Errno::NoMemory as i32));
    }
    let mapped = enter(&mut caller, |call| {
        let (file, ..) = call.file(fd)?;
        call.work += u64::from(size);
        let start = at as usize;
        let end = start.checked_add(size as usize).ok_or(Errno::Fault)?;
        let target = call.memory.get_mut(start..end).ok_or(Errno::Fault)?;
        target.fill(0);
        call.host.fs.read(file, offset, &mut target[..len as usize])?;
        call.write_u32(allocated, 1)?;
        call.write_u32(address, at)
    })?;
    Ok(mapped.map_or_else(|errno| -(errno as i32), |()| 0))
}

/// A variable of the main module's: 32 bits at the address that it exports.
pub(crate) fn variable(
    mut store: impl wasmtime::AsContextMut<Data = Host>,
    name: &str,
) -> wasmtime::Result<u32> {
    let at = address_of(&mut store, name)?;
    read_u32(&store, at)
}

/// Sets such a variable.
pub(crate) fn set_variable(
    mut store: impl wasmtime::AsContextMut<Data = Host>,
    name: &str,
    value: u32,
) -> wasmtime::Result<()> {
    let at = address_of(&mut store, name)?;
    write(&mut store, at, &value.to_le_bytes())
}

fn address_of(mut store: impl wasmtime::AsContextMut<Data = Host>, name: &str) -> wasmtime::Result<u32> {
    let main = store.as_context().data().linked.main();
    let global = main.and_then(|main| main.get_global(&mut store, name));
    let address = global.and_then(|global| global.get(&mut store).i32());
    address
        .map(i32::cast_unsigned)
        .ok_or_else(|| wasmtime::Error::msg(format!("the guest has no variable {name}")))
}
