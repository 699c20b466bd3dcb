//! Who administers a school: the head without being named, others for a time, each once trained or waived.

use crate::governance::Steered;
use kernel::PersonId;
use testing::Reply;

struct Kept {
    steered: Steered,
    page: String,
}

impl Kept {
    async fn new() -> Self {
        let steered = Steered::new().await;
        let page = format!("/ecole/{}/administrateurs", steered.app.cast.tilleuls);
        Self { steered, page }
    }

    async fn names(&self, by: PersonId, who: PersonId, until: &str) -> Reply {
        let who = who.to_string();
        self.steered.post(by, &self.page, &[("qui", &who), ("du", ""), ("au", until)]).await
    }

    /// Who, and what opens her acts.
    async fn on(&self, day: &str) -> Vec<(String, Option<String>)> {
        sqlx::query_as(
            "select c.first_name, a.ready from school_administrators($1::date) a join person_card c on c.person_id = a.person_id
             where a.school_id = $2 order by c.first_name",
        )
        .bind(day)
        .bind(self.steered.app.cast.tilleuls.0)
        .fetch_all(self.steered.app.pool())
        .await
        .unwrap()
    }
}

fn open(names: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    names.iter().map(|(name, ready)| ((*name).to_owned(), ready.map(str::to_owned))).collect()
}

#[tokio::test]
async fn the_head_administers_unnamed_and_names_several_for_a_time() {
    let space = Kept::new().await;
    let cast = space.steered.app.cast.clone();
    assert_eq!(space.on("2026-09-15").await, open(&[("Hélène", None)]));
    for (who, status) in [
        (cast.petit, 200),
        (cast.carrel, 200),
        (cast.keller, 200),
        (cast.segur, 200),
        (cast.oger, 200),
        (cast.vidal, 404),
        (cast.jourdan, 404),
        (space.steered.agent, 404),
        (cast.duval, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(space.steered.get(who, &space.page).await.status, status, "{who}");
        let named = space.names(who, cast.roy, "2026-10-16").await;
        let expected = if who == cast.petit {
            303
        } else if status == 200 {
            422
        } else {
            404
        };
        assert_eq!(named.status, expected, "{who}: {}", named.text());
    }
    for (who, until, sentence) in [
        (cast.roy, "2026-09-30", "administre déjà l’école pendant ces jours"),
        (cast.petit, "", "sans être nommée"),
        (cast.vidal, "", "Choisissez une personne de l’école"),
        (cast.keller, "2026-09-14", "Le dernier jour vient avant le premier."),
    ] {
        let refused = space.names(cast.petit, who, until).await;
        assert!(refused.status == 422 && refused.says(sentence), "{sentence}: {}", refused.text());
    }
    assert_eq!(space.names(cast.petit, cast.keller, "").await.status, 303);
    assert_eq!(space.on("2026-09-15").await, open(&[("Alix", None), ("Hélène", None), ("Sonia", None)]));
    // It ends by itself on its day.
    assert_eq!(space.on("2026-10-16").await.len(), 3);
    assert_eq!(space.on("2026-10-17").await, open(&[("Hélène", None), ("Sonia", None)]));
    space.steered.day("2026-10-17").await;
    let page = space.steered.get(cast.petit, &space.page).await;
    assert!(
        page.says("Avant (1)") && page.says("Alix Roy, du 15 septembre 2026 au 16 octobre 2026"),
        "{}",
        page.text()
    );
    // Who works there no more administers nothing; a new head administers at once.
    sqlx::query("update role set until_day = '2026-10-20' where person_id = any($1) and school_id = $2")
        .bind([cast.keller.0, cast.petit.0])
        .bind(cast.tilleuls.0)
        .execute(space.steered.app.pool())
        .await
        .unwrap();
    assert_eq!(space.on("2026-10-21").await, open(&[]));
    sqlx::query(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         values (gen_random_uuid(), $1, 'head', $2, $2, '2026-10-21', 'feed')",
    )
    .bind(cast.roy.0)
    .bind(cast.tilleuls.0)
    .execute(space.steered.app.pool())
    .await
    .unwrap();
    assert_eq!(space.on("2026-10-21").await, open(&[("Alix", None)]));
}

#[tokio::test]
async fn each_is_waived_by_whoever_steers_and_ended_by_the_head() {
    let space = Kept::new().await;
    let cast = space.steered.app.cast.clone();
    assert_eq!(space.names(cast.petit, cast.roy, "").await.status, 303);
    let waiver = format!("{}/{}/dispense", space.page, cast.roy);
    let reason = [("texte", "Formatrice elle-même.")];
    for (who, status) in
        [(cast.petit, 422), (cast.roy, 422), (cast.vidal, 404), (space.steered.agent, 404), (cast.nadia, 404)]
    {
        assert_eq!(space.steered.post(who, &waiver, &reason).await.status, status, "{who}");
    }
    let silent = space.steered.post(cast.segur, &waiver, &[("texte", "")]).await;
    assert!(silent.status == 422 && silent.says("Dites pourquoi"), "{}", silent.text());
    let nobody = format!("{}/{}/dispense", space.page, cast.keller);
    assert_eq!(space.steered.post(cast.segur, &nobody, &reason).await.status, 404);
    assert_eq!(space.steered.post(cast.segur, &waiver, &reason).await.status, 303);
    assert_eq!(space.on("2026-09-15").await, open(&[("Alix", Some("waived")), ("Hélène", None)]));
    let page = space.steered.get(cast.petit, &space.page).await;
    assert!(page.says("dispensé·e de formation") && page.says("Formatrice elle-même."), "{}", page.text());

    let end = page.attribute("form[action$='/fin']", "action").unwrap();
    for (who, status) in [(cast.roy, 422), (cast.segur, 422), (cast.vidal, 404), (cast.petit, 303)] {
        assert_eq!(space.steered.post(who, &end, &[("au", "2026-09-20")]).await.status, status, "{who}");
    }
    assert_eq!(space.on("2026-09-20").await.len(), 2);
    assert_eq!(space.on("2026-09-21").await.len(), 1);
    // At once: today was no day of hers any more.
    assert_eq!(space.steered.post(cast.petit, &end, &[("au", "")]).await.status, 303);
    assert_eq!(space.on("2026-09-15").await.len(), 1);
    assert_eq!(space.steered.post(cast.petit, &end, &[("au", "")]).await.status, 404);
}
