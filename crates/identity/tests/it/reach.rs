//! Who is reached, by which channel; and the letter instead of the slip.

use identity::{App, invitations};
use mail::Kept;
use testing::TestApp;

/// Karim and Claire have never come in.
async fn waiting(app: &TestApp) {
    app.count(
        "with u as (update account set state = 'to_activate', password_hash = null, activated_at = null
             where login in ('karim.haddad', 'claire.legoff') returning 1) select count(*) from u",
    )
    .await;
}

pub async fn post_office(app: &TestApp) -> (Kept, jobs::Worker<App>) {
    let kept = Kept::new(app.app.db.clock.clone());
    let mailer = kept.clone();
    let worker =
        jobs::Worker::new(app.app.db.clone(), app.app.clone()).on(move |app: App, post: mail::Post| {
            let mailer = mailer.clone();
            async move {
                mail::deliver(
                    &mailer,
                    post,
                    |post| async move { invitations::letter(&app, post.person).await },
                )
                .await
            }
        });
    (kept, worker)
}

#[tokio::test]
async fn two_households_are_two_and_weeks_are_all_that_is_said() {
    let app = TestApp::new(identity::routes()).await;
    waiting(&app).await;
    let cast = &app.cast;
    let carrel = app.as_(cast.carrel).await;
    app.as_(cast.nadia).await;
    let path = format!("/ecole/{}/classe/{}/familles", cast.tilleuls, cast.cm1b);
    let page = carrel.get(&path).await;
    assert_eq!(page.all(".counter-value"), ["1", "1"], "one household of three; one family by half");
    assert!(page.says("sur 3") && page.says("venu·e cette semaine") && page.says("Foyer 2"));
    assert!(!page.says("rue des Lavandières") && !page.says("chemin du Lac"), "no address");
    assert_eq!(page.all("[name=only]").len(), 2);
    app.at(app.app.db.clock.now() + chrono::TimeDelta::days(14));
    let later = app.as_(cast.carrel).await.get(&path).await;
    assert!(later.says("il y a 2 semaines"));

    let school = app.as_(cast.petit).await.get(&format!("/ecole/{}/familles", cast.tilleuls)).await;
    assert!(school.says("1 sur 3") && school.says("0 sur 1"), "{}", school.text());
}

#[tokio::test]
async fn reach_is_for_the_teacher_and_the_head() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    for (person, class, school) in [
        (cast.carrel, 200, 404),
        (cast.martel, 200, 404),
        (cast.petit, 200, 200),
        (cast.duval, 404, 404),
        (cast.roy, 404, 404),
        (cast.jourdan, 404, 404),
        (cast.nadia, 404, 404),
        (cast.oger, 404, 404),
    ] {
        let client = app.as_(person).await;
        let path = format!("/ecole/{}/classe/{}/familles", cast.tilleuls, cast.cm1b);
        assert_eq!(client.get(&path).await.status, class, "{person}");
        assert_eq!(
            client.get(&format!("/ecole/{}/familles", cast.tilleuls)).await.status,
            school,
            "{person}"
        );
    }
}

#[tokio::test]
async fn only_those_chosen_are_printed_or_written_to() {
    let app = TestApp::new(identity::routes()).await;
    waiting(&app).await;
    let cast = &app.cast;
    let carrel = app.as_(cast.carrel).await;
    let (fiches, whom) = (format!("/ecole/{}/fiches", cast.tilleuls), format!("familles:{}", cast.cm1b));
    let (karim, claire) = (cast.karim.to_string(), cast.claire.to_string());
    let form = |only: &'static str, person: &str, form: &str| {
        [
            ("whom", whom.clone()),
            ("chosen", "1".to_owned()),
            (only, person.to_owned()),
            ("as", form.to_owned()),
        ]
    };
    let send = async |fields: [(&'static str, String); 4]| {
        let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        carrel.post(&fiches, &fields).await
    };
    let printed = send(form("only", &claire, "ecran")).await;
    assert_eq!(printed.all(".slip > .strong"), ["Claire Le Goff"]);
    let stranger = send(form("only", &cast.yann.to_string(), "ecran")).await;
    assert!(stranger.location().unwrap().ends_with("personne=1"), "only of all of hers");

    let (kept, worker) = post_office(&app).await;
    let sent = send(form("only", &karim, "courriel")).await;
    assert!(sent.location().unwrap().ends_with("/familles?courriels=1"), "{:?}", sent.location());
    worker.run_waiting().await.unwrap();
    let [letter] = &kept.sent()[..] else { panic!("one letter") };
    assert_eq!(letter.letter.address(), "karim.haddad@example.org");
    let text = letter.letter.text();
    assert!(!text.contains("Lina") && !text.contains("Nadia"), "{text}");
    let link = text.lines().find(|l| l.starts_with("http://preau.example/activation?code=")).unwrap();
    let page = app.nobody().get(link.trim_start_matches("http://preau.example")).await;
    assert!(page.says("Quel est le prénom de votre enfant"));
    let reach =
        carrel.get(&format!("/ecole/{}/classe/{}/familles?courriels=1", cast.tilleuls, cast.cm1b)).await;
    assert!(reach.says("courriel parti le 15 septembre") && reach.says("fiche imprimée le 15 septembre"));
    assert!(reach.says("Une lettre part"));

    invitations::bounced(&app.app, cast.karim).await.unwrap();
    let reach = carrel.get(&format!("/ecole/{}/classe/{}/familles", cast.tilleuls, cast.cm1b)).await;
    assert!(reach.says("courriel revenu") && reach.says("cette adresse n’existe pas"));
}

#[tokio::test]
async fn no_letter_goes_where_somebody_typed_the_address_herself() {
    let app = TestApp::new(identity::routes()).await;
    waiting(&app).await;
    app.count(
        "with u as (update person set email_by_person = true where first_name = 'Karim' returning 1)
         select count(*) from u",
    )
    .await;
    let cast = &app.cast;
    let carrel = app.as_(cast.carrel).await;
    let (kept, worker) = post_office(&app).await;
    let whom = format!("familles:{}", cast.cm1b);
    let path = format!("/ecole/{}/fiches", cast.tilleuls);
    let sent = carrel.post(&path, &[("whom", &whom), ("as", "courriel")]).await;
    assert!(sent.location().unwrap().ends_with("courriels=1"));
    worker.run_waiting().await.unwrap();
    assert_eq!(kept.sent()[0].letter.address(), "claire.legoff@example.org");
    let paper = carrel.post(&path, &[("whom", &whom), ("as", "ecran"), ("unmailed", "1")]).await;
    assert_eq!(paper.all(".slip > .strong"), ["Karim Haddad"]);
}
