//! Who somebody is here: her names, roles and children, kept at hand by each process.
//!
//! Invariant: nothing is found here that the database did not just say still holds: the session's row comes
//! with the person's revision and with that of the freezes, each of which moves in the very transaction that changes any
//! of this.

use crate::containment::rules::frozen;
use chrono::NaiveDate;
use kernel::{Child, Face, PersonId, PlaceId, Role, RoleKind};
use quick_cache::sync::Cache;
use sqlx::PgExecutor;
use std::sync::Arc;

/// People of whom a process knows who they are: about 1 kB each.
const PEOPLE: usize = 20_000;

/// What a standing was read at: good while all of it is what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadAt {
    /// The person's own.
    pub revision: i32,
    /// Of all freezes: one holds by place and profile, not by person.
    pub freezes: i64,
    /// Roles and links begin and end with the day.
    pub day: NaiveDate,
}

pub(super) struct Standing {
    at: ReadAt,
    pub first_name: String,
    pub last_name: String,
    pub face: Face,
    pub roles: Vec<Role>,
    pub children: Vec<Child>,
    pub frozen: Option<String>,
}

pub(super) struct Standings(Cache<PersonId, Arc<Standing>>);

impl Default for Standings {
    fn default() -> Self {
        Self(Cache::new(PEOPLE))
    }
}

impl Standings {
    /// Of a person whose revisions were just read.
    pub async fn of(
        &self,
        db: impl PgExecutor<'_>,
        person: PersonId,
        at: ReadAt,
    ) -> Result<Option<Arc<Standing>>, sqlx::Error> {
        if let Some(kept) = self.0.get(&person).filter(|kept| kept.at == at) {
            return Ok(Some(kept));
        }
        let standing = read(db, person, at.day).await?.map(Arc::new);
        if let Some(standing) = standing.clone() {
            self.0.insert(person, standing);
        }
        Ok(standing)
    }
}

/// What somebody is on this day, and whether what she writes is stopped.
#[derive(Debug)]
pub struct WhoNow {
    pub kinds: Vec<RoleKind>,
    pub frozen: Option<String>,
}

/// Of somebody who has no session yet: read anew.
pub async fn standing_of(
    db: impl PgExecutor<'_>,
    person: PersonId,
    day: NaiveDate,
) -> Result<Option<WhoNow>, sqlx::Error> {
    let who = read(db, person, day).await?;
    Ok(who.map(|w| WhoNow { kinds: w.roles.iter().map(|r| r.kind).collect(), frozen: w.frozen }))
}

/// One query, a row for each role and, of a guardian, for each role of each child.
async fn read(
    db: impl PgExecutor<'_>,
    person: PersonId,
    day: NaiveDate,
) -> Result<Option<Standing>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.shown_first_name as first_name, p.shown_last_name as last_name, p.level,
                coalesce((select n.revision from actor_revision n where n.person_id = p.id), 0) as "revision!",
                (select z.revision from freeze_revision z) as "freezes!",
                held.kind as "kind?", held.place_id as "place?", held.school_id as "school?", held.tools as "tools?",
                held.child as "child?", held.child_name as "child_name?", held.child_level as "child_level?",
                case when exists (select from writing_freeze where reopened_at is null)
                     then frozen_as(held.kind, held.place_id, held.school_id) end as "frozen?"
         from person p
         left join lateral (
             select r.kind, r.place_id, r.school_id, r.tools, null::uuid as child, null as child_name, null as child_level
             from role r
             where r.person_id = p.id
               and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
             union all
             select 'guardian', r.place_id, r.school_id, null, c.id, c.shown_first_name, c.level
             from guardianship($2) g
             join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
                  and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
             join person c on c.id = g.pupil_id
             where g.guardian_id = p.id
         ) held on true
         where p.id = $1
         order by held.child_name, held.child"#,
        person.0,
        day,
    )
    .fetch_all(db)
    .await?;
    let (mut roles, mut children) = (Vec::new(), Vec::<Child>::new());
    let mut held: Vec<(RoleKind, Option<String>)> = Vec::new();
    for row in &rows {
        let (Some(kind), Some(place)) = (&row.kind, row.place) else { continue };
        let Some(kind) = RoleKind::named(kind) else { continue };
        held.push((kind, row.frozen.clone()));
        let (place, school, tools) = (PlaceId(place), row.school.map(PlaceId), row.tools.clone());
        roles.push(Role { kind, place, school, tools });
        let (Some(child), Some(name)) = (row.child.map(PersonId), &row.child_name) else { continue };
        if children.last().is_none_or(|last| last.person != child) {
            let level = row.child_level.clone().unwrap_or_default();
            children.push(Child { person: child, first_name: name.clone(), level });
        }
    }
    Ok(rows.into_iter().next().map(|row| Standing {
        at: ReadAt { revision: row.revision, freezes: row.freezes, day },
        face: Face::of(&roles, row.level.as_deref()),
        first_name: row.first_name,
        last_name: row.last_name,
        roles,
        children,
        frozen: frozen(&held),
    }))
}
