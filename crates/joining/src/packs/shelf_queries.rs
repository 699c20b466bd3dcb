//! The SQL of a class’s shelf. A class is obtained through the actor: who teaches it, the head of its school.

use super::queries::Pack;
use chrono::NaiveDate;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Class {
    pub id: PlaceId,
    pub name: String,
    pub school: PlaceId,
    pub school_name: String,
    pub levels: Vec<String>,
}

/// Its levels are those of its pupils where the directory says none.
pub(super) async fn class(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    (school, id): (PlaceId, PlaceId),
    today: NaiveDate,
) -> Result<Class, Error> {
    let r = sqlx::query!(
        r#"select c.name, s.name as school_name,
                case when c.levels <> '{}' then c.levels else array(
                    select distinct p.level from role r join person p on p.id = r.person_id
                    where r.place_id = c.id and r.kind = 'pupil' and p.level is not null
                      and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)) end as "levels!: Vec<String>"
         from place c join place s on s.id = c.school_id
         where c.id = $1 and s.id = $2 and c.kind = 'class' and c.closed_on is null
           and exists (select from role r where r.person_id = $3 and r.school_id = s.id
                         and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
                         and (r.kind = 'head' or r.place_id = c.id and leads(r.kind, r.tools)))"#,
        id.0,
        school.0,
        actor.person.0,
        today,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Class { id, name: r.name, school, school_name: r.school_name, levels: r.levels })
}

/// Of its levels, or on its shelf already; and whether it lies there.
pub(super) async fn packs(db: impl PgExecutor<'_>, class: &Class) -> Result<Vec<(Pack, bool)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.id, p.title, p.author, p.origin, p.licence, p.subject, p.levels, p.about, p.at_opening,
                (select count(*) from pack_item i where i.pack_id = p.id) as "items!",
                i.pack_id is not null as "there!"
         from resource_pack p left join pack_install i on i.pack_id = p.id and i.class_id = $1 and i.removed_at is null
         where p.withdrawn_at is null and (i.pack_id is not null or p.levels && $2)
         order by p.title, p.id limit 200"#,
        class.id.0,
        &class.levels,
    )
    .fetch_all(db)
    .await?;
    let packs = rows.into_iter().map(|r| {
        let pack = Pack {
            id: r.id,
            title: r.title,
            author: r.author,
            origin: r.origin,
            licence: r.licence,
            subject: r.subject,
            levels: r.levels,
            about: r.about,
            at_opening: r.at_opening,
            withdrawn: false,
            items: r.items,
        };
        (pack, r.there)
    });
    Ok(packs.collect())
}

/// Its pupils and their families: for whom a message of it is meant at first.
pub(super) async fn audiences(db: impl PgExecutor<'_>, class: &Class) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from audience where place_id = $1 and kind in ('class_pupils', 'class_guardians') order by kind",
        class.id.0,
    )
    .fetch_all(db)
    .await
}

/// Once: `false` when it lies there already.
pub(super) async fn install(
    tx: &mut Tx,
    actor: &Actor,
    class: &Class,
    pack: &Pack,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "insert into pack_install (pack_id, class_id, by_id, at) values ($1, $2, $3, $4)
         on conflict (pack_id, class_id) do update set by_id = excluded.by_id, at = excluded.at, removed_by = null, removed_at = null
         where pack_install.removed_at is not null",
        pack.id,
        class.id.0,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `false` when it does not lie there.
pub(super) async fn remove(
    tx: &mut Tx,
    actor: &Actor,
    class: &Class,
    pack: Uuid,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update pack_install set removed_by = $3, removed_at = $4 where pack_id = $1 and class_id = $2 and removed_at is null",
        pack,
        class.id.0,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The school goes live: each class of this year finds the packs of its levels; what was taken off stays off.
pub async fn put_at_opening(tx: &mut Tx, school: PlaceId) -> Result<(), sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    sqlx::query!(
        "insert into pack_install (pack_id, class_id, at)
         select p.id, c.id, $3 from place c join resource_pack p on p.at_opening and p.withdrawn_at is null and p.levels && c.levels
         where c.school_id = $1 and c.kind = 'class' and c.school_year = $2 and c.closed_on is null
         on conflict do nothing",
        school.0,
        school_year_of(today),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
