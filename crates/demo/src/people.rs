//! The families of the invented territory, drawn from one seed. Invariants: same school year, same families,
//! same keys; Lina and Sami's parents live apart; brothers and sisters go to the schools of one place.

use super::names::{BOYS, Chance, GIRLS, MEN, STREETS, SURNAMES, WOMEN, plain};
use super::territory::{CM_CARREL, Class, LES_RIVES, Level, MOULIN, MS_JOURDAN, SCHOOLS, School, TILLEULS};
use chrono::{Days, NaiveDate};
use std::collections::HashSet;

const SEED: u64 = 20_260_901;

pub const LINA: &str = "100001";
pub const SAMI: &str = "100002";
pub const NADIA: &str = "200001";
pub const KARIM: &str = "200002";

#[derive(Debug)]
pub struct Pupil {
    pub key: String,
    pub ine: String,
    pub girl: bool,
    pub first: String,
    pub second: &'static str,
    pub last: String,
    pub born: NaiveDate,
    pub school: &'static School,
    pub class: &'static Class,
    pub level: Level,
    /// (key of a relative, code of the relation).
    pub links: Vec<(String, &'static str)>,
    pub ulis: bool,
}

#[derive(Debug)]
pub struct Relative {
    pub key: String,
    pub title: &'static str,
    pub first: String,
    pub last: String,
    pub street: String,
    pub town: &'static str,
    pub postcode: &'static str,
    pub mobile: String,
    pub mail: String,
    /// May the address be given to parents' associations?
    pub shares: bool,
    pub children: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Families {
    pub pupils: Vec<Pupil>,
    pub relatives: Vec<Relative>,
}

/// A chair that waits for a pupil.
struct Seat {
    school: &'static School,
    class: &'static Class,
    level: Level,
}

/// Everybody, for the school year that begins in `year`.
pub fn families(year: i32) -> Families {
    let mut draw =
        Drawing { chance: Chance::new(SEED), year, made: Families::default(), taken: HashSet::new() };
    let mut seats = seats();
    draw.the_haddads(&mut seats);
    // One pool a place: siblings are then in the maternelle and the élémentaire, or in two villages.
    for place in [&[MOULIN, TILLEULS][..], &["9103", "9104", "9105"], &[LES_RIVES]] {
        let (mut here, others) = seats.into_iter().partition(|s: &Seat| place.contains(&s.school.key));
        seats = others;
        draw.mix(&mut here);
        while !here.is_empty() {
            draw.family(&mut here);
        }
    }
    draw.made
        .pupils
        .sort_by(|a, b| (a.school.key, a.class.key, &a.key).cmp(&(b.school.key, b.class.key, &b.key)));
    draw.made
}

fn seats() -> Vec<Seat> {
    let mut seats = Vec::new();
    for school in &SCHOOLS {
        for class in school.classes {
            for &(level, count) in class.levels {
                seats.extend((0..count).map(|_| Seat { school, class, level }));
            }
        }
    }
    seats
}

struct Drawing {
    chance: Chance,
    year: i32,
    made: Families,
    /// « first last », so that no two pupils are called the same.
    taken: HashSet<String>,
}

impl Drawing {
    /// The separated family that everybody knows: two households, two schools.
    fn the_haddads(&mut self, seats: &mut Vec<Seat>) {
        let nadia = self.relative("Mme", "Nadia", "Benali", "12 rue des Lavandières", seats[0].school);
        let karim = self.relative("M.", "Karim", "Haddad", "3 chemin du Lac", seats[0].school);
        for (first, girl, class, level) in
            [("Lina", true, CM_CARREL, Level::Cm1), ("Sami", false, MS_JOURDAN, Level::Ms)]
        {
            let Some(at) = seats.iter().position(|s| s.class.key == class && s.level == level) else {
                continue;
            };
            let seat = seats.remove(at);
            let key = self.pupil(&seat, first.to_owned(), "Haddad", girl, &[(nadia, "10"), (karim, "20")]);
            self.taken.insert(format!("{first} Haddad"));
            debug_assert!([LINA, SAMI].contains(&key.as_str()), "the story knows them by these keys");
        }
    }

    fn mix(&mut self, seats: &mut [Seat]) {
        for at in (1..seats.len()).rev() {
            let other = self.chance.below(at + 1);
            seats.swap(at, other);
        }
    }

    /// One to three brothers and sisters of different levels, and those who answer for them.
    fn family(&mut self, seats: &mut Vec<Seat>) {
        let wanted = match self.chance.below(100) {
            0..=54 => 1,
            55..=87 => 2,
            _ => 3,
        };
        let Some(eldest) = seats.pop() else { return };
        let mut own = vec![eldest];
        while own.len() < wanted {
            let Some(at) = seats.iter().position(|s| own.iter().all(|o| o.level != s.level)) else { break };
            own.push(seats.swap_remove(at));
        }
        let last = self.chance.of(SURNAMES);
        let adults = self.household(last, own[0].school);
        for seat in &own {
            let girl = self.chance.percent(50);
            let first = self.first_name(girl, last);
            self.pupil(seat, first, last, girl, &adults);
        }
    }

    fn first_name(&mut self, girl: bool, last: &str) -> String {
        let names = if girl { GIRLS } else { BOYS };
        loop {
            let first = self.chance.of(names);
            if self.taken.insert(format!("{first} {last}")) {
                return first.to_owned();
            }
        }
    }

    /// Two parents at home, two apart, one alone, two mothers or fathers, or a guardian.
    fn household(&mut self, last: &'static str, school: &'static School) -> Vec<(usize, &'static str)> {
        let home = self.street();
        let shape = self.chance.below(100);
        let own_name = self.chance.percent(35);
        let other_name = self.chance.of(SURNAMES);
        let hers = if own_name || shape >= 70 { other_name } else { last };
        let (she, he) = (self.chance.of(WOMEN), self.chance.of(MEN));
        match shape {
            0..=69 => vec![
                (self.relative("Mme", she, hers, &home, school), "10"),
                (self.relative("M.", he, last, &home, school), "20"),
            ],
            70..=81 => {
                let elsewhere = self.street();
                vec![
                    (self.relative("Mme", she, hers, &home, school), "10"),
                    (self.relative("M.", he, last, &elsewhere, school), "20"),
                ]
            }
            82..=93 => vec![(self.relative("Mme", she, last, &home, school), "10")],
            94..=95 => vec![(self.relative("M.", he, last, &home, school), "20")],
            96..=97 => {
                let second = self.chance.of(WOMEN);
                vec![
                    (self.relative("Mme", she, last, &home, school), "10"),
                    (self.relative("Mme", second, hers, &home, school), "10"),
                ]
            }
            _ => vec![(self.relative("Mme", she, hers, &home, school), "50")],
        }
    }

    fn street(&mut self) -> String {
        let street = self.chance.of(STREETS);
        format!("{} {street}", 1 + self.chance.below(90))
    }

    /// Its place among the relatives.
    fn relative(
        &mut self,
        title: &'static str,
        first: &str,
        last: &str,
        street: &str,
        school: &'static School,
    ) -> usize {
        let at = self.made.relatives.len();
        let number = 1 + at;
        // Six in a hundred gave no address: they receive a paper.
        let mail = if number > 2 && self.chance.percent(6) {
            String::new()
        } else if number <= 2 {
            format!("{}.{}@example.org", plain(first), plain(last))
        } else {
            format!("{}.{}.{number}@example.org", plain(first), plain(last))
        };
        self.made.relatives.push(Relative {
            key: format!("{}", 200_000 + number),
            title,
            first: first.to_owned(),
            last: last.to_owned(),
            street: street.to_owned(),
            town: school.commune.name,
            postcode: school.commune.postcode,
            mobile: format!("+33 6 39 98 {:02} {:02}", number / 100 % 100, number % 100),
            mail,
            shares: self.chance.percent(40),
            children: Vec::new(),
        });
        at
    }

    /// The key given.
    fn pupil(
        &mut self,
        seat: &Seat,
        first: String,
        last: &str,
        girl: bool,
        adults: &[(usize, &'static str)],
    ) -> String {
        let number = 1 + self.made.pupils.len();
        let key = format!("{}", 100_000 + number);
        let age = seat.level.told().3;
        let born = NaiveDate::from_ymd_opt(self.year - age, 1, 1).unwrap_or_default()
            + Days::new(self.chance.below(365) as u64);
        for &(adult, _) in adults {
            self.made.relatives[adult].children.push(key.clone());
        }
        let in_cycle_3_or_ce2 = matches!(seat.level, Level::Ce2 | Level::Cm1 | Level::Cm2);
        let ulis = seat.school.key == TILLEULS && in_cycle_3_or_ce2 && number > 2 && self.chance.percent(9);
        self.made.pupils.push(Pupil {
            ine: format!("{:09}EX", 71_000_000 + number * 37),
            girl,
            first,
            second: self.chance.of(if girl { GIRLS } else { BOYS }),
            last: last.to_owned(),
            born,
            school: seat.school,
            class: seat.class,
            level: seat.level,
            links: adults.iter().map(|&(a, r)| (self.made.relatives[a].key.clone(), r)).collect(),
            ulis,
            key: key.clone(),
        });
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_the_same_each_time_and_has_its_story() {
        let (once, again) = (families(2026), families(2026));
        assert_eq!(format!("{once:?}"), format!("{again:?}"));
        assert!((400..460).contains(&once.pupils.len()), "{} pupils", once.pupils.len());
        let lina = once.pupils.iter().find(|p| p.key == LINA).unwrap();
        let sami = once.pupils.iter().find(|p| p.key == SAMI).unwrap();
        assert_eq!((lina.class.key, sami.class.key), (CM_CARREL, MS_JOURDAN));
        assert_eq!(lina.links, [(NADIA.to_owned(), "10"), (KARIM.to_owned(), "20")]);
        assert_ne!(once.relatives[0].street, once.relatives[1].street);
        assert!((5..=13).contains(&once.pupils.iter().filter(|p| p.ulis).count()));
    }

    #[test]
    fn brothers_and_sisters_are_often_in_two_schools() {
        let made = families(2026);
        let school = |key: &String| made.pupils.iter().find(|p| p.key == *key).unwrap().school.key;
        let apart =
            made.relatives.iter().filter(|r| r.children.iter().any(|c| school(c) != school(&r.children[0])));
        assert!(apart.count() > 20);
    }
}
