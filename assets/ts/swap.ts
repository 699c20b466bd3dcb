// <form data-swap="#target">: sent in the background; the piece that answers takes the target's place.
// Whatever goes wrong, the form is sent as without a script.
import { fetchFragment, inserted } from "./fragment";

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.dataset.swap || event.defaultPrevented) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") void send(form, event.submitter as HTMLButtonElement | null);
});

async function send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  form.setAttribute("aria-busy", "true");
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  // A form with files goes as it is; the others as plain forms do.
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams([...data] as [string, string][]);
  const url = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const piece = await fetchFragment(url, { method: "POST", body }).catch(() => null);
  const target = document.querySelector(form.dataset.swap ?? "");
  const fresh = piece?.firstElementChild;
  form.removeAttribute("aria-busy");
  if (!fresh || !target) return resend(form, button);
  const focused = document.activeElement?.id || (button && target.contains(button) ? button.id : "");
  target.replaceWith(fresh);
  inserted(fresh);
  if (focused) document.getElementById(focused)?.focus();
}

function resend(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  delete form.dataset.swap;
  form.requestSubmit(button);
}
