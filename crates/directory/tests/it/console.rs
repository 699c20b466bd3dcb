//! Imports as people reach them: the operator sends a feed, looks, confirms; a head reads hers.

use crate::feed::files;
use directory::{routes, work};
use jobs::{Worker, left_over};
use kernel::ImportId;
use testing::{Client, Reply, TestApp};

const LIST: &str = "/pilotage/imports";

struct Console {
    test: TestApp,
    operator: Client,
}

impl Console {
    /// The Cast's two schools are those of the sample feed, by UAI.
    async fn new() -> Self {
        let test = TestApp::new(routes()).await;
        for (school, uai) in [(test.cast.tilleuls, "0809991A"), (test.cast.moulin, "0809990Z")] {
            sqlx::query("update place set uai = $2 where id = $1")
                .bind(school.0)
                .bind(uai)
                .execute(test.pool())
                .await
                .unwrap();
        }
        let operator = test.as_(test.cast.oger).await;
        Self { test, operator }
    }

    async fn send(&self, name: &str, bytes: &[u8]) -> Reply {
        self.operator.post_files(LIST, &[], &[("feed", name, bytes)]).await
    }

    /// Sends a sample; says where its page is.
    async fn sent(&self, sample: &str) -> String {
        let name = sample.rsplit('/').next().unwrap();
        let reply = self.send(name, &std::fs::read(files(sample)).unwrap()).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.location().unwrap().to_owned()
    }

    async fn jobs_done(&self) {
        let worker = work(Worker::new(self.test.app.db.clone(), self.test.app.clone()), |_| {
            Box::pin(async { Ok(()) })
        });
        worker.run_waiting().await.unwrap();
        assert_eq!(left_over(self.test.pool()).await.unwrap(), 0);
    }

    /// What is done each night, at this time or as soon after as the hour comes.
    async fn night(&self, now: chrono::DateTime<chrono::Utc>) {
        self.test.at(now);
        let before = now - chrono::TimeDelta::days(14);
        directory::forget_feeds(self.test.app.clone(), before).await.unwrap();
    }

    async fn applied(&self, sample: &str) -> String {
        let page = self.sent(sample).await;
        self.jobs_done().await;
        let reply = self.operator.post(&format!("{page}/appliquer"), &[("sure", "1")]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        self.jobs_done().await;
        page
    }

    async fn people(&self) -> i64 {
        self.test.count("select count(*) from person").await
    }

    fn kept_files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.test.files())
    }
}

fn import_of(page: &str) -> ImportId {
    page.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_feed_is_looked_at_then_applied() {
    let console = Console::new().await;
    let (people, audited) = (console.people().await, console.test.audited().await);
    let page = console.sent("feeds/s1/complet.tgz").await;
    assert_eq!(console.test.audited().await, audited + 1);
    let waiting = console.operator.get(&page).await;
    assert!(waiting.says("Reçu, en attente de lecture"));
    assert_eq!(waiting.attribute("section a.button", "href").as_deref(), Some(&*page), "a link refreshes");
    assert!(waiting.all("form").is_empty(), "nothing to apply yet");

    console.jobs_done().await;
    let preview = console.operator.get(&page).await;
    assert!(preview.says("À vérifier, puis à appliquer") && preview.says("Ce qui changerait"));
    let created: i64 = preview.all(".counter-value")[0].parse().unwrap();
    assert!(created > 100);
    let schools = preview.all("details.fold summary");
    assert!(schools.iter().any(|s| s.starts_with("LES TILLEULS :") && s.contains("créés")), "{schools:?}");
    assert_eq!(console.people().await, people, "a preview changes nothing");

    let audited = console.test.audited().await;
    let reply = console.operator.post(&format!("{page}/appliquer"), &[]).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, Some(&*page)));
    assert_eq!(console.test.audited().await, audited + 1);
    let again = console.operator.post(&format!("{page}/appliquer"), &[]).await;
    assert_eq!(again.status, 422, "a second click starts nothing");
    console.jobs_done().await;
    let applied = console.operator.get(&page).await;
    assert!(applied.says("Appliqué") && applied.says("Ce qui a changé"));
    assert_eq!(console.people().await, people + created);
    assert_eq!(console.kept_files(), 0, "the feed is not kept");
    assert!(console.operator.get(LIST).await.all("tbody tr")[0].contains("Appliqué"));
}

#[tokio::test]
async fn a_job_done_twice_applies_once() {
    let console = Console::new().await;
    let page = console.applied("feeds/s1/complet.tgz").await;
    let applied = "select count(*) from audit where act = 'feed_applied'";
    assert_eq!(console.test.count(applied).await, 1);
    sqlx::query("insert into job (id, kind, payload, run_at) values (gen_random_uuid(), 'read_feed', $1, '2026-09-15')")
        .bind(serde_json::json!({"import": import_of(&page), "mode": "apply"}))
        .execute(console.test.pool())
        .await
        .unwrap();
    console.jobs_done().await;
    assert_eq!(console.test.count(applied).await, 1);
    assert!(console.operator.get(&page).await.says("Appliqué"));
}

#[tokio::test]
async fn too_many_departures_wait_for_a_yes() {
    let console = Console::new().await;
    console.applied("feeds/s3/complet.tgz").await;
    let people = "select count(*) from person where leaving_since is not null";
    let page = console.sent("feeds/s1/complet.tgz").await;
    console.jobs_done().await;
    let preview = console.operator.get(&page).await;
    assert!(
        preview.all("#departs li").iter().any(|l| l.starts_with("Dans tout le projet :")),
        "{}",
        preview.text()
    );
    let apply = format!("{page}/appliquer");
    let audited = console.test.audited().await;
    let refused = console.operator.post(&apply, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Cochez la case pour confirmer ces départs"));
    assert_eq!(console.test.audited().await, audited + 1);
    assert_eq!(console.test.count(people).await, 0);
    let held = console.people().await;
    let mut app = console.test.app.clone();
    app.life_cycles = &[identity::life_cycle::LIFE_CYCLE, directory::life_cycle::LIFE_CYCLE];
    let erased = identity::leaving::erase::night(&app).await.unwrap().erased;
    assert_eq!((erased, console.people().await), (0, held), "of a feed that is held nobody is erased");
    assert_eq!(console.operator.post(&apply, &[("sure", "1")]).await.status, 303);
    console.jobs_done().await;
    assert!(console.test.count(people).await > 100);
    let erased = identity::leaving::erase::night(&app).await.unwrap().erased;
    assert!(erased > 100, "they had never come: {erased}");
}

#[tokio::test]
async fn a_head_reads_the_lines_of_her_school_only() {
    let console = Console::new().await;
    let cast = console.test.cast.clone();
    let page = console.applied("feeds/s1/complet.tgz").await;
    let (petit, jourdan) = (console.test.as_(cast.petit).await, console.test.as_(cast.jourdan).await);
    let (hers, his) =
        (format!("/ecole/{}/imports", cast.tilleuls), format!("/ecole/{}/imports", cast.moulin));
    let one = format!("{hers}/{}", import_of(&page));

    let list = petit.get(&hers).await;
    assert_eq!(list.attribute("tbody a", "href").as_deref(), Some(&*one));
    let shown = petit.get(&one).await;
    let groups = shown.all("details.fold summary");
    assert!(groups.len() == 1 && groups[0].starts_with("LES TILLEULS :"), "{groups:?}");
    let told = shown.all("details tbody th");
    let elsewhere: Vec<String> = sqlx::query_scalar(
        "select label from feed_import_line where school_id is distinct from $1 and what = 'created'",
    )
    .bind(cast.tilleuls.0)
    .fetch_all(console.test.pool())
    .await
    .unwrap();
    assert!(!told.is_empty() && elsewhere.len() > 10);
    assert!(!told.iter().any(|who| elsewhere.contains(who)), "a name of another school");

    assert_eq!(jourdan.get(&his).await.status, 200);
    for path in [&hers, &one, &page, &LIST.to_owned()] {
        assert_eq!(jourdan.get(path).await.status, 404, "{path}");
        for other in [cast.carrel, cast.nadia, cast.lina, cast.segur] {
            assert_eq!(console.test.as_(other).await.get(path).await.status, 404, "{path}");
        }
    }
    assert_eq!(petit.get(&page).await.status, 404);
}

#[tokio::test]
async fn a_head_sees_no_preview() {
    let console = Console::new().await;
    let tilleuls = console.test.cast.tilleuls;
    let page = console.sent("feeds/s1/complet.tgz").await;
    console.jobs_done().await;
    let petit = console.test.as_(console.test.cast.petit).await;
    assert!(petit.get(&format!("/ecole/{tilleuls}/imports")).await.all("tbody a").is_empty());
    let one = format!("/ecole/{tilleuls}/imports/{}", import_of(&page));
    assert_eq!(petit.get(&one).await.status, 404);
}

#[tokio::test]
async fn a_hostile_archive_is_refused_with_its_sentence() {
    let console = Console::new().await;
    for (sample, sentence) in [
        ("hostile/liens-et-peripheriques.tar.gz", "un nom de fichier dangereux"),
        ("hostile/bombe-imbriquee.zip", "Aucun fichier de l’annuaire n’a été trouvé"),
    ] {
        let page = console.sent(sample).await;
        console.jobs_done().await;
        let refused = console.operator.get(&page).await;
        assert!(refused.says("Ce flux est refusé.") && refused.says(sentence), "{}", refused.text());
        assert_eq!(console.operator.post(&format!("{page}/appliquer"), &[("sure", "1")]).await.status, 422);
        assert_eq!(console.kept_files(), 0);
    }
}

#[tokio::test]
async fn what_is_no_archive_is_refused_kindly() {
    let console = Console::new().await;
    let audited = console.test.audited().await;
    let text = console.send("eleves.csv", b"INE;Nom;Prenom\n").await;
    assert_eq!(text.status, 422);
    assert!(text.all(".field-error")[0].contains("eleves.csv"), "{}", text.text());
    let nothing = console.send("", b"").await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.all(".field-error")[0].starts_with("Choisissez l’archive"));
    assert_eq!(console.test.audited().await, audited + 2);
    assert_eq!(console.test.count("select count(*) from feed_import").await, 0);
    assert_eq!(console.kept_files(), 0);
}

#[tokio::test]
async fn bytes_that_are_gone_are_asked_for_again() {
    let console = Console::new().await;
    let page = console.sent("feeds/s1/delta.tgz").await;
    for folder in std::fs::read_dir(console.test.files()).unwrap() {
        std::fs::remove_dir_all(folder.unwrap().path()).unwrap();
    }
    console.jobs_done().await;
    assert!(console.operator.get(&page).await.says("Déposez-le de nouveau"));
}

#[tokio::test]
async fn a_feed_that_nobody_confirms_is_forgotten_and_one_that_was_applied_is_not() {
    let console = Console::new().await;
    let applied = console.applied("feeds/s1/complet.tgz").await;
    let page = console.sent("feeds/s1/delta.tgz").await;
    console.jobs_done().await;
    let lines = console.test.count("select count(*) from feed_import_line").await;
    let days = |days| testing::first_day() + chrono::TimeDelta::days(days);
    console.night(days(13)).await;
    assert!(console.operator.get(&page).await.says("À vérifier, puis à appliquer"));
    assert_eq!(console.kept_files(), 1);

    for _ in 0..2 {
        console.night(days(15)).await;
        let forgotten = console.operator.get(&page).await;
        assert!(forgotten.says("Personne n’a confirmé cet import"), "{}", forgotten.text());
        assert_eq!(console.kept_files(), 0, "no name stays in the store");
    }
    let left = console.test.count("select count(*) from feed_import_line").await;
    assert!(left > 100 && left < lines, "the applied one's report stays");
    assert!(console.operator.get(&applied).await.says("Appliqué"));
    let operator = console.test.as_(console.test.cast.oger).await;
    assert_eq!(operator.post(&format!("{page}/appliquer"), &[("sure", "1")]).await.status, 422);
}

#[tokio::test]
async fn bytes_whose_receiver_was_killed_are_not_kept() {
    let console = Console::new().await;
    let page = console.sent("feeds/s1/delta.tgz").await;
    sqlx::query("delete from job").execute(console.test.pool()).await.unwrap();
    sqlx::query("delete from feed_import").execute(console.test.pool()).await.unwrap();
    console.night(testing::first_day()).await;
    assert_eq!(console.kept_files(), 1, "its row may still come");
    // The store's own clock says when the bytes came.
    console.night("2126-09-15T08:30:00Z".parse().unwrap()).await;
    assert_eq!(console.kept_files(), 0, "{page}");
}

#[tokio::test]
async fn the_last_import_is_looked_at_then_taken_back() {
    let console = Console::new().await;
    let people = console.people().await;
    let first = console.applied("feeds/s1/complet.tgz").await;
    let after_first = console.people().await;
    let page = console.applied("feeds/s1/delta.tgz").await;
    let after_second = console.people().await;
    let (look, undo) = (format!("{page}/defaire/apercu"), format!("{page}/defaire"));
    // The one before cannot be taken back any more, and nothing is undone that nobody has looked at.
    assert!(!console.operator.get(&first).await.says("Défaire cet import"));
    assert_eq!(console.operator.post(&format!("{first}/defaire/apercu"), &[]).await.status, 422);
    let early = console.operator.post(&undo, &[]).await;
    assert!(early.status == 422 && early.says("Regardez d’abord"), "{}", early.text());

    assert!(console.operator.get(&page).await.says("Voir ce qui serait défait"));
    assert_eq!(console.operator.post(&look, &[]).await.status, 303);
    assert!(console.operator.get(&page).await.says("On regarde ce qui serait défait."));
    assert_eq!(console.operator.post(&look, &[]).await.status, 422, "a second click starts nothing");
    console.jobs_done().await;
    let seen = console.operator.get(&page).await;
    assert!(seen.says("Ce qui serait défait") && seen.says("Fiches retirées"), "{}", seen.text());
    assert_eq!(console.people().await, after_second, "looking changes nothing");
    let stale = console.test.unconfirmed(console.test.cast.oger).await.post(&undo, &[]).await;
    assert_eq!(stale.location().map(|to| to.starts_with("/confirmer")), Some(true));
    for other in
        [console.test.cast.petit, console.test.cast.segur, console.test.cast.carrel, console.test.cast.nadia]
    {
        let client = console.test.as_(other).await;
        assert_eq!(
            (client.post(&look, &[]).await.status, client.post(&undo, &[]).await.status),
            (404.try_into().unwrap(), 404.try_into().unwrap())
        );
    }

    let audited = console.test.audited().await;
    assert_eq!(console.operator.post(&undo, &[]).await.status, 303);
    assert_eq!(console.test.audited().await, audited + 1);
    console.jobs_done().await;
    assert_eq!(console.test.audited().await, audited + 2, "what the job did is told, too");
    assert_eq!(console.people().await, after_first);
    let undone = console.operator.get(&page).await;
    assert!(undone.says("Appliqué, puis défait") && undone.says("Ce qui a été défait"), "{}", undone.text());
    assert_eq!(console.operator.post(&undo, &[]).await.status, 422);
    assert!(
        console.operator.get(&format!("{LIST}?etat=undone")).await.all("tbody tr")[0].contains("delta.tgz")
    );
    assert!(after_first > people);
    let petit = console.test.as_(console.test.cast.petit).await;
    let hers = format!("/ecole/{}/imports", console.test.cast.tilleuls);
    assert!(
        petit.get(&hers).await.says("défait depuis") || petit.get(&hers).await.all("tbody tr").len() == 1
    );
}

#[tokio::test]
async fn what_would_be_left_is_told_with_its_reason() {
    let console = Console::new().await;
    let page = console.applied("feeds/s1/complet.tgz").await;
    sqlx::query(
        "update account set state = 'active', activated_at = '2026-09-15' where person_id = (
             select person_id from person_key where category = 'staff' order by key limit 1)",
    )
    .execute(console.test.pool())
    .await
    .unwrap();
    console.operator.post(&format!("{page}/defaire/apercu"), &[]).await;
    console.jobs_done().await;
    let seen = console.operator.get(&page).await;
    assert!(
        seen.says("N’est pas défait, et pourquoi") && seen.says("le compte est déjà ouvert"),
        "{}",
        seen.text()
    );
    let petit = console.test.as_(console.test.cast.petit).await;
    let one = format!("/ecole/{}/imports/{}", console.test.cast.tilleuls, import_of(&page));
    assert!(!petit.get(&one).await.says("non défait"), "a look is the project's");
}
