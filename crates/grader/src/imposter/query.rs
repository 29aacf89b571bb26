//! A query that gives fixed rows, whatever the database holds.

use spyrales_sandbox::value::Value;

/// The query for rows as the protocol's `query` answers them; nothing for rows that SQL has no literals for.
pub(super) fn of_rows(answer: &Value) -> Option<String> {
    let columns = answer.get("columns")?.as_list()?;
    let columns: Vec<_> = columns.iter().map(Value::as_str).collect::<Option<_>>()?;
    let rows = answer.get("rows")?.as_list()?;
    let select = |row: &[Value]| {
        let cells = row.iter().zip(&columns).map(|(cell, column)| {
            Some(format!(
                "{} AS \"{}\"",
                literal(cell)?,
                column.replace('"', "\"\"")
            ))
        });
        let cells: Vec<_> = cells.collect::<Option<_>>()?;
        Some(format!("SELECT {}", cells.join(", ")))
    };
    if rows.is_empty() {
        let nothing: Vec<_> = columns.iter().map(|_| Value::Null).collect();
        return Some(format!("{} WHERE 0", select(&nothing)?));
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|row| match row {
            Value::List(cells) | Value::Tuple(cells) => select(cells),
            _ => None,
        })
        .collect::<Option<_>>()?;
    Some(rows.join(" UNION ALL "))
}

fn literal(cell: &Value) -> Option<String> {
    Some(match cell {
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => format!("{number:?}"),
        Value::Str(text) => format!("'{}'", text.replace('\'', "''")),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_a_query_without_a_table() {
        let answer = |rows: Vec<Value>| {
            let columns = Value::list([Value::str("nom"), Value::str("a\"b")]);
            Value::map([("columns", columns), ("rows", Value::List(rows))])
        };
        let row = |name: &str, number| Value::Tuple(vec![Value::str(name), number]);
        assert_eq!(
            of_rows(&answer(vec![
                row("l'Ain", Value::Float(2.0)),
                row("Var", Value::Null)
            ]))
            .unwrap(),
            "SELECT 'l''Ain' AS \"nom\", 2.0 AS \"a\"\"b\" UNION ALL SELECT 'Var' AS \"nom\", NULL AS \"a\"\"b\""
        );
        assert_eq!(
            of_rows(&answer(Vec::new())).unwrap(),
            "SELECT NULL AS \"nom\", NULL AS \"a\"\"b\" WHERE 0"
        );
        assert!(of_rows(&answer(vec![row("x", Value::bytes([1]))])).is_none());
    }
}
