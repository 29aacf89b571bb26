use std::collections::BTreeMap;

use super::*;

fn levels(held: &[(&str, u8)]) -> BTreeMap<String, Level> {
    held.iter()
        .map(|(segment, level)| ((*segment).to_owned(), Level::try_from(*level).unwrap()))
        .collect()
}

/// What is wrong with the shipped framework after an edit, as `line: message` in both languages.
fn errors(from: &str, to: &str) -> String {
    let text = include_str!("../../data/framework.toml");
    assert!(text.contains(from), "{from:?} isn't in the file");
    let errors = Framework::parse(&text.replacen(from, to, 1)).unwrap_err();
    let lines = errors.iter().map(|error| {
        let (message, remedy) = (error.message(), error.remedy());
        format!(
            "{}\n  fr: {} → {}\n  en: {} → {}\n",
            error.code(),
            message.fr,
            remedy.fr,
            message.en,
            remedy.en
        )
    });
    lines.collect()
}

#[test]
fn the_shipped_framework_has_nine_segments_of_four_levels() {
    let framework = Framework::shipped();
    let ids: Vec<&str> = framework
        .segments()
        .iter()
        .map(|segment| segment.id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["py", "r", "prep", "stat", "viz", "ml", "sql", "txt", "cult"]
    );
    assert_eq!(framework.level(Level::ALL[2]).name.fr, "Maîtrise");
    assert_eq!(framework.scoring().threshold_percent(Level::ALL[3]), 75);
    let prep = framework.statement(&"prep-2".parse().unwrap()).unwrap();
    assert!(prep.statement.fr.starts_with("Sait agréger"));
    assert!(framework.statement(&"nul-1".parse().unwrap()).is_none());
}

#[test]
fn a_requirement_is_an_and_of_ors_and_a_level_holds_the_lower_ones() {
    let framework = Framework::shipped();
    let prep_3 = &framework.statement(&"prep-3".parse().unwrap()).unwrap().requires;
    assert!(prep_3.is_met(&levels(&[("prep", 2), ("r", 2)])));
    assert!(prep_3.is_met(&levels(&[("prep", 4), ("py", 3)])));
    let held = levels(&[("prep", 1), ("py", 2)]);
    let unmet: Vec<String> = prep_3.unmet(&held).flatten().map(ToString::to_string).collect();
    assert_eq!(unmet, ["prep-2"]);
    assert!(Requirement::default().is_met(&BTreeMap::new()));
}

#[test]
fn a_segment_level_has_one_spelling() {
    let level: SegmentLevel = "a-b-4".parse().unwrap();
    assert_eq!((level.segment.as_str(), level.level.number()), ("a-b", 4));
    assert_eq!(level.to_string(), "a-b-4");
    for wrong in [
        "", "prep", "prep-", "prep-0", "prep-5", "prep-01", "-1", "prep-1 ",
    ] {
        assert!(wrong.parse::<SegmentLevel>().is_err(), "{wrong:?}");
    }
}

#[test]
fn what_is_wrong_in_a_framework_is_said() {
    let all = [
        errors("[75, 75, 75, 75]", "[75, 75, 75]"),
        errors("[75, 75, 75, 75]", "[75, 75, 75, 101]"),
        errors("number = 2", "number = 3"),
        errors("requires = [[\"py-1\"]]", "requires = [[\"pi-1\"]]"),
        errors("requires = [[\"py-1\"]]", "requires = [[\"py-9\"]]"),
        errors("requires = [[\"py-1\"]]", "requires = [\"py-1\"]"),
        errors("requires = [[\"py-1\"]]", "requires = [[\"py-2\"]]"),
        errors("id = \"r\"", "id = \"py\""),
        errors("[[segments]]\nid = \"py\"", "[[segments]]\nidd = \"py\""),
        errors("version = \"2.0.0\"", "version = \"1\""),
    ];
    insta::assert_snapshot!("what_is_wrong", all.join("\n"));
    let none =
        "format = 1\nversion = \"1.0.0\"\nscoring = { threshold_percent = [75, 75, 75, 75] }\nlevels = []\n";
    assert!(
        Framework::parse(none)
            .unwrap_err()
            .to_string()
            .contains("`segments` is missing")
    );
}

#[test]
fn a_cycle_of_requirements_is_found() {
    // Whoever wants py-2 needs prep-1, which needs py-1 or r-1: no cycle. With r-1 out of the way and py-1
    // asking for prep-1 there is one.
    let text = include_str!("../../data/framework.toml");
    let text = text
        .replacen("requires = []", "requires = [[\"prep-1\"]]", 1)
        .replacen("requires = [[\"py-1\", \"r-1\"]]", "requires = [[\"py-1\"]]", 1);
    let errors = Framework::parse(&text).unwrap_err();
    assert!(
        errors
            .iter()
            .all(|error| error.code() == "framework::out_of_reach")
    );
    let shown = errors.to_string();
    assert!(
        shown.contains("reach level `py-1`") && shown.contains("reach level `prep-1`"),
        "{shown}"
    );
}
