//! Who heads a school, since when and until when: said by the circonscription's inspector for her schools, by the
//! project for all.
//!
//! Invariants: a head has her rights from the first to the last day of a mandate and on no other; what was said by
//! hand, by whom and when, no later feed undoes; nobody decides about herself; naming somebody opens no way into her
//! account.

mod actions;
mod letter;
mod pages;
mod queries;
mod rules;

pub use letter::{LETTER, letter};
pub(crate) use queries::end;

use crate::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Whom a stolen session would make head of a school.
    const STEERING: Gate = Access::Steering.sensitive();
    Routes::new()
        .get("/ecole/{school}/direction", STEERING, pages::school)
        .post("/ecole/{school}/direction", STEERING, actions::name)
        .post("/ecole/{school}/direction/{role}/fin", STEERING, actions::end)
        .post("/ecole/{school}/direction/{role}/rendre", STEERING, actions::give_back)
}
