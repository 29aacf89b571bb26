//! `spyrales runtime build`: packages that a machine builds once.

use std::process::ExitCode;

use spyrales_core::text::Bilingual;
use spyrales_sandbox::r::bundle::{self, Building};

use crate::args::Bundle;
use crate::progress::Terminal;
use crate::setting::Setting;

/// Builds a bundle. What is left out is told with its reason and is no failure: the rest can be used.
pub(crate) fn build(setting: &Setting, which: Bundle) -> anyhow::Result<ExitCode> {
    match which {
        Bundle::RTidyverse => {}
    }
    let say = |text: &Bilingual| eprintln!("{}", text.get(setting.lang));
    let outcome = bundle::build(
        &setting.cache()?,
        &Terminal::new(setting.lang),
        &|step| match step {
            Building::Package { name, number, count } => eprintln!("… [{number}/{count}] {name}"),
            Building::Done { already: true, .. } => {}
            Building::Done { name, .. } => say(&Bilingual::new(
                format!("✓ {name} est construit"),
                format!("✓ {name} is built"),
            )),
            Building::LeftOut { name, reason } => say(&Bilingual::new(
                format!("✗ {name} est laissé de côté : {reason}"),
                format!("✗ {name} is left out: {reason}"),
            )),
        },
    )?;
    let kept = outcome.kept.len();
    println!(
        "{}",
        Bilingual::new(
            format!(
                "{kept} paquets de R sont prêts, {} sont laissés de côté.",
                outcome.left_out.len()
            ),
            format!(
                "{kept} packages of R's are ready, {} are left out.",
                outcome.left_out.len()
            ),
        )
        .get(setting.lang)
    );
    for one in &outcome.left_out {
        println!("  {} {} : {}", one.name, one.version, one.reason);
    }
    Ok(ExitCode::SUCCESS)
}
