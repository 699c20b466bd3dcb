//! Secret words.

use crate::children::class_path;
use chrono::TimeDelta;
use testing::{Client, TestApp, first_day};

async fn with_code(app: &TestApp) -> (Client, String) {
    let class = class_path(app.cast.tilleuls, app.cast.cm1b);
    let slip =
        app.as_(app.cast.carrel).await.post(&format!("{class}/eleves/{}/code", app.cast.lina), &[]).await;
    assert_eq!(slip.headers["cache-control"], "no-store");
    let code = slip.all(".slip-code").remove(0);
    let mut lina = app.nobody();
    let entered = lina.post("/connexion", &[("login", "lina.haddad"), ("secret", &code)]).await;
    assert_eq!(entered.location(), Some("/mes-mots"), "time to choose");
    lina.keeps(&entered);
    (lina, code)
}

const WORDS: &str = "Hérisson fusée citron tambour bonnet";

async fn signs_in(app: &TestApp, secret: &str) -> u16 {
    app.nobody().post("/connexion", &[("login", "lina.haddad"), ("secret", secret)]).await.status.as_u16()
}

#[tokio::test]
async fn a_pupil_chooses_words_after_the_first_entry_with_the_code() {
    let app = TestApp::new(identity::routes()).await;
    let (mut lina, code) = with_code(&app).await;
    let page = lina.get("/mes-mots").await;
    assert_eq!(page.all(".ideas li").len(), 3);
    assert!(page.all(".ideas li").iter().all(|idea| idea.split(' ').count() == 5));
    for (words, again, says) in [
        ("Lina aime les fusées et les citrons verts", "", "Ton nom"),
        ("fusée citron", "", "Ajoute encore 3 mots"),
        ("hérisson fusée citron tambour", "", "Ajoute encore un mot"),
        ("carrel fusée citron tambour bonnet", "", "classe"),
        (WORDS, "hérisson fusée tambour citron bonnet", "pas les mêmes mots"),
    ] {
        let refused = lina.post("/mes-mots", &[("mots", words), ("encore", again)]).await;
        assert!(refused.status == 422 && refused.says(says), "{words}: {}", refused.text());
        assert_eq!(refused.attribute("#mots", "value").as_deref(), Some(words), "nothing is lost");
    }
    let kept = lina
        .post("/mes-mots", &[("mots", WORDS), ("encore", "herisson, fusee, citron, tambour, bonnet")])
        .await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(lina.follow(&kept).await.says("Bravo"));

    for typed in [
        WORDS,
        "HERISSON-FUSEE-CITRON-TAMBOUR-BONNET",
        "le hérisson, la fusée, le citron, le tambour et le bonnet",
    ] {
        assert_eq!(signs_in(&app, typed).await, 303, "{typed}");
    }
    for wrong in [code.as_str(), "fusée hérisson citron tambour bonnet", "hérisson fusée citron tambour", ""]
    {
        assert_eq!(signs_in(&app, wrong).await, 422, "{wrong}");
    }
    let clear = "select count(*) from account where password_hash ilike '%herisson%'";
    assert_eq!(app.count(clear).await, 0);
    assert_eq!(app.count("select count(*) from session where kind = 'phrase'").await, 3);

    // Changed by whoever knows them only.
    let mut other = vec![("mots", "wagon igloo zèbre kiwi drap"), ("encore", "wagon igloo zèbre kiwi drap")];
    assert!(lina.post("/mes-mots", &other).await.says("Ce ne sont pas tes mots de maintenant"));
    other.push(("actuels", "herisson fusee citron tambour bonnet"));
    assert_eq!(lina.post("/mes-mots", &other).await.status, 303);
    assert_eq!(
        (signs_in(&app, "wagon igloo zebre kiwi drap").await, signs_in(&app, WORDS).await),
        (303, 422)
    );
}

#[tokio::test]
async fn the_teacher_sees_that_it_is_done_and_gives_a_new_code() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let lesson = format!("{}/mots-secrets", class_path(cast.tilleuls, cast.cm1b));
    let carrel = app.as_(cast.carrel).await;
    assert!(carrel.get(&lesson).await.says("0 sur 2"));
    let (lina, _) = with_code(&app).await;
    assert_eq!(lina.post("/mes-mots", &[("mots", WORDS), ("encore", WORDS)]).await.status, 303);
    let page = carrel.get(&lesson).await;
    assert!(
        page.says("1 sur 2") && page.all("#coches li")[0] == "Lina Haddad , c’est fait",
        "{:?}",
        page.all("#coches li")
    );
    assert!(page.says("Cycle 2") && page.says("Cycle 3"), "a class of CE2 and CM1");
    assert!(!page.body().to_lowercase().contains("herisson fusee"));

    let class = class_path(cast.tilleuls, cast.cm1b);
    let slip = carrel.post(&format!("{class}/eleves/{}/code", cast.lina), &[]).await;
    assert_eq!(signs_in(&app, WORDS).await, 422, "the words are gone");
    assert_eq!(signs_in(&app, &slip.all(".slip-code")[0]).await, 303);
    assert_eq!(lina.get("/moi").await.status, 303, "and what they opened is closed");
    assert!(carrel.get(&lesson).await.says("0 sur 2"));
    for (person, status) in [
        (cast.petit, 200),
        (cast.martel, 200),
        (cast.duval, 404),
        (cast.roy, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(app.as_(person).await.get(&lesson).await.status, status, "{person}");
    }
}

#[tokio::test]
async fn words_are_for_those_whose_way_they_are() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    for (person, status) in [
        (cast.lina, 200),
        (cast.malo, 200),
        (cast.zoe, 200),
        (cast.tom, 404),
        (cast.sami, 404),
        (cast.nadia, 404),
        (cast.carrel, 404),
    ] {
        let client = app.as_(person).await;
        assert_eq!(client.get("/mes-mots").await.status, status, "{person}");
        let sent = client.post("/mes-mots", &[("mots", WORDS), ("encore", WORDS)]).await.status;
        assert_eq!(sent == 303, status == 200, "{person}");
    }
}

/// The figures of docs/sign-in.md.
#[tokio::test]
async fn brute_force_of_words_is_refused_in_figures() {
    let app = TestApp::new(identity::routes()).await;
    let (lina, _) = with_code(&app).await;
    assert_eq!(lina.post("/mes-mots", &[("mots", WORDS), ("encore", WORDS)]).await.status, 303);
    let mut by_day = Vec::new();
    for day in 0..3 {
        let mut tries = 0;
        for minute in 0..96 {
            app.at(first_day() + TimeDelta::days(day) + TimeDelta::minutes(15 * minute));
            // As many as one likes, each quarter of an hour.
            for _ in 0..12 {
                match signs_in(&app, "wagon igloo zèbre kiwi drap").await {
                    422 => tries += 1,
                    status => {
                        assert_eq!(status, 429);
                        break;
                    }
                }
            }
        }
        by_day.push(tries);
    }
    // Ten, then one after 15, 30, 60 and each 120 minutes.
    assert!(by_day[0] <= 24 && by_day[1] <= 12 && by_day[2] <= 12, "{by_day:?}");
    let bits = 5.0 * 1_350_f64.log2();
    let years = 2_f64.powf(bits) / 2.0 / (f64::from(by_day[1]) * 365.0);
    assert!(bits > 50.0 && years > 1e11, "five words drawn: {years} years for an even chance");
}
