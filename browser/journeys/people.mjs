// The people of the demonstration whom the journeys follow, and what each journey does again and again.
// Invariant: every page that a journey looks at goes through `look`, so none escapes the accessibility check.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const shots = join(dirname(fileURLToPath(import.meta.url)), "../shots");
mkdirSync(shots, { recursive: true });

export const PASSWORD = "cour-de-recre-26";
export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const DESK = { width: 1280, height: 800 };

/** The beginning of each person's line on the page of the demonstration. */
export const NADIA = "Nadia Benali";
export const KARIM = "Karim Haddad";
export const LINA = "Lina, élève";
export const SAMI = "Sami, élève";
export const MARION = "Marion Carrel";
export const HELENE = "Hélène Petit";
export const PAUL = "Paul Jourdan";
export const SONIA = "Sonia Keller";
export const DENISE = "Denise Faure";
export const ODILE = "Odile Ségur";
export const BASILE = "Basile Oger";
export const FLORA = "Flora Guérin";
export const GREGOIRE = "Grégoire Maillard";
export const ANNA = "Anna Vidal";
export const ETIENNE = "Étienne Aubin";
export const MIREILLE = "Mireille Pons";
export const SOLENE = "Solène Arnaud";
export const IRENE = "Irène Costa";
export const SALOME = "Salomé Arnoux";

export { expect };

/** `someone(who, options)`: the page of that person, in a browser of her own; of nobody yet when `who` is null. */
export const test = base.extend({
  someone: async ({ browser }, use) => {
    const contexts = [];
    await use(async (who, options = {}) => {
      const viewport = options.viewport ?? PHONE;
      // Narrower than a desk it is a thing that one touches.
      const touched = viewport.width < DESK.width;
      const context = await browser.newContext({ hasTouch: touched, isMobile: touched, ...options, viewport });
      contexts.push(context);
      const page = await context.newPage();
      if (who) await enter(page, who);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** Login and secret, as the demonstration says them. */
export async function secretsOf(page, who) {
  await page.goto("/connexion");
  const said = await page.locator("li form", { hasText: who }).first().locator(".as-written").textContent();
  const [login, secret] = said.split(" · ");
  return { login, secret };
}

/** Signs in by the form, like anybody. */
export async function enter(page, who) {
  const { login, secret } = await secretsOf(page, who);
  await signIn(page, login, secret);
  await expect(page).not.toHaveURL(/\/connexion/);
}

export async function signIn(page, login, secret) {
  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill(login);
  await page.locator("#secret").fill(secret);
  await page.getByRole("button", { name: "Entrer", exact: true }).click();
}

/** Shows that she is herself before she is asked: heads and the project are, for what is sensitive. */
export async function confirms(page) {
  await page.goto("/confirmer?retour=/fil");
  await confirmByPassword(page);
}

/** In a demonstration, whoever should have a second factor may also give her password. */
export async function confirmByPassword(page) {
  if (!page.url().includes("/confirmer")) return;
  await page.locator("#secret").fill(PASSWORD);
  await page.getByRole("button", { name: "C’est bien moi" }).click();
  await expect(page).not.toHaveURL(/\/confirmer/);
}

/** No violation, nothing wider than the page; and a picture of it for whoever wants to see: in CI nobody does. */
export async function look(page, name) {
  await page.evaluate(() => document.fonts.ready);
  if (!process.env.CI) await picture(page, name);
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const all = [...document.body.querySelectorAll("*")];
    return all.filter((node) => node.getBoundingClientRect().right > room + 1).map((node) => `${node.tagName}.${node.className}`);
  });
  expect.soft(wide.slice(0, 5), `${name}: wider than the page`).toEqual([]);
  const { violations } = await checked(page).analyze();
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? n.failureSummary}`).join(" | ")}`);
  expect.soft(said, `${name}: accessibility`).toEqual([]);
}

/**
 * Every rule; of what is sound only that it is. Our pages hold no page of another origin, which is all that is lost by
 * judging in the page itself instead of in a blank one: a third of the time.
 */
const checked = (page) => new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });

/**
 * On a busy machine Chromium refuses one picture in some thousands, twice over when it is very busy: it is asked again
 * after a while, and then gone without. A page that has crashed fails at what is asked of it next.
 */
async function picture(page, name) {
  const shot = () => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, timeout: 15_000 });
  const after = (wait) => () => page.waitForTimeout(wait).then(shot);
  const without = (error) => test.info().annotations.push({ type: "no picture", description: `${name}: ${error.message}` });
  await shot().catch(after(500)).catch(after(3000)).catch(without);
}

/** Writes and publishes to the audience of that name. */
export async function publish(page, words, audience, { file } = {}) {
  await page.goto("/fil/ecrire");
  await page.getByLabel("Votre message").fill(words);
  await page.getByLabel(audience).check();
  await expect(page.locator("#qui-voit")).toContainText("Qui verra ce message");
  if (file) {
    await page.locator("#fichier").setInputFiles(file);
    await expect(page.locator(".picked input[name=piece]")).toHaveCount(1);
  }
  await page.getByRole("button", { name: "Publier" }).click();
  await expect(page.getByText("Votre message est publié.")).toBeVisible();
}

export const post = (page, words) => page.locator(".post", { hasText: words });

/** The address of the post that says these words. */
export async function addressOf(page, words) {
  return post(page, words).locator(".post-when a").getAttribute("href");
}
