//! The rooms of the cockpit: a few places in the main navigation, and the pages of each above its content. Pure.

use crate::look::NavLink;
use kernel::{Access, Actor};

/// A place of the main navigation; it opens on the first of its pages that one may see.
pub(super) struct Room {
    pub label: &'static str,
    pub icon: &'static str,
    /// Address, label, the gate of its route.
    pages: &'static [(&'static str, &'static str, Access)],
}

use Access::{Counsel, National, Project, Steering, Territory, Texts};

pub(super) static ROOMS: [Room; 12] = [
    Room { label: "Tableau de bord", icon: "home", pages: &[("/pilotage", "Tableau de bord", Project)] },
    Room {
        label: "Projet",
        icon: "bulb",
        pages: &[
            ("/pilotage/projet", "Carte", Project),
            ("/pilotage/projet/parties", "Parties", Project),
            ("/pilotage/projet/responsabilites", "Qui fait quoi", Counsel),
            ("/pilotage/projet/objectifs", "Objectifs", Project),
            ("/pilotage/projet/phases", "Phases", Project),
            ("/communes", "Communes", Territory),
            ("/avantages", "Avantages", Territory),
            ("/mobilisation", "Mobilisation", Territory),
        ],
    },
    Room {
        label: "Déploiement",
        icon: "school",
        pages: &[
            ("/deploiement", "Étape par étape", Territory),
            ("/pilotage/ecoles", "Écoles", Project),
            ("/colleges", "Collèges", Steering),
        ],
    },
    Room {
        label: "Équipement",
        icon: "devices",
        pages: &[
            ("/equipement", "Équipement", Territory),
            ("/equipement/remplacement", "À remplacer", Territory),
            ("/achats", "Achats groupés", Territory),
        ],
    },
    Room {
        label: "Formation, aide",
        icon: "notebook",
        pages: &[
            ("/formations", "Formations", Steering),
            ("/formations/plan", "Plan", Steering),
            ("/accompagnements", "Accompagnement", Steering),
            ("/encadrement", "Encadrement", Steering),
            ("/pratiques", "Pratiques", Steering),
            ("/evenements", "Événements", Territory),
            ("/documents", "Documents", Territory),
            ("/documents/packs", "Lots de ressources", Territory),
            ("/contacts", "Contacts", Steering),
            ("/contacts/lettres", "Lettre", Project),
            ("/formations/serveur", "Classe virtuelle", Project),
        ],
    },
    Room {
        label: "Assistance",
        icon: "message",
        pages: &[
            ("/assistance", "Demandes", Territory),
            ("/assistance/appel", "Appel reçu", Territory),
            ("/assistance/chiffres", "En chiffres", Steering),
            ("/assistance/membres", "Qui tient les files", Steering),
            ("/aide/aiguillage", "Aiguillage", Project),
            ("/aide/reponses", "Réponses types", Project),
            ("/aide/guides", "Guides pas à pas", Project),
            ("/aide/boite", "Courrier reçu", Project),
        ],
    },
    Room {
        label: "Indicateurs",
        icon: "chart-bar",
        pages: &[("/indicateurs", "Indicateurs", Territory), ("/national", "Niveau national", National)],
    },
    Room {
        label: "Gouvernance",
        icon: "users",
        pages: &[
            ("/gouvernance", "Instances", Territory),
            ("/gouvernance/carte", "La carte commune", Territory),
            ("/evolutions", "Évolutions", Territory),
        ],
    },
    Room {
        label: "Conventions, finances",
        icon: "file",
        pages: &[
            ("/conventions", "Conventions", Texts),
            ("/finances", "Finances", Territory),
            ("/finances/factures", "Factures", Territory),
            ("/finances/aides", "Aides", Project),
            ("/finances/offres", "Offres", Project),
            ("/marche", "Le marché", Territory),
            ("/marche/calendrier", "Les deux marchés", Territory),
        ],
    },
    Room {
        label: "Exigences",
        icon: "check",
        pages: &[
            ("/exigences", "Catalogues", Texts),
            ("/exigences/rappels", "Rappels juridiques", Texts),
            ("/juridique", "Conseil juridique", Counsel),
            ("/pilotage/options", "Options locales", Counsel),
        ],
    },
    Room {
        label: "Annuaire, comptes",
        icon: "upload",
        pages: &[
            ("/pilotage/imports", "Imports", Project),
            ("/domaines", "Noms de domaine", Territory),
            ("/pilotage/services", "Services reliés", Project),
            ("/pilotage/doublons", "Doublons", Project),
            ("/pilotage/fiches", "Fiches des écoles", Project),
            ("/pilotage/fiches-direction", "Fiches des directions", Project),
            ("/pilotage/departs", "Départs", Project),
            ("/pilotage/personnes", "Chercher un adulte", Project),
        ],
    },
    Room {
        label: "Sécurité, équipe",
        icon: "shield-lock",
        pages: &[
            ("/pilotage/securite", "Sécurité", Project),
            ("/pilotage/equipe", "Équipe", Project),
            ("/pilotage/conservation", "Conservation", Project),
        ],
    },
];

impl Room {
    /// Its pages that the actor may see.
    fn open_to(&self, actor: &Actor) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.pages
            .iter()
            .filter(|(.., gate)| gate.admits(Some(actor)))
            .map(|(href, label, _)| (*href, *label))
    }

    /// How much of the path one of its pages is; nothing when it is none of them.
    fn holds(&self, path: &str) -> usize {
        self.pages
            .iter()
            .map(|(href, ..)| *href)
            .filter(|href| lies_in(path, href))
            .map(str::len)
            .max()
            .unwrap_or(0)
    }
}

/// `path` is that page, or one below it.
pub(super) fn lies_in(path: &str, href: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The room that the path is in.
fn at(path: &str) -> Option<&'static Room> {
    ROOMS
        .iter()
        .map(|room| (room.holds(path), room))
        .filter(|(held, _)| *held > 0)
        .max_by_key(|(held, _)| *held)
        .map(|(_, room)| room)
}

/// The rooms that the actor may enter, as links.
pub(super) fn links(actor: &Actor, path: &str) -> Vec<NavLink> {
    let here = at(path);
    let rooms = ROOMS.iter().filter_map(|room| {
        let (href, _) = room.open_to(actor).next()?;
        let mut link = NavLink::new(href, room.label, room.icon);
        link.current = here.is_some_and(|here| std::ptr::eq(here, room));
        Some(link)
    });
    rooms.collect()
}

/// The pages of the room that the path is in, when there are several.
pub(super) fn pages(actor: &Actor, path: &str) -> Vec<NavLink> {
    let Some(room) = at(path) else { return Vec::new() };
    let mut links: Vec<NavLink> =
        room.open_to(actor).map(|(href, label)| NavLink::new(href, label, room.icon)).collect();
    if links.len() < 2 {
        return Vec::new();
    }
    // The longest address that the path begins with is where we are.
    let here = links.iter_mut().filter(|link| lies_in(path, &link.href)).max_by_key(|link| link.href.len());
    if let Some(link) = here {
        link.current = true;
    }
    links
}
