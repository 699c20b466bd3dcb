// What is published arrives where people are reading, without anybody asking.
import { MARION, NADIA, expect, look, post, publish, test } from "./people.mjs";

test("a parent who has the feed open sees the message come", async ({ someone }) => {
  const nadia = await someone(NADIA);
  await nadia.goto("/fil");
  await nadia.evaluate(() => (window.stayed = true));
  await expect(post(nadia, "Le car part")).toHaveCount(0);

  const marion = await someone(MARION);
  await publish(marion, "Le car part à 8 h 30 devant l’école.", "Familles de CE2-CM1 Mme Carrel");
  await expect(post(nadia, "Le car part")).toBeVisible({ timeout: 15_000 });
  expect(await nadia.evaluate(() => window.stayed)).toBe(true);
  await look(nadia, "arrivee");

  // She reacts where she is; the teacher sees it.
  await post(nadia, "Le car part").getByRole("button", { name: "Merci" }).click();
  await expect(post(nadia, "Le car part").getByRole("button", { name: /Merci/ })).toHaveAttribute("aria-pressed", "true");
  expect(await nadia.evaluate(() => window.stayed)).toBe(true);
  await marion.goto("/fil");
  await expect(post(marion, "Le car part").getByRole("button", { name: "Merci 1" })).toBeVisible();
});
