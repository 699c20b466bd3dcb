//! The same as a page of the documentation, in French.

use super::{COLUMNS, Line};
use identity::communication_rules::{self as communication, PRESETS, ROWS, Rules, settled};
use identity::delegation;

/// `docs/rights.md`.
#[must_use]
pub fn markdown(lines: &[Line]) -> String {
    let mut page = String::from(
        "# Qui peut faire quoi\n\nÉcrit par `crates/web/tests/it/rights.rs` à partir des adresses du programme et de ses règles\u{a0}: ne pas changer à la main.\n\nUne case vide\u{a0}: non. «\u{a0}oui\u{a0}»\u{a0}: pour soi, ou ce qui est partagé avec soi. Une étoile\u{a0}: après avoir montré de nouveau que c’est bien soi.\n",
    );
    let mut group = "";
    for line in lines {
        if line.group != group {
            group = line.group;
            page.push_str(&format!("\n## {group}\n\n"));
            page.push_str(&row("", COLUMNS.iter().map(|c| c.0)));
            page.push_str(&row("---", COLUMNS.iter().map(|_| "---")));
        }
        let star = if line.sensitive { " \\*" } else { "" };
        page.push_str(&row(&format!("{}{star}", line.sentence), line.cells.iter().map(|c| c.unwrap_or(""))));
    }
    page.push_str("\n## Accès donnés pour un temps\n\nLa direction choisit la personne, la classe, les dates, et ce qui s’ouvre\u{a0}:\n\n");
    for (kind, tools) in delegation::given() {
        page.push_str(&format!("- {kind}\u{a0}: {}\n", tools.join(" ; ")));
    }
    page.push_str("\n# Qui peut écrire à qui\n\nLa direction choisit un modèle, puis change une case. «\u{a0}toujours\u{a0}» et «\u{a0}jamais\u{a0}»\u{a0}: aucune école ne le change. Une étoile\u{a0}: n’ouvre rien tant qu’on n’écrit pas de personne à personne.\n");
    for (preset, _, name, what) in PRESETS {
        page.push_str(&format!("\n## {name}\n\n{what}\n\n"));
        page.push_str(&row("peuvent écrire à…", communication::COLUMNS.iter().map(|c| c.2)));
        page.push_str(&row("---", communication::COLUMNS.iter().map(|_| "---")));
        let rules = Rules::of(preset);
        for (who, _, said) in ROWS {
            let cells = communication::COLUMNS.iter().map(|(whom, ..)| {
                let waits = communication::waits(who, *whom);
                match settled(who, *whom) {
                    Some((true, _)) if waits => "toujours \\*",
                    Some((true, _)) => "toujours",
                    Some((false, _)) => "jamais",
                    None if !rules.allow(who, *whom) => "",
                    None if waits => "oui \\*",
                    None => "oui",
                }
            });
            page.push_str(&row(said, cells));
        }
    }
    page
}

fn row<'a>(first: &str, cells: impl Iterator<Item = &'a str>) -> String {
    format!("| {first} | {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
