//! The host's side: ports that send a guest's values back to it, or the host's own and look at what returns.

use std::sync::{Arc, Mutex};

use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::value::{Caps, Value};
use spyrales_sandbox::work::Meter;

/// Decodes what a guest sends, and sends it back encoded anew.
pub(crate) struct Mirror;

impl Port for Mirror {
    fn call(&mut self, request: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let value = Value::decode(request, &Caps::default(), meter);
        Ok(value.map_err(|error| PortError(error.to_string()))?.encode())
    }
}

/// Values on their way to a guest, and what came of them.
pub(crate) struct Exchange {
    values: Vec<Value>,
    returned: Vec<Value>,
}

impl Exchange {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self {
            values,
            returned: Vec::new(),
        }
    }

    /// What came of the values so far.
    pub(crate) fn answers(&self) -> Vec<Answer> {
        let answer = |returned: &Value| match returned.as_list() {
            Some([kind, back]) if kind.as_str() == Some("back") => Answer::Back(back.clone()),
            _ => Answer::Refused(format!("{returned:?}")),
        };
        self.returned.iter().map(answer).collect()
    }
}

/// What came of a value that was sent.
#[derive(Debug, PartialEq)]
pub(crate) enum Answer {
    Back(Value),
    /// The guest's reader or its writer said no, or the host's own.
    Refused(String),
}

/// Hands the values of an exchange to a guest, one with each question; the question after it holds the answer.
pub(crate) struct Questions(pub(crate) Arc<Mutex<Exchange>>);

impl Port for Questions {
    fn call(&mut self, request: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let mut exchange = self.0.lock().map_err(|error| PortError(error.to_string()))?;
        match Value::decode(request, &Caps::default(), meter) {
            Ok(Value::Null) => {}
            Ok(answer) => exchange.returned.push(answer),
            Err(error) => exchange.returned.push(Value::str(error.to_string())),
        }
        let next = exchange.values.get(exchange.returned.len()).cloned();
        Ok(Value::List(next.into_iter().collect()).encode())
    }
}
