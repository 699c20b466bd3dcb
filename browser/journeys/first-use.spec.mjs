// A family comes in for the first time, from its slip; a teacher prints for those who are missing.
import { HELENE, MARION, PHONE, TABLET, confirms, expect, look, test } from "./people.mjs";

const CHOSEN = "tilleul-marelle-encre-84";
/** Of the invented territory: two children at Les Tilleuls, one at the nursery. */
const FAMILY = {
  guardian: "Amandine Mercier",
  class: "CM2 M. Vasseur",
  children: ["Anaïs", "Fleur", "Amine"],
  schools: ["Les Tilleuls", "Le Moulin Bleu"],
};

test.describe.configure({ mode: "serial" });

test("three children in two schools, one slip, one account", async ({ someone }) => {
  const helene = await someone(HELENE, { viewport: TABLET });
  await confirms(helene);
  await helene.getByRole("link", { name: "École" }).click();
  await helene.getByRole("link", { name: "Familles jointes" }).click();
  await look(helene, "familles-ecole");
  await helene.goto(helene.url().replace(/familles$/, "fiches"));
  await look(helene, "fiches");
  await helene.getByRole("listitem").filter({ hasText: FAMILY.class }).getByLabel(/^Familles/).check();
  await helene.getByRole("button", { name: "Montrer à l’écran" }).click();
  const code = await helene.locator(".slip", { hasText: FAMILY.guardian }).locator(".slip-code").innerText();

  const parent = await someone(null, { viewport: PHONE });
  await parent.goto(`/activation?code=${code}`); // what the square of the slip says
  await expect(parent.getByLabel("Quel est le prénom de votre enfant ?")).toBeVisible();
  await look(parent, "premiere-fois-enfant");
  await parent.getByLabel("Quel est le prénom de votre enfant ?").fill("Personne");
  await parent.getByRole("button", { name: "Continuer" }).click();
  await expect(parent.getByRole("alert")).toContainText("rendez-la à l’école");
  await look(parent, "premiere-fois-pas-ce-prenom");
  await parent.getByLabel("Quel est le prénom de votre enfant ?").fill(FAMILY.children[0].toLowerCase());
  await parent.getByRole("button", { name: "Continuer" }).click();
  await expect(parent.getByText(FAMILY.guardian)).toBeVisible();
  await look(parent, "premiere-fois-mot-de-passe");
  await parent.getByLabel("Choisissez un mot de passe").fill(CHOSEN);
  await parent.getByLabel("J’ai lu la charte et je l’accepte").check();
  await parent.getByRole("button", { name: "Entrer" }).click();
  await expect(parent.getByRole("heading", { level: 1 })).toContainText("Bienvenue");
  for (const child of FAMILY.children) await expect(parent.getByText(child).first()).toBeVisible();
  for (const school of FAMILY.schools) await expect(parent.getByText(school).first()).toBeVisible();
  await look(parent, "premiere-fois-mes-enfants");
  await parent.getByRole("link", { name: "Voir le fil" }).click();
  for (const child of FAMILY.children) await expect(parent.locator(".kids", { hasText: child })).toBeVisible();
});

test("a teacher sees who is missing, and prints their slips", async ({ someone }) => {
  const marion = await someone(MARION, { viewport: PHONE });
  await marion.goto("/ma-classe");
  await marion.getByRole("link", { name: "École" }).click();
  await marion.getByRole("link", { name: "CE2-CM1" }).first().click();
  await marion.getByRole("link", { name: "Familles jointes" }).click();
  await expect(marion.getByText("Foyers joints")).toBeVisible();
  await look(marion, "familles-classe-telephone");
  const slips = marion.waitForEvent("download", { timeout: 60_000 }); // a debug build sets type slowly
  await marion.getByRole("button", { name: "Imprimer leurs fiches" }).click({ noWaitAfter: true });
  const pdf = await slips;
  expect(pdf.suggestedFilename()).toMatch(/^fiches-.*\.pdf$/);
  await marion.reload();
  await expect(marion.getByText(/fiche imprimée le/).first()).toBeVisible();
  await look(marion, "familles-classe-imprime");
});
