//! A tile, three pictures, and the child is in.

use super::queries::{self, ChildTile, Tablet};
use super::{rules, tablet};
use crate::accounts::{Client, queries as accounts};
use crate::picture_codes::pictures::{self as drawings, Picture};
use crate::picture_codes::{Check, Pad, Touched, check, pad, queries as codes};
use crate::sessions::{self, Opening};
use crate::{App, openings};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use kernel::{Activity, Answer, Error, Face, Form, Page, Path, PersonId, SessionKind, Visitor, see_other};

#[derive(Template)]
#[template(path = "class_session/pictures.html")]
pub(crate) struct Pictures {
    pub first_name: String,
    pub animal: Option<Picture>,
    /// The address of the picture that takes its place.
    pub photo: Option<String>,
    pub pad: Pad,
    /// Where the way back leads.
    pub back: &'static str,
    pub face: Face,
    /// How the last try went.
    pub check: Option<Check>,
}

impl Pictures {
    /// May the child try (again) now?
    fn may_try(&self) -> bool {
        !matches!(self.check, Some(Check::Blocked | Check::Wait(_)))
    }

    pub fn page(&self) -> Answer<Page> {
        let mut page = Page::new(self.first_name.clone(), self)?.bare().face(self.face);
        page.status = match self.check {
            None | Some(Check::Right) => StatusCode::OK,
            Some(Check::Wrong) => StatusCode::UNPROCESSABLE_ENTITY,
            Some(Check::Blocked | Check::Wait(_)) => StatusCode::TOO_MANY_REQUESTS,
        };
        Ok(page)
    }
}

fn page_of(child: ChildTile, check: Option<Check>) -> Answer<Page> {
    let without = (!child.has_code).then_some(Check::Blocked);
    let body = Pictures {
        pad: pad(format!("/tablette/enfant/{}", child.person), false),
        animal: child.animal.as_deref().and_then(drawings::animal),
        photo: child.photo.then(|| format!("/tablette/enfant/{}/photo", child.person)),
        first_name: child.first_name,
        back: "/tablette",
        face: Face::Maternelle,
        check: check.or(without),
    };
    let page = body.page()?;
    Ok(if check.is_none() { Page { status: StatusCode::OK, ..page } } else { page })
}

pub(super) async fn pictures(
    State(app): State<App>,
    cookies: CookieJar,
    Path(pupil): Path<PersonId>,
) -> Answer<Response> {
    let Some(tablet) = tablet::here(&app, &cookies).await? else { return Ok(see_other("/tablette")) };
    let child = child(&app, &tablet, pupil).await?.ok_or(Error::NotFound)?;
    Ok(page_of(child, None)?.into_response())
}

/// The child's picture, to the tablet on which her tile is.
pub(super) async fn photo(
    State(app): State<App>,
    cookies: CookieJar,
    Path(pupil): Path<PersonId>,
) -> Answer<Response> {
    let tablet = tablet::here(&app, &cookies).await?.ok_or(Error::NotFound)?;
    let child = child(&app, &tablet, pupil).await?.filter(|c| c.photo).ok_or(Error::NotFound)?;
    crate::tile_photos::of_place(&app, tablet.class, child.person).await
}

pub(super) async fn enter(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    cookies: CookieJar,
    Path(pupil): Path<PersonId>,
    Form(touched): Form<Touched>,
) -> Answer<Response> {
    let tablet = tablet::here(&app, &cookies).await?;
    let child = match &tablet {
        Some(tablet) => child(&app, tablet, pupil).await?,
        None => None,
    };
    let (Some(tablet), Some(child)) = (tablet, child) else {
        app.db.record(None, &Activity::ClassSessionRefused).await?;
        return Err(Error::NotFound);
    };
    let said = check(&app.db, pupil, &tablet.id.to_string(), &touched).await?;
    if said != Check::Right {
        app.db.record(None, &Activity::PicturesRefused { person: pupil }).await?;
        return Ok(page_of(child, Some(said))?.into_response());
    }
    openings::admit(&app.db, pupil).await?;
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    // Whoever was in on this tablet is out.
    queries::leave(tx.conn(), &tablet, visitor.actor.map(|a| a.session)).await?;
    let end = (now + rules::CHILD_LASTS).min(tablet.ends_at);
    let how = Opening {
        device: &client.device,
        kind: SessionKind::ClassSession,
        hard_end: Some(end),
        class_session: Some(tablet.id),
        ..Opening::default()
    };
    let (session, token) = sessions::open_as(tx.conn(), pupil, &how, now).await?;
    codes::forget_wrong(tx.conn(), pupil).await?;
    accounts::activate_first(tx.conn(), pupil, now).await?;
    tx.shown_to_be(pupil, Some(session));
    tx.record(&Activity::PupilEntered { person: pupil, kind: SessionKind::ClassSession }).await?;
    tx.commit().await?;
    let cookie = sessions::session_cookie(token, app.settings.secure(), false);
    Ok((CookieJar::new().add(cookie), see_other("/")).into_response())
}

/// A child whose tile is on this tablet.
async fn child(app: &App, tablet: &Tablet, pupil: PersonId) -> Result<Option<ChildTile>, Error> {
    let children = queries::children(&app.db.pool, tablet, app.db.clock.today()).await?;
    Ok(children.into_iter().find(|c| c.person == pupil))
}
