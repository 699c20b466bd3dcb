//! Items, voices, comments, our answers.

use super::super::rules::{Answer, Family, Item, Level, State};
use super::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

/// An item with what was said of it last.
#[derive(Debug, Clone)]
pub(in super::super) struct Requirement {
    pub id: Uuid,
    pub catalogue: Uuid,
    pub code: String,
    pub family: Family,
    pub level: Level,
    pub text: String,
    pub source: String,
    pub added_by: Option<String>,
    pub added_at: DateTime<Utc>,
    pub accepted: Option<bool>,
    pub agree: i64,
    pub disagree: i64,
    pub state: Option<State>,
    pub evidence: String,
    pub owner: String,
    pub plan: String,
    pub due: Option<NaiveDate>,
    pub answered_at: Option<DateTime<Utc>>,
    pub answered_by: Option<String>,
}

pub(in super::super) async fn items(
    db: impl PgExecutor<'_>,
    catalogue: Option<Uuid>,
    one: Option<Uuid>,
) -> Result<Vec<Requirement>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.id, r.catalogue_id, r.code, r.family, r.level, r.text, r.source, r.added_at, r.accepted,
                a.first_name || ' ' || a.last_name as added_by,
                (select count(*) from requirement_voice v where v.requirement_id = r.id and v.agrees) as "agree!",
                (select count(*) from requirement_voice v where v.requirement_id = r.id and not v.agrees) as "disagree!",
                c.state as "state?", c.evidence as "evidence?", c.owner as "owner?", c.plan as "plan?", c.due_on, c.at as "answered_at?",
                b.first_name || ' ' || b.last_name as answered_by
         from requirement r left join person_card a on a.person_id = r.added_by
         left join lateral (select * from conformity c where c.requirement_id = r.id order by c.at desc, c.id desc limit 1) c on true
         left join person_card b on b.person_id = c.by_id
         where ($1::uuid is null or r.catalogue_id = $1) and ($2::uuid is null or r.id = $2)
         order by r.accepted is not null, r.accepted is false, r.code, r.id limit 2000"#,
        catalogue,
        one,
    )
    .fetch_all(db)
    .await?;
    let items = rows.into_iter().filter_map(|r| {
        Some(Requirement {
            id: r.id,
            catalogue: r.catalogue_id,
            code: r.code,
            family: Family::named(&r.family)?,
            level: Level::named(&r.level)?,
            text: r.text,
            source: r.source,
            added_by: r.added_by,
            added_at: r.added_at,
            accepted: r.accepted,
            agree: r.agree,
            disagree: r.disagree,
            state: r.state.as_deref().and_then(State::named),
            evidence: r.evidence.unwrap_or_default(),
            owner: r.owner.unwrap_or_default(),
            plan: r.plan.unwrap_or_default(),
            due: r.due_on,
            answered_at: r.answered_at,
            answered_by: r.answered_by,
        })
    });
    Ok(items.collect())
}

pub(in super::super) async fn find(db: impl PgExecutor<'_>, id: Uuid) -> Result<Requirement, Error> {
    items(db, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Proposed; nothing when its code is there already.
pub(in super::super) async fn propose(
    tx: &mut Tx,
    actor: &Actor,
    catalogue: &Catalogue,
    item: &Item,
) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let done = sqlx::query!(
        "insert into requirement (id, catalogue_id, code, family, level, text, source, added_by, added_at)
         select $1, c.id, $3, $4, $5, $6, $7, $8, $9 from requirement_catalogue c where c.id = $2 and c.frozen_at is null
         on conflict (catalogue_id, code) do nothing",
        id,
        catalogue.id,
        item.code,
        item.family.name(),
        item.level.name(),
        item.text,
        item.source,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

pub(in super::super) async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    item: &Requirement,
    accepted: bool,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update requirement r set accepted = $2, decided_by = $3, decided_at = $4 from requirement_catalogue c
         where r.id = $1 and r.accepted is null and c.id = r.catalogue_id and c.frozen_at is null",
        item.id,
        accepted,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in super::super) async fn answer(
    tx: &mut Tx,
    actor: &Actor,
    item: &Requirement,
    answer: &Answer,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into conformity (id, requirement_id, state, evidence, owner, plan, due_on, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        item.id,
        answer.state.name(),
        answer.evidence,
        answer.owner,
        answer.plan,
        answer.due,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Parties in whose name she may speak: those whose contact she is, her commune’s; the project writes down any party’s.
pub(in super::super) async fn parties(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let communes: Vec<Uuid> = actor.communes().map(|p| p.0).collect();
    let rows = sqlx::query!(
        "select p.id, p.name from party p
         where p.left_on is null and ($1 or p.place_id = any($2) or exists (
             select from party_contact c where c.party_id = p.id and c.person_id = $3 and c.ended_on is null))
         order by p.name, p.id limit 500",
        actor.is_project(),
        &communes,
        actor.person.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

pub(in super::super) async fn vote(
    tx: &mut Tx,
    actor: &Actor,
    item: &Requirement,
    party: Uuid,
    agrees: bool,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into requirement_voice (requirement_id, party_id, agrees, by_id, at) values ($1, $2, $3, $4, $5)
         on conflict (requirement_id, party_id) do update set agrees = excluded.agrees, by_id = excluded.by_id, at = excluded.at",
        item.id,
        party,
        agrees,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn comment(
    tx: &mut Tx,
    actor: &Actor,
    item: &Requirement,
    party: Option<Uuid>,
    text: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into requirement_comment (id, requirement_id, party_id, text, by_id, at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        item.id,
        party,
        text,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What parties and people have said: « Le syndicat : pour », a comment, an earlier answer of ours.
#[derive(Debug, Clone)]
pub(in super::super) struct Said {
    pub who: String,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    /// « agrees », « disagrees », « comment », or one of the states.
    pub kind: String,
    pub text: String,
}

pub(in super::super) async fn said(
    db: impl PgExecutor<'_>,
    item: &Requirement,
) -> Result<Vec<Said>, sqlx::Error> {
    sqlx::query_as!(
        Said,
        r#"select s.who as "who!", c.first_name || ' ' || c.last_name as by, s.at as "at!", s.kind as "kind!", s.text as "text!"
         from (
             select p.name as who, v.by_id, v.at, case when v.agrees then 'agrees' else 'disagrees' end as kind, '' as text
             from requirement_voice v join party p on p.id = v.party_id where v.requirement_id = $1
             union all
             select coalesce(p.name, ''), m.by_id, m.at, 'comment', m.text
             from requirement_comment m left join party p on p.id = m.party_id where m.requirement_id = $1
             union all
             select '', f.by_id, f.at, f.state, f.evidence from conformity f where f.requirement_id = $1
         ) s left join person_card c on c.person_id = s.by_id order by s.at desc, s.kind limit 300"#,
        item.id,
    )
    .fetch_all(db)
    .await
}
