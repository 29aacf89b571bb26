//! What holders let others see of their certificates.

use jiff::{SignedDuration, Timestamp};

use crate::id::{CredentialId, UserId};
use crate::store::StoredCredential;

/// Longest that a link may show something, in days.
pub const LONGEST_LINK_DAYS: u32 = 3650;

/// What somebody may see of a certificate's holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Nothing.
    Nothing,
    /// The name.
    Name,
    /// The name and the transcript.
    Transcript,
}

/// Decides what a visitor sees of a certificate's holder. `shared`, for a visitor with a link's secret, is the certificate
/// that the link shows now. `None`: the link is not one of this certificate, or not any more.
#[must_use]
pub fn visibility(
    certificate: &StoredCredential,
    visitor: Option<UserId>,
    shared: Option<Option<CredentialId>>,
    name_shown: bool,
) -> Option<Visibility> {
    if visitor == Some(certificate.user) {
        return Some(Visibility::Transcript);
    }
    match shared {
        Some(Some(shown)) if shown == certificate.id => Some(Visibility::Transcript),
        Some(_) => None,
        None if name_shown => Some(Visibility::Name),
        None => Some(Visibility::Nothing),
    }
}

/// When a link that is made at a time to last so many days expires: nothing when it has no end. `None`: it may not last
/// for so long.
#[must_use]
pub fn expiry(days: Option<u32>, now: Timestamp) -> Option<Option<Timestamp>> {
    let Some(days) = days else { return Some(None) };
    if !(1..=LONGEST_LINK_DAYS).contains(&days) {
        return None;
    }
    now.checked_add(SignedDuration::from_hours(24 * i64::from(days)))
        .ok()
        .map(Some)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::level::Level;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn certificate() -> StoredCredential {
        StoredCredential {
            id: id(1),
            user: id(2),
            segment: "prep".to_owned(),
            level: Level::ALL[0],
            achievement_version: 1,
            issued: Timestamp::UNIX_EPOCH,
            document: b"{}".to_vec(),
        }
    }

    #[test]
    fn the_name_is_hidden_unless_it_is_shown_and_the_transcript_is_for_holders_and_links() {
        let held = certificate();
        let seen = |visitor, shared, shown| visibility(&held, visitor, shared, shown);
        for shown in [false, true] {
            assert_eq!(seen(Some(id(2)), None, shown), Some(Visibility::Transcript));
            assert_eq!(seen(Some(id(2)), Some(None), shown), Some(Visibility::Transcript));
            assert_eq!(
                seen(Some(id(3)), Some(Some(id(1))), shown),
                Some(Visibility::Transcript)
            );
            assert_eq!(
                seen(None, Some(Some(id(4))), shown),
                None,
                "another certificate's"
            );
            assert_eq!(seen(None, Some(None), shown), None, "withdrawn, or guessed");
        }
        assert_eq!(seen(Some(id(3)), None, false), Some(Visibility::Nothing));
        assert_eq!(seen(None, None, true), Some(Visibility::Name));
    }

    #[test]
    fn a_link_lasts_days_or_until_it_is_withdrawn() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(expiry(None, now), Some(None));
        assert_eq!(
            expiry(Some(1), now),
            Some(Some(now + SignedDuration::from_hours(24)))
        );
        assert_eq!(expiry(Some(0), now), None);
        assert!(expiry(Some(LONGEST_LINK_DAYS), now).is_some());
        assert_eq!(expiry(Some(LONGEST_LINK_DAYS + 1), now), None);
    }
}
