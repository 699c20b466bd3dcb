// <live-feed src="/direct" data-refresh="/fil/nouveaux"> around a [data-feed] list: on the event `news`, fetches the
// refresh address and puts what is new on top, or offers it when the reader is further down. Posts are known by `id`.
import { fetchFragment, inserted } from "./fragment";

const LONGEST_WAIT = 60_000;

class LiveFeed extends HTMLElement {
  private source: EventSource | null = null;
  private failures = 0;
  private timer = 0;
  private waiting: Element[] = [];
  private offer = document.createElement("button");
  private status = document.createElement("p");

  connectedCallback(): void {
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.offer.className = "button sun";
    this.offer.type = "button";
    this.offer.onclick = () => this.show(true);
    const place = document.createElement("div");
    place.className = "new-posts";
    place.append(this.offer);
    this.offer.hidden = true;
    this.prepend(this.status, place);
    document.addEventListener("visibilitychange", this.watch);
    window.addEventListener("pagehide", this.close);
    this.watch();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.watch);
    window.removeEventListener("pagehide", this.close);
    this.close();
  }

  // A hidden tab holds no connection: a browser shares six among all its tabs.
  private watch = (): void => {
    if (document.hidden) return this.close();
    const back = this.failures > 0 || this.source === null;
    this.open();
    if (back) void this.refresh();
  };

  private open = (): void => {
    this.close();
    const source = new EventSource(this.getAttribute("src") ?? "/direct");
    this.source = source;
    source.addEventListener("open", () => (this.failures = 0));
    source.addEventListener("news", () => void this.refresh());
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      const wait = Math.min(LONGEST_WAIT, 2_000 * 2 ** this.failures++);
      this.timer = window.setTimeout(this.open, wait * (0.75 + Math.random() / 2));
    });
  };

  private close = (): void => {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  };

  private async refresh(): Promise<void> {
    const url = this.dataset.refresh;
    if (!url) return;
    const piece = await fetchFragment(url).catch(() => null);
    if (!piece) return;
    const known = (post: Element) => document.getElementById(post.id) || this.waiting.some((other) => other.id === post.id);
    const fresh = [...piece.children].filter((post) => post.id && !known(post));
    if (fresh.length === 0) return;
    this.waiting = [...fresh, ...this.waiting];
    if (window.scrollY < 200) return this.show(false);
    this.offer.textContent = this.words();
    this.offer.hidden = false;
    this.status.textContent = this.words();
  }

  private words(): string {
    const count = this.waiting.length;
    return count === 1 ? "1 nouveau message" : `${count} nouveaux messages`;
  }

  private show(asked: boolean): void {
    const list = this.querySelector("[data-feed]");
    if (!list) return;
    this.status.textContent = this.words();
    this.offer.hidden = true;
    list.prepend(...this.waiting);
    this.waiting.forEach(inserted);
    const first = this.waiting[0];
    this.waiting = [];
    if (!asked || !(first instanceof HTMLElement)) return;
    first.tabIndex = -1;
    first.focus();
  }
}

customElements.define("live-feed", LiveFeed);
