//! The letter to the collectivities: who gets it, what it says, how one leaves.

use crate::governance::Steered;
use jobs::Worker;
use mail::{Error, Kept, Letter, Mailer};
use std::pin::Pin;
use std::sync::Arc;

/// Takes every letter but those for this address.
struct Refusing(Kept, &'static str);

impl Mailer for Refusing {
    fn send<'a, 'l, 'f>(
        &'a self,
        letter: &'l Letter,
    ) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'f>>
    where
        'a: 'f,
        'l: 'f,
        Self: 'f,
    {
        if letter.address() == self.1 {
            Box::pin(async { Err(Error::Recipient(550)) })
        } else {
            self.0.send(letter)
        }
    }
}

/// The letters that leave, by address.
async fn letters(s: &Steered, refuses: &'static str) -> Vec<Letter> {
    let kept = Kept::new(s.app.app.db.clock.clone());
    let mailer = Arc::new(Refusing(kept.clone(), refuses));
    let worker = Worker::new(s.app.app.db.clone(), s.app.app.clone()).on(
        move |app: identity::App, job: rollout::NewsletterCopy| {
            let mailer = mailer.clone();
            async move { rollout::carry_newsletter(&app, &*mailer, &job).await }
        },
    );
    worker.run_waiting().await.unwrap();
    assert_eq!(jobs::left_over(s.app.pool()).await.unwrap(), 0, "no task failed");
    let mut sent: Vec<Letter> = kept.sent().into_iter().map(|s| s.letter).collect();
    sent.sort_by(|a, b| a.address().cmp(b.address()));
    sent
}

/// A party of this kind, with its main contact.
async fn party(s: &Steered, kind: &str, name: &str, email: &str) -> String {
    let is = [("nom", name), ("genre", kind), ("role", "member")];
    let at = s.does("/pilotage/projet/parties", &is).await;
    if !email.is_empty() {
        let contact = [("prenom", "Claude"), ("nom", "Essai"), ("adresse", email)];
        s.does(&format!("{at}/contacts"), &contact).await;
    }
    at.rsplit('/').next().unwrap().to_owned()
}

const TEXT: &str = "Cinq écoles sont ouvertes.\n\nLe comité se réunit le 6 octobre.";

#[tokio::test]
async fn each_main_contact_gets_one_mail_and_who_leaves_gets_no_more() {
    let s = Steered::new().await;
    party(&s, "commune", "Ormes", "mairie@example.org").await;
    party(&s, "commune", "Aulnes", "Mairie@example.org").await;
    party(&s, "commune", "Bruyères", "").await;
    party(&s, "commune", "Lavoir", "perdu@example.org").await;
    let epci = party(&s, "epci", "Val", "epci@example.org").await;
    party(&s, "publisher", "Éditeur", "editeur@example.org").await;
    let at = s
        .does(
            "/contacts/lettres",
            &[("titre", "La rentrée"), ("texte", TEXT), ("genre", "commune"), ("partie", &epci)],
        )
        .await;
    let page = s.get(s.manager, &at).await;
    let readers = page.all("section[aria-labelledby=qui] li");
    assert_eq!(
        readers,
        [
            "Aulnes : Claude Essai Mairie@example.org la reçoit",
            "Bruyères pas de contact principal",
            "Lavoir : Claude Essai perdu@example.org la reçoit",
            "Ormes : Claude Essai mairie@example.org même adresse qu’une autre partie",
            "Val : Claude Essai epci@example.org la reçoit",
        ]
    );
    assert!(page.says("Envoyer à 3 contacts") && page.says("Cinq écoles sont ouvertes."), "{}", page.text());
    s.does(&format!("{at}/envoi"), &[]).await;
    let twice = s.post(s.manager, &format!("{at}/envoi"), &[]).await;
    assert!(twice.status == 422 && twice.says("Cette lettre est partie"), "{}", twice.text());
    let sent = letters(&s, "perdu@example.org").await;
    let to: Vec<_> = sent.iter().map(Letter::address).collect();
    assert_eq!(to, ["Mairie@example.org", "epci@example.org"]);
    assert!(sent[0].subject() == "La rentrée" && sent[0].text().contains(TEXT), "{}", sent[0].text());
    let link = sent[0].way_out().unwrap().to_owned();
    assert!(sent[0].text().contains(&link) && sent[1].way_out() != Some(&link), "a way out of its own");
    let page = s.get(s.manager, &at).await;
    assert_eq!(page.all("dl.facts dd"), ["2", "1"]);
    assert!(page.says("Lavoir : perdu@example.org") && page.says("par Flora Guérin"), "{}", page.text());
    // Looking changes nothing; the button does, without an account.
    let link = format!("/lettre/{}", link.rsplit('/').next().unwrap());
    let nobody = s.app.nobody();
    assert!(nobody.get(&link).await.says("L’adresse à laquelle ce courriel est arrivé n’en recevra plus."));
    assert_eq!(s.app.count("select count(*) from newsletter_stop").await, 0);
    // A mail program sends this, and follows no redirect.
    let done = nobody.post(&link, &[("List-Unsubscribe", "One-Click")]).await;
    assert!(done.status == 200 && done.says("C’est fait"), "{}", done.text());
    assert!(nobody.post(&link, &[]).await.status == 200 && nobody.get(&link).await.says("C’est fait"));
    assert_eq!(s.app.count("select count(*) from newsletter_stop").await, 1);
    assert_eq!(nobody.get(&link).await.headers["referrer-policy"], "no-referrer");

    let again =
        s.does("/contacts/lettres", &[("titre", "L’hiver"), ("texte", TEXT), ("genre", "commune")]).await;
    let readers = s.get(s.manager, &again).await.all("section[aria-labelledby=qui] li");
    assert!(
        readers[0].ends_with("ne veut plus la recevoir") && readers[3].ends_with("ne veut plus la recevoir"),
        "{readers:?}"
    );
    assert!(readers[2].ends_with("adresse en échec"), "{readers:?}");
    let empty = s.post(s.manager, &format!("{again}/envoi"), &[]).await;
    assert!(empty.status == 422 && empty.says("Personne ne recevrait cette lettre"), "{}", empty.text());
    let parties = s.get(s.manager, "/pilotage/projet/parties").await;
    let ormes = parties.attributes("a[href^='/pilotage/projet/parties/']", "href");
    let mut chips = Vec::new();
    for one in ormes {
        chips.extend(s.get(s.manager, &one).await.all(".chip"));
    }
    let of = |words: &str| chips.iter().filter(|c| c.contains(words)).count();
    assert_eq!((of("ne veut plus la lettre"), of("une lettre en est revenue")), (2, 1), "{chips:?}");
    // Written down once more, she has still left.
    let new = party(&s, "commune", "Rives", "MAIRIE@example.org").await;
    s.does(&again, &[("titre", "L’hiver"), ("texte", TEXT), ("partie", &new)]).await;
    assert!(
        s.get(s.manager, &again)
            .await
            .says("Rives : Claude Essai MAIRIE@example.org ne veut plus la recevoir")
    );
}

#[tokio::test]
async fn a_copy_that_comes_back_later_is_as_one_that_was_refused() {
    let mut s = Steered::new().await;
    let mut settings = (*s.app.app.settings).clone();
    settings.help_address = Some("aide@ent.example.org".to_owned());
    s.app.app.settings = Arc::new(settings);
    party(&s, "commune", "Ormes", "mairie@example.org").await;
    let write = [("titre", "La rentrée"), ("texte", TEXT), ("genre", "commune")];
    let at = s.does("/contacts/lettres", &write).await;
    s.does(&format!("{at}/envoi"), &[]).await;
    let sent = letters(&s, "").await;
    let back = sent[0].comes_back_to().unwrap().to_string();
    let part = back.strip_prefix("aide+").and_then(|rest| rest.split('@').next()).unwrap();
    assert!(part.starts_with('n'), "{back}");
    let app = &s.app.app;
    let back = identity::letters_back::LetterBack::read(&app.vault, part, app.db.clock.today()).unwrap();
    let moved = "with u as (update party_contact set email = $1 returning 1) select count(*) from u";
    for (email, failed) in [("autre@example.org", "0"), ("mairie@example.org", "1")] {
        sqlx::query(moved).bind(email).execute(s.app.pool()).await.unwrap();
        rollout::newsletter_came_back(app, &back).await.unwrap();
        assert_eq!(s.get(s.manager, &at).await.all("dl.facts dd")[1], failed, "{email}");
    }
    assert!(s.get(s.manager, &at).await.says("Ormes : mairie@example.org"));
    let again = s.does("/contacts/lettres", &write).await;
    assert!(s.get(s.manager, &again).await.says("adresse en échec"));
}

#[tokio::test]
async fn who_leaves_before_her_copy_does_gets_none() {
    let s = Steered::new().await;
    party(&s, "commune", "Ormes", "mairie@example.org").await;
    let write = [("titre", "La rentrée"), ("texte", TEXT), ("genre", "commune")];
    let first = s.does("/contacts/lettres", &write).await;
    s.does(&format!("{first}/envoi"), &[]).await;
    let link = letters(&s, "").await[0].way_out().unwrap().to_owned();
    let second = s.does("/contacts/lettres", &write).await;
    s.does(&format!("{second}/envoi"), &[]).await;
    s.app.nobody().post(&format!("/lettre/{}", link.rsplit('/').next().unwrap()), &[]).await;
    assert!(letters(&s, "").await.is_empty());
    assert_eq!(s.get(s.manager, &second).await.all("dl.facts dd"), ["0", "0"]);
}

#[tokio::test]
async fn a_letter_names_no_pupil_and_is_the_projects_alone() {
    let s = Steered::new().await;
    party(&s, "commune", "Ormes", "mairie@example.org").await;
    let named: (String,) =
        sqlx::query_as("select shown_first_name || ' ' || shown_last_name from person where id = $1")
            .bind(s.app.cast.lina.0)
            .fetch_one(s.app.pool())
            .await
            .unwrap();
    let text = format!("La classe de {} a écrit au maire.", named.0.to_uppercase());
    for (title, text, kind, sentence) in [
        ("", TEXT, "commune", "Donnez un titre"),
        ("La rentrée", "", "commune", "Écrivez la lettre."),
        ("La rentrée", TEXT, "", "Choisissez à qui"),
        ("La rentrée", TEXT, "lycée", "Choisissez à qui"),
        ("La rentrée", &*text, "commune", "c’est le nom d’un élève"),
    ] {
        let reply = s
            .post(s.manager, "/contacts/lettres", &[("titre", title), ("texte", text), ("genre", kind)])
            .await;
        assert!(reply.status == 422 && reply.says(sentence), "{sentence}: {}", reply.text());
    }
    let write = [("titre", "Une <b>lettre</b>"), ("texte", TEXT), ("genre", "commune")];
    let at = s.does("/contacts/lettres", &write).await;
    assert!(s.get(s.manager, &at).await.says("Une <b>lettre</b>"));
    let c = &s.app.cast;
    for who in [c.segur, s.agent, c.petit, c.carrel, c.nadia, c.lina] {
        for path in ["/contacts/lettres", &at] {
            assert_eq!(s.get(who, path).await.status, 404, "{path}");
            assert_eq!(s.post(who, path, &write).await.status, 404, "{path}");
        }
        assert_eq!(s.post(who, &format!("{at}/envoi"), &[]).await.status, 404);
    }
    assert!(!s.get(c.segur, "/contacts").await.says("Lettre aux collectivités"));
    assert!(s.get(s.manager, "/contacts").await.says("Lettre aux collectivités"));
    let nobody = s.app.nobody();
    assert_eq!(nobody.get("/lettre/inconnu").await.status, 404);
    assert_eq!(nobody.post("/lettre/inconnu", &[]).await.status, 404);
    assert_eq!(s.app.count("select count(*) from job").await, 0, "nothing left");
}
