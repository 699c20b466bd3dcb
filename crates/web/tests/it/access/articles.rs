//! Examples for the routes of the help that needs nobody.

use super::examples::{Example, World, example};
use super::rollout::id;

/// An article that is published and one that is not, a guide, a problem.
pub const SCRIPT: &str = include_str!("articles.sql");

pub fn examples(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let open = |pattern, path: &str| example("GET", pattern, path, None).for_all();
    let of = |method, pattern, path: &str| example(method, pattern, path, oger);
    let article = [("titre", "Fiche"), ("theme", "accounts"), ("pour", "everyone"), ("texte", "Demandez.")];
    let guide = [
        ("titre", "Entrer"),
        ("theme", "accounts"),
        ("pour", "everyone"),
        ("questions", "Qui ?\n- Moi => a"),
    ];
    let problem = [
        ("titre", "Photos lentes"),
        ("theme", "application"),
        ("pour", "everyone"),
        ("constat", "Une minute"),
    ];
    let one = format!("/etat/{}", id("31"));
    vec![
        open("/aide/articles", "/aide/articles"),
        open("/aide/articles/{slug}", "/aide/articles/fiche-perdue"),
        open("/aide/guides/{slug}", "/aide/guides/connexion"),
        open("/etat", "/etat"),
        of("GET", "/aide/boite", "/aide/boite"),
        of("GET", "/aide/reponses", "/aide/reponses"),
        of("POST", "/aide/reponses", "/aide/reponses")
            .sends(&[("titre", "Fiche"), ("texte", "Bonjour {qui}")]),
        of("POST", "/aide/reponses/{answer}", &format!("/aide/reponses/{}", id("39")))
            .sends(&[("geste", "retirer")]),
        // The link of a letter is its proof: whoever has it, signed in.
        example("GET", "/aide/courriel/{claim}", "/aide/courriel/lettre", oger).for_all(),
        example("POST", "/aide/courriel/{claim}", "/aide/courriel/lettre", oger).sends(&[]).for_all(),
        open("/etat/{problem}", &one),
        // A head’s too.
        of("POST", "/aide/articles", "/aide/articles").sends(&article).for_all(),
        of("GET", "/aide/articles/ecrire", "/aide/articles/ecrire"),
        of("POST", "/aide/articles/depart", "/aide/articles/depart").sends(&[]),
        of("GET", "/aide/articles/{slug}/modifier", "/aide/articles/brouillon/modifier"),
        of("POST", "/aide/articles/{slug}/modifier", "/aide/articles/brouillon/modifier").sends(&article),
        of("POST", "/aide/articles/{slug}/suite", "/aide/articles/brouillon/suite")
            .sends(&[("geste", "publier"), ("relire", "2027-09-01")]),
        of("POST", "/aide/articles/{slug}/avis", "/aide/articles/brouillon/avis").sends(&[("avis", "oui")]),
        of("GET", "/aide/guides", "/aide/guides"),
        of("POST", "/aide/guides", "/aide/guides").sends(&guide),
        of("POST", "/aide/guides/{slug}", "/aide/guides/connexion").sends(&[("geste", "retirer")]),
        of("POST", "/etat", "/etat").sends(&problem),
        of("POST", "/etat/{problem}", &one).sends(&problem),
        of("POST", "/etat/{problem}/suite", &format!("{one}/suite"))
            .sends(&[("geste", "dire"), ("texte", "La cause est trouvée.")]),
    ]
}
