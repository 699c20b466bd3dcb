//! The SQL of opinions. The route says who reads: the project and its legal adviser; the texts hold nobody’s data.

use super::rules::{Opinion, Standing, Subject};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use identity::activation::CHARTER;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// Where a text stands, beside the text itself.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub subject: Subject,
    pub title: String,
    pub standing: Standing,
    pub note: String,
    pub at: Option<DateTime<Utc>>,
}

/// Of the clauses of a convention, or of all reminders.
pub(crate) async fn marks(
    db: impl PgExecutor<'_>,
    kind: &str,
    of: Option<Uuid>,
) -> Result<Vec<Mark>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select kind as "kind!", of_id, position, title as "title!", state as "state!", note as "note?", at as "at?"
         from legal_standing where kind = $1 and ($2::uuid is null or of_id = $2) order by title, of_id, position limit 500"#,
        kind,
        of,
    )
    .fetch_all(db)
    .await?;
    let marks = rows.into_iter().filter_map(|r| {
        Some(Mark {
            subject: Subject::of_key(&r.kind, r.of_id, r.position)?,
            title: r.title,
            standing: Standing::named(&r.state),
            note: r.note.unwrap_or_default(),
            at: r.at,
        })
    });
    Ok(marks.collect())
}

/// A convention and how many of its clauses stand where.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub convention: Uuid,
    pub place: String,
    pub waits: i64,
    pub rework: i64,
    pub validated: i64,
    /// The first that she should read.
    pub first: Option<i16>,
}

pub(super) async fn conventions(db: impl PgExecutor<'_>) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"select of_id as "convention!", place as "place!",
                count(*) filter (where state in ('waits', 'changed')) as "waits!",
                count(*) filter (where state = 'rework') as "rework!",
                count(*) filter (where state = 'validated') as "validated!",
                min(position) filter (where state in ('waits', 'changed')) as "first?"
         from legal_standing where kind = 'clause' group by of_id, place
         order by count(*) filter (where state in ('waits', 'changed')) = 0, place, of_id limit 500"#,
    )
    .fetch_all(db)
    .await
}

/// One text, as it is now.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub subject: Subject,
    pub place: String,
    pub title: String,
    /// All of it: what an opinion is of.
    pub text: String,
}

pub(super) fn charter() -> Text {
    let title = "Charte que chacun accepte en entrant".to_owned();
    let text = format!("{title}\n\n{}", CHARTER.join("\n"));
    Text { subject: Subject::Charter, place: "Charte".to_owned(), title, text }
}

pub(super) async fn find(db: impl PgExecutor<'_>, slug: &str) -> Result<Text, Error> {
    let subject = Subject::of_slug(slug).ok_or(Error::NotFound)?;
    let (kind, of, position) = subject.key();
    if subject == Subject::Charter {
        return Ok(charter());
    }
    let row = sqlx::query!(
        r#"select place as "place!", title as "title!", text as "text!" from legal_text
         where kind = $1 and of_id = $2 and position is not distinct from $3"#,
        kind,
        of,
        position,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Text { subject, place: row.place, title: row.title, text: row.text })
}

/// What was said, the last first.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub subject: Subject,
    /// Of which text.
    pub title: String,
    pub text: String,
    pub validated: bool,
    pub note: String,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// Of one text; of all, when none is named.
pub(super) async fn said(
    db: impl PgExecutor<'_>,
    of: Option<Subject>,
    most: i64,
) -> Result<Vec<Said>, sqlx::Error> {
    let (kind, of, position) = of.map_or((None, None, None), |s| {
        let (kind, of, position) = s.key();
        (Some(kind), of, position)
    });
    let rows = sqlx::query!(
        r#"select o.kind, o.of_id, o.position, o.text, o.validated, o.note, o.at, b.first_name || ' ' || b.last_name as by,
                coalesce(c.reference, '') as "reference!"
         from legal_opinion o left join person_card b on b.person_id = o.by_id left join convention c on c.id = o.of_id
         where $1::text is null or (o.kind = $1 and o.of_id is not distinct from $2 and o.position is not distinct from $3)
         order by o.at desc, o.id desc limit $4"#,
        kind,
        of,
        position,
        most,
    )
    .fetch_all(db)
    .await?;
    let said = rows.into_iter().filter_map(|r| {
        let title = r.text.lines().next().unwrap_or_default().to_owned();
        let title = if r.reference.is_empty() { title } else { format!("{}, {title}", r.reference) };
        Some(Said {
            subject: Subject::of_key(&r.kind, r.of_id, r.position)?,
            title,
            text: r.text,
            validated: r.validated,
            note: r.note,
            by: r.by,
            at: r.at,
        })
    });
    Ok(said.collect())
}

/// Who is legal adviser today.
pub(super) async fn advisers(pool: &PgPool, today: NaiveDate) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select distinct c.first_name || ' ' || c.last_name as "name!" from role r join person_card c on c.person_id = r.person_id
         where r.kind = 'legal_adviser' and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1) order by 1 limit 20"#,
        today,
    )
    .fetch_all(pool)
    .await
}

pub(super) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    of: &Text,
    opinion: &Opinion,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let (kind, thing, position) = of.subject.key();
    sqlx::query!(
        "insert into legal_opinion (id, kind, of_id, position, text, validated, note, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        kind,
        thing,
        position,
        of.text,
        opinion.validated,
        opinion.note,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}
