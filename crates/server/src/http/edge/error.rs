//! Everything that a request can fail with.

use axum::extract::multipart::MultipartError;
use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use spyrales_core::grading::ExerciseRef;
use spyrales_core::store::StoreError;

use crate::http::edge::limits::Wait;
use crate::http::edge::problem::{Explain, Problem, ProblemKind};

/// After how many seconds one may try again when a queue is full: about as long as a grading takes.
pub(crate) const BUSY_SECONDS: u64 = 5;

/// Everything that a request can fail with; [`Problem`] is how it is told.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No token came.
    #[error("no token")]
    TokenMissing,
    /// The token is malformed, unknown or expired.
    #[error("invalid token")]
    TokenInvalid,
    /// The request can't be read; in English, what the parser says.
    #[error("malformed request: {0}")]
    Malformed(String),
    /// The idempotency key can't be one.
    #[error("invalid idempotency key")]
    InvalidIdempotencyKey,
    /// The body is of a type that isn't read.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// The body is larger than this many bytes.
    #[error("body larger than {0} bytes")]
    TooLarge(usize),
    /// Nothing has this address.
    #[error("unknown address")]
    UnknownAddress,
    /// The address doesn't take this method.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// No such pack.
    #[error("no pack {0:?}")]
    UnknownPack(String),
    /// No such exercise.
    #[error("no exercise {0}")]
    UnknownExercise(ExerciseRef),
    /// No such file.
    #[error("no file {0:?}")]
    UnknownFile(String),
    /// Only administrators may do this.
    #[error("not an administrator")]
    Forbidden,
    /// Only trainers and administrators may do this.
    #[error("not a trainer")]
    ForTrainers,
    /// The body comes too slowly.
    #[error("a body that comes too slowly")]
    TooSlow,
    /// Too many large bodies come at the same time.
    #[error("too many large bodies at the same time")]
    TooManyBodies,
    /// Too many addresses were compared with a certificate.
    #[error("too many addresses tried")]
    TooManyGuesses(Wait),
    /// A person has run code too often within a minute.
    #[error("too many runs")]
    TooManyRuns(Wait),
    /// Too many files were verified from one address.
    #[error("too many verifications")]
    TooManyVerifications(Wait),
    /// Somebody who is signed in has given too many wrong passwords.
    #[error("too many wrong passwords")]
    TooManyPasswords(Wait),
    /// As many files are being verified, and wait for it, as the service takes.
    #[error("too many files at the same time")]
    Busy,
    /// The token may not be used for this.
    #[error("a token with too narrow a scope")]
    ScopeTooNarrow,
    /// Another site's page tried to change something in the name of who is signed in here.
    #[error("a request of another site")]
    CrossSite,
    /// A use case failed; its own error says how that is told.
    #[error("{error}")]
    Explained {
        /// How it is told.
        problem: Box<Problem>,
        /// What it was, for the log.
        error: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// We failed.
    #[error("{0}")]
    Internal(String),
}

impl<E: Explain> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self::Explained {
            problem: Box::new(error.problem()),
            error: error.to_string(),
        }
    }
}

/// Our own failure: its cause is for the log.
pub(crate) fn internal() -> Problem {
    Problem::new(
        ProblemKind::Internal,
        "Le service n'a pas pu répondre ; ce n'est pas de votre fait, et rien n'est perdu.",
        "The service couldn't answer; it isn't your doing, and nothing is lost.",
    )
    .hint("Réessayez dans un instant.", "Try again in a moment.")
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = self.problem();
        if problem.kind == ProblemKind::Internal {
            tracing::error!(error = %self, "a request failed");
        }
        let mut response = problem.into_response();
        let headers = response.headers_mut();
        match self {
            // RFC 6750, section 3: without credentials, the challenge says no more than the scheme.
            Self::TokenMissing => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::TokenInvalid => {
                let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
                headers.insert(header::WWW_AUTHENTICATE, challenge);
            }
            _ => {}
        }
        response
    }
}

impl From<PathRejection> for ApiError {
    fn from(_: PathRejection) -> Self {
        // A path that isn't what its address holds (an id that isn't one) is the address of nothing.
        Self::UnknownAddress
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        match rejection {
            JsonRejection::MissingJsonContentType(_) => Self::UnsupportedMediaType,
            JsonRejection::BytesRejection(bytes) => bytes.into(),
            other => Self::Malformed(other.body_text()),
        }
    }
}

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> Self {
        // One that was cut is told as such (`edge::body`), whatever stands here.
        Self::Malformed(rejection.body_text())
    }
}

impl From<MultipartError> for ApiError {
    fn from(error: MultipartError) -> Self {
        Self::Malformed(error.body_text())
    }
}

impl ApiError {
    /// How it is told.
    #[must_use]
    pub fn problem(&self) -> Problem {
        use ProblemKind as Kind;
        match self {
            Self::TokenMissing => Problem::new(
                Kind::AuthenticationRequired,
                "Cette requête demande un jeton d'accès.",
                "This request needs an access token.",
            )
            .hint(
                "Envoyez l'en-tête « Authorization: Bearer spy_… ». La commande « spyrales user add » crée un compte et son jeton.",
                "Send the header \"Authorization: Bearer spy_…\". The command `spyrales user add` makes an account and its token.",
            ),
            Self::TokenInvalid => Problem::new(
                Kind::AuthenticationRequired,
                "Le jeton d'accès est mal écrit, inconnu ou expiré.",
                "The access token is malformed, unknown or expired.",
            )
            .hint(
                "Un jeton commence par « spy_ » et compte 47 caractères ; copiez-le en entier, ou demandez-en un nouveau.",
                "A token starts with \"spy_\" and has 47 characters; copy all of it, or ask for a new one.",
            ),
            Self::Malformed(reason) => Problem::new(
                Kind::MalformedRequest,
                format!("La requête n'a pas pu être lue : {reason}"),
                format!("The request couldn't be read: {reason}"),
            ),
            Self::InvalidIdempotencyKey => Problem::new(
                Kind::InvalidIdempotencyKey,
                "La clé d'idempotence doit compter de 1 à 255 caractères ASCII visibles.",
                "The idempotency key must have 1 to 255 visible ASCII characters.",
            )
            .hint("Un UUID convient.", "A UUID will do."),
            Self::UnsupportedMediaType => Problem::new(
                Kind::UnsupportedMediaType,
                "Le type du contenu n'est pas de ceux que cette adresse accepte.",
                "The type of the content isn't one that this address accepts.",
            )
            .hint(
                "Envoyez votre fichier avec « Content-Type: text/x-python », ou du JSON avec « Content-Type: application/json ».",
                "Send your file with \"Content-Type: text/x-python\", or JSON with \"Content-Type: application/json\".",
            ),
            Self::TooLarge(limit) => Problem::new(
                Kind::TooLarge,
                format!("Le contenu dépasse {limit} octets."),
                format!("The content is larger than {limit} bytes."),
            )
            .hint("N'envoyez que votre code, sans données, ou que les fichiers de la série d'exercices.", "Send your code only, without data, or the pack's files only.")
            .member("limit", *limit),
            Self::UnknownAddress => Problem::new(
                Kind::UnknownAddress,
                "Rien ne se trouve à cette adresse.",
                "There is nothing at this address.",
            )
            .hint("Les adresses sont décrites dans /api/v1/docs.", "The addresses are described in /api/v1/docs."),
            Self::MethodNotAllowed => Problem::new(
                Kind::MethodNotAllowed,
                "Cette adresse n'accepte pas cette méthode ; l'en-tête « Allow » dit lesquelles elle accepte.",
                "This address doesn't take this method; the header \"Allow\" says which ones it takes.",
            ),
            Self::UnknownPack(id) => Problem::new(
                Kind::UnknownPack,
                format!("Aucune série d'exercices « {id} » n'est publiée."),
                format!("No pack {id:?} is published."),
            )
            .hint("GET /api/v1/packs les énumère.", "GET /api/v1/packs lists them."),
            Self::UnknownExercise(exercise) => Problem::new(
                Kind::UnknownExercise,
                format!("La série « {} » n'a pas d'exercice « {} ».", exercise.pack, exercise.exercise),
                format!("The pack {:?} has no exercise {:?}.", exercise.pack, exercise.exercise),
            )
            .hint(
                format!("GET /api/v1/packs/{} les énumère.", exercise.pack),
                format!("GET /api/v1/packs/{} lists them.", exercise.pack),
            ),
            Self::UnknownFile(name) => Problem::new(
                Kind::UnknownFile,
                format!("Cet exercice ne fournit pas de fichier « {name} »."),
                format!("This exercise doesn't come with a file {name:?}."),
            ),
            Self::Forbidden => Problem::new(
                Kind::Forbidden,
                "Cette adresse est réservée à l'administration du service.",
                "This address is for administrators of the service.",
            ),
            Self::ForTrainers => Problem::new(
                Kind::Forbidden,
                "Cette adresse est réservée à la formation et à l'administration du service.",
                "This address is for trainers and administrators of the service.",
            )
            .hint(
                "Demandez ce rôle à l'administration du service.",
                "Ask whoever runs the service for that role.",
            ),
            Self::TooSlow => Problem::new(
                Kind::TooSlow,
                "Le contenu de la requête arrive trop lentement.",
                "The request's content comes too slowly.",
            )
            .hint("Réessayez sur une connexion plus rapide.", "Try again over a faster connection."),
            Self::TooManyBodies => Problem::new(
                Kind::Busy,
                "Trop de contenus volumineux sont envoyés en même temps.",
                "Too many large contents are being sent at the same time.",
            )
            .hint("Réessayez dans quelques secondes.", "Try again in a few seconds.")
            .retry_after(BUSY_SECONDS),
            Self::TooManyPasswords(wait) => Problem::new(
                Kind::TooManyPasswords,
                "Trop de mots de passe faux ont été donnés pour ce compte.",
                "Too many wrong passwords were given for this account.",
            )
            .hint("Réessayez dans un quart d'heure.", "Try again in a quarter of an hour.")
            .retry_after(wait.seconds()),
            Self::TooManyGuesses(wait) => Problem::new(
                Kind::TooManyGuesses,
                "Trop d'adresses ont été essayées pour ce certificat.",
                "Too many addresses were tried on this certificate.",
            )
            .hint("Réessayez dans une heure.", "Try again in an hour.")
            .retry_after(wait.seconds()),
            Self::TooManyRuns(wait) => Problem::new(
                Kind::TooManyRuns,
                "Vous avez lancé trop d'exécutions en une minute.",
                "You have started too many runs within a minute.",
            )
            .hint(
                "Réessayez dans une minute ; votre code est gardé.",
                "Try again in a minute; your code is kept.",
            )
            .retry_after(wait.seconds()),
            Self::TooManyVerifications(wait) => Problem::new(
                Kind::TooManyVerifications,
                "Trop de fichiers ont été vérifiés depuis votre adresse.",
                "Too many files were verified from your address.",
            )
            .hint(
                "Réessayez dans une minute, ou vérifiez sur votre machine avec « spyrales verify ».",
                "Try again in a minute, or verify on your own machine with `spyrales verify`.",
            )
            .retry_after(wait.seconds()),
            Self::Busy => Problem::new(
                Kind::Busy,
                "Trop de fichiers sont vérifiés en même temps.",
                "Too many files are being verified at the same time.",
            )
            .hint(
                "Réessayez dans quelques secondes, ou vérifiez sur votre machine avec « spyrales verify ».",
                "Try again in a few seconds, or verify on your own machine with `spyrales verify`.",
            )
            .retry_after(BUSY_SECONDS),
            Self::ScopeTooNarrow => Problem::new(
                Kind::ScopeTooNarrow,
                "Ce jeton ne permet pas cette demande.",
                "This token isn't good for this request.",
            )
            .hint(
                "Créez-en un autre, de portée plus large, sur la page « Mon compte ».",
                "Make another one, with a wider scope, on your account's page.",
            ),
            Self::CrossSite => Problem::new(
                Kind::CrossSite,
                "Cette demande vient de la page d'un autre site : rien n'a été fait.",
                "This request comes from another site's page: nothing was done.",
            )
            .hint(
                "Revenez sur nos pages et recommencez.",
                "Come back to our own pages and do it again.",
            ),
            Self::Explained { problem, .. } => (**problem).clone(),
            Self::Store(_) | Self::Internal(_) => internal(),
        }
    }
}
