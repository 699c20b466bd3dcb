// One's devices, and a password that was forgotten.
import { PASSWORD, expect, look, secretsOf, signIn, test } from "./people.mjs";

const MONIQUE = "Monique Tellier";

test("one sees one's devices and closes the others", async ({ someone }) => {
  const here = await someone(MONIQUE);
  const elsewhere = await someone(MONIQUE);
  await here.goto("/moi");
  await look(here, "moi");
  await expect(here.getByText("cet appareil", { exact: true })).toHaveCount(1);
  await here.getByRole("button", { name: "Fermer tous les autres" }).click();
  await expect(here.getByRole("button", { name: "Fermer tous les autres" })).toHaveCount(0);
  await elsewhere.goto("/fil");
  await expect(elsewhere).toHaveURL(/\/connexion/);
  await here.goto("/fil");
  await expect(here).toHaveURL(/\/fil$/);
});

test("a forgotten password comes back by a letter, whose link is good once", async ({ someone }) => {
  const page = await someone(null);
  const { login } = await secretsOf(page, MONIQUE);
  await signIn(page, login, "ce-n-est-pas-le-bon");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("link", { name: "Mot de passe oublié" }).click();
  await look(page, "oubli");
  await page.getByLabel("Votre identifiant").fill(login);
  await page.getByRole("button", { name: "Recevoir un lien" }).click();
  await expect(page.getByText("une lettre part vers son adresse")).toBeVisible();

  const link = page.getByRole("link", { name: /nouveau-mot-de-passe/ });
  await expect(async () => {
    await page.goto("/demonstration/courrier");
    await expect(link.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await look(page, "courrier");
  const address = await link.first().getAttribute("href");
  await page.goto(address);
  await look(page, "nouveau-mot-de-passe");
  await page.getByLabel("Choisissez un nouveau mot de passe").fill("quatre-mots-bien-choisis");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator("main")).not.toContainText("Choisissez un nouveau mot de passe");

  const other = await someone(null);
  await signIn(other, login, PASSWORD);
  await expect(other.getByRole("alert")).toBeVisible();
  await signIn(other, login, "quatre-mots-bien-choisis");
  await expect(other).not.toHaveURL(/\/connexion/);
  await other.goto(address);
  await expect(other.getByText("Ce lien ne sert plus")).toBeVisible();
  await look(other, "lien-deja-servi");
});
