// The worker keeps the hashed files of the look and the page « hors ligne », and nothing personal, ever:
// on a shared tablet, what is in this cache belongs to everybody.
/// <reference lib="webworker" />
export {};
declare const self: ServiceWorkerGlobalScope;
declare const KEPT: string[];

const OFFLINE = "/hors-ligne";
// The hashed names say which version this is.
const CACHE = `preau:${KEPT.join()}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([...KEPT, new Request(OFFLINE, { credentials: "omit", cache: "reload" })]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith("preau:") && name !== CACHE));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
  } else if (url.origin === self.location.origin && url.pathname.startsWith("/a/")) {
    event.respondWith(look(request, url.pathname));
  }
});

async function look(request: Request, path: string): Promise<Response> {
  // `/a/sprite.svg` is the name pages use; the kept one has its hash.
  const kept = KEPT.find((name) => name === path || name.replace(/-\w+(\.\w+)$/, "$1") === path);
  const answer = (kept && (await caches.match(kept))) || (await caches.match(request));
  if (answer) return answer;
  const fresh = await fetch(request);
  // Fonts are kept when first used.
  if (fresh.ok && path.endsWith(".woff2")) {
    const copy = fresh.clone();
    void caches.open(CACHE).then((cache) => cache.put(request, copy));
  }
  return fresh;
}
