//! Who has a role today, counted. Leavers are not counted; a class counts while a pupil is in it.

mod queries;

pub use queries::{Held, held};
