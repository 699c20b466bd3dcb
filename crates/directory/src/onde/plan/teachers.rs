//! A teacher's line: known by names within the school.

use super::super::columns::Kind;
use super::super::records::Teacher;
use super::school::{Known, Plain};
use super::{Planner, Room, TeacherStep, Who};

impl Planner<'_> {
    pub(super) fn teacher(&mut self, teacher: &Teacher) {
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
}
