//! Where a school is, for who has a part in its path.

use chrono::NaiveDate;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgConnection;

pub(super) struct Place {
    pub name: String,
    pub commune: Option<PlaceId>,
    pub commune_name: String,
    /// The EPCI of the commune.
    pub above: Option<PlaceId>,
    pub circonscription: Option<PlaceId>,
    pub circonscription_name: String,
    pub is_open: bool,
    pub zone: String,
}

/// Where the school is, if the actor has a part in its path.
pub(super) async fn place(
    conn: &mut PgConnection,
    actor: Option<&Actor>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Place, Error> {
    let ids = |places: Vec<PlaceId>| places.into_iter().map(|p| p.0).collect::<Vec<_>>();
    let place = sqlx::query!(
        r#"select s.name, t.id as "commune?", coalesce(t.name, s.town, '') as "commune_name!", c.id as "circonscription?",
                coalesce(c.name, '') as "circonscription_name!", t.territory_id as "above?",
                s.opened_at is not null or not exists (select from opening_rule where gated) as "is_open!",
                coalesce((select zone from project), '') as "zone!"
         from place s left join place t on t.id = s.territory_id
         left join place c on c.id = s.parent_id and c.kind = 'circonscription'
         where s.id = $1 and s.kind = 'school' and not s.pseudo and s.closed_on is null
           and ($2 or s.parent_id = any($3) or t.id = any($4) or t.territory_id = any($4)
                or exists (select from role r where r.person_id = $5 and r.school_id = s.id and r.kind in ('teacher', 'head')
                             and r.from_day <= $6 and (r.until_day is null or r.until_day >= $6)
                             and not exists (select from joint_space j where j.place_id = r.place_id)))"#,
        school.0,
        actor.is_none_or(Actor::is_project),
        &ids(actor.map(|a| a.inspected().collect()).unwrap_or_default()),
        &ids(actor.map(|a| a.communes().collect()).unwrap_or_default()),
        actor.map(|a| a.person.0),
        today,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Place {
        name: place.name,
        commune: place.commune.map(PlaceId),
        commune_name: place.commune_name,
        above: place.above.map(PlaceId),
        circonscription: place.circonscription.map(PlaceId),
        circonscription_name: place.circonscription_name,
        is_open: place.is_open,
        zone: place.zone,
    })
}
