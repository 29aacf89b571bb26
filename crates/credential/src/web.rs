//! Addresses: the issuer's origin, its DID, and the URLs under it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::literal::string_form;

/// The address under which an issuer serves: a scheme, a host and perhaps a port, no path.
///
/// `https`, or `http` on a loopback host so that a first certificate can be made without TLS.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

/// A `did:web` identifier without a path (`did:web:certs.example.org`, `did:web:localhost%3A8443`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Did(String);

/// An absolute `http` or `https` URL of at most 1,024 ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(String);

/// Why an address was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum WebError {
    /// Not an origin.
    #[error(
        "an issuer's address is `https://HOST` or `https://HOST:PORT`, in lower case and without a path \
             (hint: `http://` works on localhost and 127.0.0.1 only)"
    )]
    Origin,
    /// Not a `did:web` of a host.
    #[error("an issuer's identifier is `did:web:HOST` or `did:web:HOST%3APORT`")]
    Did,
    /// Not a URL.
    #[error(
        "a URL starts with `https://` or `http://` and has at most 1024 ASCII characters, without a space"
    )]
    Url,
}

impl Origin {
    /// The origin as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The `did:web` identifier of whoever serves under this origin.
    #[must_use]
    pub fn did(&self) -> Did {
        Did(format!("did:web:{}", self.authority().replace(':', "%3A")))
    }

    /// The URL of a path, which starts with `/` and holds only what the callers of this crate validated.
    pub(crate) fn url(&self, path: &str) -> Url {
        Url(format!("{}{path}", self.0))
    }

    pub(crate) fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, authority)| authority)
    }
}

impl FromStr for Origin {
    type Err = WebError;

    fn from_str(text: &str) -> Result<Self, WebError> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (scheme, authority) = text.split_once("://").ok_or(WebError::Origin)?;
        let host = host_of(authority).ok_or(WebError::Origin)?;
        match (scheme, host) {
            ("https", _) | ("http", "localhost" | "127.0.0.1") => Ok(Self(text.to_owned())),
            _ => Err(WebError::Origin),
        }
    }
}

/// The host of `HOST` or `HOST:PORT` when both are well formed.
///
/// IPv6 hosts are left out: `did:web` has no way to write them.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let port_fits = port.bytes().all(|b| b.is_ascii_digit()) && port.parse().is_ok_and(|n: u16| n > 0);
    (host.len() <= 253 && host.split('.').all(label) && port_fits).then_some(host)
}

impl Did {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Did {
    /// Where the DID document is (did:web, section 3.2): always over HTTPS.
    #[must_use]
    pub fn document_url(&self) -> Url {
        let authority = self.0.trim_start_matches("did:web:").replace("%3A", ":");
        Url(format!("https://{authority}/.well-known/did.json"))
    }
}

impl FromStr for Did {
    type Err = WebError;

    fn from_str(text: &str) -> Result<Self, WebError> {
        let id = text.strip_prefix("did:web:").ok_or(WebError::Did)?;
        let authority = id.replacen("%3A", ":", 1);
        if id.contains(':') || host_of(&authority).is_none() {
            return Err(WebError::Did);
        }
        Ok(Self(text.to_owned()))
    }
}

impl Url {
    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme, host and port, when they form an [`Origin`].
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        let (scheme, rest) = self.0.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        format!("{scheme}://{authority}").parse().ok()
    }
}

impl FromStr for Url {
    type Err = WebError;

    fn from_str(text: &str) -> Result<Self, WebError> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let authority = rest
            .and_then(|rest| rest.split(['/', '?', '#']).next())
            .ok_or(WebError::Url)?;
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}[]".contains(&b));
        let escapes_fit = text
            .split('%')
            .skip(1)
            .all(|escape| escape.len() >= 2 && escape.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit));
        let fits = text.len() <= 1024
            && plain
            && escapes_fit
            && !authority.is_empty()
            && !authority.contains('@')
            && text.matches('#').count() <= 1;
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(WebError::Url)
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Did {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

string_form!(Origin);
string_form!(Did);
string_form!(Url);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_names_its_did() {
        let did = |origin: &str| origin.parse::<Origin>().map(|o| o.did().to_string());
        assert_eq!(
            did("https://certs.example.org"),
            Ok("did:web:certs.example.org".into())
        );
        assert_eq!(
            did("https://localhost:8443/"),
            Ok("did:web:localhost%3A8443".into())
        );
        assert_eq!(
            did("http://127.0.0.1:8080"),
            Ok("did:web:127.0.0.1%3A8080".into())
        );
        for origin in [
            "http://example.org",
            "https://example.org/path",
            "https://EXAMPLE.org",
            "https://",
            "example.org",
            "https://a@b",
            "https://[::1]",
            "https://a:0",
            "https://a:99999",
            "https://a:",
            "https://-a",
            "https://a..b",
            "https://é.fr",
            "https://a?b",
            "ftp://a",
            "https://a:+1",
            "https://a//",
        ] {
            assert_eq!(did(origin), Err(WebError::Origin), "{origin}");
        }
    }

    #[test]
    fn every_origins_did_parses_and_others_do_not() {
        for did in ["did:web:example.org", "did:web:localhost%3A8443"] {
            assert_eq!(did.parse::<Did>().map(|d| d.to_string()), Ok(did.to_owned()));
        }
        for did in [
            "did:key:z6Mk",
            "did:web:",
            "did:web:a:b",
            "did:web:a#k",
            "did:web:a%3a1",
            "did:web:A",
            "_:b",
        ] {
            assert_eq!(did.parse::<Did>(), Err(WebError::Did), "{did}");
        }
    }

    #[test]
    fn urls_are_absolute_and_plain() {
        for url in ["https://a.fr/x?y=z#4", "http://data.europa.eu/esco/skill/a%20b"] {
            assert!(url.parse::<Url>().is_ok(), "{url}");
        }
        for url in [
            "/x",
            "_:b",
            "urn:uuid:x",
            "javascript:x",
            "https:///x",
            "https://u@h/",
            "https://h/ x",
            "https://h/<",
            "https://h/é",
            "https://h/%zz",
            "https://h/%4",
            "https://h/#a#b",
            "",
        ] {
            assert_eq!(url.parse::<Url>(), Err(WebError::Url), "{url}");
        }
        let url: Url = "https://a.fr:81/x".parse().unwrap();
        assert_eq!(url.origin().unwrap().as_str(), "https://a.fr:81");
    }
}
