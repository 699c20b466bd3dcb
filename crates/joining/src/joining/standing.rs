//! Where a school stands: from the rows of its steps and from what the directory holds. Pure.

pub(super) use super::facts::{Figures, Mark, Refusal, Who};

use super::steps::{Holder, Step};
use chrono::{DateTime, Utc};

#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The last of each step, the older ones superseded.
    marks: Vec<Mark>,
    figures: Figures,
    begun_at: Option<DateTime<Utc>>,
    /// A convention that holds names the school on this year’s list.
    agreed: bool,
}

impl Standing {
    pub(super) fn new(marks: Vec<Mark>, figures: Figures, begun_at: Option<DateTime<Utc>>) -> Self {
        Self { marks, figures, begun_at, agreed: false }
    }

    pub(super) fn with(self, figures: Figures) -> Self {
        Self { figures, ..self }
    }

    pub(super) fn agreed(self, agreed: bool) -> Self {
        Self { agreed, ..self }
    }

    pub(super) fn is_agreed(&self) -> bool {
        self.agreed
    }

    pub(super) fn mark(&self, step: Step) -> Option<&Mark> {
        self.marks.iter().find(|m| m.step == step)
    }

    fn at(&self, step: Step) -> Option<DateTime<Utc>> {
        self.mark(step).map(|m| m.at)
    }

    fn outcome(&self, step: Step) -> Option<&str> {
        self.mark(step).map(|m| m.outcome.as_str())
    }

    /// A project sent back or written anew asks for the notice, and for the decision, again.
    pub(super) fn done(&self, step: Step) -> bool {
        match step {
            Step::Data => {
                let f = self.figures;
                // It was so on the day when the accounts were opened; a summer takes the classes away.
                self.at(Step::Accounts).is_some()
                    || f.pupils > 0 && f.classes > 0 && f.empty_classes == 0 && f.headed
            }
            Step::Project => {
                let sent_back = self.outcome(Step::Decision) == Some("to_revise");
                self.at(step).is_some_and(|at| !sent_back || Some(at) > self.at(Step::Decision))
            }
            Step::Domain => self.figures.named || self.mark(step).is_some(),
            Step::Notice => {
                self.done(Step::Project) && self.at(step) >= self.at(Step::Project) && self.at(step).is_some()
            }
            Step::Decision => self.outcome(step) == Some("validated"),
            Step::Equipment => matches!(self.outcome(step), Some("done" | "overridden")),
            // The head administers without being named; once the accounts are open, what opens is said person by person.
            Step::Administrator => {
                let f = self.figures;
                self.at(Step::Accounts).is_some()
                    || self.done(Step::Decision) && (f.administered || self.mark(step).is_some())
            }
            Step::Training => self.at(Step::Accounts).is_some() || self.figures.administrator_ready,
            _ => self.mark(step).is_some(),
        }
    }

    /// The first that must be there before this step and is not, in the order of the path.
    pub(super) fn missing(&self, step: Step) -> Option<Step> {
        Step::path().filter(|s| step.stands_on(*s)).find(|s| !self.done(*s))
    }

    /// Who may do it here: where nobody acts for the commune, the project does, on the paper that it has received.
    pub(super) fn holders(&self, step: Step) -> Vec<Holder> {
        let mut holders = step.holders().to_vec();
        if step == Step::Commitment && !self.figures.commune_acts {
            holders.push(Holder::Manager);
        }
        holders
    }

    pub(super) fn is_held_by(&self, step: Step, who: Who) -> bool {
        self.holders(step).into_iter().any(|holder| who.is(holder))
    }

    pub(super) fn may(&self, step: Step, who: Who) -> Result<(), Refusal> {
        let missing = self.missing(step);
        if !self.is_held_by(step, who) {
            return Err(Refusal::NotYours(missing));
        }
        if step.is_once() && self.done(step) {
            return Err(Refusal::Done);
        }
        if let Some(missing) = missing {
            return Err(Refusal::TooEarly(missing));
        }
        // Each administrator is trained or waived before her own acts open.
        if step.holders().contains(&Holder::Administrator) && !who.ready {
            return Err(Refusal::TooEarly(Step::Training));
        }
        match step {
            // Validated is validated: another project is another path.
            Step::Project | Step::Notice if self.done(Step::Decision) => Err(Refusal::Done),
            Step::Suspension if self.suspended() => Err(Refusal::Done),
            Step::Resumption | Step::Exit if !self.suspended() => Err(Refusal::NotSuspended),
            Step::Withdrawal if self.done(Step::Accounts) => Err(Refusal::IsOpen),
            Step::Succession if !self.figures.bearer_left => Err(Refusal::NobodyLeft),
            // Signed once is not signed for good: what ran out between the two opens nothing.
            Step::Convention | Step::Accounts if !self.agreed => Err(Refusal::NotAgreed),
            Step::Accounts => self.covered(),
            _ => Ok(()),
        }
    }

    /// The commune bears an account for each pupil.
    fn covered(&self) -> Result<(), Refusal> {
        let borne = self.mark(Step::Commitment).and_then(|m| m.amount).unwrap_or(0);
        let pupils = self.figures.pupils;
        if i64::from(borne) < pupils { Err(Refusal::NotCovered { borne, pupils }) } else { Ok(()) }
    }

    /// One reads there, and writes no more.
    pub(super) fn suspended(&self) -> bool {
        self.at(Step::Suspension) > self.at(Step::Resumption)
    }

    /// What can be done now on the path, the first first.
    pub(super) fn open(&self) -> Vec<Step> {
        if self.done(Step::GoLive) {
            return Vec::new();
        }
        Step::path().filter(|s| !self.done(*s) && self.missing(*s).is_none()).collect()
    }

    /// The first of them: the first of the path that is not done. What it needs comes before it, and is.
    pub(super) fn next(&self) -> Option<Step> {
        if self.done(Step::GoLive) {
            return None;
        }
        Step::path().find(|s| !self.done(*s))
    }

    /// What stands between the school and its accounts.
    pub(super) fn before_accounts(&self) -> Option<Step> {
        match self.missing(Step::Accounts) {
            None if self.done(Step::Accounts) => None,
            None => Some(Step::Accounts),
            missing => missing,
        }
    }

    /// Since when a step can be done: since the last of what it needs.
    pub(super) fn since(&self, step: Step) -> Option<DateTime<Utc>> {
        let of_needs = step.needs().iter().filter_map(|need| self.at(*need)).max();
        // Sent back, it is hers again since then.
        let sent_back = self.at(Step::Decision).filter(|_| step == Step::Project);
        of_needs.max(sent_back).or(self.begun_at)
    }

    pub(super) fn figures(&self) -> Figures {
        self.figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn mark(step: Step, outcome: &str, hour: u32) -> Mark {
        let at = Utc.with_ymd_and_hms(2026, 9, 15, hour, 0, 0).unwrap();
        Mark { step, outcome: outcome.into(), at, amount: (step == Step::Commitment).then_some(40) }
    }

    const FULL: Figures = Figures {
        pupils: 40,
        classes: 2,
        empty_classes: 0,
        headed: true,
        administered: true,
        administrator_ready: true,
        named: false,
        commune_acts: true,
        bearer_left: false,
    };

    #[test]
    fn a_project_sent_back_asks_for_everything_again() {
        let mut marks = vec![
            mark(Step::Interest, "done", 1),
            mark(Step::Volunteering, "done", 2),
            mark(Step::Project, "done", 3),
            mark(Step::Notice, "favourable", 4),
            mark(Step::Decision, "to_revise", 5),
        ];
        let standing = Standing::new(marks.clone(), FULL, None);
        assert_eq!(standing.open(), [Step::Project]);
        assert_eq!(standing.before_accounts(), Some(Step::Project));
        marks[2] = mark(Step::Project, "done", 6);
        let standing = Standing::new(marks.clone(), FULL, None);
        assert_eq!(standing.open(), [Step::Notice]);
        let inspector = Who { inspector: true, ..Who::default() };
        assert_eq!(standing.may(Step::Decision, inspector), Err(Refusal::TooEarly(Step::Notice)));
        marks[3] = mark(Step::Notice, "favourable", 7);
        assert_eq!(Standing::new(marks, FULL, None).may(Step::Decision, inspector), Ok(()));
    }

    #[test]
    fn accounts_open_when_everything_is_there_and_borne() {
        let head = Who { team: true, head: true, administrator: true, ready: true, ..Who::default() };
        let all: Vec<_> = Step::path()
            .filter(|s| !matches!(s, Step::Data | Step::Accounts | Step::GoLive | Step::Families))
            .map(|s| mark(s, if s == Step::Decision { "validated" } else { "done" }, 8))
            .collect();
        let standing = Standing::new(all.clone(), FULL, None).agreed(true);
        assert_eq!(
            (standing.may(Step::Accounts, head), standing.before_accounts()),
            (Ok(()), Some(Step::Accounts))
        );
        for missing in [Step::Decision, Step::Commitment, Step::Convention, Step::Equipment, Step::Training] {
            let rest = all.iter().filter(|m| m.step != missing).cloned().collect();
            // The register of training says it, not a row.
            let figures = Figures { administrator_ready: missing != Step::Training, ..FULL };
            let refused = Standing::new(rest, figures, None).agreed(true).may(Step::Accounts, head);
            assert_eq!(refused, Err(Refusal::TooEarly(missing)));
        }
        assert_eq!(standing.clone().agreed(false).may(Step::Accounts, head), Err(Refusal::NotAgreed));
        let more = Figures { pupils: 41, ..FULL };
        let refused = Standing::new(all.clone(), more, None).agreed(true).may(Step::Accounts, head);
        assert_eq!(refused, Err(Refusal::NotCovered { borne: 40, pupils: 41 }));
        for lacking in
            [Figures { empty_classes: 1, ..FULL }, Figures { headed: false, ..FULL }, Figures::default()]
        {
            let refused = Standing::new(all.clone(), lacking, None).agreed(true).may(Step::Accounts, head);
            assert_eq!(refused, Err(Refusal::TooEarly(Step::Data)));
        }
        // Somebody is trained, and it is not she.
        let untrained = Who { ready: false, ..head };
        assert_eq!(standing.may(Step::Accounts, untrained), Err(Refusal::TooEarly(Step::Training)));
        assert_eq!(
            standing.may(Step::Accounts, Who { team: true, ..Who::default() }),
            Err(Refusal::NotYours(None))
        );
    }

    /// The board asks for the first one only, of each school of an academy.
    #[test]
    fn the_next_step_is_the_first_of_those_that_are_open() {
        let path: Vec<_> = Step::path().filter(|s| *s != Step::Data).collect();
        let figures = [FULL, Figures::default(), Figures { named: true, administered: false, ..FULL }];
        // Sets of steps that were said, in whatever order, with the decision one way and the other.
        for said in (0_u32..1 << path.len()).step_by(7) {
            let decided = ["validated", "to_revise"][said.count_ones() as usize % 2];
            let of = |(at, step): (usize, &Step)| {
                let outcome = if *step == Step::Decision { decided } else { "done" };
                (said & 1 << at != 0).then(|| mark(*step, outcome, 8))
            };
            let marks: Vec<_> = path.iter().enumerate().filter_map(of).collect();
            let standing = Standing::new(marks, figures[said as usize % 3], None);
            assert_eq!(standing.next(), standing.open().first().copied(), "{said:b}");
        }
    }

    #[test]
    fn where_nobody_acts_for_the_commune_the_project_does() {
        let manager = Who { manager: true, ..Who::default() };
        let alone = Standing::new(Vec::new(), Figures { commune_acts: false, ..FULL }, None);
        assert!(alone.is_held_by(Step::Commitment, manager));
        assert!(!Standing::new(Vec::new(), FULL, None).is_held_by(Step::Commitment, manager));
    }
}
