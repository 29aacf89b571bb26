//! `spyrales verify`: a certificate file of any kind, with a network or without.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use jiff::Timestamp;
use spyrales_core::clock::Clock;
use spyrales_core::text::Lang;
use spyrales_credential::log::LogProof;
use spyrales_credential::{
    Bundle, Claims, Email, EvidenceDigest, IssuerKeys, Line, Opened, Outcome, Report, StatusListAnswer, Stop,
    Url, VerificationContext,
};

use crate::args::Verify;
use crate::fetch::Fetcher;
use crate::issuer;
use crate::setting::{Setting, SystemClock};

/// Exit code of a verification that couldn't be completed.
const INCOMPLETE: u8 = 3;

pub(crate) fn run(setting: &Setting, args: &Verify) -> anyhow::Result<ExitCode> {
    let file = read(&args.file)?;
    let opened = Opened::read(&file, Stop::default());
    let bundle = opened.bundle().cloned();
    let claims = opened.claims();
    let fetcher = (!args.offline).then(|| Fetcher::new(args.allow_private));
    let now = match &args.at {
        Some(text) => text
            .parse::<Timestamp>()
            .with_context(|| format!("{text:?} is no time; hint: 2026-11-24T03:18:35Z"))?,
        None => SystemClock.now(),
    };

    let mut context = VerificationContext::new(now);
    context = with_issuer(context, args, &claims, bundle.as_ref(), fetcher.as_ref())?;
    if let Some(bundle) = &bundle {
        context = context.with_bundle(bundle);
    }
    if let Some(fetcher) = &fetcher {
        context = with_what_is_published(context, &claims, fetcher);
    }
    if let Some(path) = &args.log_proof {
        let proof: LogProof = String::from_utf8(read(path)?)?
            .parse()
            .with_context(|| path.display().to_string())?;
        context = context.with_log_proof(proof);
    }
    if let Some(path) = &args.evidence {
        context = context.with_evidence(EvidenceDigest::of(&read(path)?));
    }
    if let Some(email) = &args.email {
        let email: Email = email
            .parse()
            .with_context(|| format!("{email:?} is no e-mail address"))?;
        context = context.with_recipient(email);
    }
    let report = opened.verify(&context);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report, setting.lang);
    }
    Ok(ExitCode::from(match report.outcome() {
        Outcome::Valid => 0,
        Outcome::Invalid(_) => 1,
        Outcome::Incomplete(_) => INCOMPLETE,
    }))
}

/// Adds the issuer's keys: those handed in, else this installation's own, else those published under its identifier, else
/// those that a bundle claims. Its name comes from the command line or from this installation, never from the certificate.
fn with_issuer(
    context: VerificationContext,
    args: &Verify,
    claims: &Claims,
    bundle: Option<&Bundle>,
    fetcher: Option<&Fetcher>,
) -> anyhow::Result<VerificationContext> {
    let named = args
        .issuer_name
        .as_ref()
        .map(|name| name.parse::<Line>().context("this can't be an issuer's name"));
    let named = named.transpose()?;
    let register = |context: VerificationContext, keys: IssuerKeys| match named.clone() {
        Some(name) => context.with_registered_issuer(keys, name),
        None => context.with_unregistered_issuer(keys),
    };
    if let Some(path) = &args.issuer {
        let keys = IssuerKeys::from_did_document(&read(path)?)
            .with_context(|| format!("{} is no DID document", path.display()))?;
        return Ok(register(context, keys));
    }
    if let Ok((keys, name)) = issuer::registered(args.data.resolve().folder())
        && claims.issuer.as_ref() == Some(keys.did())
    {
        return Ok(context.with_registered_issuer(keys, name));
    }
    if let (Some(fetcher), Some(did)) = (fetcher, &claims.issuer) {
        let url = did.document_url();
        match fetcher
            .get(url.as_str())
            .and_then(|bytes| Ok(IssuerKeys::from_did_document(&bytes)?))
        {
            // A document that calls itself otherwise is another issuer's.
            Ok(keys) if keys.did() == did => return Ok(register(context, keys)),
            Ok(keys) => eprintln!("spyrales: {url} is the document of {}", keys.did().as_str()),
            Err(error) => eprintln!("spyrales: {error:#}"),
        }
    }
    match bundle.map(Bundle::claimed_keys) {
        Some(Ok(keys)) => Ok(register(context, keys)),
        Some(Err(error)) => Err(error).context("the bundle's DID document can't be read"),
        None => Ok(context),
    }
}

/// Adds what the issuer publishes about the certificate; what doesn't answer is said to be unreachable, never taken for good.
fn with_what_is_published(
    mut context: VerificationContext,
    claims: &Claims,
    fetcher: &Fetcher,
) -> VerificationContext {
    for url in &claims.status_lists {
        let answer = match fetcher.get(url.as_str()) {
            Ok(document) => StatusListAnswer::Document(document),
            Err(error) => {
                eprintln!("spyrales: {error:#}");
                StatusListAnswer::Unreachable
            }
        };
        context = context.with_status_list(url.clone(), answer);
    }
    let origin = claims.id.as_ref().and_then(Url::origin);
    if let (Some(origin), Some(uuid)) = (origin, claims.uuid()) {
        let proof = fetcher.get(&format!("{}/log/proof/{uuid}", origin.as_str()));
        if let Some(proof) = proof
            .ok()
            .and_then(|text| String::from_utf8(text).ok()?.parse().ok())
        {
            context = context.with_log_proof(proof);
        }
    }
    if let Some(url) = &claims.achievement {
        let published = fetcher.get(url.as_str()).ok();
        if let Some(published) = published.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
            context = context.with_achievement(published);
        }
    }
    context
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("failed to read {}", path.display()))
}

fn print(report: &Report, lang: Lang) {
    match lang {
        Lang::Fr => println!("{}", report.outcome().french()),
        Lang::En => println!("{}", report.outcome()),
    }
    if let Some(credential) = report.credential() {
        let issuer = report
            .issuer_name()
            .map_or(credential.issuer().as_str(), |name| name.as_str());
        println!("{} — {issuer}", credential.name().as_str());
    }
    println!();
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
