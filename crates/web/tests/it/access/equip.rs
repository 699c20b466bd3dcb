//! Examples for the routes of equipment, purchases, invoices, the contract, changes.

use super::examples::{Example, World, example};
use std::io::Write as _;
use testing::TestApp;

/// Under ids of their own.
pub async fn settle(app: &TestApp) {
    let script = include_str!("equip.sql")
        .replace(":ormes", &app.cast.ormes.to_string())
        .replace(":tilleuls", &app.cast.tilleuls.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
    // The invoice has its bytes.
    let (store, now) = (&app.app.store, app.app.db.clock.now());
    let mut paper = tempfile::NamedTempFile::new().unwrap();
    paper.write_all(PDF).unwrap();
    paper.flush().unwrap();
    let what = ("facture.pdf", "application/pdf");
    let file = storage::keep_made(store, app.pool(), paper.path(), what, now).await.unwrap();
    sqlx::query!("update invoice set file_id = $1", file.0).execute(app.pool()).await.unwrap();
}

/// The id that ends with this, as `equip.sql` has it.
fn id(end: &str) -> String {
    format!("00000000-0000-7000-8000-000000e000{end}")
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = of_equipment(world);
    all.extend(of_purchases(world));
    all.extend(of_school_purchases(world));
    all.extend(of_invoices(world));
    all.extend(of_contract(world));
    all.extend(of_changes(world));
    all.extend(of_rallying(world));
    all
}

/// The smallest that is recognised.
pub const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";

fn of_invoices(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let invoice = format!("/finances/facture/{}", id("81"));
    let fields = [
        ("numero", "F-13"),
        ("fournisseur", "Exemple SA"),
        ("jour", "2026-09-10"),
        ("montant", "120,50"),
        ("paie", "autre"),
        ("cle", "flat"),
    ];
    vec![
        example("GET", "/finances/factures", "/finances/factures", oger),
        example("POST", "/finances/factures", "/finances/factures", oger)
            .parts(&fields, &[("piece", "facture.pdf", PDF)]),
        example("GET", "/finances/facture/{invoice}", invoice.clone(), oger),
        example("GET", "/finances/facture/{invoice}/piece", format!("{invoice}/piece"), oger),
    ]
}

fn of_contract(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let (at, over) = (format!("/marche/{}", id("50")), format!("/marche/{}", id("60")));
    vec![
        example("GET", "/marche", "/marche", oger),
        example("POST", "/marche", "/marche", oger).sends(&[
            ("titre", "Tablettes"),
            ("prestataire", "Exemple SA"),
            ("reference", "2026-01"),
            ("debut", "2026-09-01"),
            ("fin", "2029-08-31"),
        ]),
        example("GET", "/marche/{contract}", at.clone(), oger),
        example("POST", "/marche/{contract}/prolongations", format!("{at}/prolongations"), oger).sends(&[
            ("fin", "2029-08-31"),
            ("jour", "2026-09-10"),
            ("texte", "Une année de plus"),
        ]),
        example("POST", "/marche/{contract}/plan", format!("/marche/{}/plan", id("70")), oger).sends(&[]),
        example("POST", "/marche/{contract}/etapes", format!("{at}/etapes"), oger).sends(&[
            ("genre", "freeze"),
            ("titre", "Geler"),
            ("qui", "Équipe projet"),
            ("jour", "2028-08-15"),
        ]),
        example(
            "POST",
            "/marche/{contract}/etape/{step}/faite",
            format!("{at}/etape/{}/faite", id("51")),
            oger,
        )
        .sends(&[("jour", "2026-09-12")]),
        example("POST", "/marche/{contract}/cloture", format!("{over}/cloture"), oger).sends(&[]),
    ]
}

fn of_changes(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let at = format!("/evolutions/{}", id("90"));
    vec![
        example("GET", "/evolutions", "/evolutions", oger),
        example("POST", "/evolutions", "/evolutions", oger).sends(&[
            ("genre", "change"),
            ("titre", "Un agenda"),
            ("origine", "school"),
            ("qui", "Éditeur"),
            ("texte", "Pour les sorties."),
        ]),
        example("GET", "/evolutions/{change}", at.clone(), oger),
        example("POST", "/evolutions/{change}/etat", format!("{at}/etat"), oger).sends(&[
            ("etat", "planned"),
            ("jour", "2026-10-20"),
            ("texte", "Un mode sombre arrive."),
        ]),
        example("GET", "/nouveautes", "/nouveautes", Some(world.app.cast.petit)),
    ]
}

const TABLETS: [(&str, &str); 4] =
    [("genre", "tablet"), ("nombre", "10"), ("etat", "good"), ("proprietaire", "commune")];

fn of_equipment(world: &World) -> Vec<Example> {
    let (petit, oger) = (Some(world.app.cast.petit), Some(world.app.cast.oger));
    let at = format!("/ecole/{}/equipement", world.app.cast.tilleuls);
    let batch = format!("{at}/{}", id("02"));
    let pattern = "/ecole/{school}/equipement";
    vec![
        example("GET", pattern, at.clone(), petit),
        example("POST", pattern, at.clone(), petit).sends(&TABLETS),
        example("POST", "/ecole/{school}/equipement/{batch}", batch.clone(), petit).sends(&TABLETS),
        example("POST", "/ecole/{school}/equipement/{batch}/sortie", format!("{batch}/sortie"), petit)
            .sends(&[("raison", "lost"), ("jour", "2026-09-14")]),
        example("POST", "/ecole/{school}/equipement/{batch}/incidents", format!("{batch}/incidents"), petit)
            .sends(&[("nombre", "1"), ("texte", "Écran noir")]),
        example(
            "POST",
            "/ecole/{school}/equipement/incident/{incident}",
            format!("{at}/incident/{}", id("04")),
            petit,
        )
        .sends(&[("suite", "repaired")]),
        example("GET", "/equipement", "/equipement", oger),
        example("GET", "/equipement/remplacement", "/equipement/remplacement", oger),
        example("POST", "/equipement/regles", "/equipement/regles", oger).sends(&[
            ("phase", "deployment"),
            ("genre", "board"),
            ("nombre", "1"),
            ("par", "class"),
        ]),
        example("POST", "/equipement/regle/{rule}/fin", format!("/equipement/regle/{}/fin", id("03")), oger)
            .sends(&[]),
        example("POST", "/equipement/maintenance", "/equipement/maintenance", oger).sends(&[
            ("prestataire", "Atelier"),
            ("telephone", "01 99 00 10 40"),
            ("objet", "Tablettes"),
            ("debut", "2026-09-01"),
            ("fin", "2029-08-31"),
        ]),
    ]
}

fn of_purchases(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let (open, ready) = (format!("/achats/{}", id("10")), format!("/achats/{}", id("30")));
    let account = format!("/achats/{}/commune/{}", id("20"), world.app.cast.ormes);
    let ormes = world.app.cast.ormes.to_string();
    let mut all = vec![
        example("GET", "/achats", "/achats", oger),
        example("POST", "/achats", "/achats", oger).sends(&[
            ("titre", "Casques"),
            ("adhesion", "2026-10-01"),
            ("besoins", "2026-10-10"),
        ]),
        example("GET", "/achats/{campaign}", open.clone(), oger),
        example("POST", "/achats/{campaign}/articles", format!("{open}/articles"), oger).sends(&[
            ("genre", "other"),
            ("article", "Casque"),
            ("fournisseur", "Exemple"),
            ("reference", "C"),
            ("prix", "12,50"),
        ]),
        example("POST", "/achats/{campaign}/commande", format!("{ready}/commande"), oger).sends(&[]),
        example("POST", "/achats/{campaign}/adhesions", format!("/achats/{}/adhesions", id("40")), oger)
            .sends(&[("commune", &*ormes), ("deliberation", "2026-60"), ("jour", "2026-09-10")]),
        example(
            "POST",
            "/achats/{campaign}/commune/{commune}/validation",
            format!("{open}/commune/{}/validation", world.app.cast.ormes),
            oger,
        )
        .sends(&[("choix", "valider")]),
    ];
    for (pattern, end) in [
        ("/achats/{campaign}/commune/{commune}", ""),
        ("/achats/{campaign}/commune/{commune}/document", "/document"),
        ("/achats/{campaign}/commune/{commune}/tableau", "/tableau"),
    ] {
        all.push(example("GET", pattern, format!("{account}{end}"), oger));
    }
    all
}

fn of_school_purchases(world: &World) -> Vec<Example> {
    let petit = Some(world.app.cast.petit);
    let school = format!("/ecole/{}/achats", world.app.cast.tilleuls);
    vec![
        example("GET", "/ecole/{school}/achats", school.clone(), petit),
        example(
            "POST",
            "/ecole/{school}/achats/{campaign}/besoins",
            format!("{school}/{}/besoins", id("10")),
            petit,
        )
        .sends(&[]),
        example(
            "POST",
            "/ecole/{school}/achats/ligne/{line}/livraisons",
            format!("{school}/ligne/{}/livraisons", id("22")),
            petit,
        )
        .sends(&[("nombre", "2"), ("jour", "2026-09-12")]),
        example(
            "POST",
            "/ecole/{school}/achats/livraison/{delivery}/reception",
            format!("{school}/livraison/{}/reception", id("23")),
            petit,
        )
        .sends(&[("jour", "2026-09-12")]),
    ]
}

fn of_rallying(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let (adhesion, benefit, act) = (
        format!("/communes/{}/etape", id("a1")),
        format!("/avantages/{}", id("b1")),
        format!("/mobilisation/{}/faite", id("c1")),
    );
    vec![
        example("GET", "/communes", "/communes", oger),
        example("POST", "/communes", "/communes", oger)
            .sends(&[("nom", "Le Lavoir"), ("jour", "2026-09-01")]),
        example("POST", "/communes/{adhesion}/etape", adhesion, oger)
            .sends(&[("etape", "live"), ("jour", "2026-09-10")]),
        example("GET", "/avantages", "/avantages", oger),
        example("POST", "/avantages", "/avantages", oger)
            .sends(&[("annonce", "Former ensemble"), ("indicateur", "Journées")]),
        example("POST", "/avantages/{benefit}/faits", format!("{benefit}/faits"), oger).sends(&[
            ("fait", "Deux journées"),
            ("jour", "2026-09-10"),
            ("source", "Feuilles de présence"),
        ]),
        example("POST", "/avantages/{benefit}/retrait", format!("{benefit}/retrait"), oger).sends(&[]),
        example("GET", "/mobilisation", "/mobilisation", oger),
        example("POST", "/mobilisation", "/mobilisation", oger).sends(&[
            ("ou", "interne"),
            ("public", "Directions"),
            ("message", "Ce que l’ENT change"),
            ("action", "Réunion"),
            ("qui", "IEN"),
            ("jour", "2026-10-02"),
        ]),
        example("POST", "/mobilisation/{action}/faite", act, oger)
            .sends(&[("jour", "2026-09-12"), ("portee", "20")]),
    ]
}
