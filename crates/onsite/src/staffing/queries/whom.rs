//! Whom a school calls: the publisher’s contacts, and where the school lies.

use super::super::rules::department_of;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PlaceId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A contact of the publisher.
#[derive(Debug, Clone)]
pub(in super::super) struct Contact {
    pub id: Uuid,
    pub name: String,
    pub party: String,
    pub email: String,
    pub phone: String,
    /// One of the two whom a teacher may call, and when.
    pub referent: Option<(i16, String)>,
}

pub(in super::super) async fn publisher(db: impl PgExecutor<'_>) -> Result<Vec<Contact>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.id, c.first_name || ' ' || c.last_name as "name!", p.name as party, c.email, c.phone, r.rank as "rank?", r.hours as "hours?"
         from party_contact c join party p on p.id = c.party_id left join publisher_referent r on r.contact_id = c.id
         where c.ended_on is null and c.merged_into is null and p.left_on is null and (p.part = 'provider' or p.kind = 'publisher')
         order by r.rank nulls last, c.last_name, c.first_name, c.id"#,
    )
    .fetch_all(db)
    .await?;
    let contacts = rows.into_iter().map(|r| Contact {
        id: r.id,
        name: r.name,
        party: r.party,
        email: r.email,
        phone: r.phone,
        referent: r.rank.zip(r.hours),
    });
    Ok(contacts.collect())
}

/// The two, in their order.
pub(in super::super) async fn name_referents(tx: &mut Tx, two: &[(Uuid, String)]) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from publisher_referent").execute(tx.conn()).await?;
    for (rank, (contact, hours)) in (1_i16..).zip(two) {
        sqlx::query!(
            "insert into publisher_referent (rank, contact_id, hours) values ($1, $2, $3)",
            rank,
            contact,
            hours,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// A school whose adults, inspector, commune or project asks whom to call.
#[derive(Debug, Clone)]
pub(in super::super) struct Asking {
    pub id: PlaceId,
    pub name: String,
    pub circonscription: Option<Uuid>,
    pub circonscription_name: String,
    pub department: String,
    pub inspectors: Vec<String>,
    pub circonscription_phone: String,
}

pub(in super::super) async fn asking(
    pool: &PgPool,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Asking, Error> {
    let ids = |places: Vec<PlaceId>| places.into_iter().map(|p| p.0).collect::<Vec<_>>();
    let r = sqlx::query!(
        r#"select s.name, c.id as "circonscription?", coalesce(c.name, '') as "circonscription_name!", coalesce(c.phone, '') as "phone!",
                coalesce(s.insee, t.insee, '') as "insee!",
                array(select k.first_name || ' ' || k.last_name from (select distinct r.person_id from role r where r.kind = 'inspector' and r.place_id = c.id
                        and r.from_day <= $6 and (r.until_day is null or r.until_day >= $6)) i
                      join person_card k on k.person_id = i.person_id order by k.last_name, k.first_name, k.person_id) as "inspectors!: Vec<String>"
         from place s left join place c on c.id = s.parent_id and c.kind = 'circonscription' left join place t on t.id = s.territory_id
         where s.id = $1 and s.kind = 'school' and not s.pseudo and s.closed_on is null
           and ($2 or s.parent_id = any($3) or t.id = any($4) or t.territory_id = any($4)
                or exists (select from role r where r.person_id = $5 and r.school_id = s.id
                             and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
                             and r.from_day <= $6 and (r.until_day is null or r.until_day >= $6)
                             and not exists (select from joint_space j where j.place_id = r.place_id)))"#,
        school.0,
        actor.is_project(),
        &ids(actor.inspected().collect()),
        &ids(actor.communes().collect()),
        actor.person.0,
        today,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Asking {
        id: school,
        name: r.name,
        circonscription: r.circonscription,
        circonscription_name: r.circonscription_name,
        department: department_of(&r.insee).to_owned(),
        inspectors: r.inspectors,
        circonscription_phone: r.phone,
    })
}
