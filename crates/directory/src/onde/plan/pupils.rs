//! A pupil's line: known by INE, then by names and birth date within the school; else the head says.

use super::super::columns::Kind;
use super::super::records::Pupil;
use super::school::{Known, Plain};
use super::{AskPerson, Planner, PupilStep, Room, Who};

impl Planner<'_> {
    pub(super) fn pupil(&mut self, pupil: &Pupil) {
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
}
