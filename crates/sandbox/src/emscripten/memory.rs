//! The guest's memory for host functions that aren't system calls: reading, writing, growing, mapping.

use wasmtime::{AsContext, AsContextMut, Memory, TypedFunc, WasmParams, WasmResults};

use super::constant;
use crate::fs::Errno;
use crate::functions::{Entered, Functions, pay};
use crate::host::Host;
use crate::work::Work;

/// Bytes of a page of WebAssembly.
const PAGE: u64 = 65_536;
/// Addresses end here: R's build knows no more.
const MAXIMUM: u64 = 1 << 31;

pub(super) fn memory(store: impl AsContext<Data = Host>) -> wasmtime::Result<Memory> {
    let memory = store.as_context().data().memory;
    memory.ok_or_else(|| wasmtime::Error::msg("the guest has no memory yet"))
}

pub(super) fn read<const N: usize>(
    mut store: impl AsContextMut<Data = Host>,
    at: u32,
) -> wasmtime::Result<[u8; N]> {
    pay(&mut store, Work::Byte, N)?;
    let mut bytes = [0; N];
    memory(&store)?.read(&store, at as usize, &mut bytes)?;
    Ok(bytes)
}

pub(crate) fn read_u32(store: impl AsContextMut<Data = Host>, at: u32) -> wasmtime::Result<u32> {
    Ok(u32::from_le_bytes(read(store, at)?))
}

pub(super) fn write(
    mut store: impl AsContextMut<Data = Host>,
    at: u32,
    bytes: &[u8],
) -> wasmtime::Result<()> {
    pay(&mut store, Work::Byte, bytes.len())?;
    memory(&store)?.write(&mut store, at as usize, bytes)?;
    Ok(())
}

/// Longest text that is read, in bytes.
const MAX_TEXT: usize = 4096;

/// A NUL-terminated text, of at most 4 KiB; a longer one is empty.
pub(super) fn text(mut store: impl AsContextMut<Data = Host>, at: u32) -> wasmtime::Result<String> {
    let bytes = memory(&store)?.data(&store);
    let rest = bytes.get(at as usize..).unwrap_or_default();
    let len = rest.iter().take(MAX_TEXT).position(|&byte| byte == 0);
    let len = len.unwrap_or(rest.len().min(MAX_TEXT));
    pay(&mut store, Work::ReadByte, len)?;
    let bytes = memory(&store)?.data(&store);
    let text = bytes.get(at as usize..).and_then(|rest| rest.get(..len));
    let text = text.filter(|text| text.len() < MAX_TEXT).unwrap_or_default();
    Ok(String::from_utf8_lossy(text).into_owned())
}

/// A function that the main module exports.
pub(crate) fn exported<P: WasmParams, R: WasmResults>(
    mut store: impl AsContextMut<Data = Host>,
    name: &str,
) -> wasmtime::Result<TypedFunc<P, R>> {
    let main = store.as_context().data().linked().main();
    pay(&mut store, Work::Symbol, 1)?;
    main.ok_or_else(|| wasmtime::Error::msg("the guest isn't linked yet"))?
        .get_typed_func(&mut store, name)
}

/// A text in memory that the guest allocates and owns.
pub(crate) fn new_text(mut store: impl AsContextMut<Data = Host>, text: &[u8]) -> wasmtime::Result<u32> {
    let len = u32::try_from(text.len() + 1).map_err(wasmtime::Error::new)?;
    let at = exported::<u32, u32>(&mut store, "malloc")?.call(&mut store, len)?;
    if at == 0 {
        return Err(wasmtime::Error::msg("the guest has no memory left for a text"));
    }
    write(&mut store, at, text)?;
    write(&mut store, at + len - 1, &[0])?;
    Ok(at)
}

pub(super) fn link(functions: &mut Functions<'_>) -> wasmtime::Result<()> {
    constant! { functions:
        "emscripten_get_heap_max"() = MAXIMUM as u32;
        "_munmap_js"(u32, u32, u32, u32, u32, u64) = 0_u32;
        "_msync_js"(u32, u32, u32, u32, u32, u64) = 0_u32;
    }
    functions.define("env", "emscripten_resize_heap", resize)?;
    functions.define("env", "_mmap_js", map)
}

/// Grows the memory to hold `wanted` bytes, with some to spare while there is room.
fn resize(entered: &mut Entered<'_>, wanted: u32) -> wasmtime::Result<u32> {
    let wanted = u64::from(wanted);
    if wanted > MAXIMUM {
        return Ok(0);
    }
    let mut store = entered.store();
    let memory = memory(&store)?;
    let now = memory.data_size(&store) as u64;
    for generous in [(now + now / 8).clamp(wanted, MAXIMUM), wanted] {
        let more = generous.div_ceil(PAGE).saturating_sub(now / PAGE);
        pay(&mut store, Work::Page, usize::try_from(more)?)?;
        if memory.grow(&mut store, more).is_ok() {
            return Ok(1);
        }
    }
    Ok(0)
}

/// `mmap` of a file: a copy of it in memory that the guest allocates.
#[expect(clippy::too_many_arguments, reason = "the import has so many")]
fn map(
    entered: &mut Entered<'_>,
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
    let align = exported::<(u32, u32), u32>(entered.store(), "emscripten_builtin_memalign")?;
    let at = align.call(entered.store(), (PAGE as u32, size))?;
    if at == 0 {
        return Ok(-(Errno::NoMemory as i32));
    }
    let mapped = entered.call(|call| {
        let (file, ..) = call.file(fd)?;
        call.memory.clear(at, size, call.meter)?;
        let fs = &call.host.fs;
        call.memory.fill_from(at, len, call.meter, |target, meter| {
            fs.read(file, offset, target, meter)
        })?;
        call.write_u32(allocated, 1)?;
        call.write_u32(address, at)
    })?;
    Ok(mapped.map_or_else(|errno| -(errno as i32), |()| 0))
}

/// A variable of the main module's: 32 bits at the address that it exports.
pub(crate) fn variable(mut store: impl AsContextMut<Data = Host>, name: &str) -> wasmtime::Result<u32> {
    let at = address_of(&mut store, name)?;
    read_u32(&mut store, at)
}

/// Sets such a variable.
pub(crate) fn set_variable(
    mut store: impl AsContextMut<Data = Host>,
    name: &str,
    value: u32,
) -> wasmtime::Result<()> {
    let at = address_of(&mut store, name)?;
    write(&mut store, at, &value.to_le_bytes())
}

fn address_of(mut store: impl AsContextMut<Data = Host>, name: &str) -> wasmtime::Result<u32> {
    let main = store.as_context().data().linked().main();
    let global = main.and_then(|main| main.get_global(&mut store, name));
    let address = global.and_then(|global| global.get(&mut store).i32());
    address
        .map(i32::cast_unsigned)
        .ok_or_else(|| wasmtime::Error::msg(format!("the guest has no variable {name}")))
}
