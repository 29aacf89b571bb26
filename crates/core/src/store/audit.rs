//! Who did what that not everybody may do.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;

macro_rules! deeds {
    ($($(#[$doc:meta])* $deed:ident = $name:literal;)*) => {
        /// A privileged act.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Deed {
            $($(#[$doc])* $deed,)*
        }

        impl Deed {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$deed),*];

            /// Its name in the store.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$deed => $name,)* }
            }
        }
    };
}

deeds! {
    /// An account was made.
    AccountMade = "account-made";
    /// An account got a new password from somebody else.
    PasswordReset = "password-reset";
    /// An account got another role.
    RoleChanged = "role-changed";
    /// An identity of a provider opens an account from now on.
    IdentityLinked = "identity-linked";
    /// An identity of a provider opens an account no longer.
    IdentityUnlinked = "identity-unlinked";
    /// An organisation was made.
    OrganisationMade = "organisation-made";
    /// An organisation got another name or other numbers.
    OrganisationChanged = "organisation-changed";
    /// An organisation was removed, or became part of another.
    OrganisationRemoved = "organisation-removed";
    /// A person was put into another organisation, or into none.
    MemberPlaced = "member-placed";
    /// A certificate was revoked.
    CertificateRevoked = "certificate-revoked";
    /// A certificate was suspended.
    CertificateSuspended = "certificate-suspended";
    /// A certificate was reinstated.
    CertificateReinstated = "certificate-reinstated";
    /// Certificates are signed with a new key.
    KeyRotated = "key-rotated";
    /// A key was declared compromised.
    KeyCompromised = "key-compromised";
    /// A draft of a pack was uploaded.
    DraftUploaded = "draft-uploaded";
    /// A draft of a pack was thrown away.
    DraftDiscarded = "draft-discarded";
    /// A version of a pack was published.
    VersionPublished = "version-published";
    /// A version of a pack is no longer offered.
    VersionRetired = "version-retired";
    /// A version of a pack is offered again.
    VersionRestored = "version-restored";
    /// A problem report was answered.
    ReportAnswered = "report-answered";
    /// What was handed in under a version was queued to be graded once more.
    RegradeStarted = "regrade-started";
    /// A re-grade was put in the place of what counted.
    RegradeApplied = "regrade-applied";
    /// A re-grade was thrown away.
    RegradeDiscarded = "regrade-discarded";
}

impl Deed {
    /// The deed with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.name() == name)
    }
}

/// An act to be put on record.
#[derive(Clone, Debug)]
pub struct NewAct {
    /// Who: an account's name, or a command. 64 characters at most.
    pub actor: String,
    /// What.
    pub deed: Deed,
    /// On what: the id of an account, an organisation or a certificate, a pack and its version, an exercise. People by
    /// their id, so that an erased account leaves no name.
    pub subject: String,
    /// What else is to be known of it; never a secret.
    pub detail: String,
}

/// An act on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number; later ones have higher numbers.
    pub id: u64,
    /// Who.
    pub actor: String,
    /// What.
    pub deed: Deed,
    /// On what.
    pub subject: String,
    /// What else is to be known of it.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

/// The record of privileged acts; it only grows. Methods of other rooms that take an actor write into it in their own
/// transaction: reading.
#[async_trait]
pub trait ReadAudit: Send {
    /// The latest acts, newest first; only those before a number.
    async fn acts(&mut self, before: Option<u64>, limit: u32) -> Result<Vec<Act>, StoreError>;
}

/// transaction: writing.
#[async_trait]
pub trait WriteAudit: Send {
    /// Puts an act on record.
    async fn record_act(&mut self, act: NewAct, now: Timestamp) -> Result<(), StoreError>;
}
