//! Who is told of what was decided about her, or about her school; and whom no letter reaches.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use kernel::PersonId;
use mail::Kept;
use std::sync::Arc;
use testing::TestApp;
use web::house::{Mailroom, worker};

async fn house() -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.life_cycles = web::house::LIFE_CYCLES;
    app
}

/// The letters that leave when the work is done: to whom, what about, what they say.
async fn letters(app: &TestApp) -> Vec<(String, String, String)> {
    let kept = Arc::new(Kept::new(app.app.db.clock.clone()));
    worker(&app.app, &Mailroom::Kept(kept.clone())).run_waiting().await.unwrap();
    assert_eq!(jobs::left_over(app.pool()).await.unwrap(), 0, "no task failed");
    let letter = |sent: mail::Sent| {
        let letter = sent.letter;
        (letter.address().to_owned(), letter.subject().to_owned(), letter.text().replace('\u{a0}', " "))
    };
    kept.sent().into_iter().map(letter).collect()
}

async fn without_mailbox(app: &TestApp, person: PersonId) {
    identity::invitations::no_mailbox(&app.app, person).await.unwrap();
}

#[tokio::test]
async fn who_is_named_head_or_of_the_team_is_told() {
    let app = house().await;
    let c = &app.cast;
    let (segur, oger) = (app.as_(c.segur).await, app.as_(c.oger).await);
    let keller = c.keller.to_string();
    let named = [("qui", &*keller), ("du", "2026-09-16"), ("au", "2026-10-16")];
    let page = format!("/ecole/{}/direction", c.tilleuls);
    let mut by = segur.clone();
    let done = by.post(&page, &named).await;
    assert!(by.follow(&done).await.says("Une lettre le dit à cette personne"));
    let carrel = c.carrel.to_string();
    let team = [("qui", &*carrel), ("role", "project_manager"), ("du", "2026-09-15"), ("au", "")];
    assert_eq!(oger.post("/pilotage/equipe", &team).await.status, 303);

    let sent = letters(&app).await;
    assert_eq!(sent.len(), 2, "{sent:?}");
    let (_, subject, text) = sent.iter().find(|l| l.0.starts_with("sonia.keller")).unwrap();
    assert_eq!(subject, "Une direction d’école vous est confiée");
    assert!(text.contains("Les Tilleuls") && text.contains("du 16 septembre au 16 octobre inclus"), "{text}");
    let (_, _, text) = sent.iter().find(|l| l.0.starts_with("marion.carrel")).unwrap();
    assert!(text.contains("de l’équipe de ENT d’essai (Équipe projet), à partir du 15 septembre."), "{text}");

    // Given back before the letter leaves: there is nothing to tell.
    let roy = c.roy.to_string();
    assert_eq!(
        segur.post(&page, &[("qui", &*roy), ("du", "2026-10-20"), ("au", "2026-10-30")]).await.status,
        303
    );
    sqlx::query("delete from role where person_id = $1 and kind = 'head'")
        .bind(c.roy.0)
        .execute(app.pool())
        .await
        .unwrap();
    assert_eq!(letters(&app).await.len(), 0);
}

#[tokio::test]
async fn of_whom_no_letter_reaches_the_one_who_names_is_told() {
    let app = house().await;
    let c = &app.cast;
    without_mailbox(&app, c.keller).await;
    let mut segur = app.as_(c.segur).await;
    let keller = c.keller.to_string();
    let named = [("qui", &*keller), ("du", "2026-09-16"), ("au", "2026-10-16")];
    let done = segur.post(&format!("/ecole/{}/direction", c.tilleuls), &named).await;
    assert!(segur.follow(&done).await.says("dites-le-lui vous-même"));
    // She gives an address that works, the same or another: letters are for her again.
    let keller = app.as_(c.keller).await;
    let new = [("email", "sonia@example.org"), ("secret", testing::PASSWORD)];
    assert_eq!(keller.post("/moi/adresse", &new).await.status, 303);
    let reached =
        "select count(*) from person where first_name = 'Sonia' and has_mailbox(email, email_failed)";
    assert_eq!(app.count(reached).await, 1);
}

#[tokio::test]
async fn an_address_that_sent_a_letter_back_is_none_for_sheets() {
    let app = house().await;
    let c = &app.cast;
    let waiting =
        "with u as (update account set state = 'to_activate', password_hash = null, activated_at = null
                   where login in ('karim.haddad', 'claire.legoff') returning 1) select count(*) from u";
    assert_eq!(app.count(waiting).await, 2);
    without_mailbox(&app, c.karim).await;
    let petit = app.as_(c.petit).await;
    let asked = [("whom", "familles"), ("unmailed", "1"), ("as", "fiches")];
    let run = petit.post(&format!("/ecole/{}/fiches", c.tilleuls), &asked).await;
    assert_eq!(run.status, 303, "{}", run.text());
    let sent = letters(&app).await;
    let to: Vec<_> = sent.iter().map(|l| l.0.as_str()).collect();
    assert_eq!(to, ["claire.legoff@example.org"], "Karim gets paper");
    let page = petit.get(run.location().unwrap()).await;
    assert!(page.says("1 fiche"), "{}", page.text());
    // Another address, by the next feed, is one again.
    sqlx::query("update person set email = 'karim@example.org' where id = $1")
        .bind(c.karim.0)
        .execute(app.pool())
        .await
        .unwrap();
    let reached =
        "select count(*) from person where first_name = 'Karim' and has_mailbox(email, email_failed)";
    assert_eq!(app.count(reached).await, 1);
}

#[tokio::test]
async fn the_head_who_loses_a_pupil_to_another_school_is_told() {
    let app = house().await;
    let c = &app.cast;
    sqlx::query("update person set birth_date = '2016-03-04' where id = $1")
        .bind(c.zoe.0)
        .execute(app.pool())
        .await
        .unwrap();
    let petit = app.as_(c.petit).await;
    let (class, zoe) = (c.cm1b.to_string(), c.zoe.to_string());
    let typed = [
        ("prenom", "Zoé"),
        ("nom", "Morel"),
        ("naissance", "04/03/2016"),
        ("niveau", "CM2"),
        ("classe", &*class),
        ("choix", "meme"),
        ("personne", &*zoe),
    ];
    let path = format!("/ecole/{}/personnes/nouvelle/eleve", c.tilleuls);
    let reply = petit.post(&path, &typed).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let sent = letters(&app).await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    let (to, subject, text) = &sent[0];
    assert_eq!(
        (&**to, &**subject),
        ("anna.vidal@agents.example.org", "Un élève est passé dans une autre école")
    );
    assert!(text.contains("Les Rives") && !text.contains("Zoé") && !text.contains("Tilleuls"), "{text}");
    let vidal = app.as_(c.vidal).await;
    let page = vidal.get(&format!("/ecole/{}", c.rives)).await;
    assert!(page.says("Zoé Morel (CM2 MME VIDAL), dernier jour ici le 14 septembre"), "{}", page.text());
    assert!(!page.says("Tilleuls"), "where is not said");
    let others = petit.get(&format!("/ecole/{}", c.tilleuls)).await;
    assert!(!others.says("dans une autre école"));
    // Within one school nobody is told anything.
    let cp = c.cp.to_string();
    let moved = [("pupil", &*zoe), ("to", &*cp)];
    assert_eq!(
        petit.post(&format!("/ecole/{}/classe/{}/deplacer", c.tilleuls, c.cm1b), &moved).await.status,
        303
    );
    assert_eq!(letters(&app).await.len(), 0);
}
