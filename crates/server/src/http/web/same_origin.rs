//! Only our own pages may have anything changed in the name of who is signed in.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::edge::error::ApiError;

/// Refuses what changes something and was sent by another site's page.
pub(super) async fn require(request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(request.headers()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

/// Browsers say who sends: `Sec-Fetch-Site` (Fetch Metadata), or `Origin` (RFC 6454) in those that don't know it. A
/// program that says neither is no browser, and has nobody's cookie.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(HOST.as_str())
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_sites_page_changes_nothing_here() {
        let ours = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), axum::http::HeaderValue::from_static(value)));
            is_ours(&headers.collect())
        };
        let host = ("host", "spyrales.example");
        assert!(ours(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(ours(&[host, ("sec-fetch-site", "none")]));
        assert!(ours(&[host, ("origin", "https://spyrales.example")]));
        assert!(ours(&[host]));
        for refused in [
            &[host, ("sec-fetch-site", "cross-site")][..],
            &[host, ("sec-fetch-site", "same-site")],
            &[
                host,
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://spyrales.example"),
            ],
            &[host, ("origin", "https://other.example")],
            &[host, ("origin", "null")],
            &[host, ("origin", "https://spyrales.example.evil")],
            &[("origin", "https://spyrales.example")],
        ] {
            assert!(!ours(refused), "{refused:?}");
        }
    }
}
