//! Verification: bytes in, a report of eleven answers out.

mod context;

use serde_json::{Map, Value};

pub use context::VerificationContext;

use crate::canonical::jcs;
use crate::closed;
use crate::credential::Credential;
use crate::datetime::{DateTime, MAX_CLOCK_SKEW};
use crate::did::{IssuerKeys, KeyStanding};
use crate::digest::sha256;
use crate::fuel::Fuel;
use crate::hazard;
use crate::proof::ProofSet;
use crate::report::{Answer, NotChecked, Reason, Report, Step, Unknown};
use crate::status_entry::StatusEntry;
use crate::status_list::{StatusList, StatusListAnswer, StatusListProblem};
use context::KnownIssuer;

/// Verifies what was found in a file, with the fuel that is left.
pub(crate) fn verify_document(
    document: Result<Map<String, Value>, Reason>,
    context: &VerificationContext,
    mut fuel: Fuel,
) -> Report {
    let mut report = Report::unchecked();
    if let Some(genuine) = authenticate(document, context, &mut report, &mut fuel) {
        report.set(Step::Validity, validity(&genuine, context));
        report.set(Step::Status, status(&genuine, context, &mut fuel));
        report.set(
            Step::Log,
            logged(&genuine.digest, genuine.issuer, context).map_or_else(|open| open, |_| Answer::Passed),
        );
        report.set(Step::Evidence, evidence(&genuine.credential, context));
        report.set(Step::Recipient, recipient(&genuine.credential, context));
        report.set(Step::Registry, registry(genuine.issuer));
        report.set_genuine(genuine.credential, genuine.issuer.name.clone());
    }
    report.set_fuel(fuel.spent());
    report
}

/// A certificate whose two signatures are its issuer's.
struct Genuine<'a> {
    credential: Credential,
    created: DateTime,
    issuer: &'a KnownIssuer,
    /// Of the file in RFC 8785 form, proofs included: what the log has an entry of.
    digest: [u8; 32],
}

/// Steps 1 to 5: is this what its issuer signed?
fn authenticate<'a>(
    document: Result<Map<String, Value>, Reason>,
    context: &'a VerificationContext,
    report: &mut Report,
    fuel: &mut Fuel,
) -> Option<Genuine<'a>> {
    let mut document = report.record(Step::Document, document)?;
    let proof = document.remove("proof");
    let proofs = ProofSet::read(proof.as_ref(), document.get("@context")).map_err(Reason::from);
    let proofs = report.record(Step::Proofs, proofs);
    let mut document = Value::Object(document);
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
    let digest = report.record(Step::Shape, file_digest(&mut document, proof))?;
    report.record(Step::Issuer, key_standing(&proofs, issuer, &digest, context))?;
    report.record(Step::Signatures, signatures(&document, &proofs, fuel))?;
    Some(Genuine {
        credential,
        created: proofs.created(),
        issuer,
        digest,
    })
}

/// The digest of the file in RFC 8785 form: the proofs are put back for as long as it takes.
fn file_digest(document: &mut Value, proof: Option<Value>) -> Result<[u8; 32], Reason> {
    if let (Value::Object(document), Some(proof)) = (&mut *document, proof) {
        document.insert("proof".to_owned(), proof);
    }
    let file = jcs(document);
    if let Value::Object(document) = document {
        document.remove("proof");
    }
    Ok(sha256(file?.as_bytes()))
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

fn key_standing(
    proofs: &ProofSet,
    issuer: &KnownIssuer,
    digest: &[u8; 32],
    context: &VerificationContext,
) -> Result<(), Reason> {
    match issuer.keys.standing(proofs.method().key(), proofs.created()) {
        KeyStanding::InUse => Ok(()),
        KeyStanding::Unknown => Err(Reason::UnknownKey),
        KeyStanding::TooEarly => Err(Reason::KeyTooEarly),
        KeyStanding::Retired => Err(Reason::KeyRetired),
        // Its dates can be anybody's by now; the log's order can't.
        KeyStanding::Compromised(Some(size))
            if logged(digest, issuer, context).is_ok_and(|index| index < size) =>
        {
            Ok(())
        }
        KeyStanding::Compromised(_) => Err(Reason::KeyCompromised),
    }
}

/// The certificate's place in its issuer's log, or the answer that there is instead.
fn logged(digest: &[u8; 32], issuer: &KnownIssuer, context: &VerificationContext) -> Result<u64, Answer> {
    let proof = context
        .log_proof
        .as_ref()
        .ok_or(Answer::NotChecked(NotChecked::NoLogProof))?;
    let log = issuer.keys.log().ok_or(Answer::Unknown(Unknown::LogKey))?;
    let checked = proof
        .check(digest, log)
        .map_err(|problem| Answer::Failed(Reason::NotInLog(problem)));
    checked.map(|_| proof.index)
}

fn signatures(document: &Value, proofs: &ProofSet, fuel: &mut Fuel) -> Result<(), Reason> {
    let bad = proofs.bad_signatures(document, fuel)?;
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
fn status(genuine: &Genuine<'_>, context: &VerificationContext, fuel: &mut Fuel) -> Answer {
    let Some(entries) = genuine.credential.status() else {
        return Answer::NotChecked(NotChecked::NoStatus);
    };
    let [revoked, suspended] = entries
        .each_ref()
        .map(|entry| bit(entry, &genuine.issuer.keys, context, fuel));
    match (revoked, suspended) {
        (Ok(true), _) => Answer::Failed(Reason::Revoked),
        (_, Ok(true)) => Answer::Failed(Reason::Suspended),
        (Ok(false), Ok(false)) => Answer::Passed,
        (Err(open), _) | (_, Err(open)) => open,
    }
}

fn bit(
    entry: &StatusEntry,
    issuer: &IssuerKeys,
    context: &VerificationContext,
    fuel: &mut Fuel,
) -> Result<bool, Answer> {
    let unknown = |problem| Answer::Unknown(Unknown::StatusList(entry.purpose(), problem));
    match context.status_list(entry.list()) {
        None => Err(Answer::NotChecked(NotChecked::NoStatusList)),
        Some(StatusListAnswer::Unreachable) => Err(unknown(StatusListProblem::Unreachable)),
        Some(StatusListAnswer::Document(bytes)) => {
            StatusList::read_with(bytes, entry.list(), entry.purpose(), issuer, context.now, fuel)
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
