// A part of the page that changes by itself: asks for it anew every few seconds, and puts it in place once it says something else.
import { startWithin } from "./main.js";

export default function refresh(part) {
  const { url, every } = part.dataset;
  const look = async () => {
    if (!part.isConnected) return;
    const answer = await fetch(url, { headers: { "X-Fragment": "true" }, cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (fresh && (!fresh.dataset.module || fresh.textContent !== part.textContent)) {
        part.replaceWith(fresh);
        startWithin(fresh);
        return;
      }
    }
    setTimeout(look, Number(every));
  };
  setTimeout(look, Number(every));
}
