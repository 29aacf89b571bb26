use spyrales_app::accounts::{
    ChangeRoleError, CheckPasswordError, CloseAccountError, EndSessionsError, EraseAccountError, HashError,
    OpenSessionError, ReopenAccountError, ResetPasswordError, UnlinkIdentityError,
};
use spyrales_core::account::ClosingRefused;
use spyrales_core::store::NotLive;

use super::Explain;
use crate::http::edge::error::{BUSY_SECONDS, internal};
use crate::http::edge::problem::{Problem, ProblemKind};

impl Explain for NotLive {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown(id) => Problem::new(
                ProblemKind::UnknownAccount,
                format!("Il n'y a pas de compte « {id} »."),
                format!("There is no account \"{id}\"."),
            ),
            Self::Closed(_) => Problem::new(
                ProblemKind::AccountClosed,
                "Ce compte est fermé : rien ne s'y fait tant qu'il le reste. Ses certificats restent valables.",
                "This account is closed: nothing is done with it as long as it stays so. Its certificates stay valid.",
            )
            .hint(
                "La personne qui administre le service l'a fermé et peut le rouvrir.",
                "Whoever runs the service has closed it and can open it again.",
            ),
        }
    }
}

impl Explain for CheckPasswordError {
    fn problem(&self) -> Problem {
        match self {
            Self::Hash(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for HashError {
    fn problem(&self) -> Problem {
        match self {
            Self::Busy(_) => Problem::new(
                ProblemKind::Busy,
                "Trop de mots de passe sont vérifiés en même temps.",
                "Too many passwords are being checked at the same time.",
            )
            .hint("Réessayez dans quelques secondes.", "Try again in a few seconds.")
            .retry_after(BUSY_SECONDS),
            Self::Failed(_) => internal(),
        }
    }
}

impl Explain for OpenSessionError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for UnlinkIdentityError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ResetPasswordError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotLive(error) => error.problem(),
            Self::Hash(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ChangeRoleError {
    fn problem(&self) -> Problem {
        match self {
            Self::Kept(_) => Problem::new(
                ProblemKind::RoleKept,
                "Personne ne change son propre rôle, et le service garde toujours une personne qui l'administre.",
                "Nobody changes their own role, and somebody always runs the service.",
            )
            .hint(
                "Donnez d'abord le rôle d'administration à une autre personne, qui changera le vôtre.",
                "First give the administrator's role to somebody else, who will change yours.",
            ),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for CloseAccountError {
    fn problem(&self) -> Problem {
        match self {
            Self::Refused(ClosingRefused::Own) => Problem::new(
                ProblemKind::RoleKept,
                "Personne ne ferme son propre compte.",
                "Nobody closes their own account.",
            )
            .hint(
                "Une autre personne qui administre le service peut le faire.",
                "Somebody else who runs the service can do it.",
            ),
            Self::Refused(ClosingRefused::LastAdministrator) => Problem::new(
                ProblemKind::RoleKept,
                "Ce compte est le seul qui administre le service : il ne peut pas être fermé.",
                "Nobody else administers the service: this account can't be closed.",
            )
            .hint(
                "Donnez d'abord le rôle d'administration à une autre personne.",
                "First give the administrator's role to somebody else.",
            ),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ReopenAccountError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for EndSessionsError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for EraseAccountError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotConfirmed => Problem::new(
                ProblemKind::NotConfirmed,
                "L'effacement est définitif : il se confirme avec le nom du compte.",
                "Erasing is for good: it is confirmed with the account's name.",
            )
            .hint("Envoyez {\"confirm\": \"NOM\"}.", "Send {\"confirm\": \"NAME\"}."),
            Self::LastAdministrator => Problem::new(
                ProblemKind::RoleKept,
                "Ce compte est le seul qui administre le service : il ne peut pas être effacé.",
                "Nobody else administers the service: this account can't be erased.",
            )
            .hint(
                "Donnez d'abord le rôle d'administration à une autre personne.",
                "First give the administrator's role to somebody else.",
            ),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}
