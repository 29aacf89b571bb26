//! `NumPy`'s default integer has 64 bits here, as on every desk.
//!
//! A 32-bit platform's `NumPy` sums up to 2³¹ and then wraps, silently. The module is compiled for one; the few
//! places where its code takes the default type are changed in it before it is compiled (`integers.toml`), and what
//! its Python code derives from that type by `guest/python/integers`. `docs/en/desk-python.md` has what still differs.

use std::ops::Range;

use serde::Deserialize;

use super::package;
use crate::digest;

/// Files below `guest/python/integers` of this crate.
macro_rules! modules {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../guest/python/integers/", $name)))),*] };
}

/// The places, one by one.
const TABLE: &str = include_str!("integers.toml");
/// Where the guest finds [`MODULES`], below its library; the prelude names it too.
pub(super) const FOLDER: &str = "integers";
/// Python's part: file name and source.
pub(super) const MODULES: [(&str, &str); 5] = modules!(
    "spyrales_integers.py"
    "spyrales_integers_cython.py"
    "spyrales_integers_numpy.py"
    "spyrales_integers_pandas.py"
    "spyrales_integers_sklearn.py"
);

/// Names the module that is compiled: the package's, as it is changed by the table.
pub(super) fn source() -> String {
    digest::of_texts([package::SHA256, TABLE])
}

/// Names all of a guest's source: that module, and the ones in Python.
pub(super) fn with_modules(source: &str) -> String {
    digest::of_texts(
        [source]
            .into_iter()
            .chain(MODULES.iter().flat_map(|&(name, text)| [name, text])),
    )
}

/// The module isn't the one that the places were found in.
#[derive(Debug, thiserror::Error)]
pub enum WidenError {
    /// The table can't be read.
    #[error("the table of integers can't be read: {0}")]
    Table(#[from] toml::de::Error),
    /// An entry of the table can't be what it says.
    #[error("the table of integers has a bad entry for {function} at {at:#x}")]
    Entry {
        /// Name in the module's name section.
        function: String,
        /// Place in the file.
        at: usize,
    },
    /// Something else stands there.
    #[error(
        "{function} at {at:#x} has {found} where {expected} was expected; hint: the places must be found again for this module"
    )]
    Different {
        /// Name in the module's name section.
        function: String,
        /// Place in the file.
        at: usize,
        /// What is there.
        found: String,
        /// What should be.
        expected: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    patch: Vec<Patch>,
}

/// One place, by its offset in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    function: String,
    #[expect(dead_code, reason = "for whoever reads the table")]
    source: String,
    #[expect(dead_code, reason = "for whoever reads the table")]
    does: String,
    at: usize,
    old: String,
    new: String,
}

impl Patch {
    /// What must be there, what will be, and where.
    fn bytes(&self) -> Option<(Vec<u8>, Vec<u8>, Range<usize>)> {
        let bytes = |text: &str| hex::decode(text.replace(' ', "")).ok();
        let (old, new) = (bytes(&self.old)?, bytes(&self.new)?);
        let place = self.at..self.at.checked_add(old.len())?;
        (old.len() == new.len() && old != new).then_some((old, new, place))
    }
}

/// Changes every place, or says which one isn't as expected: then nothing that was changed must be used.
pub(super) fn widen(module: &mut [u8]) -> Result<(), WidenError> {
    widen_by(TABLE, module)
}

fn widen_by(table: &str, module: &mut [u8]) -> Result<(), WidenError> {
    for patch in toml::from_str::<Table>(table)?.patch {
        let Some((old, new, place)) = patch.bytes() else {
            let (function, at) = (patch.function, patch.at);
            return Err(WidenError::Entry { function, at });
        };
        let found = module.get_mut(place).unwrap_or_default();
        if *found != *old {
            return Err(WidenError::Different {
                function: patch.function,
                at: patch.at,
                found: hex::encode(&*found),
                expected: hex::encode(&old),
            });
        }
        found.copy_from_slice(&new);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{TABLE, Table, WidenError, widen, widen_by};

    const ONE: &str = r#"
        [[patch]]
        function = "int_default_descriptor"
        source = "abstractdtypes.c"
        does = "the default"
        at = 1
        old = "41 07"
        new = "41 09"
    "#;

    #[test]
    fn a_place_is_changed_and_nothing_beside_it() {
        let mut module = [7, 0x41, 7, 7];
        widen_by(ONE, &mut module).expect("the place is there");
        assert_eq!(module, [7, 0x41, 9, 7]);
    }

    #[test]
    fn another_module_is_refused_with_the_place_that_differs() {
        let error = widen_by(ONE, &mut [7, 0x41, 8, 7]).expect_err("another module");
        let WidenError::Different {
            function, at, found, ..
        } = error
        else {
            panic!("{error}");
        };
        assert_eq!((&*function, at, &*found), ("int_default_descriptor", 1, "4108"));
        assert!(matches!(
            widen_by(ONE, &mut [7, 0x41]),
            Err(WidenError::Different { .. })
        ));
        assert!(matches!(widen(&mut [0; 64]), Err(WidenError::Different { .. })));
    }

    #[test]
    fn an_entry_that_changes_nothing_or_the_length_is_refused() {
        for new in ["41 07", "41 09 01", "41 0"] {
            let table = ONE.replace("41 09", new);
            let error = widen_by(&table, &mut [7, 0x41, 7, 7]).expect_err("a bad entry");
            assert!(matches!(error, WidenError::Entry { at: 1, .. }), "{new}: {error}");
        }
    }

    #[test]
    fn no_two_places_of_the_table_overlap() {
        let table: Table = toml::from_str(TABLE).expect("a table");
        let mut places: Vec<_> = table
            .patch
            .iter()
            .map(|patch| patch.bytes().expect("bytes").2)
            .collect();
        places.sort_by_key(|place| place.start);
        assert!(places.len() > 20);
        assert!(places.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}
