//! The submission's sandbox: loads the learner's code and asks it for values.

use std::sync::{Arc, Mutex, PoisonError};

use spyrales_core::grading::{GradingLimits, Output};
use spyrales_core::text::Bilingual;
use spyrales_sandbox::fs::{Quota, SharedBytes, Tree};
use spyrales_sandbox::limits::{Limits, Usage};
use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::runtime::WORK;
use spyrales_sandbox::sandbox::{Ended, Sandbox, SandboxError};
use spyrales_sandbox::value::{Caps, Value};
use spyrales_sandbox::work::Meter;

use crate::failure;
use crate::message::{bilingual, detail, message, word};
use crate::pair::Pair;
use crate::source::Source;

/// Operations' worth of fuel that a submission gets in all: one that must be started again and again after
/// each call can't go on for ever.
const TOTAL_OPERATIONS: u64 = 8;
/// Fuel that a submission gets in all where its operations' worth is more, about two minutes of a core.
const TOTAL_FUEL: u64 = 1_200_000_000_000;
/// Operations that may use up their fuel before no other is begun: most likely they end for the same reason.
const MOST_EXHAUSTED: u32 = 3;
/// The part of an operation's fuel that is granted once one has used up all of it.
const PART_AFTER_EXHAUSTION: u64 = 10;
/// Notes that are kept of those that loading makes, and the length of each in characters.
const MOST_NOTES: usize = 4;
const NOTE_LENGTH: usize = 600;

/// The learner's code in its sandbox.
pub(crate) struct Submission {
    pair: Arc<Pair>,
    source: Source,
    /// What the exercise asks for, as a list of pairs: kind, name.
    asks: Value,
    files: Vec<(String, SharedBytes)>,
    seed: u64,
    limits: GradingLimits,
    running: Option<Running>,
    /// Operations that used up their fuel.
    exhausted: u32,
    /// What the agent lets pass of the code, by its own word.
    let_pass: Vec<Bilingual>,
    /// What the sandboxes that are gone used and printed.
    past: Usage,
    output: Output,
    /// What the learner is told of it, once nothing more is told.
    told: Option<Told>,
}

/// What the learner is told of a submission besides its checks.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) usage: Usage,
    pub(crate) output: Output,
    pub(crate) notes: Vec<Bilingual>,
    /// Whether that is not all: hidden checks came after it.
    pub(crate) curtain: bool,
}

struct Running {
    sandbox: Sandbox,
    mailbox: Arc<Mutex<Mailbox>>,
}

/// What passes between host and agent in one turn.
#[derive(Default)]
struct Mailbox {
    /// The request that the agent is to fetch, encoded.
    request: Option<Vec<u8>>,
    /// Its first answer.
    answer: Option<Value>,
}

/// The agent's end of a mailbox.
struct AgentPort(Arc<Mutex<Mailbox>>);

impl Port for AgentPort {
    fn call(&mut self, sent: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let mut mailbox = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if asks_for_next(sent, meter) {
            return Ok(mailbox.request.take().unwrap_or_else(|| Value::Null.encode()));
        }
        // Only the first answer is one. Nobody reads later messages of the code.
        if mailbox.answer.is_none() {
            let decoded = Value::decode(sent, &Caps::default(), meter);
            mailbox.answer = Some(decoded.unwrap_or_else(|error| failure::of_decoding(&error)));
        }
        Ok(Value::Null.encode())
    }
}

/// Whether the agent asks for its request: a message of one word, which is told from an answer by its size.
fn asks_for_next(sent: &[u8], meter: &mut Meter) -> bool {
    let caps = Caps {
        bytes: 32,
        values: 2,
        ..Caps::default()
    };
    Value::decode(sent, &caps, meter).is_ok_and(|value| word(&value) == Some("next"))
}

impl Submission {
    pub(crate) fn new(
        pair: Arc<Pair>,
        source: Source,
        asks: Value,
        files: Vec<(String, SharedBytes)>,
        seed: u64,
        limits: GradingLimits,
    ) -> Self {
        let (past, output) = (Usage::default(), Output::default());
        Self {
            pair,
            source,
            asks,
            files,
            seed,
            limits,
            running: None,
            exhausted: 0,
            let_pass: Vec::new(),
            past,
            output,
            told: None,
        }
    }

    /// Starts a sandbox and loads the code in it; the agent's answer, or the host's in its place.
    pub(crate) fn load(&mut self) -> Result<Value, SandboxError> {
        let mailbox = Arc::new(Mutex::new(Mailbox::default()));
        let work: Tree = self.files.iter().cloned().collect();
        let port = Box::new(AgentPort(Arc::clone(&mailbox)));
        let sandbox = self.pair.runtime.start(
            &self.pair.learner,
            work,
            sandbox_limits(&self.limits),
            self.seed,
            port,
        )?;
        self.running = Some(Running { sandbox, mailbox });
        let seed = i64::try_from(self.seed >> 1).unwrap_or_default();
        let details = [
            Value::str(self.source.text.clone()),
            Value::Int(seed),
            self.asks.clone(),
        ];
        // What loaded once loads again, whatever ended in between.
        let loaded = self.operate(&message("load", details), self.limits.fuel)?;
        self.let_pass = let_pass(&loaded);
        Ok(loaded)
    }

    /// Fuel for the next operation: a tenth once one has used up all of it, and none after the third. So an endless loop that
    /// every check runs into costs little more than one that a single check does, and checks of other functions still pass.
    fn granted(&self) -> u64 {
        match self.exhausted {
            0 => self.limits.fuel,
            MOST_EXHAUSTED.. => 0,
            _ => self.limits.fuel / PART_AFTER_EXHAUSTION,
        }
    }

    /// Passes a request to the agent. A sandbox that died of an earlier one is started again, so that one
    /// check's endless loop doesn't fail the others.
    pub(crate) fn request(&mut self, request: &Value) -> Result<Value, SandboxError> {
        if self.granted() == 0 {
            return Ok(failure::out_of_fuel(0, &self.limits));
        }
        if self.running.is_none() {
            let loaded = self.load()?;
            if word(&loaded) != Some("done") {
                return Ok(loaded);
            }
        }
        self.operate(request, self.granted())
    }

    fn operate(&mut self, request: &Value, granted: u64) -> Result<Value, SandboxError> {
        let left = total_fuel(&self.limits).saturating_sub(self.usage().fuel);
        let granted = granted.min(left);
        let Some(running) = &mut self.running else {
            return Ok(failure::no_answer());
        };
        running.mailbox().request = Some(request.encode());
        let ended = running.sandbox.turn(self.pair.turns.agent, granted)?;
        let answer = running.mailbox().answer.take();
        let refused = running.sandbox.memory_refused();
        match failure::of_end(&ended, refused, granted, &self.limits) {
            Some(died) => {
                self.exhausted += u32::from(ended == Ended::OutOfFuel);
                self.bury();
                Ok(died)
            }
            None => Ok(answer.unwrap_or_else(failure::no_answer)),
        }
    }

    /// Keeps what a dead sandbox used and printed, and lets it go.
    fn bury(&mut self) {
        self.past = self.usage();
        self.output = self.output();
        self.running = None;
    }

    /// Keeps from the learner what comes from here on: hidden checks hand over inputs that the code could print,
    /// or spell out in fuel.
    pub(crate) fn draw_curtain(&mut self) {
        if self.told.is_none() {
            self.told = Some(Told {
                curtain: true,
                ..self.told()
            });
        }
    }

    /// What the learner is told. A sandbox that died of a hidden check is loaded again, which may go another way: the notes
    /// are those of before, too.
    pub(crate) fn told(&self) -> Told {
        self.told.clone().unwrap_or_else(|| Told {
            usage: self.usage(),
            output: self.output(),
            notes: self.source.notes.iter().chain(&self.let_pass).cloned().collect(),
            curtain: false,
        })
    }

    fn usage(&self) -> Usage {
        let Some(running) = &self.running else {
            return self.past;
        };
        let now = running.sandbox.usage();
        Usage {
            fuel: self.past.fuel + now.fuel,
            memory_peak_bytes: self.past.memory_peak_bytes.max(now.memory_peak_bytes),
            output_bytes: self.past.output_bytes + now.output_bytes,
        }
    }

    /// What was printed so far.
    pub(crate) fn output(&self) -> Output {
        let mut output = self.output.clone();
        if let Some(running) = &self.running {
            let (stdout, dropped) = running.sandbox.stdout();
            output.stdout_dropped += dropped;
            output.stdout.push_str(&String::from_utf8_lossy(stdout));
            let (stderr, dropped) = running.sandbox.stderr();
            output.stderr_dropped += dropped;
            output.stderr.push_str(&String::from_utf8_lossy(stderr));
        }
        let limit = self.limits.output_kib as usize * 1024;
        output.stdout_dropped += cut(&mut output.stdout, limit);
        output.stderr_dropped += cut(&mut output.stderr, limit);
        output
    }

    /// What was printed so far as a check sees it: start and end, with a line where something is left out, and how many
    /// bytes that was.
    pub(crate) fn printed(&self) -> (String, u64) {
        let Output {
            mut stdout,
            stdout_dropped,
            ..
        } = self.output();
        if stdout_dropped == 0 {
            return (stdout, 0);
        }
        let end = self
            .running
            .as_ref()
            .map_or(&[][..], |running| running.sandbox.stdout_end());
        let left_out = stdout_dropped.saturating_sub(end.len() as u64);
        if left_out > 0 {
            stdout.push_str(&format!("\n[… {left_out} octets …]\n"));
        }
        // It may begin in the middle of a character.
        let start = end
            .iter()
            .position(|byte| byte & 0xc0 != 0x80)
            .unwrap_or(end.len());
        stdout.push_str(&String::from_utf8_lossy(&end[start..]));
        (stdout, left_out)
    }

    /// The submission's language.
    pub(crate) fn language(&self) -> &'static str {
        self.pair.runtime.name()
    }

    /// Has it write out what files that are still open hold back, as the end of a script does.
    pub(crate) fn flush(&mut self) -> Result<(), SandboxError> {
        if self.running.is_some() {
            self.operate(&message("flush", []), self.limits.fuel)?;
        }
        Ok(())
    }

    /// The files it wrote, by name.
    pub(crate) fn written(&self) -> Vec<(String, Vec<u8>)> {
        let Some(running) = &self.running else {
            return Vec::new();
        };
        running
            .sandbox
            .written(WORK)
            .into_iter()
            .map(|(name, bytes)| (name, bytes.to_vec()))
            .collect()
    }

    pub(crate) fn source(&self) -> &str {
        &self.source.text
    }
}

impl Running {
    fn mailbox(&self) -> std::sync::MutexGuard<'_, Mailbox> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fuel that a submission gets in all: to be loaded, and for all its calls.
pub(crate) fn total_fuel(limits: &GradingLimits) -> u64 {
    let operations = limits.fuel.saturating_mul(TOTAL_OPERATIONS);
    operations.min(TOTAL_FUEL.max(limits.fuel.saturating_mul(2)))
}

fn sandbox_limits(limits: &GradingLimits) -> Limits {
    Limits {
        memory_bytes: (limits.memory_mib as usize) << 20,
        output_bytes: limits.output_kib as usize * 1024,
        files: Quota {
            bytes: u64::from(limits.files_mib) << 20,
            ..Quota::default()
        },
    }
}

/// The notes of a load that went well.
fn let_pass(loaded: &Value) -> Vec<Bilingual> {
    let notes = detail(loaded).and_then(|about| about.get("notes"));
    let notes = notes.and_then(Value::as_list).unwrap_or_default();
    let short = |text: String| text.chars().take(NOTE_LENGTH).collect::<String>();
    let notes = notes.iter().take(MOST_NOTES).filter_map(bilingual);
    notes
        .map(|note| Bilingual::new(short(note.fr), short(note.en)))
        .collect()
}

/// Shortens a text to a number of bytes, at a character; how many were cut.
fn cut(text: &mut String, limit: usize) -> u64 {
    let before = text.len();
    text.truncate(text.floor_char_boundary(limit));
    (before - text.len()) as u64
}
