//! Messages of `docs/internals/protocol.md`: lists that begin with a word.

use spyrales_core::text::Bilingual;
use spyrales_sandbox::value::Value;

/// A message: `[word, details…]`.
pub(crate) fn message(word: &str, details: impl IntoIterator<Item = Value>) -> Value {
    Value::list(std::iter::once(Value::str(word)).chain(details))
}

/// The word that a message begins with.
pub(crate) fn word(message: &Value) -> Option<&str> {
    message.as_list()?.first()?.as_str()
}

/// What comes after the word.
pub(crate) fn detail(message: &Value) -> Option<&Value> {
    message.as_list()?.get(1)
}

/// A text under a key, if there is one.
pub(crate) fn text(map: &Value, key: &str) -> Option<String> {
    map.get(key)?.as_str().map(str::to_owned)
}

/// A line or column number under a key, if there is one.
pub(crate) fn number(map: &Value, key: &str) -> Option<u32> {
    u32::try_from(map.get(key)?.as_i64()?).ok()
}

/// A text in both languages, if it is one.
pub(crate) fn bilingual(value: &Value) -> Option<Bilingual> {
    Some(Bilingual {
        fr: text(value, "fr")?,
        en: text(value, "en")?,
    })
}
