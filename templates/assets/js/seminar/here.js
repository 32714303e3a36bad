// Says now and then that this window is here, and shows who else is. A window that is not seen says nothing, and is forgotten.
import { csrfToken } from "../main.js";

const EVERY_MS = 20_000;
const SMALL_ROOM_MS = 8000; // a dozen windows may say so more often than thirty
const SMALL_ROOM = 12;

export default function here(line) {
  const { address, place, text } = line.dataset;
  let timer = null;

  async function say() {
    clearTimeout(timer);
    if (document.hidden || !line.isConnected) return;
    timer = setTimeout(say, EVERY_MS);
    try {
      const body = new URLSearchParams({ csrf_token: csrfToken(), place, text: text ?? "" });
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Fragment": "true" } });
      if (!answer.ok) return;
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      const people = Number(shown.querySelector("[data-people]")?.dataset.people);
      if (people <= SMALL_ROOM) { clearTimeout(timer); timer = setTimeout(say, SMALL_ROOM_MS); }
      if (shown.innerHTML !== line.innerHTML) line.replaceChildren(...shown.childNodes);
    } catch { /* the page says itself that there is no contact */ }
  }

  // Whoever leaves a page is not there any more: the others need not wait until it has been silent for long.
  window.addEventListener("pagehide", () => { navigator.sendBeacon(address, new URLSearchParams({ csrf_token: csrfToken(), place, text: text ?? "", leaves: "1" })); });
  document.addEventListener("visibilitychange", say);
  say();
}
