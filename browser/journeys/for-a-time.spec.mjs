// Who comes and goes: a substitute for three days, on a phone; a child hidden from one of her guardians; a family
// that leaves with its data. Each with people of its own, made here.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASILE, DESK, HELENE, MARION, PHONE, TABLET, confirms, expect, look, post, publish, signIn, test } from "./people.mjs";

const CHOSEN = "tilleul-marelle-encre-84";
const CLASS = "CE2-CM1 Mme Carrel";

/** The school's page of its head, and its address. */
async function school(head) {
  await head.goto("/fil");
  await head.getByRole("link", { name: "École", exact: true }).click();
  return new URL(head.url()).pathname;
}

/** « 2026-11-28 », so many days from today in Paris. */
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

/** From the code of a slip to her own account; a family says for whom. */
async function opens(page, code, child) {
  await page.goto("/activation");
  await page.getByLabel("Le code de votre fiche").fill(code);
  await page.getByRole("button", { name: "Continuer" }).click();
  if (child) {
    await page.getByLabel("Quel est le prénom de votre enfant ?").fill(child);
    await page.getByRole("button", { name: "Continuer" }).click();
  }
  const login = await page.locator("#login").inputValue();
  await page.getByLabel("Choisissez un mot de passe").fill(CHOSEN);
  await page.getByLabel("J’ai lu la charte et je l’accepte").check();
  await page.getByRole("button", { name: "Entrer" }).click();
  await expect(page).not.toHaveURL(/\/activation$/);
  return login;
}

/** A head makes somebody by hand, and gives the code of the slip. */
async function made(head, kind, fill) {
  await school(head);
  await head.getByRole("link", { name: "Nouvelle personne" }).click();
  await head.getByRole("link", { name: kind }).click();
  await fill();
  await head.getByRole("button", { name: "Créer", exact: true }).click();
}

test("a substitute for three days: given, in, posts; ended, nothing opens", async ({ someone }) => {
  test.slow(); // two people, and six pages looked at
  const helene = await someone(HELENE, { viewport: TABLET });
  await confirms(helene);
  const home = await school(helene);
  await helene.goto(`${home}/acces`);
  await helene.locator("#prenom").fill("Capucine");
  await helene.locator("#nom").fill("Lebrun");
  await helene.getByRole("radio", { name: "Remplaçant·e" }).check();
  await helene.getByLabel("Classe ou groupe").selectOption({ label: CLASS });
  await helene.getByLabel("Premier jour").fill(inDays(0));
  await helene.getByLabel("Dernier jour").last().fill(inDays(2));
  for (const tool of await helene.locator("[name=outil]:not([disabled])").all()) await tool.check();
  await look(helene, "remplacante-donner-768");
  await helene.getByRole("button", { name: "Donner l’accès" }).click();
  await expect(helene.getByText("l’accès est donné")).toBeVisible();
  await helene.setViewportSize(PHONE);
  await look(helene, "remplacante-liste-360");
  const line = helene.getByRole("listitem").filter({ hasText: "Capucine Lebrun" });
  await line.locator("summary").click();
  await line.getByRole("button", { name: "Imprimer sa fiche" }).click();
  await look(helene, "remplacante-fiche-360");
  const code = await helene.locator(".slip-code").innerText();

  const capucine = await someone(null, { viewport: PHONE });
  const login = await opens(capucine, code);
  await capucine.goto("/ma-classe");
  await expect(capucine.getByText("La direction vous a ouvert une classe")).toBeVisible();
  await look(capucine, "remplacante-classe-360");
  await publish(capucine, "Je remplace Mme Carrel jusqu’à la fin de la semaine.", `Familles de ${CLASS}`);
  await look(capucine, "remplacante-fil-360");
  const marion = await someone(MARION);
  await publish(marion, "Le mot de Marion pendant le remplacement.", `Familles de ${CLASS}`);
  await capucine.goto("/fil");
  await expect(post(capucine, "Le mot de Marion pendant le remplacement.")).toBeVisible();

  // Its last day ends by itself, at midnight (a test of identity moves the clock); the head ends it sooner.
  await helene.goto(`${home}/acces`);
  await line.locator("summary").click();
  await line.getByRole("button", { name: "Terminer tout de suite" }).click();
  await expect(helene.getByText("plus rien n’est visible")).toBeVisible();
  await capucine.goto("/fil");
  await expect(post(capucine, "Le mot de Marion pendant le remplacement.")).toHaveCount(0);
  await look(capucine, "remplacante-terminee-360");
  await capucine.goto("/ma-classe");
  await expect(capucine.getByText(CLASS)).toHaveCount(0);
  const again = await someone(null, { viewport: PHONE });
  await signIn(again, login, CHOSEN);
  await again.goto("/fil/ecrire");
  await expect(again.getByText(`Familles de ${CLASS}`)).toHaveCount(0);
});

test("a child hidden from one guardian: he reads nothing from that moment, she all", async ({ someone }) => {
  test.slow(); // five people
  const helene = await someone(HELENE, { viewport: PHONE });
  await confirms(helene);
  await made(helene, "Un élève", async () => {
    await helene.getByLabel("Prénom").fill("Maëlys");
    await helene.getByLabel("Nom", { exact: true }).fill("Fontanel");
    await helene.getByLabel("Date de naissance").fill("2017-05-03");
    await helene.getByLabel("Classe").selectOption({ label: CLASS });
    await helene.getByLabel("Niveau").selectOption("CM1");
  });
  const codes = {};
  for (const [name, relation] of [["Alice", "mère"], ["Bruno", "père"]]) {
    await made(helene, "Un responsable", async () => {
      await helene.getByLabel("Prénom").fill(name);
      await helene.getByLabel("Nom", { exact: true }).fill("Fontanel");
      await helene.getByLabel("De quel élève").selectOption({ label: `Maëlys Fontanel · ${CLASS}` });
      await helene.getByLabel("Lien").selectOption({ label: relation });
    });
    await helene.getByRole("button", { name: "Préparer sa fiche" }).click();
    codes[name] = await helene.locator(".slip-code").innerText();
  }
  const [alice, bruno] = [await someone(null), await someone(null)];
  await opens(alice, codes.Alice, "maelys");
  await opens(bruno, codes.Bruno, "maelys");
  const marion = await someone(MARION);
  await publish(marion, "Samedi, la classe expose ses dessins.", `Familles de ${CLASS}`);
  const words = "Samedi, la classe expose ses dessins.";
  for (const parent of [alice, bruno]) {
    await parent.goto("/fil");
    await expect(post(parent, words)).toBeVisible();
  }

  const home = await school(helene);
  await helene.goto(`${home}/personnes?nom=fontanel`);
  await helene.getByRole("link", { name: /Maëlys/ }).first().click();
  await helene.getByRole("link", { name: /famille/i }).first().click();
  await look(helene, "protection-famille-360");

  // Her grandmother, whom no feed knows.
  const family = helene.url();
  await helene.getByRole("link", { name: "Ajouter une tierce personne" }).click();
  await helene.getByLabel("Prénom").fill("Huguette");
  await helene.getByLabel("Nom", { exact: true }).fill("Morvan");
  await helene.getByLabel("Lien").selectOption({ label: "grand-parent" });
  await helene.getByLabel("Ce qui le permet").fill("Accord des parents du 20 novembre");
  await helene.getByLabel(/Lit le fil de la classe/).check();
  await helene.getByLabel(/Jusqu’au/).fill(inDays(60));
  await look(helene, "tierce-personne-360");
  await helene.getByRole("button", { name: "Créer", exact: true }).click();
  await helene.getByRole("button", { name: "Préparer sa fiche" }).click();
  const huguette = await someone(null);
  await opens(huguette, await helene.locator(".slip-code").innerText(), "maelys");
  await huguette.goto("/fil");
  await expect(post(huguette, words)).toBeVisible();
  await helene.goto(family);
  await helene.setViewportSize(TABLET);
  await look(helene, "famille-avec-tierce-768");
  await helene.setViewportSize(PHONE);
  await helene.getByText("Protéger Maëlys de Bruno Fontanel").click();
  const form = helene.locator("form", { has: helene.getByRole("button", { name: "Protéger tout de suite" }) }).filter({ visible: true });
  await form.getByLabel("Motif").fill("Ordonnance du 24 novembre");
  await form.getByLabel("Dernier jour").fill(inDays(90));
  await look(helene, "protection-formulaire-360");
  await form.getByRole("button").click();
  await expect(helene.getByText("L’enfant est protégé")).toBeVisible();
  await helene.setViewportSize(TABLET);
  await look(helene, "protection-faite-768");
  await helene.goto(`${home}/protections`);
  await look(helene, "protections-768");

  await bruno.goto("/fil");
  await expect(post(bruno, words)).toHaveCount(0);
  await expect(bruno.getByText("Maëlys")).toHaveCount(0);
  await look(bruno, "protection-cache-360");
  await alice.goto("/fil");
  await expect(post(alice, words)).toBeVisible();
});

/** What the academy sends: a pupil and her mother come, or are gone. */
function delta(day, gone) {
  const folder = mkdtempSync(join(tmpdir(), "preau-delta-"));
  const attr = ([name, value]) => `<attr name="${name}"><value>${value}</value></attr>`;
  const verb = gone ? "deleteRequest" : "addRequest";
  const record = (category, key, attributes) =>
    `<${verb}><operationalAttributes><attr name="categoriePersonne"><value>${category}</value></attr></operationalAttributes>` +
    `<identifier><id>${key}</id></identifier>${gone ? "" : `<attributes>${Object.entries({ ENTPersonJointure: key, ...attributes }).map(attr).join("")}</attributes>`}</${verb}>`;
  const file = (category, records) =>
    writeFileSync(join(folder, `ENT1D_Delta_${day}_${category}_0000.xml`), `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n<ficAlimMENESR>\n<!-- degre="1D" -->\n${records}\n</ficAlimMENESR>\n`);
  file("Eleve", record("Eleve", "990011", {
    ENTPersonNom: "KERVELLA", ENTPersonPrenom: "YAËLLE", ENTPersonDateNaissance: "02/02/2018",
    ENTPersonStructRattach: "9102", ENTPersonClasses: "9102$CLASSE$1$9216$CE2 M. Nguyen", ENTEleveAutoriteParentale: "990012$10",
  }));
  file("PersRelEleve", record("PersRelEleve", "990012", { ENTPersonNom: "KERVELLA", ENTPersonPrenom: "MARINE", ENTPersonMail: "marine.kervella@example.org" }));
  execFileSync("tar", ["czf", "delta.tgz", ...["Eleve", "PersRelEleve"].map((c) => `ENT1D_Delta_${day}_${c}_0000.xml`)], { cwd: folder });
  const buffer = readFileSync(join(folder, "delta.tgz"));
  rmSync(folder, { recursive: true });
  return { name: `ENT1D.${day}.Delta.tgz`, mimeType: "application/gzip", buffer };
}

async function applies(basile, feed) {
  await basile.goto("/pilotage/imports");
  await basile.locator("input[name=feed]").setInputFiles(feed);
  await basile.getByRole("button", { name: /Déposer|Envoyer|Lire/ }).click();
  await expect(basile.getByRole("button", { name: "Appliquer" })).toBeVisible({ timeout: 30_000 });
  await basile.getByRole("button", { name: "Appliquer" }).click();
  await expect(basile.getByText("Ce qui a changé")).toBeVisible({ timeout: 30_000 });
}

test("a family that leaves finds its data, and nothing else", async ({ someone }) => {
  const basile = await someone(BASILE, { viewport: DESK });
  await confirms(basile);
  await applies(basile, delta("20260917", false));
  const helene = await someone(HELENE, { viewport: TABLET });
  await confirms(helene);
  const home = await school(helene);
  await helene.goto(`${home}/fiches`);
  await helene.getByRole("listitem").filter({ hasText: "CE2 M. Nguyen" }).getByLabel(/^Familles/).check();
  await helene.getByRole("button", { name: "Montrer à l’écran" }).click();
  const code = await helene.locator(".slip", { hasText: "Marine Kervella" }).locator(".slip-code").innerText();
  const marine = await someone(null, { viewport: PHONE });
  const login = await opens(marine, code, "yaelle");
  await applies(basile, delta("20260918", true));

  await signIn(marine, login, CHOSEN);
  await expect(marine).toHaveURL(/\/moi\/mes-donnees/);
  await expect(marine.getByText("Ce compte se ferme.")).toBeVisible();
  await marine.goto("/fil");
  await expect(marine).toHaveURL(/\/moi\/mes-donnees/);
  await marine.getByRole("button", { name: /Préparer le dossier/ }).first().click();
  await look(marine, "depart-donnees-360");
  await expect(async () => {
    await marine.reload();
    await expect(marine.getByRole("link", { name: /Télécharger/ })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const file = marine.waitForEvent("download");
  await marine.getByRole("link", { name: /Télécharger/ }).click();
  const zip = readFileSync(await (await file).path());
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["mes-donnees.html", "donnees.json"]) expect(zip.includes(name)).toBe(true);
  await marine.setViewportSize(TABLET);
  await look(marine, "depart-donnees-768");
});
