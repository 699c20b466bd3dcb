//! Printed sheets: for whom, by whom, and that their codes work.

use testing::{Client, PASSWORD, Reply, TestApp};

async fn prints(client: &Client, school: kernel::PlaceId, whom: &str, all: bool) -> Reply {
    let mut form = vec![("whom", whom), ("as", "ecran")];
    form.extend(all.then_some(("all", "1")));
    client.post(&format!("/ecole/{school}/fiches"), &form).await
}

fn names(reply: &Reply) -> Vec<String> {
    reply.all(".slip > .strong")
}

#[tokio::test]
async fn a_pupil_comes_in_with_the_code_of_the_sheet() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    app.count(
        "with u as (update account set state = 'to_activate', password_hash = null, activated_at = null
           where login = 'malo.legoff' returning 1) select count(*) from u",
    )
    .await;
    let carrel = app.as_(cast.carrel).await;
    let class = format!("eleves:{}", cast.cm1b);
    let sheet = prints(&carrel, cast.tilleuls, &class, false).await;
    assert_eq!(names(&sheet), ["Malo Le Goff"], "only who has not come in yet");
    assert_eq!(sheet.headers["cache-control"], "no-store");
    assert_eq!(app.audited().await, 1);
    let code = sheet.all(".slip-code").remove(0);
    assert_eq!(code.len(), 14);
    for typed in [code.clone(), code.to_lowercase().replace('-', " ")] {
        let entered = app.nobody().post("/connexion", &[("login", "malo.legoff"), ("secret", &typed)]).await;
        assert_eq!(entered.status, 303, "lasting, however it is typed");
    }
    let misled = app.nobody().post("/activation", &[("code", &code)]).await;
    assert!(misled.status == 422 && misled.says("code d’élève"));

    let none = prints(&carrel, cast.tilleuls, &class, false).await;
    assert!(none.location().unwrap().ends_with("fiches?personne=1"), "he is active now");
    let again = prints(&carrel, cast.tilleuls, &class, true).await;
    assert_eq!(names(&again), ["Lina Haddad", "Malo Le Goff"]);
    let inside = app
        .count("select count(*) from session s join account a using (person_id) where login = 'malo.legoff'");
    assert_eq!(inside.await, 0, "who came in with it is out");
    let old = app.nobody().post("/connexion", &[("login", "malo.legoff"), ("secret", &code)]).await;
    assert_eq!(old.status, 422, "the sheet before is worth nothing");
    let lina = app.nobody().post("/connexion", &[("login", "lina.haddad"), ("secret", PASSWORD)]).await;
    assert_eq!(lina.status, 422);
}

#[tokio::test]
async fn a_family_activates_with_its_sheet() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let sheet =
        prints(&app.as_(cast.petit).await, cast.tilleuls, &format!("familles:{}", cast.cm1b), true).await;
    assert_eq!(names(&sheet), ["Nadia Benali", "Karim Haddad", "Claire Le Goff"]);
    let slip = sheet.all(".slip").remove(0);
    for words in [
        "Pour la famille de Lina Haddad · CE2-CM1 MME CARREL · Les Tilleuls",
        "nadia.benali",
        "preau.example/activation",
    ] {
        assert!(slip.contains(words), "{slip}");
    }
    let code = sheet.all(".slip-code").remove(0);
    let opened = app.nobody().post("/activation/enfant", &[("code", &code), ("child", "lina")]).await;
    assert!(opened.says("Bonjour Nadia"));
}

#[tokio::test]
async fn nobody_prints_a_way_into_an_account_that_reaches_further() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let adults = names(&prints(&petit, cast.tilleuls, "adultes", true).await);
    assert_eq!(adults, ["Marion Carrel", "Romain Duval", "Sonia Keller", "Inès Martel", "Alix Roy"]);
    app.count(
        "with i as (insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
           select k.id, g.id, 'father', 'joint', '2026-09-01', 'feed' from person k, person g
           where k.first_name = 'Lina' and g.last_name in ('OGER', 'PETIT') returning 1)
         select count(*) from i",
    )
    .await;
    let carrel = app.as_(cast.carrel).await;
    let families = names(&prints(&carrel, cast.tilleuls, &format!("familles:{}", cast.cm1b), true).await);
    assert_eq!(families, ["Nadia Benali", "Karim Haddad", "Claire Le Goff"]);
}

#[tokio::test]
async fn sheets_are_for_the_class_s_teacher_and_the_head() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = format!("eleves:{}", cast.cm1b);
    for (person, page, pupils, adults) in [
        (cast.petit, 200, 200, 200),
        (cast.carrel, 200, 200, 404),
        (cast.martel, 200, 200, 404),
        (cast.duval, 404, 404, 404),
        (cast.roy, 200, 404, 404),
        (cast.vidal, 404, 404, 404),
        (cast.nadia, 404, 404, 404),
    ] {
        let client = app.as_(person).await;
        assert_eq!(client.get(&format!("/ecole/{}/fiches", cast.tilleuls)).await.status, page, "{person}");
        assert_eq!(prints(&client, cast.tilleuls, &class, true).await.status, pupils, "{person}");
        assert_eq!(prints(&client, cast.tilleuls, "adultes", true).await.status, adults, "{person}");
    }
    assert_eq!(app.audited().await, 12, "refusals too; nadia is stopped at the gate");
}

#[tokio::test]
async fn the_project_prints_the_heads_sheets() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    assert_eq!(app.as_(cast.petit).await.get("/pilotage/fiches-direction").await.status, 404);
    let oger = app.as_(cast.oger).await;
    assert!(oger.get("/pilotage/fiches-direction").await.says("Toutes les directions"));
    let sheet = oger.post("/pilotage/fiches-direction", &[("all", "1"), ("as", "ecran")]).await;
    let mut heads = names(&sheet);
    heads.sort();
    assert_eq!(heads, ["Anna Vidal", "Denise Faure", "Hélène Petit", "Paul Jourdan"]);
    assert_eq!(app.audited().await, 1);
    let code = sheet.all(".slip-code").remove(0);
    assert!(app.nobody().post("/activation", &[("code", &code)]).await.says("Ce compte est celui de"));
}

/// The words of a PDF; `None` where poppler is not installed.
fn words(pdf: &[u8]) -> Option<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let read =
        std::process::Command::new("pdftotext").args(["-raw", file.path().to_str().unwrap(), "-"]).output();
    if read.is_err() && std::env::var_os("CI").is_none() {
        return None;
    }
    Some(String::from_utf8(read.unwrap().stdout).unwrap())
}

#[tokio::test]
async fn slips_and_letters_are_a_pdf_and_their_codes_work() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let whom = format!("familles:{}", cast.cm1b);
    for form in ["fiches", "lettres"] {
        let path = format!("/ecole/{}/fiches", cast.tilleuls);
        let sheet = petit.post(&path, &[("whom", &whom), ("all", "1"), ("as", form)]).await;
        assert_eq!(sheet.status, 200);
        assert_eq!(sheet.headers["content-type"], "application/pdf");
        assert_eq!(sheet.headers["cache-control"], "no-store");
        let saved = format!("attachment; filename=\"{form}-2026-09-15.pdf\"");
        assert_eq!(sheet.headers["content-disposition"], saved);
        assert!(sheet.bytes.starts_with(b"%PDF"));
        let Some(words) = words(&sheet.bytes) else { continue };
        for said in
            ["Nadia Benali", "Karim Haddad", "Claire Le Goff", "preau.example/activation", "14 mars 2027"]
        {
            assert!(words.contains(said), "{said} in {words}");
        }
        let code = words.split_whitespace().find(|w| w.len() == 14 && w.matches('-').count() == 2).unwrap();
        let opened = app.nobody().post("/activation/enfant", &[("code", code), ("child", "Lina")]).await;
        assert!(opened.says("Bonjour Nadia"), "{code}");
    }
    assert_eq!(app.audited().await, 4);
}
