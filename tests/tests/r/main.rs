//! R in its real sandbox: what it computes, what it can't do, and the values that cross.

mod guest;
mod values;
