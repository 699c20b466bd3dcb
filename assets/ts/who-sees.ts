// <fieldset data-preview="/fil/qui-voit" data-preview-target="#qui-voit">: asks again who will see it at each change.
import { fetchFragment, inserted } from "./fragment";

let asking: AbortController | null = null;

document.addEventListener("change", (event) => {
  const group = (event.target as Element).closest<HTMLElement>("[data-preview]");
  const form = group?.closest("form");
  if (group && form) void ask(group, form);
});

async function ask(group: HTMLElement, form: HTMLFormElement): Promise<void> {
  const panel = document.querySelector(group.dataset.previewTarget ?? "#qui-voit");
  const url = group.dataset.preview;
  if (!panel || !url) return;
  const choices = new URLSearchParams();
  for (const control of form.elements) {
    const { name, value, type, checked } = control as HTMLInputElement;
    if (name && group.contains(control) && (checked || !/^(checkbox|radio)$/.test(type))) choices.append(name, value);
  }
  asking?.abort();
  asking = new AbortController();
  panel.setAttribute("aria-busy", "true");
  const piece = await fetchFragment(`${url}?${choices}`, { signal: asking.signal }).catch((error: Error) => {
    return error.name === "AbortError" ? undefined : null;
  });
  if (piece === undefined) return;
  panel.removeAttribute("aria-busy");
  // An old answer about who sees this would be worse than none.
  if (piece === null) panel.textContent = "Nous n’avons pas pu vérifier qui verra ce message.";
  else panel.replaceChildren(piece);
  inserted(panel);
}
