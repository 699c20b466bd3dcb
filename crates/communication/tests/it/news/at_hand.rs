//! Feeds are kept at hand, and never longer than they are true: whatever changes what somebody finds there shows at
//! the very next request, of every process.

#![expect(clippy::disallowed_methods, reason = "tests change the database in their own words")]

use super::*;
use testing::Client;

/// Everybody who may find something in her feed, through a server that remembers.
struct Readers {
    app: TestApp,
    here: Vec<(PersonId, Client)>,
    item: ItemId,
}

impl Readers {
    async fn new() -> Self {
        let app = school().await;
        let item = to_families(&app, "Sortie vendredi").await;
        let cast = &app.cast;
        let mut here = Vec::new();
        for person in [
            cast.nadia,
            cast.karim,
            cast.claire,
            cast.lina,
            cast.malo,
            cast.carrel,
            cast.roy,
            cast.petit,
            cast.vidal,
        ] {
            here.push((person, app.as_(person).await));
        }
        let mut readers = Self { app, here, item };
        readers.agree("at first").await;
        readers
    }

    /// What each finds is what a server finds that has just been started.
    async fn agree(&mut self, what: &str) {
        let (_, fresh) = self.app.second_server(communication::routes());
        self.app.through(fresh);
        for (person, client) in &self.here {
            let (kept, fresh) = (client.get("/fil").await, self.app.as_(*person).await.get("/fil").await);
            assert_eq!(kept.body(), fresh.body(), "{what}");
            assert_eq!(client.get("/fil").await.body(), fresh.body(), "{what}, again");
        }
    }

    /// A change of the database; $1 is the post.
    async fn change(&mut self, what: &str, change: &'static str) {
        let done = sqlx::query(change).bind(self.item.0).execute(self.app.pool()).await.unwrap();
        assert!(done.rows_affected() > 0, "{what}");
        self.agree(what).await;
    }

    async fn refresh(&self) {
        let mut conn = self.app.pool().acquire().await.unwrap();
        identity::audiences::refresh_all(&mut conn, self.app.app.db.clock.today()).await.unwrap();
    }

    fn of(&self, person: PersonId) -> &Client {
        &self.here.iter().find(|(p, _)| *p == person).unwrap().1
    }

    async fn does(&mut self, by: PersonId, path: &str, fields: &[(&str, &str)]) {
        let reply = self.of(by).post(path, fields).await;
        assert!(reply.status == 303 || reply.status == 200, "{path}: {}", reply.text());
        self.agree(path).await;
    }
}

#[tokio::test]
async fn what_people_do_shows_at_once() {
    let mut readers = Readers::new().await;
    let cast = readers.app.cast.clone();
    let post = format!("/fil/{}", readers.item);
    readers.does(cast.nadia, &format!("{post}/repondre"), &[("texte", "Avec plaisir")]).await;
    assert!(readers.of(cast.carrel).get("/fil").await.says("1 réponse"));
    readers.does(cast.karim, &format!("{post}/reaction"), &[("reaction", "merci")]).await;
    readers.does(cast.karim, &format!("{post}/reaction"), &[("reaction", "coeur")]).await;
    let removed = withdrawals(&readers.of(cast.nadia).get(&post).await);
    readers.does(cast.nadia, &removed[0], &[]).await;
    assert!(!readers.of(cast.carrel).get("/fil").await.says("1 réponse"));
    let page = readers.of(cast.claire).get("/fil").await;
    let until = page.attribute("form[action='/fil/vu'] input", "value").unwrap();
    readers.does(cast.claire, "/fil/vu", &[("jusque", &until)]).await;
    assert!(
        readers
            .of(cast.claire)
            .get("/fil")
            .await
            .attribute("form[action='/fil/vu'] input", "value")
            .is_none()
    );
    let second = to_families(&readers.app, "Le car part à 8 h").await;
    readers.agree("another post").await;
    assert!(readers.of(cast.nadia).get("/fil").await.says("Le car part"));
    readers.does(cast.carrel, &format!("/fil/{second}/commentaires"), &[]).await;
    readers.does(cast.carrel, &format!("/fil/{second}/retirer"), &[]).await;
    assert!(!readers.of(cast.nadia).get("/fil").await.says("Le car part"));
}

#[tokio::test]
async fn whatever_else_changes_a_feed_shows_at_once() {
    let mut readers = Readers::new().await;
    for (what, change) in [
        ("a word of it", "update post set body = 'Sortie jeudi' where item_id = $1"),
        ("its author's name", "update person set last_name = 'Carrel-Dupin' where id = (select author_id from item where id = $1)"),
        ("its school's name", "update place set name = 'Les Marronniers' where id = (select school_id from item where id = $1)"),
        ("its class's name", "update place p set name = 'CM1 C' from share s join audience a on a.id = s.audience_id
             where s.item_id = $1 and p.id = a.place_id"),
        ("for more people", "with more as (insert into share (item_id, audience_id, level, published_at)
                 select $1, a.id, 'read', i.published_at from audience a join item i on i.id = $1
                 where a.kind = 'school_guardians' and a.place_id = i.school_id)
             update item set revision = revision + 1 where id = $1"),
        ("and not", "with less as (delete from share where item_id = $1 and audience_id in (
                 select id from audience where kind = 'school_guardians'))
             update item set revision = revision + 1 where id = $1"),
        ("a class that is over", "update place p set closed_on = '2026-09-15' from share s join audience a on a.id = s.audience_id
             where s.item_id = $1 and p.id = a.place_id"),
        ("and is not", "update place p set closed_on = null from share s join audience a on a.id = s.audience_id
             where s.item_id = $1 and p.id = a.place_id"),
        ("somebody leaves the audience", "delete from audience_member m using share s
             where s.item_id = $1 and m.audience_id = s.audience_id
               and m.person_id = (select max(o.person_id::text)::uuid from audience_member o where o.audience_id = s.audience_id)"),
        ("another author", "update item set author_id = (select person_id from role where kind = 'head' and school_id = item.school_id limit 1) where id = $1"),
        ("withdrawn", "update item set withdrawn_at = now() where id = $1"),
    ] {
        readers.change(what, change).await;
    }
}

#[tokio::test]
async fn who_comes_and_goes_finds_her_own() {
    let mut readers = Readers::new().await;
    let (lina, petit) = (readers.app.cast.lina, readers.app.cast.petit);
    for (what, change) in [
        (
            "Lina leaves the class",
            "update role set until_day = '2026-09-14' where person_id = $1 and kind = 'pupil'",
        ),
        ("she comes back", "update role set until_day = null where person_id = $1 and kind = 'pupil'"),
    ] {
        sqlx::query(change).bind(lina.0).execute(readers.app.pool()).await.unwrap();
        readers.refresh().await;
        readers.agree(what).await;
    }
    // What she wrote as head is the team's to her while she is head.
    let families = audience(&readers.app, "school_guardians", readers.app.cast.tilleuls).await;
    publish(&readers.app, petit, "Rentrée", &[&families]).await;
    readers.agree("the head writes").await;
    sqlx::query("update role set until_day = '2026-09-14' where person_id = $1 and kind = 'head'")
        .bind(petit.0)
        .execute(readers.app.pool())
        .await
        .unwrap();
    readers.refresh().await;
    readers.agree("she is head no more").await;
}

/// A page that stays open asks for what is newer than what it has.
#[tokio::test]
async fn what_is_newer_comes_from_memory_too() {
    let readers = Readers::new().await;
    let nadia = readers.of(readers.app.cast.nadia);
    let refresh = nadia.get("/fil").await.attribute("live-feed", "data-refresh").unwrap();
    for n in 0..12 {
        to_families(&readers.app, &format!("Nouvelle {n}")).await;
    }
    let (_, fresh) = readers.app.second_server(communication::routes());
    let new = nadia.fragment(&refresh).await;
    assert_eq!(new.all("li.post").len(), 10);
    let mut app = readers.app;
    app.through(fresh);
    assert_eq!(new.body(), app.as_(app.cast.nadia).await.fragment(&refresh).await.body());
}

#[tokio::test]
async fn it_does_come_from_memory() {
    let mut readers = Readers::new().await;
    let nadia = readers.app.cast.nadia;
    let mut tx = readers.app.pool().begin().await.unwrap();
    for whispered in
        ["set local session_replication_role = 'replica'", "update post set body = 'Personne ne l’a dit'"]
    {
        sqlx::query(whispered).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert!(readers.of(nadia).get("/fil").await.says("Sortie vendredi"));
    readers
        .change(
            "and is read again when something has changed",
            "update item set revision = revision + 1 where id = $1",
        )
        .await;
    assert!(readers.of(nadia).get("/fil").await.says("Personne ne l’a dit"));
}
