//! The host's side: ports that send a guest's values back to it, or the host's own and look at what returns.

use std::sync::{Arc, Mutex};

use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::value::{Caps, Value};

/// Decodes what a guest sends, and sends it back encoded anew.
pub(crate) struct Mirror;

impl Port for Mirror {
    fn call(&mut self, request: &[u8]) -> Result<Vec<u8>, PortError> {
        let value = Value::decode(request, &Caps::default());
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

    pub(crate) fn answered(&self) -> usize {
        self.returned.len()
    }

    /// How many came back as they were.
    pub(crate) fn whole(&self) -> usize {
        self.pairs().filter(|(_, answer)| answer.is_empty()).count()
    }

    fn pairs(&self) -> impl Iterator<Item = (&Value, String)> {
        self.values.iter().zip(&self.returned).map(|(sent, returned)| {
            let answer = match returned.as_list() {
                Some([kind, back]) if kind.as_str() == Some("back") && back == sent => String::new(),
                _ => format!("{returned:?}"),
            };
            (sent, answer)
        })
    }

    /// Those that came back otherwise without a reason.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.pairs()
            .filter(|(_, answer)| !answer.is_empty())
            .map(|(sent, answer)| format!("sent {sent:?}\n  came {answer}"))
            .collect()
    }
}

/// Hands the values of an exchange to a guest, one with each question; the question after it holds the answer.
pub(crate) struct Questions(pub(crate) Arc<Mutex<Exchange>>);

impl Port for Questions {
    fn call(&mut self, request: &[u8]) -> Result<Vec<u8>, PortError> {
        let mut exchange = self.0.lock().map_err(|error| PortError(error.to_string()))?;
        match Value::decode(request, &Caps::default()) {
            Ok(Value::Null) => {}
            Ok(answer) => exchange.returned.push(answer),
            Err(error) => exchange.returned.push(Value::str(error.to_string())),
        }
        let next = exchange.values.get(exchange.returned.len()).cloned();
        Ok(Value::List(next.into_iter().collect()).encode())
    }
}
