//! What stands on a slip or a letter, in words; the templates say where.

use super::Slip;
use crate::App;
use crate::accounts::{codes, queries::CODE_LASTS};
use chrono::{DateTime, Datelike, Utc};
use kernel::Error;
use kernel::clock::french_day;
use paper::{Qr, Template};
use serde::Serialize;

const SLIPS: Template = Template(include_str!("../../templates/sheets/slips.typ"));
const LETTERS: Template = Template(include_str!("../../templates/sheets/letters.typ"));

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Eight on a page, to cut out.
    Slips,
    /// One page each, folded in three.
    Letters,
}

#[derive(Serialize)]
struct Sheets<'a> {
    title: &'a str,
    project: &'a str,
    day: String,
    slips: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    kind: &'static str,
    /// The account was closed in an incident: the letter says so.
    closed: bool,
    name: String,
    /// Whom to hand it to: « Pour la famille de Lina Haddad · CE2-CM1 ».
    place: String,
    login: String,
    code: String,
    qr: Option<Qr>,
    /// The address, as one types it.
    address: String,
    until: String,
}

/// The bytes of the PDF. They hold codes in clear: they go to whoever asked, and nowhere else.
pub(crate) async fn pdf(app: &App, title: &str, form: Form, slips: &[Slip]) -> Result<Vec<u8>, Error> {
    let now = app.db.clock.now();
    let sheets = Sheets {
        title,
        project: &app.settings.project,
        day: spoken(app, now),
        slips: slips.iter().map(|slip| card(app, slip, now)).collect(),
    };
    let template = if form == Form::Slips { SLIPS } else { LETTERS };
    Ok(paper::print(template, &sheets).await?)
}

fn card(app: &App, slip: &Slip, now: DateTime<Utc>) -> Card {
    let code = codes::shown(&slip.code);
    let url = &app.settings.public_url;
    let (kind, page, scanned) = match (slip.pupil, slip.receiver.guardian) {
        (true, _) => ("pupil", "connexion", format!("{url}/connexion")),
        (_, true) => ("guardian", "activation", format!("{url}/activation?code={code}")),
        _ => ("adult", "activation", format!("{url}/activation?code={code}")),
    };
    Card {
        kind,
        closed: slip.receiver.closed,
        name: slip.receiver.name.clone(),
        place: slip.receiver.place.clone(),
        login: slip.receiver.login.clone(),
        code,
        qr: Qr::of(&scanned),
        address: format!("{}/{page}", app.settings.site()),
        until: spoken(app, now + CODE_LASTS),
    }
}

/// « 14 mars 2027 ».
fn spoken(app: &App, at: DateTime<Utc>) -> String {
    let day = app.db.clock.day_of(at);
    format!("{} {}", french_day(day), day.year())
}
