//! The product's router in a process of its own, with one more route for the baseline: one `select` by
//! primary key, behind everything that a page has around it.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Db;
use database::cluster::{Durability, PrivateCluster};
use database::connect;
use identity::{App, Means, Settings};
use kernel::{Access, Actor, Answer, Clock, Error, Routes};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use storage::Store;
use uuid::Uuid;
use web::command::Options;
use web::house::{self, Mailroom};

/// One person’s row by its key, for nobody: the framework and the select, no session to look up.
pub const ONE_ROW: &str = "/banc/ligne";
/// Her own, for who is signed in.
pub const ONE_ROW_SIGNED_IN: &str = "/banc/ligne-connectee";

pub async fn serve(data: &Path, port: u16) -> anyhow::Result<()> {
    let cluster = PrivateCluster::start(data, Durability::Full)?;
    let pool = connect::pool(cluster.options(), connect::per_node()).await?;
    let clock = Clock::real(chrono_tz::Europe::Paris);
    let mailroom = Mailroom::new(&Options::default(), clock.clone())?;
    let settings = Settings { public_url: format!("http://localhost:{port}"), ..Settings::default() };
    let app = App::new(Means {
        db: Db::new(pool, clock),
        store: Store::local(&data.join("files"))?,
        settings: Arc::new(settings),
        vault: identity::Vault::fresh(),
        traces: &[],
        life_cycles: web::house::LIFE_CYCLES,
    });
    let routes = Routes::new()
        .get(ONE_ROW, Access::Anyone, one_row)
        .get(ONE_ROW_SIGNED_IN, Access::Members, own_row)
        .merge(house::routes());
    let keys = sqlx::query_scalar!("select person_id from account order by login limit 256")
        .fetch_all(&app.db.pool)
        .await?;
    let pages = house::around(routes, &app, mailroom)
        .layer(Extension(Keys(keys.into(), Arc::default())))
        .into_make_service_with_connect_info::<SocketAddr>();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, pages).await?;
    Ok(())
}

/// Of some people, and who is next.
#[derive(Clone)]
struct Keys(Arc<[Uuid]>, Arc<AtomicUsize>);

async fn one_row(State(db): State<Db>, Extension(Keys(keys, next)): Extension<Keys>) -> Answer<Response> {
    row(&db, keys[next.fetch_add(1, Ordering::Relaxed) % keys.len()]).await
}

async fn own_row(State(db): State<Db>, actor: Actor) -> Answer<Response> {
    row(&db, actor.person.0).await
}

async fn row(db: &Db, key: Uuid) -> Answer<Response> {
    let name = sqlx::query_scalar!("select last_name from person where id = $1", key)
        .fetch_optional(&db.pool)
        .await
        .map_err(Error::from)?;
    Ok(name.unwrap_or_default().into_response())
}
