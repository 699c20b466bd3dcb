//! Presets and cells: who may write to whom. Pure.

use super::settled;
use kernel::RoleKind;

/// Who writes. Pupils by cycle: what is forbidden to the young may be opened to the older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Young,
    Older,
    Families,
    Teachers,
    OtherAdults,
    Head,
    Circonscription,
}

/// Who is written to. A pupil or family is one's own (of a class where one works, of one's own class) unless
/// it is said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    Pupils,
    Families,
    OtherFamilies,
    Teachers,
    OtherAdults,
    Head,
    Circonscription,
}

/// With the word in the database, and how it is called on a page.
pub const ROWS: [(Who, &str, &str); 7] = [
    (Who::Young, "young", "Élèves, de la maternelle au CE2"),
    (Who::Older, "older", "Élèves de CM1 et CM2"),
    (Who::Families, "families", "Familles"),
    (Who::Teachers, "teachers", "Enseignants"),
    (Who::OtherAdults, "other_adults", "Autres adultes de l’école"),
    (Who::Head, "head", "Direction"),
    (Who::Circonscription, "circonscription", "Enseignants d’autres écoles de la circonscription"),
];
pub const COLUMNS: [(Whom, &str, &str); 7] = [
    (Whom::Pupils, "pupils", "élèves de la classe"),
    (Whom::Families, "families", "familles de la classe"),
    (Whom::OtherFamilies, "other_families", "familles d’autres classes"),
    (Whom::Teachers, "teachers", "enseignants"),
    (Whom::OtherAdults, "other_adults", "autres adultes de l’école"),
    (Whom::Head, "head", "direction"),
    (Whom::Circonscription, "circonscription", "enseignants de la circonscription"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    Protected,
    /// What holds when nobody chose.
    Usual,
    AdultsOpen,
    Open,
}

pub const PRESETS: [(Preset, &str, &str, &str); 4] = [
    (
        Preset::Protected,
        "protected",
        "Protégé",
        "Les élèves lisent et n’écrivent pas. L’école ne partage rien avec les autres écoles.",
    ),
    (
        Preset::Usual,
        "usual",
        "Habituel",
        "Chacun écrit à ceux avec qui il travaille. Les élèves répondent quand l’enseignant l’ouvre.",
    ),
    (
        Preset::AdultsOpen,
        "adults_open",
        "Ouvert entre adultes",
        "En plus\u{a0}: ATSEM, AESH et autres adultes écrivent aux familles de leurs classes, et les enseignants aux familles d’autres classes.",
    ),
    (
        Preset::Open,
        "open",
        "Ouvert",
        "En plus\u{a0}: les autres adultes écrivent aux élèves et à toutes les classes, et les familles d’une classe entre elles.",
    ),
];

impl Preset {
    pub fn named(word: &str) -> Option<Self> {
        PRESETS.iter().find(|p| p.1 == word).map(|p| p.0)
    }

    pub fn word(self) -> &'static str {
        PRESETS.iter().find(|p| p.0 == self).map_or("usual", |p| p.1)
    }

    pub fn french(self) -> &'static str {
        PRESETS.iter().find(|p| p.0 == self).map_or("", |p| p.2)
    }

    /// What it says of a cell that is not settled for everybody.
    pub(super) fn says(self, who: Who, whom: Whom) -> bool {
        use Preset::{AdultsOpen, Open, Protected};
        match (who, whom) {
            (Who::Young | Who::Older, Whom::Teachers)
            | (Who::Older, Whom::Pupils)
            | (Who::Teachers | Who::Head, Whom::Circonscription)
            | (Who::Circonscription, Whom::Teachers | Whom::Head) => self != Protected,
            (Who::Families | Who::Teachers | Who::OtherAdults, Whom::Teachers)
            | (Who::Teachers | Who::OtherAdults, Whom::OtherAdults) => true,
            (Who::Teachers, Whom::OtherFamilies)
            | (Who::OtherAdults, Whom::Families)
            | (Who::Families | Who::Circonscription, Whom::OtherAdults) => matches!(self, AdultsOpen | Open),
            (Who::OtherAdults, Whom::Pupils | Whom::OtherFamilies)
            | (Who::Older, Whom::Head)
            | (Who::Families, Whom::Families) => self == Open,
            _ => false,
        }
    }
}

/// « teachers>families », as in the database and in the form.
pub fn cell(who: Who, whom: Whom) -> String {
    let row = ROWS.iter().find(|r| r.0 == who).map_or("", |r| r.1);
    let column = COLUMNS.iter().find(|c| c.0 == whom).map_or("", |c| c.1);
    format!("{row}>{column}")
}

pub fn cell_named(word: &str) -> Option<(Who, Whom)> {
    let (row, column) = word.split_once('>')?;
    let who = ROWS.iter().find(|r| r.1 == row)?.0;
    Some((who, COLUMNS.iter().find(|c| c.1 == column)?.0))
}

/// The rules of one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub preset: Preset,
    /// The cells that differ from the preset, in order.
    pub exceptions: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self::of(Preset::Usual)
    }
}

impl Rules {
    pub fn of(preset: Preset) -> Self {
        Self { preset, exceptions: Vec::new() }
    }

    /// As the database holds them; nothing there is the default.
    pub fn kept(preset: Option<&str>, exceptions: Option<Vec<String>>) -> Self {
        let preset = preset.and_then(Preset::named).unwrap_or(Preset::Usual);
        Self { preset, exceptions: exceptions.unwrap_or_default() }
    }

    /// May one write to the other? What is settled stays so, whatever the database says.
    pub fn allow(&self, who: Who, whom: Whom) -> bool {
        if let Some((open, _)) = settled(who, whom) {
            return open;
        }
        self.preset.says(who, whom) != self.exceptions.contains(&cell(who, whom))
    }

    /// The same with one cell said; refused with the sentence why.
    pub fn with(&self, who: Who, whom: Whom, open: bool) -> Result<Self, &'static str> {
        if let Some((_, why)) = settled(who, whom) {
            return Err(why);
        }
        let mut rules = self.clone();
        rules.exceptions.retain(|e| *e != cell(who, whom));
        if self.preset.says(who, whom) != open {
            rules.exceptions.push(cell(who, whom));
            rules.exceptions.sort();
        }
        Ok(rules)
    }

    /// May somebody with this role write to this audience? `works`: her role is at the audience’s place;
    /// `by_hand`: writing was given her there, and nowhere else.
    pub(crate) fn reach(&self, kind: RoleKind, by_hand: bool, works: bool, audience: &str) -> bool {
        let who = match kind {
            RoleKind::Teacher | RoleKind::Substitute => Who::Teachers,
            RoleKind::Head => Who::Head,
            RoleKind::Staff | RoleKind::Atsem | RoleKind::Aesh => Who::OtherAdults,
            RoleKind::Inspector => return audience == "circonscription_teachers" && works,
            RoleKind::Helper => {
                return by_hand && works && matches!(audience, "class_pupils" | "class_guardians");
            }
            _ => return false,
        };
        let head = who == Who::Head;
        match audience {
            "class_pupils" => head || works && (by_hand || self.allow(who, Whom::Pupils)),
            "class_guardians" if works || head => head || by_hand || self.allow(who, Whom::Families),
            "class_guardians" => !by_hand && self.allow(who, Whom::OtherFamilies),
            // Whoever writes to all has no class whose team reads the answers: the head alone.
            "school_guardians" => head,
            "school_adults" => self.allow(who, Whom::Teachers) && self.allow(who, Whom::OtherAdults),
            "circonscription_teachers" => {
                matches!(kind, RoleKind::Teacher | RoleKind::Head) && self.allow(who, Whom::Circonscription)
            }
            _ => false,
        }
    }
}

/// Which row a pupil is in. Of an unknown level: the more careful one.
pub fn pupil_of(level: Option<&str>) -> Who {
    if matches!(level, Some("CM1" | "CM2" | "6E" | "6EME")) { Who::Older } else { Who::Young }
}

/// Why the teacher cannot open answers to these pupils; nothing when some of them may write.
pub(crate) fn quiet(rules: &Rules, pupils: &[Who]) -> Option<&'static str> {
    let quiet = !pupils.is_empty() && !pupils.iter().any(|who| rules.allow(*who, Whom::Teachers));
    quiet.then_some("Dans votre école, ces élèves n’écrivent pas\u{a0}: c’est le choix de la direction. Décochez «\u{a0}Les élèves aussi peuvent écrire\u{a0}», puis recommencez.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_opens_what_is_forbidden() {
        for (preset, ..) in PRESETS {
            let all = ROWS.iter().flat_map(|r| COLUMNS.iter().map(move |c| cell(r.0, c.0))).collect();
            for rules in [Rules::of(preset), Rules { preset, exceptions: all }] {
                assert!(!rules.allow(Who::Young, Whom::Pupils));
                assert!(!rules.allow(Who::Families, Whom::Pupils));
                assert!(
                    !rules.allow(Who::Older, Whom::OtherAdults)
                        && !rules.allow(Who::Older, Whom::Circonscription)
                );
                assert!(rules.allow(Who::Families, Whom::Head), "and the head is always to be reached");
                assert_eq!(
                    rules.with(Who::Families, Whom::Pupils, true),
                    Err(settled(Who::Families, Whom::Pupils).unwrap().1)
                );
            }
        }
    }

    #[test]
    fn a_cell_is_said_and_taken_back() {
        let usual = Rules::default();
        assert!(!usual.allow(Who::OtherAdults, Whom::Families));
        let opened = usual.with(Who::OtherAdults, Whom::Families, true).unwrap();
        assert!(opened.allow(Who::OtherAdults, Whom::Families));
        assert_eq!(opened.exceptions, ["other_adults>families"]);
        assert_eq!(opened.with(Who::OtherAdults, Whom::Families, true).unwrap(), opened, "twice is once");
        assert_eq!(opened.with(Who::OtherAdults, Whom::Families, false).unwrap(), usual);
        for (row, ..) in ROWS {
            for (column, ..) in COLUMNS {
                assert_eq!(cell_named(&cell(row, column)), Some((row, column)));
            }
        }
    }

    #[test]
    fn presets_open_more_and_more() {
        for pair in PRESETS.windows(2) {
            let (less, more) = (Rules::of(pair[0].0), Rules::of(pair[1].0));
            for (row, ..) in ROWS {
                for (column, ..) in COLUMNS {
                    assert!(!less.allow(row, column) || more.allow(row, column), "{row:?} {column:?}");
                }
            }
            assert_ne!(less, more);
        }
    }

    #[test]
    fn a_class_where_some_may_write_can_be_opened() {
        let usual = Rules::default();
        let young_closed = usual.with(Who::Young, Whom::Teachers, false).unwrap();
        assert!(quiet(&usual, &[Who::Young]).is_none());
        assert!(quiet(&young_closed, &[Who::Young]).is_some());
        assert!(quiet(&young_closed, &[Who::Young, Who::Older]).is_none());
        assert!(quiet(&Rules::of(Preset::Protected), &[]).is_none(), "no pupil reads it");
        assert_eq!(
            (pupil_of(Some("CM1")), pupil_of(Some("CE2")), pupil_of(None)),
            (Who::Older, Who::Young, Who::Young)
        );
    }
}
