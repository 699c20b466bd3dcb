//! Who heads a school: an interim for days, the last day of a mandate, nobody about herself. What feeds do to it is
//! tested in directory.

use chrono::{TimeZone, Utc};
use kernel::PersonId;
use testing::{Client, Reply, TestApp};
use uuid::Uuid;

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn mandate(app: &TestApp, person: PersonId) -> Uuid {
    let query = "select id from role where person_id = $1 and kind = 'head' order by from_day desc limit 1";
    sqlx::query_scalar(query).bind(person.0).fetch_one(app.pool()).await.unwrap()
}

async fn name(app: &TestApp, by: &Client, who: PersonId, from: &str, until: &str) -> Reply {
    let path = format!("/ecole/{}/direction", app.cast.tilleuls);
    by.post(&path, &[("qui", &who.to_string()), ("du", from), ("au", until)]).await
}

fn noon(day: u32, month: u32) -> chrono::DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, 10, 0, 0).unwrap()
}

#[tokio::test]
async fn an_interim_head_is_head_on_her_days_and_on_no_other() {
    let app = TestApp::new(identity::routes()).await;
    let segur = app.as_(app.cast.segur).await;
    let page = format!("/ecole/{}/direction", app.cast.tilleuls);
    let found = segur.get(&format!("{page}?nom=keller")).await;
    assert!(found.says("Sonia Keller Le Moulin Bleu, Les Tilleuls"), "{}", found.text());
    let done = name(&app, &segur, app.cast.keller, "2026-09-16", "2026-10-16").await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = segur.get(done.location().unwrap()).await;
    assert!(page.says("Sonia Keller intérim à venir"), "{}", page.text());
    assert!(page.says("nommé·e par Odile Ségur le 15 septembre 2026"), "{}", page.text());

    let year = format!("/ecole/{}/annee", app.cast.tilleuls);
    for (at, status) in [
        (noon(15, 9), 404),
        (Utc.with_ymd_and_hms(2026, 9, 15, 22, 0, 0).unwrap(), 200),
        (Utc.with_ymd_and_hms(2026, 10, 16, 21, 59, 0).unwrap(), 200),
        (Utc.with_ymd_and_hms(2026, 10, 16, 22, 0, 0).unwrap(), 404),
    ] {
        app.at(at);
        assert_eq!(app.as_(app.cast.keller).await.get(&year).await.status, status, "{at}");
        assert_eq!(app.as_(app.cast.petit).await.get(&year).await.status, 200, "{at}: the head stays head");
    }
}

#[tokio::test]
async fn a_mandate_ends_on_its_day_and_can_be_given_back() {
    let app = TestApp::new(identity::routes()).await;
    let segur = app.as_(app.cast.segur).await;
    let one = format!("/ecole/{}/direction/{}", app.cast.tilleuls, mandate(&app, app.cast.petit).await);
    let year = format!("/ecole/{}/annee", app.cast.tilleuls);
    let past = segur.post(&format!("{one}/fin"), &[("au", "2026-09-01")]).await;
    assert!(past.status == 422 && past.says("Hélène Petit : Le dernier jour vient avant"), "{}", past.text());
    assert_eq!(segur.post(&format!("{one}/rendre"), &[]).await.status, 404, "nothing was said by hand yet");

    assert_eq!(segur.post(&format!("{one}/fin"), &[("au", "2026-09-17")]).await.status, 303);
    app.at(noon(17, 9));
    assert_eq!(app.as_(app.cast.petit).await.get(&year).await.status, 200);
    app.at(noon(18, 9));
    let petit = app.as_(app.cast.petit).await;
    assert_eq!(petit.get(&year).await.status, 404);
    let school = format!("/ecole/{}", app.cast.tilleuls);
    assert_eq!(petit.get(&school).await.status, 200, "she teaches there all the same");
    let segur = app.as_(app.cast.segur).await;
    let page = segur.get(&format!("{school}/direction")).await;
    assert!(page.says("Personne Nommez quelqu’un"), "{}", page.text());
    assert!(page.says("dernier jour dit par Odile Ségur"), "{}", page.text());

    assert_eq!(segur.post(&format!("{one}/rendre"), &[]).await.status, 303);
    assert_eq!(petit.get(&year).await.status, 200);
    assert_eq!(segur.post(&format!("{one}/fin"), &[("tout_de_suite", "1")]).await.status, 303);
    assert_eq!(petit.get(&year).await.status, 404, "at once");
}

#[tokio::test]
async fn nobody_decides_about_herself_and_an_inspector_stays_at_home() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let page = format!("/ecole/{}/direction", cast.tilleuls);
    for (who, status) in [
        (cast.segur, 200),
        (cast.oger, 200),
        (cast.petit, 404),
        (cast.vidal, 404),
        (cast.carrel, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(app.as_(who).await.get(&page).await.status, status, "{who}");
    }
    let (segur, oger) = (app.as_(cast.segur).await, app.as_(cast.oger).await);
    let rives = format!("/ecole/{}/direction", cast.rives);
    assert_eq!(
        (segur.get(&rives).await.status, oger.get(&rives).await.status),
        (404.try_into().unwrap(), 200.try_into().unwrap())
    );

    let before = app.audited().await;
    let (from, until) = ("2026-09-15", "2026-10-16");
    for (who, sentence) in [
        (cast.segur, "Vous ne pouvez pas vous nommer vous-même."),
        (cast.nadia, "Choisissez quelqu’un dans la liste."),
        (cast.lina, "Choisissez quelqu’un dans la liste."),
        // Of another circonscription: the project may, the inspector may not.
        (cast.vidal, "Choisissez quelqu’un dans la liste."),
        (cast.petit, "dirige déjà l’école pendant ces jours"),
    ] {
        let refused = name(&app, &segur, who, from, until).await;
        assert!(refused.status == 422 && refused.says(sentence), "{who}: {}", refused.text());
    }
    assert_eq!(app.audited().await - before, 5);
    assert_eq!(app.count("select count(*) from role where kind = 'head' and source = 'delegation'").await, 0);
    assert_eq!(name(&app, &oger, cast.vidal, from, until).await.status, 303);

    // An account that nobody has opened yet would open the school to whoever holds its slip.
    let unopened = "with u as (update account set state = 'to_activate' where login = 'sonia.keller' returning 1) select count(*) from u";
    assert_eq!(app.count(unopened).await, 1);
    let refused = name(&app, &segur, cast.keller, from, until).await;
    assert!(refused.status == 422 && refused.says("n’est pas encore ouvert"), "{}", refused.text());

    // An inspector who heads a school herself leaves her own mandate to others.
    let heads = "with r as (insert into role (id, person_id, kind, place_id, school_id, from_day, source)
                 select gen_random_uuid(), r.person_id, 'head', s.id, s.id, '2026-09-01', 'feed' from role r, place s
                 where r.kind = 'inspector' and s.name = 'Les Bruyères' returning 1) select count(*) from r";
    assert_eq!(app.count(heads).await, 1);
    let own = format!("/ecole/{}/direction/{}", cast.bruyeres, mandate(&app, cast.segur).await);
    let last = [("au", "2026-12-18")];
    assert_eq!(segur.post(&format!("{own}/fin"), &last).await.status, 404);
    assert_eq!(oger.post(&format!("{own}/fin"), &last).await.status, 303);
}
