//! Classes that a feed opened under another label than the one prepared.

use super::Turn;
use chrono::NaiveDate;
use kernel::PlaceId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A class of the new year that a feed opened and that is none of those prepared, as far as is known.
#[derive(Debug, Clone)]
pub(in super::super) struct Found {
    pub place: PlaceId,
    pub name: String,
    pub pupils: i64,
    /// The prepared classes that it may be, the likeliest first: that of most of its pupils.
    pub may_be: Vec<(Uuid, String)>,
}

pub(in super::super) async fn found(db: impl PgExecutor<'_>, turn: &Turn) -> Result<Vec<Found>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with opened as (
             select p.id, p.name, p.levels,
                    array(select r.person_id from role r where r.place_id = p.id and r.kind = 'pupil' and r.until_day is null) as pupils
             from place p
             where p.school_id = $2 and p.kind = 'class' and p.school_year = $3 and p.closed_on is null
               and exists (select from place_key k where k.place_id = p.id)
               and p.id not in (select place_id from year_turn_class where turn_id = $1 and place_id is not null)
               and p.id not in (select place_id from year_turn_apart where turn_id = $1)
         )
         select o.id, o.name, cardinality(o.pupils) as "pupils!", c.id as class, c.name as class_name
         from opened o
         join year_turn_class c on c.turn_id = $1
         left join place p on p.id = c.place_id
         where c.place_id is null
            or p.closed_on is null and not exists (select from place_key k where k.place_id = p.id)
         order by o.name, o.id,
             (select count(*) from year_turn_pupil t where t.class_id = c.id and t.person_id = any(o.pupils)) desc,
             c.levels = o.levels desc, c.name"#,
        turn.id,
        turn.school.0,
        turn.year,
    )
    .fetch_all(db)
    .await?;
    let mut all: Vec<Found> = Vec::new();
    for row in rows {
        let choice = (row.class, row.class_name);
        match all.last_mut().filter(|f| f.place.0 == row.id) {
            Some(found) => found.may_be.push(choice),
            None => all.push(Found {
                place: PlaceId(row.id),
                name: row.name,
                pupils: i64::from(row.pupils),
                may_be: vec![choice],
            }),
        }
    }
    Ok(all)
}

/// A class that the head tied by hand.
#[derive(Debug, Clone)]
pub(in super::super) struct Tied {
    /// As a feed calls it.
    pub name: String,
    /// As it was prepared.
    pub prepared: String,
    /// The feed's class: over since then, when both were there.
    pub feeds: PlaceId,
    /// The prepared one, when it was there.
    kept: Option<Uuid>,
    class: Uuid,
}

pub(in super::super) async fn tied(db: impl PgExecutor<'_>, turn: &Turn) -> Result<Vec<Tied>, sqlx::Error> {
    sqlx::query_as!(
        Tied,
        r#"select f.name as "name!", coalesce(t.word, c.name) as "prepared!", f.id as "feeds!", t.place_id as "kept?", c.id as "class!"
         from year_turn_change t join place f on f.id = t.other_id
         join year_turn_class c on c.turn_id = $1 and c.place_id = t.place_id
         where t.turn_id = $1 and t.what = 'class_tied'
         union all
         select f.name, c.name, f.id, null::uuid, c.id
         from year_turn_class c join place f on f.id = c.place_id join year_turn y on y.id = c.turn_id
         where c.turn_id = $1 and y.state in ('draft', 'planned')
         order by 1, 2"#,
        turn.id,
    )
    .fetch_all(db)
    .await
}

/// It is the same. Before the turn, the prepared class will be the feed's. After it, the prepared one goes on
/// with all that it has, under the feed's label and key; whom the feed placed comes into it, and the feed's own
/// class is an archive of what was written there.
pub(in super::super) async fn tie(
    conn: &mut PgConnection,
    turn: &Turn,
    found: &Found,
    class: Uuid,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    let kept = sqlx::query_scalar!(
        "select place_id from year_turn_class where turn_id = $1 and id = $2",
        turn.id,
        class
    )
    .fetch_one(&mut *conn)
    .await?;
    let feeds = found.place.0;
    let Some(kept) = kept else {
        sqlx::query!("update year_turn_class set place_id = $2 where id = $1", class, feeds)
            .execute(conn)
            .await?;
        return Ok(());
    };
    sqlx::query!(
        "insert into year_turn_change (turn_id, what, place_id, other_id, word)
         select $1, 'class_tied', id, $3, name from place where id = $2",
        turn.id,
        kept,
        feeds,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("select close_classes(array[$1::uuid], $2)", feeds, today).execute(&mut *conn).await?;
    sqlx::query!("update place_key set place_id = $2 where place_id = $1", feeds, kept)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("update place set name = $2 where id = $1", kept, found.name).execute(&mut *conn).await?;
    move_roles(conn, turn, feeds, kept, today).await
}

/// Who holds the same role in both is there once.
async fn move_roles(
    conn: &mut PgConnection,
    turn: &Turn,
    feeds: Uuid,
    kept: Uuid,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with twice as (
             select r.id, r.until_day from role r where r.place_id = $2 and r.until_day is null and exists (
                 select from role o where o.person_id = r.person_id and o.kind = r.kind and o.place_id = $3 and o.until_day is null)
         ), noted as (
             insert into year_turn_change (turn_id, what, role_id, day, other_id) select $1, 'role_ended', id, until_day, $2 from twice
         )
         update role r set until_day = greatest($4::date - 1, r.from_day) from twice where r.id = twice.id",
        turn.id,
        feeds,
        kept,
        today,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with moved as (
             update role set place_id = $3 where place_id = $2 and (until_day is null or until_day >= $4) and id not in (
                 select role_id from year_turn_change where turn_id = $1 and what = 'role_ended' and other_id = $2)
             returning id
         )
         insert into year_turn_change (turn_id, what, role_id, other_id) select $1, 'role_moved', id, $2 from moved",
        turn.id,
        feeds,
        kept,
        today,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// They are two again, each with what it had.
pub(in super::super) async fn untie(
    conn: &mut PgConnection,
    turn: &Turn,
    tied: &Tied,
) -> Result<(), sqlx::Error> {
    let feeds = tied.feeds.0;
    let Some(kept) = tied.kept else {
        sqlx::query!("update year_turn_class set place_id = null where id = $1", tied.class)
            .execute(conn)
            .await?;
        return Ok(());
    };
    sqlx::query!("update place_key set place_id = $1 where place_id = $2", feeds, kept)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("update place set name = $2 where id = $1", kept, tied.prepared).execute(&mut *conn).await?;
    sqlx::query!("update place set closed_on = null where id = $1", feeds).execute(&mut *conn).await?;
    sqlx::query!(
        "delete from archive_member where audience_id in (select id from audience where place_id = $1)",
        feeds
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update role r set place_id = $2 from year_turn_change c
         where c.turn_id = $1 and c.what = 'role_moved' and c.other_id = $2 and r.id = c.role_id",
        turn.id,
        feeds,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update role r set until_day = c.day from year_turn_change c
         where c.turn_id = $1 and c.what = 'role_ended' and c.other_id = $2 and r.id = c.role_id",
        turn.id,
        feeds,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from year_turn_change where turn_id = $1 and other_id = $2", turn.id, feeds)
        .execute(conn)
        .await?;
    Ok(())
}

pub(in super::super) async fn keep_apart(
    db: impl PgExecutor<'_>,
    turn: &Turn,
    found: &Found,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into year_turn_apart (turn_id, place_id) values ($1, $2) on conflict do nothing",
        turn.id,
        found.place.0,
    )
    .execute(db)
    .await?;
    Ok(())
}
