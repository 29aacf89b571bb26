//! Reading the parameters in `exercise.toml`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::error::{Findings, PackError};
use super::fields::{Fields, list};
use super::parameters::Scalar;
use super::source::Source;
use super::template;
use crate::text::Bilingual;

/// How many choices a parameter may have.
const MAX_CHOICES: usize = 1000;

/// Reads the table, if there is one.
pub(super) fn parameters(
    fields: &Fields<'_>,
    findings: &mut Findings,
) -> Option<BTreeMap<String, Vec<Scalar>>> {
    if fields.optional("parameters").is_none() {
        return Some(BTreeMap::new());
    }
    let (_, table) = fields.raw_table("parameters", findings)?;
    let source = fields.source();
    let read: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = key.get_ref().as_ref();
            if !template::is_name(name) {
                findings.push(source.error(
                    "pack::parameter_name",
                    key.span(),
                    Bilingual::new(
                        format!("« {name} » n'est pas un nom de paramètre"),
                        format!("`{name}` isn't a parameter's name"),
                    ),
                    Bilingual::new(
                        "employez des lettres sans accent, des chiffres et des soulignés, sans chiffre en tête",
                        "use letters without accents, digits and underscores, no digit first",
                    ),
                ));
                return None;
            }
            Some((name.to_owned(), choices(source, name, value, findings)?))
        })
        .collect();
    read.into_iter().collect()
}

/// Reads the choices of a parameter: at least one, all different, all of one type.
fn choices(
    source: &Source,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    findings: &mut Findings,
) -> Option<Vec<Scalar>> {
    let what = Bilingual::new(
        format!("une liste de 1 à {MAX_CHOICES} valeurs"),
        format!("a list of 1 to {MAX_CHOICES} values"),
    );
    let list = list(source, name, value, &what, findings)?;
    if !(1..=MAX_CHOICES).contains(&list.len()) {
        findings.push(source.error(
            "pack::out_of_range",
            value.span(),
            Bilingual::new(
                format!("« {name} » a {} valeurs, mais doit être {}", list.len(), what.fr),
                format!("`{name}` has {} values, but must be {}", list.len(), what.en),
            ),
            Bilingual::new("ajoutez ou retirez des valeurs", "add or remove values"),
        ));
        return None;
    }
    let mut choices: Vec<Scalar> = Vec::new();
    for item in list {
        let Some(choice) = scalar(item.get_ref()) else {
            findings.push(not_a_choice(
                source,
                item,
                Bilingual::new(
                    "cette valeur n'est ni un texte, ni un nombre fini, ni un booléen",
                    "this value is neither a text nor a finite number nor a boolean",
                ),
            ));
            return None;
        };
        let differs = choices
            .first()
            .is_some_and(|first| std::mem::discriminant(first) != std::mem::discriminant(&choice));
        if differs || choices.contains(&choice) {
            let message = if differs {
                Bilingual::new(
                    "cette valeur n'est pas du type des précédentes",
                    "this value isn't of the type of those before it",
                )
            } else {
                Bilingual::new("cette valeur est donnée deux fois", "this value is given twice")
            };
            findings.push(not_a_choice(source, item, message));
            return None;
        }
        choices.push(choice);
    }
    Some(choices)
}

fn not_a_choice(source: &Source, item: &Spanned<DeValue<'_>>, message: Bilingual) -> PackError {
    source.error(
        "pack::parameter_choices",
        item.span(),
        message,
        Bilingual::new(
            "donnez des valeurs différentes d'un même type (1.0 est un nombre à virgule, 1 un entier)",
            "give different values of one type (1.0 is a decimal number, 1 a whole one)",
        ),
    )
}

fn scalar(value: &DeValue<'_>) -> Option<Scalar> {
    match value {
        DeValue::String(text) => Some(Scalar::Text(text.as_ref().to_owned())),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(Scalar::Integer),
        DeValue::Float(float) => float
            .as_str()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(Scalar::Float),
        DeValue::Boolean(value) => Some(Scalar::Boolean(*value)),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}
