//! What becomes of what the rollout holds about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] =
    &[LifeCycle::of("project.said_by", Merged::Moves, Erased::Nameless, Exported::No)];
