//! What a login and a good password are. Pure.

/// At most this long, suffix not counted.
const LOGIN_LENGTH: usize = 40;

/// `prenom.nom`, in plain letters: the first first name, the whole last name. Never empty, and without a
/// digit: a number at the end of a login is always the one that tells namesakes apart.
#[must_use]
pub fn login_base(first: &str, last: &str) -> String {
    let letters = |name: &str| plain(&name.replace(|c: char| c.is_ascii_digit(), ""));
    let first = letters(first.split_whitespace().next().unwrap_or_default());
    let last = letters(last);
    let mut login = match (first.as_str(), last.as_str()) {
        ("", "") => "compte".to_owned(),
        ("", one) | (one, "") => one.to_owned(),
        (first, last) => format!("{first}.{last}"),
    };
    login.truncate(LOGIN_LENGTH);
    login.trim_end_matches(['.', '-']).to_owned()
}

/// The first of base, base2, base3… that is not taken.
#[must_use]
pub fn free_login(base: &str, taken: &[String]) -> String {
    let is_free = |login: &String| !taken.contains(login);
    std::iter::once(base.to_owned())
        .chain((2..).map(|n: u32| format!("{base}{n}")))
        .find(is_free)
        .unwrap_or_else(|| base.to_owned())
}

/// A login from what was typed or pasted.
#[must_use]
pub fn login_typed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_lowercase()
}

/// A name for comparison: without accents, capitals, blanks, dashes and apostrophes; as `plain_name` in SQL.
#[must_use]
pub fn plain_name(name: &str) -> String {
    plain(name).replace(|c: char| c == '-' || c.is_ascii_digit(), "")
}

/// Lower-case ASCII letters and digits; a dash stays a dash, apostrophes and spaces go.
#[must_use]
pub fn plain(name: &str) -> String {
    let letters: String = name.chars().flat_map(char::to_lowercase).map(unaccented).collect();
    letters.trim_matches('-').to_owned()
}

fn unaccented(c: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' | 'þ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        '-' | '‐' | '‑' => "-",
        c => ASCII.find(c).map_or("", |at| &ASCII[at..=at]),
    }
}

/// Why an adult's password will not do, in a sentence; `None` when it will. CNIL 2022-100, second case
/// (tries are throttled): 14 characters, or 10 of three kinds; and not the person's own names.
#[must_use]
pub fn password_fault(password: &str, names: &[&str]) -> Option<&'static str> {
    let length = password.chars().count();
    if length > 200 {
        return Some("C’est plus long que ce que nous pouvons garder\u{a0}: 200 caractères au plus.");
    }
    if length < 10 || (length < 14 && kinds(password) < 3) {
        return Some(
            "Encore un effort\u{a0}: quatre mots que vous seul·e mettriez ensemble (14 caractères), ou 10 \
             caractères avec majuscules, minuscules et chiffres.",
        );
    }
    let different = password.chars().collect::<std::collections::BTreeSet<_>>().len();
    if different < 5 {
        return Some("Ce mot de passe se répète trop\u{a0}: mélangez davantage de caractères.");
    }
    let mut rest = plain(password);
    for name in names.iter().map(|n| plain(n)).filter(|n| n.len() >= 3) {
        rest = rest.replace(&name, "");
    }
    (rest.len() < plain(password).len() && rest.chars().count() < 8).then_some(
        "Ce mot de passe contient surtout votre nom\u{a0}: choisissez-en un que l’on ne devine pas.",
    )
}

/// Looks like an e-mail address: a typing slip is caught, the rest the mail server will say.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let clean = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
    };
    text.len() <= 254
        && clean(name)
        && clean(domain)
        && domain.split('.').count() > 1
        && domain.split('.').all(|label| !label.is_empty())
}

fn kinds(password: &str) -> usize {
    let tests: [fn(char) -> bool; 4] =
        [char::is_lowercase, char::is_uppercase, char::is_numeric, |c| !c.is_alphanumeric()];
    tests.iter().filter(|test| password.chars().any(test)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_the_name_in_plain_letters() {
        for (first, last, login) in [
            ("Nadia", "BENALI", "nadia.benali"),
            ("Zoé", "SÉGUR", "zoe.segur"),
            ("Aminata", "N'DOYE", "aminata.ndoye"),
            ("Aminata", "N’DOYE", "aminata.ndoye"),
            ("Claire", "LE GOFF", "claire.legoff"),
            ("Jean-Luc", "MARTIN-DUPRÉ", "jean-luc.martin-dupre"),
            ("Anne Marie", "ŒUVRARD", "anne.oeuvrard"),
            ("Louis", "XIV 2", "louis.xiv"),
            ("", "MOREL", "morel"),
            ("", "", "compte"),
            ("李", "", "compte"),
        ] {
            assert_eq!(login_base(first, last), login);
        }
        assert!(login_base("Maximilienne", &"Montmorency".repeat(9)).len() <= 40);
    }

    #[test]
    fn a_taken_login_gets_a_number() {
        let taken = ["nadia.benali".to_owned(), "nadia.benali2".to_owned()];
        assert_eq!(free_login("nadia.benali", &taken), "nadia.benali3");
        assert_eq!(free_login("nadia.benali", &[]), "nadia.benali");
    }

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        assert!(is_email("nadia.benali@example.org"));
        for slip in
            ["nadia", "nadia@", "@example.org", "nadia@example", "na dia@example.org", "a@b@example.org"]
        {
            assert!(!is_email(slip), "{slip}");
        }
    }

    #[test]
    fn a_good_password_is_long_or_mixed_and_not_a_name() {
        let names = ["marion.carrel", "Marion", "CARREL"];
        let good = |p: &str| password_fault(p, &names).is_none();
        assert!(good("cartable rouge sous la pluie"));
        assert!(good("Marrons2026"));
        assert!(good("marion aime la pluie d’automne"));
        assert!(!good("marrons26"));
        assert!(!good("marrons2026"));
        assert!(!good("aaaaaaaaaaaaaaaa"));
        assert!(!good("Marion.Carrel26"));
        assert!(!good(&"long ".repeat(50)));
    }
}
