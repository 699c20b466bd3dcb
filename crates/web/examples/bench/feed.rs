//! A complete AAF feed of the first degree for an invented territory of 63,000 pupils: 318 schools, 2,734
//! classes, some 90,000 guardians. Same day, same bytes.

use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

const PUPILS: usize = 63_000;
const SCHOOLS: usize = 318;
const CLASSES: usize = 2_734;
const CIRCONSCRIPTIONS: usize = 13;
/// Records in one file, as academies send them.
const PART: usize = 5_000;

const FIRST: [&str; 24] = [
    "Alice",
    "Ambre",
    "Anaïs",
    "Chloé",
    "Clémence",
    "Élise",
    "Inès",
    "Jade",
    "Léa",
    "Maëlys",
    "Noémie",
    "Zélie",
    "Adam",
    "Adrien",
    "Basile",
    "Côme",
    "Gabin",
    "Hugo",
    "Jules",
    "Léo",
    "Malo",
    "Naël",
    "Raphaël",
    "Théo",
];
/// Surnames are made of three pieces: no one's, and as many as a département has.
const BEGIN: [&str; 20] = [
    "Bar", "Bel", "Bour", "Cas", "Char", "Cor", "Del", "Dur", "Fal", "Gar", "Gran", "Jac", "Lam", "Mar",
    "Mon", "Per", "Rou", "Sau", "Ver", "Vil",
];
const MIDDLE: [&str; 15] =
    ["be", "ca", "de", "fi", "ga", "le", "li", "mo", "ne", "pi", "ra", "si", "ti", "va", "zo"];
const END: [&str; 15] =
    ["ard", "aud", "el", "er", "et", "eux", "ier", "in", "lin", "net", "quet", "rand", "tier", "ton", "val"];
const LEVELS: [(&str, &str); 8] = [
    ("1111", "PETITE SECTION"),
    ("1112", "MOYENNE SECTION"),
    ("1113", "GRANDE SECTION"),
    ("1121", "COURS PREPARATOIRE"),
    ("1122", "COURS ELEMENTAIRE 1ERE ANNEE"),
    ("1123", "COURS ELEMENTAIRE 2EME ANNEE"),
    ("1124", "COURS MOYEN 1ERE ANNEE"),
    ("1125", "COURS MOYEN 2EME ANNEE"),
];

/// The archive being written, one part at a time.
struct Feed {
    archive: tar::Builder<GzEncoder<File>>,
    today: NaiveDate,
}

/// One record being written: attributes with their values.
struct Record<'o>(&'o mut String);

impl Record<'_> {
    fn with(&mut self, name: &str, values: &[&str]) -> &mut Self {
        self.0.push_str("<attr name=\"");
        self.0.push_str(name);
        self.0.push_str("\">");
        for value in values.iter().filter(|v| !v.is_empty()) {
            self.0.push_str("<value>");
            self.0.push_str(value);
            self.0.push_str("</value>");
        }
        if values.iter().all(|v| v.is_empty()) {
            self.0.push_str("<value/>");
        }
        self.0.push_str("</attr>\n");
        self
    }
}

/// Writes the feed into `folder`; answers where.
pub fn write(folder: &Path, today: NaiveDate) -> anyhow::Result<PathBuf> {
    let path = folder.join(format!("ENT1D.{}.Complet.tgz", today.format("%Y%m%d")));
    let file = GzEncoder::new(File::create(&path)?, Compression::fast());
    let mut feed = Feed { archive: tar::Builder::new(file), today };
    let families = families();
    feed.put("ficAlimMENESR.dtd", "<!ELEMENT ficAlimMENESR (addRequest)*>\n")?;
    feed.category("EtabEducNat", CIRCONSCRIPTIONS + SCHOOLS, structure)?;
    let year = i32::from(kernel::year::school_year_of(today));
    feed.category("Eleve", PUPILS, |at, out| pupil(at, families[at], year, out))?;
    let children = by_family(&families);
    feed.category("PersRelEleve", children.len() * 2, |at, out| relative(at, &children[at / 2], out))?;
    feed.category("PersEducNat", CLASSES, staff)?;
    feed.archive.into_inner()?.finish()?;
    Ok(path)
}

impl Feed {
    fn put(&mut self, name: &str, content: &str) -> std::io::Result<()> {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        self.archive.append_data(&mut header, name, content.as_bytes())
    }

    /// All the parts of a category; `write` fills the attributes of a record and answers its key.
    fn category(
        &mut self,
        category: &str,
        count: usize,
        write: impl Fn(usize, &mut Record<'_>) -> String,
    ) -> anyhow::Result<()> {
        let whose = if category == "EtabEducNat" { "categorieStructure" } else { "categoriePersonne" };
        let day = self.today.format("%d/%m/%Y").to_string();
        for (part, first) in (0..count).step_by(PART).enumerate() {
            let mut text = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\">\n\
                 <ficAlimMENESR>\n<!-- versionAF=\"AAF-VE2607\" -->\n<!-- degre=\"1D\" -->\n\
                 <!-- dateGenerationExport=\"{day}\" -->\n"
            );
            for at in first..count.min(first + PART) {
                let mut attributes = String::new();
                let key = write(at, &mut Record(&mut attributes));
                write!(
                    text,
                    "<addRequest>\n<operationalAttributes><attr name=\"{whose}\"><value>{category}</value></attr>\
                     </operationalAttributes>\n<identifier><id>{key}</id></identifier>\n<attributes>\n{attributes}\
                     </attributes>\n</addRequest>\n"
                )?;
            }
            text.push_str("</ficAlimMENESR>\n");
            let name = format!("ENT1D_Complet_{}_{category}_{part:04}.xml", self.today.format("%Y%m%d"));
            self.put(&name, &text)?;
        }
        Ok(())
    }
}

/// The family of each pupil: of 1, 2, 1, 1, 2 children…
fn families() -> Vec<usize> {
    let sizes = [1, 2, 1, 1, 2].into_iter().cycle();
    sizes.enumerate().flat_map(|(family, size)| std::iter::repeat_n(family, size)).take(PUPILS).collect()
}

fn by_family(families: &[usize]) -> Vec<Vec<String>> {
    let mut children = vec![Vec::new(); families.last().map_or(0, |last| last + 1)];
    families.iter().enumerate().for_each(|(pupil, family)| children[*family].push(pupil_key(pupil)));
    children
}

fn surname(at: usize) -> String {
    let at = at.wrapping_mul(2_654_435_761) >> 4;
    let (begin, middle, end) = (at % 20, at / 20 % 15, at / 300 % 15);
    format!("{}{}{}", BEGIN[begin], MIDDLE[middle], END[end])
}

fn circonscription_key(at: usize) -> String {
    (1_000_001 + at).to_string()
}

fn school_key(at: usize) -> String {
    (1_001_001 + at).to_string()
}

fn pupil_key(at: usize) -> String {
    (3_000_001 + at).to_string()
}

fn parent_key(family: usize, second: bool) -> String {
    (5_000_001 + family * 2 + usize::from(second)).to_string()
}

fn uai(digits: usize) -> String {
    let letter = char::from(b"ABCDEFGHJKLMNPRSTUVWXYZ"[digits % 23]);
    format!("{digits:07}{letter}")
}

fn structure(at: usize, out: &mut Record<'_>) -> String {
    let Some(school) = at.checked_sub(CIRCONSCRIPTIONS) else {
        let key = circonscription_key(at);
        out.with("ENTStructureJointure", &[&key]).with("ENTStructureUAI", &[&uai(800_001 + at)]);
        out.with("ENTStructureNomCourant", &[&format!("Circonscription {at}")]);
        out.with("ENTStructureTypeStruct", &["CIRCONSCRIPTION D'INSPECTION DU 1ER DEGRE"]);
        out.with("ENTServAcAcademie", &["EXEMPLE"]);
        return key;
    };
    let (key, code, town) =
        (school_key(school), uai(801_001 + school), format!("{}-sur-Exemple", surname(school / 3)));
    out.with("ENTStructureJointure", &[&key]).with("ENTStructureUAI", &[&code]);
    out.with(
        "ENTStructureNomCourant",
        &[&format!("ECOLE PRIMAIRE PUBLIQUE${}${town}", surname(school + 7_000))],
    );
    out.with("ENTStructureTypeStruct", &["ECOLE PRIMAIRE PUBLIQUE"]).with("ENTEtablissementContrat", &["PU"]);
    out.with("ENTStructureAdresse", &["1 rue des Écoles"]).with("ENTStructureCodePostal", &["80998"]);
    out.with("ENTStructureVille", &[&town]).with("ENTStructureTelephone", &["01 99 00 00 00"]);
    out.with("ENTStructureEmail", &[&format!("ce.{}@example.org", code.to_lowercase())]);
    out.with("ENTServAcAcademie", &["EXEMPLE"]).with("ENTEcoleRPI", &[""]);
    out.with("ENTEcoleCirconscription", &[&circonscription_key(school % CIRCONSCRIPTIONS)]);
    out.with("ENTEcoleCommune", &[&(80_001 + school / 3).to_string()]);
    key
}

fn pupil(at: usize, family: usize, year: i32, out: &mut Record<'_>) -> String {
    let (key, school) = (pupil_key(at), family % SCHOOLS);
    let in_school = (CLASSES - school).div_ceil(SCHOOLS);
    let class = school + (at / SCHOOLS + at) % in_school * SCHOOLS;
    let level = class / SCHOOLS % LEVELS.len();
    let (structure, label) = (school_key(school), format!("{} {}", LEVELS[level].1, class / SCHOOLS));
    let (last, first) = (surname(family).to_uppercase(), FIRST[at * 7 % FIRST.len()]);
    let born = format!(
        "{:02}/{:02}/{}",
        at % 28 + 1,
        at / 28 % 12 + 1,
        year - 3 - i32::try_from(level).unwrap_or(0)
    );
    let entry = format!("01/09/{year}");
    out.with("ENTPersonJointure", &[&key]).with("ENTEleveINE", &[&format!("{at:09}ZZ")]);
    out.with("ENTPersonDateNaissance", &[&born])
        .with("ENTPersonNom", &[&last])
        .with("ENTPersonPrenom", &[first]);
    out.with("ENTPersonAutresPrenoms", &[first, FIRST[at * 5 % FIRST.len()]])
        .with("ENTPersonNomPatro", &[&last]);
    out.with("ENTPersonCivilite", &[if at.is_multiple_of(2) { "Mlle" } else { "M." }])
        .with("ENTPersonMail", &[""]);
    let (one, two) = (parent_key(family, false) + "$10", parent_key(family, true) + "$20");
    out.with("ENTEleveAutoriteParentale", &[&one, &two]).with("ENTPersonStructRattach", &[&structure]);
    let class_key = 2_000_001 + class;
    out.with("ENTPersonClasses", &[&format!("{structure}$CLASSE$1${class_key}${label}")]);
    out.with("ENTPersonGroupes", &[""]);
    out.with("ENTEleveNiveau", &[&format!("{}${}", LEVELS[level].0, LEVELS[level].1)]);
    out.with("ENTEleveCycle", &["CYCLE II"]).with("ENTEleveTypeClasse", &["ORDINAIRE"]);
    out.with("ENTEleveDateEntreeClasses", &[&format!("{structure}${entry}${label}")]);
    out.with("ENTEleveDateEntreeStructRattach", &[&entry]).with("ENTEleveRestaurantScolaire", &["O"]);
    for empty in ["ENTEleveDateSortieClasses", "ENTEleveDateSortieStructRattach"] {
        out.with(empty, &[""]);
    }
    for no in
        ["ENTEleveTransport", "ENTEleveGarderieMatin", "ENTEleveGarderieSoir", "ENTEleveEtudesSurveillees"]
    {
        out.with(no, &["N"]);
    }
    key
}

fn relative(at: usize, children: &[String], out: &mut Record<'_>) -> String {
    let (family, second) = (at / 2, at % 2 == 1);
    let (key, last) =
        (parent_key(family, second), surname(if second { family } else { family + 31 }).to_uppercase());
    let mobile = format!("06 39 98 {:02} {:02}", at / 100 % 100, at % 100);
    let mail = format!("famille.{at}@famille.example");
    out.with("ENTPersonJointure", &[&key]).with("ENTPersonNom", &[&last]);
    out.with("ENTPersonPrenom", &[FIRST[at * 11 % FIRST.len()]]).with("ENTPersonNomPatro", &[""]);
    out.with("ENTPersonCivilite", &[if second { "M." } else { "Mme" }]).with("ENTPersonTelPerso", &[""]);
    out.with("ENTPersRelEleveTelPro", &[""]).with("ENTPersRelEleveTelMobile", &[&mobile]);
    out.with("ENTPersonAdresse", &[&format!("{} rue des Tisserands$$$", at % 90 + 1)]);
    out.with("ENTPersonCodePostal", &["80998"]).with("ENTPersonVille", &["Ormes-le-Vieux"]);
    out.with("ENTPersonPays", &["FRANCE"])
        .with("ENTPersonAdresseDiffusion", &[if at.is_multiple_of(3) { "N" } else { "O" }]);
    out.with("ENTPersonMail", &[if at % 5 < 4 { mail.as_str() } else { "" }]);
    let children: Vec<&str> = children.iter().map(String::as_str).collect();
    out.with("ENTPersRelEleveEleve", &children);
    key
}

/// A teacher for each class; the first of each school directs it.
fn staff(at: usize, out: &mut Record<'_>) -> String {
    let (key, school) = ((8_000_001 + at).to_string(), school_key(at % SCHOOLS));
    let teaches = format!("{school}$ENS$ENSEIGNEMENT DEVANT ELEVES$G0110$ENSEIGNER EN ECOLE");
    let directs =
        if at < SCHOOLS { format!("{school}$DIR$DIRECTION$X0009$DIRECTION") } else { String::new() };
    out.with("ENTPersonJointure", &[&key]).with("ENTPersonNom", &[&surname(at + 500_000).to_uppercase()]);
    out.with("ENTPersonPrenom", &[FIRST[at * 13 % FIRST.len()]]).with("ENTPersonCivilite", &["Mme"]);
    out.with("ENTPersonMail", &[&format!("enseignant.{at}@agents.example.org")]);
    out.with("ENTPersonStructRattach", &[&school]).with("ENTPersonFonctions", &[&teaches, &directs]);
    out.with("ENTEnsFonctionDir", &[if at < SCHOOLS { school.as_str() } else { "" }]);
    out.with("ENTPersonCategorieEnseignant", &["O"]);
    key
}
