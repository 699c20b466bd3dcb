//! Sheets for a whole school and for the project: made by a job, fetched once.

use crate::reach::post_office;
use chrono::TimeDelta;
use identity::{App, Vault, sheet_runs};
use std::path::{Path, PathBuf};
use testing::{Client, Reply, TestApp};

fn worker(app: &TestApp) -> jobs::Worker<App> {
    sheet_runs::work(jobs::Worker::new(app.app.db.clone(), app.app.clone()))
}

async fn asks(client: &Client, path: &str, whom: &str) -> String {
    let asked = client.post(path, &[("whom", whom), ("all", "1"), ("as", "fiches")]).await;
    let run = asked.location().unwrap_or_default().to_owned();
    assert!(run.starts_with("/fiches/"), "{}", asked.text());
    run
}

/// Where each PDF is fetched, by the name of its class or school.
fn waiting(page: &Reply) -> Vec<String> {
    let body = page.body();
    let forms = body.split("action=\"/fiches/").skip(1);
    forms.map(|rest| format!("/fiches/{}", rest.split('"').next().unwrap())).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn stored(app: &TestApp) -> usize {
    files(app.files()).len()
}

#[tokio::test]
async fn a_head_has_her_whole_school_printed_class_by_class() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let path = format!("/ecole/{}/fiches", cast.tilleuls);
    let before = app.audited().await;
    let run = asks(&petit, &path, "familles").await;
    assert_eq!(app.audited().await, before + 1);
    assert!(petit.get(&run).await.says("0 sur 2"));
    worker(&app).run_waiting().await.unwrap();
    let page = petit.get(&run).await;
    // Claire has a child in each class: one slip, with the first, for a second would end it.
    assert!(page.says("3 fiches") && page.says("CE2-CM1 MME CARREL"), "{}", page.text());
    assert_eq!((waiting(&page).len(), stored(&app)), (1, 1), "nobody is left in the CP");
    for stranger in [cast.carrel, cast.jourdan, cast.oger] {
        let stranger = app.as_(stranger).await;
        assert_eq!(stranger.get(&run).await.status, 404);
        assert_eq!(stranger.post(&waiting(&page)[0], &[]).await.status, 404);
    }
    for part in waiting(&page) {
        let pdf = petit.post(&part, &[]).await;
        assert_eq!(pdf.headers["content-type"], "application/pdf");
        assert_eq!(pdf.headers["cache-control"], "no-store");
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert_eq!(petit.post(&part, &[]).await.status, 404, "once");
    }
    assert_eq!(stored(&app), 0, "what was fetched is not kept");
    assert!(petit.get(&run).await.says("téléchargé"));
    let carrel = app.as_(cast.carrel).await.post(&path, &[("whom", "familles"), ("as", "fiches")]).await;
    assert_eq!(carrel.status, 404, "a teacher prints her class");
}

#[tokio::test]
async fn the_project_has_all_schools_printed_and_what_nobody_fetches_goes() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let oger = app.as_(cast.oger).await;
    assert_eq!(app.as_(cast.petit).await.get("/pilotage/fiches").await.status, 404);
    let unclear = oger.post("/pilotage/fiches", &[("as", "fiches")]).await;
    assert!(unclear.says("Choisissez pour qui"), "{}", unclear.text());
    let run = asks(&oger, "/pilotage/fiches", "familles").await;
    worker(&app).run_waiting().await.unwrap();
    let page = oger.get(&run).await;
    // Nadia and Karim have children in two schools, Yann in a third.
    assert!(page.says("4 fiches"), "{}", page.text());
    assert!(oger.get("/pilotage/fiches").await.says("Fiches des familles, toutes les écoles"));
    assert!(stored(&app) > 0);
    let now = app.app.db.clock.now();
    assert_eq!(sheet_runs::queries::forget(app.pool(), now - sheet_runs::queries::KEPT).await.unwrap(), 0);
    let later = now + sheet_runs::queries::KEPT + TimeDelta::days(1);
    app.at(later);
    assert_eq!(sheet_runs::queries::forget(app.pool(), later - sheet_runs::queries::KEPT).await.unwrap(), 1);
    storage::sweep(&app.app.store, app.pool(), later).await.unwrap();
    assert_eq!(stored(&app), 0);
    let oger = app.as_(cast.oger).await;
    assert_eq!(oger.get(&run).await.status, 404);
}

#[tokio::test]
async fn pupils_codes_of_a_run_open_their_accounts() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let run = asks(&petit, &format!("/ecole/{}/fiches", cast.tilleuls), "eleves").await;
    worker(&app).run_waiting().await.unwrap();
    let page = petit.get(&run).await;
    assert!(page.says("3 fiches"), "{}", page.text());
    let old =
        app.nobody().post("/connexion", &[("login", "lina.haddad"), ("secret", testing::PASSWORD)]).await;
    assert_eq!(old.status, 422, "the code of before is worth nothing");
}

/// Whoever reads the files, or a copy of them, reads no code.
#[tokio::test]
async fn what_waits_is_sealed_and_opens_with_the_projects_key_only() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let run = asks(&petit, &format!("/ecole/{}/fiches", cast.tilleuls), "familles").await;
    worker(&app).run_waiting().await.unwrap();
    let [file] = &files(app.files())[..] else { panic!("one part") };
    let bytes = std::fs::read(file).unwrap();
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    for words in ["%PDF", "/Type", "stream", "Premi"] {
        assert!(!holds(words.as_bytes()), "{words}");
    }
    let part = waiting(&petit.get(&run).await).remove(0);
    let id = part.rsplit('/').next().unwrap();
    assert_eq!(Vault::fresh().open(&format!("sheets {id}"), &bytes), None);
    let clear = app.app.vault.open(&format!("sheets {id}"), &bytes).unwrap();
    assert_eq!(app.app.vault.open("sheets of another part", &bytes), None);
    assert_eq!(petit.post(&part, &[]).await.bytes, clear);
}

#[tokio::test]
async fn who_has_an_address_is_written_to_instead_and_nobody_twice() {
    let app = TestApp::new(identity::routes()).await;
    // Nobody has come in yet. Karim has no address; Claire, in both classes, has one.
    app.count(
        "with a as (update account set state = 'to_activate' where login in
               ('claire.legoff', 'karim.haddad', 'nadia.benali') returning 1),
              p as (update person set email = null where first_name = 'Karim' returning 1)
         select count(*) from a, p",
    )
    .await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let path = format!("/ecole/{}/fiches", cast.tilleuls);
    assert!(petit.get(&path).await.says("Par courriel à qui a une adresse"));
    let fields = [("whom", "familles"), ("unmailed", "1"), ("as", "fiches")];
    let asked = petit.post(&path, &fields).await;
    let run = asked.location().unwrap_or_default().to_owned();
    let (kept, worker) = post_office(&app).await;
    sheet_runs::work(worker).run_waiting().await.unwrap();
    let page = petit.get(&run).await;
    assert!(page.says("1 fiche, 2 courriels"), "{}", page.text());
    let mut written: Vec<_> = kept.sent().iter().map(|l| l.letter.address().to_owned()).collect();
    written.sort();
    assert_eq!(
        written,
        ["claire.legoff@example.org", "nadia.benali@example.org"],
        "Claire once, for two classes"
    );
    assert_eq!(waiting(&page).len(), 1);
    assert_eq!(app.count("select count(*) from audit where act = 'invitations_sent'").await, 1);
    // Pupils are never written to, whatever a feed says.
    app.count("with u as (update person set email = 'lina@example.org' where first_name = 'Lina' returning 1) select count(*) from u").await;
    for whom in ["eleves".to_owned(), format!("eleves:{}", cast.cm1b)] {
        let asked = petit.post(&path, &[("whom", whom.as_str()), ("as", "courriel")]).await;
        assert!(asked.location().unwrap().ends_with("personne=1"), "{whom}");
    }
}
