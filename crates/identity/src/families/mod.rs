//! Families: who answers for whom. A guardian reaches a child only through a link that lasts today.

mod queries;

pub use queries::{Child, children};
