//! The last import is taken back: what it did is undone, and what happened since is not.

use crate::feed::{Written, add};
use crate::imports::Empty;
use chrono::TimeDelta;
use directory::import::{Kept, Mode, RollbackError, Undo, Undone, roll_back};
use kernel::ImportId;
use std::path::{Path, PathBuf};

fn feed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/feeds").join(name)
}

/// Every table that an import writes, row by row, and the audiences that follow.
const TABLES: [&str; 13] = [
    "person",
    "account",
    "person_key",
    "place",
    "place_key",
    "role",
    "guardian_link",
    "pending_link",
    "duplicate_doubt",
    "audience",
    "audience_member",
    "audience_stay",
    "archive_member",
];

/// The same without our ids: what a feed brought again must say the same.
const BY_KEY: &str = "
    select 'person ' || k.key || ' ' || (to_jsonb(p) - 'id' - 'created_at')::text || a.login || a.state || encode(k.hash, 'hex')
    from person_key k join person p on p.id = k.person_id join account a on a.person_id = p.id
    union all
    select 'role ' || k.key || ' ' || r.kind || ' ' || p.name || ' ' || coalesce(p.school_year, 0) || r.from_day
           || coalesce(r.until_day::text, '') || r.source
    from role r join person_key k on k.person_id = r.person_id join place p on p.id = r.place_id
    union all
    select 'link ' || c.key || ' ' || g.key || (to_jsonb(l) - 'pupil_id' - 'guardian_id')::text
    from guardian_link l join person_key c on c.person_id = l.pupil_id join person_key g on g.person_id = l.guardian_id
    union all
    select 'place ' || (to_jsonb(p) - 'id' - 'school_id' - 'parent_id' - 'territory_id' - 'created_at')::text from place p
    union all
    select 'pending ' || k.key || (to_jsonb(l) - 'pupil_id')::text from pending_link l join person_key k on k.person_id = l.pupil_id
    order by 1";

impl Empty {
    async fn applies(&self, name: &str) -> ImportId {
        let outcome = self.import(&feed(name), Mode::ApplyAnyway).await.unwrap();
        assert!(outcome.applied);
        outcome.id
    }

    /// Each row of each table, as text.
    async fn rows(&self) -> Vec<String> {
        let mut all = Vec::new();
        for table in TABLES {
            let query = format!("select '{table} ' || to_jsonb(x)::text from {table} x order by 1");
            let rows: Vec<String> =
                sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_all(&self.db.pool).await.unwrap();
            all.extend(rows);
        }
        all
    }

    async fn told(&self) -> Vec<String> {
        sqlx::query_scalar(BY_KEY).fetch_all(&self.db.pool).await.unwrap()
    }

    async fn takes_back(&self, id: ImportId) -> (Undone, Vec<Kept>) {
        roll_back(&self.db, id, Undo::Do(None)).await.unwrap()
    }

    async fn run(&self, script: &'static str) {
        sqlx::raw_sql(script).execute(&self.db.pool).await.unwrap();
    }

    async fn audiences_are_right(&self) {
        let wrong: i64 = self
            .one(
                "select count(*) from (
                     (select audience_id, person_id from audience_held('2026-09-15') except select audience_id, person_id from audience_member)
                     union all
                     (select audience_id, person_id from audience_member except select audience_id, person_id from audience_held('2026-09-15'))) d",
            )
            .await;
        assert_eq!(wrong, 0);
    }
}

fn same(before: &[String], after: &[String]) {
    let gone: Vec<_> = before.iter().filter(|row| !after.contains(row)).take(5).collect();
    let new: Vec<_> = after.iter().filter(|row| !before.contains(row)).take(5).collect();
    assert!(
        gone.is_empty() && new.is_empty() && before.len() == after.len(),
        "gone: {gone:#?}\nnew: {new:#?}"
    );
}

/// A, then B, B taken back: each row as after A. B once more: as after B.
async fn there_and_back(first: &str, second: &str) {
    let held = Empty::new().await;
    held.applies(first).await;
    let after_first = held.rows().await;
    held.db.clock.set(held.db.clock.now() + TimeDelta::hours(1));
    let id = held.applies(second).await;
    let (after_second, told) = (held.rows().await, held.told().await);
    let (look, none) = roll_back(&held.db, id, Undo::Look).await.unwrap();
    assert_eq!(held.rows().await, after_second, "looking changes nothing");
    let (undone, kept) = held.takes_back(id).await;
    assert_eq!((&undone, none.len(), undone.kept), (&look, kept.len(), 0), "{kept:?}");
    assert!(undone.people_gone + undone.people_back > 0);
    same(&after_first, &held.rows().await);
    held.audiences_are_right().await;
    assert_eq!(
        held.one::<String>("select state from feed_import order by received_at desc limit 1").await,
        "undone"
    );
    assert_eq!(held.one::<i64>("select count(*) from feed_undo").await, 0);
    assert_eq!(held.one::<i64>("select count(*) from audit where act = 'feed_undone'").await, 1);
    held.applies(second).await;
    same(&told, &held.told().await);
}

#[tokio::test]
async fn a_delta_is_taken_back_and_applied_again() {
    there_and_back("s1/complet.tgz", "s1/delta.tgz").await;
}

#[tokio::test]
async fn an_irregular_delta_is_taken_back_and_applied_again() {
    there_and_back("s3/complet.tgz", "s3/delta.tgz").await;
}

#[tokio::test]
async fn another_complete_feed_is_taken_back_and_applied_again() {
    there_and_back("s3/complet.tgz", "s1/complet.tgz").await;
}

#[tokio::test]
async fn the_first_import_of_all_is_taken_back() {
    let held = Empty::new().await;
    let before = held.rows().await;
    let id = held.applies("s2/complet.tgz").await;
    let (undone, kept) = held.takes_back(id).await;
    assert!(undone.people_gone > 100 && undone.people_back == 0 && kept.is_empty(), "{undone:?} {kept:?}");
    same(&before, &held.rows().await);
    assert!(matches!(roll_back(&held.db, id, Undo::Look).await, Err(RollbackError::NotTheLast)));
}

#[tokio::test]
async fn only_the_last_and_only_while_its_journal_is_kept() {
    let held = Empty::new().await;
    let first = held.applies("s1/complet.tgz").await;
    let second = held.applies("s1/delta.tgz").await;
    assert!(matches!(roll_back(&held.db, first, Undo::Look).await, Err(RollbackError::NotTheLast)));
    held.takes_back(second).await;
    assert!(matches!(roll_back(&held.db, first, Undo::Look).await, Err(RollbackError::NotTheLast)));
    let third = held.applies("s1/delta.tgz").await;
    held.import(&feed("s1/complet.tgz"), Mode::Preview).await.unwrap();
    roll_back(&held.db, third, Undo::Look).await.unwrap();
    held.run("delete from feed_made").await;
    assert!(matches!(roll_back(&held.db, third, Undo::Look).await, Err(RollbackError::NotTheLast)));
}

const SCHOOL: &str = "EtabEducNat";
const PUPIL: &str = "Eleve";
const RELATIVE: &str = "PersRelEleve";
const STAFF: &str = "PersEducNat";

/// Two schools, nine hundred pupils in classes of twenty-five; a year later each has gone up, a class has left, another
/// has come.
fn large(year: i32, day: &'static str) -> Written {
    let mut pupils = String::new();
    for at in 0..900 {
        let number = 1000 + at + if year == 2026 { 25 } else { 0 };
        let (room, structure) = (at / 25, 42 + at / 450);
        let (key, class) =
            (number.to_string(), format!("{structure}$C$1${}{room}$CLASSE {year} {room}", year % 100));
        let family = format!("{}$1$1$1$1$0", number + 5000);
        pupils += &add(
            PUPIL,
            &key,
            &[
                ("ENTPersonNom", &format!("NOM{number}")),
                ("ENTPersonPrenom", "Lou"),
                ("ENTPersonStructRattach", &structure.to_string()),
                ("ENTPersonClasses", &class),
                ("ENTElevePersRelEleve", &family),
            ],
        );
    }
    let relative = |at: i32| {
        let number = 6000 + at + if year == 2026 { 25 } else { 0 };
        add(
            RELATIVE,
            &number.to_string(),
            &[("ENTPersonNom", &format!("NOM{}", number - 5000)), ("ENTPersonPrenom", "Max")],
        )
    };
    let school = |key: &str, uai: &str| {
        add(
            SCHOOL,
            key,
            &[
                ("ENTStructureUAI", uai),
                ("ENTStructureNomCourant", uai),
                ("ENTStructureTypeStruct", "ECOLE DE NIVEAU ELEMENTAIRE"),
            ],
        )
    };
    let staff = add(
        STAFF,
        "9",
        &[
            ("ENTPersonNom", "CARREL"),
            ("ENTPersonPrenom", "Marion"),
            ("ENTPersonStructRattach", "42"),
            ("ENTPersonCategorieEnseignant", "O"),
        ],
    );
    Written::complete()
        .records(SCHOOL, &(school("42", "0809901A") + &school("43", "0809905E")))
        .records(PUPIL, &pupils)
        .records(RELATIVE, &(0..900).map(relative).collect::<String>())
        .records(STAFF, &staff)
        .dated(day)
}

#[tokio::test]
async fn a_new_school_year_of_nine_hundred_pupils_is_taken_back() {
    let held = Empty::new().await;
    let first = large(2025, "20260112");
    held.import(first.path(), Mode::ApplyAnyway).await.unwrap();
    let before = held.rows().await;
    let second = large(2026, "20260914");
    let id = held.import(second.path(), Mode::ApplyAnyway).await.unwrap().id;
    let told = held.told().await;
    assert_eq!(held.one::<i64>("select count(*) from place where closed_on is not null").await, 36);
    let (undone, kept) = held.takes_back(id).await;
    assert_eq!(
        (undone.people_gone, undone.places_gone, undone.places_back, kept.len()),
        (50, 36, 36, 0),
        "{undone:?}"
    );
    assert!(undone.people_back >= 900 - 25, "{undone:?}");
    same(&before, &held.rows().await);
    held.audiences_are_right().await;
    held.import(second.path(), Mode::ApplyAnyway).await.unwrap();
    same(&told, &held.told().await);
}

fn schools() -> String {
    let kind = ("ENTStructureTypeStruct", "ECOLE DE NIVEAU ELEMENTAIRE");
    add(SCHOOL, "42", &[("ENTStructureUAI", "0809901A"), ("ENTStructureNomCourant", "LES TILLEULS"), kind])
}

fn pupil(key: &str, name: &str, class: &str) -> String {
    let (room, label) = class.split_once(' ').unwrap();
    let class = format!("42$C$1${room}${label}");
    let named = [("ENTPersonNom", name), ("ENTPersonPrenom", "Lina"), ("ENTPersonStructRattach", "42")];
    add(PUPIL, key, &[&named[..], &[("ENTPersonClasses", &class)]].concat())
}

fn feed_of(pupils: &str) -> Written {
    let carrel = [
        ("ENTPersonNom", "CARREL"),
        ("ENTPersonPrenom", "Marion"),
        ("ENTPersonStructRattach", "42"),
        ("ENTPersonCategorieEnseignant", "O"),
    ];
    Written::complete()
        .records(SCHOOL, &schools())
        .records(PUPIL, pupils)
        .records(RELATIVE, "")
        .records(STAFF, &add(STAFF, "90", &carrel))
}

/// Four pupils of CM1; the second feed moves two of them to CM2, lets one go, brings two, and gives one another name.
async fn two_feeds() -> (Empty, ImportId) {
    let held = Empty::new().await;
    let first = ["71", "72", "73", "74"].map(|key| pupil(key, &format!("NOM{key}"), "55 CM1")).concat();
    held.import(feed_of(&first).path(), Mode::ApplyAnyway).await.unwrap();
    let second = pupil("71", "NOM71", "56 CM2")
        + &pupil("72", "NOM72", "56 CM2")
        + &pupil("73", "AUTRE", "55 CM1")
        + &pupil("75", "NOM75", "56 CM2")
        + &pupil("76", "NOM76", "55 CM1");
    let id = held.import(feed_of(&second).path(), Mode::ApplyAnyway).await.unwrap().id;
    (held, id)
}

/// Key, and where she is.
const WHERE: &str = "select string_agg(k.key || ' ' || p.name || coalesce(' ' || h.leaving_since, ''), ', ' order by k.key, p.name)
    from person_key k join person h on h.id = k.person_id join role r on r.person_id = k.person_id and r.until_day is null and r.kind = 'pupil'
    join place p on p.id = r.place_id";

fn why(kept: &[Kept]) -> Vec<(&str, &str)> {
    kept.iter().map(|k| (k.label.as_str(), k.why.as_str())).collect()
}

#[tokio::test]
async fn who_has_come_in_since_stays_and_is_told() {
    let (held, id) = two_feeds().await;
    assert_eq!(held.one::<String>(WHERE).await, "71 CM2, 72 CM2, 73 CM1, 75 CM2, 76 CM1");
    held.run(
        "update account set state = 'active', activated_at = '2026-09-15', password_hash = 'x'
         where person_id = (select person_id from person_key where key = '75')",
    )
    .await;
    let (undone, kept) = held.takes_back(id).await;
    assert_eq!(why(&kept), [("CM2", "place_holds"), ("Lina Nom75", "came")]);
    assert_eq!(kept[0].school_name, "LES TILLEULS");
    // The class that she is in stays with her; everybody else is where the first feed said.
    assert_eq!(held.one::<String>(WHERE).await, "71 CM1, 72 CM1, 73 CM1, 74 CM1, 75 CM2");
    assert_eq!((undone.people_gone, undone.places_gone), (1, 0));
    held.audiences_are_right().await;
}

#[tokio::test]
async fn what_a_hand_has_changed_since_stays_and_is_told() {
    let (held, id) = two_feeds().await;
    held.run(
        // A telephone is no name: the name goes back, the hand's stays. Of the name that a hand changed, too.
        "update person set mobile = '0612345678' where id = (select person_id from person_key where key = '72');
         update person set last_name = 'CORRIGE' where id = (select person_id from person_key where key = '73');
         -- The head moves 71 to a class of her own.
         insert into place (id, kind, name, parent_id, school_id, school_year, created_at)
         select gen_random_uuid(), 'class', 'ULIS', id, id, 2025, '2026-09-15' from place where kind = 'school';
         update role set until_day = '2026-09-14' where kind = 'pupil' and until_day is null
           and person_id = (select person_id from person_key where key = '71');
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), k.person_id, 'pupil', p.id, p.school_id, '2026-09-15', 'head'
         from person_key k, place p where k.key = '71' and p.name = 'ULIS';
         -- Somebody has printed a sheet for 76, and has made Mme Carrel teach the new class.
         update account set code_hash = '\\x01', code_made_at = '2026-09-15' where person_id = (select person_id from person_key where key = '76');
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), k.person_id, 'teacher', p.id, p.school_id, '2026-09-15', 'self'
         from person_key k, place p where k.key = '90' and p.name = 'CM2'",
    )
    .await;
    let (_, kept) = held.takes_back(id).await;
    let mut told = why(&kept);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("CM2", "place_holds"),
            ("Lina Corrige", "person"),
            ("Lina Nom71", "role"),
            ("Lina Nom76", "printed")
        ]
    );
    assert_eq!(kept.iter().find(|k| k.why == "person").unwrap().columns, ["last_name"]);
    assert_eq!(held.one::<String>(WHERE).await, "71 ULIS, 72 CM1, 73 CM1, 74 CM1, 76 CM1");
    assert_eq!(
        held.one::<String>(
            "select mobile from person join person_key k on k.person_id = id where k.key = '72'"
        )
        .await,
        "0612345678"
    );
    held.audiences_are_right().await;
}

#[tokio::test]
async fn who_was_erased_since_does_not_come_back() {
    let (held, id) = two_feeds().await;
    held.run(
        "delete from feed_undo where person_id = (select person_id from person_key where key = '74');
         create temp table gone as select person_id from person_key where key = '74';
         delete from audience_member where person_id in (select person_id from gone);
         delete from role where person_id in (select person_id from gone);
         delete from account where person_id in (select person_id from gone);
         delete from person_key where person_id in (select person_id from gone);
         delete from person where id in (select person_id from gone)",
    )
    .await;
    let (_, kept) = held.takes_back(id).await;
    assert!(kept.is_empty(), "{kept:?}");
    assert_eq!(held.one::<String>(WHERE).await, "71 CM1, 72 CM1, 73 CM1");
}

#[tokio::test]
async fn stopped_in_the_middle_it_has_done_nothing() {
    let held = Empty::new().await;
    held.applies("s3/complet.tgz").await;
    let id = held.applies("s3/delta.tgz").await;
    let before = held.rows().await;
    for wait in [1, 20, 60, 120, 200] {
        let db = held.db.clone();
        let work = tokio::spawn(async move { roll_back(&db, id, Undo::Do(None)).await.map(|_| ()) });
        tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
        work.abort();
        let stopped = work.await.is_err();
        let found = held.rows().await;
        // It may have been done when it was stopped, with nobody there any more to be told so: asked after the rows, since
        // its commit may come between two questions.
        let undone: bool = held.one("select exists (select from feed_import where state = 'undone')").await;
        if !stopped || undone {
            held.audiences_are_right().await;
            return;
        }
        same(&before, &found);
    }
}
