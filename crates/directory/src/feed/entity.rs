//! Character references that feeds contain without declaring them: numbers, the five of XML, and the HTML
//! names of Latin-1, Latin-9 and French punctuation. Nothing else is ever expanded.

/// The HTML names of U+00A0 to U+00FF, in order.
const LATIN_1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

const OTHERS: [(&str, char); 21] = [
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Yuml", 'Ÿ'),
    ("euro", '€'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
];

/// The character that `&name;` stands for.
pub fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    let other = OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    other.or_else(|| {
        let place = LATIN_1.iter().position(|known| *known == name)?;
        char::from_u32(0xA0 + u32::try_from(place).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn names_and_numbers_give_their_character() {
        for (name, expected) in [
            ("eacute", 'é'),
            ("Eacute", 'É'),
            ("ccedil", 'ç'),
            ("nbsp", '\u{a0}'),
            ("yuml", 'ÿ'),
            ("times", '×'),
            ("szlig", 'ß'),
            ("oelig", 'œ'),
            ("apos", '\''),
            ("#233", 'é'),
            ("#xE9", 'é'),
            ("#8217", '’'),
        ] {
            assert_eq!(character(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn anything_else_gives_nothing() {
        for name in ["lol", "", "#", "#x", "#xD800", "#99999999999", "#-5", "É"] {
            assert_eq!(character(name), None, "{name}");
        }
    }
}
