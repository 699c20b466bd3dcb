//! Examples for the routes of the help.

use super::examples::{Example, World, example};
use testing::TestApp;
use uuid::Uuid;

/// A ticket of Mme Carrel’s in her school’s queue, with a file.
#[derive(Clone)]
pub struct Help {
    ticket: Uuid,
    file: Uuid,
    external: Uuid,
    member: Uuid,
}

const NOTE: &[u8] = "La page reste blanche.".as_bytes();
const ASKS: [(&str, &str); 4] = [
    ("sujet", "application"),
    ("titre", "La page reste blanche"),
    ("texte", "Depuis ce matin."),
    ("urgence", "gene"),
];

/// The same ticket as it is once resolved, and once the publisher has corrected.
const RESOLVED: &str = "00000000-0000-7000-8000-000000004001";
const TO_CONFIRM: &str = "00000000-0000-7000-8000-000000004002";
const OTHERS: &str = "
    insert into ticket (id, asker_id, school_id, category, title, channel, priority, queue, place_id, level, state, opened_at, answer_by, resolved_at)
    select o.id::uuid, t.asker_id, t.school_id, t.category, t.title, t.channel, t.priority, t.queue, t.place_id, t.level, o.state, t.opened_at, t.answer_by,
           case when o.state = 'resolved' then t.opened_at end
    from ticket t, (values ('00000000-0000-7000-8000-000000004001', 'resolved'), ('00000000-0000-7000-8000-000000004002', 'to_confirm')) o (id, state)
    where t.id = :ticket;
    insert into ticket_turn (id, ticket_id, queue, place_id, level, at, priority)
    select gen_random_uuid(), t.id, t.queue, t.place_id, t.level, t.opened_at, t.priority from ticket t where t.id <> :ticket";

impl Help {
    pub async fn new(app: &TestApp) -> Self {
        let carrel = app.as_(app.cast.carrel).await;
        let reply = carrel.post_files("/aide/demander", &ASKS, &[("fichier", "page.txt", NOTE)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let found = sqlx::query!(r#"select ticket_id as "ticket!", file_id as "file!" from ticket_file"#);
        let found = found.fetch_one(app.pool()).await.unwrap();
        let (external, member) = (Uuid::now_v7(), Uuid::now_v7());
        sqlx::query!(
            "insert into ticket_external (id, ticket_id, way, platform, state, at, said_at)
             values ($1, $2, 'platform', 'AMIGO', 'sent', '2026-09-15', '2026-09-15')",
            external,
            found.ticket,
        )
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query!(
            "insert into queue_member (id, queue, place_id, person_id, from_day) values ($1, 'school', $2, $3, '2026-09-01')",
            member,
            app.cast.tilleuls.0,
            app.cast.duval.0,
        )
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query!(
            "insert into class_trouble (id, person_id, class_id, school_id, at) values ($1, $2, $3, $4, '2026-09-15 08:00+00')",
            Uuid::now_v7(),
            app.cast.lina.0,
            app.cast.cm1b.0,
            app.cast.tilleuls.0,
        )
        .execute(app.pool())
        .await
        .unwrap();
        let script = OTHERS.replace(":ticket", &format!("'{}'", found.ticket));
        sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
        Self { ticket: found.ticket, file: found.file, external, member }
    }
}

pub fn examples(world: &World) -> Vec<Example> {
    let (carrel, petit) = (Some(world.app.cast.carrel), Some(world.app.cast.petit));
    let ticket = format!("/aide/demande/{}", world.help.ticket);
    let work = format!("/assistance/demande/{}", world.help.ticket);
    let seen = ("vu", "0");
    let text = ("texte", "Videz le cache.");
    let mut all = of_the_queues(world);
    all.extend(of_the_worked(world));
    all.extend(vec![
        example("POST", "/assistance/demande/{ticket}/externe", format!("{work}/externe"), petit).sends(&[
            seen,
            ("voie", "plateforme"),
            ("plateforme", "AMIGO"),
            ("numero", "12"),
            ("dossier", "Page blanche."),
        ]),
        example(
            "POST",
            "/assistance/demande/{ticket}/externe/{external}",
            format!("{work}/externe/{}", world.help.external),
            petit,
        )
        .sends(&[seen, ("etat", "fixed")]),
        example("GET", "/aide/demander", "/aide/demander", carrel).for_all(),
        example("POST", "/aide/demander", "/aide/demander", carrel).parts(&ASKS, &[]).for_all(),
        example("GET", "/aide/demande/{ticket}", ticket.clone(), carrel),
        example(
            "GET",
            "/aide/demande/{ticket}/fichier/{file}",
            format!("{ticket}/fichier/{}", world.help.file),
            carrel,
        ),
        example("POST", "/aide/demande/{ticket}/message", format!("{ticket}/message"), carrel)
            .parts(&[text], &[]),
        example("POST", "/aide/demande/{ticket}/cloture", format!("{ticket}/cloture"), carrel).sends(&[seen]),
        example(
            "POST",
            "/aide/demande/{ticket}/reouverture",
            format!("/aide/demande/{RESOLVED}/reouverture"),
            carrel,
        )
        .sends(&[seen, text]),
    ]);
    all
}

fn of_the_worked(world: &World) -> Vec<Example> {
    let petit = Some(world.app.cast.petit);
    let work = format!("/assistance/demande/{}", world.help.ticket);
    let (seen, text) = (("vu", "0"), ("texte", "Videz le cache."));
    let problem = super::rollout::id("31");
    vec![
        example("GET", "/assistance", "/assistance", petit),
        example("POST", "/assistance/demande/{ticket}/reponse", format!("{work}/reponse"), petit)
            .parts(&[seen, text], &[]),
        example("POST", "/assistance/demande/{ticket}/prise", format!("{work}/prise"), petit).sends(&[seen]),
        example("POST", "/assistance/demande/{ticket}/priorite", format!("{work}/priorite"), petit)
            .sends(&[seen, ("priorite", "2")]),
        example("POST", "/assistance/demande/{ticket}/probleme", format!("{work}/probleme"), petit)
            .sends(&[seen, ("probleme", &*problem)]),
        example("POST", "/assistance/demande/{ticket}/transfert", format!("{work}/transfert"), petit)
            .sends(&[seen, ("file", "project"), ("resume", "Blanc"), ("essaye", "Rien"), ("priorite", "3")]),
        example("POST", "/assistance/demande/{ticket}/resolution", format!("{work}/resolution"), petit)
            .sends(&[seen, text, ("par", "school"), ("comment", "quick_fix")]),
        example(
            "POST",
            "/assistance/demande/{ticket}/confirmation",
            format!("/assistance/demande/{TO_CONFIRM}/confirmation"),
            petit,
        )
        .sends(&[seen, text, ("marche", "oui")]),
    ]
}

fn of_the_queues(world: &World) -> Vec<Example> {
    let c = &world.app.cast;
    let (carrel, petit, oger) = (Some(c.carrel), Some(c.petit), Some(c.oger));
    vec![
        example("GET", "/aide/aiguillage", "/aide/aiguillage", oger),
        example("POST", "/aide/aiguillage", "/aide/aiguillage", oger).sends(&[
            ("sujet", "uses"),
            ("niveau1", "school"),
            ("niveau2", "project"),
        ]),
        example("POST", "/aide/aiguillage/reglages", "/aide/aiguillage/reglages", oger).sends(&[
            ("cdti", "1"),
            ("editeur", "Exemple SA"),
            ("adresse", "aide@example.org"),
        ]),
        example("GET", "/assistance/membres", "/assistance/membres", petit),
        example("POST", "/assistance/membres", "/assistance/membres", petit)
            .sends(&[("file", &*format!("school:{}", c.tilleuls)), ("identifiant", "alix.roy")])
            .for_all(),
        example(
            "POST",
            "/assistance/membres/{member}/fin",
            format!("/assistance/membres/{}/fin", world.help.member),
            petit,
        )
        .sends(&[]),
        example("GET", "/assistance/appel", "/assistance/appel", petit),
        example("GET", "/assistance/chiffres", "/assistance/chiffres", petit),
        example("GET", "/assistance/chiffres/tableau", "/assistance/chiffres/tableau", petit),
        example("POST", "/assistance/appel", "/assistance/appel", petit)
            .sends(&[
                ("nom_dit", "Mme Roy"),
                ("sujet", "uses"),
                ("titre", "Comment publier"),
                ("texte", "Elle demande comment publier."),
                ("urgence", "question"),
                ("minutes", "5"),
            ])
            .for_all(),
        example("GET", "/aide/sans-compte", "/aide/sans-compte", None).for_all(),
        example("POST", "/aide/sans-compte", "/aide/sans-compte", None)
            .sends(&[
                ("nom", "Une mère"),
                ("ecole", "Tilleuls"),
                ("contact", "01 99 00 00 00"),
                ("texte", "Je n’ai plus le code."),
            ])
            .for_all(),
        example("POST", "/aide/ca-ne-marche-pas", "/aide/ca-ne-marche-pas", Some(c.lina))
            .sends(&[])
            .for_all(),
        example("POST", "/aide/classe/{class}/vu", format!("/aide/classe/{}/vu", c.cm1b), carrel).sends(&[]),
    ]
}
