//! Shared machines, by the slot.

use crate::equipment::batch;
use crate::governance::Steered;

async fn mobile_class(s: &Steered) -> (String, String) {
    let fields = [("genre", "mobile_class"), ("modele", "Portables"), ("nombre", "2")];
    let id = batch(s, s.app.cast.tilleuls, s.app.cast.petit, &fields).await;
    (id.to_string(), format!("/ecole/{}/reservations", s.app.cast.tilleuls))
}

fn slot<'a>(machines: &'a str, class: &'a str, from: &'a str, until: &'a str) -> [(&'a str, &'a str); 5] {
    [("materiel", machines), ("classe", class), ("jour", "2026-10-05"), ("debut", from), ("fin", until)]
}

#[tokio::test]
async fn nobody_has_them_twice_at_once_and_a_class_reads_how_it_shares() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let (machines, at) = mobile_class(&s).await;
    let (cm1b, cp) = (cast.cm1b.to_string(), cast.cp.to_string());
    assert_eq!(s.post(cast.carrel, &at, &slot(&machines, &cm1b, "9:00", "10:30")).await.status, 303);
    for (from, until, status) in
        [("9:30", "10:00", 422), ("8:00", "9:01", 422), ("10:30", "11:00", 303), ("8:00", "9:00", 303)]
    {
        let reply = s.post(cast.roy, &at, &slot(&machines, &cp, from, until)).await;
        assert_eq!(reply.status, status, "{from}: {}", reply.text());
        assert!(status == 303 || reply.says("Une autre classe l’a déjà réservé"), "{}", reply.text());
    }
    // Two pupils for two machines; with a third pupil they share.
    assert!(s.get(cast.carrel, &at).await.says("une machine par élève"));
    sqlx::query(
        "with p as (insert into person (id, first_name, last_name, created_at) values (gen_random_uuid(), 'Ana', 'X', '2026-09-01') returning id)
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), id, 'pupil', $1, $2, '2026-09-01', 'feed' from p",
    )
    .bind(cast.cm1b.0)
    .bind(cast.tilleuls.0)
    .execute(s.app.pool())
    .await
    .unwrap();
    assert!(s.get(cast.carrel, &at).await.says("par binômes, ou en demi-classe"));
    // The commune reads the slots, not how many the pupils are.
    let hers = s.get(s.agent, &at).await;
    assert!(hers.status == 200 && !hers.says("binômes"), "{}", hers.text());
}

#[tokio::test]
async fn two_at_the_same_moment_get_them_once() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let (machines, at) = mobile_class(&s).await;
    let (cm1b, cp) = (cast.cm1b.to_string(), cast.cp.to_string());
    let (one, two) = (s.app.as_(cast.carrel).await, s.app.as_(cast.roy).await);
    let (hers, his) = (slot(&machines, &cm1b, "9:00", "10:00"), slot(&machines, &cp, "9:30", "10:30"));
    let (first, second) = tokio::join!(one.post(&at, &hers), two.post(&at, &his));
    let mut both = [first.status.as_u16(), second.status.as_u16()];
    both.sort();
    assert_eq!(both, [303, 422]);
}

#[tokio::test]
async fn who_books_who_gives_back_and_what_stands_in_a_class_is_not_shared() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let (machines, at) = mobile_class(&s).await;
    let cm1b = cast.cm1b.to_string();
    let good = slot(&machines, &cm1b, "9:00", "10:00");
    for (who, status) in
        [(cast.segur, 422), (s.agent, 422), (cast.vidal, 404), (cast.nadia, 404), (cast.lina, 404)]
    {
        assert_eq!(s.post(who, &at, &good).await.status, status, "{who}");
    }
    let tablets = [("genre", "tablet"), ("nombre", "4"), ("classe", &*cm1b)];
    let fixed = batch(&s, cast.tilleuls, cast.petit, &tablets).await.to_string();
    assert_eq!(s.post(cast.carrel, &at, &slot(&fixed, &cm1b, "9:00", "10:00")).await.status, 422);
    let ms = cast.ms.to_string();
    for wrong in [slot(&machines, &ms, "9:00", "10:00"), slot(&machines, &cm1b, "10:00", "9:00")] {
        assert_eq!(s.post(cast.carrel, &at, &wrong).await.status, 422);
    }
    assert_eq!(s.post(cast.carrel, &at, &good).await.status, 303);
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from equipment_booking").fetch_one(s.app.pool()).await.unwrap();
    let cancel = format!("/ecole/{}/reservation/{id}/annulation", cast.tilleuls);
    let other = s.post(cast.roy, &cancel, &[]).await;
    assert!(other.status == 422 && other.says("à quelqu’un d’autre"), "{}", other.text());
    assert_eq!(s.post(cast.vidal, &cancel, &[]).await.status, 404);
    assert_eq!(s.post(cast.petit, &cancel, &[]).await.status, 303, "the head keeps the register");
    assert_eq!(s.post(cast.roy, &at, &good).await.status, 303, "free again");
}
