//! The one program that R starts for an answer: the pager, which shows help pages and files. There are no programs, so
//! its work is done here: the file goes to the standard output, as when R isn't at a terminal.

use crate::fs::{Errno, FileSystem, StatKind};
use crate::functions::Call;
use crate::work::Work;

const BACKSPACE: u8 = 8;

/// The file that a command shows: `'/usr/lib/R/bin/pager' < 'FILE'`.
pub(super) fn file_shown(command: &str) -> Option<&str> {
    let (program, file) = command.split_once(" < ")?;
    let program = program.trim().trim_matches('\'');
    program
        .ends_with("/pager")
        .then(|| file.trim().trim_matches('\''))
}

/// Without what is struck over: R's help underlines a letter as `_`, backspace, letter.
fn without_overstrikes(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    for &byte in text {
        if byte == BACKSPACE {
            // A letter may be several bytes.
            while plain.pop().is_some_and(|last| last & 0xc0 == 0x80) {}
        } else {
            plain.push(byte);
        }
    }
    plain
}

impl Call<'_> {
    /// Prints a file.
    pub(super) fn show_file(&mut self, path: &str) -> Result<(), Errno> {
        let path = FileSystem::absolute(&self.host.directory, path, self.meter)?;
        let (mount, rest) = self.host.fs.locate(&path, self.meter)?;
        let stat = self.host.fs.stat_path(mount, rest, true, self.meter)?;
        if stat.kind != StatKind::File {
            return Err(Errno::IsDirectory);
        }
        let size = usize::try_from(stat.size).map_err(|_| Errno::FileTooBig)?;
        self.meter.spend(Work::ReadByte, size)?;
        let mut text = vec![0; size];
        let len = self.host.fs.read(stat.location, 0, &mut text, self.meter)?;
        self.host.stdout.push(&without_overstrikes(&text[..len]));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pager_shows_a_file() {
        assert_eq!(
            file_shown("'/usr/lib/R/bin/pager' < '/tmp/a b'"),
            Some("/tmp/a b")
        );
        assert_eq!(file_shown("/usr/lib/R/bin/pager < /tmp/a"), Some("/tmp/a"));
        assert_eq!(file_shown("sh < /tmp/a"), None);
        assert_eq!(file_shown("rm -Rf /tmp/a"), None);
    }

    #[test]
    fn what_is_struck_over_is_left_out() {
        let plain = without_overstrikes("\u{8}_\u{8}T_\u{8}é é\u{8}_\u{8}x".as_bytes());
        assert_eq!(String::from_utf8(plain).expect("UTF-8"), "Té x");
    }
}
