//! How a school joins: Les Tilleuls, in a project that opens its schools by steps.

mod at_hand;
mod at_once;
mod board;
mod leaving;
mod opening;
mod refused;
mod trained;
mod whole;

use chrono::TimeDelta;
use kernel::PersonId;
use testing::{Reply, TestApp, first_day};
use uuid::Uuid;

/// The path in its order, with who does each step in these tests.
pub const PATH: [(&str, Role); 15] = [
    ("interet", Role::Teacher),
    ("volontariat", Role::Teacher),
    ("projet", Role::Teacher),
    ("avis", Role::Head),
    ("decision", Role::Inspector),
    ("engagement", Role::Commune),
    ("convention", Role::Manager),
    ("equipement", Role::Commune),
    ("administrateur", Role::Head),
    ("formation-administrateur", Role::Manager),
    ("comptes", Role::Head),
    ("nom-de-domaine", Role::Operator),
    ("formation-enseignants", Role::Inspector),
    ("familles", Role::Head),
    ("mise-en-service", Role::Head),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Teacher,
    Head,
    Inspector,
    Commune,
    Manager,
    Operator,
}

pub const ROLES: [Role; 6] =
    [Role::Teacher, Role::Head, Role::Inspector, Role::Commune, Role::Manager, Role::Operator];

pub struct Way {
    pub app: TestApp,
    /// Works for the commune, and is nobody’s teacher.
    pub agent: PersonId,
    pub manager: PersonId,
}

impl Way {
    pub async fn new() -> Self {
        let app = TestApp::new(identity::routes().merge(rollout::routes())).await;
        // The Cast came in already; here nobody of the school’s children and families has.
        sqlx::query(
            "update account set state = 'to_activate', activated_at = null where person_id = any($1)",
        )
        .bind([app.cast.lina.0, app.cast.malo.0, app.cast.tom.0, app.cast.claire.0])
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query(
            "update account set state = 'to_activate', activated_at = null where person_id = any($1)",
        )
        .bind([app.cast.nadia.0, app.cast.karim.0, app.cast.sami.0])
        .execute(app.pool())
        .await
        .unwrap();
        let agent = somebody(&app, "Mireille", "Pons", "commune_agent", app.cast.ormes.0).await;
        let manager = somebody(&app, "Flora", "Guérin", "project_manager", app.cast.val_ormes.0).await;
        let way = Self { app, agent, manager };
        let decided = way
            .app
            .as_(way.app.cast.oger)
            .await
            .post("/pilotage/projet/ouverture", &[("etapes", "oui")])
            .await;
        assert_eq!(decided.status, 303, "{}", decided.text());
        agreed(&way.app, "2026-07-01").await;
        way
    }

    pub fn person(&self, role: Role) -> PersonId {
        let cast = &self.app.cast;
        match role {
            Role::Teacher => cast.carrel,
            Role::Head => cast.petit,
            Role::Inspector => cast.segur,
            Role::Commune => self.agent,
            Role::Manager => self.manager,
            Role::Operator => cast.oger,
        }
    }

    pub fn address(&self) -> String {
        format!("/ecole/{}/rejoindre", self.app.cast.tilleuls)
    }

    /// Does a step, an hour after the one before.
    pub async fn say(&self, who: PersonId, step: &str, fields: &[(&str, &str)]) -> Reply {
        self.app.at(self.app.app.db.clock.now() + TimeDelta::minutes(20));
        self.app.as_(who).await.post(&format!("{}/{step}", self.address()), fields).await
    }

    pub async fn does(&self, role: Role, step: &str) -> Reply {
        let head = self.app.cast.petit.to_string();
        self.say(self.person(role), step, &good(step, &head)).await
    }

    /// Everything that comes before this step.
    pub async fn until(&self, step: &str) {
        for (before, role) in PATH.iter().take_while(|(s, _)| *s != step) {
            let reply = self.does(*role, before).await;
            assert_eq!(reply.status, 303, "{before}: {}", reply.text());
        }
    }

    /// From this step, which is done, to the one before `step`.
    pub async fn until_from(&self, from: &str, step: &str) {
        let rest = PATH.iter().skip_while(|(s, _)| *s != from).take_while(|(s, _)| *s != step);
        for (before, role) in rest {
            let reply = self.does(*role, before).await;
            assert_eq!(reply.status, 303, "{before}: {}", reply.text());
        }
    }

    pub async fn page(&self, who: PersonId) -> Reply {
        self.app.as_(who).await.get(&self.address()).await
    }
}

/// What is said with each step.
pub fn good<'a>(step: &str, head: &'a str) -> Vec<(&'static str, &'a str)> {
    const DAY: &str = "2026-09-14";
    match step {
        "volontariat" => vec![
            ("choix", "teacher"),
            ("classes", "CE2-CM1 MME CARREL"),
            ("texte", "Lire à voix haute et s’écouter."),
            ("aleas", "1"),
        ],
        "projet" => vec![("projet_ecole", "Dire et lire"), ("texte", "Un journal parlé chaque semaine.")],
        "avis" => vec![("choix", "favourable"), ("jour", DAY)],
        "decision" => vec![("choix", "validated")],
        "engagement" => vec![("nombre", "60"), ("reference", "2026-41"), ("jour", DAY)],
        "convention" => vec![("registre", "T-12")],
        "equipement" => vec![
            ("tableaux", "3"),
            ("tablettes", "30"),
            ("ordinateurs", "15"),
            ("reseau", "oui"),
            ("filtrage", "oui"),
        ],
        "administrateur" | "succession" => vec![("qui", head)],
        "formation-administrateur" => vec![("choix", "waived"), ("texte", "Formatrice elle-même.")],
        "nom-de-domaine" => vec![("reference", "tilleuls.ent.example.org"), ("jour", DAY)],
        "formation-enseignants" => vec![("choix", "waived"), ("texte", "Formés l’an dernier ailleurs.")],
        "familles" => vec![("jour", DAY), ("familles_le", DAY), ("fiches_le", DAY)],
        "suivi" => vec![("texte", "Tout va bien.")],
        _ => vec![],
    }
}

/// A convention, signed by both, that names Les Tilleuls in 2026-2027, from that day.
async fn agreed(app: &TestApp, from: &str) {
    for statement in [
        "insert into convention (id, kind, reference, object, from_day, until_day, made_at)
         values ('01990000-0000-7000-8000-00000000c0de', 'schools', '2026-01', 'Déployer', $1::date, $1::date + 1095, $2)",
        "insert into convention_party (id, convention_id, side, name, signatory, signed_on, recorded_at)
         select gen_random_uuid(), c.id, side, side, 'qui signe', $1::date, $2
         from convention c, unnest(array['carrier', 'education']) as side",
        "insert into convention_annex (id, convention_id, school_year, number, made_at)
         select gen_random_uuid(), id, extract(year from $1::date), 1, $2 from convention",
    ] {
        sqlx::query(statement).bind(from).bind(first_day()).execute(app.pool()).await.unwrap();
    }
    sqlx::query("insert into convention_school (annex_id, school_id) select id, $1 from convention_annex")
        .bind(app.cast.tilleuls.0)
        .execute(app.pool())
        .await
        .unwrap();
}

pub async fn somebody(app: &TestApp, first: &str, last: &str, kind: &str, place: Uuid) -> PersonId {
    let id = PersonId::fresh();
    sqlx::query("insert into person (id, first_name, last_name, created_at) values ($1, $2, $3, $4)")
        .bind(id.0)
        .bind(first)
        .bind(last)
        .bind(first_day())
        .execute(app.pool())
        .await
        .unwrap();
    sqlx::query("insert into account (person_id, login, state, created_at) values ($1, $2, 'active', $3)")
        .bind(id.0)
        .bind(format!("{}.essai", first.to_lowercase()))
        .bind(first_day())
        .execute(app.pool())
        .await
        .unwrap();
    sqlx::query(
        "insert into role (id, person_id, kind, place_id, from_day, source) values (gen_random_uuid(), $1, $2, $3, '2026-09-01', 'delegation')",
    )
    .bind(id.0)
    .bind(kind)
    .bind(place)
    .execute(app.pool())
    .await
    .unwrap();
    id
}
