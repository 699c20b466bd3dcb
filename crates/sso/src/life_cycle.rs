//! What becomes of what is held about people who use other services.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    LifeCycle::of("sso_service.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("sso_opening.opened_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("sso_opening.closed_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("sso_use.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("sso_ticket.person_id", Merged::Ends, Erased::Deleted, Exported::No),
];
