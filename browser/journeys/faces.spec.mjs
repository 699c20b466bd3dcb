// Each person's main pages, on a phone, a tablet and a desk, light and dark: nothing wider than the page, no
// accessibility violation.
import { BASILE, DESK, FLORA, HELENE, LINA, MARION, NADIA, ODILE, PHONE, SAMI, TABLET, confirms, enter, expect, look, test } from "./people.mjs";

const faces = {
  personne: [null, "/connexion", "/activation", "/mot-de-passe-oublie", "/aide", "/confidentialite", "/accessibilite", "/demonstration/courrier"],
  famille: [NADIA, "/fil", "/moi"],
  eleve: [LINA, "/fil", "/moi"],
  maternelle: [SAMI, "/fil"],
  enseignante: [MARION, "/fil", "/fil/ecrire", "/ma-classe", "École"],
  direction: [HELENE, "/fil", "École"],
  inspection: [ODILE, "/", "/fil", "/fil/ecrire"],
  annuaire: [BASILE, "/pilotage", "/pilotage/imports", "/pilotage/fiches-direction"],
  projet: [FLORA, "/pilotage"],
};

async function threeWidths(page, name) {
  for (const [width, viewport] of [[360, PHONE], [768, TABLET], [1280, DESK]]) {
    await page.setViewportSize(viewport);
    // Each colour scheme once is enough for contrasts; widths change the layout.
    const colorScheme = viewport === TABLET ? "dark" : "light";
    await page.emulateMedia({ colorScheme });
    await look(page, `${name}-${width}-${colorScheme}`);
  }
}

for (const [face, [who, ...places]] of Object.entries(faces)) {
  test(face, async ({ someone }) => {
    const page = await someone(who);
    for (const place of places) {
      if (place.startsWith("/")) await page.goto(place);
      else await page.getByRole("link", { name: place, exact: true }).click();
      await threeWidths(page, `face-${face}-${places.indexOf(place)}`);
    }
  });
}

// What a head settles, under her school's address.
test("l’école de la direction", async ({ someone }) => {
  test.slow(); // ten pages, three widths
  const page = await someone(HELENE);
  await confirms(page);
  await page.goto("/fil");
  await page.getByRole("link", { name: "École", exact: true }).click();
  const school = new URL(page.url()).pathname;
  await page.goto(`${school}/personnes?nom=haddad`);
  const person = await page.locator("main a[href*='/personnes/']", { hasText: "Lina" }).first().getAttribute("href");
  for (const place of ["acces", "familles", "protections", "personnes", "regles", "droits", "fiches", "securite"]) {
    await page.goto(`${school}/${place}`);
    await threeWidths(page, `ecole-${place}`);
  }
  await page.goto(person);
  await threeWidths(page, "ecole-personne");
  await page.goto(`${person}/famille`);
  await threeWidths(page, "ecole-personne-famille");
});

// Design §10: the first page on a tablet weighs at most 100 kB over the wire and is of use before any script.
test("la première page est légère, et sert sans script", async ({ browser }) => {
  for (const door of ["/connexion", "/carte", "/tablette"]) {
    const context = await browser.newContext({ viewport: TABLET });
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    let bytes = 0;
    network.on("Network.loadingFinished", (one) => (bytes += one.encodedDataLength));
    await page.goto(door, { waitUntil: "networkidle" });
    expect(bytes, door).toBeGreaterThan(10_000);
    expect(bytes, door).toBeLessThan(100_000);
    await context.close();
  }
  const context = await browser.newContext({ viewport: TABLET, javaScriptEnabled: false });
  const page = await context.newPage();
  await enter(page, NADIA);
  await expect(page.locator(".post").first()).toBeVisible();
  await context.close();
});
