//! The directory that an academy sends: parse → compare → preview or apply → report.

pub mod feed;
pub mod import;
pub mod life_cycle;
