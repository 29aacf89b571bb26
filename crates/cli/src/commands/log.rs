//! `spyrales log audit`: the whole transparency log, recomputed and compared.

use std::process::ExitCode;

use anyhow::Context;
use spyrales_app::certificates::LogAudit as Audit;
use spyrales_core::text::Lang;

use crate::args::LogAudit;
use crate::issuer::Keys;
use crate::setting::Setting;

/// Exit code: 0 all is right, 1 something isn't, 2 it can't be read.
pub(crate) fn audit(setting: &Setting, args: &LogAudit) -> anyhow::Result<ExitCode> {
    let data = args.data.resolve();
    let key = Keys::load(data.folder())?.log_key();
    let older = args
        .checkpoint
        .as_ref()
        .map(|path| {
            std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))
        })
        .transpose()?;
    let audit = tokio::runtime::Runtime::new()?.block_on(async {
        let app = data.open_app().await?;
        anyhow::Ok(app.audit_log(&key, older.as_deref()).await?)
    })?;
    let Audit {
        entries,
        certificates,
        erased,
        checkpoints,
        faults,
    } = &audit;
    match setting.lang {
        Lang::Fr => println!(
            "Journal : {entries} inscriptions, {certificates} certificats retrouvés, {erased} effacés, {checkpoints} points de contrôle."
        ),
        Lang::En => println!(
            "Log: {entries} entries, {certificates} certificates found, {erased} erased, {checkpoints} checkpoints."
        ),
    }
    for fault in faults {
        eprintln!("✗ {fault}");
    }
    match (faults.is_empty(), setting.lang) {
        (true, Lang::Fr) => println!("✓ Le journal est intact."),
        (true, Lang::En) => println!("✓ The log is intact."),
        (false, _) => {}
    }
    Ok(ExitCode::from(u8::from(!faults.is_empty())))
}
