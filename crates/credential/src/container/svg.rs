//! Baked SVG (Open Badges 3.0, section 5.3.2): one `openbadges:credential` element with the certificate's text.

use super::xml::{Element, Fault, Namespace, Part, Reader};
use super::{Container, ContainerError};
use crate::fuel::Fuel;

/// What is read of a picture.
struct Picture<'a> {
    root: Element<'a>,
    certificates: Vec<Vec<u8>>,
}

/// Puts a certificate into a picture, as the root's first child.
pub fn bake(picture: &str, certificate: &str) -> Result<String, ContainerError> {
    let not_bakeable = ContainerError::NotBakeable;
    let read = read(picture, &mut Fuel::full()).map_err(|_| not_bakeable)?;
    let root = read.root;
    let is_svg = root.namespace == Namespace::SVG && root.local == "svg" && !root.empty;
    // `]]>` would end the section; JSON in RFC 8785 form can hold it only inside a text.
    if !is_svg || certificate.contains("]]>") || !read.certificates.is_empty() {
        return Err(not_bakeable);
    }
    let baked = format!(
        "{} xmlns:openbadges=\"{}\"{}<openbadges:credential><![CDATA[{certificate}]]></openbadges:credential>{}",
        &picture[..root.name_end],
        Namespace::open_badges(),
        &picture[root.name_end..root.tag_end],
        &picture[root.tag_end..],
    );
    // The picture may use the prefix for something else.
    match certificates(baked.as_bytes(), &mut Fuel::full()) {
        Ok(_) => Ok(baked),
        Err(_) => Err(not_bakeable),
    }
}

/// Every certificate in a picture.
pub(super) fn certificates(picture: &[u8], fuel: &mut Fuel) -> Result<Vec<Vec<u8>>, ContainerError> {
    let text = std::str::from_utf8(picture).map_err(|_| Fault::Malformed)?;
    Ok(read(text, fuel)?.certificates)
}

fn read<'a>(text: &'a str, fuel: &mut Fuel) -> Result<Picture<'a>, Fault> {
    let mut reader = Reader::new(text, fuel)?;
    let mut root = None;
    let mut certificates = Vec::new();
    // The text of the certificate that is being read.
    let mut inside: Option<String> = None;
    while let Some(part) = reader.next()? {
        match (part, &mut inside) {
            (Part::Text(piece), Some(text)) => text.push_str(&piece),
            (Part::End, Some(_)) => certificates.extend(inside.take().as_deref().map(certificate)),
            // Markup in a certificate, which readers skip or don't.
            (Part::Start(_) | Part::Aside, Some(_)) => return Err(Fault::Malformed),
            (Part::Start(element), None) => {
                if element.namespace == Namespace::OPEN_BADGES {
                    // `assertion` and `verify` attributes were Open Badges 2's; whatever else is in the namespace isn't read.
                    if element.local != "credential" || element.attributes > 0 {
                        return Err(Fault::Malformed);
                    }
                    if element.empty {
                        certificates.push(Vec::new());
                    } else {
                        inside = Some(String::new());
                    }
                }
                root.get_or_insert(element);
            }
            (Part::End | Part::Text(_) | Part::Aside, None) => {}
        }
    }
    let root = root.ok_or(Fault::Malformed)?;
    Ok(Picture { root, certificates })
}

fn certificate(text: &str) -> Vec<u8> {
    text.trim().as_bytes().to_vec()
}

impl From<Fault> for ContainerError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Malformed => Self::Malformed(Container::Svg),
            Fault::TooComplex => Self::TooComplex(Container::Svg),
        }
    }
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
