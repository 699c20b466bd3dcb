// Without any script: everything that matters is still there.
import { MARION, NADIA, expect, post, test } from "./people.mjs";

const WORDS = "Le conte du mardi est choisi : c’est à Lina de le lire.";

test("write, react, answer", async ({ someone }) => {
  const marion = await someone(MARION, { javaScriptEnabled: false });
  await marion.goto("/fil/ecrire");
  await marion.getByLabel("Votre message").fill(WORDS);
  await marion.getByRole("button", { name: "Publier" }).click();
  await expect(marion.getByText("Choisissez qui verra ce message.")).toBeVisible();
  await expect(marion.getByLabel("Votre message")).toHaveValue(WORDS);
  await marion.getByLabel("Familles de CE2-CM1 Mme Carrel").check();
  await marion.locator("#fichier").setInputFiles({ name: "conte.txt", mimeType: "text/plain", buffer: Buffer.from("Il était une fois.\n") });
  await marion.getByRole("button", { name: "Publier" }).click();
  await expect(marion.getByText("Votre message est publié.")).toBeVisible();
  await expect(post(marion, WORDS).getByText("conte.txt")).toBeVisible();

  const nadia = await someone(NADIA, { javaScriptEnabled: false });
  await nadia.goto("/fil");
  await post(nadia, WORDS).getByRole("button", { name: "Merci" }).click();
  const thanks = post(nadia, WORDS).getByRole("button", { name: "Merci 1" });
  await expect(thanks).toHaveAttribute("aria-pressed", "true");
  await nadia.goto(await post(nadia, WORDS).locator(".post-when a").getAttribute("href"));
  await nadia.getByLabel("Votre réponse").fill("Elle est prête.");
  await nadia.getByRole("button", { name: "Envoyer" }).click();
  await expect(nadia.locator(".comment", { hasText: "Elle est prête." })).toBeVisible();

  await marion.goto("/fil");
  await marion.goto(await post(marion, WORDS).locator(".post-when a").getAttribute("href"));
  await expect(marion.locator(".comment", { hasText: "Elle est prête." })).toBeVisible();
});
