//! What the register of training opens in a school’s way in; and what a change of person shuts again.

use super::{Role, Way};
use crate::training::{attends, course, session};

/// Until the step before it, with the clock where the session has begun.
async fn way_until(step: &str) -> Way {
    let way = Way::new().await;
    way.until(step).await;
    way
}

#[tokio::test]
async fn the_administrators_acts_open_after_her_training() {
    let way = way_until("administrateur").await;
    let cast = &way.app.cast;
    let keller = cast.keller.to_string();
    assert_eq!(way.say(cast.petit, "administrateur", &[("qui", &keller)]).await.status, 303);
    let early = way.say(cast.keller, "comptes", &[]).await;
    assert!(
        early.status == 422 && early.says("Il manque la formation de l’administrateur"),
        "{}",
        early.text()
    );
    let untrained = way.say(cast.segur, "formation-administrateur", &[("choix", "register")]).await;
    assert!(untrained.status == 422 && untrained.says("ne dit pas encore"), "{}", untrained.text());
    // Somebody else’s training opens nothing of hers; nor does a course for teachers.
    for (track, login, person) in
        [("administrator", "marion.carrel", cast.carrel), ("teacher", "sonia.keller", cast.keller)]
    {
        let session = session(&way.app, &course(&way.app, track).await, "face_to_face", "20").await;
        let now = way.app.app.db.clock.now();
        way.app.at("2026-09-16T09:30:00Z".parse().unwrap());
        attends(&way.app, &session, login, person).await;
        way.app.at(now);
        let reply = way.say(cast.segur, "formation-administrateur", &[("choix", "register")]).await;
        assert_eq!(reply.status, 422, "{track} {login}");
    }
    let hers = session(&way.app, &course(&way.app, "administrator").await, "face_to_face", "20").await;
    way.app.at("2026-09-16T09:30:00Z".parse().unwrap());
    attends(&way.app, &hers, "sonia.keller", cast.keller).await;
    let page = way.page(cast.segur).await;
    assert!(
        page.says("D’après le registre, Sonia Keller a suivi « Administrer l’ENT » le 16 septembre 2026"),
        "{}",
        page.text()
    );
    assert_eq!(way.say(cast.segur, "formation-administrateur", &[("choix", "register")]).await.status, 303);
    let page = way.page(cast.petit).await;
    assert!(
        page.says("Sonia Keller : Formation suivie le 16 septembre 2026") && page.says("Attestation ATT-"),
        "{}",
        page.text()
    );
    assert_eq!(way.say(cast.keller, "comptes", &[]).await.status, 303, "her own act");
}

#[tokio::test]
async fn an_administrator_named_later_is_trained_or_waived_before_her_acts_open() {
    let way = way_until("nom-de-domaine").await;
    let cast = &way.app.cast;
    // The accounts are open; the head gives the school’s accounts to somebody else.
    let keller = cast.keller.to_string();
    assert_eq!(way.say(cast.petit, "administrateur", &[("qui", &keller)]).await.status, 303);
    let families = [("jour", "2026-09-14"), ("familles_le", "2026-09-14"), ("fiches_le", "2026-09-14")];
    let early = way.say(cast.keller, "familles", &families).await;
    assert!(
        early.status == 422 && early.says("Il manque la formation de l’administrateur"),
        "{}",
        early.text()
    );
    let silent = way.say(cast.segur, "formation-administrateur", &[("choix", "waived")]).await;
    assert!(silent.status == 422 && silent.says("Dites pourquoi"), "{}", silent.text());
    let waived = [("choix", "waived"), ("texte", "Administratrice trois ans à Villers.")];
    assert_eq!(way.say(cast.segur, "formation-administrateur", &waived).await.status, 303);
    assert_eq!(way.say(cast.keller, "familles", &families).await.status, 303);
    // Another one beside her waits in her turn; who was named first stays until the head says her last day.
    let roy = cast.roy.to_string();
    assert_eq!(way.say(cast.petit, "administrateur", &[("qui", &roy)]).await.status, 303);
    assert_eq!(way.say(cast.roy, "familles", &families).await.status, 422);
    assert_eq!(way.say(cast.keller, "familles", &families).await.status, 303);
    let list = format!("/ecole/{}/administrateurs", cast.tilleuls);
    let petit = way.app.as_(cast.petit).await;
    let named: uuid::Uuid = sqlx::query_scalar("select id from school_administrator where person_id = $1")
        .bind(cast.keller.0)
        .fetch_one(way.app.pool())
        .await
        .unwrap();
    assert_eq!(petit.post(&format!("{list}/{named}/fin"), &[("au", "")]).await.status, 303);
    let former = way.say(cast.keller, "familles", &families).await;
    assert!(former.status == 422 && former.says("n’est pas à vous"), "{}", former.text());
}

#[tokio::test]
async fn a_validation_makes_needs_and_a_plan_and_the_register_answers_them() {
    let way = way_until("decision").await;
    let cast = &way.app.cast;
    let list = way.app.as_(cast.segur).await.get("/accompagnements").await;
    assert!(list.says("Aucune école ici"), "{}", list.text());
    let plan = format!("/ecole/{}/accompagnement", cast.tilleuls);
    assert_eq!(way.app.as_(cast.petit).await.get(&plan).await.status, 404, "not before");
    assert_eq!(way.does(Role::Inspector, "decision").await.status, 303);
    let list = way.app.as_(cast.segur).await.get("/accompagnements").await;
    // Mme Carrel volunteered with her class.
    assert!(
        list.says("Hélène Petit")
            && list.says("à former")
            && list.says("Marion Carrel")
            && list.says("0 min faites"),
        "{}",
        list.text()
    );
    assert_eq!(way.app.count("select count(*) from accompaniment_part").await, 4);
    let teachers = way.say(cast.segur, "formation-enseignants", &[("choix", "register")]).await;
    assert!(teachers.status == 422 && teachers.says("il manque Marion Carrel"), "{}", teachers.text());
    let held = session(&way.app, &course(&way.app, "teacher").await, "virtual", "20").await;
    way.app.at("2026-09-16T09:30:00Z".parse().unwrap());
    attends(&way.app, &held, "marion.carrel", cast.carrel).await;
    let page = way.app.as_(cast.petit).await.get(&plan).await;
    assert!(page.says("Classes virtuelles 3 h"), "{}", page.text());
    assert!(!way.app.as_(cast.segur).await.get("/accompagnements").await.says("Marion Carrel"));
    assert_eq!(way.say(cast.segur, "formation-enseignants", &[("choix", "register")]).await.status, 303);
    let page = way.page(cast.petit).await;
    assert!(page.says("1 personne formée le 16 septembre 2026"), "{}", page.text());
    // The inspector says the plan; whoever accompanies notes what was done; the school reads.
    let segur = way.app.as_(cast.segur).await;
    let said =
        [("project", "6"), ("identifiant", "hugo.blanc"), ("dane", "1"), ("plan", "Un an avec l’académie.")];
    assert_eq!(segur.post(&plan, &said).await.status, 303);
    let act = [
        ("composante", "project"),
        ("jour", "2026-09-16"),
        ("heures", "1,5"),
        ("quoi", "Une séance en classe."),
    ];
    let acts = format!("{plan}/seances");
    for (who, status) in [(cast.blanc, 303), (cast.carrel, 422), (cast.vidal, 404), (way.agent, 404)] {
        assert_eq!(way.app.as_(who).await.post(&acts, &act).await.status, status, "{who}");
    }
    assert_eq!(way.app.as_(cast.petit).await.post(&plan, &said).await.status, 422, "the plan is not hers");
    let list = segur.get("/accompagnements?dane=oui").await;
    assert!(
        list.says("1 h 30 faites sur 6 h") && list.says("accompagnée DANE") && list.says("Hugo Blanc"),
        "{}",
        list.text()
    );
}
