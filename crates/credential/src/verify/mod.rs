//! Verification: bytes in, a report of eleven answers out.

mod context;

use serde_json::{Map, Value};

pub use context::{MAX_CLOCK_SKEW, VerificationContext};

use crate::closed;
use crate::credential::Credential;
use crate::datetime::DateTime;
use crate::did::{IssuerKeys, KeyStanding};
use crate::hazard;
use crate::proof::ProofSet;
use crate::report::{Answer, NotChecked, Reason, Report, Step, Unknown};
use crate::status_entry::StatusEntry;
use crate::status_list::{StatusList, StatusListAnswer, StatusListProblem};
use crate::strict_json;
use context::KnownIssuer;

/// Verifies a certificate file, offline.
///
/// Never fails and never panics: whatever the bytes are, the answer is a [`Report`]. A step is checked only when those that
/// it stands on have passed, so that untrusted bytes reach the canonicaliser in the closed form of a certificate only.
#[must_use]
pub fn verify(bytes: &[u8], context: &VerificationContext) -> Report {
    let mut report = Report::unchecked();
    if let Some(genuine) = authenticate(bytes, context, &mut report) {
        report.set(Step::Validity, validity(&genuine, context));
        report.set(Step::Status, status(&genuine, context));
        report.set(Step::Log, Answer::NotChecked(NotChecked::NoLogProof));
        report.set(Step::Evidence, evidence(&genuine.credential, context));
        report.set(Step::Recipient, recipient(&genuine.credential, context));
        report.set(Step::Registry, registry(genuine.issuer));
        report.set_genuine(genuine.credential, genuine.issuer.name.clone());
    }
    report
}

/// A certificate whose two signatures are its issuer's.
struct Genuine<'a> {
    credential: Credential,
    created: DateTime,
    issuer: &'a KnownIssuer,
}

/// Steps 1 to 5: is this what its issuer signed?
fn authenticate<'a>(
    bytes: &[u8],
    context: &'a VerificationContext,
    report: &mut Report,
) -> Option<Genuine<'a>> {
    let mut document = report.record(Step::Document, document(bytes))?;
    let proof = document.remove("proof");
    let proofs = ProofSet::read(proof.as_ref(), document.get("@context")).map_err(Reason::from);
    let proofs = report.record(Step::Proofs, proofs);
    let document = Value::Object(document);
    let credential = report.record(Step::Shape, shape(&document))?;
    let proofs = proofs?;

    if proofs.method().did() != credential.issuer() {
        report.set(Step::Issuer, Answer::Failed(Reason::ForeignKey));
        return None;
    }
    let Some(issuer) = context.issuer(credential.issuer()) else {
        report.set(Step::Issuer, Answer::Unknown(Unknown::IssuerKeys));
        return None;
    };
    report.record(Step::Issuer, key_standing(&proofs, issuer))?;
    report.record(Step::Signatures, signatures(&document, &proofs))?;
    Some(Genuine {
        credential,
        created: proofs.created(),
        issuer,
    })
}

fn document(bytes: &[u8]) -> Result<Map<String, Value>, Reason> {
    match strict_json::parse(bytes)? {
        Value::Object(document) => Ok(document),
        _ => Err(Reason::NotAnObject),
    }
}

fn shape(document: &Value) -> Result<Credential, Reason> {
    if let Some(hazard) = hazard::find(document) {
        return Err(hazard.into());
    }
    let credential: Credential = closed::read(document).map_err(Reason::Shape)?;
    match credential.contradiction() {
        Some(field) => Err(Reason::Contradiction(field)),
        None => Ok(credential),
    }
}

fn key_standing(proofs: &ProofSet, issuer: &KnownIssuer) -> Result<(), Reason> {
    match issuer.keys.standing(proofs.method().key(), proofs.created()) {
        KeyStanding::InUse => Ok(()),
        KeyStanding::Unknown => Err(Reason::UnknownKey),
        KeyStanding::TooEarly => Err(Reason::KeyTooEarly),
        KeyStanding::Retired => Err(Reason::KeyRetired),
        KeyStanding::Compromised => Err(Reason::KeyCompromised),
    }
}

fn signatures(document: &Value, proofs: &ProofSet) -> Result<(), Reason> {
    let bad = proofs.bad_signatures(document)?;
    if bad.is_empty() {
        Ok(())
    } else {
        Err(Reason::BadSignature(bad))
    }
}

fn validity(genuine: &Genuine<'_>, context: &VerificationContext) -> Answer {
    // The issuer's clock may be ahead of ours by the skew; an end is an end.
    let latest = context.now.saturating_add(MAX_CLOCK_SKEW).unwrap_or(context.now);
    let Credential {
        valid_from,
        valid_until,
        ..
    } = genuine.credential;
    if genuine.created.timestamp() > latest {
        Answer::Failed(Reason::SignedInTheFuture(genuine.created))
    } else if valid_from.timestamp() > latest {
        Answer::Failed(Reason::NotYetValid(valid_from))
    } else if let Some(until) = valid_until.filter(|until| context.now >= until.timestamp()) {
        Answer::Failed(Reason::Expired(until))
    } else {
        Answer::Passed
    }
}

/// Both bits: a set one decides; otherwise a list that can't be read leaves the question open.
fn status(genuine: &Genuine<'_>, context: &VerificationContext) -> Answer {
    let Some(entries) = genuine.credential.status() else {
        return Answer::NotChecked(NotChecked::NoStatus);
    };
    let [revoked, suspended] = entries
        .each_ref()
        .map(|entry| bit(entry, &genuine.issuer.keys, context));
    match (revoked, suspended) {
        (Ok(true), _) => Answer::Failed(Reason::Revoked),
        (_, Ok(true)) => Answer::Failed(Reason::Suspended),
        (Ok(false), Ok(false)) => Answer::Passed,
        (Err(open), _) | (_, Err(open)) => open,
    }
}

fn bit(entry: &StatusEntry, issuer: &IssuerKeys, context: &VerificationContext) -> Result<bool, Answer> {
    let unknown = |problem| Answer::Unknown(Unknown::StatusList(entry.purpose(), problem));
    match context.status_list(entry.list()) {
        None => Err(Answer::NotChecked(NotChecked::NoStatusList)),
        Some(StatusListAnswer::Unreachable) => Err(unknown(StatusListProblem::Unreachable)),
        Some(StatusListAnswer::Document(bytes)) => {
            StatusList::read(bytes, entry.list(), entry.purpose(), issuer, context.now)
                .and_then(|list| list.get(entry.index()).ok_or(StatusListProblem::OutOfRange))
                .map_err(unknown)
        }
    }
}

fn evidence(credential: &Credential, context: &VerificationContext) -> Answer {
    if context.evidence.is_none() && context.achievement.is_none() {
        Answer::NotChecked(NotChecked::NoEvidence)
    } else if context
        .evidence
        .is_some_and(|record| record != credential.evidence())
    {
        Answer::Failed(Reason::EvidenceAltered)
    } else if context
        .achievement
        .as_ref()
        .is_some_and(|published| published != credential.achievement())
    {
        Answer::Failed(Reason::AchievementDiffers)
    } else {
        Answer::Passed
    }
}

fn recipient(credential: &Credential, context: &VerificationContext) -> Answer {
    match &context.recipient {
        None => Answer::NotChecked(NotChecked::NoRecipient),
        Some(email) if credential.holder().is_of(email) => Answer::Passed,
        Some(_) => Answer::Failed(Reason::OtherRecipient),
    }
}

fn registry(issuer: &KnownIssuer) -> Answer {
    match issuer.name {
        Some(_) => Answer::Passed,
        None => Answer::Unknown(Unknown::NotRegistered),
    }
}
