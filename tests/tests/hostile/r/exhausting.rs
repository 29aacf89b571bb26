//! Submissions in R that use up time, memory, stack, output or files.

use spyrales_core::grading::{GradingRecord, Verdict};

use super::{after_solution, alone, before_solution, raised};
use crate::row::Expected::Refused;
use crate::row::{BILAN, NONE, Row};

pub(crate) fn rows() -> Vec<Row> {
    let rows = [
        computing(),
        remembering(),
        printing(),
        nesting(),
        keeping(),
        late(),
        drawing(),
    ];
    rows.into_iter().flatten().collect()
}

fn computing() -> Vec<Row> {
    vec![
        Row::r("an endless loop", alone!("exhausting/endless_loop.R"), Refused(Verdict::OutOfFuel)),
        Row::r("an endless loop in a call", after_solution!("exhausting/endless_call.R"), BILAN).and("it says so", |record| says(record, "trop de calcul")),
        Row::r("an endless loop that catches everything", alone!("exhausting/catches_everything.R"), Refused(Verdict::OutOfFuel)),
        Row::r("the same in a call", after_solution!("exhausting/catches_everything_in_a_call.R"), BILAN),
        Row::r("a loop on the exit of a call", after_solution!("exhausting/on_exit_without_end.R"), BILAN),
        Row::r("sleeping", before_solution!("exhausting/sleep.R"), NONE).printing("1000 \n").and("it costs nothing", |record| record.usage.fuel < 1_000_000_000),
        Row::r("sleeping in a call", after_solution!("exhausting/sleep_in_a_call.R"), NONE),
        Row::r("a limit of R's own", alone!("exhausting/time_limit.R"), Refused(Verdict::OutOfFuel)),
        Row::r("a regular expression without end", before_solution!("exhausting/regular_expression.R"), NONE).printing("FALSE \n"), Row::r("a regular expression of Perl's without end", alone!("exhausting/regular_expression_of_perl.R"), Refused(Verdict::OutOfFuel)),
        Row::r("products of matrices", alone!("exhausting/matrix_product.R"), Refused(Verdict::OutOfFuel)),
        Row::r("processes", before_solution!("exhausting/processes.R"), NONE).printing("system refused \nsystem2 refused \npipe refused \nfifo refused \nfork refused \ncluster refused \nkill refused \n"),
        Row::r("the just-in-time compiler", before_solution!("exhausting/just_in_time_compiler.R"), NONE).printing("55 55 55 \n"),
    ]
}

fn drawing() -> Vec<Row> {
    vec![
        Row::r(
            "a plot of a million points",
            alone!("exhausting/million_points.R"),
            Refused(Verdict::OutOfFuel),
        ),
        Row::r(
            "pages, devices and a polygon without number",
            before_solution!("exhausting/many_pages.R"),
            NONE,
        ),
    ]
}

fn remembering() -> Vec<Row> {
    vec![
        Row::r(
            "10 GB",
            alone!("exhausting/ten_gigabytes.R"),
            Refused(Verdict::OutOfMemory),
        ),
        Row::r(
            "10 GB in a call",
            after_solution!("exhausting/ten_gigabytes_in_a_call.R"),
            BILAN,
        )
        .and("it says so", |record| says(record, "mémoire")),
        Row::r(
            "memory bit by bit",
            alone!("exhausting/creeping_memory.R"),
            Refused(Verdict::OutOfMemory),
        ),
        Row::r(
            "a text that doubles",
            after_solution!("exhausting/text_that_doubles.R"),
            BILAN,
        ),
        Row::r(
            "memory refused, and caught",
            before_solution!("exhausting/memory_caught.R"),
            NONE,
        ),
        Row::r(
            "a sequence that is its two ends",
            after_solution!("exhausting/huge_sequence.R"),
            BILAN,
        ),
        Row::r("a huge list", after_solution!("exhausting/huge_list.R"), BILAN),
        Row::r("huge names", after_solution!("exhausting/huge_names.R"), BILAN),
        Row::r(
            "a huge shape of nothing",
            after_solution!("exhausting/huge_matrix_shape.R"),
            BILAN,
        ),
        Row::r(
            "too many dimensions",
            after_solution!("exhausting/many_dimensions.R"),
            BILAN,
        ),
        Row::r(
            "a compression bomb",
            alone!("exhausting/compression_bomb.R"),
            Refused(Verdict::OutOfFuel),
        ),
    ]
}

fn printing() -> Vec<Row> {
    vec![
        Row::r(
            "50 MB of output",
            before_solution!("exhausting/output_flood.R"),
            NONE,
        )
        .and("all of it is counted", |record| {
            record.usage.output_bytes == 50_000_000 && record.output.stdout_dropped == 50_000_000 - 65_536
        }),
        Row::r(
            "one line of 50 MB",
            before_solution!("exhausting/output_in_one_line.R"),
            NONE,
        )
        .and("it is cut", |record| record.output.stdout == "x".repeat(65_536)),
        Row::r(
            "output on both streams",
            before_solution!("exhausting/output_on_both_streams.R"),
            NONE,
        )
        .and("each is cut", |record| {
            record.output.stdout.len() == 65_536 && record.output.stderr.len() == 65_536
        }),
        Row::r(
            "a flood of warnings",
            before_solution!("exhausting/warnings_flood.R"),
            NONE,
        ),
        Row::r(
            "diverted output",
            before_solution!("exhausting/diverted_output.R"),
            NONE,
        ),
    ]
}

fn nesting() -> Vec<Row> {
    vec![
        Row::r(
            "recursion",
            alone!("exhausting/recursion.R"),
            Refused(Verdict::Raised {
                exception: "Error".to_owned(),
                message: "infinite recursion".to_owned(),
                line: None,
                text: None,
                help: None,
            }),
        ),
        Row::r(
            "recursion in a call",
            after_solution!("exhausting/recursion_in_a_call.R"),
            BILAN,
        ),
        Row::r(
            "recursion without a limit",
            before_solution!("exhausting/recursion_without_limit.R"),
            NONE,
        ),
        Row::r(
            "recursion in handlers",
            after_solution!("exhausting/recursion_in_handlers.R"),
            BILAN,
        ),
        Row::r(
            "recursion in promises",
            after_solution!("exhausting/recursion_in_promises.R"),
            BILAN,
        ),
        Row::r(
            "a list 200,000 deep",
            after_solution!("exhausting/deep_list.R"),
            BILAN,
        ),
        Row::r(
            "a call 200,000 deep",
            after_solution!("exhausting/deep_call.R"),
            BILAN,
        ),
        Row::r(
            "200,000 parentheses",
            alone!("exhausting/deep_text.R"),
            Refused(raised(
                "contextstackOverflow",
                "contextstack overflow (<input>:1:50)",
                1,
                "eval(parse(text = strrep(\"(\", 200000)))",
            )),
        ),
        Row::r(
            "a regular expression 200,000 deep",
            before_solution!("exhausting/deep_regular_expression.R"),
            NONE,
        ),
        Row::r(
            "an environment in itself",
            after_solution!("exhausting/environment_in_itself.R"),
            BILAN,
        ),
    ]
}

fn keeping() -> Vec<Row> {
    vec![
        Row::r(
            "a flood of files",
            before_solution!("exhausting/file_flood.R"),
            NONE,
        )
        .printing("1023 \n"),
        Row::r(
            "a file too large",
            before_solution!("exhausting/file_too_large.R"),
            NONE,
        )
        .printing("TRUE \n"),
        Row::r(
            "a file of nothing, too large",
            before_solution!("exhausting/sparse_file.R"),
            NONE,
        )
        .printing("TRUE \n"),
        Row::r(
            "a flood of folders",
            before_solution!("exhausting/folder_flood.R"),
            NONE,
        )
        .printing("TRUE \n"),
        Row::r(
            "a flood of connections",
            before_solution!("exhausting/connection_flood.R"),
            NONE,
        )
        .printing("TRUE \n"),
        Row::r(
            "all connections kept",
            before_solution!("exhausting/keeps_all_connections.R"),
            Refused(Verdict::Stopped {
                why: "no answer".to_owned(),
            }),
        ),
        Row::r(
            "a device without end",
            alone!("exhausting/endless_device.R"),
            Refused(Verdict::OutOfFuel),
        ),
    ]
}

fn late() -> Vec<Row> {
    vec![
        Row::r(
            "a finaliser without end",
            alone!("exhausting/finaliser_without_end.R"),
            Refused(Verdict::OutOfFuel),
        ),
        Row::r(
            "a loop at the end",
            before_solution!("exhausting/loops_at_the_end.R"),
            NONE,
        ),
        Row::r(
            "methods that never end on an answer",
            after_solution!("exhausting/loops_while_crossing.R"),
            NONE,
        ),
    ]
}

fn says(record: &GradingRecord, word: &str) -> bool {
    record.checks[0]
        .message
        .as_ref()
        .is_some_and(|message| message.fr.contains(word))
}
