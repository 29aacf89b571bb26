use super::reader::{Read, Reader};
use super::shape::{read_shape, span, write_shape};
use super::writer::Writer;
use super::{Dtype, Invalid};

/// How the items of an array follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The last axis varies fastest.
    C,
    /// The first axis varies fastest.
    Fortran,
}

/// An array of numbers, dates or durations, with any number of axes; with none it is one number.
#[derive(Debug, Clone)]
pub struct Array {
    dtype: Dtype,
    order: Order,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Array {
    /// Takes the items as little-endian bytes, `order` saying how they follow one another. NaN are made canonical.
    ///
    /// # Errors
    /// If the bytes don't fill the shape exactly, or a boolean is neither 0 nor 1.
    pub fn new(dtype: Dtype, order: Order, shape: Vec<usize>, mut bytes: Vec<u8>) -> Result<Self, Invalid> {
        if span(&shape, dtype.size())? != bytes.len() {
            return Err(Invalid("an array whose bytes don't fill its shape"));
        }
        if dtype == Dtype::Bool && bytes.iter().any(|byte| *byte > 1) {
            return Err(Invalid("a boolean other than 0 and 1"));
        }
        make_nan_canonical(dtype, &mut bytes);
        Ok(Self {
            dtype,
            order,
            shape,
            bytes,
        })
    }

    /// The type of the items.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// How the items follow one another.
    #[must_use]
    pub fn order(&self) -> Order {
        self.order
    }

    /// The length of each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The items, little-endian.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The length of a one-dimensional array.
    pub(super) fn length(&self) -> Result<usize, Invalid> {
        match self.shape[..] {
            [length] => Ok(length),
            _ => Err(Invalid("a column that hasn't one dimension")),
        }
    }

    /// The bytes of one item.
    pub(super) fn item(&self, index: usize) -> &[u8] {
        let size = self.dtype.size();
        &self.bytes[index * size..(index + 1) * size]
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        let dtype = reader.str()?;
        let dtype = reader.valid(start, Dtype::from_name(dtype))?;
        let order = match reader.flag("an order other than 0 and 1")? {
            false => Order::C,
            true => Order::Fortran,
        };
        let shape = read_shape(reader)?;
        let length = reader.u64()?;
        let fits = usize::try_from(length)
            .ok()
            .filter(|length| span(&shape, dtype.size()) == Ok(*length));
        let Some(length) = fits else {
            return reader.valid(start, Err(Invalid("an array whose bytes don't fill its shape")));
        };
        let bytes = reader.blob_of(length)?;
        reader.valid(start, Self::new(dtype, order, shape, bytes))
    }

    /// An array that carries its tag, as columns and sparse matrices hold it.
    pub(super) fn read_tagged(reader: &mut Reader<'_>) -> Read<Self> {
        let start = reader.offset();
        if reader.u8()? != 0x20 {
            return reader.valid(start, Err(Invalid("something other than an array of numbers")));
        }
        Self::read(reader)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.str(&self.dtype.name());
        writer.u8(u8::from(self.order == Order::Fortran));
        write_shape(&self.shape, writer);
        writer.u64(self.bytes.len() as u64);
        writer.raw(&self.bytes);
    }

    pub(super) fn write_tagged(&self, writer: &mut Writer) {
        writer.u8(0x20);
        self.write(writer);
    }
}

fn make_nan_canonical(dtype: Dtype, bytes: &mut [u8]) {
    match dtype {
        Dtype::Float(2) => {
            for word in bytes.as_chunks_mut::<2>().0 {
                if u16::from_le_bytes(*word) & 0x7fff > 0x7c00 {
                    *word = 0x7e00_u16.to_le_bytes();
                }
            }
        }
        Dtype::Float(4) | Dtype::Complex(8) => {
            for word in bytes.as_chunks_mut::<4>().0 {
                if f32::from_le_bytes(*word).is_nan() {
                    *word = 0x7fc0_0000_u32.to_le_bytes();
                }
            }
        }
        Dtype::Float(_) | Dtype::Complex(_) => {
            for word in bytes.as_chunks_mut::<8>().0 {
                if f64::from_le_bytes(*word).is_nan() {
                    *word = super::number::CANONICAL_NAN.to_le_bytes();
                }
            }
        }
        Dtype::Bool | Dtype::Int(_) | Dtype::Uint(_) | Dtype::DateTime(_) | Dtype::Duration(_) => {}
    }
}
