//! A guided question, its answers, and where each leads. Pure.
//!
//! Written as an outline: a question, then an answer a line (« - Oui »), then two spaces further in either the next
//! question or nothing more when the line itself says the end: « => adresse-d-un-article », « => demande ».

use kernel::FieldErrors;

/// Deeper than this nobody follows, and nobody writes.
const DEEPEST: usize = 5;
const LONGEST: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub words: String,
    pub answers: Vec<(String, Then)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    Ask(Question),
    Article(String),
    /// Somebody is asked.
    Request,
}

/// Reads the outline, or says in which line it is wrong.
pub(super) fn read(outline: &str) -> Result<Question, String> {
    let lines: Vec<(usize, usize, &str)> = outline
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at + 1, line.len() - line.trim_start_matches(' ').len(), line.trim()))
        .collect();
    let mut rest = lines.as_slice();
    let question = question(&mut rest, 0)?;
    match rest.first() {
        None => Ok(question),
        Some((at, ..)) => Err(format!("Ligne {at}\u{a0}: elle ne suit aucune question.")),
    }
}

fn question(rest: &mut &[(usize, usize, &str)], depth: usize) -> Result<Question, String> {
    let Some(((at, inset, words), after)) = rest.split_first() else {
        return Err("Il manque une question à la fin.".to_owned());
    };
    if *inset != depth * 2 || words.starts_with("- ") {
        return Err(format!("Ligne {at}\u{a0}: une question est attendue, après {} espaces.", depth * 2));
    }
    if depth >= DEEPEST || words.chars().count() > LONGEST {
        return Err(format!("Ligne {at}\u{a0}: c’est trop long ou trop profond."));
    }
    *rest = after;
    let mut answers = Vec::new();
    while let Some(((at, inset, line), after)) = rest.split_first() {
        let Some(answer) = line.strip_prefix("- ").filter(|_| *inset == depth * 2) else { break };
        *rest = after;
        let (said, then) = match answer.split_once("=>") {
            Some((said, "" | " ")) => {
                return Err(format!("Ligne {at}\u{a0}: où mène «\u{a0}{said}\u{a0}»\u{a0}?"));
            }
            Some((said, end)) if end.trim() == "demande" => (said, Then::Request),
            Some((said, end)) => (said, Then::Article(end.trim().to_owned())),
            None => (answer, Then::Ask(self::question(rest, depth + 1)?)),
        };
        answers.push((said.trim().to_owned(), then));
    }
    if answers.is_empty() {
        return Err(format!(
            "Ligne {at}\u{a0}: cette question n’a pas de réponse («\u{a0}- Oui => …\u{a0}»)."
        ));
    }
    Ok(Question { words: (*words).to_owned(), answers })
}

impl Question {
    /// What is reached by these answers (« 0.2.1 »), with the words of each on the way.
    pub(super) fn at(&self, steps: &str) -> Option<(Vec<(String, String)>, Reached<'_>)> {
        let (mut here, mut said) = (self, Vec::new());
        let mut steps = steps.split('.').filter(|step| !step.is_empty()).peekable();
        while let Some(step) = steps.next() {
            let (words, then) = here.answers.get(step.parse::<usize>().ok()?)?;
            said.push((here.words.clone(), words.clone()));
            match then {
                Then::Ask(next) => here = next,
                _ if steps.peek().is_some() => return None,
                Then::Article(slug) => return Some((said, Reached::Article(slug))),
                Then::Request => return Some((said, Reached::Request)),
            }
        }
        Some((said, Reached::Question(here)))
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reached<'a> {
    Question(&'a Question),
    Article(&'a str),
    Request,
}

/// What a form says of an outline that cannot be read.
pub(super) fn checked(outline: &str, errors: &mut FieldErrors) {
    if let Err(why) = read(outline) {
        errors.add("questions", why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTLINE: &str = "Qui\u{a0}?\n- Un parent\n  La fiche\u{a0}?\n  - Oui => premiere\n  - Non => demande\n- Un élève => eleve\n";

    #[test]
    fn answers_lead_to_a_question_an_article_or_a_request() {
        let tree = read(OUTLINE).unwrap();
        let reached =
            |steps: &str| tree.at(steps).map(|(said, reached)| (said.len(), format!("{reached:?}")));
        assert_eq!(reached("0.0").unwrap(), (2, "Article(\"premiere\")".into()));
        assert_eq!(reached("0.1").unwrap(), (2, "Request".into()));
        assert_eq!(reached("1").unwrap(), (1, "Article(\"eleve\")".into()));
        assert!(matches!(tree.at(""), Some((_, Reached::Question(q))) if q.answers.len() == 2));
        for nowhere in ["7", "0.9", "1.0", "x", "0.0.0", "99999999999999999999"] {
            assert!(tree.at(nowhere).is_none(), "{nowhere}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (outline, line) in [
            ("", "à la fin"),
            ("- Oui => a", "Ligne 1"),
            ("Qui ?", "Ligne 1"),
            ("Qui ?\n- Un parent\n", "à la fin"),
            ("Qui ?\n- Un parent\nQuoi ?\n- Oui => a", "Ligne 3"),
            ("Qui ?\n- Oui =>", "Ligne 2"),
            ("Qui ?\n- Oui => a\nEt puis ?", "Ligne 3"),
        ] {
            let why = read(outline).unwrap_err();
            assert!(why.contains(line), "{outline:?}: {why}");
        }
    }
}
