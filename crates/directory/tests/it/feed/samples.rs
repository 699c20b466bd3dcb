//! The invented sample of the format: a complete feed, then the changes of the next day.

use chrono::NaiveDate;
use directory::feed::{
    Action, Authority, Category, Contract, Entry, Feed, Field, Grade, Kind, Record, Relation, SchoolKind,
    SchoolLevel, Title,
};

use super::{files, keys, read};

fn pupil<'r>(records: &'r [Record], wanted: &str) -> &'r Action<directory::feed::Pupil> {
    let found = records.iter().find_map(|record| match record {
        Record::Pupil(Entry { key, action, .. }) if key == wanted => Some(action),
        _ => None,
    });
    found.unwrap()
}

fn staff<'r>(records: &'r [Record], wanted: &str) -> &'r Action<directory::feed::Staff> {
    let found = records.iter().find_map(|record| match record {
        Record::Staff(Entry { key, action, .. }) if key == wanted => Some(action),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn the_complete_sample_says_everything() {
    let feed = Feed::open(&files("aaf1d/full")).unwrap();
    let summary = feed.summary();
    assert_eq!((summary.kind, summary.date), (Kind::Complete, NaiveDate::from_ymd_opt(2026, 1, 12)));
    assert!(summary.missing.is_empty() && summary.missing_parts.is_empty());
    let (records, report) = read(&feed).unwrap();
    assert_eq!(
        keys(&records),
        [
            "420001", "7100001", "7100002", "7100003", "7100004", "7200001", "7200002", "7200003", "7300001",
            "7300002", "7300003", "7300004"
        ]
    );
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    assert_eq!(report.counts[&Category::Pupil].added, 4);
    assert!(report.header.contains(&("versionAF".into(), "AAF-VE2407".into())));
}

#[test]
fn a_school_is_normalised() {
    let (records, _) = read(&Feed::open(&files("aaf1d/full")).unwrap()).unwrap();
    let Record::School(entry) = &records[0] else { panic!() };
    let school = entry.action.said().unwrap();
    let text = |field: &Field<String>| field.get().unwrap().clone();
    assert_eq!((text(&school.name), text(&school.uai)), ("LES TILLEULS".into(), "0889901J".into()));
    assert_eq!(
        (school.kind.get(), school.level.get()),
        (Some(&SchoolKind::School), Some(&SchoolLevel::Primaire))
    );
    assert_eq!(school.contract, Field::Set(Contract::Public));
    assert_eq!(
        (text(&school.phone), text(&school.mail)),
        ("0300000001".into(), "ce.0889901j@example.org".into())
    );
    assert_eq!((text(&school.circonscription), text(&school.commune)), ("420900".into(), "88999".into()));
    assert_eq!(school.rpi, Field::Empty);
}

#[test]
fn a_pupil_has_parents_a_class_and_a_level() {
    let (records, _) = read(&Feed::open(&files("aaf1d/full")).unwrap()).unwrap();
    let lea = pupil(&records, "7100001").said().unwrap();
    assert_eq!(lea.person.first_name.get().unwrap(), "Léa");
    assert_eq!(lea.person.birth_date.get(), NaiveDate::from_ymd_opt(2020, 3, 14).as_ref());
    assert_eq!(lea.person.other_first_names.all(), ["Léa", "Rose"]);
    assert_eq!((&lea.person.title, &lea.person.mail), (&Field::Set(Title::Mrs), &Field::Empty));
    let links: Vec<_> =
        lea.links.all().iter().map(|link| (link.relative.as_str(), link.relation, link.authority)).collect();
    assert_eq!(
        links,
        [("7200001", Relation::Mother, Authority::Joint), ("7200002", Relation::Father, Authority::Joint)]
    );
    let class = &lea.classes.all()[0];
    assert_eq!((class.key.as_str(), class.label.as_str()), ("5500101", "GS-CP MME PETIT"));
    assert_eq!((lea.groups.is_listed(), lea.groups.all().len()), (true, 0));
    assert_eq!(lea.level.get().unwrap().grade, Some(Grade::Gs));
    assert_eq!(lea.school_entry.get(), NaiveDate::from_ymd_opt(2025, 9, 1).as_ref());
    // The relative that is in no file stays in the link: a later feed may bring it.
    assert_eq!(pupil(&records, "7100004").said().unwrap().links.all()[0].relative, "7200099");
}

#[test]
fn staff_direct_teach_or_help() {
    let (records, _) = read(&Feed::open(&files("aaf1d/full")).unwrap()).unwrap();
    let head = staff(&records, "7300001").said().unwrap();
    assert_eq!((head.director_of(), head.teaches()), (vec!["420001"], Field::Set(true)));
    let two = staff(&records, "7300003").said().unwrap();
    assert_eq!((two.structures(), two.director_of()), (vec!["420001", "420002"], vec![]));
    let helper = staff(&records, "7300004").said().unwrap();
    assert_eq!((helper.teaches(), &helper.person.mail), (Field::Set(false), &Field::Empty));
}

#[test]
fn the_delta_lists_only_what_changes() {
    let feed = Feed::open(&files("aaf1d/delta")).unwrap();
    assert_eq!(feed.summary().kind, Kind::Delta);
    let (records, report) = read(&feed).unwrap();
    let Record::School(entry) = &records[0] else { panic!() };
    let Action::Modify(school) = &entry.action else { panic!() };
    assert_eq!((school.phone.get().unwrap().as_str(), school.name.is_listed()), ("0300000002", false));
    assert!(!school.kind.is_listed());
    assert_eq!(pupil(&records, "7100001"), &Action::Delete);
    let Action::Modify(renamed) = pupil(&records, "7100002") else { panic!() };
    assert_eq!(renamed.classes.all()[0].label, "CE1-CM1 MME KELLER");
    assert!(!renamed.links.is_listed() && !renamed.person.last_name.is_listed());
    assert!(matches!(pupil(&records, "7100005"), Action::Add(pupil) if pupil.links == Field::Empty));
    let erased = records.iter().find_map(|record| match record {
        Record::Relative(entry) if entry.key == "7200002" => entry.action.said(),
        _ => None,
    });
    let thomas = erased.unwrap();
    assert_eq!((&thomas.mobile, thomas.home_phone.is_listed()), (&Field::Empty, false));
    assert_eq!(thomas.person.mail.get().unwrap(), "thomas.marchand@example.org");
    let pupils = report.counts[&Category::Pupil];
    assert_eq!((pupils.added, pupils.modified, pupils.deleted), (1, 3, 1));
}

#[test]
fn the_same_record_has_the_same_hash_and_a_changed_one_another() {
    let hashes = || -> Vec<[u8; 16]> {
        read(&Feed::open(&files("aaf1d/full")).unwrap()).unwrap().0.iter().map(Record::hash).collect()
    };
    let first = hashes();
    assert_eq!(first, hashes());
    let mut distinct = first.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), first.len());
}
