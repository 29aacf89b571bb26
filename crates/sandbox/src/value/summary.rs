use super::{Column, Index, Value};

/// How much of a string a summary quotes, in characters.
const QUOTED: usize = 40;

/// A few words that say what a value is, in French and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Summary {
    fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            fr: fr.into(),
            en: en.into(),
        }
    }

    fn counted(count: usize, fr: [&str; 2], en: [&str; 2]) -> Self {
        // French counts 0 and 1 alike, English sets 1 apart.
        let (fr, en) = (fr[usize::from(count > 1)], en[usize::from(count != 1)]);
        Self {
            fr: fr.replace('#', &count.to_string()),
            en: en.replace('#', &count.to_string()),
        }
    }
}

impl Value {
    /// What the value is, in a few words whatever its size; the submission's own words are quoted in part.
    #[must_use]
    pub fn summary(&self) -> Summary {
        match self {
            Self::Null => Summary::new("aucune valeur", "no value"),
            Self::Na => Summary::new("valeur manquante (NA)", "missing value (NA)"),
            Self::Nat => Summary::new("date ou durée manquante (NaT)", "missing date or duration (NaT)"),
            Self::Bool(true) => Summary::new("vrai", "true"),
            Self::Bool(false) => Summary::new("faux", "false"),
            Self::Int(value) => Summary::new(format!("entier {value}"), format!("integer {value}")),
            Self::BigInt(value) => {
                let bits = value.as_bytes().len() * 8;
                Summary::new(
                    format!("entier de {bits} bits"),
                    format!("integer of {bits} bits"),
                )
            }
            Self::Float(value) => Summary::new(format!("nombre {value}"), format!("number {value}")),
            Self::Complex(..) => Summary::new("nombre complexe", "complex number"),
            Self::Decimal(_) => Summary::new("nombre décimal", "decimal number"),
            Self::Str(text) => quoted(text),
            Self::Bytes(bytes) => {
                Summary::counted(bytes.len(), ["# octet", "# octets"], ["# byte", "# bytes"])
            }
            Self::Date(_) => Summary::new("date", "date"),
            Self::Time(_) => Summary::new("heure", "time of day"),
            Self::DateTime(_) | Self::Timestamp(_) => Summary::new("date et heure", "date and time"),
            Self::Duration(_) | Self::Timedelta(_) => Summary::new("durée", "duration"),
            Self::Interval(_) => Summary::new("intervalle", "interval"),
            Self::Period(_) => Summary::new("période", "period"),
            Self::List(items) => Summary::counted(
                items.len(),
                ["liste de # élément", "liste de # éléments"],
                ["list of # item", "list of # items"],
            ),
            Self::Tuple(items) => Summary::counted(
                items.len(),
                ["n-uplet de # élément", "n-uplet de # éléments"],
                ["tuple of # item", "tuple of # items"],
            ),
            Self::Set(set) => Summary::counted(
                set.as_slice().len(),
                ["ensemble de # élément", "ensemble de # éléments"],
                ["set of # item", "set of # items"],
            ),
            Self::Map(map) => Summary::counted(
                map.entries().len(),
                ["dictionnaire de # entrée", "dictionnaire de # entrées"],
                ["dictionary of # entry", "dictionary of # entries"],
            ),
            Self::Array(array) => grid(array.shape(), &array.dtype().name()),
            Self::ObjectArray(array) => grid(array.shape(), "object"),
            Self::Series(series) => vector("série", "series", series.values().len()),
            Self::Frame(frame) => table(
                "tableau de données",
                "data frame",
                frame.index().len(),
                frame.columns().len(),
            ),
            Self::Sparse(sparse) => table(
                "matrice creuse",
                "sparse matrix",
                sparse.shape().0,
                sparse.shape().1,
            ),
            Self::Figure(_) => Summary::new("figure", "figure"),
            Self::Column(column) => vector("vecteur", "vector", Column::len(column)),
            Self::Index(index) => vector("index", "index", Index::len(index)),
            Self::Handle(handle) => {
                let Summary { fr, en } = quoted(&handle.class);
                Summary::new(format!("objet de classe {fr}"), format!("object of class {en}"))
            }
        }
    }
}

fn quoted(text: &str) -> Summary {
    let mut start: String = text.chars().take(QUOTED).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    Summary::new(format!("« {start} »"), format!("“{start}”"))
}

fn grid(shape: &[usize], dtype: &str) -> Summary {
    let axes: Vec<String> = shape.iter().take(4).map(ToString::to_string).collect();
    let more = if shape.len() > 4 { " × …" } else { "" };
    let axes = format!("{}{more}", axes.join(" × "));
    Summary::new(
        format!("tableau {axes} ({dtype})"),
        format!("array {axes} ({dtype})"),
    )
}

fn vector(fr: &str, en: &str, length: usize) -> Summary {
    let Summary {
        fr: count_fr,
        en: count_en,
    } = Summary::counted(length, ["# valeur", "# valeurs"], ["# value", "# values"]);
    Summary::new(format!("{fr} de {count_fr}"), format!("{en} of {count_en}"))
}

fn table(fr: &str, en: &str, rows: usize, columns: usize) -> Summary {
    let lines = Summary::counted(rows, ["# ligne", "# lignes"], ["# row", "# rows"]);
    let across = Summary::counted(columns, ["# colonne", "# colonnes"], ["# column", "# columns"]);
    Summary::new(
        format!("{fr} de {} × {}", lines.fr, across.fr),
        format!("{en} of {} × {}", lines.en, across.en),
    )
}
