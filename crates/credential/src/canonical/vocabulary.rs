//! What the bundled contexts make of the documents that we issue: our closed types as RDF, worked out once.
//!
//! Invariant: for a document that fits, [`direct`](super::direct) gives with this table what JSON-LD gives with the whole
//! contexts; `agreement` holds the two against each other, on documents that fit and on documents changed anywhere.

use super::CERTIFICATE_CONTEXTS;

/// A document that the table describes: these contexts, exactly, and this node at its root.
pub(super) struct Form {
    pub(super) contexts: &'static [&'static str],
    pub(super) root: &'static Node,
}

/// An object with exactly these classes, and no member but these.
pub(super) struct Node {
    /// The term and the IRI of each class, in the order of `type`.
    pub(super) classes: &'static [(&'static str, &'static str)],
    /// Whether it has an `id`; without one it is anonymous.
    pub(super) named: bool,
    pub(super) members: &'static [Member],
}

/// A member other than `id`, `type` and `@context`; what it says may be given once or as a list.
pub(super) struct Member {
    pub(super) term: &'static str,
    pub(super) iri: &'static str,
    pub(super) range: Range,
}

/// What a member's value is in RDF.
pub(super) enum Range {
    /// A text, of the data type of plain texts.
    Text,
    /// A text, of another data type.
    Typed(&'static str),
    /// `true` or `false`, of that data type.
    Truth(&'static str),
    /// An IRI.
    Iri,
    /// One word, which stands for an IRI.
    Word(&'static str, &'static str),
    /// An object.
    Node(&'static Node),
}

macro_rules! ob {
    ($name:literal) => {
        concat!("https://purl.imsglobal.org/spec/vc/ob/vocab.html#", $name)
    };
}
macro_rules! vc {
    ($name:literal) => {
        concat!("https://www.w3.org/2018/credentials#", $name)
    };
}
macro_rules! status {
    ($name:literal) => {
        concat!("https://www.w3.org/ns/credentials/status#", $name)
    };
}
macro_rules! security {
    ($name:literal) => {
        concat!("https://w3id.org/security#", $name)
    };
}
macro_rules! schema {
    ($name:literal) => {
        concat!("https://schema.org/", $name)
    };
}

const DATE_TIME: Range = Range::Typed("http://www.w3.org/2001/XMLSchema#dateTime");
const ANY_URI: Range = Range::Typed("https://www.w3.org/2001/XMLSchema#anyURI");

const fn member(term: &'static str, iri: &'static str, range: Range) -> Member {
    Member { term, iri, range }
}

const NAME: Member = member("name", schema!("name"), Range::Text);
const NARRATIVE: Member = member("narrative", ob!("narrative"), Range::Text);
const STATUS_PURPOSE: Member = member("statusPurpose", status!("statusPurpose"), Range::Text);
const VALID_FROM: Member = member("validFrom", vc!("validFrom"), DATE_TIME);
const VALID_UNTIL: Member = member("validUntil", vc!("validUntil"), DATE_TIME);

/// Every document that we sign, and what is signed of its proof.
pub(super) static FORMS: [Form; 4] = [
    Form {
        contexts: &CERTIFICATE_CONTEXTS,
        root: &CERTIFICATE,
    },
    Form {
        contexts: &CERTIFICATE_CONTEXTS,
        root: &PROOF,
    },
    Form {
        contexts: &[CERTIFICATE_CONTEXTS[0]],
        root: &STATUS_LIST,
    },
    Form {
        contexts: &[CERTIFICATE_CONTEXTS[0]],
        root: &PROOF,
    },
];

static PROOF: Node = Node {
    classes: &[("DataIntegrityProof", security!("DataIntegrityProof"))],
    named: false,
    members: &[
        member("created", "http://purl.org/dc/terms/created", DATE_TIME),
        member(
            "cryptosuite",
            security!("cryptosuite"),
            Range::Typed(security!("cryptosuiteString")),
        ),
        member(
            "proofPurpose",
            security!("proofPurpose"),
            Range::Word("assertionMethod", security!("assertionMethod")),
        ),
        member("verificationMethod", security!("verificationMethod"), Range::Iri),
    ],
};

static STATUS_LIST: Node = Node {
    classes: &[
        ("VerifiableCredential", vc!("VerifiableCredential")),
        (
            "BitstringStatusListCredential",
            status!("BitstringStatusListCredential"),
        ),
    ],
    named: true,
    members: &[
        member(
            "credentialSubject",
            vc!("credentialSubject"),
            Range::Node(&Node {
                classes: &[("BitstringStatusList", status!("BitstringStatusList"))],
                named: true,
                members: &[
                    member(
                        "encodedList",
                        status!("encodedList"),
                        Range::Typed(security!("multibase")),
                    ),
                    STATUS_PURPOSE,
                ],
            }),
        ),
        member("issuer", vc!("issuer"), Range::Iri),
        VALID_FROM,
        VALID_UNTIL,
    ],
};

static CERTIFICATE: Node = Node {
    classes: &[
        ("VerifiableCredential", vc!("VerifiableCredential")),
        ("OpenBadgeCredential", ob!("OpenBadgeCredential")),
    ],
    named: true,
    members: &[
        // The published context names a prefix that it doesn't define, so the data type is this.
        member("awardedDate", ob!("awardedDate"), Range::Typed("xsd:dateTime")),
        member("credentialSchema", vc!("credentialSchema"), Range::Node(&SCHEMA)),
        member("credentialStatus", vc!("credentialStatus"), Range::Node(&STATUS)),
        member(
            "credentialSubject",
            vc!("credentialSubject"),
            Range::Node(&SUBJECT),
        ),
        member("evidence", vc!("evidence"), Range::Node(&EVIDENCE)),
        member("issuer", vc!("issuer"), Range::Node(&PROFILE)),
        NAME,
        VALID_FROM,
        VALID_UNTIL,
    ],
};

static SCHEMA: Node = Node {
    classes: &[(
        "1EdTechJsonSchemaValidator2019",
        "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",
    )],
    named: true,
    members: &[],
};

static STATUS: Node = Node {
    classes: &[("BitstringStatusListEntry", status!("BitstringStatusListEntry"))],
    named: true,
    members: &[
        member(
            "statusListCredential",
            status!("statusListCredential"),
            Range::Iri,
        ),
        member("statusListIndex", status!("statusListIndex"), Range::Text),
        STATUS_PURPOSE,
    ],
};

static EVIDENCE: Node = Node {
    classes: &[("Evidence", ob!("Evidence"))],
    named: true,
    members: &[NAME, NARRATIVE],
};

static PROFILE: Node = Node {
    classes: &[("Profile", ob!("Profile"))],
    named: true,
    members: &[NAME, member("url", schema!("url"), ANY_URI)],
};

static SUBJECT: Node = Node {
    classes: &[("AchievementSubject", ob!("AchievementSubject"))],
    named: true,
    members: &[
        member("achievement", ob!("achievement"), Range::Node(&ACHIEVEMENT)),
        member("identifier", ob!("identifier"), Range::Node(&IDENTITY)),
        member("result", ob!("result"), Range::Node(&RESULT)),
    ],
};

static IDENTITY: Node = Node {
    classes: &[("IdentityObject", ob!("IdentityObject"))],
    named: false,
    members: &[
        member(
            "hashed",
            ob!("hashed"),
            Range::Truth("https://www.w3.org/2001/XMLSchema#boolean"),
        ),
        member("identityHash", ob!("identityHash"), Range::Text),
        member("identityType", ob!("identityType"), Range::Text),
        member("salt", ob!("salt"), Range::Text),
    ],
};

static RESULT: Node = Node {
    classes: &[("Result", ob!("Result"))],
    named: false,
    members: &[
        member("resultDescription", ob!("resultDescription"), ANY_URI),
        member("status", ob!("status"), Range::Text),
        member("value", schema!("value"), Range::Text),
    ],
};

static ACHIEVEMENT: Node = Node {
    classes: &[("Achievement", ob!("Achievement"))],
    named: true,
    members: &[
        member("achievementType", ob!("achievementType"), Range::Text),
        member("alignment", ob!("alignment"), Range::Node(&ALIGNMENT)),
        member("criteria", ob!("Criteria"), Range::Node(&CRITERIA)),
        member("description", schema!("description"), Range::Text),
        member("inLanguage", schema!("inLanguage"), Range::Text),
        NAME,
        member(
            "resultDescription",
            ob!("resultDescription"),
            Range::Node(&RESULT_DESCRIPTION),
        ),
        member("tag", schema!("keywords"), Range::Text),
        member("version", ob!("version"), Range::Text),
    ],
};

static CRITERIA: Node = Node {
    classes: &[],
    named: true,
    members: &[NARRATIVE],
};

static ALIGNMENT: Node = Node {
    classes: &[("Alignment", schema!("AlignmentObject"))],
    named: false,
    members: &[
        member("targetCode", ob!("targetCode"), Range::Text),
        member("targetFramework", schema!("targetFramework"), Range::Text),
        member("targetName", schema!("targetName"), Range::Text),
        member("targetType", ob!("targetType"), Range::Text),
        member("targetUrl", schema!("targetUrl"), ANY_URI),
    ],
};

static RESULT_DESCRIPTION: Node = Node {
    classes: &[("ResultDescription", ob!("ResultDescription"))],
    named: true,
    members: &[
        NAME,
        member("requiredValue", ob!("requiredValue"), Range::Text),
        member("resultType", ob!("resultType"), Range::Text),
        member("valueMax", ob!("valueMax"), Range::Text),
        member("valueMin", ob!("valueMin"), Range::Text),
    ],
};
