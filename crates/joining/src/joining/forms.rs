//! What each step's form must say. Pure.

use super::follow_ups::year;
use super::reading::{LONG, Reading, SHORT};
use super::rules::{Details, Said, Typed};
use crate::administrators;
use cockpit::equipment::{self, Counted};

pub(super) fn volunteering(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let whole = read.one_of("choix", &typed.choix, &["teacher", "school"]);
    let known = &read.around.classes;
    let classes: Vec<_> = if whole == "school" {
        known.clone()
    } else {
        typed.classes.iter().filter(|c| known.contains(c)).cloned().collect()
    };
    if classes.is_empty() && !known.is_empty() {
        read.errors.add("classes", "Choisissez au moins une classe.");
    }
    if typed.aleas.is_empty() {
        read.errors.add("aleas", "Lisez ce qui peut arriver, et cochez la case.");
    }
    let note = read.text("texte", &typed.texte, LONG, "Dites ce qui vous donne envie de commencer.");
    let details = Details { whole: whole.to_owned(), classes, ..Details::default() };
    Said { note, details, ..Said::done() }
}

pub(super) fn decision(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let outcome = read.one_of("choix", &typed.choix, &["validated", "to_revise", "refused"]);
    let note = match outcome {
        "to_revise" | "refused" => {
            read.text("texte", &typed.texte, LONG, "Donnez la raison\u{a0}: l’école la lira.")
        }
        _ => read.optional("texte", &typed.texte, LONG),
    };
    Said { outcome, note, ..Said::default() }
}

/// What the project asks for (an interactive board for each class that begins), the network, the filtering: what is missing
/// keeps the school waiting, until the project says why it need not. Where the register holds something, nobody counts
/// more than it does.
pub(super) fn equipment(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let boards = read.count("tableaux", &typed.tableaux);
    let tablets = read.count("tablettes", &typed.tablettes);
    let computers = read.count("ordinateurs", &typed.ordinateurs);
    let network = read.one_of("reseau", &typed.reseau, &["oui", "non"]);
    let filtering = read.one_of("filtrage", &typed.filtrage, &["oui", "non"]);
    let reason = read.optional("derogation", &typed.derogation, LONG);
    let counted = [("tableaux", boards), ("tablettes", tablets), ("ordinateurs", computers)];
    if let Some(register) = &read.around.wanted.register {
        let held = [register.boards, register.tablets, register.computers];
        for ((field, count), held) in counted.into_iter().zip(held) {
            if count.is_some_and(|count| count > held) {
                let said = format!("Le registre de l’école en tient {held}\u{a0}: complétez-le d’abord.");
                read.errors.add(field, said);
            }
        }
    }
    let seen = Counted {
        boards: boards.unwrap_or(0),
        tablets: tablets.unwrap_or(0),
        computers: computers.unwrap_or(0),
    };
    let mut lacking = equipment::lacking(&read.around.wanted, seen, &read.around.engaged);
    if network == "non" {
        lacking.push("un réseau qui tient dans les classes".to_owned());
    }
    if filtering == "non" {
        lacking.push("le filtrage de l’accès à Internet".to_owned());
    }
    if !reason.is_empty() && !read.around.may_override {
        read.errors.add("derogation", "Seule l’équipe projet peut passer outre, avec sa raison.");
    }
    let outcome = match (lacking.is_empty(), reason.is_empty()) {
        (true, _) => "done",
        (false, true) => "lacking",
        (false, false) => "overridden",
    };
    let details = Details { boards, tablets, computers, lacking, ..Details::default() };
    Said { outcome, note: reason, details, ..Said::default() }
}

/// Somebody beside the head, for a time. The head said it of herself: she is there already, and nothing is written of it.
pub(super) fn administrator(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let subject = read.adult(&typed.qui);
    let around = read.around;
    let (seats, days) = (around.seats.as_slice(), (typed.du.trim(), typed.au.trim()));
    match subject.filter(|person| !around.heads.contains(person)) {
        None => Said { subject, ..Said::done() },
        Some(person) => match administrators::named(Some(person), days, seats, around.today) {
            Ok(named) => {
                let details = Details { until: named.until, ..Details::default() };
                Said { subject, day: Some(named.from), details, ..Said::done() }
            }
            Err(errors) => {
                read.errors = errors;
                Said::done()
            }
        },
    }
}

/// From the register, or a waiver with its reason: nobody types that somebody was trained. Of several administrators one is
/// named; else whom the head named last.
pub(super) fn training(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let known = &read.around.administrators;
    let keeper = match typed.qui.as_str() {
        "" => known.first(),
        qui => known.iter().find(|(person, _)| person.to_string() == qui),
    };
    let Some((person, proof)) = keeper.cloned() else {
        read.errors.add("qui", "Choisissez qui, parmi les administrateurs de l’école.");
        return Said::done();
    };
    let subject = Some(person);
    match (read.one_of("choix", &typed.choix, &["register", "waived"]), proof) {
        ("register", Some(proof)) => Said {
            day: Some(proof.day),
            reference: proof.certificate,
            note: read.optional("texte", &typed.texte, LONG),
            subject,
            ..Said::done()
        },
        ("register", None) => {
            let sentence =
                "Le registre des formations ne dit pas encore que l’administrateur a suivi la sienne.";
            read.errors.add("choix", sentence);
            Said::done()
        }
        _ => Said { outcome: "waived", note: waiver(read, typed), subject, ..Said::default() },
    }
}

fn waiver(read: &mut Reading<'_>, typed: &Typed) -> String {
    read.text("texte", &typed.texte, LONG, "Dites pourquoi la formation n’est pas nécessaire.")
}

pub(super) fn domain(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let reference =
        read.text("reference", &typed.reference, SHORT, "Donnez le nom de domaine.").to_lowercase();
    let is_name = reference.contains('.')
        && reference.split('.').all(|label| {
            let inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            !label.is_empty()
                && label.len() <= 63
                && inner
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
    if !reference.is_empty() && !is_name {
        read.errors.add(
            "reference",
            "Ce n’est pas un nom de domaine\u{a0}: par exemple «\u{a0}tilleuls.ent.example.org\u{a0}».",
        );
    }
    Said { outcome: "done", reference, day: read.day("jour", &typed.jour), ..Said::default() }
}

pub(super) fn families(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let details = Details {
        informed_on: read.day("familles_le", &typed.familles_le),
        sheets_on: read.day("fiches_le", &typed.fiches_le),
        ..Details::default()
    };
    Said { outcome: "done", day: read.day("jour", &typed.jour), details, ..Said::default() }
}

pub(super) fn project(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let missing = "Écrivez ce que la classe fera avec l’ENT, et pourquoi.";
    let plan = "Dites quel axe du projet d’école il sert.";
    let note = read.text("texte", &typed.texte, LONG, missing);
    let school_plan = read.text("projet_ecole", &typed.projet_ecole, SHORT, plan);
    Said { note, details: Details { school_plan, ..Details::default() }, ..Said::done() }
}

pub(super) fn notice(read: &mut Reading<'_>, typed: &Typed) -> Said {
    Said {
        outcome: read.one_of("choix", &typed.choix, &["favourable", "reserved", "unfavourable"]),
        day: read.day("jour", &typed.jour),
        note: read.optional("texte", &typed.texte, LONG),
        ..Said::default()
    }
}

pub(super) fn commitment(read: &mut Reading<'_>, typed: &Typed) -> Said {
    Said {
        amount: read.count("nombre", &typed.nombre),
        reference: read.text("reference", &typed.reference, SHORT, "Donnez la référence de la délibération."),
        day: read.day("jour", &typed.jour),
        ..Said::done()
    }
}

pub(super) fn convention(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let register =
        read.text("registre", &typed.registre, SHORT, "Donnez la ligne du registre des traitements.");
    let reference = read.around.convention.clone().unwrap_or_default();
    Said { reference, details: Details { register, ..Details::default() }, ..Said::done() }
}

/// All who begin came to a session, or those who did not are waived, with the reason.
pub(super) fn teachers(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let trained = &read.around.trained;
    let amount = i32::try_from(trained.len()).ok();
    let day = trained.iter().map(|p| p.day).max();
    let reference = trained.iter().map(|p| p.certificate.as_str()).collect::<Vec<_>>().join(", ");
    let proven = Said { amount, day, reference, ..Said::done() };
    match read.one_of("choix", &typed.choix, &["register", "waived"]) {
        "register" if read.around.untrained.is_empty() && day.is_some() => {
            Said { note: read.optional("texte", &typed.texte, LONG), ..proven }
        }
        "register" => {
            let missing = match read.around.untrained.join(", ") {
                names if names.is_empty() => "personne n’est encore engagé.".to_owned(),
                names => format!("il manque {names}."),
            };
            read.errors.add("choix", format!("D’après le registre des formations, {missing}"));
            proven
        }
        _ => Said { outcome: "waived", note: waiver(read, typed), ..proven },
    }
}

pub(super) fn follow_up(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let note = read.text("texte", &typed.texte, LONG, "Dites ce que vous avez vu et convenu.");
    let which = read.around.next_follow_up.clone().unwrap_or_default();
    Said { note, details: Details { which, ..Details::default() }, ..Said::done() }
}

pub(super) fn renewal(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let note = read.optional("texte", &typed.texte, LONG);
    let which = read.around.next_renewal.map(year).unwrap_or_default();
    Said { note, details: Details { which, ..Details::default() }, ..Said::done() }
}

pub(super) fn succession(read: &mut Reading<'_>, typed: &Typed) -> Said {
    let note = read.optional("texte", &typed.texte, LONG);
    Said { subject: read.adult(&typed.qui), note, ..Said::done() }
}
