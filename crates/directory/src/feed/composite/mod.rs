//! Values that pack several things between `$`. Nothing is escaped there, and empty parts count.

/// Who a relative is to a pupil: the national table, old and new codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Mother,
    Father,
    Sibling,
    Ascendant,
    OtherFamily,
    Educator,
    FosterFamily,
    ChildMinder,
    Guardian,
    ChildWelfare,
    /// An adult pupil who is their own contact: never an account of a relative.
    Oneself,
    Other,
}

impl Relation {
    fn from_code(code: &str) -> Option<Relation> {
        Some(match code {
            "1" | "20" => Relation::Father,
            "2" | "10" => Relation::Mother,
            "3" | "50" => Relation::Guardian,
            "4" | "39" => Relation::OtherFamily,
            "37" => Relation::Sibling,
            "38" => Relation::Ascendant,
            "41" => Relation::Educator,
            "42" => Relation::FosterFamily,
            "43" => Relation::ChildMinder,
            "5" | "51" => Relation::ChildWelfare,
            "6" | "90" => Relation::Other,
            "7" | "70" => Relation::Oneself,
            _ => return None,
        })
    }
}

/// Weakest first: the strongest of two is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Authority {
    /// May be called; sees nothing, has no account.
    ContactOnly,
    /// In charge of the pupil without parental authority (legal = 2).
    InCharge,
    /// Holds parental authority, jointly with who else holds it.
    Joint,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub relative: String,
    pub relation: Relation,
    pub authority: Authority,
}

/// A link, and whether its code of relation was unknown.
pub(super) fn link(value: &str) -> Option<(Link, bool)> {
    let parts: Vec<&str> = value.split('$').map(str::trim).collect();
    let relative = parts[0];
    if relative.is_empty() || parts.len() > 6 {
        return None;
    }
    let code = parts.get(1).copied().unwrap_or("");
    let relation = Relation::from_code(code);
    // Fewer than six parts is the first degree, where all who are listed hold authority.
    let authority = match (parts.len(), parts.get(3).copied()) {
        (6, Some("1")) => Authority::Joint,
        (6, Some("2")) => Authority::InCharge,
        (6, _) => Authority::ContactOnly,
        _ => Authority::Joint,
    };
    let link =
        Link { relative: relative.to_owned(), relation: relation.unwrap_or(Relation::Other), authority };
    Some((link, relation.is_none() && !code.is_empty()))
}

/// Adds a link, or strengthens the one to the same relative. True when it was there.
pub(super) fn merge_link(links: &mut Vec<Link>, link: Link) -> bool {
    let Some(known) = links.iter_mut().find(|known| known.relative == link.relative) else {
        links.push(link);
        return false;
    };
    known.authority = known.authority.max(link.authority);
    if known.relation == Relation::Other {
        known.relation = link.relation;
    }
    true
}

/// A class or a group as a pupil's record names it. `key` stays when the label changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub school: String,
    pub key: String,
    pub label: String,
    /// Second and third parts, whose meaning is not published: kept as found.
    pub kind: String,
    pub qualifier: String,
}

/// Five parts, or the three of 2012 (school, kind, name), or the two of the second degree (school, code).
pub(super) fn group(value: &str) -> Option<Group> {
    let parts: Vec<&str> = value.split('$').map(str::trim).collect();
    let (school, kind, qualifier, key, label) = match parts[..] {
        [school, kind, qualifier, key, label] => (school, kind, qualifier, key, label),
        [school, kind, name] => (school, kind, "", name, name),
        [school, code] => (school, "", "", code, code),
        _ => return None,
    };
    let [school, kind, qualifier, key] = [school, kind, qualifier, key].map(str::to_owned);
    let label = if label.is_empty() { key.clone() } else { label.to_owned() };
    (!school.is_empty() && !key.is_empty()).then_some(Group { school, key, label, kind, qualifier })
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    pub school: String,
    /// Empty when the feed says that there is none (`-`).
    pub code: String,
    pub label: String,
    pub post_code: String,
    pub post_label: String,
}

impl Function {
    pub fn is_direction(&self) -> bool {
        const POSTS: [&str; 4] = [
            "DIRECTION",
            "DIRECTION CHEF D'ETABLISSEMENT",
            "DIRECTION ADJOINT AU CHEF ETABLISSEMENT",
            "CHEF D'ETABLISSEMENT ADJOINT",
        ];
        self.code == "DIR" || POSTS.contains(&self.post_label.as_str())
    }

    pub fn is_teaching(&self) -> bool {
        matches!(self.code.as_str(), "ENS" | "DOC")
    }

    /// An inspector of the education nationale.
    pub fn is_inspection(&self) -> bool {
        matches!(self.code.as_str(), "INS" | "INJ")
    }

    /// Is the code one of the national table?
    pub fn is_known(&self) -> bool {
        const CODES: &str = " BED EAP ENS FCA FCP FIJ IS ISES PPA RH1D RPL UPI DIR DEC DECPR DSES DOC ADE AED AES \
            EDU SUR ADA ADF ADM ALB ASE ASH CFC CPD CTR LAB MDS ORI OUV PSY TEC INJ INS COLTER ";
        self.code.is_empty() || CODES.split(' ').any(|code| code == self.code)
    }
}

pub(super) fn function(value: &str) -> Option<Function> {
    let mut parts = value.split('$').map(str::trim);
    let school = parts.next().filter(|school| !school.is_empty())?.to_owned();
    let mut next = || parts.next().map(|part| if part == "-" { String::new() } else { part.to_owned() });
    let code = next()?;
    let [label, post_code, post_label] = [next(), next(), next()].map(Option::unwrap_or_default);
    parts.next().is_none().then_some(Function { school, code, label, post_code, post_label })
}

/// The levels of the first degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Tps,
    Ps,
    Ms,
    Gs,
    Cp,
    Ce1,
    Ce2,
    Cm1,
    Cm2,
    /// Children who arrive from abroad (UPE2A).
    Initiation,
    Adaptation,
    /// ULIS.
    Inclusion,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// MEFSTAT4, as found.
    pub code: String,
    pub label: String,
    pub grade: Option<Grade>,
}

pub(super) fn level(value: &str) -> Level {
    let (code, label) = value.split_once('$').unwrap_or((value, ""));
    let grade = match code.trim() {
        "1110" => Some(Grade::Tps),
        "1111" => Some(Grade::Ps),
        "1112" => Some(Grade::Ms),
        "1113" => Some(Grade::Gs),
        "1121" => Some(Grade::Cp),
        "1122" => Some(Grade::Ce1),
        "1123" => Some(Grade::Ce2),
        "1124" => Some(Grade::Cm1),
        "1125" => Some(Grade::Cm2),
        "1211" => Some(Grade::Initiation),
        "1311" => Some(Grade::Adaptation),
        "1411" => Some(Grade::Inclusion),
        _ => None,
    };
    Level { code: code.trim().to_owned(), label: label.trim().to_owned(), grade }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolKind {
    School,
    /// The structure of an inspection, to which the inspector and the advisers are attached.
    Circonscription,
    /// Replacement brigades and the like: staff are attached to it, it opens no school.
    Pseudo,
    /// Collège, lycée, service…
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolLevel {
    Maternelle,
    Elementaire,
    Primaire,
}

/// What a structure is, from its type, the code of its nature and its whole name.
pub(super) fn school_kind(kind: &str, nature: &str, name: &str) -> SchoolKind {
    if kind == "SANS OBJET" || name.starts_with("Z.REMP") {
        SchoolKind::Pseudo
    } else if kind.contains("CIRCONSCRIPTION") || kind.contains("INSPECTION") {
        SchoolKind::Circonscription
    } else if kind.contains("ECOLE")
        || matches!(nature, "101" | "103" | "151" | "153")
        || kind.is_empty() && nature.is_empty()
    {
        SchoolKind::School
    } else {
        SchoolKind::Other
    }
}

/// The type alone calls « élémentaire » also the schools with nursery classes, whose name says `E.P.`.
pub(super) fn school_level(kind: &str, nature: &str, name: &str) -> Option<SchoolLevel> {
    let says = |word: &str| kind.contains(word) || name.contains(word);
    if says("MATERNEL") || nature == "101" || name.starts_with("E.M.") {
        Some(SchoolLevel::Maternelle)
    } else if says("PRIMAIRE") || name.starts_with("E.P.") {
        Some(SchoolLevel::Primaire)
    } else if says("ELEMENTAIRE") || name.starts_with("E.E.") || nature == "151" {
        Some(SchoolLevel::Elementaire)
    } else {
        None
    }
}

/// `TYPE$NAME$TOWN` or plain; old feeds add `-ac-ACADEMIE`.
pub(super) fn school_name(value: &str) -> String {
    let parts: Vec<&str> = value.split('$').map(str::trim).collect();
    let name = match parts[..] {
        [_, name, ..] if !name.is_empty() => name,
        _ => parts[0],
    };
    name.split("-ac-").next().unwrap_or(name).trim().to_owned()
}

#[cfg(test)]
mod tests;
