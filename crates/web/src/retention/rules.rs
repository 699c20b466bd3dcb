//! The table.

use super::apply;
use super::keep::{Keep, Rule};
use identity::{own_data, people, sheet_runs};

const ORDER_2006: &str = "Arrêté du 30 novembre 2006, art. 2 et 6";

/// In the order in which the night applies them: files last, once everything has let go of its own.
pub const RULES: &[Rule] = &[
    Rule {
        name: "comptes",
        data: "Compte, identité et coordonnées d’un élève, d’un responsable, d’un personnel",
        basis: ORDER_2006,
        keep: Keep::Said(
            "Tant qu’un rôle ou un enfant ouvre droit au compte (un rôle fini à sa date en attend un autre trois semaines\u{a0}: septembre, un déménagement), puis trois mois",
        ),
        then: "Effacé. Qui n’est jamais venu l’est la nuit même.",
        apply: Some(|app, _| Box::pin(apply::erase(app))),
    },
    Rule {
        name: "décomptes d’effacements",
        data: "Nombre de comptes effacés par école, sans aucun nom",
        basis: "Contrôle par la direction et le projet",
        keep: Keep::Days(31),
        then: "Effacé",
        apply: Some(|app, before| Box::pin(apply::forget_counts(app, before))),
    },
    Rule {
        name: "productions",
        data: "Ce qu’un élève ou une famille a écrit",
        basis: "Arrêté du 30 novembre 2006, art. 6",
        keep: Keep::Said("Comme le compte"),
        then: "Reste sans le nom, pour le sens de la conversation\u{a0}; effacé si la personne s’y oppose. Un dossier à emporter est proposé.",
        apply: None,
    },
    Rule {
        name: "classes",
        data: "Fil d’une classe des années passées",
        basis: "Mission d’intérêt public",
        keep: Keep::Said("En archive, lisible par celles et ceux qui y étaient, tant qu’ils ont un compte"),
        then: "Plus personne ne la lit\u{a0}; ce qui appartient à l’école reste à l’école.",
        apply: None,
    },
    Rule {
        name: "messages retirés",
        data: "Messages retirés, brouillons abandonnés",
        basis: "Pouvoir répondre à une question",
        keep: Keep::Days(30),
        then: "Effacés, avec leurs réponses",
        apply: Some(|app, before| Box::pin(communication::news::forget_withdrawn(app, before))),
    },
    Rule {
        name: "brouillons",
        data: "Brouillons auxquels personne n’a touché",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(365),
        then: "Effacés",
        apply: Some(|app, before| Box::pin(communication::news::forget_untouched(app, before))),
    },
    Rule {
        name: "passations",
        data: "Ce qu’une personne laisse à celle qui reprend sa classe ou son école",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(365),
        then: "Effacé\u{a0}; les messages de la classe restent à l’école",
        apply: Some(|app, before| Box::pin(communication::handover::forget(app, before))),
    },
    Rule {
        name: "changements d’année",
        data: "Préparation d’une année scolaire\u{a0}: la classe prévue de chaque élève, et ce qu’il faut pour revenir en arrière",
        basis: "Pouvoir réparer une erreur",
        keep: Keep::Months(13),
        then: "Effacé\u{a0}; les classes et leurs élèves restent",
        apply: Some(|app, before| Box::pin(identity::year_turn::forget(app, before))),
    },
    Rule {
        name: "photos des tuiles",
        data: "Photo d’un enfant sur la tablette de la classe, et ce que ses responsables en ont dit",
        basis: "Accord d’un responsable, sans refus d’aucun (Code civil, art. 9)",
        keep: Keep::Said(
            "Tant que l’enfant est dans l’école, que l’accord tient et que la direction permet les photos",
        ),
        then: "La photo est effacée aussitôt qu’on dit non ou que la direction arrête, la nuit même après un départ\u{a0}; les réponses, preuves de l’accord, avec le compte de l’enfant",
        apply: Some(|app, _| Box::pin(identity::tile_photos::forget(app))),
    },
    Rule {
        name: "instances et contacts",
        data: "Nom d’un membre d’instance ou d’un contact de collectivité qui ne l’est plus",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(3 * 365),
        then: "Effacé\u{a0}; ce qui a été décidé ou signé reste",
        apply: Some(|app, before| Box::pin(rollout::forget_names(app, before))),
    },
    Rule {
        name: "demandes d’aide",
        data: "Noms et textes d’une demande d’aide close",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(183),
        then: "Effacés\u{a0}; restent le sujet, l’école et les délais, pour les comptes",
        apply: Some(|app, before| Box::pin(support::mask(app, before))),
    },
    Rule {
        name: "demandes d’aide anciennes",
        data: "Ce qui reste d’une demande d’aide close",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(2 * 365),
        then: "Effacé",
        apply: Some(|app, before| Box::pin(support::forget(app, before))),
    },
    Rule {
        name: "entrées difficiles",
        data: "Ce qu’un élève a signalé quand ça ne marchait pas\u{a0}: sa classe, son appareil",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(31),
        then: "Effacé",
        apply: Some(|app, before| Box::pin(support::forget_troubles(app, before))),
    },
    Rule {
        name: "lettres à l’aide",
        data: "Adresse et objet d’une lettre reçue par l’aide",
        basis: "Retrouver une lettre égarée",
        keep: Keep::Days(90),
        then: "Effacés\u{a0}; la demande d’aide qu’elle a ouverte suit sa propre règle",
        apply: Some(|app, before| Box::pin(support::forget_letters(app, before))),
    },
    Rule {
        name: "rediffusions",
        data: "Lien vers l’enregistrement d’une classe virtuelle",
        basis: "Accord des personnes enregistrées",
        keep: Keep::Said("Jusqu’au jour dit par qui l’anime, un an au plus"),
        then: "Le lien est effacé",
        apply: Some(|app, _| Box::pin(async move { rollout::forget_replays(&app).await })),
    },
    Rule {
        name: "dossiers",
        data: "Dossiers «\u{a0}Mes données\u{a0}» préparés",
        basis: "Droit d’accès (RGPD, art. 15)",
        keep: Keep::Days(own_data::queries::KEPT.num_days()),
        then: "Effacés",
        apply: Some(|app, before| {
            Box::pin(async move { Ok(own_data::queries::forget(&app.db.pool, before).await?) })
        }),
    },
    Rule {
        name: "fiches",
        data: "Fiches et lettres préparées pour une école ou pour toutes, avec leurs codes",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(sheet_runs::queries::KEPT.num_days()),
        then: "Effacées\u{a0}; avant, dès qu’elles sont téléchargées.",
        apply: Some(|app, before| {
            Box::pin(async move { Ok(sheet_runs::queries::forget(&app.db.pool, before).await?) })
        }),
    },
    Rule {
        name: "flux",
        data: "Flux de l’annuaire déposés et jamais confirmés",
        basis: ORDER_2006,
        keep: Keep::Days(14),
        then: "Effacés\u{a0}; un flux appliqué est effacé aussitôt",
        apply: Some(|app, before| Box::pin(directory::forget_feeds(app, before))),
    },
    Rule {
        name: "lignes d’import",
        data: "Détail nominatif des imports d’annuaire",
        basis: "Contrôle par la direction et le projet",
        keep: Keep::Days(90),
        then: "Effacé\u{a0}; les nombres restent",
        apply: Some(|app, before| Box::pin(directory::forget_lines(app, before))),
    },
    Rule {
        name: "retour d’import",
        data: "Ce qu’il faut pour défaire le dernier import d’annuaire",
        basis: "Pouvoir réparer une erreur",
        keep: Keep::Days(30),
        then: "Effacé\u{a0}; l’import suivant l’efface aussi",
        apply: Some(|app, before| Box::pin(directory::forget_journal(app, before))),
    },
    Rule {
        name: "fichiers d’ONDE",
        data: "Fichiers d’ONDE déposés par une direction, et leurs remarques",
        basis: ORDER_2006,
        keep: Keep::Days(14),
        then: "Effacés\u{a0}; un fichier appliqué ou abandonné est effacé aussitôt",
        apply: Some(|app, before| Box::pin(directory::forget_onde(app, before))),
    },
    Rule {
        name: "fusions",
        data: "Ce qu’il faut pour annuler la fusion de deux comptes",
        basis: "Pouvoir réparer une erreur",
        keep: Keep::Days(people::DAYS),
        then: "Effacé\u{a0}; la fusion est définitive",
        apply: Some(|app, before| Box::pin(people::forget_merges(app, before))),
    },
    Rule {
        name: "sessions",
        data: "Appareils connectés, liens de nouveau mot de passe",
        basis: "Sécurité",
        keep: Keep::Said(
            "30 jours sans usage, 12 heures sur un appareil partagé, une demi-heure pour un lien",
        ),
        then: "Effacés",
        apply: Some(|app, before| Box::pin(apply::forget_sessions(app, before))),
    },
    Rule {
        name: "essais",
        data: "Essais de connexion manqués, sans le mot de passe essayé ni l’identifiant en clair",
        basis: "Sécurité",
        keep: Keep::Days(1),
        then: "Effacés",
        apply: Some(|app, before| Box::pin(apply::forget_tries(app, before))),
    },
    Rule {
        name: "signaux",
        data: "Signaux entre les pages ouvertes (sans contenu)",
        basis: "Mission d’intérêt public",
        keep: Keep::Days(1),
        then: "Effacés",
        apply: Some(|app, before| Box::pin(async move { app.db.live.sweep(&app.db.pool, before).await })),
    },
    Rule {
        name: "journal",
        data: "Journal de sécurité\u{a0}: qui a fait quoi, sans aucun nom",
        basis: "Recommandation CNIL 2021-122",
        keep: Keep::Days(365),
        then: "Effacé",
        apply: Some(|app, before| Box::pin(apply::forget_audit(app, before))),
    },
    Rule {
        name: "comptes rendus",
        data: "Ce que chaque nuit a effacé, en nombres",
        basis: "Recommandation CNIL 2021-122",
        keep: Keep::Days(365),
        then: "Effacé",
        apply: Some(|app, before| Box::pin(apply::forget_reports(app, before))),
    },
    Rule {
        name: "tâches",
        data: "Tâches de fond qui ont échoué (sans donnée personnelle)",
        basis: "Sécurité",
        keep: Keep::Days(90),
        then: "Effacées",
        apply: Some(|app, before| {
            Box::pin(async move { Ok(jobs::forget_failed(&app.db.pool, before).await?) })
        }),
    },
    Rule {
        name: "appareils",
        data: "Appareils connus d’un adulte, sessions fermées",
        basis: "Sécurité du compte (RGPD, art. 32)",
        keep: Keep::Said("400 jours sans venir\u{a0}; un an pour une session fermée"),
        then: "Effacés avec les sessions terminées",
        apply: None,
    },
    Rule {
        name: "fichiers",
        data: "Photos, sons, documents que plus rien ne montre",
        basis: "Suivent le message, le dossier ou la personne",
        keep: Keep::Days(1),
        then: "Effacés du stockage",
        apply: Some(|app, _| Box::pin(apply::sweep_files(app))),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_go_last_and_no_two_rules_share_a_name() {
        assert_eq!(RULES.last().unwrap().name, "fichiers");
        let mut names: Vec<_> = RULES.iter().map(|r| r.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
