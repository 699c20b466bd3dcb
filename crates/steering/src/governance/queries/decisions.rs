//! Decisions, with the last voice of each college.

use super::super::rules::{College, State};
use super::{Meeting, Member};
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Decision {
    pub id: Uuid,
    pub meeting: Uuid,
    pub body_name: String,
    /// « 2026-7 ».
    pub number: String,
    pub text: String,
    pub voices: Vec<Kept>,
    /// The last follow-up: state, note, when, by whom.
    pub followed: Option<(String, String, DateTime<Utc>, String)>,
}

/// What a college said last.
#[derive(Debug, Clone)]
pub(in super::super) struct Kept {
    pub college: College,
    pub agrees: bool,
    pub note: String,
    /// Which of its members.
    pub member: String,
    pub at: DateTime<Utc>,
}

impl Decision {
    pub(in super::super) fn state(&self) -> State {
        let voices: Vec<_> = self.voices.iter().map(|v| (v.college, v.agrees)).collect();
        State::of(&voices, self.followed.as_ref().map(|f| f.0.as_str()))
    }
}

/// Of a meeting; or all that are not old, the last first.
pub(in super::super) async fn decisions(
    pool: &sqlx::PgPool,
    meeting: Option<Uuid>,
) -> Result<Vec<Decision>, sqlx::Error> {
    load(pool, meeting, None).await
}

pub(in super::super) async fn decision(pool: &sqlx::PgPool, id: Uuid) -> Result<Decision, Error> {
    load(pool, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(
    pool: &sqlx::PgPool,
    meeting: Option<Uuid>,
    id: Option<Uuid>,
) -> Result<Vec<Decision>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select d.id, d.meeting_id, b.name, d.year || '-' || d.number as "number!", d.text, f.state as "state?",
                f.note as "note?", f.at as "at?", coalesce(c.first_name || ' ' || c.last_name, '') as "by!"
         from body_decision d join body_meeting m on m.id = d.meeting_id join governing_body b on b.id = m.body_id
         left join lateral (select * from decision_follow_up f where f.decision_id = d.id order by f.at desc, f.id desc limit 1) f on true
         left join person_card c on c.person_id = f.by_id
         where ($1::uuid is null or d.meeting_id = $1) and ($2::uuid is null or d.id = $2)
         order by d.year desc, d.number desc limit 200"#,
        meeting,
        id,
    )
    .fetch_all(pool)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let voices = voices(pool, &ids).await?;
    let decisions = rows.into_iter().map(|r| Decision {
        id: r.id,
        meeting: r.meeting_id,
        body_name: r.name,
        number: r.number,
        text: r.text,
        voices: voices.iter().filter(|(decision, _)| *decision == r.id).map(|(_, v)| v.clone()).collect(),
        followed: r.state.zip(r.note).zip(r.at).map(|((state, note), at)| (state, note, at, r.by)),
    });
    Ok(decisions.collect())
}

async fn voices(db: impl PgExecutor<'_>, decisions: &[Uuid]) -> Result<Vec<(Uuid, Kept)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select distinct on (v.decision_id, v.college) v.decision_id, v.college, v.agrees, v.note, v.at,
                coalesce(c.first_name || ' ' || c.last_name, nullif(m.name, ''), 'Une personne qui n’est plus là') as "member!"
         from decision_voice v join body_member m on m.id = v.member_id left join person_card c on c.person_id = m.person_id
         where v.decision_id = any($1) order by v.decision_id, v.college, v.at desc, v.id desc"#,
        decisions,
    )
    .fetch_all(db)
    .await?;
    let voices = rows.into_iter().map(|r| {
        let college = College::named(&r.college);
        (r.decision_id, Kept { college, agrees: r.agrees, note: r.note, member: r.member, at: r.at })
    });
    Ok(voices.collect())
}

/// Numbered within the school year, one after the other whoever proposes at once.
pub(in super::super) async fn propose(
    tx: &mut Tx,
    actor: &Actor,
    meeting: &Meeting,
    text: &str,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!("select pg_advisory_xact_lock(hashtext('body_decision'))").execute(tx.conn()).await?;
    sqlx::query!(
        "insert into body_decision (id, meeting_id, year, number, text, made_by, made_at)
         select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6 from body_decision where year = $3",
        id,
        meeting.id,
        school_year_of(meeting.day),
        text,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// A college’s voice, by one of its members; `false` when both had agreed meanwhile. One after the other: of two at once,
/// the second sees what the first said.
pub(in super::super) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    decision: &Decision,
    member: &Member,
    (agrees, note): (bool, &str),
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    sqlx::query!("select from body_decision where id = $1 for update", decision.id)
        .execute(tx.conn())
        .await?;
    let said = sqlx::query!(
        "insert into decision_voice (id, decision_id, college, agrees, note, member_id, by_id, at)
         select $1, $2, $3, $4, $5, $6, $7, $8
         where not (select count(*) = 2 and bool_and(v.agrees) from (
             select distinct on (college) agrees from decision_voice where decision_id = $2 order by college, at desc, id desc) v)",
        Uuid::now_v7(),
        decision.id,
        member.college.name(),
        agrees,
        note,
        member.id,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(said.rows_affected() == 1)
}

pub(in super::super) async fn follow(
    tx: &mut Tx,
    actor: &Actor,
    decision: &Decision,
    state: &str,
    note: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into decision_follow_up (id, decision_id, state, note, by_id, at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        decision.id,
        state,
        note,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
