//! What opens more than adults among themselves: pupils and families are concerned, and a legal check comes first. Pure.

use super::rules::{COLUMNS, Preset, ROWS, Rules, Who, Whom};
use super::settled;

impl Rules {
    /// What they open beyond « Ouvert entre adultes ».
    fn beyond(&self) -> impl Iterator<Item = (Who, Whom)> + '_ {
        let cells = ROWS.iter().flat_map(|row| COLUMNS.iter().map(move |column| (row.0, column.0)));
        cells.filter(|(who, whom)| {
            settled(*who, *whom).is_none() && self.allow(*who, *whom) && !Preset::AdultsOpen.says(*who, *whom)
        })
    }

    #[must_use]
    pub fn goes_beyond(&self) -> bool {
        self.beyond().next().is_some()
    }

    /// Something of it that was closed before.
    pub(super) fn opens_beyond(&self, before: &Self) -> bool {
        self.beyond().any(|(who, whom)| !before.allow(who, whom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_more_than_adults_among_themselves_is_known() {
        let of = Rules::of;
        for preset in [Preset::Protected, Preset::Usual, Preset::AdultsOpen] {
            assert!(!of(preset).goes_beyond(), "{preset:?}");
            assert!(of(Preset::Open).opens_beyond(&of(preset)));
        }
        assert!(of(Preset::Open).goes_beyond() && !of(Preset::Open).opens_beyond(&of(Preset::Open)));
        let cell = of(Preset::Usual).with(Who::Families, Whom::Families, true).unwrap();
        assert!(cell.goes_beyond() && cell.opens_beyond(&of(Preset::Usual)), "a cell opens as much");
        let adults = of(Preset::Usual).with(Who::OtherAdults, Whom::Families, true).unwrap();
        assert!(!adults.goes_beyond());
    }
}
