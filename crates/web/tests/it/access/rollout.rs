//! Examples for the routes of the rollout.

use super::examples::{Example, World, example};
use testing::TestApp;
use uuid::Uuid;

/// A syndicate with a contact, and an objective.
#[derive(Clone)]
pub struct Rollout {
    pub party: Uuid,
    pub contact: Uuid,
    pub objective: Uuid,
}

impl Rollout {
    pub async fn new(app: &TestApp) -> Self {
        let (party, contact, objective) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        sqlx::query!(
            "insert into party (id, kind, name, added_at) values ($1, 'syndicate', 'Syndicat', '2026-09-15')",
            party
        )
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query!(
            "insert into party_contact (id, party_id, first_name, last_name, added_at)
             values ($1, $2, 'Mireille', 'Pons', '2026-09-15')",
            contact,
            party,
        )
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query!(
            "insert into objective (id, statement, indicator, target, review_on, said_at)
             values ($1, 'Lire', 'Évaluations', '5', '2027-06-30', '2026-09-15')",
            objective
        )
        .execute(app.pool())
        .await
        .unwrap();
        Self { party, contact, objective }
    }
}

/// A body with a meeting, a decision and an action; a convention with its parties. Under ids of their own.
pub async fn settle(app: &TestApp) {
    let script = include_str!("rollout.sql")
        .replace(":ormes", &app.cast.ormes.to_string())
        .replace(":tilleuls", &app.cast.tilleuls.to_string())
        .replace(":roy", &app.cast.roy.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
    super::on_site::settle(app).await;
    super::sector::settle(app).await;
    super::equip::settle(app).await;
    sqlx::raw_sql(super::articles::SCRIPT).execute(app.pool()).await.unwrap();
    super::days::settle(app).await;
    super::offers::settle(app).await;
    super::linked::settle(app).await;
}

/// The id that ends with this, as `rollout.sql` has it.
pub fn id(end: &str) -> String {
    format!("00000000-0000-7000-8000-0000000000{end}")
}

fn of_governance(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let (body, meeting) =
        (format!("/gouvernance/instance/{}", id("b1")), format!("/gouvernance/reunion/{}", id("c1")));
    let of = |method, pattern, path: String| example(method, pattern, path, oger);
    let at = "/gouvernance/reunion/{meeting}";
    let point = "/gouvernance/reunion/{meeting}/points";
    let (decision, action) =
        (format!("/gouvernance/decision/{}", id("d1")), format!("/gouvernance/action/{}/faite", id("a1")));
    vec![
        of("GET", "/gouvernance", "/gouvernance".into()),
        of("POST", "/gouvernance", "/gouvernance".into())
            .sends(&[("nature", "users"), ("nom", "Utilisateurs")]),
        of("GET", "/gouvernance/instance/{body}", body.clone()),
        of("POST", "/gouvernance/instance/{body}/membres", format!("{body}/membres")).sends(&[
            ("college", "guest"),
            ("nom", "Ana Ruiz"),
            ("qualite", "éditeur"),
        ]),
        of(
            "POST",
            "/gouvernance/instance/{body}/membre/{member}/fin",
            format!("{body}/membre/{}/fin", id("b3")),
        )
        .sends(&[]),
        of("POST", "/gouvernance/instance/{body}/reunions", format!("{body}/reunions"))
            .sends(&[("jour", "2026-12-08")]),
        of("GET", at, meeting.clone()),
        of("GET", "/gouvernance/reunion/{meeting}/document", format!("{meeting}/document")),
        of(
            "POST",
            "/gouvernance/reunion/{meeting}/annulation",
            format!("/gouvernance/reunion/{}/annulation", id("c2")),
        )
        .sends(&[]),
        of("POST", point, format!("{meeting}/points")).sends(&[("titre", "La version d’octobre")]),
        of("POST", "/gouvernance/reunion/{meeting}/compte-rendu", format!("{meeting}/compte-rendu"))
            .sends(&[("present", &*id("b2")), ("texte", "Tout va bien.")]),
        of("POST", "/gouvernance/reunion/{meeting}/decisions", format!("{meeting}/decisions"))
            .sends(&[("texte", "Ouvrir le blog.")]),
        of("POST", "/gouvernance/reunion/{meeting}/actions", format!("{meeting}/actions")).sends(&[
            ("texte", "Écrire."),
            ("qui", &*id("b2")),
            ("jour", "2026-10-01"),
        ]),
        of("POST", "/gouvernance/decision/{decision}/accord", format!("{decision}/accord")).sends(&[
            ("college", "education"),
            ("choix", "oui"),
            ("qui", &*id("b2")),
        ]),
        of(
            "POST",
            "/gouvernance/decision/{decision}/suite",
            format!("/gouvernance/decision/{}/suite", id("d2")),
        )
        .sends(&[("choix", "applied")]),
        of("POST", "/gouvernance/action/{action}/faite", action).sends(&[]),
    ]
}

fn of_tiers(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let group = format!("/gouvernance/instance/{}", id("b4"));
    let of = |method, pattern, path: String| example(method, pattern, path, oger);
    vec![
        of("POST", "/gouvernance/instance/{body}/rattachement", format!("{group}/rattachement"))
            .sends(&[("instance", &*id("b1"))]),
        of("POST", "/gouvernance/instance/{body}/rapports", format!("{group}/rapports")).sends(&[
            ("titre", "Le mois"),
            ("texte", "Deux écoles."),
            ("debut", "2026-09-01"),
            ("fin", "2026-09-10"),
            ("qui", &*id("b5")),
        ]),
        of("POST", "/gouvernance/rapport/{report}/vu", format!("/gouvernance/rapport/{}/vu", id("b6")))
            .sends(&[]),
        of(
            "POST",
            "/gouvernance/decision/{decision}/envoi",
            format!("/gouvernance/decision/{}/envoi", id("d2")),
        )
        .sends(&[("groupe", &*id("b7"))]),
        of("POST", "/gouvernance/instance/{body}/recue/{decision}", format!("{group}/recue/{}", id("d2")))
            .sends(&[("texte", "Une formation."), ("qui", &*id("b5"))]),
    ]
}

fn of_letters(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let letter = format!("/contacts/lettres/{}", id("a9"));
    let words = [("titre", "L’hiver"), ("texte", "Six écoles."), ("genre", "department")];
    vec![
        example("GET", "/contacts/lettres", "/contacts/lettres", oger),
        example("POST", "/contacts/lettres", "/contacts/lettres", oger).sends(&words),
        example("GET", "/contacts/lettres/{letter}", letter.clone(), oger),
        example("POST", "/contacts/lettres/{letter}", letter.clone(), oger).sends(&words),
        example("POST", "/contacts/lettres/{letter}/envoi", format!("{letter}/envoi"), oger).sends(&[]),
        example("GET", "/lettre/{token}", "/lettre/inconnu", None).for_all().absent(),
        example("POST", "/lettre/{token}", "/lettre/inconnu", None).sends(&[]).for_all().absent(),
    ]
}

fn of_money(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let ormes = world.app.cast.ormes.to_string();
    let grant = format!("/finances/aide/{}", id("91"));
    let of = |method, pattern, path: String| example(method, pattern, path, oger);
    vec![
        of("GET", "/finances", "/finances".into()),
        of("POST", "/finances/engagements", "/finances/engagements".into()).sends(&[
            ("commune", &*ormes),
            ("deliberation", "2026-41"),
            ("jour", "2026-06-20"),
            ("eleves", "300"),
            ("prix", "4,50"),
            ("debut", "2026-09-01"),
            ("fin", "2029-08-31"),
        ]),
        of("POST", "/finances/etats", "/finances/etats".into()).sends(&[
            ("titre", "Licence"),
            ("total", "5000"),
            ("cle", "flat"),
        ]),
        of("GET", "/finances/etat/{statement}", format!("/finances/etat/{}", id("81"))),
        of("GET", "/finances/etat/{statement}/document", format!("/finances/etat/{}/document", id("81"))),
        of("GET", "/finances/aides", "/finances/aides".into()),
        of("POST", "/finances/aides", "/finances/aides".into()).sends(&[
            ("nom", "Socle"),
            ("financeur", "État"),
            ("taux", "50"),
            ("assiette", "40000"),
            ("depenses", "Services"),
            ("debut", "2026-09-01"),
            ("fin", "2028-08-31"),
        ]),
        of("GET", "/finances/aide/{grant}", grant.clone()),
        of("POST", "/finances/aide/{grant}/demandes", format!("{grant}/demandes")).sends(&[
            ("jour", "2026-09-10"),
            ("depense", "100"),
            ("preuves", "Facture 1"),
        ]),
        of(
            "POST",
            "/finances/aide/{grant}/demande/{claim}/versement",
            format!("{grant}/demande/{}/versement", id("92")),
        )
        .sends(&[("jour", "2026-09-12")]),
        of("POST", "/finances/aide/{grant}/indicateurs", format!("{grant}/indicateurs"))
            .sends(&[("titre", "Classes"), ("cible", "40")]),
        of(
            "POST",
            "/finances/aide/{grant}/indicateur/{indicator}",
            format!("{grant}/indicateur/{}", id("93")),
        )
        .sends(&[("atteint", "12")]),
    ]
}

fn of_conventions(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let draft = format!("/conventions/{}", id("e1"));
    let of = |method, pattern, path: String| example(method, pattern, path, oger);
    vec![
        of("GET", "/conventions", "/conventions".into()),
        of("POST", "/conventions", "/conventions".into()).sends(&[
            ("nature", "schools"),
            ("reference", "2026-77"),
            ("objet", "L’ENT des écoles"),
            ("debut", "2026-09-01"),
        ]),
        of("GET", "/conventions/{convention}", draft.clone()),
        of("GET", "/conventions/{convention}/document", format!("{draft}/document")),
        of("POST", "/conventions/{convention}/parties", format!("{draft}/parties")).sends(&[
            ("cote", "partner"),
            ("nom", "Canopé"),
            ("signataire", "la directrice"),
        ]),
        of("POST", "/conventions/{convention}/clauses", format!("{draft}/clauses"))
            .sends(&[("clause", "1"), ("texte", "Autrement.")]),
        of(
            "POST",
            "/conventions/{convention}/partie/{party}/signature",
            format!("{draft}/partie/{}/signature", id("e2")),
        )
        .sends(&[("qui", "Jeanne Roche"), ("jour", "2026-09-10")]),
        of("POST", "/conventions/{convention}/annexes", format!("{draft}/annexes"))
            .sends(&[("annee", "2026"), ("uai", "0809901A")]),
        of("POST", "/conventions/{convention}/avenants", format!("/conventions/{}/avenants", id("f1")))
            .sends(&[("objet", "Le logo"), ("jour", "2026-09-12")]),
        of("POST", "/conventions/{convention}/fin", format!("{draft}/fin"))
            .sends(&[("jour", "2027-08-31"), ("texte", "Fusion.")]),
    ]
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = of_project(world);
    all.extend(of_joining(world));
    all.extend(of_governance(world));
    all.extend(of_conventions(world));
    all.extend(of_money(world));
    all.extend(of_tiers(world));
    all.extend(of_letters(world));
    all.extend(super::on_site::examples(world));
    all.extend(super::sector::examples(world));
    all.extend(super::desk::examples(world));
    all.extend(super::days::examples(world));
    all.extend(super::roles::examples(world));
    all.extend(super::offers::examples(world));
    all.extend(super::linked::examples(world));
    all
}

fn of_joining(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let path = format!("/ecole/{}/rejoindre", world.app.cast.tilleuls);
    let carrel = Some(world.app.cast.carrel);
    let figures = format!("/indicateurs/{}", world.app.cast.tilleuls);
    let petit = Some(world.app.cast.petit);
    vec![
        example("GET", "/indicateurs", "/indicateurs", petit),
        example("GET", "/indicateurs/{scope}", figures.clone(), petit),
        example("GET", "/indicateurs/{scope}/carte.svg", "/indicateurs/projet/carte.svg", oger),
        example("GET", "/indicateurs/{scope}/reunion", format!("{figures}/reunion"), petit),
        example("GET", "/indicateurs/{scope}/tableau/{format}", format!("{figures}/tableau/ods"), petit),
        example("POST", "/indicateurs/compter", "/indicateurs/compter", oger).sends(&[]),
        example("POST", "/indicateurs/{scope}/perimetre", format!("{figures}/perimetre"), oger)
            .sends(&[("nom", "Écoles de 2026")]),
        example("POST", "/indicateurs/{scope}/anterieur", format!("{figures}/anterieur"), oger).sends(&[
            ("annee", "2016"),
            ("niveau", "elementary"),
            ("classes", "4"),
            ("deployees", "3"),
            ("source", "Bilan 2016"),
        ]),
        example("GET", "/deploiement", "/deploiement", oger),
        example("GET", "/ecole/{school}/rejoindre", path.clone(), carrel),
        example("POST", "/ecole/{school}/rejoindre/{step}", format!("{path}/interet"), carrel)
            .sends(&[("texte", "Écouter des voix")]),
    ]
}

fn of_project(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let Rollout { party, contact, objective } = &world.rollout;
    let base = "/pilotage/projet";
    let one = format!("{base}/parties/{party}");
    let is = [("nom", "Syndicat"), ("genre", "syndicate"), ("role", "member")];
    vec![
        example("GET", "/pilotage/projet", base, oger),
        example("POST", "/pilotage/projet", base, oger).sends(&[("marque", "e-Ormes")]),
        example("POST", "/pilotage/projet/ouverture", format!("{base}/ouverture"), oger)
            .sends(&[("etapes", "oui")]),
        example("GET", "/pilotage/projet/parties", format!("{base}/parties"), oger),
        example("POST", "/pilotage/projet/parties", format!("{base}/parties"), oger).sends(&is),
        example("GET", "/pilotage/projet/parties/{party}", one.clone(), oger),
        example("POST", "/pilotage/projet/parties/{party}", one.clone(), oger).sends(&is),
        example("POST", "/pilotage/projet/parties/{party}/contacts", format!("{one}/contacts"), oger)
            .sends(&[("prenom", "Luc"), ("nom", "Adam")]),
        example(
            "POST",
            "/pilotage/projet/parties/{party}/contacts/{contact}",
            format!("{one}/contacts/{contact}"),
            oger,
        )
        .sends(&[("geste", "principal")]),
        example("GET", "/pilotage/projet/responsabilites", format!("{base}/responsabilites"), oger),
        example("POST", "/pilotage/projet/responsabilites", format!("{base}/responsabilites"), oger)
            .sends(&[("training.education", "R")]),
        example("GET", "/pilotage/projet/objectifs", format!("{base}/objectifs"), oger),
        example("POST", "/pilotage/projet/objectifs", format!("{base}/objectifs"), oger).sends(&[
            ("but", "Mieux lire"),
            ("indicateur", "Évaluations"),
            ("cible", "5"),
            ("revue", "2027-06-30"),
        ]),
        example(
            "POST",
            "/pilotage/projet/objectifs/{objective}/retirer",
            format!("{base}/objectifs/{objective}/retirer"),
            oger,
        )
        .sends(&[("oui", "1")]),
        example("GET", "/pilotage/projet/phases", format!("{base}/phases"), oger),
        example("POST", "/pilotage/projet/phases", format!("{base}/phases"), oger).sends(&[
            ("phase", "experimentation"),
            ("avis", "no"),
            ("depuis", "2026"),
            ("jour", "2026-09-10"),
            ("raison", "Pas cette année."),
        ]),
    ]
}
