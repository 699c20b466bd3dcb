// <picture-pad>: three steps of pictures, one after the other. A touch goes on by itself, and the third sends (unless
// `data-waits`). By keyboard one chooses with the arrows and goes on with Enter. Without a script all three are shown.
class PicturePad extends HTMLElement {
  private steps: HTMLFieldSetElement[] = [];
  private at = 0;

  connectedCallback(): void {
    this.steps = [...this.querySelectorAll<HTMLFieldSetElement>(".pad-step")];
    if (this.steps.length === 0) return;
    const again = document.createElement("button");
    again.type = "reset";
    again.className = "button quiet pad-again";
    again.textContent = "Recommencer";
    this.querySelector(".actions")?.append(again);
    this.addEventListener("reset", () => setTimeout(() => this.show(0)));
    this.addEventListener("click", this.touched);
    this.addEventListener("keydown", this.typed);
    this.classList.add("ready");
    this.show(0, false);
  }

  // A browser sends a click to the input as well, for the label and for the arrows: only a real touch counts.
  private touched = (event: MouseEvent): void => {
    const label = (event.target as Element).closest("label");
    if (label && event.detail > 0) setTimeout(() => this.next());
  };

  private typed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (this.steps[this.at]?.querySelector(":checked")) this.next();
  };

  private next(): void {
    const chosen = this.steps[this.at]?.querySelector<HTMLInputElement>(":checked");
    if (!chosen) return;
    if (this.at + 1 < this.steps.length) return this.show(this.at + 1);
    this.mark();
    const form = this.querySelector("form");
    if (this.dataset.waits === undefined) form?.requestSubmit();
    else form?.querySelector<HTMLButtonElement>("button:not([type])")?.focus();
  }

  private show(step: number, focus = true): void {
    this.at = step;
    this.mark();
    this.steps.forEach((fieldset, index) => (fieldset.hidden = index !== step));
    if (focus) this.steps[step]?.querySelector("input")?.focus({ preventScroll: true });
  }

  // What was touched is no choice for the next step, and is shown by its number.
  private mark(): void {
    const chosen = this.steps.map((step) => step.querySelector<HTMLInputElement>(":checked")?.value);
    this.steps.forEach((step, index) => {
      for (const input of step.querySelectorAll("input")) {
        const before = chosen.indexOf(input.value);
        input.disabled = before >= 0 && before < index;
        const label = input.closest("label");
        if (before >= 0) label?.setAttribute("data-touched", String(before + 1));
        else label?.removeAttribute("data-touched");
      }
    });
    this.dataset.done = String(chosen.filter(Boolean).length);
  }
}

customElements.define("picture-pad", PicturePad);
