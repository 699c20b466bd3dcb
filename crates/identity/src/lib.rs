//! People, schools, classes, families, audiences, accounts, sessions — and access. Below every area:
//! each asks « who is this, and what is she to this class? ».

pub mod app;
pub mod audiences;
pub mod counts;
pub mod life_cycle;
pub mod sessions;

pub use app::{App, Settings};
