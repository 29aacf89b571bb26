//! What somebody goes to the provider for.

use spyrales_core::id::UserId;

use crate::http::web::describe;

/// Longest address that is come back to; a cookie holds 4 KiB.
const LONGEST: usize = 1024;

/// What somebody goes to the provider for, as the attempt notes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To sign in, and go on.
    SignIn {
        /// Where.
        next: String,
    },
    /// To show once more that the account is theirs that they are signed in to.
    Confirm {
        /// Whose it is.
        user: UserId,
    },
    /// To link who they are there with the account that they are signed in to.
    Link {
        /// Whose it is.
        user: UserId,
    },
}

impl Purpose {
    pub(super) fn memo(&self) -> String {
        match self {
            Self::SignIn { next } if next.len() <= LONGEST => format!("sign-in {next}"),
            Self::SignIn { .. } => "sign-in /".to_owned(),
            Self::Confirm { user } => format!("confirm {user}"),
            Self::Link { user } => format!("link {user}"),
        }
    }

    pub(super) fn read(memo: &str) -> Option<Self> {
        match memo.split_once(' ')? {
            ("sign-in", next) => Some(Self::SignIn {
                next: describe::own_path(Some(next)),
            }),
            ("confirm", user) => user.parse().ok().map(|user| Self::Confirm { user }),
            ("link", user) => user.parse().ok().map(|user| Self::Link { user }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_where_one_was() {
        let next = "/exercises?level=1 2".to_owned();
        let purpose = Purpose::SignIn { next };
        assert_eq!(Purpose::read(&purpose.memo()), Some(purpose));
        let purpose = Purpose::Link {
            user: uuid::Uuid::from_u128(7).into(),
        };
        assert_eq!(Purpose::read(&purpose.memo()), Some(purpose));
        let purpose = Purpose::Confirm {
            user: uuid::Uuid::from_u128(8).into(),
        };
        assert_eq!(Purpose::read(&purpose.memo()), Some(purpose));
        let next = format!("/{}", "x".repeat(LONGEST));
        assert_eq!(Purpose::SignIn { next }.memo(), "sign-in /");
        for wrong in ["", "confirm x", "link", "link x", "other /"] {
            assert_eq!(Purpose::read(wrong), None, "{wrong}");
        }
    }
}
