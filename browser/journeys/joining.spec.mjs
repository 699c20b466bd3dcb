// A teacher volunteers, and his school joins the project through every gate, by whoever holds it, until it goes live.
// Each step is tried too early, and by the wrong person, and refused with what is missing and who holds it.
import {
  ANNA, BASILE, DESK, ETIENNE, FLORA, GREGOIRE, MIREILLE, PHONE, TABLET, confirmByPassword, expect, look, test,
} from "./people.mjs";

const today = () => new Date().toISOString().slice(0, 10);

/** Sends a form that the page does not offer: an old tab, or a hand too quick. */
async function tries(page, path, step, fields = {}) {
  await page.goto(path);
  await Promise.all([
    page.waitForURL(`**/rejoindre/${step}`),
    page.evaluate(([action, named]) => {
      const form = document.createElement("form");
      form.method = "post";
      form.action = action;
      for (const [name, value] of Object.entries(named)) {
        const input = document.createElement("input");
        input.name = name;
        input.value = value;
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    }, [`${path}/${step}`, fields]),
  ]);
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("Rien n’a été changé.");
  return alert;
}

/** The card of a step, where its form is. */
async function card(page, path, step) {
  await page.goto(path);
  return page.locator(`#${step}`);
}

async function done(page, step) {
  await expect(page).toHaveURL(new RegExp(`fait=${step}`));
  await expect(page.getByText("C’est fait, et noté sous votre nom.")).toBeVisible();
}

test("a school joins, from a teacher’s volunteering to going live", async ({ someone }) => {
  test.setTimeout(240_000);
  const gregoire = await someone(GREGOIRE, { viewport: PHONE });
  const anna = await someone(ANNA, { viewport: TABLET });
  const etienne = await someone(ETIENNE, { viewport: TABLET });
  const mireille = await someone(MIREILLE, { viewport: DESK });
  const flora = await someone(FLORA, { viewport: DESK });
  const basile = await someone(BASILE, { viewport: DESK });

  // The inspector finds the school among his.
  await etienne.goto("/deploiement");
  await look(etienne, "deploiement-768");
  const path = await etienne.getByRole("link", { name: "Les Rives" }).getAttribute("href");
  const school = path.replace("/rejoindre", "");

  // Nothing before its time, nothing by somebody else.
  const first = "Il manque un premier signe d’intérêt";
  await expect(await tries(etienne, path, "decision", { choix: "validated" })).toContainText(`Trop tôt pour « Décision de l’inspection ». ${first}`);
  await expect(await tries(gregoire, path, "decision", { choix: "validated" })).toContainText("c’est à l’inspection de la circonscription (Étienne Aubin)");
  await expect(await tries(anna, path, "comptes")).toContainText(first);
  await look(anna, "rejoindre-refus-768");
  await anna.goto(`${school}/fiches`);
  await confirmByPassword(anna);
  await expect(anna.getByText("ne sont pas encore ouverts (Les Rives)")).toBeVisible();
  await anna.getByRole("radio", { name: /Familles de toute l’école/ }).check();
  await anna.getByRole("button", { name: "Montrer à l’écran" }).click();
  await expect(anna.getByText(first)).toBeVisible();

  // The teacher, on his phone.
  await gregoire.goto(school);
  await gregoire.getByRole("link", { name: "Rejoindre le projet" }).click();
  await look(gregoire, "rejoindre-debut-360");
  await gregoire.locator("#interet").getByRole("button").click();
  await done(gregoire, "interet");
  let form = gregoire.locator("#volontariat");
  await form.getByRole("radio", { name: /Moi, avec ma classe/ }).check();
  await form.getByRole("checkbox", { name: /GS-CP/i }).check();
  await form.getByLabel("Pourquoi").fill("Que les petits entendent leur voix, et l’envoient à la maison.");
  await form.getByRole("checkbox", { name: /J’ai lu/ }).check();
  await look(gregoire, "rejoindre-volontariat-360");
  await form.getByRole("button").click();
  await done(gregoire, "volontariat");
  form = gregoire.locator("#projet");
  await form.getByLabel("Axe du projet d’école").fill("Parler pour apprendre");
  await form.getByLabel("Le projet pédagogique").fill("Chaque semaine, une comptine enregistrée par la classe.");
  await form.getByRole("button").click();
  await done(gregoire, "projet");

  // The head’s notice, then the inspector: first to revise, then validated.
  const notice = async () => {
    form = await card(anna, path, "avis");
    await form.getByRole("radio", { name: "Favorable", exact: true }).check();
    await form.getByLabel("Conseil d’école informé le").fill(today());
    await form.getByRole("button").click();
    await done(anna, "avis");
  };
  await expect(await tries(mireille, path, "engagement", { nombre: "60" })).toContainText("Il manque l’avis de la direction");
  await notice();
  form = await card(etienne, path, "decision");
  await form.getByRole("radio", { name: /À revoir/ }).check();
  await form.getByLabel(/Raison/).fill("Dites aussi comment vous verrez les progrès.");
  await form.getByRole("button").click();
  await done(etienne, "decision");
  form = await card(gregoire, path, "projet");
  await expect(gregoire.getByText("Dites aussi comment vous verrez les progrès.")).toBeVisible();
  await form.getByLabel("Axe du projet d’école").fill("Parler pour apprendre");
  await form.getByLabel("Le projet pédagogique").fill("Une comptine par semaine ; en juin, chacun réécoute la sienne de septembre.");
  await form.getByRole("button").click();
  await done(gregoire, "projet");
  await expect(await tries(etienne, path, "decision", { choix: "validated" })).toContainText("Il manque l’avis de la direction");
  await notice();
  form = await card(etienne, path, "decision");
  await form.getByRole("radio", { name: /Valider/ }).check();
  await form.getByRole("button").click();
  await done(etienne, "decision");
  await look(etienne, "rejoindre-decision-768");

  // The commune and the project.
  await expect(await tries(flora, path, "convention", { reference: "A-1" })).toContainText("Il manque l’engagement de la commune : c’est à la commune (Mireille Pons)");
  form = await card(mireille, path, "engagement");
  await form.getByLabel("Nombre de comptes d’élèves").fill("60");
  await form.getByLabel("Référence de la délibération").fill("2026-112");
  await form.getByLabel("Date de la délibération").fill(today());
  await form.getByRole("button").click();
  await done(mireille, "engagement");
  await look(mireille, "rejoindre-commune-1280");
  // The convention does not name the school yet: Flora adds her commune to this year’s list.
  await expect(await tries(flora, path, "convention", { registre: "T-12" })).toContainText("Aucune convention en vigueur ne nomme l’école cette année");
  await look(flora, "rejoindre-sans-convention-1280");
  form = await card(flora, path, "convention");
  await form.getByRole("link", { name: "Tenir les conventions" }).click();
  await flora.getByRole("link", { name: /-01/ }).click();
  await flora.getByText("Faire la liste d’une année").click();
  await flora.getByRole("checkbox", { name: "Villers-sur-Exemple" }).check();
  await look(flora, "convention-liste-1280");
  await flora.getByRole("button", { name: "Arrêter la liste" }).click();
  await expect(flora.getByText("6 écoles")).toBeVisible();
  form = await card(flora, path, "convention");
  await form.getByLabel("Ligne du registre").fill("T-12");
  await form.getByRole("button").click();
  await done(flora, "convention");
  form = await card(mireille, path, "equipement");
  await form.getByLabel("Tableaux interactifs").fill("0");
  await form.getByRole("group", { name: /réseau/ }).getByRole("radio", { name: "Oui" }).check();
  await form.getByRole("group", { name: /filtré/ }).getByRole("radio", { name: "Oui" }).check();
  await form.getByRole("button").click();
  await done(mireille, "equipement");
  await expect(await tries(anna, path, "comptes")).toContainText("Il manque la vérification de l’équipement");
  form = await card(flora, path, "equipement");
  await form.getByLabel("Tableaux interactifs").fill("0");
  await form.getByRole("group", { name: /réseau/ }).getByRole("radio", { name: "Oui" }).check();
  await form.getByRole("group", { name: /filtré/ }).getByRole("radio", { name: "Oui" }).check();
  await form.getByLabel(/pourquoi passer outre/).fill("Un grand écran sert de tableau jusqu’à Noël.");
  await form.getByRole("button").click();
  await done(flora, "equipement");

  // The head keeps the accounts without being named; she is trained, then they open.
  await anna.goto(`${school}/administrateurs`);
  await expect(anna.locator("li", { hasText: "Anna Vidal" })).toContainText("à former");
  await look(anna, "administrateurs-768");
  await expect(await tries(anna, path, "comptes")).toContainText("Il manque la formation de l’administrateur de l’école : c’est à l’équipe projet (Flora Guérin)");
  form = await card(flora, path, "formation-administrateur");
  await expect(form).toContainText("Le registre ne dit pas encore que l’administrateur a suivi sa formation.");
  await form.getByText("Dispenser, avec la raison").click();
  await form.getByLabel("Pourquoi la formation n’est pas nécessaire").fill("Administratrice trois ans dans une autre école.");
  await form.getByRole("button", { name: "Dispenser" }).click();
  await done(flora, "formation-administrateur");
  await expect(await tries(gregoire, path, "comptes")).toContainText("n’est pas à vous : c’est à la direction de l’école (Anna Vidal)");
  form = await card(anna, path, "comptes");
  await form.getByRole("button", { name: "Ouvrir les comptes" }).click();
  await done(anna, "comptes");
  await anna.goto(`${school}/fiches`);
  await confirmByPassword(anna);
  await expect(anna.getByText("ne sont pas encore ouverts")).toHaveCount(0);

  // The name, the training, the families.
  await expect(await tries(anna, path, "mise-en-service")).toContainText("Il manque le nom de domaine : c’est à l’annuaire (DSI)");
  // Nobody types that a name leads somewhere: it is tried, or one name stands for all schools.
  form = await card(basile, path, "nom-de-domaine");
  await expect(form).toContainText("L’étape est faite d’elle-même quand le nom a été essayé.");
  await basile.goto("/domaines/regles");
  await confirmByPassword(basile);
  await basile.getByLabel(/Un seul nom pour toutes les écoles/).fill("ent.valdormes.example");
  await basile.getByRole("button", { name: "Enregistrer" }).click();
  await expect(basile.getByText("C’est enregistré.").first()).toBeVisible();
  await look(basile, "domaines-regles-1280");
  form = await card(etienne, path, "formation-enseignants");
  await expect(form).toContainText("à former");
  await form.getByText("Dispenser, avec la raison").click();
  await form.getByLabel("Pourquoi la formation n’est pas nécessaire").fill("Formés l’an dernier dans une autre école.");
  await form.getByRole("button", { name: "Dispenser" }).click();
  await done(etienne, "formation-enseignants");
  form = await card(anna, path, "familles");
  await form.getByRole("button").click(); // today, three times
  await done(anna, "familles");
  form = await card(anna, path, "mise-en-service");
  await form.getByRole("button").click();
  await done(anna, "mise-en-service");
  await expect(anna.getByText("16 étapes sur 16")).toBeVisible();
  for (const [width, viewport] of [[360, PHONE], [768, TABLET], [1280, DESK]]) {
    await anna.setViewportSize(viewport);
    await look(anna, `rejoindre-en-service-${width}`);
    await flora.setViewportSize(viewport);
    await flora.goto("/deploiement");
    await look(flora, `deploiement-${width}`);
    for (const page of ["", "/parties", "/responsabilites", "/objectifs", "/phases"]) {
      await flora.goto(`/pilotage/projet${page}`);
      await look(flora, `projet${page.replace("/", "-")}-${width}`);
    }
  }
  // A commune among the parties, and whom to call there.
  await flora.goto("/pilotage/projet/parties");
  await flora.getByLabel("Nom", { exact: true }).fill("Ormes-le-Vieux");
  await flora.getByLabel("C’est", { exact: true }).selectOption("commune");
  await flora.getByLabel("Dans l’annuaire").selectOption({ label: "Ormes-le-Vieux" });
  await flora.getByRole("button", { name: "Ajouter" }).click();
  await confirmByPassword(flora);
  await flora.getByLabel("Prénom").fill("Luc");
  await flora.getByLabel("Nom", { exact: true }).first().fill("Adam");
  await flora.getByLabel(/Adresse électronique/).fill("luc.adam@ormes.example");
  await flora.getByRole("button", { name: "Ajouter" }).click();
  await flora.getByText("Changer Luc Adam").click();
  await flora.getByRole("button", { name: "Donner un accès" }).click();
  await expect(flora.getByText("a son accès")).toBeVisible();
  for (const [width, viewport] of [[360, PHONE], [1280, DESK]]) {
    await flora.setViewportSize(viewport);
    await look(flora, `partie-${width}`);
  }
  await flora.goto("/deploiement?etape=en-service");
  await expect(flora.getByRole("row", { name: /Les Rives/ })).toBeVisible();
});
