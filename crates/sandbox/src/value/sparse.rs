use super::reader::{Read, Reader};
use super::shape::ADDRESSABLE;
use super::writer::Writer;
use super::{Array, Dtype, Invalid};
use crate::work::Work;

/// How a sparse matrix names the places of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SparseFormat {
    /// By row: the column of each value, and where each row begins.
    Csr,
    /// By column: the row of each value, and where each column begins.
    Csc,
    /// The row and the column of each value.
    Coo,
}

/// A matrix of which only some values are kept, the others being 0.
#[derive(Debug, Clone)]
pub struct Sparse {
    format: SparseFormat,
    is_matrix: bool,
    shape: (usize, usize),
    parts: [Array; 3],
}

impl Sparse {
    /// Takes the parts: `data, indices, indptr` for csr and csc, `data, row, col` for coo.
    ///
    /// `is_matrix` tells `SciPy`'s older matrices, for which `*` is the matrix product, from its arrays.
    ///
    /// # Errors
    /// If the parts disagree in length, a place lies outside the shape, or places aren't `int32` or `int64`.
    pub fn new(
        format: SparseFormat,
        is_matrix: bool,
        shape: (usize, usize),
        parts: [Array; 3],
    ) -> Result<Self, Invalid> {
        let (rows, columns) = shape;
        if [rows, columns].iter().any(|length| *length as u64 > ADDRESSABLE) {
            return Err(Invalid("a sparse matrix that no guest can address"));
        }
        let [data, second, third] = &parts;
        if matches!(
            data.dtype(),
            Dtype::Float(2) | Dtype::DateTime(_) | Dtype::Duration(_)
        ) {
            return Err(Invalid("a sparse matrix of a type that SciPy hasn't"));
        }
        if second.dtype() != third.dtype() {
            return Err(Invalid("places in a sparse matrix of two types"));
        }
        let count = data.length()?;
        match format {
            SparseFormat::Csr => check_compressed(count, rows, columns, &places(second)?, &places(third)?)?,
            SparseFormat::Csc => check_compressed(count, columns, rows, &places(second)?, &places(third)?)?,
            SparseFormat::Coo => {
                check_places(count, rows, &places(second)?)?;
                check_places(count, columns, &places(third)?)?;
            }
        }
        Ok(Self {
            format,
            is_matrix,
            shape,
            parts,
        })
    }

    /// How the places are named.
    #[must_use]
    pub fn format(&self) -> SparseFormat {
        self.format
    }

    /// Whether it is one of `SciPy`'s older matrices.
    #[must_use]
    pub fn is_matrix(&self) -> bool {
        self.is_matrix
    }

    /// Rows and columns.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        self.shape
    }

    /// The three arrays, in the order of [`Sparse::new`].
    #[must_use]
    pub fn parts(&self) -> &[Array; 3] {
        &self.parts
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let format = match reader.str()? {
            "csr" => SparseFormat::Csr,
            "csc" => SparseFormat::Csc,
            "coo" => SparseFormat::Coo,
            _ => return reader.valid(start, Err(Invalid("an unknown format of sparse matrix"))),
        };
        let is_matrix = reader.flag("a kind of sparse matrix other than 0 and 1")?;
        let (Ok(rows), Ok(columns)) = (usize::try_from(reader.u64()?), usize::try_from(reader.u64()?)) else {
            return reader.valid(start, Err(Invalid("a sparse matrix that no guest can address")));
        };
        let parts = [
            Array::read_tagged(reader)?,
            Array::read_tagged(reader)?,
            Array::read_tagged(reader)?,
        ];
        for places in &parts[1..] {
            let count = places.shape().iter().product();
            reader.spend(Work::Item, count)?;
            reader.hold(count, size_of::<usize>())?;
        }
        reader.valid(start, Self::new(format, is_matrix, (rows, columns), parts))
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.str(match self.format {
            SparseFormat::Csr => "csr",
            SparseFormat::Csc => "csc",
            SparseFormat::Coo => "coo",
        });
        writer.u8(u8::from(self.is_matrix));
        writer.u64(self.shape.0 as u64);
        writer.u64(self.shape.1 as u64);
        for part in &self.parts {
            part.write_tagged(writer);
        }
    }
}

/// The places that an array of `int32` or `int64` names.
fn places(array: &Array) -> Result<Vec<usize>, Invalid> {
    let length = array.length()?;
    let place = |index: usize| {
        let number = match *array.item(index) {
            [a, b, c, d] => i64::from(i32::from_le_bytes([a, b, c, d])),
            [a, b, c, d, e, f, g, h] => i64::from_le_bytes([a, b, c, d, e, f, g, h]),
            _ => -1,
        };
        usize::try_from(number).map_err(|_| Invalid("a place outside a sparse matrix"))
    };
    match array.dtype() {
        Dtype::Int(4 | 8) => (0..length).map(place).collect(),
        _ => Err(Invalid(
            "places in a sparse matrix that are neither int32 nor int64",
        )),
    }
}

fn check_places(count: usize, length: usize, places: &[usize]) -> Result<(), Invalid> {
    if places.len() != count {
        return Err(Invalid(
            "a sparse matrix whose values and places differ in number",
        ));
    }
    if places.iter().any(|place| *place >= length) {
        return Err(Invalid("a place outside a sparse matrix"));
    }
    Ok(())
}

/// `SciPy`'s compiled code believes these arrays: a place out of bounds would be read or written out of bounds.
fn check_compressed(
    count: usize,
    major: usize,
    minor: usize,
    indices: &[usize],
    starts: &[usize],
) -> Result<(), Invalid> {
    check_places(count, minor, indices)?;
    let complete = starts.len() == major + 1 && starts.first() == Some(&0) && starts.last() == Some(&count);
    if !complete || !starts.is_sorted() {
        return Err(Invalid(
            "a sparse matrix whose rows or columns don't divide its values",
        ));
    }
    Ok(())
}
