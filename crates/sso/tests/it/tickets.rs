//! A ticket: good once, for a minute, for the address that it was given for, while its session is open.

use crate::world::{PAGE, World};
use chrono::TimeDelta;

#[tokio::test]
async fn each_version_of_the_protocol_has_its_answer_once() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    for (call, good, bad) in [
        ("validate", "yes\n", "no\n\n"),
        (
            "serviceValidate",
            "<cas:ENTPersonProfils>National_ENS</cas:ENTPersonProfils>",
            "code=\"INVALID_TICKET\"",
        ),
        ("proxyValidate", "<cas:user>", "code=\"INVALID_TICKET\""),
        ("p3/serviceValidate", "<cas:isFromNewLogin>false<", "code=\"INVALID_TICKET\""),
        ("p3/proxyValidate", "<cas:authenticationDate>2026-09-15T08:30:00Z<", "code=\"INVALID_TICKET\""),
    ] {
        let ticket = world.ticket(&carrel, PAGE).await;
        let first = world.asks(call, PAGE, &ticket).await;
        assert!(first.status == 200 && first.body().contains(good), "{call}: {}", first.body());
        assert!(!first.body().contains("Marion") && !first.body().contains("CARREL"), "no name");
        let again = world.asks(call, PAGE, &ticket).await;
        assert!(again.status == 200 && again.body().contains(bad), "{call}: {}", again.body());
    }
    let ticket = world.ticket(&carrel, PAGE).await;
    let json = world.asks("p3/serviceValidate", PAGE, &format!("{ticket}&format=JSON")).await;
    assert_eq!(json.headers["content-type"], "application/json; charset=utf-8");
    assert!(json.body().contains("\"ENTPersonProfils\":\"National_ENS\""), "{}", json.body());
    for bare in
        ["/cas/serviceValidate", "/cas/p3/serviceValidate?ticket=ST-1", "/cas/proxyValidate?service=x"]
    {
        let reply = world.app.nobody().get(bare).await;
        assert!(reply.status == 200 && reply.body().contains("INVALID_REQUEST"), "{bare}");
    }
    assert_eq!(world.app.nobody().get("/cas/validate").await.body(), "no\n\n");
}

#[tokio::test]
async fn another_address_uses_it_up() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    for other in
        ["https://ent2d.example.org/", "https://ent2d.example.org/cours?c=4", "https://mal.example/", "x"]
    {
        let ticket = world.ticket(&carrel, PAGE).await;
        let reply = world.asks("serviceValidate", other, &ticket).await;
        assert!(reply.body().contains("INVALID_SERVICE"), "{other}: {}", reply.body());
        let right = world.asks("serviceValidate", PAGE, &ticket).await;
        assert!(right.body().contains("INVALID_TICKET"), "{other} used it up");
    }
    // What stays in the browser, and how a host is written, does not count.
    let ticket = world.ticket(&carrel, &format!("{PAGE}#suite")).await;
    let reply = world.asks("validate", "https://ENT2D.example.org:443/cours?c=3", &ticket).await;
    assert!(reply.body().starts_with("yes\n"), "{}", reply.body());
}

#[tokio::test]
async fn it_is_worth_nothing_after_a_minute_or_once_anything_behind_it_is_over() {
    let world = World::new().await;
    let cast = &world.app.cast;
    let carrel = world.signed_in(cast.carrel).await;
    let invalid = async |ticket: &str, code: &str| {
        let reply = world.asks("serviceValidate", PAGE, ticket).await;
        assert!(reply.body().contains(code), "{}", reply.body());
    };
    let ticket = world.ticket(&carrel, PAGE).await;
    world.app.at(testing::first_day() + TimeDelta::seconds(59));
    assert!(world.asks("validate", PAGE, &ticket).await.body().starts_with("yes"));
    let ticket = world.ticket(&carrel, PAGE).await;
    world.app.at(testing::first_day() + TimeDelta::seconds(59 + 60));
    invalid(&ticket, "INVALID_TICKET").await;
    // The service was closed.
    let ticket = world.ticket(&carrel, PAGE).await;
    world.closes().await;
    invalid(&ticket, "INVALID_SERVICE").await;
    world.opens().await;
    // Her account was blocked; she signed out; she teaches no more.
    let ticket = world.ticket(&carrel, PAGE).await;
    sqlx::query("update account set state = 'blocked' where person_id = $1")
        .bind(cast.carrel.0)
        .execute(world.app.pool())
        .await
        .unwrap();
    invalid(&ticket, "INVALID_TICKET").await;
    sqlx::query("update account set state = 'active' where person_id = $1")
        .bind(cast.carrel.0)
        .execute(world.app.pool())
        .await
        .unwrap();
    let ticket = world.ticket(&carrel, PAGE).await;
    assert_eq!(carrel.post("/deconnexion", &[]).await.status, 303);
    invalid(&ticket, "INVALID_TICKET").await;
    let carrel = world.app.as_(cast.carrel).await;
    let ticket = world.ticket(&carrel, PAGE).await;
    sqlx::query("delete from role where person_id = $1")
        .bind(cast.carrel.0)
        .execute(world.app.pool())
        .await
        .unwrap();
    invalid(&ticket, "INVALID_TICKET").await;
}

#[tokio::test]
async fn the_database_does_not_hold_what_opens_something() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    let ticket = world.ticket(&carrel, PAGE).await;
    assert_eq!(ticket.len(), 51, "192 bits");
    let rows: Vec<String> =
        sqlx::query_scalar("select t::text from sso_ticket t").fetch_all(world.app.pool()).await.unwrap();
    assert!(rows.iter().all(|row| !row.contains(&ticket[3..])));
    let held = "select count(*) from job where payload::text like '%ST-%'";
    assert_eq!(world.app.count(held).await, 0);
}
