//! Every route is called as nobody, as a pupil of another school, as the parent of another child and as the
//! head of another school as the legal adviser and as the national level, who pass the gates that ask what somebody is; and every route that changes something leaves exactly one audit entry. A route without an example here
//! fails.

mod articles;
mod days;
mod desk;
mod equip;
mod examples;
mod help;
mod junk;
mod linked;
mod offers;
mod on_site;
mod protected;
mod roles;
mod rollout;
mod sector;

use axum::http::Method;
use examples::{Body, Example, World, examples};
use futures::{StreamExt, stream};
use kernel::Access;
use kernel::routes::Route;
use testing::{Client, Reply};

fn table() -> Vec<Route> {
    web::house::routes().table()
}

async fn call(client: &Client, example: &Example) -> Reply {
    match &example.body {
        Body::None => client.get(&example.path).await,
        Body::Form(fields) => client.post(&example.path, &borrowed(fields)).await,
        Body::Files(fields, files) => client.post_files(&example.path, &borrowed(fields), files).await,
    }
}

fn borrowed<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'static str, &'f str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn example_of<'e>(route: &Route, all: &'e [Example]) -> &'e Example {
    all.iter()
        .find(|e| e.route == (route.method.as_str(), route.path))
        .unwrap_or_else(|| panic!("{} {} has no example in access/examples.rs", route.method, route.path))
}

#[tokio::test]
async fn nobody_is_sent_to_sign_in() {
    let world = World::new().await;
    let all = examples(&world);
    for route in table() {
        let example = example_of(&route, &all);
        if route.access == Access::Anyone {
            continue;
        }
        let reply = call(&world.app.nobody(), example).await;
        assert_eq!(reply.status, 303, "{} {}", route.method, route.path);
        let to = reply.location().unwrap();
        assert!(to.starts_with("/connexion"), "{} {} sends to {to}", route.method, route.path);
    }
    for example in &all {
        assert!(
            table().iter().any(|r| (r.method.as_str(), r.path) == example.route),
            "{:?} is no route any more",
            example.route
        );
    }
}

#[tokio::test]
async fn strangers_find_nothing() {
    let world = World::new().await;
    let all = examples(&world);
    let cast = &world.app.cast;
    for (who, stranger) in [
        ("a pupil of another school", cast.zoe),
        ("another child's parent", cast.yann),
        ("the head of another school", cast.vidal),
        ("the legal adviser", roles::adviser()),
        ("the national level", roles::national()),
    ] {
        let client = world.app.as_(stranger).await;
        for route in table() {
            let example = example_of(&route, &all);
            let her_own = stranger == cast.vidal
                && [
                    "/fil/ecrire",
                    "/ma-classe",
                    "/indicateurs",
                    "/formations",
                    "/pratiques",
                    "/nouveautes",
                    "/domaines",
                    "/aide/articles/ecrire",
                    "/assistance",
                    "/assistance/appel",
                    "/assistance/chiffres",
                    "/assistance/chiffres/tableau",
                    "/assistance/membres",
                    "/evenements",
                    "/documents",
                    "/documents/packs",
                ]
                .contains(&example.path.as_str());
            let her_texts =
                stranger == roles::adviser() && matches!(route.access, Access::Texts | Access::Counsel);
            let its_figures = stranger == roles::national() && route.access == Access::National;
            if example.for_all || her_texts || its_figures || (her_own && route.method == Method::GET) {
                continue;
            }
            let reply = call(&client, example).await;
            assert_eq!(reply.status, 404, "{who} at {} {}", route.method, route.path);
        }
    }
}

/// Whoever may come to a sensitive route has to show again that she is herself: a session that was left open,
/// or stolen, gets no further than the question, and changes nothing.
#[tokio::test]
async fn a_sensitive_route_asks_again_first() {
    let world = World::new().await;
    let all = examples(&world);
    let before = world.app.audited().await;
    let sensitive: Vec<_> = table().into_iter().filter(|r| r.sensitive).collect();
    assert!(sensitive.len() >= 5, "there are some");
    for route in sensitive {
        let example = example_of(&route, &all);
        let client = world.app.unconfirmed(example.by.unwrap()).await;
        let reply = call(&client, example).await;
        assert_eq!(reply.status, 303, "{} {}", route.method, route.path);
        let to = reply.location().unwrap();
        assert!(to.starts_with("/confirmer?retour="), "{} {} sends to {to}", route.method, route.path);
    }
    assert_eq!(world.app.audited().await, before);
}

/// No actor comes with somebody who is leaving: her own data, what is everybody's, and nothing else.
#[tokio::test]
async fn who_is_leaving_finds_her_own_data_only() {
    let world = World::new().await;
    let all = examples(&world);
    let carrel = world.app.cast.carrel.0;
    sqlx::query!("update account set state = 'leaving' where person_id = $1", carrel)
        .execute(world.app.pool())
        .await
        .unwrap();
    let client = world.app.as_(world.app.cast.carrel).await;
    for route in table() {
        if matches!(route.access, Access::Anyone | Access::OwnData) {
            continue;
        }
        let reply = call(&client, example_of(&route, &all)).await;
        if route.method == Method::GET {
            assert_eq!(
                (reply.status.as_u16(), reply.location()),
                (303, Some("/moi/mes-donnees")),
                "{}",
                route.path
            );
        } else {
            assert_eq!(reply.status, 404, "{} {}", route.method, route.path);
        }
    }
    assert_eq!(client.get("/moi/mes-donnees").await.status, 200);
}

/// Each in a world of its own: a post is withdrawn, a session closed. Making a world is mostly waiting: several at once.
#[tokio::test]
async fn every_act_leaves_one_entry() {
    let acts = table().into_iter().filter(|r| r.method != Method::GET);
    stream::iter(acts).for_each_concurrent(4, leaves_one_entry).await;
}

async fn leaves_one_entry(route: Route) {
    let world = World::new().await;
    let all = examples(&world);
    let example = example_of(&route, &all);
    let client = match example.by {
        Some(person) => world.app.as_(person).await,
        None => world.app.nobody(),
    };
    let before = world.app.audited().await;
    let reply = call(&client, example).await;
    let name = format!("{} {}", route.method, route.path);
    let done = reply.status.is_success() || reply.status.is_redirection();
    assert!(done != example.absent, "{name}: {} {}", reply.status, reply.text());
    assert_eq!(world.app.audited().await - before, 1, "{name}");
}

/// What others would read: refused while its writer is frozen, with the sentence that she reads.
const WRITES: [&str; 3] = ["/fil/publier", "/fil/{item}/modifier", "/fil/{item}/repondre"];
/// Nobody else reads it, or it takes back what was written, or it is one of four pictures that threaten nobody.
const STAYS: [&str; 9] = [
    "/fil/vu",
    "/fil/brouillon",
    "/fil/brouillon/{item}/abandonner",
    "/fil/brouillon/{item}/fichier",
    "/fil/brouillon/{item}/fichier/{file}/retirer",
    "/fil/{item}/retirer",
    "/fil/{item}/commentaires",
    "/fil/{item}/commentaire/{comment}/retirer",
    "/fil/{item}/reaction",
];

/// Each route where somebody writes is one or the other: a new one is to be decided about.
#[tokio::test]
async fn who_is_frozen_reads_and_writes_nothing() {
    for route in table().into_iter().filter(|r| r.method != Method::GET && r.path.starts_with("/fil")) {
        let writes = WRITES.contains(&route.path);
        assert!(writes || STAYS.contains(&route.path), "{} is neither", route.path);
        let world = World::new().await;
        let all = examples(&world);
        let example = example_of(&route, &all);
        sqlx::query!(
            "insert into writing_freeze (id, profile, message, reason, frozen_at, frozen_by)
             select gen_random_uuid(), p, 'Les messages sont en pause.', 'Essai', '2026-09-15', $1
             from unnest(array['pupils', 'guardians', 'adults', 'heads']) p",
            world.app.cast.oger.0,
        )
        .execute(world.app.pool())
        .await
        .unwrap();
        let before = world.app.audited().await;
        let client = world.app.as_(example.by.unwrap()).await;
        let reply = call(&client, example).await;
        if writes {
            assert_eq!(reply.status, 422, "{} {}", route.path, reply.text());
            assert!(reply.says("Les messages sont en pause."), "{}", route.path);
        } else {
            assert!(!reply.status.is_client_error(), "{} {}", route.path, reply.text());
        }
        assert_eq!(world.app.audited().await - before, 1, "{}", route.path);
        assert_eq!(client.get("/fil").await.status, 200, "reading goes on");
    }
}

/// What everybody may read answers, and what a person may read answers her.
#[tokio::test]
async fn every_page_answers_who_may_read_it() {
    let world = World::new().await;
    let all = examples(&world);
    for route in table().into_iter().filter(|r| r.method == Method::GET && r.path != "/direct") {
        let example = example_of(&route, &all);
        let client = match example.by {
            Some(person) => world.app.as_(person).await,
            None => world.app.nobody(),
        };
        let reply = call(&client, example).await;
        assert!(
            reply.status.is_success() || reply.status.is_redirection() || example.absent,
            "{}: {} {}",
            route.path,
            reply.status,
            reply.text()
        );
    }
}
