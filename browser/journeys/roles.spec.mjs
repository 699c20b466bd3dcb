// Whom the team names around it: a legal adviser who validates texts, the national level that reads numbers; and what
// waits for a legal check.
import { DESK, FLORA, HELENE, IRENE, PHONE, SOLENE, TABLET, confirms, expect, look, test } from "./people.mjs";

test("a legal adviser says what is to be written again, and finds nothing else", async ({ someone }) => {
  const solene = await someone(SOLENE, { viewport: TABLET });
  await solene.goto("/");
  await expect(solene).toHaveURL(/\/juridique$/);
  await look(solene, "juridique-768");
  await solene.getByRole("link", { name: /^Relire/ }).first().click();
  const text = solene.url();
  await solene.getByRole("radio", { name: /À reprendre/ }).check();
  await solene.getByRole("button", { name: "Donner cet avis" }).click();
  await expect(solene.getByRole("alert").first()).toContainText("Dites ce qui est à reprendre");
  await look(solene, "juridique-refus-768");
  await solene.getByLabel(/Note/).fill("Dire qui prévient, et sous quel délai.");
  await solene.getByRole("button", { name: "Donner cet avis" }).click();
  await expect(solene.getByText("Dire qui prévient, et sous quel délai.")).toBeVisible();
  for (const closed of ["/pilotage", "/indicateurs", "/deploiement"]) {
    expect((await solene.goto(closed)).status(), closed).toBe(404);
  }
  const flora = await someone(FLORA, { viewport: DESK });
  await flora.goto("/juridique");
  await expect(flora.getByText("Dire qui prévient, et sous quel délai.")).toBeVisible();
  await look(flora, "juridique-1280");
  await flora.goto(text);
  await look(flora, "juridique-texte-1280");
  await flora.getByRole("link", { name: /^Convention \d/ }).first().click();
  await expect(flora.getByText(/demande de reprendre/)).toBeVisible();
  await look(flora, "juridique-convention-1280");
});

test("the national level reads numbers, on a phone", async ({ someone }) => {
  const irene = await someone(IRENE, { viewport: PHONE });
  await irene.goto("/");
  await expect(irene).toHaveURL(/\/national$/);
  await look(irene, "national-360");
  await expect(irene.getByText("Tilleuls")).toHaveCount(0);
  expect((await irene.goto("/indicateurs")).status()).toBe(404);
});

test("an option that nobody looked at is refused, and says whom to ask", async ({ someone }) => {
  const helene = await someone(HELENE, { viewport: PHONE });
  await confirms(helene);
  await helene.getByRole("link", { name: "École", exact: true }).first().click();
  await helene.getByRole("link", { name: /Qui peut écrire à qui/ }).click();
  await helene.locator("input[name=modele][value=open]").check();
  await helene.getByRole("checkbox", { name: /Je remplace tout le tableau/ }).check();
  await helene.getByRole("button", { name: "Prendre ce modèle" }).click();
  await expect(helene.getByRole("alert").first()).toContainText("demandez-le à l’équipe projet");
  await look(helene, "options-refus-360");
  const flora = await someone(FLORA, { viewport: DESK });
  await confirms(flora);
  await flora.goto("/pilotage/options");
  await expect(flora.locator("section", { hasText: "Règles de communication" })).toContainText("pas encore vérifiée");
  await look(flora, "options-1280");
  await flora.goto("/pilotage/equipe");
  await flora.getByText("Nommer quelqu’un de l’extérieur").click();
  await look(flora, "equipe-autour-1280");
});
