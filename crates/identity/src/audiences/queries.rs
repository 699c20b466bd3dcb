//! The SQL of audiences.

use super::rules;
use crate::communication_rules::Rules;
use chrono::NaiveDate;
use kernel::{Actor, AudienceId, PersonId, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Makes the audiences that places should have: three for a class or group, two for a school, one for a
/// circonscription. Those of `schools` and their circonscriptions only.
pub async fn ensure(conn: &mut PgConnection, schools: &[PlaceId]) -> Result<(), sqlx::Error> {
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    sqlx::query!(
        "insert into audience (id, kind, place_id, school_id)
         select gen_random_uuid(), k.kind, p.id, p.school_id
         from place p
         join (values ('class', 'class_pupils'), ('class', 'class_guardians'), ('class', 'class_team'),
                      ('group', 'class_pupils'), ('group', 'class_guardians'), ('group', 'class_team'),
                      ('school', 'school_adults'), ('school', 'school_guardians'),
                      ('circonscription', 'circonscription_teachers')) as k (place, kind) on k.place = p.kind
         where not p.pseudo
           and (p.school_id = any($1) or p.id in (select parent_id from place where id = any($1)))
         on conflict (place_id, kind) do nothing",
        &schools,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Brings the members of these schools' audiences, and of their circonscriptions, to what they should be
/// on `day`.
pub async fn refresh(
    conn: &mut PgConnection,
    schools: &[PlaceId],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    one_at_a_time(conn).await?;
    end_joint_teaching(conn, day).await?;
    ensure(conn, schools).await?;
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let touched: Vec<Uuid> = sqlx::query_scalar!(
        "select id from audience
         where school_id = any($1)
            or place_id in (select parent_id from place where id = any($1))",
        &schools,
    )
    .fetch_all(&mut *conn)
    .await?;
    sync_members(conn, &touched, day).await
}

/// The same for all audiences: after a large import, and every night.
pub async fn refresh_all(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    one_at_a_time(conn).await?;
    end_joint_teaching(conn, day).await?;
    let schools: Vec<Uuid> = sqlx::query_scalar!("select id from place where kind = 'school' and not pseudo")
        .fetch_all(&mut *conn)
        .await?;
    ensure(conn, &schools.into_iter().map(PlaceId).collect::<Vec<_>>()).await?;
    let all: Vec<Uuid> = sqlx::query_scalar!("select id from audience").fetch_all(&mut *conn).await?;
    sync_members(conn, &all, day).await?;
    settle_day(conn, day).await
}

/// Who has left a school is in its spaces with a class of collège no more: wherever members follow roles, so that no
/// feed, head or midnight forgets it.
async fn end_joint_teaching(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("select end_joint_teaching($1)", day).fetch_one(conn).await?;
    Ok(())
}

/// The day for which members are right; none before the first.
pub(super) async fn settled_day(db: impl PgExecutor<'_>) -> Result<Option<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!("select day from audience_day").fetch_optional(db).await
}

async fn settle_day(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into audience_day (day) values ($1)
         on conflict (one) do update set day = greatest(audience_day.day, excluded.day)",
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Brings members from the day for which they are right to `day`: those of the schools where a role, a link
/// or a protection began or ended in between.
pub(super) async fn turn(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    one_at_a_time(conn).await?;
    let Some(since) = settled_day(&mut *conn).await? else { return refresh_all(conn, day).await };
    if since >= day {
        return Ok(());
    }
    end_joint_teaching(conn, day).await?;
    let schools = sqlx::query_scalar!(
        r#"with turned as (
             select person_id, school_id from role where from_day > $1 and from_day <= $2
             union all select person_id, school_id from role where until_day >= $1 and until_day < $2
         ), pupil as (
             select pupil_id from guardian_link where from_day > $1 and from_day <= $2
             union all select pupil_id from guardian_link where until_day >= $1 and until_day < $2
             union all select pupil_id from protection where from_day > $1 and from_day <= $2
             union all select pupil_id from protection where until_day >= $1 and until_day < $2
         )
         select school_id as "school!" from turned where school_id is not null
         union
         select r.school_id from pupil join role r on r.person_id = pupil.pupil_id and r.kind = 'pupil'
              and r.school_id is not null and (r.until_day is null or r.until_day >= $1)"#,
        since,
        day,
    )
    .fetch_all(&mut *conn)
    .await?;
    if !schools.is_empty() {
        refresh(conn, &schools.into_iter().map(PlaceId).collect::<Vec<_>>(), day).await?;
    }
    settle_day(conn, day).await
}

/// Two at once could bring back whom the other has just taken out: what one reads is older than what it waits for.
async fn one_at_a_time(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('audience_member'))").execute(conn).await?;
    Ok(())
}

async fn sync_members(
    conn: &mut PgConnection,
    audiences: &[Uuid],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    // Asked once, for these audiences: written as two statements, the first would ask for everybody's.
    sqlx::query!(
        "with held as materialized (
             select s.audience_id, s.person_id from audience_held($2) s where s.audience_id = any($1)
         ), gone as (
             delete from audience_member m where m.audience_id = any($1) and not exists (
                 select from held h where h.audience_id = m.audience_id and h.person_id = m.person_id)
         )
         insert into audience_member (audience_id, person_id) select audience_id, person_id from held
         on conflict do nothing",
        audiences,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An audience that the actor may write to.
#[derive(Debug, Clone)]
pub struct Reachable {
    pub id: AudienceId,
    pub kind: String,
    pub name: String,
    pub school: Option<PlaceId>,
    /// What the place is called: « CM1 B ».
    pub place: String,
    /// She teaches this class.
    pub own: bool,
    pub people: i64,
}

/// The audiences that this person may share to: her classes' families and pupils, her school's adults,
/// the teachers of her circonscription; a head also every class and all families of her school; an
/// inspector the teachers of her circonscription; where her school chose otherwise, what its rules say
/// ([`crate::communication_rules`]). Who was named by hand: her class, where writing was given her. Pupils
/// and families: none.
pub async fn reachable(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    day: NaiveDate,
) -> Result<Vec<Reachable>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with mine as (
             select kind, place_id, school_id, tools is not null as by_hand from role
             where person_id = $1 and from_day <= $2 and (until_day is null or until_day >= $2)
               and kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh', 'helper', 'inspector')
               and (tools is null or 'feed_write' = any(tools))
         )
         select a.id, a.kind, p.name, a.school_id as "school_id?",
                mine.kind as "role!", mine.by_hand as "by_hand!", a.place_id = mine.place_id as "works!",
                rules.preset as "preset?", rules.exceptions as "exceptions?",
                (select count(*) from audience_member m where m.audience_id = a.id) as "people!"
         from mine
         join audience a on a.school_id = mine.school_id and a.kind <> 'class_team'
              or a.kind = 'circonscription_teachers'
                 and (a.place_id = (select parent_id from place where id = mine.school_id) or a.place_id = mine.place_id)
         join place p on p.id = a.place_id and p.closed_on is null
         left join communication_rules rules on rules.school_id = mine.school_id
         order by a.kind, p.name, a.id"#,
        actor.person.0,
        day,
    )
    .fetch_all(db)
    .await?;
    let mut found: Vec<Reachable> = Vec::new();
    for r in rows {
        let Some(kind) = RoleKind::named(&r.role) else { continue };
        let rules = Rules::kept(r.preset.as_deref(), r.exceptions);
        if !rules.reach(kind, r.by_hand, r.works, &r.kind) {
            continue;
        }
        let own = r.works && (matches!(kind, RoleKind::Teacher | RoleKind::Substitute) || r.by_hand);
        // Through two roles: once, next to each other by the order.
        match found.last_mut().filter(|last| last.id.0 == r.id) {
            Some(last) => last.own |= own,
            None => found.push(Reachable {
                id: AudienceId(r.id),
                name: rules::name(&r.kind, &r.name),
                kind: r.kind,
                place: r.name,
                own,
                school: r.school_id.map(PlaceId),
                people: r.people,
            }),
        }
    }
    Ok(found)
}

/// The guardian's own audiences that come from the class and school of this child, who is one of
/// [`Actor::children`].
pub async fn reached_through(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    child: PersonId,
    day: NaiveDate,
) -> Result<Vec<AudienceId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select distinct a.id
         from role r
         join audience a on a.place_id in (r.place_id, r.school_id)
              and a.kind in ('class_guardians', 'school_guardians')
         join audience_member m on m.person_id = $1 and m.audience_id = a.id
         join place p on p.id = r.place_id
         where r.person_id = $2 and r.kind = 'pupil'
           -- A class that is over is where the child was.
           and (p.closed_on is not null or r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))",
        actor.person.0,
        child.0,
        day,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(AudienceId).collect())
}

/// Who is in a set of audiences: counted by what they are, and named while they are few.
#[derive(Debug, Clone, Default)]
pub struct Viewers {
    pub people: i64,
    pub pupils: i64,
    pub guardians: i64,
    pub adults: i64,
    /// « Nadia Benali », in order; empty when there are more than [`Viewers::NAMED`].
    pub names: Vec<String>,
}

impl Viewers {
    pub const NAMED: i64 = 40;

    /// « 24 responsables et 2 enseignants »: the sentence of « who sees this? ».
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<String> = [
            (self.pupils, "élève", "élèves"),
            (self.guardians, "responsable", "responsables"),
            (self.adults, "adulte de l’école", "adultes des écoles"),
        ]
        .into_iter()
        .filter(|p| p.0 > 0)
        .map(|(count, one, many)| rules::counted(count, one, many))
        .collect();
        match parts.as_slice() {
            [] => "Personne pour l’instant".to_owned(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} et {last}", first.join(", ")),
        }
    }
}

/// Who would see something shared to these audiences. A person is counted once, as pupil before
/// guardian before adult.
pub async fn viewers(conn: &mut PgConnection, audiences: &[AudienceId]) -> Result<Viewers, sqlx::Error> {
    let ids: Vec<Uuid> = audiences.iter().map(|a| a.0).collect();
    let count = sqlx::query!(
        r#"with seen as (
             select m.person_id, min(case a.kind when 'class_pupils' then 1
                 when 'class_guardians' then 2 when 'school_guardians' then 2 else 3 end) as what
             from audience_member m join audience a on a.id = m.audience_id
             where a.id = any($1) group by m.person_id)
         select count(*) as "people!", count(*) filter (where what = 1) as "pupils!",
                count(*) filter (where what = 2) as "guardians!", count(*) filter (where what = 3) as "adults!"
         from seen"#,
        &ids,
    )
    .fetch_one(&mut *conn)
    .await?;
    let names = if count.people > Viewers::NAMED {
        Vec::new()
    } else {
        sqlx::query_scalar!(
            r#"select distinct c.first_name || ' ' || c.last_name as "name!"
             from audience_member m join person_card c on c.person_id = m.person_id
             where m.audience_id = any($1) order by 1"#,
            &ids,
        )
        .fetch_all(conn)
        .await?
    };
    Ok(Viewers {
        people: count.people,
        pupils: count.pupils,
        guardians: count.guardians,
        adults: count.adults,
        names,
    })
}
