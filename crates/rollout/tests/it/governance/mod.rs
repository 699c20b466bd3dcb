//! Who steers: bodies, meetings, decisions that need both colleges.

mod card;
mod decisions;
mod meetings;
mod refused;
mod tiers;

use crate::joining::somebody;
use kernel::PersonId;
use testing::{Reply, TestApp};

pub struct Steered {
    pub app: TestApp,
    /// Works for the commune; sits for the collectivities where she is a member.
    pub agent: PersonId,
    pub manager: PersonId,
}

impl Steered {
    pub async fn new() -> Self {
        let app = TestApp::new(identity::routes().merge(rollout::routes())).await;
        let agent = somebody(&app, "Mireille", "Pons", "commune_agent", app.cast.ormes.0).await;
        let manager = somebody(&app, "Flora", "Guérin", "project_manager", app.cast.val_ormes.0).await;
        Self { app, agent, manager }
    }

    pub async fn day(&self, day: &str) {
        self.app.at(format!("{day}T08:00:00Z").parse().unwrap());
    }

    pub async fn post(&self, who: PersonId, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.app.as_(who).await.post(path, fields).await
    }

    pub async fn get(&self, who: PersonId, path: &str) -> Reply {
        self.app.as_(who).await.get(path).await
    }

    /// Done by the manager; answers where it leads, without what follows the question mark.
    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.post(self.manager, path, fields).await;
        assert_eq!(reply.status, 303, "{path}: {}", reply.text());
        reply.location().unwrap().split('?').next().unwrap().to_owned()
    }

    pub async fn body(&self, kind: &str, name: &str) -> String {
        self.does("/gouvernance", &[("nature", kind), ("nom", name)]).await
    }

    /// With a member of each college who has an account: the inspector, and the commune’s agent.
    pub async fn with_both(&self, kind: &str, name: &str) -> String {
        let body = self.body(kind, name).await;
        let seats = [
            ("education", "odile.segur", "IEN"),
            ("collectivities", "mireille.essai", "déléguée au numérique"),
        ];
        for (college, login, capacity) in seats {
            let fields = [("college", college), ("identifiant", login), ("qualite", capacity)];
            self.does(&format!("{body}/membres"), &fields).await;
        }
        body
    }

    pub async fn meeting(&self, body: &str, day: &str) -> String {
        self.does(&format!("{body}/reunions"), &[("jour", day), ("lieu", "Mairie")]).await
    }

    /// The value of the only option, or box, that these words stand beside.
    pub async fn member(&self, name: &str) -> String {
        let found: (uuid::Uuid,) = sqlx::query_as(
            "select m.id from body_member m left join person_card c on c.person_id = m.person_id
             where coalesce(c.last_name, m.name) ilike '%' || $1 || '%'",
        )
        .bind(name)
        .fetch_one(self.app.pool())
        .await
        .unwrap();
        found.0.to_string()
    }
}
