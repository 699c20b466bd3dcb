//! Packs of resources: who makes them, how a class gets one, that nothing is published by itself.

use crate::governance::Steered;
use crate::invoices::PDF;
use crate::joining::Way;
use kernel::PersonId;

async fn begun(s: &Steered) {
    s.does("/documents/packs/depart", &[]).await;
}

async fn pack_of(s: &Steered, key: &str) -> String {
    let (id,): (uuid::Uuid,) = sqlx::query_as("select id from resource_pack where starter = $1")
        .bind(key)
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    id.to_string()
}

fn shelf(s: &Steered) -> String {
    format!("/ecole/{}/classe/{}/pour-commencer", s.app.cast.tilleuls, s.app.cast.cm1b)
}

#[tokio::test]
async fn three_packs_come_with_the_program_once() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    for who in [cast.segur, s.agent, cast.petit, cast.carrel, cast.nadia, cast.lina] {
        assert_eq!(s.post(who, "/documents/packs/depart", &[]).await.status, 404, "{who}");
    }
    begun(&s).await;
    let again = s.post(s.manager, "/documents/packs/depart", &[]).await;
    assert!(again.status == 422 && again.says("déjà là"), "{}", again.text());
    assert_eq!(s.app.count("select count(*) from pack_item").await, 9);
    for (who, status) in
        [(cast.carrel, 200), (cast.segur, 200), (s.agent, 200), (cast.nadia, 404), (cast.lina, 404)]
    {
        let page = s.get(who, "/documents/packs").await;
        assert_eq!(page.status, status, "{who}");
        assert!(status == 404 || page.says("Notre charte, écrite ensemble"), "{}", page.text());
        assert_eq!(page.says("Classes ouvertes avec un lot"), who == cast.segur || who == s.agent, "{who}");
    }
    let one = format!("/documents/packs/{}", pack_of(&s, "charte").await);
    assert!(s.get(cast.carrel, &one).await.says("Licence Ouverte 2.0"));
}

#[tokio::test]
async fn a_pack_is_filled_with_texts_addresses_and_documents_and_withdrawn() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let fields = [
        ("titre", "Écouter"),
        ("auteur", "Radio des écoles"),
        ("origine", "partner"),
        ("licence", "cc_by"),
        ("matiere", "Musique"),
        ("niveaux", "CM1"),
        ("ouverture", "oui"),
    ];
    assert_eq!(s.post(cast.segur, "/documents/packs", &fields).await.status, 404);
    assert_eq!(s.post(s.manager, "/documents/packs", &fields[..5]).await.status, 422, "for which levels");
    let at = s.does("/documents/packs", &fields).await;
    let add = format!("{at}/elements");
    let send = async |who: PersonId, fields: &[(&str, &str)], file: Option<&[u8]>| {
        let files: Vec<(&str, &str, &[u8])> = file.map(|f| ("piece", "fiche.pdf", f)).into_iter().collect();
        s.app.as_(who).await.post_files(&add, fields, &files).await
    };
    let link = [("genre", "link"), ("titre", "Écouter"), ("adresse", "https://radio.example.org/a")];
    assert_eq!(send(cast.segur, &link, None).await.status, 404);
    assert_eq!(send(s.manager, &link, None).await.status, 303);
    let file = [("genre", "file"), ("titre", "La fiche")];
    let none = send(s.manager, &file, None).await;
    assert!(none.status == 422 && none.says("Joignez le document."), "{}", none.text());
    let hostile = send(s.manager, &file, Some(b"<script>alert(1)</script>")).await;
    assert_eq!(hostile.status, 422, "{}", hostile.text());
    assert_eq!(send(s.manager, &file, Some(PDF)).await.status, 303);
    let item: uuid::Uuid = sqlx::query_scalar("select id from pack_item where kind = 'file'")
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    let bytes = format!("{at}/element/{item}/fichier");
    for (who, status) in [(cast.carrel, 200), (s.agent, 200), (cast.nadia, 404), (cast.lina, 404)] {
        assert_eq!(s.get(who, &bytes).await.status, status, "{who}");
    }
    let reply = s.get(cast.carrel, &bytes).await;
    assert_eq!(reply.headers["content-disposition"], "attachment; filename=\"ressource.pdf\"");
    assert_eq!(s.post(s.manager, &format!("{at}/retrait"), &[]).await.status, 303);
    assert_eq!(s.get(cast.carrel, &at).await.status, 404);
    assert!(s.get(s.manager, &at).await.says("Ce lot est retiré"));
    assert_eq!(send(s.manager, &link, None).await.status, 422);
}

#[tokio::test]
async fn a_teacher_puts_one_on_her_shelf_once_and_takes_it_off() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    begun(&s).await;
    let at = shelf(&s);
    for (who, status) in [
        (cast.carrel, 200),
        (cast.petit, 200),
        (cast.roy, 404),
        (cast.duval, 404),
        (cast.vidal, 404),
        (cast.segur, 404),
        (s.manager, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(s.get(who, &at).await.status, status, "{who}");
    }
    let page = s.get(cast.carrel, &at).await;
    // CE2 and CM1: secret words and the charter, not the rituals of nursery.
    assert!(page.says("Mes mots secrets") && page.says("Notre charte"), "{}", page.text());
    assert!(!page.says("rituels"), "{}", page.text());
    let (words, rituals) = (pack_of(&s, "mots-secrets").await, pack_of(&s, "rituels").await);
    assert_eq!(s.post(cast.carrel, &at, &[("lot", &rituals)]).await.status, 422);
    assert_eq!(s.post(cast.roy, &at, &[("lot", &words)]).await.status, 404);
    assert_eq!(s.post(cast.carrel, &at, &[("lot", &words)]).await.status, 303);
    let twice = s.post(cast.carrel, &at, &[("lot", &words)]).await;
    assert!(twice.status == 422 && twice.says("déjà dans la classe"), "{}", twice.text());
    assert_eq!(s.app.count("select count(*) from pack_install").await, 1);
    let page = s.get(cast.carrel, &at).await;
    assert!(page.says("Un secret qui protège"), "{}", page.text());
    assert_eq!(s.app.count("select count(*) from item").await, 0, "nothing was written in her name");
    let counted = s.get(s.manager, "/documents/packs").await;
    assert!(counted.says("17 %") && counted.says("1 sur 6"), "{}", counted.text());
    assert!(s.get(s.agent, "/documents/packs").await.says("1 sur 3"), "her commune’s");
    let off = format!("{at}/{words}/retrait");
    assert_eq!(s.post(cast.roy, &off, &[]).await.status, 404);
    assert_eq!(s.post(cast.carrel, &off, &[]).await.status, 303);
    assert_eq!(s.post(cast.carrel, &off, &[]).await.status, 404);
    assert!(!s.get(cast.carrel, &at).await.says("Un secret qui protège"));
    assert_eq!(s.post(cast.carrel, &at, &[("lot", &words)]).await.status, 303, "she may change her mind");
}

#[tokio::test]
async fn a_school_that_goes_live_finds_the_packs_of_its_levels() {
    let way = Way::new().await;
    let s = Steered { agent: way.agent, manager: way.manager, app: way.app };
    begun(&s).await;
    let way = Way { app: s.app, agent: s.agent, manager: s.manager };
    let charter: uuid::Uuid = sqlx::query_scalar("select id from resource_pack where starter = 'charte'")
        .fetch_one(way.app.pool())
        .await
        .unwrap();
    sqlx::query("update resource_pack set at_opening = false where id = $1")
        .bind(charter)
        .execute(way.app.pool())
        .await
        .unwrap();
    way.until("mise-en-service").await;
    assert_eq!(way.app.count("select count(*) from pack_install").await, 0);
    assert_eq!(way.does(crate::joining::Role::Head, "mise-en-service").await.status, 303);
    // Secret words: CP, and CE2-CM1; the charter is not put there by itself; Le Moulin Bleu is another school.
    assert_eq!(way.app.count("select count(*) from pack_install where by_id is null").await, 2);
    let cast = &way.app.cast;
    let page = way
        .app
        .as_(cast.roy)
        .await
        .get(&format!("/ecole/{}/classe/{}/pour-commencer", cast.tilleuls, cast.cp))
        .await;
    assert!(page.says("Un secret qui protège"), "{}", page.text());
    assert_eq!(way.app.count("select count(*) from item").await, 0);
}
