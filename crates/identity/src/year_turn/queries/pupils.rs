//! The pupils of this year, and where they go.

use super::super::rules::{self, Goes};
use super::{NextClass, Turn, begin};
use chrono::NaiveDate;
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A pupil of this year, and where she goes.
#[derive(Debug, Clone)]
pub(in super::super) struct Placed {
    pub person: PersonId,
    pub name: String,
    pub level: Option<String>,
    pub to: Option<Uuid>,
    pub leaves: bool,
}

impl Placed {
    pub fn is_undecided(&self) -> bool {
        self.to.is_none() && !self.leaves
    }
}

/// The pupils of the school, of this class only when one is named.
pub(in super::super) async fn pupils(
    db: impl PgExecutor<'_>,
    turn: &Turn,
    of: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Placed>, sqlx::Error> {
    sqlx::query_as!(
        Placed,
        r#"select u.person_id as "person!", p.first_name || ' ' || p.last_name as "name!", p.level, t.class_id as "to?", coalesce(t.leaves, false) as "leaves!"
         from (select distinct on (r.person_id) r.person_id, r.place_id
               from role r join place c on c.id = r.place_id and c.kind in ('class', 'school') and c.closed_on is null
               where r.school_id = $1 and r.kind = 'pupil' and coalesce(c.school_year, 0::smallint) < $5
                 and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
               order by r.person_id, c.kind, r.from_day desc) u
         join person_card p on p.person_id = u.person_id
         left join year_turn_pupil t on t.turn_id = $2 and t.person_id = u.person_id
         where $4::uuid is null or u.place_id = $4
         order by p.last_name, p.first_name, u.person_id"#,
        turn.school.0,
        turn.id,
        today,
        of.map(|p| p.0),
        turn.year,
    )
    .fetch_all(db)
    .await
}

/// A class of this year, with how many of its pupils are placed.
#[derive(Debug, Clone)]
pub(in super::super) struct ThisClass {
    pub id: PlaceId,
    pub name: String,
    pub pupils: i64,
    pub undecided: i64,
    pub leave: i64,
}

/// Classes of this year, in order, and the school itself for pupils without class.
pub(in super::super) async fn this_year(
    db: impl PgExecutor<'_>,
    turn: &Turn,
    today: NaiveDate,
) -> Result<Vec<ThisClass>, sqlx::Error> {
    sqlx::query_as!(
        ThisClass,
        r#"select c.id as "id!", case c.kind when 'school' then 'Sans classe' else c.name end as "name!",
                count(*) as "pupils!",
                count(*) filter (where t.class_id is null and not coalesce(t.leaves, false)) as "undecided!",
                count(*) filter (where t.leaves) as "leave!"
         from (select distinct on (r.person_id) r.person_id, r.place_id
               from role r join place c on c.id = r.place_id and c.kind in ('class', 'school') and c.closed_on is null
               where r.school_id = $1 and r.kind = 'pupil' and coalesce(c.school_year, 0::smallint) < $4
                 and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
               order by r.person_id, c.kind, r.from_day desc) u
         join place c on c.id = u.place_id
         left join year_turn_pupil t on t.turn_id = $2 and t.person_id = u.person_id
         group by c.id, c.kind, c.name order by c.kind, c.name"#,
        turn.school.0,
        turn.id,
        today,
        turn.year,
    )
    .fetch_all(db)
    .await
}

/// Where pupils of the school go, as the head says. One who stays in a class without her next level repeats.
pub(in super::super) async fn place(
    conn: &mut PgConnection,
    turn: &Turn,
    chosen: &[(Placed, Goes)],
    classes: &[NextClass],
) -> Result<(), sqlx::Error> {
    let (mut people, mut to, mut leave, mut levels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (pupil, goes) in chosen {
        people.push(pupil.person.0);
        leave.push(*goes == Goes::Leaves);
        let Goes::To(class) = goes else {
            to.push(None);
            levels.push(None);
            continue;
        };
        to.push(Some(*class));
        let holds =
            |level: &str| classes.iter().any(|c| c.id == *class && c.levels.iter().any(|l| l == level));
        let next = pupil.level.as_deref().and_then(rules::next_level);
        let same = pupil.level.as_deref().filter(|l| holds(l));
        let level = next.filter(|l| holds(l)).or(same).or(next).or(pupil.level.as_deref());
        levels.push(level.map(str::to_owned));
    }
    begin::put(conn, turn, &people, &to, &leave, &levels).await
}
