//! Accounts: who gets one, what opens it, and who may change what about whose.

mod admission;
mod closing;
mod name;
mod password;
mod role;
mod token;

pub use admission::{Admission, Link, admit, link};
pub use closing::{Closing, ClosingRefused, close};
pub use name::newcomer_name;
pub use password::{LONGEST_PASSWORD, PasswordFault, SHORTEST_PASSWORD, check_password};
pub use role::{RoleChange, RoleKept, change_role, is_last_administrator};
pub use token::{LONGEST_TOKEN_DAYS, LONGEST_TOKEN_LABEL, lifetime, use_to_note};
