//! What becomes of what the help holds about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    // What helps without anybody: an article stays, without its author; what one said of it goes with her.
    LifeCycle::of("help_article.author_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("help_article.published_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("help_opinion.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("help_guide.written_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("known_problem.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("known_problem.ended_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("known_problem_news.by_id", Merged::Moves, Erased::Nameless, Exported::No),
];
