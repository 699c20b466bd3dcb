//! Structures, and the adults who work there.

use super::*;
use crate::feed::delete;

#[tokio::test]
async fn a_school_known_by_its_uai_under_another_key_is_not_doubled() {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[]), "", "")).await;
    let renamed = school("44", "0809901A", "LES TILLEULS") + &school("43", "0809905E", "LES RIVES");
    let lina = person(
        PUPIL,
        "71",
        ("Lina", "HADDAD"),
        &[("ENTPersonStructRattach", "44"), ("ENTPersonClasses", "44$C$1$55$CM1 MME CARREL")],
    );
    let outcome = held.applied(&complete_with(&renamed, &lina, "", "")).await;
    assert_eq!(held.count("select count(*) from place where kind = 'school'").await, 2);
    assert_eq!(
        held.count("select count(distinct place_id) from place_key where key in ('42', '44')").await,
        1
    );
    assert_eq!((held.places("71").await, outcome.totals.moved), ("pupil CM1 MME CARREL".to_owned(), 0));
}

#[tokio::test]
async fn a_pseudo_structure_opens_no_school_and_its_teacher_has_an_account() {
    let held = Empty::new().await;
    let pseudo = [
        ("ENTStructureUAI", "1004001V"),
        ("ENTStructureNomCourant", "Z.REMP OUEST"),
        ("ENTStructureTypeStruct", "SANS OBJET"),
    ];
    let staff = person(
        STAFF,
        "73",
        ("Inès", "MARTEL"),
        &[("ENTPersonFonctions", "90$ENS$ENSEIGNEMENT$G$REMPLACANT"), TEACHES],
    );
    held.applied(&complete_with(&(schools() + &add(SCHOOL, "90", &pseudo)), "", "", &staff)).await;
    assert_eq!(held.held().await["schools"], 2);
    assert_eq!(held.count("select count(*) from place where pseudo and uai is null").await, 1);
    assert_eq!(held.state("73").await.as_deref(), OPEN);
}

#[tokio::test]
async fn a_function_in_an_unknown_structure_costs_only_itself() {
    let held = Empty::new().await;
    let functions = "42$ENS$ENSEIGNEMENT$G$ENSEIGNER|999$ENS$ENSEIGNEMENT$G$ENSEIGNER";
    held.applied(&complete(
        "",
        "",
        &person(STAFF, "73", ("Sonia", "KELLER"), &[("ENTPersonFonctions", functions), TEACHES]),
    ))
    .await;
    assert_eq!(held.places("73").await, "teacher LES TILLEULS");
}

#[tokio::test]
async fn a_teacher_of_several_schools_has_one_account() {
    let held = Empty::new().await;
    let functions = "42$ENS$ENSEIGNEMENT$G$ENSEIGNER|43$ENS$ENSEIGNEMENT$G$ENSEIGNER";
    held.applied(&complete(
        "",
        "",
        &person(STAFF, "73", ("Sonia", "KELLER"), &[("ENTPersonFonctions", functions), TEACHES]),
    ))
    .await;
    assert_eq!(held.places("73").await, "teacher LES RIVES, teacher LES TILLEULS");
    assert_eq!(held.count("select count(*) from account").await, 1);
}

#[tokio::test]
async fn a_human_with_two_keys_is_a_doubt_and_blocks_nothing() {
    let held = Empty::new().await;
    let born = |date| {
        [("ENTPersonDateNaissance", date), ("ENTPersonFonctions", "42$ENS$ENSEIGNEMENT$G$ENSEIGNER"), TEACHES]
    };
    let staff = person(STAFF, "73", ("Alix", "ROY"), &born("01/01/1996"))
        + &person(STAFF, "74", ("ALIX", "Roy"), &born("01/01/1996"))
        + &person(STAFF, "75", ("Alix", "ROY"), &born("02/02/1970"));
    let outcome = held.applied(&complete("", "", &staff)).await;
    assert_eq!((held.count(doubts("name_and_birth")).await, outcome.totals.odd), (1, 1));
    for key in ["73", "74", "75"] {
        assert_eq!(held.state(key).await.as_deref(), OPEN, "{key}");
    }
    assert_eq!(held.count("select count(distinct login) from account").await, 3);
}

#[tokio::test]
async fn a_teacher_deleted_and_added_again_in_one_delta_keeps_her_class_and_her_session() {
    let held = Empty::new().await;
    let functions = [("ENTPersonFonctions", "42$ENS$ENSEIGNEMENT$G$ENSEIGNER"), TEACHES];
    let carrel = person(STAFF, "73", ("Marion", "CARREL"), &functions);
    held.applied(&complete(&lina("71", &[]), "", &carrel)).await;
    let chosen = "with picked as (
            insert into role (id, person_id, kind, place_id, school_id, from_day, source)
            select gen_random_uuid(), k.person_id, 'teacher', c.id, c.school_id, '2026-09-14', 'self'
            from person_key k, place c where k.key = '73' and c.kind = 'class' returning person_id)
        insert into session (id, token_hash, person_id, device, kept, created_at, seen_at, ends_at)
        select gen_random_uuid(), 'x', person_id, '', true, '2026-09-14', '2026-09-14', '2027-09-14' from picked";
    sqlx::query(chosen).execute(&held.db.pool).await.unwrap();
    held.applied(&delta(STAFF, &(delete(STAFF, "73") + &carrel))).await;
    assert_eq!(held.places("73").await, "teacher CM1 MME CARREL, teacher LES TILLEULS");
    assert_eq!(held.count("select count(*) from session").await, 1);
}

#[tokio::test]
async fn the_academy_made_for_the_first_operator_takes_the_name_that_the_feed_gives() {
    let held = Empty::new().await;
    identity::admin::name_operator(&held.db, "Basile", "Oger", None).await.unwrap();
    let inspection = [
        ("ENTStructureUAI", "0809990A"),
        ("ENTStructureNomCourant", "IEN VAL D ORMES"),
        ("ENTStructureTypeStruct", "CIRCONSCRIPTION IEN"),
        ("ENTServAcAcademie", "AMIENS"),
    ];
    for _ in 0..2 {
        let feed = complete_with(&(schools() + &add(SCHOOL, "90", &inspection)), &lina("71", &[]), "", "");
        held.applied(&feed).await;
        let named = "select p.name from role r join place p on p.id = r.place_id where r.kind = 'operator'";
        assert_eq!(held.one::<String>(named).await, "AMIENS");
        assert_eq!(held.count("select count(*) from place where kind = 'academy'").await, 1);
    }
    let above =
        "select a.name from place c join place a on a.id = c.parent_id where c.kind = 'circonscription'";
    assert_eq!(held.one::<String>(above).await, "AMIENS");
}
