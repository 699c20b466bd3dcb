//! What a group may say, and in whose name. Pure.

use super::super::queries::Body;
use super::super::rules as governance;
use chrono::NaiveDate;
use kernel::Actor;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// The member in whose name the actor writes: herself, or the one whom the team chooses.
fn in_whose_name(actor: &Actor, body: &Body, read: &mut Reading<'_>) -> Result<Option<Uuid>, Why> {
    if let Some(seat) = body.seats_of(actor.person).first() {
        return Ok(Some(seat.id));
    }
    if governance::keeps(actor).is_err() {
        let names: Vec<_> = body.members.iter().map(|m| m.name.as_str()).collect();
        let whose =
            if names.is_empty() { "personne n’y siège encore".to_owned() } else { names.join(", ") };
        return Err(Why::Not(format!(
            "C’est à qui siège dans «\u{a0}{}\u{a0}» de le faire\u{a0}: {whose}.",
            body.name
        )));
    }
    let seats: Vec<_> = body.members.iter().map(|m| m.id).collect();
    Ok(read.among("qui", &seats, "Choisissez au nom de qui."))
}

pub(super) struct NewReport {
    pub title: String,
    pub text: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub member: Uuid,
}

pub(super) fn report(actor: &Actor, body: &Body, typed: &Typed, today: NaiveDate) -> Result<NewReport, Why> {
    let mut read = Reading::new(typed, today);
    let member = in_whose_name(actor, body, &mut read)?;
    let title = read.text("titre", SHORT, "Donnez un titre.");
    let text = read.text("texte", 4 * LONG, "Écrivez ce que le groupe a vu et demande.");
    let (from, until) = (read.past("debut"), read.past("fin"));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        read.errors.add("fin", "La période finit avant de commencer.");
    }
    let made = member.zip(from.zip(until));
    read.checked(made.map(|(member, (from, until))| NewReport { title, text, from, until, member }))
}

/// What the group does with a decision; in whose name.
pub(super) fn noted(
    actor: &Actor,
    body: &Body,
    typed: &Typed,
    today: NaiveDate,
) -> Result<(String, Uuid), Why> {
    let mut read = Reading::new(typed, today);
    let member = in_whose_name(actor, body, &mut read)?;
    let text = read.text("texte", LONG, "Dites ce que le groupe en fait.");
    read.checked(member.map(|member| (text, member)))
}

/// The groups that are chosen, of those to which it was not sent yet.
pub(super) fn chosen(typed: &Typed, open: &[Uuid]) -> Result<Vec<Uuid>, Why> {
    let mut read = Reading::new(typed, NaiveDate::default());
    let chosen: Vec<Uuid> =
        typed.all("groupe").filter_map(|id| id.parse().ok()).filter(|id| open.contains(id)).collect();
    if chosen.is_empty() {
        read.errors.add("groupe", "Choisissez à quels groupes l’envoyer.");
    }
    read.checked(Some(chosen))
}
