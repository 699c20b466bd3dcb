//! The directory that an academy or a school sends: parse → compare → apply → report.

pub mod feed;
pub mod life_cycle;
