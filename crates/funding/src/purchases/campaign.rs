//! One campaign: its catalogue, who adhered, whose needs are whole, what was ordered.

use super::queries::{self, Campaign, Member};
use super::rules::Moment;
use crate::money::euros;
use askama::Template;
use chrono::NaiveDate;
use cockpit::equipment::Kind;
use cockpit::near;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "purchases/campaign.html")]
struct CampaignPage {
    campaign: Campaign,
    moment: Moment,
    /// All that adhered; the amounts of those whose money she sees.
    members: Vec<Member>,
    seen: Vec<Uuid>,
    acting: Vec<(Uuid, String)>,
    project: bool,
    again: Again,
}

pub(super) async fn campaign(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    page(&db, &actor, id, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, id: Uuid, again: Again) -> Answer<Page> {
    let campaign = queries::campaign(&mut *db.pool.acquire().await?, id).await?;
    let refused = again.is_refused();
    let title = campaign.title.clone();
    let body = CampaignPage {
        moment: Moment::of(&campaign, db.clock.today()),
        members: queries::members(&db.pool, id).await?,
        seen: near::communes(&db.pool, actor).await?,
        acting: near::acting_for(&db.pool, actor, None).await?,
        project: actor.is_project(),
        campaign,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl CampaignPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }

    fn sees(&self, member: &Member) -> bool {
        self.seen.contains(&member.commune)
    }

    fn acts(&self, member: &Member) -> bool {
        self.acting.iter().any(|(id, _)| *id == member.commune)
    }

    fn adheres(&self) -> bool {
        self.moment == Moment::Adhesions && !self.may_adhere().is_empty()
    }

    /// In whose name she may adhere, and has not.
    fn may_adhere(&self) -> Vec<(String, String)> {
        let joined = |id: &Uuid| self.members.iter().any(|m| m.commune == *id);
        let left = self.acting.iter().filter(|(id, _)| !joined(id));
        left.map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    fn changes(&self) -> bool {
        self.project && self.moment == Moment::Adhesions
    }

    fn is_ordered(&self) -> bool {
        self.moment == Moment::Ordered
    }

    fn total(&self) -> String {
        euros(self.members.iter().map(|m| m.cents).sum())
    }

    fn kinds() -> Vec<(String, String)> {
        Kind::options()
    }
}
