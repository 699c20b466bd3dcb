//! The SQL of parties. The route says who asks: the project’s people.

use super::rules::{Typed, TypedContact};
use crate::governance::card;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Party {
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub part: String,
    pub place: Option<Uuid>,
    pub place_kind: Option<String>,
    pub member_of: Option<Uuid>,
    pub member_of_name: Option<String>,
    pub left_on: Option<NaiveDate>,
    pub contacts: i64,
    pub main: Option<String>,
    pub brings: Vec<String>,
}

/// The carrier first, then those who left last.
pub(super) async fn parties(db: impl PgExecutor<'_>, only: Option<Uuid>) -> Result<Vec<Party>, sqlx::Error> {
    sqlx::query_as!(
        Party,
        r#"select p.id, p.kind, p.name, p.part, p.place_id as place, l.kind as "place_kind?", p.member_of, m.name as "member_of_name?",
                p.left_on,
                (select count(*) from party_contact c where c.party_id = p.id and c.ended_on is null) as "contacts!",
                (select c.first_name || ' ' || c.last_name from party_contact c where c.party_id = p.id and c.main and c.ended_on is null) as main,
                array(select b.kind from party_contribution b where b.party_id = p.id order by b.kind) as "brings!"
         from party p left join party m on m.id = p.member_of left join place l on l.id = p.place_id
         where $1::uuid is null or p.id = $1
         order by p.left_on is not null, array_position(array['carrier', 'co_owner', 'provider', 'member'], p.part), p.name, p.id
         limit 2000"#,
        only,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn find(db: impl PgExecutor<'_>, party: Uuid) -> Result<Party, Error> {
    parties(db, Some(party)).await?.pop().ok_or(Error::NotFound)
}

/// Communes and EPCI that the directory knows, and that are no party yet.
pub(super) async fn places(db: impl PgExecutor<'_>) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select l.id, l.name from place l where l.kind in ('commune', 'epci') and l.closed_on is null
           and not exists (select from party p where p.place_id = l.id and p.left_on is null) order by l.name, l.id limit 2000",
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// Somebody else carries the project already.
pub(super) async fn is_carried(db: impl PgExecutor<'_>, but: Option<Uuid>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from party where part = 'carrier' and left_on is null and id is distinct from $1) as "there!""#,
        but,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn add(tx: &mut Tx, actor: &Actor, typed: &Typed) -> Result<Uuid, sqlx::Error> {
    let (id, now, today) = (Uuid::now_v7(), tx.now(), tx.today());
    sqlx::query!(
        "insert into party (id, kind, name, part, place_id, joined_on, added_by, added_at)
         values ($1, $2, $3, $4, (select l.id from place l where l.id = $5 and l.kind in ('commune', 'epci')
             and not exists (select from party p where p.place_id = l.id and p.left_on is null)), $6, $7, $8)",
        id,
        typed.genre,
        typed.nom.trim(),
        typed.role,
        typed.lieu.parse::<Uuid>().ok(),
        today,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// The team may do it alone: framing goes on, or the party keeps the place that it has, and awaits none.
pub(super) async fn changes_alone(
    conn: &mut PgConnection,
    party: &Party,
    typed: &Typed,
) -> Result<bool, sqlx::Error> {
    if !card::is_shared(&mut *conn).await? {
        return Ok(true);
    }
    let leaves = !typed.sortie.is_empty();
    let waits =
        sqlx::query_scalar!(r#"select waits_for_a_place($1) as "waits!""#, party.id).fetch_one(conn).await?;
    let before = if party.left_on.is_some() { "member" } else { &party.part };
    let after = if leaves { "member" } else { &typed.role };
    Ok(before == after && !(leaves && waits))
}

pub(super) async fn change(tx: &mut Tx, party: &Party, typed: &Typed) -> Result<(), sqlx::Error> {
    let today = tx.today();
    let leaves = !typed.sortie.is_empty();
    sqlx::query!(
        "update party set name = $2, kind = $3, part = $4, left_on = case when $5 then coalesce(left_on, $6) end,
             member_of = (select o.id from party o where o.id = $7 and o.id <> $1 and o.kind in ('epci', 'syndicate'))
         where id = $1",
        party.id,
        typed.nom.trim(),
        typed.genre,
        typed.role,
        leaves,
        today,
        typed.membre_de.parse::<Uuid>().ok(),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from party_contribution where party_id = $1 and kind <> all($2)",
        party.id,
        &typed.apports
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into party_contribution (party_id, kind) select $1, unnest($2::text[]) on conflict do nothing",
        party.id,
        &typed.apports,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug, Clone)]
pub(super) struct Contact {
    pub id: Uuid,
    pub first: String,
    pub last: String,
    pub duty: String,
    pub email: String,
    pub phone: String,
    pub main: bool,
    pub person: Option<Uuid>,
    /// Wants no letter to the collectivities; one came back from her address.
    pub stopped: bool,
    pub failed: bool,
}

pub(super) async fn contacts(db: impl PgExecutor<'_>, party: Uuid) -> Result<Vec<Contact>, sqlx::Error> {
    sqlx::query_as!(
        Contact,
        r#"select id, first_name as first, last_name as last, duty, email, phone, main, person_id as person,
                exists (select from newsletter_stop s where s.address_hash = letter_address(email)) as "stopped!",
                coalesce(email_failed = email, false) as "failed!"
         from party_contact where party_id = $1 and ended_on is null order by not main, last_name, first_name, id limit 200"#,
        party,
    )
    .fetch_all(db)
    .await
}

/// The first of a party is its main one.
pub(super) async fn add_contact(
    tx: &mut Tx,
    actor: &Actor,
    party: &Party,
    typed: &TypedContact,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into party_contact (id, party_id, first_name, last_name, duty, email, phone, main, added_by, added_at)
         values ($1, $2, $3, $4, $5, $6, $7,
             not exists (select from party_contact c where c.party_id = $2 and c.main and c.ended_on is null), $8, $9)",
        id,
        party.id,
        typed.prenom.trim(),
        typed.nom.trim(),
        typed.fonction.trim(),
        typed.adresse.trim(),
        typed.telephone.trim(),
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn make_main(tx: &mut Tx, party: &Party, contact: &Contact) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update party_contact set main = false where party_id = $1 and main and ended_on is null",
        party.id
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update party_contact set main = true where id = $1", contact.id).execute(tx.conn()).await?;
    Ok(())
}

/// Not to be called any more; `into`: it was the same person, whose gaps are filled. Whoever remains takes the main
/// place.
pub(super) async fn end_contact(
    tx: &mut Tx,
    party: &Party,
    contact: &Contact,
    into: Option<&Contact>,
) -> Result<(), sqlx::Error> {
    let today = tx.today();
    sqlx::query!(
        "update party_contact set ended_on = $2, main = false, merged_into = $3 where id = $1",
        contact.id,
        today,
        into.map(|c| c.id),
    )
    .execute(tx.conn())
    .await?;
    if let Some(kept) = into {
        sqlx::query!(
            "update party_contact k set email = coalesce(nullif(k.email, ''), o.email), phone = coalesce(nullif(k.phone, ''), o.phone),
                 duty = coalesce(nullif(k.duty, ''), o.duty), person_id = coalesce(k.person_id, o.person_id)
             from party_contact o where k.id = $1 and o.id = $2",
            kept.id,
            contact.id,
        )
        .execute(tx.conn())
        .await?;
    }
    sqlx::query!(
        "update party_contact set main = true where id = (
             select id from party_contact where party_id = $1 and ended_on is null order by id = $2 desc, added_at, id limit 1)
           and not exists (select from party_contact c where c.party_id = $1 and c.main and c.ended_on is null)",
        party.id,
        into.map(|c| c.id),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn has_access(tx: &mut Tx, contact: &Contact, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("update party_contact set person_id = $2 where id = $1", contact.id, person.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
