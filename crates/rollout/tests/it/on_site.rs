//! Who helps, the journal of a class, the library of practices, contacts with collectivities.

use crate::governance::Steered;
use crate::joining::{Role, Way, somebody};
use kernel::PersonId;

fn function<'a>(kind: &'a str, rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("fonction", kind), ("debut", "2026-09-01")];
    fields.extend_from_slice(rest);
    fields
}

#[tokio::test]
async fn functions_ratios_and_whom_a_school_calls() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let circo = cast.val_ormes.to_string();
    let give = "/encadrement/fonctions";
    let here = [("portee", "circonscription"), ("circonscription", &*circo)];
    let erun =
        [&here[..], &[("identifiant", "hugo.blanc"), ("quotite", "50"), ("telephone", "01 99 00 20 01")]]
            .concat();
    s.does(give, &function("erun", &erun)).await;
    let cpc =
        [&here[..], &[("nom", "Ana Ruiz"), ("quotite", "25"), ("telephone", "01 99 00 20 02")]].concat();
    s.does(give, &function("cpc", &cpc)).await;
    // Two functions at once.
    s.does(
        give,
        &function(
            "cpd",
            &[
                ("portee", "department"),
                ("departement", "80"),
                ("identifiant", "hugo.blanc"),
                ("quotite", "50"),
            ],
        ),
    )
    .await;
    s.does(
        give,
        &function("project_lead", &[("portee", "academy"), ("nom", "Iris Lenoir"), ("quotite", "100")]),
    )
    .await;
    for wrong in [
        function("cpd", &[("portee", "department"), ("departement", "8"), ("nom", "X"), ("quotite", "50")]),
        function("erun", &[("portee", "circonscription"), ("nom", "X"), ("quotite", "50")]),
        function("erun", &[("portee", "academy"), ("identifiant", "personne.ici"), ("quotite", "50")]),
        function("erun", &[("portee", "academy"), ("nom", "X"), ("quotite", "101")]),
    ] {
        assert_eq!(s.post(s.manager, give, &wrong).await.status, 422, "{wrong:?}");
    }
    for (who, status) in [(cast.segur, 404), (cast.petit, 404), (s.agent, 404)] {
        assert_eq!(s.post(who, give, &function("erun", &erun)).await.status, status, "{who}");
    }
    s.does("/encadrement/seuils", &[("circonscription", "5")]).await;
    // Four schools in Val d’Ormes for 75 % of one person: six for a full-time one. Les Rives has nobody.
    let page = s.get(cast.segur, "/encadrement").await;
    let rows = page.all("tbody tr");
    assert!(rows.iter().any(|r| r.contains("Val d’Ormes trop d’écoles 4 0,75 6")), "{rows:?}");
    assert!(rows.iter().any(|r| r.contains("Rives-de-Seille personne n’aide 1 0 –")), "{rows:?}");
    assert!(rows.iter().any(|r| r.contains("Académie 5 1 5")), "{rows:?}");
    assert!(page.says("une fonction n’ouvre aucun droit"));
    // It opens none: he teaches at Les Bruyères, and steers nothing.
    assert_eq!(s.get(cast.blanc, "/encadrement").await.status, 404);
    let help = format!("/ecole/{}/qui-appeler", cast.tilleuls);
    for (who, status) in [
        (cast.petit, 200),
        (cast.duval, 200),
        (cast.segur, 200),
        (s.agent, 200),
        (cast.vidal, 404),
        (cast.blanc, 404),
        (cast.nadia, 404),
    ] {
        assert_eq!(s.get(who, &help).await.status, status, "{who}");
    }
    let page = s.get(cast.petit, &help).await;
    for said in [
        "Hugo Blanc",
        "01 99 00 20 01",
        "Ana Ruiz",
        "Odile Ségur , inspection",
        "CPD numérique",
        "Iris Lenoir",
    ] {
        assert!(page.says(said), "« {said} » is not in {}", page.text());
    }
    // Away: whom to call instead.
    let of = |kind: &'static str| {
        let pool = s.app.pool().clone();
        async move {
            let id: (uuid::Uuid,) = sqlx::query_as("select id from staff_function where kind = $1")
                .bind(kind)
                .fetch_one(&pool)
                .await
                .unwrap();
            id.0.to_string()
        }
    };
    let (erun, cpc) = (of("erun").await, of("cpc").await);
    let away = format!("/encadrement/fonction/{erun}/absence");
    let fields = [("debut", "2026-09-14"), ("fin", "2026-09-20"), ("remplace", &*cpc)];
    assert_eq!(s.post(cast.segur, &away, &fields).await.status, 422, "not hers to say");
    assert_eq!(
        s.post(s.manager, &away, &[("debut", "2026-09-14"), ("fin", "2026-09-20"), ("remplace", &*erun)])
            .await
            .status,
        422
    );
    s.does(&away, &fields).await;
    let page = s.get(cast.petit, &help).await;
    assert!(
        page.says("absence jusqu’au 20 septembre 2026 Appelez Ana Ruiz, 01 99 00 20 02"),
        "{}",
        page.text()
    );
    s.does(&format!("/encadrement/fonction/{cpc}/fin"), &[]).await;
    assert!(!s.get(cast.petit, &help).await.says("Ana Ruiz"));
}

#[tokio::test]
async fn the_publishers_two_referents() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let party = s
        .does("/pilotage/projet/parties", &[("nom", "Édupage"), ("genre", "publisher"), ("role", "provider")])
        .await;
    for first in ["Lou", "Max"] {
        s.does(
            &format!("{party}/contacts"),
            &[("prenom", first), ("nom", "Petitjean"), ("telephone", "01 99 00 30 01")],
        )
        .await;
    }
    let of = |first: &'static str| {
        let pool = s.app.pool().clone();
        async move {
            let id: (uuid::Uuid,) = sqlx::query_as("select id from party_contact where first_name = $1")
                .bind(first)
                .fetch_one(&pool)
                .await
                .unwrap();
            id.0.to_string()
        }
    };
    let (lou, max) = (of("Lou").await, of("Max").await);
    let path = "/encadrement/referents";
    let twice =
        [("premier", &*lou), ("horaires_1", "8 h – 18 h"), ("second", &*lou), ("horaires_2", "8 h – 18 h")];
    assert_eq!(s.post(s.manager, path, &twice).await.status, 422);
    assert_eq!(s.post(s.manager, path, &[("premier", &*lou)]).await.status, 422, "when?");
    let two =
        [("premier", &*lou), ("horaires_1", "8 h – 18 h"), ("second", &*max), ("horaires_2", "le samedi")];
    s.does(path, &two).await;
    let page = s.get(cast.carrel, &format!("/ecole/{}/qui-appeler", cast.tilleuls)).await;
    let found =
        page.text().find("Lou Petitjean , Édupage").unwrap() < page.text().find("Max Petitjean").unwrap();
    assert!(found && page.says("8 h – 18 h") && page.says("le samedi"), "{}", page.text());
}

#[tokio::test]
async fn the_journal_of_a_class_is_read_by_those_who_help_it() {
    let way = Way::new().await;
    let cast = &way.app.cast;
    let path = format!("/ecole/{}/journal", cast.tilleuls);
    let class = format!("{path}/{}", cast.cm1b);
    let entry =
        [("nature", "intention"), ("jour", "2026-09-20"), ("texte", "Un journal parlé, un groupe de CM1.")];
    assert_eq!(
        way.app.as_(cast.carrel).await.post(&class, &entry).await.status,
        404,
        "nobody has volunteered"
    );
    assert!(way.app.as_(cast.carrel).await.get(&path).await.says("Aucun journal ici"));
    way.until("projet").await;
    let post = |who: PersonId| {
        let (way, class) = (&way, class.clone());
        async move { way.app.as_(who).await.post(&class, &entry).await }
    };
    assert!(way.app.as_(cast.carrel).await.get(&path).await.says("Jamais le nom d’un élève"));
    assert_eq!(post(cast.carrel).await.status, 303);
    for (who, status) in
        [(cast.petit, 422), (cast.segur, 422), (cast.roy, 404), (cast.vidal, 404), (cast.duval, 404)]
    {
        assert_eq!(post(who).await.status, status, "{who}");
    }
    let future = [("nature", "happened"), ("jour", "2026-09-30"), ("texte", "x")];
    assert_eq!(way.app.as_(cast.carrel).await.post(&class, &future).await.status, 422);
    let companion = somebody(&way.app, "Ana", "Ruiz", "staff", cast.moulin.0).await;
    for (who, reads) in [
        (cast.carrel, true),
        (cast.petit, true),
        (cast.segur, true),
        (way.manager, true),
        (cast.roy, false),
        (companion, false),
    ] {
        let page = way.app.as_(who).await.get(&path).await;
        assert_eq!(page.says("Un journal parlé"), reads, "{who}: {}", page.text());
    }
    for (who, status) in
        [(way.agent, 404), (cast.vidal, 404), (cast.duval, 404), (cast.yann, 404), (companion, 404)]
    {
        assert_eq!(way.app.as_(who).await.get(&path).await.status, status, "{who}");
    }
    // Whoever accompanies the school, once it was validated.
    way.until_from("projet", "decision").await;
    assert_eq!(way.does(Role::Inspector, "decision").await.status, 303);
    let plan = format!("/ecole/{}/accompagnement", cast.tilleuls);
    let named = way.app.as_(cast.segur).await.post(&plan, &[("identifiant", "ana.essai")]).await;
    assert_eq!(named.status, 303, "{}", named.text());
    assert!(way.app.as_(companion).await.get(&path).await.says("Un journal parlé"));
    let page = way.app.as_(cast.carrel).await.get(&path).await;
    let withdraw = page.attribute("form[action$='retrait']", "action").unwrap();
    for (who, status) in [(cast.petit, 404), (cast.segur, 404), (cast.carrel, 303)] {
        assert_eq!(way.app.as_(who).await.post(&withdraw, &[]).await.status, status, "{who}");
    }
    assert!(!way.app.as_(cast.petit).await.get(&path).await.says("Un journal parlé"));
}

const PRACTICE: [(&str, &str); 7] = [
    ("titre", "Le journal parlé"),
    ("contexte", "Un CE2-CM1, six tablettes."),
    ("niveaux", "CM1"),
    ("services", "recorder"),
    ("matiere", "Français"),
    ("marche", "Chacun s’écoute avant de publier."),
    ("eviter", "Enregistrer dans la cour."),
];

#[tokio::test]
async fn a_practice_is_proposed_published_found_and_featured() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let refused = s.post(cast.carrel, "/pratiques", &[("titre", "Le journal parlé")]).await;
    assert!(refused.status == 422 && refused.says("Choisissez au moins un niveau"), "{}", refused.text());
    let reply = s.post(cast.carrel, "/pratiques", &PRACTICE).await;
    let one = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let go_on = format!("{one}/suite");
    for (who, status) in
        [(cast.carrel, 200), (cast.petit, 404), (cast.segur, 404), (s.manager, 404), (cast.nadia, 404)]
    {
        assert_eq!(s.get(who, &one).await.status, status, "{who}: a draft is its author’s");
    }
    let says = |who: PersonId, fields: Vec<(&'static str, &'static str)>| {
        let (s, go_on) = (&s, go_on.clone());
        async move { s.post(who, &go_on, &fields).await.status.as_u16() }
    };
    assert_eq!(says(cast.carrel, vec![("geste", "publier")]).await, 422);
    assert_eq!(says(cast.carrel, vec![("geste", "proposer")]).await, 303);
    assert_eq!(s.post(cast.carrel, &one, &PRACTICE).await.status, 422, "it is proposed");
    for (who, status) in [(cast.segur, 200), (s.manager, 200), (cast.petit, 404)] {
        assert_eq!(s.get(who, &one).await.status, status, "{who}");
    }
    assert_eq!(says(cast.segur, vec![("geste", "renvoyer")]).await, 422, "with a reason");
    assert_eq!(says(cast.segur, vec![("geste", "renvoyer"), ("raison", "Dites la durée.")]).await, 303);
    let page = s.get(cast.carrel, &one).await;
    assert!(page.says("À reprendre. Dites la durée."), "{}", page.text());
    assert_eq!(s.post(cast.carrel, &one, &PRACTICE).await.status, 303);
    assert_eq!(says(cast.carrel, vec![("geste", "proposer")]).await, 303);
    assert_eq!(says(cast.segur, vec![("geste", "publier")]).await, 303);
    // Adults of all schools read it; families and children do not.
    for (who, status) in
        [(cast.vidal, 200), (cast.duval, 200), (cast.nadia, 404), (cast.lina, 404), (s.agent, 404)]
    {
        assert_eq!(s.get(who, &one).await.status, status, "{who}");
        assert_eq!(s.get(who, "/pratiques").await.status, status, "{who}");
    }
    for (asked, found) in [
        ("niveau=CM1", true),
        ("niveau=CP", false),
        ("service=recorder", true),
        ("service=blog", false),
        ("mot=francais%20parle", true),
        ("mot=geometrie", false),
    ] {
        let page = s.get(cast.vidal, &format!("/pratiques?{asked}")).await;
        assert_eq!(page.says("Le journal parlé"), found, "{asked}");
    }
    assert_eq!(says(cast.carrel, vec![("geste", "avant"), ("jusqu", "2026-10-16")]).await, 422);
    assert_eq!(says(cast.segur, vec![("geste", "avant"), ("jusqu", "2026-10-16")]).await, 303);
    assert!(s.get(cast.vidal, "/pratiques").await.says("En avant cette période"));
    s.day("2026-10-17").await;
    assert!(!s.get(cast.vidal, "/pratiques").await.says("En avant cette période"));
    assert_eq!(says(cast.vidal, vec![("geste", "retirer")]).await, 422);
    assert_eq!(says(cast.carrel, vec![("geste", "retirer")]).await, 303);
    assert_eq!(s.get(cast.vidal, &one).await.status, 404);
}

#[tokio::test]
async fn contacts_are_come_back_to() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let party = s
        .does(
            "/pilotage/projet/parties",
            &[("nom", "Ormes-le-Vieux"), ("genre", "commune"), ("role", "member")],
        )
        .await;
    let party = party.rsplit('/').next().unwrap().to_owned();
    let call = [
        ("nature", "call"),
        ("partie", &*party),
        ("jour", "2026-09-14"),
        ("objet", "Les tableaux"),
        ("rappel", "2026-09-20"),
    ];
    s.does("/contacts", &call).await;
    let school = cast.tilleuls.to_string();
    let visit =
        [("nature", "field_visit"), ("ecole", &*school), ("jour", "2026-09-14"), ("objet", "La salle 3")];
    s.does("/contacts", &visit).await;
    assert_eq!(
        s.post(s.manager, "/contacts", &[("nature", "call"), ("jour", "2026-09-14"), ("objet", "x")])
            .await
            .status,
        422
    );
    let rives = cast.rives.to_string();
    let elsewhere = [("nature", "field_visit"), ("ecole", &*rives), ("jour", "2026-09-14"), ("objet", "x")];
    assert_eq!(s.post(cast.segur, "/contacts", &elsewhere).await.status, 422, "not her school");
    for (who, status) in [(cast.petit, 404), (s.agent, 404), (cast.segur, 200)] {
        assert_eq!(s.get(who, "/contacts").await.status, status, "{who}");
    }
    let hers = s.get(cast.segur, "/contacts").await;
    assert!(hers.says("La salle 3") && !hers.says("Les tableaux"), "{}", hers.text());
    let all = s.get(s.manager, "/contacts").await;
    assert!(
        all.says("La salle 3") && all.says("à reprendre le 20 septembre 2026") && !all.says("en retard"),
        "{}",
        all.text()
    );
    s.day("2026-09-22").await;
    assert!(s.get(s.manager, "/contacts").await.says("1 rappel en retard"));
    assert!(s.get(s.manager, "/pilotage/projet").await.says("1 contact à reprendre, en retard"));
    let settle = s.get(s.manager, "/contacts").await.attribute("form[action$='suite']", "action").unwrap();
    assert_eq!(s.post(cast.segur, &settle, &[]).await.status, 404);
    assert_eq!(s.post(s.manager, &settle, &[("rappel", "2026-09-01")]).await.status, 422);
    s.does(&settle, &[("rappel", "2026-10-01")]).await;
    assert!(!s.get(s.manager, "/pilotage/projet").await.says("à reprendre, en retard"));
    s.does(&settle, &[]).await;
    assert!(s.get(s.manager, "/contacts").await.says("repris"));
    assert_eq!(s.post(s.manager, &settle, &[]).await.status, 422);
}

/// Where schools, parties are many, no list of them is sent: one finds them by their names.
#[tokio::test]
async fn one_of_many_schools_is_found_by_its_name() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let many = "with new as (select gen_random_uuid() as id, n from generate_series(1, 160) n),
        _ as (insert into party (id, name, kind, added_at) select id, 'Commune ' || n, 'commune', '2026-09-01' from new)
        insert into place (id, kind, name, parent_id, territory_id, school_id, school_kind, uai, created_at)
        select id, 'school', 'École du Bois', $1, $2, id, 'primaire', '080' || lpad(n::text, 4, '0') || 'Z', '2026-09-01' from new";
    let many = sqlx::query(many).bind(cast.rives_circo.0).bind(cast.ormes.0);
    many.execute(s.app.pool()).await.unwrap();
    let page = s.get(s.manager, "/contacts").await;
    assert_eq!(page.attribute("#contact-ecole", "type").as_deref(), Some("text"), "no list");
    assert_eq!(page.attribute("#contact-partie", "type").as_deref(), Some("text"));
    let visit = |school| {
        [("nature", "field_visit"), ("ecole", school), ("jour", "2026-09-14"), ("objet", "La salle 3")]
    };
    let refused = async |typed, why| {
        let page = s.post(s.manager, "/contacts", &visit(typed)).await;
        assert!(page.status == 422 && page.says(why), "{typed}: {}", page.text());
        page
    };
    refused("Sureau", "Aucun nom ne correspond.").await;
    refused("bois", "Trop de noms correspondent").await;
    let several = refused("bois 080001", "Plusieurs noms correspondent").await;
    let offered = several.attributes("#contact-ecole option", "value");
    assert_eq!(offered.len(), 11, "ten, and the empty one");
    s.does("/contacts", &visit(&offered[3])).await;
    s.does("/contacts", &visit("ecole du bois 0800042z")).await;
    // What was found stands there when something else is wrong.
    let mut elsewhen = visit("0800042Z");
    elsewhen[2].1 = "2027-01-01";
    let page = s.post(s.manager, "/contacts", &elsewhen).await;
    assert_eq!(
        page.attribute("#contact-ecole", "value").as_deref(),
        Some("École du Bois, Ormes-le-Vieux, 0800042Z")
    );
    // The log of one party, by its name; an inspector chooses among hers from a list.
    let call =
        [("nature", "call"), ("partie", "commune 77"), ("jour", "2026-09-14"), ("objet", "Les tableaux")];
    s.does("/contacts", &call).await;
    for (typed, found) in [("Commune 77", true), ("commune 78", false), ("sureau", false), ("", true)] {
        let address = format!("/contacts?partie={}", typed.replace(' ', "+"));
        assert_eq!(s.get(s.manager, &address).await.says("Les tableaux"), found, "{typed}");
    }
    assert!(s.get(s.manager, "/contacts?partie=sureau").await.says("Tout le monde"), "a way back");
    let hers = s.get(cast.segur, "/contacts").await;
    assert!(hers.attributes("#contact-ecole option", "value").contains(&cast.tilleuls.to_string()));
}
