//! What the files would do to the school: each line becomes somebody new, somebody known, a question, or a
//! remark. INE first, then names and birth date within the school. Pure.

use super::columns::Kind;
use super::records::{ChildRef, Corrections, Pupil, Records, Relative, Remark, Teacher};
use chrono::NaiveDate;
use identity::accounts::rules::plain_name;
use identity::people::making::NewPerson;
use kernel::{PersonId, PlaceId};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody of the school, or a pupil of another one.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub id: Option<PersonId>,
    pub last_name: String,
    pub first_name: String,
    pub birth_date: Option<NaiveDate>,
    pub ine: Option<String>,
    pub email: Option<String>,
    pub class: Option<PlaceId>,
    pub class_name: String,
    /// Named by the academy's directory, which this file never overwrites.
    pub fed: bool,
    pub children: Vec<PersonId>,
    pub plain: Plain,
}

/// Names for comparison, made once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    lasts: [String; 2],
    first: String,
}

impl Plain {
    #[must_use]
    pub fn of(last: &str, other: &str, first: &str) -> Self {
        Self { lasts: [plain_name(last), plain_name(other)], first: plain_name(first) }
    }

    fn of_new(new: &NewPerson) -> Self {
        Self::of(&new.last_name, new.birth_name.as_deref().unwrap_or_default(), &new.first_name)
    }

    /// The same first name, and one family name in common.
    fn is(&self, other: &Self) -> bool {
        self.first == other.first && self.lasts.iter().any(|l| !l.is_empty() && other.lasts.contains(l))
    }
}

#[derive(Debug, Clone)]
pub struct Class {
    pub id: PlaceId,
    pub name: String,
}

/// The school as it is.
#[derive(Debug, Default)]
pub struct School {
    pub pupils: Vec<Known>,
    pub guardians: Vec<Known>,
    pub adults: Vec<Known>,
    /// Pupils of other schools with an INE or a birth date of the file.
    pub elsewhere: Vec<Known>,
    pub classes: Vec<Class>,
}

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

/// A class's label for comparison: letters and figures only.
#[must_use]
pub fn plain_label(label: &str) -> String {
    let folded: String = label
        .chars()
        .map(|c| if c.is_ascii_digit() { c.to_string() } else { plain_name(&c.to_string()) })
        .collect();
    folded
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

    fn pupil(&mut self, pupil: &Pupil) {
        let (kind, new, plain) = (Kind::Pupils, &pupil.new, Plain::of_new(&pupil.new));
        let two_ines = |s: &PupilStep| s.new.ine.is_some() && new.ine.is_some() && s.new.ine != new.ine;
        let twice = |s: &PupilStep| {
            (new.ine.is_some() && s.new.ine == new.ine)
                || (s.plain.is(&plain) && s.new.birth_date == new.birth_date && !two_ines(s))
        };
        if let Some(line) = self.plan.pupils.iter().find(|s| twice(s)).map(|s| s.line) {
            return self.remark(
                kind,
                pupil.line,
                "",
                format!("Même élève que la ligne {line}\u{a0}: prise une fois."),
                true,
            );
        }
        let Some(who) = self.who_is_pupil(pupil, &plain) else { return };
        let Some(room) = self.room(kind, pupil.line, &pupil.class) else { return self.waiting.push(plain) };
        let known = match who {
            Who::Known { person, .. } => self.school.pupils.iter().find(|k| k.id == Some(person)),
            _ => None,
        };
        if let (Who::Known { fed: true, .. }, Some(known), Room::Class(class)) = (&who, known, &room)
            && known.class != Some(*class)
        {
            let sentence = format!(
                "L’annuaire le met en «\u{a0}{}\u{a0}»\u{a0}: c’est l’annuaire qui est suivi, rien n’est changé.",
                known.class_name
            );
            self.remark(kind, pupil.line, "Classe", sentence, false);
        }
        self.plan.pupils.push(PupilStep { line: pupil.line, new: new.clone(), plain, who, room });
    }

    /// INE, then names and birth date; else the head says. None: she has not said yet, or leaves the line.
    fn who_is_pupil(&mut self, pupil: &Pupil, plain: &Plain) -> Option<Who> {
        let (new, key) = (&pupil.new, format!("{}:{}", Kind::Pupils.word(), pupil.line));
        let known = |k: &Known| k.id.map(|person| Who::Known { person, fed: k.fed });
        match self.corrections.people.get(&key).map(String::as_str) {
            Some("nouveau") => return Some(Who::New),
            Some("laisser") => {
                self.remark(Kind::Pupils, pupil.line, "", "Laissé de côté, comme vous l’avez dit.", true);
                return None;
            }
            Some(id) if !id.is_empty() => {
                let said = |k: &&Known| k.id.is_some_and(|p| p.to_string() == id);
                if let Some(found) = self.school.pupils.iter().find(said) {
                    return known(found);
                }
                if let Some(found) = self.school.elsewhere.iter().find(said) {
                    return found.id.map(Who::Comes);
                }
            }
            _ => {}
        }
        let mut here = &self.school.pupils;
        let by_ine: Vec<_> = here.iter().filter(|k| new.ine.is_some() && k.ine == new.ine).collect();
        if let [one] = by_ine[..] {
            return known(one);
        }
        let no_other_ine = |k: &&Known| k.ine.is_none() || new.ine.is_none() || k.ine == new.ine;
        let named: Vec<_> = here.iter().filter(|k| k.plain.is(plain)).filter(no_other_ine).collect();
        let born: Vec<_> = named.iter().copied().filter(|k| k.birth_date == new.birth_date).collect();
        if let [one] = born[..] {
            return known(one);
        }
        let unborn: Vec<_> = named.iter().copied().filter(|k| k.birth_date.is_none()).collect();
        let (why, candidates) = match (born.len(), unborn.len(), named.len()) {
            (0, 1, 1) => return known(unborn[0]),
            (0, _, 0) => {
                here = &self.school.elsewhere;
                let other = |k: &&Known| {
                    (new.ine.is_some() && k.ine == new.ine)
                        || (k.plain.is(plain) && k.birth_date == new.birth_date && no_other_ine(k))
                };
                let found: Vec<_> = here.iter().filter(other).collect();
                if found.is_empty() {
                    return Some(Who::New);
                }
                ("Un élève de ce nom et de cette date de naissance existe dans une autre école.", found)
            }
            (0, ..) => ("Un élève de ce nom est dans l’école, avec une autre date de naissance.", named),
            _ => ("Plusieurs élèves de l’école ont ce nom et cette date de naissance.", born),
        };
        self.ask(key, pupil, why, &candidates);
        None
    }

    fn ask(&mut self, key: String, pupil: &Pupil, why: &'static str, candidates: &[&Known]) {
        let elsewhere = |k: &Known| self.school.elsewhere.iter().any(|e| e.id == k.id);
        let words = |k: &Known| match (elsewhere(k), k.birth_date) {
            (true, _) => "C’est lui ou elle\u{a0}: le mettre dans cette classe".to_owned(),
            (false, Some(born)) => format!(
                "{} {}, né·e le {}, {}",
                k.first_name,
                k.last_name,
                born.format("%d/%m/%Y"),
                k.class_name
            ),
            (false, None) => format!("{} {}, {}", k.first_name, k.last_name, k.class_name),
        };
        let candidates = candidates.iter().filter_map(|k| Some((k.id?, words(k)))).collect();
        let name = format!("{} {}", pupil.new.first_name, pupil.new.last_name);
        self.plan.people.push(AskPerson { key, line: pupil.line, name, why, candidates });
        self.remark(Kind::Pupils, pupil.line, "", format!("{why} Dites qui c’est."), true);
        self.waiting.push(Plain::of_new(&pupil.new));
    }

    /// The class that a label names. None: the head has to say.
    fn room(&mut self, file: Kind, line: usize, label: &str) -> Option<Room> {
        let plain = plain_label(label);
        if plain.is_empty() {
            if file == Kind::Pupils {
                self.remark(
                    file,
                    line,
                    "Classe",
                    "Sans classe\u{a0}: rattaché à l’école, en attendant.",
                    false,
                );
            }
            return Some(Room::None);
        }
        let mut exact = self.school.classes.iter().filter(|c| plain_label(&c.name) == plain);
        if let (Some(class), None) = (exact.next(), exact.next()) {
            return Some(Room::Class(class.id));
        }
        match self.corrections.classes.get(&plain).map(String::as_str) {
            Some("creer") => return Some(Room::Made(label.chars().take(80).collect())),
            Some("aucune") => return Some(Room::None),
            Some(id) => {
                if let Some(class) = self.school.classes.iter().find(|c| c.id.to_string() == id) {
                    return Some(Room::Class(class.id));
                }
            }
            None => {}
        }
        self.unknown.entry(plain).or_insert_with(|| (label.to_owned(), 0)).1 += 1;
        let sentence = format!(
            "«\u{a0}{}\u{a0}» n’est pas une classe de l’école. Dites laquelle c’est.",
            label.chars().take(60).collect::<String>()
        );
        self.remark(file, line, "Classe", sentence, file == Kind::Pupils);
        None
    }

    fn relative(&mut self, relative: &Relative) {
        let kind = Kind::Relatives;
        let mut children = Vec::new();
        for child in &relative.children {
            match self.child(child) {
                Ok(found) if !children.contains(&found) => children.push(found),
                Ok(_) => {}
                Err(why) => {
                    let name: String = format!("{} {}", child.first, child.last).chars().take(60).collect();
                    self.remark(kind, relative.line, "Enfant", format!("{name}\u{a0}: {why}"), false);
                }
            }
        }
        if children.is_empty() {
            return self.remark(
                kind,
                relative.line,
                "Enfant",
                "Aucun de ses enfants n’est trouvé dans l’école.",
                true,
            );
        }
        let (new, plain) = (&relative.new, Plain::of_new(&relative.new));
        let again = |s: &&mut RelativeStep| {
            s.plain.is(&plain)
                && (s.children.iter().any(|c| children.contains(c))
                    || (new.email.is_some() && s.new.email == new.email))
        };
        if let Some(before) = self.plan.relatives.iter_mut().find(again) {
            let line = before.line;
            children.retain(|c| !before.children.contains(c));
            before.children.append(&mut children);
            return self.remark(
                kind,
                relative.line,
                "",
                format!("Même personne que la ligne {line}\u{a0}: prise une fois."),
                true,
            );
        }
        let who = self.who_is_guardian(new, &plain, &children);
        self.plan.relatives.push(RelativeStep {
            line: relative.line,
            new: new.clone(),
            plain,
            who,
            children,
        });
    }

    fn who_is_guardian(&self, new: &NewPerson, plain: &Plain, children: &[Child]) -> Who {
        let ids: BTreeSet<PersonId> = children
            .iter()
            .filter_map(|c| match c {
                Child::There(id) => Some(*id),
                Child::Brought(at) => match self.plan.pupils[*at].who {
                    Who::Known { person, .. } | Who::Comes(person) => Some(person),
                    Who::New => None,
                },
            })
            .collect();
        let same_mail = |k: &Known| match (&k.email, &new.email) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            _ => false,
        };
        let certain =
            |k: &&Known| k.plain.is(plain) && (same_mail(k) || k.children.iter().any(|c| ids.contains(c)));
        let found: Vec<_> = self.school.guardians.iter().filter(certain).collect();
        match found[..] {
            [Known { id: Some(person), fed, .. }] => Who::Known { person: *person, fed: *fed },
            _ => Who::New,
        }
    }

    /// By family name and first name; the class only breaks ties, for its label may be an older one.
    fn child(&self, child: &ChildRef) -> Result<Child, &'static str> {
        let plain = Plain::of(&child.last, &child.usual, &child.first);
        let class = self
            .school
            .classes
            .iter()
            .find(|c| plain_label(&c.name) == plain_label(&child.class))
            .map(|c| c.id);
        let brought = self.plan.pupils.iter().enumerate().filter(|(_, s)| s.plain.is(&plain));
        let mut found: Vec<(Child, Option<PlaceId>)> = brought
            .map(|(at, s)| (Child::Brought(at), if let Room::Class(id) = s.room { Some(id) } else { None }))
            .collect();
        let is_brought = |id| {
            self.plan.pupils.iter().any(|s| matches!(s.who, Who::Known { person, .. } if Some(person) == id))
        };
        let there = self.school.pupils.iter().filter(|k| k.plain.is(&plain) && !is_brought(k.id));
        found.extend(there.filter_map(|k| Some((Child::There(k.id?), k.class))));
        if found.len() > 1 {
            found.retain(|f| class.is_some() && f.1 == class);
            return match found[..] {
                [(one, _)] => Ok(one),
                _ => Err("plusieurs élèves ont ce nom, et la classe ne les départage pas."),
            };
        }
        match found.pop() {
            Some((one, _)) => Ok(one),
            None if self.waiting.iter().any(|w| w.is(&plain)) => {
                Err("cet élève attend d’abord votre réponse.")
            }
            None => Err("aucun élève de l’école n’a ce nom."),
        }
    }

    fn teacher(&mut self, teacher: &Teacher) {
        let (new, plain) = (&teacher.new, Plain::of_new(&teacher.new));
        let rooms: Vec<Room> = teacher
            .classes
            .iter()
            .filter_map(|label| self.room(Kind::Teachers, teacher.line, label))
            .filter(|r| *r != Room::None)
            .collect();
        if let Some(before) = self.plan.teachers.iter_mut().find(|s| s.plain.is(&plain)) {
            let line = before.line;
            before.rooms.extend(rooms);
            return self.remark(
                Kind::Teachers,
                teacher.line,
                "",
                format!("Même personne que la ligne {line}\u{a0}: prise une fois."),
                true,
            );
        }
        let found: Vec<_> = self.school.adults.iter().filter(|k| k.plain.is(&plain)).collect();
        let who = match found[..] {
            [Known { id: Some(person), fed, .. }] => Who::Known { person: *person, fed: *fed },
            [] => Who::New,
            _ => {
                return self.remark(
                    Kind::Teachers,
                    teacher.line,
                    "Nom",
                    "Plusieurs adultes de l’école ont ce nom.",
                    true,
                );
            }
        };
        self.plan.teachers.push(TeacherStep { line: teacher.line, new: new.clone(), plain, who, rooms });
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

/// How many letters have to be put, taken or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            row.push((before[j + 1] + 1).min(row[j] + 1).min(before[j] + usize::from(x != *y)));
        }
        before = row;
    }
    before[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_compared_without_blanks_and_accents() {
        assert_eq!(plain_label("CE1-CM1  M. AUBRY"), plain_label("ce1 cm1 m aubry"));
        assert_ne!(plain_label("CE1 A"), plain_label("CE2 A"));
        assert_eq!(distance("ce1mmeroy", "ce1mmeroi"), 1);
    }
}
