//! Whom one may write to, as the composer offers it: what is used every day first, the rest folded. Pure.

use identity::audiences::Reachable;
use kernel::AudienceId;

#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub audience: Reachable,
    pub ticked: bool,
}

impl Choice {
    /// « Familles », beside the name of the class.
    pub fn short(&self) -> &'static str {
        if self.audience.kind == "class_pupils" { "Élèves" } else { "Familles" }
    }
}

/// The choices in their groups; an empty one is not shown.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// The classes that she teaches.
    pub mine: Vec<Choice>,
    /// All of her school, and her colleagues beyond.
    pub school: Vec<Choice>,
    /// Other classes, each with its audiences.
    pub classes: Vec<Vec<Choice>>,
}

impl Choices {
    pub fn of(reachable: &[Reachable], chosen: &[AudienceId]) -> Self {
        let mut all = Self::default();
        for audience in reachable {
            let choice = Choice { audience: audience.clone(), ticked: chosen.contains(&audience.id) };
            match (audience.kind.starts_with("class_"), audience.own) {
                (true, true) => all.mine.push(choice),
                (true, false) => all.put_with_its_class(choice),
                (false, _) => all.school.push(choice),
            }
        }
        all.mine.sort_by(|a, b| a.audience.place.cmp(&b.audience.place));
        all.classes.sort_by(|a, b| a[0].audience.place.cmp(&b[0].audience.place));
        all
    }

    fn put_with_its_class(&mut self, choice: Choice) {
        let same = |class: &&mut Vec<Choice>| {
            let there = &class[0].audience;
            (there.school, &there.place) == (choice.audience.school, &choice.audience.place)
        };
        match self.classes.iter_mut().find(same) {
            Some(class) => class.push(choice),
            None => self.classes.push(vec![choice]),
        }
    }

    /// A class of the folded part is chosen: it is not hidden.
    pub fn unfolded(&self) -> bool {
        self.classes.iter().flatten().any(|c| c.ticked) || (self.mine.is_empty() && self.school.is_empty())
    }

    pub fn several(&self) -> bool {
        self.mine.iter().any(|c| c.audience.place != self.mine[0].audience.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audience(id: u128, kind: &str, place: &str, own: bool) -> Reachable {
        let (kind, place) = (kind.to_owned(), place.to_owned());
        let name = format!("{kind} {place}");
        Reachable {
            id: AudienceId(uuid::Uuid::from_u128(id)),
            kind,
            name,
            school: None,
            place,
            own,
            people: 1,
        }
    }

    #[test]
    fn what_is_used_every_day_comes_first_and_the_rest_by_class() {
        let reachable = [
            audience(1, "class_guardians", "CP B", false),
            audience(2, "class_guardians", "CM2", true),
            audience(3, "class_pupils", "CP B", false),
            audience(4, "class_pupils", "CM2", true),
            audience(5, "class_guardians", "CP A", false),
            audience(6, "school_adults", "Les Tilleuls", false),
        ];
        let all = Choices::of(&reachable, &[reachable[3].id]);
        let ids =
            |choices: &[Choice]| -> Vec<u128> { choices.iter().map(|c| c.audience.id.0.as_u128()).collect() };
        assert_eq!(ids(&all.mine), [2, 4]);
        assert_eq!(ids(&all.school), [6]);
        assert_eq!(all.classes.iter().map(|c| ids(c)).collect::<Vec<_>>(), [vec![5], vec![1, 3]]);
        assert!(!all.unfolded() && all.mine[1].ticked && !all.several());
        assert!(Choices::of(&reachable, &[reachable[0].id]).unfolded());
    }
}
