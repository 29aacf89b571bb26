//! A learner's sandbox that answers requests of `docs/protocol.md`.

use std::sync::{Arc, Mutex};

use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::sandbox::{Ended, Sandbox};
use spyrales_sandbox::value::{Caps, Value};
use spyrales_tests::r;

const FUEL: u64 = 20_000_000_000;

#[derive(Default)]
struct Mailbox {
    request: Vec<u8>,
    answer: Option<Value>,
}

struct Desk(Arc<Mutex<Mailbox>>);

impl Port for Desk {
    fn call(&mut self, sent: &[u8]) -> Result<Vec<u8>, PortError> {
        let mut mailbox = self.0.lock().expect("nobody panicked");
        let sent = Value::decode(sent, &Caps::default()).map_err(|e| PortError(e.to_string()))?;
        if sent == Value::list([Value::str("next")]) {
            return Ok(mailbox.request.clone());
        }
        mailbox.answer = Some(sent);
        Ok(Value::Null.encode())
    }
}

/// R with a submission loaded. It must be used on a guest's stack.
pub(crate) struct Agent {
    pub(crate) sandbox: Sandbox,
    mailbox: Arc<Mutex<Mailbox>>,
}

impl Agent {
    pub(crate) fn start(limits: Limits) -> Self {
        let mailbox = Arc::<Mutex<Mailbox>>::default();
        let pair = r::pair();
        let port = Box::new(Desk(Arc::clone(&mailbox)));
        let sandbox = pair.runtime().start(pair.learner(), Tree::new(), limits, 7, port);
        Self {
            sandbox: sandbox.expect("a sandbox"),
            mailbox,
        }
    }

    /// What R answers to a request, and how the turn ended.
    pub(crate) fn ask(&mut self, request: impl IntoIterator<Item = Value>) -> (Ended, Option<Value>) {
        self.mailbox.lock().expect("nobody panicked").request = Value::list(request).encode();
        let ended = self
            .sandbox
            .turn(b"spyrales:::agent_turn()", FUEL)
            .expect("a turn");
        (ended, self.mailbox.lock().expect("nobody panicked").answer.take())
    }

    pub(crate) fn load(&mut self, source: &str) -> (Ended, Option<Value>) {
        self.ask([Value::str("load"), Value::str(source), Value::Int(1)])
    }

    /// The value of a request that R must be able to do.
    pub(crate) fn done(&mut self, request: impl IntoIterator<Item = Value>) -> Value {
        let (ended, answer) = self.ask(request);
        let answer = answer.unwrap_or_else(|| panic!("no answer: {ended:?}"));
        match answer.as_list() {
            Some([word, value]) if word.as_str() == Some("done") => value.clone(),
            _ => panic!("{answer:?}"),
        }
    }

    pub(crate) fn run(&mut self, code: &str) -> Value {
        self.done([Value::str("run"), Value::str(code)])
    }
}
