//! What R draws: which figure a check is handed, and what a page is shown of a run.

use spyrales_core::grading::{Drawn, Picture, Run, Verdict};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::value::Value;
use spyrales_tests::agent::Agent;
use spyrales_tests::{folder, r};

/// What running some lines comes to, as on the page of an exercise.
fn run(source: &str) -> Run {
    let pack = folder::pack(&folder::exercises().join("r-premiers-pas"));
    let run = r::grader().run(&pack.exercises[0], source.as_bytes(), 7);
    run.unwrap_or_else(|error| panic!("{error}"))
}

fn figures(source: &str) -> Vec<Drawn> {
    let run = run(source);
    assert_eq!(run.verdict, Verdict::Graded, "{:?}", run.output);
    run.figures
}

fn svg(figure: &Drawn) -> &str {
    match &figure.picture {
        Some(Picture::Svg(text)) => text,
        other => panic!("{other:?}"),
    }
}

/// What a check is handed of what some lines draw: kind, titles of the plots.
fn figure(source: &str) -> Option<(String, Vec<Option<String>>)> {
    on_guest_stack(|| {
        let mut agent = Agent::start(&r::pair(), Limits::default());
        let (ended, answer) = agent.load(source);
        let done = Value::list([Value::str("done"), Value::Null]);
        assert_eq!(answer, Some(done), "{ended:?}");
        let Value::Figure(figure) = agent.done([Value::str("figure")]) else {
            return None;
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let kind = figure.description().get("kind").and_then(text)?;
        let axes = figure.description().get("axes")?.as_list()?;
        Some((kind, axes.iter().map(|plot| text(plot.get("title")?)).collect()))
    })
}

fn known(kind: &str, titles: &[&str]) -> Option<(String, Vec<Option<String>>)> {
    let titles = titles.iter().map(|title| Some((*title).to_owned()));
    Some((kind.to_owned(), titles.collect()))
}

#[test]
fn the_figure_of_a_check_is_the_last_page_wherever_it_was_drawn() {
    assert_eq!(figure("x <- 1"), None);
    let last = figure("plot(1:3, main = 'a'); hist(c(1, 2, 2), main = 'b')");
    assert_eq!(last, known("hist", &["b"]));
    let both = figure("par(mfrow = c(1, 2)); barplot(1:3, main = 'a'); plot(1:3, main = 'b')");
    assert_eq!(both, known("bars", &["a", "b"]));
    // Files of the learner's own, closed or not.
    for device in ["pdf('a.pdf')", "png('a.png')", "svg('a.svg')", "dev.new()"] {
        let closed = figure(&format!("{device}; plot(1:3, main = 'c'); invisible(dev.off())"));
        assert_eq!(closed, known("points", &["c"]), "{device}");
        let left = figure(&format!("{device}; pie(1:3, main = 'c')"));
        assert_eq!(left, known("pie", &["c"]), "{device}");
    }
    let closed =
        figure("pdf('a.pdf'); plot(1:3, main = 'c'); graphics.off(); stopifnot(file.size('a.pdf') > 2000)");
    assert_eq!(closed, known("points", &["c"]));
    // An error that is caught in the middle of a plot takes nothing from the next one.
    let after = figure("try(lines(1:3), silent = TRUE); plot(1:3, main = 'd', type = 'l')");
    assert_eq!(after, known("line", &["d"]));
    // A plot of the package grid is there, though nothing is known of it.
    let grid = figure("library(grid); grid.newpage(); grid.rect()");
    assert_eq!(grid.map(|(kind, _)| kind).as_deref(), Some("other"));
}

#[test]
fn what_marks_leave_in_rs_functions_is_seen_by_nobody() {
    let run = run("f <- function(...) legend('top', ...)\n\
         plot(1:3); str(f(legend = c('a', 'b'), lty = 1:2)$text$y > 0)\n\
         print(barplot(c(a = 1, b = 2)))\n\
         str(boxplot(1:5)$n)\n\
         calls <- 0; count <- function(x) { calls <<- calls + 1; x }\n\
         invisible(barplot(count(1:2))); pie(count(1:2)); print(calls)\n\
         tryCatch(legend('nowhere', 'a'), error = function(e) cat(conditionMessage(e), '\\n'))\n\
         dev.off()");
    let expected = " logi [1:2] TRUE TRUE\n     [,1]\n[1,]  0.7\n[2,]  1.9\n num 5\n[1] 2\n";
    assert!(run.output.stdout.starts_with(expected), "{}", run.output.stdout);
    assert!(
        run.output.stdout.ends_with("null device \n          1 \n"),
        "{}",
        run.output.stdout
    );
    assert_eq!(run.output.stderr, "");
}

#[test]
fn a_run_shows_each_page_as_an_image_with_words_for_it() {
    let figures = figures(
        "barplot(c('Été' = 3, Hiver = 1), main = 'Œuvres – 2 €', ylab = 'Nombre')\n\
         plot(1:3, col = rgb(1, 0, 0, 0.5), pch = 19, main = expression(alpha <= 1))\n\
         image(matrix(1:4, 2), useRaster = TRUE)\n",
    );
    assert_eq!(figures.len(), 3);
    assert_eq!(
        figures[0].about.fr,
        "diagramme en barres « Œuvres – 2 € », en ordonnée « Nombre »"
    );
    let first = svg(&figures[0]);
    for text in [
        ">Œuvres – 2 €<",
        ">Été<",
        ">Nombre<",
        "rotate(-90 ",
        "fill=\"#bebebe\"",
    ] {
        assert!(first.contains(text), "{text} isn't in {first}");
    }
    let second = svg(&figures[1]);
    for text in [
        "fill=\"#ff0000\" fill-opacity=\"0.5\"",
        ">α<",
        ">≤<",
        "clip-path=\"url(#c0)\"",
    ] {
        assert!(second.contains(text), "{text} isn't in {second}");
    }
    assert!(svg(&figures[2]).matches("<path").count() > 4);
    if let Some(folder) = std::env::var_os("SPYRALES_KEEP_PICTURES") {
        for (number, figure) in figures.iter().enumerate() {
            let file = std::path::Path::new(&folder).join(format!("{number}.svg"));
            std::fs::write(file, svg(figure)).expect("a folder that can be written to");
        }
    }
}

#[test]
fn the_same_program_draws_the_same_picture() {
    let source = "set.seed(3); plot(rnorm(50), main = Sys.time()); hist(rnorm(99)); pie(1:4)";
    let (first, second) = (figures(source), figures(source));
    assert_eq!(first.len(), 3);
    assert_eq!(first, second);
}

#[test]
fn labels_are_text_whatever_they_hold() {
    let source = "attack <- '</text><script>alert(1)</script><a href=\"javascript:alert(2)\">&\\'\"'\n\
                  plot(1:3, main = attack, xlab = attack, ylab = '\\u0001', family = 'serif'); text(2, 2, attack)";
    let figures = figures(source);
    let drawn = svg(&figures[0]);
    assert!(drawn.contains("&lt;script&gt;"), "{drawn}");
    for wrong in ["<script", "<a ", "href", "style", "<foreignObject", "\u{1}"] {
        // The words themselves may be there, between tags.
        let markup = drawn
            .split('>')
            .map(|part| part.rsplit('<').next().unwrap_or_default());
        let found: Vec<_> = markup
            .filter(|tag| tag.contains(wrong.trim_start_matches('<')))
            .collect();
        let harmless = found
            .iter()
            .all(|tag| tag.starts_with("/text") || !tag.contains('='));
        assert!(harmless, "{wrong}: {found:?}");
    }
}

#[test]
fn a_plot_of_a_million_points_is_described_and_not_drawn() {
    let figures = figures("x <- seq_len(1e6); plot(x, x, pch = '.', main = 'grand')");
    assert_eq!(figures.len(), 1);
    assert_eq!(figures[0].picture, None);
    assert_eq!(
        figure("x <- seq_len(1e6); plot(x, x, main = 'grand')"),
        known("points", &["grand"])
    );
    assert!(
        figures[0].about.en.starts_with("scatter plot “grand”"),
        "{}",
        figures[0].about.en
    );
}

/// The submission's process may say anything of what it drew: it is read, and never passed on.
#[test]
fn pictures_that_lie_are_none_of_the_pages() {
    for (picture, told) in [
        (
            "charToRaw('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>')",
            0,
        ),
        ("charToRaw('%PDF-1.4\\n<script>alert(1)</script>')", 1),
        ("raw(0)", 1),
        ("rep(as.raw(0x89), 3e6)", 0),
    ] {
        let run = run(&format!(
            "home <- asNamespace('spyrales')\n\
             home$shown_figures <- function() list(home$figure_of(list(title = '<script>'), {picture}))"
        ));
        assert_eq!(run.figures.len(), told, "{picture}");
        let pictures = run.figures.iter().filter(|figure| figure.picture.is_some());
        assert_eq!(pictures.count(), 0, "{picture}");
    }
    // A device that fails is the learner's own, and takes nothing else with it.
    let run = run("options(device = function(...) stop('no')); x <- 1; try(plot(1), silent = TRUE)");
    assert_eq!(
        (run.verdict, run.figures.len(), run.variables.len()),
        (Verdict::Graded, 0, 1)
    );
    // Neither does a hook that fails, or one that was taken away.
    let figures = figures("setHook('before.plot.new', NULL, 'replace'); plot(1:3, main = 'e'); home <- 1");
    assert_eq!(figures.len(), 1);
}
