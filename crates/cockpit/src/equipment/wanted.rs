//! What a school must have, what its register holds, what it lacks. Pure.

use super::Kind;
use uuid::Uuid;

/// What each school, or each class that begins, must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: Uuid,
    pub phase: String,
    pub kind: Kind,
    pub by_class: bool,
    pub least: i32,
    pub minimum: String,
}

impl Rule {
    /// As long as the project has said nothing for its phase: domain row 18.
    fn usual() -> Self {
        Self {
            id: Uuid::nil(),
            phase: String::new(),
            kind: Kind::Board,
            by_class: true,
            least: 1,
            minimum: String::new(),
        }
    }

    pub fn said(&self) -> String {
        let per = if self.by_class { "par classe engagée" } else { "dans l’école" };
        let minimum =
            if self.minimum.is_empty() { String::new() } else { format!("\u{a0}: {}", self.minimum) };
        format!("{} {per}{minimum}", self.kind.said(self.least))
    }
}

/// What the school’s register holds that works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    pub boards: i32,
    pub tablets: i32,
    /// Those of mobile classes too.
    pub computers: i32,
    pub mobile: i32,
    pub wifi: i32,
    pub others: i32,
    /// Classes of this year where no board stands.
    pub without_board: Vec<String>,
    /// Boards that stand in no class of this year.
    pub free_boards: i32,
}

/// What the check of a school starts from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of the phase of today.
    pub rules: Vec<Rule>,
    /// Nothing when nobody has written anything down for the school.
    pub register: Option<Register>,
}

impl Wanted {
    pub fn sentences(&self) -> Vec<String> {
        let usual = [Rule::usual()];
        let rules = if self.rules.is_empty() { usual.as_slice() } else { &self.rules };
        rules.iter().map(Rule::said).collect()
    }

    /// Engaged classes that no board stands in, nor one that is free could go to.
    pub fn bare(&self, engaged: &[String]) -> Vec<String> {
        let Some(register) = &self.register else { return Vec::new() };
        let bare = register.without_board.iter().filter(|c| engaged.contains(c));
        bare.skip(usize::try_from(register.free_boards).unwrap_or(0)).cloned().collect()
    }
}

/// As somebody saw it in the school.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    pub boards: i32,
    pub tablets: i32,
    pub computers: i32,
}

/// What is missing, a line each: « un tableau interactif par classe engagée (2) ».
pub fn lacking(wanted: &Wanted, seen: Counted, engaged: &[String]) -> Vec<String> {
    let register = wanted.register.clone().unwrap_or_default();
    let classes = i32::try_from(engaged.len()).unwrap_or(i32::MAX).max(1);
    let usual = [Rule::usual()];
    let rules = if wanted.rules.is_empty() { usual.as_slice() } else { &wanted.rules };
    let mut out = Vec::new();
    for rule in rules {
        let there = match rule.kind {
            Kind::Board => seen.boards,
            Kind::Tablet => seen.tablets,
            Kind::Computer => seen.computers,
            Kind::MobileClass => register.mobile,
            Kind::Wifi => register.wifi,
            Kind::Other => register.others,
        };
        let least = if rule.by_class { rule.least.saturating_mul(classes) } else { rule.least };
        let bare = match rule.kind {
            Kind::Board if rule.by_class => wanted.bare(engaged),
            _ => Vec::new(),
        };
        if there >= least && bare.is_empty() {
            continue;
        }
        let per = if rule.by_class {
            format!("par classe engagée ({least})")
        } else {
            "dans l’école".to_owned()
        };
        let at = if bare.is_empty() { String::new() } else { format!(", rien en {}", bare.join(", ")) };
        out.push(format!("{} {per}{at}", rule.kind.said(rule.least)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engaged() -> Vec<String> {
        vec!["CP".to_owned(), "CM1".to_owned()]
    }

    #[test]
    fn a_board_for_each_class_that_begins_unless_the_project_says_otherwise() {
        let mut wanted = Wanted::default();
        let seen = Counted { boards: 1, tablets: 10, computers: 0 };
        assert_eq!(lacking(&wanted, seen, &engaged()), ["un tableau interactif par classe engagée (2)"]);
        assert!(lacking(&wanted, Counted { boards: 2, ..seen }, &engaged()).is_empty());
        wanted.rules = vec![Rule { kind: Kind::Tablet, by_class: false, least: 15, ..Rule::usual() }];
        assert_eq!(lacking(&wanted, seen, &engaged()), ["15 tablettes dans l’école"]);
        assert!(lacking(&wanted, Counted { tablets: 15, ..seen }, &engaged()).is_empty(), "no board asked");
    }

    #[test]
    fn the_register_says_which_class_has_none() {
        let register =
            Register { boards: 3, without_board: vec!["CP".into(), "CE2".into()], ..Register::default() };
        let mut wanted = Wanted { register: Some(register), ..Wanted::default() };
        let seen = Counted { boards: 3, ..Counted::default() };
        let said = lacking(&wanted, seen, &engaged());
        assert_eq!(said, ["un tableau interactif par classe engagée (2), rien en CP"]);
        // One that stands in the hall can be brought there.
        wanted.register.as_mut().unwrap().free_boards = 1;
        assert!(lacking(&wanted, seen, &engaged()).is_empty());
    }
}
