//! Names and values as they stand in an address.

/// A name as a segment of a path (RFC 3986, section 3.3): unreserved characters as they are, the rest encoded.
pub(crate) fn in_path(name: &str) -> String {
    encoded(name, is_unreserved)
}

/// A value in a query, where `/` may stand as it is.
fn in_query(value: &str) -> String {
    encoded(value, |byte| is_unreserved(byte) || byte == b'/')
}

/// RFC 3986, section 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn encoded(text: &str, plain: impl Fn(u8) -> bool) -> String {
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// A query of names and values.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let encoded = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", in_query(value)));
    encoded.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_was_meant() {
        assert_eq!(query(&[("next", "/a?b=c&d=é")]), "next=/a%3Fb%3Dc%26d%3D%C3%A9");
    }

    #[test]
    fn a_name_fits_into_a_path() {
        assert_eq!(in_path("budget_2024.csv"), "budget_2024.csv");
        assert_eq!(in_path("données 1/2?.csv"), "donn%C3%A9es%201%2F2%3F.csv");
    }
}
