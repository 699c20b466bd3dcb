//! A card is shown; then its child touches three pictures.

use super::queries::{self, Holder};
use crate::accounts::{Client, codes, queries as accounts, throttle};
use crate::class_session::Pictures;
use crate::picture_codes::pictures as drawings;
use crate::picture_codes::{Check, Touched, check, pad, queries as pictures};
use crate::sessions::{self, Opening, short_cookie, short_removed, short_value};
use crate::{App, openings};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use kernel::{Activity, Answer, Error, Face, Form, Page, Path, SessionKind, Visitor, see_other};

const NAME: &str = "carte";
/// Between the card and the pictures.
const SHOWN_FOR: TimeDelta = TimeDelta::minutes(5);
/// A child is in for so long at the most.
const LASTS: TimeDelta = TimeDelta::hours(2);

/// What the camera opens. The secret leaves the address at once, into a cookie that no script reads.
pub(super) async fn shown(
    State(app): State<App>,
    client: Client,
    Path(secret): Path<String>,
) -> Answer<Response> {
    throttle::address_may_try(&app.db, &client.address).await?;
    let known = match codes::card_typed(&secret) {
        Some(secret) => queries::holder(&app.db.pool, &secret).await?.map(|_| secret),
        None => None,
    };
    let mut response = match known {
        Some(secret) => {
            let cookie = short_cookie(NAME, secret, app.settings.secure(), SHOWN_FOR);
            (CookieJar::new().add(cookie), see_other("/carte")).into_response()
        }
        None => {
            throttle::failed(&app.db, &client.address).await?;
            let gone = short_removed(NAME, app.settings.secure());
            (CookieJar::new().add(gone), unknown(StatusCode::NOT_FOUND)?).into_response()
        }
    };
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

#[derive(Template)]
#[template(path = "cards/unknown.html")]
struct Unknown;

fn unknown(status: StatusCode) -> Answer<Page> {
    Ok(Page { status, ..Page::new("Ma carte", &Unknown)?.bare().face(Face::Eleve) })
}

/// Whose card was just shown on this device.
async fn holder(app: &App, cookies: &CookieJar) -> Result<Option<Holder>, Error> {
    let Some(secret) = short_value(cookies, NAME, app.settings.secure()) else { return Ok(None) };
    Ok(queries::holder(&app.db.pool, secret).await?)
}

pub(super) async fn pictures(State(app): State<App>, cookies: CookieJar) -> Answer<Response> {
    match holder(&app, &cookies).await? {
        Some(holder) => {
            let check = (!holder.has_code).then_some(Check::Blocked);
            Ok(Page { status: StatusCode::OK, ..page(holder, check)? }.into_response())
        }
        None => Ok(unknown(StatusCode::OK)?.into_response()),
    }
}

fn page(holder: Holder, check: Option<Check>) -> Answer<Page> {
    Pictures {
        photo: None,
        animal: holder.animal.as_deref().and_then(drawings::animal),
        first_name: holder.first_name,
        pad: pad("/carte".to_owned(), false),
        back: "/connexion",
        face: Face::Eleve,
        check,
    }
    .page()
}

pub(super) async fn enter(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    cookies: CookieJar,
    Form(touched): Form<Touched>,
) -> Answer<Response> {
    let Some(holder) = holder(&app, &cookies).await? else {
        app.db.record(None, &Activity::CardRefused).await?;
        return Ok(unknown(StatusCode::UNPROCESSABLE_ENTITY)?.into_response());
    };
    let said = check(&app.db, holder.person, &client.address, &touched).await?;
    if said != Check::Right {
        app.db.record(None, &Activity::PicturesRefused { person: holder.person }).await?;
        return Ok(page(holder, Some(said))?.into_response());
    }
    openings::admit(&app.db, holder.person).await?;
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    if let Some(before) = visitor.actor {
        sessions::close(tx.conn(), &before, before.session).await?;
    }
    let how = Opening {
        device: &client.device,
        kind: SessionKind::Card,
        hard_end: Some(now + LASTS),
        ..Opening::default()
    };
    let (session, token) = sessions::open_as(tx.conn(), holder.person, &how, now).await?;
    pictures_forgotten(&mut tx, &holder).await?;
    tx.shown_to_be(holder.person, Some(session));
    tx.record(&Activity::PupilEntered { person: holder.person, kind: SessionKind::Card }).await?;
    tx.commit().await?;
    let secure = app.settings.secure();
    let cookies =
        CookieJar::new().add(sessions::session_cookie(token, secure, false)).add(short_removed(NAME, secure));
    Ok((cookies, see_other("/")).into_response())
}

async fn pictures_forgotten(tx: &mut database::Tx, holder: &Holder) -> Result<(), Error> {
    let now = tx.now();
    pictures::forget_wrong(tx.conn(), holder.person).await?;
    accounts::activate_first(tx.conn(), holder.person, now).await?;
    Ok(())
}
