//! What preparing a guest is busy with, for whoever shows it to a person.

/// A step of preparing a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Fetching the guest's package.
    Download,
    /// Fetching the packages beside it.
    DownloadWheels,
    /// Fetching R's packages.
    DownloadR,
    /// Comparing digests.
    Verify,
    /// Taking the guest apart into code, memory and files.
    Unpack,
    /// Bringing R's modules up to today's WebAssembly.
    Translate,
    /// Translating WebAssembly to this machine's code.
    Compile,
    /// Starting the guest once and freezing it; with the snapshot's name.
    Snapshot(&'static str),
}

/// Hears of steps as they begin and end. A step that needs no work is not announced.
pub trait Progress: Send + Sync {
    /// A step begins.
    fn begin(&self, step: Step);
    /// The step that began last has ended well.
    fn end(&self, step: Step);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _step: Step) {}
    fn end(&self, _step: Step) {}
}

/// Announces a step around some work.
pub(crate) fn during<R, E>(
    progress: &dyn Progress,
    step: Step,
    work: impl FnOnce() -> Result<R, E>,
) -> Result<R, E> {
    progress.begin(step);
    let result = work()?;
    progress.end(step);
    Ok(result)
}
