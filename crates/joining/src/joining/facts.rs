//! What the rules of a school’s way in know of the school and of who asks. Pure.

use super::steps::{Holder, Step};
use chrono::{DateTime, Utc};

/// The last row of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub step: Step,
    pub outcome: String,
    pub at: DateTime<Utc>,
    pub amount: Option<i32>,
}

/// What nobody types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub pupils: i64,
    pub classes: i64,
    /// Of them, those without a pupil.
    pub empty_classes: i64,
    pub headed: bool,
    /// Somebody administers the school: its head, or whom she named.
    pub administered: bool,
    /// One of them is trained, or was waived.
    pub administrator_ready: bool,
    /// A name that was tried leads to the school, or one name stands for all.
    pub named: bool,
    /// Somebody acts for the commune here.
    pub commune_acts: bool,
    /// Who carries the project in the school does not work there any more.
    pub bearer_left: bool,
}

/// What somebody is to the school.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Who {
    pub team: bool,
    pub head: bool,
    pub administrator: bool,
    /// The register holds her training, or she was waived.
    pub ready: bool,
    pub inspector: bool,
    pub commune: bool,
    pub manager: bool,
    pub operator: bool,
}

impl Who {
    pub(super) fn is(self, holder: Holder) -> bool {
        match holder {
            Holder::Team => self.team,
            Holder::Head => self.head,
            Holder::Administrator => self.administrator,
            Holder::Inspector => self.inspector,
            Holder::Commune => self.commune,
            Holder::Manager => self.manager,
            Holder::Operator => self.operator,
            Holder::Feed => false,
        }
    }
}

/// Why somebody may not do a step now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Another holds it; and something may be missing before it, too.
    NotYours(Option<Step>),
    TooEarly(Step),
    Done,
    /// The commune bears fewer accounts than there are pupils.
    NotCovered {
        borne: i32,
        pupils: i64,
    },
    /// No convention that holds today names the school.
    NotAgreed,
    /// Whoever carries it is still there.
    NobodyLeft,
    /// The day has not come: nothing is to be followed up or renewed.
    NotDue,
    /// The accounts are open: a school does not go back by a click.
    IsOpen,
    /// Only a school that is suspended resumes, or leaves.
    NotSuspended,
}
