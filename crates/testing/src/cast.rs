//! The Cast: one small invented world that every test uses.
//!
//! Circonscription « Val d’Ormes »: école Les Tilleuls (CP, CM1 B with two levels), maternelle Le Moulin
//! Bleu (MS), and two villages of the RPI des Trois Vallées. Circonscription « Rives »: école Les Rives.
//! Lina (CM1 B) and Sami (MS) are siblings in two schools; their parents Nadia and Karim live apart.

use kernel::{Clock, PersonId, PlaceId};
use sqlx::{Connection, PgPool};
use uuid::Uuid;

/// The password of all who have one, for tests of signing in.
pub const PASSWORD: &str = "préau sous la pluie 26";
/// argon2id of [`PASSWORD`], cheap on purpose: m=8 KiB, t=1.
const PASSWORD_HASH: &str = include_str!("password_hash.txt");

macro_rules! cast {
    (places { $($place:ident),* $(,)? } people { $($person:ident),* $(,)? }) => {
        /// Everybody and every place, by name.
        #[derive(Debug, Clone)]
        pub struct Cast { $(pub $place: PlaceId,)* $(pub $person: PersonId,)* }

        impl Cast {
            fn fresh() -> Self {
                Self { $($place: PlaceId::fresh(),)* $($person: PersonId::fresh(),)* }
            }

            /// By the name used in `cast.sql`.
            fn uuid(&self, name: &str) -> Option<Uuid> {
                match name {
                    $(stringify!($place) => Some(self.$place.0),)*
                    $(stringify!($person) => Some(self.$person.0),)*
                    _ => None,
                }
            }
        }
    };
}

cast! {
    places { val_ormes, rives_circo, ormes, tilleuls, moulin, aulnes, bruyeres, rives,
             cp, cm1b, ms, aulnes_cp, bruyeres_cm, rives_cm2 }
    people { petit, carrel, roy, jourdan, keller, duval, martel, faure, blanc, vidal, segur, oger,
             nadia, karim, claire, yann, lina, sami, tom, zoe, malo }
}

/// Puts the Cast into an empty database, audiences included. `cast.sql` names people and places as
/// `:name`; each test has ids of its own.
pub async fn settle(pool: &PgPool, clock: &Clock) -> Cast {
    let cast = Cast::fresh();
    let mut connection = pool.acquire().await.unwrap();
    let mut tx = connection.begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(script(&cast))).execute(&mut *tx).await.unwrap();
    identity::audiences::refresh_all(&mut tx, clock.today()).await.unwrap();
    tx.commit().await.unwrap();
    cast
}

fn script(cast: &Cast) -> String {
    let mut out = String::new();
    let mut rest = include_str!("cast.sql");
    while let Some(at) = rest.find(" :") {
        let name: String =
            rest[at + 2..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let id = cast.uuid(&name).unwrap_or_else(|| panic!("cast.sql names {name}, the Cast does not"));
        out.push_str(&rest[..at]);
        out.push_str(&format!(" '{id}'"));
        rest = &rest[at + 2 + name.len()..];
    }
    out.push_str(rest);
    out.replace("PASSWORD_HASH", PASSWORD_HASH.trim())
}
