// Children's ways in: a nursery class on a shared tablet, a card, secret words, and the teacher who sets them up.
import { readFileSync } from "node:fs";
import { DESK, MARION, NADIA, PAUL, PHONE, TABLET, confirmByPassword, expect, look, signIn, test } from "./people.mjs";

const INES = "Inès Martel";
const CHOOSER = "qui n’a pas encore choisi ses mots secrets";
/** The pictures of all children of the demonstration. */
const PICTURES = ["La fleur", "La clé", "Le vélo"];

async function toWays(page, className) {
  await page.getByRole("link", { name: "École", exact: true }).click();
  await page.getByRole("link", { name: className }).click();
  await page.getByRole("link", { name: "Comment les élèves entrent" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Comment les élèves entrent");
}

/** One picture after the other, as a finger does. */
async function touch(page, names) {
  for (const [step, name] of names.entries()) {
    await page.locator(".pad-step").nth(step).locator("label", { has: page.getByText(name, { exact: true }) }).tap();
  }
}

const PHOTO = new URL("../../crates/storage/tests/files/photo-orientation-6.jpg", import.meta.url).pathname;

test("a photograph in the place of the animal: switched on, allowed, put, taken back", async ({ someone }) => {
  const paul = await someone(PAUL, { viewport: PHONE });
  await paul.getByRole("link", { name: "École", exact: true }).click();
  await paul.getByRole("link", { name: "Photos sur la tablette" }).click();
  await confirmByPassword(paul);
  await look(paul, "photos-ecole-360");
  await paul.getByRole("button", { name: "Permettre les photos" }).click();
  await expect(paul.locator(".notice[role=status]")).toContainText("Rien ne change avant l’accord");

  const nadia = await someone(NADIA, { viewport: PHONE });
  await nadia.goto("/moi");
  await nadia.getByRole("link", { name: "Photos de mes enfants" }).click();
  await look(nadia, "photos-famille-360");
  await nadia.getByRole("button", { name: "Oui, sa photo pour Sami" }).click();
  await expect(nadia.locator(".notice[role=status]")).toContainText("la photo est permise");

  await toWays(paul, /MS M\. Jourdan/);
  await paul.getByRole("link", { name: "Photos et accords" }).click();
  const sami = paul.locator("section", { has: paul.getByRole("heading", { name: /^Sami/ }) });
  await sami.locator("input[type=file]").setInputFiles(PHOTO);
  await sami.getByRole("button", { name: /^Mettre/ }).click();
  await expect(sami.getByText("photo en place")).toBeVisible();
  await sami.getByText(/Recopier une réponse/).click();
  await look(paul, "photos-classe-360");
  for (const [width, size] of [[768, TABLET], [1280, DESK]]) {
    await paul.setViewportSize(size);
    await look(paul, `photos-classe-${width}`);
  }

  const tablet = await someone(PAUL, { viewport: TABLET });
  await toWays(tablet, /MS M\. Jourdan/);
  await tablet.getByRole("button", { name: "Sur cet appareil" }).click();
  const tile = tablet.locator(".child", { hasText: "Sami" });
  await expect(tile.locator("img")).toBeVisible();
  await expect.poll(() => tile.locator("img").evaluate((img) => img.naturalWidth)).toBe(240);
  await look(tablet, "tablette-photos-768");
  await tile.click();
  await look(tablet, "tablette-photo-images-768");

  await nadia.goto("/moi/photos");
  await nadia.getByRole("button", { name: "Retirer mon accord pour Sami" }).click();
  await expect(nadia.locator(".notice[role=status]")).toContainText("vient d’être effacée");
  await look(nadia, "photos-famille-non-360");
  await tablet.goto("/tablette");
  await expect(tablet.locator(".child", { hasText: "Sami" }).locator("svg")).toBeVisible();
  await tablet.getByText("Pour l’adulte").click();
  await tablet.getByRole("button", { name: "Fermer la classe sur cette tablette" }).click();
});

test("a nursery class on a shared tablet: two children in turn, closed from the phone", async ({ someone }) => {
  const tablet = await someone(PAUL, { viewport: TABLET });
  await toWays(tablet, /MS M\. Jourdan/);
  await look(tablet, "entrees-maternelle-768");
  await tablet.getByRole("button", { name: "Sur cet appareil" }).click();
  await expect(tablet).toHaveURL(/\/tablette$/);
  await expect(tablet.locator("body")).toHaveAttribute("data-face", "maternelle");
  await look(tablet, "tablette-tuiles-768");
  await expect(tablet.locator(".child")).toHaveCount(24);
  // The teacher is out: her page sends to the tiles.
  await tablet.goto("/fil");
  await expect(tablet).toHaveURL(/\/tablette$/);

  const second = (await tablet.locator(".child").nth(1).textContent()).trim();
  for (const child of ["Sami", second]) {
    await tablet.locator(".child", { hasText: child }).first().tap();
    await expect(tablet.locator(".pad-step:visible")).toHaveCount(1);
    if (child === "Sami") {
      await look(tablet, "tablette-images-768");
      await touch(tablet, [...PICTURES].reverse());
      await expect(tablet.getByRole("alert")).toContainText("Essaie encore");
      await look(tablet, "tablette-erreur-768");
    }
    await touch(tablet, PICTURES);
    await expect(tablet).toHaveURL(/\/fil$/);
    await expect(tablet.locator("body")).toHaveAttribute("data-face", "maternelle");
    await tablet.getByRole("button", { name: "J’ai fini" }).tap();
    await expect(tablet).toHaveURL(/\/tablette$/);
    // The way back leads to the tiles, and nothing of the child stays.
    await tablet.goBack();
    await expect(tablet).toHaveURL(/\/tablette/);
    await expect(tablet.getByRole("button", { name: "J’ai fini" })).toHaveCount(0);
    const names = (await tablet.context().cookies()).map((cookie) => cookie.name).sort();
    expect(names).toEqual(["preau-appareil", "preau-classe"]); // the device is known, nobody is in
    const kept = await tablet.evaluate(async () => {
      const pages = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) pages.push(new URL(request.url).pathname);
      return { stored: Object.keys(localStorage).concat(Object.keys(sessionStorage)), pages };
    });
    expect(kept.stored).toEqual([]);
    expect(kept.pages.filter((path) => !/^\/(a\/|hors-ligne|manifest)/.test(path))).toEqual([]);
    await tablet.goto("/tablette");
  }

  // The way back from the feed itself is a way out.
  await tablet.locator(".child", { hasText: "Sami" }).click();
  await touch(tablet, PICTURES);
  await expect(tablet).toHaveURL(/\/fil$/);
  const phone = await someone(PAUL, { viewport: PHONE });
  await toWays(phone, /MS M\. Jourdan/);
  await look(phone, "entrees-maternelle-360");
  await phone.getByRole("button", { name: /^Fermer/ }).first().click();
  await expect(phone.getByText("La tablette est fermée.")).toBeVisible();
  await tablet.reload();
  await expect(tablet).toHaveURL(/\/connexion/);
  await tablet.goto("/tablette");
  await expect(tablet.getByText("Aucune classe n’est ouverte ici.")).toBeVisible();
  await look(tablet, "tablette-fermee-768");
});

test("a tablet is paired with the code of the phone", async ({ someone }) => {
  const phone = await someone(PAUL, { viewport: PHONE });
  await toWays(phone, /MS M\. Jourdan/);
  await phone.getByRole("button", { name: "Sur une autre tablette" }).click();
  await look(phone, "tablette-code-360");
  const code = await phone.locator(".slip-code").textContent();
  const tablet = await someone(null, { viewport: TABLET });
  await tablet.goto("/tablette");
  await tablet.getByLabel("Code de la classe").fill(code.toLowerCase());
  await tablet.getByRole("button", { name: "Ouvrir la classe" }).click();
  await expect(tablet.locator(".child").first()).toBeVisible();
  await tablet.getByText("Pour l’adulte").click();
  await tablet.getByRole("button", { name: "Fermer la classe sur cette tablette" }).click();
  await expect(tablet.getByText("La classe est fermée sur cette tablette.")).toBeVisible();
});

test("a pupil of CE1 comes in with a card", async ({ someone }) => {
  const page = await someone(null, { viewport: TABLET });
  await page.goto("/connexion");
  await page.getByText("Cartes et tablettes").click();
  await page.getByRole("link", { name: /^Essayer La carte de/ }).click();
  await expect(page).toHaveURL(/\/carte$/);
  await look(page, "carte-images-768");
  await page.setViewportSize(PHONE);
  await look(page, "carte-images-360");
  // By keyboard as well: arrows choose, Enter goes on.
  await page.locator(".pad-step:visible input").first().focus();
  for (const name of PICTURES) {
    await page.locator(".pad-step:visible").getByLabel(name, { exact: true }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
  }
  await expect(page).toHaveURL(/\/fil$/);
  await expect(page.locator("body")).toHaveAttribute("data-face", "eleve");
});

test("a pupil of CM1 chooses secret words, and his teacher sees the tick", async ({ someone }) => {
  const marion = await someone(MARION, { viewport: TABLET });
  await toWays(marion, /CE2-CM1/);
  await marion.getByRole("link", { name: "Voir la séance" }).click();
  await look(marion, "mots-seance-768");
  const done = marion.locator("#coches svg");
  const before = await done.count();

  const page = await someone(CHOOSER, { viewport: PHONE });
  await expect(page).toHaveURL(/\/mes-mots$/);
  await look(page, "mots-choisir-360");
  await page.setViewportSize(TABLET);
  await look(page, "mots-choisir-768");
  await page.getByLabel("Tes cinq mots, ou plus").fill("carrel fusée citron tambour bonnet");
  await page.getByLabel("Encore une fois").fill("carrel fusée citron tambour bonnet");
  await page.getByRole("button", { name: "Garder mes mots" }).click();
  await expect(page.getByRole("alert")).toContainText("Change ce mot");
  await look(page, "mots-refuses-768");
  await page.getByLabel("Tes cinq mots, ou plus").fill("wagon igloo zèbre citron bonnet");
  await page.getByLabel("Encore une fois").fill("Wagon-Igloo-Zebre-Citron-Bonnet");
  await page.getByRole("button", { name: "Garder mes mots" }).click();
  await expect(page.getByRole("heading", { name: "Bravo" })).toBeVisible();
  await look(page, "mots-gardes-768");
  await expect(done).toHaveCount(before + 1);

  await page.goto("/connexion");
  await page.context().clearCookies();
  await page.goto("/connexion");
  const said = await page.locator("li form", { hasText: CHOOSER }).locator(".as-written").textContent();
  await signIn(page, said.split(" · ")[0], "le wagon, l’igloo, le zèbre, le citron et le bonnet");
  await expect(page).toHaveURL(/\/fil$/);
});

test("a teacher reprints a card: the new one opens, the old one does not", async ({ someone }) => {
  const ines = await someone(INES, { viewport: PHONE });
  await toWays(ines, /CE1 M\. Castel/);
  await look(ines, "entrees-ce1-360");
  const change = () => ines.locator("summary", { hasText: "Changer" }).first().click();
  await change();
  await ines.getByRole("button", { name: "Nouvelles images" }).first().click();
  await look(ines, "images-neuves-360");
  const pictures = await ines.locator(".picture-slip .small").textContent();
  const names = pictures.split(", ").map((name) => name[0].toUpperCase() + name.slice(1));
  await ines.getByRole("link", { name: "Terminé" }).click();
  const print = async () => {
    await change();
    const [pdf] = await Promise.all([
      ines.waitForEvent("download", { timeout: 60_000 }), // a debug build sets type slowly
      ines.getByRole("button", { name: "Nouvelle carte" }).first().click({ noWaitAfter: true }),
    ]);
    await ines.reload();
    return readFileSync(await pdf.path(), "latin1").match(/\(https?:\/\/[^/]+(\/carte\/[0-9a-z]{26})\)/i)[1];
  };
  const first = await print();
  const second = await print();
  expect(second).not.toBe(first);

  const child = await someone(null, { viewport: TABLET });
  await child.goto(first);
  await expect(child.getByRole("heading", { name: "Montre ta carte" })).toBeVisible();
  await look(child, "carte-ancienne-768");
  await child.goto(second);
  await touch(child, names);
  await expect(child).toHaveURL(/\/fil$/);
});

test("a guardian opens for her small child, and takes her account back", async ({ someone }) => {
  const phone = await someone(NADIA);
  await look(phone, "fil-ouvrir-pour-360");
  await phone.getByRole("button", { name: "Ouvrir pour Sami" }).click();
  await expect(phone.locator("body")).toHaveAttribute("data-face", "maternelle");
  await phone.getByRole("button", { name: "J’ai fini" }).click();
  await expect(phone.getByRole("heading", { name: "C’est fini" })).toBeVisible();
  await look(phone, "enfant-fini-360");
  await phone.getByRole("button", { name: "Adulte : reprendre mon compte" }).click();
  await expect(phone).toHaveURL(/\/fil$/);
  await expect(phone.getByRole("button", { name: "Ouvrir pour Sami" })).toBeVisible();
});

