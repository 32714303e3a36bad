// Whoever waits for something (a seminar that they are invited to) has its word in the top bar as soon as it begins, and is told.
// Only pages of people who wait ask, and only while they are seen.
import { toast } from "./toast.js";

const EVERY_MS = 15_000;

export default function ofTheDay(nav) {
  const { address, act } = nav.dataset;
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    timer = setTimeout(look, EVERY_MS);
    try {
      const answer = await fetch(address, { headers: { "X-Fragment": "true", Accept: "application/json" }, cache: "no-store" });
      for (const { label, url, says } of answer.ok ? await answer.json() : []) {
        if ([...nav.querySelectorAll("a")].some((link) => link.pathname === url)) continue;
        nav.append(Object.assign(document.createElement("a"), { href: url, textContent: label }));
        toast(says, { act, onAct: () => location.assign(url) });
      }
    } catch { /* without contact nothing has begun here */ }
  }

  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, EVERY_MS);
}
