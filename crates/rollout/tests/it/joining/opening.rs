//! The accounts of children and families stay shut until the school has passed its gates.

use super::{Role, Way};
use kernel::PersonId;

const ADULTS_CODE: &str = "AAAA-BBBB-CCCC";

async fn slip(way: &Way, person: PersonId) {
    identity::accounts::queries::put_codes(
        way.app.pool(),
        &[(person, identity::accounts::codes::adult_typed(ADULTS_CODE).unwrap())],
        way.app.app.db.clock.now(),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn no_sheet_and_no_account_before_the_gates() {
    let way = Way::new().await;
    let cast = &way.app.cast;
    way.until("decision").await;
    let sheets = format!("/ecole/{}/fiches", cast.tilleuls);
    let gate = "la décision de l’inspection : c’est à l’inspection de la circonscription (Odile Ségur)";
    let print = |who| {
        let (way, sheets) = (&way, sheets.clone());
        async move {
            let whom = format!("familles:{}", way.app.cast.cp);
            way.app.as_(who).await.post(&sheets, &[("whom", &whom), ("as", "ecran")]).await
        }
    };
    for who in [cast.petit, cast.roy] {
        let reply = print(who).await;
        assert!(reply.status == 422 && reply.says(gate), "{} {}", reply.status, reply.body());
    }
    let whole = way.app.as_(cast.petit).await.post(&sheets, &[("whom", "eleves"), ("as", "fiches")]).await;
    assert!(whole.status == 422 && whole.says(gate), "{}", whole.text());
    assert!(way.app.as_(cast.petit).await.get(&sheets).await.says(gate));
    // A slip from somewhere opens nothing.
    slip(&way, cast.claire).await;
    let reply = way.app.nobody().post("/activation", &[("code", ADULTS_CODE)]).await;
    assert!(reply.status == 422 && reply.says(gate), "{} {}", reply.status, reply.body());
    assert_eq!(way.app.count("select count(*) from audit where act = 'opening_refused'").await, 1);

    way.until_from("decision", "comptes").await;
    assert!(print(cast.petit).await.says("l’ouverture des comptes"), "one gate is left");
    assert_eq!(way.does(Role::Head, "comptes").await.status, 303);
    let reply = print(cast.roy).await;
    assert!(reply.status == 200 && reply.says("Claire"), "{}", reply.text());
    slip(&way, cast.claire).await;
    let reply = way.app.nobody().post("/activation", &[("code", ADULTS_CODE)]).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[tokio::test]
async fn who_has_a_school_that_is_open_is_not_held_back() {
    let way = Way::new().await;
    let cast = &way.app.cast;
    // Nadia’s Lina is in Les Tilleuls, her Sami in Le Moulin Bleu.
    slip(&way, cast.nadia).await;
    assert_eq!(way.app.nobody().post("/activation", &[("code", ADULTS_CODE)]).await.status, 422);
    sqlx::query("update place set opened_at = '2026-09-01' where id = $1")
        .bind(cast.moulin.0)
        .execute(way.app.pool())
        .await
        .unwrap();
    assert_eq!(way.app.nobody().post("/activation", &[("code", ADULTS_CODE)]).await.status, 200);
}

#[tokio::test]
async fn who_teaches_comes_in_to_bring_the_school() {
    let way = Way::new().await;
    sqlx::query("update account set state = 'to_activate', activated_at = null where person_id = $1")
        .bind(way.app.cast.roy.0)
        .execute(way.app.pool())
        .await
        .unwrap();
    slip(&way, way.app.cast.roy).await;
    assert_eq!(way.app.nobody().post("/activation", &[("code", ADULTS_CODE)]).await.status, 200);
}

#[tokio::test]
async fn a_school_where_somebody_came_in_already_stays_open() {
    let way = Way::new().await;
    let cast = &way.app.cast;
    // Zoé and her father came in before the project decided.
    assert!(
        way.app
            .as_(cast.vidal)
            .await
            .get(&format!("/ecole/{}/rejoindre", cast.rives))
            .await
            .says("comptes ouverts")
    );
    assert!(way.page(cast.petit).await.says("comptes pas encore ouverts"));
    let open = "select count(*) from place where kind = 'school' and opened_at is not null";
    assert_eq!(way.app.count(open).await, 1);
    // A project that opens without steps holds nobody back.
    let oger = way.app.as_(cast.oger).await;
    assert_eq!(oger.post("/pilotage/projet/ouverture", &[("etapes", "peut-être")]).await.status, 422);
    assert_eq!(oger.post("/pilotage/projet/ouverture", &[("etapes", "non")]).await.status, 303);
    assert!(way.page(cast.petit).await.says("comptes ouverts"));
    slip(&way, cast.claire).await;
    assert_eq!(way.app.nobody().post("/activation", &[("code", ADULTS_CODE)]).await.status, 200);
}

#[tokio::test]
async fn the_night_says_anew_what_a_school_waits_for() {
    let way = Way::new().await;
    way.until("decision").await;
    let waits = "select count(*) from place where waits_for like '%(Odile Ségur)'";
    assert_eq!(way.app.count(waits).await, 1);
    sqlx::query("update person set last_name = 'SÉVERAC' where id = $1")
        .bind(way.app.cast.segur.0)
        .execute(way.app.pool())
        .await
        .unwrap();
    rollout::refresh_waits(&way.app.app).await.unwrap();
    assert_eq!(way.app.count("select count(*) from place where waits_for like '%(Odile Séverac)'").await, 1);
}
