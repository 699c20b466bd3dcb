//! What becomes of what the help holds about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    // What helps without anybody: an article stays, without its author; what one said of it goes with her.
    LifeCycle::of("help_article.author_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("help_article.published_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("help_opinion.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("help_guide.written_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("canned_answer.written_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("known_problem.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("known_problem.ended_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("known_problem_news.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    // Whoever asked: her words go with her (a trigger blanks them), what was answered keeps its sense.
    LifeCycle::of("ticket.asker_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("ticket.taken_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("ticket_turn.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("ticket_entry.by_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("ticket_file.by_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("ticket_external.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("queue_member.person_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("queue_member.named_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("ticket_route.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("support_setting.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("class_trouble.person_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("class_trouble.seen_by", Merged::Moves, Erased::Nameless, Exported::No),
];
