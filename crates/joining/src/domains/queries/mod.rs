//! The SQL of names. What somebody sees: the project all; a head her school’s; an agent her commune’s and its schools’; an
//! inspector those of her circonscription; everybody of these the project’s common ones.

mod tries;

pub(super) use tries::{Try, in_use, keep, to_try, tries};

use super::rules::{Rules, Step};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Clock, Error, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};
use std::net::IpAddr;
use uuid::Uuid;

/// A request, as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub id: Uuid,
    pub place: Option<Uuid>,
    /// « Les Tilleuls »; « Tout le projet ».
    pub place_name: String,
    pub is_school: bool,
    pub name: String,
    pub proposed_by: Option<String>,
    pub proposed_at: DateTime<Utc>,
    /// Agreed to, or not; nothing was said yet.
    pub accepted: Option<bool>,
    pub reason: String,
    pub decided_by: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub last: Option<Last>,
}

/// The last try.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub at: DateTime<Utc>,
    pub reached: Step,
    pub sentence: String,
    pub until: Option<DateTime<Utc>>,
}

impl Request {
    pub(super) fn reached(&self) -> Step {
        self.last.as_ref().map_or(Step::Nothing, |l| l.reached)
    }

    /// The day on which its certificate ends.
    pub(super) fn until(&self, clock: &Clock) -> Option<NaiveDate> {
        self.last.as_ref()?.until.map(|at| clock.day_of(at))
    }
}

/// A place for which she may propose a name.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub id: PlaceId,
    pub name: String,
}

fn ids(places: impl Iterator<Item = PlaceId>) -> Vec<Uuid> {
    places.map(|p| p.0).collect()
}

/// Those that she sees, those that wait first; one of them when it is asked for.
pub(super) async fn requests(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    one: Option<Uuid>,
) -> Result<Vec<Request>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.id, r.place_id as place, coalesce(p.name, 'Tout le projet') as "place_name!", p.kind is not distinct from 'school' as "is_school!",
                r.name, a.first_name || ' ' || a.last_name as proposed_by, r.proposed_at, r.accepted, r.reason,
                d.first_name || ' ' || d.last_name as decided_by, r.decided_at, r.ended_at,
                t.at as "tried_at?", t.reached as "reached?", t.sentence as "sentence?", t.valid_until
         from domain_request r left join place p on p.id = r.place_id
         left join place c on c.id = case p.kind when 'school' then p.territory_id else p.id end
         left join person_card a on a.person_id = r.proposed_by left join person_card d on d.person_id = r.decided_by
         left join lateral (select * from domain_try t where t.request_id = r.id order by t.at desc, t.id desc limit 1) t on true
         where ($1::uuid is null or r.id = $1)
           and ($2 or r.place_id is null and ($3 or cardinality($4::uuid[]) > 0 or cardinality($5::uuid[]) > 0)
                or p.id = any($4) or c.id = any($5) or c.territory_id = any($5) or p.parent_id = any($6) and p.kind = 'school')
         order by r.ended_at is not null, r.accepted is not null, r.accepted is false, t.reached is not distinct from 'page', r.name, r.id limit 500"#,
        one,
        actor.is_project(),
        actor.inspected().next().is_some(),
        &ids(actor.headed()),
        &ids(actor.communes()),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await?;
    let requests = rows.into_iter().map(|r| Request {
        id: r.id,
        place: r.place,
        place_name: r.place_name,
        is_school: r.is_school,
        name: r.name,
        proposed_by: r.proposed_by,
        proposed_at: r.proposed_at,
        accepted: r.accepted,
        reason: r.reason,
        decided_by: r.decided_by,
        decided_at: r.decided_at,
        ended_at: r.ended_at,
        last: r.tried_at.map(|at| Last {
            at,
            reached: Step::named(&r.reached.unwrap_or_default()),
            sentence: r.sentence.unwrap_or_default(),
            until: r.valid_until,
        }),
    });
    Ok(requests.collect())
}

pub(super) async fn find(db: impl PgExecutor<'_>, actor: &Actor, id: Uuid) -> Result<Request, Error> {
    requests(db, actor, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Who may ask at all: the project, heads, agents of communes, inspectors.
pub(super) fn may_read(actor: &Actor) -> Result<(), Error> {
    let reads = actor.is_project()
        || actor.headed().next().is_some()
        || actor.communes().next().is_some()
        || actor.is(RoleKind::Inspector);
    if reads { Ok(()) } else { Err(Error::NotFound) }
}

/// Where she may propose one.
pub(super) async fn places(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Vec<Place>, sqlx::Error> {
    let rows = sqlx::query!(
        "select p.id, p.name from place p left join place c on c.id = p.territory_id
         where p.kind in ('school', 'commune') and not p.pseudo and p.closed_on is null
           and ($1 or p.id = any($2) or p.id = any($3) or p.territory_id = any($3) or c.territory_id = any($3) and p.kind = 'school')
         order by p.kind desc, p.name, p.id limit 3000",
        actor.is_project(),
        &ids(actor.headed()),
        &ids(actor.communes()),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Place { id: PlaceId(r.id), name: r.name }).collect())
}

pub(super) async fn rules(db: impl PgExecutor<'_>) -> Result<Rules, sqlx::Error> {
    let row = sqlx::query!("select suffixes, addresses, common from domain_rule").fetch_optional(db).await?;
    Ok(row.map_or_else(Rules::default, |r| Rules {
        suffixes: r.suffixes,
        addresses: r.addresses.iter().filter_map(|a| a.parse().ok()).collect(),
        common: r.common,
    }))
}

pub(super) async fn set_rules(tx: &mut Tx, actor: &Actor, set: &Rules) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into domain_rule (suffixes, addresses, common, said_by, said_at) values ($1, $2, $3, $4, $5)
         on conflict (one) do update set suffixes = excluded.suffixes, addresses = excluded.addresses,
             common = excluded.common, said_by = excluded.said_by, said_at = excluded.said_at",
        &set.suffixes,
        &texts(&set.addresses),
        set.common,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn texts(addresses: &[IpAddr]) -> Vec<String> {
    addresses.iter().map(ToString::to_string).collect()
}

/// The name may be somebody’s already: then nothing, and it stays theirs.
pub(super) async fn propose(
    tx: &mut Tx,
    actor: &Actor,
    place: Option<Uuid>,
    name: &str,
) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let done = sqlx::query!(
        "insert into domain_request (id, place_id, name, proposed_by, proposed_at) values ($1, $2, $3, $4, $5)
         on conflict (name) where ended_at is null do nothing",
        id,
        place,
        name,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

/// Yes or no, once.
pub(super) async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    request: &Request,
    accepted: bool,
    reason: &str,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update domain_request set accepted = $2, reason = $3, decided_by = $4, decided_at = $5::timestamptz,
                ended_at = case when $2 then null else $5::timestamptz end
         where id = $1 and accepted is null and ended_at is null",
        request.id,
        accepted,
        reason,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn end(tx: &mut Tx, request: &Request) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update domain_request set ended_at = $2 where id = $1 and ended_at is null",
        request.id,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a school’s way in has to know of its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// Names are tried here: nobody’s word is enough.
    pub tried_here: bool,
    /// The name that was tried and holds, the school’s, its commune’s, or the one for all; and where to read of it.
    pub name: Option<(String, String)>,
    /// Whoever reads the path may read of names too: a teacher, for one, does not.
    pub read: bool,
}

impl Named {
    /// Of this school, for whoever reads its path.
    pub(crate) async fn of(
        conn: &mut PgConnection,
        actor: Option<&Actor>,
        school: PlaceId,
    ) -> Result<Self, sqlx::Error> {
        let row = sqlx::query!(
            r#"select exists (select from domain_rule where cardinality(suffixes) > 0) as "tried_here!",
                    (select common from domain_rule where common <> '') as common,
                    (select array[r.name, r.id::text] from domain_request r join place s on s.id = $1
                     where r.accepted and r.ended_at is null and (r.place_id in (s.id, s.territory_id) or r.place_id is null)
                       and (select t.reached from domain_try t where t.request_id = r.id order by t.at desc, t.id desc limit 1) = 'page'
                     order by r.place_id is not distinct from s.id desc, r.place_id is not null desc, r.name limit 1) as tried"#,
            school.0,
        )
        .fetch_one(conn)
        .await?;
        let tried = row.tried.and_then(|t| <[String; 2]>::try_from(t).ok());
        let name = tried
            .map(|[name, id]| (name, format!("/domaines/nom/{id}")))
            .or(row.common.map(|name| (name, "/domaines".to_owned())));
        let read = actor.is_some_and(|actor| {
            actor.is_project()
                || actor.headed().any(|s| s == school)
                || actor.communes().next().is_some()
                || actor.inspected().next().is_some()
        });
        Ok(Self { tried_here: row.tried_here, name, read })
    }
}
