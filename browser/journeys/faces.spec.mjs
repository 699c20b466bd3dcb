// Each person's main pages, on a phone, a tablet and a desk, light and dark: nothing wider than the page, no
// accessibility violation.
import { BASILE, DESK, FLORA, HELENE, LINA, MARION, NADIA, ODILE, PHONE, SAMI, TABLET, look, test } from "./people.mjs";

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

for (const [face, [who, ...places]] of Object.entries(faces)) {
  test(face, async ({ someone }) => {
    const page = await someone(who);
    for (const place of places) {
      if (place.startsWith("/")) await page.goto(place);
      else await page.getByRole("link", { name: place, exact: true }).click();
      for (const [width, viewport] of [[360, PHONE], [768, TABLET], [1280, DESK]]) {
        await page.setViewportSize(viewport);
        // Each colour scheme once is enough for contrasts; widths change the layout.
        const colorScheme = viewport === TABLET ? "dark" : "light";
        await page.emulateMedia({ colorScheme });
        await look(page, `face-${face}-${places.indexOf(place)}-${width}-${colorScheme}`);
      }
    }
  });
}
