//! The SQL of containment. A place is obtained through the actor: [`Reach`] can be made nowhere else.

mod acts;
mod alerts;
mod freezes;

pub(super) use acts::{
    Past, Touched, begin, begin_with, choose_how_told, closed_alone, closed_by, finish, next_to_tell, note,
    past, touched, void,
};
pub(super) use alerts::{Alert, Audited, alerts, audited, see_alert};
pub(super) use freezes::{FreezeRow, freeze, freezes, open_here, reopen};

use super::rules::Profile;
use chrono::NaiveDate;
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A place where the actor may contain, and whom.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// None: the whole project.
    place: Option<Uuid>,
    pub name: String,
    profiles: Vec<Profile>,
}

impl Reach {
    /// What stands in the form.
    pub fn value(&self) -> String {
        self.place.map_or_else(|| "tout".to_owned(), |place| place.to_string())
    }

    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Those of the named profiles that she may contain here, as in the database.
    pub fn of(&self, named: &[String]) -> Vec<String> {
        let hers = self.profiles.iter().filter(|profile| named.iter().any(|n| n == profile.name()));
        hers.map(|profile| profile.name().to_owned()).collect()
    }

    pub fn place(&self) -> Option<Uuid> {
        self.place
    }
}

/// Every place where she may contain; `school`: this one and its classes only.
pub(super) async fn reaches(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Reach>, sqlx::Error> {
    let project = actor.is_project();
    let rows = sqlx::query!(
        r#"select p.id, p.kind, p.name, s.name as "school?",
                exists (select from role r where r.person_id = $1 and r.school_id = p.school_id and r.kind = 'head'
                    and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)) as "headed!",
                exists (select from role r where r.person_id = $1 and r.place_id = p.id
                    and leads(r.kind, r.tools) and p.kind in ('class', 'group') and not p.by_hand
                    and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)) as "taught!"
         from place p left join place s on s.id = p.school_id and s.id <> p.id
         where p.closed_on is null and not p.pseudo
           and (($3::uuid is null and p.kind in ('circonscription', 'school') and $4)
                or (p.school_id = $3 and p.kind in ('school', 'class', 'group'))
                or (not $4 and $3::uuid is null and p.kind in ('school', 'class', 'group') and p.school_id in
                    (select r.school_id from role r where r.person_id = $1)))
         order by p.kind = 'circonscription' desc, p.kind = 'school' desc, s.name nulls first, p.name, p.id"#,
        actor.person.0,
        today,
        school.map(|s| s.0),
        project,
    )
    .fetch_all(db)
    .await?;
    let whole = Reach { place: None, name: "Tout le projet".to_owned(), profiles: Profile::ALL.to_vec() };
    let mut all: Vec<Reach> = if project && school.is_none() { vec![whole] } else { Vec::new() };
    all.extend(rows.into_iter().filter_map(|row| {
        let profiles = if project {
            Profile::ALL.to_vec()
        } else if row.headed {
            vec![Profile::Adults, Profile::Guardians, Profile::Pupils]
        } else if row.taught {
            vec![Profile::Pupils]
        } else {
            return None;
        };
        let name = match (row.kind.as_str(), row.school) {
            ("circonscription", _) => format!("Circonscription {}", row.name),
            ("school", _) => format!("École {}", row.name),
            (_, school) => format!("{} ({})", row.name, school.unwrap_or_default()),
        };
        Some(Reach { place: Some(row.id), name, profiles })
    }));
    Ok(all)
}

/// The place that a form names, if she may contain there.
pub(super) async fn reach(
    conn: &mut PgConnection,
    actor: &Actor,
    value: &str,
    today: NaiveDate,
) -> Result<Option<Reach>, sqlx::Error> {
    let school = match value.parse::<Uuid>() {
        Ok(place) => sqlx::query_scalar!("select school_id from place where id = $1", place)
            .fetch_optional(&mut *conn)
            .await?
            .flatten(),
        Err(_) => None,
    };
    let all = reaches(conn, actor, school.map(PlaceId), today).await?;
    Ok(all.into_iter().find(|reach| reach.value() == value))
}

/// Somebody whom the actor may contain alone, and look back on.
#[derive(Debug, Clone)]
pub(super) struct Contained {
    pub id: PersonId,
    pub name: String,
    pub login: Option<String>,
}

/// The project: whoever has an account. A head: pupils of her school, and adults who hold no role that reaches
/// further than hers.
pub(super) async fn person(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Contained>, sqlx::Error> {
    sqlx::query_as!(
        Contained,
        r#"select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login as "login?"
         from person p join account a on a.person_id = p.id
         where p.id = $1 and ($4 or (
           exists (select from role r join role h on h.school_id = r.school_id and h.kind = 'head' and h.person_id = $2
                   and h.from_day <= $3 and (h.until_day is null or h.until_day >= $3)
               where r.person_id = p.id and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('head', 'inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $3))))"#,
        person.0,
        actor.person.0,
        today,
        actor.is_project(),
    )
    .fetch_optional(db)
    .await
}

/// People whom the actor may contain, by what was typed of a name or an identifier.
pub(super) async fn found(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    typed: &str,
    today: NaiveDate,
) -> Result<Vec<Contained>, sqlx::Error> {
    sqlx::query_as!(
        Contained,
        r#"select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login as "login?"
         from account a join person p on p.id = a.person_id
         where (a.login = lower($1) or starts_with(lower(p.shown_last_name), lower($1))
                or lower(p.shown_first_name || ' ' || p.shown_last_name) = lower($1))
           and ($4 or (
           exists (select from role r join role h on h.school_id = r.school_id and h.kind = 'head' and h.person_id = $2
                   and h.from_day <= $3 and (h.until_day is null or h.until_day >= $3)
               where r.person_id = p.id and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('head', 'inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $3))))
         order by p.shown_last_name, p.shown_first_name, p.id limit 20"#,
        typed,
        actor.person.0,
        today,
        actor.is_project(),
    )
    .fetch_all(db)
    .await
}
