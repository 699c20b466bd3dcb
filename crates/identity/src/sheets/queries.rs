//! The SQL of sheets: for whom. Every query leaves out who reaches further than the one who prints, and whose school
//! is not open yet.

use super::rules;
use crate::school::{Class, School};
use chrono::NaiveDate;
use kernel::{PersonId, PlaceId};
use sqlx::PgExecutor;

/// Somebody who gets a slip.
#[derive(Debug, Clone)]
pub(crate) struct Receiver {
    pub person: PersonId,
    pub name: String,
    pub login: String,
    /// « CM1 B · Les Tilleuls », « Pour la famille de Lina Haddad · CM1 B · Les Tilleuls »: to hand it to the
    /// right one.
    pub place: String,
    /// Answers for a child, and holds no role of her own.
    pub guardian: bool,
    /// Never came in, and the feed or the school gave an address; or was closed, and has one: a letter can be
    /// sent instead. Never to a pupil.
    pub mail: bool,
    /// Closed in an incident, and nothing has opened the account since.
    pub closed: bool,
}

/// A class's pupils who have never come in, or were closed in an incident; `all`: the others too.
pub(crate) async fn pupils(
    db: impl PgExecutor<'_>,
    class: &Class,
    all: bool,
    today: NaiveDate,
) -> Result<Vec<Receiver>, sqlx::Error> {
    sqlx::query_as!(
        Receiver,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login, $4 as "place!", false as "guardian!",
                false as "mail!", (a.state = 'active' and closed_out(p.id)) as "closed!"
         from role r join person p on p.id = r.person_id join account a on a.person_id = p.id
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
           and (a.state = 'to_activate' or (a.state = 'active' and ($2 or closed_out(p.id)))) and not held_back(p.id, $3)
         order by p.last_name, p.first_name"#,
        class.id.0,
        all,
        today,
        format!("{} · {}", class.name, class.school_name),
    )
    .fetch_all(db)
    .await
}

/// The guardians of a class's pupils who hold no role of their own anywhere.
pub(crate) async fn families(
    db: impl PgExecutor<'_>,
    class: &Class,
    all: bool,
    today: NaiveDate,
) -> Result<Vec<Receiver>, sqlx::Error> {
    let mut families = sqlx::query_as!(
        Receiver,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login,
                'Pour la famille de ' || string_agg(c.first_name || ' ' || c.last_name, ', ' order by c.first_name)
                    || ' · ' || $4 as "place!", true as "guardian!",
                (has_mailbox(p.email, p.email_failed) and case when a.state = 'to_activate' then not p.email_by_person
                    else closed_out(p.id) end) as "mail!", (a.state = 'active' and closed_out(p.id)) as "closed!"
         from role r join guardianship($3) g on g.pupil_id = r.person_id
         join person_card c on c.person_id = r.person_id
         join person p on p.id = g.guardian_id join account a on a.person_id = p.id
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
           and (a.state = 'to_activate' or (a.state = 'active' and ($2 or closed_out(p.id))))
           and not exists (select from role o where o.person_id = p.id
               and (o.until_day is null or o.until_day >= $3))
           and not held_back(p.id, $3)
         group by p.id, a.login, a.state
         order by min(c.last_name), min(c.first_name), p.last_name, p.first_name"#,
        class.id.0,
        all,
        today,
        format!("{} · {}", class.name, class.school_name),
    )
    .fetch_all(db)
    .await?;
    for family in &mut families {
        family.place = rules::elided(&family.place);
    }
    Ok(families)
}

/// The adults of a school, but for heads and people of the project.
pub(crate) async fn adults(
    db: impl PgExecutor<'_>,
    school: &School,
    all: bool,
    today: NaiveDate,
) -> Result<Vec<Receiver>, sqlx::Error> {
    sqlx::query_as!(
        Receiver,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login, $4 as "place!", false as "guardian!",
                (has_mailbox(p.email, p.email_failed) and case when a.state = 'to_activate' then not p.email_by_person
                    else closed_out(p.id) end) as "mail!", (a.state = 'active' and closed_out(p.id)) as "closed!"
         from person p join account a on a.person_id = p.id
         where (a.state = 'to_activate' or (a.state = 'active' and ($2 or closed_out(p.id))))
           and exists (select from role r where r.person_id = p.id and r.school_id = $1
               and r.kind in ('teacher', 'staff', 'substitute', 'atsem', 'aesh', 'helper')
               and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('head', 'inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $3))
           and not known_elsewhere(p.id, $1, $3) and not held_back(p.id, $3)
         order by p.last_name, p.first_name"#,
        school.id.0,
        all,
        today,
        school.name,
    )
    .fetch_all(db)
    .await
}

/// The heads of all schools who hold no role in the project.
pub(super) async fn heads(
    db: impl PgExecutor<'_>,
    all: bool,
    today: NaiveDate,
) -> Result<Vec<Receiver>, sqlx::Error> {
    sqlx::query_as!(
        Receiver,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login,
                string_agg(s.name, ', ' order by s.name) as "place!", false as "guardian!",
                (has_mailbox(p.email, p.email_failed) and case when a.state = 'to_activate' then not p.email_by_person
                    else closed_out(p.id) end) as "mail!", (a.state = 'active' and closed_out(p.id)) as "closed!"
         from role r join place s on s.id = r.school_id
         join person p on p.id = r.person_id join account a on a.person_id = p.id
         where r.kind = 'head' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
           and (a.state = 'to_activate' or (a.state = 'active' and ($1 or closed_out(p.id))))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $2))
         group by p.id, a.login, a.state order by min(s.name), p.last_name"#,
        all,
        today,
    )
    .fetch_all(db)
    .await
}

/// The classes that sheets can be made for, in a school's list.
pub(super) async fn classes(
    db: impl PgExecutor<'_>,
    school: &School,
    year: i16,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from place where school_id = $1 and kind = 'class' and school_year >= $2
            and closed_on is null order by name",
        school.id.0,
        year,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}
