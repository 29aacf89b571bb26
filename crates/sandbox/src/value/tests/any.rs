//! Arbitrary values, of every kind.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use crate::value::{
    Array, BigInt, Categories, Closed, CodedLevel, Column, Date, DateTime, DateTimes, Decimal, Dtype,
    Duration, Durations, Figure, Frame, Frequency, Handle, Index, Interval, Intervals, Level, Levels, Map,
    Missing, Nullable, Numbers, ObjectArray, ObjectKind, Order, Period, Periods, Range, Series, Set, Sparse,
    SparseFormat, StringDtype, Strings, Time, Unit, Value, Zone,
};

pub(super) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![4 => key(), 1 => array().prop_map(|array| Value::Array(Box::new(array))), 1 => sparse(), 1 => handle()];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let items = || vec(inner.clone(), 0..6);
        prop_oneof![
            items().prop_map(Value::List),
            items().prop_map(Value::Tuple),
            map(inner.clone()).prop_map(Value::Map),
            items().prop_map(objects),
            (map(inner.clone()), any::<bool>()).prop_map(figure),
            (0_usize..4).prop_flat_map({
                let inner = inner.clone();
                move |rows| column(rows, inner.clone()).prop_map(|column| Value::Column(Box::new(column)))
            }),
            (0_usize..4).prop_flat_map(|rows| index(rows).prop_map(|index| Value::Index(Box::new(index)))),
            (0_usize..4).prop_flat_map({
                let inner = inner.clone();
                move |rows| series(rows, inner.clone())
            }),
            (0_usize..4, 0_usize..4).prop_flat_map(move |(rows, columns)| frame(
                rows,
                columns,
                inner.clone()
            )),
        ]
    })
}

/// What may be a key, a name or a member of a set.
fn key() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Tuple),
            vec(inner, 0..3).prop_map(|items| Value::Set(Set::new(items).unwrap())),
        ]
    })
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::sample::select(vec![
            Value::Null,
            Value::Na,
            Value::Nat,
            Value::Bool(true),
            Value::Bool(false)
        ]),
        any::<i64>().prop_map(Value::Int),
        vec(any::<u8>(), 9..20)
            .prop_filter_map("canonical", |bytes| BigInt::new(bytes).ok().map(Value::BigInt)),
        float().prop_map(Value::Float),
        (float(), float()).prop_map(|(real, imaginary)| Value::Complex(real, imaginary)),
        "-?[0-9]{1,9}(\\.[0-9]{1,9})?(E[+-][0-9]{1,4})?"
            .prop_map(|text| Value::Decimal(Decimal::new(text).unwrap())),
        any::<String>().prop_map(Value::Str),
        vec(any::<u8>(), 0..9).prop_map(Value::Bytes),
        (-719_162..2_932_897).prop_map(|days| Value::Date(Date::new(days).unwrap())),
        (0..86_400_000_000_000_u64, zone())
            .prop_map(|(nanos, zone)| Value::Time(Time::new(nanos, zone).unwrap())),
        moment().prop_map(Value::DateTime),
        moment().prop_map(Value::Timestamp),
        duration().prop_map(Value::Duration),
        duration().prop_map(Value::Timedelta),
        (frequency(), -9_999_i64..9_999)
            .prop_map(|(frequency, ordinal)| Value::Period(Period::new(frequency, ordinal).unwrap())),
        (closed(), any::<i32>(), any::<u32>()).prop_map(|(closed, left, length)| {
            let right = i64::from(left) + i64::from(length);
            Value::Interval(Box::new(
                Interval::new(closed, i64::from(left).into(), right.into()).unwrap(),
            ))
        }),
    ]
}

fn float() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits)
}

fn zone() -> impl Strategy<Value = Option<Zone>> {
    let names = prop::sample::select(vec!["UTC", "Europe/Paris", "-03:30"]);
    of(names.prop_map(|name| Zone::new(name).unwrap()))
}

fn moment() -> impl Strategy<Value = DateTime> {
    let parts = (
        -62_135_596_800_i64..=253_402_300_799,
        0..1_000_000_000_u32,
        zone(),
    );
    parts.prop_map(|(seconds, nanos, zone)| DateTime::new(seconds, nanos, zone).unwrap())
}

fn duration() -> impl Strategy<Value = Duration> {
    (any::<i32>(), 0..1_000_000_000_u32)
        .prop_map(|(seconds, nanos)| Duration::new(seconds.into(), nanos).unwrap())
}

fn frequency() -> impl Strategy<Value = Frequency> {
    prop::sample::select(vec!["M", "Q-DEC", "2W-SUN"]).prop_map(|name| Frequency::new(name).unwrap())
}

fn closed() -> impl Strategy<Value = Closed> {
    prop::sample::select(vec![Closed::Neither, Closed::Left, Closed::Right, Closed::Both])
}

fn handle() -> impl Strategy<Value = Value> {
    (any::<u64>(), any::<String>()).prop_map(|(id, class)| Value::Handle(Handle { id, class }))
}

fn map(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Map> {
    vec((key(), inner), 0..5).prop_map(|entries| Map::new(entries).unwrap())
}

fn figure((description, drawn): (Map, bool)) -> Value {
    let png = if drawn {
        b"\x89PNG\r\n\x1a\n...".to_vec()
    } else {
        Vec::new()
    };
    Value::Figure(Box::new(Figure::new(description, png).unwrap()))
}

fn objects(items: Vec<Value>) -> Value {
    let shape = vec![1, items.len()];
    Value::ObjectArray(Box::new(
        ObjectArray::new(ObjectKind::Object, shape, items).unwrap(),
    ))
}

fn dtype() -> impl Strategy<Value = Dtype> {
    let names = [
        "bool",
        "int8",
        "uint16",
        "int32",
        "uint64",
        "float16",
        "float32",
        "float64",
        "complex64",
        "complex128",
    ];
    let times = ["datetime64[D]", "datetime64[ns]", "timedelta64[h]"];
    prop::sample::select([&names[..], &times[..]].concat()).prop_map(|name| Dtype::from_name(name).unwrap())
}

fn filled(dtype: Dtype, order: Order, shape: Vec<usize>) -> impl Strategy<Value = Array> {
    let length = shape.iter().product::<usize>() * dtype.size();
    let byte = if dtype == Dtype::Bool { 0..=1 } else { 0..=255_u8 };
    vec(byte, length).prop_map(move |bytes| Array::new(dtype, order, shape.clone(), bytes).unwrap())
}

fn array() -> impl Strategy<Value = Array> {
    let order = prop::sample::select(vec![Order::C, Order::Fortran]);
    (dtype(), order, vec(0_usize..4, 0..4)).prop_flat_map(|(dtype, order, shape)| filled(dtype, order, shape))
}

fn int32s(items: &[i32]) -> Array {
    let bytes = items.iter().flat_map(|item| item.to_le_bytes()).collect();
    Array::new(Dtype::Int(4), Order::C, vec![items.len()], bytes).unwrap()
}

fn sparse() -> impl Strategy<Value = Value> {
    (vec((0..5_i32, 0..7_i32), 0..6), any::<bool>()).prop_map(|(places, is_matrix)| {
        let (rows, columns): (Vec<i32>, Vec<i32>) = places.into_iter().unzip();
        let parts = [int32s(&rows), int32s(&rows), int32s(&columns)];
        Value::Sparse(Box::new(
            Sparse::new(SparseFormat::Coo, is_matrix, (5, 7), parts).unwrap(),
        ))
    })
}

/// Columns whose items are all there and differ: what may be categories, or the labels of a level.
fn distinct(rows: usize) -> impl Strategy<Value = Column> {
    let numbers: Vec<i32> = (0..).take(rows).map(|row| row * 3).collect();
    let strings: Vec<String> = (0..rows).map(|row| format!("catégorie {row}")).collect();
    let objects: Vec<Value> = (0..)
        .take(rows)
        .map(|row| Value::Tuple(vec![Value::Int(row), Value::str("x")]))
        .collect();
    let numbers = Column::Numbers(Numbers::new(int32s(&numbers)).unwrap());
    let strings = Strings::new(StringDtype::Str, strings.iter().map(|text| Ok(text.as_str()))).unwrap();
    prop::sample::select(vec![numbers, Column::Strings(strings), Column::Objects(objects)])
}

fn codes(rows: usize) -> impl Strategy<Value = (Column, Vec<i32>)> {
    (0..3_usize).prop_flat_map(move |labels| {
        let most = i32::try_from(labels).unwrap();
        (distinct(labels), vec(-1..most, rows))
    })
}

fn column(rows: usize, inner: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Column> {
    prop_oneof![
        vec(inner, rows).prop_map(Column::Objects),
        labels(rows),
        filled(Dtype::Float(2), Order::C, vec![rows])
            .prop_map(|array| Column::Numbers(Numbers::new(array).unwrap())),
    ]
    .boxed()
}

/// Columns that may label rows.
fn labels(rows: usize) -> BoxedStrategy<Column> {
    let unit = || prop::sample::select(vec![Unit::Second, Unit::Milli, Unit::Micro, Unit::Nano]);
    let counts = || vec(prop_oneof![Just(i64::MIN), -999_999_999..999_999_999_i64], rows);
    prop_oneof![
        filled(Dtype::Float(8), Order::C, vec![rows])
            .prop_map(|array| Column::Numbers(Numbers::new(array).unwrap())),
        nullable(rows),
        strings(rows),
        vec(key(), rows).prop_map(Column::Objects),
        (any::<bool>(), codes(rows)).prop_map(|(ordered, (categories, codes))| {
            Column::Categories(Box::new(Categories::new(ordered, categories, codes).unwrap()))
        }),
        (unit(), zone(), counts())
            .prop_map(|(unit, zone, counts)| Column::DateTimes(DateTimes::new(unit, zone, counts).unwrap())),
        (unit(), counts())
            .prop_map(|(unit, counts)| Column::Durations(Durations::new(unit, counts).unwrap())),
        (frequency(), counts())
            .prop_map(|(frequency, ordinals)| Column::Periods(Periods { frequency, ordinals })),
        (closed(), vec((any::<i16>(), any::<u16>()), rows)).prop_map(|(closed, ends)| {
            let left: Vec<i32> = ends.iter().map(|(left, _)| i32::from(*left)).collect();
            let right: Vec<i32> = ends
                .iter()
                .map(|(left, length)| i32::from(*left) + i32::from(*length))
                .collect();
            let [left, right] = [left, right].map(|end| Column::Numbers(Numbers::new(int32s(&end)).unwrap()));
            Column::Intervals(Box::new(Intervals::new(closed, left, right).unwrap()))
        }),
    ]
    .boxed()
}

fn nullable(rows: usize) -> impl Strategy<Value = Column> {
    vec(of(any::<i32>()), rows).prop_map(|items| {
        let values: Vec<i32> = items.iter().map(|item| item.unwrap_or_default()).collect();
        let mask = items.iter().map(|item| u8::from(item.is_none())).collect();
        Column::Nullable(Nullable::new(int32s(&values), mask).unwrap())
    })
}

fn strings(rows: usize) -> impl Strategy<Value = Column> {
    let missing = prop::sample::select(vec![Missing::Null, Missing::NaN, Missing::Na]);
    vec(
        prop_oneof![any::<String>().prop_map(Ok), missing.prop_map(Err)],
        rows,
    )
    .prop_map(|items| {
        let items = items
            .iter()
            .map(|item| item.as_deref().map_err(|missing| *missing));
        Column::Strings(Strings::new(StringDtype::Object, items).unwrap())
    })
}

fn index(rows: usize) -> impl Strategy<Value = Index> {
    let level = move || {
        (key(), codes(rows)).prop_map(|(name, (labels, codes))| {
            CodedLevel::new(Level::new(name, labels).unwrap(), codes).unwrap()
        })
    };
    prop_oneof![
        (key(), -9_i64..9, prop::sample::select(vec![-3_i64, 1, 2])).prop_map(move |(name, start, step)| {
            let stop = start + i64::try_from(rows).unwrap() * step;
            Index::Range(Range::new(name, start, stop, step).unwrap())
        }),
        (key(), labels(rows)).prop_map(|(name, labels)| Index::Flat(Level::new(name, labels).unwrap())),
        vec(level(), 1..3).prop_map(|levels| Index::Multi(Levels::new(levels).unwrap())),
    ]
}

fn series(rows: usize, inner: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    (key(), index(rows), column(rows, inner))
        .prop_map(|(name, index, values)| Value::Series(Box::new(Series::new(name, index, values).unwrap())))
}

fn frame(
    rows: usize,
    columns: usize,
    inner: impl Strategy<Value = Value> + 'static,
) -> impl Strategy<Value = Value> {
    (index(columns), index(rows), vec(column(rows, inner), columns)).prop_map(|(names, index, columns)| {
        Value::Frame(Box::new(Frame::new(names, index, columns).unwrap()))
    })
}
