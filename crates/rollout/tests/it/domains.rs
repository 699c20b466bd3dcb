//! Names of domains, really tried: a name server and HTTPS servers of this test’s own.

use crate::joining::{Role, Way, somebody};
use chrono::{DateTime, TimeDelta, Utc};
use identity::{NameTries, Settings};
use jobs::Worker;
use kernel::PersonId;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use testing::{Reply, TestApp, first_day};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

const NAME: &str = "tilleuls.ent.example.org";
const HERE: &str = "127.0.0.1";

type Zone = Arc<Mutex<HashMap<&'static str, Vec<IpAddr>>>>;

/// Answers A and AAAA for what the zone holds; says of all else that it does not exist.
async fn name_server() -> (SocketAddr, Zone) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let (address, zone) = (socket.local_addr().unwrap(), Zone::default());
    let held = zone.clone();
    tokio::spawn(async move {
        let mut bytes = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
            socket.send_to(&answer(&bytes[..length], &held), from).await.unwrap();
        }
    });
    (address, zone)
}

fn answer(question: &[u8], zone: &Zone) -> Vec<u8> {
    let (mut at, mut labels) = (12, Vec::new());
    while question[at] > 0 {
        let end = at + 1 + usize::from(question[at]);
        labels.push(String::from_utf8(question[at + 1..end].to_vec()).unwrap());
        at = end;
    }
    let kind = question[at + 2];
    let found = zone.lock().unwrap().get(labels.join(".").as_str()).cloned();
    let mut bytes = question.to_vec();
    bytes[2..4].copy_from_slice(if found.is_some() { &[0x81, 0x80] } else { &[0x81, 0x83] });
    for address in found.unwrap_or_default() {
        let (of, data) = match address {
            IpAddr::V4(four) => (1, four.octets().to_vec()),
            IpAddr::V6(six) => (28, six.octets().to_vec()),
        };
        if of == kind {
            bytes[7] += 1;
            bytes.extend([0xc0, 12, 0, of, 0, 1, 0, 0, 0, 60, 0, u8::try_from(data.len()).unwrap()]);
            bytes.extend(data);
        }
    }
    bytes
}

/// An authority of the test’s own, and servers with certificates that it signs.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: Vec<u8>,
}

impl Authority {
    fn called(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::OrganizationName, name);
        lasting(&mut params, first_day() - TimeDelta::days(900), first_day() + TimeDelta::days(900));
        let root = params.self_signed(&key).unwrap().der().to_vec();
        Self { issuer: Issuer::new(params, key), root }
    }

    fn signs(&self, name: &str, from: DateTime<Utc>, until: DateTime<Utc>) -> Signed {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        lasting(&mut params, from, until);
        let der = params.signed_by(&key, &self.issuer).unwrap().der().to_vec();
        Signed { der, key: key.serialize_der() }
    }
}

fn lasting(params: &mut CertificateParams, from: DateTime<Utc>, until: DateTime<Utc>) {
    let day = |at: DateTime<Utc>| {
        let day = at.date_naive();
        rcgen::date_time_ymd(
            chrono::Datelike::year(&day),
            u8::try_from(chrono::Datelike::month(&day)).unwrap(),
            u8::try_from(chrono::Datelike::day(&day)).unwrap(),
        )
    };
    (params.not_before, params.not_after) = (day(from), day(until));
}

struct Signed {
    der: Vec<u8>,
    key: Vec<u8>,
}

/// Speaks TLS with this certificate, and answers everything with this status. How many asked.
async fn https(signed: Signed, status: &'static str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(signed.der)],
            PrivateKeyDer::try_from(signed.key).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = asked.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut bytes = [0; 1024];
            let length = stream.read(&mut bytes).await.unwrap_or(0);
            if length == 0 {
                continue;
            }
            seen.lock().unwrap().push(String::from_utf8_lossy(&bytes[..length]).into_owned());
            let page = format!("HTTP/1.1 {status}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            let _ = stream.write_all(page.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (port, asked)
}

struct Desk {
    way: Way,
    zone: Zone,
    server: SocketAddr,
    authority: Authority,
}

impl Desk {
    /// The project has names under ent.example.org that lead here.
    async fn new() -> Self {
        let way = Way::new().await;
        let (server, zone) = name_server().await;
        let desk = Self { way, zone, server, authority: Authority::called("Autorité d’essai") };
        let set = desk
            .post(desk.oger(), "/domaines/regles", &[("suffixes", "ent.example.org"), ("adresses", HERE)])
            .await;
        assert_eq!(set.status, 303, "{}", set.text());
        desk
    }

    fn app(&self) -> &TestApp {
        &self.way.app
    }

    fn oger(&self) -> PersonId {
        self.app().cast.oger
    }

    async fn post(&self, who: PersonId, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.app().as_(who).await.post(path, fields).await
    }

    async fn get(&self, who: PersonId, path: &str) -> Reply {
        self.app().as_(who).await.get(path).await
    }

    /// Proposed by the head, agreed to by the DSI; where it is.
    async fn agreed(&self, name: &str) -> String {
        let school = self.app().cast.tilleuls.to_string();
        let reply = self.post(self.app().cast.petit, "/domaines", &[("lieu", &school), ("nom", name)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let page = reply.location().unwrap().split('?').next().unwrap().to_owned();
        let yes = self.post(self.oger(), &format!("{page}/decision"), &[("choix", "oui")]).await;
        assert_eq!(yes.status, 303, "{}", yes.text());
        page
    }

    /// The job’s work, with HTTPS at this port.
    async fn tries(&self, port: u16) {
        self.tries_on(port, true).await;
    }

    async fn tries_on(&self, port: u16, inner_network: bool) {
        let mut app = self.app().app.clone();
        let names = NameTries {
            server: Some(self.server),
            port: Some(port),
            root: Some(self.authority.root.clone()),
        };
        app.settings = Arc::new(Settings { names, inner_network, ..(*app.settings).clone() });
        rollout::work(Worker::new(app.db.clone(), app.clone())).run_waiting().await.unwrap();
        assert_eq!(self.app().count("select count(*) from job where kind = 'try_name'").await, 0);
    }

    /// Asked again, with this port; what the page says.
    async fn again(&self, page: &str, port: u16) -> Reply {
        self.app().at(self.app().app.db.clock.now() + TimeDelta::minutes(1));
        assert_eq!(self.post(self.oger(), &format!("{page}/essai"), &[]).await.status, 303);
        self.tries(port).await;
        self.get(self.oger(), page).await
    }

    fn leads(&self, name: &'static str, to: &[&str]) {
        self.zone.lock().unwrap().insert(name, to.iter().map(|a| a.parse().unwrap()).collect());
    }

    fn good(&self, days: i64) -> Signed {
        self.authority.signs(NAME, first_day() - TimeDelta::days(30), first_day() + TimeDelta::days(days))
    }
}

#[tokio::test]
async fn a_name_is_followed_from_nothing_to_its_page() {
    let desk = Desk::new().await;
    let page = desk.agreed(NAME).await;
    desk.tries(1).await;
    let seen = desk.get(desk.app().cast.petit, &page).await;
    assert!(seen.says("Le nom n’existe pas encore.") && seen.says("accepté, à créer"), "{}", seen.text());

    desk.leads(NAME, &["192.0.2.4"]);
    let elsewhere = desk.again(&page, 1).await;
    assert!(elsewhere.says("Il mène à 192.0.2.4, on attend 127.0.0.1."), "{}", elsewhere.text());

    desk.leads(NAME, &[HERE]);
    let silent = desk.again(&page, 1).await;
    assert!(
        silent.says("Personne ne répond en HTTPS") && silent.says("créé, certificat à poser"),
        "{}",
        silent.text()
    );

    let (other, asked) = https(
        desk.authority.signs("autre.example.org", first_day(), first_day() + TimeDelta::days(90)),
        "200 OK",
    )
    .await;
    let wrong = desk.again(&page, other).await;
    assert!(wrong.says("Le certificat est au nom de autre.example.org."), "{}", wrong.text());
    assert!(asked.lock().unwrap().is_empty(), "nothing is asked behind a bad certificate");

    let (over, _) = https(
        desk.authority.signs(NAME, first_day() - TimeDelta::days(90), first_day() - TimeDelta::days(2)),
        "200 OK",
    )
    .await;
    assert!(desk.again(&page, over).await.says("Le certificat a expiré le 13 septembre 2026."));
    let (early, _) = https(
        desk.authority.signs(NAME, first_day() + TimeDelta::days(3), first_day() + TimeDelta::days(90)),
        "200 OK",
    )
    .await;
    assert!(desk.again(&page, early).await.says("Le certificat ne vaut qu’à partir du 18 septembre 2026."));
    let (unknown, _) = https(
        Authority::called("Une autre").signs(
            NAME,
            first_day() - TimeDelta::days(3),
            first_day() + TimeDelta::days(90),
        ),
        "200 OK",
    )
    .await;
    assert!(desk.again(&page, unknown).await.says("n’est pas connue des navigateurs"));

    let (broken, asked) = https(desk.good(90), "502 Bad Gateway").await;
    let bad = desk.again(&page, broken).await;
    assert!(
        bad.says("la page d’essai répond le code 502") && bad.says("certificat posé, à essayer"),
        "{}",
        bad.text()
    );
    assert!(asked.lock().unwrap()[0].starts_with(&format!("GET /sante HTTP/1.1\r\nHost: {NAME}\r\n")));

    let (good, _) = https(desk.good(90), "200 OK").await;
    let tried = desk.again(&page, good).await;
    assert!(tried.says("Le nom mène au service, certificat compris."), "{}", tried.text());
    assert!(tried.says("Autorité d’essai") && tried.says("14 décembre 2026"), "{}", tried.text());
    assert!(desk.get(desk.app().cast.petit, "/domaines").await.says("essayé"));
}

#[tokio::test]
async fn a_certificate_that_ends_is_told_three_weeks_before() {
    let desk = Desk::new().await;
    let page = desk.agreed(NAME).await;
    desk.leads(NAME, &[HERE]);
    let (port, _) = https(desk.good(12), "200 OK").await;
    desk.tries(port).await;
    for who in [desk.oger(), desk.app().cast.petit] {
        assert!(desk.get(who, "/domaines").await.says("certificat expire dans 12 jours"));
    }
    assert!(desk.get(desk.oger(), &page).await.says("Renouvelez-le"));
    // The night tries each name in use again.
    desk.app().at(first_day() + TimeDelta::days(13));
    rollout::try_names(&desk.app().app).await.unwrap();
    desk.tries(port).await;
    assert!(desk.get(desk.oger(), &page).await.says("Le certificat a expiré le 27 septembre 2026."));
}

#[tokio::test]
async fn the_server_goes_to_no_inner_address_and_to_no_name_outside() {
    let desk = Desk::new().await;
    let page = desk.agreed(NAME).await;
    desk.leads(NAME, &[HERE]);
    let (port, asked) = https(desk.good(90), "200 OK").await;
    desk.tries_on(port, false).await;
    let seen = desk.get(desk.oger(), &page).await;
    assert!(seen.says("une adresse d’un réseau intérieur"), "{}", seen.text());
    // The suffix is the project’s no more: the name that was agreed to is not tried either.
    let moved = [("suffixes", "autre.example.net"), ("adresses", HERE)];
    assert_eq!(desk.post(desk.oger(), "/domaines/regles", &moved).await.status, 303);
    let seen = desk.again(&page, port).await;
    assert!(seen.says("n’est plus sous un domaine du projet"), "{}", seen.text());
    assert!(asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn who_proposes_who_decides_and_what_is_refused() {
    let desk = Desk::new().await;
    let cast = &desk.app().cast;
    let (petit, segur, carrel, keller, vidal) =
        (cast.petit, cast.segur, cast.carrel, cast.keller, cast.vidal);
    let (tilleuls, rives, ormes) =
        (cast.tilleuls.to_string(), cast.rives.to_string(), cast.ormes.to_string());
    for (place, name, said) in [
        (&tilleuls, "", "Donnez le nom de domaine."),
        (&tilleuls, "les tilleuls.ent.example.org", "Des lettres sans accent"),
        (&tilleuls, "tilleuls.example.net", "Le projet n’a de noms que sous"),
        (&tilleuls, "ent.example.org", "Le projet n’a de noms que sous"),
        (&"projet".to_owned(), NAME, "Choisissez une école ou une commune."),
    ] {
        let reply = desk.post(petit, "/domaines", &[("lieu", place), ("nom", name)]).await;
        assert!(reply.status == 422 && reply.says(said), "{place} {name}: {}", reply.text());
    }
    let other = desk.post(petit, "/domaines", &[("lieu", &rives), ("nom", NAME)]).await;
    assert_eq!(other.status, 404, "another’s school");
    let page = desk.agreed(NAME).await;
    desk.tries(1).await;
    let taken = desk.post(desk.way.agent, "/domaines", &[("lieu", &ormes), ("nom", NAME)]).await;
    assert!(taken.status == 422 && taken.says("Ce nom est déjà demandé ou déjà pris."));
    let twice =
        desk.post(desk.oger(), &format!("{page}/decision"), &[("choix", "non"), ("raison", "x")]).await;
    assert!(twice.status == 422 && twice.says("C’est déjà décidé."));
    for who in [carrel, keller] {
        assert_eq!(desk.get(who, "/domaines").await.status, 404);
        assert_eq!(desk.get(who, &page).await.status, 404);
        assert_eq!(
            desk.post(who, "/domaines", &[("lieu", &tilleuls), ("nom", "x.ent.example.org")]).await.status,
            404
        );
    }
    // The inspector of the school and the agent of its commune read it, another head does not; only the project decides.
    for (who, status) in [(segur, 200), (desk.way.agent, 200), (petit, 200), (desk.oger(), 200), (vidal, 404)]
    {
        assert_eq!(desk.get(who, &page).await.status.as_u16(), status);
    }
    for who in [segur, desk.way.agent, petit] {
        assert_eq!(desk.post(who, &format!("{page}/decision"), &[("choix", "oui")]).await.status, 404);
        assert_eq!(desk.post(who, &format!("{page}/essai"), &[]).await.status, 404);
        assert_eq!(desk.get(who, "/domaines/regles").await.status, 404);
    }
    assert_eq!(desk.post(segur, &format!("{page}/fin"), &[]).await.status, 404);
    assert_eq!(desk.post(petit, &format!("{page}/fin"), &[]).await.status, 303);
    assert!(desk.post(petit, &format!("{page}/fin"), &[]).await.says("déjà abandonné"));
    let free = desk.post(desk.way.agent, "/domaines", &[("lieu", &ormes), ("nom", NAME)]).await;
    assert_eq!(free.status, 303, "a name that was given up is free");
    let silent = desk
        .post(
            desk.oger(),
            &format!("{}/decision", free.location().unwrap().split('?').next().unwrap()),
            &[("choix", "non")],
        )
        .await;
    assert!(silent.status == 422 && silent.says("Donnez la raison"));
}

#[tokio::test]
async fn the_step_of_a_school_is_done_by_its_tried_name() {
    let desk = Desk::new().await;
    desk.way.until("nom-de-domaine").await;
    let typed = desk.way.does(Role::Operator, "nom-de-domaine").await;
    assert!(typed.status == 422 && typed.says("Ici les noms s’essaient"), "{}", typed.text());
    let page = desk.agreed(NAME).await;
    desk.leads(NAME, &[HERE]);
    let now = desk.app().app.db.clock.now();
    let signed = desk.authority.signs(NAME, now - TimeDelta::days(2), now + TimeDelta::days(90));
    let (port, _) = https(signed, "200 OK").await;
    desk.tries(port).await;
    let path = desk.way.page(desk.app().cast.petit).await;
    assert!(path.says("tilleuls.ent.example.org : essayé"), "{}", path.text());
    assert!(
        path.all("a").iter().any(|a| a.contains("Voir ce nom")) && path.text().contains("13 étapes sur 16"),
        "{}",
        path.text()
    );
    assert!(desk.get(desk.oger(), &page).await.says("essayé"));
    // A teacher reads the step, and is sent nowhere that she may not go.
    let hers = desk.way.page(desk.app().cast.carrel).await;
    assert!(hers.says("tilleuls.ent.example.org : essayé"), "{}", hers.text());
    assert!(!hers.all("a").iter().any(|a| a.contains("Voir ce nom")), "{}", hers.text());
}

#[tokio::test]
async fn one_name_for_all_does_the_step_by_itself() {
    let desk = Desk::new().await;
    desk.way.until("nom-de-domaine").await;
    let set = [("suffixes", "ent.example.org"), ("adresses", HERE), ("commun", "ent.example.org")];
    assert_eq!(desk.post(desk.oger(), "/domaines/regles", &set).await.status, 303);
    desk.way.until_from("formation-enseignants", "mise-en-service").await;
    let live = desk.way.does(Role::Head, "mise-en-service").await;
    assert_eq!(live.status, 303, "{}", live.text());
    for (fields, said) in [
        (vec![("suffixes", "pas un nom")], "n’est pas un nom de domaine"),
        (vec![("suffixes", "ent.example.org"), ("adresses", "chez moi")], "n’est pas une adresse IP"),
        (vec![("suffixes", "ent.example.org")], "Dites vers quelle adresse"),
        (vec![("commun", "http://ent")], "Ce n’est pas un nom de domaine."),
    ] {
        let reply = desk.post(desk.oger(), "/domaines/regles", &fields).await;
        assert!(reply.status == 422 && reply.says(said), "{said}: {}", reply.text());
    }
    let manager = somebody(desk.app(), "Ada", "Noir", "project_manager", desk.app().cast.val_ormes.0).await;
    assert!(desk.get(manager, "/domaines").await.says("Le projet n’a qu’un nom"));
}
