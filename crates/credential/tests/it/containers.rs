//! Certificates in pictures and documents, and what a verification may cost.

use proptest::prelude::*;
use serde_json::json;
use spyrales_credential::*;

use crate::fixture::*;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\"/></svg>";

/// One transparent pixel.
fn png() -> Vec<u8> {
    include_bytes!("pixel.png").to_vec()
}

fn pdf(certificate: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length {} >>\nstream\n{certificate}\nendstream\nendobj\n",
        certificate.len()
    )
    .into_bytes()
}

#[test]
fn a_certificate_is_verified_wherever_it_is_carried() {
    let json = signed().json().to_owned();
    for file in [
        bake_png(&png(), &json).unwrap(),
        bake_svg(SVG, &json).unwrap().into_bytes(),
        pdf(&json),
    ] {
        let report = verify(&file, &employer());
        assert_eq!(report.outcome(), Outcome::Valid);
        assert_eq!(report.credential(), Some(signed().credential()));
    }
}

/// Every way in which a picture or document can lie about what it carries.
#[test]
fn a_container_with_anything_but_one_certificate_is_refused_at_the_first_step() {
    let json = signed().json().to_owned();
    let baked = bake_png(&png(), &json).unwrap();
    let svg = bake_svg(SVG, &json).unwrap();
    let element = &svg[svg.find("<openbadges:").unwrap()..svg.find("<rect").unwrap()];
    let chunk_at = 33;
    let chunk_end = baked.windows(4).position(|w| w == b"IDAT").unwrap() - 4;
    let twice = [&baked[..chunk_end], &baked[chunk_at..]].concat();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a PNG with no certificate", png(), "no_certificate_inside"),
        ("a PNG with two", twice, "several_certificates_inside"),
        (
            "a PNG cut short",
            baked[..baked.len() - 4].to_vec(),
            "malformed_container",
        ),
        (
            "a PNG with something after it",
            [&baked[..], b"{}"].concat(),
            "malformed_container",
        ),
        (
            "a PNG whose checksum is wrong",
            {
                let mut bytes = baked.clone();
                bytes[chunk_at + 30] ^= 1;
                bytes
            },
            "malformed_container",
        ),
        (
            "a PNG of 9 MiB",
            [&baked[..], &vec![0; 9 << 20]].concat(),
            "file_too_large",
        ),
        ("an SVG with no certificate", SVG.into(), "no_certificate_inside"),
        (
            "an SVG with two",
            svg.replace(element, &element.repeat(2)).into(),
            "several_certificates_inside",
        ),
        (
            "an SVG with entities",
            svg.replace("<svg", "<!DOCTYPE svg [<!ENTITY a \"x\">]><svg")
                .into(),
            "malformed_container",
        ),
        (
            "an SVG with a billion laughs",
            format!(
                "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"{}\">]>{svg}",
                "&a;".repeat(100)
            )
            .into(),
            "malformed_container",
        ),
        (
            "an SVG with markup in the certificate",
            svg.replace("<![CDATA[", "<b/><![CDATA[").into(),
            "malformed_container",
        ),
        (
            "an SVG with an Open Badges 2 assertion",
            svg.replace("openbadges:credential>", "openbadges:assertion>")
                .into(),
            "malformed_container",
        ),
        (
            "a page of HTML",
            b"<!doctype html><p>certifi\xc3\xa9".to_vec(),
            "malformed_container",
        ),
        (
            "a PDF with no certificate",
            b"%PDF-1.7\n%%EOF".to_vec(),
            "no_certificate_inside",
        ),
        (
            "a PDF with two",
            [pdf(&json), pdf(&json)].concat(),
            "several_certificates_inside",
        ),
        (
            "a PDF with a filter that isn't read",
            pdf(&json)
                .iter()
                .map(|b| *b as char)
                .collect::<String>()
                .replace("/Length", "/Filter /LZWDecode /Length")
                .into_bytes(),
            "malformed_container",
        ),
        (
            "a PDF with 70 KiB",
            pdf(&format!("{{{}", " ".repeat(70 << 10))),
            "too_large",
        ),
    ];
    for (name, file, code) in cases {
        let report = verify(&file, &employer());
        assert_eq!(decision(&report), Some((Step::Document, code)), "{name}");
    }
}

/// The largest certificate that can be issued, with every list and text full.
fn largest() -> SignedCredential {
    let mut request = request();
    request.achievement.tags = (0..32).map(|i| format!("mot-clé {i}")).collect();
    let alignment = request.achievement.alignments[0].clone();
    request.achievement.alignments = (0..32)
        .map(|i| {
            let url = format!("https://example.org/{i}").parse().unwrap();
            Alignment::new(
                alignment.framework().clone(),
                alignment.name().clone(),
                alignment.code().cloned(),
                "ext:ROME".parse().unwrap(),
                url,
            )
        })
        .collect();
    request.achievement.description = "é".repeat(8192);
    request.achievement.criteria = "é".repeat(8192);
    credential(request).sign(&key(1), issued()).unwrap()
}

#[test]
fn the_largest_certificate_is_well_within_the_fuel() {
    let largest = largest();
    let report = verify(largest.json().as_bytes(), &employer());
    assert_eq!(report.outcome(), Outcome::Valid);
    assert!(report.fuel() * 2 < MAX_FUEL, "{} of {MAX_FUEL}", report.fuel());
    let small = verify(signed().json().as_bytes(), &employer());
    assert!(small.fuel() < report.fuel(), "fuel follows the work");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever is sent, in whatever clothes: a report comes back, and the fuel says what it cost.
    #[test]
    fn no_input_costs_more_than_the_fuel(
        bytes in proptest::collection::vec(any::<u8>(), 0..3000),
        head in prop::sample::select(vec!["", "{", "<svg xmlns=\"http://www.w3.org/2000/svg\">", "%PDF-1.7 1 0 obj << /EmbeddedFile >>\nstream\n", "\u{89}PNG\r\n\u{1a}\n"]),
        tail in prop::sample::select(vec!["", "}", "</svg>", "\nendstream"]),
    ) {
        let file = [head.as_bytes(), &bytes, tail.as_bytes()].concat();
        let report = verify(&file, &employer());
        prop_assert!(matches!(report.outcome(), Outcome::Invalid(_)));
        prop_assert!(report.fuel() <= MAX_FUEL);
    }

    /// Up to 64 KiB of whatever JSON-LD is slow on: refused before it is expanded, for a few units a byte.
    #[test]
    fn bombs_cost_what_reading_them_costs(
        nodes in 2..60_usize,
        kind in 0..6_u8,
    ) {
        let name = |i: usize| format!("_:n{i}");
        let all: Vec<String> = (0..nodes).map(name).collect();
        let twins: Vec<_> = (0..nodes).map(|_| json!({"type": ["Alignment"]})).collect();
        let mut bomb = signed_json();
        match kind {
            0 => bomb["@graph"] = all.iter().map(|id| json!({"id": id, "related": all})).collect(),
            1 => bomb["@included"] = json!(twins),
            2 => bomb["credentialSubject"]["achievement"]["alignment"] = json!(twins),
            3 => bomb["credentialSubject"]["achievement"]["tag"] = json!(all),
            4 => bomb["@reverse"] = json!({"x": all}),
            _ => bomb["evidence"] = json!(vec![bomb["evidence"][0].clone(); nodes]),
        }
        let bomb = bomb.to_string();
        let report = verify(bomb.as_bytes(), &employer());
        prop_assert!(matches!(report.outcome(), Outcome::Invalid(Step::Shape)));
        prop_assert!(report.fuel() <= bomb.len() as u64);
    }
}
