//! An exercise taken elsewhere: its folder, and answers handed in from there.

use std::path::Path;
use std::process::Command;

use crate::service::{Service, add_user, exercise_file};

/// Runs the init script as a workspace does; the folder that it made.
fn begin(service: &Service, exercise: &str, home: &Path) {
    let script = format!(
        "curl -fsS {}/elsewhere/init.sh | bash -s -- {exercise}",
        service.url
    );
    let status = Command::new("bash")
        .args(["-c", &script])
        .env("SPYRALES_FOLDER", home)
        .status()
        .unwrap();
    assert!(status.success());
}

#[tokio::test]
async fn an_exercise_is_solved_in_a_folder_and_handed_in_from_there() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--onyxia", "https://datalab.example.fr"]);
    let token = add_user(data.path(), "camille");
    let home = tempfile::tempdir().unwrap();
    begin(&service, "python-preparer-donnees/budget-types", home.path());
    let folder = home.path().join("budget-types");
    for file in ["enonce.md", "answer.py", "spyrales.py", "budget_2023.csv"] {
        assert!(folder.join(file).exists(), "{file}");
    }
    let hand_in = |token: &str| {
        let output = Command::new("python3")
            .args(["spyrales.py", "python-preparer-donnees/budget-types", "answer.py"])
            .current_dir(&folder)
            .env("SPYRALES_TOKEN", token)
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            ),
        )
    };
    let (code, told) = hand_in(&token);
    assert!(code == 1 && told.contains('✗'), "{told}");
    std::fs::write(
        folder.join("answer.py"),
        exercise_file("python-preparer-donnees/budget-types/solution.py"),
    )
    .unwrap();
    // Beginning again overwrites nothing.
    begin(&service, "python-preparer-donnees/budget-types", home.path());
    let (code, told) = hand_in(&token);
    assert!(code == 0 && told.contains("10 / 10 points"), "{told}");
    let (code, told) = hand_in("spy_wrong");
    assert!(code == 1 && told.contains("jeton"), "{told}");

    let page = reqwest::get(format!("{}/exercises/r-premiers-pas/ozone-moyen", service.url));
    let page = page.await.unwrap().text().await.unwrap();
    let link = page
        .split("href=\"")
        .find(|rest| rest.starts_with("https://datalab.example.fr"))
        .unwrap();
    assert!(
        link.starts_with("https://datalab.example.fr/launcher/ide/rstudio?name=spyrales&"),
        "{link}"
    );
    assert!(
        link.contains("init.personalInitArgs=%C2%ABr-premiers-pas/ozone-moyen%C2%BB"),
        "{link}"
    );
}
