//! What becomes of what identity holds about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    LifeCycle::of("account.person_id", Merged::Ends, Erased::Deleted, Exported::Yes),
    LifeCycle::of("audience_member.person_id", Merged::Derived, Erased::Deleted, Exported::No),
    LifeCycle::of("data_export.asked_by", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("data_export.person_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("delegation_proposal.proposed_by", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("duplicate_doubt.person_a", Merged::Ends, Erased::Deleted, Exported::No),
    LifeCycle::of("duplicate_doubt.person_b", Merged::Ends, Erased::Deleted, Exported::No),
    LifeCycle::of("duplicate_doubt.settled_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("former_login.person_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("erasure_hold.held_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("erasure_hold.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::No),
    LifeCycle::of("guardian_link.decided_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("guardian_link.guardian_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("guardian_link.pupil_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("item.author_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("item.owner_id", Merged::Moves, Erased::Deleted, Exported::Yes),
    LifeCycle::of("objection.made_by", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("objection.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("password_reset.person_id", Merged::Ends, Erased::Deleted, Exported::No),
    LifeCycle::of("pending_link.pupil_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::No),
    LifeCycle::of("person_key.person_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("person_merge.kept_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("person_merge.merged_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("person_merge.undone_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("protection.decided_by", Merged::Moves, Erased::Nameless, Exported::No),
    // Never given out: it would tell that the child is where it is.
    LifeCycle::of("protection.guardian_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("protection.lifted_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("protection.pupil_id", Merged::Moves, Erased::Deleted, Exported::No),
    LifeCycle::of("role.given_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("role.person_id", Merged::MovesUnlessThere, Erased::Deleted, Exported::Yes),
    LifeCycle::of("session.person_id", Merged::Ends, Erased::Deleted, Exported::Yes),
    LifeCycle::of("share.item_id", Merged::Moves, Erased::Deleted, Exported::No),
];
