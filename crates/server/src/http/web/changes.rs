//! `/submissions/{id}/changes`: what changed from one submission to another.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use similar::{ChangeTag, DiffOp, TextDiff};
use spyrales_core::id::SubmissionId;
use spyrales_core::submission::check_size;

use super::exercises::{address, code};
use super::frame::{Frame, SignedIn, page};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;

/// The most lines that are compared, of both texts together and without those that they begin and end with alike. Comparing takes
/// at most as many steps as the square of it.
const MOST_COMPARED: usize = 4_000;

/// The most lines that are shown. A line of one character takes some 200 bytes of a page.
const MOST_SHOWN: usize = 2_000;

#[derive(Deserialize)]
pub(super) struct Since {
    since: SubmissionId,
}

/// A line of a comparison.
struct Change {
    /// `added`, `removed` or `same`: the end of a key, and a class.
    kind: &'static str,
    sign: &'static str,
    number: usize,
    text: String,
}

/// What a comparison comes to.
enum Comparison {
    /// Stretches of lines around what changed.
    Changes(Vec<Vec<Change>>),
    /// One of both is larger than code may be by now, or both are too long.
    TooLong,
    /// More has changed than is shown.
    TooDifferent,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'a> {
    f: &'a Frame,
    address: String,
    exercise: String,
    earlier: (SubmissionId, Timestamp),
    later: (SubmissionId, Timestamp),
    stretches: Vec<Vec<Change>>,
    /// Why both are only there to be read, as the end of a key.
    instead: Option<&'static str>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    SignedIn { frame: f, user }: SignedIn,
    InPath(id): InPath<SubmissionId>,
    InQuery(Since { since }): InQuery<Since>,
) -> Result<Response, ApiError> {
    let later = state.app.submission(id, user.id).await?;
    let earlier = state.app.submission(since, user.id).await?;
    let (old, new) = (
        code(&state, earlier.id, &user).await?,
        code(&state, later.id, &user).await?,
    );
    let (stretches, instead) = match state.blocking(move || compare(&old, &new)).await? {
        Comparison::Changes(stretches) => (stretches, None),
        Comparison::TooLong => (Vec::new(), Some("too-long")),
        Comparison::TooDifferent => (Vec::new(), Some("too-different")),
    };
    let page = page(&ChangesPage {
        f: &f,
        address: address(&later.exercise.pack, &later.exercise.exercise),
        exercise: later.exercise.exercise.clone(),
        earlier: (earlier.id, earlier.submitted),
        later: (later.id, later.submitted),
        stretches,
        instead,
    })?;
    Ok(([(header::CACHE_CONTROL, "no-store")], page).into_response())
}

/// What changed, with three lines around it. Its work and what it shows are counted, not timed.
fn compare(old: &str, new: &str) -> Comparison {
    // Larger code was taken once.
    let fits = |text: &str| check_size(text.as_bytes()).is_ok();
    if !fits(old) || !fits(new) || differing(old, new) > MOST_COMPARED {
        return Comparison::TooLong;
    }
    let diff = TextDiff::from_lines(old, new);
    let groups = diff.grouped_ops(3);
    let lines = groups.iter().flatten().map(|op| match op {
        DiffOp::Equal { len, .. } => *len,
        _ => op.old_range().len() + op.new_range().len(),
    });
    if lines.sum::<usize>() > MOST_SHOWN {
        return Comparison::TooDifferent;
    }
    let change = |change: similar::Change<&str>| {
        let (kind, sign, number) = match change.tag() {
            ChangeTag::Equal => ("same", " ", change.new_index()),
            ChangeTag::Delete => ("removed", "−", change.old_index()),
            ChangeTag::Insert => ("added", "+", change.new_index()),
        };
        Change {
            kind,
            sign,
            number: number.map_or(0, |number| number + 1),
            text: change.value().trim_end_matches('\n').to_owned(),
        }
    };
    let stretches = groups.iter().map(|ops| {
        let changes = ops.iter().flat_map(|op| diff.iter_changes(op));
        changes.map(change).collect()
    });
    Comparison::Changes(stretches.collect())
}

/// The lines of both texts between those that they begin and end with alike.
fn differing(old: &str, new: &str) -> usize {
    let (mut old, mut new) = (old.lines(), new.lines());
    let alike = |old: &mut std::str::Lines<'_>, new: &mut std::str::Lines<'_>, from_end: bool| loop {
        let (mut next_old, mut next_new) = (old.clone(), new.clone());
        let pair = if from_end {
            (next_old.next_back(), next_new.next_back())
        } else {
            (next_old.next(), next_new.next())
        };
        match pair {
            (Some(one), Some(other)) if one == other => (*old, *new) = (next_old, next_new),
            _ => break,
        }
    };
    alike(&mut old, &mut new, false);
    alike(&mut old, &mut new, true);
    old.count() + new.count()
}

#[cfg(test)]
mod tests {
    use spyrales_core::submission::MAX_SOURCE_BYTES;

    use super::*;

    fn changes(old: &str, new: &str) -> Vec<Vec<Change>> {
        match compare(old, new) {
            Comparison::Changes(stretches) => stretches,
            Comparison::TooLong | Comparison::TooDifferent => panic!(),
        }
    }

    #[test]
    fn a_comparison_shows_what_changed_and_where() {
        let old: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let new = old.replace("10\n", "ten\n");
        let stretches = changes(&old, &new);
        let [stretch] = stretches.as_slice() else { panic!() };
        let changed: Vec<_> = stretch
            .iter()
            .filter(|c| c.kind != "same")
            .map(|c| (c.sign, c.number, c.text.as_str()))
            .collect();
        assert_eq!(changed, [("−", 10, "10"), ("+", 10, "ten")]);
        assert_eq!(stretch.len(), 8);
        assert!(changes("a", "a").is_empty());
    }

    #[test]
    fn long_code_with_a_small_change_is_compared_and_long_code_without_a_common_line_is_not() {
        let long: String = (0..50_000).map(|n| format!("{n:x}\n")).collect();
        assert!(long.len() < MAX_SOURCE_BYTES);
        let changed = long.replacen("6000\n", "six thousand\n", 1);
        assert_eq!(changes(&long, &changed).len(), 1);
        let other: String = (0..50_000).map(|n| format!("{n:x}.\n")).collect();
        assert!(matches!(compare(&long, &other), Comparison::TooLong));
    }

    #[test]
    fn more_changes_than_a_page_shows_are_told_in_words() {
        let numbers = |count: usize, first: usize| -> String {
            (0..count).map(|n| format!("{}\n", 2 * n + first)).collect()
        };
        let shown = changes(&numbers(1_000, 0), &numbers(1_000, 1));
        assert_eq!(
            shown.iter().flatten().count(),
            2_000,
            "each is gone, and another one there"
        );
        let different = compare(&numbers(1_000, 0), &numbers(1_001, 1));
        assert!(matches!(different, Comparison::TooDifferent));
    }

    #[test]
    fn code_that_was_stored_when_more_was_taken_is_not_compared() {
        let large = "\n".repeat(MAX_SOURCE_BYTES + 1);
        assert!(matches!(compare(&large, &large), Comparison::TooLong));
        assert!(matches!(compare("", &large), Comparison::TooLong));
    }
}
