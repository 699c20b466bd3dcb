// The button « Montrer » of a password: <button type="button" data-reveals="#password" hidden>. Without a
// script it stays hidden, and the field a field.
import { enhance } from "./fragment";

enhance("[data-reveals]", (button) => {
  const input = document.querySelector<HTMLInputElement>(button.dataset.reveals ?? "");
  if (!input) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "Montrer" : "Cacher";
    button.setAttribute("aria-pressed", String(!shown));
    input.focus();
  });
});
