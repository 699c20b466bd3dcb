//! One example for each route: an address that is real in the Cast's world, who may come, what to send.

use kernel::{ItemId, PersonId};
use std::ops::Deref;
use testing::{PASSWORD, TestApp};
use tokio::sync::OnceCell;
use uuid::Uuid;

#[derive(Clone)]
pub enum Body {
    None,
    Form(Vec<(&'static str, String)>),
    Files(Vec<(&'static str, String)>, Vec<(&'static str, &'static str, &'static [u8])>),
}

pub struct Example {
    pub route: (&'static str, &'static str),
    pub path: String,
    /// Who may come; nobody in particular when the page is everybody's.
    pub by: Option<PersonId>,
    pub body: Body,
    /// A stranger may come too: it is everybody's, or shows each his own.
    pub for_all: bool,
    /// Refused here: it exists in a demonstration only, or needs a secret that this world does not hold.
    pub absent: bool,
}

impl Example {
    /// The same, to be changed.
    pub fn copy(&self) -> Self {
        Self { path: self.path.clone(), body: self.body.clone(), ..*self }
    }

    pub fn sends(mut self, fields: &[(&'static str, &str)]) -> Self {
        self.body = Body::Form(fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect());
        self
    }

    pub fn parts(
        mut self,
        fields: &[(&'static str, &str)],
        files: &[(&'static str, &'static str, &'static [u8])],
    ) -> Self {
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.body = Body::Files(fields, files.to_vec());
        self
    }

    pub fn for_all(mut self) -> Self {
        self.for_all = true;
        self
    }

    pub fn absent(mut self) -> Self {
        self.absent = true;
        self
    }
}

/// The Cast, and a post of Mme Carrel's to the families of her class, answered by Nadia; a draft of hers.
pub struct World {
    pub app: TestApp,
    known: Known,
}

/// What the examples name.
#[derive(Clone)]
pub struct Known {
    families: Uuid,
    post: ItemId,
    post_file: Uuid,
    comment: Uuid,
    draft: ItemId,
    draft_file: Uuid,
    other_session: Uuid,
    passkey: Uuid,
    freeze: Uuid,
    alert: Uuid,
    previewed: Uuid,
    applied: Uuid,
    doubt: Uuid,
    merge: Uuid,
    run: Uuid,
    tablet: Uuid,
    onde: Uuid,
    /// Given to a substitute, asked for by a teacher; Lina hidden from her father.
    access: Uuid,
    proposal: Uuid,
    protection: Uuid,
    /// Mme Petit’s mandate; that of a second operator; a group of Mme Carrel’s.
    mandate: Uuid,
    member: Uuid,
    group: Uuid,
    pub rollout: super::rollout::Rollout,
    pub help: super::help::Help,
}

const NOTE: &[u8] = "Liste du matériel : un cahier, une boîte à chaussures.".as_bytes();

impl Deref for World {
    type Target = Known;
    fn deref(&self) -> &Known {
        &self.known
    }
}

impl World {
    /// A copy of one that is settled once: hundreds are made, and to settle one takes dozens of requests.
    pub async fn new() -> Self {
        static FIRST: OnceCell<World> = OnceCell::const_new();
        let settled = async {
            let first = Self::settled().await;
            first.app.rest().await;
            first
        };
        let first = FIRST.get_or_init(|| settled).await;
        Self { app: first.app.copy(web::house::routes()).await, known: first.known.clone() }
    }

    #[expect(clippy::too_many_lines, reason = "the whole house, room by room")]
    async fn settled() -> Self {
        let app = TestApp::new(web::house::routes()).await;
        super::rollout::settle(&app).await;
        let carrel = app.as_(app.cast.carrel).await;
        let families = one(
            &app,
            "select a.id from audience a where a.kind = 'class_guardians' and a.place_id = $1",
            app.cast.cm1b.0,
        )
        .await;
        let (post, draft) = (ItemId::fresh(), ItemId::fresh());
        let fields = [
            ("brouillon", &*post.to_string()),
            ("texte", "Bonjour"),
            ("commentaires", "1"),
            ("audience", &*families.to_string()),
        ];
        let reply = carrel.post_files("/fil/publier", &fields, &[("fichier", "liste.txt", NOTE)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let nadia = app.as_(app.cast.nadia).await;
        let reply = nadia.post(&format!("/fil/{post}/repondre"), &[("texte", "Merci")]).await;
        assert!(!reply.status.is_client_error() && !reply.status.is_server_error(), "{}", reply.text());
        let reply = carrel
            .post_files(&format!("/fil/brouillon/{draft}/fichier"), &[], &[("fichier", "idee.txt", NOTE)])
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let outline = "insert into figure_commune (insee, name, population, box, outline) values ('80998', 'Ormes-le-Vieux', 33000, '{0,0,10,10}', 'M0 0l10 0 0 10z')";
        sqlx::raw_sql(outline).execute(app.pool()).await.unwrap();
        rollout::count(&app.app, app.app.db.clock.today()).await.unwrap();
        let known = Known {
            rollout: super::rollout::Rollout::new(&app).await,
            help: super::help::Help::new(&app).await,
            families,
            post,
            post_file: one(&app, "select file_id from attachment where item_id = $1", post.0).await,
            comment: one(&app, "select id from comment where item_id = $1", post.0).await,
            draft,
            draft_file: one(&app, "select file_id from attachment where item_id = $1", draft.0).await,
            other_session: one(
                &app,
                "select id from session where person_id = $1 limit 1",
                app.cast.carrel.0,
            )
            .await,
            passkey: factors(&app).await,
            freeze: freeze(&app).await,
            alert: alert(&app).await,
            previewed: import(&app, "previewed").await,
            applied: import(&app, "applied").await,
            doubt: doubt(&app).await,
            merge: merged(&app).await,
            run: run(&app).await,
            tablet: tablet(&app).await,
            onde: onde(&app).await,
            access: given_to(&app).await,
            proposal: proposed(&app).await,
            protection: protected(&app).await,
            mandate: mandate(&app).await,
            member: member(&app).await,
            group: group(&app).await,
        };
        Self { app: pictured(left_by(app).await).await, known }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn one(app: &TestApp, query: &'static str, of: Uuid) -> Uuid {
    sqlx::query_scalar(query).bind(of).fetch_one(app.pool()).await.unwrap()
}

/// Lina and Malo, perhaps the same pupil.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn doubt(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let found = "insert into duplicate_doubt (id, person_a, person_b, reason, found_at) values ($1, $2, $3, 'by_hand', '2026-09-15')";
    let (lina, malo) = (app.cast.lina.0, app.cast.malo.0);
    sqlx::query(found).bind(id).bind(lina).bind(malo).execute(app.pool()).await.unwrap();
    id
}

/// Pupils of an ONDE file that waits for the head.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn onde(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let received = "insert into onde_upload (id, school_id, received_at, file_names, pupils) values ($1, $2, '2026-09-15', '{eleves.csv}', $3)";
    sqlx::query(received).bind(id).bind(app.cast.tilleuls.0).bind(PUPILS).execute(app.pool()).await.unwrap();
    id
}

const PUPILS: &[u8] = b"Nom;Prenom;Date naissance;Classe\nAZEM;Ilyes;2020-03-04;CP MME ROY\n";

/// A second Tom, made one with the first.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn merged(app: &TestApp) -> Uuid {
    let second = PersonId::fresh();
    let made = "insert into person (id, first_name, last_name, created_at) values ($1, 'Tom', 'Le Goff', '2026-09-15')";
    sqlx::query(made).bind(second.0).execute(app.pool()).await.unwrap();
    let mut tx = app.app.db.begin().await.unwrap();
    let merge =
        identity::people::merge(&mut tx, app.app.life_cycles, app.cast.tom, second, None).await.unwrap();
    tx.commit().await.unwrap();
    merge.0
}

/// Sheets that Mme Petit asked for, not yet made.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn run(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let asked = "insert into sheet_run (id, asked_by, school_id, whom, form, also_active, asked_at)
                 values ($1, $2, $3, 'families', 'slips', false, '2026-09-15')";
    let (petit, tilleuls) = (app.cast.petit.0, app.cast.tilleuls.0);
    sqlx::query(asked).bind(id).bind(petit).bind(tilleuls).execute(app.pool()).await.unwrap();
    id
}

/// Mme Carrel's class, open on a tablet somewhere.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn tablet(app: &TestApp) -> Uuid {
    let (id, cast) = (Uuid::now_v7(), &app.cast);
    let opened =
        "insert into class_session (id, class_id, school_id, opened_by, token_hash, opened_at, ends_at)
        values ($1, $2, $3, $4, '\\x00', '2026-09-15', '2026-09-16')";
    let query = sqlx::query(opened).bind(id).bind(cast.cm1b.0).bind(cast.tilleuls.0).bind(cast.carrel.0);
    query.execute(app.pool()).await.unwrap();
    id
}

/// An application and a passkey of Mme Carrel's; the passkey.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn factors(app: &TestApp) -> Uuid {
    let (id, carrel) = (Uuid::now_v7(), app.cast.carrel.0);
    let application = "insert into authenticator (person_id, secret, last_step, since) values ($1, '\\x00', 0, '2026-09-15')";
    sqlx::query(application).bind(carrel).execute(app.pool()).await.unwrap();
    let passkey = "insert into passkey (id, person_id, credential_id, credential, name, since) values ($1, $2, '\\x01', '{}', 'Téléphone', '2026-09-15')";
    sqlx::query(passkey).bind(id).bind(carrel).execute(app.pool()).await.unwrap();
    id
}

/// Mme Roy had CM1 B before Mme Carrel; Lina is in CM2 there.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn left_by(app: TestApp) -> TestApp {
    let left = "insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source)
                values (gen_random_uuid(), $1, 'teacher', $2, $3, '2026-09-01', '2026-09-10', 'head')";
    let cast = &app.cast;
    let left = sqlx::query(left).bind(cast.roy.0).bind(cast.cm1b.0).bind(cast.tilleuls.0);
    left.execute(app.pool()).await.unwrap();
    let level = "update person set level = 'CM2' where id = $1";
    sqlx::query(level).bind(app.cast.lina.0).execute(app.pool()).await.unwrap();
    app
}

/// Les Tilleuls has pictures on tiles, and Nadia said yes for Lina’s.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn pictured(app: TestApp) -> TestApp {
    let cast = &app.cast;
    let on =
        "insert into tile_photo_school (school_id, turned_on_by, turned_on_at) values ($1, $2, '2026-09-10')";
    sqlx::query(on).bind(cast.tilleuls.0).bind(cast.petit.0).execute(app.pool()).await.unwrap();
    let yes = "insert into tile_photo_answer (id, pupil_id, guardian_id, school_id, granted, said_on, on_paper, recorded_by, recorded_at)
               values (gen_random_uuid(), $1, $2, $3, true, '2026-09-11', false, $2, '2026-09-11')";
    let yes = sqlx::query(yes).bind(cast.lina.0).bind(cast.nadia.0).bind(cast.tilleuls.0);
    yes.execute(app.pool()).await.unwrap();
    app
}

const PHOTO: &[u8] = include_bytes!("../../../../storage/tests/files/photo-orientation-6.jpg");

/// The pupils of a class write nothing for now.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn freeze(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let frozen = "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by) values ($1, 'pupils', $2, 'En pause.', 'Essai', '2026-09-15', $3)";
    let query = sqlx::query(frozen).bind(id).bind(app.cast.cp.0).bind(app.cast.petit.0);
    query.execute(app.pool()).await.unwrap();
    id
}

/// Mme Carrel says that it was not her.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn alert(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let said = "insert into security_alert (id, at, kind, person_id) values ($1, '2026-09-15', 'not_me', $2)";
    sqlx::query(said).bind(id).bind(app.cast.carrel.0).execute(app.pool()).await.unwrap();
    id
}

/// A feed that was received and read.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn import(app: &TestApp, state: &str) -> Uuid {
    let id = Uuid::now_v7();
    let received = "insert into feed_import (id, file_name, state, received_at, sha256) values ($1, 'ENT1D.tgz', $2, '2026-09-15', '\\x00')";
    sqlx::query(received).bind(id).bind(state).execute(app.pool()).await.unwrap();
    if state == "applied" {
        // It can be taken back, and somebody has looked at what that would do.
        for kept in [
            "insert into feed_made (import_id, tab, ids) values ($1, 'person', '{}'), ($1, 'place', '{}')",
            "insert into feed_rollback (import_id, state, asked_at) values ($1, 'previewed', '2026-09-15')",
        ] {
            sqlx::query(kept).bind(id).execute(app.pool()).await.unwrap();
        }
    }
    id
}

/// Who has access to CM1 B for a time, and whose account waits to be opened.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn given_to(app: &TestApp) -> Uuid {
    let waits = "update account set state = 'to_activate' where person_id = $1";
    sqlx::query(waits).bind(app.cast.martel.0).execute(app.pool()).await.unwrap();
    one(app, "select id from role where person_id = $1 and source = 'delegation'", app.cast.martel.0).await
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn proposed(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let asked = "insert into delegation_proposal (id, place_id, school_id, kind, first_name, last_name, from_day, until_day, proposed_by, proposed_at)
                 values ($1, $2, $3, 'helper', 'Aude', 'Renn', '2026-09-15', '2026-09-20', $4, '2026-09-15')";
    let cast = &app.cast;
    let asked = sqlx::query(asked).bind(id).bind(cast.cm1b.0).bind(cast.tilleuls.0).bind(cast.carrel.0);
    asked.execute(app.pool()).await.unwrap();
    id
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn protected(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let hidden = "insert into protection (id, pupil_id, guardian_id, reason, from_day, until_day, decided_at)
                  values ($1, $2, $3, 'Ordonnance', '2026-09-15', '2026-12-18', '2026-09-15')";
    let hidden = sqlx::query(hidden).bind(id).bind(app.cast.lina.0).bind(app.cast.karim.0);
    hidden.execute(app.pool()).await.unwrap();
    id
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = open();
    all.extend(of_accounts(world));
    all.extend(of_schools(world));
    all.extend(of_ways_in(world));
    all.extend(of_tile_photos(world));
    all.extend(by_children(world));
    all.extend(of_delegation(world));
    all.extend(of_steering(world));
    all.extend(of_the_team(world));
    all.extend(of_groups(world));
    all.extend(of_families(world));
    all.extend(of_the_feed(world));
    all.extend(of_imports(world));
    all.extend(of_security(world));
    all.extend(of_people(world));
    all.extend(of_leaving(world));
    all.extend(of_persons(world));
    all.extend(of_onde(world));
    all.extend(of_the_year(world));
    all.extend(of_handovers(world));
    all.extend(super::rollout::examples(world));
    all.extend(super::equip::examples(world));
    all.extend(super::help::examples(world));
    all.extend(super::articles::examples(world));
    all
}

pub fn example(
    method: &'static str,
    pattern: &'static str,
    path: impl Into<String>,
    by: Option<PersonId>,
) -> Example {
    Example {
        route: (method, pattern),
        path: path.into(),
        by,
        body: Body::None,
        for_all: false,
        absent: false,
    }
}

/// What needs nobody to sign in.
fn open() -> Vec<Example> {
    let get = |path: &'static str| example("GET", path, path, None).for_all();
    let post = |path: &'static str| example("POST", path, path, None).for_all();
    vec![
        get("/accessibilite"),
        get("/activation"),
        get("/aide"),
        get("/confidentialite"),
        get("/connexion"),
        get("/demonstration/courrier").absent(),
        get("/hors-ligne"),
        get("/mot-de-passe-oublie"),
        get("/sante"),
        get("/sw.js"),
        example("GET", "/a/{name}", "/a/sprite.svg", None).for_all(),
        example("GET", "/nouveau-mot-de-passe/{token}", "/nouveau-mot-de-passe/inconnu", None)
            .for_all()
            .absent(),
        get("/connexion/verification"),
        post("/connexion/verification").sends(&[("code", "000000")]),
        get("/connexion/cle"),
        post("/connexion/cle").sends(&[("question", "00"), ("answer", "{}")]).absent(),
        example("GET", "/ce-n-etait-pas-moi/{token}", "/ce-n-etait-pas-moi/inconnu", None).for_all().absent(),
        example("POST", "/ce-n-etait-pas-moi/{token}", "/ce-n-etait-pas-moi/inconnu", None)
            .sends(&[])
            .for_all()
            .absent(),
        post("/connexion").sends(&[("login", "marion.carrel"), ("secret", PASSWORD)]),
        // What is refused is an act too: it leaves its entry.
        post("/activation").sends(&[("code", "0000-0000-0000")]).absent(),
        post("/activation/enfant").sends(&[("code", "0000-0000-0000"), ("child", "Lina")]).absent(),
        post("/activation/mot-de-passe")
            .sends(&[("code", "0000-0000-0000"), ("password", "sous les platanes 2027"), ("charter", "1")])
            .absent(),
        example("POST", "/nouveau-mot-de-passe/{token}", "/nouveau-mot-de-passe/inconnu", None)
            .sends(&[("password", "sous les platanes 2027")])
            .for_all()
            .absent(),
        post("/mot-de-passe-oublie").sends(&[("who", "marion.carrel")]),
    ]
}

fn of_accounts(world: &World) -> Vec<Example> {
    let by = Some(world.app.cast.carrel);
    let own = |method, pattern: &'static str| example(method, pattern, pattern, by);
    let remove = format!("/moi/securite/cle/{}/retirer", world.passkey);
    let close = format!("/moi/sessions/{}/fermer", world.other_session);
    vec![
        own("GET", "/").for_all(),
        own("GET", "/moi").for_all(),
        own("POST", "/moi/sessions/fermer-les-autres").sends(&[]).for_all(),
        example("POST", "/moi/sessions/{session}/fermer", close, by).sends(&[]),
        own("POST", "/moi/mot-de-passe")
            .sends(&[("current", PASSWORD), ("password", "sous les platanes 2027")])
            .for_all(),
        own("POST", "/moi/adresse").sends(&[("email", "marion@example.org"), ("secret", PASSWORD)]).for_all(),
        own("GET", "/moi/enfants").for_all(),
        own("POST", "/moi/enfants")
            .sends(&[("code", "0000-0000-0000"), ("child", "Lina")])
            .absent()
            .for_all(),
        own("GET", "/confirmer").for_all(),
        example("POST", "/confirmer", "/confirmer", Some(world.app.cast.nadia))
            .sends(&[("secret", PASSWORD), ("retour", "/moi")])
            .for_all(),
        own("GET", "/moi/securite").for_all(),
        own("GET", "/moi/securite/application").for_all(),
        own("POST", "/moi/securite/application").sends(&[("setup", "00"), ("code", "000000")]).for_all(),
        own("POST", "/moi/securite/application/retirer").sends(&[]),
        own("GET", "/moi/securite/cle").for_all(),
        own("GET", "/moi/securite/cle/question").for_all(),
        own("POST", "/moi/securite/cle").sends(&[("question", "00"), ("answer", "{}")]).for_all().absent(),
        example("POST", "/moi/securite/cle/{passkey}/retirer", remove, by).sends(&[]),
        own("POST", "/moi/securite/codes").sends(&[]).for_all(),
        own("POST", "/moi/securite/appareils").sends(&[]).for_all(),
        own("POST", "/deconnexion").sends(&[]).for_all(),
    ]
}

fn of_handovers(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let carrel = Some(cast.carrel);
    let class = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b);
    let left = format!("/passation/{}/de/{}", cast.cm1b, cast.roy);
    vec![
        example("GET", "/ecole/{school}/classe/{class}/sixieme", format!("{class}/sixieme"), carrel),
        example("POST", "/ecole/{school}/classe/{class}/sixieme", format!("{class}/sixieme"), carrel)
            .sends(&[("college", "Les Lilas"), ("classe", "6e B"), ("au", "2027-12-31")]),
        example(
            "POST",
            "/ecole/{school}/classe/{class}/sixieme/{space}",
            format!("{class}/sixieme/{}", cast.cp),
            carrel,
        )
        .sends(&[("quoi", "terminer")])
        .absent(),
        example("GET", "/espace/{space}", format!("/espace/{}", cast.cp), carrel).absent(),
        example("GET", "/passation", "/passation", carrel).for_all(),
        example("GET", "/passation/{place}", format!("/passation/{}", cast.cm1b), carrel),
        example("POST", "/passation/{place}", format!("/passation/{}", cast.cm1b), carrel)
            .sends(&[("note", "Le vendredi, la bibliothèque.")]),
        example("GET", "/passation/{place}/de/{person}", left.clone(), carrel),
        example("POST", "/passation/{place}/de/{person}", left, carrel).sends(&[]),
        example(
            "POST",
            "/passation/reprendre/{item}",
            format!("/passation/reprendre/{}", world.post),
            carrel,
        )
        .sends(&[]),
    ]
}

fn of_schools(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (carrel, head, dsi) = (Some(cast.carrel), Some(cast.petit), Some(cast.oger));
    let school = format!("/ecole/{}", cast.tilleuls);
    let class = format!("{school}/classe/{}", cast.cm1b);
    let (cp, keller) = (cast.cp.to_string(), cast.keller.to_string());
    vec![
        example("GET", "/ecole/{school}", school.clone(), carrel),
        example("POST", "/ecole/{school}/classes", format!("{school}/classes"), head)
            .sends(&[("nom", "CE1 Z")]),
        example("POST", "/ecole/{school}/classe/{class}/nom", format!("{class}/nom"), head)
            .sends(&[("nom", "CE2-CM1 MME CARREL")]),
        // Nobody closes a class where somebody learns.
        example("POST", "/ecole/{school}/classe/{class}/fermer", format!("{class}/fermer"), head)
            .sends(&[])
            .absent(),
        example("GET", "/ecole/{school}/classe/{class}", class.clone(), carrel),
        example("POST", "/ecole/{school}/classe/{class}/enseignants", format!("{class}/enseignants"), head)
            .sends(&[("teacher", &keller)]),
        example(
            "POST",
            "/ecole/{school}/classe/{class}/enseignants/retirer",
            format!("{class}/enseignants/retirer"),
            head,
        )
        .sends(&[("teacher", &cast.carrel.to_string())]),
        example("GET", "/ecole/{school}/familles", format!("{school}/familles"), head),
        example("GET", "/ecole/{school}/classe/{class}/familles", format!("{class}/familles"), carrel),
        example("GET", "/ecole/{school}/fiches", format!("{school}/fiches"), head),
        example("POST", "/ecole/{school}/fiches", format!("{school}/fiches"), head)
            .sends(&[("whom", "adultes"), ("all", "1")]),
        example("GET", "/fiches/{run}", format!("/fiches/{}", world.run), head),
        example("POST", "/fiches/{run}/{part}", format!("/fiches/{}/{}", world.run, Uuid::now_v7()), head)
            .sends(&[])
            .absent(),
        example("GET", "/ma-classe", "/ma-classe", Some(cast.keller)),
        example("POST", "/ma-classe", "/ma-classe", Some(cast.keller)).sends(&[("class", &cp)]),
        example("POST", "/ma-classe/quitter", "/ma-classe/quitter", Some(cast.roy)).sends(&[("class", &cp)]),
        example("GET", "/pilotage", "/pilotage", dsi),
        example("GET", "/pilotage/fiches", "/pilotage/fiches", dsi),
        example("POST", "/pilotage/fiches", "/pilotage/fiches", dsi).sends(&[("whom", "familles")]),
        example("GET", "/pilotage/fiches-direction", "/pilotage/fiches-direction", dsi),
        example("POST", "/pilotage/fiches-direction", "/pilotage/fiches-direction", dsi)
            .sends(&[("all", "1")]),
    ]
}

/// Children's ways in. What a tablet's or a card's cookie opens cannot succeed without one: tested in identity.
fn of_ways_in(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (carrel, roy) = (Some(cast.carrel), Some(cast.roy));
    let class = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b);
    let cp = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cp);
    let (lina, tom) = (format!("{class}/eleves/{}", cast.lina), format!("{cp}/eleves/{}", cast.tom));
    const CLASS: &str = "/ecole/{school}/classe/{class}";
    let of_class = |method, pattern: &'static str, by| {
        let here = if by == roy { &cp } else { &class };
        example(method, pattern, pattern.replace(CLASS, here), by)
    };
    let own = |method, pattern: &'static str, path: &str, by| example(method, pattern, path, by);
    vec![
        of_class("GET", "/ecole/{school}/classe/{class}/entrees", carrel),
        of_class("POST", "/ecole/{school}/classe/{class}/entrees", carrel)
            .sends(&[("niveau", "CM2"), ("entree", "card")]),
        of_class("POST", "/ecole/{school}/classe/{class}/images", roy).sends(&[]),
        of_class("POST", "/ecole/{school}/classe/{class}/cartes", roy).sends(&[("tous", "1")]),
        of_class("GET", "/ecole/{school}/classe/{class}/mots-secrets", carrel),
        of_class("POST", "/ecole/{school}/classe/{class}/tablettes", carrel).sends(&[("fin", "heure")]),
        own(
            "POST",
            "/ecole/{school}/classe/{class}/tablettes/{tablet}/fermer",
            &format!("{class}/tablettes/{}/fermer", world.tablet),
            carrel,
        )
        .sends(&[]),
        own("GET", "/ecole/{school}/classe/{class}/eleves/{pupil}/images", &format!("{tom}/images"), roy),
        own("POST", "/ecole/{school}/classe/{class}/eleves/{pupil}/images", &format!("{tom}/images"), roy)
            .sends(&[("tirer", "1")]),
        own("POST", "/ecole/{school}/classe/{class}/eleves/{pupil}/animal", &format!("{tom}/animal"), roy)
            .sends(&[("animal", "fox")]),
        own("POST", "/ecole/{school}/classe/{class}/eleves/{pupil}/carte", &format!("{tom}/carte"), roy)
            .sends(&[]),
        own("POST", "/ecole/{school}/classe/{class}/eleves/{pupil}/code", &format!("{lina}/code"), carrel)
            .sends(&[]),
        own(
            "POST",
            "/ecole/{school}/classe/{class}/eleves/{pupil}/bloquer",
            &format!("{lina}/bloquer"),
            carrel,
        )
        .sends(&[]),
        own(
            "POST",
            "/ecole/{school}/classe/{class}/eleves/{pupil}/debloquer",
            &format!("{lina}/debloquer"),
            carrel,
        )
        .sends(&[]),
    ]
}

/// Children's pictures on their tiles.
fn of_tile_photos(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let carrel = Some(cast.carrel);
    let class = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b);
    let lina = format!("{class}/eleves/{}", cast.lina);
    let own = |method, pattern: &'static str, path: &str, by| example(method, pattern, path, by);
    vec![
        own("GET", "/ecole/{school}/classe/{class}/photos", &format!("{class}/photos"), carrel),
        own("GET", "/ecole/{school}/classe/{class}/eleves/{pupil}/photo", &format!("{lina}/photo"), carrel)
            .absent(),
        own("POST", "/ecole/{school}/classe/{class}/eleves/{pupil}/photo", &format!("{lina}/photo"), carrel)
            .parts(&[], &[("photo", "lina.jpg", PHOTO)]),
        own(
            "POST",
            "/ecole/{school}/classe/{class}/eleves/{pupil}/photo/enlever",
            &format!("{lina}/photo/enlever"),
            carrel,
        )
        .sends(&[]),
        own(
            "POST",
            "/ecole/{school}/classe/{class}/eleves/{pupil}/photo/accord",
            &format!("{lina}/photo/accord"),
            carrel,
        )
        .sends(&[
            ("responsable", &cast.nadia.to_string()),
            ("reponse", "oui"),
            ("jour", "2026-09-14"),
        ]),
        own("GET", "/moi/photos", "/moi/photos", Some(cast.nadia)).for_all(),
        own("POST", "/moi/photos/{pupil}", &format!("/moi/photos/{}", cast.lina), Some(cast.nadia))
            .sends(&[("ecole", &cast.tilleuls.to_string()), ("reponse", "oui")]),
        own("GET", "/ecole/{school}/photos", &format!("/ecole/{}/photos", cast.tilleuls), Some(cast.petit)),
        own("POST", "/ecole/{school}/photos", &format!("/ecole/{}/photos", cast.tilleuls), Some(cast.petit))
            .sends(&[("photos", "oui")]),
    ]
}

fn of_delegation(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (carrel, head) = (Some(cast.carrel), Some(cast.petit));
    let school = format!("/ecole/{}", cast.tilleuls);
    let given = format!("{school}/acces/{}", world.access);
    let ask = format!("{school}/classe/{}/proposer", cast.cm1b);
    let aside = format!("{school}/acces/proposition/{}/ecarter", world.proposal);
    let class = cast.cm1b.to_string();
    let somebody = [
        ("prenom", "Aude"),
        ("nom", "Renn"),
        ("role", "substitute"),
        ("classe", &*class),
        ("du", "2026-09-15"),
        ("au", "2026-09-17"),
    ];
    vec![
        example("GET", "/ecole/{school}/acces", format!("{school}/acces"), head),
        example("POST", "/ecole/{school}/acces", format!("{school}/acces"), head).sends(&somebody),
        example("POST", "/ecole/{school}/acces/{role}/prolonger", format!("{given}/prolonger"), head)
            .sends(&[("au", "2026-10-30")]),
        example("POST", "/ecole/{school}/acces/{role}/terminer", format!("{given}/terminer"), head)
            .sends(&[]),
        example("POST", "/ecole/{school}/acces/{role}/fiche", format!("{given}/fiche"), head).sends(&[]),
        example("POST", "/ecole/{school}/acces/proposition/{proposal}/ecarter", aside, head).sends(&[]),
        example("GET", "/ecole/{school}/classe/{class}/proposer", ask.clone(), carrel),
        example("POST", "/ecole/{school}/classe/{class}/proposer", ask, carrel).sends(&somebody),
    ]
}

fn of_families(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let head = Some(cast.petit);
    let school = format!("/ecole/{}", cast.tilleuls);
    let pupil = format!("{school}/personnes/{}", cast.lina);
    let nadia = format!("{pupil}/famille/{}", cast.nadia);
    let protection = format!("{pupil}/protection/{}", world.protection);
    vec![
        example("GET", "/ecole/{school}/regles", format!("{school}/regles"), head),
        example("POST", "/ecole/{school}/regles", format!("{school}/regles"), head)
            .sends(&[("modele", "adults_open"), ("compris", "1")]),
        example("GET", "/ecole/{school}/droits", format!("{school}/droits"), head),
        example("GET", "/ecole/{school}/protections", format!("{school}/protections"), head),
        example("GET", "/ecole/{school}/familles/preciser", format!("{school}/familles/preciser"), head),
        example("POST", "/ecole/{school}/familles/preciser", format!("{school}/familles/preciser"), head)
            .sends(&[]),
        example("GET", "/ecole/{school}/personnes/{person}/famille", format!("{pupil}/famille"), head),
        example("POST", "/ecole/{school}/personnes/{person}/famille/{guardian}", nadia.clone(), head)
            .sends(&[("autorite", "joint")]),
        // What no head has said is the feed's already.
        example(
            "POST",
            "/ecole/{school}/personnes/{person}/famille/{guardian}/annuaire",
            format!("{nadia}/annuaire"),
            head,
        )
        .sends(&[])
        .absent(),
        example(
            "POST",
            "/ecole/{school}/personnes/{person}/famille/{guardian}/proteger",
            format!("{nadia}/proteger"),
            head,
        )
        .sends(&[("motif", "Ordonnance"), ("fin", "2026-12-18")]),
        example(
            "POST",
            "/ecole/{school}/personnes/{person}/protection/{protection}/prolonger",
            format!("{protection}/prolonger"),
            head,
        )
        .sends(&[("fin", "2027-01-31")]),
        example(
            "POST",
            "/ecole/{school}/personnes/{person}/protection/{protection}/lever",
            format!("{protection}/lever"),
            head,
        )
        .sends(&[]),
    ]
}

/// Inspectors and the project, from outside the schools.
fn of_steering(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (inspector, dsi) = (Some(cast.segur), Some(cast.oger));
    let direction = format!("/ecole/{}/direction", cast.tilleuls);
    let mandate = format!("{direction}/{}", world.mandate);
    let keller = cast.keller.to_string();
    vec![
        example("GET", "/circonscription/{place}", format!("/circonscription/{}", cast.val_ormes), inspector),
        example("GET", "/pilotage/ecoles", "/pilotage/ecoles", dsi),
        example("GET", "/pilotage/personnes", "/pilotage/personnes?nom=petit", dsi),
        example("GET", "/ecole/{school}/direction", direction.clone(), inspector),
        example("GET", "/ecole/{school}/direction/droits", format!("{direction}/droits"), inspector),
        example("POST", "/ecole/{school}/direction", direction, inspector).sends(&[
            ("qui", &keller),
            ("du", "2026-09-15"),
            ("au", "2026-10-16"),
        ]),
        example("POST", "/ecole/{school}/direction/{role}/fin", format!("{mandate}/fin"), inspector)
            .sends(&[("au", "2026-12-18")]),
        // Nothing was said by hand of it.
        example("POST", "/ecole/{school}/direction/{role}/rendre", format!("{mandate}/rendre"), inspector)
            .sends(&[])
            .absent(),
    ]
}

/// M. Oger, and Mme Faure beside him.
fn of_the_team(world: &World) -> Vec<Example> {
    let dsi = Some(world.app.cast.oger);
    let petit = world.app.cast.petit.to_string();
    vec![
        example("GET", "/pilotage/equipe", "/pilotage/equipe", dsi),
        example("POST", "/pilotage/equipe", "/pilotage/equipe", dsi).sends(&[
            ("qui", &petit),
            ("role", "operator"),
            ("du", "2026-09-15"),
        ]),
        example("POST", "/pilotage/equipe/{role}/fin", format!("/pilotage/equipe/{}/fin", world.member), dsi)
            .sends(&[("au", "2026-12-18")]),
    ]
}

fn of_groups(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let carrel = Some(cast.carrel);
    let list = format!("/ecole/{}/groupes", cast.tilleuls);
    let group = format!("{list}/{}", world.group);
    let (lina, roy) = (cast.lina.to_string(), cast.roy.to_string());
    vec![
        example("GET", "/ecole/{school}/groupes", list.clone(), carrel),
        example("POST", "/ecole/{school}/groupes", list, carrel).sends(&[("nom", "Chorale")]),
        example("GET", "/ecole/{school}/groupes/{group}", group.clone(), carrel),
        example("POST", "/ecole/{school}/groupes/{group}/nom", format!("{group}/nom"), carrel)
            .sends(&[("nom", "Théâtre")]),
        example("POST", "/ecole/{school}/groupes/{group}/eleves", format!("{group}/eleves"), carrel)
            .sends(&[("qui", &lina)]),
        example("POST", "/ecole/{school}/groupes/{group}/adultes", format!("{group}/adultes"), carrel)
            .sends(&[("qui", &roy)]),
        example("POST", "/ecole/{school}/groupes/{group}/fermer", format!("{group}/fermer"), carrel)
            .sends(&[]),
    ]
}

/// That of Mme Petit.
async fn mandate(app: &TestApp) -> Uuid {
    one(app, "select id from role where person_id = $1 and kind = 'head'", app.cast.petit.0).await
}

/// A group that Mme Carrel made.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn group(app: &TestApp) -> Uuid {
    let (id, cast) = (Uuid::now_v7(), &app.cast);
    let made = "insert into place (id, kind, name, parent_id, school_id, school_year, by_hand, created_at)
                values ($1, 'group', 'Lecture', $2, $2, 2026, true, '2026-09-15')";
    sqlx::query(made).bind(id).bind(cast.tilleuls.0).execute(app.pool()).await.unwrap();
    let hers = "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
                values (gen_random_uuid(), $1, 'teacher', $2, $3, '2026-09-15', 'head')";
    sqlx::query(hers).bind(cast.carrel.0).bind(id).bind(cast.tilleuls.0).execute(app.pool()).await.unwrap();
    id
}

/// A manager beside M. Oger.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn member(app: &TestApp) -> Uuid {
    let id = Uuid::now_v7();
    let named = "insert into role (id, person_id, kind, place_id, from_day, source)
                 values ($1, $2, 'project_manager', $3, '2026-09-15', 'delegation')";
    let named = sqlx::query(named).bind(id).bind(app.cast.faure.0).bind(app.cast.val_ormes.0);
    named.execute(app.pool()).await.unwrap();
    id
}

/// What children do themselves.
fn by_children(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let own = |method, pattern: &'static str, path: &str, by| example(method, pattern, path, by);
    let words = "wagon igloo zèbre kiwi bonnet";
    vec![
        own("GET", "/mes-mots", "/mes-mots", Some(cast.lina)).for_all(),
        own("POST", "/mes-mots", "/mes-mots", Some(cast.lina))
            .sends(&[("mots", words), ("encore", words)])
            .for_all(),
        own("GET", "/tablette", "/tablette", None).for_all(),
        own("POST", "/tablette/ouvrir", "/tablette/ouvrir", None)
            .sends(&[("code", "BCDF-HKLM")])
            .for_all()
            .absent(),
        own("POST", "/tablette/fermer", "/tablette/fermer", None).sends(&[]).for_all().absent(),
        own("GET", "/tablette/enfant/{pupil}", &format!("/tablette/enfant/{}", cast.sami), None).for_all(),
        own("GET", "/tablette/enfant/{pupil}/photo", &format!("/tablette/enfant/{}/photo", cast.sami), None)
            .for_all()
            .absent(),
        own("POST", "/tablette/enfant/{pupil}", &format!("/tablette/enfant/{}", cast.sami), None)
            .sends(&[])
            .for_all()
            .absent(),
        own("GET", "/carte/{secret}", "/carte/inconnue", None).for_all().absent(),
        own("GET", "/carte", "/carte", None).for_all(),
        own("POST", "/carte", "/carte", None).sends(&[]).for_all().absent(),
        own("POST", "/enfants/{child}/ouvrir", &format!("/enfants/{}/ouvrir", cast.sami), Some(cast.nadia))
            .sends(&[]),
        own("GET", "/enfants/fini", "/enfants/fini", None).for_all(),
        own("POST", "/enfants/reprendre", "/enfants/reprendre", None).sends(&[]).for_all(),
    ]
}

fn of_security(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (head, school) = (Some(cast.petit), cast.tilleuls.to_string());
    let (adult, account) =
        (format!("/ecole/{school}/adulte/{}", cast.carrel), format!("/securite/compte/{}", cast.carrel));
    let where_ = [("lieu", &*school), ("profil", "pupils"), ("profil", "guardians")];
    let with = |more: &[(&'static str, &'static str)]| {
        where_
            .iter()
            .map(|(n, v)| (*n, (*v).to_owned()))
            .chain(more.iter().map(|(n, v)| (*n, (*v).to_owned())))
            .collect()
    };
    let sent = |pattern: &'static str, fields: Vec<(&'static str, String)>| {
        let mut example = example("POST", pattern, pattern, head);
        example.body = Body::Form(fields);
        example
    };
    vec![
        example("GET", "/pilotage/securite", "/pilotage/securite", Some(cast.oger)),
        example("GET", "/ecole/{school}/securite", format!("/ecole/{school}/securite"), head),
        sent("/securite/fermer", with(&[("oui", "1")])),
        sent("/securite/geler", with(&[("message", "En pause."), ("motif", "Essai")])),
        sent("/securite/exercice", with(&[])),
        sent("/securite/rouvrir", vec![("lieu", cast.cp.to_string()), ("gel", world.freeze.to_string())]),
        example("POST", "/securite/alerte/{alert}", format!("/securite/alerte/{}", world.alert), head)
            .sends(&[]),
        example("GET", "/securite/compte/{person}", account.clone(), head),
        example("POST", "/securite/compte/{person}/export", format!("{account}/export"), head)
            .sends(&[("format", "csv")]),
        example("POST", "/securite/compte/{person}/verification", format!("{account}/verification"), head)
            .sends(&[]),
        example("GET", "/ecole/{school}/adulte/{person}", adult.clone(), head),
        example("POST", "/ecole/{school}/adulte/{person}/code", format!("{adult}/code"), head).sends(&[]),
        example("POST", "/ecole/{school}/adulte/{person}/bloquer", format!("{adult}/bloquer"), head)
            .sends(&[]),
        example("POST", "/ecole/{school}/adulte/{person}/debloquer", format!("{adult}/debloquer"), head)
            .sends(&[])
            .absent(),
    ]
}

fn of_the_feed(world: &World) -> Vec<Example> {
    let (carrel, nadia) = (Some(world.app.cast.carrel), Some(world.app.cast.nadia));
    let (post, draft) = (format!("/fil/{}", world.post), format!("/fil/brouillon/{}", world.draft));
    let families = world.families.to_string();
    let written =
        [("brouillon", &*world.draft.to_string()), ("texte", "Demain, piscine."), ("audience", &*families)];
    let file = format!("{draft}/fichier/{}", world.draft_file);
    let comment = format!("{post}/commentaire/{}/retirer", world.comment);
    vec![
        example("GET", "/fil", "/fil", nadia).for_all(),
        example("GET", "/direct", "/direct", nadia).for_all(),
        example("POST", "/fil/vu", "/fil/vu", nadia)
            .sends(&[("jusque", "1789460000000000_01890000000070008000000000000001")])
            .for_all(),
        example("GET", "/fil/ecrire", "/fil/ecrire", carrel),
        example("GET", "/fil/qui-verra", format!("/fil/qui-verra?audience={families}"), carrel),
        example("POST", "/fil/brouillon", "/fil/brouillon", carrel).sends(&written),
        example("POST", "/fil/brouillon/{item}/abandonner", format!("{draft}/abandonner"), carrel).sends(&[]),
        example("POST", "/fil/brouillon/{item}/fichier", format!("{draft}/fichier"), carrel)
            .parts(&[], &[("fichier", "autre.txt", NOTE)]),
        example("POST", "/fil/brouillon/{item}/fichier/{file}/retirer", format!("{file}/retirer"), carrel)
            .sends(&[]),
        example("POST", "/fil/publier", "/fil/publier", carrel).parts(&written, &[]),
        example("GET", "/fil/{item}", post.clone(), nadia),
        example("GET", "/fil/{item}/qui", format!("{post}/qui"), carrel),
        example("GET", "/fil/{item}/modifier", format!("{post}/modifier"), carrel),
        example("POST", "/fil/{item}/modifier", format!("{post}/modifier"), carrel)
            .parts(&[("texte", "Bonjour à tous")], &[]),
        example("POST", "/fil/{item}/retirer", format!("{post}/retirer"), carrel).sends(&[]),
        example("POST", "/fil/{item}/commentaires", format!("{post}/commentaires"), carrel).sends(&[]),
        example("POST", "/fil/{item}/repondre", format!("{post}/repondre"), nadia)
            .sends(&[("texte", "Bien reçu")]),
        example("POST", "/fil/{item}/commentaire/{comment}/retirer", comment, nadia).sends(&[]),
        example("POST", "/fil/{item}/reaction", format!("{post}/reaction"), nadia)
            .sends(&[("reaction", "merci")]),
        example("GET", "/fichier/{file}/{variant}", format!("/fichier/{}/original", world.post_file), nadia),
    ]
}

fn of_imports(world: &World) -> Vec<Example> {
    let (dsi, head) = (Some(world.app.cast.oger), Some(world.app.cast.petit));
    let school = format!("/ecole/{}/imports", world.app.cast.tilleuls);
    let import = format!("/pilotage/imports/{}", world.previewed);
    vec![
        example("GET", "/pilotage/imports", "/pilotage/imports", dsi),
        example("POST", "/pilotage/imports", "/pilotage/imports", dsi)
            .parts(&[], &[("feed", "ENT1D.tgz", &[0x1f, 0x8b, 8, 0])]),
        example("GET", "/pilotage/imports/{import}", import.clone(), dsi),
        example("POST", "/pilotage/imports/{import}/appliquer", format!("{import}/appliquer"), dsi)
            .sends(&[]),
        example(
            "POST",
            "/pilotage/imports/{import}/defaire/apercu",
            format!("/pilotage/imports/{}/defaire/apercu", world.applied),
            dsi,
        )
        .sends(&[]),
        example(
            "POST",
            "/pilotage/imports/{import}/defaire",
            format!("/pilotage/imports/{}/defaire", world.applied),
            dsi,
        )
        .sends(&[]),
        example("GET", "/ecole/{school}/imports", school.clone(), head),
        example("GET", "/ecole/{school}/imports/{import}", format!("{school}/{}", world.applied), head),
    ]
}

/// Found by name, put right, gone.
fn of_persons(world: &World) -> Vec<Example> {
    let (cast, head) = (&world.app.cast, Some(world.app.cast.petit));
    let list = format!("/ecole/{}/personnes", cast.tilleuls);
    let malo = format!("{list}/{}", cast.malo);
    vec![
        example("GET", "/ecole/{school}/personnes", list.clone(), head),
        example("GET", "/ecole/{school}/personnes/{person}", format!("{list}/{}", cast.lina), head),
        example("POST", "/ecole/{school}/personnes/{person}/depart", format!("{malo}/depart"), head)
            .sends(&[("jour", "2027-06-01")]),
        example("GET", "/ecole/{school}/personnes/{person}/identite", format!("{malo}/identite"), head),
        example("POST", "/ecole/{school}/personnes/{person}/identite", format!("{malo}/identite"), head)
            .sends(&[("prenom", "Malo"), ("nom", "LE GOFF"), ("naissance", "04/03/2018"), ("niveau", "CE2")]),
    ]
}

fn of_people(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (head, dsi) = (Some(cast.petit), Some(cast.oger));
    let new = format!("/ecole/{}/personnes/nouvelle", cast.tilleuls);
    let list = format!("/ecole/{}/doublons", cast.tilleuls);
    let (doubt, merge) = (world.doubt, world.merge);
    let keep = cast.lina.to_string();
    let malo = cast.malo.to_string();
    let adult = [("prenom", "Yasmina"), ("nom", "Azem"), ("role", "atsem")];
    let mut all = vec![
        example("GET", "/ecole/{school}/personnes/nouvelle", new.clone(), head),
        example("GET", "/ecole/{school}/personnes/nouvelle/{kind}", format!("{new}/eleve"), head),
        example("POST", "/ecole/{school}/personnes/nouvelle/{kind}", format!("{new}/adulte"), head)
            .sends(&adult),
        example(
            "GET",
            "/ecole/{school}/personnes/nouvelle/fait/{person}",
            format!("{new}/fait/{malo}"),
            head,
        ),
        // Malo's account is active: his slip is made with those of his class.
        example(
            "POST",
            "/ecole/{school}/personnes/nouvelle/fait/{person}",
            format!("{new}/fait/{malo}"),
            head,
        )
        .sends(&[])
        .absent(),
    ];
    let school = [
        "/ecole/{school}/doublons",
        "/ecole/{school}/doublons/{doubt}",
        "/ecole/{school}/doublons/{doubt}/fusionner",
        "/ecole/{school}/doublons/{doubt}/distinctes",
        "/ecole/{school}/doublons/fusion/{merge}/annuler",
    ];
    let project = [
        "/pilotage/doublons",
        "/pilotage/doublons/{doubt}",
        "/pilotage/doublons/{doubt}/fusionner",
        "/pilotage/doublons/{doubt}/distinctes",
        "/pilotage/doublons/fusion/{merge}/annuler",
    ];
    for (patterns, at, by) in [(school, list, head), (project, "/pilotage/doublons".to_owned(), dsi)] {
        let [listed, one, merged, settled, undone] = patterns;
        all.extend([
            example("GET", listed, at.clone(), by),
            example("GET", one, format!("{at}/{doubt}"), by),
            example("POST", merged, format!("{at}/{doubt}/fusionner"), by).sends(&[("garder", &keep)]),
            example("POST", settled, format!("{at}/{doubt}/distinctes"), by).sends(&[]),
            example("POST", undone, format!("{at}/fusion/{merge}/annuler"), by).sends(&[]),
        ]);
    }
    all
}

fn of_leaving(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (dsi, nadia, lina) = (Some(cast.oger), Some(cast.nadia), cast.lina.to_string());
    let nobody = Uuid::nil();
    let leaver = format!("/pilotage/departs/{}", cast.lina);
    vec![
        example("GET", "/moi/mes-donnees", "/moi/mes-donnees", nadia).for_all(),
        example("POST", "/moi/mes-donnees", "/moi/mes-donnees", nadia).sends(&[("person", &lina)]),
        example("POST", "/moi/mes-donnees/opposition", "/moi/mes-donnees/opposition", nadia)
            .sends(&[("person", &lina), ("objects", "1")]),
        example("GET", "/moi/mes-donnees/{export}", format!("/moi/mes-donnees/{nobody}"), nadia).absent(),
        example("GET", "/pilotage/conservation", "/pilotage/conservation", dsi),
        example("GET", "/pilotage/departs", "/pilotage/departs", dsi),
        // Nobody of the Cast is leaving.
        example("POST", "/pilotage/departs/{person}/garder", format!("{leaver}/garder"), dsi)
            .sends(&[("reason", "Réclamation en cours")])
            .absent(),
        example("POST", "/pilotage/departs/{person}/liberer", format!("{leaver}/liberer"), dsi)
            .sends(&[])
            .absent(),
    ]
}

fn of_onde(world: &World) -> Vec<Example> {
    let head = Some(world.app.cast.petit);
    let list = format!("/ecole/{}/onde", world.app.cast.tilleuls);
    let one = format!("{list}/{}", world.onde);
    vec![
        example("GET", "/ecole/{school}/onde", list.clone(), head),
        // In September no list is of next year.
        example("POST", "/ecole/{school}/onde/{onde}/rentree", format!("{one}/rentree"), head)
            .sends(&[])
            .absent(),
        example("POST", "/ecole/{school}/onde", list, head).parts(&[], &[("eleves", "eleves.csv", PUPILS)]),
        example("GET", "/ecole/{school}/onde/{onde}", one.clone(), head),
        example("POST", "/ecole/{school}/onde/{onde}/corriger", format!("{one}/corriger"), head)
            .sends(&[("classe:CP", "creer")]),
        example("POST", "/ecole/{school}/onde/{onde}/appliquer", format!("{one}/appliquer"), head).sends(&[]),
        example("POST", "/ecole/{school}/onde/{onde}/abandonner", format!("{one}/abandonner"), head)
            .sends(&[]),
    ]
}

/// Nothing is being prepared in the Cast's world but by the first of these.
fn of_the_year(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let head = Some(cast.petit);
    let annee = format!("/ecole/{}/annee", cast.tilleuls);
    let (class, place) =
        (format!("{annee}/classes/{}", Uuid::nil()), format!("{annee}/eleves/{}", cast.cm1b));
    let class_page = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b);
    vec![
        example("GET", "/ecole/{school}/annee", annee.clone(), head),
        example("POST", "/ecole/{school}/annee", annee.clone(), head).sends(&[]),
        example("POST", "/ecole/{school}/annee/classes", format!("{annee}/classes"), head)
            .sends(&[("name", "CM2"), ("level", "CM2")])
            .absent(),
        example("GET", "/ecole/{school}/annee/classes/{class}", class.clone(), head).absent(),
        example("POST", "/ecole/{school}/annee/classes/{class}", class, head)
            .sends(&[("retirer", "1")])
            .absent(),
        example("GET", "/ecole/{school}/annee/eleves/{place}", place.clone(), head).absent(),
        example("POST", "/ecole/{school}/annee/eleves/{place}", place, head).sends(&[]).absent(),
        example("GET", "/ecole/{school}/annee/simulation", format!("{annee}/simulation"), head).absent(),
        example(
            "POST",
            "/ecole/{school}/annee/annuaire/{place}",
            format!("{annee}/annuaire/{}", cast.cm1b),
            head,
        )
        .sends(&[("dit", "deux")])
        .absent(),
        example("POST", "/ecole/{school}/annee/appliquer", format!("{annee}/appliquer"), head)
            .sends(&[("when", "maintenant")])
            .absent(),
        example("POST", "/ecole/{school}/annee/annuler", format!("{annee}/annuler"), head)
            .sends(&[])
            .absent(),
        example("POST", "/ecole/{school}/annee/abandonner", format!("{annee}/abandonner"), head)
            .sends(&[])
            .absent(),
        example("POST", "/ecole/{school}/classe/{class}/deplacer", format!("{class_page}/deplacer"), head)
            .sends(&[("pupil", &cast.malo.to_string()), ("to", &cast.cp.to_string())]),
    ]
}
