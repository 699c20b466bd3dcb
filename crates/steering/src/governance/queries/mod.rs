//! The SQL of governance. Whoever steers the territory may read it (the route says so): bodies are no secret between those
//! who carry the project together. Writing takes what was read.

mod actions;
mod bodies;
mod decisions;
mod meetings;
mod waiting;

pub(super) use actions::{Action, action, actions, do_action, give};
pub(super) use bodies::{Body, Member, add_member, bodies, body, end_member, make, missing, zone};
pub(super) use decisions::{Decision, decision, decisions, follow, propose, say};
pub(super) use meetings::{
    Line, Meeting, Point, add_point, cancel, convene, meeting, meetings, write_minutes,
};
pub(super) use waiting::{Waiting, waiting};
