//! A school for those who equip it: who works there, who inspects it, who acts for its commune, the project. Obtained
//! through the actor; a stranger finds nothing.

use crate::at_hand;
use chrono::NaiveDate;
use database::Db;
use identity::steering;
use kernel::{Actor, Error, PlaceId, RoleKind};
use sqlx::PgExecutor;
use uuid::Uuid;

/// What the actor is to the school.
#[derive(Debug, Clone)]
pub struct Near {
    pub id: PlaceId,
    pub name: String,
    pub commune: Option<PlaceId>,
    pub commune_name: String,
    pub works: bool,
    pub heads: bool,
    /// Acts for its commune, or for the EPCI of it.
    pub commune_acts: bool,
    pub project: bool,
}

impl Near {
    /// Keeps the register, says the needs, receives what comes.
    pub fn keeps(&self) -> bool {
        self.heads || self.commune_acts || self.project
    }
}

pub fn ids(places: impl Iterator<Item = PlaceId>) -> Vec<Uuid> {
    places.map(|p| p.0).collect()
}

pub async fn school(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Near, Error> {
    let row = sqlx::query!(
        r#"select s.name, t.id as "commune?", coalesce(t.name, s.town, '') as "commune_name!",
                coalesce(s.parent_id = any($2), false) as "inspects!",
                coalesce(t.id = any($3) or t.territory_id = any($3), false) as "acts!",
                exists (select from role r where r.person_id = $4 and r.school_id = s.id
                          and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
                          and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)
                          and not exists (select from joint_space j where j.place_id = r.place_id)) as "works!"
         from place s left join place t on t.id = s.territory_id
         where s.id = $1 and s.kind = 'school' and not s.pseudo and s.closed_on is null"#,
        school.0,
        &ids(actor.inspected()),
        &ids(actor.communes()),
        actor.person.0,
        today,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let project = actor.is_project();
    if !(row.works || row.inspects || row.acts || project) {
        return Err(Error::NotFound);
    }
    Ok(Near {
        id: school,
        name: row.name,
        commune: row.commune.map(PlaceId),
        commune_name: row.commune_name,
        works: row.works,
        heads: actor.is_in(RoleKind::Head, school),
        commune_acts: row.acts,
        project,
    })
}

/// The communes that the actor acts for or steers: all for the project, an agent’s own (an EPCI’s members), an
/// inspector’s by her schools.
pub async fn communes(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select t.id from place t where t.kind = 'commune'
           and ($1 or t.id = any($2) or t.territory_id = any($2)
                or exists (select from place s where s.territory_id = t.id and s.kind = 'school' and s.parent_id = any($3)))",
        actor.is_project(),
        &ids(actor.communes()),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await
}

/// Of the whole territory, by name.
struct Circonscriptions(Vec<(PlaceId, String)>);

/// The circonscriptions for which the actor acts: an inspector’s own, all for the project; by name.
pub async fn circonscriptions(db: &Db, actor: &Actor) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let find = async || Ok(Circonscriptions(steering::territories(&db.pool, true).await?));
    let all = at_hand::kept(db, find).await?;
    let hers = |id: PlaceId| actor.is_project() || actor.inspected().any(|one| one == id);
    Ok(all.0.iter().filter(|(id, _)| hers(*id)).map(|(id, name)| (id.0, name.clone())).collect())
}

/// As many as one chooses from in a list: the communes of an academy are found by their names.
pub const CHOICES: usize = 150;

/// Of them, those in whose name she may write, so many at most; with their names.
pub async fn acting_for(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    most: Option<i64>,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select t.id, t.name from place t where t.kind = 'commune'
           and exists (select from place s where s.territory_id = t.id and s.kind = 'school' and not s.pseudo and s.closed_on is null)
           and ($1 or t.id = any($2) or t.territory_id = any($2)) order by t.name, t.id limit $3",
        actor.is_project(),
        &ids(actor.communes()),
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}
