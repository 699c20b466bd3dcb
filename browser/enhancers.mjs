// Tries each enhancer on the style guide, with a server that answers what docs/interface.md promises.
// First: cargo run -p web --example styleguide -- browser/shots/site
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "../assets/dist");
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const csp = readFileSync(join(here, "shots/site/csp.txt"), "utf8");
const origin = "http://localhost:9";
const html = (body) => ({ contentType: "text/html; charset=utf-8", body });
const types = { css: "text/css", js: "text/javascript", svg: "image/svg+xml", woff2: "font/woff2" };

const ARCHIVE = '<form method="post" action="/pilotage/imports" enctype="multipart/form-data" data-progress="Envoi"><input id="feed" name="feed" type="file"><button>Déposer</button></form>';
let asked = 0;

const answers = {
  "GET /pilotage/imports/1": () =>
    ++asked < 2
      ? html('<div id="import"><keep-watching src="/pilotage/imports/1"><p role="status">412 personnes lues</p></keep-watching></div>')
      : html("<h1>Ce qui changerait</h1>"),
  "POST /pilotage/imports": (request) =>
    request.postData()?.includes("notes.txt")
      ? { status: 422, ...html(ARCHIVE.replace("<input", "<p>notes.txt n’est pas une archive</p><input aria-invalid=true")) }
      : { status: 503, body: "" },
  "POST /fil/1/reaction": () => html('<div class="reactions" id="reactions-1"><button class="reaction" id="bravo-1">13</button></div>'),
  "GET /fil": () => html('<li class="post" id="post-3">Troisième</li>'),
  "GET /fil/qui-voit": (request) => html(`<p>choix ${new URL(request.url()).searchParams.getAll("audience").join("+")}</p>`),
  "GET /fil/nouveaux": () => html('<li class="post" id="post-1">déjà là</li><li class="post" id="post-9">Tout neuf</li>'),
  "GET /direct": () => ({ contentType: "text/event-stream", body: "event: news\ndata: 1\n\n" }),
  "POST /fil/brouillon": () => ({ status: 204 }),
  "GET /refus.html": () => ({ status: 422, ...html(readFileSync(join(here, "shots/site/adulte.html"))) }),
  "POST /fil/photos": (request) =>
    request.postData()?.includes("trop.jpg")
      ? { status: 413, contentType: "text/plain; charset=utf-8", body: "Cette photo est trop lourde." }
      : html('<li class="picked" id="photo-ok"><input type="hidden" name="fichier" value="7"><button type="button" data-remove>×</button></li>'),
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ viewport: { width: 800, height: 700 }, serviceWorkers: "block" });
const page = await context.newPage();
page.on("pageerror", (error) => assert.fail(error));
await context.route(`${origin}/**`, (route, request) => {
  const { pathname } = new URL(request.url());
  const key = `${request.method()} ${pathname}`;
  const asset = pathname.startsWith("/a/") && join(dist, manifest[pathname.slice(3)] ?? pathname.slice(3));
  if (asset) return route.fulfill({ contentType: types[asset.split(".").pop()], body: readFileSync(asset) });
  if (answers[key]) return route.fulfill(answers[key](request));
  const file = join(here, "shots/site", pathname);
  return existsSync(file) ? route.fulfill({ ...html(readFileSync(file)), headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp } }) : route.fulfill({ status: 404 });
});
await page.goto(`${origin}/adulte.html`);

await step("the news arrives on top, once", async () => {
  await page.locator("#fil > li:first-child", { hasText: "Tout neuf" }).waitFor();
  assert.equal(await page.locator("#post-1").count(), 1);
});
await step("a reaction takes the place of the row and keeps the focus", async () => {
  await page.locator("#bravo-1").click();
  await page.locator("#bravo-1", { hasText: "13" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "bravo-1");
});
await step("« Voir plus » adds what follows and goes when there is no more", async () => {
  await page.locator("[data-more]").scrollIntoViewIfNeeded().catch(() => {});
  await page.locator("#post-3").waitFor();
  assert.equal(await page.locator("[data-more]").count(), 0);
});
await step("who sees it follows the choices", async () => {
  await page.getByLabel("Équipe de l’école").check();
  await page.locator("#qui-voit", { hasText: "choix 1+3" }).waitFor();
});
await step("a picture is sent at once; a refusal says why", async () => {
  const input = page.locator('input[type="file"]');
  await input.setInputFiles([{ name: "potager.jpg", mimeType: "image/jpeg", buffer: Buffer.from("x") }]);
  await page.locator("#photo-ok").waitFor();
  await input.setInputFiles([{ name: "trop.jpg", mimeType: "image/jpeg", buffer: Buffer.from("x") }]);
  await page.getByText("Cette photo est trop lourde.").waitFor();
  await page.locator("#photo-ok [data-remove]").click();
  assert.equal(await page.locator("#photo-ok").count(), 0);
});
await step("a draft is kept, found again, and forgotten once published", async () => {
  const saved = page.waitForResponse(`${origin}/fil/brouillon`);
  await page.locator("#texte").fill("Bonjour à tous");
  assert.match((await saved).request().postData(), /texte=Bonjour/);
  await page.getByText(/^Brouillon enregistré à \d+\sh\s\d+$/).waitFor();
  await page.reload();
  assert.equal(await page.locator("#texte").inputValue(), "Bonjour à tous");
  await page.evaluate(() => document.querySelector(".composer").addEventListener("submit", (event) => event.preventDefault()));
  await page.getByRole("button", { name: "Publier" }).click();
  await page.goto(`${origin}/adulte.html?publie`);
  assert.equal(await page.locator("#texte").inputValue(), "");
});
await step("dialogs open, menus close with Escape", async () => {
  await page.getByText("Qui voit ce message").first().click();
  assert.ok(await page.locator("dialog#qui-voit-1").isVisible());
  await page.locator("[data-closes]").click();
  await page.locator(".header .menu > summary").click();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("details.menu[open]").count(), 0);
});
await step("a refused form leads to its first wrong field", async () => {
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-invalid"));
  assert.equal(await focused(), null);
  await page.goto(`${origin}/refus.html`);
  assert.equal(await focused(), "true");
  await page.goto(`${origin}/adulte.html`);
});
await step("an import under way tells where it is, then shows what it found", async () => {
  await page.evaluate(() => {
    const main = document.querySelector("main");
    main.innerHTML = '<div id="import"><keep-watching src="/pilotage/imports/1" data-whole="#import"><p role="status">Reçu</p><progress hidden></progress><p data-without-script>Actualiser</p></keep-watching></div>';
  });
  assert.ok(await page.locator("keep-watching progress").isVisible());
  assert.ok(await page.locator("[data-without-script]").isHidden());
  await page.locator("keep-watching [role=status]", { hasText: "412 personnes lues" }).waitFor();
  await page.locator("#import h1", { hasText: "Ce qui changerait" }).waitFor();
  assert.equal(await page.locator("keep-watching").count(), 0);
});
await step("an archive is sent with its progress; a refusal keeps the page", async () => {
  await page.evaluate((form) => (document.querySelector("main").innerHTML = form), ARCHIVE);
  await page.locator("#feed").setInputFiles([{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]);
  await page.getByRole("button", { name: "Déposer" }).click();
  await page.getByText("n’est pas une archive").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "feed");
  await page.locator("#feed").setInputFiles([{ name: "coupe.tgz", mimeType: "application/gzip", buffer: Buffer.from("x") }]);
  await page.getByRole("button", { name: "Déposer" }).click();
  await page.getByText("L’envoi s’est interrompu").waitFor();
  assert.ok(await page.getByRole("button", { name: "Déposer" }).isEnabled());
});
await browser.close();

async function step(name, run) {
  await run();
  console.log(`ok  ${name}`);
}
