//! Many publish at once, with pictures, and the program or its database is killed in the middle: every post
//! that was acknowledged is there whole, and no half of another.

use super::{House, kill};
use database::cluster::{Durability, PrivateCluster};
use kernel::{Clock, ItemId, PersonId};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use testing::{Cast, settle};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const AT_ONCE: usize = 6;
const EDGE: &str = "essai-7d1f";

/// A house that serves the Cast on a port of its own.
pub struct Serving {
    pub house: House,
    pub port: u16,
    pub server: Child,
    /// The test uses the cluster too, to look at it.
    _cluster: PrivateCluster,
    pub pool: PgPool,
    pub cast: Cast,
    /// Mme Carrel's session, and Nadia's.
    author: String,
    reader: String,
    families: String,
}

impl Serving {
    pub async fn start() -> Self {
        let house = House::new();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = serve(&house, port).await;
        let data = house.folder.path().join("data");
        let cluster = PrivateCluster::start(&data, Durability::Full).unwrap();
        // Unlike the server's, it asks each time whether the database is still there: it is killed under it.
        let pool = PgPool::connect_with(cluster.options()).await.unwrap();
        let clock = Clock::real(chrono_tz::Europe::Paris);
        let cast = settle(&pool, &clock).await;
        let families = sqlx::query_scalar!(
            "select id from audience where kind = 'class_guardians' and place_id = $1",
            cast.cm1b.0
        );
        let families = families.fetch_one(&pool).await.unwrap().to_string();
        let open =
            async |person| identity::sessions::open(&pool, person, "", true, clock.now()).await.unwrap().1;
        let (author, reader) = (open(cast.carrel).await, open(cast.nadia).await);
        Self { house, port, server, _cluster: cluster, pool, cast, author, reader, families }
    }

    /// Publishes from everywhere; once so many were acknowledged `blow` falls, and all give up.
    async fn publish_until(&self, most: usize, blow: impl FnOnce()) -> Vec<ItemId> {
        let (count, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let clients: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let (count, over, port) = (count.clone(), over.clone(), self.port);
                let (author, families) = (self.author.clone(), self.families.clone());
                tokio::spawn(async move {
                    let mut acknowledged = Vec::new();
                    while !over.load(Ordering::SeqCst) {
                        let item = ItemId::fresh();
                        let reply = ask(port, post(item, &author, &families)).await;
                        if reply.is_some_and(|reply| reply.starts_with(b"HTTP/1.1 303")) {
                            acknowledged.push(item);
                            count.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    acknowledged
                })
            })
            .collect();
        let deadline = Instant::now() + Duration::from_secs(120);
        while count.load(Ordering::SeqCst) < most {
            assert!(Instant::now() < deadline, "nothing is acknowledged");
            self.unbraked().await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        blow();
        over.store(true, Ordering::SeqCst);
        let mut all = Vec::new();
        for client in clients {
            all.extend(client.await.unwrap());
        }
        all
    }

    #[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
    async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.pool).await.unwrap()
    }

    /// Nobody writes as fast as this test: her last hour becomes last week's, or she is asked to slow down.
    async fn unbraked(&self) {
        let past = "update audit set at = at - interval '7 days' where act = 'post_published' and at > now() - interval '1 day'";
        sqlx::raw_sql(past).execute(&self.pool).await.unwrap();
    }

    async fn is_whole(&self, item: ItemId) {
        let held = sqlx::query!(
            r#"select i.published_at is not null as "published!", p.body,
                 (select count(*) from share where item_id = i.id) as "shares!",
                 (select array_agg(file_id) from attachment where item_id = i.id) as "files"
               from item i join post p on p.item_id = i.id where i.id = $1"#,
            item.0,
        );
        let held = held.fetch_optional(&self.pool).await.unwrap();
        let held = held.unwrap_or_else(|| panic!("{item} was acknowledged and is not there"));
        let files = held.files.unwrap_or_default();
        // The families of the class, and with them its team.
        assert!(
            held.published && held.shares == 2 && files.len() == 2 && held.body == format!("Message {item}")
        );
        for path in files.iter().flat_map(|f| ["page", "thumb"].map(|v| format!("/fichier/{f}/{v}"))) {
            let reply = self.get(&path).await;
            assert!(
                reply.starts_with(b"HTTP/1.1 200") && reply.windows(3).any(|w| w == b"\xff\xd8\xff"),
                "{path}"
            );
        }
        assert!(self.get(&format!("/fil/{item}")).await.starts_with(b"HTTP/1.1 200"));
    }

    async fn get(&self, path: &str) -> Vec<u8> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: preau={}\r\n\r\n",
            self.reader
        );
        ask(self.port, head.into_bytes()).await.unwrap_or_default()
    }

    /// Of what was never acknowledged too: all of it or nothing. A file may have been begun for a post
    /// that never came: nothing shows it, and it goes with a later night's sweep.
    async fn nothing_is_half_done(&self) {
        for half in [
            "select count(*) from item i where published_at is not null
               and (select count(*) from share s where s.item_id = i.id) <> 2",
            "select count(*) from item i where published_at is not null
               and (select count(*) from attachment a where a.item_id = i.id) <> 2",
            "select count(*) from item i where not exists (select from post p where p.item_id = i.id)",
            "select count(*) from item where published_at is null",
            "select abs((select count(*) from audit where act = 'post_published') - (select count(*) from item))",
        ] {
            assert_eq!(self.count(half).await, 0, "{half}");
        }
        let shown = sqlx::query!(
            "select sha256, bytes from file f where exists (select from attachment where file_id = f.id)"
        );
        let files = shown.fetch_all(&self.pool).await.unwrap();
        for file in files {
            let hex = hex::encode(&file.sha256);
            let folder =
                self.house.folder.path().join("data/files").join(&hex[..2]).join(&hex[2..4]).join(&hex);
            let page = std::fs::read(folder.join("page")).unwrap();
            assert_eq!(i64::try_from(page.len()).unwrap(), file.bytes);
            assert_eq!(Sha256::digest(&page).to_vec(), file.sha256, "the bytes are those of the row");
            assert!(!std::fs::read(folder.join("thumb")).unwrap().is_empty());
        }
    }

    /// Somebody comes in; her cookie.
    pub async fn session(&self, who: PersonId) -> String {
        identity::sessions::open(&self.pool, who, "", true, Clock::real(chrono_tz::Europe::Paris).now())
            .await
            .unwrap()
            .1
    }

    pub async fn again(&mut self) {
        self.server.wait().unwrap();
        self.server = serve(&self.house, self.port).await;
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

async fn serve(house: &House, port: u16) -> Child {
    let mut command = house.preau(&["serve", "--listen", &format!("127.0.0.1:{port}")]);
    let mut server = command.stdout(Stdio::null()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(120);
    let health = "GET /sante HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    while !ask(port, health.into()).await.is_some_and(|reply| reply.starts_with(b"HTTP/1.1 200")) {
        assert!(server.try_wait().unwrap().is_none() && Instant::now() < deadline, "it does not serve");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    server
}

/// The whole answer; None when there was none, or only a part.
pub async fn ask(port: u16, request: Vec<u8>) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    stream.write_all(&request).await.ok()?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await.ok()?;
    Some(reply)
}

/// A post with two pictures that nobody else sends.
fn post(item: ItemId, author: &str, families: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [
        ("brouillon", item.to_string()),
        ("texte", format!("Message {item}")),
        ("audience", families.to_owned()),
    ] {
        let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    for at in 0..2 {
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"photo{at}.jpg\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(picture());
        body.extend(b"\r\n");
    }
    body.extend(format!("--{EDGE}--\r\n").as_bytes());
    let mut request = format!(
        "POST /fil/publier HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: preau={author}\r\n\
         content-type: multipart/form-data; boundary={EDGE}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend(body);
    request
}

fn picture() -> Vec<u8> {
    let tile = |_, _| image::Rgb(rand::random::<[u8; 3]>());
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(64, 48, tile);
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn posts_whose_program_is_killed() {
    let mut serving = Serving::start().await;
    for most in [3, 10, 17] {
        let server = serving.server.id().to_string();
        let acknowledged = serving.publish_until(most, || kill(&server)).await;
        serving.again().await;
        assert!(acknowledged.len() >= most);
        for item in acknowledged {
            serving.is_whole(item).await;
        }
        serving.nothing_is_half_done().await;
    }
    assert!(serving.count("select count(*) from item").await >= 30, "{:?}", serving.cast.cm1b);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn posts_whose_database_is_killed() {
    let mut serving = Serving::start().await;
    for most in [3, 10] {
        let postmaster = serving.house.postmaster();
        let server = serving.server.id().to_string();
        let acknowledged = serving.publish_until(most, || kill(&postmaster)).await;
        kill(&server);
        serving.again().await;
        for item in acknowledged {
            serving.is_whole(item).await;
        }
        serving.nothing_is_half_done().await;
    }
}
