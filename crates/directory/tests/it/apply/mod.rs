//! The oddities of real feeds, applied: each leaves the right accounts open, and no other.

mod by_hand;
mod families;
mod hand_groups;
mod pupils;
mod staff;
mod years;

use crate::feed::{Written, add};
use crate::imports::Empty;
use directory::import::{Mode, Outcome};
use std::sync::Arc;
use uuid::Uuid;

const SCHOOL: &str = "EtabEducNat";
const PUPIL: &str = "Eleve";
const RELATIVE: &str = "PersRelEleve";
const STAFF: &str = "PersEducNat";
const INE: &str = "120000001AA";

type Attributes<'a> = &'a [(&'a str, &'a str)];

fn school(key: &str, uai: &str, name: &str) -> String {
    let kind = ("ENTStructureTypeStruct", "ECOLE DE NIVEAU ELEMENTAIRE");
    add(SCHOOL, key, &[("ENTStructureUAI", uai), ("ENTStructureNomCourant", name), kind])
}

/// First and last name, then what else is said.
fn person(category: &str, key: &str, (first, last): (&str, &str), more: Attributes<'_>) -> String {
    add(category, key, &[&[("ENTPersonNom", last), ("ENTPersonPrenom", first)], more].concat())
}

fn lina(key: &str, more: Attributes<'_>) -> String {
    person(PUPIL, key, ("Lina", "HADDAD"), &[TILLEULS, more].concat())
}

const TILLEULS: Attributes<'static> =
    &[("ENTPersonStructRattach", "42"), ("ENTPersonClasses", "42$C$1$55$CM1 MME CARREL")];
const RIVES: Attributes<'static> =
    &[("ENTPersonStructRattach", "43"), ("ENTPersonClasses", "43$C$1$56$CM1 MME VIDAL")];
const TEACHES: (&str, &str) = ("ENTPersonCategorieEnseignant", "O");

fn schools() -> String {
    school("42", "0809901A", "LES TILLEULS") + &school("43", "0809905E", "LES RIVES")
}

/// A complete feed has all four categories.
fn complete(pupils: &str, relatives: &str, staff: &str) -> Written {
    complete_with(&schools(), pupils, relatives, staff)
}

fn complete_with(schools: &str, pupils: &str, relatives: &str, staff: &str) -> Written {
    Written::complete()
        .records(SCHOOL, schools)
        .records(PUPIL, pupils)
        .records(RELATIVE, relatives)
        .records(STAFF, staff)
}

fn delta(category: &str, records: &str) -> Written {
    Written::delta().records(category, records)
}

impl Empty {
    async fn applied(&self, feed: &Written) -> Outcome {
        let outcome = self.import(feed.path(), Mode::Apply).await.unwrap();
        assert!(outcome.applied, "{:?}", outcome.losses);
        outcome
    }

    /// The person with this key.
    async fn id(&self, key: &str) -> Option<Uuid> {
        self.of("select person_id from person_key where key = $1", key).await
    }

    async fn of<T>(&self, query: &'static str, key: &str) -> Option<T>
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        sqlx::query_scalar::<_, Option<T>>(query)
            .bind(key)
            .fetch_optional(&self.db.pool)
            .await
            .unwrap()
            .flatten()
    }

    /// The account's state and whether the person is leaving.
    async fn state(&self, key: &str) -> Option<String> {
        let query = "select a.state || case when p.leaving_since is null then '' else ', leaves' end
                     from person_key k join person p on p.id = k.person_id join account a on a.person_id = p.id
                     where k.key = $1";
        self.of(query, key).await
    }

    /// The places of the open roles, by name.
    async fn places(&self, key: &str) -> String {
        let query = "select string_agg(r.kind || ' ' || p.name, ', ' order by p.name)
                     from person_key k join role r on r.person_id = k.person_id and r.until_day is null
                     join place p on p.id = r.place_id where k.key = $1";
        self.of(query, key).await.unwrap_or_default()
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.one(query).await
    }
}

const GUARDIANS: &str = "select count(*) from guardian_link where until_day is null";
const PENDING: &str = "select count(*) from pending_link";
const PUPILS: &str = "select count(*) from role where kind = 'pupil' and until_day is null";
const PEOPLE: &str = "select count(*) from person";
const OPEN: Option<&str> = Some("to_activate");

fn doubts(reason: &str) -> &'static str {
    match reason {
        "ine" => "select count(*) from duplicate_doubt where reason = 'ine'",
        _ => "select count(*) from duplicate_doubt where reason = 'name_and_birth'",
    }
}
