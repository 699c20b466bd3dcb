//! What was given, and the form to give more.

use super::queries::{self, Given, Proposal};
use super::rules::{self, KINDS, TOOLS, Typed};
use crate::{App, persons, school};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PlaceId, ProposalId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "delegation/list.html")]
struct List {
    school: school::School,
    current: Vec<Given>,
    ended: Vec<Given>,
    proposals: Vec<Proposal>,
    known: Vec<(kernel::PersonId, String)>,
    classes: Vec<(PlaceId, String)>,
    typed: Typed,
    errors: FieldErrors,
    today: String,
    done: Option<&'static str>,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
    /// A teacher's proposal, put into the form.
    proposition: Option<ProposalId>,
    classe: Option<PlaceId>,
}

pub(super) async fn list(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::headed(&db.pool, &actor, school, today).await?;
    let proposals = queries::proposals(&db.pool, &school).await?;
    let asked = proposals.iter().find(|p| Some(p.id) == shown.proposition);
    let typed = asked.map_or_else(
        || Typed {
            du: today.to_string(),
            classe: shown.classe.map(|c| c.to_string()).unwrap_or_default(),
            outil: vec![kernel::role::FEED_READ.to_owned()],
            ..Typed::default()
        },
        filled,
    );
    page(&db, school, typed, FieldErrors::default(), done(shown.fait.as_deref())).await
}

fn filled(proposal: &Proposal) -> Typed {
    Typed {
        qui: String::new(),
        prenom: proposal.first_name.clone(),
        nom: proposal.last_name.clone(),
        mel: proposal.email.clone().unwrap_or_default(),
        role: proposal.kind.clone(),
        objet: proposal.purpose.clone(),
        classe: proposal.place.to_string(),
        du: proposal.from_day.to_string(),
        au: proposal.until_day.to_string(),
        outil: vec![kernel::role::FEED_READ.to_owned()],
        proposition: proposal.id.to_string(),
    }
}

fn done(word: Option<&str>) -> Option<&'static str> {
    match word? {
        "donne" => Some("C’est fait\u{a0}: l’accès est donné."),
        "invite" => Some("C’est fait\u{a0}: une lettre part avec le code pour ouvrir son compte."),
        "prolonge" => Some("L’accès est prolongé."),
        "termine" => Some("L’accès est terminé\u{a0}: plus rien n’est visible."),
        "ecarte" => Some("La demande est écartée."),
        _ => None,
    }
}

pub(super) async fn page(
    db: &Db,
    school: school::School,
    typed: Typed,
    errors: FieldErrors,
    done: Option<&'static str>,
) -> Answer<Page> {
    let today = db.clock.today();
    let given = queries::given(&db.pool, &school, None, today).await?;
    let (current, ended) = given.into_iter().partition(|g| g.until_day >= today);
    let list = List {
        current,
        ended,
        proposals: queries::proposals(&db.pool, &school).await?,
        known: queries::known(&db.pool, &school, today).await?,
        classes: persons::classes(&db.pool, &school, today).await?,
        typed,
        done,
        today: today.to_string(),
        school,
        errors,
    };
    let refused = !list.errors.is_empty();
    let page = Page::new("Accès donnés", &list)?;
    Ok(if refused { page.invalid() } else { page })
}

impl Given {
    fn kind_words(&self) -> &'static str {
        rules::kind_words(&self.kind)
    }

    fn days(&self) -> String {
        spoken_days(self.from_day, self.until_day)
    }

    fn tools_words(&self) -> String {
        rules::spoken(&self.tools)
    }

    fn begins_later(&self, today: &str) -> bool {
        self.from_day.to_string().as_str() > today
    }

    fn account(&self) -> (&'static str, &'static str) {
        match (self.state.as_deref(), self.email) {
            (Some("active"), _) => ("compte ouvert", "meadow"),
            (Some("to_activate"), true) => ("lettre envoyée, compte à ouvrir", "sun"),
            (Some("to_activate"), false) => ("fiche à remettre", "sun"),
            (Some("blocked"), _) => ("compte bloqué", "brick"),
            _ => ("compte fermé", "brick"),
        }
    }
}

impl Proposal {
    fn kind_words(&self) -> &'static str {
        rules::kind_words(&self.kind)
    }

    fn days(&self) -> String {
        spoken_days(self.from_day, self.until_day)
    }
}

fn spoken_days(from: chrono::NaiveDate, until: chrono::NaiveDate) -> String {
    if from == until {
        return format!("le {}", french_day(from));
    }
    format!("du {} au {}", french_day(from), french_day(until))
}

/// The code of an account that was never opened, this once.
#[derive(Template)]
#[template(path = "delegation/slip.html")]
struct Slip<'a> {
    given: &'a Given,
    login: &'a str,
    code: String,
    school: &'a school::School,
    site: &'a str,
    project: &'a str,
}

pub(super) fn slip(
    app: &App,
    school: &school::School,
    given: &Given,
    login: &str,
    code: &str,
) -> Result<Page, Error> {
    let site = app.settings.public_url.trim_start_matches("https://").trim_start_matches("http://");
    let slip = Slip {
        given,
        login,
        code: crate::accounts::codes::shown(code),
        school,
        site,
        project: &app.settings.project,
    };
    Ok(Page::new("Fiche à remettre", &slip)?.bare())
}
