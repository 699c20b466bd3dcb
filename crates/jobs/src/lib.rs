//! Work for after the transaction that asks for it: a queue in PostgreSQL and the worker that empties it.
//!
//! Invariants. A job exists if and only if the transaction that asked for it was committed. It is done at
//! least once, and never by two workers at once: a handler must bear being run again after a crash.
//! A payload holds ids, never personal data: [`enqueue`] refuses what cannot be an id.

mod perform;
mod queries;
mod queue;
mod worker;

pub use queries::{Failed, failed, forget_failed, left_over};
pub use queue::{Job, enqueue, enqueue_at, enqueue_once};
pub use worker::Worker;
