//! What the host's work costs in CPU time for its fuel: the table of `docs/en/security.md`.
//!
//! Each attack runs on the real guest with a bounded fuel, and its CPU time is scaled to 10,000,000,000 units.
//! `cargo run -p spyrales-tests --example host_work`

use std::time::Duration;

use spyrales_grader::Pair;
use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::value::{Caps, Value};
use spyrales_sandbox::work::Meter;
use spyrales_tests::{python, r};

/// Fuel for each attack.
const FUEL: u64 = 1_000_000_000;
const SCALE: f64 = 1e10;

/// Rebuilds what it is sent, as a submission's port does.
struct Listener;

impl Port for Listener {
    fn call(&mut self, request: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let _ = Value::decode(request, &Caps::default(), meter);
        Ok(Value::Null.encode())
    }
}

const LINKS: &str = "
import os
os.chdir('/work')
os.makedirs('d', exist_ok=True)
about = 'd/../' * 400
for i in range(30):
    os.symlink(about + 'l%d' % (i + 1), 'l%d' % i)
os.mkdir('l30')
while True:
    os.stat('l0')
";
const NULLS: &str = "
import _host
bytes_ = bytes([0x10]) + (1_900_000).to_bytes(4, 'little') + bytes(1_900_000)
while True:
    _host.call(bytes_)
";
const STRINGS: &str = "
import _host
n = 1_900_000
bytes_ = bytes([0x21, 1, 1]) + n.to_bytes(8, 'little') + bytes(4 * n) + bytes(4)
while True:
    _host.call(bytes_)
";
const LABELS: &str = "
import _host, struct
n = 4_000_000
labels = bytes([0, 0x20, 5, 0, 0, 0]) + b'int32' + bytes([0, 1]) + n.to_bytes(8, 'little') + (4 * n).to_bytes(8, 'little')
import array
labels += array.array('i', range(n, 0, -1)).tobytes()
bytes_ = bytes([0x27, 3, 0]) + labels + bytes(4)
while True:
    _host.call(bytes_)
";
const READS: &str = "
import os
os.chdir('/work')
open('f', 'wb').write(bytes(16 << 20))
f = open('f', 'rb', buffering=0)
buffer = bytearray(16 << 20)
while True:
    f.seek(0)
    f.readinto(buffer)
";
const LISTS: &str = "
import os
os.chdir('/work')
for i in range(1000):
    os.mkdir('x' * 200 + str(i))
while True:
    os.listdir('.')
";
const RENAMES: &str = "
import os
os.chdir('/work')
os.makedirs('a/b')
for i in range(1000):
    os.mkdir('a/b/%d' % i)
while True:
    os.rename('a/b', 'b')
    os.rename('b', 'a/b')
";
const RANDOM: &str = "
import os
while True:
    os.urandom(1 << 20)
";
const LOOP: &str = "
n = 0
while True:
    n += 1
";
const NULLS_IN_R: &str = "local({
bytes <- c(as.raw(c(0x10, 0xe0, 0xfd, 0x1c, 0)), raw(1900000))
repeat {
    door <- file('/dev/port', 'wb', raw = TRUE)
    writeBin(bytes, door)
    close(door)
}
})";
const LINKS_IN_R: &str = "local({
setwd('/work')
dir.create('d')
about <- strrep('d/../', 400)
for (i in 0:29) file.symlink(paste0(about, 'l', i + 1), paste0('l', i))
dir.create('l30')
repeat file.exists('l0')
})";
const LOOP_IN_R: &str = "local({ n <- 0; repeat n <- n + 1 })";

/// This thread's CPU time so far.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let ns = stat.split(' ').next().and_then(|ns| ns.parse().ok());
    Duration::from_nanos(ns.unwrap_or_default())
}

fn measure(pair: &Pair, name: &str, source: &str) {
    on_guest_stack(|| {
        let started = pair.runtime().start(
            pair.learner(),
            Tree::new(),
            Limits::default(),
            1,
            Box::new(Listener),
        );
        let mut sandbox = match started {
            Ok(sandbox) => sandbox,
            Err(error) => return println!("{name}: {error}"),
        };
        let before = cpu_time();
        let ended = sandbox.turn(source.as_bytes(), FUEL);
        let took = cpu_time().saturating_sub(before).as_secs_f64();
        let fuel = sandbox.usage().fuel;
        println!(
            "{name}: {:.1} CPU-s for 1e10 units ({ended:?})",
            took * SCALE / fuel as f64
        );
    });
}

fn main() {
    let python = python::pair();
    for (name, source) in [
        ("a loop", LOOP),
        ("30 links behind one another, stat", LINKS),
        ("1.9 million nulls over the port", NULLS),
        ("1.9 million empty strings over the port", STRINGS),
        ("4 million labels over the port", LABELS),
        ("reading 16 MiB", READS),
        ("listing 1,000 entries", LISTS),
        ("moving a folder of 1,000", RENAMES),
        ("randomness", RANDOM),
    ] {
        measure(&python, name, source);
    }
    let r = r::pair();
    for (name, source) in [
        ("R: a loop", LOOP_IN_R),
        ("R: 30 links behind one another, file.exists", LINKS_IN_R),
        ("R: 1.9 million nulls over the port", NULLS_IN_R),
    ] {
        measure(&r, name, source);
    }
}
