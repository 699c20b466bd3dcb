//! How tables and columns are called in front of their owner. Pure. What has no word here is shown under its own
//! name: nothing is left out for want of one.

#[must_use]
pub(super) fn table(name: &str) -> &str {
    match name {
        "person" => "Qui je suis",
        "account" => "Mon compte",
        "role" => "Mes rôles dans les écoles",
        "guardian_link" => "Mes liens de famille",
        "item" => "Ce que j’ai publié\u{a0}: dates",
        "post" => "Ce que j’ai publié\u{a0}: textes",
        "comment" => "Mes réponses",
        "reaction" => "Mes réactions",
        "attachment" => "Mes fichiers",
        "session" => "Mes appareils connectés",
        "known_device" => "Mes appareils connus",
        "past_session" => "Mes appareils d’avant",
        "objection" => "Mes oppositions",
        other => other,
    }
}

#[must_use]
pub(super) fn column(name: &str) -> &str {
    match name {
        "title" => "Civilité ou titre",
        "last_name" | "shown_last_name" => "Nom",
        "first_name" | "shown_first_name" => "Prénom",
        "other_names" => "Autres prénoms",
        "birth_name" => "Nom de naissance",
        "birth_date" => "Date de naissance",
        "email" => "Adresse électronique",
        "mobile" => "Téléphone mobile",
        "home_phone" => "Téléphone du domicile",
        "work_phone" => "Téléphone au travail",
        "street" => "Rue",
        "postcode" => "Code postal",
        "town" => "Commune",
        "country" => "Pays",
        "level" => "Niveau",
        "login" => "Identifiant",
        "state" => "État",
        "kind" => "Nature",
        "body" => "Texte",
        "device" => "Appareil",
        "relation" => "Lien",
        "authority" => "Autorité",
        "from_day" => "Depuis le",
        "until_day" => "Jusqu’au",
        "created_at" => "Créé le",
        "published_at" => "Publié le",
        "edited_at" => "Modifié le",
        "withdrawn_at" => "Retiré le",
        "written_at" => "Écrit le",
        "activated_at" => "Activé le",
        "charter_at" => "Charte acceptée le",
        "leaving_since" => "Sur le départ depuis le",
        "seen_at" => "Vu le",
        "at" | "made_at" => "Le",
        other => other,
    }
}
