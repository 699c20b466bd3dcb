//! One example for each route: an address that is real in the Cast's world, who may come, what to send.

use kernel::{ItemId, PersonId};
use testing::{PASSWORD, TestApp};
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

    fn sends(mut self, fields: &[(&'static str, &str)]) -> Self {
        self.body = Body::Form(fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect());
        self
    }

    fn parts(
        mut self,
        fields: &[(&'static str, &str)],
        files: &[(&'static str, &'static str, &'static [u8])],
    ) -> Self {
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.body = Body::Files(fields, files.to_vec());
        self
    }

    fn for_all(mut self) -> Self {
        self.for_all = true;
        self
    }

    fn absent(mut self) -> Self {
        self.absent = true;
        self
    }
}

/// The Cast, and a post of Mme Carrel's to the families of her class, answered by Nadia; a draft of hers.
pub struct World {
    pub app: TestApp,
    families: Uuid,
    post: ItemId,
    post_file: Uuid,
    comment: Uuid,
    draft: ItemId,
    draft_file: Uuid,
    other_session: Uuid,
    previewed: Uuid,
    applied: Uuid,
    doubt: Uuid,
    merge: Uuid,
    /// Given to a substitute, asked for by a teacher; Lina hidden from her father.
    access: Uuid,
    proposal: Uuid,
    protection: Uuid,
}

const NOTE: &[u8] = "Liste du matériel : un cahier, une boîte à chaussures.".as_bytes();

impl World {
    pub async fn new() -> Self {
        let app = TestApp::new(web::house::routes()).await;
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
        Self {
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
            previewed: import(&app, "previewed").await,
            applied: import(&app, "applied").await,
            doubt: doubt(&app).await,
            merge: merged(&app).await,
            access: given_to(&app).await,
            proposal: proposed(&app).await,
            protection: protected(&app).await,
            app,
        }
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

/// A feed that was received and read.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn import(app: &TestApp, state: &str) -> Uuid {
    let id = Uuid::now_v7();
    let received = "insert into feed_import (id, file_name, state, received_at, sha256) values ($1, 'ENT1D.tgz', $2, '2026-09-15', '\\x00')";
    sqlx::query(received).bind(id).bind(state).execute(app.pool()).await.unwrap();
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
    all.extend(of_delegation(world));
    all.extend(of_families(world));
    all.extend(of_the_feed(world));
    all.extend(of_imports(world));
    all.extend(of_people(world));
    all.extend(of_leaving(world));
    all
}

fn example(
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
        post("/connexion").sends(&[("login", "marion.carrel"), ("secret", PASSWORD)]),
        // What is refused is an act too: it leaves its entry.
        post("/activation").sends(&[("code", "0000-0000-0000")]).absent(),
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
        own("GET", "/confirmer").for_all(),
        own("POST", "/confirmer").sends(&[("secret", PASSWORD), ("retour", "/moi")]).for_all(),
        own("POST", "/deconnexion").sends(&[]).for_all(),
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
        example("GET", "/ecole/{school}/fiches", format!("{school}/fiches"), head),
        example("POST", "/ecole/{school}/fiches", format!("{school}/fiches"), head)
            .sends(&[("whom", "adultes"), ("all", "1")]),
        example("GET", "/ma-classe", "/ma-classe", Some(cast.keller)),
        example("POST", "/ma-classe", "/ma-classe", Some(cast.keller)).sends(&[("class", &cp)]),
        example("POST", "/ma-classe/quitter", "/ma-classe/quitter", Some(cast.roy)).sends(&[("class", &cp)]),
        example("GET", "/pilotage", "/pilotage", dsi),
        example("GET", "/pilotage/fiches-direction", "/pilotage/fiches-direction", dsi),
        example("POST", "/pilotage/fiches-direction", "/pilotage/fiches-direction", dsi)
            .sends(&[("all", "1")]),
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
        example("GET", "/ecole/{school}/protections", format!("{school}/protections"), head),
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
        example("GET", "/ecole/{school}/imports", school.clone(), head),
        example("GET", "/ecole/{school}/imports/{import}", format!("{school}/{}", world.applied), head),
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
