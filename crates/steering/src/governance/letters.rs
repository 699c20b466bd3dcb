//! Who sits on a body and has an account is written to when it is convened, and when a meeting is cancelled: a head who sits
//! there has no page of governance to find it on.

use super::queries::{self, Body};
use askama::Template;
use database::Tx;
use identity::App;
use identity::accounts::queries as accounts;
use identity::steering::full_day;
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kinds of letter in the queue.
pub const CONVENED: &str = "meeting_convened";
pub const CANCELLED: &str = "meeting_cancelled";

/// Once to each person, but for who convened or cancelled it.
pub(super) async fn tell(
    tx: &mut Tx,
    kind: &'static str,
    (body, meeting): (&Body, Uuid),
    by: PersonId,
) -> Result<(), Error> {
    let mut people: Vec<PersonId> =
        body.members.iter().filter_map(|m| m.person).filter(|p| *p != by).collect();
    people.sort();
    people.dedup();
    for person in people {
        mail::post(tx, kind, person, json!({ "meeting": meeting })).await?;
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "governance/meeting.txt")]
struct Words<'a> {
    first_name: &'a str,
    body: &'a str,
    day: String,
    place: &'a str,
    cancelled: bool,
    project: &'a str,
}

/// Composes either; `None` when it is over, when she does not sit there that day, when it is not so any more.
pub async fn letter(
    app: &App,
    kind: &str,
    person: PersonId,
    detail: &Value,
) -> Result<Option<Letter>, Error> {
    let id = detail.get("meeting").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let (Some(id), Some(account)) = (id, accounts::of(&app.db.pool, person).await?) else { return Ok(None) };
    let meeting = match queries::meeting(&app.db.pool, id).await {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    let cancelled = kind == CANCELLED;
    let past = meeting.held.is_some() || meeting.day < app.db.clock.today();
    if past || meeting.cancelled != cancelled || meeting.body.seats_of(person).is_empty() {
        return Ok(None);
    }
    let words = Words {
        first_name: &account.first_name,
        body: &meeting.body.name,
        day: full_day(meeting.day),
        place: &meeting.place,
        cancelled,
        project: &app.settings.project,
    };
    let subject = match cancelled {
        true => format!("Réunion annulée\u{a0}: {}, {}", meeting.body.name, words.day),
        false => format!("Réunion\u{a0}: {}, {}", meeting.body.name, words.day),
    };
    account.letter(&subject, words.render()?)
}
