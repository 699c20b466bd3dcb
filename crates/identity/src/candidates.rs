//! Adults among whom one is named: looked for by the words of the name, each with why she cannot be, if she cannot.

use chrono::NaiveDate;
use kernel::{Actor, Error, FieldErrors, PersonId, PlaceId};
use sqlx::PgExecutor;

#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub person: PersonId,
    pub name: String,
    /// Where she works.
    pub places: String,
    pub state: Option<String>,
    /// A letter reaches her.
    pub mailbox: bool,
}

impl Candidate {
    /// A printed code for an account that nobody opened yet would open with it all that she is named for.
    pub(crate) fn hindrance(&self) -> Option<&'static str> {
        match self.state.as_deref() {
            Some("active") => None,
            Some("to_activate") => {
                Some("Son compte n’est pas encore ouvert\u{a0}: qu’elle ou il l’active d’abord.")
            }
            _ => Some("Son compte est fermé ou bloqué."),
        }
    }
}

/// Among whom.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Among<'a> {
    /// Kinds of role; empty: any adult’s.
    pub kinds: &'a [&'a str],
    /// Of a school there; none: anywhere.
    pub circonscription: Option<PlaceId>,
}

/// How many are shown: whoever looks for one among more types more of the name.
const MOST: usize = 20;

/// The one who was chosen in a form, if she can be named; else what is said beside it.
pub(crate) async fn chosen(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    among: Among<'_>,
    person: PersonId,
    today: NaiveDate,
) -> Result<Result<Candidate, FieldErrors>, Error> {
    let (mut found, _) = candidates(db, actor, among, ("", Some(person)), today).await?;
    let Some(she) = found.pop() else {
        return Ok(Err(FieldErrors::one("qui", "Choisissez quelqu’un dans la liste.")));
    };
    Ok(match she.hindrance() {
        Some(sentence) => Err(FieldErrors::one("qui", sentence)),
        None => Ok(she),
    })
}

/// Those of this name, or the one who was chosen; and whether there are more. Never the actor herself, nor who was a pupil.
pub(crate) async fn candidates(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    among: Among<'_>,
    (typed, only): (&str, Option<PersonId>),
    today: NaiveDate,
) -> Result<(Vec<Candidate>, bool), sqlx::Error> {
    if typed.is_empty() && only.is_none() {
        return Ok((Vec::new(), false));
    }
    let kinds: Vec<String> = among.kinds.iter().map(|k| (*k).to_owned()).collect();
    let mut found = sqlx::query_as!(
        Candidate,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!",
                coalesce(string_agg(distinct nullif(s.name, ''), ', ' order by nullif(s.name, '')), '') as "places!", a.state as "state?",
                has_mailbox(p.email, p.email_failed) as "mailbox!"
         from role r join place q on q.id = r.place_id join place s on s.id = coalesce(r.school_id, q.id)
         join person p on p.id = r.person_id left join account a on a.person_id = p.id
         where r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
           and (cardinality($6::text[]) = 0 and r.kind <> 'pupil' or r.kind = any($6::text[])) and ($7::uuid is null or s.parent_id = $7)
           and p.id <> $1 and p.leaving_since is null
           and not exists (select from role u where u.person_id = p.id and u.kind = 'pupil')
           and ($4::uuid is null or p.id = $4) and ($4::uuid is not null or p.plain like all((select sought_words($3))::text[]))
         group by p.id, a.person_id order by p.plain, p.id limit $5"#,
        actor.person.0,
        today,
        typed,
        only.map(|p| p.0),
        MOST as i64 + 1,
        &kinds,
        among.circonscription.map(|c| c.0),
    )
    .fetch_all(db)
    .await?;
    let more = found.len() > MOST;
    found.truncate(MOST);
    Ok((found, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_open_account_is_named() {
        let with = |state: Option<&str>| Candidate {
            person: PersonId::fresh(),
            name: String::new(),
            places: String::new(),
            state: state.map(str::to_owned),
            mailbox: true,
        };
        assert_eq!(with(Some("active")).hindrance(), None);
        for state in [Some("to_activate"), Some("blocked"), None] {
            assert!(with(state).hindrance().is_some());
        }
    }
}
