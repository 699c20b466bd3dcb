//! « Mes données », opened: every kind of content is there and can be read, and nobody else's is.

use crate::lived;
use kernel::{Clock, ItemId, PersonId};
use mail::Kept;
use serde_json::Value;
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;
use testing::{Client, TestApp};
use web::house::{Mailroom, worker};

const PHOTO: &[u8] = include_bytes!("../../../storage/tests/files/photo-orientation-6.jpg");
const VOICE: &[u8] = include_bytes!("../../../storage/tests/files/voix-firefox.ogg");
const PAPER: &[u8] = "La liste du matériel de Marion".as_bytes();

/// What is in an archive, by name.
struct Archive(BTreeMap<String, Vec<u8>>);

impl Archive {
    fn opened(bytes: Vec<u8>) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut all = BTreeMap::new();
        for n in 0..zip.len() {
            let mut member = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            assert!(all.insert(member.name().unwrap().into_owned(), bytes).is_none(), "one name, one file");
        }
        Self(all)
    }

    fn data(&self) -> Value {
        serde_json::from_slice(&self.0["donnees.json"]).unwrap()
    }

    fn page(&self) -> String {
        String::from_utf8(self.0["mes-donnees.html"].clone()).unwrap()
    }

    fn file(&self, end: &str) -> &[u8] {
        let found: Vec<_> = self.0.iter().filter(|(name, _)| name.ends_with(end)).collect();
        assert_eq!(found.len(), 1, "{end} in {:?}", self.0.keys());
        found[0].1
    }

    /// In any of its files, as text.
    fn holds(&self, words: &str) -> bool {
        self.0.values().any(|bytes| bytes.windows(words.len()).any(|w| w == words.as_bytes()))
    }
}

async fn house() -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.life_cycles = web::house::LIFE_CYCLES;
    app
}

/// Asks for it, has it made, and opens it.
async fn archive(app: &TestApp, by: &Client, of: PersonId) -> Archive {
    assert_eq!(by.post("/moi/mes-donnees", &[("person", &of.to_string())]).await.status, 303);
    let mailroom = Mailroom::Kept(Arc::new(Kept::new(Clock::fixed(app.app.db.clock.now()))));
    worker(&app.app, &mailroom).run_waiting().await.unwrap();
    assert_eq!(jobs::left_over(app.pool()).await.unwrap(), 0, "no task failed");
    let page = by.get("/moi/mes-donnees").await;
    let zip = by.get(&page.attribute("a[download]", "href").unwrap()).await;
    assert_eq!(zip.status, 200);
    assert_eq!(zip.headers["content-length"], zip.bytes.len().to_string().as_str());
    Archive::opened(zip.bytes)
}

/// Marion Carrel posts to her families with all that can be joined; Nadia answers; each has something of every
/// kind that is to be given.
async fn lived_in(app: &TestApp) {
    let c = &app.cast;
    let (carrel, nadia, roy) = (app.as_(c.carrel).await, app.as_(c.nadia).await, app.as_(c.roy).await);
    let audience = async |class: kernel::PlaceId| {
        let id = sqlx::query_scalar!(
            "select id from audience where kind = 'class_guardians' and place_id = $1",
            class.0
        );
        id.fetch_one(app.pool()).await.unwrap().to_string()
    };
    let (post, cm1b, cp) = (ItemId::fresh().to_string(), audience(c.cm1b).await, audience(c.cp).await);
    let fields = [
        ("brouillon", &*post),
        ("texte", "La classe verte de Marion"),
        ("audience", &*cm1b),
        ("commentaires", "1"),
    ];
    let files =
        [("fichier", "liste.txt", PAPER), ("photos", "plage.jpg", PHOTO), ("fichier", "chanson.ogg", VOICE)];
    let reply = carrel.post_files("/fil/publier", &fields, &files).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let answer = format!("/fil/{post}/repondre");
    assert_eq!(nadia.post(&answer, &[("texte", "Réponse de la famille")]).await.status, 303);
    assert_eq!(carrel.post(&answer, &[("texte", "Réponse de la maîtresse")]).await.status, 303);
    for who in [&nadia, &carrel] {
        assert_eq!(who.post(&format!("/fil/{post}/reaction"), &[("reaction", "merci")]).await.status, 303);
    }
    let interest = format!("/ecole/{}/rejoindre/interet", c.tilleuls);
    assert_eq!(carrel.post(&interest, &[("texte", "Écouter des voix")]).await.status, 303);
    let other = ItemId::fresh().to_string();
    let fields = [("brouillon", &*other), ("texte", "Le secret du CP"), ("audience", &*cp)];
    assert_eq!(roy.post_files("/fil/publier", &fields, &[]).await.status, 303);
    let whose = [("carrel", c.carrel), ("nadia", c.nadia), ("karim", c.karim), ("lina", c.lina)];
    for (name, person) in whose {
        filled(app, name, person).await;
    }
}

async fn filled(app: &TestApp, name: &str, person: PersonId) {
    lived::identified(app, name, person).await;
    lived::filled(app, name, person).await;
}

#[tokio::test]
async fn every_kind_of_content_is_in_it_and_can_be_read() {
    let app = house().await;
    lived_in(&app).await;
    let carrel = app.as_(app.cast.carrel).await;
    let archive = archive(&app, &carrel, app.cast.carrel).await;

    // What is said to be given is given: a table for each column, none of them empty but for a family's.
    let data = archive.data();
    for life in web::house::LIFE_CYCLES.iter().copied().flatten() {
        if life.exported == kernel::life_cycle::Exported::Yes {
            let table = life.column.split('.').next().unwrap();
            let rows = data[table].as_array().map_or(0, Vec::len);
            let of_a_family = table == "guardian_link" || table.starts_with("tile_photo");
            assert!(rows > 0 || of_a_family, "{table} is empty");
        }
    }
    let person = &data["person"][0];
    assert_eq!(
        (&person["mobile"], &person["postcode"]),
        (&Value::from("06-carrel"), &Value::from("80-carrel"))
    );
    assert_eq!(data["post"][0]["body"], "La classe verte de Marion");
    assert_eq!(data["comment"][0]["body"], "Réponse de la maîtresse");
    assert!(
        data["role"]
            .as_array()
            .unwrap()
            .iter()
            .any(|r| r["school"] == "École Les Tilleuls" || r["school"] == "Les Tilleuls"),
        "{}",
        data["role"]
    );

    // The files, as they are shown.
    assert_eq!(archive.file("liste.txt"), PAPER);
    let photo = image::load_from_memory(archive.file("plage.jpg")).unwrap();
    assert!(photo.width() > 100 && !archive.holds("Exif"), "the picture as it is shown");
    let page = archive.page();
    assert!(
        archive.0.keys().any(|name| name.contains("chanson") && page.contains(&**name)),
        "{:?}",
        archive.0.keys()
    );
    assert_eq!(archive.0.len(), 6, "three files, the page, the data, the manifest");
    as_documented(&archive, app.cast.carrel);

    // In French words, for somebody who knows nothing of tables.
    for title in page.split("<h2>").skip(1).map(|rest| rest.split("</h2>").next().unwrap()) {
        assert!(!title.contains('_') && title.chars().next().unwrap().is_uppercase(), "{title}");
    }
    for word in page.split("<dt>").skip(1).map(|rest| rest.split("</dt>").next().unwrap()) {
        assert!(word.chars().next().unwrap().is_uppercase(), "« {word} » has no French word");
    }
    assert!(page.contains("Ce que j’ai publié") && page.contains("La classe verte de Marion"));
}

#[tokio::test]
async fn nobody_elses_data_is_in_it() {
    let app = house().await;
    lived_in(&app).await;
    let c = &app.cast;
    for (who, person, others) in
        [("a teacher", c.carrel, ["nadia", "karim"]), ("a mother", c.nadia, ["carrel", "karim"])]
    {
        let archive = archive(&app, &app.as_(person).await, person).await;
        for other in others {
            let needle = |with: &str| with.replace('¤', other);
            for with in ["¤@example.org", "06-¤", "rue de ¤", "ancien.¤", "de ¤", "Par ¤", "par ¤", "INE-¤"]
            {
                assert!(!archive.holds(&needle(with)), "{who}: {}", needle(with));
            }
        }
        assert!(!archive.holds("Le secret du CP"), "{who}: another class");
        let answers = ["Réponse de la famille", "Réponse de la maîtresse"];
        let theirs = if person == c.carrel { answers[0] } else { answers[1] };
        assert!(!archive.holds(theirs), "{who}: what others answered");
        for secret in ["$argon2", "hash", "token", "code_made_at"] {
            assert!(!archive.holds(secret), "{who}: {secret}");
        }
    }
}

/// `docs/formats/mes-donnees.md`: the manifest says what is in it, and every file that a row names is found by it.
fn as_documented(archive: &Archive, of: PersonId) {
    let manifest: Value = serde_json::from_slice(&archive.0["manifeste.json"]).unwrap();
    let format = include_str!("../../../../docs/formats/mes-donnees.md");
    for field in manifest.as_object().unwrap().keys() {
        assert!(format.contains(&format!("`{field}`")), "{field} is not documented");
    }
    assert_eq!(manifest["format"], "preau/mes-donnees");
    assert!(format.contains(&format!("Version {} ", manifest["version"])));
    assert_eq!(manifest["person"], of.to_string());
    let data = archive.data();
    let rows = manifest["rows"].as_object().unwrap();
    assert_eq!(rows.len(), data.as_object().unwrap().len());
    for (table, count) in rows {
        assert_eq!(data[table].as_array().unwrap().len() as u64, count.as_u64().unwrap(), "{table}");
    }
    let files = manifest["files"].as_array().unwrap();
    let mut named: Vec<&str> = files.iter().map(|f| f["path"].as_str().unwrap()).collect();
    named.extend(["donnees.json", "mes-donnees.html", "manifeste.json"]);
    named.sort_unstable();
    assert_eq!(
        named,
        archive.0.keys().map(String::as_str).collect::<Vec<_>>(),
        "all of it, and nothing else"
    );
    for file in files {
        let bytes = &archive.0[file["path"].as_str().unwrap()];
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(
            file["sha256"],
            sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>()
        );
        assert!(
            file["media_type"].as_str().unwrap().contains('/') && !file["name"].as_str().unwrap().is_empty()
        );
    }
    let ids: Vec<&Value> = files.iter().map(|f| &f["id"]).collect();
    for row in data.as_object().unwrap().values().flat_map(|rows| rows.as_array().unwrap()) {
        if let Some(id) = row.get("file_id").filter(|id| !id.is_null()) {
            assert!(ids.contains(&id), "{row} names a file that the manifest has not");
        }
    }
    for file in files {
        let spoken_of = data.to_string().contains(file["id"].as_str().unwrap());
        assert!(spoken_of, "{file} is named by no row");
    }
}

/// What a pupil wrote and showed, taken away by a parent to another platform: each thing that the format promises.
#[tokio::test]
async fn a_childs_content_can_be_taken_elsewhere() {
    let app = house().await;
    lived_in(&app).await;
    pictured(&app).await;
    let c = &app.cast;
    let carrel = app.as_(c.carrel).await;
    let pupils = sqlx::query_scalar!(
        "select id from audience where kind = 'class_pupils' and place_id = $1",
        c.cm1b.0
    );
    let pupils = pupils.fetch_one(app.pool()).await.unwrap().to_string();
    let post = ItemId::fresh().to_string();
    let fields = [
        ("brouillon", &*post),
        ("texte", "Raconte ta sortie"),
        ("audience", &*pupils),
        ("commentaires", "1"),
        ("eleves", "1"),
    ];
    assert_eq!(carrel.post_files("/fil/publier", &fields, &[]).await.status, 303);
    let lina = app.as_(c.lina).await;
    let answer = format!("/fil/{post}/repondre");
    let reply = lina.post(&answer, &[("texte", "J’ai vu un héron")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let archive = archive(&app, &app.as_(c.nadia).await, c.lina).await;
    as_documented(&archive, c.lina);
    let data = archive.data();
    let format = include_str!("../../../../docs/formats/mes-donnees.md");
    // The tables of a pupil's content, with the fields that the format names for each.
    for (table, fields) in [
        ("person", &["id", "first_name", "last_name", "birth_date", "ine", "level"][..]),
        ("role", &["kind", "from_day", "until_day", "school", "place"]),
        ("comment", &["item_id", "body", "written_at"]),
        ("tile_photo", &["file_id"]),
    ] {
        assert!(format.contains(&format!("`{table}`")), "{table} is not documented");
        let row = &data[table][0];
        for field in fields {
            assert!(row.get(field).is_some(), "{table}.{field} is missing in {row}");
            assert!(format.contains(&format!("`{field}`")), "{table}.{field} is not documented");
        }
    }
    assert!(data["comment"].as_array().unwrap().iter().any(|r| r["body"] == "J’ai vu un héron"));
    assert!(data["role"].as_array().unwrap().iter().any(|r| r["school"] == "Les Tilleuls"));
    assert!(!archive.holds("Raconte ta sortie"), "what the teacher wrote is hers");
}

/// Lina's picture is on her tile: both her parents said yes.
async fn pictured(app: &TestApp) {
    let c = &app.cast;
    let school = c.tilleuls.to_string();
    let switch = format!("/ecole/{school}/photos");
    assert_eq!(app.as_(c.petit).await.post(&switch, &[("photos", "oui")]).await.status, 303);
    for parent in [c.nadia, c.karim] {
        let said = [("ecole", &*school), ("reponse", "oui")];
        assert_eq!(app.as_(parent).await.post(&format!("/moi/photos/{}", c.lina), &said).await.status, 303);
    }
    let put = format!("/ecole/{school}/classe/{}/eleves/{}/photo", c.cm1b, c.lina);
    let reply = app.as_(c.carrel).await.post_files(&put, &[], &[("photo", "lina.jpg", PHOTO)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
}

/// Of a child, for the parent who asked: what is the child's, nothing of either household, nothing of the other
/// parent's link.
#[tokio::test]
async fn a_childs_file_holds_nothing_of_the_other_household() {
    let app = house().await;
    lived_in(&app).await;
    let c = &app.cast;
    let nadia = app.as_(c.nadia).await;
    pictured(&app).await;
    let archive = archive(&app, &nadia, c.lina).await;
    let data = archive.data();
    assert_eq!(data["person"][0]["ine"], "INE-lina");
    let links = data["guardian_link"].as_array().unwrap();
    assert_eq!(links.len(), 1, "hers");
    assert_eq!(links[0]["guardian_id"], c.nadia.to_string());
    for theirs in ["karim", "rue de", "06-lina", "lina@example.org", "80-lina", "carrel"] {
        assert!(!archive.holds(theirs), "{theirs}");
    }
    assert!(archive.page().contains("Lina Haddad"));
    let answers = data["tile_photo_answer"].as_array().unwrap();
    assert_eq!(answers.len(), 1, "hers, not her father's");
    assert_eq!(
        (&answers[0]["guardian_id"], &answers[0]["granted"]),
        (&c.nadia.to_string().into(), &true.into())
    );
    let portrait = image::load_from_memory(archive.file("portrait.jpg")).unwrap();
    assert_eq!((portrait.width(), portrait.height()), (240, 240));
    assert!(archive.page().contains("Ma photo sur la tablette de la classe"));
}
