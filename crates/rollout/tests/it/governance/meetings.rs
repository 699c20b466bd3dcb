//! Bodies that must be there, committees before the holidays, agendas that fill themselves, the publisher’s rhythm.

use super::Steered;
use crate::joining::Way;

#[tokio::test]
async fn a_project_lacks_its_bodies_until_both_colleges_sit_on_all_four() {
    let steered = Steered::new().await;
    let says = "Le projet ne peut pas quitter son cadrage.";
    let page = steered.get(steered.manager, "/gouvernance").await;
    assert!(
        page.says(says) && page.says("Orientation et arbitrage stratégique, Pilotage technique"),
        "{}",
        page.text()
    );
    for kind in ["strategic", "technical", "reference"] {
        steered.with_both(kind, &format!("Instance {kind}")).await;
    }
    let users = steered.body("users", "Utilisateurs").await;
    let seat = [("college", "education"), ("nom", "Ana Ruiz"), ("qualite", "enseignante")];
    steered.does(&format!("{users}/membres"), &seat).await;
    let page = steered.get(steered.manager, "/gouvernance").await;
    assert!(
        page.says(says) && page.says("de l’Éducation nationale : Groupe d’utilisateurs."),
        "{}",
        page.text()
    );
    let seat = [("college", "collectivities"), ("nom", "Jo Lenoir"), ("qualite", "adjointe")];
    steered.does(&format!("{users}/membres"), &seat).await;
    let page = steered.get(steered.manager, "/gouvernance").await;
    assert!(page.says("Les quatre instances existent"), "{}", page.text());
    // Whoever sits no more is missed.
    let left = format!("{users}/membre/{}/fin", steered.member("Lenoir").await);
    steered.day("2026-09-20").await;
    steered.does(&left, &[]).await;
    assert!(steered.get(steered.manager, "/gouvernance").await.says(says));
    let missing = "select coalesce(array_length(missing_bodies('2026-09-20'), 1), 0)::int8";
    assert_eq!(steered.app.count(missing).await, 1);
}

#[tokio::test]
async fn five_committees_are_proposed_before_the_holidays_of_zone_b() {
    let steered = Steered::new().await;
    steered.does("/pilotage/projet", &[("marque", "e-Ormes"), ("zone", "B")]).await;
    let body = steered.with_both("technical", "Comité technique").await;
    steered.day("2026-09-15").await;
    let page = steered.get(steered.manager, "/gouvernance").await;
    let lines = page.all("section[aria-labelledby=comites] li");
    let days: Vec<_> =
        ["6 octobre 2026", "8 décembre 2026", "9 février 2027", "6 avril 2027", "22 juin 2027"].into();
    assert_eq!(lines.len(), 5, "{lines:?}");
    for (line, day) in lines.iter().zip(days) {
        assert!(line.contains(day) && line.contains("Convoquer"), "{line} {day}");
    }
    assert!(
        lines[0].contains("Avant les vacances de la Toussaint (17 octobre 2026) à convoquer"),
        "{}",
        lines[0]
    );
    let link = page.attribute("section[aria-labelledby=comites] li a", "href").unwrap();
    assert!(link.ends_with("?jour=2026-10-06#convoquer") && link.starts_with(&body), "{link}");
    let form = steered.get(steered.manager, link.split('#').next().unwrap()).await;
    assert_eq!(form.attribute("#reunion-jour", "value").as_deref(), Some("2026-10-06"));
    steered.meeting(&body, "2026-10-06").await;
    let lines = steered.get(steered.manager, "/gouvernance").await.all("section[aria-labelledby=comites] li");
    assert!(lines[0].contains("6 octobre 2026 convoqué") && lines[1].contains("proposé"), "{lines:?}");
    steered.day("2027-03-01").await;
    let lines = steered.get(steered.manager, "/gouvernance").await.all("section[aria-labelledby=comites] li");
    assert!(lines[1].contains("n’a pas eu lieu") && lines[3].contains("proposé"), "{lines:?}");
}

#[tokio::test]
async fn an_agenda_is_filled_from_what_waits_and_kept_with_the_minutes() {
    let way = Way::new().await;
    way.until("decision").await;
    let steered = Steered { agent: way.agent, manager: way.manager, app: way.app };
    let body = steered.with_both("technical", "Comité technique").await;
    let first = steered.meeting(&body, "2026-09-15").await;
    let agent = steered.member("Pons").await;
    let given = [("texte", "Écrire aux écoles"), ("qui", &*agent), ("jour", "2026-09-30")];
    steered.does(&format!("{first}/actions"), &given).await;
    steered.does(&format!("{first}/decisions"), &[("texte", "Ouvrir le blog des classes")]).await;
    let next = steered.meeting(&body, "2026-10-06").await;
    steered.does(&format!("{next}/points"), &[("titre", "La version d’octobre")]).await;
    steered.day("2026-10-06").await;
    let page = steered.get(steered.agent, &next).await;
    for said in [
        "La version d’octobre",
        "Écoles qui attendent une décision (1) Les Tilleuls (Val d’Ormes)",
        "Décisions à suivre (1) 2026-1 Ouvrir le blog des classes (attend l’accord",
        "Actions ouvertes (1) Écrire aux écoles (Mireille Pons, avant le 30 septembre 2026, en retard)",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let minutes = [("present", &*agent), ("texte", "Tout le monde est d’accord.")];
    steered.does(&format!("{next}/compte-rendu"), &minutes).await;
    let done = steered.app.count("select count(*) from meeting_point where source = 'schools'").await;
    assert_eq!(done, 1);
    // The school is answered: the minutes still say what waited.
    let path = format!("/ecole/{}/rejoindre/decision", steered.app.cast.tilleuls);
    assert_eq!(steered.post(steered.app.cast.segur, &path, &[("choix", "validated")]).await.status, 303);
    let page = steered.get(steered.agent, &next).await;
    assert!(page.says("Écoles qui attendent une décision (1)") && page.says("Étaient là : Mireille Pons"));
    let corrected = [("present", &*agent), ("texte", "Presque tout le monde.")];
    steered.does(&format!("{next}/compte-rendu"), &corrected).await;
    assert_eq!(steered.app.count("select count(*) from meeting_point where source = 'schools'").await, 1);
    for path in [&first, &next] {
        let pdf = steered.get(steered.agent, &format!("{path}/document")).await;
        assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
    }
}

#[tokio::test]
async fn six_publisher_meetings_in_two_years_and_a_warning_when_it_slips() {
    let steered = Steered::new().await;
    let body = steered.body("publisher", "Réunions avec l’éditeur").await;
    let guest = [("college", "guest"), ("nom", "Ana Ruiz"), ("qualite", "référente de l’éditeur")];
    steered.does(&format!("{body}/membres"), &guest).await;
    let days = ["2026-10-01", "2027-01-20", "2027-05-12", "2027-09-08", "2028-01-05", "2028-05-03"];
    let said = |held: usize| format!("{held} sur 3 cette année scolaire");
    for (at, day) in days.into_iter().enumerate() {
        steered.day(day).await;
        let meeting = steered.meeting(&body, day).await;
        let present = [("present", &*steered.member("Ruiz").await), ("texte", "Trois demandes.")]
            .map(|(k, v)| (k, v.to_owned()));
        let fields: Vec<_> = present.iter().map(|(k, v)| (*k, v.as_str())).collect();
        steered.does(&format!("{meeting}/compte-rendu"), &fields).await;
        let page = steered.get(steered.manager, "/gouvernance").await;
        assert!(page.says(&said(at % 3 + 1)) && !page.says("Le rythme glisse"), "{day}: {}", page.text());
    }
    assert_eq!(steered.app.count("select count(*) from body_meeting where held_at is not null").await, 6);
    steered.day("2028-09-03").await;
    let page = steered.get(steered.manager, "/gouvernance").await;
    assert!(page.says("Le rythme glisse") && page.says("une avant le 2 septembre 2028"), "{}", page.text());
    steered.meeting(&body, "2028-09-10").await;
    assert!(steered.get(steered.agent, &body).await.says("Le rythme glisse"), "planned, but too late");
}
