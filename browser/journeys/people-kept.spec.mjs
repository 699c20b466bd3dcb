// People kept right: a pupil and his mother made by hand on Monday are the ones of Wednesday's feed; two accounts
// of one mother become one and are two again; an ONDE file with a wrong class label is put right in place.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASILE, DESK, HELENE, MARION, PHONE, TABLET, addressOf, confirms, expect, look, post, publish, signIn, test } from "./people.mjs";

const CHOSEN = "tilleul-marelle-encre-84";
const CLASS = "CE2-CM1 Mme Carrel";

/** What the academy sends: one pupil and his mother. */
function feed() {
  const folder = mkdtempSync(join(tmpdir(), "preau-delta-"));
  const attr = ([name, value]) => `<attr name="${name}"><value>${value}</value></attr>`;
  const record = (category, key, attributes) =>
    `<addRequest><operationalAttributes><attr name="categoriePersonne"><value>${category}</value></attr></operationalAttributes>` +
    `<identifier><id>${key}</id></identifier><attributes>${Object.entries({ ENTPersonJointure: key, ...attributes }).map(attr).join("")}</attributes></addRequest>`;
  const file = (category, records) =>
    writeFileSync(join(folder, `ENT1D_Delta_20260916_${category}_0000.xml`), `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n<ficAlimMENESR>\n<!-- degre="1D" -->\n${records}\n</ficAlimMENESR>\n`);
  file("Eleve", record("Eleve", "990001", {
    ENTPersonNom: "MARCHETTI", ENTPersonPrenom: "TIMEO", ENTPersonDateNaissance: "12/04/2017",
    ENTPersonStructRattach: "9102", ENTPersonClasses: `9102$CLASSE$1$9217$${CLASS}`, ENTEleveAutoriteParentale: "990002$10",
  }));
  file("PersRelEleve", record("PersRelEleve", "990002", { ENTPersonNom: "MARCHETTI", ENTPersonPrenom: "LIVIA", ENTPersonMail: "livia.marchetti@example.org" }));
  execFileSync("tar", ["czf", "delta.tgz", ...["Eleve", "PersRelEleve"].map((c) => `ENT1D_Delta_20260916_${c}_0000.xml`)], { cwd: folder });
  const buffer = readFileSync(join(folder, "delta.tgz"));
  rmSync(folder, { recursive: true });
  return { name: "ENT1D.20260916.Delta.tgz", mimeType: "application/gzip", buffer };
}

/** Fills in the form of that name and gives the code of the slip. */
async function make(page, kind, fill) {
  await page.goto("/fil"); // a slip has no menu
  await page.getByRole("link", { name: "École" }).click();
  await page.getByRole("link", { name: "Nouvelle personne" }).click();
  await page.getByRole("link", { name: kind }).click();
  await fill();
  await page.getByRole("button", { name: "Créer", exact: true }).click();
}

async function slip(page) {
  await page.getByRole("button", { name: "Préparer sa fiche" }).click();
  return page.locator(".slip-code").innerText();
}

/** Whoever has a slip says for whom. */
async function namesChild(page, name) {
  await page.getByLabel("Quel est le prénom de votre enfant ?").fill(name);
  await page.getByRole("button", { name: "Continuer" }).click();
}

test.describe.configure({ mode: "serial" });

test("a pupil and his mother of Monday are the ones of Wednesday's feed", async ({ someone }) => {
  const helene = await someone(HELENE, { viewport: PHONE });
  await confirms(helene);
  await make(helene, "Un élève", async () => {
    await helene.getByLabel("Prénom").fill("Timéo");
    await helene.getByLabel("Nom", { exact: true }).fill("Marchetti");
    await helene.getByLabel("Date de naissance").fill("12/04/2017");
    await helene.getByLabel("Classe").selectOption({ label: CLASS });
    await helene.getByLabel("Niveau").selectOption("CM1");
    await look(helene, "personnes-nouvel-eleve");
  });
  await expect(helene.getByRole("heading", { level: 1 })).toContainText("Timéo Marchetti");
  await look(helene, "personnes-fait");
  await helene.getByRole("link", { name: "Ajouter un responsable" }).click();
  await helene.getByLabel("Prénom").fill("Livia");
  await helene.getByLabel("Nom", { exact: true }).fill("Marchetti");
  await helene.getByLabel("Lien").selectOption({ label: "mère" });
  await look(helene, "personnes-nouveau-responsable");
  await helene.getByRole("button", { name: "Créer", exact: true }).click();
  const code = await slip(helene);
  await look(helene, "personnes-fiche");

  // Sent again by mistake: he is shown, not made.
  await make(helene, "Un élève", async () => {
    await helene.getByLabel("Prénom").fill("TIMEO");
    await helene.getByLabel("Nom", { exact: true }).fill("marchetti");
    await helene.getByLabel("Date de naissance").fill("2017-04-12");
    await helene.getByLabel("Classe").selectOption({ label: CLASS });
    await helene.getByLabel("Niveau").selectOption("CM1");
  });
  await expect(helene.getByRole("heading", { name: "Nous connaissons peut-être déjà" })).toBeVisible();
  await look(helene, "personnes-deja-connue");

  const marion = await someone(MARION);
  await publish(marion, "Bienvenue à Timéo parmi nous.", `Familles de ${CLASS}`);
  const livia = await someone(null);
  await livia.goto("/activation");
  await livia.getByLabel("Le code de votre fiche").fill(code);
  await livia.getByRole("button", { name: "Continuer" }).click();
  await namesChild(livia, "timeo");
  await livia.getByLabel("Choisissez un mot de passe").fill(CHOSEN);
  await livia.getByLabel("J’ai lu la charte et je l’accepte").check();
  await livia.getByRole("button", { name: "Entrer" }).click();
  await expect(livia).not.toHaveURL(/\/activation/);
  await livia.goto("/fil");
  await expect(post(livia, "Bienvenue à Timéo")).toBeVisible();
  const address = await addressOf(livia, "Bienvenue à Timéo");
  await livia.goto(address);
  await livia.locator("#reponse").fill("Merci de votre accueil.");
  await livia.locator("form[action$=\"/repondre\"] button").last().click();
  await expect(livia.getByText("Merci de votre accueil.")).toBeVisible();

  const basile = await someone(BASILE, { viewport: DESK });
  await confirms(basile);
  await basile.goto("/pilotage/imports");
  await basile.locator("input[name=feed]").setInputFiles(feed());
  await basile.getByRole("button", { name: /Déposer|Envoyer|Lire/ }).click();
  await expect(basile.getByRole("button", { name: "Appliquer" })).toBeVisible({ timeout: 30_000 });
  await basile.getByRole("button", { name: "Appliquer" }).click();
  await expect(basile.getByText("Ce qui a changé")).toBeVisible({ timeout: 30_000 });
  await look(basile, "personnes-flux-de-mercredi");

  await helene.goto("/fil");
  await helene.getByRole("link", { name: "École" }).click();
  await helene.getByRole("link", { name: CLASS }).click();
  await expect(helene.getByRole("rowheader", { name: "Timéo Marchetti" }).or(helene.getByRole("rowheader", { name: "Timeo Marchetti" }))).toHaveCount(1);
  await livia.goto(address);
  await expect(livia.getByText("Merci de votre accueil.")).toBeVisible();
});

test("two accounts of one mother become one, and are two again", async ({ someone }) => {
  const helene = await someone(HELENE, { viewport: TABLET });
  await confirms(helene);
  let child = "";
  const mother = async (choose) => {
    await make(helene, "Un responsable", async () => {
      await helene.getByLabel("Prénom").fill("Olga");
      await helene.getByLabel("Nom", { exact: true }).fill("Petrova");
      await helene.getByLabel("De quel élève").selectOption({ index: 3 });
      child = (await helene.getByLabel("De quel élève").locator("option").nth(3).innerText()).trim().split(" ")[0];
      await helene.getByLabel("Lien").selectOption({ label: "mère" });
      await helene.getByLabel("Adresse électronique").fill("olga@example.org");
    });
    if (choose) {
      await look(helene, "personnes-doublon-responsable");
      await helene.getByRole("button", { name: "Je ne sais pas" }).click();
    }
    return slip(helene);
  };
  const codes = [await mother(false), await mother(true)];
  for (const code of codes) {
    const olga = await someone(null);
    await olga.goto("/activation");
    await olga.getByLabel("Le code de votre fiche").fill(code);
    await olga.getByRole("button", { name: "Continuer" }).click();
    await namesChild(olga, child);
    await olga.getByLabel("Choisissez un mot de passe").fill(CHOSEN);
    await olga.getByLabel("J’ai lu la charte et je l’accepte").check();
    await olga.getByRole("button", { name: "Entrer" }).click();
    await expect(olga.locator(".header-who")).toContainText("Olga");
  }
  await helene.goto("/fil");
  await helene.getByRole("link", { name: "École" }).click();
  await helene.getByRole("link", { name: "Doublons" }).click();
  await look(helene, "doublons");
  await helene.getByRole("link", { name: "Comparer Olga Petrova" }).click();
  await look(helene, "doublons-cote-a-cote");
  await helene.setViewportSize(PHONE);
  await look(helene, "doublons-cote-a-cote-telephone");
  await helene.setViewportSize(TABLET);
  await helene.getByRole("button", { name: "fusionner" }).click();
  await look(helene, "doublons-fusionnes");
  for (const login of ["olga.petrova", "olga.petrova2"]) {
    const olga = await someone(null);
    await signIn(olga, login, CHOSEN);
    await expect(olga.locator(".header-who")).toContainText("Olga");
  }
  await helene.getByRole("button", { name: "Annuler la fusion de Olga Petrova" }).click();
  await expect(helene.getByRole("link", { name: "Comparer Olga Petrova" })).toBeVisible();
});

test("an ONDE file with a wrong class label is put right in place", async ({ someone }) => {
  const helene = await someone(HELENE, { viewport: TABLET });
  await confirms(helene);
  await helene.getByRole("link", { name: "École" }).click();
  await helene.getByRole("link", { name: "Nouvelle personne" }).click();
  await helene.getByRole("link", { name: "fichiers d’ONDE" }).click();
  await look(helene, "onde-deposer");
  const pupils = "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Niveau;Libellé classe\r\nOUEDRAOGO;;Aïcha;04/03/2020;CP;CP Mme ROI\r\n=1+1;;Zélie;04/03/2020;CP;CP Mme Roy\r\nVASSEUR;;Ewen;31/02/2017;CM1;CE2-CM1  MME CARREL\r\n";
  const relatives = "Civilité Responsable;Nom responsable;Prénom responsable;Courriel;Nom de famille enfant;Prénom enfant;Classes enfants\r\nMME;OUEDRAOGO;Mariam;mariam@example.org;OUEDRAOGO;Aïcha;CP\r\nM.;INCONNU;Paul;;PERSONNE;Lou;CP\r\n";
  await helene.getByLabel("Élèves").setInputFiles({ name: "CSVExtraction-eleves.csv", mimeType: "text/csv", buffer: Buffer.from(pupils, "latin1") });
  await helene.getByLabel("Responsables").setInputFiles({ name: "CSVExtraction-responsables.csv", mimeType: "text/csv", buffer: Buffer.from(relatives, "utf8") });
  await helene.getByRole("button", { name: "Lire les fichiers" }).click();
  await expect(helene.getByRole("heading", { name: "À corriger ici" })).toBeVisible();
  await look(helene, "onde-apercu");
  await helene.setViewportSize(PHONE);
  await look(helene, "onde-apercu-telephone");
  await helene.setViewportSize(TABLET);
  await expect(helene.getByLabel("Classe « CP Mme ROI »")).toHaveValue(/.+/);
  await helene.getByLabel("Date de naissance d’Ewen").fill("28/02/2017");
  await helene.getByRole("button", { name: "Enregistrer ces réponses" }).click();
  await look(helene, "onde-corrige");
  await helene.getByRole("button", { name: "Appliquer" }).click();
  await expect(helene.getByText("Ce qui a été fait")).toBeVisible();
  await look(helene, "onde-fait");
  await helene.goto("/fil");
  await helene.getByRole("link", { name: "École" }).click();
  await helene.getByRole("link", { name: "CP Mme Roy" }).click();
  await expect(helene.getByRole("rowheader", { name: "Aïcha Ouedraogo" })).toHaveCount(1);
});
