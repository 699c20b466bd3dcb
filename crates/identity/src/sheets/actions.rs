//! Fresh codes, and the page that shows them once.

use super::press::{self, Form as Paper};
use super::queries::{self, Receiver};
use super::{Slip, pages};
use crate::accounts::{codes, passwords, queries as accounts};
use crate::{App, invitations, school, sessions};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use database::Db;
use futures::future::try_join_all;
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct Choice {
    /// « eleves:ID », « familles:ID » of a class, or « adultes ».
    #[serde(default)]
    whom: String,
    all: Option<String>,
    /// The button: « fiches », « lettres », « ecran », « courriel ».
    #[serde(default, rename = "as")]
    form: String,
    /// Only these, of all of them, when they were `chosen` one by one.
    #[serde(default)]
    only: Vec<PersonId>,
    chosen: Option<String>,
    /// Only who has no address to write to.
    unmailed: Option<String>,
}

impl Choice {
    fn takes(&self, receiver: &Receiver) -> bool {
        let by_mail = self.form == "courriel";
        (self.chosen.is_none() || self.only.contains(&receiver.person))
            && (!by_mail || receiver.mail)
            && (by_mail || self.unmailed.is_none() || !receiver.mail)
    }
}

/// The PDF is made and pupils' codes are hashed before the transaction.
pub(super) async fn print(
    State(app): State<App>,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Form(form): Form<Choice>,
) -> Answer<Response> {
    let Some((place, pupil, mut receivers)) = receivers(&app.db, &actor, school, &form).await? else {
        app.db.record(Some(&actor), &Activity::CodesRefused).await?;
        return Err(Error::NotFound);
    };
    receivers.retain(|receiver| form.takes(receiver));
    if receivers.is_empty() {
        app.db.record(Some(&actor), &Activity::CodesRefused).await?;
        return Ok(see_other(&format!("/ecole/{school}/fiches?personne=1")));
    }
    if form.form == "courriel" {
        return mail(&app.db, &actor, school, place, &receivers).await;
    }
    let slips: Vec<Slip> = receivers.into_iter().map(|r| slip(r, pupil)).collect();
    let sheets = sheets(&app, &slips, &form.form, &format!("/ecole/{school}")).await?;
    put(&app.db, &actor, &slips, &Activity::CodesPrinted { place, people: people_of(&slips) }).await?;
    Ok(sheets)
}

/// Letters with a link instead of paper. Their codes are made as each leaves.
async fn mail(
    db: &Db,
    actor: &Actor,
    school: PlaceId,
    place: PlaceId,
    receivers: &[Receiver],
) -> Answer<Response> {
    let people: Vec<_> = receivers.iter().map(|r| r.person).collect();
    let mut tx = db.begin_as(actor).await?;
    let now = tx.now();
    invitations::mailed(tx.conn(), &people, actor.person, now).await?;
    for person in &people {
        ::mail::post(&mut tx, invitations::LETTER, *person, json!({})).await?;
    }
    let sent = people.len();
    tx.record(&Activity::InvitationsSent { place, people }).await?;
    tx.commit().await?;
    Ok(see_other(&if place == school {
        format!("/ecole/{school}/fiches?courriels={sent}")
    } else {
        format!("/ecole/{school}/classe/{place}/familles?courriels={sent}")
    }))
}

/// As asked for. The codes stay there: no cache, no history of it.
async fn sheets(app: &App, slips: &[Slip], form: &str, back: &str) -> Answer<Response> {
    let (form, name) = match form {
        "ecran" => return Ok(once(pages::slips(app, slips, back)?)),
        "lettres" => (Paper::Letters, "lettres"),
        _ => (Paper::Slips, "fiches"),
    };
    let pdf = press::pdf(app, "Premières connexions", form, slips).await?;
    let day = app.db.clock.today();
    let saved = format!("attachment; filename=\"{name}-{day}.pdf\"");
    Ok(once((
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved)],
        pdf,
    )))
}

#[derive(Deserialize)]
pub(super) struct HeadsChoice {
    all: Option<String>,
    #[serde(default, rename = "as")]
    form: String,
}

pub(super) async fn print_heads(
    State(app): State<App>,
    actor: Actor,
    Form(form): Form<HeadsChoice>,
) -> Answer<Response> {
    let receivers = queries::heads(&app.db.pool, form.all.is_some(), app.db.clock.today()).await?;
    let slips: Vec<Slip> = receivers.into_iter().map(|r| slip(r, false)).collect();
    let sheets = sheets(&app, &slips, &form.form, "/pilotage/fiches-direction").await?;
    put(&app.db, &actor, &slips, &Activity::HeadCodesPrinted { people: people_of(&slips) }).await?;
    Ok(sheets)
}

/// Who gets a slip, if the actor may print for them; `true`: they are pupils.
async fn receivers(
    db: &Db,
    actor: &Actor,
    school: PlaceId,
    form: &Choice,
) -> Result<Option<(PlaceId, bool, Vec<Receiver>)>, Error> {
    let (today, all) = (db.clock.today(), form.all.is_some());
    if form.whom == "adultes" {
        let school = school::school(&db.pool, actor, school, today).await?.filter(|s| s.head);
        let Some(school) = school else { return Ok(None) };
        return Ok(Some((school.id, false, queries::adults(&db.pool, &school, all, today).await?)));
    }
    let Some((whom, class)) = form.whom.split_once(':') else { return Ok(None) };
    let Ok(class) = class.parse() else { return Ok(None) };
    let class = school::class(&db.pool, actor, school, class, today).await?;
    let Some(class) = class.filter(|c| c.head || c.teaches) else { return Ok(None) };
    Ok(match whom {
        "eleves" => Some((class.id, true, queries::pupils(&db.pool, &class, all, today).await?)),
        "familles" => Some((class.id, false, queries::families(&db.pool, &class, all, today).await?)),
        _ => None,
    })
}

fn slip(receiver: Receiver, pupil: bool) -> Slip {
    let code = if pupil { codes::fresh_pupil() } else { codes::fresh_adult() };
    Slip { receiver, code, pupil }
}

fn people_of(slips: &[Slip]) -> Vec<PersonId> {
    slips.iter().map(|s| s.receiver.person).collect()
}

/// Puts the codes in their places. A pupil's new code ends what the old one opened.
async fn put(db: &Db, actor: &Actor, slips: &[Slip], activity: &Activity) -> Result<(), Error> {
    let (pupils, adults): (Vec<_>, Vec<_>) = slips.iter().partition(|s| s.pupil);
    let hashed = try_join_all(pupils.iter().map(async |s| {
        let hash = passwords::hash(s.code.clone()).await?;
        Ok::<(PersonId, String), Error>((s.receiver.person, hash))
    }))
    .await?;
    let adults: Vec<_> = adults.iter().map(|s| (s.receiver.person, s.code.clone())).collect();
    let logins: Vec<&str> = slips.iter().map(|s| s.receiver.login.as_str()).collect();
    let mut tx = db.begin_as(actor).await?;
    let now = tx.now();
    accounts::put_codes(tx.conn(), &adults, now).await?;
    accounts::put_pupil_codes(tx.conn(), &hashed).await?;
    let pupils: Vec<_> = hashed.iter().map(|h| h.0).collect();
    sessions::close_all_of(tx.conn(), &pupils).await?;
    accounts::forget_tries(tx.conn(), &logins).await?;
    invitations::printed(tx.conn(), &people_of(slips), actor.person, now).await?;
    tx.record(activity).await?;
    tx.commit().await
}

fn once(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
