//! The oddities of real feeds, row by row: what each costs, and what it must not cost.

use directory::feed::{
    Authority, Contract, FeedError, Field, Record, Relation, SchoolKind, Title, WarningKind as W,
};

use super::{NAMED, Written, add, delete, keys, modify, named, pupil, relative, school, staff, warned};

#[test]
fn a_relative_listed_twice_is_one_link_with_the_strongest_rights() {
    let (pupil, report) =
        pupil(&named(&[("ENTElevePersRelEleve", "72$38$0$0$1$0|72$10$1$1$1$0|73$39$0$0$1$0")]));
    let links: Vec<_> = pupil.links.all().iter().map(|l| (l.relative.as_str(), l.authority)).collect();
    assert_eq!(links, [("72", Authority::Joint), ("73", Authority::ContactOnly)]);
    assert_eq!(warned(&report), [(W::RepeatedLink, 1)]);
}

#[test]
fn an_unknown_relation_is_other_and_a_broken_link_costs_only_itself() {
    let (pupil, report) = pupil(&named(&[("ENTEleveAutoriteParentale", "72$77|$10|73$70")]));
    let links: Vec<_> = pupil.links.all().iter().map(|l| (l.relative.as_str(), l.relation)).collect();
    assert_eq!(links, [("72", Relation::Other), ("73", Relation::Oneself)]);
    assert_eq!(warned(&report), [(W::MalformedLink, 1), (W::UnknownRelation, 1)]);
}

#[test]
fn a_class_listed_twice_counts_once_and_the_first_label_stays() {
    let (pupil, report) =
        pupil(&named(&[("ENTPersonClasses", "42$C$1$55$A|42$C$1$55$B|42$C$1$56$C|42$rien")]));
    let labels: Vec<_> = pupil.classes.all().iter().map(|class| class.label.as_str()).collect();
    assert_eq!(labels, ["A", "C", "rien"]);
    assert_eq!(warned(&report), [(W::RepeatedGroup, 1)]);
}

#[test]
fn a_bad_contact_costs_only_itself() {
    let (relative, report) = relative(&named(&[
        ("ENTPersonMail", "tata@@example.org"),
        ("ENTPersRelEleveTelMobile", "0639980000 (tata)"),
        ("ENTPersonTelPerso", "01 99 00 00 01"),
        ("ENTPersonAdresse", "$$$"),
        ("ENTPersonDateNaissance", "32/01/1980"),
        ("ENTPersonAdresseDiffusion", "peut-être"),
    ]));
    assert_eq!((&relative.person.mail, &relative.mobile), (&Field::Unlisted, &Field::Unlisted));
    assert_eq!(relative.home_phone.get().unwrap(), "0199000001");
    assert_eq!((&relative.street, &relative.share_address), (&Field::Empty, &Field::Unlisted));
    let expected =
        [(W::MalformedDate, 1), (W::MalformedMail, 1), (W::MalformedPhone, 1), (W::MalformedFlag, 1)];
    assert_eq!(warned(&report), expected);
    assert_eq!(report.warnings.kept()[0].key, "1");
}

#[test]
fn an_unknown_attribute_is_counted_and_nothing_else() {
    let (pupil, report) = pupil(&named(&[("ENTEleveChampInconnu2027", "X"), ("ENTEleveTransport", "N")]));
    assert_eq!(pupil.person.last_name.get().unwrap(), "ROY");
    assert_eq!(
        report.warnings.unknown_attributes().iter().collect::<Vec<_>>(),
        [(&"ENTEleveChampInconnu2027".to_owned(), &1)]
    );
    assert!(warned(&report).is_empty());
}

#[test]
fn empty_values_are_ordinary() {
    let (staff, report) = staff(&named(&[
        ("ENTPersonCivilite", ""),
        ("ENTPersonDateNaissance", ""),
        ("ENTPersonMail", ""),
        ("ENTPersonFonctions", ""),
        ("ENTEnsFonctionDir", ""),
    ]));
    assert_eq!((&staff.person.title, &staff.person.mail), (&Field::Empty, &Field::Empty));
    assert_eq!((staff.teaches(), staff.structures().len()), (Field::Unlisted, 0));
    assert!(report.warnings.is_empty());
}

#[test]
fn a_function_that_is_none_changes_no_profile() {
    let (staff, report) = staff(&named(&[
        ("ENTPersonFonctions", "50220$-$SANS OBJET$-$|42$XYZ$NOUVELLE$-$|43"),
        ("ENTPersonStructRattach", "44|50220"),
    ]));
    assert_eq!(staff.functions.all()[0].code, "");
    assert_eq!((staff.teaches(), staff.director_of()), (Field::Set(false), vec![]));
    assert_eq!(staff.structures(), ["50220", "42", "44"]);
    assert_eq!(warned(&report), [(W::MalformedFunction, 1), (W::UnknownFunction, 1)]);
}

#[test]
fn one_person_may_serve_many_structures() {
    let functions: Vec<String> = (1..=25).map(|i| format!("{i}$ENS$ENSEIGNEMENT$X0001$BRIGADE")).collect();
    let (staff, _) = staff(&named(&[("ENTPersonFonctions", &functions.join("|"))]));
    assert_eq!((staff.structures().len(), staff.teaches()), (25, Field::Set(true)));
}

#[test]
fn without_category_of_teacher_the_functions_tell() {
    let of = |attributes: &[(&str, &str)]| staff(&named(attributes)).0.teaches();
    assert_eq!(of(&[("ENTPersonFonctions", "42$ENS$x$y$z")]), Field::Set(true));
    assert_eq!(of(&[("ENTPersonFonctions", "42$AES$x$y$z")]), Field::Set(false));
    let both = [("ENTPersonFonctions", "42$ENS$x$y$z"), ("ENTPersonCategorieEnseignant", "N")];
    assert_eq!(of(&both), Field::Set(false));
}

#[test]
fn pseudo_structures_and_false_codes_are_kept_for_what_they_are() {
    let (brigade, report) = school(&[
        ("ENTStructureNomCourant", "Z.REMP. BRIGADE"),
        ("ENTStructureUAI", "0123456A"),
        ("ENTEtablissementContrat", "XX"),
    ]);
    assert_eq!((brigade.kind, brigade.uai), (Field::Set(SchoolKind::Pseudo), Field::Set("0123456A".into())));
    assert_eq!(brigade.contract, Field::<Contract>::Unlisted);
    assert_eq!(warned(&report), [(W::MalformedUai, 1), (W::UnknownContract, 1)]);
}

#[test]
fn an_unknown_level_keeps_its_code() {
    let (pupil, report) = pupil(&named(&[("ENTEleveNiveau", "1999$SECTION DES GRANDS")]));
    let level = pupil.level.get().unwrap();
    assert_eq!(
        (level.code.as_str(), level.label.as_str(), level.grade),
        ("1999", "SECTION DES GRANDS", None)
    );
    assert_eq!(warned(&report), [(W::UnknownLevel, 1)]);
}

#[test]
fn names_keep_their_form() {
    let (pupil, _) = pupil(&[
        ("ENTPersonNom", "N'DOYE  LE GOFF"),
        ("ENTPersonPrenom", "Marie-Ange Zoé"),
        ("ENTPersonCivilite", "Mlle"),
    ]);
    assert_eq!(pupil.person.last_name.get().unwrap(), "N'DOYE LE GOFF");
    assert_eq!(pupil.person.first_name.get().unwrap(), "Marie-Ange Zoé");
    assert_eq!(pupil.person.title, Field::Set(Title::Mrs));
}

#[test]
fn a_person_without_name_is_told() {
    let (_, report) = pupil(&[("ENTPersonNom", "ROY")]);
    assert_eq!(warned(&report), [(W::MissingName, 1)]);
}

#[test]
fn attributes_of_the_second_degree_are_understood() {
    let (pupil, report) = pupil(&[
        ("sn", "ROY"),
        ("givenName", "Alix"),
        ("personalTitle", "M."),
        ("ENTEleveClasses", "42$2 CAP"),
        ("ENTEleveParents", "72"),
        ("ENTEleveRegime", "EXTERNE LIBRE"),
    ]);
    assert_eq!(pupil.person.last_name.get().unwrap(), "ROY");
    assert_eq!(pupil.classes.all()[0].key, "2 CAP");
    assert!(report.warnings.is_empty());
}

#[test]
fn a_delta_is_given_in_its_own_order() {
    let requests =
        [delete("Eleve", "1"), add("Eleve", "1", &NAMED), modify("Eleve", "9", &[("ENTEleveINE", "")])];
    let (records, report) = Written::delta().records("Eleve", &requests.concat()).read().unwrap();
    assert_eq!(keys(&records), ["1", "1", "9"]);
    assert!(matches!(&records[0], Record::Pupil(entry) if entry.action.said().is_none()));
    assert!(matches!(&records[1], Record::Pupil(entry) if entry.action.said().is_some()));
    assert!(report.warnings.is_empty());
}

#[test]
fn a_delta_renamed_complete_is_refused() {
    let feed = Written::complete().records("Eleve", &delete("Eleve", "1"));
    assert!(matches!(feed.read(), Err(FeedError::ChangeInComplete { .. })));
}

#[test]
fn a_key_comes_once_in_a_complete_feed() {
    let twice = add("Eleve", "1", &NAMED) + &add("Eleve", "1", &[("ENTPersonNom", "AUTRE")]);
    let (records, report) = Written::complete().records("Eleve", &twice).read().unwrap();
    let [Record::Pupil(entry)] = &records[..] else { panic!("{records:?}") };
    assert_eq!(entry.action.said().unwrap().person.last_name.get().unwrap(), "ROY");
    assert_eq!(warned(&report), [(W::DuplicateKey, 1)]);
}

#[test]
fn a_record_without_key_or_of_another_category_is_told() {
    let odd =
        add("Eleve", "", &NAMED) + &add("PersRelEleve", "7", &NAMED) + &add("MatEducNat", "009800", &[]);
    let (records, report) = Written::complete().records("Eleve", &odd).read().unwrap();
    assert!(matches!(&records[..], [Record::Relative(_)]));
    assert_eq!(warned(&report), [(W::MissingKey, 1), (W::OtherCategory, 1), (W::UnknownCategory, 1)]);
}

#[test]
fn two_keys_in_one_record_are_told_and_the_identifier_wins() {
    let (records, report) = Written::complete()
        .records("Eleve", &add("Eleve", "1", &named(&[("ENTPersonJointure", "2")])))
        .read()
        .unwrap();
    assert_eq!(keys(&records), ["1"]);
    assert_eq!(warned(&report), [(W::KeyMismatch, 1)]);
}
