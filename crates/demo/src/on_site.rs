//! People and help on site: a course that was held and one to come, Les Bruyères accompanied, who helps, two practices.
//! Invariant: made once; what somebody did since stays as it is.

use super::queries;
use super::staff::{CARREL, FAURE, JOURDAN, KELLER, LENOIR, PETIT, ROY, SEGUR};
use super::territory::{CM_CARREL, LES_BRUYERES, VAL_D_ORMES};
use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use database::Tx;
use identity::App;
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};

pub struct Course {
    pub title: &'static str,
    pub track: &'static str,
    pub minutes: i32,
    pub given_by: &'static str,
    pub content: &'static str,
}

pub struct Session {
    pub kind: &'static str,
    pub place: &'static str,
    pub seats: i32,
    /// Who has no account.
    pub trainer: &'static str,
    /// From today, in days; the hours of that day.
    days: i64,
    hours: (u32, u32),
}

pub struct Function {
    pub kind: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub scope: &'static str,
    pub percent: i16,
}

pub struct Practice {
    pub title: &'static str,
    pub context: &'static str,
    pub services: &'static [&'static str],
    pub levels: &'static [&'static str],
    pub subject: &'static str,
    pub worked: &'static str,
    pub avoid: &'static str,
    pub published: bool,
}

static COURSES: [(Course, &[Session]); 3] = [
    (
        Course {
            title: "Débuter avec l’ENT dans sa classe",
            track: "teacher",
            minutes: 180,
            given_by: "circonscription",
            content: "Publier, joindre les familles, laisser les élèves s’enregistrer. On part de sa classe.",
        },
        &[Session {
            kind: "face_to_face",
            place: "Salle de réunion de la circonscription",
            seats: 20,
            trainer: "",
            days: -20,
            hours: (9, 12),
        }],
    ),
    (
        Course {
            title: "Administrer l’ENT de son école",
            track: "administrator",
            minutes: 120,
            given_by: "academy",
            content: "Comptes, fiches, droits, sécurité\u{a0}: ce que la direction a en main.",
        },
        &[Session {
            kind: "virtual",
            place: "",
            seats: 30,
            trainer: "Camille Roussel, CPD numérique",
            days: 6,
            hours: (17, 19),
        }],
    ),
    (
        Course {
            title: "Le cahier multimédia, pas à pas",
            track: "other",
            minutes: 90,
            given_by: "publisher",
            content: "Une séance technique de l’éditeur.",
        },
        &[Session {
            kind: "virtual",
            place: "",
            seats: 40,
            trainer: "Lou Ferrand, éditeur",
            days: 15,
            hours: (17, 18),
        }],
    ),
];

static FUNCTIONS: [Function; 5] = [
    Function {
        kind: "dan_deputy",
        name: "Viviane Morin",
        email: "",
        phone: "",
        scope: "academy",
        percent: 50,
    },
    Function {
        kind: "project_lead",
        name: "Noé Garance",
        email: "noe.garance@example.org",
        phone: "01 99 00 20 00",
        scope: "academy",
        percent: 100,
    },
    Function {
        kind: "ien_numerique",
        name: "Salomé Arnoux",
        email: "",
        phone: "01 99 00 20 05",
        scope: "department",
        percent: 50,
    },
    Function {
        kind: "cpd",
        name: "Camille Roussel",
        email: "",
        phone: "01 99 00 20 06",
        scope: "department",
        percent: 100,
    },
    Function {
        kind: "erun",
        name: "Théo Vannier",
        email: "theo.vannier@example.org",
        phone: "01 99 00 20 01",
        scope: "circonscription",
        percent: 50,
    },
];

static PRACTICES: [(&str, Practice); 2] = [
    (
        CARREL,
        Practice {
            title: "Le journal parlé du vendredi",
            context: "Un CE2-CM1 de vingt-deux, six tablettes, une demi-heure par semaine.",
            services: &["feed", "recorder"],
            levels: &["CE2", "CM1"],
            subject: "Français, oral",
            worked: "Chaque groupe s’enregistre, s’écoute, recommence une fois. Les familles écoutent le soir.",
            avoid: "Enregistrer dans la cour\u{a0}: on n’entend que le vent.",
            published: true,
        },
    ),
    (
        JOURDAN,
        Practice {
            title: "La photo du jour, racontée par l’enfant",
            context: "Une moyenne section, la tablette de la classe, deux minutes par enfant.",
            services: &["feed"],
            levels: &["MS"],
            subject: "Langage",
            worked: "L’enfant choisit sa photo et la raconte. Il en reparle chez lui.",
            avoid: "",
            published: false,
        },
    ),
];

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    if queries::has_training(tx.conn()).await? {
        return Ok(());
    }
    let (Some(circonscription), Some(segur)) =
        (queries::place(tx.conn(), VAL_D_ORMES, 0).await?, queries::person(tx.conn(), "aaf", SEGUR).await?)
    else {
        return Ok(());
    };
    trainings(app, &mut tx, circonscription).await?;
    helpers(&mut tx, circonscription).await?;
    classes(&mut tx, segur).await?;
    tx.commit().await.map_err(super::cause)
}

/// So many days from today, at this hour there.
fn at(app: &App, days: i64, hour: u32) -> DateTime<Utc> {
    let day = app.db.clock.today() + TimeDelta::days(days);
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let there = app.db.clock.zone().from_local_datetime(&day.and_time(time)).earliest();
    there.map(|t| t.with_timezone(&Utc)).unwrap_or_default()
}

/// The first was held: six came, and said what they thought; the others are to come.
async fn trainings(app: &App, tx: &mut Tx, circonscription: PlaceId) -> anyhow::Result<()> {
    let (now, year) = (tx.now(), school_year_of(tx.today()));
    let plan = (1080, "Débuter avec l’ENT\u{a0}; l’oral en cycle 2\u{a0}; tenir les comptes de son école.");
    queries::plan_training(tx.conn(), (circonscription, year), plan, now).await?;
    for (course, sessions) in &COURSES {
        let course = queries::add_course(tx.conn(), Some(circonscription), course, now).await?;
        for session in *sessions {
            let hours = (at(app, session.days, session.hours.0), at(app, session.days, session.hours.1));
            let trainer = match session.trainer {
                "" => queries::person(tx.conn(), "aaf", ROY).await?,
                _ => None,
            };
            let id =
                queries::add_session(tx.conn(), (course, circonscription), session, hours, trainer).await?;
            let held = (session.days < 0).then_some(180);
            let who: &[&str] =
                if held.is_some() { &[CARREL, JOURDAN, KELLER, FAURE, LENOIR, PETIT] } else { &[PETIT] };
            for key in who {
                if let Some(person) = queries::person(tx.conn(), "aaf", key).await? {
                    queries::enrol(tx.conn(), (id, person), held, hours.1.min(now)).await?;
                }
            }
            if held.is_some() {
                for said in [
                    (4, "Enfin du temps pour essayer."),
                    (4, ""),
                    (3, ""),
                    (3, "Un peu long."),
                    (4, ""),
                    (2, ""),
                ] {
                    queries::opine(tx.conn(), id, said).await?;
                }
            }
        }
    }
    Ok(())
}

async fn helpers(tx: &mut Tx, circonscription: PlaceId) -> anyhow::Result<()> {
    let (now, today) = (tx.now(), tx.today());
    for function in &FUNCTIONS {
        let place = (function.scope == "circonscription").then_some(circonscription);
        queries::add_function(tx.conn(), function, place, (today - TimeDelta::days(60), now)).await?;
    }
    queries::warn_from(tx.conn(), 8, now).await?;
    let two = [
        ("Lou", "Ferrand", "01 99 00 30 01", "8 h – 18 h, du lundi au vendredi"),
        ("Max", "Delorme", "01 99 00 30 02", "quand Lou Ferrand ne répond pas"),
    ];
    queries::add_publisher(tx.conn(), "Les Éditions du Tilleul", two, now).await?;
    Ok(())
}

async fn classes(tx: &mut Tx, segur: PersonId) -> anyhow::Result<()> {
    let (now, today) = (tx.now(), tx.today());
    if let Some(school) = queries::place(tx.conn(), LES_BRUYERES, 0).await? {
        let plan = "Une visite par mois, et l’équipe de l’éditeur pour les trois écoles du RPI.";
        queries::accompany(tx.conn(), (school, segur), (plan, [180, 120, 90, 360]), now).await?;
        let (note, again) = ("Le tableau de la classe ne s’allume plus.", today - TimeDelta::days(2));
        let days = (today - TimeDelta::days(12), again, now);
        queries::log_visit(tx.conn(), (school, segur), ("Équipement du RPI", note), days).await?;
    }
    let year = school_year_of(today);
    let (carrel, class) =
        (queries::person(tx.conn(), "aaf", CARREL).await?, queries::place(tx.conn(), CM_CARREL, year).await?);
    if let (Some(carrel), Some(class)) = (carrel, class) {
        for (days, kind, text) in [
            (21, "intention", "Que chaque groupe s’écoute avant de publier."),
            (
                14,
                "happened",
                "Trois groupes sur quatre ont recommencé d’eux-mêmes. La classe réclame le vendredi.",
            ),
            (
                7,
                "hazard",
                "Deux tablettes vides au moment de commencer\u{a0}: une séance sans écran, gardée prête, a servi.",
            ),
        ] {
            queries::write_journal(tx.conn(), (class, carrel), (kind, text), now - TimeDelta::days(days))
                .await?;
        }
    }
    for (author, practice) in &PRACTICES {
        if let Some(author) = queries::person(tx.conn(), "aaf", author).await? {
            let featured = practice.published.then(|| today + TimeDelta::weeks(5));
            let told = (now - TimeDelta::days(9), featured);
            queries::tell_practice(tx.conn(), (author, segur), practice, told).await?;
        }
    }
    Ok(())
}
