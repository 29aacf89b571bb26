//! What code may load here, told to people and to programs.

use crate::service::{Service, json};

#[tokio::test]
async fn each_language_says_what_it_has() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let runtimes = json(
        reqwest::get(format!("{}/api/v1/runtimes", service.url))
            .await
            .unwrap(),
    )
    .await;
    let version = |language: &str, library: &str| {
        let languages = runtimes.as_array().unwrap();
        let found = languages.iter().find(|one| one["name"] == language).unwrap();
        let mut libraries = found["libraries"].as_array().unwrap().iter();
        let library = libraries.find(|one| one["name"] == library);
        library.unwrap_or_else(|| panic!("{found}"))["version"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // From the guest's own library, from a wheel beside it, and from R itself.
    assert_eq!(version("python", "pandas"), "3.0.6");
    assert_eq!(version("python", "requests"), "2.34.2");
    assert_eq!(version("r", "stats"), "4.6.0");
    let page = reqwest::get(format!("{}/libraries?lang=en", service.url))
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("<th scope=\"row\">SQLAlchemy</th><td>2."), "{page}");
    assert!(page.contains("polars"), "it says what can't be had: {page}");
}
