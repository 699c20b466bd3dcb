//! Structures, and the adults who work there.

use super::*;

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
