//! What there is to try of the children's ways in: pictures for a nursery class, a card, secret words, and a pupil
//! who has yet to choose his. Invariant: what somebody has changed since stays as it is.

use super::people::{Families, LINA, Pupil, families};
use super::queries;
use super::territory::{CM_CARREL, Level, MS_JOURDAN};
use identity::accounts::passwords;
use identity::picture_codes::pictures::ANIMALS;
use identity::picture_codes::rules::Code;
use identity::{App, DemoAccount, DemoWay};
use kernel::year::school_year_of;
use sha2::{Digest, Sha256};

/// The same for all children of the demonstration, like the adults' password.
const PICTURES: [&str; 3] = ["tulip", "key", "bicycle"];
/// A card that everybody holds: nothing here is real.
const CARD: &str = "PREAVDEM0CARTE0CE10PREAV26";
/// The class whose first pupil holds it.
const CE1: &str = "9213";
/// Lina's words: as she would type them.
pub const WORDS: &str = "hérisson-fusée-citron-tambour";
/// The code of the pupil who has yet to choose words.
const CODE: &str = "BRCK-4679-FHTX";

fn of_class<'f>(families: &'f Families, class: &'f str) -> impl Iterator<Item = &'f Pupil> {
    families.pupils.iter().filter(move |p| p.class.key == class)
}

fn holder(families: &Families) -> Option<&Pupil> {
    of_class(families, CE1).next()
}

fn chooser(families: &Families) -> Option<&Pupil> {
    of_class(families, CM_CARREL).find(|p| p.level == Level::Cm1 && p.key != LINA)
}

fn drawn(app: &App) -> Families {
    families(i32::from(school_year_of(app.db.clock.today())))
}

/// Hashing, which is what it costs, is done outside of any transaction, and once.
pub async fn settle(app: &App) -> anyhow::Result<Option<DemoAccount>> {
    let (pool, now, families) = (&app.db.pool, app.db.clock.now(), drawn(app));
    let children: Vec<_> = of_class(&families, MS_JOURDAN).chain(of_class(&families, CE1)).collect();
    let keys: Vec<String> = children.iter().map(|p| p.key.clone()).collect();
    let animals: Vec<String> =
        (0..keys.len()).map(|at| ANIMALS[at % ANIMALS.len()].name.to_owned()).collect();
    if let Some(code) = Code::touched(PICTURES)
        && queries::without_pictures(pool, &keys).await?
    {
        let hash = passwords::hash(code.secret()).await.map_err(super::cause)?;
        queries::put_pictures(pool, &keys, &animals, &hash, now).await?;
    }
    if let Some(holder) = holder(&families) {
        let hash = Sha256::digest(CARD.as_bytes()).to_vec();
        queries::put_card(pool, &holder.key, &hash, now).await?;
    }
    let Some(chooser) = chooser(&families) else { return Ok(None) };
    let title = format!("{}, élève de CM1, qui n’a pas encore choisi ses mots secrets", chooser.first);
    super::accounts::open_pupil(app, &chooser.key, title, CODE).await
}

/// What the sign-in page offers beside the accounts.
pub fn to_try(app: &App) -> Vec<DemoWay> {
    let pictures = Code::touched(PICTURES).map(|c| c.french()).unwrap_or_default();
    let card = holder(&drawn(app)).map(|holder| DemoWay {
        title: format!("La carte de {}, élève de CE1", holder.first),
        hint: format!("Ses trois images\u{a0}: {}.", pictures.to_lowercase()),
        href: format!("/carte/{CARD}"),
    });
    let tablet = DemoWay {
        title: "La tablette de la moyenne section".to_owned(),
        hint: format!(
            "Paul Jourdan l’ouvre depuis la page de sa classe, «\u{a0}Comment les élèves entrent\u{a0}». Les images de \
             chaque enfant\u{a0}: {}.",
            pictures.to_lowercase()
        ),
        href: "/tablette".to_owned(),
    };
    card.into_iter().chain([tablet]).collect()
}
