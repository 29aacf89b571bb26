//! A figure in words, for whoever can't see it: what it is a plot of, its title and its axes.

use spyrales_core::text::Bilingual;
use spyrales_sandbox::value::{Map, Value};

/// Plots of one figure that are told one by one.
const MOST_PLOTS: usize = 4;
/// How much of a title or a label is quoted, in characters.
const QUOTED: usize = 80;

/// Kinds of `docs/internals/values.md`, in words.
const KINDS: [(&str, &str, &str); 11] = [
    ("area", "surface", "area"),
    ("bars", "diagramme en barres", "bar chart"),
    ("boxes", "boîtes à moustaches", "box plots"),
    ("empty", "graphique vide", "empty plot"),
    ("hist", "histogramme", "histogram"),
    ("image", "image", "image"),
    ("line", "courbe", "line chart"),
    ("mesh", "grille colorée", "coloured grid"),
    ("pie", "diagramme circulaire", "pie chart"),
    ("points", "nuage de points", "scatter plot"),
    ("segments", "segments", "segments"),
];

/// What a figure's description says, in words; the description is the program's own and quoted in part.
pub(crate) fn figure(description: &Map) -> Bilingual {
    let plots = description
        .get("axes")
        .and_then(Value::as_list)
        .unwrap_or_default();
    let plots: Vec<_> = plots
        .iter()
        .filter(|plot| plot.get("kind").and_then(Value::as_str) != Some("colorbar"))
        .collect();
    let mut told: Vec<_> = plots
        .iter()
        .take(MOST_PLOTS)
        .map(|plot| self::plot(plot))
        .collect();
    if let Some(title) = description.get("title").and_then(quoted) {
        // One plot has the figure's title for its own as often as not.
        let known = told.first().is_some_and(|plot| plot.fr.contains(&title.fr));
        if !known {
            told.insert(0, title);
        }
    }
    if plots.len() > MOST_PLOTS {
        let more = plots.len() - MOST_PLOTS;
        told.push(Bilingual::new(
            format!("et {more} de plus"),
            format!("and {more} more"),
        ));
    }
    joined(&told, " ; ", "; ")
}

fn plot(plot: &Value) -> Bilingual {
    let kind = plot.get("kind").and_then(Value::as_str);
    let named = KINDS.iter().find(|(name, ..)| Some(*name) == kind);
    let (fr, en) = named.map_or(("graphique", "plot"), |(_, fr, en)| (*fr, *en));
    let mut parts = vec![Bilingual::new(fr, en)];
    if let Some(title) = plot.get("title").and_then(quoted) {
        let Bilingual { fr, en } = parts.remove(0);
        parts.push(Bilingual::new(
            format!("{fr} {}", title.fr),
            format!("{en} {}", title.en),
        ));
    }
    for (axis, fr, en) in [("x", "en abscisse", "across"), ("y", "en ordonnée", "up")] {
        let label = plot.get(axis).and_then(|axis| axis.get("label")).and_then(quoted);
        if let Some(label) = label {
            parts.push(Bilingual::new(
                format!("{fr} {}", label.fr),
                format!("{en} {}", label.en),
            ));
        }
    }
    joined(&parts, ", ", ", ")
}

fn quoted(text: &Value) -> Option<Bilingual> {
    let text = text.as_str()?;
    let mut start: String = text.chars().take(QUOTED).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    let start = start.split_whitespace().collect::<Vec<_>>().join(" ");
    (!start.is_empty()).then(|| Bilingual::new(format!("« {start} »"), format!("“{start}”")))
}

fn joined(parts: &[Bilingual], fr: &str, en: &str) -> Bilingual {
    let french: Vec<_> = parts.iter().map(|part| part.fr.as_str()).collect();
    let english: Vec<_> = parts.iter().map(|part| part.en.as_str()).collect();
    Bilingual::new(french.join(fr), english.join(en))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(title: &str, kind: &str) -> Value {
        let axis = |label: &str| Value::map([("label", Value::str(label))]);
        Value::map([
            ("kind", Value::str(kind)),
            ("title", Value::str(title)),
            ("x", axis("Région")),
            ("y", axis("")),
        ])
    }

    fn told(entries: Vec<(&str, Value)>) -> Bilingual {
        figure(Value::map(entries).as_map().expect("a map"))
    }

    #[test]
    fn a_plot_is_told_by_its_kind_its_title_and_its_axes() {
        let one = told(vec![
            ("title", Value::Null),
            ("axes", Value::list([plot("Coûts", "bars")])),
        ]);
        assert_eq!(one.fr, "diagramme en barres « Coûts », en abscisse « Région »");
        assert_eq!(one.en, "bar chart “Coûts”, across “Région”");
    }

    #[test]
    fn what_is_odd_is_told_in_part() {
        assert_eq!(told(vec![]).fr, "");
        let long = told(vec![("axes", Value::list([plot(&"a\n ".repeat(500), "?")]))]);
        assert!(long.en.starts_with("plot “a a a"), "{}", long.en);
        assert!(long.en.chars().count() < 150, "{}", long.en);
        let many = told(vec![("axes", Value::list((0..9).map(|_| plot("t", "pie"))))]);
        assert!(many.en.ends_with("; and 5 more"), "{}", many.en);
    }
}
