//! Sequences of calls written by hand: what programs do, the corners that lots seldom reach, and one for each
//! difference that is meant.

use crate::operation::{Fd, Mode, Moment, Operation, Whence};
use crate::path::Path;

use Fd::{Opened, Own, Shared, Stream};
use Operation as O;

const READ: Mode = Mode {
    read: true,
    write: false,
    create: false,
    exclusive: false,
    truncate: false,
    directory: false,
    append: false,
    follow: true,
};
const WRITE: Mode = Mode {
    write: true,
    create: true,
    ..READ
};
const APPEND: Mode = Mode {
    append: true,
    ..WRITE
};
const FOLDER: Mode = Mode {
    directory: true,
    ..READ
};
/// Neither to read nor to write.
const BARE: Mode = Mode { read: false, ..READ };

pub(crate) fn all() -> Vec<(&'static str, Vec<Operation>)> {
    let scenes = [programs(), corners(), differences()];
    scenes.into_iter().flatten().collect()
}

fn open(fd: Fd, path: &str, mode: Mode) -> Operation {
    O::Open(fd, path.into(), mode)
}

fn write(fd: usize, text: &str) -> Operation {
    O::Write(Opened(fd), text.as_bytes().to_vec())
}

fn folder(path: &str) -> Operation {
    O::MakeDirectory(Own, path.into())
}

fn link(target: &str, path: &str) -> Operation {
    O::SymbolicLink(target.into(), Own, path.into())
}

fn rename(old: &str, new: &str) -> Operation {
    O::Rename(Own, old.into(), Own, new.into())
}

fn stat(path: &str) -> Operation {
    O::Stat(Own, path.into(), true)
}

fn programs() -> Vec<(&'static str, Vec<Operation>)> {
    vec![
        (
            "a file is written beside another one and takes its place",
            vec![
                open(Own, "rapport", WRITE),
                write(0, "ancien"),
                O::Close(Opened(0)),
                open(
                    Own,
                    "rapport.tmp",
                    Mode {
                        exclusive: true,
                        ..WRITE
                    },
                ),
                write(1, "nouveau"),
                O::Sync(Opened(1)),
                O::Close(Opened(1)),
                rename("rapport.tmp", "rapport"),
                open(Own, "rapport", READ),
                O::Read(Opened(2), 100),
                stat("rapport.tmp"),
            ],
        ),
        (
            "a journal is appended to by two writers",
            vec![
                open(Own, "journal", APPEND),
                open(Own, "journal", APPEND),
                write(0, "un\n"),
                write(1, "deux\n"),
                O::WriteAt(Opened(0), b"trois\n".to_vec(), 0),
                O::Seek(Opened(0), 0, Whence::Start),
                O::Read(Opened(0), 100),
                O::SetFlags(Opened(1), 0),
                O::Describe(Opened(1)),
                O::Seek(Opened(1), 1, Whence::Start),
                write(1, "N"),
                O::ReadAt(Opened(0), 100, 0),
            ],
        ),
        (
            "a removed file lives on while it is open",
            vec![
                open(Own, "éphémère", WRITE),
                write(0, "encore là"),
                O::Unlink(Own, "éphémère".into()),
                stat("éphémère"),
                O::ReadAt(Opened(0), 100, 0),
                O::StatFd(Opened(0)),
                O::Resize(Opened(0), 6),
                O::StatFd(Opened(0)),
            ],
        ),
        (
            "a tree is made, moved, listed and taken down",
            vec![
                folder("a"),
                folder("a/b"),
                open(Own, "a/b/f", WRITE),
                write(0, "x"),
                rename("a", "c"),
                stat("c/b/f"),
                open(Own, "c/b", FOLDER),
                O::List(Opened(1), 300),
                O::RemoveDirectory(Own, "c".into()),
                O::Unlink(Opened(1), "f".into()),
                O::RemoveDirectory(Own, "c/b".into()),
                O::List(Opened(1), 300),
                O::RemoveDirectory(Own, "c".into()),
                O::List(Own, 300),
            ],
        ),
        (
            "a hole reads as zeros",
            vec![
                open(Own, "creux", WRITE),
                O::Seek(Opened(0), 10_000, Whence::Start),
                write(0, "fin"),
                O::ReadAt(Opened(0), 20, 9_990),
                O::Resize(Opened(0), 5),
                O::Tell(Opened(0)),
                write(0, "!"),
                O::StatFd(Opened(0)),
            ],
        ),
    ]
}

fn corners() -> Vec<(&'static str, Vec<Operation>)> {
    let long = |names: usize| Path::from(vec!["x".repeat(200); names].join("/").as_str());
    vec![
        (
            "many entries come in pieces, whatever the buffer",
            (0..60)
                .map(|n| folder(&format!("dossier-{n}")))
                .chain([
                    O::List(Own, 300),
                    O::List(Own, 304),
                    O::List(Own, 1024),
                    O::List(Own, 65_536),
                ])
                .collect(),
        ),
        (
            "a directory doesn't move into itself, nor onto one with anything in it",
            vec![
                folder("a"),
                folder("a/b"),
                folder("c"),
                rename("a", "a/b/a"),
                rename("a", "a"),
                rename("c", "a"),
                rename("a", "c"),
                rename("c/b", "c"),
                open(Own, "f", WRITE),
                rename("f", "c"),
                rename("c", "f"),
                rename("c", "c/"),
                rename("f", "g/"),
            ],
        ),
        (
            "links are followed to their end, and no further",
            vec![
                link("b", "a"),
                link("a", "b"),
                stat("a"),
                O::Stat(Own, "a".into(), false),
                folder("d"),
                link("d/", "e"),
                open(Own, "e/f", WRITE),
                stat("d/f"),
                open(Own, "e", WRITE),
                O::Unlink(Own, "e".into()),
                link("nulle part", "n"),
                open(Own, "n", WRITE),
                stat("nulle part"),
                O::ReadLink(Own, "n".into(), 4),
                O::ReadLink(Own, "d".into(), 4),
            ],
        ),
        (
            "two names are one file",
            vec![
                open(Own, "un", WRITE),
                O::HardLink(Own, "un".into(), false, Own, "deux".into()),
                O::SameFile(Own, "un".into(), Own, "deux".into()),
                write(0, "x"),
                stat("deux"),
                rename("un", "deux"),
                O::Unlink(Own, "un".into()),
                stat("deux"),
            ],
        ),
        (
            "nothing is made in a directory that was removed",
            vec![
                folder("a"),
                open(Own, "a", FOLDER),
                O::RemoveDirectory(Own, "a".into()),
                O::MakeDirectory(Opened(0), "b".into()),
                open(Opened(0), "f", WRITE),
                O::SymbolicLink("x".into(), Opened(0), "l".into()),
                O::List(Opened(0), 300),
                folder("a"),
                O::List(Own, 300),
            ],
        ),
        (
            "names and paths have a longest length",
            vec![
                O::MakeDirectory(Own, Path::from("x".repeat(255).as_str())),
                O::MakeDirectory(Own, Path::from("x".repeat(256).as_str())),
                O::Stat(Own, long(20), true),
                O::Stat(Own, long(21), true),
            ],
        ),
        (
            "positions before the start are refused, and those after the end are not",
            vec![
                open(Own, "f", WRITE),
                write(0, "abc"),
                O::Seek(Opened(0), -4, Whence::End),
                O::Seek(Opened(0), -3, Whence::End),
                O::Seek(Opened(0), -1, Whence::Start),
                O::Seek(Opened(0), 5, Whence::Here),
                O::Read(Opened(0), 5),
                O::WriteAt(Opened(0), Vec::new(), 50),
                O::StatFd(Opened(0)),
            ],
        ),
        (
            "times are kept to the nanosecond",
            vec![
                open(Own, "f", WRITE),
                O::SetTimesFd(Opened(0), Moment::At(1), Moment::At(1_000_000_000_000_000_001)),
                O::SetTimes(Own, "f".into(), true, Moment::Kept, Moment::At(123_456_789)),
                O::SetTimes(Own, "f".into(), true, Moment::Now, Moment::Now),
                O::SetTimes(Own, "g".into(), true, Moment::Now, Moment::Now),
            ],
        ),
        (
            "the read-only directory is read like any other",
            vec![
                open(Shared, "lettre", READ),
                O::Read(Opened(0), 2),
                O::Read(Opened(0), 2),
                open(Shared, "tiroir", FOLDER),
                open(Opened(1), "note", READ),
                O::ReadAt(Opened(2), 3, 4),
                O::List(Shared, 300),
                O::Stat(Shared, "tiroir/note".into(), true),
            ],
        ),
    ]
}

fn differences() -> Vec<(&'static str, Vec<Operation>)> {
    vec![
        (
            "leading out",
            vec![stat("../x"), stat("/etc/passwd"), link("/etc", "l")],
        ),
        (
            "writing what is read-only",
            vec![
                O::MakeDirectory(Shared, "d".into()),
                open(Own, "f", WRITE),
                O::Rename(Own, "f".into(), Shared, "f".into()),
            ],
        ),
        (
            "a whence of no meaning",
            vec![open(Own, "f", WRITE), O::Seek(Opened(0), 0, Whence::Nonsense)],
        ),
        (
            "a stream for a directory",
            vec![O::Stat(Stream(0), "a".into(), true)],
        ),
        ("reading a directory", vec![O::Read(Own, 10)]),
        ("synchronising a directory", vec![O::Sync(Own)]),
        (
            "the times of a directory",
            vec![O::SetTimesFd(Own, Moment::At(1), Moment::At(2))],
        ),
        (
            "a file opened for nothing",
            vec![
                open(Own, "f", Mode { create: true, ..BARE }),
                O::Describe(Opened(0)),
                O::WriteAt(Opened(0), b"x".to_vec(), 0),
            ],
        ),
        (
            "a slash after a file",
            vec![open(Own, "f", WRITE), O::Stat(Own, "f/".into(), false)],
        ),
        (
            "two faults",
            vec![
                O::SetTimes(Own, "absent".into(), true, Moment::NowAndAt(1), Moment::Kept),
                O::Unlink(Shared, "absent".into()),
            ],
        ),
        (
            "two paths that lead nowhere",
            vec![
                open(Own, "f", WRITE),
                O::HardLink(Own, "absent".into(), false, Own, "f/x".into()),
            ],
        ),
    ]
}
