//! What becomes of what the help holds about people.

use kernel::LifeCycle;

pub const LIFE_CYCLE: &[LifeCycle] = &[];
