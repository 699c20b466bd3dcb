//! The invented territory as the academy would send it: a complete AAF feed of the first degree, packed in
//! a `.tgz`. A pure function of the day: same day, same bytes.

use super::people::{Families, Pupil, Relative, families};
use super::staff::{Job, STAFF, Staff};
use super::territory::{ACADEMY, CIRCONSCRIPTIONS, Circonscription, SCHOOLS, School, ULIS, uai};
use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};

const DTD: &str = "<!ELEMENT ficAlimMENESR (addRequest | modifyRequest | deleteRequest)*>
<!ELEMENT addRequest (operationalAttributes, identifier, attributes)>
<!ELEMENT modifyRequest (operationalAttributes, identifier, modifications)>
<!ELEMENT deleteRequest (operationalAttributes, identifier)>
<!ELEMENT operationalAttributes (attr)>
<!ELEMENT identifier (id)>
<!ELEMENT attributes (attr+)>
<!ELEMENT attr (value+)>
<!ATTLIST attr name CDATA #REQUIRED>
<!ELEMENT modifications (modification+)>
<!ELEMENT modification (value+)>
<!ATTLIST modification name CDATA #REQUIRED operation (replace) #REQUIRED>
<!ELEMENT value (#PCDATA)>
<!ELEMENT id (#PCDATA)>
";

/// Records in one part of a category: small, so that the demonstration too has several.
const PART: usize = 250;

/// One record: attributes and their values.
struct Record<'a> {
    key: &'a str,
    attributes: Vec<(&'static str, Vec<String>)>,
}

impl<'a> Record<'a> {
    fn new(key: &'a str) -> Self {
        Self { key, attributes: Vec::new() }.with("ENTPersonJointure", key)
    }

    fn structure(key: &'a str) -> Self {
        Self { key, attributes: Vec::new() }.with("ENTStructureJointure", key)
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, vec![value.into()]));
        self
    }

    fn with_all(mut self, name: &'static str, values: Vec<String>) -> Self {
        self.attributes.push((name, values));
        self
    }

    fn write(&self, category: &str, out: &mut String) {
        let whose = if category == "EtabEducNat" { "categorieStructure" } else { "categoriePersonne" };
        out.push_str(&format!(
            "<addRequest>\n<operationalAttributes><attr name=\"{whose}\"><value>{category}</value></attr>\
             </operationalAttributes>\n<identifier><id>{}</id></identifier>\n<attributes>\n",
            self.key
        ));
        for (name, values) in &self.attributes {
            out.push_str(&format!("<attr name=\"{name}\">"));
            for value in values.iter().filter(|v| !v.is_empty()) {
                out.push_str(&format!("<value>{}</value>", escaped(value)));
            }
            if values.iter().all(String::is_empty) {
                out.push_str("<value/>");
            }
            out.push_str("</attr>\n");
        }
        out.push_str("</attributes>\n</addRequest>\n");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn french(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// The files of the feed: name and content.
pub fn files(today: NaiveDate) -> Vec<(String, String)> {
    let year = i32::from(kernel::year::school_year_of(today));
    let Families { pupils, relatives } = families(year);
    let structures = CIRCONSCRIPTIONS.iter().map(circonscription).chain(SCHOOLS.iter().map(school)).collect();
    let mut files = vec![("ficAlimMENESR.dtd".to_owned(), DTD.to_owned())];
    parts(&mut files, today, "EtabEducNat", structures);
    parts(&mut files, today, "Eleve", pupils.iter().map(|p| pupil(p, year)).collect());
    parts(&mut files, today, "PersRelEleve", relatives.iter().map(relative).collect());
    parts(&mut files, today, "PersEducNat", STAFF.iter().map(staff).collect());
    files
}

/// Packs the feed into `folder`; answers where.
pub fn write(folder: &Path, today: NaiveDate) -> std::io::Result<PathBuf> {
    let path = folder.join(format!("ENT1D.{}.Complet.tgz", today.format("%Y%m%d")));
    let mut archive = tar::Builder::new(GzEncoder::new(std::fs::File::create(&path)?, Compression::fast()));
    for (name, content) in files(today) {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive.append_data(&mut header, name, content.as_bytes())?;
    }
    archive.into_inner()?.finish()?.flush()?;
    Ok(path)
}

fn parts(files: &mut Vec<(String, String)>, today: NaiveDate, category: &str, records: Vec<Record<'_>>) {
    for (part, some) in records.chunks(PART).enumerate() {
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\">\n\
             <ficAlimMENESR>\n<!-- versionAF=\"AAF-VE2607\" -->\n<!-- degre=\"1D\" -->\n\
             <!-- dateGenerationExport=\"{}\" -->\n",
            french(today)
        );
        some.iter().for_each(|record| record.write(category, &mut text));
        text.push_str("</ficAlimMENESR>\n");
        files.push((format!("ENT1D_Complet_{}_{category}_{part:04}.xml", today.format("%Y%m%d")), text));
    }
}

fn circonscription(c: &'static Circonscription) -> Record<'static> {
    Record::structure(c.key)
        .with("ENTStructureUAI", uai(c.uai))
        .with("ENTStructureNomCourant", c.name)
        .with("ENTStructureTypeStruct", "CIRCONSCRIPTION D'INSPECTION DU 1ER DEGRE")
        .with("ENTServAcAcademie", ACADEMY)
}

fn school(s: &'static School) -> Record<'static> {
    let code = uai(s.uai);
    Record::structure(s.key)
        .with("ENTStructureUAI", code.clone())
        .with("ENTStructureSIREN", "")
        .with("ENTStructureNomCourant", format!("{}${}${}", s.kind, s.name, s.commune.name))
        .with("ENTStructureTypeStruct", s.kind)
        .with("ENTEcoleCodeMinistereTutelle", "06")
        .with("ENTEtablissementContrat", "PU")
        .with("ENTStructureAdresse", s.street)
        .with("ENTStructureCodePostal", s.commune.postcode)
        .with("ENTStructureVille", s.commune.name)
        .with("ENTStructureTelephone", s.phone)
        .with("ENTStructureEmail", format!("ce.{}@example.org", code.to_lowercase()))
        .with("ENTServAcAcademie", ACADEMY)
        .with("ENTEcoleSecteur", "")
        .with("ENTEcoleCirconscription", s.circonscription)
        .with("ENTEcoleCommune", s.commune.insee)
        .with("ENTEcoleRPI", s.rpi)
}

fn pupil(p: &Pupil, year: i32) -> Record<'_> {
    let (code, label, cycle, _) = p.level.told();
    let (school, class, entry) = (p.school.key, p.class, format!("01/09/{year}"));
    let group = if p.ulis { format!("{school}$GROUPE$1${}${}", ULIS.0, ULIS.1) } else { String::new() };
    let restaurant = if p.born.leap_year() { "N" } else { "O" };
    Record::new(&p.key)
        .with("ENTEleveINE", p.ine.clone())
        .with("ENTPersonDateNaissance", french(p.born))
        .with("ENTPersonNom", p.last.to_uppercase())
        .with("ENTPersonPrenom", p.first.clone())
        .with_all("ENTPersonAutresPrenoms", vec![p.first.clone(), p.second.to_owned()])
        .with("ENTPersonNomPatro", p.last.to_uppercase())
        .with("ENTPersonCivilite", if p.girl { "Mlle" } else { "M." })
        .with("ENTPersonMail", "")
        .with_all("ENTEleveAutoriteParentale", p.links.iter().map(|(k, r)| format!("{k}${r}")).collect())
        .with("ENTPersonStructRattach", school)
        .with("ENTPersonClasses", format!("{school}$CLASSE$1${}${}", class.key, class.label))
        .with("ENTPersonGroupes", group)
        .with("ENTEleveNiveau", format!("{code}${label}"))
        .with("ENTEleveCycle", cycle)
        .with("ENTEleveTypeClasse", "ORDINAIRE")
        .with("ENTEleveDateEntreeClasses", format!("{school}${entry}${}", class.label))
        .with("ENTEleveDateEntreeStructRattach", entry)
        .with("ENTEleveRestaurantScolaire", restaurant)
        .with("ENTEleveTransport", if p.school.commune.rural { "O" } else { "N" })
}

fn relative(r: &Relative) -> Record<'_> {
    Record::new(&r.key)
        .with("ENTPersonDateNaissance", "")
        .with("ENTPersonNom", r.last.to_uppercase())
        .with("ENTPersonPrenom", r.first.clone())
        .with("ENTPersonNomPatro", "")
        .with("ENTPersonCivilite", r.title)
        .with("ENTPersonTelPerso", "")
        .with("ENTPersRelEleveTelPro", "")
        .with("ENTPersRelEleveTelMobile", r.mobile.clone())
        .with("ENTPersonAdresse", format!("{}$$$", r.street))
        .with("ENTPersonCodePostal", r.postcode)
        .with("ENTPersonVille", r.town)
        .with("ENTPersonPays", "FRANCE")
        .with("ENTPersonAdresseDiffusion", if r.shares { "O" } else { "N" })
        .with("ENTPersonMail", r.mail.clone())
        .with_all("ENTPersRelEleveEleve", r.children.clone())
}

fn staff(s: &'static Staff) -> Record<'static> {
    let said = match s.job {
        Job::Teacher | Job::Head => "ENS$ENSEIGNEMENT DEVANT ELEVES$G0110$ENSEIGNER EN ECOLE",
        Job::Inspector => "INS$INSPECTION$I0001$INSPECTEUR DE L'EDUCATION NATIONALE",
        Job::Aesh => "AES$ACCOMPAGNEMENT$A0001$ACCOMPAGNER UN ELEVE EN SITUATION DE HANDICAP",
    };
    let mut functions: Vec<String> = s.places.iter().map(|p| format!("{p}${said}")).collect();
    let directs = if s.job == Job::Head { s.places[0] } else { "" };
    if s.job == Job::Head {
        functions.push(format!("{directs}$DIR$DIRECTION$X0009$DIRECTION"));
    }
    let mail = format!("{}.{}@agents.example.org", super::names::plain(s.first), super::names::plain(s.last));
    Record::new(s.key)
        .with("ENTPersonNom", s.last.to_uppercase())
        .with("ENTPersonPrenom", s.first)
        .with("ENTPersonCivilite", s.title)
        .with("ENTPersonMail", mail)
        .with_all("ENTPersonStructRattach", s.places.iter().map(ToString::to_string).collect())
        .with_all("ENTPersonFonctions", functions)
        .with("ENTEnsFonctionDir", directs)
        .with(
            "ENTPersonCategorieEnseignant",
            if matches!(s.job, Job::Teacher | Job::Head) { "O" } else { "N" },
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_same_day_gives_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let once = std::fs::read(write(folder.path(), day("2026-11-23")).unwrap()).unwrap();
        let again = std::fs::read(write(other.path(), day("2026-11-23")).unwrap()).unwrap();
        assert_eq!(once, again);
    }

    #[test]
    fn the_school_year_is_the_current_one() {
        let entry =
            |today| files(day(today)).iter().any(|(_, text)| text.contains("<value>01/09/2026</value>"));
        assert!(entry("2026-11-23") && entry("2027-07-10"));
        assert!(!entry("2027-08-01"));
    }
}
