//! A whole school's year turns: who reads what, for each person and each item, before and after; then it is
//! undone, and everything is as it was.

#![expect(clippy::disallowed_methods, reason = "the tables are compared in the test's own words")]

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use kernel::{ItemId, PersonId};
use std::collections::BTreeSet;
use testing::TestApp;
use uuid::Uuid;

/// 20 June 2027.
pub fn june() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 6, 20, 8, 0, 0).unwrap()
}

pub struct School {
    pub app: TestApp,
    /// Of Mme Carrel to her families; of Mme Roy to hers; of the head to all families, to the adults.
    pub posts: [ItemId; 4],
}

/// « person reads item as side ».
pub type Reads = BTreeSet<(Uuid, Uuid, String)>;

impl School {
    pub async fn new() -> Self {
        let mut app = TestApp::new(web::house::routes()).await;
        app.app.life_cycles = web::house::LIFE_CYCLES;
        app.at(june());
        refresh(&app).await;
        let cast = app.cast.clone();
        let school = Self { posts: std::array::from_fn(|_| ItemId::fresh()), app };
        school.publish(0, cast.carrel, "class_guardians", cast.cm1b.0).await;
        school.publish(1, cast.roy, "class_guardians", cast.cp.0).await;
        school.publish(2, cast.petit, "school_guardians", cast.tilleuls.0).await;
        school.publish(3, cast.petit, "school_adults", cast.tilleuls.0).await;
        school
    }

    pub async fn audience(&self, kind: &str, place: Uuid) -> String {
        let id =
            sqlx::query_scalar!("select id from audience where kind = $1 and place_id = $2", kind, place);
        id.fetch_one(self.app.pool()).await.unwrap().to_string()
    }

    async fn publish(&self, at: usize, by: PersonId, kind: &str, place: Uuid) {
        let (id, audience) = (self.posts[at].to_string(), self.audience(kind, place).await);
        let fields =
            [("brouillon", &*id), ("texte", "Bonjour"), ("audience", &*audience), ("commentaires", "1")];
        let reply = self.app.as_(by).await.post_files("/fil/publier", &fields, &[]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
    }

    pub async fn reads(&self) -> Reads {
        let rows: Vec<(Uuid, Uuid, String)> = sqlx::query_as(
            "select p.id, i.id, post_side(i.id, p.id, exists (
                 select from role r where r.person_id = p.id and r.kind in ('head', 'inspector') and r.until_day is null))
             from person p cross join item i where i.kind = 'post' and i.published_at is not null
               and post_side(i.id, p.id, false) is not null",
        )
        .fetch_all(self.app.pool())
        .await
        .unwrap();
        rows.into_iter().collect()
    }

    /// All that a turn may touch, as text.
    pub async fn tables(&self) -> Vec<String> {
        let mut all = Vec::new();
        for table in [
            "role",
            "place",
            "place_key",
            "audience",
            "audience_member",
            "archive_member",
            "share",
            "item",
            "person",
        ] {
            let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "select '{table} ' || t::text from {table} t order by 1"
            )))
            .fetch_all(self.app.pool())
            .await
            .unwrap();
            all.extend(rows);
        }
        all
    }

    pub fn annee(&self) -> String {
        format!("/ecole/{}/annee", self.app.cast.tilleuls)
    }

    pub async fn class_named(&self, name: &str) -> Uuid {
        sqlx::query_scalar("select id from year_turn_class where name = $1")
            .bind(name)
            .fetch_one(self.app.pool())
            .await
            .unwrap()
    }

    pub async fn head(&self, path: &str, fields: &[(&str, &str)]) -> testing::Reply {
        let head = self.app.as_(self.app.cast.petit).await;
        head.post(&format!("{}{path}", self.annee()), fields).await
    }

    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) {
        let reply = self.head(path, fields).await;
        assert_eq!(reply.status, 303, "{path}: {}", reply.text());
    }

    /// CP becomes CE1 with Mme Roy, CE2-CM1 stays with Mme Carrel, a CM2 opens with Mme Keller.
    pub async fn prepare(&self) {
        self.does("", &[]).await;
        let cp = self.class_named("CP MME ROY").await;
        let roy = self.app.cast.roy.to_string();
        self.does(&format!("/classes/{cp}"), &[("name", "CE1 MME ROY"), ("level", "CE1"), ("teacher", &roy)])
            .await;
        self.does("/classes", &[("name", "CM2"), ("level", "CM2")]).await;
        let (cm2, keller) = (self.class_named("CM2").await, self.app.cast.keller.to_string());
        self.does(&format!("/classes/{cm2}"), &[("name", "CM2"), ("level", "CM2"), ("teacher", &keller)])
            .await;
        self.does("", &[]).await;
    }
}

pub async fn refresh(app: &TestApp) {
    let mut tx = app.app.db.begin().await.unwrap();
    let today = tx.today();
    identity::audiences::refresh_all(tx.conn(), today).await.unwrap();
    tx.commit().await.unwrap();
}

async fn everybody_is_one_class_further(school: &School) {
    let cast = &school.app.cast;
    for (pupil, place, level) in [
        (cast.tom, "CE1 MME ROY", "CE1"),
        (cast.lina, "CM2", "CM2"),
        (cast.malo, "CE2-CM1 MME CARREL", "CM1"),
    ] {
        let is: (String, Option<String>) = sqlx::query_as(
            "select c.name, p.level from role r join place c on c.id = r.place_id join person p on p.id = r.person_id
             where r.person_id = $1 and r.until_day is null and r.kind = 'pupil'",
        )
        .bind(pupil.0)
        .fetch_one(school.app.pool())
        .await
        .unwrap();
        assert_eq!(is, (place.to_owned(), Some(level.to_owned())));
    }
}

/// A child who comes to CE1 sees nothing of the CP’s archive; who was there reads, and nobody writes.
async fn the_archive_is_read_and_not_written(school: &School) {
    let cast = &school.app.cast;
    let ce1: Uuid = sqlx::query_scalar("select id from place where name = 'CE1 MME ROY'")
        .fetch_one(school.app.pool())
        .await
        .unwrap();
    sqlx::query("insert into role (id, person_id, kind, place_id, school_id, from_day, source) values (gen_random_uuid(), $1, 'pupil', $2, $3, '2027-06-20', 'head')")
        .bind(cast.zoe.0).bind(ce1).bind(cast.tilleuls.0).execute(school.app.pool()).await.unwrap();
    refresh(&school.app).await;
    let (roys, nadia) = (school.posts[1], school.app.as_(cast.nadia).await);
    assert_eq!(school.app.as_(cast.zoe).await.get(&format!("/fil/{roys}")).await.status, 404);
    let carrels = format!("/fil/{}", school.posts[0]);
    let page = nadia.get(&carrels).await;
    assert_eq!(page.status, 200, "the archive is read");
    assert!(page.all("form.comment-form").is_empty(), "nobody is invited to write");
    assert_eq!(nadia.post(&format!("{carrels}/repondre"), &[("texte", "Trop tard ?")]).await.status, 404);
    assert_eq!(nadia.post(&format!("{carrels}/reaction"), &[("reaction", "merci")]).await.status, 404);
    let old = school.audience("class_guardians", cast.cm1b.0).await;
    let carrel = school.app.as_(cast.carrel).await;
    assert_eq!(carrel.get(&format!("{carrels}/modifier")).await.status, 404);
    let fields = [("brouillon", &*ItemId::fresh().to_string()), ("texte", "Encore"), ("audience", &*old)];
    assert_eq!(
        carrel.post_files("/fil/publier", &fields, &[]).await.status,
        422,
        "nobody posts to what is over"
    );
    sqlx::query("delete from role where person_id = $1 and place_id = $2")
        .bind(cast.zoe.0)
        .bind(ce1)
        .execute(school.app.pool())
        .await
        .unwrap();
    sqlx::query("delete from item where published_at is null").execute(school.app.pool()).await.ok();
}

#[tokio::test]
async fn a_year_turns_and_nobody_loses_or_gains_a_line() {
    let school = School::new().await;
    let (before, tables) = (school.reads().await, school.tables().await);
    let cast = &school.app.cast;
    assert!(before.len() > 15, "{before:?}");
    school.prepare().await;
    let head = school.app.as_(cast.petit).await;
    let page = head.get(&school.annee()).await;
    assert!(page.says("CE1 MME ROY") && page.says("2027-28"), "{}", page.text());
    let simulated = head.get(&format!("{}/simulation", school.annee())).await;
    assert_eq!(simulated.status, 200, "{}", simulated.text());
    assert!(
        simulated.says("CE2-CM1 MME CARREL (1 message) : lu par 2 élèves, 3 responsables, 2 adultes"),
        "{}",
        simulated.text()
    );
    assert!(simulated.says("CM2 : 1 élève, 2 responsables, 1 adulte"), "{}", simulated.text());
    assert!(
        simulated.says("Toutes les familles · Les Tilleuls (3 aujourd’hui) : rien ne change."),
        "{}",
        simulated.text()
    );
    assert_eq!(school.tables().await, tables, "preparing and simulating changes nothing");

    school.does("/appliquer", &[("when", "maintenant")]).await;
    assert_eq!(school.reads().await, before, "each old message is read by exactly those who read it");
    everybody_is_one_class_further(&school).await;
    the_archive_is_read_and_not_written(&school).await;

    school.app.at(june() + TimeDelta::days(30));
    refresh(&school.app).await;
    school.does("/annuler", &[]).await;
    assert_eq!(school.reads().await, before);
    let after: Vec<_> = school.tables().await.into_iter().filter(|row| !row.starts_with("item ")).collect();
    let tables: Vec<_> = tables.into_iter().filter(|row| !row.starts_with("item ")).collect();
    assert_eq!(after, tables, "exactly as before");
}

#[tokio::test]
async fn who_leaves_loses_the_archive_and_finds_it_again() {
    let school = School::new().await;
    let cast = &school.app.cast;
    school.prepare().await;
    let (place, malo) = (cast.cm1b, cast.malo.to_string());
    school.does(&format!("/eleves/{place}"), &[(&malo, "part")]).await;
    school.does("/appliquer", &[("when", "maintenant")]).await;
    let reads = |person: PersonId, post: usize| {
        let (reads, item) = (school.reads(), school.posts[post].0);
        async move { reads.await.iter().any(|r| r.0 == person.0 && r.1 == item) }
    };
    let is_in = async |pupil: PersonId| {
        let n = sqlx::query_scalar!(
            r#"select count(*) as "n!" from audience_member m join audience a on a.id = m.audience_id
               where a.kind = 'class_pupils' and a.place_id = $1 and m.person_id = $2"#,
            school.app.cast.cm1b.0,
            pupil.0,
        );
        n.fetch_one(school.app.pool()).await.unwrap() == 1
    };
    assert!(is_in(cast.malo).await && reads(cast.claire, 0).await, "three weeks to read");
    let night = async |days| {
        school.app.at(june() + TimeDelta::days(days));
        identity::leaving::erase::night(&school.app.app).await.unwrap();
        refresh(&school.app).await;
    };
    night(23).await;
    assert!(!is_in(cast.malo).await, "he has left");
    assert!(!reads(cast.claire, 0).await, "his mother answers for nobody who is there");
    assert!(reads(cast.claire, 1).await, "Tom stays");
    assert!(reads(cast.nadia, 0).await && reads(cast.carrel, 0).await);
    sqlx::query("insert into role (id, person_id, kind, place_id, school_id, from_day, source) values (gen_random_uuid(), $1, 'pupil', $2, $2, '2027-07-10', 'head')")
        .bind(cast.malo.0).bind(cast.tilleuls.0).execute(school.app.pool()).await.unwrap();
    night(24).await;
    assert!(is_in(cast.malo).await && reads(cast.claire, 0).await, "back, with everything");
}

#[tokio::test]
async fn a_night_turns_it_and_a_month_later_it_stays() {
    let school = School::new().await;
    school.prepare().await;
    assert_eq!(school.head("/appliquer", &[("when", "jour"), ("day", "2027-11-30")]).await.status, 422);
    assert_eq!(school.head("/appliquer", &[("when", "jour"), ("day", "bientôt")]).await.status, 422);
    school.does("/appliquer", &[("when", "jour"), ("day", "2027-08-31")]).await;
    let applied = "select count(*) from year_turn where state = 'applied'";
    identity::year_turn::night(school.app.app.clone()).await.unwrap();
    assert_eq!(school.app.count(applied).await, 0, "not yet");
    school.app.at(Utc.with_ymd_and_hms(2027, 8, 31, 0, 30, 0).unwrap());
    for _ in 0..2 {
        identity::year_turn::night(school.app.app.clone()).await.unwrap();
        assert_eq!(school.app.count(applied).await, 1);
    }
    assert_eq!(
        school
            .app
            .count(
                "select count(*) from place where kind = 'class' and school_year = 2027 and closed_on is null"
            )
            .await,
        3
    );
    school.app.at(Utc.with_ymd_and_hms(2027, 10, 1, 8, 0, 0).unwrap());
    let late = school.head("/annuler", &[]).await;
    assert_eq!(late.status, 422);
    assert!(late.says("Plus de trente jours"), "{}", late.text());
}

#[tokio::test]
async fn too_early_is_said_and_loses_nothing() {
    let school = School::new().await;
    school.app.at(testing::first_day());
    school.prepare().await;
    let early = school.head("/appliquer", &[("when", "maintenant")]).await;
    assert_eq!(early.status, 422);
    assert!(early.says("entre le 15 juin et le 31 octobre 2027"), "{}", early.text());
    assert_eq!(school.head("/classes", &[("name", ""), ("level", "CP")]).await.status, 422);
    assert_eq!(
        school.head("/classes", &[("name", "CM2"), ("level", "CM2")]).await.status,
        422,
        "a name once"
    );
    assert_eq!(school.app.count("select count(*) from year_turn_class").await, 3);
    let roy = school.app.as_(school.app.cast.roy).await;
    assert_eq!(roy.get(&school.annee()).await.status, 404, "a draft is the head's alone");
}

#[tokio::test]
async fn a_pupil_who_moves_reads_his_old_class_for_three_weeks() {
    let school = School::new().await;
    let cast = &school.app.cast;
    let head = school.app.as_(cast.petit).await;
    let page = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b);
    assert!(head.get(&page).await.says("Changer un élève de classe"));
    let (malo, cp) = (cast.malo.to_string(), cast.cp.to_string());
    assert_eq!(head.post(&format!("{page}/deplacer"), &[("pupil", &malo), ("to", &cp)]).await.status, 303);
    assert_eq!(
        head.post(&format!("{page}/deplacer"), &[("pupil", &malo), ("to", &cp)]).await.status,
        404,
        "once"
    );
    let post = format!("/fil/{}", school.posts[0]);
    let malos = school.app.as_(cast.malo).await;
    assert_eq!(malos.get(&format!("/fil/{}", school.posts[1])).await.status, 404, "for families");
    let claire = school.app.as_(cast.claire).await;
    assert_eq!(claire.get(&post).await.status, 200);
    school.app.at(june() + TimeDelta::days(21));
    refresh(&school.app).await;
    assert_eq!(school.app.as_(cast.claire).await.get(&post).await.status, 200);
    school.app.at(june() + TimeDelta::days(22));
    refresh(&school.app).await;
    assert_eq!(school.app.as_(cast.claire).await.get(&post).await.status, 404);
}
