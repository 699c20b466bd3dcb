//! A feed of the new year and the head's turn say the same, whichever comes first.

use super::*;
use crate::feed::modify;
use identity::{App, Means, Settings};
use storage::Store;

const CM2: Attributes<'static> =
    &[("ENTPersonStructRattach", "42"), ("ENTPersonClasses", "42$C$1$77$CM2 MME CARREL")];

/// Lina and Tom in CM1, last year; Mme Carrel teaches there and says so herself.
async fn last_year() -> Empty {
    let held = Empty::new().await;
    let pupils = lina("71", &[]) + &person(PUPIL, "72", ("Tom", "LE GOFF"), TILLEULS);
    let carrel = person(STAFF, "90", ("Marion", "CARREL"), &[("ENTPersonStructRattach", "42"), TEACHES]);
    held.applied(&complete(&pupils, "", &carrel)).await;
    let mut conn = held.db.pool.acquire().await.unwrap();
    sqlx::raw_sql(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), k.person_id, 'teacher', c.id, c.school_id, '2026-01-12', 'self'
         from person_key k, place c where k.key = '90' and c.kind = 'class'",
    )
    .execute(&mut *conn)
    .await
    .unwrap();
    identity::audiences::refresh_all(&mut conn, held.db.clock.today()).await.unwrap();
    held
}

fn app(held: &Empty, files: &std::path::Path) -> App {
    App::new(Means {
        db: held.db.clone(),
        store: Store::local(files).unwrap(),
        settings: Arc::new(Settings::default()),
        vault: identity::Vault::fresh(),
        life_cycles: &[],
        traces: &[],
    })
}

/// The head has prepared 2026-27: CM2 with Mme Carrel, « Cm2 - Mme Carrel » as she writes it; Tom leaves.
async fn head_turns(held: &Empty, name: &str) {
    let script = "
        insert into year_turn (id, school_id, school_year, state, applies_on, made_by, made_at)
        select '00000000-0000-7000-8000-0000000000e4', s.id, 2026, 'planned', '2026-09-01', k.person_id, '2026-06-20'
        from place s, person_key k where s.uai = '0809901A' and k.key = '90';
        insert into year_turn_class (id, turn_id, name, levels) values
          ('00000000-0000-7000-8000-0000000000e5', '00000000-0000-7000-8000-0000000000e4', 'NAME', '{CM2}');
        insert into year_turn_teacher (turn_id, class_id, person_id)
        select '00000000-0000-7000-8000-0000000000e4', '00000000-0000-7000-8000-0000000000e5', person_id
        from person_key where key = '90';
        insert into year_turn_pupil (turn_id, person_id, class_id, leaves, level)
        select '00000000-0000-7000-8000-0000000000e4', person_id,
               case key when '71' then '00000000-0000-7000-8000-0000000000e5'::uuid end, key = '72', 'CM2'
        from person_key where key in ('71', '72');";
    let script = script.replace("NAME", name);
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(&held.db.pool).await.unwrap();
    let files = tempfile::tempdir().unwrap();
    identity::year_turn::night(app(held, files.path())).await.unwrap();
    let applied = held.count("select count(*) from year_turn where state = 'applied'").await;
    assert_eq!(applied, 1);
}

/// Lina is in CM2, Tom has gone.
fn new_year() -> Written {
    let carrel = person(STAFF, "90", ("Marion", "CARREL"), &[("ENTPersonStructRattach", "42"), TEACHES]);
    let lina = person(PUPIL, "71", ("Lina", "HADDAD"), CM2);
    Written::complete()
        .dated("20260914")
        .records(SCHOOL, &schools())
        .records(PUPIL, &lina)
        .records(RELATIVE, "")
        .records(STAFF, &carrel)
}

async fn says(held: &Empty) -> Vec<String> {
    let archive = held
        .one::<String>(
            "select coalesce(string_agg(a.kind || ' ' || k.key, ', ' order by a.kind, k.key), '') from archive_member m
             join audience a on a.id = m.audience_id join person_key k on k.person_id = m.person_id",
        )
        .await;
    let classes = held
        .one::<String>(
            "select string_agg(name || ' ' || school_year || case when closed_on is null then '' else ' closed' end, ', '
                 order by school_year) from place where kind = 'class'",
        )
        .await;
    vec![held.places("71").await, held.places("72").await, held.places("90").await, archive, classes]
}

#[tokio::test]
async fn before_or_after_the_head_it_is_the_same_year() {
    let mut said = Vec::new();
    for (how, feed_first) in [("feed, then head", true), ("head, then feed", false)] {
        let held = last_year().await;
        if feed_first {
            held.applied(&new_year()).await;
            head_turns(&held, "Cm2 - Mme Carrel").await;
        } else {
            head_turns(&held, "Cm2 - Mme Carrel").await;
            held.applied(&new_year()).await;
        }
        let one = says(&held).await;
        assert_eq!(one[0], "pupil CM2 MME CARREL", "{how}");
        assert_eq!(one[1], "", "{how}");
        assert_eq!(one[2], "teacher CM2 MME CARREL, teacher LES TILLEULS", "{how}");
        assert_eq!(one[3], "class_pupils 71, class_pupils 72, class_team 90", "{how}");
        assert_eq!(one[4], "CM1 MME CARREL 2025 closed, CM2 MME CARREL 2026", "{how}");
        said.push(one);
    }
    assert_eq!(said[0], said[1]);
}

#[tokio::test]
async fn a_feed_of_last_year_undoes_nothing() {
    let held = last_year().await;
    head_turns(&held, "CM2").await;
    let before = says(&held).await;
    let pupils = lina("71", &[("ENTPersonMail", "l@example.org")])
        + &person(
            PUPIL,
            "72",
            ("Tom", "LE GOFF"),
            &[TILLEULS, &[("ENTPersonMail", "t@example.org")]].concat(),
        );
    let carrel = person(STAFF, "90", ("Marion", "CARREL"), &[("ENTPersonStructRattach", "42"), TEACHES]);
    held.applied(&complete(&pupils, "", &carrel)).await;
    assert_eq!(says(&held).await, before);
    assert_eq!(before[0], "pupil CM2");
}

#[tokio::test]
async fn a_head_moves_a_pupil_and_the_next_feed_may_not_have_heard() {
    let held = last_year().await;
    head_turns(&held, "CM2 Mme Carrel").await;
    held.applied(&new_year()).await;
    let rival = "insert into place (id, kind, name, parent_id, school_id, school_year, created_at)
         select gen_random_uuid(), 'class', 'CM2 B', id, id, 2026, '2026-09-14' from place where uai = '0809901A';
         update role r set until_day = '2026-09-14' from person_key k
         where k.key = '71' and r.person_id = k.person_id and r.until_day is null;
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), k.person_id, 'pupil', c.id, c.school_id, '2026-09-15', 'head'
         from person_key k, place c where k.key = '71' and c.name = 'CM2 B';";
    sqlx::raw_sql(rival).execute(&held.db.pool).await.unwrap();
    let again = |class| {
        let more = [
            ("ENTPersonStructRattach", "42"),
            ("ENTPersonClasses", class),
            ("ENTPersonMail", "l@example.org"),
        ];
        delta(PUPIL, &modify(PUPIL, "71", &more)).dated("20260920")
    };
    held.applied(&again("42$C$1$77$CM2 MME CARREL")).await;
    assert_eq!(held.places("71").await, "pupil CM2 B", "what the feed said before is no news");
    held.applied(&again("42$C$1$78$CM2 B")).await;
    assert_eq!(held.places("71").await, "pupil CM2 B");
    assert_eq!(held.count("select count(*) from place where kind = 'class' and school_year = 2026").await, 2);
    held.applied(&again("42$C$1$79$CM2 C")).await;
    assert_eq!(held.places("71").await, "pupil CM2 C", "something new is");
}

#[tokio::test]
async fn taken_back_it_is_the_year_that_the_feed_alone_would_have_made() {
    let feed = || {
        let carrel = person(STAFF, "90", ("Marion", "CARREL"), &[("ENTPersonStructRattach", "42"), TEACHES]);
        let class = [("ENTPersonStructRattach", "42"), ("ENTPersonClasses", "42$C$1$79$CM2 B")];
        complete(&person(PUPIL, "71", ("Lina", "HADDAD"), &class), "", &carrel).dated("20260914")
    };
    let alone = last_year().await;
    alone.applied(&feed()).await;
    let held = last_year().await;
    head_turns(&held, "CM2").await;
    held.applied(&feed()).await;
    assert_eq!(held.places("71").await, "pupil CM2", "for three weeks the head's word holds");

    let mut tx = held.db.begin().await.unwrap();
    let (now, today) = (tx.now(), tx.today());
    let school = held.one::<uuid::Uuid>("select id from place where uai = '0809901A'").await;
    let turn = identity::year_turn::current(tx.conn(), school.into()).await.unwrap().unwrap();
    let head = held.one::<uuid::Uuid>("select person_id from person_key where key = '90'").await;
    identity::year_turn::undo(tx.conn(), &turn, head.into(), now, today).await.unwrap();
    tx.record(&kernel::Activity::YearUndone { school: school.into() }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(held.places("71").await, "pupil LES TILLEULS", "nobody is lost");
    assert_eq!(held.places("72").await, "", "whom both let go stays away");

    // The very same feed: what it said of Lina before is news again.
    held.applied(&feed()).await;
    assert_eq!(says(&held).await, says(&alone).await);
    assert_eq!(held.places("71").await, "pupil CM2 B");
}

/// What a feed of August says: dated, with a new mail address so that the record is not as it was.
fn august(day: &'static str, class: &str, level: &str) -> Written {
    let more =
        [("ENTPersonStructRattach", "42"), ("ENTPersonClasses", class), ("ENTEleveNivFormation", level)];
    let pupils =
        person(PUPIL, "71", ("Lina", "HADDAD"), &[&more[..], &[("ENTPersonMail", "l@example.org")]].concat())
            + &person(
                PUPIL,
                "72",
                ("Tom", "LE GOFF"),
                &[&more[..], &[("ENTPersonMail", "t@example.org")]].concat(),
            );
    let carrel = person(STAFF, "90", ("Marion", "CARREL"), &[("ENTPersonStructRattach", "42"), TEACHES]);
    complete(&pupils, "", &carrel).dated(day)
}

const LAST: &str = "42$C$1$55$CM1 MME CARREL";

#[tokio::test]
async fn a_feed_of_august_with_last_year_s_classes_turns_nothing() {
    let held = last_year().await;
    let before = says(&held).await;
    held.applied(&august("20260820", LAST, "CM1")).await;
    assert_eq!(says(&held).await, before, "the same classes, the same year");
    let odd = "select count(*) from feed_import_line where reason like 'Ce flux d’août%'";
    assert_eq!(held.count(odd).await, 1, "and the head reads why");
    // A class of the same name whose pupils are a level further is the new one.
    held.applied(&august("20260825", "42$C$1$77$CM2 MME CARREL", "CM2")).await;
    assert_eq!(held.places("71").await, "pupil CM2 MME CARREL");
    let closed =
        "select count(*) from place where kind = 'class' and school_year = 2025 and closed_on is not null";
    assert_eq!(held.count(closed).await, 1);
}

#[tokio::test]
async fn the_first_day_of_term_and_the_head_go_before_such_a_feed() {
    let held = last_year().await;
    held.applied(&august("20260901", LAST, "CM1")).await;
    let closed =
        "select count(*) from place where kind = 'class' and school_year = 2025 and closed_on is not null";
    assert_eq!(held.count(closed).await, 1, "from the first day on it is this year's");
    let held = last_year().await;
    head_turns(&held, "CM2").await;
    let before = says(&held).await;
    held.applied(&august("20260829", LAST, "CM1")).await;
    assert_eq!(says(&held).await, before, "the head has turned the year: last year's classes are over");
}

#[tokio::test]
async fn a_pupil_of_a_joint_space_keeps_the_account_until_its_last_day() {
    let held = last_year().await;
    let space = "
        insert into place (id, kind, name, parent_id, school_id, school_year, created_at)
        select '00000000-0000-7000-8000-0000000000e7', 'group', 'CM2 et 6e B', id, id, 2026, '2026-06-01' from place where uai = '0809901A';
        insert into joint_space (place_id, class_id, school_id, college, college_class, until_day, opened_at)
        select '00000000-0000-7000-8000-0000000000e7', c.id, c.school_id, 'Les Lilas', '6e B', '2026-12-31', '2026-06-01'
        from place c where c.kind = 'class';
        insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source)
        select gen_random_uuid(), k.person_id, 'pupil', j.place_id, j.school_id, '2026-06-01', '2026-12-31', 'head'
        from person_key k, joint_space j where k.key = '71';";
    sqlx::raw_sql(space).execute(&held.db.pool).await.unwrap();
    let gone = || {
        let tom = person(PUPIL, "72", ("Tom", "LE GOFF"), CM2);
        let carrel = person(STAFF, "90", ("Marion", "CARREL"), &[("ENTPersonStructRattach", "42"), TEACHES]);
        complete(&tom, "", &carrel).dated("20260914")
    };
    let before = held.state("71").await;
    held.applied(&gone()).await;
    assert_eq!(held.state("71").await, before, "she has left the school, not the space");
    assert_eq!(held.places("71").await, "", "nothing of the school's");
    sqlx::raw_sql("update role set until_day = '2026-09-01' where until_day = '2026-12-31'")
        .execute(&held.db.pool)
        .await
        .unwrap();
    held.applied(&gone()).await;
    assert!(held.state("71").await.is_some_and(|s| s.ends_with("leaves")));
}
