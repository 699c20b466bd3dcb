//! After the year has turned: who takes a class over, and classes that the feed calls otherwise.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use super::year::{School, june, refresh};
use chrono::TimeDelta;
use kernel::{ItemId, PersonId};
use testing::Reply;
use uuid::Uuid;

impl School {
    async fn draft(&self, by: PersonId, text: &str) -> ItemId {
        let item = ItemId::fresh();
        let fields = [("brouillon", &*item.to_string()), ("texte", text)];
        let kept = self.app.as_(by).await.post("/fil/brouillon", &fields).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
        item
    }

    async fn place(&self, name: &str) -> Uuid {
        let id = sqlx::query_scalar("select id from place where name = $1 order by created_at desc limit 1");
        id.bind(name).fetch_one(self.app.pool()).await.unwrap()
    }

    async fn get(&self, by: PersonId, path: &str) -> Reply {
        self.app.as_(by).await.get(path).await
    }

    /// CP of Mme Roy goes to Mme Keller as CE1; she herself takes nothing on.
    async fn turned_to_keller(&self) -> Uuid {
        self.does("", &[]).await;
        let (cp, keller) = (self.class_named("CP MME ROY").await, self.app.cast.keller.to_string());
        self.does(&format!("/classes/{cp}"), &[("name", "CE1"), ("level", "CE1"), ("teacher", &keller)])
            .await;
        self.does("", &[]).await;
        self.does("/appliquer", &[("when", "maintenant")]).await;
        self.place("CE1").await
    }
}

#[tokio::test]
async fn a_successor_finds_what_was_left_and_nothing_else() {
    let school = School::new().await;
    let cast = school.app.cast.clone();
    let (cp, roy, keller) = (cast.cp, cast.roy, cast.keller);
    let claire = school.app.as_(cast.claire).await;
    let answered = format!("/fil/{}/repondre", school.posts[1]);
    assert_eq!(claire.post(&answered, &[("texte", "Tom est fatigué")]).await.status, 303);
    let given = school.draft(roy, "Dictée à reprendre en octobre").await;
    let kept = school.draft(roy, "Pour moi seule").await;
    let page = school.get(roy, &format!("/passation/{cp}")).await;
    assert!(page.says("Dictée à reprendre en octobre") && page.says("Pour moi seule"), "{}", page.text());
    let writes = school.app.as_(roy).await;
    let note = "Nous en sommes au son « ou ».";
    let fields = [("note", note), ("brouillon", &*given.to_string())];
    assert_eq!(writes.post(&format!("/passation/{cp}"), &fields).await.status, 303);
    let path = format!("/passation/{cp}/de/{roy}");
    assert_eq!(school.get(keller, &path).await.status, 404, "not before Mme Roy has left it");

    let ce1 = school.turned_to_keller().await;
    let class = school.get(keller, &format!("/ecole/{}/classe/{ce1}", cast.tilleuls)).await;
    assert!(class.says("Passation de Mme Roy"), "{}", class.text());
    let page = school.get(keller, &path).await;
    assert!(page.says(note) && page.says("Dictée à reprendre en octobre"), "{}", page.text());
    assert!(!page.says("Pour moi seule"));
    let post = school.get(keller, &format!("/fil/{}", school.posts[1])).await;
    assert_eq!(post.status, 200, "the class's messages are the school's");
    assert!(!post.says("Tom est fatigué"), "not what a family answered to the team of then");
    assert!(post.all("form.comment-form").is_empty());
    assert!(!school.get(keller, "/fil").await.text().contains(&school.posts[1].to_string()));
    assert_eq!(
        school.get(keller, &format!("/fil/{}", school.posts[0])).await.status,
        404,
        "of another class"
    );
    for stranger in [cast.vidal, cast.jourdan, cast.carrel, cast.petit] {
        assert_eq!(school.get(stranger, &path).await.status, 404);
    }

    let keller_acts = school.app.as_(keller).await;
    let again = |item: ItemId| format!("/passation/reprendre/{item}");
    assert_eq!(keller_acts.post(&again(kept), &[]).await.status, 404);
    assert_eq!(keller_acts.post(&again(school.posts[1]), &[]).await.status, 404, "to read, not to sign");
    assert_eq!(keller_acts.post(&again(given), &[]).await.status, 303);
    assert!(keller_acts.get("/fil/ecrire").await.text().contains("Dictée à reprendre en octobre"));
    let hers = "select count(*) from item where id = $1 and owner_id is null and school_id is not null";
    let owned: i64 = sqlx::query_scalar(hers).bind(given.0).fetch_one(school.app.pool()).await.unwrap();
    assert_eq!(owned, 1, "it outlives her account");

    assert_eq!(keller_acts.post(&path, &[]).await.status, 303);
    let class = school.get(keller, &format!("/ecole/{}/classe/{ce1}", cast.tilleuls)).await;
    assert!(!class.says("Passation de Mme Roy"), "dealt with");
    assert_eq!(school.get(keller, &path).await.status, 200, "and still there");
    school.app.at(june() + TimeDelta::days(366));
    assert_eq!(school.get(keller, &path).await.status, 404, "for a year");
    communication::handover::forget(school.app.app.clone(), june() + TimeDelta::days(1)).await.unwrap();
    assert_eq!(school.app.count("select count(*) from handover").await, 0);
}

#[tokio::test]
async fn a_successor_inherits_also_when_nothing_was_prepared() {
    let school = School::new().await;
    let (cp, roy, keller) = (school.app.cast.cp, school.app.cast.roy, school.app.cast.keller);
    school.turned_to_keller().await;
    let page = school.get(keller, &format!("/passation/{cp}/de/{roy}")).await;
    assert!(page.says("n’a rien écrit"), "{}", page.text());
    assert_eq!(page.all("section:nth-of-type(3) a").len(), 1, "the message of the class");
    // Undone, it is hers again, and nobody's to take over.
    school.does("/annuler", &[]).await;
    assert_eq!(school.get(keller, &format!("/passation/{cp}/de/{roy}")).await.status, 404);
    assert_eq!(school.get(keller, &format!("/fil/{}", school.posts[1])).await.status, 404);
}

#[tokio::test]
async fn a_note_says_nothing_of_a_child_s_health() {
    let school = School::new().await;
    let (cp, roy) = (school.app.cast.cp, school.app.as_(school.app.cast.roy).await);
    let path = format!("/passation/{cp}");
    let note = "Malo a un PAI, une allergie.";
    let asked = roy.post(&path, &[("note", note)]).await;
    assert_eq!(asked.status, 422);
    assert!(asked.says("« PAI », « allergie »") && asked.text().contains(note), "{}", asked.text());
    assert_eq!(school.app.count("select count(*) from handover").await, 0);
    let fine = "Chaque matin, un poème. Le PAI est chez la directrice.";
    assert_eq!(roy.post(&path, &[("note", fine), ("relu", "1")]).await.status, 303);
    assert_eq!(school.app.count("select count(*) from handover").await, 1);
    // Her own messages come along as drafts; somebody else's do not.
    let own = roy.post(&format!("/passation/reprendre/{}", school.posts[1]), &[]).await;
    assert_eq!(own.status, 303);
    assert!(roy.get("/fil/ecrire").await.text().contains("Bonjour"));
    assert_eq!(roy.post(&format!("/passation/reprendre/{}", school.posts[0]), &[]).await.status, 404);
}

#[tokio::test]
async fn a_class_taken_over_during_the_year_and_a_school() {
    let school = School::new().await;
    let cast = school.app.cast.clone();
    let head = school.app.as_(cast.petit).await;
    let team = format!("/ecole/{}/classe/{}/enseignants", cast.tilleuls, cast.cp);
    let (roy, keller) = (cast.roy.to_string(), cast.keller.to_string());
    assert_eq!(head.post(&team, &[("teacher", &keller)]).await.status, 303);
    let path = format!("/passation/{}/de/{}", cast.cp, cast.roy);
    assert_eq!(school.get(cast.keller, &path).await.status, 404, "both teach there");
    assert_eq!(head.post(&format!("{team}/retirer"), &[("teacher", &roy)]).await.status, 303);
    let page = school.get(cast.keller, &path).await;
    assert!(page.says("Passation de Mme Roy") && !page.says("En archive"), "{}", page.text());
    // What the school keeps is said to its head while she is.
    let now = school.get(cast.petit, &format!("/passation/{}", cast.tilleuls)).await;
    for said in [
        "reste aussi à l’école",
        "Accès donnés pour un temps",
        "Qui peut écrire à qui comme partout",
        "arrêtées",
    ] {
        assert!(now.says(said), "{said}: {}", now.text());
    }
    // The head's mandate is over: Mme Roy is head now.
    sqlx::query("update role set until_day = '2027-06-19' where person_id = $1 and kind = 'head'")
        .bind(cast.petit.0)
        .execute(school.app.pool())
        .await
        .unwrap();
    sqlx::query("insert into role (id, person_id, kind, place_id, school_id, from_day, source) values (gen_random_uuid(), $1, 'head', $2, $2, '2027-06-20', 'feed')")
        .bind(cast.roy.0).bind(cast.tilleuls.0).execute(school.app.pool()).await.unwrap();
    // Nothing of hers is left in any school: she hands over all the same.
    sqlx::query("update role set until_day = '2027-06-19' where person_id = $1 and until_day is null")
        .bind(cast.petit.0)
        .execute(school.app.pool())
        .await
        .unwrap();
    assert!(school.get(cast.petit, "/moi").await.says("Passations"));
    let left = school.get(cast.petit, "/passation").await;
    assert!(left.says("Les Tilleuls"), "{}", left.text());
    assert!(school.get(cast.nadia, "/passation").await.says("Vous n’avez ni classe ni école à passer"));
    let words = [("note", "La clef du préau est chez le gardien.")];
    let petit = school.app.as_(cast.petit).await;
    assert_eq!(petit.post(&format!("/passation/{}", cast.tilleuls), &words).await.status, 303);
    let after = petit.get(&format!("/passation/{}", cast.tilleuls)).await;
    assert!(after.status == 200 && !after.says("Accès donnés pour un temps"), "not when it is hers no more");
    let page = school.get(cast.roy, &format!("/passation/{}/de/{}", cast.tilleuls, cast.petit)).await;
    assert!(page.says("La clef du préau"), "{}", page.text());
}

/// A feed has opened « CE1 VERT » with Tom in it, where the head prepared « CE1 MME ROY ».
async fn opened_by_a_feed(school: &School, year: i16) -> Uuid {
    let (id, cast) = (Uuid::now_v7(), &school.app.cast);
    sqlx::query("insert into place (id, kind, name, parent_id, school_id, school_year, levels, created_at) values ($1, 'class', 'CE1 VERT', $2, $2, $3, '{CE1}', '2027-08-20')")
        .bind(id).bind(cast.tilleuls.0).bind(year).execute(school.app.pool()).await.unwrap();
    sqlx::query(
        "insert into place_key (source, key, school_year, place_id) values ('aaf', 'class:vert', $2, $1)",
    )
    .bind(id)
    .bind(year)
    .execute(school.app.pool())
    .await
    .unwrap();
    id
}

async fn pupils_of(school: &School, class: Uuid) -> Vec<Uuid> {
    let there =
        "select person_id from role where place_id = $1 and kind = 'pupil' and until_day is null order by 1";
    sqlx::query_scalar(there).bind(class).fetch_all(school.app.pool()).await.unwrap()
}

fn sorted(people: &[PersonId]) -> Vec<Uuid> {
    let mut all: Vec<Uuid> = people.iter().map(|p| p.0).collect();
    all.sort();
    all
}

#[tokio::test]
async fn the_feed_s_class_is_the_prepared_one_in_two_taps() {
    let school = School::new().await;
    let cast = school.app.cast.clone();
    let reads = school.reads().await;
    school.prepare().await;
    school.does("/appliquer", &[("when", "maintenant")]).await;
    let prepared = school.place("CE1 MME ROY").await;
    let vert = opened_by_a_feed(&school, 2027).await;
    // The feed has placed a newcomer, and Tom is where the head put him.
    sqlx::query("insert into role (id, person_id, kind, place_id, school_id, from_day, source) values (gen_random_uuid(), $1, 'pupil', $2, $3, '2027-06-20', 'feed')")
        .bind(cast.zoe.0).bind(vert).bind(cast.tilleuls.0).execute(school.app.pool()).await.unwrap();
    refresh(&school.app).await;
    let page = school.get(cast.petit, &school.annee()).await;
    assert!(page.says("L’annuaire de l’académie a ouvert CE1 VERT (1 élève)"), "{}", page.text());
    let turned = school.tables().await;

    let first: Uuid = school.class_named("CE1 MME ROY").await;
    let tie = format!("/annuaire/{vert}");
    let same = [("dit", "meme"), ("classe", &*first.to_string())];
    assert_eq!(school.head(&tie, &[("dit", "meme"), ("classe", "rien")]).await.status, 404);
    school.does(&tie, &same).await;
    assert_eq!(pupils_of(&school, prepared).await, sorted(&[cast.tom, cast.zoe]), "in one class");
    assert!(pupils_of(&school, vert).await.is_empty());
    let key = "select count(*) from place_key k join place p on p.id = k.place_id where p.id = $1 and p.name = 'CE1 VERT'";
    let n: i64 = sqlx::query_scalar(key).bind(prepared).fetch_one(school.app.pool()).await.unwrap();
    assert_eq!(n, 1, "under the feed's label and key");
    let page = school.get(cast.petit, &school.annee()).await;
    assert!(page.says("CE1 VERT est la classe préparée sous le nom CE1 MME ROY"), "{}", page.text());

    school.does(&tie, &[("dit", "separer")]).await;
    assert_eq!(school.tables().await, turned, "two again, each with what it had");
    school.does(&tie, &same).await;
    // With the year itself: what the feed made stays, Tom is of the school until it has heard of him, and what
    // was written is read by those who read it.
    school.does("/annuler", &[]).await;
    let now = school.reads().await;
    let more = now.difference(&reads).count();
    assert!(reads.is_subset(&now) && more == 1, "and the newcomer's father what all families read");
    assert_eq!(pupils_of(&school, vert).await, [cast.zoe.0]);
    assert_eq!(pupils_of(&school, cast.tilleuls.0).await, sorted(&[cast.tom, cast.malo, cast.lina]));
    let key = "select count(*) from place_key k join place p on p.id = k.place_id where p.id = $1 and p.name = 'CE1 VERT'";
    let n: i64 = sqlx::query_scalar(key).bind(vert).fetch_one(school.app.pool()).await.unwrap();
    assert_eq!(n, 1, "its own again");
}

#[tokio::test]
async fn before_the_turn_a_tie_is_kept_and_two_stay_two() {
    let school = School::new().await;
    let cast = school.app.cast.clone();
    school.prepare().await;
    let vert = opened_by_a_feed(&school, 2027).await;
    let class = school.class_named("CE2-CM1 MME CARREL").await.to_string();
    // Its levels are those of another prepared class: what the head says goes before.
    let tie = format!("/annuaire/{vert}");
    school.does(&tie, &[("dit", "meme"), ("classe", &class)]).await;
    assert!(
        school
            .get(cast.petit, &school.annee())
            .await
            .says("CE1 VERT est la classe préparée sous le nom CE2-CM1 MME CARREL")
    );
    school.does(&tie, &[("dit", "separer")]).await;
    school.does(&tie, &[("dit", "deux")]).await;
    assert!(!school.get(cast.petit, &school.annee()).await.says("a ouvert CE1 VERT"), "not asked again");
    school.does("/appliquer", &[("when", "maintenant")]).await;
    assert!(pupils_of(&school, vert).await.is_empty(), "its own class");
    assert_eq!(pupils_of(&school, school.place("CE1 MME ROY").await).await, [cast.tom.0]);
}
