//! What processes that this one starts don't inherit.

use std::io;

/// The first descriptor that isn't one of the three standard ones.
const FIRST: libc::c_uint = 3;

/// Has every process that is started from now on begin without this one's open files: none but the three that it is given.
///
/// What Rust opens is closed there in any case; this is about what this process itself was started with, by a shell or a
/// supervisor.
///
/// # Errors
///
/// When the kernel can't (Linux before 5.11).
#[expect(unsafe_code, reason = "no library calls it without unsafe code")]
pub fn keep_files_from_children() -> io::Result<()> {
    // SAFETY: with this flag the call closes nothing here; it marks descriptors, whoever owns them, as closed at the start of
    // another program. It touches no memory of ours.
    let done =
        unsafe { libc::close_range(FIRST, libc::c_uint::MAX, libc::CLOSE_RANGE_CLOEXEC.cast_signed()) };
    match done {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
