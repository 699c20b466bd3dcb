// Looks at the style guide: each face at three widths, light and dark, under the real content policy.
// Fails on an axe violation, on something wider than the page, on a console error. Pictures go to shots/.
// First: cargo run -p web --example styleguide -- browser/shots/site
import { readFileSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const site = join(here, "shots/site");
const dist = join(here, "../assets/dist");
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const csp = readFileSync(join(site, "csp.txt"), "utf8");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const types = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".html": "text/html; charset=utf-8" };
const problems = [];

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  const name = path.slice(3);
  const file = path.startsWith("/a/") ? join(dist, manifest[name] ?? name) : join(site, path);
  const page = path.endsWith(".html");
  try {
    const bytes = readFileSync(file);
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/json", ...(page && { "Content-Security-Policy": csp }) });
    response.end(bytes);
  } catch {
    response.writeHead(204).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"],
});
mkdirSync(join(here, "shots"), { recursive: true });

for (const face of ["maternelle", "eleve", "adulte", "pilotage", "erreur"]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce", serviceWorkers: "block" });
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && !message.text().includes("EventSource") && problems.push(`${face}: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`${face}: ${error.message}`));
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${origin}/${face}.html`, { waitUntil: "load" });
      await page.evaluate(() => document.fonts.ready);
      await look(page, `${face} ${width} ${colorScheme}`);
      await page.screenshot({ path: join(here, `shots/${face}-${width}-${colorScheme}.png`), fullPage: true });
    }
    if (colorScheme === "light") await page.pdf({ path: join(here, `shots/${face}.pdf`), preferCSSPageSize: true });
    await context.close();
  }
}
await browser.close();
server.close();
console.log(problems.length ? [...new Set(problems)].join("\n") : "Nothing to mend.");
process.exitCode = problems.length ? 1 : 0;

async function look(page, where) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const scrolls = (node) => node && (/auto|scroll|hidden/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    return [...document.body.querySelectorAll("*")].filter((node) => node.getBoundingClientRect().right > room + 1 && !scrolls(node.parentElement)).map((node) => `${node.tagName}.${node.className}`);
  });
  if (wide.length) problems.push(`${where}: wider than the page: ${wide.slice(0, 5).join(", ")}`);
  const least = where.startsWith("maternelle") ? 72 : 24;
  const small = await page.evaluate((least) => {
    const able = "a.button, button, summary, .nav-link, .tile, .child, .kid, .reaction";
    return [...document.querySelectorAll(able)].filter((node) => node.offsetHeight && node.offsetHeight < least).map((node) => `${node.className || node.tagName} ${node.offsetHeight}px`);
  }, least);
  if (small.length) problems.push(`${where}: smaller than ${least} px: ${[...new Set(small)].join(", ")}`);
  await page.evaluate(axe).catch((error) => problems.push(`${where}: ${error.message}`));
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  for (const { id, nodes } of violations) problems.push(`${where}: axe ${id}: ${nodes.slice(0, 4).map((node) => `${node.target} ${node.any[0]?.message ?? node.failureSummary}`).join(" | ")}`);
}
