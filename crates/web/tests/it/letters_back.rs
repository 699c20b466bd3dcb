//! A letter that a mail server gives back after it had taken it: the address is none from then on, and nobody can pretend.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use kernel::PersonId;
use mail::{Kept, Letter};
use std::sync::Arc;
use support::MailReading;
use testing::TestApp;
use web::house::{Mailroom, worker};

const HELP: &str = "aide@ent.example.org";
const REACHED: &str =
    "select count(*) from person where first_name = 'Karim' and has_mailbox(email, email_failed)";

async fn house(help: Option<&str>) -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.life_cycles = web::house::LIFE_CYCLES;
    let mut settings = (*app.app.settings).clone();
    settings.help_address = help.map(str::to_owned);
    app.app.settings = Arc::new(settings);
    app
}

/// Does what waits; the letters that left.
async fn letters(app: &TestApp) -> Vec<Letter> {
    let kept = Arc::new(Kept::new(app.app.db.clock.clone()));
    worker(&app.app, &Mailroom::Kept(kept.clone())).run_waiting().await.unwrap();
    assert_eq!(jobs::left_over(app.pool()).await.unwrap(), 0, "no task failed");
    kept.sent().into_iter().map(|sent| sent.letter).collect()
}

/// A letter to Karim: he is asked about a picture of Sami. And where it comes back to.
async fn written(app: &TestApp) -> String {
    let head = app.as_(app.cast.jourdan).await;
    for photos in ["non", "oui"] {
        let done = head.post(&format!("/ecole/{}/photos", app.cast.moulin), &[("photos", photos)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    let sent = letters(app).await;
    let his = sent.iter().find(|letter| letter.address() == "karim.haddad@example.org").unwrap();
    his.comes_back_to().unwrap().to_string()
}

/// As Postfix writes it.
fn report(id: &str, to: &str, (action, status, said): (&str, &str, &str)) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\nTo: {to}\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <{id}@mx.example.org>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you.\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; karim.haddad@example.org\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {said}\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: preau@ent.example.org\r\nSubject: Une lettre\r\n\r\nBonjour.\r\n\r\n--b--\r\n"
    )
}

const GONE: (&str, &str, &str) = ("failed", "5.1.1", "550 5.1.1 <karim.haddad@example.org>: User unknown");

async fn comes(app: &TestApp, report: &str) {
    let reading = MailReading { address: HELP.to_owned(), trusts: None };
    support::receive(&app.app, Ok(report.as_bytes()), &reading).await.unwrap();
    letters(app).await;
}

async fn outcomes(app: &TestApp) -> Vec<String> {
    sqlx::query_scalar("select outcome from help_mail order by at, id").fetch_all(app.pool()).await.unwrap()
}

async fn writes(app: &TestApp, person: PersonId, email: &str) {
    sqlx::query("update person set email = $2 where id = $1")
        .bind(person.0)
        .bind(email)
        .execute(app.pool())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_report_at_the_letters_own_address_marks_the_mailbox_once() {
    let app = house(Some(HELP)).await;
    let back = written(&app).await;
    assert!(back.starts_with("aide+p") && back.ends_with("@ent.example.org"), "{back}");
    // Late, full, unwelcome, or a word in her holidays: not of the mailbox.
    for (id, said) in [
        ("1", ("delayed", "4.4.1", "connection timed out")),
        ("2", ("failed", "5.2.2", "552 5.2.2 mailbox full")),
        ("3", ("failed", "5.7.1", "550 5.7.1 Service refuse")),
    ] {
        comes(&app, &report(id, &back, said)).await;
    }
    let away = format!(
        "From: karim.haddad@example.org\r\nTo: {back}\r\nSubject: Absent\r\nMessage-ID: <4@x>\r\n\r\nJe reviens le 20.\r\n"
    );
    comes(&app, &away).await;
    // Without the right part: of another letter, of nobody, by guess.
    let forged = back.replace("aide+p", "aide+i");
    let guessed = format!("aide+p{}@ent.example.org", "a".repeat(42));
    for (id, to) in [("5", &*forged), ("6", &*guessed), ("7", HELP)] {
        comes(&app, &report(id, to, GONE)).await;
    }
    assert_eq!(app.count(REACHED).await, 1);
    assert_eq!(outcomes(&app).await, vec!["automatic"; 7]);

    let real = report("8", &back, GONE);
    comes(&app, &real).await;
    assert_eq!(app.count(REACHED).await, 0);
    comes(&app, &real).await;
    assert_eq!(outcomes(&app).await.last().map(String::as_str), Some("returned"));
    assert_eq!(app.count("select count(*) from audit where act = 'letter_came_back'").await, 1);
    assert_eq!(app.count("select count(*) from ticket").await, 0);
    let page = app.as_(app.cast.oger).await.get("/aide/boite").await;
    assert!(page.says("lettre revenue : cette adresse n’existe plus"), "{}", page.text());
}

#[tokio::test]
async fn a_late_report_says_nothing_of_another_address() {
    let app = house(Some(HELP)).await;
    let back = written(&app).await;
    writes(&app, app.cast.karim, "karim@autre.example").await;
    comes(&app, &report("1", &back, GONE)).await;
    assert_eq!((app.count(REACHED).await, outcomes(&app).await.len()), (1, 1));
    // Nor after a month, of the same one.
    writes(&app, app.cast.karim, "karim.haddad@example.org").await;
    app.at(testing::first_day() + chrono::TimeDelta::days(31));
    comes(&app, &report("2", &back, GONE)).await;
    assert_eq!(app.count(REACHED).await, 1);
}

#[tokio::test]
async fn an_invitation_that_comes_back_is_said_to_whoever_looks_after_the_class() {
    let app = house(Some(HELP)).await;
    let c = &app.cast;
    let waiting =
        "with u as (update account set state = 'to_activate', password_hash = null, activated_at = null
                   where login = 'claire.legoff' returning 1) select count(*) from u";
    assert_eq!(app.count(waiting).await, 1);
    let asked = [("whom", "familles"), ("unmailed", "1"), ("as", "fiches")];
    let run = app.as_(c.petit).await.post(&format!("/ecole/{}/fiches", c.tilleuls), &asked).await;
    assert_eq!(run.status, 303, "{}", run.text());
    let sent = letters(&app).await;
    let back = sent[0].comes_back_to().unwrap().to_string();
    assert!(sent[0].address() == "claire.legoff@example.org" && back.starts_with("aide+i"), "{back}");
    let failed = "select count(*) from invitation where failed_at is not null";
    assert_eq!(app.count(failed).await, 0);
    comes(&app, &report("1", &back, GONE)).await;
    assert_eq!(app.count(failed).await, 1);
}

#[tokio::test]
async fn without_a_mailbox_letters_leave_as_they_are() {
    let app = house(None).await;
    let head = app.as_(app.cast.jourdan).await;
    head.post(&format!("/ecole/{}/photos", app.cast.moulin), &[("photos", "oui")]).await;
    let sent = letters(&app).await;
    assert!(!sent.is_empty() && sent.iter().all(|letter| letter.comes_back_to().is_none()));
}
