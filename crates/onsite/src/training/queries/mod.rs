//! The SQL of training. A session is obtained through the actor: who may enrol in it, who gives it, who keeps it.

mod courses;
mod people;
mod plan;
mod server;
mod sessions;

pub(super) use courses::{Course, close_course, course, courses, make_course};
pub(super) use people::{
    Enrolled, Person, adults_of_heads, enrol, enrolled, join, leave, opine, opinions, record,
};
pub(super) use plan::{Figures, figures, say_plan};
pub(super) use server::{Said, keep_server, server};
pub(super) use sessions::{
    Session, Wanted, cancel, forget_replays, keep_replay, make_session, session, sessions,
};

use kernel::{Access, Actor, Error};
use uuid::Uuid;

/// Who works in a school or steers some; to others there is no training here.
pub(super) fn reader(actor: &Actor) -> Result<(), Error> {
    let reads = Access::SchoolAdults.admits(Some(actor)) || Access::Steering.admits(Some(actor));
    if reads { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) fn inspected(actor: &Actor) -> Vec<Uuid> {
    actor.inspected().map(|p| p.0).collect()
}

/// Keeps what belongs to this circonscription, or to the whole project.
pub(super) fn keeps(actor: &Actor, circonscription: Option<Uuid>) -> bool {
    actor.is_project() || circonscription.is_some_and(|c| actor.inspected().any(|p| p.0 == c))
}
