// What is typed is never lost: the tab closes, the network goes, the words stay.
import { PAUL, expect, look, post, test } from "./people.mjs";

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
