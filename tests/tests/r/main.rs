//! R in its real sandbox: what it computes, what it can't do, the values that cross, and what it draws.

mod figures;
mod guest;
mod values;
