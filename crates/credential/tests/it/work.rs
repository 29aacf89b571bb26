//! What a hostile file costs: counted, never timed.

use std::io::Write as _;

use proptest::prelude::*;
use spyrales_credential::*;

use crate::fixture::*;

const SVG: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

/// A kind of file: its name, and one of about so many parts.
type Kind = (&'static str, fn(usize) -> Vec<u8>);

/// The worst files of each format.
const WORST: [Kind; 18] = [
    ("SVG: attributes of one tag", |n| {
        let attributes: String = (0..n).map(|i| format!(" a{i}=\"\"")).collect();
        format!("<svg {SVG}{attributes}/>").into_bytes()
    }),
    ("SVG: attributes of many tags", |n| {
        let attributes: String = (0..50).map(|i| format!(" a{i}=\"\"")).collect();
        svg(&format!("<a{attributes}/>").repeat(n / 50 + 1))
    }),
    ("SVG: namespaces of one tag", |n| {
        let declared: String = (0..n).map(|i| format!(" xmlns:a{i}=\"u{i}\"")).collect();
        svg(&format!("<a{declared}/>"))
    }),
    ("SVG: namespaces of nested tags", |n| {
        let open: String = (0..n).map(|i| format!("<a xmlns:a{i}=\"u{i}\">")).collect();
        svg(&format!("{open}{}", "</a>".repeat(n)))
    }),
    ("SVG: one namespace, nested", |n| {
        svg(&format!("{}{}", "<a xmlns=\"u\">".repeat(n), "</a>".repeat(n)))
    }),
    ("SVG: a long namespace and many attributes of it", |n| {
        let tag: String = (0..500).map(|i| format!(" p:a{i}=\"\"")).collect();
        let tags = format!("<a{tag}/>").repeat(n / 500 + 1);
        svg(&format!("<g xmlns:p=\"{}\">{tags}</g>", "u".repeat(n)))
    }),
    ("SVG: nested tags", |n| {
        svg(&format!("{}{}", "<a>".repeat(n), "</a>".repeat(n)))
    }),
    ("SVG: empty tags", |n| svg(&"<a/>".repeat(n))),
    ("SVG: sections of a certificate", |n| {
        let sections = "<![CDATA[ ]]>".repeat(n);
        svg(&format!(
            "<o:credential xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\">{sections}</o:credential>"
        ))
    }),
    ("SVG: references", |n| svg(&"&lt;".repeat(n))),
    ("SVG: references of an attribute", |n| {
        svg(&format!("<a b=\"{}\"/>", "&lt;".repeat(n)))
    }),
    ("SVG: comments", |n| svg(&"<!---->".repeat(n))),
    ("SVG: a tag that doesn't end", |n| {
        format!("<svg {}", "a=\"".repeat(n)).into_bytes()
    }),
    ("PNG: chunks", |n| {
        let mut file = include_bytes!("pixel.png").to_vec();
        let chunk = [
            &[0, 0, 0, 0][..],
            b"teSt",
            &crc32fast::hash(b"teSt").to_be_bytes(),
        ]
        .concat();
        file.splice(33..33, chunk.repeat(n));
        file
    }),
    ("PDF: streams", |n| {
        [&b"%PDF-1.7\n"[..], &b">>stream\nendstream\n".repeat(n)].concat()
    }),
    ("PDF: objects with heads of 4 KiB", |n| {
        let object = [&b"1 0 obj"[..], &b" /a".repeat(1_200), b">>stream\nendstream\n"].concat();
        [&b"%PDF-1.7\n"[..], &object.repeat(n / 1_000 + 1)].concat()
    }),
    ("PDF: blocks that unpack to nothing", |n| attached(&nothing(n))),
    ("JSON: keys that begin alike", |n| {
        let members: Vec<String> = (0..n.min(2_000))
            .map(|i| format!("\"{}{i}\":0", "k".repeat(20)))
            .collect();
        format!("{{{}}}", members.join(",")).into_bytes()
    }),
];

fn svg(inner: &str) -> Vec<u8> {
    format!("<svg {SVG}>{inner}</svg>").into_bytes()
}

fn attached(packed: &[u8]) -> Vec<u8> {
    let head = b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\n";
    [&head[..], packed, b"\nendstream\nendobj\n"].concat()
}

/// A zlib stream of so many empty stored blocks.
fn nothing(blocks: usize) -> Vec<u8> {
    [&[0x78, 0x01][..], &[0, 0, 0, 0xFF, 0xFF].repeat(blocks)].concat()
}

/// Each at a size at which it could stop a service.
#[test]
fn a_hostile_file_is_refused_for_no_more_than_the_fuel() {
    for (name, file) in WORST {
        let file = file(450_000);
        let file = &file[..file.len().min(MAX_CONTAINER)];
        let report = verify(file, &employer());
        assert!(matches!(report.outcome(), Outcome::Invalid(_)), "{name}");
        assert!(report.fuel() <= MAX_FUEL, "{name}");
        // Every byte was paid for.
        assert!(
            report.fuel() >= file.len() as u64 / 20,
            "{name}: {}",
            report.fuel()
        );
    }
}

#[test]
fn what_is_sent_many_times_over_costs_what_reading_it_once_does() {
    let zeros = {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(b"{").unwrap();
        encoder.write_all(&vec![b' '; 60 << 20]).unwrap();
        encoder.finish().unwrap()
    };
    let report = verify(&attached(&zeros), &employer());
    assert_eq!(decision(&report), Some((Step::Document, "too_large")), "a bomb");
    assert!(report.fuel() < 100_000, "{}", report.fuel());
    let json = vec![b'['; MAX_CONTAINER];
    assert_eq!(
        decision(&verify(&json, &employer())),
        Some((Step::Document, "too_large"))
    );
    let deep = "{\"a\":".repeat(10_000).into_bytes();
    assert_eq!(
        decision(&verify(&deep, &employer())),
        Some((Step::Document, "too_deep"))
    );
}

#[test]
fn a_picture_as_drawing_programs_make_them_is_read() {
    let path = "<path id=\"p\" class=\"a b\" style=\"fill:none;stroke:#000\" d=\"M 0,0 1,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8\" transform=\"translate(1,2)\"/>\n";
    let drawn = String::from_utf8(svg(&path.repeat(45_000))).unwrap();
    assert!(drawn.len() > 5 << 20);
    let baked = bake_svg(&drawn, signed().json()).unwrap();
    let report = verify(baked.as_bytes(), &employer());
    assert_eq!(report.outcome(), Outcome::Valid, "{} fuel", report.fuel());
}

#[test]
fn a_file_is_read_once_whatever_is_asked_of_it() {
    let signed = signed();
    let json = signed.json();
    let baked = bake_svg(std::str::from_utf8(&svg("<g/>")).unwrap(), json).unwrap();
    for file in [json.as_bytes(), baked.as_bytes()] {
        let opened = Opened::read(file, Stop::default());
        assert_eq!(opened.claims(), Claims::of(file));
        assert!(opened.claims().issuer.is_some());
        let report = opened.verify(&employer());
        assert_eq!(report.outcome(), Outcome::Valid);
        assert_eq!(report.fuel(), verify(file, &employer()).fuel());
    }
}

#[test]
fn what_nobody_waits_for_is_not_begun() {
    for (name, file) in WORST {
        let stop = Stop::default();
        stop.set();
        let report = Opened::read(&file(100), stop).verify(&employer());
        assert_eq!(report.fuel(), 0, "{name}");
    }
    let stop = Stop::default();
    let opened = Opened::read(signed().json().as_bytes(), stop.clone());
    stop.set();
    let report = opened.verify(&employer());
    assert!(
        matches!(report.outcome(), Outcome::Invalid(Step::Signatures)),
        "{:?}",
        report.outcome()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Every byte is counted, and none more often than a fixed number of times.
    #[test]
    fn work_is_linear_in_the_bytes((name, file) in prop::sample::select(&WORST[..]), parts in 1..4_000_usize) {
        let file = file(parts);
        let bytes = file.len() as u64;
        let fuel = verify(&file, &employer()).fuel();
        prop_assert!(fuel >= bytes / 20, "{name}: {fuel} for {bytes} bytes");
        prop_assert!(fuel <= 20 * bytes, "{name}: {fuel} for {bytes} bytes");
    }
}
