// Who is signed in at another ENT links her account once, then comes in without a password. One server, two names: to a
// browser « 127.0.0.1 » is another ENT than « localhost », with cookies of its own.
import { BASILE, DESK, MARION, confirms, expect, look, secretsOf, test } from "./people.mjs";

const NAME = "e-Voisin";

async function fills(page, { login, secret }) {
  await page.getByLabel("Identifiant").fill(login);
  await page.locator("#secret").fill(secret);
  await page.getByRole("button", { name: "Entrer", exact: true }).click();
}

test("an account of another ENT opens the account here that its owner linked, until it is closed", async ({ someone, baseURL }) => {
  test.slow();
  const sister = baseURL.replace("localhost", "127.0.0.1");
  const team = await someone(BASILE, { viewport: DESK });
  await confirms(team);
  // There: we are a service.
  await team.goto("/pilotage/services/nouveau");
  await team.getByLabel("Comment on l’appelle").fill("ENT des écoles");
  await team.getByLabel("Son adresse").fill(`${baseURL}/entrer/`);
  await team.getByRole("button", { name: "Enregistrer" }).click();
  await team.getByRole("button", { name: "Ouvrir", exact: true }).click();
  // Here: it is written down, and open.
  await team.goto("/pilotage/services/entrees/nouvelle");
  await look(team, "entree-nouvelle");
  await team.getByLabel("Comment on l’appelle").fill(NAME);
  await team.getByLabel("Adresse de son serveur CAS").fill(`${sister}/cas`);
  await team.getByRole("button", { name: "Enregistrer" }).click();
  await look(team, "entree-fermee");
  await team.getByRole("button", { name: "Ouvrir", exact: true }).click();
  await expect(team.locator(".chip").first()).toHaveText("ouvert");
  await team.goto("/pilotage/services");
  await look(team, "services-relies");

  const page = await someone(null);
  const secrets = await secretsOf(page, MARION);
  await page.goto(`${sister}/connexion`);
  await fills(page, secrets);
  await expect(page).not.toHaveURL(/\/connexion/);
  const door = page.getByRole("link", { name: `Entrer avec ${NAME}` });
  await page.goto("/connexion");
  await look(page, "entrer-avec");
  await door.click();
  await page.getByRole("button", { name: "Continuer vers ENT des écoles" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Relier votre compte ${NAME}`);
  await look(page, "entrer-inconnu");
  await page.getByRole("link", { name: "Entrer ici, puis relier" }).click();
  await fills(page, secrets);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Relier ce compte");
  await look(page, "entrer-relier-montrer");
  // The session there may be a colleague’s: the other ENT asks who she is.
  await page.getByRole("link", { name: `Continuer vers ${NAME}` }).click();
  await page.locator("#secret").fill(secrets.secret);
  await page.getByRole("button", { name: "C’est bien moi" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Relier ce compte");
  await look(page, "entrer-relier");
  await page.getByRole("button", { name: "Relier ce compte" }).click();
  await expect(page.getByRole("heading", { name: "Comptes reliés" })).toBeVisible();
  await look(page, "moi-comptes-relies");

  await page.getByRole("button", { name: "Me déconnecter" }).click();
  await expect(page).toHaveURL(/\/connexion/);
  await door.click();
  await expect(page).not.toHaveURL(/\/connexion|\/entrer/);
  await page.goto("/moi");
  await expect(page.getByText(`ouverte par ${NAME}`)).toBeVisible();

  await team.getByRole("button", { name: `Fermer l’entrée par ${NAME}` }).click();
  await page.goto("/moi");
  await expect(page).toHaveURL(/\/connexion/);
  await expect(door).toHaveCount(0);
});

test("without having begun here nobody is signed in, and the page says what to do", async ({ someone }) => {
  const page = await someone(null);
  const answer = await page.goto("/entrer/00000000-0000-7000-8000-000000000000/retour?etat=0&ticket=ST-1");
  expect(answer.status()).toBe(404);
  await look(page, "entrer-nulle-part");
});
