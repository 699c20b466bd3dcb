//! Local options: each that needs a legal check is really asked for it where it is switched on.

use identity::options::{Framework, LocalOption};
use kernel::PersonId;
use testing::{Reply, TestApp};

type Try = (PersonId, String, Vec<(&'static str, &'static str)>);

/// How each is switched on, by whom. A new option does not compile before it is said here.
fn switches(app: &TestApp, option: LocalOption) -> Vec<Try> {
    let c = &app.cast;
    match option {
        LocalOption::TilePhotos => {
            vec![(c.petit, format!("/ecole/{}/photos", c.tilleuls), vec![("photos", "oui")])]
        }
        LocalOption::OpenRules => {
            let path = |school| format!("/ecole/{school}/regles");
            let cell = vec![("case", "families>families"), ("ouvrir", "oui"), ("compris", "1")];
            vec![
                (c.petit, path(c.tilleuls), vec![("modele", "open"), ("compris", "1")]),
                (c.jourdan, path(c.moulin), cell),
            ]
        }
        LocalOption::JointSpaces => {
            let path = format!("/ecole/{}/classe/{}/sixieme", c.rives, c.rives_cm2);
            vec![(c.vidal, path, vec![("college", "Les Lilas"), ("classe", "6e B"), ("au", "2027-12-31")])]
        }
        LocalOption::VirtualClass => {
            let fields = vec![
                ("genre", "jitsi"),
                ("adresse", "https://classe.example.org"),
                ("application", "preau"),
                ("secret", "secret"),
            ];
            vec![(c.oger, "/formations/serveur".to_owned(), fields)]
        }
        LocalOption::OpeningSteps
        | LocalOption::PupilsWrite
        | LocalOption::WaysIn
        | LocalOption::HelpMailbox => Vec::new(),
    }
}

async fn switched(app: &TestApp, (who, path, fields): &Try) -> Reply {
    app.as_(*who).await.post(path, fields).await
}

#[tokio::test]
async fn each_option_to_check_is_asked_where_it_is_switched_on() {
    let app = TestApp::new(web::house::routes()).await;
    sqlx::query!("delete from option_check").execute(app.pool()).await.unwrap();
    let oger = app.as_(app.cast.oger).await;
    for option in LocalOption::ALL {
        let tries = switches(&app, option);
        assert_eq!(option.framework() == Framework::ToCheck, !tries.is_empty(), "{option:?}");
        for one in &tries {
            let before = app.audited().await;
            let refused = switched(&app, one).await;
            assert_eq!(refused.status, 422, "{option:?}: {}", refused.text());
            assert!(
                refused.says(&option.title().replace('\u{a0}', " "))
                    && refused.says("demandez-le à l’équipe projet"),
                "{option:?}: {}",
                refused.text()
            );
            assert_eq!(app.audited().await - before, 1, "{option:?}");
        }
        if tries.is_empty() {
            continue;
        }
        let checked = format!("/pilotage/options/{}", option.key());
        let said = [("texte", "Analyse faite."), ("jour", "2026-09-14")];
        assert_eq!(oger.post(&checked, &said).await.status, 303, "{option:?}");
        for one in &tries {
            let done = switched(&app, one).await;
            assert_eq!(done.status, 303, "{option:?}: {}", done.text());
        }
    }
}

/// What is on stays on, and can be switched off; another place does not switch it on any more.
#[tokio::test]
async fn a_check_that_is_taken_back_closes_nothing_and_opens_nothing_more() {
    let app = TestApp::new(web::house::routes()).await;
    let c = &app.cast;
    let (petit, jourdan) = (app.as_(c.petit).await, app.as_(c.jourdan).await);
    let (hers, his) = (format!("/ecole/{}/photos", c.tilleuls), format!("/ecole/{}/photos", c.moulin));
    assert_eq!(petit.post(&hers, &[("photos", "oui")]).await.status, 303);
    let oger = app.as_(c.oger).await;
    let page = oger.get("/pilotage/options").await;
    assert!(page.says("dans 1 école") && page.says("Analyse du 1er septembre"), "{}", page.text());
    assert_eq!(oger.post("/pilotage/options/tile_photos/retrait", &[]).await.status, 303);
    let page = oger.get("/pilotage/options").await;
    assert!(page.says("Ce qui est en service y reste") && page.says("Vérifications retirées (1)"));
    assert!(petit.get(&hers).await.says("Les photos sont permises"));
    assert_eq!(
        petit.post(&hers, &[("photos", "oui")]).await.status,
        422,
        "it is on already, and asked again"
    );
    let closed = jourdan.get(&his).await;
    assert!(closed.says("à faire vérifier") && closed.all("button[name=photos]").is_empty());
    assert_eq!(jourdan.post(&his, &[("photos", "oui")]).await.status, 422);
    assert_eq!(petit.post(&hers, &[("photos", "non")]).await.status, 303);
    assert_eq!(petit.post(&hers, &[("photos", "oui")]).await.status, 422);
}
