// A form that comes back refused (422): the focus goes to the first field to mend, else to the sentence that says why.
const FIELDS = "input:not([type=hidden]), select, textarea";

function refused(): boolean {
  const [loaded] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return loaded?.responseStatus === 422;
}

/** The field that an error stands beside, told what is wrong with it where its page did not. */
function fieldOf(error: HTMLElement): HTMLElement | null {
  if (error.matches(FIELDS)) return error;
  const field = error.closest(".field, fieldset, form")?.querySelector<HTMLElement>(FIELDS) ?? null;
  if (field && !field.hasAttribute("aria-describedby")) {
    error.id ||= "refus";
    field.setAttribute("aria-describedby", error.id);
  }
  return field;
}

function lead(): void {
  const error = document.querySelector<HTMLElement>("main :is([aria-invalid=true], .field-error)");
  const to = (error && fieldOf(error)) ?? document.querySelector<HTMLElement>("main [role=alert]:not([hidden])");
  if (!to) return;
  for (let fold = to.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  if (!to.matches(FIELDS)) to.tabIndex = -1;
  to.focus();
}

if (refused()) lead();
