//! Why a step failed, wasn't checked, or couldn't be, in English and French.

use thiserror::Error;

use super::Step;
use crate::canonical::CanonicalError;
use crate::closed::ShapeError;
use crate::container::ContainerError;
use crate::datetime::DateTime;
use crate::hazard::Hazard;
use crate::log::{CheckpointError, LogProblem};
use crate::proof::{Cryptosuite, ProofSetError};
use crate::status_entry::StatusPurpose;
use crate::status_list::StatusListProblem;
use crate::strict_json::StrictJsonError;

/// Why a step failed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Reason {
    /// The bytes aren't one bounded JSON value.
    #[error(transparent)]
    Json(#[from] StrictJsonError),
    /// The picture or document gives no certificate.
    #[error(transparent)]
    Container(#[from] ContainerError),
    /// The JSON isn't an object.
    #[error("the document isn't a JSON object")]
    NotAnObject,
    /// A part is dangerous to canonicalise.
    #[error(transparent)]
    Hazard(#[from] Hazard),
    /// The document isn't of the closed form.
    #[error("the document doesn't have the form of a certificate, {0}")]
    Shape(ShapeError),
    /// Two fields contradict each other.
    #[error("the document contradicts itself at {0}")]
    Contradiction(&'static str),
    /// There is no proof.
    #[error("the document has no proof")]
    NoProof,
    /// The proofs aren't the two expected ones.
    #[error("the document must have exactly two proofs, eddsa-rdfc-2022 and then eddsa-jcs-2022")]
    NotTheTwoProofs,
    /// A proof isn't of the closed form.
    #[error("a proof isn't well formed, {0}")]
    ProofShape(ShapeError),
    /// A proof's contexts differ from the document's.
    #[error("the contexts of a proof aren't the document's")]
    ProofContexts,
    /// The proofs name different keys or dates.
    #[error("the two proofs name different keys or dates")]
    ProofsDisagree,
    /// The key is another party's.
    #[error("the proofs name a key of another party than the issuer")]
    ForeignKey,
    /// The key isn't among the issuer's.
    #[error("the key of the proofs isn't one of the issuer's")]
    UnknownKey,
    /// The proofs are dated before the key was made.
    #[error("the proofs are dated before the issuer had this key")]
    KeyTooEarly,
    /// The proofs are dated after the key was retired.
    #[error("the proofs are dated after the issuer retired this key")]
    KeyRetired,
    /// The key is compromised.
    #[error(
        "the key of the proofs is compromised, and the certificate isn't shown to have been logged before"
    )]
    KeyCompromised,
    /// A signature doesn't belong to the document: it was changed, or someone else signed it.
    #[error("the signature of {} doesn't match the document: it was changed after it was signed", suites(.0))]
    BadSignature(Vec<Cryptosuite>),
    /// There is nothing that a signature could be over.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Not valid yet.
    #[error("the certificate is valid from {0}")]
    NotYetValid(DateTime),
    /// No longer valid.
    #[error("the certificate expired on {0}")]
    Expired(DateTime),
    /// Signed in the future.
    #[error("the proofs are dated {0}, in the future")]
    SignedInTheFuture(DateTime),
    /// Revoked.
    #[error("the certificate was revoked")]
    Revoked,
    /// Suspended.
    #[error("the certificate is suspended")]
    Suspended,
    /// The proof of inclusion is of another certificate, of another log, or forged.
    #[error("the certificate isn't shown to be in the transparency log: {0}")]
    NotInLog(LogProblem),
    /// The grading record isn't the certificate's.
    #[error("evidence altered: the grading record isn't the one that the certificate was issued for")]
    EvidenceAltered,
    /// The published achievement isn't the certificate's.
    #[error("the published achievement isn't the one in the certificate")]
    AchievementDiffers,
    /// Someone else's certificate.
    #[error("the certificate was issued to another e-mail address")]
    OtherRecipient,
}

/// Why a step wasn't checked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotChecked {
    /// An earlier step has to pass first.
    #[error("this step needs another one to pass first: {0}")]
    Needs(Step),
    /// The certificate can't be withdrawn, so there is nothing to look up.
    #[error("the certificate has no status to look up")]
    NoStatus,
    /// No status list was given.
    #[error("no status list was given to look the certificate up in")]
    NoStatusList,
    /// No log proof was given.
    #[error("no proof of inclusion in the transparency log was given")]
    NoLogProof,
    /// No grading record was given.
    #[error("no grading record and no published achievement was given to compare with")]
    NoEvidence,
    /// No address was given.
    #[error("no e-mail address was given to compare with")]
    NoRecipient,
}

/// Why a step has no answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unknown {
    /// The issuer's keys aren't known here.
    #[error("the issuer's DID document wasn't given, so its keys aren't known")]
    IssuerKeys,
    /// A status list says nothing of the certificate.
    #[error("{problem} ({purpose})", problem = .1, purpose = .0.as_str())]
    StatusList(StatusPurpose, StatusListProblem),
    /// The issuer's log isn't known here.
    #[error("the key of the issuer's transparency log isn't known")]
    LogKey,
    /// The issuer isn't in the registry.
    #[error("the issuer isn't in this verifier's registry: anyone can call themselves by any name")]
    NotRegistered,
}

fn container_french(error: ContainerError) -> String {
    match error {
        ContainerError::TooLarge => "le fichier dépasse 8 Mio".into(),
        ContainerError::Malformed(kind) => format!("le fichier {kind} est mal formé"),
        ContainerError::Empty(kind) => format!("le fichier {kind} ne contient aucun certificat"),
        ContainerError::Several(kind) => format!("le fichier {kind} contient plusieurs certificats"),
        ContainerError::Oversize(kind) => format!("ce que contient le fichier {kind} dépasse 64 Kio"),
        ContainerError::TooComplex(kind) => format!("le fichier {kind} a trop d'éléments pour être lu"),
        ContainerError::NotBakeable => "l'image ne peut pas porter de certificat".into(),
    }
}

fn suites(suites: &[Cryptosuite]) -> &'static str {
    match suites {
        [Cryptosuite::EddsaRdfc2022] => "eddsa-rdfc-2022",
        [Cryptosuite::EddsaJcs2022] => "eddsa-jcs-2022",
        _ => "both proofs",
    }
}

impl From<ProofSetError> for Reason {
    fn from(error: ProofSetError) -> Self {
        match error {
            ProofSetError::Missing => Self::NoProof,
            ProofSetError::Shape(error) => Self::ProofShape(error),
            ProofSetError::NotTheTwo => Self::NotTheTwoProofs,
            ProofSetError::Contexts => Self::ProofContexts,
            ProofSetError::Disagree => Self::ProofsDisagree,
        }
    }
}

impl Reason {
    /// The code of the JSON form.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(StrictJsonError::TooLarge) => "too_large",
            Self::Json(StrictJsonError::NotUtf8) => "not_utf8",
            Self::Json(StrictJsonError::TooDeep) => "too_deep",
            Self::Json(StrictJsonError::DuplicateKey) => "duplicate_key",
            Self::Json(StrictJsonError::Syntax { .. }) => "not_json",
            Self::Container(ContainerError::TooLarge) => "file_too_large",
            Self::Container(ContainerError::Malformed(_)) => "malformed_container",
            Self::Container(ContainerError::Empty(_) | ContainerError::NotBakeable) => {
                "no_certificate_inside"
            }
            Self::Container(ContainerError::Several(_)) => "several_certificates_inside",
            Self::Container(ContainerError::Oversize(_)) => "too_large",
            Self::Container(ContainerError::TooComplex(_)) => "file_too_complex",
            Self::NotAnObject => "not_an_object",
            Self::Hazard(Hazard::Keyword) => "jsonld_keyword",
            Self::Hazard(Hazard::BlankNode) => "blank_node",
            Self::Hazard(Hazard::Twins) => "twin_objects",
            Self::Hazard(Hazard::LongArray) => "long_array",
            Self::Shape(_) => "not_a_certificate",
            Self::Contradiction(_) => "contradiction",
            Self::NoProof => "no_proof",
            Self::NotTheTwoProofs => "not_the_two_proofs",
            Self::ProofShape(_) => "malformed_proof",
            Self::ProofContexts => "proof_contexts",
            Self::ProofsDisagree => "proofs_disagree",
            Self::ForeignKey => "foreign_key",
            Self::UnknownKey => "unknown_key",
            Self::KeyTooEarly => "key_too_early",
            Self::KeyRetired => "key_retired",
            Self::KeyCompromised => "key_compromised",
            Self::BadSignature(_) => "bad_signature",
            Self::Canonical(_) => "not_canonicalizable",
            Self::NotYetValid(_) => "not_yet_valid",
            Self::Expired(_) => "expired",
            Self::SignedInTheFuture(_) => "signed_in_the_future",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::NotInLog(LogProblem::Checkpoint(CheckpointError::Malformed)) => "log_checkpoint_malformed",
            Self::NotInLog(LogProblem::Checkpoint(CheckpointError::OtherLog)) => "log_of_another_issuer",
            Self::NotInLog(LogProblem::Checkpoint(CheckpointError::NotSigned)) => "log_checkpoint_not_signed",
            Self::NotInLog(LogProblem::NotIncluded) => "not_in_the_log",
            Self::EvidenceAltered => "evidence_altered",
            Self::AchievementDiffers => "achievement_differs",
            Self::OtherRecipient => "other_recipient",
        }
    }

    /// The reason in French.
    #[must_use]
    pub fn french(&self) -> String {
        match self {
            Self::Json(StrictJsonError::TooLarge) => "le document dépasse 64 Kio".into(),
            Self::Json(StrictJsonError::NotUtf8) => "le document n'est pas du texte UTF-8".into(),
            Self::Json(StrictJsonError::TooDeep) => "le document comporte trop de niveaux imbriqués".into(),
            Self::Json(StrictJsonError::DuplicateKey) => "un objet du document contient deux fois la même clé".into(),
            Self::Json(StrictJsonError::Syntax { line, column }) => {
                format!("le document n'est pas du JSON (ligne {line}, colonne {column})")
            }
            Self::Container(error) => container_french(*error),
            Self::NotAnObject => "le document n'est pas un objet JSON".into(),
            Self::Hazard(Hazard::Keyword) => "le document utilise un mot-clé JSON-LD autre que @context".into(),
            Self::Hazard(Hazard::BlankNode) => "le document désigne un nœud anonyme (« _: »)".into(),
            Self::Hazard(Hazard::Twins) => "le document contient deux fois le même objet anonyme".into(),
            Self::Hazard(Hazard::LongArray) => "une liste du document compte plus de 64 éléments".into(),
            Self::Shape(error) => {
                format!("le document n'a pas la forme d'un certificat (emplacement : {})", error.path())
            }
            Self::Contradiction(field) => format!("le document se contredit (emplacement : {field})"),
            Self::NoProof => "le document ne comporte aucune preuve".into(),
            Self::NotTheTwoProofs => {
                "le document doit comporter exactement deux preuves, eddsa-rdfc-2022 puis eddsa-jcs-2022".into()
            }
            Self::ProofShape(error) => format!("une preuve est mal formée (emplacement : {})", error.path()),
            Self::ProofContexts => "les contextes d'une preuve ne sont pas ceux du document".into(),
            Self::ProofsDisagree => "les deux preuves n'indiquent pas la même clé ou la même date".into(),
            Self::ForeignKey => "les preuves désignent la clé d'un tiers et non celle de l'émetteur".into(),
            Self::UnknownKey => "la clé des preuves ne fait pas partie de celles de l'émetteur".into(),
            Self::KeyTooEarly => "les preuves sont antérieures à la création de cette clé par l'émetteur".into(),
            Self::KeyRetired => "les preuves sont postérieures au retrait de cette clé par l'émetteur".into(),
            Self::KeyCompromised => {
                "la clé des preuves est compromise, et rien ne montre que le certificat ait été inscrit au journal auparavant".into()
            }
            Self::BadSignature(bad) => {
                let which = match suites(bad) {
                    "both proofs" => "des deux preuves",
                    suite => suite,
                };
                format!("la signature {which} ne correspond pas au document : il a été modifié après signature")
            }
            Self::Canonical(CanonicalError::JsonLd(_)) => "le document n'est pas du JSON-LD valide".into(),
            Self::Canonical(CanonicalError::TooMuchWork) => {
                "la mise en forme canonique du document pourrait durer trop longtemps".into()
            }
            Self::Canonical(CanonicalError::Jcs) => "le document n'a pas de forme canonique (RFC 8785)".into(),
            Self::NotYetValid(from) => format!("le certificat n'est valable qu'à partir du {from}"),
            Self::Expired(until) => format!("le certificat a expiré le {until}"),
            Self::SignedInTheFuture(created) => format!("les preuves sont datées du {created}, dans le futur"),
            Self::Revoked => "le certificat a été révoqué".into(),
            Self::Suspended => "le certificat est suspendu".into(),
            Self::NotInLog(problem) => {
                let why = match problem {
                    LogProblem::Checkpoint(CheckpointError::Malformed) => "le point de contrôle est mal formé",
                    LogProblem::Checkpoint(CheckpointError::OtherLog) => "le point de contrôle est celui d'un autre journal",
                    LogProblem::Checkpoint(CheckpointError::NotSigned) => "le point de contrôle n'est pas signé par le journal",
                    LogProblem::NotIncluded => "la preuve ne mène pas de ce certificat à la racine du journal",
                };
                format!("l'inscription au journal de transparence n'est pas prouvée : {why}")
            }
            Self::EvidenceAltered => {
                "relevé altéré : le relevé de correction n'est pas celui pour lequel le certificat a été délivré".into()
            }
            Self::AchievementDiffers => "le référentiel publié n'est pas celui du certificat".into(),
            Self::OtherRecipient => "le certificat a été délivré à une autre adresse électronique".into(),
        }
    }
}

impl NotChecked {
    /// The code of the JSON form.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Needs(_) => "needs_earlier_step",
            Self::NoStatus => "no_status",
            Self::NoStatusList => "no_status_list",
            Self::NoLogProof => "no_log_proof",
            Self::NoEvidence => "no_evidence",
            Self::NoRecipient => "no_recipient",
        }
    }

    /// The reason in French.
    #[must_use]
    pub fn french(&self) -> String {
        match self {
            Self::Needs(step) => format!("cette étape suppose la réussite d'une autre : {}", step.french()),
            Self::NoStatus => "le certificat ne renvoie à aucune liste de statut".into(),
            Self::NoStatusList => "aucune liste de statut n'a été fournie".into(),
            Self::NoLogProof => {
                "aucune preuve d'inscription au journal de transparence n'a été fournie".into()
            }
            Self::NoEvidence => "ni relevé de correction ni référentiel publié n'ont été fournis".into(),
            Self::NoRecipient => "aucune adresse électronique n'a été fournie".into(),
        }
    }
}

impl Unknown {
    /// The code of the JSON form.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::IssuerKeys => "issuer_keys",
            Self::StatusList(_, problem) => match problem {
                StatusListProblem::Unreachable => "status_list_unreachable",
                StatusListProblem::Malformed => "status_list_malformed",
                StatusListProblem::OtherList => "status_list_of_another_address",
                StatusListProblem::OtherIssuer => "status_list_of_another_issuer",
                StatusListProblem::OtherPurpose => "status_list_of_another_purpose",
                StatusListProblem::NotSigned => "status_list_not_signed",
                StatusListProblem::NotYetValid => "status_list_not_yet_valid",
                StatusListProblem::Expired => "status_list_expired",
                StatusListProblem::TooShort => "status_list_too_short",
                StatusListProblem::TooLong => "status_list_too_long",
                StatusListProblem::OutOfRange => "status_index_out_of_range",
            },
            Self::LogKey => "log_key",
            Self::NotRegistered => "not_registered",
        }
    }

    /// The reason in French.
    #[must_use]
    pub fn french(&self) -> String {
        match self {
            Self::IssuerKeys => "le document DID de l'émetteur n'a pas été fourni : ses clés sont inconnues".into(),
            Self::StatusList(purpose, problem) => {
                let list = match purpose {
                    StatusPurpose::Revocation => "la liste de révocation",
                    StatusPurpose::Suspension => "la liste de suspension",
                };
                let problem = match problem {
                    StatusListProblem::Unreachable => "n'a pas pu être consultée",
                    StatusListProblem::Malformed => "est mal formée",
                    StatusListProblem::OtherList => "n'est pas celle que désigne le certificat",
                    StatusListProblem::OtherIssuer => "est celle d'un autre émetteur",
                    StatusListProblem::OtherPurpose => "n'a pas l'objet indiqué par le certificat",
                    StatusListProblem::NotSigned => "n'est pas signée par l'émetteur",
                    StatusListProblem::NotYetValid => "n'est pas encore valable",
                    StatusListProblem::Expired => "a expiré",
                    StatusListProblem::TooShort => "est trop courte",
                    StatusListProblem::TooLong => "est trop longue",
                    StatusListProblem::OutOfRange => "ne va pas jusqu'à la position du certificat",
                };
                format!("{list} {problem}")
            }
            Self::LogKey => "la clé du journal de transparence de l'émetteur n'est pas connue".into(),
            Self::NotRegistered => {
                "l'émetteur ne figure pas au registre de ce vérificateur : chacun peut se donner le nom qu'il veut".into()
            }
        }
    }
}
