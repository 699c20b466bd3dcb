// <keep-watching src="/pilotage/imports/1" data-said="#…">: while something is under way, asks `src` again and shows where
// it stands (`data-part="#…"`: and renews that part; `data-every="4"`: each four seconds); when the answer no longer holds a <keep-watching>, it takes the place of `data-whole`. Without it, a link does.
import { fetchFragment, inserted } from "./fragment";

const EVERY = 1_000;
const LONGEST_WAIT = 30_000;

class KeepWatching extends HTMLElement {
  private timer = 0;
  private wait = EVERY;

  connectedCallback(): void {
    this.querySelectorAll<HTMLElement>("[data-without-script]").forEach((node) => (node.hidden = true));
    this.querySelectorAll<HTMLElement>("progress").forEach((node) => (node.hidden = false));
    document.addEventListener("visibilitychange", this.later);
    this.later();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.later);
    clearTimeout(this.timer);
  }

  // A hidden tab asks for nothing.
  private later = (): void => {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = window.setTimeout(() => void this.ask(), this.wait);
  };

  private async ask(): Promise<void> {
    const piece = await fetchFragment(this.getAttribute("src") ?? location.href).catch(() => null);
    if (!this.isConnected) return;
    this.wait = piece ? Number(this.dataset.every ?? 1) * EVERY : Math.min(LONGEST_WAIT, this.wait * 2);
    const next = piece?.querySelector<HTMLElement>("keep-watching");
    if (piece && !next) return this.finish(piece);
    const said = this.querySelector("[role=status]");
    const words = next?.querySelector("[role=status]")?.textContent?.trim();
    // Said only when it changed: a screen reader repeats what is put again.
    if (said && words && said.textContent?.trim() !== words) {
      said.textContent = words;
      this.renew(next);
    }
    this.later();
  }

  // What else changes with the words, without being said.
  private renew(next: ParentNode | null | undefined): void {
    const part = this.dataset.part;
    const fresh = part && next?.querySelector(part);
    if (part && fresh) this.querySelector(part)?.replaceChildren(...fresh.childNodes);
  }

  private finish(piece: DocumentFragment): void {
    const whole = document.querySelector<HTMLElement>(this.dataset.whole ?? "main");
    if (!whole) return location.reload();
    const idle = document.activeElement === document.body || whole.contains(document.activeElement);
    whole.replaceChildren(piece);
    inserted(whole);
    const first = whole.querySelector<HTMLElement>("h1");
    if (!idle || !first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
}

customElements.define("keep-watching", KeepWatching);
