use spyrales_app::accounts::{
    ChangeRoleError, CheckPasswordError, EraseAccountError, HashError, OpenSessionError, ResetPasswordError,
    UnknownAccount, UnlinkIdentityError,
};

use super::Explain;
use crate::http::edge::error::{BUSY_SECONDS, internal};
use crate::http::edge::problem::{Problem, ProblemKind};

impl Explain for UnknownAccount {
    fn problem(&self) -> Problem {
        let Self(id) = self;
        Problem::new(
            ProblemKind::UnknownAccount,
            format!("Il n'y a pas de compte « {id} »."),
            format!("There is no account \"{id}\"."),
        )
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
            Self::UnknownAccount(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for UnlinkIdentityError {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownAccount(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ResetPasswordError {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownAccount(error) => error.problem(),
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
            Self::UnknownAccount(error) => error.problem(),
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
            Self::UnknownAccount(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}
