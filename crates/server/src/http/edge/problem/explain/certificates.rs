use spyrales_app::certificates::{
    ArchiveError, AwardError, CertificateError, ChangeStatusError, IssueError, LogError, NotReached,
    ReadCertificateError, ShareError,
};
use spyrales_core::id::CredentialId;
use spyrales_core::sharing::LONGEST_LINK_DAYS;
use spyrales_core::store::StatusEvent;

use super::Explain;
use crate::http::edge::error::{ApiError, internal};
use crate::http::edge::problem::{Problem, ProblemKind};

fn unknown(id: CredentialId) -> Problem {
    Problem::new(
        ProblemKind::UnknownCredential,
        format!("Aucun certificat {id} n'a été délivré ici."),
        format!("No certificate {id} was issued here."),
    )
}

impl Explain for CertificateError {
    fn problem(&self) -> Problem {
        match self {
            Self::Issue(IssueError::Email(_)) => Problem::new(
                ProblemKind::UnusableEmail,
                "Votre compte n'a pas d'adresse électronique valide, à laquelle le certificat puisse être lié.",
                "Your account has no valid e-mail address for the certificate to be bound to.",
            )
            .hint(
                "Demandez à l'administration du service de corriger votre adresse.",
                "Ask whoever runs the service to correct your address.",
            ),
            Self::Log(error) => error.problem(),
            Self::Issue(_)
            | Self::Draw(_)
            | Self::Document(_)
            | Self::Text(_)
            | Self::Interrupted(_)
            | Self::Store(_) => internal(),
        }
    }
}

impl Explain for LogError {
    fn problem(&self) -> Problem {
        internal()
    }
}

impl Explain for ArchiveError {
    fn problem(&self) -> Problem {
        internal()
    }
}

impl Explain for AwardError {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownLevel(name) => Problem::new(
                ProblemKind::UnknownSegment,
                format!("Le référentiel n'a pas de « {name} »."),
                format!("The framework has no {name:?}."),
            )
            .hint(
                "GET /api/v1/segments énumère segments et paliers.",
                "GET /api/v1/segments lists segments and levels.",
            ),
            Self::NotReached(missing) => not_reached(missing),
            Self::Certificate(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

fn not_reached(NotReached { score, level }: &NotReached) -> Problem {
    let problem = Problem::new(
        ProblemKind::NotEarned,
        format!(
            "Le palier {level} du segment {} n'est pas atteint.",
            score.segment
        ),
        format!("Level {level} of the segment {} isn't reached.", score.segment),
    );
    let Some(next) = &score.next else { return problem };
    let exercises: Vec<String> = next.exercises.iter().map(ToString::to_string).collect();
    let list = exercises.join(", ");
    problem
        .hint(
            format!(
                "Palier {} : {} exercices réussis sur {}. Un exercice compte quand tous ses contrôles passent, contrôles cachés compris ; il faut encore en réussir pour {} points parmi {list}.",
                next.level, next.solved, next.total, next.points
            ),
            format!(
                "Level {}: {} of {} exercises solved. An exercise counts when every check passes, hidden ones included; solve more, worth {} points, among {list}.",
                next.level, next.solved, next.total, next.points
            ),
        )
        .member("exercises", exercises)
}

impl Explain for ReadCertificateError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown(id) => unknown(*id),
            Self::Erased(id) => Problem::new(
                ProblemKind::ErasedCredential,
                format!("Le certificat {id} a été délivré ici ; le compte de son titulaire a été effacé, et son fichier avec lui."),
                format!("The certificate {id} was issued here; its holder's account was erased, and its file with it."),
            )
            .hint(
                "Demandez au titulaire le fichier qu'il a gardé : il se vérifie toujours, avec POST /api/v1/verify.",
                "Ask the holder for the file that they kept: it still verifies, with POST /api/v1/verify.",
            ),
            Self::NotShown(id) => Problem::new(
                ProblemKind::EvidenceNotShown,
                format!("Le relevé du certificat {id} n'est montré qu'à son titulaire."),
                format!("The transcript of the certificate {id} is shown to its holder only."),
            )
            .hint(
                "Demandez au titulaire un lien de partage, et ajoutez « ?share=… » à l'adresse.",
                "Ask the holder for a share link, and add \"?share=…\" to the address.",
            ),
            Self::LinkWithdrawn => Problem::new(
                ProblemKind::LinkWithdrawn,
                "Ce lien de partage est expiré, retiré, ou celui d'un autre certificat.",
                "This share link has expired, was withdrawn, or is another certificate's.",
            )
            .hint("Demandez-en un nouveau au titulaire.", "Ask the holder for a new one."),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ShareError {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownCertificate(id) => unknown(*id),
            Self::UnknownLink(id) => Problem::new(
                ProblemKind::UnknownLink,
                format!("Ce certificat n'a pas de lien {id}."),
                format!("This certificate has no link {id}."),
            ),
            Self::Days => ApiError::Malformed(format!("days: 1 to {LONGEST_LINK_DAYS}, or null")).problem(),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ChangeStatusError {
    fn problem(&self) -> Problem {
        match self {
            Self::Reason => {
                let most = StatusEvent::LONGEST_REASON;
                ApiError::Malformed(format!("reason: 1 to {most} characters")).problem()
            }
            Self::Unknown(id) => unknown(*id),
            Self::RevokedForGood(id) => Problem::new(
                ProblemKind::RevokedForGood,
                format!("Le certificat {id} est révoqué : cela ne se reprend pas."),
                format!("The certificate {id} is revoked, which can't be taken back."),
            )
            .hint(
                "Délivrez un nouveau certificat, ou suspendez plutôt que de révoquer quand le doute peut se lever.",
                "Issue another certificate, or suspend rather than revoke while a doubt may be lifted.",
            ),
            Self::Store(_) => internal(),
        }
    }
}
