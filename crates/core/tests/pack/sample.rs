//! A small pack that is right, to be spoilt in one place at a time.

use std::collections::BTreeMap;

use spyrales_core::framework::Framework;
use spyrales_core::pack::{Exercise, Pack, PackErrors, PackFiles};

/// The files of a pack on their way to be read.
pub(crate) struct Sample(BTreeMap<String, Vec<u8>>);

impl Sample {
    /// A pack without a fault.
    pub(crate) fn new() -> Self {
        Self(BTreeMap::new())
            .with("pack.toml", include_str!("sample/pack.toml"))
            .with("somme/exercise.toml", include_str!("sample/exercise.toml"))
            .with("somme/statement.fr.md", include_str!("sample/statement.fr.md"))
            .with("somme/statement.en.md", include_str!("sample/statement.en.md"))
            .with("somme/starter.py", "def somme(valeurs):\n    ...\n")
            .with(
                "somme/solution.py",
                "def somme(valeurs):\n    return sum(valeurs)\n",
            )
            .with("somme/check.py", "from spyrales import check\n")
            .with(
                "somme/wrong/zero.py",
                "# fails: juste, vide\ndef somme(valeurs):\n    return 0\n",
            )
            .with("somme/data/valeurs.csv", "valeur\n1\n")
            .with("somme/hidden/autres.csv", "valeur\n2\n")
    }

    /// Of the same pack this file alone.
    pub(crate) fn only(path: &str) -> Self {
        let Self(mut files) = Self::new();
        files.retain(|name, _| name == path);
        Self(files)
    }

    /// With another content of a file, or one more file.
    pub(crate) fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), content.into());
        self
    }

    /// Without a file.
    pub(crate) fn without(mut self, path: &str) -> Self {
        assert!(self.0.remove(path).is_some(), "{path} isn't there");
        self
    }

    /// With a file under another name.
    pub(crate) fn renamed(mut self, from: &str, to: &str) -> Self {
        let content = self.0.remove(from).unwrap();
        self.with(to, content)
    }

    /// With a passage of a text file replaced.
    pub(crate) fn edited(self, path: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.0[path].clone()).unwrap();
        assert_eq!(
            text.matches(from).count(),
            1,
            "{from:?} must stand in {path} once"
        );
        let text = text.replace(from, to);
        self.with(path, text)
    }

    /// The files, in a folder of the pack's name.
    pub(crate) fn files(self) -> PackFiles {
        PackFiles::new(self.0).unwrap().in_folder("exemple")
    }

    /// The pack or what is wrong with it.
    pub(crate) fn parse(self) -> Result<Pack, PackErrors> {
        Pack::parse(&self.files(), &Framework::shipped())
    }

    /// The only exercise of the pack, which must be right.
    pub(crate) fn exercise(self) -> Exercise {
        self.parse().unwrap().exercises.remove(0)
    }
}
