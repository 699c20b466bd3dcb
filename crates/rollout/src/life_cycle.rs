//! What becomes of what the rollout holds about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    LifeCycle::of("figure_past.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("figure_perimeter.kept_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("joining.begun_by", Merged::Moves, Erased::Nameless, Exported::No),
    // What she wrote for her school stays the school’s.
    LifeCycle::of("joining_step.by_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("joining_step.subject_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("objective.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("party.added_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("party_contact.added_by", Merged::Moves, Erased::Nameless, Exported::No),
    // Her name and how to reach her are in it.
    LifeCycle::of("party_contact.person_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("phase_decision.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("responsibility.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("project.said_by", Merged::Moves, Erased::Nameless, Exported::No),
];
