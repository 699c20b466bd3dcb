//! What a school’s file did not say: ONDE lists every adult as « responsable », without the tie or the authority.
//! The head says who is who, all on one page; until then nothing is guessed, not even from a civility.

use super::queries::{SHOWN, ToCheck, to_check};
use super::rules;
use crate::people::RELATIONS;
use crate::school::{self, School};
use askama::Template;
use axum::response::Response;
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, Form, Page, Path, PlaceId, Query, see_other};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "families/checking.html")]
struct Checking {
    school: School,
    links: Vec<ToCheck>,
    said: Option<usize>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    dits: Option<usize>,
}

pub(super) async fn list(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::headed(&db.pool, &actor, school, today).await?;
    let links = to_check(&db.pool, &actor, &school, today).await?;
    Page::new("Responsables à préciser", &Checking { school, links, said: asked.dits })
}

impl Checking {
    fn is_full(&self) -> bool {
        i64::try_from(self.links.len()).is_ok_and(|n| n >= SHOWN)
    }
}

/// « enfant:adulte » and what the adult is to the child; those left as they are stay in the list.
pub(super) async fn say(
    actor: Actor,
    Path(school): Path<PlaceId>,
    mut tx: Tx,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    let today = tx.today();
    let school = match school::headed(tx.conn(), &actor, school, today).await {
        Ok(school) => school,
        Err(Error::NotFound) => {
            tx.record(&Activity::FamilyRefused).await?;
            tx.commit().await?;
            return Err(Error::NotFound);
        }
        Err(cause) => return Err(cause),
    };
    let links = to_check(tx.conn(), &actor, &school, today).await?;
    let said: Vec<(&ToCheck, &str)> = links
        .iter()
        .filter_map(|link| {
            let name = format!("{}:{}", link.pupil, link.guardian);
            let typed = form.iter().find(|(field, _)| *field == name)?;
            Some((link, rules::relation(&typed.1)?))
        })
        .collect();
    write(&mut tx, &actor, &said).await?;
    tx.record(&Activity::GuardiansChecked { school: school.id, links: said.len() }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/familles/preciser?dits={}", school.id, said.len())))
}

async fn write(tx: &mut Tx, actor: &Actor, said: &[(&ToCheck, &str)]) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let pupils: Vec<_> = said.iter().map(|(link, _)| link.pupil.0).collect();
    let guardians: Vec<_> = said.iter().map(|(link, _)| link.guardian.0).collect();
    let relations: Vec<_> = said.iter().map(|(_, relation)| (*relation).to_owned()).collect();
    sqlx::query!(
        "update guardian_link g set relation = s.relation, to_check = false, decided_by = $4, decided_at = $5
         from unnest($1::uuid[], $2::uuid[], $3::text[]) s (pupil_id, guardian_id, relation)
         where g.pupil_id = s.pupil_id and g.guardian_id = s.guardian_id",
        &pupils,
        &guardians,
        &relations,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
