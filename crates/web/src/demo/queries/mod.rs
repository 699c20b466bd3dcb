//! The SQL of the demonstration. Invariant: each statement leaves alone what is there already, so that a
//! second start, or one after a crash, changes nothing that somebody did.

mod desk;
mod joining;
mod people;
mod posts;

pub use desk::*;
pub use joining::*;
pub use people::*;
pub use posts::*;
