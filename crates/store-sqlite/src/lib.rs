//! The storage traits of `spyrales-core` on SQLite: one file, nothing to install.
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
//! # Concurrency and durability
//!
//! - The database is in WAL mode: readers never wait. Writers take the write lock when they begin, so they
//!   queue (for up to 30 seconds) instead of failing halfway. Several [`SqliteStore`]s, in one process or in
//!   several, may have the same file open; it must lie on a local disk.
//! - A method that returned has its data on disk (`synchronous = FULL`): not even a power cut undoes it.
//!
//! Invariant: this crate knows no clock and no randomness, and no rule of the domain beyond those that the
//! traits promise.

mod accounts;
mod audit;
mod columns;
mod credentials;
mod drafts;
mod identities;
mod log;
mod migrations;
mod open;
mod organisations;
mod pack_drafts;
mod packs;
mod queue;
mod regrade_queue;
mod regrades;
mod reports;
mod results;
mod sessions;
mod sharing;
mod sought;
mod statistics;
mod statuses;
mod submissions;

pub use open::{OpenError, SqliteStore};
