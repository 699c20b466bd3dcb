//! A child is hidden from a guardian: over every route, and with what she wrote and kept from before, no trace
//! of the child's first name, class or school is left for her.

use super::examples::{World, examples};
use super::{call, table};
use axum::http::Method;
use kernel::ItemId;
use testing::TestApp;
use uuid::Uuid;

/// Nothing of Sami, of « MS M. JOURDAN » or of Le Moulin Bleu; nor of his teacher's words.
const TRACES: [&str; 5] = ["Sami", "MS M. JOURDAN", "JOURDAN", "Moulin", "gouttes de pluie"];

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn audience(app: &TestApp, kind: &str, place: Uuid) -> String {
    let query = "select id from audience where kind = $1 and place_id = $2";
    let id: Uuid = sqlx::query_scalar(query).bind(kind).bind(place).fetch_one(app.pool()).await.unwrap();
    id.to_string()
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn file_of(app: &TestApp, item: ItemId) -> Uuid {
    let query = "select file_id from attachment where item_id = $1";
    sqlx::query_scalar(query).bind(item.0).fetch_one(app.pool()).await.unwrap()
}

/// The teacher writes to the families of the class and to all of the school; Nadia answers.
async fn before(world: &World) -> Vec<ItemId> {
    let (app, cast) = (&world.app, &world.app.cast);
    let jourdan = app.as_(cast.jourdan).await;
    let mut items = Vec::new();
    for (kind, place) in [("class_guardians", cast.ms.0), ("school_guardians", cast.moulin.0)] {
        let (item, to) = (ItemId::fresh(), audience(app, kind, place).await);
        let id = item.to_string();
        let fields = [
            ("brouillon", &*id),
            ("texte", "Les gouttes de pluie"),
            ("commentaires", "1"),
            ("audience", &*to),
        ];
        let note: (&str, &str, &[u8]) = ("fichier", "comptine.txt", b"Plic, ploc");
        assert_eq!(jourdan.post_files("/fil/publier", &fields, &[note]).await.status, 303);
        items.push(item);
    }
    let nadia = app.as_(cast.nadia).await;
    let asked = nadia.post("/moi/mes-donnees", &[("person", &cast.sami.to_string())]).await;
    assert!(asked.status.is_redirection(), "she asks for his data: {} {}", asked.status, asked.text());
    assert_eq!(nadia.post(&format!("/fil/{}/repondre", items[0]), &[("texte", "Bravo")]).await.status, 303);
    assert!(nadia.get("/fil").await.says("gouttes de pluie"));
    items
}

#[tokio::test]
async fn no_route_shows_a_trace_of_a_hidden_child() {
    let world = World::new().await;
    let (app, cast) = (&world.app, &world.app.cast);
    let items = before(&world).await;
    let file = file_of(app, items[0]).await;
    let nadia = app.as_(cast.nadia).await;
    assert_eq!(nadia.get(&format!("/fichier/{file}/original")).await.status, 200);
    let protect = format!("/ecole/{}/personnes/{}/famille/{}/proteger", cast.moulin, cast.sami, cast.nadia);
    let asked = [("motif", "Ordonnance"), ("fin", "2026-12-18")];
    // Sami's own pages, opened at home from hers.
    let open = format!("/enfants/{}/ouvrir", cast.sami);
    let lender = app.as_(cast.nadia).await;
    assert_eq!(lender.post(&open, &[]).await.status, 303);
    let lent = "select count(*) from session where lent_by is not null";
    assert_eq!(app.count(lent).await, 1);
    assert_eq!(app.as_(cast.jourdan).await.post(&protect, &asked).await.status, 303);

    // The same session, without a new sign-in: pages, pieces of pages, and addresses kept from before.
    let kept = [
        format!("/fil?enfant={}", cast.sami),
        format!("/fil/{}", items[0]),
        format!("/fil/{}", items[1]),
        format!("/fil/{}/qui", items[0]),
        format!("/fichier/{file}/original"),
        format!("/ecole/{}", cast.moulin),
        format!("/ecole/{}/classe/{}", cast.moulin, cast.ms),
    ];
    assert_eq!(world.app.count("select count(*) from data_export where asked_by <> person_id").await, 0);
    assert_eq!(app.count(lent).await, 0, "closed with the decision");
    assert_eq!(nadia.post(&open, &[]).await.status, 404);
    for path in &kept {
        assert_eq!(nadia.get(path).await.status, 404, "{path}");
    }
    for (path, fields) in [("repondre", [("texte", "Encore")]), ("reaction", [("reaction", "merci")])] {
        let reply = nadia.post(&format!("/fil/{}/{path}", items[0]), &fields).await;
        assert_eq!(reply.status, 404, "{path}");
    }
    let all = examples(&world);
    for route in table().iter().filter(|r| r.method == Method::GET && r.path != "/direct") {
        let example = all.iter().find(|e| e.route == ("GET", route.path)).unwrap();
        for reply in [call(&nadia, example).await, nadia.fragment(&example.path).await] {
            for trace in TRACES {
                assert!(!reply.body().contains(trace), "{trace} at {}: {}", route.path, reply.text());
            }
        }
    }
    let feed = nadia.get("/fil").await;
    assert!(
        feed.says("Lina") || feed.says("Bonjour"),
        "her other child's class is still hers: {}",
        feed.text()
    );
}
