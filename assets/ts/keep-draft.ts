// <keep-draft key="person-fil-12" save="/fil/brouillon"> around a form: what is typed is kept on the device at each
// key, and on the server a moment later. Forgotten when the next page says that it was published
// (`?publie` in its address, or an element with `data-published`), and at sign-out: tablets are shared.

const PREFIX = "preau:draft:";
type Kept = { at: number; sent: boolean; values: [name: string, value: string][] };
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const skipped = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
const isTick = (control: Control): control is HTMLInputElement => control.type === "checkbox" || control.type === "radio";

class KeepDraft extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    const form = this.form();
    if (!form) return;
    this.restore();
    form.addEventListener("input", this.changed);
    form.addEventListener("change", this.changed);
    form.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.keep(true);
    });
    window.addEventListener("online", this.save);
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
    window.removeEventListener("online", this.save);
  }

  private form = () => this.querySelector("form");
  private place = () => PREFIX + (this.getAttribute("key") ?? location.pathname);

  private controls(): Control[] {
    const all = [...(this.form()?.elements ?? [])] as Control[];
    return all.filter((control) => control.name && !skipped.has(control.type));
  }

  private changed = (): void => {
    this.keep(false);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(this.save, 1_500);
  };

  private keep(sent: boolean): void {
    const chosen = this.controls().filter((control) => !isTick(control) || control.checked);
    const kept: Kept = { at: Date.now(), sent, values: chosen.map((control) => [control.name, control.value]) };
    try {
      localStorage.setItem(this.place(), JSON.stringify(kept));
    } catch {
      // Full or forbidden: the server's copy remains.
    }
  }

  private save = async (): Promise<void> => {
    const form = this.form();
    const url = this.getAttribute("save");
    if (!form || !url || !localStorage.getItem(this.place())) return;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    // A browser refuses `keepalive` above 64 kB.
    const keepalive = body.toString().length < 60_000;
    const answer = await fetch(url, { method: "POST", body, keepalive, headers: { "X-Fragment": "1" } }).catch(() => null);
    const hour = new Date().toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", "\u00a0h\u00a0");
    this.say(answer?.ok && !answer.redirected ? `Brouillon enregistré à ${hour}` : "Hors ligne\u00a0: gardé sur cet appareil");
  };

  private restore(): void {
    const text = localStorage.getItem(this.place());
    if (!text) return;
    const { at, sent, values } = JSON.parse(text) as Kept;
    const saved = Date.parse(this.dataset.savedAt ?? "");
    if (saved >= at) return;
    const controls = this.controls();
    // What the server sent back (a form with its errors) is not overwritten; an older draft of it is.
    const newer = saved < at && !sent;
    if (!newer && controls.some((control) => /^text/.test(control.type) && control.value)) return;
    for (const control of controls) {
      const mine = values.filter(([name]) => name === control.name).map(([, value]) => value);
      if (isTick(control)) control.checked = mine.includes(control.value);
      else if (mine[0] !== undefined) control.value = mine[0];
    }
    if (values.some(([, value]) => value.trim())) this.say("Brouillon retrouvé");
  }

  private say(words: string): void {
    const status = this.querySelector("[data-draft-status]");
    if (status) status.textContent = words;
  }
}

function forget(only: (kept: Kept) => boolean): void {
  for (const slot of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
    if (only(JSON.parse(localStorage.getItem(slot) ?? "{}") as Kept)) localStorage.removeItem(slot);
  }
}

if (new URLSearchParams(location.search).has("publie") || document.querySelector("[data-published]")) forget((kept) => kept.sent);
document.addEventListener("submit", (event) => {
  if ((event.target as Element).matches("[data-sign-out]")) forget(() => true);
});
customElements.define("keep-draft", KeepDraft);
