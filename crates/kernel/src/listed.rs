//! « Lina, Sami et Tom ».

/// Names as a sentence says them; nothing of none.
#[must_use]
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} et {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_comes_after_a_word() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["Lina"]), "Lina");
        assert_eq!(listed(&["Lina", "Sami"]), "Lina et Sami");
        assert_eq!(listed(&["Lina", "Sami", "Tom"]), "Lina, Sami et Tom");
    }
}
