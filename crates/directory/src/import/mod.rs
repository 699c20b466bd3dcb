//! An import: parse → compare → preview or apply → report.
//!
//! Invariant: everything happens in one transaction. A preview is the import itself, rolled back: it cannot
//! say something else than what applying would do. Interrupted at any point, nothing has changed.
//!
//! The last one can be taken back ([`rollback`]): what it changed is in a journal, written in its transaction.

mod guard;
mod journal;
mod queries;
mod reading;
mod report;
mod rollback;
mod run;
mod stage;

pub use guard::{Guard, Loss};
pub(crate) use journal::forget as forget_journal;
pub(crate) use queries::refuse;
pub(crate) use queries::say_kept;
pub use queries::{ImportRow, Kept, Line, find, last_changes, latest, lines_of, note_progress, receive};
pub use report::Totals;
pub use rollback::{RollbackError, Undo, Undone, roll_back};
pub use run::{Import, ImportError, Mode, Outcome, Source, run};
