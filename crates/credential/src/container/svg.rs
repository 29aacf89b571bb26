//! Baked SVG (Open Badges 3.0, section 5.3.2): one `openbadges:credential` element with the certificate's text.

use roxmltree::{Document, Node, ParsingOptions};

use super::{Container, ContainerError};

const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

/// The most nodes of a picture that is read.
const MAX_NODES: u32 = 100_000;

/// Puts a certificate into a picture, as the root's first child.
pub fn bake(picture: &str, certificate: &str) -> Result<String, ContainerError> {
    let plain = parse(picture).is_some_and(|document| {
        document
            .root_element()
            .has_tag_name(("http://www.w3.org/2000/svg", "svg"))
    });
    // `]]>` would end the section; JSON in RFC 8785 form can hold it only inside a text.
    if !plain || certificate.contains("]]>") || !certificates(picture.as_bytes())?.is_empty() {
        return Err(ContainerError::NotBakeable);
    }
    let open = picture.find("<svg").ok_or(ContainerError::NotBakeable)? + "<svg".len();
    let close = open + picture[open..].find('>').ok_or(ContainerError::NotBakeable)? + 1;
    Ok(format!(
        "{} xmlns:openbadges=\"{NAMESPACE}\"{}<openbadges:credential><![CDATA[{certificate}]]></openbadges:credential>{}",
        &picture[..open],
        &picture[open..close],
        &picture[close..],
    ))
}

/// Every certificate in a picture.
pub(super) fn certificates(picture: &[u8]) -> Result<Vec<Vec<u8>>, ContainerError> {
    let malformed = ContainerError::Malformed(Container::Svg);
    let text = std::str::from_utf8(picture).map_err(|_| malformed)?;
    let document = parse(text).ok_or(malformed)?;
    let all = document.descendants().filter(Node::is_element);
    // `assertion` and `verify` attributes were Open Badges 2's; whatever else is in the namespace isn't read.
    let ours = all.filter(|node| node.tag_name().namespace() == Some(NAMESPACE));
    ours.map(|node| {
        let alone = node.tag_name().name() == "credential"
            && node.attributes().len() == 0
            && node.children().all(|child| child.is_text());
        let text: String = node.children().filter_map(|child| child.text()).collect();
        if alone {
            Ok(text.trim().as_bytes().to_vec())
        } else {
            Err(malformed)
        }
    })
    .collect()
}

/// Parses without a document type: entities can't be declared, so they can't be bombs either.
fn parse(text: &str) -> Option<Document<'_>> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::unwrap;

    const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\"/></svg>";

    #[test]
    fn what_is_baked_comes_out_and_only_once() {
        let baked = bake(PICTURE, "{\"a\":\"<é> & co\"}").unwrap();
        assert_eq!(
            unwrap(baked.as_bytes()).unwrap().as_ref(),
            "{\"a\":\"<é> & co\"}".as_bytes()
        );
        assert_eq!(bake(&baked, "{}"), Err(ContainerError::NotBakeable));
        assert_eq!(bake(PICTURE, "]]>"), Err(ContainerError::NotBakeable));
        assert_eq!(bake("<html/>", "{}"), Err(ContainerError::NotBakeable));
        assert_eq!(
            unwrap(PICTURE.as_bytes()),
            Err(ContainerError::Empty(Container::Svg))
        );
    }

    #[test]
    fn what_readers_could_read_differently_is_refused() {
        let element = "<o:credential xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\">{}</o:credential>";
        let with = |inner: &str| PICTURE.replace("<rect", &format!("{inner}<rect"));
        assert_eq!(unwrap(with(element).as_bytes()).unwrap().as_ref(), b"{}");
        let twice = with(&element.repeat(2));
        assert_eq!(
            unwrap(twice.as_bytes()),
            Err(ContainerError::Several(Container::Svg))
        );
        let malformed = Err(ContainerError::Malformed(Container::Svg));
        for wrong in [
            format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{}", with(element)),
            with(&element.replace(">{}", " verify=\"x\">{}")),
            with(&element.replace("{}", "<b>{}</b>")),
            with(&element.replace("credential", "assertion")),
            with(element).replace("</svg>", ""),
            with("&undefined;"),
        ] {
            assert_eq!(unwrap(wrong.as_bytes()), malformed, "{wrong}");
        }
    }
}
