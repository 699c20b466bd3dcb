//! Examples for the routes of the help.

use super::examples::{Example, World, example};
use testing::TestApp;
use uuid::Uuid;

/// A ticket of Mme Carrel’s in her school’s queue, with a file.
pub struct Help {
    ticket: Uuid,
    file: Uuid,
}

const NOTE: &[u8] = "La page reste blanche.".as_bytes();
const ASKS: [(&str, &str); 4] = [
    ("sujet", "application"),
    ("titre", "La page reste blanche"),
    ("texte", "Depuis ce matin."),
    ("urgence", "gene"),
];

impl Help {
    pub async fn new(app: &TestApp) -> Self {
        let carrel = app.as_(app.cast.carrel).await;
        let reply = carrel.post_files("/aide/demander", &ASKS, &[("fichier", "page.txt", NOTE)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let found = sqlx::query!(r#"select ticket_id as "ticket!", file_id as "file!" from ticket_file"#);
        let found = found.fetch_one(app.pool()).await.unwrap();
        Self { ticket: found.ticket, file: found.file }
    }
}

pub fn examples(world: &World) -> Vec<Example> {
    let (carrel, petit) = (Some(world.app.cast.carrel), Some(world.app.cast.petit));
    let ticket = format!("/aide/demande/{}", world.help.ticket);
    let work = format!("/assistance/demande/{}", world.help.ticket);
    let seen = ("vu", "0");
    let text = ("texte", "Videz le cache.");
    vec![
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
        example("POST", "/aide/demande/{ticket}/reouverture", format!("{ticket}/reouverture"), carrel)
            .sends(&[seen, text]),
        example("GET", "/assistance", "/assistance", petit),
        example("POST", "/assistance/demande/{ticket}/reponse", format!("{work}/reponse"), petit)
            .parts(&[seen, text], &[]),
        example("POST", "/assistance/demande/{ticket}/prise", format!("{work}/prise"), petit).sends(&[seen]),
        example("POST", "/assistance/demande/{ticket}/priorite", format!("{work}/priorite"), petit)
            .sends(&[seen, ("priorite", "2")]),
        example("POST", "/assistance/demande/{ticket}/transfert", format!("{work}/transfert"), petit)
            .sends(&[seen, ("file", "project"), ("resume", "Blanc"), ("essaye", "Rien"), ("priorite", "3")]),
        example("POST", "/assistance/demande/{ticket}/resolution", format!("{work}/resolution"), petit)
            .sends(&[seen, text, ("par", "school"), ("comment", "quick_fix")]),
        example("POST", "/assistance/demande/{ticket}/confirmation", format!("{work}/confirmation"), petit)
            .sends(&[seen, text, ("marche", "oui")]),
    ]
}
