//! Every page, written by the real router from sample data, as snapshots in both languages.
//!
//! `story` tells what happens on an `installation` whose clock and randomness stay the same, and which pages are looked at
//! on the way. `templates` holds the pages against the templates: one that no page of the story shows is a fault.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod installation;
mod provider;
mod story;
mod templates;

use spyrales_core::text::Lang;

use installation::Installation;

/// What stands between the frames of all pages.
fn main_part(html: &str) -> &str {
    let begin = html.find("<main").unwrap_or(0);
    let end = html
        .find("</main>")
        .map_or(html.len(), |end| end + "</main>".len());
    &html[begin..end]
}

/// HTML with a line for each that says something.
fn readable(html: &str) -> String {
    let lines = html.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_written_from_sample_data_and_every_template_is_in_one() {
    let provider = provider::start().await;
    let french = story::tell(&Installation::new(Lang::Fr, &provider).await).await;
    let english = story::tell(&Installation::new(Lang::En, &provider).await).await;
    assert_eq!(french.len(), english.len());
    let settings = filters();
    let _bound = settings.bind_to_scope();
    for (number, (french, english)) in french.iter().zip(&english).enumerate() {
        // The frame is the same around all of them.
        let part = if number == 0 {
            str::to_owned
        } else {
            |html: &str| main_part(html).to_owned()
        };
        let both = format!(
            "fr {}\n\nen {}",
            readable(&format!("{}\n{}", french.status, part(&french.html))),
            readable(&format!("{}\n{}", english.status, part(&english.html))),
        );
        insta::assert_snapshot!(french.name, both);
    }
    let faults = templates::faults(&french);
    assert!(
        faults.is_empty(),
        "{}; hint: the pages are looked at in story.rs",
        faults.join("; ")
    );
}

/// Ids, digests, keys and secrets differ with every change of what is drawn before them.
fn filters() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    for (pattern, name) in [
        (
            r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "[ID]",
        ),
        (r"/assets/[0-9a-f]+/", "/assets/[VERSION]/"),
        (r"(sha256:)?[0-9a-f]{64}", "[DIGEST]"),
        (r"z6Mk[A-Za-z0-9]+", "[KEY]"),
        (r"spy_[A-Za-z0-9_-]{43}", "[TOKEN]"),
        (r"share=[A-Za-z0-9_-]+", "share=[SECRET]"),
        (r"(state|nonce|code_challenge)=[A-Za-z0-9_-]+", "$1=[SECRET]"),
        (
            r"<code>[a-z0-9]{4}(-[a-z0-9]{4}){3}</code>",
            "<code>[PASSWORD]</code>",
        ),
        (r"127\.0\.0\.1(:|%3A)\d+", "127.0.0.1$1[PORT]"),
    ] {
        settings.add_filter(pattern, name);
    }
    settings
}
