//! The kinds of problems; each has an address of its own.

use axum::http::StatusCode;
use spyrales_core::text::Bilingual;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $slug:literal, $status:ident, $fr:literal, $en:literal;)*) => {
        /// A kind of problem. Its address never changes its meaning; its title may be reworded.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemKind {
            $($(#[$doc])* $kind,)*
        }

        impl ProblemKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The last part of its address.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$kind => $slug,)* }
            }

            /// The HTTP status it is sent with.
            #[must_use]
            pub fn status(self) -> StatusCode {
                match self { $(Self::$kind => StatusCode::$status,)* }
            }

            /// The kind in words.
            #[must_use]
            pub fn title(self) -> Bilingual {
                match self { $(Self::$kind => Bilingual::new($fr, $en),)* }
            }
        }
    };
}

kinds! {
    /// The request can't be read.
    MalformedRequest = "malformed-request", BAD_REQUEST, "Requête mal formée", "Malformed request";
    /// The `Idempotency-Key` isn't 1 to 255 visible ASCII characters.
    InvalidIdempotencyKey = "invalid-idempotency-key", BAD_REQUEST, "Clé d'idempotence non valide", "Invalid idempotency key";
    /// No valid token came with the request.
    AuthenticationRequired = "authentication-required", UNAUTHORIZED, "Authentification requise", "Authentication required";
    /// Nothing has this address.
    UnknownAddress = "unknown-address", NOT_FOUND, "Adresse inconnue", "Unknown address";
    /// No such pack is published.
    UnknownPack = "unknown-pack", NOT_FOUND, "Série d'exercices inconnue", "Unknown pack";
    /// The pack has no such exercise.
    UnknownExercise = "unknown-exercise", NOT_FOUND, "Exercice inconnu", "Unknown exercise";
    /// The exercise has no such file.
    UnknownFile = "unknown-file", NOT_FOUND, "Fichier inconnu", "Unknown file";
    /// The person has no such submission.
    UnknownSubmission = "unknown-submission", NOT_FOUND, "Soumission inconnue", "Unknown submission";
    /// The framework has no such segment or level.
    UnknownSegment = "unknown-segment", NOT_FOUND, "Segment ou palier inconnu", "Unknown segment or level";
    /// No such certificate was issued.
    UnknownCredential = "unknown-credential", NOT_FOUND, "Certificat inconnu", "Unknown certificate";
    /// There is no such account.
    UnknownAccount = "unknown-account", NOT_FOUND, "Compte inconnu", "Unknown account";
    /// An administrator has closed the account.
    AccountClosed = "account-closed", FORBIDDEN, "Compte fermé", "Account closed";
    /// The certificate has no such share link.
    UnknownLink = "unknown-link", NOT_FOUND, "Lien de partage inconnu", "Unknown share link";
    /// The transcript isn't shown to everybody.
    EvidenceNotShown = "evidence-not-shown", FORBIDDEN, "Relevé non partagé", "Transcript not shared";
    /// The share link shows nothing any more.
    LinkWithdrawn = "link-withdrawn", FORBIDDEN, "Lien de partage retiré", "Share link withdrawn";
    /// The account's role doesn't go so far.
    Forbidden = "forbidden", FORBIDDEN, "Accès réservé", "Not for this account";
    /// Nobody takes their own role away, and somebody runs the service.
    RoleKept = "role-kept", CONFLICT, "Rôle conservé", "Role kept";
    /// The holder's account was erased, and the certificate's file with it.
    ErasedCredential = "erased-credential", GONE, "Certificat effacé", "Certificate erased";
    /// A revoked certificate can't be suspended or reinstated.
    RevokedForGood = "revoked-for-good", CONFLICT, "Certificat révoqué définitivement", "Certificate revoked for good";
    /// An erasure must name what is erased.
    NotConfirmed = "not-confirmed", UNPROCESSABLE_ENTITY, "Effacement non confirmé", "Erasure not confirmed";
    /// Code is being run already, for this person or for too many others, or was run too often.
    TooManyRuns = "too-many-runs", TOO_MANY_REQUESTS, "Trop d'exécutions", "Too many runs";
    /// Too many files were verified from one address.
    TooManyVerifications = "too-many-verifications", TOO_MANY_REQUESTS, "Trop de vérifications", "Too many verifications";
    /// The token may not be used for this.
    ScopeTooNarrow = "scope-too-narrow", FORBIDDEN, "Portée du jeton insuffisante", "Token's scope too narrow";
    /// Another site's page sent the request.
    CrossSite = "cross-site", FORBIDDEN, "Demande d'un autre site", "Request of another site";
    /// Too many addresses were compared with a certificate.
    TooManyGuesses = "too-many-guesses", TOO_MANY_REQUESTS, "Trop d'adresses essayées", "Too many addresses tried";
    /// The address doesn't take this method.
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED, "Méthode non acceptée", "Method not allowed";
    /// The draft was saved from elsewhere in the meantime.
    DraftConflict = "draft-conflict", CONFLICT, "Brouillon modifié ailleurs", "Draft changed elsewhere";
    /// The account has as many drafts as it may, or as large ones.
    DraftsUsedUp = "drafts-used-up", CONFLICT, "Brouillons trop nombreux", "Too many drafts";
    /// The submission has no record yet.
    NotGraded = "not-graded", CONFLICT, "Soumission non corrigée", "Submission not graded";
    /// The submission is graded, or was set aside: it can't be cancelled any more.
    AlreadySettled = "already-settled", CONFLICT, "Soumission déjà corrigée", "Submission settled already";
    /// The certificate isn't earned yet.
    NotEarned = "not-earned", CONFLICT, "Palier non atteint", "Level not reached";
    /// The account has no e-mail address that a certificate can be bound to.
    UnusableEmail = "unusable-email", CONFLICT, "Adresse électronique inutilisable", "Unusable e-mail address";
    /// The body is larger than is read.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "Contenu trop volumineux", "Content too large";
    /// The body comes too slowly.
    TooSlow = "too-slow", REQUEST_TIMEOUT, "Contenu trop lent", "Content too slow";
    /// Too many wrong passwords were given.
    TooManyPasswords = "too-many-passwords", TOO_MANY_REQUESTS, "Trop de mots de passe faux", "Too many wrong passwords";
    /// The body's type isn't one that is read.
    UnsupportedMediaType = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "Type de contenu non accepté", "Unsupported media type";
    /// The idempotency key was used for another request.
    IdempotencyKeyReused = "idempotency-key-reused", UNPROCESSABLE_ENTITY, "Clé d'idempotence déjà utilisée", "Idempotency key already used";
    /// The person has as many submissions waiting as they may.
    QueueFull = "queue-full", TOO_MANY_REQUESTS, "Trop de soumissions en attente", "Too many submissions waiting";
    /// The person has submitted to this exercise as often as they may for now.
    AttemptsUsedUp = "attempts-used-up", TOO_MANY_REQUESTS, "Essais épuisés pour aujourd'hui", "Attempts used up for today";
    /// The person has as many reports waiting for an answer as they may.
    TooManyReports = "too-many-reports", TOO_MANY_REQUESTS, "Trop de signalements en attente", "Too many reports waiting";
    /// The service is at work on as many files as it takes at a time.
    Busy = "busy", SERVICE_UNAVAILABLE, "Service occupé", "Service busy";
    /// The service failed.
    Internal = "internal", INTERNAL_SERVER_ERROR, "Erreur du service", "Service error";
}

impl ProblemKind {
    /// Its address, the `type` of RFC 9457.
    #[must_use]
    pub fn path(self) -> String {
        format!("/problems/{}", self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_address_and_is_an_error() {
        let mut slugs: Vec<_> = ProblemKind::ALL.iter().map(|kind| kind.slug()).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), ProblemKind::ALL.len());
        for kind in ProblemKind::ALL {
            assert!(kind.status().is_client_error() || kind.status().is_server_error());
            assert!(!kind.title().fr.is_empty() && !kind.title().en.is_empty());
        }
    }
}
