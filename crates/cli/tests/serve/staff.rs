//! What trainers and administrators do on their pages, without a script.

use reqwest::StatusCode;

use crate::browser::{Answer, Browser, account, zipped};
use crate::service::{Agent, Service, add_user, exercise_file, json, spyrales, succeeded};

const PACK: &str = "python-preparer-donnees";
const EXERCISE: &str = "python-preparer-donnees/budget-types";

async fn offered(agent: &Agent) -> String {
    let packs = json(agent.get("/api/v1/packs").send().await.unwrap()).await;
    let packs = packs["packs"].as_array().unwrap().iter();
    let pack = packs.clone().find(|pack| pack["id"] == PACK).unwrap();
    pack["version"].as_str().unwrap().to_owned()
}

/// The shipped pack under another version, its other files as a function leaves them.
pub(crate) fn version(number: &str, change: impl Fn(&str, String) -> String) -> Vec<u8> {
    zipped(PACK, |path, text| match path {
        "pack.toml" => {
            let (before, after) = text.split_once("version = \"").unwrap();
            let after = after.split_once('"').unwrap().1;
            format!("{before}version = \"{number}\"{after}")
        }
        _ => change(path, text),
    })
}

#[tokio::test]
async fn a_trainer_mends_a_pack_publishes_it_and_reads_what_comes_of_it() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let lea = add_user(data.path(), "lea");
    let agent = Agent::new(&service, &lea);
    agent
        .solve(
            EXERCISE,
            exercise_file(&format!("{EXERCISE}/wrong/zeros_perdus.py")),
        )
        .await;
    agent
        .solve(EXERCISE, exercise_file(&format!("{EXERCISE}/solution.py")))
        .await;
    let passwords =
        [("camille", "agent"), ("dominique", "trainer")].map(|(name, role)| account(data.path(), name, role));
    let camille = Browser::sign_in(&service, "camille", &passwords[0]).await;
    let trainer = Browser::sign_in(&service, "dominique", &passwords[1]).await;
    for path in ["/training", "/training/reports", "/admin", "/admin/acts"] {
        assert_eq!(camille.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(trainer.get("/admin").await.status, StatusCode::FORBIDDEN);

    // Broken: every fault with its file, its line and what to do.
    let broken = version("9.0.0", |path, text| match path {
        "budget-types/exercise.toml" => text.replacen("level", "levle", 1),
        _ => text,
    });
    let refused = trainer.upload("/training", "pack", &broken).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in [
        "budget-types/exercise.toml",
        "champ inconnu « levle »",
        "vouliez-vous dire « level »",
        "&#60;b&#62;.zip",
    ] {
        assert!(refused.text.contains(told), "{told}: {}", refused.text);
    }
    assert!(
        !trainer.get("/training").await.text.contains("9.0.0"),
        "nothing was kept"
    );

    // A draft whose wrong answer is right: the graders find it.
    let unproved = version("9.0.0", |path, text| match path {
        "budget-types/wrong/zeros_perdus.py" => {
            let fails = text.lines().next().unwrap().to_owned();
            let solution = exercise_file(&format!("{EXERCISE}/solution.py"));
            format!("{fails}\n{}", String::from_utf8(solution).unwrap())
        }
        _ => text,
    });
    let uploaded = trainer.upload("/training", "pack", &unproved).await;
    let draft = uploaded.location.unwrap();
    assert_eq!(draft, format!("/training/drafts/{PACK}/9.0.0"));
    let tried = tried(&trainer, &draft).await;
    assert!(tried.contains("devait échouer et réussit"), "{tried}");
    assert_eq!(tried.matches("badge failed").count(), 1);

    // Mended, it is published with the files that were seen, and learners get it.
    let good = version("9.0.0", |_, text| text);
    assert_eq!(
        trainer.upload("/training", "pack", &good).await.status,
        StatusCode::SEE_OTHER
    );
    let page = self::tried(&trainer, &draft).await;
    assert!(!page.contains("badge failed"), "{page}");

    // Killed, the service has drafts tried again by itself when it's back.
    service.kill();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &lea);
    let camille = Browser::sign_in(&service, "camille", &passwords[0]).await;
    let trainer = Browser::sign_in(&service, "dominique", &passwords[1]).await;
    let page = self::tried(&trainer, &draft).await;
    assert!(!page.contains("badge failed"), "{page}");
    let preview = trainer.get(&format!("{draft}/exercises/budget-types")).await;
    assert!(preview.status.is_success() && preview.text.contains("<h1>Lire un budget"));
    assert_eq!(offered(&agent).await, "1.0.0");
    let digest = |page: &str| {
        let after = page.split_once("name=\"digest\" value=\"").unwrap().1;
        after.split_once('"').unwrap().0.to_owned()
    };
    let stale = format!("digest=sha256:{}", "0".repeat(64));
    trainer.post(&format!("{draft}/publish"), &stale).await;
    assert_eq!(offered(&agent).await, "1.0.0", "not what was seen");
    trainer
        .post(&format!("{draft}/publish"), &format!("digest={}", digest(&page)))
        .await;
    assert_eq!(offered(&agent).await, "9.0.0");
    let again = trainer.upload("/training", "pack", &good).await;
    assert!(again.text.contains("déjà publiée"), "{}", again.text);
    trainer
        .post(&format!("/training/packs/{PACK}/9.0.0/retire"), "")
        .await;
    assert_eq!(offered(&agent).await, "1.0.0");

    // What came of the submissions of learners.
    let address = format!("/training/packs/{EXERCISE}");
    let statistics = trainer.get(&address).await.text;
    for told in [
        "<dt>Soumissions</dt><dd>2</dd>",
        "<dt>Personnes</dt><dd>1</dd>",
        "<code>codes_communes</code>",
    ] {
        assert!(statistics.contains(told), "{told}: {statistics}");
    }
    let other = trainer.get(&format!("{address}?version=9.0.0")).await.text;
    assert!(other.contains("Personne n&#39;a encore soumis"), "{other}");

    // A report, and its answer.
    let report = "category=checks&text=%3Cscript%3Ealert(1)%3C/script%3E";
    let sent = camille
        .post(&format!("/exercises/{EXERCISE}/reports"), report)
        .await;
    assert_eq!(sent.location.as_deref(), Some("/me#reports"));
    let reports = trainer.get("/training/reports").await.text;
    assert!(!reports.contains("<script>alert"), "{reports}");
    let id = reports.split_once("action=\"/training/reports/").unwrap().1;
    let id = id.split_once('"').unwrap().0;
    trainer
        .post(&format!("/training/reports/{id}"), "text=Merci%20%26%20bravo")
        .await;
    assert!(camille.get("/me").await.text.contains("Merci &#38; bravo"));
}

/// The page of a draft, once its answers are tried.
async fn tried(trainer: &Browser, draft: &str) -> String {
    loop {
        let Answer { status, text, .. } = trainer.get(draft).await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains("data-trial=\""), "they were begun: {text}");
        if text.contains("data-trial=\"done\"") {
            return text;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_administrator_gives_roles_and_passwords_and_every_act_is_on_record() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--no-demo"]);
    let andrea = account(data.path(), "andrea", "administrator");
    let andrea = Browser::sign_in(&service, "andrea", &andrea).await;
    let form =
        |name: &str| format!("name={name}&display_name=L%C3%A9a%20%3Cb%3E&email=lea@example.fr&role=agent");
    let taken = andrea.post("/admin/users", &form("andrea")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = andrea.post("/admin/users", &form("lea")).await.text;
    assert!(!made.contains("<b>"), "{made}");
    let password = made
        .split_once("<input value=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    let lea = Browser::sign_in(&service, "lea", password).await;
    assert_eq!(lea.get("/training").await.status, StatusCode::FORBIDDEN);

    let id = |page: &str, name: &str| {
        // Below the header, which names who looks.
        let (_, table) = page.split_once("<tbody>").unwrap();
        let (before, _) = table.split_once(&format!("\">{name}</a>")).unwrap();
        before.rsplit_once('/').unwrap().1.to_owned()
    };
    let lea_id = id(&made, "lea");
    andrea
        .post(&format!("/admin/users/{lea_id}/role"), "role=trainer")
        .await;
    assert_eq!(lea.get("/training").await.status, StatusCode::OK, "at once");
    assert_eq!(
        lea.post(&format!("/admin/users/{lea_id}/role"), "role=administrator")
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    let own = id(&andrea.get("/admin/users?q=andrea").await.text, "andrea");
    let kept = andrea
        .post(&format!("/admin/users/{own}/role"), "role=agent")
        .await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    let erased = andrea.post("/account/erase", "confirm=andrea").await;
    assert_eq!(erased.status, StatusCode::CONFLICT, "{}", erased.text);
    assert!(andrea.get("/admin").await.status.is_success());
    andrea.post(&format!("/admin/users/{lea_id}/password"), "").await;
    let out = lea.get("/training").await;
    assert_eq!(
        out.status,
        StatusCode::SEE_OTHER,
        "a new password ends her sessions"
    );

    // Two identities are linked and unlinked, at the command line and on the page.
    for subject in ["one", "two"] {
        let line = [
            "user",
            "link",
            "lea",
            "--issuer",
            "https://idp.example",
            "--sub",
            subject,
        ];
        succeeded(&spyrales(data.path(), &line));
    }
    let line = [
        "user",
        "unlink",
        "lea",
        "--issuer",
        "https://idp.example",
        "--sub",
        "one",
    ];
    succeeded(&spyrales(data.path(), &line));
    assert!(!spyrales(data.path(), &line).status.success(), "it is gone");
    let lea_page = format!("/admin/users/{lea_id}");
    let listed = andrea.get(&lea_page).await.text;
    assert!(
        listed.contains("<code>two</code>") && !listed.contains("<code>one</code>"),
        "{listed}"
    );
    let form = "issuer=https://idp.example&subject=two";
    andrea.post(&format!("{lea_page}/unlink"), form).await;
    assert!(!andrea.get(&lea_page).await.text.contains("<code>two</code>"));

    let acts = andrea.get("/admin/acts").await.text;
    for (deed, times) in [("Identité reliée", 2), ("Identité déliée", 2)] {
        assert_eq!(acts.matches(&format!("<td>{deed}</td>")).count(), times, "{acts}");
    }
    let deeds = ["Mot de passe remplacé", "Rôle changé", "Compte créé"].map(|deed| acts.find(deed).unwrap());
    assert!(deeds.is_sorted(), "the latest first: {acts}");
    assert!(acts.contains("agent → trainer") && acts.contains("spyrales user add"));
    assert!(!acts.contains(password), "never a secret");
}
