//! Whose turn it is gets a letter, and the head when nobody carries the project any more. A letter that comes too late,
//! because somebody else did the step meanwhile, is not sent.

use super::queries::{self, Path};
use super::standing::Standing;
use super::steps::{Holder, Step};
use askama::Template;
use database::Tx;
use identity::App;
use identity::accounts::queries as accounts;
use kernel::{Error, PersonId, PlaceId};
use mail::Letter;
use serde_json::{Value, json};

/// The kinds of letter in the queue.
pub const TURN: &str = "joining_turn";
pub const MISSED: &str = "joining_missed";

/// After a step: whoever holds what has just become possible, but for who did the step herself.
pub(super) async fn tell(tx: &mut Tx, before: &Standing, path: &Path, by: PersonId) -> Result<(), Error> {
    let today = tx.today();
    let known = queries::holders(tx.conn(), path, today).await?;
    let was = before.open();
    for step in path.standing.open().into_iter().filter(|step| !was.contains(step)) {
        let mut people: Vec<PersonId> = Vec::new();
        for holder in path.standing.holders(step) {
            match holder {
                // Sent back: to who wrote it, not to the whole staff room.
                Holder::Team => people.extend(path.bearer_id()),
                _ => people.extend(
                    known.iter().filter(|(h, _)| *h == holder).flat_map(|(_, n)| n).filter_map(|n| n.id),
                ),
            }
        }
        people.sort();
        people.dedup();
        for person in people.into_iter().filter(|person| *person != by) {
            mail::post(tx, TURN, person, json!({ "school": path.school, "step": step.slug() })).await?;
        }
    }
    Ok(())
}

/// At night: nobody carries it since today, and the heads are told once.
pub(super) async fn tell_of_missing(tx: &mut Tx, path: &Path) -> Result<(), Error> {
    let today = tx.today();
    let missed = path.standing.figures().bearer_left;
    if !queries::note_missed(tx.conn(), path.school, missed.then_some(today)).await? {
        return Ok(());
    }
    for head in path.adults.iter().filter(|a| a.head) {
        mail::post(tx, MISSED, head.id, json!({ "school": path.school })).await?;
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "joining/turn.txt")]
struct Turn<'a> {
    first_name: &'a str,
    school: &'a str,
    title: &'static str,
    page: String,
    project: &'a str,
}

#[derive(Template)]
#[template(path = "joining/missed.txt")]
struct Missed<'a> {
    first_name: &'a str,
    school: &'a str,
    page: String,
    project: &'a str,
}

/// Composes either; `None` when it is nobody's turn any more, or hers no more.
pub async fn letter(
    app: &App,
    kind: &str,
    person: PersonId,
    detail: &Value,
) -> Result<Option<Letter>, Error> {
    let of = |name: &str| detail.get(name).and_then(Value::as_str).unwrap_or_default();
    let (school, step) = (of("school").parse::<PlaceId>().ok(), Step::of_slug(of("step")));
    let account = accounts::of(&app.db.pool, person).await?;
    let (Some(school), Some(account)) = (school, account) else { return Ok(None) };
    let mut conn = app.db.pool.acquire().await?;
    let path = match queries::find_at_night(&mut conn, school, app.db.clock.today()).await {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    let (first_name, school, project) = (&*account.first_name, &*path.name, &*app.settings.project);
    let page = format!("{}/ecole/{}/rejoindre", app.settings.public_url, path.school);
    match (kind, step) {
        (TURN, Some(step)) if path.standing.open().contains(&step) => {
            let page = format!("{page}#{}", step.slug());
            let words = Turn { first_name, school, title: step.title(), page, project };
            account.letter(&format!("C’est à vous\u{a0}: {}", path.name), words.render()?)
        }
        (MISSED, _) if path.standing.figures().bearer_left => {
            let words = Missed { first_name, school, page: format!("{page}#succession"), project };
            account.letter("Qui reprend le projet de l’école\u{a0}?", words.render()?)
        }
        _ => Ok(None),
    }
}
