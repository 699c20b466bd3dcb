//! Writes the style guide, once for each face, for the browser to look at: `cargo run --example styleguide -- FOLDER`.

use std::{fs, path::PathBuf};

use anyhow::Context;
use askama::Template;
use web::look::{CONTENT_SECURITY_POLICY, ErrorPage, NavLink, Shell, StyleGuide};

fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("say in which folder to write")?);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("csp.txt"), CONTENT_SECURITY_POLICY)?;
    let guide = StyleGuide.render()?;
    for face in ["maternelle", "eleve", "adulte", "pilotage"] {
        fs::write(folder.join(format!("{face}.html")), shell(face, guide.clone()).render()?)?;
    }
    let error = ErrorPage {
        child: false,
        title: "Cette page n’existe pas, ou pas pour vous".into(),
        message: "Le lien est peut-être ancien. Rien n’est perdu.".into(),
        icon: "map",
        back: NavLink::new("/", "Retour à l’accueil", "home"),
        reference: "7F3A-21".into(),
    };
    fs::write(folder.join("erreur.html"), shell("adulte", error.render()?).render()?)?;
    Ok(())
}

fn shell(face: &'static str, body: String) -> Shell {
    let child = matches!(face, "maternelle" | "eleve");
    let mut nav: Vec<NavLink> =
        links(face).iter().map(|(label, icon)| NavLink::new("#", *label, icon)).collect();
    nav[0].current = true;
    nav[1].count = 2;
    Shell {
        person_name: Some(if child { "Lina · CM1" } else { "Bonjour Nadia" }.into()),
        initials: if child { "L" } else { "NB" }.into(),
        nav,
        account: vec![NavLink::new("#", "Mon compte", "user"), NavLink::new("#", "Mes appareils", "devices")],
        sign_out: Some("/deconnexion".into()),
        notice: Some("Le mot est signé. Merci !".into()),
        demo: face == "adulte",
        wide: face == "eleve",
        ..Shell::new("Guide", face, body)
    }
}

fn links(face: &str) -> &'static [(&'static str, &'static str)] {
    match face {
        "pilotage" => &[
            ("Tableau de bord", "chart-bar"),
            ("Écoles et candidatures", "school"),
            ("Instances et décisions", "users"),
            ("Conventions", "file"),
            ("Équipement", "devices"),
            ("Imports d’annuaire", "upload"),
            ("Assistance", "info-circle"),
        ],
        "maternelle" => &[("Fil", "home"), ("Cahier", "notebook"), ("Voix", "microphone")],
        _ => &[("Fil", "home"), ("Messages", "message"), ("Semaine", "calendar"), ("Liaison", "notebook")],
    }
}
