//! `spyrales verify`: a certificate file, checked without any network.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use spyrales_core::clock::Clock;
use spyrales_core::text::Lang;
use spyrales_credential::{Email, IssuerKeys, Outcome, Report, VerificationContext, verify};

use crate::args::Verify;
use crate::issuer;
use crate::setting::{Setting, SystemClock};

pub(crate) fn run(setting: &Setting, args: &Verify) -> anyhow::Result<ExitCode> {
    let bytes = read(&args.file)?;
    let mut context = VerificationContext::new(SystemClock.now());
    context = match &args.issuer {
        Some(path) => {
            let keys = IssuerKeys::from_did_document(&read(path)?)
                .with_context(|| format!("{} is no DID document", path.display()))?;
            context.with_unregistered_issuer(keys)
        }
        None => {
            let (keys, name) = issuer::registered(&args.data.resolve()).context(
                "this machine issues no certificates; hint: name the issuer's DID document with --issuer did.json (it is at https://HOST/.well-known/did.json)",
            )?;
            context.with_registered_issuer(keys, name)
        }
    };
    if let Some(email) = &args.email {
        let email: Email = email
            .parse()
            .with_context(|| format!("{email:?} is no e-mail address"))?;
        context = context.with_recipient(email);
    }
    let report = verify(&bytes, &context);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report, setting.lang);
    }
    Ok(ExitCode::from(u8::from(report.outcome() != Outcome::Valid)))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("failed to read {}", path.display()))
}

fn print(report: &Report, lang: Lang) {
    match lang {
        Lang::Fr => println!("{}\n", report.outcome().french()),
        Lang::En => println!("{}\n", report.outcome()),
    }
    for (number, (step, answer)) in (1..).zip(report.answers()) {
        let name = if lang == Lang::Fr {
            step.french().to_owned()
        } else {
            step.to_string()
        };
        let text = match (lang, answer.explanation()) {
            (Lang::Fr, Some((_, _, french))) => format!("{} — {french}", word(answer.as_str())),
            (Lang::Fr, None) => word(answer.as_str()).to_owned(),
            (Lang::En, _) => answer.to_string(),
        };
        println!("{number:>3}. {name} : {text}");
    }
}

/// The French of an answer's name.
fn word(name: &str) -> &str {
    match name {
        "passed" => "vérifié",
        "failed" => "refusé",
        "not_checked" => "non contrôlé",
        "unknown" => "inconnu",
        other => other,
    }
}
