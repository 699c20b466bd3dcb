//! What was said by hand of who heads a school, and the feeds that come after: none undoes it, and the first that says
//! the same ends the matter.

use crate::feed::{Written, add};
use chrono::{DateTime, TimeZone, Utc};
use directory::import::{Guard, Import, Mode, Source, receive, run};
use kernel::PersonId;
use std::sync::Arc;
use testing::TestApp;
use uuid::Uuid;

const TEACHES: &str = "42$ENS$ENSEIGNEMENT$G$ENSEIGNER";
const HEADS: &str = "42$ENS$ENSEIGNEMENT$G$ENSEIGNER|42$DIR$DIRECTION$X0009$DIRECTION";

struct Territory {
    app: TestApp,
}

impl Territory {
    /// The Cast’s Les Tilleuls, whose head and one teacher the feed knows.
    async fn new() -> Self {
        let app = TestApp::new(directory::routes().merge(identity::routes())).await;
        for (key, person) in [("91", app.cast.petit), ("92", app.cast.keller)] {
            let known = "insert into person_key (source, key, person_id, category, hash) values ('aaf', $1, $2, 'staff', '\\x00')";
            sqlx::query(known).bind(key).bind(person.0).execute(app.pool()).await.unwrap();
        }
        Self { app }
    }

    /// A complete feed that says this of Mme Petit; `phone` makes its record another one.
    async fn fed(&self, petit: &str, phone: &str) {
        let kind = ("ENTStructureTypeStruct", "ECOLE DE NIVEAU ELEMENTAIRE");
        let school = [("ENTStructureUAI", "0809901A"), ("ENTStructureNomCourant", "LES TILLEULS"), kind];
        let somebody = |key: &str, first: &str, last: &str, functions: &str| {
            let said = [
                ("ENTPersonNom", last),
                ("ENTPersonPrenom", first),
                (if functions == "42" { "ENTEnsFonctionDir" } else { "ENTPersonFonctions" }, functions),
                ("ENTPersonCategorieEnseignant", "O"),
                ("ENTPersonMail", phone),
            ];
            add("PersEducNat", key, &said)
        };
        let staff = somebody("91", "Hélène", "PETIT", petit) + &somebody("92", "Sonia", "KELLER", TEACHES);
        let feed = Written::complete()
            .records("EtabEducNat", &add("EtabEducNat", "42", &school))
            .records("Eleve", "")
            .records("PersRelEleve", "")
            .records("PersEducNat", &staff);
        let db = &self.app.app.db;
        let id = receive(&db.pool, "ENT1D", None, db.clock.now()).await.unwrap();
        let source = Source { path: feed.path().to_owned(), name: "ENT1D".to_owned(), by: None };
        let import =
            Import { id, source, mode: Mode::Apply, guard: Guard::default(), progress: Arc::new(|_| ()) };
        let outcome = run(db, import).await.unwrap();
        assert!(outcome.applied, "{:?}", outcome.losses);
    }

    /// Whether she opens what only the head of the school opens.
    async fn heads(&self, person: PersonId) -> bool {
        let year = format!("/ecole/{}/annee", self.app.cast.tilleuls);
        self.app.as_(person).await.get(&year).await.status == 200
    }

    async fn both(&self, at: DateTime<Utc>) -> (bool, bool) {
        self.app.at(at);
        (self.heads(self.app.cast.petit).await, self.heads(self.app.cast.keller).await)
    }

    /// Mme Petit’s last day is the 16th; Mme Keller follows her from the 17th to the 16th of October.
    async fn handed_over(&self) {
        let (app, cast) = (&self.app, &self.app.cast);
        let query = "select id from role where person_id = $1 and kind = 'head' and until_day is null";
        let role: Uuid = sqlx::query_scalar(query).bind(cast.petit.0).fetch_one(app.pool()).await.unwrap();
        let segur = app.as_(cast.segur).await;
        let page = format!("/ecole/{}/direction", cast.tilleuls);
        let ended = segur.post(&format!("{page}/{role}/fin"), &[("au", "2026-09-16")]).await;
        assert_eq!(ended.status, 303, "{}", ended.text());
        let keller = cast.keller.to_string();
        let named = segur.post(&page, &[("qui", &keller), ("du", "2026-09-17"), ("au", "2026-10-16")]).await;
        assert_eq!(named.status, 303, "{}", named.text());
    }
}

fn at(month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, 10, 0, 0).unwrap()
}

#[tokio::test]
async fn no_feed_brings_a_head_back_nor_takes_an_interim_away() {
    let territory = Territory::new().await;
    territory.fed(HEADS, "un@example.org").await;
    assert_eq!(territory.both(at(9, 15)).await, (true, false));
    territory.handed_over().await;
    // Wednesday's feed has not heard of it.
    territory.app.at(at(9, 16));
    territory.fed(HEADS, "deux@example.org").await;
    assert_eq!(territory.both(at(9, 16)).await, (true, false));
    assert_eq!(territory.both(at(9, 17)).await, (false, true));
    territory.app.at(at(9, 23));
    territory.fed(HEADS, "trois@example.org").await;
    assert_eq!(territory.both(at(9, 23)).await, (false, true));
    assert_eq!(territory.both(at(10, 16)).await, (false, true));
    assert_eq!(territory.both(at(10, 17)).await, (false, false), "ends by itself");
}

#[tokio::test]
async fn once_a_feed_says_the_same_a_later_one_may_name_her_again() {
    let territory = Territory::new().await;
    territory.fed(HEADS, "un@example.org").await;
    territory.handed_over().await;
    territory.app.at(at(9, 23));
    territory.fed(TEACHES, "deux@example.org").await;
    assert_eq!(territory.both(at(9, 23)).await, (false, true));
    territory.app.at(at(9, 30));
    territory.fed(HEADS, "trois@example.org").await;
    assert_eq!(territory.both(at(9, 30)).await, (true, true), "the directory has named her anew");
}

/// The school that she directs, and no function: she has no other role by this.
const HEADS_ONLY: &str = "42";

/// She has nothing but the mandate that was ended by a page, and every Wednesday's feed goes on naming her head.
/// Erased after three months, she would come back from the next feed as a new person, and as head.
#[tokio::test]
async fn whom_the_feed_goes_on_naming_is_kept_without_her_school() {
    let territory = Territory::new().await;
    let (app, petit) = (&territory.app, territory.app.cast.petit);
    territory.fed(HEADS_ONLY, "un@example.org").await;
    territory.handed_over().await;
    let known = "select count(*) from person p join account a on a.person_id = p.id and a.state = 'active'
                 where p.last_name = 'PETIT' and p.leaving_since is null";
    for week in 1..=20 {
        app.at(at(9, 16) + chrono::TimeDelta::weeks(week));
        territory.fed(HEADS_ONLY, &format!("mel{week}@example.org")).await;
        identity::leaving::erase::night(&app.app).await.unwrap();
        assert_eq!(app.count(known).await, 1, "week {week}");
        assert!(!territory.heads(petit).await, "week {week}");
    }
    assert_eq!(app.count("select count(*) from person where last_name = 'PETIT'").await, 1);

    // The directory has caught up: from that day she is like anybody whose last role has ended.
    territory.fed("", "plus@example.org").await;
    let caught =
        "select count(*) from role where kind = 'head' and ended_at is not null and fed_on is not null";
    assert_eq!(app.count(caught).await, 1);
    let now = app.app.db.clock.now();
    let leaving = "select count(*) from person where last_name = 'PETIT' and leaving_since is not null";
    for (days, expected) in [(21, 0), (22, 1), (80, 1)] {
        app.at(now + chrono::TimeDelta::days(days));
        identity::leaving::erase::night(&app.app).await.unwrap();
        assert_eq!(app.count(leaving).await, expected, "{days} days after the directory let her go");
    }
    app.at(now + chrono::TimeDelta::days(100));
    identity::leaving::erase::night(&app.app).await.unwrap();
    assert_eq!(app.count("select count(*) from person where last_name = 'PETIT'").await, 0, "like anybody");
}
