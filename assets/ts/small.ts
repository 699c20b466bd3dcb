// Small manners: menus close, dialogs open, buttons that only a script can serve appear.
import { enhance } from "./fragment";

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
  // <a href="/page" data-opens="#dialog">: without a script it is a link to a page that says the same.
  const opener = target.closest<HTMLElement>("[data-opens]");
  const dialog = opener && document.querySelector<HTMLDialogElement>(opener.dataset.opens ?? "");
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  if (target.closest("[data-print]")) print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest<HTMLDetailsElement>("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

enhance("[data-print]", (button) => (button.hidden = false));
