//! Statements: CommonMark from a trainer, HTML for a page.
//!
//! A trainer's text is shown inside the service's own pages, so it may lay out text and nothing more: raw HTML
//! is shown as it is written, links keep to known schemes, pictures to the exercise's own files, and no
//! `style` attribute is made, which a strict Content-Security-Policy would drop anyway.

use pulldown_cmark::{Alignment, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use spyrales_core::text::Lang;

/// Turns a statement into HTML that is safe inside a page.
#[must_use]
pub fn to_html(commonmark: &str, lang: Lang) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut cells = Cells {
        label: match lang {
            Lang::Fr => "Tableau",
            Lang::En => "Table",
        },
        ..Cells::default()
    };
    let events = Parser::new_ext(commonmark, options).map(|event| cells.lay_out(harmless(event)));
    let mut page = String::with_capacity(commonmark.len() * 3 / 2);
    html::push_html(&mut page, events);
    page
}

/// The event without what could act.
fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: allowed(dest_url, is_link),
            title,
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: allowed(dest_url, is_relative),
            title,
            id,
        }),
        other => other,
    }
}

fn allowed<'a>(url: CowStr<'a>, rule: fn(&str) -> bool) -> CowStr<'a> {
    if rule(&url) { url } else { CowStr::Borrowed("") }
}

fn is_link(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    is_relative(url)
        || ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
}

/// Without a scheme and without a host. Browsers drop control characters from a URL before they look for its
/// scheme and read `\` as `/`, so neither may occur.
fn is_relative(url: &str) -> bool {
    !url.starts_with("//") && !url.contains(|c: char| c == ':' || c == '\\' || c.is_control())
}

/// Tables: heads say what they head, alignment is a class, and one that is wider than the screen scrolls by itself, by
/// keyboard too.
#[derive(Default)]
struct Cells {
    label: &'static str,
    tables: usize,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Cells {
    fn lay_out<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns;
                self.tables += 1;
                let name = format!("{} {}", self.label, self.tables);
                return Event::Html(
                    format!(
                        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><table>"
                    )
                    .into(),
                );
            }
            Event::End(TagEnd::Table) => return Event::Html("</tbody></table></div>\n".into()),
            Event::Start(Tag::TableHead) => (self.in_head, self.column) = (true, 0),
            Event::End(TagEnd::TableHead) => self.in_head = false,
            Event::Start(Tag::TableRow) => self.column = 0,
            Event::Start(Tag::TableCell) => return Event::Html(self.open().into()),
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                return Event::Html(if self.in_head { "</th>" } else { "</td>" }.into());
            }
            _ => {}
        }
        event
    }

    fn open(&self) -> String {
        let tag = if self.in_head { "th scope=\"col\"" } else { "td" };
        match self.columns.get(self.column) {
            Some(Alignment::Right) => format!("<{tag} class=\"right\">"),
            Some(Alignment::Center) => format!("<{tag} class=\"center\">"),
            Some(Alignment::Left | Alignment::None) | None => format!("<{tag}>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_keeps_its_tables_code_and_maths() {
        let page = to_html(
            "## Données\n\n| Commune | Total |\n| --- | ---: |\n| `01001` | $x^2$ |\n\n```python\na < b\n```\n",
            Lang::Fr,
        );
        insta::assert_snapshot!(page, @r#"
        <h2>Données</h2>
        <div class="wide" tabindex="0" role="region" aria-label="Tableau 1"><table><thead><tr><th scope="col">Commune</th><th scope="col" class="right">Total</th></tr></thead><tbody>
        <tr><td><code>01001</code></td><td class="right"><span class="math math-inline">x^2</span></td></tr>
        </tbody></table></div>
        <pre><code class="language-python">a &lt; b
        </code></pre>
        "#);
    }

    #[test]
    fn nothing_in_a_statement_can_act() {
        let attacks = [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div\nonclick=\"x\">\n\ntext",
            "<!-- --><svg/onload=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](java&#10;script:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:x)",
            "<javascript:alert(1)>",
            "![x](https://tracker.example/pixel.png)",
            "![x](//tracker.example/pixel.png)",
            "![x](\\\\tracker.example/pixel.png)",
            "[x](<a\" onmouseover=\"alert(1)>)",
            "[x](a \"t\\\" onmouseover=\\\"alert(1)\")",
            "```\" onclick=\"x\n</code></pre><script>\n```",
            "$<script>alert(1)</script>$",
            "|<b onclick=x>|\n|--|\n|</td><script>|",
            "[r]: javascript:alert(1)\n\n[r]",
        ];
        for attack in attacks {
            let page = to_html(attack, Lang::Fr);
            assert_eq!(active_part(&page), None, "{attack}\n{page}");
        }
    }

    /// The first thing in a page that isn't plain layout: an unexpected tag or attribute, or a scheme.
    fn active_part(page: &str) -> Option<String> {
        let tags = [
            "p", "a", "img", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "span", "div",
        ];
        let attributes = [
            "href",
            "src",
            "alt",
            "title",
            "class",
            "scope",
            "tabindex",
            "role",
            "aria-label",
        ];
        for tag in page.split('<').skip(1) {
            let inside = tag.split_once('>').map_or(tag, |(inside, _)| inside);
            let (name, rest) = inside.split_once(' ').unwrap_or((inside, ""));
            if !tags.contains(&name.trim_matches('/')) {
                return Some(format!("tag {name}"));
            }
            // Attributes are `name="value"`, with every quote inside a value escaped.
            let parts: Vec<_> = rest.trim_end_matches('/').split('"').collect();
            for pair in parts.chunks(2) {
                let name = pair[0].trim().trim_end_matches('=');
                let value = pair.get(1).copied().unwrap_or_default();
                let plain = name.is_empty() || attributes.contains(&name);
                let followed = ["href", "src"].contains(&name) && !value.is_empty();
                if !plain || (followed && !is_relative(value)) {
                    return Some(format!("{name}={value}"));
                }
            }
        }
        None
    }

    #[test]
    fn links_lead_where_a_reader_expects() {
        let page = to_html(
            "[a](https://www.insee.fr) [b](budget.csv) [c](mailto:a@example.org) [d](#donnees)",
            Lang::Fr,
        );
        for address in [
            "https://www.insee.fr",
            "budget.csv",
            "mailto:a@example.org",
            "#donnees",
        ] {
            assert!(page.contains(&format!("href=\"{address}\"")), "{page}");
        }
    }
}
