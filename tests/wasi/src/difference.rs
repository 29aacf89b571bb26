//! Where we mean to differ from the stock implementation, and why.

use crate::operation::{Fd, Moment, Operation, Whence};
use crate::outcome::{Errno, FILE, Outcome};
use crate::path::Path;

/// A difference that is meant.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) reason: &'static str,
    holds: fn(&Operation, &Outcome, &Outcome) -> bool,
}

/// What two outcomes say of each other.
pub(crate) enum Verdict {
    Same,
    /// They differ as they are meant to, and both worlds are still alike.
    Meant(&'static Difference),
    /// They differ as they are meant to, and the worlds with them.
    PartWays(&'static Difference),
    /// They differ, and nobody said why.
    Fault,
}

/// All of them. The first one that holds counts.
pub(crate) static ALL: [Difference; 11] = [
    Difference {
        reason: "a path that leads out of its directory is refused with the number that preview 1 has for it",
        holds: |_, ours, stock| failed(ours, &[Errno::NOTCAPABLE]) && failed(stock, &[Errno::PERM]),
    },
    Difference {
        reason: "a file system that can't be written, and a second one, have error numbers of their own",
        holds: |_, ours, stock| failed(ours, &[Errno::ROFS, Errno::XDEV]) && failed(stock, &[Errno::PERM]),
    },
    Difference {
        reason: "a number of no meaning is an error; the stock implementation ends the guest",
        holds: |_, ours, stock| ours.errno().is_some() && failed(stock, &[Errno::TRAP]),
    },
    Difference {
        reason: "a descriptor that is no directory is known for all that, as POSIX has it",
        holds: |operation, ours, stock| {
            !operation.paths().is_empty() && failed(ours, &[Errno::NOTDIR]) && failed(stock, &[Errno::BADF])
                || matches!(operation, Operation::List(..))
                    && failed(ours, &[Errno::NOTDIR])
                    && failed(stock, &[Errno::BADF])
        },
    },
    Difference {
        reason: "reading a directory as a file says that it is one, as POSIX has it",
        holds: |operation, ours, stock| {
            matches!(operation, Operation::Read(..) | Operation::ReadAt(..))
                && failed(ours, &[Errno::ISDIR])
                && failed(stock, &[Errno::BADF])
        },
    },
    Difference {
        reason: "directories are synchronised as files are, which SQLite relies on elsewhere",
        holds: |operation, ours, stock| {
            matches!(operation, Operation::Sync(_) | Operation::SyncData(_))
                && *ours == Outcome::Done
                && failed(stock, &[Errno::BADF])
        },
    },
    Difference {
        reason: "the times of a directory are set through its descriptor too",
        holds: |operation, ours, stock| {
            matches!(operation, Operation::SetTimesFd(..))
                && matches!(ours, Outcome::Times(..))
                && failed(stock, &[Errno::BADF])
        },
    },
    Difference {
        reason: "a file is read or written only through a descriptor that was opened for it",
        holds: |operation, ours, stock| match (operation, ours, stock) {
            (
                Operation::Read(..)
                | Operation::ReadAt(..)
                | Operation::Write(..)
                | Operation::WriteAt(..)
                | Operation::Resize(..),
                Outcome::Failed(Errno::BADF | Errno::INVAL),
                stock,
            ) => stock.errno().is_none_or(|errno| errno == Errno::PERM),
            (
                _,
                Outcome::Descriptor {
                    kind: FILE, flags, ..
                },
                Outcome::Descriptor { flags: same, .. },
            ) => flags == same,
            _ => false,
        },
    },
    Difference {
        reason: "a slash after a name asks for a directory, whichever call it is",
        holds: |operation, _, _| {
            let mut paths = operation.paths().into_iter();
            paths.any(Path::asks_for_directory)
                && matches!(
                    operation,
                    Operation::Stat(..)
                        | Operation::SameFile(..)
                        | Operation::SetTimes(..)
                        | Operation::HardLink(..)
                        | Operation::SymbolicLink(..)
                        | Operation::Unlink(..)
                        | Operation::RemoveDirectory(..)
                )
        },
    },
    Difference {
        reason: "of two faults in one call, either may be told",
        holds: |operation, ours, stock| match (ours.errno(), stock.errno()) {
            (Some(ours), Some(stock)) => {
                let own = faults(operation);
                own.contains(&ours) || own.contains(&stock)
            }
            _ => false,
        },
    },
    Difference {
        reason: "of two paths that lead nowhere, a link's among them, either may be told",
        holds: |operation, ours, stock| {
            let nowhere = [
                Errno::NOENT,
                Errno::NOTDIR,
                Errno::LOOP,
                Errno::NOTCAPABLE,
                Errno::PERM,
            ];
            let through_link = matches!(operation, Operation::Open(_, _, mode) if mode.create)
                && failed(stock, &[Errno::ISDIR]);
            let two = operation.paths().len() == 2 && failed(stock, &nowhere);
            failed(ours, &nowhere) && (two || through_link)
        },
    },
];

/// Compares two outcomes of one operation.
pub(crate) fn judge(operation: &Operation, ours: &Outcome, stock: &Outcome) -> Verdict {
    if ours == stock {
        return Verdict::Same;
    }
    let meant = ALL
        .iter()
        .find(|difference| (difference.holds)(operation, ours, stock));
    match meant {
        None => Verdict::Fault,
        Some(difference) if ours.errno().is_some() == stock.errno().is_some() => Verdict::Meant(difference),
        Some(difference) => Verdict::PartWays(difference),
    }
}

fn failed(outcome: &Outcome, with: &[Errno]) -> bool {
    outcome.errno().is_some_and(|errno| with.contains(&errno))
}

/// What is wrong with a call by itself, whatever lies in the directories.
fn faults(operation: &Operation) -> Vec<Errno> {
    use Operation as O;
    let mut faults = Vec::new();
    let mut paths = operation.paths();
    if let O::SymbolicLink(target, ..) = operation {
        paths.push(target);
    }
    for path in paths {
        faults.extend(path_fault(path));
    }
    for fd in operation.fds() {
        match fd {
            Fd::Shared if changes(operation) => faults.extend([Errno::ROFS, Errno::XDEV, Errno::PERM]),
            // It may be a directory of the read-only one.
            Fd::Opened(_) if changes(operation) => faults.extend([Errno::ROFS, Errno::XDEV, Errno::PERM]),
            Fd::Stream(_) | Fd::Unknown => faults.extend([Errno::BADF, Errno::NOTDIR]),
            Fd::Own | Fd::Shared | Fd::Opened(_) => {}
        }
    }
    let senseless = match operation {
        O::Open(_, _, mode) => mode.directory && (mode.create || mode.exclusive || mode.truncate),
        O::HardLink(_, _, follow, ..) => *follow,
        O::SetTimes(.., accessed, modified) | O::SetTimesFd(_, accessed, modified) => [accessed, modified]
            .iter()
            .any(|time| matches!(time, Moment::NowAndAt(_))),
        O::Seek(_, _, whence) => *whence == Whence::Nonsense,
        _ => false,
    };
    if senseless {
        faults.push(Errno::INVAL);
    }
    faults
}

fn path_fault(path: &Path) -> Vec<Errno> {
    let mut faults = Vec::new();
    if path.0.is_empty() {
        faults.push(Errno::NOENT);
    }
    if path.0.contains(&0) {
        faults.push(Errno::INVAL);
    }
    if std::str::from_utf8(&path.0).is_err() {
        faults.push(Errno::ILSEQ);
    }
    if path.0.len() > 4095 || path.components().any(|name| name.len() > 255) {
        faults.push(Errno::NAMETOOLONG);
    }
    if path.is_absolute() || path.components().next() == Some(b"..") {
        faults.extend([Errno::NOTCAPABLE, Errno::PERM]);
    }
    faults
}

/// Whether a call would change what lies in the directories that it names.
fn changes(operation: &Operation) -> bool {
    use Operation as O;
    match operation {
        O::Open(_, _, mode) => mode.write || mode.create || mode.truncate,
        O::SetTimes(..)
        | O::SetTimesFd(..)
        | O::MakeDirectory(..)
        | O::RemoveDirectory(..)
        | O::Unlink(..)
        | O::Rename(..)
        | O::HardLink(..)
        | O::SymbolicLink(..) => true,
        _ => false,
    }
}
