//! The invented territory opens its schools by steps: three have gone all the way, Les Bruyères is half way, Les Rives has
//! not begun, Le Lavoir was in use before. Invariant: what somebody decided since stays as it is.

use super::Areas;
use super::accounts::OWN;
use super::queries;
use super::staff::{AUBERT, BLANC, CARREL, FAURE, JOURDAN, PETIT, SEGUR};
use super::territory::{LES_AULNES, LES_BRUYERES, LES_RIVES, MOULIN, SCHOOLS, TILLEULS};
use chrono::{DateTime, Months, TimeDelta, Utc};
use database::Tx;
use identity::App;
use kernel::year::{first_day_of, school_year_of};
use kernel::{PersonId, PlaceId};

/// A step that somebody did, so many days ago.
pub struct Done {
    pub step: &'static str,
    pub outcome: &'static str,
    pub role: &'static str,
    pub note: String,
    pub details: String,
    pub reference: String,
    pub amount: Option<i32>,
    /// Whom it names: the volunteer, the administrator.
    pub subject: Option<PersonId>,
    by: Actor,
    days: i64,
}

/// Who did it: found by her part in the school.
#[derive(Clone, Copy)]
enum Actor {
    Head,
    Teacher,
    Inspector,
    Project,
}

use Actor::{Head, Inspector, Project, Teacher};

fn done(days: i64, by: Actor, [step, outcome, role]: [&'static str; 3]) -> Done {
    let (note, details, reference) = (String::new(), String::new(), String::new());
    Done { step, outcome, role, note, details, reference, amount: None, subject: None, by, days }
}

const TEAM: &str = "l’équipe enseignante";
const HEAD: &str = "la direction de l’école";
const IEN: &str = "l’inspection de la circonscription";
const MANAGER: &str = "l’équipe projet";

/// How a school came, and who carried it there.
struct Story {
    school: &'static str,
    head: &'static str,
    volunteer: &'static str,
    wish: &'static str,
    project: &'static str,
    school_plan: &'static str,
    /// What its head, then its inspector, said.
    said: [&'static str; 2],
    /// School years since it went live; nothing: it has not.
    live: Option<u32>,
}

static STORIES: [Story; 4] = [
    Story {
        school: TILLEULS,
        head: PETIT,
        volunteer: CARREL,
        wish: "Publier ce que les élèves écrivent, et que leurs familles répondent.",
        project: "Un journal de l’école, une classe par semaine, écrit et enregistré par les élèves.",
        school_plan: "Écrire pour être lu",
        said: ["Toute l’équipe s’y engage.", "Un projet simple et partagé."],
        live: Some(1),
    },
    Story {
        school: MOULIN,
        head: JOURDAN,
        volunteer: AUBERT,
        wish: "Que les familles entendent ce qui se dit à l’école maternelle.",
        project: "Une voix par jour\u{a0}: chaque enfant raconte un moment, ses parents l’écoutent le soir.",
        school_plan: "Oser parler",
        said: ["Les quatre classes participent.", "À partager avec les autres maternelles."],
        live: Some(1),
    },
    Story {
        school: LES_AULNES,
        head: FAURE,
        volunteer: FAURE,
        wish: "Une classe seule dans son village\u{a0}: ne plus l’être.",
        project: "Correspondre chaque semaine avec Les Bruyères et Le Lavoir.",
        school_plan: "Faire école à trois villages",
        said: ["", "Pensez à inviter les deux autres écoles."],
        live: Some(0),
    },
    Story {
        school: LES_BRUYERES,
        head: BLANC,
        volunteer: BLANC,
        wish: "Trois écoles, une seule équipe\u{a0}: il nous faut un lieu commun.",
        project: "Un journal sonore du RPI, une fois par mois, que les familles des trois villages écoutent.",
        school_plan: "Dire, écouter, se répondre d’un village à l’autre",
        said: ["", "Un beau projet de réseau. Pensez aux élèves de cycle 2."],
        live: None,
    },
];

impl Story {
    fn classes(&self) -> (Vec<&'static str>, i32) {
        let classes = SCHOOLS.iter().filter(|s| s.key == self.school).flat_map(|s| s.classes);
        let pupils: usize = classes.clone().flat_map(|c| c.levels).map(|(_, many)| many).sum();
        (classes.map(|c| c.label).collect(), i32::try_from(pupils).unwrap_or(0))
    }

    /// As far as the inspector’s decision, `end` days ago.
    fn first_steps(&self, head: PersonId, volunteer: PersonId, end: i64) -> Vec<Done> {
        let (classes, _) = self.classes();
        let (by, role) = if head == volunteer { (Head, HEAD) } else { (Teacher, TEAM) };
        let [agreed, validated] = self.said.map(str::to_owned);
        let details = serde_json::json!({ "whole": "school", "classes": classes }).to_string();
        let plan = serde_json::json!({ "school_plan": self.school_plan }).to_string();
        vec![
            Done { note: self.wish.to_owned(), ..done(end + 19, by, ["interest", "done", role]) },
            Done {
                note: self.wish.to_owned(),
                details,
                subject: Some(volunteer),
                ..done(end + 16, by, ["volunteering", "done", role])
            },
            Done {
                note: self.project.to_owned(),
                details: plan,
                ..done(end + 9, by, ["project", "done", role])
            },
            Done { note: agreed, ..done(end + 4, Head, ["notice", "favourable", HEAD]) },
            Done { note: validated, ..done(end, Inspector, ["decision", "validated", IEN]) },
        ]
    }

    /// From the decision to the first day in class, `live` days ago.
    fn last_steps(&self, head: PersonId, today: DateTime<Utc>, live: i64) -> Vec<Done> {
        let (classes, pupils) = self.classes();
        let day = |ago: i64| (today - TimeDelta::days(ago)).date_naive().to_string();
        let boards = classes.len();
        let kit = serde_json::json!({ "boards": boards, "tablets": 8, "computers": 2 }).to_string();
        let told =
            serde_json::json!({ "informed_on": day(live + 12), "sheets_on": day(live + 4) }).to_string();
        let adults = i32::try_from(classes.len()).ok();
        vec![
            Done {
                reference: "Délibération 41".to_owned(),
                amount: Some(pupils + 9),
                ..done(live + 80, Project, ["commitment", "done", MANAGER])
            },
            Done {
                reference: "Liste des écoles".to_owned(),
                details: r#"{"register": "T-12"}"#.to_owned(),
                ..done(live + 60, Project, ["convention", "done", MANAGER])
            },
            Done { details: kit, ..done(live + 50, Project, ["equipment", "done", MANAGER]) },
            Done { subject: Some(head), ..done(live + 45, Head, ["administrator", "done", HEAD]) },
            Done {
                note: "Formée dans le projet d’avant.".to_owned(),
                subject: Some(head),
                ..done(live + 40, Inspector, ["training", "waived", IEN])
            },
            done(live + 30, Head, ["accounts", "done", HEAD]),
            Done {
                reference: "ent.example.org".to_owned(),
                ..done(live + 28, Project, ["domain", "done", "l’annuaire (DSI)"])
            },
            Done { amount: adults, ..done(live + 14, Inspector, ["teachers", "done", IEN]) },
            Done { details: told, ..done(live + 4, Head, ["families", "done", HEAD]) },
            done(live, Head, ["go_live", "done", HEAD]),
        ]
    }
}

pub async fn settle(app: &App, areas: &impl Areas) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let (Some(guerin), Some(bruyeres), Some(rives)) = (
        queries::person(tx.conn(), OWN, "guerin").await?,
        queries::place(tx.conn(), LES_BRUYERES, 0).await?,
        queries::place(tx.conn(), LES_RIVES, 0).await?,
    ) else {
        return Ok(());
    };
    if queries::open_by_steps(tx.conn(), guerin, &[bruyeres, rives], now).await? {
        for story in &STORIES {
            if let Some(school) = queries::place(tx.conn(), story.school, 0).await? {
                tell(&mut tx, story, school, guerin).await?;
            }
        }
    }
    tx.commit().await.map_err(super::cause)?;
    areas.refresh_waits(app).await.map_err(super::cause)
}

/// One school’s way, each step on its day.
async fn tell(tx: &mut Tx, story: &Story, school: PlaceId, project: PersonId) -> anyhow::Result<()> {
    let (now, today) = (tx.now(), tx.today());
    let (Some(head), Some(volunteer), Some(inspector)) = (
        queries::person(tx.conn(), "aaf", story.head).await?,
        queries::person(tx.conn(), "aaf", story.volunteer).await?,
        queries::person(tx.conn(), "aaf", SEGUR).await?,
    ) else {
        return Ok(());
    };
    let mut steps = match story.live {
        None => story.first_steps(head, volunteer, 5),
        Some(years) => {
            let first = first_day_of(school_year_of(today)).min(today) - Months::new(12 * years);
            let live = (today - first).num_days();
            let mut steps = story.first_steps(head, volunteer, live + 100);
            steps.extend(story.last_steps(head, now, live));
            steps
        }
    };
    if story.live.is_some() {
        const PLAN: &str = "Deux demi-journées dans l’école, puis une classe virtuelle par trimestre.";
        let agreed = steps.iter().find(|s| s.step == "decision").map_or(0, |s| s.days);
        let at = now - TimeDelta::days(agreed);
        queries::accompany(tx.conn(), (school, inspector), (PLAN, [180, 90, 60, 120]), at).await?;
    }
    if story.live.is_some_and(|years| years > 0) {
        let year = school_year_of(today);
        let which = serde_json::json!({ "which": format!("{year}-{}", year + 1) }).to_string();
        steps.push(Done { details: which, ..done(70, Head, ["renewal", "done", HEAD]) });
    }
    steps.retain(|step| step.days >= 0);
    let begun = now - TimeDelta::days(steps.iter().map(|s| s.days).max().unwrap_or(0));
    let joining = queries::begin_joining(tx.conn(), school, volunteer, begun).await?;
    for step in &steps {
        let by = match step.by {
            Head => head,
            Teacher => volunteer,
            Inspector => inspector,
            Project => project,
        };
        queries::do_step(tx.conn(), joining, by, step, now - TimeDelta::days(step.days)).await?;
    }
    Ok(())
}
