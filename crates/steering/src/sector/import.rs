//! A file of sectors, line by line: UAI of the school; UAI of the collège; for one that the register does not know, its
//! name; its commune. Pure. Each line comes in, or says why not.

use super::rules::uai;
use kernel::csv::{self, Bounds, Refused, Row};
use std::collections::{HashMap, HashSet};

/// An academy has some two thousand schools.
const BOUNDS: Bounds = Bounds { lines: 5_000, titles: 20, cell_lines: 1, cell_separators: 0 };

/// What is there already, by UAI.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Name; whether it is a nursery school.
    pub schools: HashMap<String, (String, bool)>,
    pub colleges: HashMap<String, String>,
    pub links: HashSet<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewCollege {
    pub uai: String,
    pub name: String,
    pub town: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// UAI of both.
    New(String, String),
    /// It is so already.
    Already,
    Not(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub number: usize,
    /// As the file has it, or the names.
    pub said: String,
    pub outcome: Outcome,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub lines: Vec<Line>,
    pub colleges: Vec<NewCollege>,
}

impl Plan {
    /// School and collège, by UAI.
    pub(super) fn links(&self) -> impl Iterator<Item = (String, String)> {
        self.lines.iter().filter_map(|l| match &l.outcome {
            Outcome::New(school, college) => Some((school.clone(), college.clone())),
            _ => None,
        })
    }

    pub(super) fn entering(&self) -> usize {
        self.links().count()
    }

    pub(super) fn already(&self) -> usize {
        self.lines.iter().filter(|l| l.outcome == Outcome::Already).count()
    }

    /// Lines that do not come in, and why.
    pub(super) fn left(&self) -> Vec<(&Line, &str)> {
        let left = |line: &'_ Line| matches!(line.outcome, Outcome::Not(_));
        self.lines
            .iter()
            .filter(|l| left(l))
            .filter_map(|l| match &l.outcome {
                Outcome::Not(why) => Some((l, why.as_str())),
                _ => None,
            })
            .collect()
    }
}

pub(super) fn plan(file: &[u8], known: &Known) -> Result<Plan, String> {
    let table = csv::read(file, &BOUNDS).map_err(refused)?;
    let titled = table.header.first().is_none_or(|cell| uai_like(cell).is_none());
    let first = (!titled).then_some(Row { line: 1, cells: table.header });
    let mut reading = Reading { known, seen: HashSet::new(), new: HashMap::new(), plan: Plan::default() };
    for row in first.into_iter().chain(table.rows) {
        reading.row(&row);
    }
    for (number, why) in table.broken {
        let outcome = Outcome::Not(why.to_owned());
        reading.plan.lines.push(Line { number, said: String::new(), outcome });
    }
    let mut plan = reading.plan;
    plan.lines.sort_by_key(|l| l.number);
    if plan.lines.is_empty() {
        return Err("Ce fichier n’a pas de ligne après ses titres.".to_owned());
    }
    Ok(plan)
}

/// Eight signs of the right kinds: the letter of a school is not checked, it is looked up.
fn uai_like(cell: &str) -> Option<String> {
    let cell = cell.trim().to_ascii_uppercase();
    let (digits, letter) = (cell.get(..7)?, cell.get(7..)?);
    let right = digits.bytes().all(|b| b.is_ascii_digit()) && letter.len() == 1;
    (right && letter.bytes().all(|b| b.is_ascii_uppercase())).then_some(cell)
}

struct Reading<'a> {
    known: &'a Known,
    seen: HashSet<(String, String)>,
    /// Collèges that the file names, by UAI.
    new: HashMap<String, String>,
    plan: Plan,
}

impl Reading<'_> {
    fn row(&mut self, row: &Row) {
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str).trim();
        let mut said = format!("{}\u{a0}→ {}", cell(0), cell(1));
        let outcome = match self.pair(cell(0), cell(1), (cell(2), cell(3))) {
            Err(why) => Outcome::Not(why),
            Ok((school, college)) => {
                let name = |all: &HashMap<String, String>| all.get(&college).cloned();
                let named = name(&self.known.colleges).or_else(|| name(&self.new)).unwrap_or_default();
                said = format!("{}\u{a0}→ {named}", self.known.schools[&school].0);
                let pair = (school, college);
                if !self.seen.insert(pair.clone()) {
                    Outcome::Not("Cette ligne est déjà plus haut dans le fichier.".to_owned())
                } else if self.known.links.contains(&pair) {
                    Outcome::Already
                } else {
                    Outcome::New(pair.0, pair.1)
                }
            }
        };
        self.plan.lines.push(Line { number: row.line, said, outcome });
    }

    fn pair(
        &mut self,
        school: &str,
        college: &str,
        (name, town): (&str, &str),
    ) -> Result<(String, String), String> {
        let of_school = uai_like(school)
            .ok_or_else(|| format!("«\u{a0}{}\u{a0}» n’est pas l’UAI d’une école.", short(school)))?;
        match self.known.schools.get(&of_school) {
            None => return Err("L’annuaire ne connaît pas cette école, ou elle est fermée.".to_owned()),
            Some((name, true)) => return Err(format!("{name} est une maternelle.")),
            Some(_) => {}
        }
        let of_college = uai(college).ok_or_else(|| {
            format!(
                "«\u{a0}{}\u{a0}» n’est pas un UAI\u{a0}: sept chiffres et la lettre qui va avec.",
                short(college)
            )
        })?;
        if self.known.schools.contains_key(&of_college) {
            return Err("Le second UAI est celui d’une école.".to_owned());
        }
        if !self.known.colleges.contains_key(&of_college) && !self.new.contains_key(&of_college) {
            self.name(&of_college, name, town)?;
        }
        Ok((of_school, of_college))
    }

    fn name(&mut self, uai: &str, name: &str, town: &str) -> Result<(), String> {
        if name.is_empty() || town.is_empty() {
            return Err(
                "Le registre ne connaît pas ce collège\u{a0}: ajoutez-le, ou donnez son nom et sa commune dans les colonnes 3 et 4."
                    .to_owned(),
            );
        }
        if name.chars().count() > 60 || town.chars().count() > 80 {
            return Err("Le nom ou la commune du collège est trop long.".to_owned());
        }
        self.new.insert(uai.to_owned(), name.to_owned());
        let new = NewCollege { uai: uai.to_owned(), name: name.to_owned(), town: town.to_owned() };
        self.plan.colleges.push(new);
        Ok(())
    }
}

fn short(cell: &str) -> String {
    cell.chars().take(20).collect()
}

fn refused(why: Refused) -> String {
    match why {
        Refused::Workbook => "C’est un classeur de tableur\u{a0}: enregistrez-le au format CSV.",
        Refused::Header => {
            "La première ligne ne peut pas être lue\u{a0}: un guillemet y est ouvert et jamais fermé."
        }
        Refused::TooLong => "Ce fichier a plus de 5\u{a0}000 lignes.",
        Refused::Empty => "Choisissez un fichier qui n’est pas vide.",
        Refused::NoSeparator => "Il faut deux colonnes\u{a0}: l’UAI de l’école, l’UAI du collège.",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let school = |uai: &str, name: &str, nursery| (uai.to_owned(), (name.to_owned(), nursery));
        Known {
            schools: HashMap::from([
                school("0809901A", "Les Tilleuls", false),
                school("0809903C", "Les Aulnes", false),
                school("0809902B", "Le Moulin Bleu", true),
            ]),
            colleges: HashMap::from([("0809911N".to_owned(), "Collège des Lilas".to_owned())]),
            links: HashSet::from([("0809903C".to_owned(), "0809911N".to_owned())]),
        }
    }

    #[test]
    fn each_line_comes_in_or_says_why_not() {
        let file = "école;collège;nom;commune\n0809901a;0809911N\n0809903C;0809911N\n0809901A;0809911N\n0809901A;0809912P;Collège du Lac;Ormes\n\
                    0809903C;0809912P\n0809901A;0809913R\n0809999Z;0809911N\nLes Tilleuls;0809911N\n0809901A;0809911A\n0809902B;0809911N\n\"0809901A;0809911N\n0809901A;0809903C\n";
        let plan = plan(file.as_bytes(), &known()).unwrap();
        let outcome = |number: usize| plan.lines.iter().find(|l| l.number == number).unwrap().outcome.clone();
        let why = |number: usize| match outcome(number) {
            Outcome::Not(why) => why,
            other => format!("{other:?}"),
        };
        assert_eq!(outcome(2), Outcome::New("0809901A".into(), "0809911N".into()));
        assert_eq!(outcome(3), Outcome::Already);
        assert!(why(4).contains("plus haut"));
        assert_eq!(outcome(5), Outcome::New("0809901A".into(), "0809912P".into()));
        assert_eq!(outcome(6), Outcome::New("0809903C".into(), "0809912P".into()), "named a line before");
        assert!(why(7).contains("colonnes 3 et 4") && why(8).contains("annuaire"));
        assert!(
            why(9).contains("Les Tilleuls") && why(10).contains("lettre") && why(11).contains("maternelle")
        );
        assert!(why(12).contains("guillemet"));
        assert_eq!((plan.lines.len(), plan.entering(), plan.already(), plan.left().len()), (12, 3, 1, 8));
        assert_eq!(
            plan.colleges,
            [NewCollege { uai: "0809912P".into(), name: "Collège du Lac".into(), town: "Ormes".into() }]
        );
        assert_eq!(plan.lines[0].said, "Les Tilleuls\u{a0}→ Collège des Lilas");
    }

    #[test]
    fn titles_are_not_needed_and_no_file_is_half_read() {
        let read = plan(b"0809901A,0809911N\n", &known()).unwrap();
        assert_eq!((read.entering(), read.lines[0].number), (1, 1));
        for (file, said) in [
            (&b""[..], "vide"),
            (b"PK\x03\x04", "classeur"),
            (b"0809901A", "deux colonnes"),
            ("école;collège".as_bytes(), "pas de ligne"),
        ] {
            assert!(plan(file, &known()).unwrap_err().contains(said), "{said}");
        }
    }
}
