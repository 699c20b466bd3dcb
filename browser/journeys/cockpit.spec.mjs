// The project’s day: what waits, the committee before the holidays, a decision of both colleges, a cost that is split,
// the figures for a meeting.
import { DESK, FLORA, MIREILLE, ODILE, PHONE, TABLET, expect, look, test } from "./people.mjs";

/** On a phone, a tablet, a desk. */
async function everyWidth(page, name) {
  for (const viewport of [PHONE, TABLET, DESK]) {
    await page.setViewportSize(viewport);
    await look(page, `${name}-${viewport.width}`);
  }
}

/** A PDF, as it comes. */
async function pdf(page, link) {
  const href = await page.getByRole("link", { name: link }).getAttribute("href");
  const answer = await page.request.get(href);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect((await answer.body()).subarray(0, 4).toString()).toBe("%PDF");
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("the committee meets, both colleges decide", async ({ someone }) => {
  const flora = await someone(FLORA, { viewport: DESK });
  const odile = await someone(ODILE, { viewport: PHONE });
  const mireille = await someone(MIREILLE, { viewport: PHONE });

  await flora.goto("/pilotage");
  await expect(flora.getByRole("heading", { name: "Ce qui attend" })).toBeVisible();
  await everyWidth(flora, "tableau-de-bord");

  await flora.goto("/gouvernance");
  await everyWidth(flora, "gouvernance");
  await flora.getByRole("link", { name: "Comité technique" }).click();
  // Today, so that it can be written today.
  await flora.getByLabel("Le", { exact: true }).fill(inDays(0));
  await flora.getByRole("textbox", { name: /Lieu/ }).fill("Mairie");
  await flora.getByRole("button", { name: "Convoquer" }).click();
  await expect(flora.getByRole("heading", { name: "Ordre du jour" })).toBeVisible();
  await flora.getByText("Proposer une décision").click();
  await flora.getByLabel("La décision").fill("Les cahiers multimédias ouvrent pendant les vacances.");
  await flora.getByRole("button", { name: "Proposer" }).click();
  const meeting = flora.url().replace(/\?.*/, "");
  await everyWidth(flora, "reunion");

  // Each speaks for her own college, on her phone.
  const agrees = async (page) => {
    await page.goto(meeting);
    const fold = page.locator("details", { hasText: "Ce que disent" });
    await expect(fold).toHaveCount(1);
    await fold.locator("summary").click();
    await fold.getByLabel("D’accord").check();
    await fold.getByRole("button", { name: "Enregistrer" }).click();
  };
  await agrees(odile);
  await expect(odile.getByText("attend l’accord : les collectivités")).toBeVisible();
  await look(odile, "reunion-inspection-360");
  await agrees(mireille);
  await expect(mireille.getByText("prise", { exact: true })).toBeVisible();
  await look(mireille, "reunion-commune-360");

  await flora.goto(meeting);
  await flora.getByRole("checkbox", { name: /Odile Ségur/ }).check();
  await flora.getByRole("checkbox", { name: /Mireille Pons/ }).check();
  await flora.getByLabel("Ce qui s’est dit").fill("Tout le monde est d’accord.");
  await flora.getByRole("button", { name: "Enregistrer le compte rendu" }).click();
  await expect(flora.getByText("compte rendu écrit", { exact: true })).toBeVisible();
  await pdf(flora, /compte rendu \(PDF\)/);
});

test("a convention, a cost and the figures, as each may read them", async ({ someone }) => {
  const flora = await someone(FLORA, { viewport: DESK });
  const odile = await someone(ODILE, { viewport: TABLET });
  await flora.goto("/conventions");
  await everyWidth(flora, "conventions");
  await flora.getByRole("link", { name: /-01/ }).click();
  await everyWidth(flora, "convention");
  await pdf(flora, /PDF/);

  await flora.goto("/finances");
  const form = flora.locator("form", { has: flora.getByLabel("Délibération") });
  await form.getByLabel("Commune").selectOption({ label: "Ormes-le-Vieux" });
  await form.getByLabel("Délibération").fill("2026-57");
  await form.getByLabel("Votée le").fill(inDays(-10));
  await form.getByLabel("Prix d’un compte d’élève par an, en euros").fill("3,50");
  await form.getByLabel("Comptes d’élèves", { exact: true }).fill("400");
  await form.getByLabel("Au", { exact: true }).fill(inDays(600));
  await form.getByRole("button", { name: "Enregistrer" }).click();
  await expect(flora.getByRole("row", { name: /Ormes-le-Vieux.*2026-57/ })).toBeVisible();
  await flora.getByText("Partager un coût").click();
  await flora.getByLabel("Ce qui est partagé").fill("Licences de l’année");
  await flora.getByLabel("Coût, en euros").fill("1400");
  await flora.getByLabel("Clé", { exact: true }).selectOption({ index: 1 });
  await flora.getByRole("button", { name: "Partager" }).click();
  await expect(flora.getByText("Licences de l’année").first()).toBeVisible();
  await everyWidth(flora, "finances");

  await flora.goto("/indicateurs");
  await everyWidth(flora, "indicateurs");
  await flora.getByRole("link", { name: /réunion/i }).first().click();
  await look(flora, "indicateurs-reunion-1280");
  const table = await flora.request.get("/indicateurs/projet/tableau/ods");
  expect((await table.body()).subarray(0, 2).toString()).toBe("PK");
  // The inspector begins with her circonscription.
  await odile.goto("/indicateurs");
  await expect(odile.getByRole("heading", { level: 1 })).toContainText("Val d’Ormes");
  await look(odile, "indicateurs-inspection-768");
});
