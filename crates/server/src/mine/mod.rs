//! What a person may do with what is theirs: the same from the API and from the pages.

mod erasure;

pub(crate) use erasure::erase;
