//! The packages of the bundle `r-tidyverse`, each beside what native R answers.
//!
//! They need `spyrales runtime build r-tidyverse`, which takes long, so they run when asked for:
//! `cargo test --test packages_r -- --ignored`. Those that are built are tried; the build command itself ends with an
//! error when one is missing that can be had. `native/NAME.R` is a script, `native/NAME.out` what Debian 12's R 4.2 prints
//! of it with Debian's own package; S7, which Debian 12 hasn't, is written by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use spyrales_grader::Pair;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::progress::Silent;
use spyrales_sandbox::r::bundle;
use spyrales_sandbox::runtime::{on_guest_stack, tidy};
use spyrales_tests::agent::Agent;

fn cache() -> Cache {
    Cache::open(Cache::default_root()).unwrap()
}

fn native() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages_r/native")
}

fn scripts() -> BTreeSet<String> {
    let entries = std::fs::read_dir(native()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| Some(name.strip_suffix(".R")?.to_owned()))
        .collect()
}

fn installed() -> BTreeSet<String> {
    let kept = bundle::installed(&cache()).unwrap();
    let kept = kept.expect("`spyrales runtime build r-tidyverse` comes first");
    kept.into_iter().map(|one| one.name).collect()
}

#[test]
#[ignore = "needs the bundle r-tidyverse"]
fn every_package_answers_as_in_native_r() {
    let (installed, scripts) = (installed(), scripts());
    let pair = Pair::r(&cache(), &Silent).unwrap();
    assert!(installed.contains("dplyr"), "only {installed:?}");
    let mut faults = Vec::new();
    on_guest_stack(|| {
        for name in scripts.intersection(&installed) {
            let script = std::fs::read_to_string(native().join(format!("{name}.R"))).unwrap();
            let expected = std::fs::read_to_string(native().join(format!("{name}.out"))).unwrap();
            let mut agent = Agent::start(&pair, Limits::default());
            // Loaded from nothing here, which a snapshot spares an exercise.
            agent.fuel = 200_000_000_000;
            let (ended, answer) = agent.load(&script);
            let printed = String::from_utf8_lossy(agent.sandbox.stdout().0).into_owned();
            if printed != expected {
                let errors = String::from_utf8_lossy(agent.sandbox.stderr().0).into_owned();
                faults.push(format!(
                    "== {name} {ended:?} {answer:?}\n-- expected\n{expected}-- got\n{printed}{errors}"
                ));
            }
            drop(agent);
            tidy();
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "needs the bundle r-tidyverse"]
fn a_run_shows_the_plots_of_ggplot2() {
    let pack = spyrales_tests::folder::pack(&spyrales_tests::folder::exercises().join("r-preparer-donnees"));
    let mut exercise = pack.exercises[0].clone();
    exercise.packages = vec!["ggplot2".to_owned()];
    let source = "library(ggplot2)\n\
                  ggplot(iris, aes(Sepal.Length, Petal.Length, colour = Petal.Width)) + geom_point() + labs(title = 'Été')\n\
                  ggplot(mtcars, aes(factor(cyl), fill = factor(am))) + geom_bar() + facet_wrap(~gear)\n";
    let run = spyrales_tests::r::grader()
        .run(&exercise, source.as_bytes(), 7)
        .unwrap();
    assert_eq!(run.figures.len(), 2, "{:?}", run.output);
    assert!(
        run.figures[0].about.fr.starts_with("nuage de points « Été »"),
        "{}",
        run.figures[0].about.fr
    );
    for (number, figure) in run.figures.iter().enumerate() {
        let Some(spyrales_core::grading::Picture::Svg(text)) = &figure.picture else {
            panic!("{:?}", figure.about);
        };
        // The colour bar is of pixels.
        assert!(text.matches("<path").count() > 20, "{text}");
        if let Some(folder) = std::env::var_os("SPYRALES_KEEP_PICTURES") {
            std::fs::write(Path::new(&folder).join(format!("ggplot{number}.svg")), text).unwrap();
        }
    }
}
