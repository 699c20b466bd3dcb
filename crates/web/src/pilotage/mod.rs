//! The consoles of those who steer: the project's schools and adults, a circonscription. (Its board: `rollout::board`.)
//!
//! Invariant: no pupil has a name here, and a count that could point at one is not said (`identity::steering`).

mod people;
mod schools;

use identity::App;
use kernel::{Access, Routes};

pub fn routes() -> Routes<App> {
    use Access::{Project, Steering};
    Routes::new()
        .get("/pilotage/ecoles", Project, schools::project)
        .get("/pilotage/personnes", Project, people::adults)
        .get("/circonscription/{place}", Steering, schools::circonscription)
}
