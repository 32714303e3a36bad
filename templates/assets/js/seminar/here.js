// Says now and then that this window is here, and shows who else is. A window that is not seen says nothing, and is forgotten.
import { csrfToken } from "../main.js";

const EVERY_MS = 20_000;

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
      if (shown.innerHTML !== line.innerHTML) line.replaceChildren(...shown.childNodes);
    } catch { /* the page says itself that there is no contact */ }
  }

  document.addEventListener("visibilitychange", say);
  say();
}
