//! The SQL of families' situations. A pupil is obtained through the school that the actor heads.

mod checking;
mod protections;

pub(crate) use checking::waiting;
pub(super) use checking::{SHOWN, ToCheck, to_check};
pub(super) use protections::{
    Held, close_lent, ending, forget_exports, held, holding, lift, prolong, protect, told,
};

use super::rules::Said;
use crate::school::{self, School};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// A pupil of a school, for its head.
#[derive(Debug, Clone)]
pub(crate) struct Pupil {
    pub id: PersonId,
    pub name: String,
    pub first_name: String,
    pub class: String,
    /// The head is one of her own guardians: another decides.
    pub own_child: bool,
}

/// The school and the pupil who is there today.
pub(crate) async fn pupil(
    conn: &mut PgConnection,
    actor: &Actor,
    school: PlaceId,
    pupil: PersonId,
    today: NaiveDate,
) -> Result<(School, Pupil), Error> {
    let school = school::headed(&mut *conn, actor, school, today).await?;
    let found = sqlx::query_as!(
        Pupil,
        r#"select c.person_id as "id!", c.first_name || ' ' || c.last_name as "name!", c.first_name as "first_name!",
                p.name as class,
                exists (select from guardian_link g where g.pupil_id = $2 and g.guardian_id = $3) as "own_child!"
         from role r join person_card c on c.person_id = r.person_id join place p on p.id = r.place_id
         where r.school_id = $1 and r.person_id = $2 and r.kind = 'pupil'
           and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
         order by p.kind limit 1"#,
        school.id.0,
        pupil.0,
        actor.person.0,
        today,
    )
    .fetch_optional(conn)
    .await?;
    Ok((school, found.ok_or(Error::NotFound)?))
}

/// What is known of a guardian and the child, for the head. Contacts are left out for who shares a child
/// with her: two households never see each other's address, whatever their work.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub guardian: PersonId,
    pub name: String,
    pub relation: String,
    pub authority: String,
    pub rank: Option<i16>,
    pub household: Option<i16>,
    pub from_day: NaiveDate,
    pub until_day: Option<NaiveDate>,
    pub source: String,
    pub proof: String,
    pub tools: Vec<String>,
    pub decided_at: Option<DateTime<Utc>>,
    /// Feeds know her: the link can be given back to them.
    pub fed: bool,
    pub state: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    /// Works in this school: what she sees by her work, a protection does not take away.
    pub works_here: bool,
    /// Her other children in this school, through whom she goes on seeing it.
    pub others: String,
    pub protection: Option<uuid::Uuid>,
    pub reason: Option<String>,
    pub protected_until: Option<NaiveDate>,
}

pub(super) async fn links(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: &School,
    pupil: &Pupil,
    today: NaiveDate,
) -> Result<Vec<Link>, sqlx::Error> {
    sqlx::query_as!(
        Link,
        r#"select g.guardian_id as guardian, p.shown_first_name || ' ' || p.shown_last_name as "name!", g.relation,
                g.authority, g.contact_rank as rank, g.household, g.from_day, g.until_day, g.source, g.proof, g.tools,
                g.decided_at, a.state as "state?",
                exists (select from person_key k where k.person_id = p.id and k.category = 'relative') as "fed!",
                case when not near.same_child then p.email end as email,
                case when not near.same_child then coalesce(p.mobile, p.home_phone, p.work_phone) end as phone,
                case when not near.same_child then concat_ws(', ', p.street, nullif(concat_ws(' ', p.postcode, p.town), '')) end as address,
                exists (select from role w where w.person_id = p.id and w.school_id = $2 and w.kind <> 'pupil'
                    and w.from_day <= $3 and (w.until_day is null or w.until_day >= $3)) as "works_here!",
                coalesce((select string_agg(distinct c.first_name, ', ') from guardianship($3) o
                    join role r on r.person_id = o.pupil_id and r.kind = 'pupil' and r.school_id = $2
                         and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
                    join person_card c on c.person_id = o.pupil_id
                    where o.guardian_id = p.id and o.pupil_id <> $1), '') as "others!",
                t.id as "protection?", t.reason as "reason?", t.until_day as "protected_until?"
         from guardian_link g join person p on p.id = g.guardian_id left join account a on a.person_id = p.id
         cross join lateral (select exists (
             select from guardian_link h join guardian_link o on o.pupil_id = h.pupil_id
             where h.guardian_id = $4 and o.guardian_id = p.id and p.id <> $4) as same_child) near
         left join lateral (select t.id, t.reason, t.until_day from protection t
             where t.pupil_id = g.pupil_id and t.guardian_id = g.guardian_id and t.lifted_at is null
               and t.until_day >= $3 order by t.until_day desc limit 1) t on true
         where g.pupil_id = $1 and (g.until_day is null or g.until_day >= $3)
         order by g.household nulls last, g.contact_rank nulls last, p.last_name, p.id"#,
        pupil.id.0,
        school.id.0,
        today,
        actor.person.0,
    )
    .fetch_all(db)
    .await
}

/// One of the pupil's guardians, whom the actor may decide about.
pub(super) async fn link(
    conn: &mut PgConnection,
    actor: &Actor,
    school: &School,
    pupil: &Pupil,
    guardian: PersonId,
    today: NaiveDate,
) -> Result<Link, Error> {
    if pupil.own_child {
        return Err(Error::NotFound);
    }
    let all = links(conn, actor, school, pupil, today).await?;
    all.into_iter().find(|l| l.guardian == guardian).ok_or(Error::NotFound)
}

/// Whether somebody answers for the pupil today, whatever the kind.
pub(crate) async fn is_of(
    db: impl PgExecutor<'_>,
    pupil: &Pupil,
    person: PersonId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from guardian_link where pupil_id = $1 and guardian_id = $2
               and (until_day is null or until_day >= $3)) as "so!""#,
        pupil.id.0,
        person.0,
        today,
    )
    .fetch_one(db)
    .await
}

/// What the head says of it: no feed changes it from here on.
pub(crate) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    pupil: &Pupil,
    guardian: PersonId,
    said: &Said,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update guardian_link set authority = $3, contact_rank = $4, household = $5, until_day = $6, proof = $7,
             tools = $8, source = 'head', decided_by = $9, decided_at = $10
         where pupil_id = $1 and guardian_id = $2",
        pupil.id.0,
        guardian.0,
        said.authority,
        said.rank,
        said.household,
        said.until,
        said.proof,
        &said.tools,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The next feed says again what it is.
pub(super) async fn give_back(
    tx: &mut Tx,
    actor: &Actor,
    pupil: &Pupil,
    link: &Link,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update guardian_link set source = 'feed', until_day = null, decided_by = $3, decided_at = $4
         where pupil_id = $1 and guardian_id = $2",
        pupil.id.0,
        link.guardian.0,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The schools whose audiences follow a pupil's family.
pub(super) async fn schools_of(
    db: impl PgExecutor<'_>,
    pupil: &Pupil,
    today: NaiveDate,
) -> Result<Vec<PlaceId>, sqlx::Error> {
    let schools = sqlx::query_scalar!(
        r#"select distinct school_id as "school!" from role
         where person_id = $1 and kind = 'pupil' and school_id is not null and (until_day is null or until_day >= $2)"#,
        pupil.id.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(schools.into_iter().map(PlaceId).collect())
}
