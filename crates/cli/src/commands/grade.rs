//! `spyrales grade`: one file, one exercise, no server.

use std::process::ExitCode;

use anyhow::Context;
use spyrales_core::grading::Seeds;
use spyrales_core::text::Lang;

use crate::args::Grade;
use crate::commands::pack::report;
use crate::setting::{Setting, need_r};
use crate::{packs, verdict};

pub(crate) fn run(setting: &Setting, args: &Grade) -> anyhow::Result<ExitCode> {
    let (pack, exercise) = match packs::load_exercise(&args.exercise) {
        Ok(found) => found,
        Err(unusable) => {
            report(unusable, setting)?;
            return Ok(ExitCode::from(2));
        }
    };
    let source =
        std::fs::read(&args.source).with_context(|| format!("failed to read {}", args.source.display()))?;
    let grading = setting
        .grader(need_r([&exercise]))?
        .grade(
            &pack.pack_ref(),
            &exercise,
            &source,
            Seeds {
                visible: args.seed,
                hidden: args.hidden_seed,
            },
        )
        .map_err(|not_graded| anyhow::anyhow!("{}", not_graded.why().get(setting.lang)))?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&grading.record)?);
    } else {
        let title = exercise.title.get(setting.lang);
        print!("{}", verdict::render(&grading, title, setting.lang));
        traces(&grading.traces, setting.lang);
    }
    Ok(ExitCode::from(u8::from(!grading.record.is_full())))
}

/// What faulty checks say, for whoever is writing them.
fn traces(traces: &[(String, String)], lang: Lang) {
    for (check, trace) in traces.iter().filter(|(_, trace)| trace.contains("Error")) {
        match lang {
            Lang::Fr => eprintln!("\nTrace du contrôle {check} (pour son auteur) :\n{trace}"),
            Lang::En => eprintln!("\nTrace of the check {check} (for its author):\n{trace}"),
        }
    }
}
