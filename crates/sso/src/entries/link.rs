//! « Relier ce compte »: somebody whom the other ENT recognised a moment ago, and who is signed in here, says that the one
//! opens the other. Like adding a key to one’s account, it asks adults again who they are; and the other ENT asks
//! everybody, since on a shared computer the session there may be a colleague’s.

use super::open;
use super::shut::{self, Shut};
use crate::{address, profiles};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use chrono::TimeDelta;
use database::Tx;
use identity::App;
use identity::sessions::{short_cookie, short_removed, short_value};
use identity::sources::{self, NotLinked, Source};
use kernel::routes::{CONFIRM, encoded};
use kernel::{Activity, Actor, Answer, Confirmed, Error, Page, Path, see_other};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long she may take to sign in here: to find her password.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);
const COOKIE: &str = "relier";
const PURPOSE: &str = "entry to link";

/// Whom the other ENT recognised in this browser: sealed, in a cookie.
#[derive(Serialize, Deserialize)]
struct Recognised {
    source: Uuid,
    mark: Vec<u8>,
    /// She has shown there who she is, just now.
    anew: bool,
}

pub(super) fn path(source: &Source) -> String {
    format!("/entrer/{}/relier", source.id)
}

pub(super) fn lends(app: &App, source: &Source, mark: Vec<u8>, anew: bool) -> Result<Cookie<'static>, Error> {
    let recognised = Recognised { source: source.id, mark, anew };
    let note = app.vault.lend(PURPOSE, recognised, app.db.clock.now() + PATIENCE)?;
    Ok(short_cookie(COOKIE, note, app.settings.secure(), PATIENCE))
}

/// Who was recognised, when she may link it; or why not.
fn recognised(app: &App, actor: &Actor, cookies: &CookieJar, source: &Source) -> Result<Recognised, Shut> {
    let note = short_value(cookies, COOKIE, app.settings.secure()).unwrap_or_default();
    let recognised = app.vault.back::<Recognised>(PURPOSE, note, app.db.clock.now());
    let recognised = recognised.filter(|r| r.source == source.id).ok_or(Shut::Lost)?;
    let admitted = profiles::admitted(actor.roles.iter().map(|r| r.kind), &source.said.profiles);
    if admitted.is_empty() || actor.frozen.is_some() || profiles::is_short(actor) {
        return Err(Shut::NotForHer);
    }
    Ok(recognised)
}

#[derive(Template)]
#[template(path = "entries/link.html")]
struct Link<'a> {
    source: &'a Source,
    host: String,
    who: &'a str,
    pupil: bool,
    anew: bool,
}

pub(super) async fn ask(
    State(app): State<App>,
    actor: Actor,
    cookies: CookieJar,
    Path(id): Path<Uuid>,
) -> Answer<Response> {
    let source = open(&app, id).await?;
    let anew = match recognised(&app, &actor, &cookies, &source) {
        Ok(recognised) => recognised.anew,
        Err(shut) => return shut::page(&source, &shut),
    };
    if sources::links_to_account(&app.db.pool, id, &actor).await? {
        return shut::page(&source, &Shut::Hers);
    }
    if !actor.is_pupil() && actor.confirmed != Confirmed::Now {
        return Ok(see_other(&format!("{CONFIRM}?retour={}", encoded(&path(&source)))));
    }
    let host = address::host(&source.said.address);
    let body = Link { source: &source, host, who: &actor.name, pupil: actor.is_pupil(), anew };
    Ok(Page::new("Relier ce compte", &body)?.into_response())
}

pub(super) async fn link(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    cookies: CookieJar,
    Path(id): Path<Uuid>,
) -> Answer<Response> {
    let source = open(&app, id).await?;
    let shown = actor.is_pupil() || actor.confirmed != Confirmed::No;
    let linked = match recognised(&app, &actor, &cookies, &source) {
        Ok(recognised) if !recognised.anew => {
            tx.record(&Activity::EntryLinkRefused).await?;
            tx.commit().await?;
            return Ok(see_other(&path(&source)));
        }
        Ok(_) if !shown => {
            tx.record(&Activity::EntryLinkRefused).await?;
            tx.commit().await?;
            return Ok(see_other(&format!("{CONFIRM}?retour={}", encoded(&path(&source)))));
        }
        Ok(recognised) => {
            sources::link(&mut tx, &actor, &source, &recognised.mark).await?.map_err(|why| match why {
                NotLinked::Hers => Shut::Hers,
                NotLinked::Others => Shut::Others,
            })
        }
        Err(shut) => Err(shut),
    };
    if let Err(shut) = linked {
        tx.record(&Activity::EntryLinkRefused).await?;
        tx.commit().await?;
        return shut::page(&source, &shut);
    }
    tx.record(&Activity::EntryLinked { source: id }).await?;
    tx.commit().await?;
    let ended = CookieJar::new().add(short_removed(COOKIE, app.settings.secure()));
    Ok((ended, see_other("/moi?fait=relie")).into_response())
}
