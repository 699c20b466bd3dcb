//! How French words meet. Pure.

/// « de Lina », « d’Ethan »; « d’Yves », and « de Yanis », whose first letter is no vowel there.
#[must_use]
pub fn of(name: &str) -> String {
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiouàâäéèêëîïôöùûüæœ".contains(c));
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let (first, second) = (letters.next(), letters.next());
    let elides = vowel(first) || first == Some('y') && second.is_some() && !vowel(second);
    if elides { format!("d’{name}") } else { format!("de {name}") }
}

/// « 01 99 00 12 34 »: a French number by pairs, another as it is written.
#[must_use]
pub fn phone(number: &str) -> String {
    if number.len() != 10 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return number.to_owned();
    }
    let pairs: Vec<&str> = (0..5).map(|at| &number[at * 2..at * 2 + 2]).collect();
    pairs.join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::{of, phone};

    #[test]
    fn de_becomes_d_before_a_vowel() {
        assert_eq!(of("Ethan"), "d’Ethan");
        assert_eq!(of("Émile"), "d’Émile");
        assert_eq!(of("Lina"), "de Lina");
        assert_eq!(of("Yves"), "d’Yves");
        assert_eq!(of("Yanis"), "de Yanis");
        assert_eq!(of(""), "de ");
    }

    #[test]
    fn a_number_is_said_by_pairs() {
        assert_eq!(phone("0199001234"), "01\u{a0}99\u{a0}00\u{a0}12\u{a0}34");
        assert_eq!(phone("+3225551234"), "+3225551234");
        assert_eq!(phone("01 99 00 12 34"), "01 99 00 12 34");
    }
}
