// Fetching pieces of pages. Every enhancer that must see new elements registers with `enhance`;
// whoever inserts a piece calls `inserted`. The page is complete without any of this.

const enhancers: [string, (element: HTMLElement) => void][] = [];

/** Runs `start` once for each element that matches, now and when a piece arrives. */
export function enhance(selector: string, start: (element: HTMLElement) => void): void {
  enhancers.push([selector, start]);
  apply(document, selector, start);
}

/** To call on what was just put into the page. */
export function inserted(root: ParentNode): void {
  for (const [selector, start] of enhancers) apply(root, selector, start);
}

function apply(root: ParentNode, selector: string, start: (element: HTMLElement) => void): void {
  if (root instanceof HTMLElement && root.matches(selector)) start(root);
  root.querySelectorAll<HTMLElement>(selector).forEach(start);
}

export function parse(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return document.importNode(template.content, true);
}

/** Null when the answer is not a piece of page: signed out, broken, or a whole page. */
export async function fetchFragment(url: string, init: RequestInit = {}): Promise<DocumentFragment | null> {
  const headers = { ...init.headers, "X-Fragment": "1", Accept: "text/html" };
  const answer = await fetch(url, { credentials: "same-origin", ...init, headers });
  if (answer.redirected && init.method === "POST") {
    // The thing is done, and the answer is elsewhere: go there. Nothing follows, the page is leaving.
    location.assign(answer.url);
    return new Promise(() => undefined);
  }
  const html = answer.headers.get("Content-Type")?.startsWith("text/html") ?? false;
  if (answer.redirected || !html || !(answer.ok || answer.status === 422)) return null;
  return parse(await answer.text());
}

export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/a/sprite.svg#${name}`);
  svg.append(use);
  return svg;
}
