//! What the files would do to the school: each line becomes somebody new, somebody known, a question, or a
//! remark. INE first, then names and birth date within the school. Pure.

mod pupils;
mod relatives;
mod rooms;
mod school;
mod teachers;

use super::columns::Kind;
use super::records::{Corrections, Records, Remark};
use identity::people::making::NewPerson;
use kernel::{PersonId, PlaceId};
use rooms::distance;
use std::collections::BTreeMap;

pub use rooms::plain_label;
pub use school::{Class, Known, Plain, School};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    New,
    Known {
        person: PersonId,
        fed: bool,
    },
    /// From another school, as the head said.
    Comes(PersonId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Room {
    Class(PlaceId),
    /// A class that the head wants made, by its label.
    Made(String),
    /// The school itself.
    None,
}

#[derive(Debug, Clone)]
pub struct PupilStep {
    pub line: usize,
    pub new: NewPerson,
    plain: Plain,
    pub who: Who,
    pub room: Room,
}

/// A pupil that is there, or one that this very file brings (by its place among the steps).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    There(PersonId),
    Brought(usize),
}

#[derive(Debug, Clone)]
pub struct RelativeStep {
    pub line: usize,
    pub new: NewPerson,
    plain: Plain,
    pub who: Who,
    pub children: Vec<Child>,
}

#[derive(Debug, Clone)]
pub struct TeacherStep {
    pub line: usize,
    pub new: NewPerson,
    plain: Plain,
    pub who: Who,
    pub rooms: Vec<Room>,
}

/// A label that is no class of the school.
#[derive(Debug, Clone)]
pub struct AskClass {
    pub label: String,
    pub lines: usize,
    /// The nearest by name.
    pub near: Option<PlaceId>,
}

/// Somebody who may be one of several, or of another school.
#[derive(Debug, Clone)]
pub struct AskPerson {
    /// « eleves:12 ».
    pub key: String,
    pub line: usize,
    pub name: String,
    pub why: &'static str,
    pub candidates: Vec<(PersonId, String)>,
}

#[derive(Debug, Default)]
pub struct Plan {
    pub pupils: Vec<PupilStep>,
    pub relatives: Vec<RelativeStep>,
    pub teachers: Vec<TeacherStep>,
    pub classes: Vec<AskClass>,
    pub people: Vec<AskPerson>,
    pub remarks: Vec<Remark>,
}

/// Plans the files that are there, pupils first.
pub fn plan(files: &BTreeMap<Kind, Records>, school: &School, corrections: &Corrections) -> Plan {
    let mut planner =
        Planner { school, corrections, plan: Plan::default(), unknown: BTreeMap::new(), waiting: Vec::new() };
    for records in files.values() {
        planner.plan.remarks.extend(records.remarks.iter().cloned());
    }
    let of = |kind| files.get(&kind);
    of(Kind::Pupils).into_iter().flat_map(|r| &r.pupils).for_each(|p| planner.pupil(p));
    of(Kind::Relatives).into_iter().flat_map(|r| &r.relatives).for_each(|r| planner.relative(r));
    of(Kind::Teachers).into_iter().flat_map(|r| &r.teachers).for_each(|t| planner.teacher(t));
    planner.finished()
}

struct Planner<'a> {
    school: &'a School,
    corrections: &'a Corrections,
    plan: Plan,
    /// Labels that are no class: as written, and on how many lines.
    unknown: BTreeMap<String, (String, usize)>,
    /// Pupils about whom the head has yet to say who they are.
    waiting: Vec<Plain>,
}

impl Planner<'_> {
    fn remark(&mut self, file: Kind, line: usize, column: &str, sentence: impl Into<String>, out: bool) {
        self.plan.remarks.push(Remark {
            file,
            line,
            column: column.to_owned(),
            sentence: sentence.into(),
            out,
        });
    }

    fn finished(mut self) -> Plan {
        let classes = &self.school.classes;
        let ask = |(plain, (label, lines)): (String, (String, usize))| {
            let near = classes
                .iter()
                .map(|c| (distance(&plain, &plain_label(&c.name)), c.id))
                .min_by_key(|n| n.0)
                .filter(|n| n.0 <= plain.len().max(4) / 2)
                .map(|n| n.1);
            AskClass { label, lines, near }
        };
        self.plan.classes = self.unknown.into_iter().map(ask).collect();
        self.plan.remarks.sort_by_key(|r| (r.file, r.line));
        self.plan
    }
}
