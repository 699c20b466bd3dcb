//! Where tickets go, how they end: the words of annex C. Pure.

/// Where tickets wait to be worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    School,
    Circonscription,
    Commune,
    Project,
    Dsi,
    Cdti,
    Dpo,
    Publisher,
    /// Reported content, harassment, impersonation: listed nowhere else.
    Safety,
}

impl Queue {
    pub const ALL: [Self; 9] = [
        Self::School,
        Self::Circonscription,
        Self::Commune,
        Self::Project,
        Self::Dsi,
        Self::Cdti,
        Self::Dpo,
        Self::Publisher,
        Self::Safety,
    ];

    /// As in the database, and in addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Circonscription => "circonscription",
            Self::Commune => "commune",
            Self::Project => "project",
            Self::Dsi => "dsi",
            Self::Cdti => "cdti",
            Self::Dpo => "dpo",
            Self::Publisher => "publisher",
            Self::Safety => "safety",
        }
    }

    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|q| q.key() == key)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::School => "École",
            Self::Circonscription => "Circonscription",
            Self::Commune => "Commune",
            Self::Project => "Équipe projet (DANE)",
            Self::Dsi => "DSI",
            Self::Cdti => "CDTI",
            Self::Dpo => "Protection des données",
            Self::Publisher => "Éditeur",
            Self::Safety => "Confidentiel",
        }
    }

    #[must_use]
    pub fn level(self) -> i16 {
        match self {
            Self::School | Self::Circonscription | Self::Safety => 1,
            Self::Commune | Self::Project | Self::Dsi | Self::Cdti | Self::Dpo => 2,
            Self::Publisher => 3,
        }
    }

    /// Who ends a ticket there, for the figures.
    #[must_use]
    pub fn resolver(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Circonscription | Self::Safety => "circonscription",
            Self::Commune => "commune",
            Self::Project | Self::Dpo => "dane",
            Self::Dsi => "dsi",
            Self::Cdti => "cdti",
            Self::Publisher => "publisher",
        }
    }
}

/// How much it hinders, as whoever asks says it; a danger for somebody is `1`, whatever she says.
pub const URGENCIES: [(&str, i16, &str); 3] = [
    ("bloque", 2, "Une classe ou l’école ne peut plus travailler"),
    ("gene", 3, "On peut travailler, mais moins bien"),
    ("question", 4, "C’est une question, un souhait"),
];

/// As whoever helps says it.
pub const PRIORITIES: [(&str, i16, &str); 4] = [
    ("1", 1, "P1, tout est arrêté ou un enfant est en danger"),
    ("2", 2, "P2, une classe ou une école est bloquée"),
    ("3", 3, "P3, on travaille moins bien"),
    ("4", 4, "P4, question ou souhait"),
];

pub const RESOLUTIONS: [(&str, &str); 9] = [
    ("quick_fix", "Dépanné tout de suite"),
    ("explained", "Expliqué"),
    ("directory", "Annuaire corrigé"),
    ("setting", "Réglage changé"),
    ("bug_fixed", "Erreur du logiciel corrigée"),
    ("workaround", "Autre façon de faire"),
    ("known_problem", "Problème connu, suivi ailleurs"),
    ("not_ours", "Hors de l’ENT"),
    ("not_again", "Ne s’est pas reproduit"),
];

#[must_use]
pub fn resolution_words(key: &str) -> &'static str {
    RESOLUTIONS.iter().find(|r| r.0 == key).map_or("", |r| r.1)
}

pub const RESOLVERS: [(&str, &str); 7] = [
    ("school", "L’école"),
    ("circonscription", "La circonscription"),
    ("commune", "La commune"),
    ("dane", "La DANE (équipe projet)"),
    ("dsi", "La DSI"),
    ("cdti", "Le CDTI"),
    ("publisher", "L’éditeur"),
];

#[must_use]
pub fn resolver_words(key: &str) -> &'static str {
    RESOLVERS.iter().find(|r| r.0 == key).map_or("", |r| r.1)
}

pub const SATISFACTIONS: [(&str, i16, &str); 4] =
    [("4", 4, "Très bien aidé·e"), ("3", 3, "Bien aidé·e"), ("2", 2, "Pas assez"), ("1", 1, "Pas du tout")];

#[must_use]
pub fn satisfaction_words(value: &i16) -> &'static str {
    SATISFACTIONS.iter().find(|s| s.1 == *value).map_or("", |s| s.2)
}

/// What stands on a chip: words and colour.
#[must_use]
pub fn state_words(state: &str) -> (&'static str, &'static str) {
    match state {
        "waiting" => ("Attend une réponse", "sun"),
        "to_confirm" => ("À confirmer", "sky"),
        "resolved" => ("Résolue", "meadow"),
        "closed" => ("Close", ""),
        _ => ("En cours", "sky"),
    }
}

#[must_use]
pub fn channel_words(channel: &str) -> &'static str {
    match channel {
        "phone" => "téléphone",
        "without_account" => "page de connexion",
        "mail" => "courriel",
        _ => "formulaire",
    }
}

/// Of a ticket on somebody else’s platform.
pub const EXTERNAL_STATES: [(&str, &str); 7] = [
    ("sending", "En cours d’envoi"),
    ("failed", "L’envoi a échoué"),
    ("sent", "Envoyé"),
    ("acknowledged", "Reçu"),
    ("in_progress", "En traitement"),
    ("fixed", "Corrigé"),
    ("refused", "Refusé"),
];

#[must_use]
pub fn external_words(state: &str) -> &'static str {
    EXTERNAL_STATES.iter().find(|s| s.0 == state).map_or("", |s| s.1)
}

/// What an entry is, in the thread.
#[must_use]
pub fn entry_words(kind: &str) -> &'static str {
    match kind {
        "asked" => "demande",
        "reply" => "précise",
        "answer" => "répond",
        "question" => "demande une précision",
        "note" => "note, entre aidants",
        "taken" => "prend la demande",
        "external" => "ticket extérieur",
        "priority" => "change la priorité",
        "fix" => "correction de l’éditeur",
        "confirmed" => "confirme la correction",
        "sent_back" => "ne confirme pas",
        "resolved" => "résout",
        "closed" => "clôt",
        "reopened" => "rouvre",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    #[test]
    fn each_queue_is_found_by_its_key_and_has_its_level() {
        assert!(Queue::ALL.iter().all(|q| Queue::of(q.key()) == Some(*q)));
        assert_eq!(
            (Queue::Cdti.level(), Queue::Publisher.level(), Queue::Circonscription.level()),
            (2, 3, 1)
        );
    }
}
