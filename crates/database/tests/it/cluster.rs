//! The private cluster through everything that may happen to a machine in a school.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use database::cluster::{ClusterError, Durability, PrivateCluster};
use sqlx::{ConnectOptions, Connection, Row};

use crate::hold::{DataFolder, Holder, program};

fn start(folder: &DataFolder) -> PrivateCluster {
    PrivateCluster::start(&folder.path(), Durability::None).unwrap()
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

async fn ask(url: &str, statement: &'static str) -> String {
    let mut connection = database::connect::options(url).unwrap().connect().await.unwrap();
    let answer = sqlx::raw_sql(statement).fetch_one(&mut connection).await.unwrap().get(0);
    connection.close().await.unwrap();
    answer
}

async fn run(url: &str, statement: &'static str) {
    let mut connection = database::connect::options(url).unwrap().connect().await.unwrap();
    sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn starts_with_french_order_and_durability_then_stops_and_starts_again() {
    let folder = DataFolder::new();
    let cluster = PrivateCluster::start(&folder.path(), Durability::Full).unwrap();
    let url = cluster.url();
    assert_eq!(ask(&url, "show data_checksums").await, "on");
    assert_eq!(ask(&url, "show fsync").await, "on");
    assert_eq!(ask(&url, "show synchronous_commit").await, "on");
    assert_eq!(ask(&url, "show full_page_writes").await, "on");
    assert_eq!(ask(&url, "show listen_addresses").await, "");
    assert_eq!(ask(&url, "show max_connections").await, "80");
    assert_eq!(ask(&url, "show timezone").await, "UTC");
    assert_eq!(ask(&url, "show jit").await, "off");
    let order = "select string_agg(n, ' ' order by n) from unnest(array['Zoé', 'Élise', 'Anna', 'eve']) n";
    assert_eq!(ask(&url, order).await, "Anna Élise eve Zoé");

    run(&url, "create table kept as select 'yes' as word").await;
    assert!(cluster.stop().unwrap());
    assert_eq!(folder.postmaster(), None);

    let again = start(&folder);
    assert_eq!(ask(&again.url(), "select word from kept").await, "yes");
    assert!(again.stop().unwrap());
}

#[tokio::test]
async fn a_server_that_outlived_its_program_is_adopted() {
    let folder = DataFolder::new();
    let mut holder = Holder::start(&folder.path());
    let url = holder.line();
    let first = folder.postmaster().unwrap();
    holder.kill();
    assert_eq!(ask(&url, "select 'alive'").await, "alive");

    let adopted = start(&folder);
    assert_eq!(folder.postmaster(), Some(first));
    assert_eq!(adopted.url(), url);
    assert!(adopted.stop().unwrap(), "who adopted it stops it");
    assert_eq!(folder.postmaster(), None);
}

#[tokio::test]
async fn a_server_without_durability_is_not_adopted_for_lasting_work() {
    let folder = DataFolder::new();
    let mut holder = Holder::start(&folder.path());
    let url = holder.line();
    assert_eq!(ask(&url, "show fsync").await, "off");
    run(&url, "create table kept as select 'yes' as word").await;
    let first = folder.postmaster().unwrap();
    let refused = PrivateCluster::start(&folder.path(), Durability::Full).unwrap_err();
    assert!(matches!(refused, ClusterError::NotDurable { .. }), "{refused}");
    assert_eq!(folder.postmaster(), Some(first), "who uses it is left in peace");
    holder.kill();

    let cluster = PrivateCluster::start(&folder.path(), Durability::Full).unwrap();
    assert_ne!(folder.postmaster(), Some(first));
    for setting in ["show fsync", "show synchronous_commit", "show full_page_writes"] {
        assert_eq!(ask(&cluster.url(), setting).await, "on", "{setting}");
    }
    assert_eq!(ask(&cluster.url(), "select word from kept").await, "yes");
    let fast = start(&folder);
    assert_eq!(ask(&fast.url(), "show fsync").await, "on", "what lasts may be shared with what need not");
    assert!(!fast.stop().unwrap(), "others may join again");
    assert!(cluster.stop().unwrap());
}

#[tokio::test]
async fn a_killed_server_starts_again_with_what_was_committed() {
    let folder = DataFolder::new();
    let cluster = PrivateCluster::start(&folder.path(), Durability::Full).unwrap();
    run(&cluster.url(), "create table kept as select 'yes' as word").await;
    let before = folder.postmaster().unwrap();
    folder.kill_postmaster();

    let again = start(&folder);
    assert_ne!(folder.postmaster(), Some(before));
    assert_eq!(ask(&again.url(), "select word from kept").await, "yes");
    drop(cluster);
    assert!(again.stop().unwrap());
}

#[test]
fn a_pid_file_whose_number_now_belongs_to_another_process_does_not_stop_the_start() {
    let folder = DataFolder::new();
    let cluster = start(&folder);
    folder.kill_postmaster();
    drop(cluster);
    let file = folder.path().join("postgres/postmaster.pid");
    let text = std::fs::read_to_string(&file).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{}\n{rest}", std::process::id())).unwrap();

    let again = start(&folder);
    assert_ne!(folder.postmaster(), Some(std::process::id() as i32));
    assert!(again.stop().unwrap());
}

#[tokio::test]
async fn two_that_start_together_share_one_server_and_the_last_one_stops_it() {
    let folder = DataFolder::new();
    let (mut one, mut two) = (Holder::start(&folder.path()), Holder::start(&folder.path()));
    let (url, other) = (one.line(), two.line());
    assert!(url.starts_with("postgres://"), "{url}");
    assert_eq!(url, other);
    assert_eq!(one.says(), "left\n");
    assert_eq!(ask(&url, "select 'alive'").await, "alive");
    assert_eq!(two.says(), "stopped\n");
    assert_eq!(folder.postmaster(), None);
}

#[test]
fn data_of_another_major_version_is_refused_and_left_alone() {
    let folder = DataFolder::new();
    start(&folder).stop().unwrap();
    let version = folder.path().join("postgres/PG_VERSION");
    std::fs::write(&version, "12\n").unwrap();
    let refused = PrivateCluster::start(&folder.path(), Durability::Full).unwrap_err();
    assert!(matches!(refused, ClusterError::OtherMajor { data: 12, .. }), "{refused}");
    assert!(refused.to_string().contains("apt install postgresql-12"), "{refused}");
    assert_eq!(std::fs::read_to_string(&version).unwrap(), "12\n");
}

#[test]
fn a_folder_that_holds_something_else_is_refused_and_left_alone() {
    let folder = DataFolder::new();
    std::fs::create_dir_all(folder.path().join("postgres")).unwrap();
    std::fs::write(folder.path().join("postgres/photos.zip"), "x").unwrap();
    let refused = PrivateCluster::start(&folder.path(), Durability::Full).unwrap_err();
    assert!(matches!(refused, ClusterError::NotACluster { .. }), "{refused}");
    assert!(folder.path().join("postgres/photos.zip").exists());
}

#[test]
fn a_cluster_half_made_when_its_program_was_killed_is_made_anew() {
    let folder = DataFolder::new();
    std::fs::create_dir_all(folder.path().join("postgres.new/base")).unwrap();
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let cluster = start(&folder);
    assert!(!folder.path().join("postgres.new").exists());
    assert!(cluster.stop().unwrap());
}

#[test]
fn a_folder_that_bars_the_way_is_named() {
    if !is_root() {
        return; // Only root runs PostgreSQL under another user.
    }
    let folder = DataFolder::new();
    let barrier = folder.parent().canonicalize().unwrap().join("ferme");
    std::fs::create_dir_all(barrier.join("preau")).unwrap();
    std::fs::set_permissions(&barrier, std::fs::Permissions::from_mode(0o700)).unwrap();
    let refused =
        PrivateCluster::start(&barrier.join("preau/data"), Durability::Full).unwrap_err().to_string();
    assert!(refused.contains(&format!("chmod o+x {}", barrier.display())), "{refused}");
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_still_works() {
    let folder = DataFolder::new();
    let deep = folder.path().join("l-ecole-elementaire-des-tilleuls".repeat(4));
    let cluster = PrivateCluster::start(&deep, Durability::None).unwrap();
    let url = cluster.url();
    let (_, run) = url.split_once("host=").unwrap();
    assert!(!run.starts_with(&*deep.to_string_lossy()), "{url}");
    let mode = std::fs::metadata(run).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "nobody else may enter");
    assert_eq!(ask(&url, "select 'alive'").await, "alive");
    let run = Path::new(run).to_owned();
    assert!(cluster.stop().unwrap());
    assert!(!run.exists(), "nothing stays in the temporary folder");
}

#[tokio::test]
async fn a_folder_with_spaces_accents_and_shell_signs_works() {
    let folder = DataFolder::new();
    let odd = folder.path().join("École $(touch x) & `fils`; \"a\"");
    let cluster = PrivateCluster::start(&odd, Durability::None).unwrap();
    assert_eq!(ask(&cluster.url(), "select 'alive'").await, "alive");
    assert!(cluster.stop().unwrap());
}

#[test]
fn missing_programs_are_named_with_what_to_install() {
    let folder = DataFolder::new();
    let nowhere = folder.parent().join("rien");
    let said = Holder::run(program(&folder.path()).env("PREAU_PG_BIN", &nowhere)).says();
    assert!(said.contains("PREAU_PG_BIN") && said.contains(&*nowhere.to_string_lossy()), "{said}");
    assert!(!folder.path().join("postgres").exists());
}

#[tokio::test]
async fn someone_who_is_not_root_has_a_cluster_of_their_own() {
    if !is_root() {
        return; // Every other test has shown it.
    }
    let folder = DataFolder::new();
    let data = folder.path();
    std::os::unix::fs::chown(folder.parent(), Some(65534), Some(65534)).unwrap();
    let mut holder = Holder::start_as(&data, 65534, 65534);
    let url = holder.line();
    assert!(url.starts_with("postgres://"), "{url}");
    assert_eq!(ask(&url, "select 'root may look'").await, "root may look");

    let adopted = start(&folder);
    assert!(!adopted.stop().unwrap());
    assert_eq!(holder.says(), "stopped\n");

    // Root starts data of somebody's under that somebody.
    let again = start(&folder);
    assert_eq!(ask(&again.url(), "select 'alive'").await, "alive");
    assert!(again.stop().unwrap());
}

#[test]
fn data_of_somebody_else_is_refused() {
    if !is_root() {
        return; // It takes root to make data of somebody else.
    }
    let folder = DataFolder::new();
    std::fs::set_permissions(folder.parent(), std::fs::Permissions::from_mode(0o777)).unwrap();
    start(&folder).stop().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let said = Holder::start_as(&folder.path(), 65534, 65534).says();
    assert!(said.contains("appartiennent à un autre utilisateur"), "{said}");
}
