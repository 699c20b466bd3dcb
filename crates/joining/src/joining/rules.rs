//! What is said with a step, and what must not be missing in it. Pure.

use super::forms;
use super::reading::{LONG, Reading};
use super::steps::Step;
use crate::administrators::Seat;
use chrono::NaiveDate;
use cockpit::equipment::Wanted;
use kernel::{FieldErrors, PersonId};
use serde::{Deserialize, Serialize};

/// As the forms send it: each step has some of these fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub texte: String,
    pub reference: String,
    pub jour: String,
    pub nombre: String,
    pub choix: String,
    pub qui: String,
    pub classes: Vec<String>,
    pub aleas: String,
    pub projet_ecole: String,
    pub registre: String,
    pub familles_le: String,
    pub fiches_le: String,
    pub tableaux: String,
    pub tablettes: String,
    pub ordinateurs: String,
    pub reseau: String,
    pub filtrage: String,
    pub derogation: String,
    pub du: String,
    pub au: String,
}

/// What has no column of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    /// Volunteering: one teacher, or the whole school; which classes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub whole: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// What of the projet d’école it serves.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub school_plan: String,
    /// The line of the register of processing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub register: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub informed_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boards: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tablets: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computers: Option<i32>,
    /// What the check found missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<String>,
    /// An administrator’s last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Which follow-up: « une semaine »; which year is renewed: « 2027-2028 ».
    #[serde(skip_serializing_if = "String::is_empty")]
    pub which: String,
}

/// What is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub outcome: &'static str,
    pub day: Option<NaiveDate>,
    pub reference: String,
    pub note: String,
    pub amount: Option<i32>,
    pub subject: Option<PersonId>,
    pub details: Details,
}

/// What the register of training holds of somebody: a session, its day, the certificate that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    pub day: NaiveDate,
    pub certificate: String,
}

/// What the rules have to know of the school.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    pub today: NaiveDate,
    /// Of the school, this year.
    pub classes: Vec<String>,
    /// Who teaches or works there.
    pub adults: Vec<PersonId>,
    /// The convention that names the school, by its reference.
    pub convention: Option<String>,
    /// Who administers it, or will; and of today’s, whom she named last first, what the register holds.
    pub seats: Vec<Seat>,
    pub administrators: Vec<(PersonId, Option<Proof>)>,
    /// Its heads: they administer without being named.
    pub heads: Vec<PersonId>,
    /// Of who begins: what the register holds, and the names of those of whom it holds nothing.
    pub trained: Vec<Proof>,
    pub untrained: Vec<String>,
    /// The classes that were engaged.
    pub engaged: Vec<String>,
    /// What the check of the equipment starts from: the project’s rules, the school’s register.
    pub wanted: Wanted,
    /// She may pass over what the check of the equipment finds missing.
    pub may_override: bool,
    /// The follow-up that comes next.
    pub next_follow_up: Option<String>,
    /// The school year to be renewed.
    pub next_renewal: Option<i16>,
}

/// What is said with this step; or what is wrong, by field.
pub(super) fn said(step: Step, typed: &Typed, around: &Around) -> Result<Said, FieldErrors> {
    let mut read = Reading { around, errors: FieldErrors::default() };
    let said = match step {
        Step::Interest => Said { note: read.optional("texte", &typed.texte, LONG), ..Said::done() },
        Step::Volunteering => forms::volunteering(&mut read, typed),
        Step::Project => forms::project(&mut read, typed),
        Step::Notice => forms::notice(&mut read, typed),
        Step::Decision => forms::decision(&mut read, typed),
        Step::Commitment => forms::commitment(&mut read, typed),
        Step::Convention => forms::convention(&mut read, typed),
        Step::Equipment => forms::equipment(&mut read, typed),
        Step::Administrator => forms::administrator(&mut read, typed),
        Step::Training => forms::training(&mut read, typed),
        Step::Domain => forms::domain(&mut read, typed),
        Step::Teachers => forms::teachers(&mut read, typed),
        Step::Families => forms::families(&mut read, typed),
        Step::FollowUp => forms::follow_up(&mut read, typed),
        Step::Renewal => forms::renewal(&mut read, typed),
        Step::Succession => forms::succession(&mut read, typed),
        Step::Withdrawal => {
            let note = read.text("texte", &typed.texte, LONG, "Dites pourquoi l’école se retire.");
            Said { note, ..Said::done() }
        }
        Step::Suspension | Step::Exit => {
            let note =
                read.text("texte", &typed.texte, LONG, "Dites pourquoi, et ce qui a été dit à l’école.");
            Said { note, ..Said::done() }
        }
        Step::Resumption => Said { note: read.optional("texte", &typed.texte, LONG), ..Said::done() },
        Step::Accounts | Step::GoLive | Step::Data => Said::done(),
    };
    read.errors.checked().map(|()| said)
}

impl Said {
    pub(super) fn done() -> Self {
        Self { outcome: "done", ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cockpit::equipment::Register;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn around() -> Around {
        Around {
            today: day("2026-09-15"),
            classes: vec!["CP".into(), "CM1".into()],
            engaged: vec!["CP".into(), "CM1".into()],
            ..Around::default()
        }
    }

    #[test]
    fn hazards_are_acknowledged_and_classes_are_the_schools() {
        let typed = Typed {
            choix: "teacher".into(),
            classes: vec!["CP".into(), "CM2 d’ailleurs".into()],
            texte: "Lire à voix haute".into(),
            aleas: "1".into(),
            ..Typed::default()
        };
        assert_eq!(said(Step::Volunteering, &typed, &around()).unwrap().details.classes, ["CP"]);
        let blind = Typed { aleas: String::new(), ..typed };
        assert!(said(Step::Volunteering, &blind, &around()).unwrap_err().of("aleas").is_some());
    }

    #[test]
    fn what_is_missing_in_the_classes_keeps_waiting_until_the_project_says_why_not() {
        let good = Typed {
            tableaux: "2".into(),
            tablettes: "30".into(),
            ordinateurs: "15".into(),
            reseau: "oui".into(),
            filtrage: "oui".into(),
            ..Typed::default()
        };
        assert_eq!(said(Step::Equipment, &good, &around()).unwrap().outcome, "done");
        let bare = Typed { tableaux: "1".into(), ..good };
        let found = said(Step::Equipment, &bare, &around()).unwrap();
        assert_eq!((found.outcome, found.details.lacking.len()), ("lacking", 1));
        let reason = Typed { derogation: "Deux classes se partagent le tableau.".into(), ..bare };
        assert!(said(Step::Equipment, &reason, &around()).unwrap_err().of("derogation").is_some());
        let manager = Around { may_override: true, ..around() };
        assert_eq!(said(Step::Equipment, &reason, &manager).unwrap().outcome, "overridden");
    }

    #[test]
    fn nobody_counts_more_than_the_register_holds() {
        let register = Register { boards: 2, tablets: 30, ..Register::default() };
        let around = Around { wanted: Wanted { register: Some(register), ..Wanted::default() }, ..around() };
        let typed = |boards: &str| Typed {
            tableaux: boards.into(),
            tablettes: "30".into(),
            ordinateurs: "0".into(),
            reseau: "oui".into(),
            filtrage: "oui".into(),
            ..Typed::default()
        };
        assert_eq!(said(Step::Equipment, &typed("2"), &around).unwrap().outcome, "done");
        assert!(said(Step::Equipment, &typed("3"), &around).unwrap_err().of("tableaux").is_some());
    }

    #[test]
    fn a_decision_against_has_its_reason_and_a_day_has_come() {
        let no = Typed { choix: "refused".into(), ..Typed::default() };
        assert!(said(Step::Decision, &no, &around()).unwrap_err().of("texte").is_some());
        let typed = |jour: &str| Typed { choix: "favourable".into(), jour: jour.into(), ..Typed::default() };
        for (jour, good) in [("2026-09-15", true), ("2026-09-16", false), ("2019-09-15", false), ("", false)]
        {
            assert_eq!(said(Step::Notice, &typed(jour), &around()).is_ok(), good, "{jour}");
        }
        for (name, good) in
            [("tilleuls.ent.example.org", true), ("tilleuls", false), ("-a.b", false), ("a b.fr", false)]
        {
            let typed = Typed { reference: name.into(), ..typed("2026-09-15") };
            assert_eq!(said(Step::Domain, &typed, &around()).is_ok(), good, "{name}");
        }
    }

    #[test]
    fn training_is_proven_by_the_register_or_waived_with_a_reason() {
        let typed =
            |choix: &str, texte: &str| Typed { choix: choix.into(), texte: texte.into(), ..Typed::default() };
        let unproven = Around { administrators: vec![(PersonId::fresh(), None)], ..around() };
        for step in [Step::Training, Step::Teachers] {
            assert!(said(step, &typed("register", ""), &unproven).unwrap_err().of("choix").is_some());
            assert!(said(step, &typed("done", ""), &unproven).is_err(), "nobody types it");
            assert!(said(step, &typed("waived", ""), &unproven).unwrap_err().of("texte").is_some());
            assert_eq!(said(step, &typed("waived", "Formatrice"), &unproven).unwrap().outcome, "waived");
        }
        let proof = Proof { day: day("2026-09-10"), certificate: "ATT-1".into() };
        let keeper = (PersonId::fresh(), Some(proof.clone()));
        let proven = Around { administrators: vec![keeper], trained: vec![proof], ..around() };
        for step in [Step::Training, Step::Teachers] {
            let found = said(step, &typed("register", ""), &proven).unwrap();
            assert_eq!((found.outcome, found.reference.as_str()), ("done", "ATT-1"));
        }
        let one_missing = Around { untrained: vec!["Alix Roy".into()], ..proven };
        let why = said(Step::Teachers, &typed("register", ""), &one_missing).unwrap_err();
        assert!(why.of("choix").unwrap().contains("Alix Roy"));
    }
}
