//! A file of sectors comes in: looked at first, then entered in whole. Nothing of it is kept in between; it comes again with
//! the yes, and is compared anew with what the register is by then.

use super::import::{self, Line, Outcome, Plan};
use super::queries;
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Multipart, Page, see_other};

#[derive(Template)]
#[template(path = "sector/import.html")]
struct ImportPage {
    today: NaiveDate,
    again: Again,
}

pub(super) async fn form(db: Db) -> Answer<Page> {
    page(&db, Again::default())
}

fn page(db: &Db, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let page = Page::new("Importer les secteurs", &ImportPage { today: db.clock.today(), again })?;
    Ok(if refused { page.invalid() } else { page })
}

#[derive(Template)]
#[template(path = "sector/preview.html")]
struct PreviewPage {
    plan: Plan,
    lines: String,
    from: NaiveDate,
    /// The register changed since it was looked at.
    changed: bool,
}

impl PreviewPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn left(&self) -> Vec<(&Line, &str)> {
        self.plan.left()
    }
}

fn shown(plan: Plan, lines: String, from: NaiveDate, changed: bool) -> Answer<Page> {
    Page::new("Importer les secteurs\u{a0}: aperçu", &PreviewPage { plan, lines, from, changed })
}

fn from_day(typed: &Typed, today: NaiveDate) -> Result<NaiveDate, Why> {
    let mut read = Reading::new(typed, today);
    let from = read.day("du");
    read.checked(from)
}

async fn sent(mut form: Multipart) -> Result<(Typed, Vec<u8>), Why> {
    let (mut fields, mut file) = (Vec::new(), Vec::new());
    let lost = || Why::not("L’envoi s’est interrompu, ou le fichier est trop lourd. Rien n’a été changé.");
    while let Some(field) = form.next_field().await.map_err(|_| lost())? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| lost())?;
        match name.as_str() {
            "fichier" => file = bytes.to_vec(),
            "du" => fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            _ => {}
        }
    }
    Ok((Typed::from(fields), file))
}

pub(super) async fn preview(db: Db, actor: Actor, form: Multipart) -> Answer<Response> {
    let sent = sent(form).await;
    let (typed, file) = match sent {
        Ok(sent) => sent,
        Err(why) => return refused(&db, &actor, Typed::default(), why).await,
    };
    let from = match from_day(&typed, db.clock.today()) {
        Ok(from) => from,
        Err(why) => return refused(&db, &actor, typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let known = queries::known(tx.conn(), from).await?;
    let plan = match import::plan(&file, &known) {
        Ok(plan) => plan,
        Err(said) => {
            drop(tx);
            return refused(&db, &actor, typed, Why::Fields(FieldErrors::one("fichier", said))).await;
        }
    };
    tx.record(&Activity::SectorChanged { of: uuid::Uuid::nil(), what: "import_read" }).await?;
    tx.commit().await?;
    let lines = kernel::csv::text(&file);
    Ok(shown(plan, lines, from, false)?.into_response())
}

pub(super) async fn apply(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let from = match from_day(&typed, db.clock.today()) {
        Ok(from) => from,
        Err(why) => return refused(&db, &actor, typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::hold(tx.conn()).await?;
    let known = queries::known(tx.conn(), from).await?;
    let lines = typed.of("lignes").to_owned();
    let plan = match import::plan(lines.as_bytes(), &known) {
        Ok(plan) => plan,
        Err(said) => {
            drop(tx);
            return refused(&db, &actor, typed, Why::Fields(FieldErrors::one("fichier", said))).await;
        }
    };
    if plan.entering() == 0 || plan.entering().to_string() != typed.of("attendu") {
        drop(tx);
        db.record(Some(&actor), &Activity::SectorRefused).await?;
        return Ok(shown(plan, lines, from, true)?.invalid().into_response());
    }
    queries::enter(&mut tx, &actor, &plan, from).await?;
    tx.record(&Activity::SectorChanged { of: uuid::Uuid::nil(), what: "imported" }).await?;
    tx.commit().await?;
    Ok(see_other("/colleges?fait=oui"))
}

async fn refused(db: &Db, actor: &Actor, typed: Typed, why: Why) -> Result<Response, Error> {
    db.record(Some(actor), &Activity::SectorRefused).await?;
    Ok(page(db, Again::refused("import", typed, why))?.into_response())
}
