// « Voir plus »: <p class="pager"><a data-more href="…">. The answer holds the next items, then the next pager if any.
// Comes by itself when scrolled to, three times; then it waits to be asked, so that the foot of the page can be reached.
import { enhance, fetchFragment, inserted } from "./fragment";

let byItself = 3;
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting && byItself-- > 0) void load(target as HTMLAnchorElement, false);
    }
  },
  { rootMargin: "400px" },
);

enhance("a[data-more]", (link) => {
  watcher.observe(link);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    void load(link as HTMLAnchorElement, true);
  });
});

async function load(link: HTMLAnchorElement, asked: boolean): Promise<void> {
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  const piece = await fetchFragment(link.href).catch(() => null);
  const pager = link.closest(".pager") ?? link;
  const list = link.dataset.more ? document.querySelector(link.dataset.more) : pager.previousElementSibling;
  if (!piece || !list) {
    // Not a piece of page: go there as without a script, but only when the reader asked.
    link.removeAttribute("aria-busy");
    if (asked) location.assign(link.href);
    return;
  }
  watcher.unobserve(link);
  const next = piece.querySelector(".pager");
  next?.remove();
  const items = [...piece.children];
  list.append(...items);
  if (next) pager.replaceWith(next);
  else pager.remove();
  [...items, ...(next ? [next] : [])].forEach(inserted);
  const first = items[0];
  if (asked && first instanceof HTMLElement) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
}
