//! Reading a TOML table field by field, going on after an error.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::pack::error::{Findings, PackError};
use crate::pack::source::Source;
use crate::text::Bilingual;

/// A table of a file, with the fields that it may have.
pub(crate) struct Fields<'a> {
    source: &'a Source,
    table: &'a DeTable<'a>,
    /// Where the table begins, for what is missing in it.
    start: Range<usize>,
    /// Fields that are probably meant by unknown ones: reported there, not once more as missing.
    mistyped: Vec<&'static str>,
}

/// A value and where it stands.
pub(crate) type At<T> = Spanned<T>;

impl<'a> Fields<'a> {
    /// Opens a table that begins at `start`. Fields that it can't have are reported.
    pub(crate) fn open(
        source: &'a Source,
        table: &'a DeTable<'a>,
        start: Range<usize>,
        known: &[&'static str],
        findings: &mut Findings,
    ) -> Self {
        let mut mistyped = Vec::new();
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let unset = known.iter().copied().filter(|known| !table.contains_key(*known));
            let nearest = nearest(name, unset);
            mistyped.extend(nearest);
            findings.push(source.error(
                "pack::unknown_field",
                key.span(),
                Bilingual::new(
                    format!("champ inconnu « {name} »"),
                    format!("unknown field `{name}`"),
                ),
                suggestion(nearest, known.iter().copied()),
            ));
        }
        Self {
            source,
            table,
            start,
            mistyped,
        }
    }

    /// The file.
    pub(crate) fn source(&self) -> &'a Source {
        self.source
    }

    /// A field's value, if there is one.
    pub(crate) fn optional(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(name)
    }

    /// A field's value; its absence is reported.
    pub(crate) fn required(
        &self,
        name: &str,
        what: &Bilingual,
        findings: &mut Findings,
    ) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.optional(name);
        if value.is_none() && !self.mistyped.contains(&name) {
            findings.push(self.source.error(
                "pack::missing_field",
                self.start.clone(),
                Bilingual::new(
                    format!("il manque le champ « {name} »"),
                    format!("the field `{name}` is missing"),
                ),
                Bilingual::new(
                    format!("ajoutez `{name}` : {}", what.fr),
                    format!("add `{name}`: {}", what.en),
                ),
            ));
        }
        value
    }

    /// A text that isn't blank.
    pub(crate) fn text(&self, name: &str, findings: &mut Findings) -> Option<At<&'a str>> {
        let value = self.required(name, &Bilingual::new("un texte", "a text"), findings)?;
        text(self.source, name, value, findings)
    }

    /// A whole number in a range.
    pub(crate) fn whole(
        &self,
        name: &str,
        range: &RangeInclusive<u64>,
        findings: &mut Findings,
    ) -> Option<u64> {
        let value = self.required(name, &whole_in(range), findings)?;
        whole(self.source, name, value, range, findings)
    }

    /// The version of the file's format, which must be 1.
    pub(crate) fn format(&self, findings: &mut Findings) -> Option<()> {
        let what = Bilingual::new("le nombre 1", "the number 1");
        let value = self.required("format", &what, findings)?;
        let Some(number) = value.get_ref().as_integer() else {
            findings.push(wrong_type(self.source, "format", value, &what));
            return None;
        };
        if number.as_str() != "1" {
            findings.push(self.source.error(
                "pack::format",
                value.span(),
                Bilingual::new(
                    format!("le format {number} n'est pas connu de cette version de Spyrales"),
                    format!("this version of Spyrales doesn't know format {number}"),
                ),
                Bilingual::new(
                    "écrivez `format = 1`, ou mettez Spyrales à jour",
                    "write `format = 1`, or update Spyrales",
                ),
            ));
            return None;
        }
        Some(())
    }

    /// A list.
    pub(crate) fn list(
        &self,
        name: &str,
        what: &Bilingual,
        findings: &mut Findings,
    ) -> Option<&'a [Spanned<DeValue<'a>>]> {
        let value = self.required(name, what, findings)?;
        list(self.source, name, value, what, findings)
    }

    /// A list of texts, each given once; `None` if one of them isn't a text.
    pub(crate) fn texts(&self, name: &str, findings: &mut Findings) -> Option<Vec<At<&'a str>>> {
        let what = Bilingual::new("une liste de textes", "a list of texts");
        let list = self.list(name, &what, findings)?;
        let mut texts: Vec<At<&str>> = Vec::new();
        let mut seen = BTreeSet::new();
        for item in list {
            let item = text(self.source, name, item, findings)?;
            if !seen.insert(*item.get_ref()) {
                findings.push(self.source.error(
                    "pack::duplicate",
                    item.span(),
                    Bilingual::new(
                        format!("« {} » est donné deux fois", item.get_ref()),
                        format!("`{}` is given twice", item.get_ref()),
                    ),
                    Bilingual::new("ne le gardez qu'une fois", "keep it once"),
                ));
            }
            texts.push(item);
        }
        Some(texts)
    }

    /// A list of texts with at least one in it.
    pub(crate) fn some_texts(&self, name: &str, findings: &mut Findings) -> Option<Vec<At<&'a str>>> {
        let texts = self.texts(name, findings)?;
        if texts.is_empty() {
            findings.push(self.empty_list(name));
            return None;
        }
        Some(texts)
    }

    /// A table within this one.
    pub(crate) fn table(
        &self,
        name: &str,
        known: &[&'static str],
        findings: &mut Findings,
    ) -> Option<Fields<'a>> {
        let (start, table) = self.raw_table(name, findings)?;
        Some(Fields::open(self.source, table, start, known, findings))
    }

    /// A table within this one whose fields have free names.
    pub(crate) fn raw_table(
        &self,
        name: &str,
        findings: &mut Findings,
    ) -> Option<(Range<usize>, &'a DeTable<'a>)> {
        let what = Bilingual::new(format!("une table [{name}]"), format!("a table [{name}]"));
        let value = self.required(name, &what, findings)?;
        let Some(table) = value.get_ref().as_table() else {
            findings.push(wrong_type(self.source, name, value, &what));
            return None;
        };
        Some((self.span_of(name), table))
    }

    /// The tables of a list `[[name]]`, none if it isn't there; `None` if it isn't a list of tables.
    pub(crate) fn tables(
        &self,
        name: &str,
        known: &[&'static str],
        findings: &mut Findings,
    ) -> Option<Vec<Fields<'a>>> {
        let what = Bilingual::new(format!("des tables [[{name}]]"), format!("tables [[{name}]]"));
        let Some(value) = self.optional(name) else {
            return Some(Vec::new());
        };
        let mut tables = Vec::new();
        for item in list(self.source, name, value, &what, findings)? {
            let Some(table) = item.get_ref().as_table() else {
                findings.push(wrong_type(self.source, name, item, &what));
                return None;
            };
            tables.push(Fields::open(self.source, table, item.span(), known, findings));
        }
        Some(tables)
    }

    /// The tables of a list `[[name]]`, at least one.
    pub(crate) fn some_tables(
        &self,
        name: &str,
        known: &[&'static str],
        findings: &mut Findings,
    ) -> Option<Vec<Fields<'a>>> {
        let what = Bilingual::new(
            format!("au moins une table [[{name}]]"),
            format!("at least one table [[{name}]]"),
        );
        self.required(name, &what, findings)?;
        let tables = self.tables(name, known, findings)?;
        if tables.is_empty() {
            findings.push(self.empty_list(name));
            return None;
        }
        Some(tables)
    }

    /// A list that must not be empty is.
    fn empty_list(&self, name: &str) -> PackError {
        self.source.error(
            "pack::empty",
            self.span_of(name),
            Bilingual::new(
                format!("la liste « {name} » est vide"),
                format!("the list `{name}` is empty"),
            ),
            Bilingual::new("donnez-lui au moins un élément", "give it at least one item"),
        )
    }

    /// Where a field's name stands; where the table begins if it isn't there.
    pub(crate) fn span_of(&self, name: &str) -> Range<usize> {
        self.table
            .get_key_value(name)
            .map_or_else(|| self.start.clone(), |(key, _)| key.span())
    }
}

/// A value as a text that isn't blank.
pub(crate) fn text<'a>(
    source: &Source,
    name: &str,
    value: &'a Spanned<DeValue<'a>>,
    findings: &mut Findings,
) -> Option<At<&'a str>> {
    let Some(text) = value.get_ref().as_str() else {
        findings.push(wrong_type(
            source,
            name,
            value,
            &Bilingual::new("un texte entre guillemets", "a text in double quotes"),
        ));
        return None;
    };
    if text.trim().is_empty() {
        findings.push(source.error(
            "pack::empty",
            value.span(),
            Bilingual::new(
                format!("le texte « {name} » est vide"),
                format!("the text `{name}` is empty"),
            ),
            Bilingual::new("écrivez-le", "write it"),
        ));
        return None;
    }
    Some(Spanned::new(value.span(), text))
}

/// A value as a whole number in a range.
pub(crate) fn whole(
    source: &Source,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    range: &RangeInclusive<u64>,
    findings: &mut Findings,
) -> Option<u64> {
    let what = whole_in(range);
    let Some(integer) = value.get_ref().as_integer() else {
        findings.push(wrong_type(source, name, value, &what));
        return None;
    };
    let number = u64::from_str_radix(integer.as_str(), integer.radix())
        .ok()
        .filter(|number| range.contains(number));
    if number.is_none() {
        findings.push(source.error(
            "pack::out_of_range",
            value.span(),
            Bilingual::new(
                format!("« {name} » vaut {integer}, mais doit être {}", what.fr),
                format!("`{name}` is {integer}, but must be {}", what.en),
            ),
            Bilingual::new("choisissez une valeur permise", "choose a value that is allowed"),
        ));
    }
    number
}

fn whole_in(range: &RangeInclusive<u64>) -> Bilingual {
    let (low, high) = (range.start(), range.end());
    Bilingual::new(
        format!("un nombre entier de {low} à {high}"),
        format!("a whole number from {low} to {high}"),
    )
}

/// A value as a list.
pub(crate) fn list<'a>(
    source: &Source,
    name: &str,
    value: &'a Spanned<DeValue<'a>>,
    what: &Bilingual,
    findings: &mut Findings,
) -> Option<&'a [Spanned<DeValue<'a>>]> {
    let list = value.get_ref().as_array();
    if list.is_none() {
        findings.push(wrong_type(source, name, value, what));
    }
    list.map(|list| &**list)
}

/// A value is of another type than it must be.
pub(crate) fn wrong_type(
    source: &Source,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    expected: &Bilingual,
) -> PackError {
    let (fr, en) = match value.get_ref() {
        DeValue::String(_) => ("un texte", "a text"),
        DeValue::Integer(_) => ("un nombre entier", "a whole number"),
        DeValue::Float(_) => ("un nombre à virgule", "a decimal number"),
        DeValue::Boolean(_) => ("un booléen", "a boolean"),
        DeValue::Datetime(_) => ("une date", "a date"),
        DeValue::Array(_) => ("une liste", "a list"),
        DeValue::Table(_) => ("une table", "a table"),
    };
    source.error(
        "pack::wrong_type",
        value.span(),
        Bilingual::new(
            format!("« {name} » est {fr}, mais doit être {}", expected.fr),
            format!("`{name}` is {en}, but must be {}", expected.en),
        ),
        Bilingual::new(
            format!("remplacez la valeur par {}", expected.fr),
            format!("replace the value by {}", expected.en),
        ),
    )
}

/// The name that was probably meant.
pub(crate) fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&name, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}

/// "Did you mean …?", or all that it could be.
pub(crate) fn suggestion<'n>(
    nearest: Option<&str>,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Bilingual {
    if let Some(nearest) = nearest {
        return Bilingual::new(
            format!("vouliez-vous dire « {nearest} » ?"),
            format!("did you mean `{nearest}`?"),
        );
    }
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let all = candidates.join(", ");
    if candidates.is_empty() {
        return Bilingual::new("retirez-le", "remove it");
    }
    Bilingual::new(format!("possibles ici : {all}"), format!("possible here: {all}"))
}
