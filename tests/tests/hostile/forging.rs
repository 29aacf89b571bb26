//! Submissions that try to earn points without right answers.

use spyrales_core::grading::Verdict;

use crate::row::Expected::{Refused, Stopped};
use crate::row::{ALL, BILAN, NONE, REGIONS, Row, after_solution, alone, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    let rows = [leaving(), patching(), telling(), lying()];
    rows.into_iter().flatten().collect()
}

fn leaving() -> Vec<Row> {
    vec![
        Row::python(
            "sys.exit",
            before_solution!("forging/exit.py"),
            Refused(Verdict::Exited { code: 0 }),
        ),
        Row::python(
            "sys.exit with a text",
            before_solution!("forging/exit_with_text.py"),
            Refused(Verdict::Exited { code: 1 }),
        ),
        Row::python(
            "quit",
            before_solution!("forging/quit.py"),
            Refused(Verdict::Exited { code: 0 }),
        ),
        Row::python(
            "sys.exit in a call",
            after_solution!("forging/exit_in_a_call.py"),
            BILAN,
        ),
        Row::python(
            "os._exit",
            before_solution!("forging/os_exit.py"),
            Refused(Verdict::Exited { code: 0 }),
        ),
        Row::python(
            "os._exit in a call",
            after_solution!("forging/os_exit_in_a_call.py"),
            BILAN,
        ),
        Row::python(
            "an answer at the exit",
            after_solution!("forging/answers_at_exit.py"),
            NONE,
        )
        .printing(""),
        Row::python(
            "a thread that stays",
            before_solution!("forging/daemon_thread.py"),
            NONE,
        )
        .printing("RuntimeError\n"),
        Row::python("os.abort", alone!("forging/abort.py"), Stopped),
        Row::python(
            "os.abort in a call",
            after_solution!("forging/abort_in_a_call.py"),
            BILAN,
        ),
        Row::python("broken bytecode", alone!("forging/broken_bytecode.py"), Stopped),
    ]
}

fn patching() -> Vec<Row> {
    vec![
        Row::python(
            "patched comparisons",
            alone!("forging/patches_comparisons.py"),
            ALL,
        ),
        Row::python("patched built-ins", alone!("forging/patches_builtins.py"), ALL),
        Row::python(
            "patched built-ins and right answers",
            before_solution!("forging/patches_builtins_and_is_right.py"),
            NONE,
        ),
        Row::python("a patched agent", alone!("forging/patches_the_agent.py"), ALL),
        Row::python(
            "an agent taken away",
            before_solution!("forging/removes_the_agent.py"),
            ALL,
        ),
        Row::python(
            "the agent's frames",
            after_solution!("forging/reaches_into_frames.py"),
            ALL,
        ),
        Row::python(
            "modules dropped in its folder",
            alone!("forging/drops_modules.py"),
            ALL,
        ),
        Row::python(
            "numpy.py in its folder, and the end",
            after_solution!("forging/shadows_numpy_and_dies.py"),
            BILAN,
        ),
    ]
}

fn telling() -> Vec<Row> {
    vec![
        Row::python(
            "outcomes over the port",
            before_solution!("forging/outcomes_over_the_port.py"),
            Refused(no_answer()),
        ),
        Row::python(
            "outcomes over the port in a call",
            after_solution!("forging/outcomes_over_the_port_in_a_call.py"),
            BILAN,
        ),
        Row::python(
            "an answer, and the end",
            before_solution!("forging/answers_before_it_leaves.py"),
            Refused(Verdict::Exited { code: 0 }),
        ),
        Row::python(
            "answers over the port",
            after_solution!("forging/answers_over_the_port.py"),
            BILAN,
        ),
        Row::python(
            "questions of a checker's",
            before_solution!("forging/asks_the_host_as_a_checker.py"),
            Refused(no_answer()),
        )
        .printing("job None\nstdout None\nfiles None\nnext None\n"),
        Row::python(
            "noise over the port",
            before_solution!("forging/noise_over_the_port.py"),
            Refused(no_answer()),
        ),
        Row::python(
            "too much over the port",
            before_solution!("forging/too_much_over_the_port.py"),
            NONE,
        ),
        Row::python(
            "a record on standard output",
            alone!("forging/prints_a_record.py"),
            ALL,
        ),
        Row::python(
            "the protocol's lines on both streams",
            alone!("forging/prints_the_protocol.py"),
            ALL,
        ),
        Row::python("a record in a file", alone!("forging/writes_a_record.py"), ALL).printing(""),
    ]
}

fn lying() -> Vec<Row> {
    vec![
        Row::python(
            "an object equal to everything",
            alone!("forging/always_equal.py"),
            ALL,
        ),
        Row::python(
            "values equal to everything",
            after_solution!("forging/values_always_equal.py"),
            BILAN,
        ),
        Row::python(
            "a lying table",
            after_solution!("forging/lying_table.py"),
            REGIONS,
        ),
        Row::python(
            "lying objects in a table",
            after_solution!("forging/objects_in_a_table.py"),
            REGIONS,
        ),
        Row::python(
            "numbers as text",
            after_solution!("forging/numbers_as_text.py"),
            REGIONS,
        ),
        Row::python(
            "an exception whose text answers",
            after_solution!("forging/exception_that_acts.py"),
            BILAN,
        ),
        Row::python(
            "objects that are near enough",
            after_solution!("forging/objects_near_enough.py"),
            REGIONS,
        ),
        Row::python(
            "a negative zero for nothing",
            after_solution!("forging/negative_zero_for_nothing.py"),
            NONE,
        ),
        Row::python(
            "a negative zero for everything",
            after_solution!("forging/negative_zero.py"),
            BILAN,
        ),
        Row::python("NaN", alone!("forging/nan.py"), ALL),
        Row::python("infinity", after_solution!("forging/infinity.py"), REGIONS),
        Row::python(
            "a boolean for an integer",
            after_solution!("forging/boolean_for_an_integer.py"),
            crate::row::Expected::Fails(&["bilan"]),
        ),
        Row::python(
            "a dictionary that changes",
            after_solution!("forging/changes_on_the_second_read.py"),
            BILAN,
        ),
        Row::python("a generator", after_solution!("forging/generator.py"), BILAN),
        Row::python("a pickle with a trap", alone!("forging/pickle.py"), ALL).printing(""),
    ]
}

/// What arrived first at the host wasn't an answer.
fn no_answer() -> Verdict {
    Verdict::Stopped {
        why: "no answer".to_owned(),
    }
}
