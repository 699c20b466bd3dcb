//! Who has a part in the project, whom to call, and who acts for a commune.

use testing::{Client, Reply, TestApp};

const LIST: &str = "/pilotage/projet/parties";

async fn app() -> TestApp {
    TestApp::new(identity::routes().merge(rollout::routes())).await
}

/// Adds a party, and answers its page.
async fn party(oger: &Client, name: &str, fields: &[(&str, &str)]) -> String {
    let fields = [&[("nom", name)], fields].concat();
    let reply = oger.post(LIST, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().unwrap().trim_end_matches("?fait=oui").to_owned()
}

async fn contact(oger: &Client, party: &str, first: &str, last: &str, email: &str) -> Reply {
    let fields = [("prenom", first), ("nom", last), ("adresse", email), ("fonction", "Service scolaire")];
    oger.post(&format!("{party}/contacts"), &fields).await
}

/// The contact of this name on the page.
async fn id_of(app: &TestApp, last: &str) -> uuid::Uuid {
    sqlx::query_scalar("select id from party_contact where last_name = $1 and ended_on is null")
        .bind(last)
        .fetch_one(app.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn one_party_carries_the_project() {
    let app = app().await;
    let oger = app.as_(app.cast.oger).await;
    let publisher =
        oger.post(LIST, &[("nom", "Éditions X"), ("genre", "publisher"), ("role", "carrier")]).await;
    assert!(publisher.status == 422 && publisher.says("pas un éditeur"), "{}", publisher.text());
    let syndicate =
        party(&oger, "Syndicat des Vallées", &[("genre", "syndicate"), ("role", "carrier")]).await;
    let second = oger.post(LIST, &[("nom", "Ormes"), ("genre", "commune"), ("role", "carrier")]).await;
    assert!(
        second.status == 422 && second.says("Une autre partie porte déjà le projet"),
        "{}",
        second.text()
    );
    assert!(second.body().contains("Ormes"), "what was typed is kept");
    party(&oger, "DSDEN", &[("genre", "dsden"), ("role", "co_owner")]).await;
    party(&oger, "Réseau de ressources", &[("genre", "partner"), ("role", "member")]).await;
    let brings = [
        ("nom", "Syndicat des Vallées"),
        ("genre", "syndicate"),
        ("role", "carrier"),
        ("apports", "funds"),
        ("apports", "hosting"),
        ("apports", "n’importe quoi"),
    ];
    assert_eq!(oger.post(&syndicate, &brings).await.status, 303);
    let list = oger.get(LIST).await;
    let first = list.all("tbody tr").into_iter().next().unwrap();
    assert!(first.contains("Syndicat des Vallées") && first.contains("financement, hébergement"), "{first}");
    for who in [app.cast.segur, app.cast.petit, app.cast.yann] {
        assert_eq!(app.as_(who).await.get(LIST).await.status, 404);
    }
}

#[tokio::test]
async fn a_party_has_one_main_contact_and_two_become_one() {
    let app = app().await;
    let oger = app.as_(app.cast.oger).await;
    let ormes = party(&oger, "Ormes", &[("genre", "commune"), ("role", "member")]).await;
    assert_eq!(contact(&oger, &ormes, "Mireille", "Pons", "").await.status, 303);
    assert_eq!(contact(&oger, &ormes, "M.", "PONS", "m.pons@ormes.example").await.status, 303);
    assert_eq!(contact(&oger, &ormes, "Luc", "Adam", "").await.status, 303);
    let wrong = contact(&oger, &ormes, "Luc", "Adam", "adam@").await;
    assert!(wrong.status == 422 && wrong.says("pas complète"));
    let list = oger.get(LIST).await;
    assert!(list.says("3,0") && list.says("une collectivité en a plusieurs"), "{}", list.text());
    let (kept, gone) = (id_of(&app, "Pons").await, id_of(&app, "PONS").await);
    let merge = |dans: String| {
        let (oger, ormes) = (&oger, &ormes);
        async move {
            oger.post(&format!("{ormes}/contacts/{gone}"), &[("geste", "fondre"), ("dans", &dans)]).await
        }
    };
    assert_eq!(merge(gone.to_string()).await.status, 422, "with oneself");
    assert_eq!(merge(kept.to_string()).await.status, 303);
    let page = oger.get(&ormes).await;
    assert!(page.says("m.pons@ormes.example") && page.says("Mireille Pons"), "its address was taken over");
    assert_eq!(app.count("select count(*) from party_contact where ended_on is null").await, 2);
    let adam = id_of(&app, "Adam").await;
    let change = async |who: uuid::Uuid, what: &str| {
        oger.post(&format!("{ormes}/contacts/{who}"), &[("geste", what)]).await.status
    };
    assert_eq!(change(adam, "principal").await, 303);
    assert_eq!(app.count("select count(*) from party_contact where main and last_name = 'Adam'").await, 1);
    assert_eq!(change(adam, "fin").await, 303);
    let main = "select count(*) from party_contact where main and last_name = 'Pons' and ended_on is null";
    assert_eq!(app.count(main).await, 1, "who remains is the main one");
    assert_eq!(change(adam, "principal").await, 404);
}

#[tokio::test]
async fn who_acts_for_a_commune_gets_her_letter_and_loses_her_access_when_she_goes() {
    let app = app().await;
    let oger = app.as_(app.cast.oger).await;
    let place = app.cast.ormes.to_string();
    let ormes = party(&oger, "Ormes", &[("genre", "commune"), ("role", "member"), ("lieu", &place)]).await;
    assert_eq!(contact(&oger, &ormes, "Mireille", "Pons", "").await.status, 303);
    let pons = id_of(&app, "Pons").await;
    let change = async |what: &str| oger.post(&format!("{ormes}/contacts/{pons}"), &[("geste", what)]).await;
    let no_address = change("acces").await;
    assert!(no_address.status == 422 && no_address.says("Il manque son adresse électronique"));
    sqlx::query("update party_contact set email = 'm.pons@ormes.example'").execute(app.pool()).await.unwrap();
    assert_eq!(change("acces").await.status, 303);
    assert_eq!(change("acces").await.status, 422, "once");
    let agents = "select count(*) from role where kind = 'commune_agent' and (until_day is null or until_day >= '2026-09-15')";
    assert_eq!(app.count(agents).await, 1);
    assert_eq!(app.count("select count(*) from invitation where channel = 'mail'").await, 1);
    assert_eq!(change("fin").await.status, 303);
    assert_eq!(app.count(agents).await, 0);
    let partner = party(&oger, "Réseau de ressources", &[("genre", "partner"), ("role", "member")]).await;
    assert_eq!(contact(&oger, &partner, "Jean", "Vidalin", "j@partenaire.example").await.status, 303);
    let id = id_of(&app, "Vidalin").await;
    let none = oger.post(&format!("{partner}/contacts/{id}"), &[("geste", "acces")]).await;
    assert!(none.status == 422 && none.says("Seule une commune"), "a partner has no account");
}

/// Of whoever steers or is elected: a name, a duty, an address; no field for what she thinks.
#[tokio::test]
async fn there_is_no_field_for_an_opinion() {
    let app = app().await;
    let columns = "select count(*) from information_schema.columns where table_schema = 'public'
        and table_name in ('party', 'party_contact', 'project', 'objective', 'joining', 'joining_step')
        and column_name ~ '(politic|opinion|tendance|couleur|etiquette|leaning)'";
    assert_eq!(app.count(columns).await, 0);
}
