//! From a teacher's volunteering to going live, and what comes after.

use super::{PATH, Role, Way};
use chrono::{TimeDelta, TimeZone, Utc};

#[tokio::test]
async fn a_school_joins_step_by_step() {
    let way = Way::new().await;
    let fresh = way.page(way.app.cast.carrel).await;
    assert!(fresh.says("1 étape sur 16"), "{}", fresh.text());
    way.until("mise-en-service").await;
    let page = way.page(way.app.cast.petit).await;
    assert!(page.says("15 étapes sur 16") && page.says("À vous maintenant"), "{}", page.text());
    assert_eq!(way.does(Role::Head, "mise-en-service").await.status, 303);
    let page = way.page(way.app.cast.segur).await;
    for said in [
        "16 étapes sur 16",
        "comptes ouverts",
        "Marion Carrel, l’équipe enseignante",
        "CE2-CM1 MME CARREL",
        "Odile Ségur, l’inspection de la circonscription",
        "60 comptes d’élèves · délibération 2026-41",
        "tilleuls.ent.example.org",
        "Le projet est porté par Marion Carrel",
        "après une semaine",
    ] {
        assert!(page.says(said), "« {said} » is not in {}", page.text());
    }
    let steps = way.app.count("select count(*) from joining_step").await;
    assert_eq!(steps, i64::try_from(PATH.len()).unwrap());
    assert_eq!(way.app.count("select count(*) from audit where act = 'joining_step'").await, steps);
}

#[tokio::test]
async fn a_project_sent_back_is_written_and_decided_anew() {
    let way = Way::new().await;
    way.until("decision").await;
    let segur = way.app.cast.segur;
    let silent = way.say(segur, "decision", &[("choix", "to_revise")]).await;
    assert!(silent.status == 422 && silent.says("Donnez la raison"));
    let back =
        way.say(segur, "decision", &[("choix", "to_revise"), ("texte", "Quels progrès attendus ?")]).await;
    assert_eq!(back.status, 303);
    let page = way.page(way.app.cast.carrel).await;
    assert!(page.says("à revoir") && page.says("Quels progrès attendus ?"));
    assert!(page.says("La suite : le projet pédagogique"), "{}", page.text());
    assert_eq!(way.does(Role::Inspector, "decision").await.status, 422, "the notice comes first");
    assert_eq!(way.does(Role::Teacher, "projet").await.status, 303);
    assert_eq!(way.does(Role::Inspector, "decision").await.status, 422, "a notice on the new one");
    assert_eq!(way.does(Role::Head, "avis").await.status, 303);
    assert_eq!(way.does(Role::Inspector, "decision").await.status, 303);
    let late = way.does(Role::Teacher, "projet").await;
    assert!(late.status == 422 && late.says("c’est déjà fait"), "validated is validated");
}

#[tokio::test]
async fn a_refusal_ends_the_path_and_another_may_begin() {
    let way = Way::new().await;
    way.until("decision").await;
    let no = [("choix", "refused"), ("texte", "Trop tôt pour cette équipe.")];
    assert_eq!(way.say(way.app.cast.segur, "decision", &no).await.status, 303);
    let page = way.page(way.app.cast.carrel).await;
    assert!(page.says("a été refusé par l’inspection") && page.says("peut en commencer un autre"));
    assert_eq!(way.does(Role::Teacher, "interet").await.status, 303);
    assert_eq!(way.app.count("select count(*) from joining").await, 2);
}

#[tokio::test]
async fn the_project_stays_with_the_school_when_its_volunteer_leaves() {
    let way = Way::new().await;
    way.until("comptes").await;
    let (carrel, roy) = (way.app.cast.carrel, way.app.cast.roy.to_string());
    let nobody_left = way.say(way.app.cast.petit, "succession", &[("qui", &roy)]).await;
    assert!(nobody_left.status == 422 && nobody_left.says("travaille toujours dans l’école"));
    sqlx::query("update role set until_day = '2026-09-14' where person_id = $1")
        .bind(carrel.0)
        .execute(way.app.pool())
        .await
        .unwrap();
    let page = way.page(way.app.cast.petit).await;
    assert!(page.says("Qui portait le projet n’est plus dans l’école"), "{}", page.text());
    assert!(way.app.as_(way.app.cast.segur).await.get("/deploiement").await.says("à reprendre"));
    assert_eq!(way.does(Role::Head, "comptes").await.status, 303, "nothing closes");
    assert_eq!(way.say(way.app.cast.petit, "succession", &[("qui", &roy)]).await.status, 303);
    let page = way.page(way.app.cast.petit).await;
    assert!(page.says("Le projet est porté par Alix Roy") && !page.says("n’est plus dans l’école."));
}

#[tokio::test]
async fn a_check_that_finds_something_missing_waits_for_the_projects_reason() {
    let way = Way::new().await;
    way.until("equipement").await;
    let bare =
        [("tableaux", "0"), ("tablettes", "0"), ("ordinateurs", "2"), ("reseau", "oui"), ("filtrage", "non")];
    assert_eq!(way.say(way.agent, "equipement", &bare).await.status, 303);
    let page = way.page(way.agent).await;
    assert!(
        page.says("un tableau interactif par classe engagée (1)") && page.says("le filtrage"),
        "{}",
        page.text()
    );
    let with_reason = [bare.as_slice(), &[("derogation", "Le tableau arrive en octobre.")]].concat();
    let hers = way.say(way.agent, "equipement", &with_reason).await;
    assert!(hers.status == 422 && hers.says("Seule l’équipe projet peut passer outre"));
    assert_eq!(way.say(way.manager, "equipement", &with_reason).await.status, 303);
    assert!(way.page(way.agent).await.says("passé outre"));
}

#[tokio::test]
async fn follow_ups_and_the_year_come_after() {
    let way = Way::new().await;
    let zone = [("marque", "e-Ormes"), ("zone", "B")];
    assert_eq!(way.app.as_(way.app.cast.oger).await.post("/pilotage/projet", &zone).await.status, 303);
    way.until("suivi").await;
    for due in ["après une semaine", "après un mois", "avant les vacances de la Toussaint 2026-2027"] {
        let page = way.page(way.manager).await;
        assert!(page.says(due), "{due}: {}", page.text());
        assert_eq!(way.does(Role::Manager, "suivi").await.status, 303);
    }
    let early = way.say(way.app.cast.petit, "reconduction", &[]).await;
    assert!(early.status == 422 && early.says("la date n’est pas venue"));
    way.app.at(Utc.with_ymd_and_hms(2027, 9, 10, 8, 0, 0).unwrap() + TimeDelta::zero());
    assert!(way.page(way.app.cast.petit).await.says("2027-2028"));
    assert_eq!(way.say(way.app.cast.petit, "reconduction", &[]).await.status, 303);
}
