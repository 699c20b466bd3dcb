//! The SQL of the shared card.

use super::super::queries::{self, Body, Member};
use super::super::rules::{College, Kind, State};
use super::rules::{Key, New};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// Framing is over.
pub(crate) async fn is_shared(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select card_is_shared() as "is!""#).fetch_one(db).await
}

/// The body whose members give the voices: the first that is strategic.
pub(super) async fn strategic(pool: &PgPool, today: NaiveDate) -> Result<Option<Body>, sqlx::Error> {
    Ok(queries::bodies(pool, today).await?.into_iter().find(|b| b.kind == Kind::Strategic))
}

#[derive(Debug, Clone)]
pub(super) struct Party {
    pub id: Uuid,
    pub name: String,
    pub part: String,
    pub may_carry: bool,
}

pub(super) async fn parties(db: impl PgExecutor<'_>) -> Result<Vec<Party>, sqlx::Error> {
    sqlx::query_as!(
        Party,
        r#"select id, name, part, kind in ('commune', 'epci', 'syndicate', 'department', 'region', 'rectorat') as "may_carry!"
         from party where left_on is null order by name, id limit 2000"#,
    )
    .fetch_all(db)
    .await
}

/// Brand and solution as they are said today.
pub(super) async fn said(db: impl PgExecutor<'_>) -> Result<(String, String), sqlx::Error> {
    let row = sqlx::query!("select brand, solution from project").fetch_optional(db).await?;
    Ok(row.map(|r| (r.brand, r.solution)).unwrap_or_default())
}

/// In force; nothing while nobody carries the project.
pub(super) fn in_force((brand, solution): (String, String), parties: &[Party]) -> Option<Key> {
    let of = |part: &str| parties.iter().filter(|p| p.part == part).map(|p| p.id).collect::<Vec<_>>();
    let mut owners = of("co_owner");
    owners.sort();
    let carrier = of("carrier").first().copied()?;
    Some(Key { brand, solution, carrier, owners, provider: of("provider").first().copied() })
}

#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub college: College,
    pub agrees: bool,
    pub note: String,
    pub member: String,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone)]
pub(super) struct Change {
    pub id: Uuid,
    pub key: Key,
    pub reason: String,
    pub by: String,
    pub made_at: DateTime<Utc>,
    pub voices: Vec<Voice>,
}

impl Change {
    pub(super) fn state(&self) -> State {
        let voices: Vec<_> = self.voices.iter().map(|v| (v.college, v.agrees)).collect();
        State::of(&voices, None)
    }
}

/// The one that waits, with the last voice of each college.
pub(super) async fn waiting(pool: &PgPool) -> Result<Option<Change>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select w.id, w.brand, w.solution, w.carrier_id, w.provider_id, w.reason, w.made_at,
                coalesce(c.first_name || ' ' || c.last_name, 'quelqu’un qui n’est plus là') as "by!",
                array(select o.party_id from card_change_owner o where o.change_id = w.id order by o.party_id) as "owners!"
         from card_change w left join person_card c on c.person_id = w.made_by where w.applied_at is null and w.dropped_at is null"#,
    )
    .fetch_optional(pool)
    .await?;
    let Some(r) = row else { return Ok(None) };
    let voices = sqlx::query!(
        r#"select distinct on (v.college) v.college, v.agrees, v.note, v.at,
                coalesce(c.first_name || ' ' || c.last_name, nullif(m.name, ''), 'une personne qui n’est plus là') as "member!"
         from card_voice v join body_member m on m.id = v.member_id left join person_card c on c.person_id = m.person_id
         where v.change_id = $1 order by v.college, v.at desc, v.id desc"#,
        r.id,
    )
    .fetch_all(pool)
    .await?;
    let voices = voices.into_iter().map(|v| Voice {
        college: College::named(&v.college),
        agrees: v.agrees,
        note: v.note,
        member: v.member,
        at: v.at,
    });
    Ok(Some(Change {
        id: r.id,
        key: Key {
            brand: r.brand,
            solution: r.solution,
            carrier: r.carrier_id,
            owners: r.owners,
            provider: r.provider_id,
        },
        reason: r.reason,
        by: r.by,
        made_at: r.made_at,
        voices: voices.collect(),
    }))
}

pub(super) async fn change(pool: &PgPool, id: Uuid) -> Result<Change, Error> {
    waiting(pool).await?.filter(|w| w.id == id).ok_or(Error::NotFound)
}

/// Nothing when one waits already.
pub(super) async fn propose(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let made = sqlx::query!(
        "insert into card_change (id, brand, solution, carrier_id, provider_id, reason, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        id,
        new.key.brand,
        new.key.solution,
        new.key.carrier,
        new.key.provider,
        new.reason,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if made.rows_affected() == 0 {
        return Ok(None);
    }
    sqlx::query!(
        "insert into card_change_owner (change_id, party_id) select $1, unnest($2::uuid[])",
        id,
        &new.key.owners,
    )
    .execute(tx.conn())
    .await?;
    Ok(Some(id))
}

/// A college’s voice; with both, the card is what was proposed from now on. One after the other: of two at once, the second
/// sees what the first said. Nothing when it waits no more.
pub(super) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    change: Uuid,
    member: &Member,
    (agrees, note): (bool, &str),
) -> Result<Option<bool>, sqlx::Error> {
    let now = tx.now();
    let waits = sqlx::query_scalar!(
        r#"select true as "is!" from card_change where id = $1 and applied_at is null and dropped_at is null for update"#,
        change,
    )
    .fetch_optional(tx.conn())
    .await?;
    if waits.is_none() {
        return Ok(None);
    }
    sqlx::query!(
        "insert into card_voice (id, change_id, college, agrees, note, member_id, by_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        change,
        member.college.name(),
        agrees,
        note,
        member.id,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    let both = sqlx::query_scalar!(
        r#"select count(*) = 2 and coalesce(bool_and(v.agrees), false) as "both!" from (
             select distinct on (college) agrees from card_voice where change_id = $1 order by college, at desc, id desc) v"#,
        change,
    )
    .fetch_one(tx.conn())
    .await?;
    if both {
        apply(tx, actor, change).await?;
    }
    Ok(Some(both))
}

/// Those that had a place make room first: one party carries the project.
async fn apply(tx: &mut Tx, actor: &Actor, change: Uuid) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update party set part = 'member' where part <> 'member' and left_on is null",)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "update party p set part = case p.id when w.carrier_id then 'carrier' when w.provider_id then 'provider' else 'co_owner' end
         from card_change w where w.id = $1
           and (p.id in (w.carrier_id, w.provider_id) or exists (select from card_change_owner o where o.change_id = w.id and o.party_id = p.id))",
        change,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into project (brand, solution, said_by, said_at) select brand, solution, $2, $3 from card_change where id = $1
         on conflict (one) do update set brand = excluded.brand, solution = excluded.solution, said_by = excluded.said_by,
             said_at = excluded.said_at",
        change,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update card_change set applied_at = $2 where id = $1", change, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Given up. Nothing when it waits no more.
pub(super) async fn drop_it(tx: &mut Tx, change: &Change) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update card_change set dropped_at = $2 where id = $1 and applied_at is null and dropped_at is null",
        change.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
