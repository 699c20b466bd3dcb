//! The SQL of making people by hand: where the actor may, and who was made.

use super::super::making::Likely;
use chrono::NaiveDate;
use kernel::year::school_year_of;
use kernel::{Actor, PersonId, PlaceId};
use sqlx::PgExecutor;

/// A class that the actor may put somebody in: any of her school's for a head, her own for a teacher.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub id: PlaceId,
    pub name: String,
}

pub(super) async fn classes(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Place>, sqlx::Error> {
    sqlx::query_as!(
        Place,
        r#"select c.id as "id!", c.name from place c
         where c.school_id = $1 and c.kind = 'class' and c.school_year = $4 and c.closed_on is null
           and exists (select from role r where r.person_id = $2 and r.school_id = $1
               and (r.kind = 'head' or (r.place_id = c.id and leads(r.kind, r.tools)))
               and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
         order by c.name"#,
        school.0,
        actor.person.0,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

/// A pupil of one of these classes.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub id: PersonId,
    pub name: String,
    pub class: String,
}

pub(super) async fn children(
    db: impl PgExecutor<'_>,
    classes: &[Place],
    today: NaiveDate,
) -> Result<Vec<Child>, sqlx::Error> {
    let classes: Vec<_> = classes.iter().map(|c| c.id.0).collect();
    sqlx::query_as!(
        Child,
        r#"select c.person_id as "id!", c.first_name || ' ' || c.last_name as "name!", p.name as class
         from role r join person_card c on c.person_id = r.person_id join place p on p.id = r.place_id
         where r.place_id = any($1) and r.kind = 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by p.name, c.last_name, c.first_name"#,
        &classes,
        today,
    )
    .fetch_all(db)
    .await
}

/// A teacher does not take a pupil out of another class or another school: that is the head's.
pub(super) async fn has_class_elsewhere(
    db: impl PgExecutor<'_>,
    likely: &Likely,
    class: PlaceId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from role r join place p on p.id = r.place_id where r.person_id = $1 and r.kind = 'pupil'
             and p.kind = 'class' and r.place_id <> $2 and (r.until_day is null or r.until_day >= $3)) as "so!""#,
        likely.person.0,
        class.0,
        today,
    )
    .fetch_one(db)
    .await
}

/// Somebody who was just made or attached here, as the page shows it.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub person: PersonId,
    pub name: String,
    pub login: String,
    pub state: String,
    pub pupil: bool,
    /// « CM1 B », « Lina Haddad ».
    pub place: String,
    /// May be given a slip from here: holds nothing that reaches further than the one who asks.
    pub slip: bool,
}

/// Obtained through the actor: a pupil of her classes, a guardian of one, an adult of the school for its head.
pub(super) async fn made(
    db: impl PgExecutor<'_>,
    classes: &[Place],
    headed: Option<PlaceId>,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Made>, sqlx::Error> {
    let classes: Vec<_> = classes.iter().map(|c| c.id.0).collect();
    sqlx::query_as!(
        Made,
        r#"with hers as (
             select r.person_id, p.name from role r join place p on p.id = r.place_id
             where r.person_id = $3 and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
               and (r.place_id = any($1) and r.kind = 'pupil' or r.school_id = $2 and r.kind <> 'pupil')
             union
             select g.guardian_id, c.first_name || ' ' || c.last_name from guardian_link g
             join role r on r.person_id = g.pupil_id and r.place_id = any($1) and r.kind = 'pupil'
                  and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
             join person_card c on c.person_id = g.pupil_id
             where g.guardian_id = $3 and g.from_day <= $4 and (g.until_day is null or g.until_day >= $4))
         select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login, a.state,
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                (select string_agg(distinct h.name, ', ') from hers h) as "place!",
                (a.state = 'to_activate' and not exists (select from role o where o.person_id = p.id
                    and (o.until_day is null or o.until_day >= $4)
                    and (o.kind in ('head', 'inspector', 'operator', 'project_manager')
                         or $2::uuid is null and o.kind <> 'pupil'))) as "slip!"
         from person p join account a on a.person_id = p.id
         where p.id = $3 and exists (select from hers)"#,
        &classes,
        headed.map(|s| s.0),
        person.0,
        today,
    )
    .fetch_optional(db)
    .await
}
