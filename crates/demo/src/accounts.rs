//! One face to try for each role, its secret shown: nothing here is real. Invariant: an account that
//! somebody has opened, a role that somebody has ended, stay as they are.

use super::Areas;
use super::people::{KARIM, LINA, NADIA, SAMI};
use super::queries;
use super::staff::{AUBIN, CARREL, DUVAL, FAURE, JOURDAN, KELLER, MAILLARD, PETIT, SEGUR, SIMONIN, VIDAL};
use super::territory::{CM_CARREL, COMMUNES, MS_JOURDAN, SCHOOLS, SYNDICATE, ULIS, VAL_D_ORMES, VILLERS};
use super::ways::WORDS;
use chrono::{Days, NaiveDate};
use database::Tx;
use identity::App;
use identity::accounts::{self, passwords, rules};
use identity::app::DemoAccount;
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};

/// Of all adults: a demonstration is typed on a phone, standing.
const PASSWORD: &str = "cour-de-recre-26";

/// Whom the feed brings, or the demonstration itself.
const FEED: &str = "aaf";
pub const OWN: &str = "demo";
/// She has no role before the register says whom she supports.
pub const ARNOUX: &str = "arnoux";

struct Face {
    group: &'static str,
    source: &'static str,
    key: &'static str,
    title: &'static str,
    secret: &'static str,
}

const FAMILIES: &str = "Familles";
pub const PUPILS: &str = "Élèves";
const SCHOOL: &str = "École";
const STEERING: &str = "Pilotage";

const fn face(group: &'static str, source: &'static str, key: &'static str, title: &'static str) -> Face {
    Face { group, source, key, title, secret: PASSWORD }
}

/// A pupil's short code, printed on a sheet of paper.
const fn pupil(key: &'static str, title: &'static str, secret: &'static str) -> Face {
    Face { group: PUPILS, source: FEED, key, title, secret }
}

static FACES: [Face; 22] = [
    face(FAMILIES, FEED, NADIA, "Nadia Benali, mère de Lina et Sami"),
    face(FAMILIES, FEED, KARIM, "Karim Haddad, père de Lina et Sami (l’autre foyer)"),
    pupil(LINA, "Lina, élève de CM1 aux Tilleuls", WORDS),
    pupil(SAMI, "Sami, élève de moyenne section au Moulin Bleu", "SMDR-3679-PXKF"),
    face(SCHOOL, FEED, CARREL, "Marion Carrel, maîtresse de CE2-CM1 aux Tilleuls"),
    face(SCHOOL, FEED, PETIT, "Hélène Petit, directrice des Tilleuls, maîtresse de CM2"),
    face(SCHOOL, FEED, JOURDAN, "Paul Jourdan, directeur du Moulin Bleu, maître de moyenne section"),
    face(SCHOOL, FEED, KELLER, "Sonia Keller, enseignante dans deux écoles, classes à choisir"),
    face(SCHOOL, FEED, FAURE, "Denise Faure, RPI des Trois Vallées, classe à trois niveaux"),
    face(SCHOOL, FEED, VIDAL, "Anna Vidal, directrice aux Rives (autre circonscription)"),
    face(SCHOOL, FEED, MAILLARD, "Grégoire Maillard, maître aux Rives, une école qui n’a pas commencé"),
    face(SCHOOL, OWN, "martel", "Inès Martel, remplaçante en CE1 pour quelques semaines"),
    face(SCHOOL, FEED, DUVAL, "Romain Duval, AESH en CE2-CM1"),
    face(SCHOOL, OWN, "tellier", "Monique Tellier, ATSEM en moyenne section"),
    face(STEERING, FEED, SEGUR, "Odile Ségur, inspectrice du Val d’Ormes"),
    face(STEERING, FEED, AUBIN, "Étienne Aubin, inspecteur de Rives-de-Seille"),
    face(STEERING, OWN, ARNOUX, "Salomé Arnoux, IEN numérique, appuie la circonscription du Val d’Ormes"),
    face(STEERING, OWN, "pons", "Mireille Pons, service scolaire de Villers et du syndicat"),
    face(STEERING, OWN, "oger", "Basile Oger, annuaire et comptes (DSI)"),
    face(STEERING, OWN, "guerin", "Flora Guérin, équipe projet"),
    face(STEERING, OWN, "costa", "Irène Costa, niveau national, en nombres seulement"),
    face(STEERING, OWN, "arnaud", "Solène Arnaud, conseil juridique du projet"),
];

struct Newcomer {
    key: &'static str,
    name: (&'static str, &'static str, &'static str),
    role: &'static str,
    /// A class, or the circonscription.
    place: &'static str,
    weeks: Option<u64>,
    source: &'static str,
}

static NEWCOMERS: [Newcomer; 6] = [
    Newcomer {
        key: "oger",
        name: ("M.", "Basile", "OGER"),
        role: "operator",
        place: VAL_D_ORMES,
        weeks: None,
        source: "delegation",
    },
    Newcomer {
        key: "guerin",
        name: ("Mme", "Flora", "GUÉRIN"),
        role: "project_manager",
        place: VAL_D_ORMES,
        weeks: None,
        source: "delegation",
    },
    Newcomer {
        key: "arnaud",
        name: ("Mme", "Solène", "ARNAUD"),
        role: "legal_adviser",
        place: VAL_D_ORMES,
        weeks: Some(40),
        source: "delegation",
    },
    Newcomer {
        key: "costa",
        name: ("Mme", "Irène", "COSTA"),
        role: "national",
        place: VAL_D_ORMES,
        weeks: Some(40),
        source: "delegation",
    },
    Newcomer {
        key: "martel",
        name: ("Mme", "Inès", "MARTEL"),
        role: "substitute",
        place: "9214",
        weeks: Some(4),
        source: "delegation",
    },
    Newcomer {
        key: "tellier",
        name: ("Mme", "Monique", "TELLIER"),
        role: "atsem",
        place: MS_JOURDAN,
        weeks: None,
        source: "head",
    },
];

/// The territory above the schools, those who are in no feed, and who does what in which class.
pub async fn settle_people(tx: &mut Tx, areas: &impl Areas) -> anyhow::Result<()> {
    let (now, today) = (tx.now(), tx.today());
    let syndicate = queries::territory(tx.conn(), "epci", SYNDICATE, None, None, now).await?;
    for commune in COMMUNES {
        let above = commune.rural.then_some(syndicate);
        let place =
            queries::territory(tx.conn(), "commune", commune.name, Some(commune.insee), above, now).await?;
        areas.know_commune(tx, commune).await?;
        for school in SCHOOLS.iter().filter(|s| s.commune.insee == commune.insee) {
            if let Some(school) = queries::place(tx.conn(), school.key, 0).await? {
                queries::put_in_commune(tx.conn(), school, place).await?;
            }
        }
    }
    for newcomer in &NEWCOMERS {
        welcome(tx, newcomer).await?;
    }
    if queries::person(tx.conn(), OWN, ARNOUX).await?.is_none() {
        let name = ("Mme", "Salomé", "ARNOUX");
        queries::add_person(tx.conn(), ARNOUX, name, "salome.arnoux@example.org", now).await?;
    }
    let villers =
        queries::territory(tx.conn(), "commune", VILLERS.name, Some(VILLERS.insee), None, now).await?;
    for place in [villers, syndicate] {
        agent(tx, place).await?;
    }
    for class in SCHOOLS.iter().flat_map(|s| s.classes) {
        give(tx, class.teacher, "teacher", class.key, "self").await?;
    }
    give(tx, SIMONIN, "teacher", ULIS.0, "self").await?;
    give(tx, DUVAL, "aesh", CM_CARREL, "head").await?;
    identity::audiences::refresh_all(tx.conn(), today).await?;
    Ok(())
}

/// Who keeps the schools of a town and of the villages around it.
async fn agent(tx: &mut Tx, place: PlaceId) -> anyhow::Result<()> {
    let (now, today) = (tx.now(), tx.today());
    let person = match queries::person(tx.conn(), OWN, "pons").await? {
        Some(person) => person,
        None => {
            let name = ("Mme", "Mireille", "PONS");
            queries::add_person(tx.conn(), "pons", name, "mireille.pons@example.org", now).await?
        }
    };
    queries::give_role(tx.conn(), person, "commune_agent", place, (start(today), None), "delegation").await?;
    Ok(())
}

async fn welcome(tx: &mut Tx, newcomer: &Newcomer) -> anyhow::Result<()> {
    let (now, today) = (tx.now(), tx.today());
    let person = match queries::person(tx.conn(), OWN, newcomer.key).await? {
        Some(person) => person,
        None => {
            let email = format!("{}@example.org", rules::login_base(newcomer.name.1, newcomer.name.2));
            queries::add_person(tx.conn(), newcomer.key, newcomer.name, &email, now).await?
        }
    };
    if let Some(place) = queries::place(tx.conn(), newcomer.place, school_year_of(today)).await? {
        let until = newcomer.weeks.map(|weeks| today + Days::new(7 * weeks));
        queries::give_role(tx.conn(), person, newcomer.role, place, (start(today), until), newcomer.source)
            .await?;
    }
    Ok(())
}

async fn give(tx: &mut Tx, person: &str, role: &str, class: &str, source: &str) -> anyhow::Result<()> {
    let (from, year) = (start(tx.today()), school_year_of(tx.today()));
    let person = queries::person(tx.conn(), FEED, person).await?;
    if let (Some(person), Some(place)) = (person, queries::place(tx.conn(), class, year).await?) {
        queries::give_role(tx.conn(), person, role, place, (from, None), source).await?;
    }
    Ok(())
}

/// The first of September, or today when the year has not begun.
fn start(today: NaiveDate) -> NaiveDate {
    let year = i32::from(school_year_of(today));
    NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or_default().min(today)
}

/// Opens the accounts that are still closed. Hashing, which is what it costs, is done outside of any
/// transaction.
pub async fn open(app: &App) -> anyhow::Result<Vec<DemoAccount>> {
    let mut shown = Vec::new();
    for face in &FACES {
        let Some(person) = queries::person(&app.db.pool, face.source, face.key).await? else { continue };
        let login = open_one(app, face, person).await?;
        let (title, password) = (face.title.to_owned(), face.secret.to_owned());
        shown.push(DemoAccount { group: face.group, title, login, password });
    }
    Ok(shown)
}

/// One more pupil, with a printed code.
pub async fn open_pupil(
    app: &App,
    key: &str,
    title: String,
    secret: &'static str,
) -> anyhow::Result<Option<DemoAccount>> {
    let Some(person) = queries::person(&app.db.pool, FEED, key).await? else { return Ok(None) };
    let login = open_one(app, &pupil("", "", secret), person).await?;
    Ok(Some(DemoAccount { group: PUPILS, title, login, password: secret.to_owned() }))
}

/// The login.
async fn open_one(app: &App, face: &Face, person: PersonId) -> anyhow::Result<String> {
    let pool = &app.db.pool;
    let account = queries::account(pool, person).await?;
    if let Some((login, state)) = &account
        && state != "to_activate"
    {
        return Ok(login.clone());
    }
    let login = match account {
        Some((login, _)) => login,
        None => {
            let (first, last) = queries::names(pool, person).await?;
            let base = rules::login_base(&first, &last);
            rules::free_login(&base, &accounts::queries::logins_like(pool, &base).await?)
        }
    };
    // A pupil's code is kept as typed without its dash, secret words as they are compared.
    let secret = match face.secret {
        PASSWORD => PASSWORD.to_owned(),
        WORDS => identity::pass_phrases::rules::secret(WORDS),
        code => code.replace('-', ""),
    };
    let hash = passwords::hash(secret).await.map_err(super::cause)?;
    queries::open_account(pool, person, &login, &hash, app.db.clock.now()).await?;
    if face.secret == WORDS {
        queries::put_words(pool, person, app.db.clock.now()).await?;
    }
    Ok(login)
}
