//! What R does in its sandbox, and what it can't.

use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Ended;
use spyrales_sandbox::value::Value;

use spyrales_tests::agent::Agent;
use spyrales_tests::r;

fn start() -> Agent {
    Agent::start(&r::pair(), Limits::default())
}

/// What a script prints.
fn printed(source: &str) -> String {
    on_guest_stack(|| {
        let mut agent = start();
        let (ended, answer) = agent.load(source);
        let text = String::from_utf8_lossy(agent.sandbox.stdout().0).into_owned();
        let done = Value::list([Value::str("done"), Value::Null]);
        assert_eq!(answer, Some(done), "{ended:?} {text}");
        text
    })
}

#[test]
fn a_missing_value_stays_missing_through_arithmetic() {
    let text = printed("c(1, NA) + 1\nmean(c(1, NA))\n0 / 0\nNA_real_ * 2");
    assert_eq!(text, "[1]  2 NA\n[1] NA\n[1] NaN\n[1] NA\n");
}

#[test]
fn models_dates_and_files_work_as_in_any_r() {
    let text = printed(
        "round(coef(lm(mpg ~ wt, mtcars)), 4)\n\
         format(as.POSIXct('2024-07-01 12:00', tz = 'UTC'), tz = 'Europe/Paris')\n\
         writeLines('é', 'a.txt'); readLines('a.txt'); list.files()\n\
         x <- gzfile('b.gz', 'w'); writeLines('z', x); close(x); readLines('b.gz')\n\
         f <- function(n) if (n == 0) 0 else 1 + f(n - 1); f(1000)",
    );
    let expected = "(Intercept)          wt \n    37.2851     -5.3445 \n[1] \"2024-07-01 14:00:00\"\n\
                    [1] \"é\"\n[1] \"a.txt\"\n[1] \"z\"\n[1] 1000\n";
    assert_eq!(text, expected);
}

#[test]
fn sleeping_costs_nothing_and_time_moves_on() {
    let text = printed(
        "a <- Sys.time(); Sys.sleep(3600); as.numeric(round(difftime(Sys.time(), a, units = 'mins')))",
    );
    assert_eq!(text, "[1] 60\n");
}

#[test]
fn a_recursion_without_end_is_an_error_of_rs() {
    for deep in [
        "f <- function() f()",
        "f <- function() lapply(1, function(i) f())",
        "f <- function() eval(quote(f()))",
    ] {
        let text = printed(&format!(
            "{deep}\ncat(tryCatch(f(), error = function(e) 'too deep'))"
        ));
        assert_eq!(text, "too deep", "{deep}");
    }
}

#[test]
fn there_is_no_machine_around_r() {
    let text = printed(
        "try_it <- function(code) tryCatch(is.null(code), error = function(e) 'refused', warning = function(w) 'refused')\n\
         cat(try_it(system('ls')), try_it(socketConnection(port = 80)), try_it(readLines('/etc/passwd')),\n\
         try_it(readLines('../../etc/passwd')), try_it(file.create('/usr/lib/R/x') || stop()),\n\
         try_it(url('http://example.org', 'r')))",
    );
    assert_eq!(text, "refused refused refused refused refused refused");
}

#[test]
fn help_pages_and_files_are_shown() {
    let text = printed("help(mean)");
    for part in [
        "Arithmetic Mean",
        "Usage:\n\n     mean(x, ...)",
        "trim: the fraction",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains('\u{8}'), "{text}");
    let text = printed("writeLines(c('é', 'b'), 'a b.txt'); file.show('a b.txt', header = 'Un fichier')");
    assert!(text.contains("Un fichier") && text.contains("é\nb\n"), "{text}");
}

#[test]
fn a_loop_without_end_burns_its_fuel_and_a_bomb_its_memory() {
    on_guest_stack(|| {
        let mut agent = start();
        assert_eq!(agent.load("repeat {}").0, Ended::OutOfFuel);
        let mut agent = start();
        let (_, answer) = agent.load("x <- list(); repeat x[[length(x) + 1]] <- numeric(1e7)");
        assert_eq!(answer, Some(Value::list([Value::str("memory")])));
    });
}

#[test]
fn leaving_r_is_told_from_ending_a_turn() {
    on_guest_stack(|| {
        // In a script it ends the script, and the agent says so; in a call it ends R.
        let (ended, answer) = start().load("quit(status = 3)");
        assert_eq!(ended, Ended::Returned { code: 0 });
        let code = Value::map([("code", Value::Int(3))]);
        assert_eq!(answer, Some(Value::list([Value::str("exited"), code])));
        let mut agent = start();
        assert_eq!(
            agent.load("f <- function() quit(status = 3)").0,
            Ended::Returned { code: 0 }
        );
        let none = || Value::list(Vec::new());
        let call = [
            Value::str("call"),
            Value::str("f"),
            none(),
            Value::map(Vec::<(&str, Value)>::new()),
        ];
        assert_eq!(agent.ask(call).0, Ended::Exited { code: 3 });
    });
}

#[test]
fn the_same_script_burns_the_same_fuel_and_draws_the_same_numbers() {
    on_guest_stack(|| {
        let run = || {
            let mut agent = start();
            agent.load(
                "x <- rnorm(100); print(sum(x)); print(tempfile()); summary(glm(am ~ wt, binomial, mtcars))",
            );
            let text = agent.sandbox.stdout().0.to_vec();
            (agent.sandbox.usage().fuel, text)
        };
        assert_eq!(run(), run());
    });
}

#[test]
fn errors_name_the_line_and_what_is_missing() {
    on_guest_stack(|| {
        let mut agent = start();
        let (_, answer) = agent.load("f <- function(x) {\n  y <- 1\n  y + absent\n}\nf(1)");
        let answer = answer.expect("an answer");
        let about = &answer.as_list().expect("a message")[1];
        let field = |name| about.get(name).cloned();
        assert_eq!(field("line"), Some(Value::Int(3)), "{answer:?}");
        assert_eq!(field("text"), Some(Value::str("y + absent")));
        assert_eq!(field("missing"), Some(Value::str("absent")));
        let (_, answer) = start().load("x <- 1\ny <- (");
        let answer = answer.expect("an answer");
        assert_eq!(answer.as_list().and_then(|list| list[0].as_str()), Some("syntax"));
        assert_eq!(
            answer.as_list().expect("a message")[1].get("line"),
            // The last line: the one after it, which R's parser names, isn't there.
            Some(&Value::Int(2))
        );
    });
}
