//! What comes, and how it is received. Pure.

use super::queries::{Delivery, Line};
use crate::amounts::count;
use chrono::NaiveDate;
use cockpit::near::Near;
use kernel::typed::{LONG, Reading, Typed, Why};
use uuid::Uuid;

pub(super) struct Delivered {
    pub quantity: i32,
    pub day: NaiveDate,
    pub note: String,
}

pub(super) fn delivery(near: &Near, line: &Line, typed: &Typed, today: NaiveDate) -> Result<Delivered, Why> {
    if !near.keeps() {
        return Err(Why::not(
            "Une livraison est notée par la direction, par la commune ou par l’équipe projet.",
        ));
    }
    let left = line.quantity - line.delivered;
    if left == 0 {
        return Err(Why::not("Tout ce qui était commandé est livré."));
    }
    let mut read = Reading::new(typed, today);
    let quantity = count(&mut read, typed, "nombre", (1, left));
    let day = read.past("jour");
    if day.is_some_and(|day| day < line.ordered_on) {
        read.errors.add("jour", "Rien n’était encore commandé.");
    }
    let note = read.optional("texte", LONG);
    let made = quantity.zip(day);
    read.checked(made.map(|(quantity, day)| Delivered { quantity, day, note }))
}

pub(super) struct Acceptance {
    pub day: NaiveDate,
    pub reserves: String,
    /// How many of it do not work.
    pub faulty: i32,
    pub class: Option<Uuid>,
}

pub(super) fn acceptance(
    near: &Near,
    delivery: &Delivery,
    classes: &[Uuid],
    typed: &Typed,
    today: NaiveDate,
) -> Result<Acceptance, Why> {
    if !(near.heads || near.commune_acts) {
        return Err(Why::not("La réception est prononcée par la direction de l’école ou par sa commune."));
    }
    if delivery.accepted.is_some() {
        return Err(Why::not("Cette livraison est déjà reçue."));
    }
    let mut read = Reading::new(typed, today);
    let day = read.past("jour");
    if day.is_some_and(|day| day < delivery.day) {
        read.errors.add("jour", "Ce n’était pas encore livré.");
    }
    let reserves = read.optional("reserves", LONG);
    let faulty = if typed.of("defauts").is_empty() {
        Some(0)
    } else {
        count(&mut read, typed, "defauts", (0, delivery.quantity))
    };
    if faulty.is_some_and(|n| n > 0) == reserves.is_empty() && faulty.is_some() {
        read.errors.add("reserves", "Une réserve dit ce qui ne va pas, et combien d’appareils elle touche.");
    }
    let class = if typed.of("classe").is_empty() {
        None
    } else {
        read.among("classe", classes, "Choisissez une classe de l’école.")
    };
    let made = day.zip(faulty);
    read.checked(made.map(|(day, faulty)| Acceptance { day, reserves, faulty, class }))
}
