//! The Cast with a second member of the project’s team, and what each test does again and again.

use chrono::{DateTime, TimeZone, Utc};
use kernel::PersonId;
use testing::{Reply, TestApp};
use uuid::Uuid;

pub struct World {
    pub app: TestApp,
}

/// « 2026-09-15 10:30 » in Paris, in summer.
pub fn at(text: &str) -> DateTime<Utc> {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    chrono_tz::Europe::Paris.from_local_datetime(&local).unwrap().to_utc()
}

pub const ASKS: [(&str, &str); 4] = [
    ("sujet", "directory"),
    ("titre", "Un élève manque dans ma classe"),
    ("texte", "Il est arrivé lundi, et il n’est pas dans la liste."),
    ("urgence", "gene"),
];

impl World {
    pub async fn new() -> Self {
        Self { app: TestApp::new(support::routes()).await }
    }

    pub async fn get(&self, who: PersonId, path: &str) -> Reply {
        self.app.as_(who).await.get(path).await
    }

    /// Asks for help; the address of the ticket.
    pub async fn asks(&self, who: PersonId, fields: &[(&str, &str)]) -> String {
        let reply = self.app.as_(who).await.post_files("/aide/demander", fields, &[]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.location().unwrap().split('?').next().unwrap().to_owned()
    }

    /// What is done to a ticket by whoever helps, over the state that she sees.
    pub async fn acts(&self, who: PersonId, ticket: &str, act: &str, fields: &[(&str, &str)]) -> Reply {
        let seen = self.revision(ticket).await;
        self.acts_on(who, ticket, act, &seen, fields).await
    }

    pub async fn acts_on(
        &self,
        who: PersonId,
        ticket: &str,
        act: &str,
        seen: &str,
        fields: &[(&str, &str)],
    ) -> Reply {
        let client = self.app.as_(who).await;
        let mut all = vec![("vu", seen)];
        all.extend_from_slice(fields);
        let path = match act {
            "message" | "cloture" | "reouverture" => format!("{ticket}/{act}"),
            _ => format!("{}/{act}", ticket.replace("/aide/", "/assistance/")),
        };
        match act {
            "message" | "reponse" => client.post_files(&path, &all, &[]).await,
            _ => client.post(&path, &all).await,
        }
    }

    pub async fn revision(&self, ticket: &str) -> String {
        let n: i32 = self.one("select revision from ticket where id = $1", ticket).await;
        n.to_string()
    }

    pub async fn one<T>(&self, query: &'static str, ticket: &str) -> T
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        sqlx::query_scalar(query).bind(id(ticket)).fetch_one(self.app.pool()).await.unwrap()
    }

    /// Queue, level, state.
    pub async fn is(&self, ticket: &str) -> String {
        self.one("select queue || ' ' || level || ' ' || state from ticket where id = $1", ticket).await
    }
}

pub fn id(ticket: &str) -> Uuid {
    ticket.rsplit('/').next().unwrap().parse().unwrap()
}
