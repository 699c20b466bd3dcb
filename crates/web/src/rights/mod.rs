//! Who may do what: role × act, from the table of routes and the rules; for a head to read.
//!
//! Invariant: every route is in an act, and nobody is said to do what its gate refuses her.

mod acts;
mod pages;
mod text;

pub use text::markdown;

use identity::App;
use kernel::routes::Route;
use kernel::{
    Access, Actor, Confirmed, Face, PersonId, PlaceId, Role, RoleKind, Routes, SessionId, SessionKind,
};

/// How far an act goes behind its gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// What is shared with her or is hers.
    Own,
    /// The school where she works.
    School,
    /// The class of whose team she is, the head’s school.
    Team,
    /// The classes of the schools where she teaches for good.
    Picks,
    /// The class that she teaches.
    Teaches,
    /// The class that she teaches, the head’s school.
    Led,
    /// The head’s school.
    Whole,
    /// To whom the rules of communication let her.
    Writes,
    /// In the places that she leads: a class, a school, the project.
    Given,
    /// Pupils of the class that she teaches, of the head’s school.
    Groups,
    /// The schools that she steers from outside.
    Steered,
    /// The same, and the legal adviser.
    Texts,
    /// The places that she steers, the head’s school: their figures.
    Counted,
    /// The way of a school into the project: who teaches or heads there, who steers it.
    Joins,
    /// What adults of schools learn and share with each other: those who work there, and whoever steers them.
    Learns,
    /// What is meant for adults of schools and of the territory: whoever was invited.
    Meant,
    /// Of the school where she works, or that she steers.
    Near,
    /// How a school is helped on site: who teaches or heads there, its inspector, the project; not its commune.
    Helped,
    /// The same, and of the class that she teaches.
    HelpedClass,
    /// Who helps schools: heads, inspectors, the project.
    Helps,
    /// What stands in a school: who works there, who steers it.
    Equipped,
}

/// The columns: roles that may do the same.
pub const COLUMNS: [(&str, &[RoleKind]); 14] = [
    ("Élève", &[RoleKind::Pupil]),
    ("Famille", &[RoleKind::Guardian]),
    ("Enseignant", &[RoleKind::Teacher]),
    ("Remplaçant", &[RoleKind::Substitute]),
    ("ATSEM, AESH", &[RoleKind::Atsem, RoleKind::Aesh]),
    ("Autre personnel", &[RoleKind::Staff]),
    ("Intervenant", &[RoleKind::Helper]),
    ("Direction", &[RoleKind::Head]),
    ("Inspection", &[RoleKind::Inspector]),
    ("IEN numérique", &[RoleKind::DigitalInspector]),
    ("Commune", &[RoleKind::CommuneAgent]),
    ("Conseil juridique", &[RoleKind::LegalAdviser]),
    ("National", &[RoleKind::National]),
    ("Projet", &[RoleKind::ProjectManager, RoleKind::Operator]),
];

/// One act, and for each column how far it goes; nothing where it is closed.
pub struct Line {
    pub group: &'static str,
    pub sentence: &'static str,
    /// Once she has shown again that it is she.
    pub sensitive: bool,
    pub cells: Vec<Option<&'static str>>,
}

/// The matrix of these routes; or what is wrong with the table of acts.
pub fn matrix(table: &[Route]) -> Result<Vec<Line>, String> {
    let mut of_act: Vec<Vec<&Route>> = acts::all().map(|_| Vec::new()).collect();
    for route in table {
        let of = acts::all().position(|act| act.routes.iter().any(|pattern| matches(pattern, route)));
        let of =
            of.ok_or_else(|| format!("no sentence in acts.rs says what {} {} is", route.method, route.path))?;
        if let Some(routes) = of_act.get_mut(of) {
            routes.push(route);
        }
    }
    acts::all().zip(of_act).map(|(act, routes)| line(act, &routes)).collect()
}

fn line(act: &acts::Act, routes: &[&Route]) -> Result<Line, String> {
    if routes.is_empty() {
        return Err(format!("« {} » has no route any more", act.sentence));
    }
    let mut cells = Vec::new();
    for (name, kinds) in COLUMNS {
        let mut admitted = kinds
            .iter()
            .flat_map(|kind| routes.iter().map(|route| route.access.admits(Some(&somebody(*kind)))));
        let first = admitted.next().unwrap_or(false);
        if admitted.any(|other| other != first) {
            return Err(format!("« {} » : not the same for each of its routes ({name})", act.sentence));
        }
        cells.push(kinds.first().filter(|_| first).and_then(|kind| act.bound.of(*kind)));
    }
    let sensitive = routes.iter().all(|route| route.sensitive);
    Ok(Line { group: act.group, sentence: act.sentence, sensitive, cells })
}

fn matches(pattern: &str, route: &Route) -> bool {
    let Some((method, path)) = pattern.split_once(' ') else { return false };
    (method == "*" || method == route.method.as_str())
        && path.strip_suffix('*').map_or(path == route.path, |begin| route.path.starts_with(begin))
}

impl Bound {
    /// How far it goes for somebody whom the gate admits.
    fn of(self, kind: RoleKind) -> Option<&'static str> {
        let teaches = matches!(kind, RoleKind::Teacher | RoleKind::Substitute);
        let helps = matches!(kind, RoleKind::Atsem | RoleKind::Aesh | RoleKind::Helper);
        // Given with a list of what it opens: of a substitute who only reads, nothing else.
        let for_a_time = matches!(kind, RoleKind::Substitute | RoleKind::Atsem | RoleKind::Aesh);
        match self {
            Self::Own => Some("oui"),
            Self::Meant => {
                (!matches!(kind, RoleKind::Guardian | RoleKind::LegalAdviser | RoleKind::National))
                    .then_some("selon le public")
            }
            Self::School => kind.is_school_adult().then_some("son école"),
            Self::Writes if kind == RoleKind::Helper => Some("si c’est donné"),
            Self::Writes if for_a_time => Some("selon les règles et ce qui est donné"),
            Self::Writes => somebody(kind).may_write().then_some("selon les règles"),
            Self::Given if matches!(kind, RoleKind::ProjectManager | RoleKind::Operator) => Some("le projet"),
            Self::Steered if kind == RoleKind::Inspector => Some("sa circonscription"),
            Self::Steered if kind == RoleKind::CommuneAgent => Some("sa commune"),
            Self::Steered if kind == RoleKind::DigitalInspector => Some("la circonscription appuyée"),
            Self::Steered => {
                matches!(kind, RoleKind::ProjectManager | RoleKind::Operator).then_some("le projet")
            }
            Self::Texts if kind == RoleKind::LegalAdviser => Some("le projet"),
            Self::Near if kind == RoleKind::Helper => None,
            Self::Learns | Self::Near if kind.is_school_adult() => Some("oui"),
            Self::Learns if kind == RoleKind::CommuneAgent => None,
            Self::HelpedClass if kind == RoleKind::Teacher => Some("sa classe"),
            Self::Helped | Self::HelpedClass if kind == RoleKind::CommuneAgent => None,
            Self::Joins | Self::Helped | Self::HelpedClass
                if matches!(kind, RoleKind::Teacher | RoleKind::Head) =>
            {
                Some("son école")
            }
            Self::Equipped if kind.is_school_adult() => (kind != RoleKind::Helper).then_some("son école"),
            Self::Helps => matches!(
                kind,
                RoleKind::Head | RoleKind::Inspector | RoleKind::ProjectManager | RoleKind::Operator
            )
            .then_some("oui"),
            Self::Counted if kind == RoleKind::Head => Some("son école"),
            Self::Joins
            | Self::Counted
            | Self::Texts
            | Self::Equipped
            | Self::Learns
            | Self::Near
            | Self::Helped
            | Self::HelpedClass => Self::Steered.of(kind),
            Self::Groups if kind == RoleKind::Teacher => Some("ses élèves"),
            Self::Picks => (kind == RoleKind::Teacher).then_some("son école"),
            Self::Teaches | Self::Led | Self::Given if kind == RoleKind::Substitute => {
                Some("sa classe, si c’est donné")
            }
            Self::Teaches => teaches.then_some("sa classe"),
            Self::Team if helps => Some("sa classe"),
            Self::Team | Self::Led | Self::Given if teaches => Some("sa classe"),
            Self::Team | Self::Led | Self::Given | Self::Groups | Self::Whole => {
                (kind == RoleKind::Head).then_some("son école")
            }
        }
    }
}

/// Somebody with this one role, to be shown to the gates.
fn somebody(kind: RoleKind) -> Actor {
    let place = PlaceId::fresh();
    Actor {
        person: PersonId::fresh(),
        session: SessionId::fresh(),
        session_kind: SessionKind::Login,
        name: String::new(),
        first_name: String::new(),
        face: Face::Adulte,
        roles: vec![Role { kind, place, school: Some(place), tools: None }],
        children: Vec::new(),
        confirmed: Confirmed::Now,
        frozen: None,
    }
}

pub fn routes() -> Routes<App> {
    Routes::new().get("/ecole/{school}/droits", Access::SchoolAdults, pages::rights).get(
        "/ecole/{school}/direction/droits",
        Access::Steering,
        pages::from_outside,
    )
}
