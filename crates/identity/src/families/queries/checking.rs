//! Links whose tie nobody has said yet.

use crate::school::School;
use chrono::NaiveDate;
use kernel::{Actor, PersonId, PlaceId};
use sqlx::PgExecutor;

/// What a page shows; the others follow once these are said.
pub(in super::super) const SHOWN: i64 = 60;

#[derive(Debug, Clone)]
pub(in super::super) struct ToCheck {
    pub pupil: PersonId,
    pub pupil_name: String,
    pub class: String,
    pub guardian: PersonId,
    pub guardian_name: String,
}

/// Those of the school’s pupils, but for the head’s own children.
pub(in super::super) async fn to_check(
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
