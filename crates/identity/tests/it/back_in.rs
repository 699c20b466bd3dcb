//! The head helps an adult of her school back in.

use testing::{PASSWORD, TestApp};

#[tokio::test]
async fn a_new_code_is_shown_once_and_opens() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let (petit, page) = (app.as_(c.petit).await, format!("/ecole/{}/adulte/{}", c.tilleuls, c.carrel));
    let shown = petit.post(&format!("{page}/code"), &[]).await;
    let code = shown.all(".slip-code").remove(0);
    assert_eq!(shown.headers["cache-control"], "no-store");
    assert!(petit.get(&page).await.all(".slip-code").is_empty(), "once");
    let fields = [("code", &*code), ("password", "cartable rouge sous la pluie"), ("charter", "1")];
    assert_eq!(app.nobody().post("/activation/mot-de-passe", &fields).await.status, 303);
}

#[tokio::test]
async fn a_blocked_account_is_closed_at_once_and_opens_again() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let (petit, carrel) = (app.as_(c.petit).await, app.as_(c.carrel).await);
    let page = format!("/ecole/{}/adulte/{}", c.tilleuls, c.carrel);
    let does = async |what: &str| petit.post(&format!("{page}/{what}"), &[]).await.status;
    assert_eq!(does("debloquer").await, 404, "it is open");
    assert_eq!(does("bloquer").await, 303);
    assert_eq!(carrel.get("/moi").await.status, 303);
    let enters = async || {
        app.nobody().post("/connexion", &[("login", "marion.carrel"), ("secret", PASSWORD)]).await.status
    };
    assert_eq!(enters().await, 422);
    assert_eq!(does("code").await, 404, "no way in while it is blocked");
    assert!(petit.get(&page).await.says("Bloqué"));
    assert_eq!(does("debloquer").await, 303);
    assert_eq!(enters().await, 303);
}

#[tokio::test]
async fn nobody_helps_into_what_reaches_further() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    for (who, helper, school, adult) in [
        ("a head, herself", c.petit, c.tilleuls, c.petit),
        ("a head, another head", c.petit, c.moulin, c.jourdan),
        ("a head, another school's teacher", c.petit, c.tilleuls, c.blanc),
        ("a head, a parent", c.petit, c.tilleuls, c.nadia),
        ("a head, a pupil", c.petit, c.tilleuls, c.lina),
        ("a teacher", c.carrel, c.tilleuls, c.roy),
        ("another head", c.vidal, c.tilleuls, c.carrel),
    ] {
        let client = app.as_(helper).await;
        let page = format!("/ecole/{school}/adulte/{adult}");
        assert_eq!(client.get(&page).await.status, 404, "{who}");
        for act in ["code", "bloquer", "debloquer"] {
            assert_eq!(client.post(&format!("{page}/{act}"), &[]).await.status, 404, "{who}: {act}");
        }
    }
}
