// From a printed sheet to a post that the right people see: a head and a teacher come in for the first time.
import { BASILE, DENISE, HELENE, KARIM, LINA, MARION, NADIA, SAMI, SONIA, addressOf, confirmByPassword, expect, look, post, publish, test } from "./people.mjs";

const CLASS = "CE2-CM1 Mme Carrel";
const CHOSEN = "tilleul-marelle-encre-84";

/** The code of that person's slip. */
const codeOf = (page, name) => page.locator(".slip", { hasText: name }).locator(".slip-code").innerText();

/** Takes the printed code, chooses a password, accepts the charter. */
async function activate(page, code, name) {
  await page.goto("/activation");
  await page.getByLabel("Le code de votre fiche").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText(name)).toBeVisible();
  await look(page, `activation-${name.split(" ")[0]}`);
  await page.getByLabel("Choisissez un mot de passe").fill(CHOSEN);
  await page.getByText("Lire la charte").click();
  await expect(page.getByText("je ne les prête pas")).toBeVisible();
  await page.getByLabel("J’ai lu la charte et je l’accepte").check();
  await page.getByRole("button", { name: "Entrer" }).click();
  await expect(page.locator(".header-who")).toContainText(name.split(" ")[0]);
}

/** A picture that no one has seen before, as a tablet would take it. */
async function picture(page) {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 600 });
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 24; at++) {
      pen.fillStyle = `hsl(${at * 15} 60% 55%)`;
      pen.fillRect((at % 6) * 134, Math.floor(at / 6) * 150, 134, 150);
    }
    return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
  });
  return { name: "potager.jpg", mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}

test.describe.configure({ mode: "serial" });

test("the operator prints a head's sheet, and the head comes in", async ({ someone }) => {
  const basile = await someone(BASILE, { viewport: { width: 1280, height: 800 } });
  await basile.goto("/pilotage/fiches-direction");
  await confirmByPassword(basile);
  await look(basile, "fiches-direction");
  await basile.getByRole("button", { name: "Montrer à l’écran" }).click();
  await look(basile, "fiches-direction-codes");
  const code = await codeOf(basile, "Sylvie Lenoir");

  const sylvie = await someone(null);
  await activate(sylvie, code, "Sylvie Lenoir");
  await sylvie.getByRole("link", { name: "École" }).click();
  await expect(sylvie.getByRole("heading", { level: 1 })).toContainText("Le Lavoir");
  await look(sylvie, "ecole-telephone");

  const again = await someone(null);
  await again.goto("/activation");
  await again.getByLabel("Le code de votre fiche").fill(code);
  await again.getByRole("button", { name: "Continuer" }).click();
  await expect(again.getByRole("alert")).toBeVisible();
  await look(again, "activation-code-deja-servi");
});

test("a teacher comes in with her sheet, takes her class, posts a picture to its families", async ({ someone }) => {
  const helene = await someone(HELENE, { viewport: { width: 1280, height: 800 } });
  await helene.getByRole("link", { name: "École" }).click();
  await helene.getByRole("link", { name: "Fiches à imprimer" }).click();
  await confirmByPassword(helene);
  await look(helene, "fiches");
  await helene.getByLabel("Adultes de l’école").check();
  await helene.getByRole("button", { name: "Montrer à l’écran" }).click();
  await look(helene, "fiches-codes");

  const farida = await someone(null);
  await activate(farida, await codeOf(helene, "Farida Amrani"), "Farida Amrani");
  await farida.goto("/ma-classe");
  await look(farida, "ma-classe");
  await farida.getByRole("button", { name: CLASS }).click();
  await farida.getByRole("link", { name: "Continuer" }).click();

  await farida.getByRole("link", { name: "Écrire" }).first().click();
  await look(farida, "ecrire-vide");
  await farida.getByLabel("Votre message").fill("Nos radis sont sortis de terre !");
  await farida.getByLabel(`Familles de ${CLASS}`).check();
  await expect(farida.locator("#qui-voit")).toContainText(/Qui verra ce message\s\?\s+\d+\sresponsables/);
  await farida.locator("#fichier").setInputFiles(await picture(farida));
  await expect(farida.locator(".picked input[name=piece]")).toHaveCount(1);
  await look(farida, "ecrire");
  await farida.getByRole("button", { name: "Publier" }).click();
  await expect(farida.getByText("Votre message est publié.")).toBeVisible();
  await expect(post(farida, "Nos radis").locator(".photos img")).toBeVisible();
  await look(farida, "publie");
});

test("both households see it, each answers the school alone; others do not know that it is there", async ({ someone }) => {
  const nadia = await someone(NADIA);
  await nadia.goto("/fil");
  await expect(post(nadia, "Nos radis")).toHaveCount(1);
  await expect.poll(() => post(nadia, "Nos radis").locator("img").first().evaluate((image) => image.naturalWidth)).toBeGreaterThan(100);
  const address = await addressOf(nadia, "Nos radis");
  await nadia.goto(address);
  await nadia.getByLabel("Votre réponse").fill("Lina ne parle que de ça à la maison.");
  await look(nadia, "message-famille");
  await nadia.getByRole("button", { name: "Envoyer" }).click();
  await expect(nadia.locator(".comment", { hasText: "Lina ne parle" })).toBeVisible();
  await look(nadia, "message-repondu");

  const karim = await someone(KARIM);
  await karim.goto(address);
  await expect(post(karim, "Nos radis")).toBeVisible();
  await expect(karim.getByText("Lina ne parle")).toHaveCount(0);

  const marion = await someone(MARION);
  await marion.goto(address);
  await expect(marion.locator(".comment", { hasText: "Lina ne parle" }), "the class's team reads every answer").toBeVisible();
  for (const stranger of [SAMI, LINA, DENISE]) {
    const page = await someone(stranger);
    expect((await page.goto(address)).status(), stranger).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, `introuvable-${stranger.slice(0, 4)}`);
  }
});

test("a teacher of two schools takes a class in each; a parent of both reads her once", async ({ someone }) => {
  const sonia = await someone(SONIA);
  await expect(sonia).toHaveURL(/\/ma-classe$/);
  await look(sonia, "ma-classe-deux-ecoles");
  await sonia.getByRole("button", { name: CLASS }).click();
  await sonia.getByRole("button", { name: "MS M. Jourdan" }).click();
  await sonia.getByRole("link", { name: "Continuer" }).click();
  await sonia.goto("/fil/ecrire");
  await sonia.getByLabel("Votre message").fill("La chorale des deux écoles commence jeudi.");
  await sonia.getByLabel(`Familles de ${CLASS}`).check();
  await sonia.getByLabel("Familles de MS M. Jourdan").check();
  await sonia.getByRole("button", { name: "Publier" }).click();
  await expect(sonia.getByText("Votre message est publié.")).toBeVisible();

  const nadia = await someone(NADIA);
  await nadia.goto("/fil");
  await expect(post(nadia, "La chorale des deux écoles")).toHaveCount(1);
  for (const child of ["Lina", "Sami"]) {
    await nadia.getByRole("navigation", { name: "Mes enfants" }).getByRole("link", { name: child }).click();
    await expect(post(nadia, "La chorale des deux écoles")).toHaveCount(1);
  }
  await look(nadia, "fil-enfant");
});

test("colleagues of the circonscription read what is shared with them", async ({ someone }) => {
  const helene = await someone(HELENE);
  await publish(helene, "Prêt de la malle de sciences : qui la veut en mars ?", /Enseignants et directions/);
  const denise = await someone(DENISE);
  await denise.goto("/fil");
  await expect(post(denise, "malle de sciences")).toHaveCount(1);
  await look(denise, "fil-collegue");
  const anna = await someone("Anna Vidal");
  await anna.goto("/fil");
  await expect(post(anna, "malle de sciences")).toHaveCount(0);
});
