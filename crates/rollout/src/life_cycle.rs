//! What becomes of what the rollout holds about people.

use kernel::LifeCycle;
use kernel::life_cycle::{Erased, Exported, Merged};

pub const LIFE_CYCLE: &[LifeCycle] = &[
    // Names of domains.
    LifeCycle::of("domain_rule.said_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("domain_request.proposed_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("domain_request.decided_by", Merged::Moves, Erased::Nameless, Exported::No),
    // What is asked of an ENT.
    LifeCycle::of("requirement_catalogue.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("requirement_catalogue.frozen_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("requirement.added_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("requirement.decided_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("requirement_voice.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("requirement_comment.by_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("conformity.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("bidder.added_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("legal_notice.by_id", Merged::Moves, Erased::Nameless, Exported::No),
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
    // Who steers. What was decided and signed stays; who wrote it down is nobody once she is erased.
    LifeCycle::of("governing_body.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("body_member.person_id", Merged::Moves, Erased::Nameless, Exported::Yes),
    LifeCycle::of("body_member.added_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("body_meeting.convened_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("body_meeting.held_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("meeting_point.added_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("body_decision.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("decision_voice.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("decision_follow_up.by_id", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("meeting_action.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("meeting_action.done_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("convention.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("convention_party.recorded_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("convention_annex.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("convention_amendment.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("funding_commitment.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("cost_statement.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("funding_grant.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("grant_claim.made_by", Merged::Moves, Erased::Nameless, Exported::No),
    LifeCycle::of("grant_indicator.said_by", Merged::Moves, Erased::Nameless, Exported::No),
];
