//! Problem reports.

use spyrales_app::App;
use spyrales_app::reports::{AnswerReportError, ReportProblemError};
use spyrales_core::digest::Digest;
use spyrales_core::id::{ReportId, UserId};
use spyrales_core::report::OPEN_LIMIT;
use spyrales_core::store::{AuditAction, NewReport, ReportCategory};

use super::world::exercise;
use super::{Database, World, at};

const TEXT: &str = "l'arrondi <b>manque</b>";

async fn report(app: &App, pack: Digest, user: UserId) -> Result<ReportId, ReportProblemError> {
    let exercise = exercise("revenus");
    app.report_problem(
        user,
        exercise,
        pack,
        ReportCategory::Checks,
        &format!(" {TEXT}\n"),
    )
    .await
}

/// It waits until somebody answers, and its author reads the answer.
pub async fn a_report_waits_for_its_answer_and_its_author_reads_it(database: &dyn Database) {
    let world = World::new(database).await;
    let app = &world.app;
    let (camille, lea) = (world.person("camille").await, world.person("lea").await);
    let mut made = Vec::new();
    for seconds in [1, 2] {
        world.clock.set(at(seconds));
        made.push(report(app, world.pack, camille.id).await.unwrap());
    }
    let [first, second] = made[..] else {
        panic!("{made:?}")
    };
    let empty = app
        .report_problem(
            camille.id,
            exercise("revenus"),
            world.pack,
            ReportCategory::Other,
            " \n",
        )
        .await;
    assert!(matches!(empty, Err(ReportProblemError::Text)), "{empty:?}");
    assert!(report(app, world.pack, world.id()).await.is_err(), "nobody");

    let other = world.another_handle().await;
    let mut reader = other.reader().await.unwrap();
    let open = reader.open_reports(10).await.unwrap();
    drop(reader);
    let ids: Vec<_> = open.iter().map(|report| report.id).collect();
    assert_eq!(ids, [first, second], "the oldest first");
    assert_eq!(
        (open[0].category, open[0].text.as_str(), open[0].at, open[0].pack),
        (ReportCategory::Checks, TEXT, at(1), world.pack)
    );
    world.clock.set(at(4));
    let answer = async |id, text| app.answer_report(id, "dominique", text).await;
    answer(first, "Corrigé en 1.0.1.").await.unwrap();
    let nothing = answer(world.id(), "?").await;
    assert!(
        matches!(nothing, Err(AnswerReportError::Unknown(_))),
        "{nothing:?}"
    );
    let empty = answer(second, "").await;
    assert!(matches!(empty, Err(AnswerReportError::Text)), "{empty:?}");
    let mut reader = app.store.reader().await.unwrap();
    assert_eq!(reader.open_reports(10).await.unwrap().len(), 1);
    assert_eq!(reader.answered_reports(10).await.unwrap()[0].id, first);
    let theirs = reader.reports_of(camille.id).await.unwrap();
    assert_eq!(
        theirs.iter().map(|report| report.id).collect::<Vec<_>>(),
        [second, first]
    );
    let reply = &theirs[1].replies[0];
    assert_eq!(
        (reply.author.as_str(), reply.text.as_str(), reply.at),
        ("dominique", "Corrigé en 1.0.1.", at(4))
    );
    assert_eq!(reader.reports_of(lea.id).await.unwrap(), []);
    let acts = reader.audit_events(None, 9).await.unwrap();
    assert_eq!((acts.len(), acts[0].action), (1, AuditAction::ReportAnswered));
    assert_eq!(acts[0].subject, "preparer/revenus");
}

/// However many are made at the same time; an answer makes room for another.
pub async fn a_person_has_so_many_reports_waiting_and_no_more(database: &dyn Database) {
    let world = World::new(database).await;
    let camille = world.person("camille").await;
    let room = 5;
    for _ in room..OPEN_LIMIT {
        report(&world.app, world.pack, camille.id).await.unwrap();
    }
    let (user, pack) = (camille.id, world.pack);
    let made = world
        .at_once(|_, app| async move { report(&app, pack, user).await })
        .await;
    let too_many = |one: &Result<_, _>| matches!(one, Err(ReportProblemError::TooMany));
    assert_eq!(made.iter().filter(|one| one.is_ok()).count(), 5, "{made:?}");
    assert_eq!(made.iter().filter(|one| too_many(one)).count(), 7, "{made:?}");
    let answered = made.into_iter().find_map(Result::ok).unwrap();
    world
        .app
        .answer_report(answered, "dominique", "Merci.")
        .await
        .unwrap();
    report(&world.app, world.pack, camille.id).await.unwrap();
    assert!(too_many(&report(&world.app, world.pack, camille.id).await));
}

/// An author's name is too long for the record, so the second write fails: the first is undone.
pub async fn a_report_is_answered_on_record_or_not_at_all(database: &dyn Database) {
    let world = World::new(database).await;
    let camille = world.person("camille").await;
    let id = report(&world.app, world.pack, camille.id).await.unwrap();
    let refused = world.app.answer_report(id, &"x".repeat(65), "Merci.").await;
    assert!(matches!(refused, Err(AnswerReportError::Store(_))), "{refused:?}");
    let mut reader = world.store.reader().await.unwrap();
    assert_eq!(reader.answered_reports(9).await.unwrap(), []);
    assert_eq!(reader.open_reports_of(camille.id).await.unwrap(), 1);
}

/// What somebody wrote is theirs: it goes with their account.
pub async fn an_erased_account_takes_its_reports_along(database: &dyn Database) {
    let world = World::new(database).await;
    let (camille, lea) = (world.person("camille").await, world.person("lea").await);
    for user in [camille.id, lea.id] {
        let new = NewReport {
            id: world.id(),
            exercise: exercise("revenus"),
            pack: world.pack,
            category: ReportCategory::Checks,
            text: TEXT.to_owned(),
        };
        let author = world.open(user).await;
        wrote!(world.store, insert_report(&author, &new, at(1))).unwrap();
        wrote!(
            world.store,
            insert_report_reply(new.id, "dominique", "Merci.", at(2))
        )
        .unwrap();
    }
    world.erase(camille.id).await;
    let mut reader = world.store.reader().await.unwrap();
    let left = reader.answered_reports(10).await.unwrap();
    assert_eq!((left.len(), left[0].replies.len()), (1, 1));
    assert_eq!(reader.reports_of(camille.id).await.unwrap(), []);
}
