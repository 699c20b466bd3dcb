//! How audiences are called. Pure.

/// « Familles de CM1 B », « Équipe de CM1 B »… `kind` as in the table, `place` the name of the place.
#[must_use]
pub fn name(kind: &str, place: &str) -> String {
    match kind {
        "class_pupils" => format!("Élèves de {place}"),
        "class_guardians" => format!("Familles de {place}"),
        "class_team" => format!("Équipe de {place}"),
        "school_adults" => format!("Adultes de l’école · {place}"),
        "school_guardians" => format!("Toutes les familles · {place}"),
        "circonscription_teachers" => format!("Enseignants et directions · {place}"),
        _ => place.to_owned(),
    }
}

/// A pupil's level words for « who sees this »: never needed alone, always with a count.
#[must_use]
pub fn counted(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
