// Says when the network is gone and when it is back; the worker keeps the look and one page for that moment.

if ("serviceWorker" in navigator && window.isSecureContext) {
  window.addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}

const toasts = document.querySelector("[data-toasts]");
const toast = document.createElement("p");
toast.className = "toast";

function say(words: string, milliseconds = 0): void {
  toast.textContent = words;
  toasts?.append(toast);
  if (milliseconds) window.setTimeout(() => toast.remove(), milliseconds);
}

window.addEventListener("offline", () => say("Vous êtes hors ligne. Ce que vous écrivez reste sur cet appareil."));
window.addEventListener("online", () => {
  if (document.querySelector("[data-offline-page]")) void back();
  else say("La connexion est revenue.", 4_000);
});

// A form sent into nothing would leave an error page of the browser in its place, and what was typed with it.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (navigator.onLine || !(form instanceof HTMLFormElement) || form.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say("Pas de connexion : rien n’est parti, rien n’est perdu. Réessayez quand elle revient.");
  },
  { capture: true },
);

// A device says that it is on line before the network answers: the page comes back when the server does.
const TRY_EVERY = 4_000;
let trying = 0;
if (document.querySelector("[data-offline-page]") && location.pathname !== "/hors-ligne") trying = window.setTimeout(() => void back(), TRY_EVERY);

async function back(): Promise<void> {
  clearTimeout(trying);
  const answer = await fetch("/sante", { cache: "no-store" }).catch(() => null);
  if (answer) location.reload();
  else trying = window.setTimeout(() => void back(), TRY_EVERY);
}
