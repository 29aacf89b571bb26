//! The streaming reader of SVG against a parser that builds the whole tree, on documents that are small enough for it.

use proptest::prelude::*;
use roxmltree::{Document, Node, ParsingOptions};

use super::svg::certificates;
use crate::fuel::Fuel;

const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

/// Pieces that both take or both refuse, wherever they stand.
const PIECES: [&str; 50] = [
    "<g>",
    "</g>",
    "<g />",
    "</g\n>",
    "<svg xmlns=\"http://www.w3.org/2000/svg\">",
    "</svg>",
    "<o:credential xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\">",
    "</o:credential>",
    "<o:credential xmlns:o='https://purl.imsglobal.org/ob/v3p0'/>",
    "<credential xmlns=\"https://purl.imsglobal.org/ob/v3p&#48;\"> {} </credential>",
    "<x:credential xmlns:x=\"https://purl.imsglobal.org/ob/v3p0\" xmlns:y='u'>1</x:credential>",
    "<x:credential xmlns:x=\"https://purl.imsglobal.org/ob/v3p0\" y='u'>1</x:credential>",
    "<x:assertion xmlns:x=\"https://purl.imsglobal.org/ob/v3p0\"/>",
    "<credential xmlns=\" https://purl.imsglobal.org/ob/v3p0\">1</credential>",
    "<credential>2</credential>",
    "<g xmlns=''><credential>3</credential></g>",
    "{\"a\":1}",
    "é",
    " \n\t",
    "\r\n",
    "&amp;",
    "&quot;&#65;&#x42;",
    "&undefined;",
    "& ",
    "&#x0;",
    "&#;",
    "<![CDATA[<{}>]]>",
    "<![CDATA[]]>",
    "<![cdata[]]>",
    "]]>",
    "<!-- <credential> -->",
    "<!---->",
    "<!-- -- -->",
    "<!-- --->",
    "<?target content?>",
    "<??>",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE svg>",
    "<a b=\"1\" c='\"2\"' d = \"&lt;&#9;\"/>",
    "<a b=\"1\" b='2'/>",
    "<a b=\"1\"c='2'/>",
    "<a b=\"<\"/>",
    "<a b=1/>",
    "<a b/>",
    "<a xmlns:p=\"u\" xmlns:q=\"u\" p:x=\"1\" q:x=\"2\"/>",
    "<p:a xmlns:p=\"u\" p:x=\"1\" x=\"2\"/>",
    "<p:a/>",
    "<a:b:c/>",
    "<1a/>",
    "\u{b}",
];

/// What the whole tree says: every certificate, or that the picture is refused.
fn by_tree(text: &str) -> Option<Vec<Vec<u8>>> {
    let document = Document::parse_with_options(text, ParsingOptions::default()).ok()?;
    let all = document.descendants().filter(Node::is_element);
    all.filter(|node| node.tag_name().namespace() == Some(NAMESPACE))
        .map(|node| {
            let alone = node.tag_name().name() == "credential"
                && node.attributes().len() == 0
                && node.children().all(|child| child.is_text());
            let text: String = node.children().filter_map(|child| child.text()).collect();
            alone.then(|| text.trim().as_bytes().to_vec())
        })
        .collect()
}

fn by_stream(text: &str) -> Option<Vec<Vec<u8>>> {
    certificates(text.as_bytes(), &mut Fuel::full()).ok()
}

/// Mostly well formed: each piece that opens an element is closed.
fn tree() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(&PIECES[8..]).prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 5, |inner| {
        (
            prop::sample::select(vec!["g", "svg", "o:credential"]),
            prop::collection::vec(inner, 0..5),
        )
            .prop_map(|(name, inner)| format!("<{name} xmlns:o=\"{NAMESPACE}\">{}</{name}>", inner.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_096, ..ProptestConfig::default() })]

    #[test]
    fn both_find_the_same_certificates_in_what_is_well_formed(
        head in prop::sample::select(vec!["", "\u{feff}", "<?xml version=\"1.0\" encoding='UTF-8' standalone=\"no\"?>\n", "<!-- a -->"]),
        root in prop::collection::vec(tree(), 0..4),
        tail in prop::sample::select(vec!["", "\n", "<!-- a -->", "x", "<g/>"]),
    ) {
        let text = format!("{head}<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>{tail}", root.concat());
        prop_assert_eq!(by_stream(&text), by_tree(&text), "{}", text);
    }

    #[test]
    fn both_refuse_the_same_of_what_is_not(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..6)) {
        let text = pieces.concat();
        prop_assert_eq!(by_stream(&text), by_tree(&text), "{}", text);
    }

    /// One byte of a good picture replaced, or left out.
    #[test]
    fn nothing_is_taken_that_the_tree_refuses(at in 0..1_000_usize, byte in prop::sample::select(&b" <>/=\"'&;:!?-[]ax0"[..]), out: bool) {
        let picture = format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" a='1'><!-- c --><o:credential \
            xmlns:o=\"{NAMESPACE}\">&#123;<![CDATA[}}]]></o:credential><g b=\"x\"/></svg>");
        let mut bytes = picture.into_bytes();
        let at = at % bytes.len();
        if out {
            bytes.remove(at);
        } else {
            bytes[at] = byte;
        }
        let text = String::from_utf8(bytes).unwrap();
        if let Some(found) = by_stream(&text) {
            prop_assert_eq!(Some(found), by_tree(&text), "{}", text);
        }
    }
}

#[test]
fn what_the_tree_takes_although_readers_differ_on_it_is_refused() {
    let with = |inner: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>");
    for text in [
        with("<credential xmlns=\"u\" xmlns=\"https://purl.imsglobal.org/ob/v3p0\">{}</credential>"),
        with("<credential xmlns:p=\"u\" p:xmlns=\"https://purl.imsglobal.org/ob/v3p0\">{}</credential>"),
        with("<:credential/>"),
        with("<g xmlns:p=\"\"/>"),
        with("&#xD800;"),
        with("<?XML x?>"),
        format!("<?xml version=\"1.1\"?>{}", with("")),
        format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", with("é")),
        format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", with("")),
    ] {
        assert_eq!(by_stream(&text), None, "{text}");
    }
    let latin = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", with("e"));
    assert_eq!(by_stream(&latin), Some(Vec::new()), "the same in both");
}
