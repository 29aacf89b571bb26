//! Numbers, times and addresses as the pages write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use spyrales_core::text::Lang;

/// A time to the minute. The service's users share a time zone, and a certificate names its own.
pub(super) fn time(at: Timestamp, lang: Lang) -> String {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let local = at.to_zoned_datetime(zone);
    match lang {
        Lang::Fr => local.strftime("%d/%m/%Y à %H:%M").to_string(),
        Lang::En => local.strftime("%-d %b %Y, %H:%M").to_string(),
    }
}

/// A number as it is read in a language.
pub(super) fn decimal(number: &impl ToString, lang: Lang) -> String {
    let text = number.to_string();
    match lang {
        Lang::Fr => text.replace('.', ","),
        Lang::En => text,
    }
}

/// A size in bytes, with a unit.
pub(super) fn bytes(count: usize, lang: Lang) -> String {
    let (unit, kilo, mega) = match lang {
        Lang::Fr => ("octets", "Kio", "Mio"),
        Lang::En => ("bytes", "KiB", "MiB"),
    };
    match count {
        0..1024 => format!("{count} {unit}"),
        1024..1_048_576 => format!("{} {kilo}", count.div_ceil(1024)),
        _ => format!(
            "{} {mega}",
            decimal(&format!("{:.1}", count as f64 / 1_048_576.0), lang)
        ),
    }
}

/// An address of this service that a page may send on to: a path, never another host.
pub(super) fn own_path(wish: Option<&str>) -> String {
    // A browser reads `\` as `/`; control characters can stand in no header.
    let fits = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(|c: char| c == '\\' || c.is_control())
    };
    wish.filter(fits).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_sent_on_within_the_service_only() {
        assert_eq!(own_path(Some("/exercises?level=1")), "/exercises?level=1");
        for wish in [
            None,
            Some("https://example.org/"),
            Some("//example.org/"),
            Some("/\\example.org"),
            Some("/\t/example.org"),
            Some("exercises"),
            Some("/exercises\u{1}"),
            Some("/exercises\u{7f}"),
            Some("/exercises\r\nset-cookie: a=b"),
            Some("/exercises\u{85}"),
        ] {
            assert_eq!(own_path(wish), "/", "{wish:?}");
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(bytes(12, Lang::Fr), "12 octets");
        assert_eq!(bytes(1_025, Lang::En), "2 KiB");
        assert_eq!(bytes(1_600_000, Lang::Fr), "1,5 Mio");
        let at: Timestamp = "2026-11-24T23:05:00Z".parse().unwrap();
        assert_eq!(time(at, Lang::Fr), "25/11/2026 à 00:05");
        assert_eq!(time(at, Lang::En), "25 Nov 2026, 00:05");
    }
}
