//! Reading the folder of an exercise.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{Findings, PackError};
use super::exercise::{CheckFile, CheckLanguage, Exercise, NamedFile, RuntimeKind, WrongAnswer};
use super::fields::{nearest, suggestion};
use super::manifest::Context;
use super::sheet::{self, Hints};
use super::source::Source;
use super::template;
use super::texts::Texts;
use crate::framework::Framework;
use crate::text::{Bilingual, Lang};

/// An exercise's folder. Files are taken out of it one by one; what is left over doesn't belong there.
pub(super) struct Folder<'a> {
    /// The folder's name.
    name: &'a str,
    /// The files by their path in the folder.
    files: BTreeMap<&'a str, &'a [u8]>,
}

impl<'a> Folder<'a> {
    /// An empty one.
    pub(super) fn new(name: &'a str) -> Self {
        Self {
            name,
            files: BTreeMap::new(),
        }
    }

    /// Puts a file in.
    pub(super) fn put(&mut self, path: &'a str, bytes: &'a [u8]) {
        self.files.insert(path, bytes);
    }

    /// Reads it; everything wrong with any file of it is reported.
    pub(super) fn read(
        mut self,
        pack: &Context,
        framework: &Framework,
        findings: &mut Findings,
    ) -> Option<Exercise> {
        let source = self.text(
            "exercise.toml",
            &Bilingual::new("décrit l'exercice", "describes the exercise"),
            findings,
        );
        let (hints, sheet) = source.map_or_else(
            || (Hints::default(), None),
            |source| sheet::read(&source, self.name, pack, framework, findings),
        );
        let statements = self.statements(pack, &hints, findings);
        let check = self.check(findings);
        let data = self.named("data/");
        let hidden = self.named("hidden/");
        self.hidden_in_data(&data, &hidden, findings);
        let Some(runtime) = hints.runtime else {
            // Which of the other files belong here depends on the runtime.
            return None;
        };
        let starter = self.program("starter", runtime, findings);
        let solution = self.program("solution", runtime, findings);
        if let Some(solution) = &solution {
            not_blank(solution, findings);
        }
        let wrong = self.wrong_answers(runtime, findings);
        for path in self.files.keys() {
            findings.push(self.unexpected(path, runtime));
        }
        let sheet = sheet?;
        Some(Exercise {
            id: sheet.id,
            runtime,
            level: sheet.level,
            minutes: sheet.minutes,
            points: sheet.points,
            prerequisites: sheet.prerequisites,
            title: sheet.title,
            segments: sheet.segments,
            asks: sheet.asks,
            packages: sheet.packages,
            limits: sheet.limits,
            daily_attempts: sheet.daily_attempts,
            parameters: sheet.parameters,
            statements: statements?,
            starter: starter?.into_text(),
            solution: solution?.into_text(),
            wrong: wrong?,
            check: check?,
            data,
            hidden,
        })
    }

    /// A file's path in the pack.
    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.name)
    }

    /// Takes a text file; its absence is reported with what it is there for.
    fn text(&mut self, name: &str, purpose: &Bilingual, findings: &mut Findings) -> Option<Source> {
        let path = self.path(name);
        let Some(bytes) = self.files.remove(name) else {
            findings.push(missing(&path, purpose));
            return None;
        };
        Source::decode(&path, bytes, findings)
    }

    /// Takes the statements: one for each language of the pack, and no other.
    fn statements(&mut self, pack: &Context, hints: &Hints, findings: &mut Findings) -> Option<Texts> {
        let fr = self.statement(Lang::Fr, hints, findings);
        let there = self.files.contains_key("statement.en.md");
        let listed = pack
            .languages
            .as_ref()
            .map_or(there, |languages| languages.contains(&Lang::En));
        if listed {
            let en = self.statement(Lang::En, hints, findings);
            return Some(Texts::new(fr?, Some(en?)));
        }
        if there {
            self.files.remove("statement.en.md");
            findings.push(PackError::of_file(
                "pack::language",
                self.path("statement.en.md"),
                Bilingual::new(
                    "l'anglais ne figure pas parmi les langues du pack",
                    "English isn't among the pack's languages",
                ),
                Bilingual::new(
                    "ajoutez \"en\" à `languages` dans pack.toml, ou retirez ce fichier",
                    "add \"en\" to `languages` in pack.toml, or remove this file",
                ),
            ));
        }
        Some(Texts::new(fr?, None))
    }

    fn statement(&mut self, lang: Lang, hints: &Hints, findings: &mut Findings) -> Option<String> {
        let purpose = Bilingual::new(
            format!("est l'énoncé (« {lang} » figure parmi les langues du pack)"),
            format!("is the statement (`{lang}` is among the pack's languages)"),
        );
        let source = self.text(&format!("statement.{lang}.md"), &purpose, findings)?;
        not_blank(&source, findings);
        if let Some(parameters) = &hints.parameters {
            known_placeholders(&source, parameters, findings);
        }
        Some(source.into_text())
    }

    /// Takes the check file, in Python or in R.
    fn check(&mut self, findings: &mut Findings) -> Option<CheckFile> {
        let purpose = Bilingual::new(
            "contient les contrôles (ou check.R, en R)",
            "holds the checks (or check.R, in R)",
        );
        let (python, r) = ("check.py", "check.R");
        let (name, language) = match (self.files.contains_key(python), self.files.contains_key(r)) {
            (true, true) => {
                self.files.remove(r);
                findings.push(PackError::of_file(
                    "pack::two_checks",
                    self.path(r),
                    Bilingual::new(
                        "il y a deux fichiers de contrôles, check.py et check.R",
                        "there are two check files, check.py and check.R",
                    ),
                    Bilingual::new("n'en gardez qu'un", "keep one of them"),
                ));
                (python, CheckLanguage::Python)
            }
            (false, true) => (r, CheckLanguage::R),
            _ => (python, CheckLanguage::Python),
        };
        let source = self.text(name, &purpose, findings)?;
        not_blank(&source, findings);
        Some(CheckFile {
            language,
            source: source.into_text(),
        })
    }

    /// Takes the starter or the solution.
    fn program(&mut self, stem: &str, runtime: RuntimeKind, findings: &mut Findings) -> Option<Source> {
        let purpose = if stem == "starter" {
            Bilingual::new(
                "est le code de départ de l'apprenant",
                "is what the learner begins with",
            )
        } else {
            Bilingual::new("est la solution de référence", "is the reference solution")
        };
        self.text(&format!("{stem}.{}", runtime.extension()), &purpose, findings)
    }

    fn wrong_answers(&mut self, runtime: RuntimeKind, findings: &mut Findings) -> Option<Vec<WrongAnswer>> {
        let suffix = format!(".{}", runtime.extension());
        let names: Vec<&str> = self
            .files
            .keys()
            .copied()
            .filter(|path| in_folder(path, "wrong/").is_some_and(|name| name.ends_with(&suffix)))
            .collect();
        let mut whole = true;
        let mut answers = Vec::new();
        for path in names {
            let Some(bytes) = self.files.remove(path) else {
                continue;
            };
            let answer = Source::decode(&self.path(path), bytes, findings).and_then(|source| {
                Some(WrongAnswer {
                    file: in_folder(path, "wrong/")?.to_owned(),
                    fails: fails(&source, runtime, findings)?,
                    source: source.into_text(),
                })
            });
            whole &= answer.is_some();
            answers.extend(answer);
        }
        whole.then_some(answers)
    }

    /// Takes all files directly in a folder of this folder.
    fn named(&mut self, folder: &str) -> Vec<NamedFile> {
        let mut taken = Vec::new();
        self.files.retain(|path, bytes| match in_folder(path, folder) {
            Some(name) => {
                taken.push((name.to_owned(), bytes.to_vec()));
                false
            }
            None => true,
        });
        taken
    }

    /// Checks see both folders as one: no name may stand in both.
    fn hidden_in_data(&self, data: &[NamedFile], hidden: &[NamedFile], findings: &mut Findings) {
        let names: BTreeSet<String> = data.iter().map(|(name, _)| name.to_lowercase()).collect();
        for (name, _) in hidden {
            if names.contains(&name.to_lowercase()) {
                findings.push(PackError::of_file(
                    "pack::hidden_in_data",
                    self.path(&format!("hidden/{name}")),
                    Bilingual::new(
                        format!("data/ contient déjà un fichier « {name} »"),
                        format!("data/ has a file `{name}` already"),
                    ),
                    Bilingual::new(
                        "renommez-en un : les contrôles lisent les deux dossiers",
                        "rename one of them: the checks read both folders",
                    ),
                ));
            }
        }
    }

    /// A file that doesn't belong here.
    fn unexpected(&self, path: &str, runtime: RuntimeKind) -> PackError {
        let extension = runtime.extension();
        let expected = [
            "exercise.toml".to_owned(),
            "statement.fr.md".to_owned(),
            "statement.en.md".to_owned(),
            format!("starter.{extension}"),
            format!("solution.{extension}"),
            "check.py".to_owned(),
            "check.R".to_owned(),
            format!("wrong/*.{extension}"),
            "data/*".to_owned(),
            "hidden/*".to_owned(),
        ];
        let remedy = match path.split_once('/') {
            Some(("data" | "hidden", _)) => Bilingual::new(
                "data/ et hidden/ contiennent des fichiers, pas de sous-dossiers : remontez-le d'un niveau",
                "data/ and hidden/ take files, no folders: move it up",
            ),
            Some(("wrong", _)) => Bilingual::new(
                format!(
                    "l'exercice est en {runtime} : les réponses fausses sont des fichiers wrong/*.{extension}, sans sous-dossier"
                ),
                format!(
                    "the exercise is in {runtime}: wrong answers are files wrong/*.{extension}, without folders"
                ),
            ),
            _ => {
                let expected = expected.iter().map(String::as_str);
                suggestion(nearest(path, expected.clone()), expected)
            }
        };
        PackError::of_file(
            "pack::unexpected_file",
            self.path(path),
            Bilingual::new(
                "ce fichier n'a pas sa place dans un exercice",
                "this file has no place in an exercise",
            ),
            remedy,
        )
    }
}

/// A path's name if it is directly in a folder.
fn in_folder<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(folder).filter(|name| !name.contains('/'))
}

/// A file that must be there isn't.
pub(super) fn missing(path: &str, purpose: &Bilingual) -> PackError {
    PackError::of_file(
        "pack::missing_file",
        path,
        Bilingual::new("ce fichier manque", "this file is missing"),
        Bilingual::new(
            format!("créez-le : il {}", purpose.fr),
            format!("create it: it {}", purpose.en),
        ),
    )
}

fn not_blank(source: &Source, findings: &mut Findings) {
    if source.text().trim().is_empty() {
        findings.push(PackError::of_file(
            "pack::empty",
            source.file(),
            Bilingual::new("ce fichier est vide", "this file is empty"),
            Bilingual::new("écrivez-le", "write it"),
        ));
    }
}

/// Every placeholder must be a parameter.
fn known_placeholders(source: &Source, parameters: &[String], findings: &mut Findings) {
    for placeholder in template::placeholders(source.text()) {
        let name = placeholder.name;
        if parameters.iter().any(|parameter| parameter == name) {
            continue;
        }
        if findings.is_full() {
            break;
        }
        let near = nearest(name, parameters.iter().map(String::as_str));
        findings.push(source.error(
            "pack::unknown_parameter",
            placeholder.span,
            Bilingual::new(
                format!("le paramètre « {name} » n'existe pas"),
                format!("there is no parameter `{name}`"),
            ),
            match near {
                Some(_) => suggestion(near, []),
                None => Bilingual::new(
                    format!(
                        "ajoutez-le à [parameters] dans exercise.toml ; pour afficher les accolades elles-mêmes, écrivez \\{{{{{name}}}}}"
                    ),
                    format!(
                        "add it to [parameters] in exercise.toml; to show the braces themselves, write \\{{{{{name}}}}}"
                    ),
                ),
            },
        ));
    }
}

/// The checks that a wrong answer must fail, by its first line.
fn fails(source: &Source, runtime: RuntimeKind, findings: &mut Findings) -> Option<Vec<String>> {
    let comment = runtime.comment();
    let line = source.text().lines().next().unwrap_or_default();
    let names = line
        .strip_prefix(comment)
        .and_then(|rest| rest.trim_start().strip_prefix("fails:"))
        .map(|names| names.split(',').map(str::trim).collect::<Vec<_>>())
        .filter(|names| {
            let well_formed = |name: &&str| !name.is_empty() && !name.contains(char::is_whitespace);
            names.iter().all(well_formed) && names.iter().collect::<BTreeSet<_>>().len() == names.len()
        });
    if names.is_none() {
        findings.push(source.error(
            "pack::fails",
            0..line.len(),
            Bilingual::new(
                "la première ligne ne dit pas quels contrôles doivent échouer",
                "the first line doesn't say which checks must fail",
            ),
            Bilingual::new(
                format!(
                    "commencez le fichier par « {comment} fails: nom, autre_nom », chaque contrôle une fois"
                ),
                format!("begin the file with `{comment} fails: name, other_name`, each check once"),
            ),
        ));
    }
    names.map(|names| names.into_iter().map(str::to_owned).collect())
}
