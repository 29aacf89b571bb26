//! Organisations: what each has to itself, and who is put where.

use jiff::Timestamp;

use crate::id::OrganisationId;
use crate::siret::Siret;
use crate::store::{Membership, NewOrganisation, Organisation, PlacedBy};

/// Another organisation has what one is to have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Taken {
    /// Its name.
    #[error("an organisation has the name {:?}", .0.name)]
    Name(Organisation),
    /// One of its establishments.
    #[error("the organisation {:?} has the establishment {}", .1.name, .0)]
    Siret(Siret, Organisation),
}

/// Whether an organisation can have a name and establishments that these have now, if any.
pub fn is_free(
    id: OrganisationId,
    name: Option<Organisation>,
    sirets: impl IntoIterator<Item = (Siret, Organisation)>,
) -> Result<(), Taken> {
    let another = |organisation: &Organisation| organisation.id != id;
    if let Some(other) = name.filter(another) {
        return Err(Taken::Name(other));
    }
    match sirets.into_iter().find(|(_, organisation)| another(organisation)) {
        Some((siret, other)) => Err(Taken::Siret(siret, other)),
        None => Ok(()),
    }
}

/// An organisation as the audit log tells of it.
#[must_use]
pub fn describe(organisation: &Organisation) -> String {
    let sirets: Vec<String> = organisation.sirets.iter().map(Siret::to_string).collect();
    match sirets.is_empty() {
        true => organisation.name.clone(),
        false => format!("{} ({})", organisation.name, sirets.join(", ")),
    }
}

/// Why an organisation stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Kept {
    /// It has so many members, and nobody said where they go.
    #[error("it has {0} members")]
    HasMembers(u64),
    /// It can't become part of itself.
    #[error("it can't become part of itself")]
    Itself,
}

/// Decides whether an organisation with so many members can be removed, becoming part of its heir if there is one.
pub fn remove(gone: OrganisationId, members: u64, heir: Option<OrganisationId>) -> Result<(), Kept> {
    match heir {
        Some(heir) if heir == gone => Err(Kept::Itself),
        None if members > 0 => Err(Kept::HasMembers(members)),
        _ => Ok(()),
    }
}

/// What becomes of a person's membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// It stays as it is.
    Unchanged,
    /// They belong to no organisation any more.
    Leave,
    /// They belong to this one, since this time.
    Join(OrganisationId, Timestamp),
}

/// Decides where a person belongs whom somebody puts into an organisation, or into none. An administrator who leaves them
/// where they are changes nothing; the provider's word stands in the place of an administrator's.
#[must_use]
pub fn place(
    before: Option<&Membership>,
    organisation: Option<OrganisationId>,
    by: PlacedBy,
    now: Timestamp,
) -> Placing {
    match (before, organisation) {
        (None, None) => Placing::Unchanged,
        (Some(_), None) => Placing::Leave,
        (Some(before), Some(id)) if before.organisation.id == id => match (before.placed_by, by) {
            (PlacedBy::Administrator, PlacedBy::Provider) => Placing::Join(id, before.since),
            _ => Placing::Unchanged,
        },
        (_, Some(id)) => Placing::Join(id, now),
    }
}

/// The name of an organisation that a provider names and nobody has named here.
#[must_use]
pub fn invented_name(label: Option<&str>, siret: &Siret) -> String {
    let label: String = label
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(NewOrganisation::LONGEST_NAME)
        .collect();
    let label = label.trim();
    if NewOrganisation::is_name(label) {
        label.to_owned()
    } else {
        format!("SIRET {siret}")
    }
}

/// The same name with the establishment's number behind it, where another organisation has the name.
#[must_use]
pub fn numbered_name(name: &str, siret: &Siret) -> String {
    let end = format!(" ({siret})");
    let room = NewOrganisation::LONGEST_NAME - end.len();
    name.chars().take(room).collect::<String>() + &end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn siret() -> Siret {
        "13002526500013".parse().unwrap()
    }

    fn id(number: u128) -> OrganisationId {
        Uuid::from_u128(number).into()
    }

    fn organisation(number: u128) -> Organisation {
        Organisation {
            id: id(number),
            name: format!("Service {number}"),
            sirets: vec![siret()],
            created: Timestamp::UNIX_EPOCH,
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn membership(number: u128, placed_by: PlacedBy) -> Membership {
        Membership {
            organisation: organisation(number),
            placed_by,
            since: at(1),
        }
    }

    #[test]
    fn an_organisation_takes_nothing_from_another() {
        let [own, other] = [organisation(1), organisation(2)];
        assert_eq!(is_free(own.id, None, []), Ok(()));
        let unchanged = is_free(own.id, Some(own.clone()), [(siret(), own.clone())]);
        assert_eq!(unchanged, Ok(()), "what it has stays its own");
        assert_eq!(
            is_free(own.id, Some(other.clone()), []),
            Err(Taken::Name(other.clone()))
        );
        let taken = is_free(own.id, Some(own.clone()), [(siret(), other.clone())]);
        assert_eq!(taken, Err(Taken::Siret(siret(), other)));
    }

    #[test]
    fn members_are_lost_by_no_removal() {
        assert_eq!(remove(id(1), 0, None), Ok(()));
        assert_eq!(remove(id(1), 2, None), Err(Kept::HasMembers(2)));
        assert_eq!(remove(id(1), 2, Some(id(2))), Ok(()));
        assert_eq!(remove(id(1), 0, Some(id(1))), Err(Kept::Itself));
    }

    #[test]
    fn the_provider_has_the_last_word_and_a_stay_is_counted_from_its_begin() {
        use PlacedBy::{Administrator, Provider};

        let placed = |before: Option<(u128, PlacedBy)>, to: Option<u128>, by| {
            let before = before.map(|(number, by)| membership(number, by));
            place(before.as_ref(), to.map(id), by, at(5))
        };
        assert_eq!(placed(None, None, Administrator), Placing::Unchanged);
        assert_eq!(placed(Some((1, Provider)), None, Administrator), Placing::Leave);
        assert_eq!(placed(None, Some(1), Administrator), Placing::Join(id(1), at(5)));
        for (before, by, expected) in [
            (Administrator, Administrator, Placing::Unchanged),
            (Provider, Administrator, Placing::Unchanged),
            (Provider, Provider, Placing::Unchanged),
            (Administrator, Provider, Placing::Join(id(1), at(1))),
        ] {
            assert_eq!(placed(Some((1, before)), Some(1), by), expected);
            assert_eq!(
                placed(Some((1, before)), Some(2), by),
                Placing::Join(id(2), at(5))
            );
        }
    }

    #[test]
    fn a_provider_label_becomes_a_name_that_can_be_stored() {
        for (label, expected) in [
            (Some(" DINUM\u{0}\n "), "DINUM"),
            (Some(" \n "), "SIRET 130 025 265 00013"),
            (None, "SIRET 130 025 265 00013"),
        ] {
            assert_eq!(invented_name(label, &siret()), expected);
        }
        assert_eq!(numbered_name("DINUM", &siret()), "DINUM (130 025 265 00013)");
    }

    proptest! {
        #[test]
        fn every_label_becomes_a_name(label in prop::option::of(".{0,300}")) {
            let name = invented_name(label.as_deref(), &siret());
            prop_assert!(NewOrganisation::is_name(&name), "{name:?}");
            prop_assert!(NewOrganisation::is_name(&numbered_name(&name, &siret())));
        }
    }
}
