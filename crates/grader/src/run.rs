//! Running code without grading it: what it prints, what it leaves, what it draws.

use std::sync::Arc;

use spyrales_core::grading::{Drawn, NotGraded, Picture, Run, Variable, Verdict};
use spyrales_core::pack::Exercise;
use spyrales_sandbox::value::{Figure, Value};

use crate::message::{detail, message, text, word};
use crate::pair::Pair;
use crate::source::Source;
use crate::{about, examination, failure, picture};

/// A picture for a page that is larger than this is left out.
const LARGEST_PICTURE: usize = 2 << 20;
/// A page shows no more figures than these.
const MOST_FIGURES: usize = 4;

/// Loads the code as a grade would, with the same files, limits and seed, and looks at what it leaves.
pub(crate) fn run(
    pair: &Arc<Pair>,
    exercise: &Exercise,
    source: &Source,
    seed: u64,
) -> Result<Run, NotGraded> {
    let mut submission = examination::submission(pair, exercise, source, seed);
    let loaded = submission.load().map_err(|error| examination::fault(&error))?;
    let verdict = failure::verdict_of_load(&loaded);
    // The agent's words are the learner's own: they are shown to them and to nobody else.
    let seen = match &verdict {
        Some(_) => Value::Null,
        None => submission
            .request(&message("look", []))
            .map_err(|error| examination::fault(&error))?,
    };
    let nothing = Value::Null;
    let seen = match word(&seen) {
        Some("done") => detail(&seen).unwrap_or(&nothing),
        _ => &nothing,
    };
    let list = |name: &str| seen.get(name).and_then(Value::as_list).unwrap_or_default();
    let variables = list("variables").iter().filter_map(|variable| {
        Some(Variable {
            name: text(variable, "name")?,
            class: text(variable, "class")?,
            text: text(variable, "text")?,
        })
    });
    let figures = list("figures").iter().filter_map(|figure| match figure {
        Value::Figure(figure) => Some(drawn(figure)),
        _ => None,
    });
    let told = submission.told();
    Ok(Run {
        verdict: verdict.unwrap_or(Verdict::Graded),
        notes: told.notes,
        variables: variables.collect(),
        figures: figures.take(MOST_FIGURES).collect(),
        output: told.output,
    })
}

fn drawn(figure: &Figure) -> Drawn {
    let file = figure.picture();
    let image = if file.starts_with(picture::PDF_SIGNATURE) {
        picture::svg_of(file).map(Picture::Svg)
    } else {
        let fits = !file.is_empty() && file.len() <= LARGEST_PICTURE;
        fits.then(|| Picture::Png(file.to_vec()))
    };
    Drawn {
        about: about::figure(figure.description()),
        picture: image,
    }
}
