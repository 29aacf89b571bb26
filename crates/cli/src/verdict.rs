//! A verdict on the terminal: what a learner reads.

use std::fmt::Write as _;

use spyrales_core::grading::{CheckOutcome, CheckStatus, Grading, Output};
use spyrales_core::text::{Bilingual, Lang};

/// Lines of output shown of each stream.
const OUTPUT_LINES: usize = 20;

/// The whole verdict, ready to print.
pub(crate) fn render(grading: &Grading, title: &str, lang: Lang) -> String {
    let say = |fr: &'static str, en: &'static str| match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    let record = &grading.record;
    let mut out = String::new();
    // Writing to a string never fails.
    let _ = writeln!(
        out,
        "{title}  ({}, {} {})\n",
        record.exercise,
        say("version", "version"),
        record.pack.version
    );
    if let Some(explanation) = record.verdict.explanation(&record.limits) {
        let _ = writeln!(out, "{}", explanation.get(lang));
        if let Some(line) = line_of(&record.verdict) {
            let _ = writeln!(out, "    {line}");
        }
        out.push('\n');
    }
    for note in &record.notes {
        let _ = writeln!(out, "{}\n", note.get(lang));
    }
    for check in &record.checks {
        check_lines(&mut out, check, lang);
    }
    output_lines(&mut out, &record.output, lang);
    let _ = writeln!(
        out,
        "{} : {} / {}",
        say("Points", "Points"),
        record.earned,
        record.possible
    );
    let _ = writeln!(
        out,
        "{} {} · {} {:.0} {} · {:.1} ms",
        grouped(record.usage.fuel),
        say("opérations", "operations"),
        say("mémoire", "memory"),
        record.usage.memory_peak_bytes as f64 / f64::from(1 << 20),
        say("Mio", "MiB"),
        grading.wall.as_secs_f64() * 1e3
    );
    out
}

fn line_of(verdict: &spyrales_core::grading::Verdict) -> Option<&str> {
    use spyrales_core::grading::Verdict;
    match verdict {
        Verdict::SyntaxError { text, .. } | Verdict::Raised { text, .. } => text.as_deref(),
        _ => None,
    }
}

fn check_lines(out: &mut String, check: &CheckOutcome, lang: Lang) {
    // The mark is repeated in words, for those whose terminal or eyes don't tell the signs apart.
    let (mark, word) = match check.status {
        CheckStatus::Passed => ("✓", Bilingual::new("réussi", "passed")),
        CheckStatus::Failed => ("✗", Bilingual::new("échoué", "failed")),
        CheckStatus::Broken => ("!", Bilingual::new("contrôle défectueux", "faulty check")),
        CheckStatus::NotRun => ("-", Bilingual::new("non exécuté", "not run")),
    };
    let title = check.title.get(lang);
    let _ = writeln!(
        out,
        "{mark} {title} — {} ({} / {})",
        word.get(lang),
        check.earned,
        check.points
    );
    if let Some(message) = &check.message {
        for line in message.get(lang).lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    if let Some(hint) = &check.hint {
        let label = if lang == Lang::Fr { "Piste :" } else { "Hint:" };
        let _ = writeln!(out, "    {label} {}", hint.get(lang));
    }
    out.push('\n');
}

fn output_lines(out: &mut String, output: &Output, lang: Lang) {
    let streams = [
        (
            &output.stdout,
            output.stdout_dropped,
            "Votre programme a affiché :",
            "Your program printed:",
        ),
        (
            &output.stderr,
            output.stderr_dropped,
            "Sur la sortie d'erreur :",
            "On standard error:",
        ),
    ];
    for (text, dropped, fr, en) in streams {
        if text.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}", if lang == Lang::Fr { fr } else { en });
        for line in text.lines().take(OUTPUT_LINES) {
            let _ = writeln!(out, "    {}", printable(line));
        }
        let more = text.lines().count().saturating_sub(OUTPUT_LINES);
        if more > 0 || dropped > 0 {
            let _ = match lang {
                Lang::Fr => writeln!(
                    out,
                    "    … ({more} lignes de plus, {dropped} octets non conservés)"
                ),
                Lang::En => writeln!(out, "    … ({more} more lines, {dropped} bytes not kept)"),
            };
        }
        out.push('\n');
    }
}

/// A line without control characters: what a program prints must not steer the terminal.
fn printable(line: &str) -> String {
    line.chars()
        .take(400)
        .map(|c| if c.is_control() && c != '\t' { '�' } else { c })
        .collect()
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_never_reach_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\tc\r"), "a�[2Jb\tc�");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(grouped(12), "12");
    }
}
