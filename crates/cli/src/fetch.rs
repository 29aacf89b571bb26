//! Fetching what a certificate is verified with: over HTTPS, from public addresses, without redirects, bounded.

use std::net::IpAddr;

use anyhow::{Context, bail};
use spyrales_credential::MAX_BYTES;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// Fetches documents.
pub(crate) struct Fetcher(Agent);

impl Fetcher {
    /// `private` allows addresses that aren't public, and plain HTTP on this machine: for trials.
    pub(crate) fn new(private: bool) -> Self {
        Self(Agent::with_parts(
            spyrales_https::config(private),
            DefaultConnector::default(),
            Public {
                private,
                inner: DefaultResolver::default(),
            },
        ))
    }

    /// The document at an address, of 64 KiB at most.
    pub(crate) fn get(&self, url: &str) -> anyhow::Result<Vec<u8>> {
        let mut response = self
            .0
            .get(url)
            .call()
            .with_context(|| format!("failed to fetch {url}"))?;
        if !response.status().is_success() {
            bail!("failed to fetch {url}: it answered {}", response.status());
        }
        let body = response.body_mut().with_config().limit(MAX_BYTES as u64 + 1);
        body.read_to_vec()
            .with_context(|| format!("failed to read {url}"))
    }
}

/// Finds addresses, and keeps only public ones: a certificate mustn't make its verifier ask hosts inside.
#[derive(Debug)]
struct Public {
    private: bool,
    inner: DefaultResolver,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.private || found.iter().all(|address| is_public(address.ip())) {
            Ok(found)
        } else {
            Err(Error::HostNotFound)
        }
    }
}

/// Whether anybody could reach the address (IANA's special-purpose registries, the ranges that hosts have).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (18..20).contains(&b))
                || (a == 192 && b == 0))
        }
        IpAddr::V6(v6) => {
            let [first, ..] = v6.segments();
            // Only global unicast is public, without what stands for IPv4 addresses (6to4, NAT64, mapped).
            match v6.to_ipv4_mapped() {
                Some(v4) => is_public(v4.into()),
                None => {
                    (0x2000..0x4000).contains(&first)
                        && first != 0x2002
                        && v6.segments()[..2] != [0x2001, 0xdb8]
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_never_asked() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "185.73.206.1", "2606:4700::1111", "2001:4860::1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        let refused = Fetcher::new(false)
            .get("https://localhost/.well-known/did.json")
            .unwrap_err();
        assert!(format!("{refused:#}").contains("host not found"), "{refused:#}");
    }

    #[test]
    fn plain_http_is_refused() {
        assert!(Fetcher::new(false).get("http://example.org/").is_err());
    }
}
