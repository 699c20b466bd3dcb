//! Endless lists go on by key, never by offset: the key of the last thing shown.

use chrono::{DateTime, Datelike, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// When something can have been written.
const YEARS: std::ops::Range<i32> = 1970..2200;

/// Where a list goes on: strictly older than `(at, id)`. In an address: `?avant=MICROS_UUID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.at.timestamp_micros(), self.id.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (micros, id) = text.split_once('_').ok_or("no key")?;
        let micros = micros.parse().map_err(|_| "no time")?;
        // The database holds fewer instants than an address can name.
        let at = DateTime::from_timestamp_micros(micros)
            .filter(|at| YEARS.contains(&at.year()))
            .ok_or("no time")?;
        Ok(Self { at, id: id.parse().map_err(|_| "no id")? })
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_from_an_address_and_an_absurd_one_does_not() {
        let id = Uuid::nil();
        for micros in [0, 1_795_000_000_123_456, 7_258_118_399_999_999] {
            let cursor = Cursor { at: DateTime::from_timestamp_micros(micros).unwrap(), id };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for micros in [-8_000_000_000_000_000_000_i64, -1, 7_258_118_400_000_000, i64::MAX] {
            assert_eq!(format!("{micros}_{id}").parse::<Cursor>(), Err("no time"), "{micros}");
        }
    }
}
