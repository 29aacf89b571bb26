//! Help pages. They are in French, whatever `--lang` says: it changes what commands print.

use super::spyrales;

/// The subcommands that a help page lists.
fn subcommands(page: &str) -> Vec<String> {
    page.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // A description that goes on is indented further.
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().map(str::to_owned))
        .filter(|name| !name.is_empty() && name != "help")
        .collect()
}

#[test]
fn every_command_explains_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (mut open, mut seen) = (vec![Vec::<String>::new()], 0);
    while let Some(command) = open.pop() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let output = spyrales(folder.path(), &arguments).output().unwrap();
        assert!(output.status.success(), "{command:?}");
        let page = String::from_utf8(output.stdout).unwrap();
        for subcommand in subcommands(&page) {
            open.push([command.clone(), vec![subcommand]].concat());
        }
        let name = ["spyrales".to_owned()]
            .into_iter()
            .chain(command)
            .collect::<Vec<_>>()
            .join("-");
        insta::assert_snapshot!(name, page);
        seen += 1;
    }
    assert!(seen > 20, "{seen} help pages");
}
