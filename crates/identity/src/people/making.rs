//! Somebody is made, or who is known is found: by hand and from ONDE alike. The account opens the same minute.

use crate::accounts::{queries as accounts, rules};
use crate::leaving;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// What is known of somebody who is not there yet. Empty is unknown.
#[derive(Debug, Clone, Default)]
pub struct NewPerson {
    pub title: String,
    pub first_name: String,
    pub last_name: String,
    pub birth_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub email: Option<String>,
    /// She gave it herself, or somebody who knows her: no feed writes over it.
    pub email_is_hers: bool,
    pub mobile: Option<String>,
    pub home_phone: Option<String>,
    pub work_phone: Option<String>,
    pub street: Option<String>,
    pub postcode: Option<String>,
    pub town: Option<String>,
    pub level: Option<String>,
    pub ine: Option<String>,
}

impl NewPerson {
    /// An adult of whom no more is known than this.
    pub(crate) fn adult(first: &str, last: &str, email: Option<&str>) -> Self {
        Self {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: email.map(str::to_owned),
            ..Self::default()
        }
    }
}

/// The person, and the login for life. An INE that somebody else holds is left out: the caller says so.
pub async fn make(
    conn: &mut PgConnection,
    new: &NewPerson,
    now: DateTime<Utc>,
) -> Result<PersonId, sqlx::Error> {
    let id = PersonId::fresh();
    sqlx::query!(
        "insert into person (id, title, first_name, last_name, birth_name, birth_date, email, mobile, home_phone,
             work_phone, street, postcode, town, level, ine, created_at, email_by_person)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
             (select $15 where not exists (select from person o where o.ine = $15)), $16, $17 and $7::text is not null)",
        id.0,
        new.title,
        new.first_name,
        new.last_name,
        new.birth_name,
        new.birth_date,
        new.email,
        new.mobile,
        new.home_phone,
        new.work_phone,
        new.street,
        new.postcode,
        new.town,
        new.level,
        new.ine,
        now,
        new.email_is_hers,
    )
    .execute(&mut *conn)
    .await?;
    // Two who make a namesake at once: the second waits for the number that the first takes.
    sqlx::query!("select pg_advisory_xact_lock(hashtext('login'))").execute(&mut *conn).await?;
    let base = rules::login_base(&new.first_name, &new.last_name);
    let login = rules::free_login(&base, &accounts::logins_like(&mut *conn, &base).await?);
    sqlx::query!(
        "insert into account (person_id, login, state, created_at) values ($1, $2, 'to_activate', $3)",
        id.0,
        login,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// A role that the head gives, from today. Having it already is having it once.
pub async fn give_role(
    db: impl PgExecutor<'_>,
    person: PersonId,
    kind: &str,
    place: PlaceId,
    school: PlaceId,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         values (gen_random_uuid(), $1, $2, $3, $4, $5, 'head')
         on conflict (person_id, kind, place_id) where until_day is null do nothing",
        person.0,
        kind,
        place.0,
        school.0,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A pupil comes into a class: the classes and the school that he was in, and the groups of another school, end
/// yesterday. Whoever was on the way
/// out is back.
pub async fn place_pupil(
    conn: &mut PgConnection,
    pupil: PersonId,
    class: PlaceId,
    school: PlaceId,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from role r using place p where r.person_id = $1 and r.kind = 'pupil' and p.id = r.place_id
             and (p.kind in ('class', 'school') or p.school_id <> $4) and r.place_id <> $2 and r.from_day >= $3 and r.until_day is null",
        pupil.0,
        class.0,
        today,
        school.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update role r set until_day = $3::date - 1 from place p where r.person_id = $1 and r.kind = 'pupil'
             and p.id = r.place_id and (p.kind in ('class', 'school') or p.school_id <> $4) and r.place_id <> $2
             and (r.until_day is null or r.until_day >= $3)",
        pupil.0,
        class.0,
        today,
        school.0,
    )
    .execute(&mut *conn)
    .await?;
    leaving::queries::keep(conn, pupil).await?;
    give_role(conn, pupil, "pupil", class, school, today).await
}

/// Who answers for a pupil, as the head says. A link that is there stays as it is.
pub async fn link(
    db: impl PgExecutor<'_>,
    pupil: PersonId,
    guardian: PersonId,
    relation: &str,
    authority: &str,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
         values ($1, $2, $3, $4, $5, 'head')
         on conflict (pupil_id, guardian_id) do update set until_day = null, relation = excluded.relation,
             authority = excluded.authority, from_day = excluded.from_day, source = excluded.source
             where guardian_link.until_day < $5",
        pupil.0,
        guardian.0,
        relation,
        authority,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Of these links, those that were not there before today say nothing of who is who: for the head to say.
pub async fn unsaid(
    db: impl PgExecutor<'_>,
    pupil: PersonId,
    guardian: PersonId,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update guardian_link set to_check = true
         where pupil_id = $1 and guardian_id = $2 and from_day = $3 and source = 'head' and relation = 'other'
           and decided_at is null",
        pupil.0,
        guardian.0,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody who may be the one to be made.
#[derive(Debug, Clone)]
pub struct Likely {
    pub person: PersonId,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    /// « CM1 B »; empty when all that is known is in another school.
    pub places: String,
    /// Of this school: the head may know more.
    pub here: bool,
    pub state: Option<String>,
    /// The same INE: surely the same.
    pub same_ine: bool,
    /// Named by the academy's directory.
    pub fed: bool,
}

/// Whom we may know already: the same INE; a pupil's name and birth date, anywhere; an adult's name with the
/// mail or the mobile, anywhere; an adult's name, in this school.
pub async fn likely(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    new: &NewPerson,
    pupil: bool,
    today: NaiveDate,
) -> Result<Vec<Likely>, sqlx::Error> {
    sqlx::query_as!(
        Likely,
        r#"with near as materialized (
             select r.person_id, string_agg(distinct p.name, ', ') as places from role r join place p on p.id = r.place_id
             where r.school_id = $1 and (r.until_day is null or r.until_day >= $2) group by r.person_id
             union all
             select g.guardian_id, string_agg(distinct c.first_name || ' ' || c.last_name, ', ')
             from role r join guardian_link g on g.pupil_id = r.person_id join person_card c on c.person_id = r.person_id
             where r.school_id = $1 and r.kind = 'pupil' and (r.until_day is null or r.until_day >= $2)
               and not $3 group by g.guardian_id
         ), candidate as (
             select id from person where ine = $8
             union select id from person where $3 and birth_date = $6
             union select id from person where not $3 and lower(email) = lower($7)
             union select person_id from near)
         select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", p.birth_date,
                coalesce((select string_agg(n.places, ', ') from near n where n.person_id = p.id), '') as "places!",
                exists (select from near n where n.person_id = p.id) as "here!", a.state as "state?",
                coalesce(p.ine = $8, false) as "same_ine!",
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!"
         from candidate c join person p on p.id = c.id left join account a on a.person_id = p.id
         where coalesce(p.ine = $8, false)
            or (plain_name(p.last_name) = plain_name($4) or plain_name(p.birth_name) = plain_name($4))
               and plain_name(p.first_name) = plain_name($5)
               and $3 = exists (select from role r where r.person_id = p.id and r.kind = 'pupil')
               and (not $3 or p.birth_date is null or p.birth_date = $6)
         order by p.last_name, p.first_name, p.id limit 12"#,
        school.0,
        today,
        pupil,
        new.last_name,
        new.first_name,
        new.birth_date,
        new.email,
        new.ine,
    )
    .fetch_all(db)
    .await
}
