//! Fresh codes, and the page that shows them once.

use super::press::{self, Form as Paper};
use super::queries::{self, Receiver};
use super::{Slip, pages};
use crate::accounts::{passwords, queries as accounts};
use crate::once::{once, pdf_once};
use crate::{App, invitations, openings, school, sessions, sheet_runs};
use axum::extract::State;
use axum::response::Response;
use database::{Db, Tx};
use futures::future::try_join_all;
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;
use std::collections::HashSet;

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
    /// A letter by mail instead of paper, where there is an address.
    unmailed: Option<String>,
}

impl Choice {
    fn takes(&self, receiver: &Receiver) -> bool {
        self.chosen.is_none() || self.only.contains(&receiver.person)
    }

    fn by_mail_only(&self) -> bool {
        self.form == "courriel"
    }

    /// Who is written to, and who gets paper.
    fn parted(&self, receivers: Vec<Receiver>) -> (Vec<PersonId>, Vec<Receiver>) {
        let written = self.by_mail_only() || self.unmailed.is_some();
        let (by_mail, mut on_paper): (Vec<_>, Vec<_>) =
            receivers.into_iter().filter(|r| self.takes(r)).partition(|r| written && r.mail);
        if self.by_mail_only() {
            on_paper.clear();
        }
        (by_mail.iter().map(|r| r.person).collect(), on_paper)
    }
}

/// The PDF is made and pupils' codes are hashed before the transaction.
pub(super) async fn print(
    State(app): State<App>,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Form(form): Form<Choice>,
) -> Answer<Response> {
    if matches!(form.whom.as_str(), "eleves" | "familles") {
        return whole_school(&app.db, &actor, school, form).await;
    }
    let Some((place, pupil, receivers)) = receivers(&app.db, &actor, school, &form).await? else {
        app.db.record(Some(&actor), &Activity::CodesRefused).await?;
        return Err(Error::NotFound);
    };
    if form.whom != "adultes" {
        school_is_open(&app.db, &actor, school).await?;
    }
    let (mailed, on_paper) = form.parted(receivers);
    if on_paper.is_empty() {
        return mail(&app.db, &actor, school, place, mailed).await;
    }
    let slips: Vec<Slip> = on_paper.into_iter().map(|r| Slip::fresh(r, pupil)).collect();
    let sheets = sheets(&app, &slips, &form.form, &format!("/ecole/{school}")).await?;
    let hashed = hashed(&slips).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let people = write(&mut tx, actor.person, &slips, &hashed).await?;
    invitations::post(&mut tx, &mailed, actor.person).await?;
    tx.record(&Activity::CodesPrinted { place, people, mailed }).await?;
    tx.commit().await?;
    Ok(sheets)
}

/// All classes of a head's school: a job makes them, and a page says how far it is.
async fn whole_school(db: &Db, actor: &Actor, school: PlaceId, form: Choice) -> Answer<Response> {
    let school = school::school(&db.pool, actor, school, db.clock.today()).await?.filter(|s| s.head);
    let Some(school) = school else {
        db.record(Some(actor), &Activity::CodesRefused).await?;
        return Err(Error::NotFound);
    };
    school_is_open(db, actor, school.id).await?;
    if !form.by_mail_only() {
        let Choice { whom, all, unmailed, form, .. } = form;
        let choice = sheet_runs::Choice { whom, all, unmailed, form };
        return sheet_runs::ask_for_school(db, actor, &school, &choice).await;
    }
    let (today, mut receivers) = (db.clock.today(), Vec::new());
    if form.whom == "familles" {
        for class in sheet_runs::queries::classes(&db.pool, school.id, today).await? {
            receivers.extend(queries::families(&db.pool, &class, false, today).await?);
        }
    }
    let (mut people, mut seen) = (form.parted(receivers).0, HashSet::new());
    people.retain(|person| seen.insert(*person));
    mail(db, actor, school.id, school.id, people).await
}

/// Nothing is printed for the children and families of a school that is not open: the sentence says what it waits for.
async fn school_is_open(db: &Db, actor: &Actor, school: PlaceId) -> Result<(), Error> {
    let Some(sentence) = openings::closed(&db.pool, school).await? else { return Ok(()) };
    db.record(Some(actor), &Activity::CodesRefused).await?;
    Err(Error::Refused(sentence))
}

/// Letters with a link, and no paper.
async fn mail(
    db: &Db,
    actor: &Actor,
    school: PlaceId,
    place: PlaceId,
    people: Vec<PersonId>,
) -> Answer<Response> {
    let mut tx = db.begin_as(actor).await?;
    if people.is_empty() {
        tx.record(&Activity::CodesRefused).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/ecole/{school}/fiches?personne=1")));
    }
    let sent = people.len();
    invitations::post(&mut tx, &people, actor.person).await?;
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
    Ok(pdf_once(&format!("{name}-{day}"), pdf))
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
    let slips: Vec<Slip> = receivers.into_iter().map(|r| Slip::fresh(r, false)).collect();
    let sheets = sheets(&app, &slips, &form.form, "/pilotage/fiches-direction").await?;
    let hashed = hashed(&slips).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let people = write(&mut tx, actor.person, &slips, &hashed).await?;
    tx.record(&Activity::HeadCodesPrinted { people }).await?;
    tx.commit().await?;
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
    let class = school::class(&db.pool, actor, school, class).await?;
    let Some(class) = class.filter(|c| c.head || c.teaches) else { return Ok(None) };
    Ok(match whom {
        "eleves" => Some((class.id, true, queries::pupils(&db.pool, &class, all, today).await?)),
        "familles" => Some((class.id, false, queries::families(&db.pool, &class, all, today).await?)),
        _ => None,
    })
}

/// Pupils' codes, as they are kept. Takes a while: before the transaction.
pub(crate) async fn hashed(slips: &[Slip]) -> Result<Vec<(PersonId, String)>, Error> {
    let pupils = slips.iter().filter(|s| s.pupil);
    try_join_all(pupils.map(async |s| {
        let hash = passwords::hash(s.code.clone()).await?;
        Ok::<(PersonId, String), Error>((s.receiver.person, hash))
    }))
    .await
}

/// The codes are good from here on, those of before no more: a pupil's new code ends what the old one opened.
/// Whose they are.
pub(crate) async fn write(
    tx: &mut Tx,
    by: PersonId,
    slips: &[Slip],
    hashed: &[(PersonId, String)],
) -> Result<Vec<PersonId>, Error> {
    let adults = slips.iter().filter(|s| !s.pupil);
    let adults: Vec<_> = adults.map(|s| (s.receiver.person, s.code.clone())).collect();
    let logins: Vec<&str> = slips.iter().map(|s| s.receiver.login.as_str()).collect();
    let people: Vec<_> = slips.iter().map(|s| s.receiver.person).collect();
    let now = tx.now();
    accounts::put_codes(tx.conn(), &adults, now).await?;
    accounts::put_pupil_codes(tx.conn(), hashed).await?;
    let pupils: Vec<_> = hashed.iter().map(|h| h.0).collect();
    sessions::close_all_of(tx.conn(), &pupils).await?;
    accounts::forget_tries(tx.conn(), &logins).await?;
    invitations::printed(tx.conn(), &people, by, now).await?;
    Ok(people)
}
