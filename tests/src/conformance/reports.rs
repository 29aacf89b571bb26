//! Problem reports.

use spyrales_core::id::{ReportId, UserId};
use spyrales_core::store::{AuditAction, NewReport, ReportCategory, StoreError};

use super::world::exercise;
use super::{Database, World, at};

fn report(world: &World<'_>, id: ReportId, user: UserId) -> NewReport {
    NewReport {
        id,
        user,
        exercise: exercise("revenus"),
        pack: world.pack,
        category: ReportCategory::Checks,
        text: "l'arrondi <b>manque</b>".to_owned(),
        open_limit: 2,
    }
}

/// It waits until somebody answers, and its author reads the answer.
pub async fn a_report_waits_for_its_answer_and_its_author_reads_it(database: &dyn Database) {
    let world = World::new(database).await;
    let store = &world.store;
    let (camille, lea) = (world.person("camille").await, world.person("lea").await);
    let (first, second): (ReportId, ReportId) = (world.id(), world.id());
    assert!(wrote!(store, add_report(report(&world, first, camille.id), at(1))).unwrap());
    assert!(wrote!(store, add_report(report(&world, second, camille.id), at(2))).unwrap());
    let third = wrote!(store, add_report(report(&world, world.id(), camille.id), at(3)));
    assert!(!third.unwrap(), "two of hers wait");
    let nobody = wrote!(store, add_report(report(&world, world.id(), world.id()), at(3)));
    assert!(matches!(nobody, Err(StoreError::Unknown { .. })), "{nobody:?}");

    let open = world
        .another_handle()
        .await
        .reader()
        .await
        .unwrap()
        .open_reports(10)
        .await
        .unwrap();
    let ids: Vec<_> = open.iter().map(|report| report.id).collect();
    assert_eq!(ids, [first, second], "the oldest first");
    assert_eq!(
        (open[0].category, open[0].text.as_str(), open[0].at, open[0].pack),
        (
            ReportCategory::Checks,
            "l'arrondi <b>manque</b>",
            at(1),
            world.pack
        )
    );
    assert!(
        wrote!(
            store,
            answer_report(first, "dominique", "Corrigé en 1.0.1.", at(4))
        )
        .unwrap()
    );
    assert!(!wrote!(store, answer_report(world.id(), "dominique", "?", at(4))).unwrap());
    assert_eq!(
        store
            .reader()
            .await
            .unwrap()
            .open_reports(10)
            .await
            .unwrap()
            .len(),
        1
    );
    let answered = store.reader().await.unwrap().answered_reports(10).await.unwrap();
    assert_eq!(answered[0].id, first);
    let theirs = store
        .reader()
        .await
        .unwrap()
        .reports_of(camille.id)
        .await
        .unwrap();
    assert_eq!(
        theirs.iter().map(|report| report.id).collect::<Vec<_>>(),
        [second, first]
    );
    let reply = &theirs[1].replies[0];
    assert_eq!(
        (reply.author.as_str(), reply.text.as_str(), reply.at),
        ("dominique", "Corrigé en 1.0.1.", at(4))
    );
    assert_eq!(
        store.reader().await.unwrap().reports_of(lea.id).await.unwrap(),
        []
    );
    // One was answered: there is room for another.
    assert!(wrote!(store, add_report(report(&world, world.id(), camille.id), at(5))).unwrap());
    let acts = store.reader().await.unwrap().audit_events(None, 9).await.unwrap();
    assert_eq!((acts.len(), acts[0].action), (1, AuditAction::ReportAnswered));
    assert_eq!(acts[0].subject, "preparer/revenus");
}

/// What somebody wrote is theirs: it goes with their account.
pub async fn an_erased_account_takes_its_reports_along(database: &dyn Database) {
    let world = World::new(database).await;
    let (camille, lea) = (world.person("camille").await, world.person("lea").await);
    for user in [camille.id, lea.id] {
        let id: ReportId = world.id();
        wrote!(world.store, add_report(report(&world, id, user), at(1))).unwrap();
        wrote!(world.store, answer_report(id, "dominique", "Merci.", at(2))).unwrap();
    }
    world.erase(camille.id).await;
    let left = world
        .store
        .reader()
        .await
        .unwrap()
        .answered_reports(10)
        .await
        .unwrap();
    assert_eq!((left.len(), left[0].replies.len()), (1, 1));
    assert_eq!(
        world
            .store
            .reader()
            .await
            .unwrap()
            .reports_of(camille.id)
            .await
            .unwrap(),
        []
    );
}
