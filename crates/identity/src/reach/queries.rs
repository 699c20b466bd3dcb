//! The SQL of reach.

use crate::school::{Class, School};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A pupil and one who answers for her. A pupil without anybody is a row without a person.
#[derive(Debug, Clone)]
pub(super) struct Guardian {
    pub pupil_id: PersonId,
    pub pupil: String,
    pub person: Option<Uuid>,
    pub name: String,
    /// The same for those who live together; never shown.
    pub household: String,
    pub state: Option<String>,
    /// Holds a role of her own somewhere: her slip comes from there.
    pub works_here: bool,
    /// The feed or the school gave an address, and no letter came back from it.
    pub has_address: bool,
    pub printed: Option<DateTime<Utc>>,
    pub mailed: Option<DateTime<Utc>>,
    pub mail_failed: bool,
    pub came_week: Option<NaiveDate>,
}

pub(super) async fn guardians(
    db: impl PgExecutor<'_>,
    class: &Class,
    today: NaiveDate,
) -> Result<Vec<Guardian>, sqlx::Error> {
    sqlx::query_as!(
        Guardian,
        r#"select r.person_id as "pupil_id!", u.shown_first_name || ' ' || u.shown_last_name as "pupil!",
                p.id as "person?", coalesce(p.shown_first_name || ' ' || p.shown_last_name, '') as "name!",
                coalesce(household_of(p), '') as "household!", a.state as "state?",
                exists (select from role o where o.person_id = p.id
                    and (o.until_day is null or o.until_day >= $2)) as "works_here!",
                coalesce(has_mailbox(p.email, p.email_failed) and not p.email_by_person, false) as "has_address!",
                (select max(i.asked_at) from invitation i where i.person_id = p.id and i.channel = 'paper') as printed,
                m.left_at as "mailed?", coalesce(m.failed_at is not null, false) as "mail_failed!",
                greatest((select c.week from came c where c.person_id = p.id), (select max(s.seen_at)::date from session s where s.person_id = p.id)) as came_week
         from role r join person u on u.id = r.person_id
         left join guardianship($2) g on g.pupil_id = r.person_id and g.whole
         left join person p on p.id = g.guardian_id
         left join account a on a.person_id = p.id
         left join lateral (select i.left_at, i.failed_at from invitation i
             where i.person_id = p.id and i.channel = 'mail' order by i.asked_at desc, i.id desc limit 1) m on true
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by u.last_name, u.first_name, u.id, g.contact_rank nulls last, p.last_name, p.first_name"#,
        class.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// A class in the head's list.
#[derive(Debug, Clone)]
pub(super) struct ClassReach {
    pub id: PlaceId,
    pub name: String,
    pub pupils: i64,
    pub households: i64,
    pub reached: i64,
    /// Pupils none of whose households is reached.
    pub nobody: i64,
    /// Guardians who have neither slip nor letter yet.
    pub untold: i64,
    pub bounced: i64,
}

pub(super) async fn classes(
    db: impl PgExecutor<'_>,
    school: &School,
    today: NaiveDate,
) -> Result<Vec<ClassReach>, sqlx::Error> {
    sqlx::query_as!(
        ClassReach,
        r#"with one as (
             select r.place_id, r.person_id as pupil, p.id as guardian, household_of(p) as household,
                    coalesce(a.state = 'active', false) as active, coalesce(a.state = 'to_activate', false) as waiting,
                    exists (select from invitation i where i.person_id = p.id) as told,
                    exists (select from invitation i where i.person_id = p.id and i.failed_at is not null) as bounced
             from role r
             left join guardianship($2) g on g.pupil_id = r.person_id and g.whole
             left join person p on p.id = g.guardian_id
             left join account a on a.person_id = p.id
             where r.school_id = $1 and r.kind = 'pupil'
               and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         ), house as (
             select place_id, pupil, household, bool_or(active) as active from one
             where guardian is not null group by place_id, pupil, household)
         select c.id as "id!", c.name,
                (select count(distinct pupil) from one where place_id = c.id) as "pupils!",
                (select count(*) from house h where h.place_id = c.id) as "households!",
                (select count(*) from house h where h.place_id = c.id and h.active) as "reached!",
                (select count(*) from (select pupil from one where place_id = c.id group by pupil
                    having not bool_or(active)) n) as "nobody!",
                (select count(distinct guardian) from one where place_id = c.id and waiting and not told) as "untold!",
                (select count(distinct guardian) from one where place_id = c.id and waiting and bounced) as "bounced!"
         from place c
         where c.school_id = $1 and c.kind = 'class' and c.school_year = $3 and c.closed_on is null
         order by c.name"#,
        school.id.0,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}
