//! The programs: examples out of R's help, one program for each topic.

use std::collections::BTreeMap;
use std::path::Path;

use crate::PACKAGES;
use crate::here::Here;

/// The programs of some topics, `PACKAGE/TOPIC`.
pub fn programs(here: &Here, topics: impl IntoIterator<Item = String>) -> BTreeMap<String, String> {
    let topics: Vec<_> = topics.into_iter().collect();
    let mut packages: Vec<_> = topics
        .iter()
        .filter_map(|topic| topic.split('/').next())
        .collect();
    packages.dedup();
    let programs = here.extract(&packages, Some(&topics));
    assert_eq!(programs.len(), topics.len(), "R's help has other topics");
    programs
}

/// All programs, which are also laid down in `work` for webr.
pub fn all(here: &Here, work: &Path) -> BTreeMap<String, String> {
    let programs = here.extract(&PACKAGES, None);
    let folder = work.join("programs");
    for (topic, program) in &programs {
        let path = folder.join(format!("{topic}.R"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, program).unwrap();
    }
    programs
}
