//! An adult of the project, by her name.

use askama::Template;
use database::Db;
use identity::steering::{self, Adult};
use kernel::{Answer, Page, Query, RoleKind};
use serde::Deserialize;

const MOST: usize = 40;
const LONGEST: usize = 80;

#[derive(Template)]
#[template(path = "pilotage/people.html")]
struct People {
    typed: String,
    adults: Vec<Adult>,
    too_many: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    nom: Option<String>,
}

pub(super) async fn adults(db: Db, Query(asked): Query<Asked>) -> Answer<Page> {
    let typed: String = asked.nom.unwrap_or_default().trim().chars().take(LONGEST).collect();
    let mut adults = match typed.is_empty() {
        true => Vec::new(),
        false => steering::adults(&db.pool, &typed, db.clock.today(), MOST as i64 + 1).await?,
    };
    let too_many = adults.len() > MOST;
    adults.truncate(MOST);
    Page::new("Chercher un adulte", &People { typed, adults, too_many })
}

impl People {
    /// « direction · Les Tilleuls ».
    fn role(said: &str) -> String {
        match said.split_once(" · ") {
            Some((kind, place)) => {
                let words = RoleKind::named(kind).map_or("", RoleKind::french);
                format!("{words} · {place}")
            }
            None => said.to_owned(),
        }
    }

    fn account(adult: &Adult) -> (&'static str, &'static str) {
        match adult.state.as_deref() {
            Some("active") => ("compte ouvert", "meadow"),
            Some("to_activate") => ("à activer", "sun"),
            Some("blocked") => ("bloqué", "brick"),
            Some("leaving") => ("sur le départ", "brick"),
            _ => ("sans compte", ""),
        }
    }
}
