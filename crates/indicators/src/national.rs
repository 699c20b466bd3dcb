//! Counts that a national measure can compare: a line for each school (by its UAI), profile and month; then by service.

use super::queries::parts;
use super::queries::read::{Scope, Taken};
use super::words;
use cockpit::sheet::{Cell, Sheet, chain, people};
use database::Db;
use kernel::{Actor, Error};

pub(super) async fn sheets(
    db: &Db,
    actor: &Actor,
    scope: &Scope,
    taken: &Taken,
) -> Result<Vec<Sheet>, Error> {
    let month = Cell::text(taken.month.format("%Y-%m").to_string());
    let accounts = parts::by_school(&db.pool, actor, scope, taken.month).await?;
    let accounts = accounts.into_iter().map(|r| {
        let mut row = vec![Cell::text(r.uai), month.clone(), Cell::text(words::profile(&r.profile))];
        row.extend(chain(scope.own, &[r.potential, r.created, r.activated, r.active]));
        row
    });
    let services = parts::services_by_school(&db.pool, actor, scope, taken.month).await?;
    let services = services.into_iter().map(|r| {
        let service = words::services().find(|(key, _)| *key == r.service).map_or("", |s| s.1);
        vec![
            Cell::text(r.uai),
            month.clone(),
            Cell::text(words::profile(&r.profile)),
            Cell::text(service),
            people(scope.own, r.acts),
        ]
    });
    Ok(vec![
        Sheet {
            name: "Comptes par profil",
            columns: vec!["UAI", "Mois", "Profil", "Comptes possibles", "Créés", "Activés", "Venus"],
            rows: accounts.collect(),
        },
        Sheet {
            name: "Actes par service",
            columns: vec!["UAI", "Mois", "Profil", "Service", "Actes"],
            rows: services.collect(),
        },
    ])
}
