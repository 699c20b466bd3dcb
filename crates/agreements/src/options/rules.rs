//! Who says that an option may be switched on, and how. Pure.

use chrono::NaiveDate;
use identity::options::{Framework, LocalOption};
use kernel::Actor;
use kernel::typed::{LONG, Reading, Typed, Why};

/// The adviser in her own name, today; the project copies what the DPO wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub of_the_dpo: bool,
    pub text: String,
    pub day: NaiveDate,
}

pub(super) fn said(actor: &Actor, option: LocalOption, typed: &Typed, today: NaiveDate) -> Result<Said, Why> {
    if option.framework() == Framework::Inside {
        return Err(Why::not("Cette option est dans le cadre de confiance\u{a0}: rien n’est à vérifier."));
    }
    let mut read = Reading::new(typed, today);
    if actor.is_legal_adviser() {
        let text = read.optional("texte", LONG);
        return read.checked(Some(Said { of_the_dpo: false, text, day: today }));
    }
    let text = read.text("texte", LONG, "Recopiez ce que le délégué à la protection des données a écrit.");
    let day = read.past("jour");
    read.checked(day.map(|day| Said { of_the_dpo: true, text, day }))
}
