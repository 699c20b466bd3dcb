//! The SQL of the two tiers. Whoever steers the territory reads (the route says so); writing takes what was read.

use super::super::queries::{Body, Decision, Meeting};
use super::rules::NewReport;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A reference group, beside the others.
#[derive(Debug, Clone)]
pub(in super::super) struct Group {
    pub id: Uuid,
    pub name: String,
    /// The body that it reports to.
    pub to: Option<Uuid>,
    pub to_name: Option<String>,
    pub last_report: Option<DateTime<Utc>>,
    pub unanswered: i64,
}

pub(super) async fn groups(db: impl PgExecutor<'_>) -> Result<Vec<Group>, sqlx::Error> {
    sqlx::query_as!(
        Group,
        r#"select b.id, b.name, b.reports_to as to, t.name as "to_name?",
                (select max(r.at) from body_report r where r.body_id = b.id) as last_report,
                (select count(*) from decision_sent s where s.body_id = b.id and not exists (
                    select from decision_noted n where n.decision_id = s.decision_id and n.body_id = s.body_id)) as "unanswered!"
         from governing_body b left join governing_body t on t.id = b.reports_to where b.kind = 'reference' order by b.name, b.id"#
    )
    .fetch_all(db)
    .await
}

/// Bodies that a group may report to.
pub(super) async fn academic(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from governing_body where kind in ('strategic', 'technical') order by kind, name, id"
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

pub(super) async fn tie(tx: &mut Tx, group: &Body, to: Option<Uuid>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update governing_body set reports_to = $2 where id = $1 and kind = 'reference'",
        group.id,
        to
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug, Clone)]
pub(in super::super) struct Report {
    pub id: Uuid,
    pub group: String,
    pub to: Uuid,
    pub title: String,
    pub text: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub by: String,
    pub at: DateTime<Utc>,
    pub seen_at: Option<DateTime<Utc>>,
    pub seen_meeting: Option<Uuid>,
}

/// Filed by a body or for it, the last first.
pub(super) async fn reports(db: impl PgExecutor<'_>, body: Uuid) -> Result<Vec<Report>, sqlx::Error> {
    load(db, Some(body), None).await
}

pub(super) async fn a_report(db: impl PgExecutor<'_>, id: Uuid) -> Result<Report, Error> {
    load(db, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(
    db: impl PgExecutor<'_>,
    body: Option<Uuid>,
    id: Option<Uuid>,
) -> Result<Vec<Report>, sqlx::Error> {
    sqlx::query_as!(
        Report,
        r#"select r.id, b.name as group, r.to_id as to, r.title, r.text, r.from_day as from, r.until_day as until,
                coalesce(c.first_name || ' ' || c.last_name, nullif(m.name, ''), 'Une personne qui n’est plus là') as "by!",
                r.at, r.seen_at, r.seen_meeting_id as seen_meeting
         from body_report r join governing_body b on b.id = r.body_id join body_member m on m.id = r.member_id
         left join person_card c on c.person_id = m.person_id
         where ($1::uuid is null or r.body_id = $1 or r.to_id = $1) and ($2::uuid is null or r.id = $2)
         order by r.at desc, r.id limit 100"#,
        body,
        id,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn file(
    tx: &mut Tx,
    actor: &Actor,
    group: &Body,
    to: Uuid,
    new: &NewReport,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into body_report (id, body_id, to_id, title, text, from_day, until_day, member_id, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        group.id,
        to,
        new.title,
        new.text,
        new.from,
        new.until,
        new.member,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Those that the body has not seen.
pub(in super::super) async fn unseen(db: impl PgExecutor<'_>, body: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!("select id from body_report where to_id = $1 and seen_at is null", body)
        .fetch_all(db)
        .await
}

/// Seen by this meeting, or by whoever sits there before it; `false` when they all were.
pub(in super::super) async fn see(
    tx: &mut Tx,
    actor: &Actor,
    reports: &[Uuid],
    meeting: Option<&Meeting>,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let seen = sqlx::query!(
        "update body_report set seen_at = $2, seen_by = $3, seen_meeting_id = $4 where id = any($1) and seen_at is null",
        reports,
        now,
        actor.person.0,
        meeting.map(|m| m.id),
    )
    .execute(tx.conn())
    .await?;
    Ok(seen.rows_affected() > 0)
}

/// A decision that was sent to a group, and its last answer.
#[derive(Debug, Clone)]
pub(in super::super) struct Sent {
    pub decision: Uuid,
    pub number: String,
    pub text: String,
    pub meeting: Uuid,
    pub from_name: String,
    pub group: Uuid,
    pub group_name: String,
    pub at: DateTime<Utc>,
    /// What the group does, who said it, when.
    pub noted: Option<(String, String, DateTime<Utc>)>,
}

/// To a group, or by a body: the last first.
pub(super) async fn sent(
    db: impl PgExecutor<'_>,
    to: Option<Uuid>,
    by: Option<Uuid>,
) -> Result<Vec<Sent>, sqlx::Error> {
    load_sent(db, to, by, &[]).await
}

/// Of these decisions, group by group.
pub(in super::super) async fn sent_of(
    db: impl PgExecutor<'_>,
    decisions: &[Decision],
) -> Result<Vec<Sent>, sqlx::Error> {
    let ids: Vec<Uuid> = decisions.iter().map(|d| d.id).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { load_sent(db, None, None, &ids).await }
}

async fn load_sent(
    db: impl PgExecutor<'_>,
    to: Option<Uuid>,
    by: Option<Uuid>,
    decisions: &[Uuid],
) -> Result<Vec<Sent>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.decision_id, d.year || '-' || d.number as "number!", d.text, d.meeting_id, f.name as from_name, s.body_id, g.name as group_name, s.at,
                n.text as "noted?", n.at as "noted_at?", coalesce(c.first_name || ' ' || c.last_name, nullif(b.name, ''), 'Une personne qui n’est plus là') as "by!"
         from decision_sent s join body_decision d on d.id = s.decision_id join body_meeting m on m.id = d.meeting_id
         join governing_body f on f.id = m.body_id join governing_body g on g.id = s.body_id
         left join lateral (select * from decision_noted x where x.decision_id = s.decision_id and x.body_id = s.body_id
                            order by x.at desc, x.id desc limit 1) n on true
         left join body_member b on b.id = n.member_id left join person_card c on c.person_id = b.person_id
         where ($1::uuid is null or s.body_id = $1) and ($2::uuid is null or m.body_id = $2) and (cardinality($3::uuid[]) = 0 or s.decision_id = any($3))
         order by s.at desc, d.year desc, d.number desc, g.name, g.id limit 300"#,
        to,
        by,
        decisions,
    )
    .fetch_all(db)
    .await?;
    let sent = rows.into_iter().map(|r| Sent {
        decision: r.decision_id,
        number: r.number,
        text: r.text,
        meeting: r.meeting_id,
        from_name: r.from_name,
        group: r.body_id,
        group_name: r.group_name,
        at: r.at,
        noted: r.noted.zip(r.noted_at).map(|(text, at)| (text, r.by, at)),
    });
    Ok(sent.collect())
}

pub(super) async fn send(
    tx: &mut Tx,
    actor: &Actor,
    decision: &Decision,
    groups: &[Uuid],
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into decision_sent (decision_id, body_id, by_id, at) select $1, unnest($2::uuid[]), $3, $4 on conflict do nothing",
        decision.id,
        groups,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn note(
    tx: &mut Tx,
    actor: &Actor,
    sent: &Sent,
    (text, member): (&str, Uuid),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into decision_noted (id, decision_id, body_id, text, member_id, by_id, at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        sent.decision,
        sent.group,
        text,
        member,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What waits for a meeting of this body, a line each.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Waits {
    /// Reports that it has not seen.
    pub reports: Vec<String>,
    /// Its decisions of which a group has not taken note.
    pub unanswered: Vec<String>,
    /// Decisions that it has not answered itself.
    pub received: Vec<String>,
}

pub(in super::super) async fn waits(pool: &PgPool, body: &Body) -> Result<Waits, sqlx::Error> {
    let mut reports = reports(pool, body.id).await?;
    reports.retain(|r| r.to == body.id && r.seen_at.is_none());
    let open = |all: Vec<Sent>| all.into_iter().filter(|s| s.noted.is_none());
    let by = open(sent(pool, None, Some(body.id)).await?);
    let to = open(sent(pool, Some(body.id), None).await?);
    Ok(Waits {
        reports: reports.iter().rev().map(Report::said).collect(),
        unanswered: by.map(|s| format!("{} {}\u{a0}: {}", s.number, s.text, s.group_name)).collect(),
        received: to.map(|s| format!("{} {} ({})", s.number, s.text, s.from_name)).collect(),
    })
}
