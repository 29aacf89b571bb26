//! What statistics are computed from.

use spyrales_core::digest::Digest;
use spyrales_core::grading::{CheckOutcome, CheckStatus, Grading, Points, Verdict};
use spyrales_core::store::Role;
use spyrales_core::text::Bilingual;

use super::world::exercise;
use super::{Database, World, at, grading};

fn failing(message: &str) -> Grading {
    let mut grading = grading(1, 2);
    let check = |id: &str, status, message: Option<&str>| CheckOutcome {
        id: id.to_owned(),
        title: Bilingual::new("L'arrondi « juste »", "The \"right\" rounding"),
        status,
        points: Points::whole(1),
        earned: Points::ZERO,
        group: None,
        hidden: false,
        message: message.map(|text| Bilingual::new(text, text)),
        hint: None,
        difference: Some(serde_json::json!({ "cells": [1, 2, 3] })),
    };
    grading.record.checks = vec![
        check("forme", CheckStatus::Passed, None),
        check("arrondi", CheckStatus::NotRun, Some(message)),
    ];
    grading
}

/// Verdicts, checks and messages come as they were recorded, oldest first, of the exercise and version that was asked for.
pub async fn attempts_come_with_their_checks_and_without_their_authors_names(database: &dyn Database) {
    let world = World::new(database).await;
    let person = world.person("camille").await;
    let message = "2 valeurs \"diffèrent\".\n- ligne <1>";
    let mut raised = grading(0, 2);
    raised.record.verdict = Verdict::Raised {
        exception: "KeyError".to_owned(),
        message: "'é'".to_owned(),
        line: Some(3),
        text: None,
        help: None,
    };
    world.graded(person.id, "revenus", &raised, at(2)).await;
    let second = world.graded(person.id, "revenus", &failing(message), at(3)).await;
    let author = world.open(person.id).await;
    wrote!(world.store, open_hint(&author, second, "arrondi", at(4))).unwrap();
    world.graded(person.id, "autre", &grading(2, 2), at(4)).await;
    world.submission(person.id, "revenus").await;
    let store = world.another_handle().await;
    let attempts = store
        .reader()
        .await
        .unwrap()
        .graded_attempts(&exercise("revenus"), None, 10)
        .await
        .unwrap();
    let [first, second] = attempts.as_slice() else {
        panic!("{attempts:?}")
    };
    assert_eq!(first.verdict, raised.record.verdict);
    assert_eq!((first.earned, first.possible), (Points::ZERO, Points::whole(2)));
    assert_eq!(first.checks, []);
    assert_eq!(
        (second.user, second.pack, second.submitted),
        (person.id, world.pack, at(1))
    );
    let checks: Vec<_> = second
        .checks
        .iter()
        .map(|check| {
            (
                check.id.as_str(),
                check.status,
                check.message.as_ref().map(|m| m.fr.as_str()),
                check.hint_opened,
            )
        })
        .collect();
    assert_eq!(
        checks,
        [
            ("forme", CheckStatus::Passed, None, false),
            ("arrondi", CheckStatus::NotRun, Some(message), true),
        ]
    );
    assert_eq!(second.checks[0].title.fr, "L'arrondi « juste »");
    let latest = store
        .reader()
        .await
        .unwrap()
        .graded_attempts(&exercise("revenus"), Some(world.pack), 1)
        .await
        .unwrap();
    assert_eq!(latest, attempts[1..], "the latest of this version");
    let other = store
        .reader()
        .await
        .unwrap()
        .graded_attempts(&exercise("revenus"), Some(Digest::of(b"other")), 9)
        .await
        .unwrap();
    assert_eq!(other, []);
}

/// Who trains or runs the service tries things out.
pub async fn only_learners_count(database: &dyn Database) {
    let world = World::new(database).await;
    let (learner, trainer) = (world.person("camille").await, world.person("dominique").await);
    let account = world.open(trainer.id).await;
    wrote!(world.store, update_role(account.live(), Role::Trainer)).unwrap();
    for user in [learner.id, trainer.id] {
        world.graded(user, "revenus", &grading(1, 2), at(2)).await;
        world.graded(user, "revenus", &grading(2, 2), at(3)).await;
    }
    let attempts = world
        .store
        .reader()
        .await
        .unwrap()
        .graded_attempts(&exercise("revenus"), None, 10)
        .await
        .unwrap();
    assert!(attempts.len() == 2 && attempts.iter().all(|attempt| attempt.user == learner.id));
    let results = world
        .store
        .reader()
        .await
        .unwrap()
        .pack_results("preparer")
        .await
        .unwrap();
    let [result] = results.as_slice() else {
        panic!("{results:?}")
    };
    assert_eq!((result.user, result.exercise.as_str()), (learner.id, "revenus"));
    assert_eq!(
        (result.earned, result.possible),
        (Points::whole(2), Points::whole(2))
    );
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .pack_results("other")
            .await
            .unwrap(),
        []
    );
}
