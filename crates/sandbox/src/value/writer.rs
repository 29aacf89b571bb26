/// Bytes being written in the encoding of `docs/internals/values.md`.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.raw(&value.to_le_bytes());
    }

    pub(super) fn u64(&mut self, value: u64) {
        self.raw(&value.to_le_bytes());
    }

    pub(super) fn i32(&mut self, value: i32) {
        self.raw(&value.to_le_bytes());
    }

    pub(super) fn i64(&mut self, value: i64) {
        self.raw(&value.to_le_bytes());
    }

    pub(super) fn f64(&mut self, value: f64) {
        let bits = if value.is_nan() {
            super::number::CANONICAL_NAN
        } else {
            value.to_bits()
        };
        self.u64(bits);
    }

    /// A length or count as the `u32` that the encoding has room for.
    pub(super) fn count(&mut self, count: usize) {
        // Unwrap safety: what is decoded is under the caps, and nothing that the host makes itself nears 4 GiB.
        self.u32(u32::try_from(count).expect("a value of under 4 Gi items"));
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.raw(bytes);
    }

    pub(super) fn str(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn i64s(&mut self, words: &[i64]) {
        self.count(words.len());
        self.bytes.reserve(words.len() * 8);
        for word in words {
            self.i64(*word);
        }
    }

    pub(super) fn i32s(&mut self, words: &[i32]) {
        self.count(words.len());
        self.bytes.reserve(words.len() * 4);
        for word in words {
            self.i32(*word);
        }
    }
}
