//! What is in a data file: its columns, their types, its first rows.

use super::super::describe;
use spyrales_core::text::Lang;

/// Rows that a preview shows.
const ROWS: usize = 5;
/// Columns that a preview shows.
const COLUMNS: usize = 40;
/// Characters of a cell.
const CELL: usize = 60;
/// Rows that types are guessed from.
const LOOKED_AT: usize = 200;

/// A data file on an exercise's page.
#[derive(Debug)]
pub(in crate::http::web) struct DataFile {
    pub(in crate::http::web) name: String,
    pub(in crate::http::web) address: String,
    pub(in crate::http::web) size: String,
    pub(in crate::http::web) table: Option<Table>,
}

/// The beginning of a table.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::http::web) struct Table {
    /// Name, and the end of the key that names the type.
    pub(in crate::http::web) columns: Vec<(String, &'static str)>,
    pub(in crate::http::web) rows: Vec<Vec<String>>,
    /// Rows in the file.
    pub(in crate::http::web) total: usize,
    /// Columns that aren't shown.
    pub(in crate::http::web) more: usize,
}

pub(super) fn of(name: &str, address: String, content: &[u8], lang: Lang) -> DataFile {
    let is_table = [".csv", ".tsv"].iter().any(|end| name.ends_with(end));
    DataFile {
        name: name.to_owned(),
        address,
        size: describe::bytes(content.len(), lang),
        table: is_table.then(|| table(content)).flatten(),
    }
}

/// Reads a table whose separator is the one that its first line has most of.
fn table(content: &[u8]) -> Option<Table> {
    let first = content.split(|byte| *byte == b'\n').next()?;
    let count = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().max_by_key(|s| count(*s))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content));
    let names = reader.byte_headers().ok()?.clone();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut total = 0;
    for record in reader.byte_records() {
        let record = record.ok()?;
        total += 1;
        if rows.len() < LOOKED_AT {
            let cells = record
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned());
            rows.push(cells.collect());
        }
    }
    let columns = names.iter().take(COLUMNS).enumerate().map(|(at, name)| {
        let cells = rows.iter().filter_map(|row| row.get(at).map(String::as_str));
        (short(&String::from_utf8_lossy(name)), kind(cells))
    });
    let columns: Vec<_> = columns.collect();
    let rows = rows
        .into_iter()
        .take(ROWS)
        .map(|row| row.iter().take(COLUMNS).map(|cell| short(cell)).collect())
        .collect();
    Some(Table {
        more: names.len().saturating_sub(COLUMNS),
        columns,
        rows,
        total,
    })
}

fn short(cell: &str) -> String {
    let mut text: String = cell.chars().take(CELL).collect();
    if text.len() < cell.len() {
        text.push('…');
    }
    text
}

/// What a column holds. Digits with a leading zero are a code, not a number: reading them as one loses the zero.
fn kind<'a>(cells: impl Iterator<Item = &'a str>) -> &'static str {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let all = |holds: fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| holds(cell));
    let is_code =
        |cell: &&&str| cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|b| b.is_ascii_digit());
    if cells.iter().any(|cell| is_code(&cell)) {
        "text"
    } else if all(|cell| cell.parse::<i64>().is_ok()) {
        "integer"
    } else if all(|cell| {
        cell.replacen(',', ".", 1)
            .parse::<f64>()
            .is_ok_and(f64::is_finite)
    }) {
        "number"
    } else if all(|cell| {
        cell.get(..10)
            .is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
    }) {
        "date"
    } else {
        "text"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_with_their_types() {
        let file = "commune;nom;total;taux;jour\n01001;Abc;12;3,5;2024-01-02\n75056;\"D;e\";-4;1e3;2024-01-03 10:00\n";
        let table = table(file.as_bytes()).unwrap();
        let kinds: Vec<&str> = table.columns.iter().map(|(_, kind)| *kind).collect();
        assert_eq!(kinds, ["text", "text", "integer", "number", "date"]);
        assert_eq!(table.rows[1][1], "D;e");
        assert_eq!((table.total, table.more), (2, 0));
    }

    #[test]
    fn a_file_that_is_no_table_is_a_file_all_the_same() {
        assert_eq!(
            table(b""),
            Some(Table {
                columns: vec![],
                rows: vec![],
                total: 0,
                more: 0
            })
        );
        let odd = table(b"a,b\n1\n1,2,3\n\xff,\xfe\n").unwrap();
        assert_eq!(odd.rows.len(), 3);
        assert!(of("notes.txt", String::new(), b"a,b", Lang::Fr).table.is_none());
        assert_eq!(short(&"é".repeat(61)).chars().count(), 61);
    }
}
