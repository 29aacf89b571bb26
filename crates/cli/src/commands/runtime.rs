//! `spyrales runtime build`: packages that a machine builds once.

use std::process::ExitCode;

use spyrales_core::text::Bilingual;
use spyrales_sandbox::r::bundle::{self, Building};

use crate::args::Bundle;
use crate::setting::Setting;

/// Builds a bundle. Every package that is left out is told with its reason; the rest can be used. The exit code is 1 when
/// one is missing that isn't known to be gone from the archive.
pub(crate) fn build(setting: &Setting, which: Bundle, only: &[String]) -> anyhow::Result<ExitCode> {
    match which {
        Bundle::RTidyverse => {}
    }
    let say = |text: &Bilingual| eprintln!("{}", text.get(setting.lang));
    let outcome = bundle::build(&setting.cache()?, &setting.progress(), only, &|step| match step {
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
    })?;
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
    let missing: Vec<_> = outcome.unexpected().map(|one| one.name.as_str()).collect();
    if missing.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let names = missing.join(", ");
    say(&Bilingual::new(
        format!(
            "Incomplet : {names} aurait dû être construit. La raison est ci-dessus ; relancez la commande une fois la cause \
             corrigée, ce qui est déjà construit est gardé."
        ),
        format!(
            "Incomplete: {names} should have been built. The reason is above; run the command again once its cause is \
             mended, what is built already is kept."
        ),
    ));
    Ok(ExitCode::from(1))
}
