//! Submissions that use up time, memory, stack, output or files.

use spyrales_core::grading::{GradingRecord, Verdict};

use crate::row::Expected::Refused;
use crate::row::{BILAN, NONE, Row, after_solution, alone, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    let rows = [
        computing(),
        remembering(),
        printing(),
        nesting(),
        keeping(),
        late(),
    ];
    rows.into_iter().flatten().collect()
}

fn computing() -> Vec<Row> {
    vec![
        Row::python("an endless loop", alone!("exhausting/endless_loop.py"), Refused(Verdict::OutOfFuel)),
        Row::python("an endless loop in a call", after_solution!("exhausting/endless_call.py"), BILAN).and("it says so", |record| says(record, "boucle")),
        Row::python("an endless loop that catches everything", alone!("exhausting/catches_everything.py"), Refused(Verdict::OutOfFuel)),
        Row::python("the same in a call", after_solution!("exhausting/catches_everything_in_a_call.py"), BILAN),
        Row::python("sleeping", before_solution!("exhausting/sleep.py"), NONE).printing("1000 1000\n").and("it costs nothing", |record| record.usage.fuel < 1_000_000_000),
        Row::python("sleeping in a call", after_solution!("exhausting/sleep_in_a_call.py"), NONE),
        Row::python("a regular expression without end", alone!("exhausting/regular_expression.py"), Refused(Verdict::OutOfFuel)),
        Row::python("an endless generator", after_solution!("exhausting/endless_generator.py"), BILAN),
        Row::python("a query without end", alone!("exhausting/recursive_query.py"), Refused(Verdict::OutOfFuel)),
        Row::python("tracing everything", before_solution!("exhausting/traces_everything.py"), Refused(Verdict::OutOfFuel)),
        Row::python("a callback of the collector", alone!("exhausting/collector_callback.py"), Refused(Verdict::OutOfFuel)),
        Row::python("processes and threads", before_solution!("exhausting/threads.py"), NONE).printing("thread RuntimeError\nsubprocess OSError\nfork AttributeError\nexec AttributeError\nsystem AttributeError\nkill AttributeError\n"),
    ]
}

fn remembering() -> Vec<Row> {
    vec![
        Row::python(
            "10 GB",
            alone!("exhausting/ten_gigabytes.py"),
            Refused(Verdict::OutOfMemory),
        ),
        Row::python(
            "10 GB in a call",
            after_solution!("exhausting/ten_gigabytes_in_a_call.py"),
            BILAN,
        )
        .and("it says so", |record| says(record, "mémoire")),
        Row::python(
            "10 GB of numbers",
            after_solution!("exhausting/ten_gigabytes_of_numbers.py"),
            BILAN,
        ),
        Row::python(
            "memory bit by bit",
            alone!("exhausting/creeping_memory.py"),
            Refused(Verdict::OutOfMemory),
        ),
        Row::python(
            "memory refused, and caught",
            before_solution!("exhausting/memory_caught.py"),
            NONE,
        ),
        Row::python(
            "a huge power",
            alone!("exhausting/huge_power.py"),
            Refused(Verdict::OutOfFuel),
        ),
        Row::python(
            "a huge integer",
            after_solution!("exhausting/huge_integer.py"),
            BILAN,
        ),
        Row::python("a huge list", after_solution!("exhausting/huge_list.py"), BILAN),
        Row::python(
            "a huge CSV file",
            alone!("exhausting/huge_csv.py"),
            Refused(Verdict::OutOfFuel),
        ),
        Row::python(
            "a compression bomb",
            alone!("exhausting/compression_bomb.py"),
            Refused(Verdict::OutOfMemory),
        )
        .printing("True\n"),
        Row::python("a zip bomb", before_solution!("exhausting/zip_bomb.py"), NONE)
            .printing("True\nENOSPC\n"),
    ]
}

fn printing() -> Vec<Row> {
    vec![
        Row::python(
            "1 GB of output",
            before_solution!("exhausting/one_gigabyte_of_output.py"),
            NONE,
        )
        .and("all of it is counted", |record| {
            record.usage.output_bytes == 1_000_000_000
                && record.output.stdout_dropped == 1_000_000_000 - 65_536
        }),
        Row::python(
            "one line of 100 MB",
            before_solution!("exhausting/one_line_of_output.py"),
            NONE,
        )
        .and("it is cut", |record| record.output.stdout == "x".repeat(65_536)),
        Row::python(
            "one line of 1 GB",
            before_solution!("exhausting/one_gigabyte_in_one_line.py"),
            NONE,
        )
        .and("all of it is counted", |record| {
            record.usage.output_bytes == 1_000_000_000 && record.output.stdout == "x".repeat(65_536)
        }),
        Row::python(
            "no streams any more",
            before_solution!("exhausting/closes_its_streams.py"),
            NONE,
        ),
        Row::python(
            "output on both streams",
            before_solution!("exhausting/output_on_both_streams.py"),
            NONE,
        )
        .and("each is cut", |record| {
            record.output.stdout.len() == 65_536 && record.output.stderr.len() == 65_536
        }),
    ]
}

fn nesting() -> Vec<Row> {
    vec![
        Row::python(
            "recursion",
            alone!("exhausting/recursion.py"),
            Refused(raised(
                "RecursionError",
                "maximum recursion depth exceeded",
                2,
                "return profond(rang + 1)",
            )),
        ),
        Row::python(
            "recursion in a call",
            after_solution!("exhausting/recursion_in_a_call.py"),
            BILAN,
        ),
        Row::python(
            "recursion without a limit",
            alone!("exhausting/recursion_without_limit.py"),
            Refused(Verdict::OutOfFuel),
        ),
        Row::python(
            "recursion in C without a limit",
            alone!("exhausting/recursion_in_c_without_limit.py"),
            Refused(raised(
                "RecursionError",
                "Stack overflow (used 112 kB)",
                8,
                "return repr([self])",
            )),
        ),
        Row::python(
            "iterators in iterators",
            alone!("exhausting/nested_iterators.py"),
            Refused(Verdict::StackExhausted),
        ),
        Row::python(
            "deep JSON",
            alone!("exhausting/deep_json.py"),
            Refused(raised(
                "RecursionError",
                "Stack overflow (used 112 kB) while decoding a JSON array from a unicode string",
                3,
                r#"json.loads("[" * 200_000)"#,
            )),
        ),
        Row::python(
            "a list 200,000 deep",
            after_solution!("exhausting/deep_list.py"),
            BILAN,
        ),
        Row::python(
            "a list in itself",
            after_solution!("exhausting/cyclic_list.py"),
            BILAN,
        ),
    ]
}

fn keeping() -> Vec<Row> {
    vec![
        Row::python(
            "a flood of files",
            before_solution!("exhausting/file_flood.py"),
            NONE,
        )
        .printing("ENOSPC 1024\n"),
        Row::python(
            "a file too large",
            before_solution!("exhausting/file_too_large.py"),
            NONE,
        )
        .printing("ENOSPC\n"),
        Row::python(
            "a file of nothing, too large",
            before_solution!("exhausting/sparse_file.py"),
            NONE,
        )
        .printing("ENOSPC\nENOSPC\nENOSPC\nEINVAL\n"),
        Row::python(
            "a flood of folders",
            before_solution!("exhausting/folder_flood.py"),
            NONE,
        )
        .printing("ENOSPC True\n"),
        Row::python(
            "a flood of links",
            before_solution!("exhausting/link_flood.py"),
            NONE,
        )
        .printing("ENOSPC 1024\n"),
        Row::python(
            "folders removed while they are open",
            before_solution!("exhausting/folders_removed_while_open.py"),
            NONE,
        )
        .printing("True\n"),
        Row::python(
            "a flood of descriptors",
            before_solution!("exhausting/descriptor_flood.py"),
            NONE,
        )
        .printing("EMFILE\n"),
    ]
}

/// Code of the learner's that runs where only ours should.
fn late() -> Vec<Row> {
    vec![
        Row::python(
            "an exception that never ends",
            alone!("exhausting/exception_that_never_ends.py"),
            Refused(raised("Boucle", "texte", 9, "raise Boucle(\"texte\")")),
        ),
        Row::python(
            "the same in a call",
            after_solution!("exhausting/exception_that_never_ends_in_a_call.py"),
            BILAN,
        ),
        Row::python(
            "an object that never goes",
            after_solution!("exhausting/loops_when_deleted.py"),
            BILAN,
        ),
        Row::python(
            "a dictionary that never ends",
            after_solution!("exhausting/loops_while_crossing.py"),
            NONE,
        ),
        Row::python(
            "a loop at the exit",
            before_solution!("exhausting/loops_at_exit.py"),
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

fn raised(exception: &str, message: &str, line: u32, text: &str) -> Verdict {
    Verdict::Raised {
        exception: exception.to_owned(),
        message: message.to_owned(),
        line: Some(line),
        text: Some(text.to_owned()),
        help: None,
    }
}
