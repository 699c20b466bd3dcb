//! The steps of a school's way in: who holds each, what must be there before. Pure.

pub(super) use super::holders::Holder;

use Holder::{Administrator, Commune, Feed, Head, Inspector, Manager, Operator, Team};
use Step as S;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    Interest,
    Volunteering,
    Project,
    Notice,
    Decision,
    Commitment,
    Convention,
    Equipment,
    Data,
    Administrator,
    Training,
    Accounts,
    Domain,
    Teachers,
    Families,
    GoLive,
    FollowUp,
    Renewal,
    Succession,
    Withdrawal,
    Suspension,
    Resumption,
    Exit,
}

/// What a step is called, and what it asks for.
pub(super) struct Info {
    step: Step,
    /// In the database.
    name: &'static str,
    /// In an address.
    slug: &'static str,
    title: &'static str,
    /// « Il manque … ».
    missing: &'static str,
    holders: &'static [Holder],
    needs: &'static [Step],
}

impl Info {
    pub(super) fn step(&self) -> Step {
        self.step
    }
}

const fn info(
    step: Step,
    words: [&'static str; 4],
    holders: &'static [Holder],
    needs: &'static [Step],
) -> Info {
    let [name, slug, title, missing] = words;
    Info { step, name, slug, title, missing, holders, needs }
}

/// In the order of the path. The last seven come after it, or beside it.
pub(super) static STEPS: [Info; 23] = [
    info(S::Interest, ["interest", "interet", "Intérêt", "un premier signe d’intérêt"], &[Team, Head], &[]),
    info(
        S::Volunteering,
        ["volunteering", "volontariat", "Volontariat", "le volontariat d’une personne ou de l’école"],
        &[Team, Head],
        &[S::Interest],
    ),
    info(
        S::Project,
        ["project", "projet", "Projet pédagogique", "le projet pédagogique"],
        &[Team, Head],
        &[S::Volunteering],
    ),
    info(
        S::Notice,
        [
            "notice",
            "avis",
            "Avis de la direction, conseil d’école",
            "l’avis de la direction et l’information du conseil d’école",
        ],
        &[Head],
        &[S::Project],
    ),
    info(
        S::Decision,
        ["decision", "decision", "Décision de l’inspection", "la décision de l’inspection"],
        &[Inspector],
        &[S::Notice],
    ),
    info(
        S::Commitment,
        ["commitment", "engagement", "Engagement de la commune", "l’engagement de la commune"],
        &[Commune],
        &[S::Decision],
    ),
    info(
        S::Convention,
        [
            "convention",
            "convention",
            "Convention et fiche de traitement",
            "l’annexe de la convention et la fiche de traitement",
        ],
        &[Manager],
        &[S::Commitment],
    ),
    info(
        S::Equipment,
        ["equipment", "equipement", "Équipement et réseau", "la vérification de l’équipement et du réseau"],
        &[Commune, Manager],
        &[S::Decision],
    ),
    info(
        S::Data,
        ["data", "donnees", "Données de l’école", "les classes, les élèves et la direction dans l’annuaire"],
        &[Feed],
        &[],
    ),
    info(
        S::Administrator,
        ["administrator", "administrateur", "Administrateur de l’école", "qui administre l’école"],
        &[Head],
        &[S::Decision],
    ),
    info(
        S::Training,
        [
            "training",
            "formation-administrateur",
            "Formation de l’administrateur",
            "la formation de l’administrateur de l’école",
        ],
        &[Manager, Inspector],
        &[S::Administrator],
    ),
    info(
        S::Accounts,
        ["accounts", "comptes", "Ouverture des comptes", "l’ouverture des comptes"],
        &[Head, Administrator],
        &[S::Decision, S::Commitment, S::Convention, S::Equipment, S::Data, S::Administrator, S::Training],
    ),
    info(
        S::Domain,
        ["domain", "nom-de-domaine", "Nom de domaine", "le nom de domaine"],
        &[Operator],
        &[S::Convention],
    ),
    info(
        S::Teachers,
        ["teachers", "formation-enseignants", "Formation des enseignants", "la formation des enseignants"],
        &[Inspector, Manager],
        &[S::Decision],
    ),
    info(
        S::Families,
        [
            "families",
            "familles",
            "Charte, familles, fiches",
            "la charte, l’information des familles et la remise des fiches",
        ],
        &[Head, Administrator],
        &[S::Accounts],
    ),
    info(
        S::GoLive,
        ["go_live", "mise-en-service", "Mise en service", "la mise en service"],
        &[Head, Administrator],
        &[S::Accounts, S::Domain, S::Teachers, S::Families],
    ),
    info(S::FollowUp, ["follow_up", "suivi", "Suivi", "le suivi"], &[Manager, Inspector], &[S::GoLive]),
    info(S::Renewal, ["renewal", "reconduction", "Reconduction", "la reconduction"], &[Head], &[S::GoLive]),
    info(
        S::Succession,
        ["succession", "succession", "Succession", "qui reprend le projet"],
        &[Head],
        &[S::Volunteering],
    ),
    info(S::Withdrawal, ["withdrawal", "retrait", "Retrait", "le retrait"], &[Head], &[S::Interest]),
    info(
        S::Suspension,
        ["suspension", "suspension", "Suspension", "la suspension"],
        &[Manager],
        &[S::Accounts],
    ),
    info(S::Resumption, ["resumption", "reprise", "Reprise", "la reprise"], &[Manager], &[S::Accounts]),
    info(S::Exit, ["exit", "sortie", "Sortie du projet", "la sortie du projet"], &[Manager], &[S::Accounts]),
];

/// How many of [`STEPS`] make the path from interest to going live.
pub(super) const PATH: usize = 16;

impl Step {
    fn info(self) -> &'static Info {
        // Each has its line: held by a test.
        STEPS.iter().find(|i| i.step == self).unwrap_or(&STEPS[0])
    }

    pub(super) fn path() -> impl DoubleEndedIterator<Item = Self> {
        STEPS.iter().take(PATH).map(|i| i.step)
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        STEPS.iter().find(|i| i.name == name).map(|i| i.step)
    }

    /// A step that somebody does, by its address.
    pub(super) fn of_slug(slug: &str) -> Option<Self> {
        STEPS.iter().find(|i| i.slug == slug).map(|i| i.step)
    }

    pub(super) fn name(self) -> &'static str {
        self.info().name
    }

    pub(super) fn slug(self) -> &'static str {
        self.info().slug
    }

    pub(super) fn title(self) -> &'static str {
        self.info().title
    }

    pub(super) fn missing(self) -> &'static str {
        self.info().missing
    }

    pub(super) fn holders(self) -> &'static [Holder] {
        self.info().holders
    }

    pub(super) fn needs(self) -> &'static [Step] {
        self.info().needs
    }

    /// It needs the other, or needs what needs it.
    pub(super) fn stands_on(self, other: Self) -> bool {
        STANDS_ON[self as usize] & other.bit() != 0
    }

    fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Said once: what was said is what the rest stands on.
    pub(super) fn is_once(self) -> bool {
        matches!(
            self,
            Self::Interest
                | Self::Volunteering
                | Self::Decision
                | Self::Accounts
                | Self::GoLive
                | Self::Withdrawal
        )
    }
}

/// Of each step, what it stands on, near and far: a bit a step. Worked out once: the board of an academy asks it for each
/// of 2,800 schools.
static STANDS_ON: LazyLock<[u32; STEPS.len()]> = LazyLock::new(|| {
    let mut all = [0; STEPS.len()];
    for line in &STEPS {
        all[line.step as usize] =
            line.needs.iter().fold(0, |sum, need| sum | need.bit() | all[*need as usize]);
    }
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_line_and_needs_what_comes_before() {
        for (at, line) in STEPS.iter().enumerate() {
            assert_eq!(line.step.name(), line.name);
            assert_eq!(
                (Step::named(line.name), Step::of_slug(line.slug)),
                (Some(line.step), Some(line.step))
            );
            for need in line.needs {
                assert!(STEPS.iter().position(|i| i.step == *need).unwrap() < at, "{}", line.name);
            }
        }
        assert_eq!(Step::path().last(), Some(Step::GoLive));
        assert!(Step::Decision.stands_on(Step::Notice) && Step::GoLive.stands_on(Step::Interest));
        assert!(!Step::Notice.stands_on(Step::Decision) && !Step::Notice.stands_on(Step::Notice));
    }
}
