//! Revocation and suspension, as an employer looks them up.

use jiff::Timestamp;
use serde_json::{Value, json};
use spyrales_credential::*;

use crate::fixture::*;

const REVOCATION: StatusSlot = StatusSlot {
    list: 1,
    index: 94567,
};
const SUSPENSION: StatusSlot = StatusSlot { list: 1, index: 3 };

fn certificate() -> String {
    let mut request = request();
    request.status = Some(StatusSlots {
        revocation: REVOCATION,
        suspension: SUSPENSION,
    });
    credential(request)
        .sign(&key(1), issued())
        .unwrap()
        .json()
        .to_owned()
}

/// A list in which only that entry is set.
fn list(set: Option<u32>) -> StatusList {
    let mut list = StatusList::new();
    if let Some(index) = set {
        assert!(list.set(index.to_string().parse().unwrap(), true));
    }
    list
}

fn published(purpose: StatusPurpose, set: Option<u32>) -> String {
    list(set)
        .sign(&issuer().origin, purpose, 1, &key(1), today())
        .unwrap()
}

fn url(purpose: StatusPurpose) -> Url {
    purpose.list_url(&issuer().origin, 1)
}

fn looked_up_on(
    now: Timestamp,
    revocation: StatusListAnswer,
    suspension: StatusListAnswer,
) -> Option<(Step, &'static str)> {
    let context = employer_on(now)
        .with_status_list(url(StatusPurpose::Revocation), revocation)
        .with_status_list(url(StatusPurpose::Suspension), suspension);
    decision(&verify(certificate().as_bytes(), &context))
}

fn document(json: &str) -> StatusListAnswer {
    StatusListAnswer::Document(json.as_bytes().to_vec())
}

/// What the employer is told when the revocation list is this one and the suspension list is clear.
fn with_revocation_list(json: &str) -> Option<(Step, &'static str)> {
    looked_up_on(
        today(),
        document(json),
        document(&published(StatusPurpose::Suspension, None)),
    )
}

#[test]
fn a_certificate_is_revoked_suspended_or_neither() {
    let look_up = |revoked, suspended| {
        let revocation = published(StatusPurpose::Revocation, revoked);
        let suspension = published(StatusPurpose::Suspension, suspended);
        looked_up_on(today(), document(&revocation), document(&suspension))
    };
    assert_eq!(look_up(None, None), None);
    assert_eq!(look_up(Some(94566), Some(4)), None, "the neighbours' bits");
    assert_eq!(look_up(Some(94567), None), Some((Step::Status, "revoked")));
    assert_eq!(look_up(None, Some(3)), Some((Step::Status, "suspended")));
    assert_eq!(look_up(Some(94567), Some(3)), Some((Step::Status, "revoked")));
}

#[test]
fn an_unreachable_list_is_unknown_and_never_valid() {
    let clear = || document(&published(StatusPurpose::Suspension, None));
    let decided = looked_up_on(today(), StatusListAnswer::Unreachable, clear());
    assert_eq!(decided, Some((Step::Status, "status_list_unreachable")));
    let suspended = document(&published(StatusPurpose::Suspension, Some(3)));
    let decided = looked_up_on(today(), StatusListAnswer::Unreachable, suspended);
    assert_eq!(
        decided,
        Some((Step::Status, "suspended")),
        "one list is enough to refuse"
    );

    let one = employer().with_status_list(url(StatusPurpose::Suspension), clear());
    let report = verify(certificate().as_bytes(), &one);
    assert_eq!(report.outcome(), Outcome::Incomplete(Step::Status));
}

#[test]
fn a_list_is_relied_on_for_a_day() {
    let on = |now: &str| {
        let lists =
            [StatusPurpose::Revocation, StatusPurpose::Suspension].map(|p| document(&published(p, None)));
        let [revocation, suspension] = lists;
        looked_up_on(at(now), revocation, suspension)
    };
    assert_eq!(on("2026-12-02T11:59:59Z"), None);
    assert_eq!(
        on("2026-12-02T12:00:00Z"),
        Some((Step::Status, "status_list_expired"))
    );
    assert_eq!(
        on("2026-12-01T11:58:00Z"),
        None,
        "the issuer's clock may be two minutes ahead"
    );
    assert_eq!(
        on("2026-12-01T11:57:59Z"),
        Some((Step::Status, "status_list_not_yet_valid"))
    );
}

#[test]
fn a_list_that_is_not_the_one_is_told_apart() {
    let good = published(StatusPurpose::Revocation, None);
    assert_eq!(with_revocation_list(&good), None);
    let unknown = |json: &str| {
        let (step, code) = with_revocation_list(json).unwrap();
        assert_eq!(step, Step::Status);
        code
    };
    assert_eq!(unknown("{}"), "status_list_malformed");
    assert_eq!(unknown(&certificate()), "status_list_malformed");
    let other_number = list(None)
        .sign(&issuer().origin, StatusPurpose::Revocation, 2, &key(1), today())
        .unwrap();
    assert_eq!(unknown(&other_number), "status_list_of_another_address");
    let by_attacker = list(None)
        .sign(&issuer().origin, StatusPurpose::Revocation, 1, &key(2), today())
        .unwrap();
    assert_eq!(unknown(&by_attacker), "status_list_not_signed");
    let changed = |change: fn(&mut Value)| {
        let mut json: Value = serde_json::from_str(&good).unwrap();
        change(&mut json);
        unknown(&json.to_string())
    };
    assert_eq!(
        changed(|l| l["issuer"] = json!("did:web:evil.example")),
        "status_list_of_another_issuer"
    );
    assert_eq!(
        changed(|l| l["credentialSubject"]["statusPurpose"] = json!("suspension")),
        "status_list_of_another_purpose"
    );
    assert_eq!(
        changed(|l| l["validUntil"] = json!("2030-01-01T00:00:00Z")),
        "status_list_not_signed"
    );
    assert_eq!(
        changed(|l| l["credentialSubject"]["encodedList"] = json!(list(Some(1)).encode())),
        "status_list_not_signed"
    );
    assert_eq!(changed(|l| l["proof"] = json!([])), "status_list_not_signed");
    assert_eq!(changed(|l| l["extra"] = json!("x")), "status_list_malformed");
}

#[test]
fn a_position_past_the_end_is_unknown() {
    let mut request = request();
    let far = StatusSlot {
        list: 1,
        index: MIN_ENTRIES,
    };
    request.status = Some(StatusSlots {
        revocation: far,
        suspension: SUSPENSION,
    });
    let signed = credential(request).sign(&key(1), issued()).unwrap();
    let context = employer()
        .with_status_list(
            url(StatusPurpose::Revocation),
            document(&published(StatusPurpose::Revocation, None)),
        )
        .with_status_list(
            url(StatusPurpose::Suspension),
            document(&published(StatusPurpose::Suspension, None)),
        );
    let report = verify(signed.json().as_bytes(), &context);
    assert_eq!(
        decision(&report),
        Some((Step::Status, "status_index_out_of_range"))
    );
}
