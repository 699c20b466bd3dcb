//! Reminders of the law: not the law; with their source, the day on which somebody last looked, and who looks.

use super::catalogue::{Asked, refuse};
use super::queries::{self, Notice};
use super::starter;
use crate::legal::{self, Mark, Standing, Subject};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{Access, Activity, Actor, Answer, Error, Form, Page, Path as Of, Query, see_other};
use uuid::Uuid;

/// A reminder that nobody has looked at for a year may be wrong.
const STALE: i64 = 365;

#[derive(Template)]
#[template(path = "requirements/notices.html")]
struct NoticesPage {
    notices: Vec<Notice>,
    keeps: bool,
    marks: Vec<Mark>,
    /// The project, and its legal adviser.
    counsel: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.is_done())).await
}

async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let notices = queries::notices(&db.pool, None).await?;
    let body = NoticesPage {
        notices,
        keeps: actor.is_project(),
        marks: legal::marks(&db.pool, "notice", None).await?,
        counsel: Access::Counsel.admits(Some(actor)),
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Rappels juridiques", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl NoticesPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn mark(&self, notice: &Notice) -> Option<&Mark> {
        let shown = |m: &&Mark| self.counsel || m.standing == Standing::Validated;
        self.marks.iter().find(|m| m.subject == Subject::Notice(notice.id)).filter(shown)
    }

    fn is_stale(&self, notice: &Notice) -> bool {
        (self.today - notice.checked_on).num_days() > STALE
    }
}

fn new(typed: &Typed, today: NaiveDate) -> Result<Notice, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez un titre.");
    let text = read.text("texte", LONG, "Écrivez le rappel.");
    let reference = read.text("reference", SHORT, "Donnez le texte de loi\u{a0}: c’est lui qui vaut.");
    let owner = read.text("responsable", SHORT, "Dites qui vérifie que c’est toujours vrai.");
    let checked_on = read.past("jour");
    let notice =
        checked_on.map(|checked_on| Notice { id: Uuid::now_v7(), title, text, reference, checked_on, owner });
    read.checked(notice)
}

/// Ours to begin with: whoever takes them over says that she has looked, and when.
fn starters(typed: &Typed, today: NaiveDate) -> Result<Vec<Notice>, Why> {
    let mut read = Reading::new(typed, today);
    let owner = read.text("responsable", SHORT, "Dites qui vérifie que c’est toujours vrai.");
    let checked_on = read.past("jour");
    let of = |checked_on| {
        let one = |(title, text, reference): &(&str, &str, &str)| Notice {
            id: Uuid::now_v7(),
            title: (*title).to_owned(),
            text: (*text).to_owned(),
            reference: (*reference).to_owned(),
            checked_on,
            owner: owner.clone(),
        };
        starter::NOTICES.iter().map(one).collect()
    };
    read.checked(checked_on.map(of))
}

pub(super) async fn add(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let ours = typed.of("depart") == "oui";
    let decided = if ours { starters(&typed, today) } else { new(&typed, today).map(|one| vec![one]) };
    let notices = match decided {
        Ok(notices) => notices,
        Err(why) => {
            refuse(&db, &actor).await?;
            let form = if ours { "depart" } else { "rappel" };
            return Ok(page(&db, &actor, Again::refused(form, typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    for new in &notices {
        queries::add(&mut tx, &actor, new).await?;
    }
    let about = notices.first().map_or(Uuid::nil(), |n| n.id);
    tx.record(&Activity::RequirementChanged { about, what: "notice" }).await?;
    tx.commit().await?;
    Ok(see_other("/exigences/rappels?fait=oui"))
}

/// Looked at again, or taken away.
pub(super) async fn change(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let notice = queries::notice(&db.pool, id).await;
    if matches!(notice, Err(Error::NotFound)) {
        refuse(&db, &actor).await?;
    }
    let notice = notice?;
    let ends = match typed.of("choix") {
        "verifie" => false,
        "retire" => true,
        _ => {
            refuse(&db, &actor).await?;
            let why = Why::not("Choisissez une réponse de la liste.");
            return Ok(page(&db, &actor, Again::refused("rappel", typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::checked(&mut tx, &actor, &notice, ends).await?;
    tx.record(&Activity::RequirementChanged { about: id, what: "notice" }).await?;
    tx.commit().await?;
    Ok(see_other("/exigences/rappels?fait=oui"))
}
