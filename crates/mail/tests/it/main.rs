//! Letters as a mail server receives them, and from the queue on a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod post;
mod server;
mod smtp;

use chrono::{TimeZone, Utc};
use kernel::Clock;
use mail::Letter;

fn clock() -> Clock {
    Clock::fixed(Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap())
}

fn letter() -> Letter {
    Letter::new("Hélène Garnier", "helene@example.org", "Votre mot de passe", "Bonjour,\n.\nÀ bientôt.\n")
        .unwrap()
}
