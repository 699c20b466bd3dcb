//! The SQL of the library. A document is obtained through the actor.

use super::rules::{self, New, Version as NewVersion};
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::{Access, Actor, Clock, Error};
use sqlx::PgExecutor;
use storage::FileId;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub id: Uuid,
    pub title: String,
    pub event: Option<(Uuid, String)>,
    /// Of the project: for whom.
    pub readers: Option<String>,
    pub withdrawn: bool,
    /// Of its last version.
    pub number: i32,
    pub author: String,
    licence: String,
    /// Adds a version, withdraws it.
    pub keeps: bool,
}

impl Document {
    pub(crate) fn licence(&self) -> &'static str {
        rules::licence(&self.licence)
    }
}

pub(crate) async fn of_event(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    event: Uuid,
) -> Result<Vec<Document>, sqlx::Error> {
    load(db, actor, clock, (None, Some(event))).await
}

/// By the last version, the newest first.
pub(super) async fn documents(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
) -> Result<Vec<Document>, sqlx::Error> {
    load(db, actor, clock, (None, None)).await
}

pub(super) async fn document(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    id: Uuid,
) -> Result<Document, Error> {
    load(db, actor, clock, (Some(id), None)).await?.pop().ok_or(Error::NotFound)
}

/// One that was withdrawn is there for who keeps it.
async fn load(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    (id, event): (Option<Uuid>, Option<Uuid>),
) -> Result<Vec<Document>, sqlx::Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"select d.id, d.title, d.event_id as "event?", e.title as "event_title?", d.readers, d.withdrawn_at is not null as "withdrawn!",
                v.number, v.author, v.licence, k.keeps as "keeps!"
         from library_document d left join event e on e.id = d.event_id
         join lateral (select number, author, licence, added_at from library_version v where v.document_id = d.id order by number desc limit 1) v on true
         cross join lateral (
             select $1 or d.event_id is not null and exists (select from event_guest g where g.event_id = d.event_id)
                      and not exists (select from event_guest g where g.event_id = d.event_id
                                        and (g.circonscription_id is null or g.circonscription_id <> all($3))) as keeps) k
         where ($4::uuid is null or d.id = $4) and ($5::uuid is null or d.event_id = $5)
           and (k.keeps or d.withdrawn_at is null and case
                  when d.event_id is not null then event_invites(d.event_id, $2, $6)
                    or exists (select from event_registration x where x.event_id = d.event_id and x.person_id = $2)
                  when d.readers = 'territory' then $7
                  when d.readers = 'schools' then $7 or $8
                  else false end)
         order by v.added_at desc, d.id limit 300"#,
        actor.is_project(),
        actor.person.0,
        &inspected,
        id,
        event,
        clock.today(),
        Access::Territory.admits(Some(actor)),
        Access::SchoolAdults.admits(Some(actor)),
    )
    .fetch_all(db)
    .await?;
    let documents = rows.into_iter().map(|r| Document {
        id: r.id,
        title: r.title,
        event: r.event.zip(r.event_title),
        readers: r.readers,
        withdrawn: r.withdrawn,
        number: r.number,
        author: r.author,
        licence: r.licence,
        keeps: r.keeps,
    });
    Ok(documents.collect())
}

#[derive(Debug, Clone)]
pub(super) struct Version {
    pub number: i32,
    pub author: String,
    pub licence: String,
    pub what: String,
    pub file: Uuid,
    pub name: String,
    pub bytes: i64,
    pub added_at: DateTime<Utc>,
}

/// The last first.
pub(super) async fn versions(
    db: impl PgExecutor<'_>,
    document: &Document,
) -> Result<Vec<Version>, sqlx::Error> {
    sqlx::query_as!(
        Version,
        "select v.number, v.author, v.licence, v.what, v.file_id as file, f.name, f.bytes, v.added_at
         from library_version v join file f on f.id = v.file_id where v.document_id = $1 order by v.number desc limit 200",
        document.id,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn add(
    tx: &mut Tx,
    actor: &Actor,
    (new, event): (&New, Option<Uuid>),
    file: FileId,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into library_document (id, title, event_id, readers, made_by, made_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        new.title,
        event,
        new.readers,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    renew(tx, actor, id, &new.version, file).await?;
    Ok(id)
}

/// Numbered one after the other, whoever adds at once.
pub(super) async fn renew(
    tx: &mut Tx,
    actor: &Actor,
    document: Uuid,
    new: &NewVersion,
    file: FileId,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("select from library_document where id = $1 for update", document)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "insert into library_version (id, document_id, number, author, licence, what, file_id, added_by, added_at)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8 from library_version where document_id = $2",
        Uuid::now_v7(),
        document,
        new.author,
        new.licence,
        new.what,
        file.0,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn withdraw(tx: &mut Tx, document: &Document) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update library_document set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
        document.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
