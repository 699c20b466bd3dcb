//! Whom a head made by hand, when a feed brings them: one person, nothing doubled, nothing lost.

use super::*;
use chrono::{NaiveDate, TimeDelta};
use identity::people::making::{self, NewPerson};
use kernel::{PersonId, PlaceId};

const BORN: (&str, &str) = ("ENTPersonDateNaissance", "04/03/2017");

fn leo(key: &str, more: Attributes<'_>) -> String {
    person(PUPIL, key, ("LEO", "DUPONT"), &[TILLEULS, &[BORN], more].concat())
}

struct Monday {
    held: Empty,
    school: PlaceId,
    class: PlaceId,
}

impl Monday {
    /// Les Tilleuls and its CM1, with Lina in it.
    async fn new() -> Self {
        let held = Empty::new().await;
        held.applied(&complete(&lina("71", &[]), "", "")).await;
        let place = async |query| PlaceId(held.of::<Uuid>(query, "0809901A").await.unwrap());
        let school = place("select id from place where uai = $1").await;
        let class = place("select c.id from place c join place s on s.id = c.school_id where s.uai = $1 and c.kind = 'class'").await;
        Self { held, school, class }
    }

    async fn pupil(&self, birth: Option<NaiveDate>, ine: Option<&str>) -> PersonId {
        let new = NewPerson {
            first_name: "Léo".to_owned(),
            last_name: "Dupont".to_owned(),
            birth_date: birth,
            ine: ine.map(str::to_owned),
            level: Some("CM1".to_owned()),
            ..NewPerson::default()
        };
        let mut tx = self.held.db.begin().await.unwrap();
        let (now, today) = (tx.now(), tx.today());
        let id = making::make(tx.conn(), &new, now).await.unwrap();
        making::place_pupil(tx.conn(), id, self.class, self.school, today).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn guardian(&self, pupil: PersonId, email: Option<&str>) -> PersonId {
        let new = NewPerson {
            first_name: "Anne".to_owned(),
            last_name: "Dupont".to_owned(),
            email: email.map(str::to_owned),
            ..NewPerson::default()
        };
        let mut tx = self.held.db.begin().await.unwrap();
        let (now, today) = (tx.now(), tx.today());
        let id = making::make(tx.conn(), &new, now).await.unwrap();
        making::link(tx.conn(), pupil, id, "mother", "sole", today).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

fn born() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2017, 3, 4)
}

#[tokio::test]
async fn a_pupil_of_monday_is_the_one_of_wednesday() {
    for (how, birth, ine) in [("INE", None, Some(INE)), ("name and birth date", born(), None)] {
        let monday = Monday::new().await;
        let id = monday.pupil(birth, ine).await;
        let feed = complete(&(lina("71", &[]) + &leo("72", &[("ENTEleveINE", INE)])), "", "");
        monday.held.applied(&feed).await;
        assert_eq!(monday.held.id("72").await, Some(id.0), "{how}");
        assert_eq!(monday.held.count(PEOPLE).await, 2, "{how}");
        assert_eq!(monday.held.places("72").await, "pupil CM1 MME CARREL", "{how}");
        assert_eq!(monday.held.state("72").await.as_deref(), OPEN, "{how}");
        let said = "select count(*) from role where kind = 'pupil' and source = 'feed'";
        assert_eq!(monday.held.count(said).await, 2, "{how}: what the feed says too is the feed's");

        let again = monday.held.applied(&feed).await;
        assert!(again.totals.is_nothing(), "{how}: {:?}", again.totals);
        // Later he leaves as anybody does.
        let gone = monday.held.applied(&complete(&lina("71", &[]), "", "")).await;
        assert_eq!(gone.totals.leave, 1, "{how}");
    }
}

#[tokio::test]
async fn whom_the_feed_does_not_name_does_not_leave() {
    let monday = Monday::new().await;
    let id = monday.pupil(born(), None).await;
    let outcome = monday.held.applied(&complete(&lina("71", &[]), "", "")).await;
    assert_eq!(outcome.totals.leave, 0);
    let leaving = "select count(*) from person where leaving_since is not null";
    assert_eq!(monday.held.count(leaving).await, 0, "{id} stays");
    assert_eq!(monday.held.count(PUPILS).await, 2);
}

#[tokio::test]
async fn two_of_a_name_are_for_a_human() {
    let monday = Monday::new().await;
    monday.pupil(born(), None).await;
    let twins = leo("72", &[]) + &leo("73", &[]);
    monday.held.applied(&complete(&(lina("71", &[]) + &twins), "", "")).await;
    assert_eq!(monday.held.count(PEOPLE).await, 4, "which of the two he is nobody knows");
    assert!(monday.held.count(doubts("name_and_birth")).await >= 2);
}

#[tokio::test]
async fn a_pupil_of_the_same_name_in_another_school_is_another() {
    let monday = Monday::new().await;
    let id = monday.pupil(born(), None).await;
    let elsewhere = person(PUPIL, "72", ("LEO", "DUPONT"), &[RIVES, &[BORN]].concat());
    monday.held.applied(&complete(&(lina("71", &[]) + &elsewhere), "", "")).await;
    assert_ne!(monday.held.id("72").await, Some(id.0));
}

#[tokio::test]
async fn the_heads_class_holds_for_three_weeks_and_is_said() {
    let monday = Monday::new().await;
    monday.pupil(born(), None).await;
    let other = &[("ENTPersonStructRattach", "42"), ("ENTPersonClasses", "42$C$1$58$CE2 MME ROY"), BORN];
    let feed = |level: &str| {
        let leo =
            person(PUPIL, "72", ("LEO", "DUPONT"), &[&other[..], &[("ENTPersonAdresse", level)]].concat());
        complete(&(lina("71", &[]) + &leo), "", "")
    };
    let outcome = monday.held.applied(&feed("1 rue Haute")).await;
    assert_eq!(monday.held.places("72").await, "pupil CM1 MME CARREL");
    assert_eq!(outcome.totals.odd, 1, "the head reads that the feed says otherwise");
    monday.held.db.clock.set(testing::first_day() + TimeDelta::days(22));
    monday.held.applied(&feed("2 rue Haute")).await;
    assert_eq!(monday.held.places("72").await, "pupil CE2 MME ROY", "after that, the feed's");
}

#[tokio::test]
async fn a_guardian_is_recognised_by_her_child_or_her_mail() {
    let links = ("ENTEleveAutoriteParentale", "81$10");
    for (how, email, with_link) in [("child", None, true), ("mail", Some("anne@example.org"), true)] {
        let monday = Monday::new().await;
        let pupil = monday.pupil(born(), None).await;
        let anne = monday.guardian(pupil, email).await;
        let links: Attributes<'_> = if with_link { &[links] } else { &[] };
        let relative = person(RELATIVE, "81", ("ANNE", "DUPONT"), &[("ENTPersonMail", "anne@example.org")]);
        let feed = complete(&(lina("71", &[]) + &leo("72", links)), &relative, "");
        monday.held.applied(&feed).await;
        assert_eq!(monday.held.id("81").await, Some(anne.0), "{how}");
        assert_eq!(monday.held.count(GUARDIANS).await, 1, "{how}");
        let sole = "select count(*) from guardian_link where authority = 'sole' and source = 'head'";
        assert_eq!(monday.held.count(sole).await, 1, "{how}: what the head said of authority holds");
        let again = monday.held.applied(&feed).await;
        assert!(again.totals.is_nothing(), "{how}: {:?}", again.totals);
    }
}

#[tokio::test]
async fn an_adult_of_the_same_name_in_the_school_is_a_doubt() {
    let monday = Monday::new().await;
    let new =
        NewPerson { first_name: "Alix".to_owned(), last_name: "Roy".to_owned(), ..NewPerson::default() };
    let mut tx = monday.held.db.begin().await.unwrap();
    let (now, today) = (tx.now(), tx.today());
    let alix = making::make(tx.conn(), &new, now).await.unwrap();
    making::give_role(tx.conn(), alix, "teacher", monday.school, monday.school, today).await.unwrap();
    tx.commit().await.unwrap();
    let staff = person(STAFF, "91", ("Alix", "ROY"), &[("ENTPersonStructRattach", "42"), TEACHES]);
    monday.held.applied(&complete(&lina("71", &[]), "", &staff)).await;
    assert_ne!(monday.held.id("91").await, Some(alix.0));
    let doubts = "select count(*) from duplicate_doubt where reason = 'name_and_school'";
    assert_eq!(monday.held.count(doubts).await, 1);
}

/// Known by her address she is herself, whatever the feed calls her work.
#[tokio::test]
async fn an_adult_made_by_hand_is_known_by_her_address() {
    let monday = Monday::new().await;
    let new = NewPerson {
        first_name: "Alix".to_owned(),
        last_name: "Roy".to_owned(),
        email: Some("alix.roy@example.org".to_owned()),
        ..NewPerson::default()
    };
    let mut tx = monday.held.db.begin().await.unwrap();
    let (now, today) = (tx.now(), tx.today());
    let alix = making::make(tx.conn(), &new, now).await.unwrap();
    making::give_role(tx.conn(), alix, "teacher", monday.school, monday.school, today).await.unwrap();
    tx.commit().await.unwrap();
    let said = [("ENTPersonStructRattach", "42"), TEACHES, ("ENTPersonMail", "Alix.Roy@example.org")];
    let staff = person(STAFF, "91", ("Alix", "ROY"), &said);
    monday.held.applied(&complete(&lina("71", &[]), "", &staff)).await;
    assert_eq!(monday.held.id("91").await, Some(alix.0), "one person, one account");
    assert_eq!(monday.held.count("select count(*) from duplicate_doubt").await, 0);
}
