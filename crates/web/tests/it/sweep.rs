//! What is done each night to what nobody sees any more: rows and bytes leave together, and nothing that
//! somebody still sees.

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Clock, ItemId};
use mail::Kept;
use std::collections::BTreeSet;
use std::sync::Arc;
use storage::Key;
use testing::{TestApp, first_day};
use uuid::Uuid;
use web::house::{Mailroom, worker};

struct House {
    app: TestApp,
    families: String,
}

impl House {
    async fn new() -> Self {
        let app = TestApp::new(web::house::routes()).await;
        let families = sqlx::query_scalar!(
            "select id from audience where kind = 'class_guardians' and place_id = $1",
            app.cast.cm1b.0
        );
        let families = families.fetch_one(app.pool()).await.unwrap().to_string();
        Self { app, families }
    }

    /// A post of Mme Carrel's with a paper of its own; its address, and its file.
    async fn publish(&self, paper: &str) -> (ItemId, Uuid) {
        let (carrel, item) = (self.app.as_(self.app.cast.carrel).await, ItemId::fresh());
        let id = item.to_string();
        let fields = [("brouillon", &*id), ("texte", "Voici"), ("audience", &*self.families)];
        let files = [("fichier", "mot.txt", paper.as_bytes())];
        let reply = carrel.post_files("/fil/publier", &fields, &files).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        (item, self.file_of(item).await)
    }

    /// A draft of hers with a paper.
    async fn draft(&self, paper: &str) -> (ItemId, Uuid) {
        let (carrel, item) = (self.app.as_(self.app.cast.carrel).await, ItemId::fresh());
        let files = [("fichier", "mot.txt", paper.as_bytes())];
        let reply = carrel.post_files(&format!("/fil/brouillon/{item}/fichier"), &[], &files).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        (item, self.file_of(item).await)
    }

    async fn file_of(&self, item: ItemId) -> Uuid {
        let file = sqlx::query_scalar!("select file_id from attachment where item_id = $1", item.0);
        file.fetch_one(self.app.pool()).await.unwrap()
    }

    async fn does(&self, path: &str) {
        let reply = self.app.as_(self.app.cast.carrel).await.post(path, &[]).await;
        assert_eq!(reply.status, 303, "{path}: {}", reply.text());
    }

    async fn night(&self, now: DateTime<Utc>) {
        self.app.at(now);
        sqlx::query!("delete from daily").execute(self.app.pool()).await.unwrap();
        let mailroom = Mailroom::Kept(Arc::new(Kept::new(Clock::fixed(now))));
        let worker = worker(&self.app.app, &mailroom);
        worker.ask_daily().await.unwrap();
        worker.run_waiting().await.unwrap();
        assert_eq!(jobs::left_over(self.app.pool()).await.unwrap(), 0, "no nightly task failed");
    }

    async fn rows(&self) -> BTreeSet<Uuid> {
        let rows = sqlx::query_scalar!("select id from file").fetch_all(self.app.pool()).await.unwrap();
        rows.into_iter().collect()
    }

    fn kept(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.app.files())
    }
}

#[tokio::test]
async fn what_nobody_sees_any_more_leaves_and_what_somebody_sees_stays() {
    let house = House::new().await;
    let (stays, shown) = house.publish("reste").await;
    let (withdrawn, of_withdrawn) = house.publish("retiré").await;
    let (twin, same_bytes) = house.publish("reste").await;
    let (open, of_open) = house.draft("brouillon").await;
    let (dropped, of_dropped) = house.draft("abandonné").await;
    let (lighter, taken_off) = house.draft("enlevé").await;
    house.does(&format!("/fil/{withdrawn}/retirer")).await;
    house.does(&format!("/fil/{twin}/retirer")).await;
    house.does(&format!("/fil/brouillon/{dropped}/abandonner")).await;
    house.does(&format!("/fil/brouillon/{lighter}/fichier/{taken_off}/retirer")).await;
    let of_posts = BTreeSet::from([shown, of_withdrawn, same_bytes, of_open, of_dropped]);
    let all = &of_posts | &BTreeSet::from([taken_off]);
    assert_eq!(house.kept(), 5, "the same bytes are kept once");

    house.night(first_day() + TimeDelta::hours(20)).await;
    assert_eq!(house.rows().await, all, "nothing goes on the same day");
    house.night(first_day() + TimeDelta::days(2)).await;
    assert_eq!(house.rows().await, of_posts, "what is on nothing goes after a day");
    house.night(first_day() + TimeDelta::days(29)).await;
    assert_eq!(house.rows().await, of_posts, "what was withdrawn can still be asked about");
    for _ in 0..2 {
        house.night(first_day() + TimeDelta::days(31)).await;
        assert_eq!(house.rows().await, BTreeSet::from([shown, of_open]));
        assert_eq!(house.kept(), 2);
    }
    for gone in [withdrawn, twin, dropped] {
        let left = sqlx::query_scalar!(r#"select count(*) as "n!" from item where id = $1"#, gone.0);
        assert_eq!(left.fetch_one(house.app.pool()).await.unwrap(), 0);
    }
    let nadia = house.app.as_(house.app.cast.nadia).await;
    assert_eq!(nadia.get(&format!("/fichier/{shown}/original")).await.text(), "reste", "{stays}");
    assert!(house.app.as_(house.app.cast.carrel).await.get("/fil/ecrire").await.status.is_success());
    house.night(first_day() + TimeDelta::days(366)).await;
    assert_eq!(house.rows().await, BTreeSet::from([shown]), "a draft untouched for a year: {open}");
}

#[tokio::test]
async fn a_file_that_is_being_attached_stays() {
    let house = House::new().await;
    let (draft, file) = house.draft("enlevé puis remis").await;
    house.does(&format!("/fil/brouillon/{draft}/fichier/{file}/retirer")).await;
    let mut attaching = house.app.pool().begin().await.unwrap();
    sqlx::query!("insert into attachment (item_id, file_id, position) values ($1, $2, 0)", draft.0, file)
        .execute(&mut *attaching)
        .await
        .unwrap();
    // The sweep finds the file on nothing, and waits for who is attaching it.
    let commit = async {
        while !sqlx::query_scalar!(
            r#"select exists (select from pg_stat_activity
               where datname = current_database() and wait_event_type = 'Lock') as "waits!""#
        )
        .fetch_one(house.app.pool())
        .await
        .unwrap()
        {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        attaching.commit().await.unwrap();
    };
    tokio::join!(house.night(first_day() + TimeDelta::days(2)), commit);
    assert_eq!(house.rows().await, BTreeSet::from([file]));
    assert_eq!(house.kept(), 1, "its bytes too");
}

#[tokio::test]
async fn bytes_that_no_row_speaks_of_leave_once_they_are_old() {
    let house = House::new().await;
    let (_, file) = house.publish("reste").await;
    let key = Key::new(&[7; 32], "page");
    house.app.app.store.put(&key, Bytes::from_static(b"a photograph whose writer was killed")).await.unwrap();
    house.night(first_day()).await;
    assert_eq!(house.kept(), 2, "its row may still come");
    // The store's own clock says when the bytes came.
    for _ in 0..2 {
        house.night("2126-09-15T08:30:00Z".parse().unwrap()).await;
        assert_eq!((house.kept(), house.rows().await), (1, BTreeSet::from([file])));
    }
}
