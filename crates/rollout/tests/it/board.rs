//! The cockpit’s first page: the counted figures, and what waits, which goes when it is done.

use crate::governance::Steered;
use crate::indicators::{PROJECT, count};

#[tokio::test]
async fn it_says_what_waits_until_it_is_done() {
    let steered = Steered::new().await;
    let board = async || steered.get(steered.manager, "/pilotage").await;
    let empty = board().await;
    assert!(
        empty.says("Compter maintenant") && empty.says("Rien n’attend l’équipe projet."),
        "{}",
        empty.text()
    );

    let zone = [("marque", "e-Ormes"), ("zone", "B")];
    steered.does("/pilotage/projet", &zone).await;
    let body = steered.with_both("technical", "Comité technique").await;
    let due = "Le comité technique est à convoquer avant les vacances de la Toussaint";
    steered.day("2026-09-20").await;
    assert!(board().await.says(due), "{}", board().await.text());
    let meeting = steered.meeting(&body, "2026-10-06").await;
    assert!(!board().await.says(due));

    steered.day("2026-10-07").await;
    steered.does(&format!("{meeting}/decisions"), &[("texte", "Ouvrir l’enregistreur.")]).await;
    let owner = steered.member("Ségur").await;
    let action = [("texte", "Prévenir les écoles"), ("qui", &*owner), ("jour", "2026-10-20")];
    steered.does(&format!("{meeting}/actions"), &action).await;
    assert!(
        board().await.says("1 décision attend l’accord d’un collège") && !board().await.says("en retard")
    );
    steered.day("2026-10-21").await;
    assert!(board().await.says("1 action en retard"), "{}", board().await.text());
    assert_eq!(steered.get(steered.agent, "/pilotage").await.status, 404);
    assert_eq!(steered.get(steered.app.cast.segur, "/pilotage").await.status, 404);
}

#[tokio::test]
async fn its_figures_are_those_of_the_last_count() {
    let steered = Steered::new().await;
    count(&steered.app).await;
    let board = steered.get(steered.manager, "/pilotage").await;
    let whole = steered.get(steered.manager, "/indicateurs/projet").await;
    let [potential, created, ..] = crate::indicators::accounts(&steered.app, PROJECT, "pupil", "all").await;
    let said = format!("{created} sur {potential}");
    for page in [&board, &whole] {
        assert!(page.says("Comptes créés, élèves") && page.says(&said), "{said}: {}", page.text());
    }
}
