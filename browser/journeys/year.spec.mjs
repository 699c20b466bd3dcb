// The year, on a tablet: a head prepares it, reads what would change, lets it turn, reads an archive, hands over,
// takes it back. Les Tilleuls is everybody's in a run: whatever this journey turns, it turns back.
import { DESK, HELENE, MARION, PHONE, TABLET, confirmByPassword, confirms, expect, look, test } from "./people.mjs";

/** At the three widths; the journey itself goes on at the tablet's. */
async function seen(page, name) {
  for (const [width, viewport] of [[360, PHONE], [1280, DESK], [768, TABLET]]) {
    await page.setViewportSize(viewport);
    await look(page, `annee-${name}-${width}`);
  }
}

test("a head turns the year and takes it back", async ({ someone }) => {
  // Ten pages, each at three widths.
  test.slow();
  const head = await someone(HELENE, { viewport: TABLET });
  const marion = await someone(MARION, { viewport: TABLET });
  await marion.goto("/passation");
  await seen(marion, "passations");
  await marion.getByRole("region", { name: "Ce que je laisse" }).getByRole("link").first().click();
  await marion.getByLabel("Quelques mots sur la classe").fill("Un PAI dans la classe.");
  await marion.getByRole("button", { name: "Enregistrer" }).click();
  await expect(marion.getByText("Nous lisons « PAI »")).toBeVisible();
  await seen(marion, "note-relue");
  await marion.getByLabel("Quelques mots sur la classe").fill("Nous lisons un album chaque lundi.");
  await marion.getByLabel("J’ai relu").check();
  await marion.getByRole("button", { name: "Enregistrer" }).click();
  await expect(marion.getByText("C’est enregistré.")).toBeVisible();

  await confirms(head);
  await head.getByRole("link", { name: "École", exact: true }).click();
  await head.getByRole("link", { name: "Préparer la rentrée" }).click();
  await seen(head, "avant");
  await head.getByRole("button", { name: /^Préparer 20/ }).click();
  await expect(head.getByRole("heading", { name: "2. Les élèves" })).toBeVisible();
  await seen(head, "brouillon");

  await head.getByRole("region", { name: "2. Les élèves" }).getByRole("link").first().click();
  await seen(head, "eleves");
  await head.getByRole("button", { name: "Enregistrer" }).click();
  await head.getByRole("region", { name: "1. Les classes" }).getByRole("link").first().click();
  await seen(head, "classe");
  await head.getByRole("button", { name: "Enregistrer" }).click();

  await head.getByRole("link", { name: "Voir ce qui va changer" }).click();
  await expect(head.getByText("Rien n’a bougé")).toBeVisible();
  await expect(head.getByRole("region", { name: "Les classes d’avant" })).toContainText("lu par");
  await seen(head, "simulation");

  await head.getByRole("link", { name: "Décider du jour" }).click();
  await head.getByRole("button", { name: "Commencer maintenant" }).click();
  await confirmByPassword(head);
  await expect(head.getByText("La nouvelle année a commencé.")).toBeVisible();
  await seen(head, "commencee");

  // What Marion wrote is read in the archive, and not changed there.
  await marion.goto("/fil");
  await marion.locator(".post", { hasText: "Mme Carrel" }).first().locator(".post-when a").click();
  await seen(marion, "archive");
  await expect(marion.locator("a", { hasText: "Modifier" })).toHaveCount(0);

  await head.getByRole("button", { name: "Reprendre l’année d’avant" }).click();
  await expect(head.getByText("Tout est revenu comme avant.")).toBeVisible();
  await marion.reload();
  await expect(marion.locator("a", { hasText: "Modifier" })).toHaveCount(1);
});
