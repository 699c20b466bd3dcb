//! First use: the code of a slip or a letter, for a family the first name of a child, then a password and the
//! charter, then in. The same way for an adult who has lost both password and mailbox and was given a new code.
//! Who has an account already adds the children of the slip to it.
//!
//! Invariants: a code is good once. A child is named by whoever holds the slip before anything of the slip's
//! owner is shown or done, at each step anew: nothing is kept in between.

mod actions;
mod family;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::children_to_name;

/// The charter that whoever comes in accepts, line by line; the legal adviser validates it as a whole.
pub const CHARTER: [&str; 5] = [
    "Je me sers de cet espace pour l’école, et j’y parle comme en classe\u{a0}: avec respect.",
    "Mon identifiant et mon mot de passe sont à moi\u{a0}: je ne les prête pas.",
    "Ce que je lis ici des enfants et des familles reste ici. Je ne publie pas ailleurs une photo que j’y trouve.",
    "Ce que je publie est vu par les personnes que j’ai choisies\u{a0}; je peux le retirer.",
    "Mes données servent à l’école seulement. Je peux demander à les voir et à les corriger.",
];

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/activation", Access::Anyone, pages::code)
        .post("/activation", Access::Anyone, actions::code)
        .post("/activation/enfant", Access::Anyone, actions::child)
        .post("/activation/mot-de-passe", Access::Anyone, actions::finish)
        .get("/moi/enfants", Access::Adults, family::show)
        .post("/moi/enfants", Access::Adults, family::add)
}
