//! Submissions that look for what only the checks may know.

use crate::row::Expected::Fails;
use crate::row::{NONE, REGIONS, Row, after_solution, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::python("reading files", before_solution!("stealing/files.py"), NONE).printing(
            "/etc/passwd FileNotFoundError\n/proc/self/environ FileNotFoundError\n/proc/self/mem FileNotFoundError\n\
             /dev/mem FileNotFoundError\n/root FileNotFoundError\n/home FileNotFoundError\n\
             /work/hidden/secrets.csv FileNotFoundError\n[] ['depenses.csv']\n",
        ),
        Row::python("reading the environment", before_solution!("stealing/environment.py"), NONE).printing(
"['HOME', 'KMP_DUPLICATE_LIB_OK', 'KMP_INIT_AT_FORK', 'MPLCONFIGDIR', 'PYTHONTZPATH', 'TMPDIR'] [''] /work\n" ),
        Row::python("importing the checker", before_solution!("stealing/checker_modules.py"), NONE).printing(
            "spyrales ModuleNotFoundError\nspyrales_checker ModuleNotFoundError\ncheck ModuleNotFoundError\n",
        ),
        Row::python("inspecting sources", after_solution!("stealing/inspects.py"), NONE)
            .printing("[False, False, False]\n[False, False, False]\n[False, False, False]\n"),
        Row::python("searching its memory", after_solution!("stealing/memory.py"), NONE)
            .printing("[True, False, False]\n[True, False, False]\n[True, False, False]\n"),
    ]
}

/// Hidden checks call the learner's code with their inputs: it knows them, but must not get them told.
pub(crate) fn hidden_inputs() -> Vec<Row> {
    vec![
        Row::python(
            "raising the hidden input",
            after_solution!("stealing/raises_the_hidden_input.py"),
            Fails(&["cas_caches"]),
        ),
        Row::python(
            "printing the hidden input",
            after_solution!("stealing/prints_the_hidden_input.py"),
            NONE,
        ),
        Row::python(
            "keeping the hidden input",
            after_solution!("stealing/keeps_the_hidden_input_for_a_visible_check.py"),
            REGIONS,
        ),
        Row::python(
            "spelling the hidden input in fuel",
            after_solution!("stealing/spells_the_hidden_input_in_fuel.py"),
            NONE,
        )
        .and("what hidden checks cost isn't told", |record| {
            record.usage.fuel < 30_000_000 && record.usage.checker_fuel.is_none()
        }),
        Row::python(
            "spelling the hidden input in memory",
            after_solution!("stealing/spells_the_hidden_input_in_memory.py"),
            NONE,
        )
        .and("what hidden checks take isn't told", |record| {
            record.usage.memory_peak_bytes < 200 << 20
        }),
    ]
}
