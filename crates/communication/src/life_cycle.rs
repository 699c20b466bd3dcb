//! What becomes of what the news feed holds about people and items.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    LifeCycle::of("attachment.item_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("comment.author_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("comment.item_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("comment.withdrawn_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("draft_audience.item_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("handover_draft.item_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("feed_mark.person_id", Merged::Ends, Erased::Deleted, Exported::No),
    LifeCycle::of("post.item_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("reaction.item_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("reaction.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
];
