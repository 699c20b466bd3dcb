//! What teachers ask for, until the head answers.

use crate::delegation::rules::{Asked, Typed};
use crate::school::{Class, School};
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, PlaceId, ProposalId};
use sqlx::PgExecutor;

/// What a teacher asked for.
#[derive(Debug, Clone)]
pub(in crate::delegation) struct Proposal {
    pub id: ProposalId,
    pub place: PlaceId,
    pub class: String,
    pub kind: String,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub purpose: String,
    pub from_day: NaiveDate,
    pub until_day: NaiveDate,
    pub by: String,
}

pub(in crate::delegation) async fn proposals(
    db: impl PgExecutor<'_>,
    school: &School,
) -> Result<Vec<Proposal>, sqlx::Error> {
    sqlx::query_as!(
        Proposal,
        r#"select d.id, d.place_id as place, p.name as class, d.kind, d.first_name, d.last_name, d.email, d.purpose,
                d.from_day, d.until_day, c.first_name || ' ' || c.last_name as "by!"
         from delegation_proposal d join place p on p.id = d.place_id
         join person_card c on c.person_id = d.proposed_by
         where d.school_id = $1 order by d.proposed_at, d.id"#,
        school.id.0,
    )
    .fetch_all(db)
    .await
}

/// How many of this teacher's wait for an answer.
pub(in crate::delegation) async fn waiting_of(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from delegation_proposal where proposed_by = $1"#,
        actor.person.0
    )
    .fetch_one(db)
    .await
}

pub(in crate::delegation) async fn propose(
    tx: &mut Tx,
    actor: &Actor,
    class: &Class,
    asked: &Asked,
    typed: &Typed,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let email = typed.mel.trim().to_lowercase();
    sqlx::query!(
        "insert into delegation_proposal (id, place_id, school_id, kind, first_name, last_name, email, purpose,
             from_day, until_day, proposed_by, proposed_at)
         values ($1, $2, $3, $4, $5, $6, nullif($7, ''), $8, $9, $10, $11, $12)",
        ProposalId::fresh().0,
        class.id.0,
        class.school.0,
        asked.kind,
        typed.prenom.trim(),
        typed.nom.trim(),
        email,
        asked.purpose,
        asked.from,
        asked.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Answered one way or the other: nothing of it is kept. The class it was about, if it was there.
pub(in crate::delegation) async fn settle(
    db: impl PgExecutor<'_>,
    school: &School,
    proposal: ProposalId,
) -> Result<Option<PlaceId>, sqlx::Error> {
    let place = sqlx::query_scalar!(
        "delete from delegation_proposal where id = $1 and school_id = $2 returning place_id",
        proposal.0,
        school.id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(place.map(PlaceId))
}
