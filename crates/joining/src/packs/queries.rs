//! The SQL of packs. One that was withdrawn is there for the project only.

use super::{rules, starter};
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use storage::FileId;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Pack {
    pub id: Uuid,
    pub title: String,
    pub author: String,
    pub origin: String,
    pub licence: String,
    pub subject: String,
    pub levels: Vec<String>,
    pub about: String,
    pub at_opening: bool,
    pub withdrawn: bool,
    pub items: i64,
}

/// By their first level, then by title.
pub(super) async fn packs(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Vec<Pack>, sqlx::Error> {
    load(db, actor, None).await
}

pub(super) async fn pack(db: impl PgExecutor<'_>, actor: &Actor, id: Uuid) -> Result<Pack, Error> {
    load(db, actor, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(db: impl PgExecutor<'_>, actor: &Actor, id: Option<Uuid>) -> Result<Vec<Pack>, sqlx::Error> {
    sqlx::query_as!(
        Pack,
        r#"select p.id, p.title, p.author, p.origin, p.licence, p.subject, p.levels, p.about, p.at_opening,
                p.withdrawn_at is not null as "withdrawn!",
                (select count(*) from pack_item i where i.pack_id = p.id) as "items!"
         from resource_pack p where ($1::uuid is null or p.id = $1) and ($2 or p.withdrawn_at is null)
         order by p.withdrawn_at is not null, array_position($3, p.levels[1]), p.title, p.id limit 500"#,
        id,
        actor.is_project(),
        &rules::LEVELS.map(str::to_owned),
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(super) struct Item {
    pub id: Uuid,
    pub pack: Uuid,
    pub kind: String,
    pub title: String,
    pub body: String,
    pub address: Option<String>,
    pub file: Option<Uuid>,
    pub file_name: Option<String>,
}

/// Of these packs, each in its order.
pub(super) async fn items(db: impl PgExecutor<'_>, packs: &[Uuid]) -> Result<Vec<Item>, sqlx::Error> {
    sqlx::query_as!(
        Item,
        r#"select i.id, i.pack_id as pack, i.kind, i.title, i.body, i.address, i.file_id as file, f.name as "file_name?"
         from pack_item i left join file f on f.id = i.file_id where i.pack_id = any($1) order by i.pack_id, i.position limit 2000"#,
        packs,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn make(tx: &mut Tx, actor: &Actor, new: &rules::Pack) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into resource_pack (id, title, author, origin, licence, subject, levels, about, at_opening, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        new.title,
        new.author,
        new.origin,
        new.licence,
        new.subject,
        &new.levels,
        new.about,
        new.at_opening,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Behind those that are there, whoever adds at once.
pub(super) async fn add(
    tx: &mut Tx,
    by: PersonId,
    pack: Uuid,
    (new, file): (&rules::Item, Option<FileId>),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("select from resource_pack where id = $1 for update", pack).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into pack_item (id, pack_id, position, kind, title, body, address, file_id, added_by, added_at)
         select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9 from pack_item where pack_id = $2",
        Uuid::now_v7(),
        pack,
        new.kind,
        new.title,
        new.body,
        new.address,
        file.map(|f| f.0),
        by.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn take_off(tx: &mut Tx, pack: &Pack, item: Uuid) -> Result<(), Error> {
    let done = sqlx::query!("delete from pack_item where id = $1 and pack_id = $2", item, pack.id)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) async fn withdraw(tx: &mut Tx, pack: &Pack) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update resource_pack set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
        pack.id,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those of the set that are not there yet, and were not withdrawn; how many came.
pub(super) async fn begin(tx: &mut Tx, by: PersonId) -> Result<usize, sqlx::Error> {
    let now = tx.now();
    let mut came = 0;
    for one in &starter::PACKS {
        let id = Uuid::now_v7();
        let levels: Vec<String> = one.levels.iter().map(|l| (*l).to_owned()).collect();
        let made = sqlx::query!(
            "insert into resource_pack (id, starter, title, author, origin, licence, subject, levels, about, at_opening, made_by, made_at)
             values ($1, $2, $3, 'Préau', 'project', 'licence_ouverte', $4, $5, $6, true, $7, $8) on conflict (starter) do nothing",
            id,
            one.key,
            one.title,
            one.subject,
            &levels,
            one.about,
            by.0,
            now,
        )
        .execute(tx.conn())
        .await?;
        if made.rows_affected() == 0 {
            continue;
        }
        came += 1;
        for (title, body) in one.texts {
            let item = rules::Item {
                kind: "text",
                title: (*title).to_owned(),
                body: (*body).to_owned(),
                address: None,
            };
            add(tx, by, id, (&item, None)).await?;
        }
    }
    Ok(came)
}

/// Classes of this year in open schools that the actor steers; of them, those with a pack on their shelf.
pub(super) async fn counted(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: chrono::NaiveDate,
) -> Result<(i64, i64), sqlx::Error> {
    let row = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where exists (
                select from pack_install i join resource_pack p on p.id = i.pack_id
                where i.class_id = k.id and i.removed_at is null and p.withdrawn_at is null)) as "with!"
         from place k join place s on s.id = k.school_id left join place t on t.id = s.territory_id
         where k.kind = 'class' and k.school_year = $1 and k.closed_on is null and not s.pseudo and s.closed_on is null
           and (s.opened_at is not null or not exists (select from opening_rule where gated))
           and ($2 or s.parent_id = any($3) or t.id = any($4) or t.territory_id = any($4))"#,
        school_year_of(today),
        actor.is_project(),
        &cockpit::near::ids(actor.inspected()),
        &cockpit::near::ids(actor.communes()),
    )
    .fetch_one(db)
    .await?;
    Ok((row.with, row.all))
}
