//! The storage traits of `spyrales-core` in SQL: each statement is written once, and a database is a module.
//!
//! | module | says |
//! | --- | --- |
//! | `queries` | every statement and how its rows are read, one file for each room of the store |
//! | `postgres` | connecting to a server, its migrations, its types, its `dialect` |
//! | `sqlite` | opening a file, its migrations, its types, and its `dialect`: the few words that another database spells otherwise |
//!
//! `queries` is compiled once for each database, as a part of that database's module: it takes the names `Db`,
//! `Connection`, `Row` and `dialect` from there. Statements use `$1`, `$2`, … for their values, which every database
//! of ours understands.
//!
//! ```text
//! users ──┬─◀ tokens, sessions, passwords, identities
//!         ├─◀ credentials ──┬─◀ status_events, shown_names, share_links
//!         │                 ├── transcripts
//!         │                 └── log_places ──▶ log_entries, log_nodes, log_checkpoints
//!         └─◀ submissions ──┬── jobs          waits, or is being graded
//!                           ├── gradings      graded ◀── best_results
//!                           └── set_aside     given up
//!
//! regrades ──┬─◀ regrade_exercises
//!            ├─◀ regrade_jobs         submissions that wait to be graded once more
//!            ├─◀ regrade_results      what that came to, beside what counts
//!            ├─◀ earlier_gradings     gradings that it replaced
//!            └─◀ neutralised, regrade_notices   what it changed for whom
//!
//! packs ──(digest)──◀ pack_files ──▶ file_contents
//!
//! pack_drafts ──◀ pack_draft_files   not published yet
//! packs ──◀ retired_packs             no longer offered
//! users ──◀ problem_reports ──◀ report_replies
//! users ──◀ memberships ──▶ organisations ──◀ organisation_sirets
//!
//! acts                              who did what that not everybody may do
//! ```
//!
//! A submission's row never changes. How far it has come is told by the one table of `jobs`, `gradings` and
//! `set_aside` that has a row for it; handing in writes the first, and each later step replaces one by another
//! in a single transaction. A re-grade replaces a row of `gradings` and keeps the earlier one. The units and encodings of all columns stand at the top of the first migration.
//!
//! Invariant: this crate decides nothing. A method reads rows or writes them; what follows from what is read is decided by
//! `spyrales-app` and `spyrales-core`. It knows no clock and no randomness.

#![expect(
    clippy::duplicate_mod,
    reason = "each statement is written once, and compiled once for each database"
)]

mod migrations;
#[macro_use]
pub mod statement;

pub mod postgres;
pub mod sqlite;
