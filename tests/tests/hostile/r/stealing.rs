//! Submissions in R that look for what only the checks may know.

use super::{after_solution, before_solution};
use crate::row::Expected::Fails;
use crate::row::{NONE, REGIONS, Row};

pub(crate) fn rows() -> Vec<Row> {
    let rows = [places(), hidden_inputs()];
    rows.into_iter().flatten().collect()
}

fn places() -> Vec<Row> {
    vec![
        Row::r("reading files", before_solution!("stealing/files.R"), NONE).printing("/etc/passwd FALSE TRUE \n/proc/self/environ FALSE TRUE \n/proc/self/mem FALSE TRUE \n/dev/mem FALSE TRUE \n/root FALSE TRUE \n/home FALSE TRUE \n/work/hidden/secrets.csv FALSE TRUE \n/work/check.R FALSE TRUE \ndepenses.csv  \nagent_calls.R agent_failure.R agent.R document.R door.R figure_ggplot2.R figure_operations.R figure_panels.R figure_styles.R figure.R habits.R home.R lessons_notes.R lessons_syntax_table.R lessons_syntax.R lessons_table.R lessons.R locale.R nearest.R packages.R script.R values_figure.R values_read.R values_write.R \n"),
        Row::r(
            "reading the environment",
            before_solution!("stealing/environment.R"),
            NONE,
        )
        .printing("__LLVM_PROFILE_RT_INIT_ONCE EDITOR FONTCONFIG_PATH HOME LANG LN_S LOGNAME MAKE PAGER R_BROWSER R_BZIPCMD R_DISABLE_BYTECODE R_ENABLE_JIT R_GZIPCMD R_HOME R_LIBS_SITE R_LIBS_USER R_PAPERSIZE R_PDFVIEWER R_PLATFORM R_PRINTCMD R_RD4PDF R_SESSION_TMPDIR R_STRIP_SHARED_LIB R_STRIP_STATIC_LIB R_TEXI2DVICMD R_UNZIPCMD R_ZIPCMD SED TAR TMPDIR TZ USER \nR --no-save --no-restore --no-echo /work 42 emscripten unknown \n"),
        Row::r(
            "looking for the checker's functions",
            before_solution!("stealing/checker_functions.R"),
            NONE,
        )
        .printing("check FALSE FALSE 0 \nexpect_equal FALSE FALSE 0 \nexpect_frame FALSE FALSE 0 \nregistry FALSE FALSE 0 \nrun_checks FALSE FALSE 0 \ncompare FALSE FALSE 0 \nMARQUE FALSE FALSE 0 \n"),
        Row::r("searching its memory", after_solution!("stealing/memory.R"), NONE)
            .printing("TRUE FALSE FALSE FALSE \nTRUE FALSE FALSE FALSE \nTRUE FALSE FALSE FALSE \n"),
        Row::r(
            "looking at the calls above",
            after_solution!("stealing/calls_above.R"),
            NONE,
        )
        .printing("FALSE FALSE \nFALSE FALSE \n"),
    ]
}

fn hidden_inputs() -> Vec<Row> {
    vec![
        Row::r(
            "raising the hidden input",
            after_solution!("stealing/raises_the_hidden_input.R"),
            Fails(&["cas_caches"]),
        ),
        Row::r(
            "printing the hidden input",
            after_solution!("stealing/prints_the_hidden_input.R"),
            NONE,
        ),
        Row::r(
            "keeping the hidden input",
            after_solution!("stealing/keeps_the_hidden_input_for_a_visible_check.R"),
            REGIONS,
        ),
        Row::r(
            "writing the hidden input to a file",
            after_solution!("stealing/writes_the_hidden_input_to_a_file.R"),
            NONE,
        ),
        Row::r(
            "spelling the hidden input in fuel",
            after_solution!("stealing/spells_the_hidden_input_in_fuel.R"),
            NONE,
        )
        .and("what hidden checks cost isn't told", |record| {
            record.usage.fuel < 150_000_000 && record.usage.checker_fuel.is_none()
        }),
        Row::r(
            "spelling the hidden input in memory",
            after_solution!("stealing/spells_the_hidden_input_in_memory.R"),
            NONE,
        )
        .and("what hidden checks take isn't told", |record| {
            record.usage.memory_peak_bytes < 120 << 20
        }),
    ]
}
