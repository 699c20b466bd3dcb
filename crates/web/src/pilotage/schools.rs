//! Schools in a table: those of a circonscription, those of the project.

use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use identity::steering::{self, Circonscription, Figures, SchoolLine, Sought, few, share};
use kernel::{Actor, Answer, Error, Page, Path, PlaceId, Query};
use serde::Deserialize;

/// Schools on one page.
const PAGE: usize = 20;
/// A circonscription has thirty, sixty at most: all of them, so that it prints.
const WHOLE: i64 = 200;
/// Communes in a list; of more, one types the name.
const CHOICES: usize = 150;
const LONGEST: usize = 80;

/// One school and what is counted of it.
struct Row {
    school: SchoolLine,
    is: Figures,
    /// When the directory last changed something there.
    changed: Option<String>,
}

impl Row {
    fn pupils(&self) -> String {
        few(self.is.pupils)
    }

    fn adults(&self) -> String {
        few(self.is.adults)
    }

    /// « 38 sur 52 (73 %) ».
    fn reached(&self) -> String {
        let (part, whole) = (few(self.is.reached), few(self.is.households));
        match share(self.is.reached, self.is.households) {
            Some(share) => format!("{part} sur {whole} ({share})"),
            None => format!("{part} sur {whole}"),
        }
    }
}

async fn rows(db: &Db, schools: Vec<SchoolLine>) -> Result<Vec<Row>, Error> {
    let figures = steering::figures(&db.pool, &schools, db.clock.today()).await?;
    let ids: Vec<PlaceId> = schools.iter().map(|s| s.id).collect();
    let changes: Vec<(PlaceId, DateTime<Utc>)> = directory::import::last_changes(&db.pool, &ids).await?;
    let row = |school: SchoolLine| {
        let is = figures.iter().find(|f| f.school == school.id)?.clone();
        let changed = changes.iter().find(|c| c.0 == school.id);
        let changed = changed.map(|c| db.clock.day_of(c.1).format("%d/%m/%Y").to_string());
        Some(Row { school, is, changed })
    };
    Ok(schools.into_iter().filter_map(row).collect())
}

#[derive(Template)]
#[template(path = "pilotage/circonscription.html")]
struct CirconscriptionPage {
    place: Circonscription,
    typed: String,
    rows: Vec<Row>,
    pupils: String,
    vacant: usize,
    /// In the table of the project each school says its circonscription.
    several: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    nom: Option<String>,
    circonscription: Option<String>,
    commune: Option<String>,
    apres: Option<PlaceId>,
}

impl Asked {
    fn typed(&self) -> String {
        self.nom.as_deref().unwrap_or_default().trim().chars().take(LONGEST).collect()
    }
}

pub(super) async fn circonscription(
    db: Db,
    actor: Actor,
    Path(place): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let place = steering::circonscription(&db.pool, &actor, place).await?;
    let typed = asked.typed();
    let sought = Sought { circonscription: Some(place.id), typed: &typed, most: WHOLE, ..Sought::default() };
    let schools = steering::schools(&db.pool, &actor, &sought).await?;
    let rows = rows(&db, schools).await?;
    let pupils = few(rows.iter().map(|r| r.is.pupils).sum());
    let vacant = rows.iter().filter(|r| r.is.heads.is_empty()).count();
    let title = place.name.clone();
    Page::new(title, &CirconscriptionPage { place, typed, rows, pupils, vacant, several: false })
}

#[derive(Template)]
#[template(path = "pilotage/schools.html")]
struct Schools {
    typed: String,
    circonscription: String,
    commune: String,
    circonscriptions: Vec<(PlaceId, String)>,
    communes: Vec<(PlaceId, String)>,
    rows: Vec<Row>,
    more: Option<PlaceId>,
    /// The page goes on from another.
    later: bool,
    several: bool,
}

pub(super) async fn project(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let typed = asked.typed();
    let place = |word: &Option<String>| word.as_deref().and_then(|w| w.parse::<PlaceId>().ok());
    let (circonscription, commune) = (place(&asked.circonscription), place(&asked.commune));
    let most = PAGE as i64 + 1;
    let sought = Sought { circonscription, commune, typed: &typed, after: asked.apres, most };
    let mut schools = steering::schools(&db.pool, &actor, &sought).await?;
    let goes_on = schools.len() > PAGE;
    schools.truncate(PAGE);
    let more = schools.last().map(|s| s.id).filter(|_| goes_on);
    let page = Schools {
        circonscriptions: steering::territories(&db.pool, true).await?,
        communes: steering::few_communes(&db.pool, CHOICES, commune).await?,
        rows: rows(&db, schools).await?,
        circonscription: circonscription.map(|p| p.to_string()).unwrap_or_default(),
        commune: commune.map(|p| p.to_string()).unwrap_or_default(),
        typed,
        more,
        later: asked.apres.is_some(),
        several: true,
    };
    Page::new("Écoles", &page)
}
