//! The news feed: what schools tell families, pupils and each other.
//!
//! Invariant: a post reaches exactly the people of the audiences that it is shared to, and its author.
//! It is said once, in the database's `post_side`; everything here obtains posts through it.

mod actions;
mod at_hand;
mod bytes;
mod card;
mod cards;
mod choices;
mod comment_actions;
mod composer;
mod contents;
mod live;
mod one;
mod pages;
mod queries;
mod retention;
pub mod rules;
mod submission;
mod types;
mod writing;

use identity::App;
use identity::landing::FEED;
use kernel::{Access, Routes};
pub use retention::{forget_untouched, forget_withdrawn};
pub(crate) use types::{Attached, Comment, Content, Post, Section, Side};
pub(crate) use writing::{Draft, Words, Writer};

const MIB: usize = 1024 * 1024;
/// One film, and what surrounds it in the form.
const ONE_FILE: usize = 61 * MIB;
/// Several at once: only without the script, which sends them one by one.
const WHOLE_POST: usize = 200 * MIB;

#[must_use]
pub fn routes() -> Routes<App> {
    use Access::{Adults, Members};
    Routes::new()
        .get(FEED, Members, pages::feed)
        .post("/fil/vu", Members, comment_actions::seen)
        .get("/fil/ecrire", Adults, composer::write)
        .get("/fil/qui-verra", Adults, composer::who_will_see)
        .upload("/fil/publier", Adults, WHOLE_POST, actions::publish)
        .post("/fil/brouillon", Adults, actions::keep_draft)
        .post("/fil/brouillon/{item}/abandonner", Adults, actions::drop_draft)
        .upload("/fil/brouillon/{item}/fichier", Adults, ONE_FILE, actions::put_file)
        .upload("/fil/brouillon/{item}/fichier/{file}/retirer", Adults, WHOLE_POST, actions::take_file)
        .get("/fil/{item}", Members, one::show)
        .get("/fil/{item}/qui", Adults, one::who_sees)
        .get("/fil/{item}/modifier", Adults, composer::change)
        .upload("/fil/{item}/modifier", Adults, WHOLE_POST, actions::edit)
        .post("/fil/{item}/retirer", Adults, actions::withdraw)
        .post("/fil/{item}/commentaires", Adults, comment_actions::open_comments)
        .post("/fil/{item}/repondre", Members, comment_actions::answer)
        .post("/fil/{item}/commentaire/{comment}/retirer", Members, comment_actions::withdraw_comment)
        .post("/fil/{item}/reaction", Members, comment_actions::react)
        .get("/fichier/{file}/{variant}", Members, bytes::bytes)
        .get("/direct", Members, live::direct)
}
