//! An import: parse → compare → preview or apply → report.
//!
//! Invariant: everything happens in one transaction. A preview is the import itself, rolled back: it cannot
//! say something else than what applying would do. Interrupted at any point, nothing has changed.

mod guard;
mod queries;
mod reading;
mod report;
mod run;
mod stage;

pub use guard::{Guard, Loss};
pub(crate) use queries::refuse;
pub use queries::{ImportRow, Line, find, last_changes, latest, lines_of, note_progress, receive};
pub use report::Totals;
pub use run::{Import, ImportError, Mode, Outcome, Source, run};
