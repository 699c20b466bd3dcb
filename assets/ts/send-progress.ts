// <form enctype="multipart/form-data" data-progress="Envoi de l’archive">: a large file is sent with a bar that says how
// far it is. A redirect is followed by the page; a form with errors takes the place of this one. Without it, a plain form.
import { inserted, parse } from "./fragment";

const SORRY = "L’envoi s’est interrompu. Vérifiez la connexion puis recommencez\u00a0: rien n’a été changé.";

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const file = form.querySelector<HTMLInputElement>('input[type="file"]');
  if (!form.dataset.progress || !file?.files?.length || event.defaultPrevented) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") send(form);
});

function send(form: HTMLFormElement): void {
  form.setAttribute("aria-busy", "true");
  form.querySelector("[data-sending]")?.remove();
  const buttons = [...form.querySelectorAll<HTMLButtonElement>("button")];
  buttons.forEach((button) => (button.disabled = true));
  const { place, bar, words } = row(form.dataset.progress ?? "");
  form.append(place);
  // Only XMLHttpRequest tells how far an upload is.
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
    const percent = Math.floor((100 * loaded) / total);
    const said = percent < 100 ? `${form.dataset.progress}\u00a0: ${percent}\u00a0%` : "Le fichier est arrivé, un instant…";
    if (words.textContent !== said) words.textContent = said;
  };
  request.onloadend = () => {
    const went = new URL(request.responseURL || form.action, location.href);
    if (request.status === 200 && went.pathname !== new URL(form.action, location.href).pathname) return location.assign(went.href);
    form.removeAttribute("aria-busy");
    buttons.forEach((button) => (button.disabled = false));
    const again = request.status === 422 ? parse(request.responseText).querySelector<HTMLFormElement>("form[data-progress]") : null;
    if (again) {
      form.replaceWith(again);
      inserted(again);
      return again.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    }
    words.className = "field-error";
    words.setAttribute("role", "alert");
    words.textContent = SORRY;
    bar.remove();
  };
  request.open("POST", form.action);
  request.setRequestHeader("X-Fragment", "1");
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
}

function row(label: string) {
  const place = document.createElement("div");
  place.className = "stack";
  place.dataset.sending = "";
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.textContent = label;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", label);
  place.append(words, bar);
  return { place, bar, words };
}
