//! What somebody wrote in the cockpit since a moment: for the list of what a hijacked account did.

use chrono::{DateTime, Utc};
use database::Db;
use futures::future::BoxFuture;
use identity::Trace;
use kernel::{Error, PersonId};

#[must_use]
pub fn traces(
    db: Db,
    person: PersonId,
    since: DateTime<Utc>,
) -> BoxFuture<'static, Result<Vec<Trace>, Error>> {
    Box::pin(async move { Ok(written(&db, person, since).await?) })
}

async fn written(db: &Db, person: PersonId, since: DateTime<Utc>) -> Result<Vec<Trace>, sqlx::Error> {
    sqlx::query_as!(
        Trace,
        r#"(select s.at as "at!", 'Étape d’une école' as "what!", 'école ' || j.school_id || ' · ' || s.step || ' · ' || s.outcome as "about!",
                   s.note as "text!"
            from joining_step s join joining j on j.id = s.joining_id where s.by_id = $1 and s.at >= $2 order by s.at desc limit $3)
           union all
           (select d.made_at, 'Décision d’une instance', 'décision ' || d.year || '-' || d.number, d.text
            from body_decision d where d.made_by = $1 and d.made_at >= $2 order by d.made_at desc limit $3)
           union all
           (select v.at, 'Accord d’un collège', 'décision ' || v.decision_id || ' · ' || v.college || case when v.agrees then ' · oui' else ' · non' end, v.note
            from decision_voice v where v.by_id = $1 and v.at >= $2 order by v.at desc limit $3)
           union all
           (select m.held_at, 'Compte rendu', 'réunion ' || m.id, m.minutes
            from body_meeting m where m.held_by = $1 and m.held_at >= $2 order by m.held_at desc limit $3)
           union all
           (select c.made_at, 'Convention', 'convention ' || c.id || ' · ' || c.reference, c.object
            from convention c where c.made_by = $1 and c.made_at >= $2 order by c.made_at desc limit $3)
           union all
           (select a.made_at, 'Avenant', 'convention ' || a.convention_id || ' · n° ' || a.number, a.object
            from convention_amendment a where a.made_by = $1 and a.made_at >= $2 order by a.made_at desc limit $3)
           union all
           (select o.at, 'Avis juridique', case when o.validated then 'validé' else 'à reprendre' end, o.note
            from legal_opinion o where o.by_id = $1 and o.at >= $2 order by o.at desc limit $3)
           union all
           (select f.made_at, 'Engagement d’une commune', 'commune ' || f.commune_id, f.deliberation
            from funding_commitment f where f.made_by = $1 and f.made_at >= $2 order by f.made_at desc limit $3)
           union all
           (select j.at, 'Journal de bord', 'école ' || j.school_id || ' · classe ' || j.class_id, j.text
            from class_journal j where j.by_id = $1 and j.at >= $2 order by j.at desc limit $3)
           union all
           (select p.written_at, 'Pratique', 'pratique ' || p.id || ' · ' || p.title, concat_ws(E'\n', p.context, p.worked, p.avoid)
            from practice p where p.author_id = $1 and p.written_at >= $2 order by p.written_at desc limit $3)
           union all
           (select l.at, 'Contact', 'contact ' || l.id || ' · ' || l.subject, l.notes
            from contact_log l where l.by_id = $1 and l.at >= $2 order by l.at desc limit $3)
           union all
           (select p.at, 'Proposition de secteur', 'collège ' || p.college_id || ' · école ' || p.school_id, p.note
            from sector_proposal p where p.by_id = $1 and p.at >= $2 order by p.at desc limit $3)
           union all
           (select coalesce(l.told_at, l.made_at), 'Liaison école–collège', 'liaison ' || l.id, concat_ws(E'\n', l.agenda, nullif(l.decided, ''))
            from college_liaison l where $1 in (l.made_by, l.told_by) and coalesce(l.told_at, l.made_at) >= $2 order by 1 desc limit $3)
           union all
           (select q.made_at, 'Demande d’évolution', 'demande ' || q.number || ' · ' || q.title, q.what
            from change_request q where q.made_by = $1 and q.made_at >= $2 order by q.made_at desc limit $3)"#,
        person.0,
        since,
        Trace::MOST,
    )
    .fetch_all(&db.pool)
    .await
}
