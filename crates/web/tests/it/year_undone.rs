//! A year that is taken back: what a feed has confirmed since, and what was written since, stay.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use super::year::{School, refresh};
use kernel::{ItemId, PersonId};
use uuid::Uuid;

impl School {
    async fn named(&self, class: &str) -> Uuid {
        let id = sqlx::query_scalar(
            "select id from place where name = $1 and kind = 'class' and closed_on is null",
        );
        id.bind(class).fetch_one(self.app.pool()).await.unwrap()
    }

    /// « teacher CM2, teacher Les Tilleuls », with a pupil's level: in the school, today.
    async fn is(&self, person: PersonId) -> String {
        let said: Vec<String> = sqlx::query_scalar(
            "select r.kind || ' ' || c.name || coalesce(' ' || p.level, '') from role r join place c on c.id = r.place_id
             join person p on p.id = r.person_id where r.person_id = $1 and r.school_id = $2 and r.until_day is null order by 1",
        )
        .bind(person.0)
        .bind(self.app.cast.tilleuls.0)
        .fetch_all(self.app.pool())
        .await
        .unwrap();
        said.join(", ")
    }
}

/// What the academy has named would come back with its next feed: it stays, and the rest is taken back.
#[tokio::test]
async fn what_the_directory_has_confirmed_stays_and_the_rest_is_taken_back() {
    let school = School::new().await;
    let cast = school.app.cast.clone();
    let before = school.reads().await;
    school.prepare().await;
    school.does("/appliquer", &[("when", "maintenant")]).await;
    let petit = school.app.as_(cast.petit).await;
    assert!(petit.get(&school.annee()).await.says("Reprendre l’année d’avant"));
    // CM2 and Lina; of Malo and Tom it has not heard. Zoé came to CE1 since, by hand.
    let confirmed = "with k as (insert into place_key (source, key, school_year, place_id)
         select 'aaf', 'class:9', 2027, id from place where name = 'CM2' and school_year = 2027 returning place_id),
         r as (update role set source = 'feed' from k where role.place_id = k.place_id and kind = 'pupil' returning 1)
         select count(*) from r";
    assert_eq!(school.app.count(confirmed).await, 1);
    let zoe = "with moved as (update role set until_day = '2027-06-19' where person_id = $1 and until_day is null)
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), $1, 'pupil', id, school_id, '2027-06-20', 'head' from place where name = 'CE1 MME ROY'";
    sqlx::query(zoe).bind(cast.zoe.0).execute(school.app.pool()).await.unwrap();
    refresh(&school.app).await;
    let page = petit.get(&school.annee()).await;
    assert!(page.says("a confirmé depuis 1 classe et 1 élève"), "{}", page.text());
    assert!(!page.says("Reprendre l’année d’avant"));

    school.does("/annuler", &[]).await;
    let page = petit.get(&format!("{}?fait=repris", school.annee())).await;
    assert!(page.says("C’est repris."), "{}", page.text());
    assert!(before.is_subset(&school.reads().await), "who was there reads the archives");
    let is = async |person: PersonId| school.is(person).await;
    assert_eq!(is(cast.lina).await, "pupil CM2 CM2");
    assert_eq!(is(cast.tom).await, "pupil Les Tilleuls CP", "of the school, where he was");
    assert_eq!(is(cast.malo).await, "pupil Les Tilleuls CE2");
    assert!(is(cast.zoe).await.starts_with("pupil Les Tilleuls"), "who came since is not lost");
    assert_eq!(is(cast.keller).await, "teacher CM2, teacher Les Tilleuls", "a class keeps its teacher");
    assert_eq!(is(cast.roy).await, "teacher Les Tilleuls");
    let open = "select count(*) from place where kind = 'class' and closed_on is null and school_id =
         (select school_id from place where name = 'CM2' and school_year = 2027)";
    assert_eq!(school.app.count(open).await, 1);
    the_head_places_them(&school, &petit).await;
}

/// The page of the school says who is without class, that of a class lets them in.
async fn the_head_places_them(school: &School, petit: &testing::Client) {
    let cast = &school.app.cast;
    let page = petit.get(&format!("/ecole/{}", cast.tilleuls)).await;
    assert!(page.says("3 élèves sans classe."), "{}", page.text());
    let cm2 = format!("/ecole/{}/classe/{}", cast.tilleuls, school.named("CM2").await);
    assert!(petit.get(&cm2).await.says("Faire entrer des élèves sans classe (3)"));
    let lets_in = format!("{cm2}/deplacer");
    let (tom, malo, sami) = (cast.tom.to_string(), cast.malo.to_string(), cast.sami.to_string());
    let keller = school.app.as_(cast.keller).await;
    assert_eq!(keller.post(&lets_in, &[("enter", &*tom)]).await.status, 404, "its teacher is not the head");
    assert_eq!(petit.post(&lets_in, &[("enter", &*sami)]).await.status, 404, "of another school");
    assert_eq!(petit.post(&lets_in, &[("enter", &*tom), ("enter", &*malo)]).await.status, 303);
    assert_eq!(school.is(cast.tom).await, "pupil CM2 CP");
    assert_eq!(school.is(cast.malo).await, "pupil CM2 CE2");
    let page = petit.get(&format!("/ecole/{}", cast.tilleuls)).await;
    assert!(page.says("1 élève sans classe."), "{}", page.text());
}

#[tokio::test]
async fn a_class_in_which_something_was_written_becomes_an_archive_when_undone() {
    let school = School::new().await;
    school.prepare().await;
    school.does("/appliquer", &[("when", "maintenant")]).await;
    let ce1: Uuid = sqlx::query_scalar("select id from place where name = 'CE1 MME ROY'")
        .fetch_one(school.app.pool())
        .await
        .unwrap();
    let item = ItemId::fresh();
    let (id, audience) = (item.to_string(), school.audience("class_guardians", ce1).await);
    let fields = [("brouillon", &*id), ("texte", "Bienvenue"), ("audience", &*audience)];
    let roy = school.app.as_(school.app.cast.roy).await;
    assert_eq!(roy.post_files("/fil/publier", &fields, &[]).await.status, 303);
    school.does("/annuler", &[]).await;
    let claire = school.app.as_(school.app.cast.claire).await;
    assert_eq!(claire.get(&format!("/fil/{item}")).await.status, 200, "what was written is still read");
    assert_eq!(
        school
            .app
            .count(
                "select count(*) from role r join place p on p.id = r.place_id where p.name = 'CE1 MME ROY'"
            )
            .await,
        0
    );
}
