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
    LifeCycle::of("project.said_by", Merged::Moves, Erased::Nameless, Exported::No),
];
