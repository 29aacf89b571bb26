//! A learner's sandbox of R's that answers requests of `docs/internals/protocol.md`.

use std::sync::{Arc, Mutex};

use spyrales_grader::Pair;
use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::sandbox::{Ended, Sandbox};
use spyrales_sandbox::value::{Caps, Value};
use spyrales_sandbox::work::Meter;

const FUEL: u64 = 20_000_000_000;

#[derive(Default)]
struct Mailbox {
    request: Vec<u8>,
    answer: Option<Value>,
}

struct Desk(Arc<Mutex<Mailbox>>);

impl Port for Desk {
    fn call(&mut self, sent: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let mut mailbox = self.0.lock().expect("nobody panicked");
        let sent = Value::decode(sent, &Caps::default(), meter).map_err(|e| PortError(e.to_string()))?;
        if sent == Value::list([Value::str("next")]) {
            return Ok(mailbox.request.clone());
        }
        mailbox.answer = Some(sent);
        Ok(Value::Null.encode())
    }
}

/// R with a submission loaded. It must be used on a guest's stack.
pub struct Agent {
    /// The sandbox itself.
    pub sandbox: Sandbox,
    /// What a turn may burn.
    pub fuel: u64,
    mailbox: Arc<Mutex<Mailbox>>,
}

impl Agent {
    /// A sandbox that starts from what submissions start from.
    ///
    /// # Panics
    ///
    /// When it doesn't start.
    #[must_use]
    pub fn start(pair: &Pair, limits: Limits) -> Self {
        let mailbox = Arc::<Mutex<Mailbox>>::default();
        let port = Box::new(Desk(Arc::clone(&mailbox)));
        let sandbox = pair.runtime().start(pair.learner(), Tree::new(), limits, 7, port);
        Self {
            sandbox: sandbox.expect("a sandbox"),
            fuel: FUEL,
            mailbox,
        }
    }

    /// What R answers to a request, and how the turn ended.
    ///
    /// # Panics
    ///
    /// When the sandbox breaks.
    pub fn ask(&mut self, request: impl IntoIterator<Item = Value>) -> (Ended, Option<Value>) {
        self.mailbox.lock().expect("nobody panicked").request = Value::list(request).encode();
        let ended = self
            .sandbox
            .turn(b"spyrales:::agent_turn()", self.fuel)
            .expect("a turn");
        (ended, self.mailbox.lock().expect("nobody panicked").answer.take())
    }

    /// Has R load a submission.
    pub fn load(&mut self, source: &str) -> (Ended, Option<Value>) {
        self.ask([Value::str("load"), Value::str(source), Value::Int(1)])
    }

    /// The value of a request that R must be able to do.
    ///
    /// # Panics
    ///
    /// When it isn't.
    pub fn done(&mut self, request: impl IntoIterator<Item = Value>) -> Value {
        let (ended, answer) = self.ask(request);
        let answer = answer.unwrap_or_else(|| panic!("no answer: {ended:?}"));
        match answer.as_list() {
            Some([word, value]) if word.as_str() == Some("done") => value.clone(),
            _ => panic!("{answer:?}"),
        }
    }

    /// The value of the last of some expressions.
    pub fn run(&mut self, code: &str) -> Value {
        self.done([Value::str("run"), Value::str(code)])
    }
}
