//! Whom somebody may write to, and who would see it.

use super::super::rules;
use crate::communication_rules::Rules;
use chrono::NaiveDate;
use kernel::{Actor, AudienceId, PersonId, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// An audience that the actor may write to.
#[derive(Debug, Clone)]
pub struct Reachable {
    pub id: AudienceId,
    pub kind: String,
    pub name: String,
    pub school: Option<PlaceId>,
    /// What the place is called: « CM1 B ».
    pub place: String,
    /// She teaches this class.
    pub own: bool,
    pub people: i64,
}

/// The audiences that this person may share to: her classes' families and pupils, her school's adults,
/// the teachers of her circonscription; a head also every class and all families of her school; an
/// inspector the teachers of her circonscription; where her school chose otherwise, what its rules say
/// ([`crate::communication_rules`]); families where its offer holds them ([`crate::services`]). Who was named by hand: her class, where writing was given her. Pupils
/// and families: none.
pub async fn reachable(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    day: NaiveDate,
) -> Result<Vec<Reachable>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with mine as (
             select kind, place_id, school_id, tools is not null as by_hand from role
             where person_id = $1 and from_day <= $2 and (until_day is null or until_day >= $2)
               and kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh', 'helper', 'inspector')
               and (tools is null or 'feed_write' = any(tools))
         )
         select a.id, a.kind, p.name, a.school_id as "school_id?",
                mine.kind as "role!", mine.by_hand as "by_hand!", a.place_id = mine.place_id as "works!",
                rules.preset as "preset?", rules.exceptions as "exceptions?",
                (select count(*) from audience_member m where m.audience_id = a.id) as "people!"
         from mine
         join audience a on a.school_id = mine.school_id and a.kind <> 'class_team'
              or a.kind = 'circonscription_teachers'
                 and (a.place_id = (select parent_id from place where id = mine.school_id) or a.place_id = mine.place_id)
         join place p on p.id = a.place_id and p.closed_on is null
         left join communication_rules rules on rules.school_id = mine.school_id
         where a.kind not like '%guardians' or service_offered(a.school_id, 'families', $2)
         order by a.kind, p.name, a.id"#,
        actor.person.0,
        day,
    )
    .fetch_all(db)
    .await?;
    let mut found: Vec<Reachable> = Vec::new();
    for r in rows {
        let Some(kind) = RoleKind::named(&r.role) else { continue };
        let rules = Rules::kept(r.preset.as_deref(), r.exceptions);
        if !rules.reach(kind, r.by_hand, r.works, &r.kind) {
            continue;
        }
        let own = r.works && (matches!(kind, RoleKind::Teacher | RoleKind::Substitute) || r.by_hand);
        // Through two roles: once, next to each other by the order.
        match found.last_mut().filter(|last| last.id.0 == r.id) {
            Some(last) => last.own |= own,
            None => found.push(Reachable {
                id: AudienceId(r.id),
                name: rules::name(&r.kind, &r.name),
                kind: r.kind,
                place: r.name,
                own,
                school: r.school_id.map(PlaceId),
                people: r.people,
            }),
        }
    }
    Ok(found)
}

/// The guardian's own audiences that come from the class and school of this child, who is one of
/// [`Actor::children`].
pub async fn reached_through(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    child: PersonId,
    day: NaiveDate,
) -> Result<Vec<AudienceId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select distinct a.id
         from role r
         join audience a on a.place_id in (r.place_id, r.school_id)
              and a.kind in ('class_guardians', 'school_guardians')
         join audience_member m on m.person_id = $1 and m.audience_id = a.id
         join place p on p.id = r.place_id
         where r.person_id = $2 and r.kind = 'pupil'
           -- A class that is over is where the child was.
           and (p.closed_on is not null or r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))",
        actor.person.0,
        child.0,
        day,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(AudienceId).collect())
}

/// Who is in a set of audiences: counted by what they are, and named while they are few.
#[derive(Debug, Clone, Default)]
pub struct Viewers {
    pub people: i64,
    pub pupils: i64,
    pub guardians: i64,
    pub adults: i64,
    /// « Nadia Benali », in order; empty when there are more than [`Viewers::NAMED`].
    pub names: Vec<String>,
}

impl Viewers {
    pub const NAMED: i64 = 40;

    /// « 24 responsables et 2 enseignants »: the sentence of « who sees this? ».
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<String> = [
            (self.pupils, "élève", "élèves"),
            (self.guardians, "responsable", "responsables"),
            (self.adults, "adulte de l’école", "adultes des écoles"),
        ]
        .into_iter()
        .filter(|p| p.0 > 0)
        .map(|(count, one, many)| rules::counted(count, one, many))
        .collect();
        match parts.is_empty() {
            true => "Personne pour l’instant".to_owned(),
            false => kernel::listed(&parts),
        }
    }
}

/// Who would see something shared to these audiences. A person is counted once, as pupil before
/// guardian before adult.
pub async fn viewers(conn: &mut PgConnection, audiences: &[AudienceId]) -> Result<Viewers, sqlx::Error> {
    let ids: Vec<Uuid> = audiences.iter().map(|a| a.0).collect();
    let count = sqlx::query!(
        r#"with seen as (
             select m.person_id, min(case a.kind when 'class_pupils' then 1
                 when 'class_guardians' then 2 when 'school_guardians' then 2 else 3 end) as what
             from audience_member m join audience a on a.id = m.audience_id
             where a.id = any($1) group by m.person_id)
         select count(*) as "people!", count(*) filter (where what = 1) as "pupils!",
                count(*) filter (where what = 2) as "guardians!", count(*) filter (where what = 3) as "adults!"
         from seen"#,
        &ids,
    )
    .fetch_one(&mut *conn)
    .await?;
    let names = if count.people > Viewers::NAMED {
        Vec::new()
    } else {
        sqlx::query_scalar!(
            r#"select distinct c.first_name || ' ' || c.last_name as "name!"
             from audience_member m join person_card c on c.person_id = m.person_id
             where m.audience_id = any($1) order by 1"#,
            &ids,
        )
        .fetch_all(conn)
        .await?
    };
    Ok(Viewers {
        people: count.people,
        pupils: count.pupils,
        guardians: count.guardians,
        adults: count.adults,
        names,
    })
}
