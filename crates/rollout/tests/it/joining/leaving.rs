//! A school that is suspended reads and writes no more, until it resumes or leaves; nothing is deleted.

use super::{Role, Way};

const WHY: [(&str, &str); 1] = [("texte", "La commune ne finance plus. La direction l’a dit aux familles.")];

async fn frozen(way: &Way) -> i64 {
    way.app.count("select count(*) from writing_freeze where reopened_at is null").await
}

#[tokio::test]
async fn it_is_suspended_and_resumes() {
    let way = Way::new().await;
    way.until("comptes").await;
    let early = way.say(way.manager, "suspension", &WHY).await;
    assert!(early.status == 422 && early.says("Il manque l’ouverture des comptes"), "{}", early.text());
    way.until_from("comptes", "suivi").await;
    let never = way.say(way.manager, "reprise", &[]).await;
    assert!(never.status == 422 && never.says("l’école n’est pas suspendue"), "{}", never.text());
    assert_eq!(way.say(way.manager, "sortie", &WHY).await.status, 422);
    let hers = way.say(way.app.cast.petit, "suspension", &WHY).await;
    assert!(hers.status == 422 && hers.says("c’est à l’équipe projet (Flora Guérin)"), "{}", hers.text());
    assert_eq!(way.say(way.manager, "suspension", &[]).await.status, 422, "with a reason");
    assert_eq!(way.say(way.manager, "suspension", &WHY).await.status, 303);
    assert_eq!(frozen(&way).await, 3);
    assert!(way.page(way.app.cast.petit).await.says("école suspendue"));
    assert!(way.app.as_(way.manager).await.get("/deploiement").await.says("Suspendue"));
    // Who contains a hijack does not lift it.
    let id: String = sqlx::query_scalar("select id::text from writing_freeze where profile = 'pupils'")
        .fetch_one(way.app.pool())
        .await
        .unwrap();
    let place = way.app.cast.tilleuls.to_string();
    let lift = [("lieu", &*place), ("gel", &*id)];
    assert_eq!(way.app.as_(way.app.cast.petit).await.post("/securite/rouvrir", &lift).await.status, 404);
    assert_eq!(frozen(&way).await, 3);
    assert_eq!(way.say(way.manager, "reprise", &[]).await.status, 303);
    assert_eq!(frozen(&way).await, 0);
    assert!(!way.page(way.app.cast.petit).await.says("école suspendue"));
}

#[tokio::test]
async fn it_leaves_and_may_come_back() {
    let way = Way::new().await;
    way.until("suivi").await;
    let accounts = way.app.count("select count(*) from account").await;
    assert_eq!(way.say(way.manager, "suspension", &WHY).await.status, 303);
    assert_eq!(way.say(way.manager, "sortie", &WHY).await.status, 303);
    let page = way.page(way.app.cast.petit).await;
    assert!(
        page.says("L’école est sortie du projet") && page.says("comptes pas encore ouverts"),
        "{}",
        page.text()
    );
    assert_eq!(way.app.count("select count(*) from account").await, accounts);
    assert_eq!(frozen(&way).await, 3);
    way.until("mise-en-service").await;
    assert_eq!(frozen(&way).await, 0, "opened again");
    assert_eq!(way.does(Role::Head, "mise-en-service").await.status, 303);
}
