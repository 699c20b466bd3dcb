// A second factor before sensitive acts, a passkey, and an incident: closing accounts, freezing, looking back.
import { createHmac } from "node:crypto";
import { FLORA, LINA, PHONE, TABLET, confirmByPassword, expect, look, secretsOf, signIn, test } from "./people.mjs";

const ANNA = "Anna Vidal";
const ROMAIN = "Romain Duval";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an application shows: RFC 6238, six digits, thirty seconds. `ahead`: so many steps later. */
function totp(secret, ahead = 0) {
  let bits = "";
  for (const sign of secret.replace(/\s/g, "")) bits += ALPHABET.indexOf(sign).toString(2).padStart(5, "0");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a head sets up an application before she prints codes, and comes in with it", async ({ someone }) => {
  const anna = await someone(ANNA, { viewport: PHONE });
  const { login, secret } = await secretsOf(await someone(null), ANNA);
  await anna.getByRole("link", { name: "École" }).click();
  await anna.getByRole("link", { name: "Fiches à imprimer" }).click();
  await expect(anna.getByRole("heading", { name: "D’abord, protégez votre compte" })).toBeVisible();
  await look(anna, "securite-d-abord");
  await anna.getByRole("link", { name: "Avec une application" }).click();
  await anna.getByText("Je ne peux pas le filmer").click();
  await look(anna, "securite-application");
  const key = await anna.locator("#cle").innerText();
  await anna.getByLabel("Code à 6 chiffres").fill("000000");
  await anna.getByLabel("Votre mot de passe").fill(secret);
  await anna.getByRole("button", { name: "Mettre en place" }).click();
  await expect(anna.getByText("Ce n’est pas le code que l’application montre")).toBeVisible();
  await anna.getByLabel("Code à 6 chiffres").fill(totp(key));
  await anna.getByLabel("Votre mot de passe").fill(secret);
  await anna.getByRole("button", { name: "Mettre en place" }).click();
  await expect(anna.getByRole("heading", { name: "Vos codes de secours" })).toBeVisible();
  await look(anna, "securite-codes");
  const codes = await anna.locator(".slip-code").allInnerTexts();
  expect(codes).toHaveLength(10);
  await anna.getByRole("link", { name: "C’est noté, continuer" }).click();
  await expect(anna).toHaveURL(/\/fiches$/);
  await anna.goto("/moi/securite");
  await look(anna, "securite-moi");

  // Elsewhere: the password alone opens nothing; the next code, or a recovery code, does.
  const tablet = await someone(null, { viewport: TABLET });
  await signIn(tablet, login, secret);
  await expect(tablet.getByRole("heading", { name: "Vérification" })).toBeVisible();
  await look(tablet, "connexion-verification");
  await tablet.goto("/moi");
  await expect(tablet).toHaveURL(/\/connexion/);
  await signIn(tablet, login, secret);
  await tablet.locator("#code").fill(totp(key, 1));
  await tablet.getByRole("button", { name: "Entrer", exact: true }).click();
  await expect(tablet).not.toHaveURL(/\/connexion/);

  const lost = await someone(null);
  await signIn(lost, login, secret);
  await lost.locator("#code").fill(codes[0]);
  await lost.getByRole("button", { name: "Entrer", exact: true }).click();
  await expect(lost.getByText("Il vous en reste 9")).toBeVisible();
  const again = await someone(null);
  await signIn(again, login, secret);
  await again.locator("#code").fill(codes[0]);
  await again.getByRole("button", { name: "Entrer", exact: true }).click();
  await expect(again.getByRole("alert")).toBeVisible();

  // The account is as it was for whoever comes next.
  await lost.goto("/moi/securite");
  await lost.getByRole("button", { name: "Retirer" }).click();
  await expect(lost.getByText("C’est retiré.")).toBeVisible();
});

test("a passkey opens without a password, and one that was taken away does not", async ({ someone }) => {
  const romain = await someone(ROMAIN);
  const session = await romain.context().newCDPSession(romain);
  await session.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await session.send("WebAuthn.addVirtualAuthenticator", { options });
  await romain.goto("/moi/securite");
  await romain.getByRole("link", { name: "Ajouter une clé d’accès" }).click();
  await romain.getByLabel("Le nom de cette clé").fill("Mon téléphone");
  await look(romain, "securite-cle");
  await romain.getByRole("button", { name: "Ajouter" }).click();
  await expect(romain.getByRole("heading", { name: "Vos codes de secours" })).toBeVisible();
  await romain.getByRole("link", { name: "C’est noté, continuer" }).click();
  await romain.goto("/moi");
  await romain.getByRole("button", { name: "Me déconnecter" }).click();
  await expect(romain).toHaveURL(/\/connexion/);
  await romain.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
  await expect(romain).not.toHaveURL(/\/connexion/);
  await romain.goto("/moi/securite");
  await expect(romain.getByText("utilisée aujourd’hui")).toBeVisible();
  await romain.getByRole("button", { name: "Retirer Mon téléphone" }).click();
  await expect(romain.getByText("C’est retiré.")).toBeVisible();
  await romain.goto("/moi");
  await romain.getByRole("button", { name: "Me déconnecter" }).click();
  await romain.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
  await expect(romain.getByText("n’ouvre aucun compte ici")).toBeVisible();
});

test("the project contains an incident in one school and reopens it", async ({ someone }) => {
  const flora = await someone(FLORA, { viewport: TABLET });
  await flora.goto("/pilotage/securite");
  await confirmByPassword(flora);
  await look(flora, "securite-pilotage");
  const drill = flora.locator("section", { has: flora.getByRole("heading", { name: "S’exercer" }) });
  await drill.getByLabel("Où").selectOption({ label: "École Les Tilleuls" });
  await drill.getByLabel("Élèves").check();
  await drill.getByRole("button", { name: "Faire l’exercice" }).click();
  await expect(flora.getByText("Exercice terminé")).toBeVisible();
  await look(flora, "securite-exercice");

  const freeze = flora.locator("section", { has: flora.getByRole("heading", { name: "Geler l’écriture" }) });
  await freeze.getByLabel("Où").selectOption({ label: "École Les Tilleuls" });
  await freeze.getByLabel("Élèves").check();
  await freeze.getByLabel("Ce qu’elles liront").fill("Les messages sont en pause jusqu’à demain. Tu peux toujours lire.");
  await freeze.getByLabel("Pourquoi").fill("Exercice de la journée sécurité");
  await freeze.getByRole("button", { name: "Geler" }).click();
  await expect(flora.getByText("C’est gelé.")).toBeVisible();
  await look(flora, "securite-gele");
  const lina = await someone(LINA, { viewport: TABLET });
  await lina.goto("/fil");
  await expect(lina.getByText("Les messages sont en pause")).toBeVisible();
  await look(lina, "fil-gele");

  await flora.getByRole("button", { name: "Rouvrir Élèves, Les Tilleuls" }).click();
  await expect(flora.getByText("C’est rouvert.")).toBeVisible();
  await lina.goto("/fil");
  await expect(lina.getByText("Les messages sont en pause")).toHaveCount(0);

  const close = flora.locator("section", { has: flora.getByRole("heading", { name: "Fermer des comptes" }) });
  await close.getByLabel("Où").selectOption({ label: "École Les Tilleuls" });
  await close.getByLabel("Élèves").check();
  await close.getByRole("button", { name: "Voir combien" }).click();
  await look(flora, "securite-combien");
  await flora.getByRole("link", { name: "Non, revenir" }).click();

  await flora.getByLabel("Nom ou identifiant").fill("benali");
  await flora.getByRole("button", { name: "Chercher" }).click();
  await flora.getByRole("link", { name: "Ce que le compte a fait" }).first().click();
  await expect(flora.getByRole("heading", { name: "Ce que ce compte a fait" })).toBeVisible();
  await look(flora, "securite-compte");
});
