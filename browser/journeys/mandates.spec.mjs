// An inspector, on a tablet, finds her schools, names an interim head, and the interim heads the school at once.
import { BASILE, DESK, ODILE, PHONE, SONIA, TABLET, confirmByPassword, expect, look, test } from "./people.mjs";

const in30Days = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

test("the inspector names an interim head on her tablet", async ({ someone }) => {
  const odile = await someone(ODILE, { viewport: TABLET });
  await odile.goto("/");
  await expect(odile.getByRole("heading", { level: 1 })).toContainText("Ormes");
  await look(odile, "circonscription"); // in all widths: faces.spec.mjs
  await odile.getByRole("row", { name: /Tilleuls/ }).getByRole("link", { name: /direction de/ }).click();
  await confirmByPassword(odile);
  await expect(odile.getByRole("heading", { level: 1 })).toContainText("Direction, ");
  await odile.getByLabel("Nom ou prénom").fill("keller");
  await odile.getByRole("button", { name: "Chercher" }).click();
  await odile.getByRole("radio", { name: /Sonia Keller/ }).check();
  await odile.getByLabel("Dernier jour", { exact: true }).fill(in30Days());
  await look(odile, "direction-interim-768");
  await odile.getByRole("button", { name: "Nommer à la direction" }).click();
  await expect(odile.getByText("l’intérim est donné")).toBeVisible();
  for (const [width, viewport] of [[360, PHONE], [1280, DESK]]) {
    await odile.setViewportSize(viewport);
    await look(odile, `direction-${width}`);
  }

  const sonia = await someone(SONIA, { viewport: TABLET });
  const school = odile.url().match(/\/ecole\/[^/]+/)[0];
  await sonia.goto(`${school}/annee`);
  await expect(sonia.getByRole("heading", { level: 1 })).toBeVisible();
  await sonia.goto(`${school}/groupes`);
  await sonia.getByLabel("Nom du groupe").fill("Chorale");
  await sonia.getByRole("button", { name: "Créer le groupe" }).click();
  await sonia.locator('form[action$="/eleves"] summary').nth(0).click();
  await sonia.locator('form[action$="/eleves"] input[type=checkbox]').nth(0).check();
  await sonia.locator('form[action$="/eleves"] input[type=checkbox]').nth(1).check();
  await sonia.getByRole("button", { name: "Enregistrer les élèves" }).click();
  await expect(sonia.getByRole("heading", { name: "Élèves du groupe (2)" })).toBeVisible();
  for (const [width, viewport] of [[360, PHONE], [1280, DESK]]) {
    await sonia.setViewportSize(viewport);
    await look(sonia, `groupe-${width}`);
  }
  await sonia.goto("/fil/ecrire");
  await sonia.getByLabel("Familles de Chorale").check();
  await expect(sonia.locator("#qui-voit")).toContainText("responsable");
});

test("the project looks at its schools, its adults and its team", async ({ someone }) => {
  const basile = await someone(BASILE, { viewport: DESK });
  for (const [name, path] of [["ecoles", "/pilotage/ecoles"], ["personnes", "/pilotage/personnes?nom=keller"], ["equipe", "/pilotage/equipe?nom=segur"]]) {
    await basile.goto(path);
    await confirmByPassword(basile);
    for (const [width, viewport] of [[360, PHONE], [768, TABLET], [1280, DESK]]) {
      await basile.setViewportSize(viewport);
      await look(basile, `pilotage-${name}-${width}`);
    }
  }
});
