//! Out of framing with a carrier, those who steer and a whole matrix; objectives with a day.

use testing::{Client, TestApp};

const PHASES: &str = "/pilotage/projet/phases";
const MATRIX: &str = "/pilotage/projet/responsabilites";
const ACTIVITIES: [&str; 12] = [
    "schools",
    "training",
    "equipment",
    "data",
    "help",
    "content",
    "decisions",
    "figures",
    "protection",
    "conventions",
    "funding",
    "market",
];

async fn fills(oger: &Client, but: Option<&str>) {
    let mut fields = Vec::new();
    for activity in ACTIVITIES {
        for (family, letter) in [
            ("carrier", "A"),
            ("funders", "I"),
            ("education", "R"),
            ("schools", "C"),
            ("publisher", "I"),
            ("parents", "N"),
        ] {
            let name = format!("{activity}.{family}");
            if but != Some(&name) {
                fields.push((name, letter));
            }
        }
    }
    let fields: Vec<_> = fields.iter().map(|(name, letter)| (name.as_str(), *letter)).collect();
    assert_eq!(oger.post(MATRIX, &fields).await.status, 303);
}

/// A body of this kind with a seat for each college.
async fn sits(oger: &Client, kind: &str) {
    let made = oger.post("/gouvernance", &[("nature", kind), ("nom", "Instance")]).await;
    let body = made.location().unwrap().split('?').next().unwrap().to_owned();
    for college in ["collectivities", "education"] {
        let seat = [("college", college), ("nom", "Ana Ruiz"), ("qualite", "membre")];
        assert_eq!(oger.post(&format!("{body}/membres"), &seat).await.status, 303);
    }
}

fn decision<'a>(phase: &'a str, go: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("phase", phase),
        ("avis", go),
        ("depuis", "2026"),
        ("jusque", "2028"),
        ("jour", "2026-09-10"),
        ("raison", "Sept classes volontaires."),
    ]
}

#[tokio::test]
async fn a_project_leaves_its_framing_when_it_is_carried_steered_and_no_cell_is_empty() {
    let app = TestApp::new(rollout::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    let early = oger.post(PHASES, &decision("experimentation", "go")).await;
    assert!(early.status == 422 && early.says("Personne ne porte encore le projet"), "{}", early.text());
    let carrier = [("nom", "Syndicat"), ("genre", "syndicate"), ("role", "carrier")];
    assert_eq!(oger.post("/pilotage/projet/parties", &carrier).await.status, 303);
    for kind in ["strategic", "technical", "reference"] {
        sits(&oger, kind).await;
    }
    let early = oger.post(PHASES, &decision("experimentation", "go")).await;
    assert!(early.status == 422 && early.says("Groupe d’utilisateurs : aucune instance"), "{}", early.text());
    sits(&oger, "users").await;
    fills(&oger, Some("training.parents")).await;
    let early = oger.post(PHASES, &decision("experimentation", "go")).await;
    assert!(early.status == 422 && early.says("Former : 1 case vide"), "{}", early.text());
    fills(&oger, None).await;
    assert!(oger.get(MATRIX).await.says("Aucune case vide"));
    assert_eq!(oger.post(PHASES, &decision("experimentation", "no")).await.status, 303);
    assert!(oger.get(PHASES).await.says("Aujourd’hui : Cadrage"), "no go stays where it is");
    assert_eq!(oger.post(PHASES, &decision("experimentation", "go")).await.status, 303);
    assert_eq!(oger.post(PHASES, &decision("deployment", "go")).await.status, 303);
    let page = oger.get(PHASES).await;
    assert!(page.says("Aujourd’hui : Déploiement") && page.says("2026-2027 à 2028-2029"), "{}", page.text());
    assert!(page.says("on n’y va pas") && page.says("Décidé le 10 septembre 2026, noté par Basile Oger"));
    let back = oger.post(PHASES, &decision("experimentation", "go")).await;
    assert!(back.status == 422 && back.says("Le projet y est déjà"), "{}", back.text());
}

#[tokio::test]
async fn an_objective_has_an_indicator_a_target_and_a_day() {
    let app = TestApp::new(rollout::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    let list = "/pilotage/projet/objectifs";
    let good = [
        ("but", "Mieux lire"),
        ("indicateur", "Évaluations de CP"),
        ("cible", "+ 5 points"),
        ("revue", "2027-06-30"),
    ];
    for missing in 0..good.len() {
        let fields: Vec<_> =
            good.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, f)| *f).collect();
        assert_eq!(oger.post(list, &fields).await.status, 422, "{missing}");
    }
    assert_eq!(oger.post(list, &good).await.status, 303);
    let page = oger.get(list).await;
    assert!(page.says("Mieux lire") && page.says("Revu le 30 juin 2027"), "{}", page.text());
    let drop = page.attribute("form[action$=retirer]", "action").unwrap();
    assert_eq!(oger.post(&drop, &[]).await.status, 303);
    assert_eq!(oger.post(&drop, &[]).await.status, 404);
    assert!(oger.get(list).await.says("Pas encore d’objectif"));
}
