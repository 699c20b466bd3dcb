//! The oddities of real feeds, applied: each leaves the right accounts open, and no other.

use crate::feed::{Written, add, delete, modify};
use crate::imports::Empty;
use directory::import::{Mode, Outcome};
use uuid::Uuid;

const SCHOOL: &str = "EtabEducNat";
const PUPIL: &str = "Eleve";
const RELATIVE: &str = "PersRelEleve";
const STAFF: &str = "PersEducNat";
const INE: &str = "120000001AA";

type Attributes<'a> = &'a [(&'a str, &'a str)];

fn school(key: &str, uai: &str, name: &str) -> String {
    let kind = ("ENTStructureTypeStruct", "ECOLE DE NIVEAU ELEMENTAIRE");
    add(SCHOOL, key, &[("ENTStructureUAI", uai), ("ENTStructureNomCourant", name), kind])
}

/// First and last name, then what else is said.
fn person(category: &str, key: &str, (first, last): (&str, &str), more: Attributes<'_>) -> String {
    add(category, key, &[&[("ENTPersonNom", last), ("ENTPersonPrenom", first)], more].concat())
}

fn lina(key: &str, more: Attributes<'_>) -> String {
    person(PUPIL, key, ("Lina", "HADDAD"), &[TILLEULS, more].concat())
}

const TILLEULS: Attributes<'static> =
    &[("ENTPersonStructRattach", "42"), ("ENTPersonClasses", "42$C$1$55$CM1 MME CARREL")];
const RIVES: Attributes<'static> =
    &[("ENTPersonStructRattach", "43"), ("ENTPersonClasses", "43$C$1$56$CM1 MME VIDAL")];
const TEACHES: (&str, &str) = ("ENTPersonCategorieEnseignant", "O");

fn schools() -> String {
    school("42", "0809901A", "LES TILLEULS") + &school("43", "0809905E", "LES RIVES")
}

/// A complete feed has all four categories.
fn complete(pupils: &str, relatives: &str, staff: &str) -> Written {
    complete_with(&schools(), pupils, relatives, staff)
}

fn complete_with(schools: &str, pupils: &str, relatives: &str, staff: &str) -> Written {
    Written::complete()
        .records(SCHOOL, schools)
        .records(PUPIL, pupils)
        .records(RELATIVE, relatives)
        .records(STAFF, staff)
}

fn delta(category: &str, records: &str) -> Written {
    Written::delta().records(category, records)
}

impl Empty {
    async fn applied(&self, feed: &Written) -> Outcome {
        let outcome = self.import(feed.path(), Mode::Apply).await.unwrap();
        assert!(outcome.applied, "{:?}", outcome.losses);
        outcome
    }

    /// The person with this key.
    async fn id(&self, key: &str) -> Option<Uuid> {
        self.of("select person_id from person_key where key = $1", key).await
    }

    async fn of<T>(&self, query: &'static str, key: &str) -> Option<T>
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        sqlx::query_scalar::<_, Option<T>>(query)
            .bind(key)
            .fetch_optional(&self.db.pool)
            .await
            .unwrap()
            .flatten()
    }

    /// The account's state and whether the person is leaving.
    async fn state(&self, key: &str) -> Option<String> {
        let query = "select a.state || case when p.leaving_since is null then '' else ', leaves' end
                     from person_key k join person p on p.id = k.person_id join account a on a.person_id = p.id
                     where k.key = $1";
        self.of(query, key).await
    }

    /// The places of the open roles, by name.
    async fn places(&self, key: &str) -> String {
        let query = "select string_agg(r.kind || ' ' || p.name, ', ' order by p.name)
                     from person_key k join role r on r.person_id = k.person_id and r.until_day is null
                     join place p on p.id = r.place_id where k.key = $1";
        self.of(query, key).await.unwrap_or_default()
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.one(query).await
    }
}

const GUARDIANS: &str = "select count(*) from guardian_link where until_day is null";
const PENDING: &str = "select count(*) from pending_link";
const PEOPLE: &str = "select count(*) from person";
const OPEN: Option<&str> = Some("to_activate");

#[tokio::test]
async fn a_relative_who_is_missing_is_awaited_until_a_delta_brings_her() {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[("ENTEleveAutoriteParentale", "72$10")]), "", "")).await;
    assert_eq!((held.count(PENDING).await, held.count(GUARDIANS).await), (1, 0));
    held.applied(&delta(RELATIVE, &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]))).await;
    assert_eq!((held.count(PENDING).await, held.count(GUARDIANS).await), (0, 1));
    assert_eq!(held.state("72").await.as_deref(), OPEN);
}

#[tokio::test]
async fn a_relative_whom_no_pupil_names_gets_no_account() {
    let held = Empty::new().await;
    let outcome = held
        .applied(&complete(&lina("71", &[]), &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]), ""))
        .await;
    assert_eq!(held.id("72").await, None);
    assert_eq!((held.count(PEOPLE).await, outcome.totals.created), (1, 1));
}

#[tokio::test]
async fn a_contact_without_authority_gets_no_account() {
    let held = Empty::new().await;
    let links = [("ENTElevePersRelEleve", "72$10$1$1$1$0|73$38$0$0$1$0")];
    let relatives =
        person(RELATIVE, "72", ("Nadia", "BENALI"), &[]) + &person(RELATIVE, "73", ("Rose", "BENALI"), &[]);
    held.applied(&complete(&lina("71", &links), &relatives, "")).await;
    assert_eq!(held.state("72").await.as_deref(), OPEN);
    assert_eq!((held.id("73").await, held.count(GUARDIANS).await), (None, 1));
}

/// Lina with an INE in Les Tilleuls; says who she is.
async fn with_ine(held: &Empty) -> Option<Uuid> {
    held.applied(&complete(&lina("71", &[("ENTEleveINE", INE)]), "", "")).await;
    let id = held.id("71").await;
    assert!(id.is_some());
    id
}

fn again_at_rives(key: &str) -> String {
    person(PUPIL, key, ("Lina", "HADDAD"), &[RIVES, &[("ENTEleveINE", INE)]].concat())
}

#[tokio::test]
async fn a_pupil_with_a_new_key_and_the_same_ine_keeps_her_account() {
    let one_delta = vec![delta(PUPIL, &(delete(PUPIL, "71") + &again_at_rives("79")))];
    let two_deltas = vec![delta(PUPIL, &delete(PUPIL, "71")), delta(PUPIL, &again_at_rives("79"))];
    let complete_feed = vec![complete(&again_at_rives("79"), "", "")];
    for (how, feeds) in [("one delta", one_delta), ("two deltas", two_deltas), ("complete", complete_feed)] {
        let held = Empty::new().await;
        let id = with_ine(&held).await;
        for feed in &feeds {
            held.applied(feed).await;
        }
        assert_eq!(held.id("79").await, id, "{how}");
        assert_eq!(held.state("79").await.as_deref(), OPEN, "{how}");
        assert_eq!(held.places("79").await, "pupil CM1 MME VIDAL", "{how}");
        assert_eq!(held.count(PEOPLE).await, 1, "{how}");
    }
}

#[tokio::test]
async fn an_ine_of_somebody_who_stays_is_a_doubt_and_both_accounts_open() {
    let tom = person(PUPIL, "79", ("Tom", "LE GOFF"), &[RIVES, &[("ENTEleveINE", INE)]].concat());
    let both = lina("71", &[("ENTEleveINE", INE)]) + &tom;
    for (how, feed) in [("complete", complete(&both, "", "")), ("delta", delta(PUPIL, &tom))] {
        let held = Empty::new().await;
        let id = with_ine(&held).await;
        held.applied(&feed).await;
        assert_ne!(held.id("79").await, id, "{how}");
        assert_eq!(held.state("71").await.as_deref(), OPEN, "{how}");
        assert_eq!(held.state("79").await.as_deref(), OPEN, "{how}");
        assert_eq!(held.count(doubts("ine")).await, 1, "{how}");
        let holder = held.of::<Uuid>("select id from person where ine = $1", INE).await;
        assert_eq!(holder, id, "{how}: the first keeps it");
    }
}

fn doubts(reason: &str) -> &'static str {
    match reason {
        "ine" => "select count(*) from duplicate_doubt where reason = 'ine'",
        _ => "select count(*) from duplicate_doubt where reason = 'name_and_birth'",
    }
}

#[tokio::test]
async fn a_pupil_who_changes_school_under_the_same_key_moves() {
    let held = Empty::new().await;
    let id = with_ine(&held).await;
    let outcome = held.applied(&delta(PUPIL, &modify(PUPIL, "71", RIVES))).await;
    assert_eq!((held.id("71").await, outcome.totals.moved), (id, 1));
    assert_eq!(held.places("71").await, "pupil CM1 MME VIDAL");
}

#[tokio::test]
async fn deleted_then_added_in_one_delta_is_still_there() {
    let held = Empty::new().await;
    let links = [("ENTEleveAutoriteParentale", "72$10")];
    held.applied(&complete(&lina("71", &links), &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]), "")).await;
    let id = held.id("71").await;
    let outcome = held.applied(&delta(PUPIL, &(delete(PUPIL, "71") + &lina("71", &links)))).await;
    assert_eq!(held.id("71").await, id);
    for key in ["71", "72"] {
        assert_eq!(held.state(key).await.as_deref(), OPEN, "{key}");
    }
    assert_eq!(held.places("71").await, "pupil CM1 MME CARREL");
    assert_eq!(held.count(GUARDIANS).await, 1);
    assert_eq!(outcome.totals.leave, 0, "and the report says so");
}

#[tokio::test]
async fn who_is_absent_leaves_and_is_restored_when_back() {
    let held = Empty::new().await;
    let links = [("ENTEleveAutoriteParentale", "72$10")];
    let full = complete(&lina("71", &links), &person(RELATIVE, "72", ("Nadia", "BENALI"), &[]), "");
    held.applied(&full).await;
    let id = held.id("71").await;
    sqlx::query("update account set state = 'active', activated_at = '2026-09-15' where person_id = $1")
        .bind(id)
        .execute(&held.db.pool)
        .await
        .unwrap();
    held.applied(&complete("", "", "")).await;
    for key in ["71", "72"] {
        assert_eq!(held.state(key).await.as_deref(), Some("leaving, leaves"), "{key}");
    }
    assert_eq!(held.places("71").await, "");
    held.applied(&full).await;
    assert_eq!(held.id("71").await, id);
    assert_eq!(held.state("71").await.as_deref(), Some("active"));
    assert_eq!(held.state("72").await.as_deref(), OPEN);
    assert_eq!(
        (held.places("71").await, held.count(GUARDIANS).await),
        ("pupil CM1 MME CARREL".to_owned(), 1)
    );
}

#[tokio::test]
async fn a_school_known_by_its_uai_under_another_key_is_not_doubled() {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[]), "", "")).await;
    let renamed = school("44", "0809901A", "LES TILLEULS") + &school("43", "0809905E", "LES RIVES");
    let lina = person(
        PUPIL,
        "71",
        ("Lina", "HADDAD"),
        &[("ENTPersonStructRattach", "44"), ("ENTPersonClasses", "44$C$1$55$CM1 MME CARREL")],
    );
    let outcome = held.applied(&complete_with(&renamed, &lina, "", "")).await;
    assert_eq!(held.count("select count(*) from place where kind = 'school'").await, 2);
    assert_eq!(
        held.count("select count(distinct place_id) from place_key where key in ('42', '44')").await,
        1
    );
    assert_eq!((held.places("71").await, outcome.totals.moved), ("pupil CM1 MME CARREL".to_owned(), 0));
}

#[tokio::test]
async fn a_pseudo_structure_opens_no_school_and_its_teacher_has_an_account() {
    let held = Empty::new().await;
    let pseudo = [
        ("ENTStructureUAI", "1004001V"),
        ("ENTStructureNomCourant", "Z.REMP OUEST"),
        ("ENTStructureTypeStruct", "SANS OBJET"),
    ];
    let staff = person(
        STAFF,
        "73",
        ("Inès", "MARTEL"),
        &[("ENTPersonFonctions", "90$ENS$ENSEIGNEMENT$G$REMPLACANT"), TEACHES],
    );
    held.applied(&complete_with(&(schools() + &add(SCHOOL, "90", &pseudo)), "", "", &staff)).await;
    assert_eq!(held.held().await["schools"], 2);
    assert_eq!(held.count("select count(*) from place where pseudo and uai is null").await, 1);
    assert_eq!(held.state("73").await.as_deref(), OPEN);
}

#[tokio::test]
async fn a_function_in_an_unknown_structure_costs_only_itself() {
    let held = Empty::new().await;
    let functions = "42$ENS$ENSEIGNEMENT$G$ENSEIGNER|999$ENS$ENSEIGNEMENT$G$ENSEIGNER";
    held.applied(&complete(
        "",
        "",
        &person(STAFF, "73", ("Sonia", "KELLER"), &[("ENTPersonFonctions", functions), TEACHES]),
    ))
    .await;
    assert_eq!(held.places("73").await, "teacher LES TILLEULS");
}

#[tokio::test]
async fn a_teacher_of_several_schools_has_one_account() {
    let held = Empty::new().await;
    let functions = "42$ENS$ENSEIGNEMENT$G$ENSEIGNER|43$ENS$ENSEIGNEMENT$G$ENSEIGNER";
    held.applied(&complete(
        "",
        "",
        &person(STAFF, "73", ("Sonia", "KELLER"), &[("ENTPersonFonctions", functions), TEACHES]),
    ))
    .await;
    assert_eq!(held.places("73").await, "teacher LES RIVES, teacher LES TILLEULS");
    assert_eq!(held.count("select count(*) from account").await, 1);
}

#[tokio::test]
async fn an_empty_value_erases_what_the_feed_said_never_what_the_person_entered() {
    let held = Empty::new().await;
    let said = [("ENTPersonMail", "nadia@example.org"), ("ENTPersRelEleveTelMobile", "0639980001")];
    let links = [("ENTEleveAutoriteParentale", "72$10|73$20")];
    let relatives = person(RELATIVE, "72", ("Nadia", "BENALI"), &said)
        + &person(RELATIVE, "73", ("Karim", "HADDAD"), &[("ENTPersonMail", "karim@example.org")]);
    held.applied(&complete(&lina("71", &links), &relatives, "")).await;
    sqlx::query("update person set email_by_person = true where email = 'nadia@example.org'")
        .execute(&held.db.pool)
        .await
        .unwrap();
    let empty = [("ENTPersonMail", ""), ("ENTPersRelEleveTelMobile", "")];
    held.applied(&delta(RELATIVE, &(modify(RELATIVE, "72", &empty) + &modify(RELATIVE, "73", &empty)))).await;
    let mail = "select p.email from person_key k join person p on p.id = k.person_id where k.key = $1";
    assert_eq!(held.of::<String>(mail, "72").await.as_deref(), Some("nadia@example.org"));
    assert_eq!(held.of::<String>(mail, "73").await, None);
    let mobile = "select p.mobile from person_key k join person p on p.id = k.person_id where k.key = $1";
    assert_eq!(held.of::<String>(mobile, "72").await, None);
    // In a complete feed too.
    let relatives = person(RELATIVE, "72", ("Nadia", "BENALI"), &empty)
        + &person(RELATIVE, "73", ("Karim", "HADDAD"), &empty);
    held.applied(&complete(&lina("71", &links), &relatives, "")).await;
    assert_eq!(held.of::<String>(mail, "72").await.as_deref(), Some("nadia@example.org"));
}

#[tokio::test]
async fn a_human_with_two_keys_is_a_doubt_and_blocks_nothing() {
    let held = Empty::new().await;
    let born = |date| {
        [("ENTPersonDateNaissance", date), ("ENTPersonFonctions", "42$ENS$ENSEIGNEMENT$G$ENSEIGNER"), TEACHES]
    };
    let staff = person(STAFF, "73", ("Alix", "ROY"), &born("01/01/1996"))
        + &person(STAFF, "74", ("ALIX", "Roy"), &born("01/01/1996"))
        + &person(STAFF, "75", ("Alix", "ROY"), &born("02/02/1970"));
    let outcome = held.applied(&complete("", "", &staff)).await;
    assert_eq!((held.count(doubts("name_and_birth")).await, outcome.totals.odd), (1, 1));
    for key in ["73", "74", "75"] {
        assert_eq!(held.state(key).await.as_deref(), OPEN, "{key}");
    }
    assert_eq!(held.count("select count(distinct login) from account").await, 3);
}

#[tokio::test]
async fn a_change_of_somebody_unknown_is_told_and_creates_only_when_it_says_enough() {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[]), "", "")).await;
    let vague = modify(PUPIL, "78", &[("ENTPersonMail", "tom@example.org")]);
    let enough =
        modify(PUPIL, "79", &[&[("ENTPersonNom", "MOREL"), ("ENTPersonPrenom", "Zoé")], RIVES].concat());
    let outcome = held.applied(&delta(PUPIL, &(vague + &enough + &delete(PUPIL, "77")))).await;
    assert_eq!((outcome.totals.odd, outcome.totals.created, outcome.totals.leave), (1, 1, 0));
    let told = "select reason from feed_import_line where what = 'odd' and label = $1";
    assert!(held.of::<String>(told, "78").await.unwrap().contains("demandez un flux complet"));
    assert_eq!((held.id("78").await, held.places("79").await), (None, "pupil CM1 MME VIDAL".to_owned()));
}

#[tokio::test]
async fn a_record_twice_in_a_complete_feed_is_one_person() {
    let held = Empty::new().await;
    let twice = complete(&(lina("71", &[]) + &lina("71", &[("ENTPersonMail", "lina@example.org")])), "", "");
    for _ in 0..2 {
        held.applied(&twice).await;
        assert_eq!(held.count(PEOPLE).await, 1);
    }
}
