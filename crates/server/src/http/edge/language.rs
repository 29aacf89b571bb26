//! Which language a request is answered in.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use spyrales_core::text::Lang;

/// The language of an answer: `lang=fr` or `lang=en` in the query, else the one in the cookie `lang`, else the one that `Accept-Language` prefers
/// (RFC 9110, section 12.5.4), else French.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale(pub Lang);

impl<S: Sync> FromRequestParts<S> for Locale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

impl Locale {
    /// The language that a request asks for.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let wished = parts
            .uri
            .query()
            .and_then(in_query)
            .or_else(|| in_cookie(&parts.headers));
        let lang = wished.unwrap_or_else(|| {
            let headers = parts.headers.get_all(ACCEPT_LANGUAGE).into_iter();
            let texts: Vec<_> = headers.filter_map(|value| value.to_str().ok()).collect();
            preferred(&texts.join(","))
        });
        Self(lang)
    }
}

/// What was chosen on a page.
fn in_cookie(headers: &HeaderMap) -> Option<Lang> {
    CookieJar::from_headers(headers).get("lang")?.value().parse().ok()
}

fn in_query(query: &str) -> Option<Lang> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    value.parse().ok()
}

/// The language with the highest weight; French among equals, and where neither is named.
fn preferred(accepted: &str) -> Lang {
    let mut best = (Lang::Fr, 0);
    for range in accepted.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let primary = tag.trim().split('-').next().unwrap_or_default();
        let lang = match primary.to_ascii_lowercase().as_str() {
            "fr" | "*" => Lang::Fr,
            "en" => Lang::En,
            _ => continue,
        };
        let weight = thousandths(weight);
        if weight > best.1 || (weight == best.1 && lang == Lang::Fr) {
            best = (lang, weight);
        }
    }
    best.0
}

/// `q=0.8` as 800; what isn't a weight counts as none.
fn thousandths(weight: &str) -> u16 {
    let number = weight
        .trim()
        .strip_prefix("q=")
        .and_then(|q| q.parse::<f32>().ok());
    // In range after the clamp.
    number.map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[test]
    fn french_unless_english_is_preferred() {
        for (accepted, lang) in [
            ("", Lang::Fr),
            ("de, es;q=0.5", Lang::Fr),
            ("en", Lang::En),
            ("en-GB,en;q=0.9,fr;q=0.8", Lang::En),
            ("fr-FR,fr;q=0.9,en;q=0.8", Lang::Fr),
            ("EN;q=0.5,fr;q=0.5", Lang::Fr),
            ("de,en;q=0.3", Lang::En),
            ("en;q=0", Lang::Fr),
            ("en;q=nonsense,*;q=0.1", Lang::Fr),
        ] {
            assert_eq!(preferred(accepted), lang, "{accepted}");
        }
    }

    #[test]
    fn the_query_goes_before_the_header() {
        let request = |uri: &str| {
            let request = Request::get(uri).header(ACCEPT_LANGUAGE, "en").body(());
            Locale::of(&request.unwrap().into_parts().0)
        };
        assert_eq!(request("/?a=1&lang=fr"), Locale(Lang::Fr));
        assert_eq!(request("/?lang=de"), Locale(Lang::En));
        assert_eq!(request("/"), Locale(Lang::En));
    }
}
