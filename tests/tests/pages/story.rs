//! What happens on the installation, and the pages that are looked at on the way.

use std::sync::Arc;

use axum::http::StatusCode;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{
    CheckOutcome, CheckStatus, Drawn, Grading, Output, PackRef, Picture, Points, Run, Variable, Verdict,
};
use spyrales_core::store::Queue;
use spyrales_core::text::Bilingual;
use spyrales_tests::conformance::grading;

use super::installation::{Answer, Installation, TTL};

const EXERCISE: &str = "/exercises/ventes/meilleurs-produits";

/// A page that was looked at.
pub(crate) struct Page {
    /// The template that it is written with.
    pub(crate) template: &'static str,
    pub(crate) name: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) html: String,
}

/// The pages so far.
struct Book<'i> {
    place: &'i Installation,
    pages: Vec<Page>,
}

impl Book<'_> {
    /// Keeps a page.
    fn keep(&mut self, template: &'static str, name: &'static str, answer: Answer) {
        assert!(
            answer.html.contains("<"),
            "{name}: {} to {:?}",
            answer.status,
            answer.location
        );
        self.pages.push(Page {
            template,
            name,
            status: answer.status,
            html: answer.html,
        });
    }

    async fn look(&mut self, template: &'static str, name: &'static str, who: &str, path: &str) {
        let answer = self.place.get(who, path).await;
        self.keep(template, name, answer);
    }

    /// Sends a form and keeps the page that answers.
    async fn send(
        &mut self,
        template: &'static str,
        name: &'static str,
        who: &str,
        path: &str,
        fields: &str,
    ) {
        let answer = self.place.post(who, path, fields).await;
        self.keep(template, name, answer);
    }

    /// Sends a form that leads elsewhere; where.
    async fn act(&self, who: &str, path: &str, fields: &str) -> String {
        let answer = self.place.post(who, path, fields).await;
        assert!(
            answer.status.is_redirection(),
            "{path}: {}\n{}",
            answer.status,
            answer.html
        );
        answer.location
    }

    /// Submits code; where its result is.
    async fn submit(&self, who: &str, source: &str) -> String {
        let source = source.replace(' ', "+").replace('\n', "%0D%0A");
        self.act(who, EXERCISE, &format!("source={source}")).await
    }

    /// Grades what waits in a queue.
    async fn grade(&self, queue: Queue, outcome: impl Fn() -> Grading) {
        while let Some(lease) = self.place.app.lease(queue, TTL).await.unwrap() {
            let mut grading = outcome();
            grading.record.pack = PackRef {
                id: "ventes".to_owned(),
                version: "1.0.0".to_owned(),
                digest: lease.pack,
            };
            grading.record.exercise = lease.exercise.clone();
            grading.record.submission = Digest::of(&lease.source);
            self.place.app.complete(&lease, &grading).await.unwrap();
        }
    }
}

fn check(id: &str, title: (&str, &str), status: CheckStatus) -> CheckOutcome {
    let passed = status == CheckStatus::Passed;
    CheckOutcome {
        id: id.to_owned(),
        title: Bilingual::new(title.0, title.1),
        status,
        points: Points::whole(1),
        earned: Points::whole(u32::from(passed)),
        group: None,
        hidden: false,
        message: None,
        hint: (!passed).then(|| Bilingual::new("Regardez `groupby`.", "Look at `groupby`.")),
        difference: None,
    }
}

const PRODUCTS: (&str, &str) = ("Les bons produits, dans l'ordre", "The right products, in order");
const TURNOVER: (&str, &str) = ("Le chiffre d'affaires est juste", "The turnover is right");

/// One check of three is passed, and one is hidden.
fn partly() -> Grading {
    let mut partly = grading(1, 3);
    partly.record.checks = vec![
        check("produits", PRODUCTS, CheckStatus::Passed),
        CheckOutcome {
            message: Some(Bilingual::new(
                "Attendu `3`, obtenu `2` :\n- ligne 1",
                "Expected `3`, got `2`:\n- line 1",
            )),
            ..check("chiffre", TURNOVER, CheckStatus::Failed)
        },
        CheckOutcome {
            hidden: true,
            ..check(
                "autre",
                ("Sur d'autres données", "On other data"),
                CheckStatus::Failed,
            )
        },
    ];
    partly.record.output = Output {
        stdout: "produits : a, b\n".to_owned(),
        ..Output::default()
    };
    partly.record.notes = vec![Bilingual::new(
        "La commande `%matplotlib` a été laissée de côté.",
        "The command `%matplotlib` was left out.",
    )];
    partly
}

fn raised() -> Grading {
    let mut raised = grading(0, 3);
    raised.record.verdict = Verdict::Raised {
        exception: "NameError".to_owned(),
        message: "name 'vente' is not defined".to_owned(),
        line: Some(2),
        text: Some("    return vente".to_owned()),
        help: Some(Bilingual::new(
            "Aucun nom `vente`. Vouliez-vous dire `ventes` ?",
            "There is no name `vente`. Did you mean `ventes`?",
        )),
    };
    raised.record.output = Output::default();
    raised
}

fn fully() -> Grading {
    let mut fully = grading(3, 3);
    fully.record.checks = vec![
        check("produits", PRODUCTS, CheckStatus::Passed),
        check("chiffre", TURNOVER, CheckStatus::Passed),
    ];
    fully.record.output = Output::default();
    fully
}

fn run() -> Run {
    Run {
        verdict: Verdict::Graded,
        notes: Vec::new(),
        output: Output {
            stdout: "42\n".to_owned(),
            stderr: "attention\n".to_owned(),
            ..Output::default()
        },
        variables: vec![Variable {
            name: "ventes".to_owned(),
            class: "DataFrame".to_owned(),
            text: "2 × 3".to_owned(),
        }],
        figures: vec![Drawn {
            about: Bilingual::new("une courbe", "a line"),
            picture: Some(Picture::Svg(
                "<svg xmlns='http://www.w3.org/2000/svg'/>".to_owned(),
            )),
        }],
    }
}

/// The id at the end of an address.
fn id(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap();
    path.rsplit('/').next().unwrap()
}

/// The submission that an address names.
fn submission(address: &str) -> &str {
    let (_, rest) = address.split_once("submission=").unwrap();
    rest.split('#').next().unwrap()
}

pub(crate) async fn tell(place: &Installation) -> Vec<Page> {
    let mut book = Book {
        place,
        pages: Vec::new(),
    };
    anybody(&mut book).await;
    learning(&mut book).await;
    certificates(&mut book).await;
    training(&mut book).await;
    regrading(&mut book).await;
    administration(&mut book).await;
    book.pages
}

/// Pages that need no account, on an installation that is new.
async fn anybody(book: &mut Book<'_>) {
    book.look("home.html", "home_without_exercises", "", "/").await;
    book.place.publish("1.0.0").await;
    book.look("home.html", "home", "", "/").await;
    book.look("exercises.html", "exercises", "", "/exercises").await;
    book.look("exercise.html", "exercise_for_anybody", "", EXERCISE)
        .await;
    book.look("sign_in.html", "sign_in", "", "/sign-in").await;
    book.send(
        "sign_in.html",
        "sign_in_refused",
        "",
        "/sign-in",
        "name=camille&password=wrong&next=/me",
    )
    .await;
    book.look(
        "refused.html",
        "refused_by_the_provider",
        "",
        "/sign-in/oidc/callback?state=x&code=y",
    )
    .await;
    book.look("path.html", "path", "", "/path").await;
    book.look("accessibility.html", "accessibility", "", "/accessibilite")
        .await;
    book.look("libraries.html", "libraries", "", "/libraries").await;
    book.look("api.html", "api", "", "/api/v1/docs").await;
    book.look("problem.html", "problem", "", "/problems/unknown-exercise")
        .await;
    book.look("failure.html", "failure", "", "/nowhere").await;
    book.look("verify.html", "verify_form", "", "/verify").await;
}

/// Camille solves an exercise.
async fn learning(book: &mut Book<'_>) {
    book.look("journey.html", "journey_at_the_beginning", "camille", "/me")
        .await;
    book.look(
        "path.html",
        "path_to_a_goal",
        "camille",
        "/path?goal=prep-1&language=python",
    )
    .await;
    book.look("exercise.html", "exercise", "camille", EXERCISE).await;
    book.place.wait(1);
    let first = book
        .submit("camille", "def meilleurs_produits(ventes, n):\n    return 2\n")
        .await;
    book.look("exercise.html", "outcome_queued", "camille", &first)
        .await;
    book.grade(Queue::Submissions, partly).await;
    book.look("exercise.html", "outcome_partly", "camille", &first)
        .await;
    book.submit("lea", "def meilleurs_produits(ventes, n):\n    return 3\n")
        .await;
    book.grade(Queue::Submissions, partly).await;
    let hint = format!("/submissions/{}/hints/chiffre", submission(&first));
    book.act("camille", &hint, "").await;
    book.look("exercise.html", "outcome_with_a_hint", "camille", &first)
        .await;
    book.place.wait(1);
    let second = book
        .submit(
            "camille",
            "def meilleurs_produits(ventes, n):\n    return vente\n",
        )
        .await;
    book.grade(Queue::Submissions, raised).await;
    book.look("exercise.html", "outcome_raised", "camille", &second)
        .await;
    let changes = format!(
        "/submissions/{}/changes?since={}",
        submission(&second),
        submission(&first)
    );
    book.look("changes.html", "changes", "camille", &changes).await;
    book.send(
        "exercise.html",
        "draft_conflict",
        "camille",
        &format!("{EXERCISE}/draft"),
        "source=x&revision=1",
    )
    .await;
    let runs = Arc::clone(&book.place.app.runs);
    let worker = tokio::spawn(async move {
        loop {
            if let Some(request) = runs.take() {
                return request.answer.send(Ok(run())).is_ok();
            }
            tokio::task::yield_now().await;
        }
    });
    book.send(
        "exercise.html",
        "run",
        "camille",
        &format!("{EXERCISE}/run"),
        "source=print(42)",
    )
    .await;
    assert!(worker.await.unwrap());
    let report = "category=checks&text=Le+contrôle+refuse+une+réponse+juste.";
    book.act("camille", &format!("{EXERCISE}/reports"), report).await;
    book.act(
        "camille",
        &format!("{EXERCISE}/reports"),
        "category=data&text=Une+ligne+manque.",
    )
    .await;
}

/// Camille asks for a certificate and shares it.
async fn certificates(book: &mut Book<'_>) {
    book.place.wait(1);
    book.submit("camille", "ventes = 1\n").await;
    book.grade(Queue::Submissions, fully).await;
    book.look("journey.html", "journey_with_a_level", "camille", "/me")
        .await;
    book.act("camille", "/me/certificates", "segment=prep&level=1")
        .await;
    let holder = book
        .place
        .app
        .store
        .reader()
        .await
        .unwrap()
        .user_named("camille")
        .await;
    let mut reader = book.place.app.store.reader().await.unwrap();
    let awarded = reader.credentials(holder.unwrap().unwrap().id).await.unwrap();
    drop(reader);
    let (certificate, version) = (awarded[0].id, awarded[0].achievement_version);
    book.act(
        "camille",
        &format!("/me/certificates/{certificate}/name"),
        "shown=true",
    )
    .await;
    let links = format!("/me/certificates/{certificate}/links");
    book.send("journey.html", "link", "camille", &links, "days=30")
        .await;
    book.look("journey.html", "journey_with_a_certificate", "camille", "/me")
        .await;
    book.look(
        "verify.html",
        "verify_certificate",
        "",
        &format!("/verify/{certificate}"),
    )
    .await;
    let unreadable = book
        .place
        .upload("", "/verify", "file", "text.pdf", b"no certificate")
        .await;
    book.keep("verify.html", "verify_unreadable", unreadable);
    book.look(
        "achievement.html",
        "achievement",
        "",
        &format!("/achievements/prep-1/v{version}/criteria"),
    )
    .await;
    book.look("account.html", "account", "camille", "/account").await;
    book.send(
        "account.html",
        "token",
        "camille",
        "/account/tokens",
        "label=ordinateur&scope=all&days=30",
    )
    .await;
    book.send("leave.html", "leave", "camille", "/account/identities", "")
        .await;
}

/// Dominique looks after packs.
async fn training(book: &mut Book<'_>) {
    book.look("training/packs.html", "training", "dominique", "/training")
        .await;
    book.look(
        "training/pack.html",
        "training_pack",
        "dominique",
        "/training/packs/ventes",
    )
    .await;
    book.look(
        "training/statistics.html",
        "training_statistics",
        "dominique",
        "/training/packs/ventes/meilleurs-produits",
    )
    .await;
    book.look(
        "training/reports.html",
        "training_reports",
        "dominique",
        "/training/reports",
    )
    .await;
    let mut reader = book.place.app.store.reader().await.unwrap();
    let reports = reader.open_reports(9).await.unwrap();
    drop(reader);
    let answer = format!("/training/reports/{}", reports[0].id);
    book.act("dominique", &answer, "text=Corrigé+dans+la+version+1.1.0.")
        .await;
    book.look(
        "training/reports.html",
        "training_reports_answered",
        "dominique",
        "/training/reports",
    )
    .await;
    let refused = book
        .place
        .upload("dominique", "/training", "pack", "paquet.zip", b"no archive")
        .await;
    book.keep("training/report.html", "training_report", refused);
    book.place.draft("1.2.0").await;
    let draft = "/training/drafts/ventes/1.2.0";
    book.look("training/draft.html", "training_draft", "dominique", draft)
        .await;
    let preview = format!("{draft}/exercises/meilleurs-produits");
    book.look("training/preview.html", "training_preview", "dominique", &preview)
        .await;
}

/// What was graded by the first version is graded once more by the second.
async fn regrading(book: &mut Book<'_>) {
    book.place.publish("1.1.0").await;
    let form = "/training/packs/ventes/1.0.0/regrade";
    book.look(
        "training/regrade_form.html",
        "regrade_form",
        "dominique",
        &format!("{form}?to=1.1.0"),
    )
    .await;
    let fields = "to=1.1.0&do-meilleurs-produits=grade&reason=Le+contrôle+refusait+une+réponse+juste.";
    let regrade = book.act("dominique", form, fields).await;
    book.look("training/regrade.html", "regrade_waiting", "dominique", &regrade)
        .await;
    book.grade(Queue::Regrades, fully).await;
    book.look("training/regrade.html", "regrade_ready", "dominique", &regrade)
        .await;
    let apply = format!("/training/regrades/{}/apply", id(&regrade));
    book.act(
        "dominique",
        &apply,
        "reason=Le+contrôle+refusait+une+réponse+juste.",
    )
    .await;
    book.look("training/regrade.html", "regrade_applied", "dominique", &regrade)
        .await;
    book.look("journey.html", "journey_regraded", "lea", "/me").await;
    let read = format!("/me/regrades/{}/read", id(&regrade));
    book.act("lea", &read, "").await;
    book.look("journey.html", "journey_regraded_and_read", "lea", "/me")
        .await;
}

/// Andrea looks after the service.
async fn administration(book: &mut Book<'_>) {
    book.look("failure.html", "forbidden", "camille", "/admin").await;
    book.look("admin/home.html", "admin", "andrea", "/admin").await;
    book.look("admin/users.html", "admin_users", "andrea", "/admin/users")
        .await;
    let fields = "name=zoe&display_name=Zoé&email=zoe@example.fr&role=agent";
    book.send(
        "admin/users.html",
        "admin_user_added",
        "andrea",
        "/admin/users",
        fields,
    )
    .await;
    let added = book
        .act(
            "andrea",
            "/admin/organisations",
            "name=Ministère+de+la+Mer&sirets=",
        )
        .await;
    book.look(
        "admin/organisations.html",
        "admin_organisations",
        "andrea",
        "/admin/organisations",
    )
    .await;
    book.send(
        "admin/organisations.html",
        "admin_organisation_taken",
        "andrea",
        "/admin/organisations",
        "name=ministère+de+la+mer&sirets=123",
    )
    .await;
    let mut reader = book.place.app.store.reader().await.unwrap();
    let camille = reader.user_named("camille").await.unwrap().unwrap();
    let organisations = reader.find_organisations("", None, 9).await.unwrap();
    drop(reader);
    let person = format!("/admin/users/{}", camille.id);
    book.act(
        "andrea",
        &format!("{person}/organisation"),
        "organisation=Ministère+de+la+Mer",
    )
    .await;
    book.look("admin/user.html", "admin_user", "andrea", &person)
        .await;
    assert!(!added.is_empty());
    let organisation = format!("/admin/organisations/{}", organisations[0].0.id);
    book.look(
        "admin/organisation.html",
        "admin_organisation",
        "andrea",
        &organisation,
    )
    .await;
    book.look(
        "admin/certificates.html",
        "admin_certificates",
        "andrea",
        "/admin/certificates?q=camille",
    )
    .await;
    book.look("admin/keys.html", "admin_keys", "andrea", "/admin/keys")
        .await;
    book.look("admin/audit.html", "admin_audit", "andrea", "/admin/acts")
        .await;
}
