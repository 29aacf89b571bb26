//! Sequences of calls drawn by lot, from few names, so that calls meet each other's doings.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::operation::{Fd, Mode, Moment, Operation, Whence};
use crate::path::Path;

/// Descriptors of a sequence that calls reach for.
const OPENED: usize = 3;

pub(crate) fn operations() -> impl Strategy<Value = Vec<Operation>> {
    // Something to begin with, or most calls would find nothing.
    let first = vec(
        prop_oneof![
            name().prop_map(|name| Operation::MakeDirectory(Fd::Own, Path::from(name.as_str()))),
            (name(), usual_mode()).prop_map(|(name, mode)| Operation::Open(
                Fd::Own,
                Path::from(name.as_str()),
                mode
            )),
        ],
        2..6,
    );
    (first, vec(operation(), 1..40)).prop_map(|(first, then)| [first, then].concat())
}

fn operation() -> impl Strategy<Value = Operation> {
    use Operation as O;
    let moment = || {
        prop_oneof![
            Just(Moment::Kept),
            Just(Moment::Now),
            (0..4_000_000_000_000_000_000_u64).prop_map(Moment::At),
            Just(Moment::NowAndAt(1))
        ]
    };
    let making = prop_oneof![
        (directory(), path(), mode()).prop_map(|(fd, path, mode)| O::Open(fd, path, mode)),
        (directory(), path()).prop_map(|(fd, path)| O::MakeDirectory(fd, path)),
        (target(), directory(), path()).prop_map(|(target, fd, path)| O::SymbolicLink(target, fd, path)),
        (directory(), path(), any::<bool>(), directory(), path())
            .prop_map(|(from, old, follow, to, new)| O::HardLink(from, old, follow, to, new)),
    ];
    let changing = prop_oneof![
        3 => (directory(), path(), directory(), path())
            .prop_map(|(from, old, to, new)| O::Rename(from, old, to, new)),
        2 => (directory(), path()).prop_map(|(fd, path)| O::Unlink(fd, path)),
        2 => (directory(), path()).prop_map(|(fd, path)| O::RemoveDirectory(fd, path)),
    ];
    let data = || vec(any::<u8>(), 0..50);
    let filling = prop_oneof![
        4 => (file(), data()).prop_map(|(fd, data)| O::Write(fd, data)),
        2 => (file(), data(), offset()).prop_map(|(fd, data, offset)| O::WriteAt(fd, data, offset)),
        2 => (file(), offset()).prop_map(|(fd, size)| O::Resize(fd, size)),
        1 => (file(), select(vec![0_u16, 1])).prop_map(|(fd, flags)| O::SetFlags(fd, flags)),
    ];
    let reading = prop_oneof![
        (file(), 0..100_u32).prop_map(|(fd, len)| O::Read(fd, len)),
        (file(), 0..100_u32, offset()).prop_map(|(fd, len, offset)| O::ReadAt(fd, len, offset)),
        (file(), -60..60_i64, whence()).prop_map(|(fd, offset, whence)| O::Seek(fd, offset, whence)),
        file().prop_map(O::Tell),
    ];
    let looking = prop_oneof![
        file().prop_map(O::Describe),
        file().prop_map(O::StatFd),
        (directory(), 24 + 255..500_u32).prop_map(|(fd, len)| O::List(fd, len)),
        (directory(), path(), any::<bool>()).prop_map(|(fd, path, follow)| O::Stat(fd, path, follow)),
        (directory(), path(), 0..20_u32).prop_map(|(fd, path, len)| O::ReadLink(fd, path, len)),
        (directory(), path(), directory(), path())
            .prop_map(|(one, path, other, other_path)| O::SameFile(one, path, other, other_path)),
    ];
    let rest = prop_oneof![
        3 => closing().prop_map(O::Close),
        1 => file().prop_map(O::Sync),
        1 => file().prop_map(O::SyncData),
        1 => (file(), offset(), offset(), 0..6_u32)
            .prop_map(|(fd, offset, len, advice)| O::Advise(fd, offset, len, advice)),
        1 => (file(), moment(), moment())
            .prop_map(|(fd, accessed, modified)| O::SetTimesFd(fd, accessed, modified)),
        2 => (directory(), path(), any::<bool>(), moment(), moment())
            .prop_map(|(fd, path, follow, accessed, modified)| {
                O::SetTimes(fd, path, follow, accessed, modified)
            }),
    ];
    prop_oneof![6 => making, 3 => changing, 4 => filling, 3 => reading, 4 => looking, 2 => rest]
}

fn directory() -> impl Strategy<Value = Fd> {
    prop_oneof![
        30 => Just(Fd::Own),
        3 => Just(Fd::Shared),
        6 => (0..OPENED).prop_map(Fd::Opened),
        1 => select(vec![Fd::Stream(0), Fd::Stream(1), Fd::Unknown]),
    ]
}

fn file() -> impl Strategy<Value = Fd> {
    prop_oneof![
        30 => (0..OPENED).prop_map(Fd::Opened),
        1 => select(vec![Fd::Own, Fd::Shared, Fd::Stream(0), Fd::Stream(1), Fd::Stream(2), Fd::Unknown]),
    ]
}

/// What may be closed: who lost the first directories could look at nothing any more, and their numbers would come back
/// as something else.
fn closing() -> impl Strategy<Value = Fd> {
    prop_oneof![20 => (0..OPENED).prop_map(Fd::Opened), 1 => Just(Fd::Unknown)]
}

fn usual_mode() -> impl Strategy<Value = Mode> {
    select(vec![
        Mode {
            read: true,
            follow: true,
            ..Mode::default()
        },
        Mode {
            read: true,
            write: true,
            create: true,
            follow: true,
            ..Mode::default()
        },
        Mode {
            write: true,
            create: true,
            truncate: true,
            follow: true,
            ..Mode::default()
        },
        Mode {
            write: true,
            create: true,
            append: true,
            follow: true,
            ..Mode::default()
        },
        Mode {
            write: true,
            create: true,
            exclusive: true,
            ..Mode::default()
        },
        Mode {
            read: true,
            directory: true,
            follow: true,
            ..Mode::default()
        },
    ])
}

fn mode() -> impl Strategy<Value = Mode> {
    let odd = (any::<[bool; 8]>()).prop_map(
        |[
            read,
            write,
            create,
            exclusive,
            truncate,
            directory,
            append,
            follow,
        ]| Mode {
            read,
            write,
            create,
            exclusive,
            truncate,
            directory,
            append,
            follow,
        },
    );
    prop_oneof![4 => usual_mode(), 1 => odd]
}

fn offset() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0..100_u64, 1 => 0..10_000_u64]
}

fn whence() -> impl Strategy<Value = Whence> {
    select(vec![
        Whence::Start,
        Whence::Here,
        Whence::Here,
        Whence::End,
        Whence::Nonsense,
    ])
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        40 => select(vec!["a", "b", "été"]).prop_map(str::to_owned),
        2 => Just("..".to_owned()),
        2 => Just(".".to_owned()),
        1 => select(vec!["lettre", "tiroir", "note"]).prop_map(str::to_owned),
    ]
}

/// A path to be found or made.
fn path() -> impl Strategy<Value = Path> {
    let relative = (
        vec(name(), 1..4),
        select(vec!["/", "/", "/", "//", "/./"]),
        any::<u8>(),
    )
        .prop_map(|(names, between, end)| {
            let end = if end < 20 { "/" } else { "" };
            Path::from(format!("{}{end}", names.join(between)).as_str())
        });
    let odd = select(vec![
        Path::from(""),
        Path::from("/"),
        Path::from("/a"),
        Path::from("/etc/passwd"),
        Path::from("a\0b"),
        Path(b"\xff".to_vec()),
        Path("x".repeat(255).into_bytes()),
        Path("x".repeat(256).into_bytes()),
        Path("a/".repeat(2100).into_bytes()),
    ]);
    prop_oneof![
        40 => name().prop_map(|name| Path::from(name.as_str())),
        40 => relative,
        2 => odd,
    ]
}

/// Where a symbolic link leads: anything but an empty text.
fn target() -> impl Strategy<Value = Path> {
    prop_oneof![10 => path(), 1 => Just(Path::from("../../etc/passwd"))]
}
