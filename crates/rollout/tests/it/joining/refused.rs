//! Each step, by each role: too early, and by whom it is not. Every refusal says what is missing and who holds it.

use super::{PATH, ROLES, Role, Way};

/// Who may do a step, and what is said of who holds it.
fn holders(step: &str) -> (&'static [Role], &'static str) {
    use Role::{Commune, Head, Inspector, Manager, Operator, Teacher};
    match step {
        "interet" | "volontariat" | "projet" => {
            (&[Teacher, Head], "l’équipe enseignante ou à la direction de l’école")
        }
        "avis" | "administrateur" => (&[Head], "la direction de l’école (Hélène Petit)"),
        "comptes" | "familles" | "mise-en-service" => (&[Head], "la direction de l’école (Hélène Petit)"),
        "decision" => (&[Inspector], "l’inspection de la circonscription (Odile Ségur)"),
        "engagement" => (&[Commune], "la commune (Mireille Pons)"),
        "convention" => (&[Manager], "l’équipe projet (Flora Guérin)"),
        "equipement" => {
            (&[Commune, Manager], "la commune (Mireille Pons) ou à l’équipe projet (Flora Guérin)")
        }
        "formation-administrateur" => (&[Manager, Inspector], "l’équipe projet (Flora Guérin)"),
        "nom-de-domaine" => (&[Operator], "l’annuaire (DSI) (Basile Oger)"),
        "formation-enseignants" => {
            (&[Inspector, Manager], "l’inspection de la circonscription (Odile Ségur)")
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn nothing_is_done_before_its_time() {
    let way = Way::new().await;
    for (step, _) in PATH.iter().skip(1) {
        for role in ROLES {
            let reply = way.does(role, step).await;
            assert_eq!(reply.status, 422, "{step} by {role:?}");
            let first = "un premier signe d’intérêt : c’est à l’équipe enseignante ou à la direction de l’école (Hélène Petit)";
            assert!(reply.says(first), "{step} by {role:?}: {}", reply.text());
            let hers = holders(step).0.contains(&role);
            assert_eq!(reply.says("Trop tôt pour"), hers, "{step} by {role:?}: {}", reply.text());
            assert_eq!(reply.says("n’est pas à vous"), !hers, "{step} by {role:?}");
            assert!(reply.says("Rien n’a été changé."));
        }
    }
    assert_eq!(way.app.count("select count(*) from joining").await, 0);
    let refused = way.app.count("select count(*) from audit where act = 'joining_refused'").await;
    assert_eq!(refused, 14 * 6);
}

#[tokio::test]
async fn each_step_is_its_holders() {
    let way = Way::new().await;
    for (step, right) in PATH {
        let (may, said) = holders(step);
        for role in ROLES.iter().filter(|r| !may.contains(r)) {
            let before = way.app.count("select count(*) from joining_step").await;
            let reply = way.does(*role, step).await;
            assert_eq!(reply.status, 422, "{step} by {role:?}");
            assert!(
                reply.says("n’est pas à vous") && reply.says(said),
                "{step} by {role:?}: {}",
                reply.text()
            );
            assert_eq!(
                way.app.count("select count(*) from joining_step").await,
                before,
                "{step} by {role:?}"
            );
        }
        assert!(may.contains(&right));
        let reply = way.does(right, step).await;
        assert_eq!(reply.status, 303, "{step}: {}", reply.text());
    }
    for once in ["interet", "volontariat", "decision", "comptes", "mise-en-service"] {
        let right = PATH.iter().find(|(s, _)| *s == once).unwrap().1;
        let reply = way.does(right, once).await;
        assert!(reply.status == 422 && reply.says("c’est déjà fait"), "{once}: {}", reply.text());
    }
}

#[tokio::test]
async fn what_is_missing_is_named_gate_by_gate() {
    let way = Way::new().await;
    let gates = [
        ("decision", "la décision de l’inspection"),
        ("engagement", "l’engagement de la commune"),
        ("convention", "l’annexe de la convention et la fiche de traitement"),
        ("equipement", "la vérification de l’équipement et du réseau"),
        ("formation-administrateur", "la formation de l’administrateur de l’école"),
    ];
    way.until("decision").await;
    for (step, missing) in gates {
        let early = way.does(Role::Head, "comptes").await;
        let said = format!("Il manque {missing} : c’est à {}", holders(step).1);
        assert!(early.status == 422 && early.says(&said), "{said}: {}", early.text());
        let right = PATH.iter().find(|(s, _)| *s == step).unwrap().1;
        assert_eq!(way.does(right, step).await.status, 303, "{step}");
    }
    assert_eq!(way.does(Role::Head, "comptes").await.status, 303);
}

#[tokio::test]
async fn a_convention_that_holds_names_the_school() {
    let way = Way::new().await;
    way.until("convention").await;
    let until = |day: &'static str| sqlx::query("update convention set until_day = $1::date").bind(day);
    until("2026-09-01").execute(way.app.pool()).await.unwrap();
    let said =
        "Aucune convention en vigueur ne nomme l’école cette année : c’est à l’équipe projet (Flora Guérin)";
    let reply = way.does(Role::Manager, "convention").await;
    assert!(reply.status == 422 && reply.says(said), "{}", reply.text());
    assert!(way.page(way.manager).await.says("Tenir les conventions"));
    until("2029-08-31").execute(way.app.pool()).await.unwrap();
    way.until_from("convention", "comptes").await;
    assert!(way.page(way.app.cast.petit).await.says("Convention 2026-01, liste 2026-2027 · registre : T-12"));
    // It ran out between the two.
    until("2026-09-01").execute(way.app.pool()).await.unwrap();
    let reply = way.does(Role::Head, "comptes").await;
    assert!(reply.status == 422 && reply.says(said), "{}", reply.text());
    until("2029-08-31").execute(way.app.pool()).await.unwrap();
    assert_eq!(way.does(Role::Head, "comptes").await.status, 303);
    // What is open stays open: the year's list that comes late closes nobody out.
    until("2026-09-01").execute(way.app.pool()).await.unwrap();
    assert!(way.page(way.app.cast.petit).await.says("comptes ouverts"));
}

#[tokio::test]
async fn a_commitment_covers_every_pupil_and_every_class_has_some() {
    let way = Way::new().await;
    way.until("comptes").await;
    let few = [("nombre", "2"), ("reference", "2026-41"), ("jour", "2026-09-14")];
    assert_eq!(way.say(way.agent, "engagement", &few).await.status, 303, "said anew");
    let reply = way.does(Role::Head, "comptes").await;
    assert!(reply.status == 422, "{}", reply.text());
    assert!(
        reply.says("pour 2 comptes d’élèves, et l’école compte 3 élèves")
            && reply.says("la commune (Mireille Pons)")
    );
    assert_eq!(way.does(Role::Commune, "engagement").await.status, 303);
    // Nobody types that the data is there.
    assert_eq!(way.does(Role::Operator, "donnees").await.status, 422);
    sqlx::query("delete from role where kind = 'pupil' and person_id = $1")
        .bind(way.app.cast.tom.0)
        .execute(way.app.pool())
        .await
        .unwrap();
    let reply = way.does(Role::Head, "comptes").await;
    assert!(
        reply.says("Il manque les classes, les élèves et la direction dans l’annuaire"),
        "{}",
        reply.text()
    );
    assert!(reply.says("l’annuaire (DSI) (Basile Oger)"));
}

#[tokio::test]
async fn nobody_else_finds_the_path() {
    let way = Way::new().await;
    let cast = &way.app.cast;
    for stranger in [cast.vidal, cast.jourdan, cast.duval, cast.martel, cast.zoe, cast.yann] {
        assert_eq!(way.page(stranger).await.status, 404, "{stranger}");
        assert_eq!(way.say(stranger, "interet", &[]).await.status, 404, "{stranger}");
    }
    for (who, status) in
        [(cast.segur, 200), (cast.carrel, 200), (cast.keller, 200), (way.agent, 200), (cast.oger, 200)]
    {
        assert_eq!(way.page(who).await.status, status, "{who}");
    }
    assert_eq!(way.say(cast.petit, "n-existe-pas", &[]).await.status, 404);
}

#[tokio::test]
async fn where_nobody_acts_for_the_commune_the_project_writes_what_it_received() {
    let way = Way::new().await;
    way.until("engagement").await;
    assert_eq!(way.does(Role::Manager, "engagement").await.status, 422);
    sqlx::query("delete from role where kind = 'commune_agent'").execute(way.app.pool()).await.unwrap();
    assert_eq!(way.does(Role::Manager, "engagement").await.status, 303);
}

#[tokio::test]
async fn a_form_that_is_refused_keeps_what_was_typed() {
    let way = Way::new().await;
    way.until("volontariat").await;
    let typed =
        [("choix", "teacher"), ("classes", "CE2-CM1 MME CARREL"), ("texte", "Nos voix dans le monde.")];
    let reply = way.say(way.app.cast.carrel, "volontariat", &typed).await;
    assert!(reply.status == 422 && reply.says("Lisez ce qui peut arriver"), "{}", reply.text());
    assert!(reply.says("Nos voix dans le monde."));
}
