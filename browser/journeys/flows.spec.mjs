// What goes up and down: the help beside the use, an action that becomes a request, a decision sent to a group and taken
// note of, a letter to the collectivities and the way out of it.
import { DESK, FLORA, ODILE, PHONE, TABLET, confirms, expect, look, test } from "./people.mjs";

/** On a phone, a tablet, a desk. */
async function everyWidth(page, name) {
  for (const viewport of [PHONE, TABLET, DESK]) {
    await page.setViewportSize(viewport);
    await look(page, `${name}-${viewport.width}`);
  }
}

const done = (page) => expect(page.getByRole("status").first()).toBeVisible();

test("the help stands beside the use", async ({ someone }) => {
  const flora = await someone(FLORA, { viewport: DESK });
  await flora.goto("/indicateurs/projet");
  await expect(flora.getByRole("heading", { name: "Assistance", exact: true })).toBeVisible();
  await everyWidth(flora, "indicateurs-assistance");
  await flora.goto("/assistance/chiffres");
  await everyWidth(flora, "aide-en-chiffres");
  const file = await flora.request.get("/assistance/chiffres/tableau");
  expect(file.headers()["content-type"]).toContain("text/csv");
});

test("an action becomes a request, a decision goes down to a group", async ({ someone }) => {
  test.setTimeout(90_000);
  const odile = await someone(ODILE, { viewport: PHONE });
  await odile.goto("/gouvernance");
  await odile.getByRole("link", { name: "Passer aux Rives expliquer le projet à l’équipe." }).click();
  await odile.getByRole("link", { name: /en faire une demande d’aide.*Passer aux Rives/ }).click();
  await everyWidth(odile, "aide-demander-action");
  await odile.getByLabel(/Je ne sais pas comment faire/).check();
  await odile.getByLabel("Ce qui se passe").fill("Qui peut venir avec moi ?");
  await odile.getByLabel(/une question, un souhait/).check();
  await odile.getByRole("button", { name: "Envoyer ma demande" }).click();
  await everyWidth(odile, "aide-demande-action");
  await odile.getByRole("link", { name: "La réunion" }).click();
  await expect(odile.getByRole("link", { name: /demande d’aide \d+ : en cours/ })).toBeVisible();
  await everyWidth(odile, "reunion-actions");

  await odile.goto("/gouvernance");
  await everyWidth(odile, "gouvernance-groupes");
  await odile.getByRole("link", { name: "Groupe de référence du département" }).first().click();
  await odile.getByText("Prendre acte", { exact: false }).first().click();
  await odile.getByLabel("Ce que le groupe en fait").fill("Deux permanences dans chaque école en novembre.");
  await odile.getByText("Déposer un compte rendu", { exact: true }).click();
  await everyWidth(odile, "groupe");
  await odile.getByRole("button", { name: "Prendre acte" }).click();
  await done(odile);
  await expect(odile.getByText("pris acte", { exact: true })).toBeVisible();
  await odile.goto("/gouvernance");
  await odile.getByRole("link", { name: "Comité stratégique" }).first().click();
  await everyWidth(odile, "instance-academique");
  await odile.getByRole("button", { name: /Déjà vu/ }).click();
  await done(odile);
});

test("a letter is written, sent, and left", async ({ someone }) => {
  test.setTimeout(90_000);
  const flora = await someone(FLORA, { viewport: DESK });
  await confirms(flora);
  await flora.goto("/contacts");
  await flora.getByRole("link", { name: "Lettre aux collectivités" }).last().click();
  await everyWidth(flora, "lettres");
  await flora.getByLabel("Titre").fill("Ce que l’automne a apporté");
  await flora.getByLabel("La lettre").fill("Cinq écoles.\n\nUn comité avant les vacances.");
  await flora.getByLabel(/Syndicat mixte ou scolaire/).check();
  await flora.getByRole("button", { name: "Voir avant d’envoyer" }).click();
  await expect(flora.getByText("la reçoit").first()).toBeVisible();
  await everyWidth(flora, "lettre-apercu");
  await flora.getByRole("button", { name: /Envoyer à \d+ contact/ }).click();
  await done(flora);
  await everyWidth(flora, "lettre-envoyee");

  const anybody = await someone(null, { viewport: PHONE });
  await expect(async () => {
    await anybody.goto("/demonstration/courrier");
    await expect(anybody.getByText("Ce que l’automne a apporté").first()).toBeVisible({ timeout: 1000 });
  }).toPass();
  const link = anybody.locator("a[href*='/lettre/']").first();
  await anybody.goto(new URL(await link.getAttribute("href")).pathname);
  await everyWidth(anybody, "lettre-quitter");
  await anybody.getByRole("button", { name: "Ne plus la recevoir" }).click();
  await expect(anybody.getByRole("heading", { name: "C’est fait" })).toBeVisible();
  await everyWidth(anybody, "lettre-quittee");
});
