//! Opening a class on a tablet and closing it, there or from the phone.

use super::queries::{self, Fresh};
use super::{pages, rules, tablet};
use crate::accounts::{Client, codes, throttle};
use crate::once::once;
use crate::picture_codes::queries::give_animals;
use crate::ways::{led, refused};
use crate::{App, sessions};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use kernel::{
    Activity, Actor, Answer, ClassSessionId, Error, FieldErrors, Form, Path, PlaceId, Visitor, see_other,
};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Opening {
    /// « 1 »: on the device that asks; else on the one that types the code.
    ici: Option<String>,
    #[serde(default)]
    fin: String,
}

pub(super) async fn open(
    State(app): State<App>,
    client: Client,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    Form(form): Form<Opening>,
) -> Answer<Response> {
    let today = app.db.clock.today();
    let Some(class) = led(&app.db.pool, &actor, school, class).await? else {
        return refused(&app.db, &actor).await;
    };
    let ends = rules::ends(app.db.clock.now(), app.db.clock.zone(), &form.fin, app.settings.demo);
    let Some(ends_at) = ends else {
        app.db.record(Some(&actor), &Activity::ClassSessionRefused).await?;
        return Err(Error::Refused(
            "Une classe s’ouvre sur une tablette entre 7\u{a0}h et 18\u{a0}h.".to_owned(),
        ));
    };
    let (token, code, here) = (tablet::fresh(), codes::fresh_pairing(), form.ici.is_some());
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let fresh = Fresh {
        id: ClassSessionId::fresh(),
        token_hash: here.then(|| tablet::hash(&token)),
        pairing: (!here).then(|| (tablet::hash(&code), now + rules::PAIRING_LASTS)),
        device: if here { client.device } else { String::new() },
        ends_at,
    };
    give_animals(tx.conn(), &class, today).await?;
    queries::open(tx.conn(), &class, actor.person, &fresh, now).await?;
    tx.record(&Activity::ClassSessionOpened { class: class.id(), class_session: fresh.id }).await?;
    if !here {
        tx.commit().await?;
        return Ok(once(pages::pairing(&app, &class, &code, ends_at)?));
    }
    // The tablet is the children's from here on: who opened it is out.
    sessions::close(tx.conn(), &actor, actor.session).await?;
    tx.commit().await?;
    let cookies = CookieJar::new()
        .add(tablet::cookie(&app, token, ends_at))
        .add(sessions::ended_cookie(app.settings.secure()));
    Ok((cookies, see_other("/tablette")).into_response())
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

/// The tablet types the code of the phone. Whoever was signed in there is out.
pub(super) async fn pair(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    Form(form): Form<Typed>,
) -> Answer<Response> {
    throttle::address_may_try(&app.db, &client.address).await?;
    let token = tablet::fresh();
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let paired = match codes::pairing_typed(&form.code) {
        Some(code) => {
            let (code, token) = (tablet::hash(&code), tablet::hash(&token));
            queries::pair(tx.conn(), &code, &token, &client.device, now).await?
        }
        None => None,
    };
    let Some((id, ends_at)) = paired else {
        tx.record(&Activity::ClassSessionRefused).await?;
        tx.commit().await?;
        throttle::failed(&app.db, &client.address).await?;
        let sentence = "Ce code n’ouvre pas de classe. Il sert une fois, pendant cinq minutes\u{a0}: vérifiez-le \
                        sur votre téléphone, ou demandez-en un autre.";
        let errors = FieldErrors::one("code", sentence);
        return Ok(pages::closed(&form.code, false, errors)?.invalid().into_response());
    };
    if let Some(before) = visitor.actor {
        sessions::close(tx.conn(), &before, before.session).await?;
    }
    tx.record(&Activity::ClassSessionPaired { class_session: id }).await?;
    tx.commit().await?;
    let cookies = CookieJar::new()
        .add(tablet::cookie(&app, token, ends_at))
        .add(sessions::ended_cookie(app.settings.secure()));
    Ok((cookies, see_other("/tablette")).into_response())
}

/// On the tablet itself: whoever holds it may close it.
pub(super) async fn close_here(State(app): State<App>, cookies: CookieJar) -> Answer<Response> {
    let Some(tablet) = tablet::here(&app, &cookies).await? else {
        app.db.record(None, &Activity::ClassSessionRefused).await?;
        return Err(Error::NotFound);
    };
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    queries::close(tx.conn(), tablet.class, tablet.id, now).await?;
    tx.record(&Activity::ClassSessionClosed { class_session: tablet.id }).await?;
    tx.commit().await?;
    let gone = CookieJar::new().add(tablet::ended(&app)).add(sessions::ended_cookie(app.settings.secure()));
    Ok((gone, see_other("/tablette?fini=1")).into_response())
}

/// From the phone, whichever tablet it is on.
pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, id)): Path<(PlaceId, PlaceId, ClassSessionId)>,
) -> Answer<Response> {
    let Some(class) = led(&app.db.pool, &actor, school, class).await? else {
        return refused(&app.db, &actor).await;
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    if !queries::close(tx.conn(), class.id(), id, now).await? {
        drop(tx);
        return refused(&app.db, &actor).await;
    }
    tx.record(&Activity::ClassSessionClosed { class_session: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/entrees?fait=fermee", class.path())))
}
