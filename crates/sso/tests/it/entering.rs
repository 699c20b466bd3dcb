//! Who gets a ticket, after having read what; who gets none, and is sent nowhere.

use crate::world::{CARD, PAGE, World, login, permit, ticket_in};
use chrono::TimeDelta;
use identity::sessions::{Opening, open_as};
use kernel::{ClassSessionId, PersonId, SessionKind};
use std::collections::BTreeSet;
use testing::{Client, PASSWORD};

#[tokio::test]
async fn she_reads_once_what_leaves_then_goes_straight_on() {
    let world = World::new().await;
    let carrel = world.app.as_(world.app.cast.carrel).await;
    let page = carrel.get(&login(PAGE)).await;
    assert_eq!(page.status, 200);
    let lines = page.all("dl.facts").join(" ");
    assert!(lines.contains("Profil Enseignants") && lines.contains("Un identifiant"), "{lines}");
    assert!(page.says("ent2d.example.org") && !lines.contains("Marion"), "her name does not leave");
    assert_eq!(world.app.count("select count(*) from sso_ticket").await, 0, "nothing left yet");
    let on = world.reads(&carrel, PAGE).await;
    let reply = carrel.get(&on).await;
    assert_eq!(reply.status, 303);
    let to = reply.location().unwrap();
    assert!(to.starts_with("https://ent2d.example.org/cours?c=3&ticket=ST-"), "{to}");
    assert_eq!(carrel.get(&login(PAGE)).await.status, 303, "not asked twice");
    // From a form of ours a page leads on: what a form leads to stays with us.
    let page = carrel.get_with(&login(PAGE), "sec-fetch-site", "same-origin").await;
    assert_eq!(page.status, 200);
    let refresh = page.headers["refresh"].to_str().unwrap();
    assert!(refresh.starts_with("0; url=https://ent2d.example.org/cours?c=3&ticket=ST-"), "{refresh}");
    assert_eq!(page.attribute("a.button", "href").unwrap(), refresh[7..]);
    assert_eq!(carrel.get_with(&login(PAGE), "sec-fetch-site", "cross-site").await.status, 303);
    let told = "select count(*) from audit where act in ('sso_told', 'sso_entered')";
    assert_eq!(world.app.count(told).await, 5);
}

#[tokio::test]
async fn she_is_told_again_when_more_leaves() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    world.ticket(&carrel, PAGE).await;
    let oger = world.app.as_(world.app.cast.oger).await;
    let more: Vec<_> = CARD.into_iter().chain([("donnee", "name"), ("donnee", "schools")]).collect();
    assert_eq!(oger.post(&world.service, &more).await.status, 303);
    let page = carrel.get(&login(PAGE)).await;
    assert!(page.status == 200 && page.says("Marion") && page.says("0809901A"), "{}", page.text());
    // What she read before the change is not what leaves now.
    let old = carrel.post("/cas/login", &[("service", PAGE), ("donnees", "profile")]).await;
    assert!(old.status == 422 && old.says("Marion"), "{}", old.text());
    world.reads(&carrel, PAGE).await;
    world.ticket(&carrel, PAGE).await;
    // It moves: told again, though nothing more leaves.
    let moved: Vec<_> = more
        .iter()
        .map(|f| if f.0 == "adresse" { ("adresse", "https://ent2d.example.net/") } else { *f })
        .collect();
    assert_eq!(oger.post(&world.service, &moved).await.status, 303);
    assert_eq!(carrel.get(&login("https://ent2d.example.net/")).await.status, 200);
    assert_eq!(carrel.get(&login(PAGE)).await.status, 403, "the old address is nobody's");
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_was_not_written_down() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    for address in [
        "https://mal.example/",
        "https://mal.example/?https://ent2d.example.org/",
        "https://ent2d.example.org.mal.example/",
        "https://ent2d.example.org@mal.example/",
        "https://ent2d.example.org:8443/",
        "http://ent2d.example.org/",
        "//ent2d.example.org/",
        "javascript:alert(1)",
        "/fil",
    ] {
        for more in ["", "&gateway=true", "&renew=true", "&renew=true&gateway=true"] {
            for client in [&carrel, &world.app.nobody()] {
                let reply = client.get(&format!("{}{more}", login(address))).await;
                assert_eq!(reply.status, 403, "{address}{more}");
                assert!(reply.location().is_none() && reply.headers.get("refresh").is_none());
                assert!(reply.says("n’est pas reliée à l’ENT") && !reply.body().contains("mal.example"));
            }
        }
    }
    assert_eq!(world.app.count("select count(*) from sso_ticket").await, 0);
}

#[tokio::test]
async fn who_has_no_right_to_it_gets_no_ticket() {
    let world = World::new().await;
    let cast = &world.app.cast;
    let refused = async |client: &Client, said: &str| {
        let reply = client.get(&login(PAGE)).await;
        assert!(reply.status == 403 && reply.says(said), "{}", reply.text());
        assert!(reply.location().is_none());
        let told = client.post("/cas/login", &[("service", PAGE), ("donnees", "profile")]).await;
        assert_eq!(told.status, 403, "{}", told.text());
        // A gateway asks nobody anything: back, without a ticket.
        let back = client.get(&format!("{}&gateway=true", login(PAGE))).await;
        assert_eq!(back.location(), Some(PAGE));
    };
    for who in [cast.nadia, cast.lina, cast.oger, cast.segur, cast.duval] {
        refused(&world.app.as_(who).await, "n’est pas ouvert à votre compte").await;
    }
    // Frozen: nothing of hers goes out, until it is over.
    let carrel = world.signed_in(cast.carrel).await;
    sqlx::query(
        "insert into writing_freeze (id, profile, message, reason, frozen_at) values
         (gen_random_uuid(), 'adults', 'Les messages sont en pause.', 'Essai', '2026-09-15')",
    )
    .execute(world.app.pool())
    .await
    .unwrap();
    refused(&carrel, "Les messages sont en pause.").await;
    sqlx::query("update writing_freeze set reopened_at = '2026-09-15'")
        .execute(world.app.pool())
        .await
        .unwrap();
    world.ticket(&carrel, PAGE).await;
    // Leaving: her own data, nothing else.
    let state = async |state: &str| {
        sqlx::query("update account set state = $2 where person_id = $1")
            .bind(cast.carrel.0)
            .bind(state)
            .execute(world.app.pool())
            .await
            .unwrap();
    };
    state("leaving").await;
    let reply = carrel.get(&login(PAGE)).await;
    assert!(reply.status == 403 && reply.says("Votre compte se ferme"), "{}", reply.text());
    assert_eq!(carrel.get("/moi/mes-donnees/services").await.status, 200);
    // Blocked: nobody.
    state("blocked").await;
    let reply = carrel.get(&login(PAGE)).await;
    assert!(reply.location().unwrap().starts_with("/connexion?retour="), "{}", reply.text());
    // Her role is over at midnight.
    state("active").await;
    sqlx::query("update role set until_day = '2026-09-15' where person_id = $1")
        .bind(cast.carrel.0)
        .execute(world.app.pool())
        .await
        .unwrap();
    world.app.at(testing::first_day() + TimeDelta::days(1));
    assert_eq!(carrel.get(&login(PAGE)).await.status, 403);
}

/// A browser of this pupil, whose session was opened like this.
async fn pupil(world: &World, person: PersonId, kind: SessionKind) -> Client {
    let (pool, now, cast) = (world.app.pool(), world.app.app.db.clock.now(), &world.app.cast);
    let class_session = ClassSessionId::fresh();
    sqlx::query(
        "insert into class_session (id, class_id, school_id, opened_by, opened_at, ends_at)
         values ($1, $2, $3, $4, $5, $5 + interval '1 hour')",
    )
    .bind(class_session.0)
    .bind(cast.cm1b.0)
    .bind(cast.tilleuls.0)
    .bind(cast.carrel.0)
    .bind(now)
    .execute(pool)
    .await
    .unwrap();
    let (nadias, _) = open_as(pool, cast.nadia, &Opening::default(), now).await.unwrap();
    let how = Opening {
        device: "Tablette",
        kind,
        class_session: (kind == SessionKind::ClassSession).then_some(class_session),
        lent_by: (kind == SessionKind::Lent).then_some(nadias),
        ..Opening::default()
    };
    let (_, token) = open_as(pool, person, &how, now).await.unwrap();
    let mut client = world.app.nobody();
    client.has("preau", &token);
    client
}

#[tokio::test]
async fn a_pupil_goes_where_it_was_chosen_and_not_from_a_shared_tablet() {
    let card: Vec<_> = CARD
        .into_iter()
        .chain([
            ("profil", "National_ELV"),
            ("profil", "National_TUT"),
            ("fondement", "Convention du 1er juin"),
        ])
        .collect();
    let world = World::closed(testing::TestApp::new(crate::world::routes()).await, &card).await;
    world.opens().await;
    let cast = &world.app.cast;
    for kind in [SessionKind::ClassSession, SessionKind::Card, SessionKind::Lent] {
        let reply = pupil(&world, cast.lina, kind).await.get(&login(PAGE)).await;
        assert!(reply.status == 403 && reply.says("Pas d’ici"), "{kind:?}: {}", reply.text());
    }
    for kind in [SessionKind::Login, SessionKind::Phrase] {
        let reply = pupil(&world, cast.lina, kind).await.get(&login(PAGE)).await;
        assert!(reply.status == 200 && reply.says("saura de toi"), "{kind:?}: {}", reply.text());
    }
    let nadia = world.app.as_(cast.nadia).await;
    let page = nadia.get(&login(PAGE)).await;
    assert!(page.status == 200 && page.says("Profil Familles"), "{}", page.text());
}

#[tokio::test]
async fn who_is_not_signed_in_comes_back_with_a_ticket() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    drop(carrel);
    let mut browser = world.app.nobody();
    assert_eq!(browser.get(&format!("{}&gateway=true", login(PAGE))).await.location(), Some(PAGE));
    let reply = browser.get(&login(PAGE)).await;
    let page = browser.follow(&reply).await;
    let back = page.attribute("input[name=retour]", "value").unwrap();
    assert_eq!(back, login(PAGE));
    let typed = [("login", "marion.carrel"), ("secret", PASSWORD), ("retour", &back)];
    let entered = browser.post("/connexion", &typed).await;
    assert_eq!(entered.location(), Some(&*login(PAGE)), "{}", entered.text());
    let reply = browser.follow(&entered).await;
    assert!(reply.location().unwrap().starts_with(PAGE), "{}", reply.text());
    assert_eq!(browser.get("/cas/login").await.location(), Some("/"));
}

#[tokio::test]
async fn renew_asks_her_again_however_lately_she_showed_who_she_is() {
    let world = World::new().await;
    let mut carrel = world.signed_in(world.app.cast.carrel).await;
    let renewed = format!("{}&renew=true", login(PAGE));
    let reply = carrel.get(&renewed).await;
    let to = reply.location().unwrap().to_owned();
    assert!(to.starts_with("/confirmer?encore=oui&retour="), "{to}");
    // What she did not bring back herself is worth nothing: a time of her own making, or a refusal to answer.
    let forged = carrel.get(&format!("{renewed}&depuis=00ff")).await;
    assert!(forged.location().unwrap().starts_with("/confirmer"), "{}", forged.text());
    world.app.at(testing::first_day() + TimeDelta::seconds(30));
    let page = carrel.follow(&reply).await;
    assert_eq!(page.status, 200, "asked, though she showed it half a minute ago");
    let back = page.attribute("input[name=retour]", "value").unwrap();
    let early = carrel.get(&back).await;
    assert!(early.location().unwrap().starts_with("/confirmer"), "she did not answer: {}", early.text());
    let confirmed = carrel.post("/confirmer", &[("secret", PASSWORD), ("retour", &back)]).await;
    let reply = carrel.follow(&confirmed).await;
    let ticket = ticket_in(reply.location().unwrap());
    let service = kernel::routes::encoded(PAGE);
    let asked = format!("/cas/serviceValidate?service={service}&ticket={ticket}&renew=true");
    let found = world.app.nobody().get(&asked).await;
    assert!(found.body().contains("<cas:isFromNewLogin>true<"), "{}", found.body());
    // A ticket without it is none to who wants it.
    let ticket = world.ticket(&carrel, PAGE).await;
    let asked = format!("/cas/serviceValidate?service={service}&ticket={ticket}&renew=true");
    assert!(world.app.nobody().get(&asked).await.body().contains("INVALID_TICKET"));
}

#[tokio::test]
async fn each_service_knows_her_by_a_name_of_its_own() {
    let world = World::new().await;
    let cast = &world.app.cast;
    let card: Vec<_> = CARD
        .iter()
        .map(|f| if f.0 == "adresse" { ("adresse", "https://ent2d.example.org/moodle/") } else { *f })
        .collect();
    let oger = world.app.as_(cast.oger).await;
    let reply = oger.post("/pilotage/services", &card).await;
    let other = reply.location().unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(oger.post(&format!("{other}/ouverture"), &[("debut", "2026-09-15")]).await.status, 303);
    let mut names = BTreeSet::new();
    for who in [cast.carrel, cast.petit] {
        let client = world.app.as_(who).await;
        for address in [PAGE, "https://ent2d.example.org/moodle/x"] {
            world.reads(&client, address).await;
            let mut of_this = BTreeSet::new();
            for _ in 0..2 {
                let ticket = world.ticket(&client, address).await;
                let said = world.asks("validate", address, &ticket).await.body();
                of_this.insert(said.strip_prefix("yes\n").unwrap().trim().to_owned());
            }
            assert_eq!(of_this.len(), 1, "always the same there");
            names.extend(of_this);
        }
        let page = client.get("/moi/mes-donnees/services").await;
        assert_eq!(page.all("li.card").len(), 2, "{}", page.text());
        assert!(page.says("2 fois en tout") && page.says("Profil"), "{}", page.text());
        assert!(names.iter().any(|name| page.says(name)), "by which it knows her");
    }
    assert_eq!(names.len(), 4, "two people, two services");
    assert!(
        names.iter().all(|n| n.len() == 32 && !n.contains(&cast.carrel.to_string().replace('-', "")[..12]))
    );
    let karim = world.app.as_(cast.karim).await;
    assert!(karim.get("/moi/mes-donnees/services").await.says("rien de ce compte n’est parti"));
}

#[tokio::test]
async fn a_browser_that_goes_round_and_round_is_stopped() {
    let world = World::new().await;
    let carrel = world.signed_in(world.app.cast.carrel).await;
    for _ in 0..40 {
        world.ticket(&carrel, PAGE).await;
    }
    assert_eq!(carrel.get(&login(PAGE)).await.status, 429);
    world.app.at(testing::first_day() + TimeDelta::minutes(6));
    world.ticket(&carrel, PAGE).await;
}

#[tokio::test]
async fn an_inner_address_is_nobodys_once_it_is_not_permitted_any_more() {
    let inner = "http://127.0.0.1:9/";
    let card: Vec<_> = CARD.iter().map(|f| if f.0 == "adresse" { ("adresse", inner) } else { *f }).collect();
    let mut world = World::inner(&card).await;
    let carrel = world.app.as_(world.app.cast.carrel).await;
    assert_eq!(carrel.get(&login(inner)).await.status, 200);
    permit(&mut world.app, false);
    let carrel = world.app.as_(world.app.cast.carrel).await;
    assert_eq!(carrel.get(&login(inner)).await.status, 403);
}
