//! The audit log: who did what that not everybody may do.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $name:literal;)*) => {
        /// Something that not everybody may do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AuditAction {
            $($(#[$doc])* $action,)*
        }

        impl AuditAction {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$action),*];

            /// Its name in the store.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$action => $name,)* }
            }
        }
    };
}

actions! {
    /// An account was made.
    AccountMade = "account-made";
    /// An account was closed.
    AccountClosed = "account-closed";
    /// An account was opened again.
    AccountReopened = "account-reopened";
    /// An account was erased by somebody else than its person.
    AccountErased = "account-erased";
    /// A person was signed out everywhere by somebody else.
    SessionsEnded = "sessions-ended";
    /// A token was withdrawn by somebody else than its person.
    TokenWithdrawn = "token-withdrawn";
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
    /// The submissions of a version were queued to be graded once more.
    RegradeStarted = "regrade-started";
    /// A re-grade was put in the place of what counted.
    RegradeApplied = "regrade-applied";
    /// A re-grade was thrown away.
    RegradeDiscarded = "regrade-discarded";
}

impl AuditAction {
    /// Whether an event's details say something of the person that it was done to, in words that somebody chose: they go with the
    /// person's account. Roles, counts and addresses of providers stay.
    #[must_use]
    pub fn tells_of_a_person(self) -> bool {
        matches!(
            self,
            Self::MemberPlaced
                | Self::CertificateRevoked
                | Self::CertificateSuspended
                | Self::CertificateReinstated
        )
    }

    /// The action with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

/// An event to be added to the audit log.
#[derive(Clone, Debug)]
pub struct NewAuditEvent {
    /// Who did it: an account's name, or a command. 64 characters at most.
    pub actor: String,
    /// What was done.
    pub action: AuditAction,
    /// What it was done to: the id of an account, an organisation or a certificate, a pack and its version, an exercise.
    /// People by their id, so that an erased account leaves no name.
    pub subject: String,
    /// Further details; never a secret.
    pub detail: String,
}

impl NewAuditEvent {
    /// An event.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an id or a text that was made for it is handed over as it is"
    )]
    pub fn new(
        actor: impl Into<String>,
        action: AuditAction,
        subject: impl ToString,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            actor: actor.into(),
            action,
            subject: subject.to_string(),
            detail: detail.into(),
        }
    }
}

/// An event of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its number; later ones have higher numbers.
    pub id: u64,
    /// Who did it.
    pub actor: String,
    /// What was done.
    pub action: AuditAction,
    /// What it was done to.
    pub subject: String,
    /// Further details.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

/// Reading the audit log.
#[async_trait]
pub trait ReadAudit: Send {
    /// The latest events, newest first; only those before a number.
    async fn audit_events(&mut self, before: Option<u64>, limit: u32) -> Result<Vec<AuditEvent>, StoreError>;

    /// Whether there is an event of this action on this subject with these details, whoever did it.
    async fn has_event(
        &mut self,
        action: AuditAction,
        subject: &str,
        detail: &str,
    ) -> Result<bool, StoreError>;
}

/// Writing the audit log, which only grows.
#[async_trait]
pub trait WriteAudit: Send {
    /// Adds an event, in the transaction that does what it tells of.
    async fn record_event(&mut self, event: &NewAuditEvent, now: Timestamp) -> Result<(), StoreError>;
}
