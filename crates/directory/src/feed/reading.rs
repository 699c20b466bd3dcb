//! From one attribute to one field. Invariant: a bad value costs only itself, and a warning.

use super::{Category, Field, Level, Person, WarningKind, Warnings, composite, raw::Attribute, values};

/// Known, and nothing that the product needs: lunch, transport, scholarship, subjects, reverse links, dates of
/// functions. What is not kept cannot leak.
const LEFT_ASIDE: &[&str] = &[
    "ENTEleveAdresseRel",
    "ENTEleveBoursier",
    "ENTEleveCodeEnseignements",
    "ENTEleveDateEntreeClasses",
    "ENTEleveDateSortieClasses",
    "ENTEleveEnseignements",
    "ENTEleveEnseignementsEtablissementsAccueil",
    "ENTEleveEtudesSurveillees",
    "ENTEleveFiliere",
    "ENTEleveGarderieMatin",
    "ENTEleveGarderieSoir",
    "ENTEleveLibelleMEF",
    "ENTEleveMEF",
    "ENTEleveMere",
    "ENTEleveNivFormation",
    "ENTEleveParents",
    "ENTElevePere",
    "ENTElevePersRelEleve1",
    "ENTElevePersRelEleve2",
    "ENTEleveQualitePersRelEleve1",
    "ENTEleveQualitePersRelEleve2",
    "ENTEleveRegime",
    "ENTEleveRestaurantScolaire",
    "ENTEleveStatutEleve",
    "ENTEleveStructRattachId",
    "ENTEleveStructureRattachIdMEN",
    "ENTEleveTransport",
    "ENTEcoleCodeMinistereTutelle",
    "ENTEcoleMinistereTutelle",
    "ENTEcoleSecteur",
    "ENTEnsFonctionDirDate",
    "ENTEnsSpecialites",
    "ENTEtablissementBassin",
    "ENTEtablissementCodeMinistereTutelle",
    "ENTEtablissementMinistereTutelle",
    "ENTEtablissementStructRattachFctl",
    "ENTEtablissementUAI",
    "ENTAuxPersRelEleveEleve",
    "ENTPersRelEleveEleve",
    "ENTPersonCategorieEnseignantDate",
    "ENTPersonFonctionsDate",
    "ENTPersonMobileSMS",
    "ENTPersonSTSId",
    "ENTPersonStructRattachDate",
    "ENTServAcCodeAcademie",
    "ENTStructureBoitePostale",
    "ENTStructureClasses",
    "ENTStructureFax",
    "ENTStructureGroupes",
    "ENTStructureSIREN",
    "PersEducNatPresenceDevantEleves",
    "facsimileTelephoneNumber",
    "postOfficeBox",
];

/// Where warnings about one record go.
pub(super) struct Reading<'w> {
    pub category: Category,
    pub key: &'w str,
    pub warnings: &'w mut Warnings,
}

impl Reading<'_> {
    pub fn warn(&mut self, kind: WarningKind, detail: &str) {
        self.warnings.add(kind, self.category, self.key, detail);
    }

    pub fn parsed<T>(
        &mut self,
        attribute: Attribute<'_>,
        kind: WarningKind,
        parse: fn(&str) -> Option<T>,
    ) -> Field<T> {
        let Some(value) = attribute.first() else { return Field::Empty };
        match parse(value) {
            Some(parsed) => Field::Set(parsed),
            None => {
                self.warn(kind, value);
                Field::Unlisted
            }
        }
    }

    /// Values that are each good or dropped; unlisted when all had to be.
    fn many<T>(
        &mut self,
        attribute: Attribute<'_>,
        mut add: impl FnMut(&mut Self, &str, &mut Vec<T>),
    ) -> Field<Vec<T>> {
        let mut all = Vec::new();
        let mut any = false;
        for value in attribute.values() {
            any = true;
            add(self, value, &mut all);
        }
        match (any, all.is_empty()) {
            (false, _) => Field::Empty,
            (true, true) => Field::Unlisted,
            (true, false) => Field::Set(all),
        }
    }

    pub fn groups(&mut self, attribute: Attribute<'_>) -> Field<Vec<composite::Group>> {
        self.many(attribute, |reading, value, all: &mut Vec<composite::Group>| {
            match composite::group(value) {
                None => reading.warn(WarningKind::MalformedGroup, value),
                Some(group)
                    if all.iter().any(|known| (&known.school, &known.key) == (&group.school, &group.key)) =>
                {
                    reading.warn(WarningKind::RepeatedGroup, value);
                }
                Some(group) => all.push(group),
            }
        })
    }

    pub fn links(&mut self, attribute: Attribute<'_>) -> Field<Vec<composite::Link>> {
        self.many(attribute, |reading, value, all| {
            let Some((link, unknown)) = composite::link(value) else {
                return reading.warn(WarningKind::MalformedLink, value);
            };
            if unknown {
                reading.warn(WarningKind::UnknownRelation, value);
            }
            if composite::merge_link(all, link) {
                reading.warn(WarningKind::RepeatedLink, value);
            }
        })
    }

    pub fn functions(&mut self, attribute: Attribute<'_>) -> Field<Vec<composite::Function>> {
        self.many(attribute, |reading, value, all| {
            let Some(function) = composite::function(value) else {
                return reading.warn(WarningKind::MalformedFunction, value);
            };
            if !function.is_known() {
                reading.warn(WarningKind::UnknownFunction, value);
            }
            all.push(function);
        })
    }

    pub fn level(&mut self, attribute: Attribute<'_>) -> Field<Level> {
        let level = attribute.first().map(composite::level);
        if let Some(unknown) = level.as_ref().filter(|level| level.grade.is_none()) {
            self.warn(WarningKind::UnknownLevel, &format!("{} {}", unknown.code, unknown.label));
        }
        level.into()
    }

    pub fn uai(&mut self, attribute: Attribute<'_>) -> Field<String> {
        let uai = attribute.first().map(str::to_ascii_uppercase);
        if let Some(odd) = uai.as_deref().filter(|uai| !values::uai_is_valid(uai)) {
            self.warn(WarningKind::MalformedUai, odd);
        }
        uai.into()
    }

    pub fn phone(&mut self, attribute: Attribute<'_>) -> Field<String> {
        self.parsed(attribute, WarningKind::MalformedPhone, values::phone)
    }

    /// True when the attribute was one that every person has.
    pub fn person(&mut self, person: &mut Person, attribute: Attribute<'_>) -> bool {
        match attribute.name {
            "ENTPersonNom" | "sn" => person.last_name = words(attribute),
            "ENTPersonPrenom" | "givenName" => person.first_name = words(attribute),
            "ENTPersonAutresPrenoms" => person.other_first_names = texts(attribute),
            "ENTPersonNomPatro" => person.birth_name = words(attribute),
            "ENTPersonDateNaissance" => {
                person.birth_date = self.parsed(attribute, WarningKind::MalformedDate, values::date);
            }
            "ENTPersonCivilite" | "personalTitle" => {
                person.title = self.parsed(attribute, WarningKind::UnknownTitle, values::title);
            }
            "ENTPersonMail" | "mail" => {
                person.mail = self.parsed(attribute, WarningKind::MalformedMail, values::mail)
            }
            _ => return false,
        }
        true
    }

    pub fn other(&mut self, attribute: Attribute<'_>, own_key: &str) {
        if attribute.name == own_key {
            if attribute.first().is_some_and(|key| key != self.key) {
                self.warn(WarningKind::KeyMismatch, attribute.first().unwrap_or(""));
            }
        } else if !LEFT_ASIDE.contains(&attribute.name) && !attribute.name.starts_with("ENTAuxEns") {
            self.warnings.unknown_attribute(attribute.name);
        }
    }
}

pub(super) fn text(attribute: Attribute<'_>) -> Field<String> {
    attribute.first().map(str::to_owned).into()
}

pub(super) fn words(attribute: Attribute<'_>) -> Field<String> {
    attribute.first().map(values::words).into()
}

pub(super) fn texts(attribute: Attribute<'_>) -> Field<Vec<String>> {
    let all: Vec<String> = attribute.values().map(str::to_owned).collect();
    (!all.is_empty()).then_some(all).into()
}
