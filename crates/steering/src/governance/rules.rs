//! Bodies, colleges, and when a decision holds. Pure.

use chrono::NaiveDate;
use kernel::Actor;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Strategic,
    Technical,
    Reference,
    Users,
    Publisher,
}

impl Kind {
    /// In the database, on a page, what it does. Those without which a project does not leave its framing come first.
    const WORDS: [(Self, &'static str, &'static str, &'static str); 5] = [
        (
            Self::Strategic,
            "strategic",
            "Orientation et arbitrage stratégique",
            "Fixe le cap, arbitre ce qui n’était pas prévu. Une ou deux fois par an.",
        ),
        (
            Self::Technical,
            "technical",
            "Pilotage technique",
            "Valide les évolutions et les ressources, avant chaque période de vacances.",
        ),
        (
            Self::Reference,
            "reference",
            "Groupe de référents du département",
            "Accompagne les équipes, fait remonter ce qui se passe dans les classes.",
        ),
        (
            Self::Users,
            "users",
            "Groupe d’utilisateurs",
            "Enseignants, familles, agents\u{a0}: ce qu’ils en disent.",
        ),
        (Self::Publisher, "publisher", "Réunions avec l’éditeur", "Trois fois par année scolaire."),
    ];

    fn words(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        Self::WORDS.iter().find(|w| w.0 == self).unwrap_or(&Self::WORDS[0])
    }

    pub(super) fn name(self) -> &'static str {
        self.words().1
    }

    pub(super) fn french(self) -> &'static str {
        self.words().2
    }

    pub(super) fn does(self) -> &'static str {
        self.words().3
    }

    /// While the project has none on which both colleges sit.
    pub(super) fn gap(self) -> String {
        format!(
            "{}\u{a0}: aucune instance où siègent les collectivités et l’Éducation nationale.",
            self.french()
        )
    }

    pub(super) fn named(name: &str) -> Self {
        Self::WORDS.iter().find(|w| w.1 == name).map_or(Self::Strategic, |w| w.0)
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|w| w.0)
    }
}

/// For whom a member sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum College {
    Collectivities,
    Education,
    /// Publisher, users’ representatives: heard, without a voice.
    Guest,
}

impl College {
    const WORDS: [(Self, &'static str, &'static str); 3] = [
        (Self::Collectivities, "collectivities", "Collectivités"),
        (Self::Education, "education", "Éducation nationale"),
        (Self::Guest, "guest", "Invités, sans voix"),
    ];
    pub(super) const VOICES: [Self; 2] = [Self::Collectivities, Self::Education];

    pub(super) fn name(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    pub(super) fn french(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.2)
    }

    /// « pour les collectivités ».
    pub(super) fn for_whom(self) -> &'static str {
        match self {
            Self::Collectivities => "les collectivités",
            Self::Education => "l’Éducation nationale",
            Self::Guest => "les invités",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        Self::WORDS.iter().find(|w| w.1 == name).map_or(Self::Guest, |w| w.0)
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|w| w.0)
    }
}

/// Where a decision stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// For the agreement of these.
    Waits(Vec<College>),
    Refused(College),
    /// Both agreed.
    Holds,
    UnderWay,
    Applied,
    GivenUp,
}

impl State {
    /// From the last voice of each college, and the last follow-up.
    pub(super) fn of(voices: &[(College, bool)], followed: Option<&str>) -> Self {
        if let Some((college, _)) = voices.iter().find(|(_, agrees)| !agrees) {
            return Self::Refused(*college);
        }
        let missing: Vec<_> =
            College::VOICES.into_iter().filter(|c| !voices.iter().any(|(said, _)| said == c)).collect();
        match (missing.is_empty(), followed) {
            (false, _) => Self::Waits(missing),
            (true, Some("applied")) => Self::Applied,
            (true, Some("given_up")) => Self::GivenUp,
            (true, Some(_)) => Self::UnderWay,
            (true, None) => Self::Holds,
        }
    }

    /// It stays on the agendas.
    pub(super) fn is_to_follow(&self) -> bool {
        matches!(self, Self::Waits(_) | Self::Holds | Self::UnderWay)
    }

    pub(super) fn has_both(&self) -> bool {
        matches!(self, Self::Holds | Self::UnderWay | Self::Applied | Self::GivenUp)
    }

    pub(super) fn french(&self) -> String {
        match self {
            Self::Waits(missing) => {
                let whose: Vec<_> = missing.iter().map(|c| c.for_whom()).collect();
                format!("attend l’accord\u{a0}: {}", whose.join(", "))
            }
            Self::Refused(college) => format!("n’est pas prise\u{a0}: {} s’y opposent", plural(*college)),
            Self::Holds => "prise".to_owned(),
            Self::UnderWay => "prise, en cours".to_owned(),
            Self::Applied => "appliquée".to_owned(),
            Self::GivenUp => "abandonnée".to_owned(),
        }
    }

    pub(super) fn colour(&self) -> &'static str {
        match self {
            Self::Waits(_) => "sun",
            Self::Refused(_) => "brick",
            Self::Holds | Self::UnderWay => "sky",
            Self::Applied => "meadow",
            Self::GivenUp => "",
        }
    }
}

fn plural(college: College) -> &'static str {
    if college == College::Education {
        "les services de l’Éducation nationale"
    } else {
        college.for_whom()
    }
}

/// The bodies are kept by the project’s team.
pub(super) fn keeps(actor: &Actor) -> Result<(), Why> {
    if actor.is_project() {
        return Ok(());
    }
    Err(Why::not("C’est à l’équipe projet de tenir les instances\u{a0}: dites-lui ce qui doit changer."))
}

pub(super) struct NewBody {
    pub kind: Kind,
    pub name: String,
    pub mandate: String,
}

pub(super) fn new_body(typed: &Typed, today: NaiveDate) -> Result<NewBody, Why> {
    let mut read = Reading::new(typed, today);
    let kinds: Vec<_> = Kind::all().map(|k| (k.name(), k)).collect();
    let kind = read.one_of("nature", &kinds);
    let name = read.text("nom", SHORT, "Donnez le nom de l’instance.");
    let mandate = read.optional("mandat", LONG);
    let body = kind.map(|kind| NewBody { kind, name, mandate });
    read.checked(body)
}

pub(super) struct NewMember {
    pub college: College,
    pub name: String,
    pub capacity: String,
    pub chairs: bool,
    pub login: String,
    pub since: NaiveDate,
}

pub(super) fn new_member(typed: &Typed, today: NaiveDate) -> Result<NewMember, Why> {
    let mut read = Reading::new(typed, today);
    let colleges: Vec<_> = College::all().map(|c| (c.name(), c)).collect();
    let college = read.one_of("college", &colleges);
    let name = read.optional("nom", SHORT);
    let login = read.optional("identifiant", SHORT);
    if name.is_empty() && login.is_empty() {
        read.errors.add("nom", "Donnez le nom, ou l’identifiant de la personne si elle a un compte.");
    }
    let capacity = read.text("qualite", SHORT, "Dites en quelle qualité\u{a0}: maire, IEN, référente…");
    let chairs = !typed.of("preside").is_empty();
    let since = if typed.of("depuis").is_empty() { Some(today) } else { read.past("depuis") };
    let member = college.zip(since).map(|(college, since)| NewMember {
        college,
        name,
        capacity,
        chairs,
        login,
        since,
    });
    read.checked(member)
}

pub(super) struct NewMeeting {
    pub day: NaiveDate,
    pub place: String,
}

pub(super) fn new_meeting(typed: &Typed, today: NaiveDate) -> Result<NewMeeting, Why> {
    let mut read = Reading::new(typed, today);
    let day = read.day("jour");
    let place = read.optional("lieu", SHORT);
    read.checked(day.map(|day| NewMeeting { day, place }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_holds_with_both_colleges_only() {
        use College::{Collectivities, Education};
        let of = |voices: &[(College, bool)], followed| State::of(voices, followed);
        assert_eq!(of(&[], None), State::Waits(vec![Collectivities, Education]));
        assert_eq!(of(&[(Education, true)], Some("applied")), State::Waits(vec![Collectivities]));
        assert_eq!(of(&[(Education, true), (Collectivities, false)], None), State::Refused(Collectivities));
        let both = [(Education, true), (Collectivities, true)];
        assert_eq!(of(&both, None), State::Holds);
        assert_eq!(of(&both, Some("under_way")), State::UnderWay);
        assert_eq!(of(&both, Some("applied")), State::Applied);
        assert!(!State::Applied.is_to_follow() && State::Holds.is_to_follow() && State::Holds.has_both());
    }
}
