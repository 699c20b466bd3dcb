//! One thing of many, in a form: chosen from a list where they are few, else found by its name. A list of an academy's
//! 2,800 schools is 100 kB that nobody reads to its end.

use crate::at_hand;
use crate::near::CHOICES;
use database::Db;
use identity::accounts::rules::plain;
use identity::steering::{self, Sought};
use kernel::Actor;
use kernel::fields::{Again, Field};
use kernel::typed::Reading;
use std::sync::Arc;
use uuid::Uuid;

/// Id and name; the name says all by which one looks for it.
pub type Named = Vec<(Uuid, String)>;

/// What may be chosen.
pub struct Offered {
    /// All, or those that what was typed finds.
    pub found: Named,
    /// They are many: what was typed.
    pub by_name: Option<String>,
}

impl Offered {
    /// `typed`: the id of one, its whole name, or words of it in any order.
    #[must_use]
    pub fn of(all: &[(Uuid, String)], typed: &str) -> Self {
        if all.len() <= CHOICES {
            return Self { found: all.to_vec(), by_name: None };
        }
        if typed.is_empty() {
            return Self { found: Vec::new(), by_name: Some(String::new()) };
        }
        let (id, whole) = (typed.parse::<Uuid>().ok(), said(typed));
        let words: Vec<String> = typed.split_whitespace().map(said).filter(|w| !w.is_empty()).collect();
        let found = |fits: &dyn Fn(Uuid, &str) -> bool| -> Named {
            all.iter().filter(|(id, name)| fits(*id, &said(name))).cloned().collect()
        };
        let mut these = found(&|one, name| id == Some(one) || name == whole);
        if these.is_empty() && !words.is_empty() {
            these = found(&|_, name| words.iter().all(|w| name.contains(w)));
        }
        Self { found: these, by_name: Some(typed.to_owned()) }
    }

    /// A list; where they are many a line, and a list again of the few that it finds.
    #[must_use]
    pub fn field(&self, again: &Again, form: &str, name: &str, &(label, hint): &(&str, &str)) -> Field {
        let options = || self.found.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        let field = match &*self.found {
            _ if self.by_name.is_none() => return again.select(form, name, label, options()).hint(hint),
            [(_, found)] => again.line(form, name, label).saying(found),
            found if (2..=CHOICES).contains(&found.len()) => again.select(form, name, label, options()),
            _ => again.line(form, name, label),
        };
        field.hint(format!("{hint} Tapez une partie de son nom.").trim())
    }

    /// The one that was chosen.
    pub fn read(&self, read: &mut Reading<'_>, field: &'static str, missing: &str) -> Option<Uuid> {
        let Some(typed) = &self.by_name else {
            let ids: Vec<Uuid> = self.found.iter().map(|(id, _)| *id).collect();
            return read.among(field, &ids, missing);
        };
        let wrong = match self.found.len() {
            1 => return Some(self.found[0].0),
            _ if typed.is_empty() => missing,
            0 => "Aucun nom ne correspond.",
            n if n <= CHOICES => "Plusieurs noms correspondent\u{a0}: choisissez.",
            _ => "Trop de noms correspondent\u{a0}: précisez, par exemple la commune.",
        };
        read.errors.add(field, wrong);
        None
    }
}

/// As it is compared: without accents, capitals, blanks and dashes.
fn said(text: &str) -> String {
    plain(text).replace('-', "")
}

/// The schools that the actor steers: « Les Tilleuls, Ormes, 0801234A ».
pub struct Schools(pub Named);

pub async fn schools(db: &Db, actor: &Actor) -> Result<Arc<Schools>, sqlx::Error> {
    let find = async || {
        let sought = Sought { most: 5000, ..Sought::default() };
        let found = steering::schools(&db.pool, actor, &sought).await?;
        let named = found.into_iter().map(|s| {
            let parts = [s.name, s.commune, s.uai];
            let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            (s.id.0, parts.join(", "))
        });
        Ok(Schools(named.collect()))
    };
    if actor.is_project() { at_hand::kept(db, find).await } else { Ok(Arc::new(find().await?)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use kernel::typed::{Typed, Why};

    fn chosen(offered: &Offered, typed: &str) -> Result<Uuid, String> {
        let typed = Typed::from(vec![("ecole".to_owned(), typed.to_owned())]);
        let mut read = Reading::new(&typed, NaiveDate::default());
        let one = offered.read(&mut read, "ecole", "Choisissez l’école.");
        read.checked(one).map_err(|why| match why {
            Why::Fields(errors) => errors.of("ecole").unwrap().to_owned(),
            Why::Not(sentence) => sentence,
        })
    }

    #[test]
    fn one_of_many_is_found_by_its_name() {
        let id = |n: usize| Uuid::from_u128(n as u128);
        let mut all: Named =
            (0..400).map(|n| (id(n), format!("École {n} de l’Étang, Ormes, 080{n:04}A"))).collect();
        all.push((id(900), "Les Tilleuls, Ormes, 0809001B".to_owned()));
        all.push((id(901), "Les Tilleuls, Ormes, 0809001B bis".to_owned()));
        let by = |typed: &str| chosen(&Offered::of(&all, typed), typed);
        assert_eq!(by("0800007a"), Ok(id(7)));
        assert_eq!(by("ormes  ETANG 0800012A"), Ok(id(12)));
        assert_eq!(by("les tilleuls, ormes, 0809001b"), Ok(id(900)), "a whole name is that one");
        assert_eq!(by(&id(901).to_string()), Ok(id(901)));
        assert_eq!(by("tilleuls"), Err("Plusieurs noms correspondent\u{a0}: choisissez.".to_owned()));
        assert!(by("étang").unwrap_err().starts_with("Trop de noms"));
        assert_eq!(by("Sureau"), Err("Aucun nom ne correspond.".to_owned()));
        assert_eq!(by("'"), Err("Aucun nom ne correspond.".to_owned()));
        assert_eq!(by(""), Err("Choisissez l’école.".to_owned()));
        let few = Offered::of(&all[..3], "");
        assert_eq!((chosen(&few, &id(2).to_string()), few.found.len()), (Ok(id(2)), 3));
        assert!(chosen(&few, "étang").is_err() && chosen(&few, &id(3).to_string()).is_err());
    }
}
