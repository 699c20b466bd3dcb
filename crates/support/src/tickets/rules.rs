//! What may be asked, and said of what was asked. Pure.

use super::words::{PRIORITIES, Queue, RESOLUTIONS, RESOLVERS, SATISFACTIONS, URGENCIES};
use crate::category::Category;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{FieldErrors, PlaceId};

/// The longest of a subject: a line.
pub const TITLE: usize = 120;
/// How long after it was resolved it can be opened again.
pub const REOPENS: i64 = 14;

pub struct New {
    pub category: Category,
    pub title: String,
    pub text: String,
    pub priority: i16,
    pub school: Option<PlaceId>,
    pub page: String,
    /// Of a danger: not to the head.
    pub past_the_head: bool,
    /// She read that the subject seems to name a pupil, and says that it does not.
    pub no_pupil: bool,
}

/// `schools`: those that she may ask for.
pub fn new(typed: &Typed, schools: &[PlaceId]) -> Result<New, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    let category = read.one_of("sujet", &Category::ALL.map(|c| (c.name(), c)));
    let title = read.text("titre", TITLE, "Dites-le en une ligne.");
    let text = read.text("texte", LONG, "Dites ce qui se passe.");
    let danger = category.is_some_and(|c| c == Category::Safety);
    let urgencies: Vec<(&str, i16)> = URGENCIES.iter().map(|u| (u.0, u.1)).collect();
    let priority = if danger { Some(1) } else { read.one_of("urgence", &urgencies) };
    let school = match schools {
        [] => None,
        [one] => Some(*one),
        many => {
            let ids: Vec<uuid::Uuid> = many.iter().map(|s| s.0).collect();
            read.among("ecole", &ids, "Dites pour quelle école.").map(PlaceId)
        }
    };
    let page = typed.of("page").chars().take(SHORT).collect();
    let new = category.zip(priority).map(|(category, priority)| New {
        category,
        title,
        text,
        priority,
        school,
        page,
        past_the_head: danger && !typed.of("sans_direction").is_empty(),
        no_pupil: !typed.of("pas_un_eleve").is_empty(),
    });
    read.checked(new)
}

/// What is wrong with a subject that holds these words of pupils’ names: (whole name, a part of one).
#[must_use]
pub fn named(whole: &[String], parts: &[String], sure: bool) -> Option<FieldErrors> {
    if let Some(name) = whole.first() {
        let said = format!(
            "N’écrivez pas le nom d’un élève dans le sujet («\u{a0}{name}\u{a0}»)\u{a0}: dites «\u{a0}un élève de CP\u{a0}», et le reste dans le texte."
        );
        return Some(FieldErrors::one("titre", said));
    }
    let name = parts.first().filter(|_| !sure)?;
    let said = format!(
        "«\u{a0}{name}\u{a0}» est un prénom ou un nom d’élève de l’école. Si c’en est un, dites plutôt «\u{a0}un élève de CP\u{a0}»\u{a0}; sinon, cochez la case."
    );
    let mut errors = FieldErrors::one("titre", said);
    errors.add("pas_un_eleve", "");
    Some(errors)
}

/// Words of a subject that could be names: those that begin with a capital.
#[must_use]
pub fn capitals(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter(|w| w.chars().next().is_some_and(char::is_uppercase)).map(str::to_owned).collect()
}

/// An act on a ticket: what was written, and which state of the ticket she had before her.
pub struct Said {
    pub text: String,
    pub seen: i32,
}

pub fn said(typed: &Typed, missing: &str) -> Result<Said, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    let text = read.text("texte", LONG, missing);
    read.checked(Some(Said { text, seen: seen(typed) }))
}

/// Which state of the ticket the form was made from.
#[must_use]
pub fn seen(typed: &Typed) -> i32 {
    typed.of("vu").parse().unwrap_or(-1)
}

pub struct Transfer {
    pub queue: Queue,
    pub summary: String,
    pub tried: String,
    pub priority: i16,
}

/// What the next one needs to know is asked for: nobody starts again from nothing (row 120).
pub fn transfer(typed: &Typed, targets: &[Queue]) -> Result<Transfer, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    let words: Vec<(&str, Queue)> = targets.iter().map(|q| (q.key(), *q)).collect();
    let queue = read.one_of("file", &words);
    let summary = read.text("resume", LONG, "Résumez pour la personne qui reprend.");
    let tried = read.text("essaye", LONG, "Dites ce qui a été essayé, ou «\u{a0}rien\u{a0}».");
    let priority = priority(&mut read);
    let moved = queue.zip(priority).map(|(queue, priority)| Transfer { queue, summary, tried, priority });
    read.checked(moved)
}

pub fn priority(read: &mut Reading<'_>) -> Option<i16> {
    let words: Vec<(&str, i16)> = PRIORITIES.iter().map(|p| (p.0, p.1)).collect();
    read.one_of("priorite", &words)
}

pub struct Resolution {
    pub text: String,
    pub resolver: &'static str,
    pub code: &'static str,
}

pub fn resolution(typed: &Typed) -> Result<Resolution, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    let text = read.text("texte", LONG, "Dites à la personne ce qui a été fait.");
    let resolver = read.one_of("par", &RESOLVERS.map(|r| (r.0, r.0)));
    let code = read.one_of("comment", &RESOLUTIONS.map(|r| (r.0, r.0)));
    read.checked(resolver.zip(code).map(|(resolver, code)| Resolution { text, resolver, code }))
}

pub struct Without {
    pub name: String,
    pub contact: String,
    pub text: String,
}

pub fn without(typed: &Typed) -> Result<Without, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    let name = read.text("nom", TITLE, "Dites qui vous êtes.");
    let contact = read.text("contact", TITLE, "Dites comment vous joindre.");
    let text = read.text("texte", 2000, "Dites ce qui se passe.");
    read.text("ecole", TITLE, "Dites de quelle école.");
    read.checked(Some(Without { name, contact, text }))
}

pub struct Call {
    pub category: Category,
    pub title: String,
    pub text: String,
    pub priority: i16,
    pub minutes: i16,
    pub contact: String,
    /// What was answered at once; nothing: she is to be called back.
    pub answer: Option<String>,
}

pub fn call(typed: &Typed) -> Result<Call, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    // What is confidential is not noted in a queue that others read.
    let open: Vec<_> = Category::open().map(|c| (c.name(), c)).collect();
    let category = read.one_of("sujet", &open);
    let title = read.text("titre", TITLE, "Dites-le en une ligne.");
    let text = read.text("texte", LONG, "Dites ce qui a été demandé.");
    let urgencies: Vec<(&str, i16)> = URGENCIES.iter().map(|u| (u.0, u.1)).collect();
    let priority = read.one_of("urgence", &urgencies);
    let contact = read.optional("contact", TITLE);
    let answer = Some(read.optional("reponse", LONG)).filter(|a| !a.is_empty());
    let minutes = typed.of("minutes").parse::<i16>().ok().filter(|m| (1..=600).contains(m));
    if minutes.is_none() {
        read.errors.add("minutes", "Donnez la durée, en minutes.");
    }
    let call = category.zip(priority).zip(minutes).map(|((category, priority), minutes)| Call {
        category,
        title,
        text,
        priority,
        minutes,
        contact,
        answer,
    });
    read.checked(call)
}

pub struct Outside {
    pub by_mail: bool,
    pub platform: String,
    pub number: String,
    pub file: String,
}

pub fn outside(typed: &Typed) -> Result<Outside, Why> {
    let mut read = Reading::new(typed, chrono::NaiveDate::default());
    let by_mail = read.one_of("voie", &[("lettre", true), ("plateforme", false)]);
    let platform = match by_mail {
        Some(true) => "Lettre à l’éditeur".to_owned(),
        _ => read.text("plateforme", SHORT, "Dites quelle plateforme."),
    };
    let number = read.optional("numero", SHORT);
    let file = read.text("dossier", LONG, "Dites ce qui se passe, et comment le reproduire.");
    read.checked(by_mail.map(|by_mail| Outside { by_mail, platform, number, file }))
}

/// What leaves the house: a number in the place of who asks, nobody’s name, no id of ours.
#[must_use]
pub fn outside_text(ticket: &super::queries::Ticket, file: &str) -> String {
    let alias = format!("demandeur D-{}", ticket.number);
    let plain = match ticket.asker_name.as_str() {
        "" => file.to_owned(),
        name => file.replace(name, &alias),
    };
    let page: Vec<&str> = ticket
        .page
        .split('/')
        .map(|part| if part.parse::<uuid::Uuid>().is_ok() { "…" } else { part })
        .collect();
    format!(
        "{plain}\n\nDemande n° {}, {alias}\nSujet : {}\nPage : {}\nAppareil : {}\nVersion : {}\n",
        ticket.number,
        Category::words(&ticket.category),
        page.join("/"),
        ticket.device,
        ticket.version,
    )
}

/// How well she was helped: said or not.
#[must_use]
pub fn satisfaction(typed: &Typed) -> Option<i16> {
    SATISFACTIONS.iter().find(|s| s.0 == typed.of("satisfaction")).map(|s| s.1)
}

/// Where a ticket may go from its queue (rows 120, 124, 126): up, aside, and back to who is near. What is confidential only
/// goes in, and never out.
#[must_use]
pub fn targets(from: Queue, cdti: bool) -> Vec<Queue> {
    if from == Queue::Safety {
        return Vec::new();
    }
    let second = [Queue::Project, Queue::Dsi, Queue::Cdti, Queue::Dpo, Queue::Commune];
    let mut to: Vec<Queue> = vec![Queue::School, Queue::Circonscription];
    to.extend(second);
    if from.level() >= 2 {
        to.push(Queue::Publisher);
    }
    if from != Queue::Publisher {
        to.push(Queue::Safety);
    }
    to.retain(|q| *q != from && (cdti || *q != Queue::Cdti));
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_danger_is_never_a_mere_question() {
        let asked = [("sujet", "safety"), ("titre", "Un message"), ("texte", "…"), ("urgence", "question")];
        let new = new(&typed(&asked), &[]).unwrap_or_else(|_| panic!("refused"));
        assert_eq!(new.priority, 1);
    }

    #[test]
    fn one_names_no_pupil_in_a_subject() {
        assert_eq!(capitals("Le cahier de Lina-Rose, et d’Élie"), ["Le", "Lina-Rose", "Élie"]);
        let name = |s: &str| vec![s.to_owned()];
        assert!(named(&name("Lina Benali"), &[], true).is_some(), "a whole name, whatever she says");
        assert!(named(&[], &name("Lina"), false).is_some());
        assert_eq!(named(&[], &name("Lina"), true), None);
    }

    #[test]
    fn levels_are_climbed_one_by_one_and_danger_stays_where_it_is() {
        assert!(!targets(Queue::School, true).contains(&Queue::Publisher));
        assert!(targets(Queue::Dsi, true).contains(&Queue::Publisher));
        assert!(!targets(Queue::Project, false).contains(&Queue::Cdti));
        assert_eq!(targets(Queue::Safety, true), []);
        for q in Queue::ALL {
            assert!(!targets(q, true).contains(&q));
        }
    }
}
