//! Submissions in R that try to earn points without right answers.

use spyrales_core::grading::Verdict;

use super::{after_solution, alone, before_solution, raised};
use crate::row::Expected::{Fails, Refused, Stopped};
use crate::row::{ALL, BILAN, NONE, REGIONS, Row};

pub(crate) fn rows() -> Vec<Row> {
    let rows = [leaving(), patching(), telling(), lying()];
    rows.into_iter().flatten().collect()
}

fn leaving() -> Vec<Row> {
    vec![
        Row::r(
            "quit",
            before_solution!("forging/quit.R"),
            Refused(Verdict::Exited { code: 0 }),
        ),
        Row::r(
            "quit with a status",
            before_solution!("forging/quit_with_a_status.R"),
            Refused(Verdict::Exited { code: 7 }),
        ),
        Row::r(
            "quit in a call",
            after_solution!("forging/quit_in_a_call.R"),
            BILAN,
        ),
        Row::r(
            "quit on the exit of a call",
            after_solution!("forging/quit_on_exit_of_a_call.R"),
            BILAN,
        ),
        Row::r(
            "quit where the function is looked up",
            before_solution!("forging/quit_where_it_is_looked_up.R"),
            NONE,
        ),
        Row::r(
            "an answer at the end",
            after_solution!("forging/answers_at_the_end.R"),
            NONE,
        )
        .printing(""),
        Row::r(
            "C's exit",
            alone!("forging/exit_of_c.R"),
            Refused(raised(
                "Error",
                "C symbol name \"exit\" not in load table",
                1,
                ".C(\"exit\", 0L)",
            )),
        ),
        Row::r(
            "C's abort",
            alone!("forging/abort_of_c.R"),
            Refused(raised(
                "Error",
                "C symbol name \"abort\" not in load table",
                1,
                ".C(\"abort\")",
            )),
        ),
        Row::r(
            "the restart abort",
            before_solution!("forging/abort_restart.R"),
            Stopped,
        ),
        Row::r(
            "the restart abort in a call",
            after_solution!("forging/abort_restart_in_a_call.R"),
            BILAN,
        ),
        Row::r(
            "all restarts",
            after_solution!("forging/browser_restart.R"),
            BILAN,
        ),
        Row::r(
            "returning from the agent",
            after_solution!("forging/returns_from_the_agent.R"),
            BILAN,
        ),
    ]
}

fn patching() -> Vec<Row> {
    vec![
        Row::r(
            "patched comparisons",
            alone!("forging/patches_comparisons.R"),
            Refused(no_answer()),
        ),
        Row::r(
            "patched comparisons and right answers",
            before_solution!("forging/patches_comparisons_and_is_right.R"),
            NONE,
        ),
        Row::r(
            "nothing of R's works",
            before_solution!("forging/patches_everything.R"),
            Refused(no_answer()),
        ),
        Row::r("a patched agent", alone!("forging/patches_the_agent.R"), ALL),
        Row::r("a patched codec", alone!("forging/patches_the_codec.R"), ALL),
        Row::r(
            "an agent taken away",
            before_solution!("forging/removes_the_agent.R"),
            Refused(no_answer()),
        ),
        Row::r(
            "an agent without a name",
            before_solution!("forging/unregisters_the_agent.R"),
            ALL,
        ),
        Row::r(
            "a traced agent",
            before_solution!("forging/traces_the_agent.R"),
            NONE,
        ),
        Row::r(
            "the agent's frames",
            after_solution!("forging/reaches_into_frames.R"),
            ALL,
        ),
        Row::r(
            "files dropped in its folder",
            alone!("forging/drops_files.R"),
            ALL,
        ),
        Row::r(
            "a binding that changes",
            after_solution!("forging/binding_that_changes.R"),
            BILAN,
        ),
        Row::r(
            "a binding that is right",
            after_solution!("forging/binding_that_is_right.R"),
            NONE,
        ),
    ]
}

fn telling() -> Vec<Row> {
    vec![
        Row::r(
            "outcomes over the port",
            before_solution!("forging/outcomes_over_the_port.R"),
            Refused(no_answer()),
        ),
        Row::r(
            "outcomes over the port in a call",
            after_solution!("forging/outcomes_over_the_port_in_a_call.R"),
            BILAN,
        ),
        Row::r(
            "an answer, and the end",
            before_solution!("forging/answers_before_it_leaves.R"),
            ALL,
        ),
        Row::r(
            "answers over the port",
            after_solution!("forging/answers_over_the_port.R"),
            BILAN,
        ),
        Row::r(
            "questions of a checker's",
            before_solution!("forging/asks_the_host_as_a_checker.R"),
            Refused(no_answer()),
        )
        .printing("job NULL \nstdout NULL \nfiles NULL \nnext NULL \n"),
        Row::r(
            "noise over the port",
            before_solution!("forging/noise_over_the_port.R"),
            Refused(no_answer()),
        ),
        Row::r(
            "too much over the port",
            before_solution!("forging/too_much_over_the_port.R"),
            Refused(no_answer()),
        ),
        Row::r(
            "the port as a folder",
            before_solution!("forging/port_as_a_folder.R"),
            Refused(no_answer()),
        ),
        Row::r(
            "a record on standard output",
            alone!("forging/prints_a_record.R"),
            ALL,
        ),
        Row::r(
            "the protocol's lines on both streams",
            alone!("forging/prints_the_protocol.R"),
            ALL,
        ),
        Row::r("a record in a file", alone!("forging/writes_a_record.R"), ALL).printing(""),
    ]
}

fn lying() -> Vec<Row> {
    vec![
        Row::r(
            "an object equal to everything",
            alone!("forging/always_equal.R"),
            ALL,
        ),
        Row::r(
            "values equal to everything",
            after_solution!("forging/values_always_equal.R"),
            BILAN,
        ),
        Row::r(
            "an object of S4 equal to everything",
            alone!("forging/always_equal_in_s4.R"),
            ALL,
        ),
        Row::r(
            "a reference object",
            after_solution!("forging/reference_object.R"),
            BILAN,
        ),
        Row::r(
            "an environment that changes",
            after_solution!("forging/environment_that_changes.R"),
            BILAN,
        ),
        Row::r("a lying table", after_solution!("forging/lying_table.R"), REGIONS),
        Row::r(
            "a crooked table",
            after_solution!("forging/crooked_table.R"),
            REGIONS,
        ),
        Row::r(
            "a table without names",
            after_solution!("forging/table_without_names.R"),
            REGIONS,
        ),
        Row::r(
            "lying columns",
            after_solution!("forging/lying_columns.R"),
            REGIONS,
        ),
        Row::r(
            "numbers as text",
            after_solution!("forging/numbers_as_text.R"),
            REGIONS,
        ),
        Row::r(
            "numbers as a factor",
            after_solution!("forging/numbers_as_a_factor.R"),
            REGIONS,
        ),
        Row::r(
            "a factor of lies",
            after_solution!("forging/factor_of_lies.R"),
            REGIONS,
        ),
        Row::r("NaN", alone!("forging/not_a_number.R"), ALL),
        Row::r("NA", alone!("forging/missing_values.R"), ALL),
        Row::r("infinity", after_solution!("forging/infinity.R"), REGIONS),
        Row::r(
            "a negative zero for everything",
            after_solution!("forging/negative_zero.R"),
            BILAN,
        ),
        Row::r(
            "a boolean for an integer",
            after_solution!("forging/boolean_for_an_integer.R"),
            Fails(&["bilan"]),
        ),
        Row::r(
            "a complex number for a number",
            after_solution!("forging/complex_for_a_number.R"),
            BILAN,
        ),
        Row::r(
            "objects that are near enough",
            after_solution!("forging/near_enough.R"),
            REGIONS,
        ),
        Row::r(
            "attributes that lie",
            after_solution!("forging/attributes_that_lie.R"),
            NONE,
        ),
        Row::r(
            "a condition whose methods act",
            after_solution!("forging/condition_that_acts.R"),
            BILAN,
        ),
        Row::r(
            "a condition of the agent's",
            after_solution!("forging/condition_of_the_agents.R"),
            BILAN,
        ),
        Row::r(
            "a condition of the checker's",
            after_solution!("forging/condition_of_the_checkers.R"),
            BILAN,
        ),
        Row::r("a serialised trap", alone!("forging/serialised_trap.R"), ALL).printing(""),
        Row::r(
            "a promise of an answer",
            after_solution!("forging/promise_in_a_call.R"),
            BILAN,
        ),
        Row::r(
            "names that lie",
            after_solution!("forging/names_that_lie.R"),
            BILAN,
        ),
    ]
}

/// What arrived first at the host wasn't an answer.
fn no_answer() -> Verdict {
    Verdict::Stopped {
        why: "no answer".to_owned(),
    }
}
