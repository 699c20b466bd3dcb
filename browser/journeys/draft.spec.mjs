// What is typed is never lost: the tab closes, the network goes, the words stay.
import { HELENE, PAUL, expect, look, post, test } from "./people.mjs";

const WORDS = "Demain, chacun apporte une feuille de l’automne.";

test("a draft survives the closed tab and the lost network, and is published", async ({ someone }) => {
  const paul = await someone(PAUL);
  await paul.goto("/fil/ecrire");
  const kept = paul.waitForResponse((answer) => answer.url().endsWith("/fil/brouillon"));
  await paul.getByLabel("Votre message").fill(WORDS);
  await kept;
  await expect(paul.getByText(/Brouillon enregistré/)).toBeVisible();
  const context = paul.context();
  await paul.close();

  const again = await context.newPage();
  await again.goto("/fil/ecrire");
  await expect(again.getByLabel("Votre message")).toHaveValue(WORDS);

  await context.setOffline(true);
  await expect(again.getByText(/Vous êtes hors ligne/)).toBeVisible();
  await again.getByLabel("Votre message").fill(`${WORDS} Même mouillée.`);
  await expect(again.getByText(/Hors ligne.*gardé sur cet appareil/)).toBeVisible();
  await look(again, "brouillon-hors-ligne");
  await again.close();

  const later = await context.newPage();
  await context.setOffline(false);
  await later.goto("/fil/ecrire");
  await expect(later.getByLabel("Votre message")).toHaveValue(`${WORDS} Même mouillée.`);
  await later.getByLabel("Familles de MS M. Jourdan").check();
  await later.getByRole("button", { name: "Publier" }).click();
  await expect(later.getByText("Votre message est publié.")).toBeVisible();
  await expect(post(later, "Même mouillée")).toHaveCount(1);
  await later.goto("/fil/ecrire");
  await expect(later.getByLabel("Votre message")).toHaveValue("");
});

test("a form sent without network stays as it was typed, and goes when the network is back", async ({ someone }) => {
  const helene = await someone(HELENE);
  await helene.goto("/passation");
  await helene.locator("main a[href^='/passation/']").first().click();
  const words = helene.getByLabel("Quelques mots sur la classe");
  await words.fill("Le lundi, chorale avec les CM1.");
  await helene.context().setOffline(true);
  await helene.getByRole("button", { name: "Enregistrer" }).click();
  await expect(helene.getByText(/rien n’est parti, rien n’est perdu/)).toBeVisible();
  await expect(words).toHaveValue("Le lundi, chorale avec les CM1.");
  await look(helene, "formulaire-hors-ligne");
  await helene.context().setOffline(false);
  await helene.getByRole("button", { name: "Enregistrer" }).click();
  await helene.reload();
  await expect(words).toHaveValue("Le lundi, chorale avec les CM1.");
});
