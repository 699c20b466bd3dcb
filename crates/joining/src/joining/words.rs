//! How it is said where a school stands, what is missing and who holds it. Pure.

use super::queries::{Named, Row};
use super::rules::Details;
use super::standing::{Refusal, Standing};
use super::steps::{Holder, Step};
use identity::steering::full_day;

pub(super) const NOT_AGREED: &str = "Aucune convention en vigueur ne nomme l’école cette année";

/// Who holds what, by name.
pub(super) type Names = [(Holder, Vec<Named>)];

/// « l’inspection de la circonscription (Odile Ségur) »; the first two names.
fn who(holder: Holder, names: &Names) -> String {
    let known = names.iter().find(|(h, _)| *h == holder).map(|(_, n)| n.as_slice()).unwrap_or_default();
    match known {
        [] => holder.french().to_owned(),
        [one] => format!("{} ({})", holder.french(), one.name),
        [one, two] => format!("{} ({}, {})", holder.french(), one.name, two.name),
        [one, two, ..] => format!("{} ({}, {}…)", holder.french(), one.name, two.name),
    }
}

/// Who may do a step here.
pub(super) fn held_by(step: Step, standing: &Standing, names: &Names) -> String {
    let all: Vec<_> = standing.holders(step).into_iter().map(|h| who(h, names)).collect();
    all.join(" ou à ")
}

/// « la décision de l’inspection : c’est à l’inspection de la circonscription (Odile Ségur) ».
pub(super) fn missing(step: Step, standing: &Standing, names: &Names) -> String {
    format!("{}\u{a0}: c’est à {}", step.missing(), held_by(step, standing, names))
}

/// Why a step was refused: what is missing, and who holds it.
pub(super) fn refusal(step: Step, why: Refusal, standing: &Standing, names: &Names) -> String {
    let title = format!("«\u{a0}{}\u{a0}»", step.title());
    let missing = |before| missing(before, standing, names);
    match why {
        Refusal::NotYours(before) => {
            let also = before.map(|b| format!(" Avant cela, il manque {}.", missing(b))).unwrap_or_default();
            format!("{title} n’est pas à vous\u{a0}: c’est à {}.{also}", held_by(step, standing, names))
        }
        Refusal::TooEarly(before) => format!("Trop tôt pour {title}. Il manque {}.", missing(before)),
        Refusal::Done => format!("{title}\u{a0}: c’est déjà fait."),
        Refusal::NotCovered { borne, pupils } => format!(
            "La commune s’est engagée pour {borne} comptes d’élèves, et l’école compte {pupils} élèves. Il manque un \
             engagement pour tous\u{a0}: c’est à {}.",
            held_by(Step::Commitment, standing, names)
        ),
        Refusal::NotAgreed => format!(
            "{NOT_AGREED}\u{a0}: c’est à {}, dans les conventions.",
            held_by(Step::Convention, standing, names)
        ),
        Refusal::NobodyLeft => {
            "Qui porte le projet travaille toujours dans l’école\u{a0}: il n’y a rien à reprendre.".to_owned()
        }
        Refusal::NotDue => format!("{title}\u{a0}: il n’y a rien à faire pour l’instant, la date n’est pas venue."),
        Refusal::NotSuspended => {
            format!("{title}\u{a0}: l’école n’est pas suspendue. On suspend d’abord, pour que chacun emporte ce qui est à lui.")
        }
        Refusal::IsOpen => {
            "Les comptes de l’école sont ouverts\u{a0}: elle ne se retire plus ici. Voyez avec l’équipe projet.".to_owned()
        }
    }
}

/// What the outcome of a row is called, and its colour.
pub(super) fn outcome(row: &Row) -> (&'static str, &'static str) {
    match (row.step, row.outcome.as_str()) {
        (_, "validated") => ("validé", "meadow"),
        (_, "to_revise") => ("à revoir", "sun"),
        (_, "refused") => ("refusé", "brick"),
        (_, "favourable") => ("favorable", "meadow"),
        (_, "reserved") => ("réservé", "sun"),
        (_, "unfavourable") => ("défavorable", "brick"),
        (_, "lacking") => ("il manque quelque chose", "brick"),
        (_, "overridden") => ("passé outre", "sun"),
        (_, "waived") => ("dispense", "sun"),
        _ => ("fait", "meadow"),
    }
}

/// What a row says besides its note, a line each.
pub(super) fn facts(row: &Row) -> Vec<String> {
    let mut lines = Vec::new();
    let day = row.day.map(full_day);
    let d = &row.details;
    match row.step {
        Step::Volunteering => lines.extend(volunteered(d)),
        Step::Project => lines.push(format!("Projet d’école\u{a0}: {}", d.school_plan)),
        Step::Notice => lines.extend(day.map(|d| format!("Conseil d’école informé le {d}"))),
        Step::Commitment => {
            let accounts = row.amount.unwrap_or(0);
            let on = day.map(|d| format!(" du {d}")).unwrap_or_default();
            lines.push(format!("{accounts} comptes d’élèves · délibération {}{on}", row.reference));
        }
        Step::Convention => {
            lines.push(format!("Convention {} · registre\u{a0}: {}", row.reference, d.register));
        }
        Step::Equipment => lines.extend(equipment(d)),
        Step::Administrator | Step::Succession => lines.push(named(row)),
        Step::Training => {
            let whom = row.subject_name.clone();
            lines.extend(whom.clone().filter(|_| row.day.is_none()));
            lines.extend(day.map(|d| format!("Formation suivie le {d}")).map(|said| match whom {
                Some(name) => format!("{name}\u{a0}: {said}"),
                None => said,
            }));
            lines.extend(certificates(row));
        }
        Step::Domain => {
            lines.push(format!(
                "{}{}",
                row.reference,
                day.map(|d| format!(", essayé le {d}")).unwrap_or_default()
            ));
        }
        Step::Teachers => {
            lines.push(trained(row));
            lines.extend(certificates(row));
        }
        Step::Families => {
            lines.extend(day.map(|d| format!("Charte adoptée le {d}")));
            lines.extend(d.informed_on.map(|d| format!("Familles informées le {}", full_day(d))));
            lines.extend(d.sheets_on.map(|d| format!("Fiches remises le {}", full_day(d))));
        }
        Step::FollowUp | Step::Renewal => lines.push(d.which.clone()),
        Step::Interest
        | Step::Decision
        | Step::Data
        | Step::Accounts
        | Step::GoLive
        | Step::Withdrawal
        | Step::Suspension
        | Step::Resumption
        | Step::Exit => {}
    }
    lines
}

/// Whom the head named, and her days.
fn named(row: &Row) -> String {
    let who = row.subject_name.clone().unwrap_or_else(|| "une personne qui n’est plus là".to_owned());
    match (row.day.map(full_day), row.details.until.map(full_day)) {
        (Some(from), Some(until)) => format!("{who}, du {from} au {until} inclus"),
        (Some(from), None) => format!("{who}, depuis le {from}"),
        _ => who,
    }
}

fn volunteered(d: &Details) -> [String; 2] {
    let who = if d.whole == "school" { "Toute l’école" } else { "Une personne" };
    let which = match d.classes.as_slice() {
        [] => who.to_owned(),
        classes => format!("{who}\u{a0}: {}", classes.join(", ")),
    };
    [which, "Les aléas ont été lus et acceptés.".to_owned()]
}

fn trained(row: &Row) -> String {
    let on = row.day.map(|d| format!(" le {}", full_day(d))).unwrap_or_default();
    match row.amount.unwrap_or(0) {
        1 => format!("1 personne formée{on}"),
        amount => format!("{amount} personnes formées{on}"),
    }
}

/// What the register of training says.
fn certificates(row: &Row) -> Option<String> {
    match &*row.reference {
        "" => None,
        one if !one.contains(',') => Some(format!("Attestation {one}")),
        several => Some(format!("Attestations {several}")),
    }
}

fn equipment(d: &Details) -> Vec<String> {
    let count = |n: Option<i32>| n.unwrap_or(0);
    let (boards, tablets, computers) = (count(d.boards), count(d.tablets), count(d.computers));
    let mut lines = vec![format!(
        "Tableaux interactifs\u{a0}: {boards} · tablettes\u{a0}: {tablets} · ordinateurs\u{a0}: {computers}"
    )];
    if !d.lacking.is_empty() {
        lines.push(format!("Il manque {}", d.lacking.join(", ")));
    }
    lines
}
