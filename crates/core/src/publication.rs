//! Publishing packs: a version never changes, and a draft becomes one only if it is higher than all before.

use semver::Version;

use crate::digest::Digest;
use crate::store::{PackVersion, StoredPack};

/// What becomes of files that are to be published as a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionDecision {
    /// They are published.
    Publish,
    /// The same files are published under this version already.
    Unchanged,
    /// Other files are: a published version never changes.
    Taken,
}

/// Decides on files with a digest, beside what the version is published with.
#[must_use]
pub fn publish_version(published: Option<Digest>, digest: Digest) -> VersionDecision {
    match published {
        None => VersionDecision::Publish,
        Some(published) if published == digest => VersionDecision::Unchanged,
        Some(_) => VersionDecision::Taken,
    }
}

/// What becomes of a draft that is to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftDecision {
    /// It is published.
    Publish,
    /// There is no such draft, or it has other files than the ones that were looked at.
    Gone,
    /// A version that is as high is published.
    NotHighest {
        /// The highest one.
        highest: Version,
    },
}

/// Decides on a draft by the digest of its files, the digest that its trainer looked at, its version, and all published
/// versions of its pack, retired or not.
#[must_use]
pub fn publish_draft(
    kept: Option<Digest>,
    seen: Digest,
    version: &Version,
    published: impl IntoIterator<Item = Version>,
) -> DraftDecision {
    if kept != Some(seen) {
        return DraftDecision::Gone;
    }
    match published.into_iter().max() {
        Some(highest) if highest >= *version => DraftDecision::NotHighest { highest },
        _ => DraftDecision::Publish,
    }
}

/// Whether retiring a version, or offering it again, changes anything.
#[must_use]
pub fn retirement_changes(version: Option<&PackVersion>, retired: bool) -> bool {
    version.is_some_and(|version| version.retired.is_some() != retired)
}

/// The highest version of every pack that is still offered. Versions come by id, the highest first.
#[must_use]
pub fn offered(versions: Vec<PackVersion>) -> Vec<StoredPack> {
    let mut offered: Vec<StoredPack> = Vec::new();
    for version in versions {
        let known = offered.last().is_some_and(|pack| pack.id == version.pack.id);
        if version.retired.is_none() && !known {
            offered.push(version.pack);
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    fn digest(text: &str) -> Digest {
        Digest::of(text.as_bytes())
    }

    fn version(id: &str, minor: u64, retired: bool) -> PackVersion {
        PackVersion {
            pack: StoredPack {
                id: id.to_owned(),
                version: format!("1.{minor}.0"),
                digest: digest(id),
                published: Timestamp::UNIX_EPOCH,
            },
            retired: retired.then_some(Timestamp::UNIX_EPOCH),
        }
    }

    #[test]
    fn a_published_version_never_changes() {
        assert_eq!(publish_version(None, digest("a")), VersionDecision::Publish);
        assert_eq!(
            publish_version(Some(digest("a")), digest("a")),
            VersionDecision::Unchanged
        );
        assert_eq!(
            publish_version(Some(digest("a")), digest("b")),
            VersionDecision::Taken
        );
    }

    #[test]
    fn a_draft_is_published_with_the_files_that_were_looked_at_and_no_others() {
        let next = Version::new(1, 10, 0);
        let publish = |kept, highest| publish_draft(kept, digest("a"), &next, highest);
        assert_eq!(publish(None, None), DraftDecision::Gone);
        assert_eq!(publish(Some(digest("b")), None), DraftDecision::Gone);
        assert_eq!(publish(Some(digest("a")), None), DraftDecision::Publish);
        assert_eq!(
            publish(Some(digest("a")), Some(Version::new(1, 9, 0))),
            DraftDecision::Publish,
            "by semantic versions, not by text"
        );
    }

    #[test]
    fn a_version_is_retired_once_and_only_if_it_is_there() {
        assert!(!retirement_changes(None, true));
        assert!(retirement_changes(Some(&version("a", 0, false)), true));
        assert!(!retirement_changes(Some(&version("a", 0, true)), true));
        assert!(retirement_changes(Some(&version("a", 0, true)), false));
        assert!(!retirement_changes(Some(&version("a", 0, false)), false));
    }

    proptest! {
        #[test]
        fn a_draft_is_published_only_above_all_others(minors in prop::collection::vec(0_u64..20, 0..8), minor in 0_u64..20) {
            let published = minors.iter().map(|minor| Version::new(1, *minor, 0));
            let decided = publish_draft(Some(digest("a")), digest("a"), &Version::new(1, minor, 0), published);
            match decided {
                DraftDecision::Publish => prop_assert!(minors.iter().all(|other| *other < minor)),
                DraftDecision::NotHighest { highest } => {
                    prop_assert_eq!(Some(highest.minor), minors.iter().max().copied());
                    prop_assert!(highest.minor >= minor);
                }
                DraftDecision::Gone => prop_assert!(false, "it is there"),
            }
        }

        #[test]
        fn of_each_pack_the_highest_version_is_offered_that_is_not_retired(
            mut versions in prop::collection::vec((0_usize..3, 0_u64..9, any::<bool>()), 0..12)
        ) {
            versions.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
            let names = ["a", "b", "c"];
            let offered = offered(versions.iter().map(|(id, minor, retired)| version(names[*id], *minor, *retired)).collect());
            for (at, name) in names.iter().enumerate() {
                let highest = versions.iter().filter(|(id, _, retired)| *id == at && !retired).map(|(_, minor, _)| *minor).max();
                let found: Vec<_> = offered.iter().filter(|pack| pack.id == *name).map(|pack| pack.version.clone()).collect();
                prop_assert_eq!(found, highest.map(|minor| format!("1.{minor}.0")).into_iter().collect::<Vec<_>>());
            }
        }
    }
}
