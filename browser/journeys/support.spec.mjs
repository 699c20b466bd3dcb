// A teacher asks for help, her head passes it on, the project answers, she says that she was well helped.
import { DESK, FLORA, HELENE, MARION, PHONE, TABLET, expect, look, test } from "./people.mjs";

/** On a phone, a tablet, a desk. */
async function everyWidth(page, name) {
  for (const viewport of [PHONE, TABLET, DESK]) {
    await page.setViewportSize(viewport);
    await look(page, `${name}-${viewport.width}`);
  }
}

const done = (page) => expect(page.getByRole("status").first()).toBeVisible();

test("a teacher is helped through two levels", async ({ someone }) => {
  test.setTimeout(120_000);
  const marion = await someone(MARION, { viewport: PHONE });
  const helene = await someone(HELENE, { viewport: TABLET });
  const flora = await someone(FLORA, { viewport: DESK });

  await marion.goto("/fil");
  await marion.goto("/aide");
  await everyWidth(marion, "aide");
  await marion.getByRole("link", { name: "Demander de l’aide" }).click();
  await everyWidth(marion, "aide-demander");
  await marion.getByLabel(/s’affiche mal/).check();
  await marion.getByLabel("En une ligne").fill("La page des photos reste blanche");
  await marion.getByLabel("Ce qui se passe").fill("Depuis ce matin, sur la tablette de la classe.");
  await marion.getByLabel(/travailler, mais moins bien/).check();
  await marion.getByRole("button", { name: "Envoyer ma demande" }).click();
  await expect(marion.getByRole("heading", { name: "La page des photos reste blanche" })).toBeVisible();
  const ticket = new URL(marion.url()).pathname;
  await everyWidth(marion, "aide-demande");

  await helene.goto("/assistance");
  await everyWidth(helene, "assistance");
  await helene.getByRole("link", { name: "La page des photos reste blanche" }).click();
  await helene.getByText("Transférer", { exact: true }).first().click();
  await helene.getByLabel("À qui").selectOption("project");
  await helene.getByLabel("Résumé").fill("Page blanche sur une tablette.");
  await helene.getByLabel("Ce qui a été essayé").fill("Une autre tablette : pareil.");
  await everyWidth(helene, "assistance-transfert");
  await helene.getByRole("button", { name: "Transférer" }).click();
  await done(helene);

  await flora.goto(ticket);
  await expect(flora.getByText("Une autre tablette : pareil.")).toBeVisible();
  await flora.getByText("Résoudre", { exact: true }).first().click();
  await flora.getByLabel("Ce qui a été fait").fill("Corrigé : rechargez la page.");
  await flora.getByLabel("Comment", { exact: true }).selectOption("bug_fixed");
  await everyWidth(flora, "assistance-demande");
  await flora.getByRole("button", { name: "Résoudre" }).click();
  await done(flora);

  await marion.goto(ticket);
  await expect(marion.getByText("Corrigé : rechargez la page.")).toBeVisible();
  await marion.getByLabel("Très bien aidé·e").check();
  await marion.getByRole("button", { name: "Clore ma demande" }).click();
  await expect(marion.getByText("4 sur 4")).toBeAttached();
  await flora.goto("/assistance/appel");
  await everyWidth(flora, "assistance-appel");
  await flora.goto("/aide/aiguillage");
  await everyWidth(flora, "aiguillage");
  await flora.goto("/assistance/membres");
  await everyWidth(flora, "assistance-membres");
  const nobody = await someone(null, { viewport: PHONE });
  await nobody.goto("/aide/sans-compte");
  await everyWidth(nobody, "aide-sans-compte");
});
