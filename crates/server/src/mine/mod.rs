//! What a person may do with what is theirs: the same from the API and from the pages.

mod archive;
mod award;
mod share;

pub(crate) use archive::archive;
pub(crate) use award::award;
pub(crate) use share::share;
