//! Endless lists go on by key, never by offset: the key of the last thing shown.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

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
        let at = DateTime::from_timestamp_micros(micros).ok_or("no time")?;
        Ok(Self { at, id: id.parse().map_err(|_| "no id")? })
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
