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
  if (document.querySelector("[data-offline-page]")) location.reload();
  else say("La connexion est revenue.", 4_000);
});
