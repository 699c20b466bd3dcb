// Every page that somebody can come to by following links is sound on a phone: no violation, nothing wider than the
// screen, no script refused. Only looks: it presses nothing.
import { BASILE, FLORA, HELENE, IRENE, LINA, MARION, NADIA, ODILE, SALOME, SOLENE, confirms, expect, look, test } from "./people.mjs";

test.describe.configure({ mode: "parallel", timeout: 600_000 });

/** Whoever may do what is sensitive says first that she is herself. */
const CONFIRMED = [HELENE, FLORA, BASILE];
/** They leave the session, or are no pages. */
const ELSEWHERE = /deconnexion|\/a\/|\/fichier|\.(pdf|csv|zip|ods)$/;

for (const who of [HELENE, MARION, FLORA, BASILE, ODILE, SOLENE, IRENE, SALOME, NADIA, LINA]) {
  test(`all that ${who} can come to`, async ({ someone }) => {
    const page = await someone(who);
    if (CONFIRMED.includes(who)) await confirms(page);
    const refused = [];
    page.on("console", (line) => line.type() === "error" && refused.push(`${page.url()}: ${line.text()}`));
    const seen = new Set();
    const waiting = ["/"];
    let pages = 0;
    while (waiting.length > 0) {
      const address = waiting.shift();
      if (seen.has(kindOf(address))) continue;
      seen.add(kindOf(address));
      const answer = await page.goto(address).catch(() => null); // a download is no page
      if (!answer?.headers()["content-type"]?.includes("html")) continue;
      expect.soft(answer.status(), address).toBe(200);
      await look(page, `partout/${who.split(" ")[0]}-${String((pages += 1)).padStart(2, "0")}`);
      waiting.push(...(await linksOf(page)));
    }
    expect(pages).toBeGreaterThan(2);
    expect(refused).toEqual([]);
  });
}

/** Two addresses of one kind are one page with other people: it is looked at once. */
function kindOf(address) {
  return address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*").replace(/\?.*/, "");
}

async function linksOf(page) {
  const all = await page.locator("a[href^='/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  return all.map((link) => link.split("#")[0]).filter((link) => !ELSEWHERE.test(link));
}
