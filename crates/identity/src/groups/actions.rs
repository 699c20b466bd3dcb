//! Making a group, saying who is in it, closing it. The audiences follow in the same transaction.

use super::pages;
use super::queries::{self, Kept};
use super::rules::{self, changes};
use crate::audiences;
use crate::school::free;
use crate::services::{self, Service};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

type Place = Path<(PlaceId, PlaceId)>;

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    nom: String,
}

pub(super) async fn make(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    mut tx: Tx,
    Form(form): Form<Named>,
) -> Answer<Response> {
    let (now, today) = (tx.now(), tx.today());
    let Ok(desk) = queries::desk(tx.conn(), &actor, school, today).await else { return refused(tx).await };
    let unoffered = services::refusal(tx.conn(), school, Service::Groups, today).await?;
    let said = unoffered.map_or_else(|| rules::name(&form.nom), Err);
    let name = match free(&mut tx, school, said, None).await? {
        Ok(name) => name,
        Err(sentence) => {
            drop(tx);
            db.record(Some(&actor), &Activity::GroupRefused).await?;
            return Ok(pages::list_page(&db, &actor, &desk, form.nom, Some(sentence)).await?.into_response());
        }
    };
    let group = queries::make(tx.conn(), &actor, &desk, &name, now, today).await?;
    tx.record(&Activity::GroupMade { group }).await?;
    follow(tx, school, &format!("/{group}?fait=cree")).await
}

pub(super) async fn rename(
    db: Db,
    actor: Actor,
    Path((school, group)): Place,
    mut tx: Tx,
    Form(form): Form<Named>,
) -> Answer<Response> {
    let Some(kept) = obtained(&mut tx, &actor, school, group).await? else { return refused(tx).await };
    let name = match free(&mut tx, school, rules::name(&form.nom), Some(group)).await? {
        Ok(name) => name,
        Err(sentence) => {
            drop(tx);
            db.record(Some(&actor), &Activity::GroupRefused).await?;
            return Ok(pages::group_page(&db, &actor, kept, None, Some(sentence)).await?.into_response());
        }
    };
    queries::rename(tx.conn(), &kept, &name).await?;
    tx.record(&Activity::GroupRenamed { group }).await?;
    follow(tx, school, &format!("/{group}?fait=nom")).await
}

/// The boxes that are ticked.
#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    qui: Vec<String>,
}

impl Chosen {
    fn people(&self) -> Vec<PersonId> {
        self.qui.iter().filter_map(|id| id.parse().ok()).collect()
    }
}

pub(super) async fn set_pupils(
    actor: Actor,
    Path((school, group)): Place,
    mut tx: Tx,
    Form(form): Form<Chosen>,
) -> Answer<Response> {
    let today = tx.today();
    let Some(kept) = obtained(&mut tx, &actor, school, group).await? else { return refused(tx).await };
    let led = queries::led_pupils(tx.conn(), &actor, &kept, today).await?;
    let (come, go) = changes(&led, &form.people());
    queries::come(tx.conn(), &kept.desk, group, &come, "pupil", today).await?;
    queries::go(tx.conn(), &kept, Some(&go), today).await?;
    tx.record(&Activity::GroupChanged { group, came: come, went: go }).await?;
    follow(tx, school, &format!("/{group}?fait=eleves")).await
}

pub(super) async fn set_adults(
    actor: Actor,
    Path((school, group)): Place,
    mut tx: Tx,
    Form(form): Form<Chosen>,
) -> Answer<Response> {
    let today = tx.today();
    let Some(kept) = obtained(&mut tx, &actor, school, group).await? else { return refused(tx).await };
    let adults = queries::adults(tx.conn(), &kept, today).await?;
    let mut chosen = form.people();
    if !kept.desk.school.head {
        // She would lose it out of sight.
        chosen.push(actor.person);
    }
    let (come, go) = changes(&adults, &chosen);
    for kind in ["teacher", "atsem", "aesh"] {
        let of_kind = adults.iter().filter(|a| a.kind == kind && come.contains(&a.person));
        let of_kind: Vec<PersonId> = of_kind.map(|a| a.person).collect();
        queries::come(tx.conn(), &kept.desk, group, &of_kind, kind, today).await?;
    }
    queries::go(tx.conn(), &kept, Some(&go), today).await?;
    tx.record(&Activity::GroupChanged { group, came: come, went: go }).await?;
    follow(tx, school, &format!("/{group}?fait=adultes")).await
}

pub(super) async fn close(actor: Actor, Path((school, group)): Place, mut tx: Tx) -> Answer<Response> {
    let today = tx.today();
    let Some(kept) = obtained(&mut tx, &actor, school, group).await? else { return refused(tx).await };
    queries::close(tx.conn(), &kept, today).await?;
    tx.record(&Activity::GroupClosed { group }).await?;
    follow(tx, school, "?fait=ferme").await
}

async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    group: PlaceId,
) -> Result<Option<Kept>, Error> {
    let today = tx.today();
    match queries::kept(tx.conn(), actor, school, group, today).await {
        Ok(kept) => Ok(Some(kept)),
        Err(Error::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}

async fn follow(mut tx: Tx, school: PlaceId, to: &str) -> Answer<Response> {
    let today = tx.today();
    audiences::refresh(tx.conn(), &[school], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/groupes{to}")))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::GroupRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
