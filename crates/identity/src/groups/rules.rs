//! What a group may be called, and what changes in it. Pure.

use kernel::PersonId;

const LONGEST: usize = 60;

pub(super) fn name(typed: &str) -> Result<String, String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err("Donnez un nom au groupe\u{a0}: «\u{a0}Chorale\u{a0}», par exemple.".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("{LONGEST}\u{a0}signes au plus."));
    }
    Ok(name)
}

/// Somebody who may be put into a group, and whether she is in it.
pub(super) trait Choosable {
    fn person(&self) -> PersonId;
    fn inside(&self) -> bool;
}

/// Who comes in and who goes out, among those who may be chosen: whoever else is in it stays.
pub(super) fn changes(choosable: &[impl Choosable], chosen: &[PersonId]) -> (Vec<PersonId>, Vec<PersonId>) {
    let wanted = |one: &&_| chosen.contains(&Choosable::person(*one));
    let come = choosable.iter().filter(|one| !one.inside() && wanted(one)).map(Choosable::person);
    let go = choosable.iter().filter(|one| one.inside() && !wanted(one)).map(Choosable::person);
    (come.collect(), go.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One(PersonId, bool);

    impl Choosable for One {
        fn person(&self) -> PersonId {
            self.0
        }

        fn inside(&self) -> bool {
            self.1
        }
    }

    #[test]
    fn only_those_who_may_be_chosen_come_and_go() {
        let [stays, comes, goes, strange] = std::array::from_fn(|_| PersonId::fresh());
        let choosable = [One(stays, true), One(comes, false), One(goes, true)];
        assert_eq!(changes(&choosable, &[stays, comes, strange]), (vec![comes], vec![goes]));
        assert_eq!(name("  Lecture   CP bleus ").as_deref(), Ok("Lecture CP bleus"));
        assert!(name(" ").is_err() && name(&"a".repeat(61)).is_err());
    }
}
