// A place that is being heard again: looks every few seconds, and shows the answer where it was asked for.
import { startWithin } from "../main.js";

const EVERY_MS = 3000;

export default function again(box) {
  const look = async () => {
    if (!box.isConnected) return;
    const answer = await fetch(box.dataset.url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (fresh && !fresh.dataset.module) {
        box.replaceWith(fresh);
        startWithin(fresh);
        return;
      }
    }
    setTimeout(look, EVERY_MS);
  };
  setTimeout(look, EVERY_MS);
}
