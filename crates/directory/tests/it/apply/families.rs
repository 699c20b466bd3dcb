//! Pupils and those who answer for them.

use super::*;
use crate::feed::modify;

#[tokio::test]
async fn a_relative_who_is_missing_is_awaited_until_a_delta_brings_her() {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[("ENTEleveAutoriteParentale", "72$10")]), "", "")).await;
    assert_eq!((held.count(PENDING).await, held.count(GUARDIANS).await), (1, 0));
    held.applied(&delta(RELATIVE, &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]))).await;
    assert_eq!((held.count(PENDING).await, held.count(GUARDIANS).await), (0, 1));
    assert_eq!(held.state("72").await.as_deref(), OPEN);
}

#[tokio::test]
async fn a_relative_whom_no_pupil_names_gets_no_account() {
    let held = Empty::new().await;
    let outcome = held
        .applied(&complete(&lina("71", &[]), &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]), ""))
        .await;
    assert_eq!(held.id("72").await, None);
    assert_eq!((held.count(PEOPLE).await, outcome.totals.created), (1, 1));
}

#[tokio::test]
async fn a_contact_without_authority_gets_no_account() {
    let held = Empty::new().await;
    let links = [("ENTElevePersRelEleve", "72$10$1$1$1$0|73$38$0$0$1$0")];
    let relatives =
        person(RELATIVE, "72", ("Nadia", "BENALI"), &[]) + &person(RELATIVE, "73", ("Rose", "BENALI"), &[]);
    held.applied(&complete(&lina("71", &links), &relatives, "")).await;
    assert_eq!(held.state("72").await.as_deref(), OPEN);
    assert_eq!((held.id("73").await, held.count(GUARDIANS).await), (None, 1));
}

#[tokio::test]
async fn who_is_absent_leaves_and_is_restored_when_back() {
    let held = Empty::new().await;
    let links = [("ENTEleveAutoriteParentale", "72$10")];
    let full = complete(&lina("71", &links), &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]), "");
    held.applied(&full).await;
    let id = held.id("71").await;
    sqlx::query("update account set state = 'active', activated_at = '2026-09-15' where person_id = $1")
        .bind(id)
        .execute(&held.db.pool)
        .await
        .unwrap();
    for blocked in [true, false] {
        let state = if blocked { "blocked" } else { "active" };
        sqlx::query("update account set state = $2 where person_id = $1")
            .bind(id)
            .bind(state)
            .execute(&held.db.pool)
            .await
            .unwrap();
        held.applied(&complete("", "", "")).await;
        let leaving = if blocked { "blocked, leaves" } else { "leaving, leaves" };
        assert_eq!(held.state("71").await.as_deref(), Some(leaving));
        assert_eq!(held.state("72").await.as_deref(), Some("leaving, leaves"));
        assert_eq!(held.places("71").await, "");
        held.applied(&full).await;
        assert_eq!(held.state("71").await.as_deref(), Some(state), "as it was");
    }
    assert_eq!(held.id("71").await, id);
    assert_eq!(held.state("72").await.as_deref(), OPEN);
    assert_eq!(
        (held.places("71").await, held.count(GUARDIANS).await),
        ("pupil CM1 MME CARREL".to_owned(), 1)
    );
}

#[tokio::test]
async fn an_empty_value_erases_what_the_feed_said_never_what_the_person_entered() {
    let held = Empty::new().await;
    let said = [("ENTPersonMail", "nadia@example.org"), ("ENTPersRelEleveTelMobile", "0639980001")];
    let links = [("ENTEleveAutoriteParentale", "72$10|73$20")];
    let relatives = person(RELATIVE, "72", ("Nadia", "BENALI"), &said)
        + &person(RELATIVE, "73", ("Karim", "HADDAD"), &[("ENTPersonMail", "karim@example.org")]);
    held.applied(&complete(&lina("71", &links), &relatives, "")).await;
    sqlx::query("update person set email_by_person = true where email = 'nadia@example.org'")
        .execute(&held.db.pool)
        .await
        .unwrap();
    let empty = [("ENTPersonMail", ""), ("ENTPersRelEleveTelMobile", "")];
    held.applied(&delta(RELATIVE, &(modify(RELATIVE, "72", &empty) + &modify(RELATIVE, "73", &empty)))).await;
    let mail = "select p.email from person_key k join person p on p.id = k.person_id where k.key = $1";
    assert_eq!(held.of::<String>(mail, "72").await.as_deref(), Some("nadia@example.org"));
    assert_eq!(held.of::<String>(mail, "73").await, None);
    let mobile = "select p.mobile from person_key k join person p on p.id = k.person_id where k.key = $1";
    assert_eq!(held.of::<String>(mobile, "72").await, None);
    // In a complete feed too.
    let relatives = person(RELATIVE, "72", ("Nadia", "BENALI"), &empty)
        + &person(RELATIVE, "73", ("Karim", "HADDAD"), &empty);
    held.applied(&complete(&lina("71", &links), &relatives, "")).await;
    assert_eq!(held.of::<String>(mail, "72").await.as_deref(), Some("nadia@example.org"));
}
