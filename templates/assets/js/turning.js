// A list on a wall that nobody scrolls: when it does not fit the screen it turns over by itself, a screenful at a time, and says
// which. Whoever wants to read on holds it: with the button, or by pointing at it or being in it. What was decided meanwhile
// comes when it has gone round.
const EVERY_MS = 15_000;
const ROUND_MS = 600_000;

export default function turning(list) {
  const items = [...list.children];
  const [said, hold] = [document.querySelector("[data-turns]"), document.querySelector("[data-hold]")];
  const begun = Date.now();
  let [pages, at, held] = [[], 0, false];

  // Whole items on each page: as many as there is room for under the heading, at least one.
  function measure() {
    items.forEach((item) => { item.hidden = false; });
    const room = innerHeight - list.getBoundingClientRect().top - scrollY - (said.parentElement.offsetHeight || 48) - 24;
    pages = [[]];
    let used = 0;
    for (const item of items) {
      const height = item.getBoundingClientRect().height;
      if (used + height > room && pages.at(-1).length) { pages.push([]); used = 0; }
      pages.at(-1).push(item);
      used += height;
    }
    at = Math.min(at, pages.length - 1);
    show();
  }

  function show() {
    items.forEach((item) => { item.hidden = !pages[at].includes(item); });
    said.parentElement.hidden = pages.length < 2;
    said.textContent = said.dataset.turns.replace("{n}", at + 1).replace("{all}", pages.length);
  }

  function turn() {
    const isRead = list.matches(":hover") || list.contains(document.activeElement);
    if (held || isRead || document.hidden) return;
    if (at + 1 >= pages.length && Date.now() - begun > ROUND_MS) { location.reload(); return; }
    at = (at + 1) % pages.length;
    if (pages.length > 1) show();
  }

  hold.addEventListener("click", () => { held = !held; hold.textContent = held ? hold.dataset.on : hold.dataset.off; hold.setAttribute("aria-pressed", String(held)); });
  addEventListener("resize", measure);
  document.fonts.ready.then(measure);
  setInterval(turn, EVERY_MS);
}
