//! The help’s mailbox: a letter opens a ticket, goes on in its thread, or becomes nothing; never twice, never in another’s name.

use chrono::TimeDelta;
use support::{HelpLetter, MailReading, Mailbox};
use testing::TestApp;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpListener;
use uuid::Uuid;

const ADDRESS: &str = "aide@ent.example.org";

fn reading() -> MailReading {
    MailReading { address: ADDRESS.to_owned(), trusts: Some("mx.example.org".to_owned()) }
}

async fn help() -> TestApp {
    let mut app = TestApp::new(support::routes()).await;
    let mut settings = (*app.app.settings).clone();
    settings.help_address = Some(ADDRESS.to_owned());
    app.app.settings = std::sync::Arc::new(settings);
    app
}

fn letter(id: &str, from: &str, to: &str, subject: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id}@example.org>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

async fn comes(app: &TestApp, letter: &str) {
    support::receive(&app.app, Ok(letter.as_bytes()), &reading()).await.unwrap();
}

async fn last_ticket(app: &TestApp) -> (Uuid, String) {
    sqlx::query_as("select id, mail_token from ticket order by number desc limit 1")
        .fetch_one(app.pool())
        .await
        .unwrap()
}

async fn outcomes(app: &TestApp) -> Vec<String> {
    sqlx::query_scalar("select outcome from help_mail order by at, id").fetch_all(app.pool()).await.unwrap()
}

/// What is written to her next.
async fn written(app: &TestApp, ticket: Uuid, entry: Option<Uuid>) -> mail::Letter {
    support::help_letter(&app.app, &HelpLetter { ticket, entry }).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_letter_opens_a_ticket_and_its_answers_go_on_in_it() {
    let app = help().await;
    let oger = app.as_(app.cast.oger).await;
    comes(
        &app,
        &letter("1", "Lou <Lou@Famille.example>", ADDRESS, "Lina ne voit rien", "La page reste blanche."),
    )
    .await;
    let (ticket, token) = last_ticket(&app).await;
    let path = format!("/aide/demande/{ticket}");
    let page = oger.get(&path).await;
    for words in ["Demande reçue par courriel", "La page reste blanche.", "lou@famille.example", "courriel"]
    {
        assert!(page.says(words), "« {words} » is not in {}", page.text());
    }
    assert!(!page.all("h1")[0].contains("Lina"), "no name of a pupil in a subject");
    // That it came: to her address, with the address to answer to.
    let came = written(&app, ticket, None).await;
    let reply_to = format!("aide+{token}@ent.example.org");
    assert_eq!(came.address(), "lou@famille.example");
    assert_eq!(came.reply_to().map(|m| m.email.to_string()), Some(reply_to.clone()));
    assert!(came.subject().starts_with("[aide "), "{}", came.subject());
    // Somebody answers: in words, for she has no account.
    let fields = [("vu", "0"), ("texte", "Videz le cache."), ("pour", "question")];
    let reply = oger.post_files(&format!("/assistance/demande/{ticket}/reponse"), &fields, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let entry: Uuid = sqlx::query_scalar("select id from ticket_entry where kind = 'question'")
        .fetch_one(app.pool())
        .await
        .unwrap();
    assert!(written(&app, ticket, Some(entry)).await.text().contains("Videz le cache."));
    // She answers the letter: her words in the thread, the clock runs again; twice is once.
    app.at(testing::first_day() + TimeDelta::hours(1));
    let answer = letter(
        "2",
        "lou@famille.example",
        &reply_to,
        "Re: [aide 1] Réponse",
        "Merci, ça marche.\r\n\r\n> Videz le cache.",
    );
    comes(&app, &answer).await;
    comes(&app, &answer).await;
    let page = oger.get(&path).await;
    assert!(page.says("Merci, ça marche.") && !page.says("> Videz"), "{}", page.text());
    assert_eq!(app.count("select count(*) from ticket_entry where kind = 'reply' and by_asker").await, 1);
    assert_eq!(
        app.count("select count(*) from ticket where state = 'open' and waiting_since is null").await,
        1
    );
    // Somebody else who has the address: between helpers, and marked.
    comes(&app, &letter("3", "autre@famille.example", &reply_to, "Re", "Moi aussi.")).await;
    assert!(oger.get(&path).await.says("Courriel de autre@famille.example, identité non vérifiée"));
    assert_eq!(
        app.count("select count(*) from ticket_entry where kind = 'reply' and not open_to_asker").await,
        1
    );
    // How it ended reaches her too.
    let seen: i32 = sqlx::query_scalar("select revision from ticket").fetch_one(app.pool()).await.unwrap();
    let seen = seen.to_string();
    let fields = [("vu", &*seen), ("texte", "C’était le cache."), ("par", "dane"), ("comment", "explained")];
    let reply = oger.post(&format!("/assistance/demande/{ticket}/resolution"), &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let end: Uuid = sqlx::query_scalar("select id from ticket_entry where kind = 'resolved'")
        .fetch_one(app.pool())
        .await
        .unwrap();
    assert!(written(&app, ticket, Some(end)).await.text().contains("C’était le cache."));
    assert_eq!(outcomes(&app).await, ["opened", "joined", "joined"]);
    assert!(oger.get("/aide/boite").await.says("suite d’une demande"));
    assert_eq!(app.as_(app.cast.segur).await.get("/aide/boite").await.status, 404);
}

#[tokio::test]
async fn nothing_that_a_letter_says_of_its_sender_opens_anything() {
    let app = help().await;
    let cast = &app.cast;
    sqlx::query("update person set email = 'nadia@example.org' where id = $1")
        .bind(cast.nadia.0)
        .execute(app.pool())
        .await
        .unwrap();
    comes(&app, &letter("1", "Nadia <nadia@example.org>", ADDRESS, "Aide", "Bonjour.")).await;
    let (ticket, _) = last_ticket(&app).await;
    let path = format!("/aide/demande/{ticket}");
    assert_eq!(app.count("select count(*) from ticket where asker_id is null and not verified").await, 1);
    assert_eq!(app.as_(cast.nadia).await.get(&path).await.status, 404, "an account may name any address");
    // The number alone is guessed by anybody; our server’s word for the sender’s domain is not.
    let number: i64 = sqlx::query_scalar("select number from ticket").fetch_one(app.pool()).await.unwrap();
    let again = letter("2", "nadia@example.org", ADDRESS, &format!("[aide {number}] Aide"), "Encore moi.");
    comes(&app, &again).await;
    let vouched = "Authentication-Results: mx.example.org; dmarc=pass header.from=example.org\r\n";
    comes(&app, &format!("{vouched}{}", again.replace("<2@", "<3@"))).await;
    assert_eq!(outcomes(&app).await, ["opened", "opened", "joined"]);
    // The link of our letter, signed in, once.
    let letter = written(&app, ticket, None).await;
    let link = letter.text().lines().find(|l| l.contains("/aide/courriel/")).unwrap().to_owned();
    let link = link.strip_prefix("http://preau.example").unwrap();
    assert_eq!(app.nobody().get(link).await.status, 303);
    assert_eq!(app.as_(cast.lina).await.get(link).await.status, 404);
    let nadia = app.as_(cast.nadia).await;
    assert!(nadia.get(link).await.says("Est-ce votre demande"));
    assert_eq!(nadia.post(link, &[]).await.status, 303);
    assert_eq!(nadia.get(&path).await.status, 200);
    assert_eq!(app.as_(cast.karim).await.get(link).await.status, 404);
    assert!(support::help_letter(&app.app, &HelpLetter { ticket, entry: None }).await.unwrap().is_none());
}

#[tokio::test]
async fn machines_floods_and_strange_files_become_nothing_that_harms() {
    let app = help().await;
    let from = "robot@example.org";
    for (n, header) in
        ["Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"].iter().enumerate()
    {
        comes(
            &app,
            &format!("{header}\r\n{}", letter(&format!("a{n}"), from, ADDRESS, "Absent", "Je reviens.")),
        )
        .await;
    }
    comes(&app, &letter("b", ADDRESS, ADDRESS, "Nous", "Nous.")).await;
    comes(&app, "\0\0 pas un message").await;
    support::receive(&app.app, Err("lourd"), &reading()).await.unwrap();
    assert_eq!(app.count("select count(*) from ticket").await, 0);
    assert_eq!(outcomes(&app).await.len(), 6);
    // A program that calls itself a picture, and a real text.
    let edge = "--x\r\nContent-Type: ";
    let message = format!(
        "From: lou@example.org\r\nTo: {ADDRESS}\r\nSubject: Fichiers\r\nMessage-ID: <f@x>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n{edge}text/plain\r\n\r\nVoici.\r\n\
         {edge}image/png; name=photo.png\r\nContent-Disposition: attachment; filename=photo.png\r\n\r\nMZ\u{1}\u{2}programme\r\n\
         {edge}text/plain; name=note.txt\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\nLa page reste blanche.\r\n--x--\r\n"
    );
    comes(&app, &message).await;
    assert_eq!(app.count("select count(*) from ticket_file").await, 1);
    let (ticket, _) = last_ticket(&app).await;
    let page = app.as_(app.cast.oger).await.get(&format!("/aide/demande/{ticket}")).await;
    assert!(page.says("Pièce jointe non reprise") && page.says("note.txt"), "{}", page.text());
    // Twenty within the hour, and no more.
    for n in 0..25 {
        comes(
            &app,
            &letter(
                &format!("m{n}"),
                "pressé@example.org".replace('é', "e").as_str(),
                ADDRESS,
                "Vite",
                "Vite.",
            ),
        )
        .await;
    }
    assert_eq!(app.count("select count(*) from help_mail where outcome = 'too_many'").await, 5);
    app.at(testing::first_day() + TimeDelta::hours(2));
    comes(&app, &letter("m99", "presse@example.org", ADDRESS, "Vite", "Vite.")).await;
    assert_eq!(app.count("select count(*) from help_mail where outcome = 'opened'").await, 22);
}

/// A mailbox that speaks enough IMAP (RFC 3501) on the loopback; answers what it was told.
async fn server(letters: Vec<String>) -> (u16, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufStream::new(stream);
        let mut told = Vec::new();
        stream.write_all(b"* OK mail.example.org\r\n").await.unwrap();
        stream.flush().await.unwrap();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap() == 0 {
                return told;
            }
            let (tag, command) = line.trim_end().split_once(' ').unwrap();
            told.push(command.to_owned());
            let uid = command.split(' ').nth(2).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
            let mut said = match command {
                c if c.starts_with("SELECT") => format!("* {} EXISTS\r\n", letters.len()),
                c if c.starts_with("UID SEARCH") => {
                    let all: Vec<String> = (1..=letters.len()).map(|n| n.to_string()).collect();
                    format!("* SEARCH {}\r\n", all.join(" "))
                }
                c if c.contains("RFC822.SIZE") => {
                    let size = if letters[uid - 1].is_empty() { 60 << 20 } else { letters[uid - 1].len() };
                    format!("* {uid} FETCH (UID {uid} RFC822.SIZE {size})\r\n")
                }
                c if c.contains("BODY.PEEK[]") => {
                    let letter = &letters[uid - 1];
                    format!("* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{letter})\r\n", letter.len())
                }
                _ => String::new(),
            };
            said.push_str(&format!("{tag} OK done\r\n"));
            stream.write_all(said.as_bytes()).await.unwrap();
            stream.flush().await.unwrap();
            if command == "LOGOUT" {
                let _ = stream.read(&mut [0; 16]).await;
                return told;
            }
        }
    });
    (port, told)
}

#[tokio::test]
async fn the_mailbox_is_read_and_nothing_is_deleted_there() {
    let app = help().await;
    let letters = vec![
        letter("1", "lou@example.org", ADDRESS, "Un", "Bonjour."),
        String::new(),
        letter("2", "max@example.org", ADDRESS, "Deux", "Bonsoir."),
    ];
    let (port, told) = server(letters).await;
    let mailbox = Mailbox::new(&format!("imap://aide:secret@127.0.0.1:{port}"), reading()).unwrap();
    assert_eq!(support::look(&app.app, &mailbox).await.unwrap(), 3);
    let told = told.await.unwrap();
    assert_eq!(outcomes(&app).await, ["opened", "too_heavy", "opened"]);
    let marked = told.iter().filter(|c| c.contains("STORE") && c.contains("\\Seen")).count();
    assert_eq!(marked, 3, "{told:?}");
    assert!(
        !told
            .iter()
            .any(|c| c.contains("EXPUNGE") || c.contains("Deleted") || c.contains("UID FETCH 2 (UID BODY"))
    );
    // Nobody there: said, and nothing is lost.
    assert!(support::look(&app.app, &mailbox).await.is_err());
}

#[tokio::test]
async fn a_report_in_the_mailbox_is_taken_in_and_makes_no_ticket() {
    use identity::letters_back::{Whom, coming_back};
    let app = help().await;
    let to_him = mail::Letter::new("Karim", "karim.haddad@example.org", "Une lettre", "Bonjour.").unwrap();
    let to_him = coming_back(&app.app, Whom::Person, app.cast.karim.0, to_him);
    let back = to_him.comes_back_to().unwrap();
    let report = |id: &str, to: &str| {
        format!(
            "Return-Path: <>\r\nDelivered-To: aide@ent.example.org\r\nFrom: MAILER-DAEMON@smtp.libre.example (Mail Delivery System)\r\n\
             To: {to}\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <{id}@smtp.libre.example>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"4Z.1/smtp\"\r\n\r\n\
             This is a MIME-encapsulated message.\r\n\r\n--4Z.1/smtp\r\nContent-Description: Notification\r\n\
             Content-Type: text/plain; charset=us-ascii\r\n\r\nThis is the mail system at host smtp.libre.example.\r\n\r\n\
             --4Z.1/smtp\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; smtp.libre.example\r\n\r\nFinal-Recipient: rfc822; karim.haddad@example.org\r\nAction: failed\r\n\
             Status: 5.1.1\r\nRemote-MTA: dns; mx.example.org\r\nDiagnostic-Code: smtp; 550 5.1.1 <karim.haddad@example.org>:\r\n    Recipient address\r\n    rejected: User unknown\r\n\r\n\
             --4Z.1/smtp\r\nContent-Description: Undelivered Message Headers\r\nContent-Type: text/rfc822-headers\r\n\r\n\
             From: preau@ent.example.org\r\nSubject: Une lettre\r\n\r\n--4Z.1/smtp--\r\n"
        )
    };
    let letters = vec![report("1", back.as_ref()), report("2", ADDRESS)];
    let (port, told) = server(letters).await;
    let mailbox = Mailbox::new(&format!("imap://aide:secret@127.0.0.1:{port}"), reading()).unwrap();
    assert_eq!(support::look(&app.app, &mailbox).await.unwrap(), 2);
    told.await.unwrap();
    assert_eq!(outcomes(&app).await, ["returned", "automatic"]);
    assert_eq!(app.count("select count(*) from job where kind = 'letter back'").await, 1);
    assert_eq!(app.count("select count(*) from ticket").await, 0);
}
