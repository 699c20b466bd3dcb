//! What a school’s file did not say: ONDE lists every adult as « responsable », without the tie or the authority.
//! The head says who is who, all on one page; until then nothing is guessed, not even from a civility.

use super::rules;
use crate::people::RELATIONS;
use crate::school::{self, School};
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, Form, Page, Path, PersonId, PlaceId, Query, see_other};
use serde::Deserialize;
use sqlx::PgExecutor;

/// What a page shows; the others follow once these are said.
const SHOWN: i64 = 60;

#[derive(Debug, Clone)]
pub(super) struct ToCheck {
    pub pupil: PersonId,
    pub pupil_name: String,
    pub class: String,
    pub guardian: PersonId,
    pub guardian_name: String,
}

/// Those of the school’s pupils, but for the head’s own children.
async fn to_check(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: &School,
    today: NaiveDate,
) -> Result<Vec<ToCheck>, sqlx::Error> {
    sqlx::query_as!(
        ToCheck,
        r#"select u.person_id as "pupil!", u.first_name || ' ' || u.last_name as "pupil_name!", min(p.name) as "class!",
                g.guardian_id as "guardian!",
                concat_ws(' ', nullif(h.title, ''), h.shown_first_name, h.shown_last_name) as "guardian_name!"
         from role r join place p on p.id = r.place_id
         join guardian_link g on g.pupil_id = r.person_id and g.to_check and g.source = 'head'
              and (g.until_day is null or g.until_day >= $2)
         join person_card u on u.person_id = r.person_id join person h on h.id = g.guardian_id
         where r.school_id = $1 and r.kind = 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
           and not exists (select from guardian_link o where o.pupil_id = r.person_id and o.guardian_id = $3)
         group by u.person_id, u.first_name, u.last_name, g.guardian_id, g.contact_rank, h.id
         order by u.last_name, u.first_name, u.person_id, g.contact_rank nulls last, h.shown_last_name, h.id limit $4"#,
        school.id.0,
        today,
        actor.person.0,
        SHOWN,
    )
    .fetch_all(db)
    .await
}

/// How many wait to be said, whoever looks.
pub(crate) async fn waiting(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from guardian_link g
         where g.to_check and g.source = 'head' and (g.until_day is null or g.until_day >= $2)
           and exists (select from role r where r.person_id = g.pupil_id and r.school_id = $1 and r.kind = 'pupil'
                         and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2))"#,
        school.0,
        today,
    )
    .fetch_one(db)
    .await
}

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
