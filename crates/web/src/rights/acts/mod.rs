//! What people do, a sentence each, with the routes that do it: the one place where a new route is named.
//! The first line that matches a route has it: `GET /a`, `* /a` (any method), a last `*` for all below.

mod own;
mod project;
mod public;
mod school;

use super::Bound;

pub(super) struct Act {
    pub group: &'static str,
    pub sentence: &'static str,
    pub bound: Bound,
    pub routes: &'static [&'static str],
}

const fn act(
    group: &'static str,
    sentence: &'static str,
    bound: Bound,
    routes: &'static [&'static str],
) -> Act {
    Act { group, sentence, bound, routes }
}

const FEED: &str = "Le fil";
const CLASS: &str = "La classe";
const SCHOOL: &str = "L’école";
const SELF: &str = "Son compte et ses données";
const SAFE: &str = "La sécurité";
const PROJECT: &str = "Le projet";
const PUBLIC: &str = "Sans se connecter";

/// In the order in which they are asked, and read.
pub(super) fn all() -> impl Iterator<Item = &'static Act> {
    [school::ACTS, own::ACTS, project::ACTS, public::ACTS].into_iter().flatten()
}
