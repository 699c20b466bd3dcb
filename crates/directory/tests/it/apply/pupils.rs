//! Pupils, their keys and their INE.

use super::*;
use crate::feed::{delete, modify};

/// Lina with an INE in Les Tilleuls; says who she is.
async fn with_ine(held: &Empty) -> Option<Uuid> {
    held.applied(&complete(&lina("71", &[("ENTEleveINE", INE)]), "", "")).await;
    let id = held.id("71").await;
    assert!(id.is_some());
    id
}

fn again_at_rives(key: &str) -> String {
    person(PUPIL, key, ("Lina", "HADDAD"), &[RIVES, &[("ENTEleveINE", INE)]].concat())
}

#[tokio::test]
async fn a_pupil_with_a_new_key_and_the_same_ine_keeps_her_account() {
    let one_delta = vec![delta(PUPIL, &(delete(PUPIL, "71") + &again_at_rives("79")))];
    let two_deltas = vec![delta(PUPIL, &delete(PUPIL, "71")), delta(PUPIL, &again_at_rives("79"))];
    let complete_feed = vec![complete(&again_at_rives("79"), "", "")];
    for (how, feeds) in [("one delta", one_delta), ("two deltas", two_deltas), ("complete", complete_feed)] {
        let held = Empty::new().await;
        let id = with_ine(&held).await;
        for feed in &feeds {
            held.applied(feed).await;
        }
        assert_eq!(held.id("79").await, id, "{how}");
        assert_eq!(held.state("79").await.as_deref(), OPEN, "{how}");
        assert_eq!(held.places("79").await, "pupil CM1 MME VIDAL", "{how}");
        assert_eq!(held.count(PEOPLE).await, 1, "{how}");
    }
}

#[tokio::test]
async fn an_ine_of_somebody_who_stays_is_a_doubt_and_both_accounts_open() {
    let tom = person(PUPIL, "79", ("Tom", "LE GOFF"), &[RIVES, &[("ENTEleveINE", INE)]].concat());
    let both = lina("71", &[("ENTEleveINE", INE)]) + &tom;
    for (how, feed) in [("complete", complete(&both, "", "")), ("delta", delta(PUPIL, &tom))] {
        let held = Empty::new().await;
        let id = with_ine(&held).await;
        held.applied(&feed).await;
        assert_ne!(held.id("79").await, id, "{how}");
        assert_eq!(held.state("71").await.as_deref(), OPEN, "{how}");
        assert_eq!(held.state("79").await.as_deref(), OPEN, "{how}");
        assert_eq!(held.count(doubts("ine")).await, 1, "{how}");
        let holder = held.of::<Uuid>("select id from person where ine = $1", INE).await;
        assert_eq!(holder, id, "{how}: the first keeps it");
    }
}

#[tokio::test]
async fn a_pupil_who_changes_school_under_the_same_key_moves() {
    let held = Empty::new().await;
    let id = with_ine(&held).await;
    let outcome = held.applied(&delta(PUPIL, &modify(PUPIL, "71", RIVES))).await;
    assert_eq!((held.id("71").await, outcome.totals.moved), (id, 1));
    assert_eq!(held.places("71").await, "pupil CM1 MME VIDAL");
}

#[tokio::test]
async fn deleted_then_added_in_one_delta_is_still_there() {
    let held = Empty::new().await;
    let links = [("ENTEleveAutoriteParentale", "72$10")];
    held.applied(&complete(&lina("71", &links), &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]), "")).await;
    let id = held.id("71").await;
    let outcome = held.applied(&delta(PUPIL, &(delete(PUPIL, "71") + &lina("71", &links)))).await;
    assert_eq!(held.id("71").await, id);
    for key in ["71", "72"] {
        assert_eq!(held.state(key).await.as_deref(), OPEN, "{key}");
    }
    assert_eq!(held.places("71").await, "pupil CM1 MME CARREL");
    assert_eq!(held.count(GUARDIANS).await, 1);
    assert_eq!(outcome.totals.leave, 0, "and the report says so");
}

/// A whole class deleted and added again, as academies do when a class changes: nobody left.
#[tokio::test]
async fn a_class_deleted_and_added_again_is_no_departure_for_the_guard() {
    let held = Empty::new().await;
    let keys: Vec<String> = (100..120).map(|key| key.to_string()).collect();
    let added: String = keys.iter().map(|key| lina(key, &[])).collect();
    let deleted: String = keys.iter().map(|key| delete(PUPIL, key)).collect();
    held.applied(&complete(&added, "", "")).await;
    let feed = delta(PUPIL, &(deleted.clone() + &added));
    let again = held.import(feed.path(), Mode::Apply).await.unwrap();
    assert!(again.applied && again.losses.is_empty(), "{:?}", again.losses);
    assert_eq!((again.totals.leave, held.count(PUPILS).await), (0, 20));
    let gone = held.import(delta(PUPIL, &(deleted.clone() + &added + &deleted)).path(), Mode::Apply).await;
    let gone = gone.unwrap();
    assert!(!gone.applied && !gone.losses.is_empty(), "deleted again at the end: they leave");
    assert_eq!(held.count(PUPILS).await, 20);
}

#[tokio::test]
async fn a_change_of_somebody_unknown_is_told_and_creates_only_when_it_says_enough() {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[]), "", "")).await;
    let vague = modify(PUPIL, "78", &[("ENTPersonMail", "tom@example.org")]);
    let enough =
        modify(PUPIL, "79", &[&[("ENTPersonNom", "MOREL"), ("ENTPersonPrenom", "Zoé")], RIVES].concat());
    let outcome = held.applied(&delta(PUPIL, &(vague + &enough + &delete(PUPIL, "77")))).await;
    assert_eq!((outcome.totals.odd, outcome.totals.created, outcome.totals.leave), (1, 1, 0));
    let told = "select reason from feed_import_line where what = 'odd' and label = $1";
    assert!(held.of::<String>(told, "78").await.unwrap().contains("demandez un flux complet"));
    assert_eq!((held.id("78").await, held.places("79").await), (None, "pupil CM1 MME VIDAL".to_owned()));
}

#[tokio::test]
async fn the_same_delta_again_changes_nothing_and_says_so() {
    let held = Empty::new().await;
    let other = person(PUPIL, "72", ("Tom", "ROY"), TILLEULS);
    held.applied(&complete(&(lina("71", &[]) + &other), "", "")).await;
    let renamed = modify(PUPIL, "71", &[("ENTPersonPrenom", "Line")]);
    let feed = delta(PUPIL, &(renamed + &delete(PUPIL, "72")));
    let counted = |outcome: Outcome| (outcome.totals.created, outcome.totals.changed, outcome.totals.leave);
    assert_eq!(counted(held.applied(&feed).await), (0, 1, 1));
    assert_eq!(counted(held.applied(&feed).await), (0, 0, 0));
}

#[tokio::test]
async fn a_record_twice_in_a_complete_feed_is_one_person() {
    let held = Empty::new().await;
    let twice = complete(&(lina("71", &[]) + &lina("71", &[("ENTPersonMail", "lina@example.org")])), "", "");
    for _ in 0..2 {
        held.applied(&twice).await;
        assert_eq!(held.count(PEOPLE).await, 1);
    }
}
