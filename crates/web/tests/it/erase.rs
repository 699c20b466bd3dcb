//! Whoever is erased leaves nothing that says who she was, in no table, no column, no file; what others wrote
//! keeps its sense; and nobody is erased who should not be.

#![expect(clippy::disallowed_methods, reason = "the catalogue is asked in the test's own words")]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{Clock, ItemId, PersonId};
use mail::Kept;
use std::sync::Arc;
use testing::{PASSWORD, TestApp, first_day};
use web::house::{Mailroom, worker};

/// What must not be found anywhere once she is erased. No other person of the Cast has any of it.
const NEEDLES: [&str; 13] = [
    "wilhelmine",
    "quintrec",
    "wquintrec",
    "0639980101",
    "0199000202",
    "0199000303",
    "hirondelles",
    "120000001AA",
    "1983-04-17",
    "AAF-778899",
    "kerboul",
    "appareil d’essai de w",
    "tourterelle",
];
const MARK: &[u8] = "Photographie de la tourterelle de Wilhelmine".as_bytes();

struct House {
    app: TestApp,
    her: PersonId,
    post: ItemId,
}

impl House {
    /// Wilhelmine Quintrec teaches in CE2-CM1 and is Lina's third guardian; all that can be held about her is.
    async fn new() -> Self {
        let mut app = TestApp::new(web::house::routes()).await;
        app.app.life_cycles = web::house::LIFE_CYCLES;
        let her = PersonId::fresh();
        let house = Self { app, her, post: ItemId::fresh() };
        house.fill().await;
        house.writes().await;
        house
    }

    async fn run(&self, script: &str) {
        let cast = &self.app.cast;
        let named = script
            .replace(":her", &format!("'{}'", self.her))
            .replace(":post", &format!("'{}'", self.post))
            .replace(":lina", &format!("'{}'", cast.lina))
            .replace(":nadia", &format!("'{}'", cast.nadia))
            .replace(":oger", &format!("'{}'", cast.oger))
            .replace(":cm1b", &format!("'{}'", cast.cm1b))
            .replace(":tilleuls", &format!("'{}'", cast.tilleuls));
        sqlx::raw_sql(sqlx::AssertSqlSafe(named)).execute(self.app.pool()).await.unwrap();
    }

    async fn fill(&self) {
        self.run(
            "insert into person (id, title, last_name, first_name, other_names, birth_name, birth_date, email, mobile,
                 home_phone, work_phone, street, postcode, town, ine, created_at)
             values (:her, 'Mme', 'QUINTREC', 'Wilhelmine', '{Kerboul}', 'KERBOUL', '1983-04-17',
                 'wquintrec@example.org', '0639980101', '0199000202', '0199000303', '7 rue des Hirondelles', '80000',
                 'Ormes', '120000001AA', '2026-09-01');
             insert into account (person_id, login, state, password_hash, activated_at, created_at)
             select :her, 'wilhelmine.quintrec', 'active', password_hash, '2026-09-02', '2026-09-01'
             from account limit 1;
             insert into role (id, person_id, kind, place_id, school_id, from_day, source) values
               (gen_random_uuid(), :her, 'teacher', :tilleuls, :tilleuls, '2026-09-01', 'feed'),
               (gen_random_uuid(), :her, 'teacher', :cm1b, :tilleuls, '2026-09-01', 'self');
             insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
             values (:lina, :her, 'other', 'joint', '2026-09-01', 'feed');
             insert into person_key (source, key, person_id, category, hash) values ('aaf', 'AAF-778899', :her, 'relative', '\\x');
             insert into pending_link (pupil_id, source, relative_key, relation, authority, since)
             values (:lina, 'aaf', 'AAF-778899', 'other', 'joint', '2026-09-01');
             insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
             values (gen_random_uuid(), :nadia, :her, 'email', '2026-09-01');
             insert into feed_import (id, file_name, state, received_by, received_at)
             values ('00000000-0000-7000-8000-000000000001', 'feed.tgz', 'applied', :her, '2026-09-14');
             insert into feed_import_line (import_id, position, what, person_id, label, reason, other_person_id) values
               ('00000000-0000-7000-8000-000000000001', 1, 'created', :her, 'Wilhelmine Quintrec', '', null),
               ('00000000-0000-7000-8000-000000000001', 2, 'odd', :nadia, 'Nadia Benali', 'Comme Wilhelmine Quintrec', :her);
             insert into session (id, token_hash, person_id, device, kept, created_at, seen_at, ends_at)
             values (gen_random_uuid(), 'x', :her, 'Appareil d’essai de W', true, '2026-09-15', '2026-09-15', '2027-09-15');
             insert into password_reset (token_hash, person_id, ends_at) values ('y', :her, '2027-09-15');
             update place set name = 'CE2-CM1 MME QUINTREC' where id = :cm1b;",
        )
        .await;
        let mut tx = self.app.app.db.begin().await.unwrap();
        let today = tx.today();
        identity::audiences::refresh_all(tx.conn(), today).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A post that Nadia answers, one with a comment of her own; a draft with a file; her data asked for.
    async fn writes(&self) {
        let (w, nadia) = (self.app.as_(self.her).await, self.app.as_(self.app.cast.nadia).await);
        let families = sqlx::query_scalar!(
            "select id from audience where kind = 'class_guardians' and place_id = $1",
            self.app.cast.cm1b.0
        );
        let families = families.fetch_one(self.app.pool()).await.unwrap().to_string();
        let (post, draft) = (self.post.to_string(), ItemId::fresh());
        let fields = [
            ("brouillon", &*post),
            ("texte", "Sortie jeudi. Signé : Wilhelmine QUINTREC, 0639980101"),
            ("audience", &*families),
            ("commentaires", "1"),
        ];
        let reply = w.post_files("/fil/publier", &fields, &[("fichier", "mot_quintrec.txt", MARK)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let draft = format!("/fil/brouillon/{draft}/fichier");
        let secret = "Secret de Wilhelmine".as_bytes();
        assert_eq!(w.post_files(&draft, &[], &[("fichier", "w.txt", secret)]).await.status, 200);
        let answer = format!("/fil/{post}/repondre");
        assert_eq!(nadia.post(&answer, &[("texte", "Merci Mme Quintrec, à jeudi")]).await.status, 303);
        assert_eq!(w.post(&answer, &[("texte", "Pensez au goûter — Wilhelmine")]).await.status, 303);
        assert_eq!(w.post(&format!("/fil/{post}/reaction"), &[("reaction", "merci")]).await.status, 303);
        let her = self.her.to_string();
        assert_eq!(w.post("/moi/mes-donnees", &[("person", &her)]).await.status, 303);
        self.work().await;
    }

    async fn work(&self) {
        let mailroom = Mailroom::Kept(Arc::new(Kept::new(Clock::fixed(self.app.app.db.clock.now()))));
        worker(&self.app.app, &mailroom).run_waiting().await.unwrap();
        assert_eq!(jobs::left_over(self.app.pool()).await.unwrap(), 0, "no task failed");
    }

    async fn night(&self, now: DateTime<Utc>) {
        self.app.at(now);
        sqlx::query!("delete from daily").execute(self.app.pool()).await.unwrap();
        let mailroom = Mailroom::Kept(Arc::new(Kept::new(Clock::fixed(now))));
        worker(&self.app.app, &mailroom).ask_daily().await.unwrap();
        self.work().await;
    }

    /// Her last day was this one.
    async fn leaves(&self, last: NaiveDate) {
        self.run(&format!(
            "update role set until_day = '{last}' where person_id = :her;
             update guardian_link set until_day = '{last}' where guardian_id = :her;"
        ))
        .await;
    }

    /// « table: needle » for whatever is found in any column of any table.
    async fn traces(&self) -> Vec<String> {
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('%I', table_name) from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
        )
        .fetch_all(self.app.pool())
        .await
        .unwrap();
        let mut found = Vec::new();
        for table in tables {
            let look = format!(
                "select needle from unnest($1::text[]) needle where exists (select from {table} t where strpos(lower(t::text), lower(needle)) > 0)"
            );
            let hits: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(look))
                .bind(NEEDLES.map(str::to_owned).to_vec())
                .fetch_all(self.app.pool())
                .await
                .unwrap();
            found.extend(hits.into_iter().map(|needle| format!("{table}: {needle}")));
        }
        found
    }

    /// Files of the store that hold her name or her mark.
    fn bytes_left(&self) -> usize {
        fn look(folder: &std::path::Path) -> usize {
            let holds = |path: &std::path::Path| {
                let bytes = std::fs::read(path).unwrap();
                bytes.starts_with(b"PK") || bytes.windows(10).any(|w| w == b"Wilhelmine")
            };
            let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
            entries.map(|p| if p.is_dir() { look(&p) } else { usize::from(holds(&p)) }).sum()
        }
        look(self.app.files())
    }

    async fn is_there(&self) -> bool {
        let n = sqlx::query_scalar!(r#"select count(*) as "n!" from person where id = $1"#, self.her.0);
        n.fetch_one(self.app.pool()).await.unwrap() == 1
    }
}

fn after(days: i64) -> DateTime<Utc> {
    first_day() + TimeDelta::days(days)
}

#[tokio::test]
async fn an_erased_person_is_in_no_table_and_no_file() {
    let house = House::new().await;
    crate::lived::filled(&house.app, "elle", house.her).await;
    let before = house.traces().await;
    for needle in NEEDLES.iter().filter(|n| **n != "tourterelle") {
        assert!(
            before.iter().any(|found| found.ends_with(needle)),
            "{needle} is looked for and was never there"
        );
    }
    assert_eq!(house.bytes_left(), 3, "a paper, a draft's paper, her data");
    house.leaves(first_day().date_naive()).await;
    house.night(after(30)).await;
    let state = sqlx::query_scalar!("select state from account where person_id = $1", house.her.0);
    assert_eq!(
        state.fetch_one(house.app.pool()).await.unwrap(),
        "leaving",
        "three weeks after the last role"
    );
    house.night(after(91)).await;
    assert!(house.is_there().await, "her three months are not over");
    house.night(after(92)).await;
    assert!(!house.is_there().await);
    house.night(after(94)).await;

    assert_eq!(house.traces().await, [""; 0]);
    assert_eq!(
        house
            .app
            .count("select count(*) from person where id = '00000000-0000-7000-8000-0000000000ee'")
            .await,
        1
    );
    // Her post is the school's: it stays, nameless, with its paper, whose text is hers to have taken away.
    assert_eq!(house.bytes_left(), 1, "the published paper, which is the school's");
    let nadia = house.app.as_(house.app.cast.nadia).await;
    let page = nadia.get(&format!("/fil/{}", house.post)).await;
    assert_eq!(page.status, 200);
    assert!(page.says("Personne effacée") && page.says("Sortie jeudi"), "{}", page.text());
    assert!(page.says("Merci Mme …, à jeudi") && page.says("Pensez au goûter"), "{}", page.text());
    assert!(!page.text().to_lowercase().contains("quintrec"));
    let audit = house.app.count("select count(*) from audit where act = 'people_erased'").await;
    assert_eq!(audit, 1);
    let report =
        house.app.count("select sum(removed)::bigint from retention_run where rule = 'comptes'").await;
    assert!(report >= 1, "the night says what it did");
}

#[tokio::test]
async fn who_objects_takes_her_answers_along() {
    let house = House::new().await;
    // A family, and nothing else: what is written for work is the school's.
    house.run("delete from role where person_id = :her; insert into objection (person_id, made_by, made_at) values (:her, :her, '2026-09-15');").await;
    house.leaves(first_day().date_naive()).await;
    house.night(after(30)).await;
    house.night(after(100)).await;
    assert!(!house.is_there().await);
    assert_eq!(house.app.count("select count(*) from comment where body like '%goûter%'").await, 0);
    assert_eq!(house.app.count("select count(*) from item where published_at is not null").await, 0);
}

#[tokio::test]
async fn nobody_is_erased_who_is_held_or_back() {
    let house = House::new().await;
    house.leaves(first_day().date_naive()).await;
    house.night(after(30)).await;
    house.app.at(after(86));
    let oger = house.app.as_(house.app.cast.oger).await;
    assert!(oger.get("/pilotage/departs").await.says("Wilhelmine Quintrec"), "a week before");
    let hold = format!("/pilotage/departs/{}/garder", house.her);
    assert_eq!(oger.post(&hold, &[("reason", " ")]).await.status, 422);
    assert_eq!(oger.post(&hold, &[("reason", "Litige")]).await.status, 303);
    house.night(after(120)).await;
    assert!(house.is_there().await, "held");
    let oger = house.app.as_(house.app.cast.oger).await;
    assert!(oger.get("/pilotage/departs").await.says("Litige"));
    house.run("update guardian_link set until_day = null where guardian_id = :her;").await;
    assert_eq!(oger.post(&format!("/pilotage/departs/{}/liberer", house.her), &[]).await.status, 303);
    house.night(after(121)).await;
    assert!(house.is_there().await, "she answers for Lina again");
    let back = sqlx::query!(
        "select a.state, p.leaving_since from account a join person p on p.id = a.person_id where p.id = $1",
        house.her.0
    )
    .fetch_one(house.app.pool())
    .await
    .unwrap();
    assert_eq!((back.state.as_str(), back.leaving_since), ("active", None));
    assert_eq!(house.app.as_(house.her).await.get("/fil").await.status, 200, "everything is back");
}

/// A feed says so on Tuesday: the night after, she is gone.
#[tokio::test]
async fn who_never_came_is_erased_the_same_night() {
    let house = House::new().await;
    house.run("update account set activated_at = null, state = 'leaving' where person_id = :her; update person set leaving_since = '2026-09-15' where id = :her;").await;
    house.leaves(first_day().date_naive() - TimeDelta::days(1)).await;
    house.night(first_day()).await;
    assert!(!house.is_there().await);
    assert_eq!(house.traces().await, [""; 0]);
    // How many is shown for a week, to the project and to the head; who, to nobody.
    let c = &house.app.cast;
    let departures = house.app.as_(c.oger).await.get("/pilotage/departs").await;
    assert!(departures.says("Les Tilleuls 1 0"), "{}", departures.text());
    let people = format!("/ecole/{}/personnes", c.tilleuls);
    let told = house.app.as_(c.petit).await.get(&people).await;
    assert!(told.says("1 compte de l’école a été effacé"), "{}", told.text());
    let other = house.app.as_(c.jourdan).await.get(&format!("/ecole/{}/personnes", c.moulin)).await;
    assert!(!other.says("effacé"));
    house.app.at(after(7));
    assert!(!house.app.as_(c.petit).await.get(&people).await.says("effacé"));
}

/// A role that ended by itself: an adult who never came and answers for nobody does not wait the three weeks in
/// which a substitute is named again; who answers for a child does.
#[tokio::test]
async fn who_never_came_waits_only_with_a_child() {
    let house = House::new().await;
    house.run("update account set activated_at = null, state = 'to_activate' where person_id = :her;").await;
    house.leaves(first_day().date_naive()).await;
    house.night(after(1)).await;
    assert!(house.is_there().await, "a family in September");
    house.run("delete from guardian_link where guardian_id = :her;").await;
    house.night(after(2)).await;
    assert!(!house.is_there().await);
}

/// A nursery child enters through her family: one of them came, so has she. A child who is hidden from somebody
/// is not taken away and brought back without it.
#[tokio::test]
async fn a_child_has_come_when_her_family_has() {
    let house = House::new().await;
    house.run("update account set activated_at = null where person_id = :lina;
        update role set until_day = '2026-09-15' where person_id = :lina; delete from protection where pupil_id = :lina;").await;
    let lina = house.app.cast.lina;
    let is_there = async || {
        let n = sqlx::query_scalar!(r#"select count(*) as "n!" from person where id = $1"#, lina.0);
        n.fetch_one(house.app.pool()).await.unwrap() == 1
    };
    house.night(after(30)).await;
    assert!(is_there().await, "Nadia came: Lina has her three months");
    house.run("update account set activated_at = null where person_id in (select guardian_id from guardian_link where pupil_id = :lina);
        insert into protection (id, pupil_id, guardian_id, reason, from_day, until_day, decided_at)
        values (gen_random_uuid(), :lina, :nadia, 'Jugement', '2026-09-15', '2027-09-15', '2026-09-15');").await;
    house.night(after(31)).await;
    assert!(is_there().await, "she is hidden from somebody");
    house.run("delete from protection;").await;
    house.night(after(32)).await;
    assert!(!is_there().await, "nobody ever came");
}

/// What closed her account is not undone by a role that ends, nor by one that begins.
#[tokio::test]
async fn who_is_blocked_stays_so_when_she_leaves_and_when_she_is_back() {
    let house = House::new().await;
    let state = async || {
        let n = sqlx::query_scalar!("select state from account where person_id = $1", house.her.0);
        n.fetch_one(house.app.pool()).await.unwrap()
    };
    let comes_in = async || {
        let typed = [("login", "wilhelmine.quintrec"), ("secret", PASSWORD)];
        house.app.nobody().post("/connexion", &typed).await.status == 303
    };
    house.run("update account set state = 'blocked' where person_id = :her;").await;
    house.leaves(first_day().date_naive()).await;
    house.night(after(30)).await;
    assert_eq!((state().await.as_str(), comes_in().await), ("blocked", false), "leaving, and blocked");
    house.run("update guardian_link set until_day = null where guardian_id = :her;").await;
    house.night(after(31)).await;
    assert_eq!((state().await.as_str(), comes_in().await), ("blocked", false), "back, and blocked");
    house.leaves(after(31).date_naive()).await;
    house.night(after(60)).await;
    assert!(identity::unblock(house.app.pool(), house.her).await.unwrap());
    assert_eq!((state().await.as_str(), comes_in().await), ("leaving", true), "for her own data");
    house.run("update guardian_link set until_day = null where guardian_id = :her;").await;
    house.night(after(61)).await;
    assert_eq!(state().await, "active");
    house.night(after(400)).await;
    assert!(house.is_there().await);
}

#[tokio::test]
async fn a_leaver_signs_in_for_her_data() {
    let house = House::new().await;
    house.leaves(first_day().date_naive()).await;
    house.night(after(30)).await;
    let mut client = house.app.nobody();
    let reply = client.post("/connexion", &[("login", "wilhelmine.quintrec"), ("secret", PASSWORD)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let home = client.follow(&reply).await;
    assert_eq!(home.location(), Some("/moi/mes-donnees"));
    let page = client.follow(&home).await;
    assert!(page.says("Ce compte se ferme") && page.says("16 décembre 2026"), "{}", page.text());
    let her = house.her.to_string();
    assert_eq!(client.post("/moi/mes-donnees", &[("person", &her)]).await.status, 303);
    house.work().await;
    let page = client.get("/moi/mes-donnees").await;
    let file = page.attribute("a[download]", "href").unwrap().to_owned();
    let zip = client.get(&file).await;
    assert_eq!(zip.status, 200);
    let stranger = house.app.as_(house.app.cast.yann).await;
    assert_eq!(stranger.get(&file).await.status, 404);
    assert_eq!(
        client.post("/moi/mes-donnees", &[("person", &house.app.cast.zoe.to_string())]).await.status,
        404
    );
}
