//! File bytes: where they are kept ([`Store`]), and what is done to them before ([`media::prepare`]).
//!
//! Invariant: no byte that somebody sent is kept before `prepare` has recognised it; a photograph, a
//! recording or a film is always encoded anew, so no original (with its GPS position) is ever stored.

mod files;
pub mod form;
pub mod media;
mod queries;
mod store;
mod sweep;

pub use files::{Error, File, FileId, find, keep, keep_made, open, remove};
pub use media::{Kind, Limits, Prepared, Reason, Refused, Tools, Variant, prepare, prepare_portrait};
pub use store::{Content, Key, S3Settings, Store, StoreError};
pub use sweep::{AGE, Swept, sweep};
