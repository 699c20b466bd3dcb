//! What the invented communes bought together.

use super::equip::By;
use chrono::{Days, NaiveDate};
use kernel::PlaceId;
use sqlx::PgConnection;
use uuid::Uuid;

/// A campaign whose order book was closed that day; ten of fifteen tablets came.
pub async fn ordered(
    conn: &mut PgConnection,
    (commune, school): (PlaceId, PlaceId),
    day: NaiveDate,
    (by, now): By,
) -> Result<(), sqlx::Error> {
    let (campaign, tablet, board, line) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    sqlx::query!(
        "insert into purchase_campaign (id, title, terms, adhesion_until, needs_until, made_by, made_at, ordered_at, ordered_by)
         values ($1, 'Tablettes et écrans de rentrée', 'Garantie de cinq ans, livraison dans l’école.', $2, $3, $4, $5, $5, $4)",
        campaign,
        day - Days::new(30),
        day - Days::new(1),
        by.0,
        now - Days::new(40),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into purchase_item (id, campaign_id, kind, label, supplier, reference, unit_cents, minimum) values
           ($1, $3, 'tablet', 'Tablette 10 pouces', 'Exemple SA', 'T10-26', 21900, '4 Go de mémoire, coque renforcée'),
           ($2, $3, 'board', 'Écran interactif 75 pouces', 'Exemple SA', 'E75-26', 145050, 'Image 4K, pied mobile')",
        tablet,
        board,
        campaign,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into purchase_member (campaign_id, commune_id, deliberation, decided_on, recorded_by, recorded_at, validated_at, validated_by)
         values ($1, $2, '2026-58', $3, $4, $5, $5, $4)",
        campaign,
        commune.0,
        day - Days::new(35),
        by.0,
        now - Days::new(42),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into purchase_line (id, campaign_id, commune_id, school_id, article_id, quantity, unit_cents) values
           ($1, $3, $4, $5, $6, 15, 21900), ($2, $3, $4, $5, $7, 1, 145050)",
        line,
        Uuid::now_v7(),
        campaign,
        commune.0,
        school.0,
        tablet,
        board,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into purchase_delivery (id, line_id, quantity, day, note, said_by, said_at)
         values ($1, $2, 10, $3, 'Le reste suit dans un mois.', $4, $5)",
        Uuid::now_v7(),
        line,
        day + Days::new(20),
        by.0,
        now - Days::new(20),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A campaign to which one may still adhere.
pub async fn opened(
    conn: &mut PgConnection,
    commune: PlaceId,
    until: NaiveDate,
    (by, now): By,
) -> Result<(), sqlx::Error> {
    let campaign = Uuid::now_v7();
    sqlx::query!(
        "insert into purchase_campaign (id, title, terms, adhesion_until, needs_until, made_by, made_at)
         values ($1, 'Casques et micros', '', $2, $3, $4, $5)",
        campaign,
        until,
        until + Days::new(25),
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into purchase_item (id, campaign_id, kind, label, supplier, reference, unit_cents)
         values ($1, $2, 'other', 'Casque avec micro', 'Exemple SA', 'C-2', 1890)",
        Uuid::now_v7(),
        campaign,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into purchase_member (campaign_id, commune_id, deliberation, decided_on, recorded_by, recorded_at)
         values ($1, $2, '2026-71', $3, $4, $5)",
        campaign,
        commune.0,
        until - Days::new(30),
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
