//! Submissions that look for what only the checks may know.

use crate::row::Expected::Fails;
use crate::row::{NONE, REGIONS, Row, after_solution, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new("reading files", before_solution!("stealing/files.py"), NONE).printing(
            "/etc/passwd FileNotFoundError\n/proc/self/environ FileNotFoundError\n/proc/self/mem FileNotFoundError\n\
             /dev/mem FileNotFoundError\n/root FileNotFoundError\n/home FileNotFoundError\n\
             /work/hidden/secrets.csv FileNotFoundError\n[] ['depenses.csv']\n",
        ),
        Row::new("reading the environment", before_solution!("stealing/environment.py"), NONE).printing(
"['HOME', 'KMP_DUPLICATE_LIB_OK', 'KMP_INIT_AT_FORK', 'MPLCONFIGDIR', 'PYTHONTZPATH', 'TMPDIR'] [''] /work\n" ),
        Row::new("importing the checker", before_solution!("stealing/checker_modules.py"), NONE).printing(
            "spyrales ModuleNotFoundError\nspyrales_checker ModuleNotFoundError\ncheck ModuleNotFoundError\n",
        ),
        Row::new("searching its memory", after_solution!("stealing/memory.py"), NONE)
            .printing("[True, False, False]\n[True, False, False]\n[True, False, False]\n"),
    ]
}

/// Hidden checks call the learner's code with their inputs: it knows them, but must not get them told.
pub(crate) fn hidden_inputs() -> Vec<Row> {
    vec![
        Row::new(
            "raising the hidden input",
            after_solution!("stealing/raises_the_hidden_input.py"),
            Fails(&["cas_caches"]),
        ),
        Row::new(
            "printing the hidden input",
            after_solution!("stealing/prints_the_hidden_input.py"),
            NONE,
        ),
        Row::new(
            "keeping the hidden input",
            after_solution!("stealing/keeps_the_hidden_input_for_a_visible_check.py"),
            REGIONS,
        ),
    ]
}
