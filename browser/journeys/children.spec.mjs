// Two children, each on the class's tablet: in with a code, read, listen, answer with a picture, out.
import { LINA, SAMI, TABLET, enter, expect, look, secretsOf, signIn, test } from "./people.mjs";

for (const [who, face] of [[LINA, "eleve"], [SAMI, "maternelle"]]) {
  test(`${face}: reads, listens, reacts, has finished`, async ({ someone }) => {
    const page = await someone(null, { viewport: TABLET });
    const { login, secret } = await secretsOf(page, who);
    // As a child copies it: small letters, a space for the dash.
    await signIn(page, login, secret.toLowerCase().replace("-", " "));
    await expect(page.locator("body")).toHaveAttribute("data-face", face);
    await expect(page.getByRole("heading", { level: 1, name: "Dans ma classe" })).toBeVisible();
    await look(page, `enfant-${face}`);

    const first = page.locator(".post").first();
    await expect(first.getByRole("button", { name: "Écouter" })).toBeVisible();
    const bravo = first.getByRole("button", { name: "Bravo" });
    const before = await bravo.getAttribute("aria-pressed");
    await bravo.click();
    await expect(bravo).toHaveAttribute("aria-pressed", before === "true" ? "false" : "true");
    await expect(page.getByRole("link", { name: "Écrire" })).toHaveCount(0);
    expect((await page.goto("/fil/ecrire")).status()).toBe(404);
    await page.goto("/fil");

    await page.getByRole("button", { name: "J’ai fini" }).click();
    await expect(page).toHaveURL(/\/connexion/);
    await page.goto("/fil");
    await expect(page).toHaveURL(/\/connexion/);
  });
}

test("a child's mistake is said kindly, and another try is good", async ({ someone }) => {
  const page = await someone(null, { viewport: TABLET });
  const { login } = await secretsOf(page, LINA);
  await signIn(page, login, "ZZZZ-0000");
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "connexion-refusee");
  await enter(page, LINA);
  await expect(page).toHaveURL(/\/fil$/);
});
