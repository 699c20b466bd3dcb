//! The figures of the help, since the year began or of thirty days.

use super::queries;
use super::rules::{self, Line, Share};
use crate::category::Category;
use crate::tickets::words::RESOLVERS;
use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use database::Db;
use kernel::year::{first_day_of, school_year_of};
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    depuis: String,
}

#[derive(Template)]
#[template(path = "figures/page.html")]
pub(super) struct Figures {
    pub month: bool,
    pub since: NaiveDate,
    pub count: usize,
    pub open: usize,
    pub late: usize,
    pub in_time: Share,
    pub near: Share,
    pub satisfied: Option<Share>,
    /// Title and lines.
    pub tables: Vec<(&'static str, Vec<Line>)>,
}

impl Figures {
    fn spoken(minutes: &Option<i64>) -> String {
        minutes.map_or_else(|| "—".to_owned(), rules::spoken)
    }
}

const CHANNELS: [(&str, &str); 4] = [
    ("web", "Formulaire"),
    ("phone", "Téléphone"),
    ("mail", "Courriel"),
    ("without_account", "Page de connexion, sans compte"),
];
const LEVELS: [(&str, &str); 3] =
    [("1", "Niveau 1, au plus près"), ("2", "Niveau 2, le projet"), ("3", "Niveau 3, l’éditeur")];

pub(super) async fn figures(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    Page::new("L’aide en chiffres", &counted(&db, &actor, &asked).await?)
}

/// What the actor may read of the period that is asked for.
pub(super) async fn counted(db: &Db, actor: &Actor, asked: &Asked) -> Answer<Figures> {
    let now = db.clock.now();
    let month = asked.depuis == "mois";
    let today = db.clock.today();
    let since = if month { today - TimeDelta::days(30) } else { first_day_of(school_year_of(today)) };
    let tickets = queries::tickets(&db.pool, actor, since, now).await?;
    let service = crate::tickets::queries::service(&db.pool, &db.clock).await?;
    let categories = Category::ALL.map(|c| (c.name(), c.french()));
    let tables = vec![
        ("Par moyen de contact", rules::lines(&tickets, &service, &CHANNELS, |t| t.channel.clone())),
        ("Par niveau", rules::lines(&tickets, &service, &LEVELS, |t| t.level.to_string())),
        (
            "Qui a résolu",
            rules::lines(&tickets, &service, &RESOLVERS, |t| t.resolver.clone().unwrap_or_default()),
        ),
        ("De quoi il s’agit", rules::lines(&tickets, &service, &categories, |t| t.category.clone())),
    ];
    Ok(Figures {
        month,
        since,
        count: tickets.len(),
        open: tickets.iter().filter(|t| t.resolved_at.is_none()).count(),
        late: tickets.iter().filter(|t| t.late).count(),
        in_time: rules::in_time(&tickets, now),
        near: rules::near(&tickets),
        satisfied: rules::satisfied(&tickets),
        tables,
    })
}
