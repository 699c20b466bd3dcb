//! The plan, carried out. All of it in the caller's transaction.

use super::plan::{Child, Plan, Room, School, Who};
use super::queries;
use super::records::Remark;
use crate::console::Headed;
use database::Tx;
use identity::audiences;
use identity::people::{self, making, taken};
use kernel::{Error, PersonId, PlaceId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done, and what was left and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    pub pupils: Counted,
    pub relatives: Counted,
    pub teachers: Counted,
    pub classes: usize,
    pub remarks: Vec<Remark>,
    /// It went into the draft of next year, and nothing else.
    pub next_year: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counted {
    pub new: usize,
    pub known: usize,
}

impl Counted {
    pub fn count<'a>(steps: impl Iterator<Item = &'a Who>) -> Self {
        let mut counted = Self::default();
        for who in steps {
            match who {
                Who::New => counted.new += 1,
                Who::Known { .. } | Who::Comes(_) => counted.known += 1,
            }
        }
        counted
    }
}

impl Report {
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let made = plan.pupils.iter().map(|p| &p.room).chain(plan.teachers.iter().flat_map(|t| &t.rooms));
        let made: std::collections::BTreeSet<String> = made
            .filter_map(|room| match room {
                Room::Made(label) => Some(super::plan::plain_label(label)),
                _ => None,
            })
            .collect();
        Self {
            pupils: Counted::count(plan.pupils.iter().map(|p| &p.who)),
            relatives: Counted::count(plan.relatives.iter().map(|r| &r.who)),
            teachers: Counted::count(plan.teachers.iter().map(|t| &t.who)),
            classes: made.len(),
            remarks: plan.remarks.clone(),
            next_year: false,
        }
    }
}

pub(super) async fn apply(tx: &mut Tx, headed: &Headed, school: &School, plan: &Plan) -> Result<(), Error> {
    let (left, lose, brought) = (Vec::new(), Vec::new(), Vec::new());
    let mut work = Work { headed, school, plan, rooms: BTreeMap::new(), left, lose, brought };
    work.pupils(tx).await?;
    work.relatives(tx).await?;
    work.teachers(tx).await?;
    let today = tx.today();
    queries::find_levels(tx.conn(), headed).await?;
    work.left.push(headed.id);
    audiences::refresh(tx.conn(), &work.left, today).await?;
    taken::tell(tx, &work.lose).await
}

struct Work<'a> {
    headed: &'a Headed,
    school: &'a School,
    plan: &'a Plan,
    /// Classes made here, by plain label.
    rooms: BTreeMap<String, PlaceId>,
    /// Schools that somebody leaves.
    left: Vec<PlaceId>,
    /// Those of them whose pupil he was.
    lose: Vec<PlaceId>,
    /// The pupil of each step.
    brought: Vec<PersonId>,
}

impl Work<'_> {
    async fn room(&mut self, tx: &mut Tx, room: &Room) -> Result<Option<PlaceId>, Error> {
        let label = match room {
            Room::None => return Ok(None),
            Room::Class(id) => return Ok(Some(*id)),
            Room::Made(label) => label,
        };
        let plain = super::plan::plain_label(label);
        if let Some(id) = self.rooms.get(&plain) {
            return Ok(Some(*id));
        }
        let at = (tx.now(), tx.today());
        let id = identity::make_class(tx.conn(), self.headed.id, label, at).await?;
        self.rooms.insert(plain, id);
        Ok(Some(id))
    }

    async fn pupils(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let (now, today, school) = (tx.now(), tx.today(), self.headed.id);
        for step in &self.plan.pupils {
            let room = self.room(tx, &step.room).await?;
            let person = match step.who {
                Who::New => making::make(tx.conn(), &step.new, now).await?,
                Who::Known { person, fed } => {
                    if fed {
                        self.brought.push(person);
                        continue;
                    }
                    queries::fill(tx.conn(), person, &step.new).await?;
                    person
                }
                Who::Comes(person) => {
                    self.left.extend(people::schools_of(tx.conn(), person).await?);
                    self.lose.extend(taken::schools_left(tx.conn(), person, school, today).await?);
                    person
                }
            };
            match room {
                Some(class) => making::place_pupil(tx.conn(), person, class, school, today).await?,
                None if step.who == Who::New => {
                    making::give_role(tx.conn(), person, "pupil", school, school, today).await?;
                }
                None => {}
            }
            self.brought.push(person);
        }
        Ok(())
    }

    async fn relatives(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let (now, today) = (tx.now(), tx.today());
        for step in &self.plan.relatives {
            let (person, fed) = match step.who {
                Who::New => (making::make(tx.conn(), &step.new, now).await?, false),
                Who::Known { person, fed } => (person, fed),
                Who::Comes(person) => (person, true),
            };
            if !fed && step.who != Who::New {
                queries::fill(tx.conn(), person, &step.new).await?;
            }
            for child in &step.children {
                let (child, child_fed) = self.child(*child);
                // Of two whom the directory names, it says whether they belong together.
                if !(fed && child_fed) && child != person {
                    making::link(tx.conn(), child, person, "other", "joint", today).await?;
                    making::unsaid(tx.conn(), child, person, today).await?;
                }
            }
        }
        Ok(())
    }

    fn child(&self, child: Child) -> (PersonId, bool) {
        match child {
            Child::Brought(at) => {
                (self.brought[at], matches!(self.plan.pupils[at].who, Who::Known { fed: true, .. }))
            }
            Child::There(id) => (id, self.school.pupils.iter().any(|k| k.id == Some(id) && k.fed)),
        }
    }

    async fn teachers(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let (now, today, school) = (tx.now(), tx.today(), self.headed.id);
        for step in &self.plan.teachers {
            let person = match step.who {
                Who::New => {
                    let person = making::make(tx.conn(), &step.new, now).await?;
                    making::give_role(tx.conn(), person, "teacher", school, school, today).await?;
                    person
                }
                Who::Known { person, .. } | Who::Comes(person) => person,
            };
            for room in &step.rooms {
                if let Some(class) = self.room(tx, room).await? {
                    making::give_role(tx.conn(), person, "teacher", class, school, today).await?;
                }
            }
        }
        Ok(())
    }
}
