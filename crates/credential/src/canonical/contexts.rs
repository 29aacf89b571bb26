//! The JSON-LD contexts that ship with the crate; no other one is ever loaded.

/// One bundled context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BundledContext {
    /// The address under which documents name it.
    pub url: &'static str,
    /// The published bytes (JSON).
    pub bytes: &'static [u8],
}

/// Looks up contexts by address.
pub(crate) type ContextSet = &'static [BundledContext];

macro_rules! bundled {
    ($($url:literal => $file:literal),+ $(,)?) => {
        &[$(BundledContext { url: $url, bytes: include_bytes!(concat!("../../contexts/", $file)) }),+]
    };
}

/// The contexts as published; `contexts/NOTICE.md` says where they come from.
pub(crate) const BUNDLED: ContextSet = bundled! {
    "https://www.w3.org/ns/credentials/v2" => "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" => "openbadges-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json" => "openbadges-extensions.json",
    "https://w3id.org/security/data-integrity/v2" => "data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1" => "multikey-v1.json",
};

/// The contexts that ship with the crate, for an offline bundle.
#[must_use]
pub fn bundled_contexts() -> &'static [BundledContext] {
    BUNDLED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::sha256;

    #[test]
    fn bundled_contexts_are_the_published_bytes() {
        let published = [
            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
            "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
            "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
            "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
            "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        ];
        let bundled: Vec<String> = BUNDLED
            .iter()
            .map(|context| hex::encode(sha256(context.bytes)))
            .collect();
        assert_eq!(bundled, published);
    }
}
