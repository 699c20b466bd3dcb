//! The SQL of the library. A practice is obtained through the actor: published for all who read, proposed for who
//! publishes, a draft for its author.

use super::rules::{Act, Said, State};
use chrono::NaiveDate;
use database::Tx;
use kernel::{Access, Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Who works in a school or steers some.
pub(super) fn reader(actor: &Actor) -> Result<(), Error> {
    let reads = Access::SchoolAdults.admits(Some(actor)) || Access::Steering.admits(Some(actor));
    if reads { Ok(()) } else { Err(Error::NotFound) }
}

#[derive(Debug, Clone)]
pub(super) struct Practice {
    pub id: Uuid,
    pub title: String,
    pub context: String,
    pub services: Vec<String>,
    pub levels: Vec<String>,
    pub subject: String,
    pub worked: String,
    pub avoid: String,
    pub author: String,
    pub school: String,
    pub state: State,
    pub returned: String,
    pub published_on: Option<chrono::DateTime<chrono::Utc>>,
    pub featured: bool,
    pub hers: bool,
    /// The actor may publish it, or send it back.
    pub publishes: bool,
}

/// What one looks for in the library.
#[derive(Debug, Clone, Default)]
pub(super) struct Sought<'a> {
    pub one: Option<Uuid>,
    pub level: &'a str,
    pub service: &'a str,
    pub typed: &'a str,
}

/// Featured ones first, then the last published; what waits for the actor before all.
pub(super) async fn practices(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    sought: &Sought<'_>,
    today: NaiveDate,
) -> Result<Vec<Practice>, sqlx::Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"select p.id, p.title, p.context, p.services, p.levels, p.subject, p.worked, p.avoid, p.returned, p.proposed_at as "proposed_at?",
                p.published_at as "published_at?", coalesce(p.featured_until >= $7 and p.published_at is not null, false) as "featured!",
                coalesce(c.first_name || ' ' || c.last_name, 'Quelqu’un qui n’est plus là') as "author!", coalesce(s.name, '') as "school!",
                coalesce(p.author_id = $1, false) as "hers!", ($2 or coalesce(s.parent_id = any($3), false)) as "publishes!"
         from practice p left join person_card c on c.person_id = p.author_id left join place s on s.id = p.school_id
         where p.withdrawn_at is null and ($8::uuid is null or p.id = $8)
           and (p.published_at is not null or p.author_id = $1 or p.proposed_at is not null and ($2 or s.parent_id = any($3)))
           and ($4 = '' or $4 = any(p.levels)) and ($5 = '' or $5 = any(p.services))
           and ($6 = '' or p.plain like all((select sought_words($6))::text[]))
         order by p.published_at is not null, 12 desc, p.published_at desc, p.id desc limit 200"#,
        actor.person.0,
        actor.is_project(),
        &inspected,
        sought.level,
        sought.service,
        sought.typed,
        today,
        sought.one,
    )
    .fetch_all(db)
    .await?;
    let practices = rows.into_iter().map(|r| Practice {
        id: r.id,
        title: r.title,
        context: r.context,
        services: r.services,
        levels: r.levels,
        subject: r.subject,
        worked: r.worked,
        avoid: r.avoid,
        author: r.author,
        school: r.school,
        state: match (r.proposed_at, r.published_at) {
            (_, Some(_)) => State::Published,
            (Some(_), None) => State::Proposed,
            (None, None) => State::Draft,
        },
        returned: r.returned,
        published_on: r.published_at,
        featured: r.featured,
        hers: r.hers,
        publishes: r.publishes,
    });
    Ok(practices.collect())
}

pub(super) async fn practice(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: Uuid,
    today: NaiveDate,
) -> Result<Practice, Error> {
    let sought = Sought { one: Some(id), ..Sought::default() };
    practices(db, actor, &sought, today).await?.pop().ok_or(Error::NotFound)
}

/// A draft, of the first school where she works.
pub(super) async fn write(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let school = actor.roles.iter().filter(|r| r.kind.is_school_adult()).find_map(|r| r.school);
    sqlx::query!(
        "insert into practice (id, author_id, school_id, title, context, services, levels, subject, worked, avoid, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        actor.person.0,
        school.map(|s| s.0),
        said.title,
        said.context,
        &said.services,
        &said.levels,
        said.subject,
        said.worked,
        said.avoid,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Until it is proposed.
pub(super) async fn rewrite(tx: &mut Tx, practice: &Practice, said: &Said) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update practice set title = $2, context = $3, services = $4, levels = $5, subject = $6, worked = $7, avoid = $8, written_at = $9
         where id = $1 and proposed_at is null",
        practice.id,
        said.title,
        said.context,
        &said.services,
        &said.levels,
        said.subject,
        said.worked,
        said.avoid,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn go_on(
    tx: &mut Tx,
    actor: &Actor,
    practice: &Practice,
    act: &Act,
) -> Result<(), sqlx::Error> {
    let (now, id, by) = (tx.now(), practice.id, actor.person.0);
    let conn = tx.conn();
    match act {
        Act::Propose => {
            sqlx::query!("update practice set proposed_at = $2, returned = '' where id = $1", id, now)
                .execute(conn)
                .await?
        }
        Act::Publish => {
            sqlx::query!(
                "update practice set published_at = $2, published_by = $3 where id = $1",
                id,
                now,
                by
            )
            .execute(conn)
            .await?
        }
        Act::Return(why) => {
            sqlx::query!("update practice set proposed_at = null, returned = $2 where id = $1", id, why)
                .execute(conn)
                .await?
        }
        Act::Feature(until) => {
            sqlx::query!("update practice set featured_until = $2 where id = $1", id, *until)
                .execute(conn)
                .await?
        }
        Act::Withdraw => {
            sqlx::query!("update practice set withdrawn_at = $2 where id = $1", id, now).execute(conn).await?
        }
    };
    Ok(())
}
