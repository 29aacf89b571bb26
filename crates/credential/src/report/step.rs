//! The eleven questions.

use std::fmt;

/// A question that a verification answers, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Size, depth, UTF-8, no key twice.
    Document,
    /// The closed form of a certificate: exact contexts, types and fields.
    Shape,
    /// Exactly the two proofs, well formed.
    Proofs,
    /// The proofs' key was the issuer's when they were made.
    Issuer,
    /// Both signatures.
    Signatures,
    /// The period of validity.
    Validity,
    /// Neither revoked nor suspended.
    Status,
    /// Written in the transparency log.
    Log,
    /// The grading record and the achievement are those of the certificate.
    Evidence,
    /// The holder is the person named by the verifier.
    Recipient,
    /// The issuer's name, from the verifier's own registry.
    Registry,
}

impl Step {
    /// The eleven, in order.
    pub const ALL: [Self; 11] = [
        Self::Document,
        Self::Shape,
        Self::Proofs,
        Self::Issuer,
        Self::Signatures,
        Self::Validity,
        Self::Status,
        Self::Log,
        Self::Evidence,
        Self::Recipient,
        Self::Registry,
    ];

    /// The word of the JSON form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Shape => "shape",
            Self::Proofs => "proofs",
            Self::Issuer => "issuer",
            Self::Signatures => "signatures",
            Self::Validity => "validity",
            Self::Status => "status",
            Self::Log => "log",
            Self::Evidence => "evidence",
            Self::Recipient => "recipient",
            Self::Registry => "registry",
        }
    }

    /// The French name for pages.
    #[must_use]
    pub fn french(self) -> &'static str {
        match self {
            Self::Document => "lecture du document",
            Self::Shape => "forme du certificat",
            Self::Proofs => "présence des deux preuves",
            Self::Issuer => "émetteur et clé",
            Self::Signatures => "signatures",
            Self::Validity => "période de validité",
            Self::Status => "révocation et suspension",
            Self::Log => "journal de transparence",
            Self::Evidence => "relevé de correction et version du référentiel",
            Self::Recipient => "titulaire",
            Self::Registry => "nom de l'émetteur",
        }
    }

    /// The step that has to pass before this one is checked.
    pub(super) fn stands_on(self) -> Self {
        match self {
            Self::Document | Self::Shape | Self::Proofs => Self::Document,
            Self::Issuer => Self::Shape,
            Self::Signatures => Self::Issuer,
            Self::Validity | Self::Status | Self::Log | Self::Evidence | Self::Recipient | Self::Registry => {
                Self::Signatures
            }
        }
    }

    /// Whether a certificate can't be called valid without this step.
    pub(super) fn is_needed(self) -> bool {
        !matches!(self, Self::Log | Self::Evidence | Self::Recipient)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "reading the document",
            Self::Shape => "form of the certificate",
            Self::Proofs => "presence of the two proofs",
            Self::Issuer => "issuer and key",
            Self::Signatures => "signatures",
            Self::Validity => "period of validity",
            Self::Status => "revocation and suspension",
            Self::Log => "transparency log",
            Self::Evidence => "grading record and achievement version",
            Self::Recipient => "holder",
            Self::Registry => "issuer's name",
        })
    }
}
