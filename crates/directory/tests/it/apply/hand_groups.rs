//! A group that a school made by hand, and the feeds that come after.

use super::*;
use chrono::TimeDelta;

const HAND: &str =
    "select string_agg(p.name, ', ') from role r join place p on p.id = r.place_id and p.by_hand
                    join person_key k on k.person_id = r.person_id where k.key = $1 and r.until_day is null";

/// Lina’s school with « Chorale », made by hand, and Lina in it.
async fn chorale() -> Empty {
    let held = Empty::new().await;
    held.applied(&complete(&lina("71", &[]), "", "")).await;
    let made = "with g as (insert into place (id, kind, name, parent_id, school_id, school_year, by_hand, created_at)
                  select i, 'group', 'Chorale', s.id, s.id, c.school_year, true, '2026-01-12'
                  from place s join place c on c.school_id = s.id and c.kind = 'class', gen_random_uuid() i
                  where s.uai = '0809901A' returning id, school_id),
                r as (insert into role (id, person_id, kind, place_id, school_id, from_day, source)
                  select gen_random_uuid(), k.person_id, 'pupil', g.id, g.school_id, '2026-01-12', 'head'
                  from g, person_key k where k.key = '71' returning 1)
                select count(*) from r";
    assert_eq!(held.count(made).await, 1);
    let mut conn = held.db.pool.acquire().await.unwrap();
    identity::audiences::refresh_all(&mut conn, held.db.clock.today()).await.unwrap();
    drop(conn);
    held
}

#[tokio::test]
async fn no_feed_touches_it_nor_takes_its_name_for_another() {
    let held = chorale().await;
    let groups = ("ENTPersonGroupes", "42$G$1$77$Chorale");
    for more in [&[groups][..], &[][..], &[groups, ("ENTPersonAdresse", "1 rue Haute")][..]] {
        held.applied(&complete(&lina("71", more), "", "")).await;
        assert_eq!(held.of::<String>(HAND, "71").await.as_deref(), Some("Chorale"), "{more:?}");
    }
    let tied = "select count(*) from place_key k join place p on p.id = k.place_id where p.by_hand";
    assert_eq!(held.count(tied).await, 0, "the feed’s group of this name is another");
    // She goes to another school: she leaves the group with the rest.
    held.applied(&complete(&person(PUPIL, "71", ("Lina", "HADDAD"), RIVES), "", "")).await;
    assert_eq!(held.of::<String>(HAND, "71").await, None);
}

#[tokio::test]
async fn it_ends_with_the_school_year() {
    let held = chorale().await;
    held.db.clock.set(testing::first_day() + TimeDelta::days(365));
    let next = ("ENTPersonClasses", "42$C$1$60$CM2 MME ROY");
    let lina = person(PUPIL, "71", ("Lina", "HADDAD"), &[("ENTPersonStructRattach", "42"), next]);
    let feed = Written::complete()
        .dated("20270914")
        .records(SCHOOL, &schools())
        .records(PUPIL, &lina)
        .records(RELATIVE, "")
        .records(STAFF, "");
    held.applied(&feed).await;
    assert_eq!(held.count("select count(*) from place where by_hand and closed_on is not null").await, 1);
    assert_eq!(held.of::<String>(HAND, "71").await, None);
    let archive = "select count(*) from archive_member m join audience a on a.id = m.audience_id join place p on p.id = a.place_id where p.by_hand";
    assert_eq!(held.count(archive).await, 1, "she finds it again");
}
