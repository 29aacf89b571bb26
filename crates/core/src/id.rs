//! Identifiers: one type each, so that one can't be taken for another.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rand::Rng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes a `UUIDv7` (RFC 9562, section 5.7) from a time and randomness.
fn uuid_v7(now: Timestamp, rng: &mut impl Rng) -> Uuid {
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new one: ordered by time, unguessable in its lower 74 bits.
            pub fn new(now: Timestamp, rng: &mut impl Rng) -> Self {
                Self(uuid_v7(now, rng))
            }

            /// The UUID itself.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// An API token.
    TokenId
);
id!(
    /// Code handed in for an exercise.
    SubmissionId
);
id!(
    /// A job of the queue.
    JobId
);
id!(
    /// A certificate.
    CredentialId
);
id!(
    /// A link by which a holder shows a certificate.
    ShareLinkId
);
id!(
    /// What a learner says is wrong with an exercise.
    ReportId
);
id!(
    /// A re-grade of what was handed in under a version of a pack.
    RegradeId
);
id!(
    /// Who employs people: a ministry, a town, a hospital.
    OrganisationId
);

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn ids_are_version_7_and_ordered_by_time() {
        let mut rng = StdRng::seed_from_u64(1);
        let early = SubmissionId::new(Timestamp::from_second(1_800_000_000).unwrap(), &mut rng);
        let late = SubmissionId::new(Timestamp::from_second(1_800_000_001).unwrap(), &mut rng);
        assert_eq!(early.uuid().get_version_num(), 7);
        assert!(early < late);
        assert_eq!(early.to_string().parse::<SubmissionId>().unwrap(), early);
    }
}
