//! A pupil of another school is taken into this one, by hand or from ONDE’s files: the head of the school that loses
//! him is told, by a letter that names nobody and on her school’s page, which does.

use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Error, PersonId, PlaceId};
use mail::Letter;
use serde_json::json;
use sqlx::PgExecutor;
use std::collections::BTreeSet;

/// The kind of this letter in the queue.
pub const LETTER: &str = "pupil_taken";

/// The other schools where somebody is a pupil today: asked before he comes into this one.
pub async fn schools_left(
    db: impl PgExecutor<'_>,
    pupil: PersonId,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<PlaceId>, sqlx::Error> {
    let schools = sqlx::query_scalar!(
        r#"select distinct r.school_id as "school!" from role r
         where r.person_id = $1 and r.kind = 'pupil' and r.school_id <> $2
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
           and not exists (select from joint_space j where j.place_id = r.place_id)"#,
        pupil.0,
        school.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(schools.into_iter().map(PlaceId).collect())
}

/// One letter to each head of each of these schools, whatever the number of pupils.
pub async fn tell(tx: &mut Tx, schools: &[PlaceId]) -> Result<(), Error> {
    let today = tx.today();
    for school in schools.iter().collect::<BTreeSet<_>>() {
        let heads = sqlx::query_scalar!(
            "select distinct person_id from role where place_id = $1 and kind = 'head'
               and from_day <= $2 and (until_day is null or until_day >= $2)",
            school.0,
            today,
        )
        .fetch_all(tx.conn())
        .await?;
        for head in heads {
            mail::post(tx, LETTER, PersonId(head), json!({ "school": school })).await?;
        }
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "people/taken.txt")]
struct Words<'a> {
    first_name: &'a str,
    school: &'a str,
    link: &'a str,
}

/// Composes it; `None` when there is nobody to write to, or she is no head of it any more.
pub async fn letter(app: &App, head: PersonId, detail: &serde_json::Value) -> Result<Option<Letter>, Error> {
    let school = detail.get("school").and_then(|s| s.as_str()).and_then(|s| s.parse::<PlaceId>().ok());
    let Some(school) = school else { return Ok(None) };
    let name = sqlx::query_scalar!(
        "select p.name from place p join role r on r.place_id = p.id and r.kind = 'head' and r.person_id = $2
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
         where p.id = $1 limit 1",
        school.0,
        head.0,
        app.db.clock.today(),
    )
    .fetch_optional(&app.db.pool)
    .await?;
    let account = accounts::of(&app.db.pool, head).await?;
    let (Some(name), Some(account)) = (name, account) else { return Ok(None) };
    let link = format!("{}/ecole/{school}", app.settings.public_url);
    let words = Words { first_name: &account.first_name, school: &name, link: &link };
    account.letter("Un élève est passé dans une autre école", words.render()?)
}

/// A pupil whom another school took.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub name: String,
    pub class: String,
    pub last_day: NaiveDate,
}

/// Of the last thirty days, the latest first: who is now a pupil elsewhere because a head or a teacher there said so.
/// Where is not said: it may be what a family hides.
pub(crate) async fn taken(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Taken>, sqlx::Error> {
    sqlx::query_as!(
        Taken,
        r#"select c.first_name || ' ' || c.last_name as "name!", min(p.name) as "class!", max(r.until_day) as "last_day!"
         from role r join place p on p.id = r.place_id and p.kind in ('class', 'school')
         join person_card c on c.person_id = r.person_id
         where r.school_id = $1 and r.kind = 'pupil' and r.until_day >= $2::date - 30 and r.until_day < $2
           and not exists (select from role h where h.person_id = r.person_id and h.kind = 'pupil' and h.school_id = $1
                             and (h.until_day is null or h.until_day >= $2)
                             and not exists (select from joint_space j where j.place_id = h.place_id))
           and exists (select from role n where n.person_id = r.person_id and n.kind = 'pupil' and n.school_id <> $1
                         and n.source = 'head' and n.from_day > r.until_day and (n.until_day is null or n.until_day >= $2))
         group by c.person_id, c.first_name, c.last_name order by 3 desc, 1 limit 50"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await
}
