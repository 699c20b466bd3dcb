//! A relative's line: known by mail or by a child, with the names; found children are linked.

use super::super::columns::Kind;
use super::super::records::{ChildRef, Relative};
use super::rooms::plain_label;
use super::school::{Known, Plain};
use super::{Child, Planner, RelativeStep, Room, Who};
use identity::people::making::NewPerson;
use kernel::{PersonId, PlaceId};
use std::collections::BTreeSet;

impl Planner<'_> {
    pub(super) fn relative(&mut self, relative: &Relative) {
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
}
