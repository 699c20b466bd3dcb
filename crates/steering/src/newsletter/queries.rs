//! The SQL of the letter. The route says who writes it: the project’s people. Who leaves is nobody to us: a token, and the
//! hash of an address.

use super::rules::{New, Reader};
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub id: Uuid,
    pub title: String,
    pub text: String,
    pub kinds: Vec<String>,
    pub parties: Vec<Uuid>,
    pub sent_at: Option<DateTime<Utc>>,
    pub sent_by: Option<String>,
    /// Copies that left, that came back, that are on their way.
    pub sent: i64,
    pub failed: i64,
    pub waiting: i64,
}

/// Those that are not sent first, then the last.
pub(super) async fn letters(db: impl PgExecutor<'_>) -> Result<Vec<Letter>, sqlx::Error> {
    load(db, None).await
}

pub(super) async fn letter(db: impl PgExecutor<'_>, id: Uuid) -> Result<Letter, Error> {
    load(db, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(db: impl PgExecutor<'_>, id: Option<Uuid>) -> Result<Vec<Letter>, sqlx::Error> {
    sqlx::query_as!(
        Letter,
        r#"select l.id, l.title, l.text, l.kinds, l.parties, l.sent_at, c.first_name || ' ' || c.last_name as sent_by,
                (select count(*) from newsletter_copy k where k.letter_id = l.id and k.sent_at is not null) as "sent!",
                (select count(*) from newsletter_copy k where k.letter_id = l.id and k.failed_at is not null) as "failed!",
                (select count(*) from newsletter_copy k where k.letter_id = l.id and k.sent_at is null and k.failed_at is null) as "waiting!"
         from newsletter l left join person_card c on c.person_id = l.sent_by
         where $1::uuid is null or l.id = $1 order by l.sent_at desc nulls first, l.made_at desc, l.id limit 200"#,
        id,
    )
    .fetch_all(db)
    .await
}

/// Parties of the project: id, name, kind.
pub(super) async fn parties(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String, String)>, sqlx::Error> {
    let rows =
        sqlx::query!("select id, name, kind from party where left_on is null order by name, id limit 5000")
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name, r.kind)).collect())
}

/// The main contacts of the parties that are chosen, by name of the party.
pub(super) async fn readers(
    db: impl PgExecutor<'_>,
    kinds: &[String],
    parties: &[Uuid],
) -> Result<Vec<Reader>, sqlx::Error> {
    sqlx::query_as!(
        Reader,
        r#"select p.id as party, p.name as party_name, c.id as "contact?", coalesce(c.first_name || ' ' || c.last_name, '') as "name!",
                coalesce(c.email, '') as "email!", s.address_hash is not null as "stopped!", coalesce(c.email_failed = c.email, false) as "failed!"
         from party p left join party_contact c on c.party_id = p.id and c.main and c.ended_on is null
         left join newsletter_stop s on s.address_hash = letter_address(c.email)
         where p.left_on is null and (p.kind = any($1) or p.id = any($2)) order by p.name, p.id"#,
        kinds,
        parties,
    )
    .fetch_all(db)
    .await
}

/// Pupils whose whole name stands in a text, a few of them.
pub(super) async fn pupils_named(conn: &mut PgConnection, text: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with said as materialized (select plain_name($1) as plain)
         select p.shown_first_name || ' ' || p.shown_last_name as "name!" from person p, said s
         where length(p.plain) > 5 and (position(replace(p.plain, ' ', '') in s.plain) > 0
               or position(split_part(p.plain, ' ', 2) || split_part(p.plain, ' ', 1) in s.plain) > 0)
           and exists (select from role r where r.person_id = p.id and r.kind = 'pupil') order by 1 limit 3"#,
        text,
    )
    .fetch_all(conn)
    .await
}

pub(super) async fn write(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into newsletter (id, title, text, kinds, parties, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        new.title,
        new.text,
        &new.kinds,
        &new.parties,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Nothing once it is sent.
pub(super) async fn change(tx: &mut Tx, letter: &Letter, new: &New) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update newsletter set title = $2, text = $3, kinds = $4, parties = $5 where id = $1 and sent_at is null",
        letter.id,
        new.title,
        new.text,
        &new.kinds,
        &new.parties,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Sent from now on, once: nothing when somebody was quicker. The letter as it is sent.
pub(super) async fn begin(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Option<Letter>, Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update newsletter set sent_at = $2, sent_by = $3 where id = $1 and sent_at is null",
        id,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 { Ok(None) } else { Ok(Some(letter(tx.conn(), id).await?)) }
}

pub(super) async fn copy(tx: &mut Tx, letter: &Letter, reader: &Reader) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into newsletter_copy (id, letter_id, party_id, contact_id) values ($1, $2, $3, $4)",
        id,
        letter.id,
        reader.party,
        reader.contact,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Copies of a letter that did not arrive: party, address.
pub(super) async fn came_back(
    db: impl PgExecutor<'_>,
    letter: &Letter,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select p.name, k.failed_address from newsletter_copy k join party p on p.id = k.party_id
         where k.letter_id = $1 and k.failed_at is not null order by p.name, k.id",
        letter.id,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.name, r.failed_address)).collect())
}

/// Those whom it reached: party, contact.
pub(super) async fn reached(
    db: impl PgExecutor<'_>,
    letter: &Letter,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.name, coalesce(c.first_name || ' ' || c.last_name, '') as "contact!" from newsletter_copy k join party p on p.id = k.party_id
         left join party_contact c on c.id = k.contact_id where k.letter_id = $1 and k.sent_at is not null order by p.name, k.id"#,
        letter.id,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.name, r.contact)).collect())
}

/// A copy that is to leave.
#[derive(Debug, Clone)]
pub(super) struct Leaving {
    pub title: String,
    pub text: String,
    pub party: String,
    pub name: String,
    pub email: String,
}

/// Nothing when it left, came back, or when nobody is to be written to there any more.
pub(super) async fn leaving(db: impl PgExecutor<'_>, copy: Uuid) -> Result<Option<Leaving>, sqlx::Error> {
    sqlx::query_as!(
        Leaving,
        r#"select l.title, l.text, p.name as party, c.first_name || ' ' || c.last_name as "name!", trim(c.email) as "email!"
         from newsletter_copy k join newsletter l on l.id = k.letter_id join party p on p.id = k.party_id
         join party_contact c on c.id = k.contact_id
         where k.id = $1 and k.sent_at is null and k.failed_at is null and c.ended_on is null and has_mailbox(c.email, c.email_failed)
           and not exists (select from newsletter_stop s where s.address_hash = letter_address(c.email))"#,
        copy,
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn left(db: impl PgExecutor<'_>, copy: Uuid, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!("update newsletter_copy set sent_at = $2 where id = $1", copy, now).execute(db).await?;
    Ok(())
}

/// The address of whom a copy was for, as it is now.
pub(super) async fn went_to(db: impl PgExecutor<'_>, copy: Uuid) -> Result<Option<String>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"select trim(c.email) as "email!" from newsletter_copy k join party_contact c on c.id = k.contact_id
         where k.id = $1 and c.email <> ''"#,
        copy,
    );
    found.fetch_optional(db).await
}

/// The address takes no letter: nobody tries it again until it is another.
pub(super) async fn refused(
    db: impl PgExecutor<'_>,
    copy: Uuid,
    email: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with copy as (update newsletter_copy set sent_at = null, failed_at = $2, failed_address = $3 where id = $1 returning contact_id)
         update party_contact c set email_failed = c.email from copy k where c.id = k.contact_id",
        copy,
        now,
        email,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What nobody is to get any more is not on its way.
pub(super) async fn drop_copy(db: impl PgExecutor<'_>, copy: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from newsletter_copy where id = $1 and sent_at is null and failed_at is null", copy)
        .execute(db)
        .await?;
    Ok(())
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The end of a link by which an address leaves: made for one mail, good for ever, kept as its hash.
pub(super) async fn way_out(
    db: impl PgExecutor<'_>,
    email: &str,
    now: DateTime<Utc>,
) -> Result<String, sqlx::Error> {
    let token = hex::encode(rand::random::<[u8; 32]>());
    sqlx::query!(
        "insert into newsletter_link (token_hash, address_hash, made_at) values ($1, letter_address($2), $3)",
        hash(&token),
        email,
        now,
    )
    .execute(db)
    .await?;
    Ok(token)
}

/// Whether the address behind a link has left; nothing for a link that nobody made.
pub(super) async fn has_left(db: impl PgExecutor<'_>, token: &str) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select s.at is not null as "left!" from newsletter_link l left join newsletter_stop s on s.address_hash = l.address_hash
         where l.token_hash = $1"#,
        hash(token),
    )
    .fetch_optional(db)
    .await
}

/// Leaves; `false` for a link that nobody made.
pub(super) async fn leave(tx: &mut Tx, token: &str) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let known = sqlx::query_scalar!(
        r#"with link as (select address_hash from newsletter_link where token_hash = $1),
         said as (insert into newsletter_stop (address_hash, at) select address_hash, $2 from link on conflict do nothing)
         select exists (select from link) as "known!""#,
        hash(token),
        now,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(known)
}
