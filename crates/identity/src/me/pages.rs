//! The page « Moi ».

use crate::accounts::{Account, queries};
use crate::sessions::{self, SessionRow};
use crate::{handovers, sources};
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Query, SessionId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "me/show.html")]
struct Show {
    account: Account,
    sessions: Vec<Shown>,
    done: Option<&'static str>,
    errors: FieldErrors,
    /// As typed, when it was not accepted.
    email: String,
    /// A class or a school may be hers to hand over, or to take over.
    hands_over: bool,
    /// A school asks about a picture of her child.
    photos: bool,
    links: Vec<Linked>,
}

/// An account of another ENT that opens this one.
struct Linked {
    id: uuid::Uuid,
    name: String,
    since: String,
    last: Option<String>,
}

struct Shown {
    id: SessionId,
    device: String,
    seen: String,
    here: bool,
    through: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn show(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let done = match asked.fait.as_deref() {
        Some("mot-de-passe") => Some("Votre mot de passe est changé. Vos autres sessions sont fermées."),
        Some("adresse") => Some("Votre adresse est enregistrée."),
        Some("sessions") => Some("C’est fermé."),
        Some("lien") => {
            Some("Ce compte n’ouvre plus le vôtre. Les sessions qu’il avait ouvertes ailleurs sont fermées.")
        }
        Some("relie") => Some("C’est relié\u{a0}: votre compte de l’autre ENT ouvre désormais celui-ci."),
        _ => None,
    };
    page(&db, &actor, done, FieldErrors::default(), None).await
}

pub(super) async fn invalid(
    db: &Db,
    actor: &Actor,
    errors: FieldErrors,
    email: Option<String>,
) -> Answer<Page> {
    Ok(page(db, actor, None, errors, email).await?.invalid())
}

async fn page(
    db: &Db,
    actor: &Actor,
    done: Option<&'static str>,
    errors: FieldErrors,
    email: Option<String>,
) -> Answer<Page> {
    let account = queries::of(&db.pool, actor.person).await?.ok_or(Error::NotFound)?;
    let list = sessions::list(&db.pool, actor, db.clock.now()).await?;
    let shown = |s: SessionRow| Shown {
        here: s.id == actor.session,
        seen: db.clock.spoken(s.seen_at),
        id: s.id,
        device: s.device,
        through: s.through,
    };
    let email = email.or_else(|| account.email.clone()).unwrap_or_default();
    let hands_over = handovers::has_any(&db.pool, actor, db.clock.today()).await?;
    let photos = crate::tile_photos::asks(&db.pool, actor, db.clock.today()).await?;
    let sessions = list.into_iter().map(shown).collect();
    let links = sources::links_of(&db.pool, actor).await?;
    let link = |l: sources::Link| Linked {
        id: l.id,
        name: l.name,
        since: db.clock.spoken(l.linked_at),
        last: l.last_at.map(|at| db.clock.spoken(at)),
    };
    let links = links.into_iter().map(link).collect();
    let body = Show { sessions, account, done, errors, email, hands_over, photos, links };
    Page::new("Moi", &body)
}
