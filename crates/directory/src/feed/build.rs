//! From named values to a typed record. Invariant: every attribute is known and used, known and left aside
//! (not needed, so not kept), or counted as unknown; a bad value costs only itself.

use super::{
    Action, Category, Entry, Field, Pupil, Record, Relative, School, Staff, WarningKind, Warnings, composite,
    raw::{RawRecord, Verb},
    reading::{Reading, text, texts, words},
    values,
};

/// The typed record of `raw`, whose key is not empty.
pub(super) fn build(raw: &RawRecord, category: Category, warnings: &mut Warnings) -> Record {
    let mut reading = Reading { category, key: &raw.key, warnings };
    match category {
        Category::School => Record::School(entry(raw, &mut reading, school)),
        Category::Pupil => Record::Pupil(entry(raw, &mut reading, pupil)),
        Category::Relative => Record::Relative(entry(raw, &mut reading, relative)),
        Category::Staff => Record::Staff(entry(raw, &mut reading, staff)),
    }
}

fn entry<T: Named>(
    raw: &RawRecord,
    reading: &mut Reading<'_>,
    say: fn(&RawRecord, &mut Reading<'_>) -> T,
) -> Entry<T> {
    let action = match raw.verb {
        Some(Verb::Add) => {
            let said = say(raw, reading);
            if said.is_nameless() {
                reading.warn(WarningKind::MissingName, "");
            }
            Action::Add(said)
        }
        Some(Verb::Modify) => Action::Modify(say(raw, reading)),
        Some(Verb::Delete) | None => Action::Delete,
    };
    Entry { key: raw.key.clone(), hash: raw.hash(), action }
}

trait Named {
    fn is_nameless(&self) -> bool;
}

impl Named for School {
    fn is_nameless(&self) -> bool {
        self.name.get().is_none()
    }
}

macro_rules! person_named {
    ($($kind:ty),*) => {$(
        impl Named for $kind {
            fn is_nameless(&self) -> bool {
                self.person.last_name.get().is_none() || self.person.first_name.get().is_none()
            }
        }
    )*};
}
person_named!(Pupil, Relative, Staff);

fn school(raw: &RawRecord, reading: &mut Reading<'_>) -> School {
    let mut school = School::default();
    let (mut kind, mut nature, mut name) = (None, None, None);
    for attribute in raw.attributes() {
        match attribute.name {
            "ENTStructureUAI" => school.uai = reading.uai(attribute),
            "ENTStructureNomCourant" => {
                name = attribute.first();
                school.name = name.map(composite::school_name).into();
            }
            "ENTStructureTypeStruct" => kind = Some(attribute.first().unwrap_or("")),
            "ENTStructureCodeTypeStruct" => nature = Some(attribute.first().unwrap_or("")),
            "ENTEtablissementContrat" => {
                school.contract = reading.parsed(attribute, WarningKind::UnknownContract, values::contract);
            }
            "ENTStructureAdresse" | "street" => {
                school.street = attribute.first().and_then(values::street).into()
            }
            "ENTStructureCodePostal" | "postalCode" => school.postcode = text(attribute),
            "ENTStructureVille" | "l" => school.town = words(attribute),
            "ENTStructureTelephone" | "telephoneNumber" => school.phone = reading.phone(attribute),
            // Two attributes may carry it: an empty one does not undo the other.
            "ENTStructureEmail" | "ENTStructureMailSI" if school.mail.get().is_none() => {
                school.mail = reading.parsed(attribute, WarningKind::MalformedMail, values::mail);
            }
            "ENTStructureEmail" | "ENTStructureMailSI" => {}
            "ENTServAcAcademie" => school.academy = text(attribute),
            "ENTEcoleCirconscription" => school.circonscription = text(attribute),
            "ENTEcoleCommune" => school.commune = text(attribute),
            "ENTEcoleRPI" => school.rpi = text(attribute),
            _ => reading.other(attribute, "ENTStructureJointure"),
        }
    }
    // A change of the name alone does not say what the structure is.
    if kind.is_some() || nature.is_some() || raw.verb == Some(Verb::Add) && name.is_some() {
        let (kind, nature, name) = (kind.unwrap_or(""), nature.unwrap_or(""), name.unwrap_or(""));
        school.kind = Field::Set(composite::school_kind(kind, nature, name));
        school.level = composite::school_level(kind, nature, name).into();
    }
    school
}

fn pupil(raw: &RawRecord, reading: &mut Reading<'_>) -> Pupil {
    let mut pupil = Pupil::default();
    for attribute in raw.attributes() {
        match attribute.name {
            "ENTEleveINE" => pupil.ine = reading.parsed(attribute, WarningKind::MalformedIne, values::ine),
            "ENTEleveAutoriteParentale" | "ENTElevePersRelEleve" => pupil.links = reading.links(attribute),
            "ENTPersonStructRattach" => pupil.school = text(attribute),
            "ENTPersonClasses" | "ENTEleveClasses" => pupil.classes = reading.groups(attribute),
            "ENTPersonGroupes" | "ENTEleveGroupes" => pupil.groups = reading.groups(attribute),
            "ENTEleveNiveau" => pupil.level = reading.level(attribute),
            "ENTEleveCycle" => pupil.cycle = text(attribute),
            "ENTEleveTypeClasse" => pupil.class_type = text(attribute),
            "ENTEleveDateEntreeStructRattach" => {
                pupil.school_entry = reading.parsed(attribute, WarningKind::MalformedDate, values::date);
            }
            "ENTEleveDateSortieStructRattach" => {
                pupil.school_exit = reading.parsed(attribute, WarningKind::MalformedDate, values::date);
            }
            // Each relative has an address; one that the feed gives the pupil would be of one of them.
            "ENTPersonAdresse" | "ENTPersonCodePostal" | "ENTPersonVille" | "ENTPersonPays" | "homePhone" => {
            }
            _ if reading.person(&mut pupil.person, attribute) => {}
            _ => reading.other(attribute, "ENTPersonJointure"),
        }
    }
    pupil
}

fn relative(raw: &RawRecord, reading: &mut Reading<'_>) -> Relative {
    let mut relative = Relative::default();
    for attribute in raw.attributes() {
        match attribute.name {
            "ENTPersonTelPerso" | "homePhone" => relative.home_phone = reading.phone(attribute),
            "ENTPersRelEleveTelPro" | "telephoneNumber" => relative.work_phone = reading.phone(attribute),
            "ENTPersRelEleveTelMobile" | "mobile" => relative.mobile = reading.phone(attribute),
            "ENTPersonAdresse" => relative.street = attribute.first().and_then(values::street).into(),
            "ENTPersonCodePostal" => relative.postcode = text(attribute),
            "ENTPersonVille" => relative.town = words(attribute),
            "ENTPersonPays" => relative.country = text(attribute),
            "ENTPersonAdresseDiffusion" => {
                relative.share_address = reading.parsed(attribute, WarningKind::MalformedFlag, values::flag);
            }
            _ if reading.person(&mut relative.person, attribute) => {}
            _ => reading.other(attribute, "ENTPersonJointure"),
        }
    }
    relative
}

fn staff(raw: &RawRecord, reading: &mut Reading<'_>) -> Staff {
    let mut staff = Staff::default();
    for attribute in raw.attributes() {
        match attribute.name {
            "ENTPersonFonctions" => staff.functions = reading.functions(attribute),
            "ENTPersonStructRattach" => staff.attached_to = texts(attribute),
            "ENTEnsFonctionDir" => staff.directs = texts(attribute),
            "ENTPersonCategorieEnseignant" => {
                staff.teacher = reading.parsed(attribute, WarningKind::MalformedFlag, values::flag);
            }
            _ if reading.person(&mut staff.person, attribute) => {}
            _ => reading.other(attribute, "ENTPersonJointure"),
        }
    }
    staff
}
