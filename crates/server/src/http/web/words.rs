//! The words of the pages, in both languages (Fluent; `locales/fr.ftl` and `locales/en.ftl`).

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use spyrales_core::text::Lang;

type Bundle = FluentBundle<FluentResource>;

static FRENCH: LazyLock<Bundle> = LazyLock::new(|| read(Lang::Fr));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| read(Lang::En));

fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => include_str!("../../../locales/fr.ftl"),
        Lang::En => include_str!("../../../locales/en.ftl"),
    }
}

fn read(lang: Lang) -> Bundle {
    // A file that can't be read whole still gives what could be; a test holds both files to be faultless.
    let text = match lang {
        Lang::Fr => with_hard_spaces(source(lang)),
        Lang::En => source(lang).to_owned(),
    };
    let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
    let mut bundle = Bundle::new_concurrent(lang.code().parse().into_iter().collect());
    // Isolation marks are for mixed directions of writing, which neither language has; they would be copied along.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// French sets a space before its high punctuation and inside its quotation marks, which mustn't end a line: a full one
/// for colon and quotation marks, a narrow one for the others (Imprimerie nationale, Lexique des règles typographiques).
/// They can't be told from others in an editor, so the file has plain ones.
fn with_hard_spaces(french: &str) -> String {
    let mut text = french.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»");
    for (sign, space) in [
        (':', '\u{a0}'),
        (';', '\u{202f}'),
        ('!', '\u{202f}'),
        ('?', '\u{202f}'),
    ] {
        text = text.replace(&format!(" {sign}"), &format!("{space}{sign}"));
    }
    text
}

/// A message in a language. A key that isn't there stands for itself: a test finds it before a reader does.
pub(super) fn message(lang: Lang, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let bundle = match lang {
        Lang::Fr => &*FRENCH,
        Lang::En => &*ENGLISH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = values.iter().cloned().collect();
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// Keys of a locale, and the variables that each uses.
    fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        assert!(
            FluentResource::try_new(source(lang).to_owned()).is_ok(),
            "{lang} can be read whole"
        );
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut last = String::new();
        for line in source(lang).lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let (true, Some((key, _))) = (begins, line.split_once(" =")) {
                assert!(
                    keys.insert(key.to_owned(), BTreeSet::new()).is_none(),
                    "{lang}: {key} twice"
                );
                last = key.to_owned();
            }
            for variable in line.split('$').skip(1) {
                let name: String = variable.chars().take_while(char::is_ascii_alphanumeric).collect();
                keys.get_mut(&last).unwrap().insert(name);
            }
        }
        keys
    }

    #[test]
    fn french_punctuation_never_begins_a_line() {
        let wished = "Oui\u{202f}? «\u{a0}Non\u{a0}»\u{a0}: {$n}\u{202f};";
        assert_eq!(with_hard_spaces("Oui ? « Non » : {$n} ;"), wished);
        let told = message(Lang::Fr, "footer-accessibility", &[]);
        assert_eq!(told, "Accessibilité\u{a0}: non conforme");
        // Nothing of it is syntax: no message is lost.
        assert!(FluentResource::try_new(with_hard_spaces(source(Lang::Fr))).is_ok());
    }

    #[test]
    fn both_languages_have_the_same_words_with_the_same_variables() {
        let (french, english) = (keys(Lang::Fr), keys(Lang::En));
        assert_eq!(french, english);
        assert!(french.len() > 100);
    }

    /// The texts that calls like `t("key"` begin with, in templates and pages.
    fn used(folder: &Path, calls: &[&str], found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used(&path, calls, found);
                continue;
            }
            // This file names the calls without making them.
            if path.ends_with(file!().rsplit('/').next().unwrap()) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in calls {
                for after in text.split(call).skip(1) {
                    if let Some((key, _)) = after
                        .trim_start()
                        .strip_prefix('"')
                        .and_then(|a| a.split_once('"'))
                    {
                        // This file's own list of calls has no keys.
                        if key
                            .bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                        {
                            found.insert(key.to_owned());
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_word_that_is_used_is_there_and_every_word_that_is_there_is_used() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut used_keys, mut families) = (BTreeSet::new(), BTreeSet::new());
        for folder in ["templates", "src/http"] {
            let folder = root.join(folder);
            used(&folder, &[".t(", ".n(", ".a(", ".two("], &mut used_keys);
            used(&folder, &[".k(", ".ka("], &mut families);
        }
        let known: BTreeSet<String> = keys(Lang::Fr).into_keys().collect();
        let missing: Vec<_> = used_keys.difference(&known).collect();
        assert!(missing.is_empty(), "used and not there: {missing:?}");
        let idle: Vec<_> = known
            .difference(&used_keys)
            .filter(|key| !families.iter().any(|family| key.starts_with(family.as_str())))
            .collect();
        assert!(idle.is_empty(), "there and not used: {idle:?}");
    }
}
