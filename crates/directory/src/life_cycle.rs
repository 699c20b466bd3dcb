//! What becomes of what imports hold about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    LifeCycle::of("feed_import.confirmed_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("feed_import.received_by", Merged::Moves, Erased::Nameless, Exported::No),
    // Its reason says a name, too.
    LifeCycle::of("feed_import_line.other_person_id", Merged::Moves, Erased::Deleted, Exported::No),
    // Its label is a name.
    LifeCycle::of("feed_import_line.person_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("feed_rollback.asked_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("feed_rollback.confirmed_by", Merged::Moves, Erased::Nameless, Exported::No),
    // Taking an import back: what was written of her before it. Two that became one are not taken apart by it.
    LifeCycle::of("feed_undo.other_person_id", Merged::Ends, Erased::Deleted, Exported::No),
    LifeCycle::of("feed_undo.person_id", Merged::Ends, Erased::Deleted, Exported::No),
    LifeCycle::of("onde_upload.received_by", Merged::Moves, Erased::Nameless, Exported::No),
];
