// Says what one has just done at the seminar, with the way back: on every page of it, however far down “Your latest” stands.
// With `data-at-once` it asks when the page has come: what was done led there.
// `data-latest` gives the change when it is one's own, fresh, and can be undone; `data-undo` takes it back.
import { csrfToken } from "../main.js";
import { toast } from "../toast.js";

const HEADERS = { "X-Fragment": "true", Accept: "application/json" };
const RESTS_MS = 400; // marks that follow each other closely are asked about once

export default function undo(element) {
  const { latest, undo: address, act, undone, unsent, atOnce } = element.dataset;
  let [told, resting, box] = [0, 0, null];

  async function takeBack(seq) {
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ csrf_token: csrfToken(), seq }), headers: HEADERS });
      if (answer.ok && atOnce !== undefined) return location.reload(); // this page shows it, and follows nothing
      toast(answer.ok ? undone : (await answer.json()).error);
    } catch { toast(unsent); }
  }

  async function ask() {
    if (!element.isConnected) return;
    try {
      const answer = await fetch(latest, { headers: HEADERS, cache: "no-store" });
      const change = answer.status === 200 ? await answer.json() : null;
      if (!change || change.seq === told) return;
      told = change.seq;
      box = toast(change.words, { act, onAct: () => takeBack(change.seq) });
    } catch { /* the page says itself that there is no contact */ }
  }

  for (const kind of ["live:sent", "live:changed"]) document.addEventListener(kind, ({ target }) => {
    if (target.matches?.(`[action="${address}"], [data-show]`)) return box?.remove(); // what takes back needs no way back
    clearTimeout(resting);
    resting = setTimeout(ask, RESTS_MS);
  });
  if (atOnce !== undefined) ask();
}
